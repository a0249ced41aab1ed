//! Names of regions in running text.

use super::{Region, all, named};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A place in a text where a region is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it begins, in bytes.
    pub at: usize,
    /// How many bytes the name takes.
    pub len: usize,
    /// Whether the name stands in full (汉川市), not in short (汉川).
    pub full: bool,
    /// The regions of that name, those that still exist first.
    pub regions: Vec<&'static Region>,
}

/// Short names that are ordinary words too often to be taken for a place.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "市中", "城中", "城东", "城西", "城北", "城南", "城关", "新城", "新区", "市区", "海外",
    "中原", "东方", "和平", "河东", "河西", "河北区", "新兴", "安全", "永定", "南部", "中山",
    "路南", "路北", "江南", "江北", "民主", "建设", "平安", "工农", "共和", "公安",
];

/// Full names that are ordinary words as well.
const GENERIC: &[&str] =
    &["城区", "郊区", "矿区", "东区", "西区", "南郊区", "城中区", "新城区", "市中区"];

/// Full and short names by their first character, the longest first.
struct Names {
    /// For each character from [`FIRST`] on, which list begins with it; 0 is empty.
    starts: Vec<u16>,
    lists: Vec<Vec<String>>,
}

/// The first ideograph.
const FIRST: u32 = 0x3400;

impl Names {
    fn starting(&self, c: char) -> &[String] {
        let index = (c as u32).checked_sub(FIRST).and_then(|at| self.starts.get(at as usize));
        index.and_then(|index| self.lists.get(usize::from(*index))).map_or(&[], Vec::as_slice)
    }
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names: HashMap<char, Vec<String>> = HashMap::new();
    // Hong Kong, Macau and Taiwan make no such reports; hacked pages name Macau all the time.
    for region in all().iter().filter(|region| region.code < 700_000) {
        for name in region.shorts().chain([region.name.to_owned()]) {
            if let Some(first) = name.chars().next()
                && !WORDS.contains(&name.as_str())
            {
                names.entry(first).or_default().push(name);
            }
        }
    }
    for list in names.values_mut() {
        list.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        list.dedup();
    }
    // A table, since every character of every page is looked up.
    let mut table = Names { starts: vec![0; 0xa000 - FIRST as usize], lists: vec![Vec::new()] };
    for (first, list) in names {
        let slot =
            (first as u32).checked_sub(FIRST).and_then(|at| table.starts.get_mut(at as usize));
        if let (Some(slot), Ok(index)) = (slot, u16::try_from(table.lists.len())) {
            *slot = index;
            table.lists.push(list);
        }
    }
    table
});

/// The longest name of a region with which `text` begins.
pub fn region_at(text: &str) -> Option<Mention> {
    let first = text.chars().next()?;
    let name = NAMES.starting(first).iter().find(|name| text.starts_with(name.as_str()))?;
    let regions = named(name);
    let full = regions.iter().any(|region| region.name == name);
    Some(Mention { at: 0, len: name.len(), full, regions })
}

/// Whether what follows a short name makes it the name of a town, a village or a road.
fn is_smaller(after: &str) -> bool {
    ["镇", "乡", "街道", "民族乡", "村", "路", "大道", "社区"]
        .iter()
        .any(|end| after.starts_with(end))
}

/// All names of regions in `text`, from left to right, without overlaps. A short name counts only
/// where a word can begin: 公开平台 is not in 开平, 政策和政府 not in 和政.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    let mut word_begins = true;
    while let Some(c) = text[at..].chars().next() {
        let mention = region_at(&text[at..]).filter(|mention| {
            let vague = !mention.full || GENERIC.contains(&&text[at..at + mention.len]);
            !vague || word_begins && !is_smaller(&text[at + mention.len..])
        });
        match mention {
            Some(mention) => {
                let len = mention.len;
                found.push(Mention { at, ..mention });
                at += len;
                // 湖北随县: one name follows another.
                word_begins = true;
            }
            None => {
                at += c.len_utf8();
                word_begins =
                    !('\u{3400}'..='\u{9fff}').contains(&c) || text[..at].ends_with("中国");
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_taken() {
        for (text, want) in [
            ("湖北省孝感市汉川市分水镇", &["湖北省", "孝感市", "汉川市"][..]),
            ("长治市上党区人民政府", &["长治市", "上党区"]),
            ("湖北随县", &["湖北", "随县"]),
            ("积石山保安族东乡族撒拉族自治县教育局", &["积石山保安族东乡族撒拉族自治县"]),
            ("市中心的和平环境", &[]),
            ("恩施州巴东县", &["恩施州", "巴东县"]),
            ("钟祥镇新华路中华人民共和国", &[]),
            ("公开平台,政策和政府,主城区", &[]),
            ("中国永嘉", &["永嘉"]),
            ("", &[]),
        ] {
            let found: Vec<&str> =
                mentions(text).iter().map(|m| &text[m.at..m.at + m.len]).collect();
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn a_mention_keeps_all_that_it_may_mean() {
        let mention = region_at("鼓楼区教育局").unwrap();
        assert!(mention.full);
        assert!(mention.regions.len() > 2);
        assert!(!region_at("汉川教育局").unwrap().full);
    }
}
