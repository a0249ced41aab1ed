//! Keystrokes over a large list: `cargo bench --bench find [-- LINES]`.
//!
//! Prints for each key how long the answer takes, from the key before and from nothing, beside
//! the time that fuzzy-matcher takes to score the same lines once. To compare with fzf, write the
//! lines with `cargo bench --bench find -- --lines > lines.txt` and run
//! `time fzf --filter 嘉兴 < lines.txt | wc -l` (fzf knows no pinyin: 嘉兴 is all it can find).

// A bench prints, and its input is its own.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod common;

use common::usage::resident;
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};
use gouji::find::{Entry, Index, Kind, Options, Query, Searcher};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::time::{Duration, Instant};

const PLACE: &str = "安宝昌长朝成城川春大德东丰凤福阜富高广桂海汉河和衡红洪湖华怀淮黄惠吉嘉江金津景九开兰乐\
                     黎丽连辽临灵龙陇庐罗洛马眉密民明南宁盘平浦普黔青清庆曲泉仁荣瑞三山上韶石寿水松苏泰\
                     唐天通桐万威温文武西溪仙襄祥新信兴阳扬宜义益银永余玉元原岳云枣张漳昭镇郑中州珠资紫遵";
const BODIES: &[&str] = &[
    "人民政府",
    "人民政府办公室",
    "教育局",
    "公安局",
    "财政局",
    "民政局",
    "司法局",
    "审计局",
    "人力资源和社会保障局",
    "自然资源和规划局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康委员会",
    "退役军人事务局",
    "应急管理局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "信访局",
    "城市管理综合行政执法局",
    "发展和改革委员会",
    "科学技术局",
    "行政审批服务局",
    "税务局",
    "生态环境局",
    "林业局",
];

fn names(count: usize) -> Vec<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let chars: Vec<char> = PLACE.chars().filter(|c| !c.is_whitespace()).collect();
    let mut place = |end: &str| -> String {
        let name: String = (0..2).map(|_| *chars.choose(&mut rng).unwrap()).collect();
        name + end
    };
    let provinces: Vec<String> = (0..31).map(|_| place("省")).collect();
    let cities: Vec<String> = (0..340).map(|_| place("市")).collect();
    let counties: Vec<String> = (0..2900).map(|_| place("县")).collect();
    let towns: Vec<String> = (0..38_000).map(|_| place("镇")).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let county = rng.random_range(0..counties.len());
        let city = county % cities.len();
        let above = format!("{}{}", provinces[city % provinces.len()], cities[city]);
        names.push(match rng.random_range(0..10) {
            0 => format!("{above}{}", BODIES.choose(&mut rng).unwrap()),
            1..=5 => format!("{above}{}{}", counties[county], BODIES.choose(&mut rng).unwrap()),
            _ => format!("{above}{}{}", counties[county], towns.choose(&mut rng).unwrap()),
        });
    }
    names
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn build(names: &[String]) -> Index {
    let mut index = Index::new();
    for (id, name) in names.iter().enumerate() {
        let years = (2020..2025).collect();
        index.push(Entry { years, ..Entry::new(Kind::Agency, id as i64, name) });
    }
    index.shrink();
    index
}

fn keystrokes(index: &Index) {
    println!("{:>14} {:>10} {:>10} {:>10}", "typed", "ms", "afresh ms", "hits");
    for typed in ["jxzfb24", "czsdq", "jiaxing", "嘉兴教育", "嘉兴 jyj 24", "zhongshanjiaoyu"]
    {
        let mut typing = Searcher::new();
        for (end, c) in typed.char_indices() {
            let so_far = &typed[..end + c.len_utf8()];
            let query = Query::new(so_far);
            let time = |searcher: &mut Searcher| {
                let start = Instant::now();
                let answer = searcher.search(index, &query, Options::default(), &|| true).unwrap();
                (start.elapsed(), answer.total)
            };
            let (narrowed, total) = time(&mut typing);
            let (afresh, _) = time(&mut Searcher::new());
            println!("{so_far:>14} {:>10.2} {:>10.2} {total:>10}", ms(narrowed), ms(afresh));
        }
    }
}

fn main() {
    let mut count = 1_000_000;
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--lines" => return names(count).iter().for_each(|name| println!("{name}")),
            "--bench" => {}
            number => count = number.parse().expect("a number of lines"),
        }
    }
    let names = names(count);
    let before = resident();
    let start = Instant::now();
    let index = build(&names);
    let bytes = index.bytes() as f64 / 1e6;
    println!("{count} lines in {:.0} ms, {bytes:.0} MB", ms(start.elapsed()));
    if let (Some(before), Some(now)) = (before, resident()) {
        println!("resident: {:.0} MB more", now - before);
    }
    keystrokes(&index);
    let matcher = SkimMatcherV2::default();
    for typed in ["嘉兴", "嘉兴教育"] {
        let start = Instant::now();
        let hits = names.iter().filter(|name| matcher.fuzzy_match(name, typed).is_some()).count();
        println!("fuzzy-matcher, one thread: {typed} {:.0} ms, {hits} hits", ms(start.elapsed()));
    }
}
