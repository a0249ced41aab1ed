//! Regions by the letters of their names, as hosts and file names write them. A weak sign:
//! several places share their letters (宜春 and 伊春), and many hosts are abbreviations.

use super::{Region, all};
use pinyin::ToPinyin;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The regions that the labels of a host may name: `www.shangdangqu.gov.cn` 上党区,
/// `kjj.suzhou.gov.cn` 苏州市, 宿州市 and 肃州区. The
/// label nearest to `gov.cn` that names any decides.
pub fn by_host(host: &str) -> Vec<&'static Region> {
    host.trim()
        .rsplit('.')
        .filter(|label| !matches!(*label, "cn" | "gov" | "com" | "org" | "net" | "www"))
        .map(by_pinyin)
        .find(|regions| !regions.is_empty())
        .unwrap_or_default()
}

/// The existing regions whose full or short name is written with these letters, cities before
/// counties: `hanchuan`, `hanchuanshi`, `zghanchuan`.
pub fn by_pinyin(word: &str) -> Vec<&'static Region> {
    let word = word.to_ascii_lowercase();
    let found = |word: &str| LETTERS.get(word).map(Vec::as_slice).unwrap_or_default();
    let bare = ["zg", "china"].iter().find_map(|start| word.strip_prefix(start));
    match found(&word) {
        [] => bare.map(found).unwrap_or_default().to_vec(),
        regions => regions.to_vec(),
    }
}

/// The regions of each spelling, cities before counties.
static LETTERS: LazyLock<HashMap<String, Vec<&'static Region>>> = LazyLock::new(|| {
    let mut letters: HashMap<String, Vec<&'static Region>> = HashMap::new();
    for region in all().iter().filter(|region| !region.former) {
        let mut names = vec![region.name, region.short()];
        names.dedup();
        for spelling in names.into_iter().flat_map(spellings) {
            letters.entry(spelling).or_default().push(region);
        }
    }
    for regions in letters.values_mut() {
        regions.sort_by_key(|region| (region.rank(), region.code));
        regions.dedup();
    }
    letters
});

/// Characters that places read otherwise than dictionaries do first, or in two ways.
#[rustfmt::skip]
const LOCAL: &[(char, &[&str])] = &[
    ('长', &["chang", "zhang"]), ('六', &["lu", "liu"]), ('蚌', &["beng"]),
    ('乐', &["le", "yue", "lao"]), ('台', &["tai"]), ('朝', &["chao"]), ('都', &["du"]),
    ('重', &["chong"]), ('厦', &["xia"]), ('洞', &["tong", "dong"]), ('会', &["hui", "kuai"]),
    ('单', &["shan"]), ('尉', &["yu", "wei"]), ('番', &["pan", "fan"]), ('莘', &["shen", "xin"]),
    ('阿', &["a", "e"]), ('行', &["hang", "xing"]), ('藏', &["zang"]), ('沈', &["shen"]),
    ('句', &["ju", "gou"]), ('柏', &["bai", "bo"]), ('陕', &["shan", "shaan"]), ('涡', &["guo"]),
    ('泌', &["bi"]), ('枞', &["zong"]), ('浚', &["xun"]), ('牟', &["mu", "mou"]), ('歙', &["she"]),
    ('栖', &["qi"]), ('峙', &["shi", "zhi"]), ('荥', &["xing", "ying"]), ('莎', &["sha", "suo"]),
    ('任', &["ren"]), ('盛', &["sheng"]), ('石', &["shi"]), ('亳', &["bo"]), ('郫', &["pi"]),
];

/// All ways to write a name in letters; `ü` as it stands, as `v` and as `u`.
fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in name.chars() {
        let usual;
        let readings: &[&str] = match LOCAL.iter().find(|(local, _)| *local == c) {
            Some((_, readings)) => readings,
            None => match c.to_pinyin() {
                Some(reading) => {
                    usual = [reading.plain()];
                    &usual
                }
                None => return Vec::new(),
            },
        };
        all = all
            .iter()
            .flat_map(|start| readings.iter().map(move |reading| format!("{start}{reading}")))
            .collect();
    }
    let umlauts: Vec<String> = all
        .iter()
        .filter(|spelling| spelling.contains('ü'))
        .flat_map(|spelling| [spelling.replace('ü', "v"), spelling.replace('ü', "u")])
        .collect();
    all.extend(umlauts);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_name_their_region() {
        for (host, names) in [
            ("www.shangdangqu.gov.cn", &["上党区"][..]),
            ("www.zgsuixian.gov.cn", &["睢县", "随县"]),
            ("kjj.suzhou.gov.cn", &["苏州市", "宿州市", "肃州区"]),
            ("www.hejiang.gov.cn", &["合江县"]),
            ("www.pingtan.gov.cn", &["平潭县"]),
            ("www.changzhi.gov.cn", &["长治市"]),
            ("luan.gov.cn", &["六安市"]),
            ("www.lvliang.gov.cn", &["吕梁市"]),
            ("www.xiangyin.gov.cn", &["湘阴县"]),
            ("www.gov.cn", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = by_host(host).iter().map(|region| region.name).collect();
            assert_eq!(found, names, "{host}");
        }
    }
}
