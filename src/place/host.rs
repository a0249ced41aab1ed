//! Regions by the letters of their names, as hosts and file names write them. A weak sign:
//! several places share their letters (宜春 and 伊春), and many hosts are abbreviations.

use super::{Region, all};
use pinyin::ToPinyinMulti;

/// The regions that the labels of a host may name: `www.shangdangqu.gov.cn` 上党区,
/// `kjj.suzhou.gov.cn` 苏州市, 宿州市 and 肃州区. Rare readings count too. The label nearest to `gov.cn` that names any decides.
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
    let bare = ["zg", "china"].iter().find_map(|start| word.strip_prefix(start));
    let mut found: Vec<&'static Region> = all()
        .iter()
        .filter(|region| !region.former)
        .filter(|region| {
            [region.name, region.short()].into_iter().any(|name| {
                reads(name, &word) || bare.is_some_and(|bare| !bare.is_empty() && reads(name, bare))
            })
        })
        .collect();
    found.sort_by_key(|region| (region.rank(), region.code));
    found
}

/// Whether `name` can be read aloud as exactly these letters, with any reading of each character.
fn reads(name: &str, letters: &str) -> bool {
    let Some(first) = name.chars().next() else { return letters.is_empty() };
    let rest = &name[first.len_utf8()..];
    // Places keep readings that dictionaries list late or not at all.
    let local: &[&str] = match first {
        '六' => &["lu"],
        '蚌' => &["beng"],
        '陕' => &["shaanxi"],
        _ => &[],
    };
    let tail = |reading: &str| letters.strip_prefix(reading).is_some_and(|left| reads(rest, left));
    local.iter().any(|reading| tail(reading))
        || first.to_pinyin_multi().is_some_and(|readings| {
            readings.into_iter().any(|reading| {
                let plain = reading.plain();
                tail(plain) || plain.contains('ü') && tail(&plain.replace('ü', "v"))
            })
        })
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
            ("www.changzhi.gov.cn", &["长治市", "尚志市"]),
            ("luan.gov.cn", &["六安市"]),
            ("www.gov.cn", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = by_host(host).iter().map(|region| region.name).collect();
            assert_eq!(found, names, "{host}");
        }
    }
}
