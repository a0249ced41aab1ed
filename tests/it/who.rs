//! Who and when, on small pages of our own: a rule, a page.

use gouji::read::{Hints, Identity, document, identify};
use gouji::record::{AgencyKind, Level, ProblemKind};
use jiff::civil::date;
use proptest::prelude::*;

fn told(page: &str, hints: &Hints) -> Identity {
    identify(&document(page.as_bytes()).unwrap(), hints)
}

fn tell(page: &str) -> Identity {
    told(page, &Hints::default())
}

/// The agency's name with its place; empty where nobody is named.
pub fn name(identity: &Identity) -> &str {
    identity.agency.as_ref().map_or("", |agency| agency.name.as_str())
}

fn weak(identity: &Identity, kind: ProblemKind) -> bool {
    identity.problems.iter().any(|problem| problem.kind == kind)
}

/// What is told of a page, and what should be.
pub struct Case<'a> {
    /// Which page.
    pub what: String,
    /// What is told of it.
    pub identity: Identity,
    /// The agency with its place; empty where nobody should be named.
    pub agency: &'a str,
    /// The year.
    pub year: i16,
}

/// Compares name and year of each page, and says of all that differ how.
pub fn compare<'a>(cases: impl IntoIterator<Item = Case<'a>>) {
    let differs = |Case { what, identity, agency, year }: Case<'_>| {
        let got = (name(&identity), identity.year.unwrap_or_default());
        let printed = identity.agency.as_ref().map_or("", |agency| agency.printed.as_str());
        let title = &identity.title;
        let said = || format!("{what}: {got:?} ({printed}; {title}) is not {agency} {year}");
        (got != (agency, year)).then(said)
    };
    let wrong: Vec<String> = cases.into_iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn titles_in_all_variants() {
    for (page, agency, year) in [
        ("随县2024年政府信息公开工作年度报告", "湖北省随州市随县", 2024),
        ("随县人民政府2024年度政府信息公开工作年度报告", "湖北省随州市随县人民政府", 2024),
        ("2024年度随县教育局政府信息公开工作年度报告", "湖北省随州市随县教育局", 2024),
        ("2024年随县教育局2024年度政府信息公开工作年度报告", "湖北省随州市随县教育局", 2024),
        ("随县教育局关于2024年度政府信息公开工作的年度报告", "湖北省随州市随县教育局", 2024),
        ("随县教育局二〇二四年政府信息公开年报", "湖北省随州市随县教育局", 2024),
        ("随县教育局2024年信息公开工作年度报告", "湖北省随州市随县教育局", 2024),
        ("随县教育局政府信息公开工作2024年度报告", "湖北省随州市随县教育局", 2024),
        (
            "随 县 教 育 局 2024 年 政 府 信 息 公 开 工 作 年 度 报 告",
            "湖北省随州市随县教育局",
            2024,
        ),
        ("随县教育局\n2024年政府信息公开工作年度报告", "湖北省随州市随县教育局", 2024),
        ("随县教育局\n2024年\n政府信息公开工作年度报告", "湖北省随州市随县教育局", 2024),
        ("2024年随县教育局政府信息公\n开工作年度报告", "湖北省随州市随县教育局", 2024),
        ("标题：随县教育局2024年政府信息公开工作年度报告", "湖北省随州市随县教育局", 2024),
        (
            "现将《随县教育局2024年政府信息公开工作年度报告》予以公布。",
            "湖北省随州市随县教育局",
            2024,
        ),
        (
            "特向社会公布2024年度随县教育局政府信息公开工作年度报告。",
            "湖北省随州市随县教育局",
            2024,
        ),
        (
            "首页 > 年报 随县教育局2024年政府信息公开工作年度报告 来源：本站",
            "湖北省随州市随县教育局",
            2024,
        ),
        ("隨縣教育局2024年政府信息公開工作年度報告", "湖北省随州市随县教育局", 2024),
        // The words that say what it is were replaced.
        ("随县教育局\n2024年某某娱乐推荐工作年度报告", "湖北省随州市随县教育局", 2024),
        ("随县教育局2024年某某推荐工作年度报告", "湖北省随州市随县教育局", 2024),
    ] {
        compare([Case { what: page.to_owned(), identity: tell(page), agency, year }]);
    }
}

#[test]
fn without_a_title_the_page_is_asked() {
    let period = "本报告所列数据的统计期限自2024年1月1日起至12月31日止。";
    for (page, agency, is_weak) in [
        ("发布机构：随县教育局\n2024年政府信息公开工作年度报告", "湖北省随州市随县教育局", false),
        ("索引号 | 1 | 发布机构 | 随县教育局 |\n年报", "湖北省随州市随县教育局", false),
        ("本报告由随县教育局编制。", "湖北省随州市随县教育局", false),
        ("本报告由随县教育局根据《条例》要求编制。", "湖北省随州市随县教育局", false),
        // The office compiles the county's report.
        ("本报告由随县人民政府办公室编制。我县认真落实。", "湖北省随州市随县", true),
        ("报告可在随县人民政府门户网站下载。我县认真落实。", "湖北省随州市随县", true),
        ("请与随县教育局办公室联系。我局认真落实。", "湖北省随州市随县教育局", true),
        ("请与随县数据局联系。我县认真落实。", "湖北省随州市随县", true),
        ("一、总体情况\n2024年，随县教育局坚持公开。", "湖北省随州市随县教育局", true),
        ("一、总体情况\n工作有序。\n随县教育局\n2025年1月8日", "湖北省随州市随县教育局", false),
        ("工作有序。", "", false),
    ] {
        let identity = tell(&format!("{page}\n{period}"));
        assert_eq!(weak(&identity, ProblemKind::WeakAgency), is_weak, "{page}");
        compare([Case { what: page.to_owned(), identity, agency, year: 2024 }]);
    }
}

#[test]
fn a_place_comes_from_around_the_name() {
    for (page, agency) in [
        ("汉川市人民政府-分水镇\n2024年分水镇政府信息公开工作年度报告", "湖北省孝感市汉川市分水镇"),
        (
            "区教育局2024年政府信息公开工作年度报告\n(地址：武汉市硚口区某路)",
            "湖北省武汉市硚口区教育局",
        ),
        ("市教育局2024年政府信息公开工作年度报告\n(电话：0355-2020202)", "山西省长治市教育局"),
        // A name that several cities have.
        (
            "鼓楼区教育局2024年政府信息公开工作年度报告\n电话：0516-8080808",
            "江苏省徐州市鼓楼区教育局",
        ),
        (
            "鼓楼区教育局2024年政府信息公开工作年度报告\n福州市鼓楼区某路",
            "福建省福州市鼓楼区教育局",
        ),
        ("城关镇2024年政府信息公开工作年度报告\nwww.pingtan.gov.cn", "福建省福州市平潭县城关镇"),
        ("江干区教育局2020年政府信息公开工作年度报告", "浙江省杭州市江干区教育局"),
        ("济源市教育局2024年政府信息公开工作年度报告", "河南省济源市教育局"),
        ("北京市朝阳区教育局2024年政府信息公开工作年度报告", "北京市朝阳区教育局"),
        ("平潭综合实验区教育局2024年政府信息公开工作年度报告", "福建省福州市平潭综合实验区教育局"),
        ("苏州工业园区2024年政府信息公开工作年度报告", "江苏省苏州工业园区"),
        (
            "国家税务总局随县税务局2024年政府信息公开工作年度报告",
            "国家税务总局湖北省随州市随县税务局",
        ),
        ("国家档案局2024年政府信息公开工作年度报告", "国家档案局"),
    ] {
        assert_eq!(name(&tell(page)), agency, "{page}");
    }
}

#[test]
fn places_that_no_list_knows_keep_what_is_stated() {
    let identity = tell("样例省甲州市乙川县财政局2024年政府信息公开工作年度报告");
    let agency = identity.agency.unwrap();
    assert_eq!(agency.name, "样例省甲州市乙川县财政局");
    assert_eq!(agency.place.parts().collect::<Vec<_>>(), ["样例省", "甲州市", "乙川县"]);
    assert_eq!((agency.place.code, agency.kind), (0, AgencyKind::Department));
    assert_eq!(agency.level, Level::County);
    assert!(identity.problems.is_empty(), "{:?}", identity.problems);

    for (page, want) in [
        (
            "样例省甲州市乙川县人民政府 > 年报\n乙川县财政局2024年政府信息公开工作年度报告",
            "样例省甲州市乙川县财政局",
        ),
        (
            "样例省甲州市乙川县人民政府-丁溪镇\n丁溪镇2024年政府信息公开工作年度报告",
            "样例省甲州市乙川县丁溪镇",
        ),
        ("样例省甲州市2024年政府信息公开工作年度报告", "样例省甲州市"),
        ("样例省人民政府办公厅2024年政府信息公开工作年度报告", "样例省人民政府办公厅"),
    ] {
        assert_eq!(name(&tell(page)), want, "{page}");
    }
    let hints = Hints {
        agency: Some("样例省甲州市乙川县财政局".to_owned()), ..Hints::default()
    };
    let identity = told("随县2024年政府信息公开工作年度报告", &hints);
    assert_eq!(name(&identity), "样例省甲州市乙川县财政局");
}

#[test]
fn years_in_the_order_of_their_worth() {
    let hints = |path: &str, url: &str| Hints {
        path: path.to_owned(),
        url: (!url.is_empty()).then(|| url.to_owned()),
        ..Hints::default()
    };
    for (page, hints, year, is_weak) in [
        ("随县2024年政府信息公开工作年度报告", hints("2023.txt", ""), Some(2024), false),
        // The text contradicts the title: kept, and doubtful.
        (
            "随县2024年政府信息公开工作年度报告\n统计期限自2023年1月1日至2023年12月31日",
            hints("", ""),
            Some(2024),
            true,
        ),
        ("统计期限自20201月1日起至202012月31日止", hints("", ""), Some(2020), false),
        ("工作有序。", hints("随县2022.txt", ""), Some(2022), true),
        ("工作有序。", hints("", "https://a.gov.cn/202302/t20230220_1.htm"), Some(2022), true),
        ("工作有序。", hints("", ""), None, false),
    ] {
        let identity = told(page, &hints);
        assert_eq!(identity.year, year, "{page}");
        assert_eq!(weak(&identity, ProblemKind::WeakYear), is_weak, "{page}");
    }
}

#[test]
fn the_day_of_publication() {
    let title = "随县2024年政府信息公开工作年度报告";
    for (page, want) in [
        ("发布日期：2025-01-14 浏览次数：72", Some(date(2025, 1, 14))),
        ("来源：随县人民政府 时间：2025-02-08 16:34 微信", Some(date(2025, 2, 8))),
        ("索引号 | 1 | 发文时间 | 2025年1月7日 |", Some(date(2025, 1, 7))),
        ("成文日期：2025-01-02\n发布时间：2025-01-09", Some(date(2025, 1, 9))),
        ("一、总体情况\n有序。\n随县人民政府\n2025年1月8日", Some(date(2025, 1, 8))),
        // Before the year that the report is about: another date.
        ("发布日期：2021-10-08", None),
        ("有序。", None),
    ] {
        assert_eq!(tell(&format!("{title}\n{page}")).published, want, "{page}");
    }
    let html = "<html><head><meta name='PubDate' content='2025-03-01 10:00'><title>t</title></head>\
                <body><p>随县2024年政府信息公开工作年度报告</p></body></html>";
    assert_eq!(tell(html).published, Some(date(2025, 3, 1)));
}

#[test]
fn a_page_of_html_is_read_with_its_head() {
    let html = "<html><head><title>2024年政府信息公开工作年度报告_随县教育局</title>\
                <meta name='ContentSource' content='随县教育局'></head><body><div>首页</div>\
                <table><tr><td>发布机构</td><td>随县教育局</td></tr></table>\
                <p>2024年政府信息公开工作年度报告</p><p>一、总体情况</p></body></html>";
    let identity = tell(html);
    assert_eq!((name(&identity), identity.year), ("湖北省随州市随县教育局", Some(2024)));
    assert_eq!(identity.title, "2024年政府信息公开工作年度报告");
}

/// On a page without a title: what it says of who reports, and the agency that is told.
fn untitled(cases: &[(&str, &str)]) {
    let period = "本报告所列数据的统计期限自2024年1月1日起至12月31日止。";
    compare(cases.iter().map(|(page, agency)| {
        let page = format!("{period}\n{page}");
        Case { agency, year: 2024, identity: tell(&page), what: page }
    }));
}

#[test]
fn who_compiles_or_opens_the_report_is_who_reports() {
    let whose = "湖北省随州市随县教育局";
    untitled(&[
        ("根据《条例》和省、市有关要求,随县教育局编制本报告。", whose),
        ("根据《条例》要求,随县教育局汇总2024年信息公开工作情况,形成本报告。", whose),
        ("按照《条例》及格式要求,现发布随县教育局2024年度报告。", whose),
        ("由随县教育局综合各科室信息公开情况编制。", whose),
        (
            "本报告由随县城市管理综合行政执法局综合各科室情况编制。",
            "湖北省随州市随县城市管理综合行政执法局",
        ),
        ("一、总体情况\n2024年,随县教育局把公开作为经常性工作。", whose),
        ("一、总体情况\n随县教育局高度重视政府信息公开工作。", whose),
        (
            "请致电随县分水镇人民政府信息公开工作机构。\n一、总体情况\n我镇有序。",
            "湖北省随州市随县分水镇人民政府",
        ),
        ("一、总体情况\n有序。\n六、其他\n2024年,随县教育局未收取信息处理费。", whose),
        ("请联系随县教育局。\n一、总体情况\n区教育局、随县教育局办公室。\n我局有序。", whose),
        // One name in short, the other in full.
        ("由县教育局编制。请与随县教育局办公室联系。\n发布机构:随县教育局", whose),
        ("本单位有序,本单位公开。请联系随县政务服务中心。", "湖北省随州市随县政务服务中心"),
        (
            "本报告由县政府编制。如有疑问,请登录随县人民政府门户网站。我县有序。",
            "湖北省随州市随县人民政府",
        ),
        ("由乾县教育局编制。", "陕西省咸阳市乾县教育局"),
        ("由嘉峪关市教育局编制。", "甘肃省嘉峪关市教育局"),
    ]);
}

#[test]
fn whom_a_page_names_in_passing_does_not_report() {
    for page in [
        // The site on which it stands, and who keeps that.
        "电子版见随县人民政府门户网站。\n一、总体情况\n我局有序。",
        "电子版见随县人民政府门户网站。\n一、总体情况\n有序。",
        "随县人民政府\n请输入关键字\n一、总体情况\n我局有序。",
        "一、总体情况\n我局有序。\n六、其他\n没有。\n主办:随县人民政府办公室 承办:随县数据局",
        "来源:随县融媒体中心\n一、总体情况\n我局有序。",
        // Superiors and sisters.
        "一、总体情况\n在随县数据局指导下,我局有序。",
        "按照《随县人民政府办公室关于做好年报的通知》要求,我局编制本报告。",
        "一、总体情况\n我局有序。\n例如,随县财政局于3月发布通知。\n随县审计局坚持公开。",
        "一、总体情况\n我局有序。\n随县财政局共收到申请3件,随县民政局共收到申请5件。",
        "一、总体情况\n我县有序。\n六、其他\n其中,随县民政局1件,收取信息处理费880元。",
        // Two that contradict each other.
        "由随县教育局编制。\n一、总体情况\n有序。\n随县财政局\n2025年1月8日",
        // Links to others' reports.
        "一、总体情况\n我局有序。\n六、其他\n没有。\n上一篇:随县财政局2023年政府信息公开工作年度报告",
        "一、总体情况\n我局有序。\n六、其他\n没有。\n相关链接\n随县财政局2023年政府信息公开工作年度报告",
        "随县财政局2024年政府信息公开工作年度报告\n随县民政局2024年政府信息公开工作年度报告\n一、总体情况\n我局有序。",
        "友情链接\n随县财政局\n随县民政局\n随县审计局\n一、总体情况\n我局有序。",
        // Names that many have, of which no place is known, or one of two.
        "由教育局编制。",
        "由区教育局编制。",
        "由城关镇人民政府编制。",
        "现将开发区2024年工作情况报告如下。我区有序。",
        "电子版见无锡市人民政府门户网站。\n一、总体情况\n我市有序。\n邀请江阴市同行授课。",
        "由市教育局编制。电子版见无锡市人民政府门户网站。\n一、总体情况\n邀请江阴市同行授课。",
        "由区教育局编制。\n一、总体情况\n有序。\n六、其他\n其中随县人民政府1件,硚口区人民政府2件。",
    ] {
        untitled(&[(page, "")]);
    }
}

#[test]
fn the_year_is_not_that_of_a_link() {
    let links = "相关链接\n随县财政局2021年政府信息公开工作年度报告\n随县民政局2022年政府信息公开工作年度报告";
    let page =
        format!("由随县教育局编制。\n一、总体情况\n2024年公开5条。\n六、其他\n没有。\n{links}");
    assert_eq!(tell(&page).year, Some(2024));
    // A list of the years before the text, without the page's own title.
    let years =
        "随县教育局2022年政府信息公开工作年度报告\n随县教育局2023年政府信息公开工作年度报告";
    let page = format!("{years}\n统计期限自2023年1月1日至12月31日。\n一、总体情况");
    assert_eq!(tell(&page).year, Some(2023));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_makes_it_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "随县", "2024", "年", "年度", "政府信息公开", "工作", "报告", "\n", " ", "|", ":", "镇", "教育局",
                "人民政府", "由", "编制", "联系", "0355-", "一、", "总体情况", "(一)", "二〇二", "☃", "é", "\u{3000}", "市",
                "《", "。", "<td>", "第", "分局", "街道",
            ]),
            0..60,
        ),
        any in ".{0,40}",
        path in ".{0,20}",
    ) {
        let page = words.concat() + &any;
        let hints = Hints { path, url: Some(any), ..Hints::default() };
        let reading = gouji::read::read(page.as_bytes(), &hints);
        if let gouji::record::Outcome::Report { report, .. } = reading.outcome {
            for passage in &report.passages {
                prop_assert!(reading.source.get(passage.span.range()).is_some());
            }
        }
    }
}

#[test]
fn printed_agencies_are_told_again() {
    use gouji::synth::layouts::LAYOUTS;
    use gouji::synth::pages::Page;
    use gouji::synth::prose::{self, Voice};
    use gouji::synth::{agencies, figures};
    let mut wrong = Vec::new();
    let mut all = agencies::province();
    // Names of the nation are by chance those of real counties; only what is stated is certain.
    let invented = all.len();
    all.extend((0..150).map(|number| agencies::nation(number * 7919 % agencies::NATION)));
    for (number, agency) in all.iter().enumerate() {
        let layout = &LAYOUTS[number % LAYOUTS.len()];
        let mut report = figures::series(3, agency, 2019..=2024).pop().unwrap();
        report.passages = prose::write(3, agency, &report, Voice::Full);
        let bytes = (layout.render)(&Page::varied(3, agency, &report));
        let document = document(&bytes).unwrap();
        let seen = |hints: &Hints| {
            let identity = identify(&document, hints);
            let agency = identity.agency.unwrap();
            let place: Vec<String> = agency.place.parts().map(str::to_owned).collect();
            (agency.name, agency.kind, agency.level, place, identity.year.unwrap())
        };
        // A manifest states the whole name.
        let stated = Hints { agency: Some(agency.name.clone()), ..Hints::default() };
        let place: Vec<String> = agency.place.parts().map(str::to_owned).collect();
        let want = (agency.name.clone(), agency.kind, agency.level, place, report.year);
        let got = seen(&stated);
        if got != want {
            wrong.push(format!("{}: stated {want:?}, told {got:?}", layout.name));
        }
        // The page names no more than its title does: the end of the whole name.
        let got = seen(&Hints::default());
        let right = want.0.ends_with(&got.0) && got.0.len() >= 12 && got.1 == want.1;
        if number < invented && !(right && got.4 == want.4) {
            wrong.push(format!("{}: printed {want:?}, told {got:?}", layout.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), all.len());
}
