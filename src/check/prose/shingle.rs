//! How alike two texts are: Jaccard similarity of character 3-shingles (Broder 1997).

use super::Cues;
use super::sentence::is_han;
use crate::form::Section;
use crate::record::Report;

/// The 3-shingles of a text as sorted hashes, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shingles(Vec<u32>);

/// Sentences that the form or the law puts into every report; a shared one says nothing.
static BOILERPLATE: Cues<10> = Cues::new([
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

impl Shingles {
    /// The shingles of one section of a report: digits and the agency's own name masked, statutory
    /// sentences and punctuation left out.
    pub(crate) fn of(report: &Report, section: Section, names: &[&str]) -> Shingles {
        let mut text = String::new();
        for passage in report.passages.iter().filter(|p| p.section == section) {
            for sentence in passage.text.split(['。', ';', '；']) {
                if !BOILERPLATE.is_in(sentence) {
                    text.push_str(sentence);
                }
            }
        }
        for name in names.iter().filter(|name| !name.is_empty()) {
            if text.contains(name) {
                text = text.replace(name, "");
            }
        }
        Shingles::of_text(&text)
    }

    fn of_text(text: &str) -> Shingles {
        // The marks that are in every clause, before the tables of Unicode are asked.
        let mark =
            |c: char| matches!(c, '，' | '、' | '：' | '“' | '”' | '《' | '》' | '（' | '）');
        let letter = |c: char| is_han(c) || (!mark(c) && c.is_alphabetic());
        let chars = text.chars().filter(|c| letter(*c));
        let mut window = ['\0'; 3];
        let mut hashes = Vec::with_capacity(text.len() / 3);
        for (index, c) in chars.enumerate() {
            window = [window[1], window[2], c];
            if index >= 2 {
                hashes.push(hash(window));
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        Shingles(hashes)
    }

    /// How many different shingles there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The hashes, sorted.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.0
    }
}

fn hash(window: [char; 3]) -> u32 {
    let mut state = 0x811c_9dc5_u64;
    for c in window {
        state = (state ^ u64::from(c as u32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        state ^= state >> 29;
    }
    (state >> 16) as u32
}

/// |A ∩ B| / |A ∪ B|; 0 where either is empty.
pub(crate) fn jaccard(a: &Shingles, b: &Shingles) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0usize);
    while i < a.0.len() && j < b.0.len() {
        match a.0[i].cmp(&b.0[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = a.0.len() + b.0.len() - both;
    if both == 0 { 0.0 } else { both as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jaccard_counts_shared_shingles() {
        let a = Shingles::of_text("主动公开信息12条");
        let b = Shingles::of_text("主动公开信息345条");
        assert!((jaccard(&a, &b) - 1.0).abs() < 1e-12, "digits are masked");
        let c = Shingles::of_text("依申请办理情况");
        assert_eq!(jaccard(&a, &c), 0.0);
        assert_eq!(jaccard(&Shingles::default(), &Shingles::default()), 0.0);
    }
}
