//! Queries as people type them, and what must come first.

use super::*;
use proptest::prelude::*;

/// Agencies of a small country, all with reports for 2021–2024, and some cells and actions.
fn country() -> Index {
    let mut index = Index::new();
    for (id, name) in AGENCIES.iter().enumerate() {
        // What stands before `|` are the places above.
        let (above, own) = name.split_once('|').unwrap_or(("", name));
        let years = (2021..=2024).collect();
        index.push(Entry::agency(id as i64, &format!("{above}{own}"), own, years));
    }
    for (id, (text, alias)) in CELLS.iter().enumerate() {
        index.push(Entry { alias, ..Entry::new(Kind::Cell, id as i64, text) });
    }
    index.push(Entry { alias: "undo", ..Entry::new(Kind::Action, 0, "撤销") });
    index
}

const AGENCIES: &[&str] = &[
    "浙江省|嘉兴市",
    "浙江省|嘉兴市人民政府",
    "浙江省|嘉兴市人民政府办公室",
    "浙江省|嘉兴市教育局",
    "浙江省|嘉兴市住房和城乡建设局",
    "浙江省嘉兴市|嘉善县人民政府",
    "浙江省|台州市人民政府",
    "浙江省温州市|乐清市人民政府",
    "山西省长治市|上党区",
    "山西省|长治市",
    "山西省长治市|长子县",
    "山西省运城市盐湖区|解州镇",
    "湖北省孝感市汉川市|分水镇",
    "湖北省|随州市",
    "湖北省随州市|随县",
    "江苏省淮安市|盱眙县",
    "江苏省|宿迁市人民政府",
    "江苏省|淮安市发展和改革委员会",
    "安徽省|六安市",
    "安徽省|蚌埠市",
    "福建省|厦门市",
    "重庆市",
    "重庆市|涪陵区",
    "河南省鹤壁市|浚县",
    "山东省|菏泽市单县",
    "湖南省|长沙市人力资源和社会保障局",
    "财政部",
];

const CELLS: &[(&str, &str)] = &[
    ("上年结转 · 总计", "requests.carried_in.total carried in"),
    ("结转下年度继续办理 · 总计", "requests.carried_out.total carried out"),
    ("本年新收 · 总计", "requests.new.total received"),
];

fn search(index: &Index, typed: &str) -> Answer {
    let query = Query::new(typed);
    Searcher::new().search(index, &query, Options::default(), &|| true).unwrap()
}

/// The text of a hit, with its year and what is inside.
fn line(index: &Index, hit: &Hit) -> String {
    let mut line = index.text(hit.row).to_owned();
    if let Some(year) = hit.year {
        line += &format!(" {year}");
    }
    if let Some(inside) = &hit.inside {
        line += &format!(" › {}", index.text(inside.row));
    }
    line
}

#[test]
fn what_was_meant_comes_first() {
    let index = country();
    for (typed, first) in [
        ("jxzfb24", "浙江省嘉兴市人民政府办公室 2024"),
        ("jxzfb", "浙江省嘉兴市人民政府办公室"),
        ("嘉兴市政府办", "浙江省嘉兴市人民政府办公室"),
        ("嘉兴", "浙江省嘉兴市"),
        ("嘉兴 24", "浙江省嘉兴市 2024"),
        ("jiaxing", "浙江省嘉兴市"),
        ("jxzf", "浙江省嘉兴市人民政府"),
        ("jxjyj", "浙江省嘉兴市教育局"),
        ("jx jy 2023", "浙江省嘉兴市教育局 2023"),
        ("jxzjj", "浙江省嘉兴市住房和城乡建设局"),
        ("ＪＸＪＹ", "浙江省嘉兴市教育局"),
        ("czsdq", "山西省长治市上党区"),
        ("shangdang", "山西省长治市上党区"),
        ("zhangzi", "山西省长治市长子县"),
        ("changzhi", "山西省长治市"),
        ("cz", "山西省长治市"),
        ("hzz", "山西省运城市盐湖区解州镇"),
        ("fsz", "湖北省孝感市汉川市分水镇"),
        ("hcfs", "湖北省孝感市汉川市分水镇"),
        ("随县", "湖北省随州市随县"),
        ("sx21", "湖北省随州市随县 2021"),
        ("yueqing", "浙江省温州市乐清市人民政府"),
        ("leqing", "浙江省温州市乐清市人民政府"),
        ("xuyi", "江苏省淮安市盱眙县"),
        ("hafgw", "江苏省淮安市发展和改革委员会"),
        ("luan", "安徽省六安市"),
        ("bengbu", "安徽省蚌埠市"),
        ("xiamen", "福建省厦门市"),
        ("xm", "福建省厦门市"),
        ("chongqing", "重庆市"),
        ("zhongqing", "重庆市"),
        ("cqfl", "重庆市涪陵区"),
        ("xunxian", "河南省鹤壁市浚县"),
        ("csrsj", "湖南省长沙市人力资源和社会保障局"),
        ("czb", "财政部"),
        ("结转", "结转下年度继续办理 · 总计"),
        ("上年", "上年结转 · 总计"),
        ("carried_in", "上年结转 · 总计"),
        ("new", "本年新收 · 总计"),
        ("嘉兴 24 结转", "浙江省嘉兴市 2024 › 结转下年度继续办理 · 总计"),
        ("jxzfb snjz", "浙江省嘉兴市人民政府办公室 2024 › 上年结转 · 总计"),
        ("新收 jxzfb22", "浙江省嘉兴市人民政府办公室 2022 › 本年新收 · 总计"),
        ("undo", "撤销"),
        ("cx", "撤销"),
    ] {
        let answer = search(&index, typed);
        let lines: Vec<String> = answer.hits.iter().take(3).map(|hit| line(&index, hit)).collect();
        assert_eq!(lines.first().map(String::as_str), Some(first), "{typed}: {lines:?}");
    }
}

#[test]
fn nothing_is_found_where_nothing_matches() {
    let index = country();
    for typed in ["北京", "jxzfb19", "qqq", "嘉兴 长治", "\u{202e}"] {
        assert_eq!(search(&index, typed), Answer::default(), "{typed}");
    }
}

#[test]
fn an_agency_is_found_by_the_name_that_it_prints() {
    let mut index = Index::new();
    index.push(Entry::agency(1, "河北省雄安新区管理委员会", "雄安新区党政办公室", Years::NONE));
    let answer = search(&index, "xaxqdzb");
    assert_eq!(answer.hits.iter().map(|hit| index.id(hit.row)).collect::<Vec<_>>(), [Some(1)]);
    // What is not shown is not marked.
    assert_eq!(answer.hits[0].marks, Vec::<u16>::new());
}

#[test]
fn years_make_reports_of_agencies() {
    let index = country();
    let answer = search(&index, "嘉兴市人民政府办公室 202");
    let lines: Vec<String> = answer.hits.iter().map(|hit| line(&index, hit)).collect();
    let want = [2024, 2023, 2022, 2021].map(|year| format!("浙江省嘉兴市人民政府办公室 {year}"));
    assert_eq!(lines, want);
    assert_eq!(answer.total, 4);
    // Marks are where the words lie; the year is no part of the name.
    assert_eq!(answer.hits[0].marks, (3..13).collect::<Vec<u16>>());
}

#[test]
fn what_was_used_last_comes_first_among_equals() {
    let mut index = Index::new();
    for (id, recent) in [0, 1, 2, 0].into_iter().enumerate() {
        index.push(Entry { recent, ..Entry::new(Kind::Agency, id as i64, "某市教育局") });
    }
    let ids = |answer: Answer, index: &Index| -> Vec<i64> {
        answer.hits.iter().filter_map(|hit| index.id(hit.row)).collect()
    };
    assert_eq!(ids(search(&index, "jyj"), &index), [2, 1, 0, 3]);
    assert_eq!(ids(search(&index, ""), &index), [2, 1, 0, 3]);
    index.set_recent(3, 9);
    assert_eq!(ids(search(&index, "教育"), &index), [3, 2, 1, 0]);
}

#[test]
fn a_newer_question_ends_the_search() {
    let index = country();
    let query = Query::new("嘉兴");
    assert_eq!(Searcher::new().search(&index, &query, Options::default(), &|| false), None);
}

#[test]
fn the_finder_answers_the_newest_question() {
    let index = std::sync::Arc::new(std::sync::RwLock::new(country()));
    let (send, answers) = std::sync::mpsc::channel();
    let finder = Finder::start(index, Options::default(), move |number, answer| {
        send.send((number, answer.total)).unwrap();
    })
    .unwrap();
    for typed in ["j", "jx", "jxz", "jxzf", "jxzfb"] {
        finder.ask(typed);
    }
    let last = finder.ask("财政部");
    let answer = answers.iter().find(|(number, _)| *number == last).unwrap();
    assert_eq!(answer, (last, 1));
    drop(finder);
    assert!(answers.recv().is_err(), "the thread ends with the finder");
}

/// Names made of pieces that overlap, and queries made of pieces of them.
fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "嘉兴市",
            "长治市",
            "上党区",
            "重庆",
            "人民政府",
            "办公室",
            "教育局",
            "绿春县",
            "解州",
            "第12中学",
            "A区",
            "女",
            "银行",
            "·",
            " ",
            "Ⅳ",
            "ê",
            "𠮷",
        ])
        .prop_map(str::to_owned),
        "[\u{4e00}-\u{9fff}]{1,3}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "jx", "jiaxing", "cz", "zhang", "lv", "lue", "zf", "24", "2", "202", "1", " ", "嘉",
            "长治", "教", "x", "h", "ng", "Ａ", "4", "nve",
        ])
        .prop_map(str::to_owned),
        "[a-z]{1,2}",
        "[\u{4e00}-\u{9fff}]",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn shortcuts_lose_nothing(names in prop::collection::vec(name(), 1..60), typed in typed()) {
        let mut index = Index::new();
        for (id, name) in names.iter().enumerate() {
            let years = (2019..2019 + (id as i16 % 7)).collect();
            let kind = if id % 5 == 4 { Kind::Cell } else { Kind::Agency };
            index.push(Entry { years, ..Entry::new(kind, id as i64, name) });
        }
        let search = |searcher: &mut Searcher, typed: &str, prefilter| {
            let options = Options { prefilter, ..Options::default() };
            searcher.search(&index, &Query::new(typed), options, &|| true).unwrap()
        };
        // Key by key, with what the last key found and a quick look; and at once with neither.
        let mut typing = Searcher::new();
        for (end, c) in typed.char_indices() {
            let typed = &typed[..end + c.len_utf8()];
            let quick = search(&mut typing, typed, true);
            let whole = search(&mut Searcher::new(), typed, false);
            prop_assert_eq!(quick, whole, "{}", typed);
        }
    }

    #[test]
    fn a_name_is_found_by_each_of_its_keys(name in "[\u{4e00}-\u{9fa5}]{1,8}", junk in ".{0,12}") {
        let mut index = Index::new();
        index.push(Entry::new(Kind::Agency, 0, &name));
        let keys = pinyin::keys(&name);
        for typed in [name.clone(), keys.initials, keys.full.replace(' ', "")] {
            prop_assert_eq!(search(&index, &typed).total, 1, "{}", typed);
        }
        // Whatever is typed, nothing breaks.
        let _ = search(&index, &junk);
    }
}
