//! Text that no government wrote: words of gambling, sex and loan sites, and odd strings that stand
//! where a common word belongs.

use super::Cues;
use std::collections::HashMap;

/// Words that prove it alone.
pub(super) static STRONG: Cues<42> = Cues::new([
    "赌场",
    "赌博网",
    "博彩",
    "娱乐城",
    "百家乐",
    "老虎机",
    "真人荷官",
    "体育投注",
    "投注网",
    "澳门金沙",
    "澳门葡京",
    "新葡京",
    "澳门威尼斯",
    "澳门新濠",
    "太阳城集团",
    "六合彩",
    "时时彩",
    "北京赛车",
    "威廉希尔",
    "亚博体育",
    "万博体育",
    "开云体育",
    "必威体育",
    "乐鱼体育",
    "皇冠体育",
    "皇冠足球",
    "足彩",
    "bet365",
    "uedbet",
    "betway",
    "188bet",
    "w88",
    "凯发k8",
    "av女优",
    "成人视频",
    "成人电影",
    "裸聊",
    "约炮",
    "黄色网站",
    "贷款口子",
    "秒下款",
    "代开发票",
]);

/// Contexts in which a strong word is the government's own: what it fights, or forbids.
const FIGHTING: [&str; 8] = ["打击", "整治", "查处", "禁止", "防范", "治理", "严查", "取缔"];

/// A foreign string with how often it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spam {
    /// The word or string.
    pub text: String,
    /// How often.
    pub times: usize,
}

/// The foreign strings of one paragraph's [plain](super::plain) text, each once.
pub(crate) fn words(text: &str) -> Vec<Spam> {
    if !STRONG.is_in(text) {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    for word in STRONG.words().iter().copied() {
        let mut times = 0;
        for (at, _) in lower.match_indices(word) {
            let before: String = lower[..at].chars().rev().take(12).collect();
            let before: String = before.chars().rev().collect();
            if !FIGHTING.iter().any(|fight| before.contains(fight)) {
                times += 1;
            }
        }
        if times > 0 {
            found.push(Spam { text: word.to_owned(), times });
        }
    }
    found
}

/// Odd strings of a whole report: runs between punctuation marks that mix Han with `_`, `@` or `¥`
/// and stand there at least twice, as a word that was replaced over and over does.
pub(crate) fn odd_strings(paragraphs: &[&str]) -> Vec<Spam> {
    let odd = ['_', '@', '¥', '￥'];
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for paragraph in paragraphs {
        for (at, mark) in paragraph.match_indices(odd) {
            // The six characters around the mark: enough to be the same string again.
            let before = paragraph[..at].char_indices().rev().nth(2).map_or(0, |(i, _)| i);
            let behind = at + mark.len();
            let after = paragraph[behind..]
                .char_indices()
                .nth(3)
                .map_or(paragraph.len(), |(i, _)| behind + i);
            let around = &paragraph[before..after];
            if around.chars().filter(|c| is_han(*c)).count() >= 4 {
                *seen.entry(around).or_default() += 1;
            }
        }
    }
    let mut found: Vec<Spam> = seen
        .into_iter()
        .filter(|(_, times)| *times >= 2)
        .map(|(text, times)| Spam { text: text.to_owned(), times })
        .collect();
    found.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.text.cmp(&b.text)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casino_names_are_found_and_the_fight_against_them_is_not() {
        for (text, count) in [
            ("围绕《澳门金沙中心:开展统计的通知》要求", 1),
            ("严厉打击网络赌博和博彩网站", 0),
            ("公开福利彩票公益金使用情况", 0),
            ("在线UEDBET官网办理", 1),
        ] {
            assert_eq!(words(text).len(), count, "{text}");
        }
    }

    #[test]
    fn a_string_that_replaced_a_word_is_seen_by_its_repetition() {
        let twice = ["印发甲乙大厅_丙丁官方站点开展工作", "依据甲乙大厅_丙丁官方站点考核指标"];
        assert_eq!(odd_strings(&twice).len(), 1);
        assert!(odd_strings(&twice[..1]).is_empty());
        assert!(odd_strings(&["邮箱 zwgk_2024@126.com", "邮箱 zwgk_2024@126.com"]).is_empty());
    }
}
