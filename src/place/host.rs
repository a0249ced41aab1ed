//! Regions by the letters of their names, as hosts and file names write them. A weak sign:
//! several places share their letters (宜春 and 伊春), and many hosts are abbreviations.

use super::{Region, all};
use pinyin::{ToPinyin, ToPinyinMulti};

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
/// counties: `hanchuan`, `hanchuanshi`, `zghanchuan`. Rare readings count where no usual one fits.
pub fn by_pinyin(word: &str) -> Vec<&'static Region> {
    let word = word.to_ascii_lowercase();
    let bare = ["zg", "china"].iter().find_map(|start| word.strip_prefix(start));
    let words = [Some(word.as_str()), bare.filter(|bare| !bare.is_empty())];
    let read = |any: bool| -> Vec<&'static Region> {
        let current = all().iter().filter(|region| !region.former);
        let fits = |name: &str| words.iter().flatten().any(|word| reads(name, word, any));
        current.filter(|region| fits(region.name) || fits(region.short())).collect()
    };
    let mut found = read(false);
    if found.is_empty() {
        found = read(true);
    }
    found.sort_by_key(|region| (region.rank(), region.code));
    found
}

/// Characters that places read otherwise than dictionaries do first, or in two ways.
const LOCAL: &[(char, &[&str])] = &[
    ('长', &["chang", "zhang"]),
    ('六', &["lu", "liu"]),
    ('蚌', &["beng"]),
    ('乐', &["le", "yue", "lao"]),
    ('台', &["tai"]),
    ('朝', &["chao"]),
    ('都', &["du"]),
    ('重', &["chong"]),
    ('厦', &["xia"]),
    ('洞', &["tong", "dong"]),
    ('会', &["hui", "kuai"]),
    ('单', &["shan"]),
    ('尉', &["yu", "wei"]),
    ('番', &["pan", "fan"]),
    ('莘', &["shen", "xin"]),
    ('阿', &["a", "e"]),
    ('行', &["hang", "xing"]),
    ('藏', &["zang"]),
    ('沈', &["shen"]),
    ('句', &["ju", "gou"]),
    ('柏', &["bai", "bo"]),
    ('陕', &["shan", "shaan"]),
];

/// Whether `name` can be read aloud as exactly these letters: with the usual readings of its
/// characters, or with `any` that a dictionary knows.
fn reads(name: &str, letters: &str, any: bool) -> bool {
    let Some(first) = name.chars().next() else { return letters.is_empty() };
    let rest = &name[first.len_utf8()..];
    let tail = |reading: &str| {
        letters.strip_prefix(reading).is_some_and(|left| reads(rest, left, any))
            // 吕梁 lvliang.
            || reading.contains('ü')
                && letters
                    .strip_prefix(reading.replace('ü', "v").as_str())
                    .is_some_and(|left| reads(rest, left, any))
    };
    if any {
        let readings = first.to_pinyin_multi();
        return readings.is_some_and(|list| list.into_iter().any(|reading| tail(reading.plain())));
    }
    match LOCAL.iter().find(|(c, _)| *c == first) {
        Some((_, readings)) => readings.iter().any(|reading| tail(reading)),
        None => first.to_pinyin().is_some_and(|reading| tail(reading.plain())),
    }
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
