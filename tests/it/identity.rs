//! Who and when, on real pages: seeds, whole documents, beginnings.

use crate::shared::shared;
use crate::who::{Case, compare};
use gouji::read::{Hints, document, identify};
use gouji::record::{NotReport, Outcome};

/// The text of a document, without the two lines that say what a beginning is.
fn read(path: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&std::fs::read(shared(path)?).unwrap()).into_owned();
    Some(match text.split_once("----\n") {
        Some((kind, rest)) if kind.starts_with("KIND:") => rest.to_owned(),
        _ => text,
    })
}

fn hints(path: &str) -> Hints {
    Hints { path: path.to_owned(), ..Hints::default() }
}

/// Tells who reports for which year in each file of a folder, and compares.
fn told(folder: &str, want: &[(&str, &str, i16)]) {
    compare(want.iter().filter_map(|(file, agency, year)| {
        let path = format!("{folder}/{file}");
        let text = read(&path)?;
        let identity = identify(&document(text.as_bytes()).unwrap(), &hints(&path));
        Some(Case { what: path, identity, agency, year: *year })
    }));
}

#[test]
fn seeds_are_told_by_agency_and_year() {
    told(
        "seeds",
        &[
            ("000_4bed804fab15950d.txt", "湖北省随州市随县", 2024),
            ("003_91b38fa976f5289e.txt", "浙江省嘉兴市人民政府办公室", 2024),
            ("002_c70ef5546fcf38db.txt", "陕西省渭南市合阳县", 2020),
            ("001_7a9273a751598e42.txt", "山西省长治市上党区人民政府办公室", 2024),
            ("004_2a68a08fb10c7e43.txt", "湖北省孝感市汉川市分水镇", 2024),
        ],
    );
}

#[test]
fn whole_documents_are_told_by_agency_and_year() {
    told(
        "pages",
        &[
            ("hongze-district-2023.pipe.txt", "江苏省淮安市洪泽区人民政府", 2023),
            ("hongze-district-2024.layout.txt", "江苏省淮安市洪泽区人民政府", 2024),
            ("huaian-city-2024.pymupdf.txt", "江苏省淮安市人民政府", 2024),
            ("pingtan-2021-flat.txt", "福建省福州市平潭综合实验区", 2021),
            ("pingtan-2022-flat.txt", "福建省福州市平潭综合实验区", 2022),
            ("pingtan-2023-flat.txt", "福建省福州市平潭综合实验区", 2023),
            ("suqian-city-2023.txt", "江苏省宿迁市", 2023),
            ("suqian-city-2024.txt", "江苏省宿迁市", 2024),
        ],
    );
}

#[test]
fn fragments_are_told_where_they_say_who_they_are() {
    told(
        "pages/fragments",
        &[
            (
                "haicheng-xiliu-town-2023-spam-injected.txt",
                "辽宁省鞍山市海城市西柳镇人民政府",
                2023,
            ),
            (
                "huangpu-dapuqiao-street-2025-headings-dropped.txt",
                "上海市黄浦区打浦桥街道办事处",
                2025,
            ),
            ("jinhu-county-2023-table4-total-wrong.txt", "江苏省淮安市金湖县", 2023),
            ("kaiyang-samr-2020-leading-pipes.txt", "贵州省贵阳市开阳县市场监督管理局", 2020),
            ("leiyang-mashui-town-2019-chars-dropped.txt", "湖南省衡阳市耒阳市马水镇", 2019),
            (
                "mayang-banlishu-xiang-2022-trad-mirror.txt",
                "湖南省怀化市麻阳苗族自治县板栗树乡人民政府",
                2022,
            ),
            ("renshou-zhongxiang-town-2019.txt", "四川省眉山市仁寿县钟祥镇", 2019),
            ("tongchuan-stats-2024-spaced-label.txt", "四川省达州市通川区统计局", 2024),
            ("wuhan-ecology-2020-trad-annotated-labels.txt", "湖北省武汉市生态环境局", 2020),
            ("yangling-audit-2022.txt", "陕西省咸阳市杨陵区审计局", 2022),
            (
                "yongchuan-hitech-2020-mixed-separators.txt",
                "重庆市永川高新技术产业开发区管理委员会",
                2020,
            ),
            ("yuncheng-etdz-2020-one-cell-per-line.txt", "山西省运城经济技术开发区", 2020),
        ],
    );
}

#[test]
fn beginnings_are_told_by_agency_and_year() {
    told(
        "pages/beginnings",
        &[
            ("baicheng-city-2025.txt", "吉林省白城市人民政府", 2025),
            ("changchun-police-2023-title-variant.txt", "吉林省长春市公安局", 2023),
            ("chengxiang-police-2023.txt", "福建省莆田市公安局城厢分局", 2023),
            ("dachuan-anren-xiang-2022.txt", "四川省达州市达川区安仁乡人民政府", 2022),
            ("daying-rural-revitalization-2021.txt", "四川省遂宁市大英县乡村振兴局", 2021),
            ("dingxi-ggzy-2020-blank-number.txt", "甘肃省定西市公共资源交易中心", 2020),
            ("fengxi-jianzhanglu-street-2022-mirror.txt", "建章路街道办事处", 2022),
            ("ggj-2021-mirror.txt", "国家机关事务管理局", 2021),
            ("guangyuan-stats-2024.txt", "四川省广元市统计局", 2024),
            ("guiyang-gov-office-2021.txt", "贵州省贵阳市人民政府办公厅", 2021),
            ("hanjiang-education-2021.txt", "福建省莆田市涵江区教育局", 2021),
            ("hejiang-gov-office-2023.txt", "四川省泸州市合江县人民政府办公室", 2023),
            (
                "huangshi-xialu-police-2023-old-basis-cited.txt",
                "湖北省黄石市公安局下陆区分局",
                2023,
            ),
            ("jiaokou-county-2023.txt", "山西省吕梁市交口县", 2023),
            ("jingjiang-education-2021.txt", "江苏省泰州市靖江市教育局", 2021),
            // Neither the text nor any sign says more than 我局: which bureau only the file's name
            // could, and "economy" is no bureau's name.
            ("maanshan-yushan-economy-2025.txt", "", 2025),
            ("pingdu-police-2023.txt", "山东省青岛市平度市公安局", 2023),
            ("qiaokou-stats-2024.txt", "湖北省武汉市硚口区统计局", 2024),
            ("qingzhou-stats-2024.txt", "山东省潍坊市青州市统计局", 2024),
            ("shanghai-city-2022.txt", "上海市", 2022),
            ("suzhou-science-2025-casino-hack-keyword-replaced.txt", "江苏省苏州市科技局", 2025),
            ("tongxiang-police-2023.txt", "浙江省嘉兴市桐乡市公安局", 2023),
            ("wehdz-education-2021.txt", "湖北省武汉东湖新技术开发区教育局", 2021),
            ("wuqi-county-2023-no-title.txt", "陕西省延安市吴起县", 2023),
            ("xiangyin-yanglinzhai-xiang-2022.txt", "湖南省岳阳市湘阴县杨林寨乡人民政府", 2022),
            (
                "xishan-houqiao-street-2023-section-list.txt",
                "江苏省无锡市锡山区厚桥街道办事处",
                2023,
            ),
            ("xuanzhou-water-2019-short-title.txt", "安徽省宣城市宣州区水利局", 2019),
            ("yiwu-niansanli-2023-mirror-pinyin.txt", "浙江省金华市义乌市廿三里街道办事处", 2023),
            (
                "yongjia-xixia-xiang-2023-pipe-explosion.txt",
                "浙江省温州市永嘉县溪下乡人民政府",
                2023,
            ),
        ],
    );
}

#[test]
fn decoys_are_told_from_reports() {
    let Some(folder) = shared("pages/beginnings") else { return };
    let decoys = [
        ("huaihua-notice-2021-hacked.txt", NotReport::Notice),
        ("lishui-2017-url-year.txt", NotReport::Before2019),
        ("mianyang-water-2018.txt", NotReport::Before2019),
        ("ningguo-form-notice-blank-form.txt", NotReport::EmptyForm),
        ("shenxian-wangzhuangji-2023-interpretation.txt", NotReport::Interpretation),
    ];
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let path = format!("pages/beginnings/{file}");
        let Some(text) = read(&path) else { return };
        let got = match gouji::read::read(text.as_bytes(), &hints(&path)).outcome {
            Outcome::Report { .. } => None,
            Outcome::NotReport { kind, .. } => Some(kind),
        };
        let want = decoys.iter().find(|(name, _)| *name == file).map(|(_, kind)| *kind);
        // A report of which nobody can tell whose it is.
        let want = if file.starts_with("maanshan") { Some(NotReport::Unidentified) } else { want };
        seen += usize::from(want.is_some());
        if got != want {
            wrong.push(format!("{file}: {got:?} is not {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(seen, decoys.len() + 1);
}
