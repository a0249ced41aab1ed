//! What a file's name says, in characters or in letters. A weak sign.

use super::name::Name;
use crate::place::{Region, by_pinyin, foremost};

/// Departments in the words that collectors use in file names: English or pinyin, then the name.
const WORDS: &[(&[&str], &str)] = &[
    (&["police", "gongan", "gaj", "publicsecurity"], "公安局"),
    (&["education", "jiaoyu", "jyj"], "教育局"),
    (&["stats", "statistics", "tongji", "tjj"], "统计局"),
    (&["finance", "caizheng", "czj"], "财政局"),
    (&["audit", "shenji", "sjj"], "审计局"),
    (&["water", "shuili", "slj"], "水利局"),
    (&["justice", "sifa", "sfj"], "司法局"),
    (&["civil", "minzheng", "mzj"], "民政局"),
    (&["health", "weijian", "wjw"], "卫生健康委员会"),
    (&["ecology", "environment", "shengtaihuanjing", "sthjj"], "生态环境局"),
    (&["transport", "jiaotong", "jtj"], "交通运输局"),
    (&["commerce", "shangwu", "swj"], "商务局"),
    (&["agriculture", "nongye", "nyncj"], "农业农村局"),
    (&["housing", "zhujian", "zjj"], "住房和城乡建设局"),
    (&["samr", "shichangjianguan", "scjgj"], "市场监督管理局"),
    (&["science", "keji", "kjj"], "科学技术局"),
    (&["emergency", "yingji", "yjj"], "应急管理局"),
    (&["revitalization", "xiangcunzhenxing"], "乡村振兴局"),
    (&["tax", "shuiwu"], "税务局"),
    (&["forestry", "linye"], "林业局"),
    (&["tourism", "wenlv", "wlj"], "文化和旅游局"),
    (&["office", "zhengfuban", "zfb"], "人民政府办公室"),
];

/// Words of a file name that say what level it is of, or nothing.
#[rustfmt::skip]
const LEVELS: &[&str] = &[
    "county", "city", "district", "province", "gov", "government", "report", "nianbao", "shi",
    "xian", "qu", "xxgk", "zfxxgk", "txt",
];

/// The file name of a path, without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= 6 => &name[..at],
        _ => name,
    }
}

fn words(stem: &str) -> impl Iterator<Item = &str> {
    stem.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 3)
}

/// The regions that the letters of a file name may mean, word by word.
pub(super) fn regions(stem: &str) -> Vec<Vec<&'static Region>> {
    let known =
        |word: &str| LEVELS.contains(&word) || WORDS.iter().any(|(words, _)| words.contains(&word));
    let mut found: Vec<Vec<&'static Region>> = Vec::new();
    for word in words(stem).filter(|word| word.len() >= 4 && !known(word)) {
        // The first word is the place, the next a part of it; or a town, which has no code.
        let within = |region: &&'static Region| {
            found.last().is_none_or(|above| above.iter().any(|above| above.holds(region)))
        };
        let regions: Vec<&'static Region> = by_pinyin(word).into_iter().filter(within).collect();
        if !regions.is_empty() {
            found.push(regions);
        }
    }
    found
}

/// The agency that a file name in letters means: `qingzhou-stats-2024` 青州市统计局. The first word
/// must be a place that one region leads for, and the rest known to the last word.
pub(super) fn agency_in_letters(stem: &str) -> Option<Name> {
    let mut region: Option<&'static Region> = None;
    let mut body = "";
    for word in words(stem) {
        if let Some((_, name)) = WORDS.iter().find(|(words, _)| words.contains(&word)) {
            body = name;
        } else if LEVELS.contains(&word) {
            continue;
        } else if body.is_empty() {
            let fits: Vec<&'static Region> = by_pinyin(word)
                .into_iter()
                .filter(|next| region.is_none_or(|above| above.holds(next) && above != *next))
                .collect();
            region = Some(foremost(&fits)?);
        } else {
            // Further words describe the document: `police-2023-title-variant`.
            break;
        }
    }
    let region = region?;
    let mut name = Name::parse(&format!("{}{body}", region.name))?;
    name.regions = vec![region];
    Some(name)
}
