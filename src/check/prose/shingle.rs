//! How alike two texts are: Jaccard similarity of character 3-shingles (Broder 1997).

use super::sentence::is_han;
use super::{Cues, Hits, Prose, plain};
use crate::form::Section;
use crate::record::Case;
use memchr::memmem::Finder;

/// The 3-shingles of a text as hashes.
#[derive(Debug, Clone)]
pub(crate) struct Shingles {
    /// In the order of the text; one that stands there twice is here twice.
    hashes: Vec<u32>,
    /// A bit for each hash: what is not in here is not among the hashes.
    bits: [u64; WORDS],
}

/// 8,192 bits, so that few of the five hundred shingles of a section share one.
const WORDS: usize = 128;

/// Sentences that the form or the law puts into every report; a shared one says nothing.
pub(super) static BOILERPLATE: Cues<10> = Cues::new([
    "中华人民共和国政府信息公开条例",
    "政府信息公开工作年度报告",
    "统计期限",
    "国办公开办函",
    "电子版",
    "如对本报告有疑问",
    "联系电话",
    "信息处理费",
    "习近平新时代中国特色社会主义思想",
    "全面贯彻",
]);

/// The names of an agency and its places, which say nothing of a text's origin.
pub(crate) struct Names(Vec<Finder<'static>>);

impl Names {
    /// Those of an agency, the longest first.
    pub(crate) fn of(case: &Case) -> Names {
        let agency = &case.agency;
        let mut names: Vec<String> = agency.place.parts().map(plain).collect();
        names.extend([plain(&agency.name), plain(&agency.printed)]);
        names.retain(|name| !name.is_empty());
        names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        names.dedup();
        Names(names.iter().map(|name| Finder::new(name).into_owned()).collect())
    }

    /// A text without them.
    fn taken_out(&self, mut text: String) -> String {
        for name in &self.0 {
            let mut found = name.find_iter(text.as_bytes()).peekable();
            if found.peek().is_none() {
                continue;
            }
            let mut rest = String::with_capacity(text.len());
            let mut from = 0;
            for at in found {
                rest.push_str(&text[from..at]);
                from = at + name.needle().len();
            }
            rest.push_str(&text[from..]);
            text = rest;
        }
        text
    }
}

impl Shingles {
    /// The shingles of one section of a report: digits and the agency's own names masked, statutory
    /// sentences and punctuation left out.
    pub(crate) fn of(prose: &Prose<'_>, section: Section, names: &Names) -> Shingles {
        let mut text = String::new();
        for sentence in prose.sentences() {
            if sentence.passage.section == section && !sentence.hits.has(Hits::BOILERPLATE) {
                text.push_str(sentence.plain);
            }
        }
        Shingles::of_text(&names.taken_out(text))
    }

    fn of_text(text: &str) -> Shingles {
        // The marks that are in every clause, before the tables of Unicode are asked.
        let mark = |c: char| matches!(c, ',' | '、' | ':' | '“' | '”' | '《' | '》' | '(' | ')');
        let letter = |c: char| is_han(c) || (!mark(c) && c.is_alphabetic());
        let mut shingles =
            Shingles { hashes: Vec::with_capacity(text.len() / 3), bits: [0; WORDS] };
        let mut window = 0;
        for (index, c) in text.chars().filter(|c| letter(*c)).enumerate() {
            // Three characters of 21 bits each.
            window = (window << 21 | u64::from(c as u32)) & (u64::MAX >> 1);
            if index >= 2 {
                let hash = hash(window);
                shingles.hashes.push(hash);
                shingles.bits[hash as usize / 64 % WORDS] |= 1 << (hash % 64);
            }
        }
        shingles
    }

    /// Whether there are so many different shingles.
    pub(crate) fn are(&self, least: usize) -> bool {
        // No more bits are set than there are different ones.
        self.hashes.len() >= least && (self.at_least() >= least || self.sorted().len() >= least)
    }

    /// How many different ones there are at the least.
    pub(crate) fn at_least(&self) -> usize {
        ones(self.bits.iter().copied())
    }

    /// Each once.
    fn sorted(&self) -> Vec<u32> {
        let mut sorted = self.hashes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        sorted
    }

    /// How many different ones there are.
    pub(crate) fn count(&self) -> usize {
        self.sorted().len()
    }

    /// The hashes, some of them more than once.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.hashes
    }
}

fn ones(words: impl Iterator<Item = u64>) -> usize {
    words.map(|word| word.count_ones() as usize).sum()
}

fn hash(window: u64) -> u32 {
    let mut state = window.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^= state >> 29;
    (state.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// |A ∩ B| / |A ∪ B| where it is at least `least`, which is above 0.
pub(crate) fn jaccard(a: &Shingles, b: &Shingles, least: f64) -> Option<f64> {
    // What sets a bit that the other has not is not in the other. So much differs at the least, and
    // so much is shared at the most.
    let only = |a: &Shingles, b: &Shingles| ones(a.bits.iter().zip(&b.bits).map(|(a, b)| a & !b));
    let (a_only, b_only) = (only(a, b), only(b, a));
    let most = a.hashes.len().saturating_sub(a_only).min(b.hashes.len().saturating_sub(b_only));
    if (most as f64) < least * (most + a_only + b_only) as f64 {
        return None;
    }
    let (a, b) = (a.sorted(), b.sorted());
    let (mut i, mut j, mut both) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = a.len() + b.len() - both;
    let similarity = if both == 0 { 0.0 } else { both as f64 / all as f64 };
    (similarity >= least).then_some(similarity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jaccard_counts_shared_shingles() {
        let of = Shingles::of_text;
        let a = of("主动公开信息12条");
        assert_eq!(jaccard(&a, &of("主动公开信息345条"), 0.9), Some(1.0), "digits are masked");
        assert_eq!(jaccard(&a, &of("依申请办理情况"), 0.1), None);
        assert_eq!(jaccard(&of(""), &of(""), 0.1), None);
        // 主动公 动公开 公开信 开信息 信息条 against 主动公 动公开 公开信 开信函: 3 of 6.
        assert_eq!(jaccard(&a, &of("主动公开信函"), 0.5), Some(0.5));
        assert_eq!(jaccard(&a, &of("主动公开信函"), 0.51), None);
    }

    #[test]
    fn shingles_are_counted_once() {
        let again = "公开信息".repeat(30);
        let shingles = Shingles::of_text(&again);
        assert_eq!((shingles.hashes().len(), shingles.count()), (118, 4));
        assert!(shingles.are(4) && !shingles.are(5));
    }

    #[test]
    fn names_are_taken_out_longest_first() {
        let case = crate::check::fixture::case(vec![]);
        let names = Names::of(&case);
        let name = plain(&case.agency.name);
        let text = format!("{name}与{name}印发通知");
        assert_eq!(names.taken_out(text), "与印发通知");
    }
}
