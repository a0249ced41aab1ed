//! Prose by section, on small pages of our own.

use gouji::form::Section;
use gouji::read::{document, passages, tables};
use gouji::record::{Passage, Span};
use gouji::synth::layouts::LAYOUTS;
use gouji::synth::pages::Page;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{agencies, figures};

/// Section number, `#` for a heading, text; one passage a line.
fn outline(page: &str) -> Vec<String> {
    let document = document(page.as_bytes()).unwrap();
    let tables = tables(&document);
    passages(&document, &tables.spans)
        .into_iter()
        .map(|passage| {
            let heading = if passage.heading.is_some() { "#" } else { "" };
            format!("{}{heading} {}", passage.section.number(), passage.text)
        })
        .collect()
}

const TABLE_TWO: &str = "第二十条第(一)项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n\
    规章 | 0 | 0 | 0 |\n行政规范性文件 | 1 | 0 | 3 |\n";
const TABLE_FOUR: &str =
    "行政复议 | 行政诉讼 |\n| 0 | 1 | 0 | 3 | 4 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 2 |\n";

#[test]
fn sections_by_words_and_numbers() {
    let page = format!(
        "随县2024年政府信息公开工作年度报告\n本报告依法编制。\n一、总体情况\n(一)主动公开情况\n发布5条。\n\
         二、主动公开政府信息情况\n{TABLE_TWO}五、政府信息公开行政复议、行政诉讼情况\n{TABLE_FOUR}\
         四、存在的问题及改进措施\n一是人少。\n七、其他需要报告的事项\n没有。"
    );
    assert_eq!(
        outline(&page),
        [
            "0 随县2024年政府信息公开工作年度报告",
            "0 本报告依法编制。",
            "1# 一、总体情况",
            "1# (一)主动公开情况",
            "1 发布5条。",
            "2# 二、主动公开政府信息情况",
            "4# 五、政府信息公开行政复议、行政诉讼情况",
            "5# 四、存在的问题及改进措施",
            "5 一是人少。",
            "6# 七、其他需要报告的事项",
            "6 没有。",
        ]
    );
}

#[test]
fn headings_that_were_lost() {
    let page = format!(
        "随县2024年政府信息公开工作年度报告\n(一)主动公开\n发布5条。\n四、政府信息公开行政复议、行政诉讼情况\n\
         {TABLE_FOUR}1、公开不够便捷\n将改进。\n(二)改进情况\n加强培训。\n(一)收取信息处理费情况\n没有收取。"
    );
    let sections: Vec<u8> = outline(&page).iter().map(|line| line.as_bytes()[0] - b'0').collect();
    assert_eq!(sections, [0, 1, 1, 4, 5, 5, 5, 5, 6, 6]);
}

#[test]
fn a_flattened_page_is_split_and_its_tables_left_out() {
    let page = "本报告依法编制。一、总体情况2024年发布5条。二、主动公开政府信息情况五、存在的主要问题及改进情况\
                人手不足。六、其他需要报告的事项没有收费。";
    assert_eq!(
        outline(page),
        [
            "0 本报告依法编制。",
            "1# 一、总体情况",
            "1 2024年发布5条。",
            "2# 二、主动公开政府信息情况",
            "5# 五、存在的主要问题及改进情况",
            "5 人手不足。",
            "6# 六、其他需要报告的事项",
            "6 没有收费。",
        ]
    );
}

#[test]
fn furniture_stays_out() {
    let page = "当前位置:首页 > 年报\n打印 关闭\n来源:随县\n随县2024年政府信息公开工作年度报告\n字体:[大] [小]\n\
                一、总体情况\n发布5条。\n六、其他需要报告的事项\n没有。\n版权所有:随县人民政府\n您的浏览器版本太低!";
    assert_eq!(
        outline(page),
        [
            "0 随县2024年政府信息公开工作年度报告",
            "1# 一、总体情况",
            "1 发布5条。",
            "6# 六、其他需要报告的事项",
            "6 没有。",
        ]
    );
}

#[test]
fn a_passage_stands_where_its_span_says() {
    // Full-width and traditional in the source, plain in the text.
    let page = "　　一、總體情況２０２４年，發布５條。二、主動公開政府信息情況無。\n";
    let document = document(page.as_bytes()).unwrap();
    let found = passages(&document, &[]);
    let printed: Vec<&str> =
        found.iter().map(|passage| &document.source[passage.span.range()]).collect();
    assert_eq!(
        printed,
        ["一、總體情況", "２０２４年，發布５條。", "二、主動公開政府信息情況", "無。"]
    );
    assert_eq!(found[3].section, Section::Disclosure);
}

/// Words as reports have them between the heading of a part and its table.
const BESIDE: [&[&str]; 4] = [
    &["本年作出行政许可决定52件、行政处罚决定7件。"],
    &["2024年共收到申请5件，其中自然人3件，商业企业2件，均已办结。", "上年没有结转的申请。"],
    &["具体情况如下表：", "全年没有发生行政复议和行政诉讼。"],
    &[
        "第二十条第（五）项的许可，以各窗口的登记为准，没有重复计算；信息内容与上年相同，本年新收的申请不在此列，\
       各科室报送的数字由办公室核对两遍，总计一栏经分管领导签字后报送。",
    ],
];

/// The pages on which prose is looked for: each layout, each way to put words beside the tables.
fn printed() -> impl Iterator<Item = (String, Vec<Passage>, Vec<u8>)> {
    let agencies = agencies::province();
    let count = std::env::var("REPORTS").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let ways =
        (0..count * BESIDE.len()).flat_map(|number| LAYOUTS.iter().map(move |l| (number, l)));
    ways.map(move |(number, layout)| {
        let agency = &agencies[number * 37 % agencies.len()];
        let last = 2019 + (number % 7) as i16;
        let mut report = figures::series(3, agency, 2019..=last).pop().unwrap();
        report.passages = prose::write(3, agency, &report, Voice::Full);
        for (at, section) in
            [Section::Disclosure, Section::Requests, Section::Disputes].into_iter().enumerate()
        {
            let words = BESIDE[(number + at) % BESIDE.len()].iter();
            report.passages.extend(words.map(|text| Passage {
                section,
                heading: None,
                text: (*text).to_owned(),
                span: Span::new(0, 0),
            }));
        }
        let bytes = (layout.render)(&Page::varied(3, agency, &report));
        (format!("{}, page {number}", layout.name), report.passages, bytes)
    })
}

#[test]
fn printed_prose_is_read_again_word_for_word() {
    let plain = |text: &str| -> String {
        gouji::read::normal(text).chars().filter(|c| !c.is_whitespace()).collect()
    };
    let mut wrong = Vec::new();
    for (name, passages, bytes) in printed() {
        let document = document(&bytes).unwrap();
        let tables = tables(&document);
        let read = gouji::read::passages(&document, &tables.spans);
        let mut of: [String; 7] = Default::default();
        for passage in &read {
            of[usize::from(passage.section.number())] += &plain(&passage.text);
        }
        for passage in &passages {
            let want = plain(&passage.text);
            let at = usize::from(passage.section.number());
            if !of[at].contains(&want) {
                let found = of.iter().position(|text| text.contains(&want));
                wrong.push(format!("{name}: {at} {found:?} {want}"));
            }
        }
        // And nothing of the tables.
        let mut printed: [String; 7] = Default::default();
        for passage in &passages {
            printed[usize::from(passage.section.number())] += &plain(&passage.text);
        }
        for passage in read.iter().filter(|p| p.section != Section::Preamble) {
            let got = plain(&passage.text);
            if !printed[usize::from(passage.section.number())].contains(&got) {
                wrong.push(format!("{name}: more {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), &wrong[..wrong.len().min(60)]);
}
