//! Years in text: as numbers, in characters, in damaged periods.

use crate::read::wordset::WordSet;

/// The years that a report can be for.
const PLAUSIBLE: std::ops::RangeInclusive<i16> = 2008..=2040;

/// A year where it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearAt {
    /// The year.
    pub year: i16,
    /// Where it begins, in bytes.
    pub at: usize,
    /// How many bytes it takes, with 年, 年度.
    pub len: usize,
}

/// All years of a text: `2024年度`, `2024`, `二〇二四年`. A number of more than four digits is none.
pub(super) fn years(text: &str) -> Vec<YearAt> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        if first.is_ascii_digit() {
            let run = rest.bytes().take_while(u8::is_ascii_digit).count();
            if run == 4
                && let Ok(year) = rest[..4].parse::<i16>()
                && PLAUSIBLE.contains(&year)
            {
                found.push(YearAt { year, at, len: 4 + unit(&rest[4..]) });
            }
            at += run;
        } else if first == '二' {
            let digits: Vec<char> = rest.chars().take(4).collect();
            let year = digits
                .iter()
                .map(|c| han_digit(*c))
                .try_fold(0i16, |year, digit| digit.map(|digit| year * 10 + digit));
            let len: usize = digits.iter().map(|c| c.len_utf8()).sum();
            match year {
                Some(year) if PLAUSIBLE.contains(&year) && rest[len..].starts_with('年') => {
                    found.push(YearAt { year, at, len: len + unit(&rest[len..]) });
                    at += len;
                }
                _ => at += first.len_utf8(),
            }
        } else {
            at += first.len_utf8();
        }
    }
    found
}

fn han_digit(c: char) -> Option<i16> {
    "〇一二三四五六七八九"
        .chars()
        .position(|d| d == c)
        .or("零○O0".contains(c).then_some(0))
        .map(|d| d as i16)
}

/// The length of 年度 or 年 at the start.
fn unit(rest: &str) -> usize {
    ["年度", "年"].iter().find(|unit| rest.starts_with(**unit)).map_or(0, |unit| unit.len())
}

/// The year of the period that the figures cover: 统计期限自2024年1月1日起至12月31日止. Also where digits
/// or 年 were lost: 自201911日起至20191231日止.
pub(super) fn period(text: &str) -> Option<i16> {
    #[rustfmt::skip]
    static CUES: WordSet = WordSet::new(&[
        "统计期限", "统计时限", "统计期", "统计时间", "起止时间", "数据时限", "统计数据时间",
        "核定时间点", "数据期限", "统计区间", "统计周期", "截止时间",
    ]);
    // The cells of tables are shorter than the shortest of these.
    if text.len() < "统计期".len() {
        return None;
    }
    let mut votes: Vec<i16> = Vec::new();
    for end in CUES.ends(text) {
        let window: String = text[end..]
            .chars()
            .filter(|c| !c.is_whitespace())
            .take_while(|c| *c != '。')
            .take(50)
            .collect();
        votes.extend(damaged_years(&window));
    }
    // A period is one year; where the ends differ, the damaged one is outvoted or nothing is said.
    let first = *votes.first()?;
    votes.iter().all(|year| *year == first).then_some(first)
}

/// The years with which runs of digits begin.
fn damaged_years(text: &str) -> Vec<i16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| (4..=8).contains(&run.len()))
        .filter_map(|run| run[..4].parse().ok())
        .filter(|year| PLAUSIBLE.contains(year))
        .collect()
}

/// Whether the year after which this stands is not the report's: what is planned for the next, what
/// the report of the last one said.
fn is_of_another_year(after: &str) -> bool {
    #[rustfmt::skip]
    const OTHERS: &[&str] = &[
        "将", "的努力方向", "努力方向", "的改进重点", "改进重点", "工作打算", "工作计划", "的工作计划", "重点工作",
        "报告中提到", "年报中提到", "报告指出", "报告提出", "报告中指出",
    ];
    let after = after.trim_start_matches([',', ' ']);
    let plans = || {
        let clause = after.split([',', '。', ';', ':']).next().unwrap_or_default();
        super::page::first_chars(clause, 12).contains('将')
    };
    OTHERS.iter().any(|word| after.starts_with(word)) || plans()
}

/// The year that stands most often in the text, if it leads clearly.
pub(super) fn most_frequent(text: &str) -> Option<i16> {
    let mut counts = std::collections::BTreeMap::new();
    let own = |found: &&YearAt| found.len > 4 && !is_of_another_year(&text[found.at + found.len..]);
    for found in years(text).iter().filter(own) {
        *counts.entry(found.year).or_insert(0u32) += 1;
    }
    let (&year, &most) = counts.iter().max_by_key(|(_, count)| **count)?;
    counts.iter().all(|(other, count)| *other == year || *count < most).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_digits_and_characters() {
        for (text, want) in [
            ("2024年度报告", &[2024][..]),
            ("二〇二四年报告", &[2024]),
            ("二零二三年度", &[2023]),
            ("2023年度2023", &[2023, 2023]),
            ("20240113", &[]),
            ("1999年", &[]),
            ("二楼二层", &[]),
        ] {
            let found: Vec<i16> = years(text).iter().map(|found| found.year).collect();
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn periods_whole_and_damaged() {
        for (text, want) in [
            ("数据的统计期限自2024年1月1日起至12月31日止", Some(2024)),
            ("所列数据的统计期限自201911日起至20191231日止。", Some(2019)),
            ("统计期限自20201月1日起至202012月31日止", Some(2020)),
            ("统计期限自2023年1月1日至2022年12月31日", None),
            ("数据核定时间点为2022年12月31日", Some(2022)),
            ("2024年发布", None),
        ] {
            assert_eq!(period(text), want, "{text}");
        }
    }

    #[test]
    fn the_most_frequent_year_must_lead() {
        assert_eq!(most_frequent("2024年, 2024年, 2023年"), Some(2024));
        assert_eq!(most_frequent("2024年, 2023年"), None);
        // What comes next, and what was said before, is not what is reported.
        assert_eq!(most_frequent("2024年度公开5条。2025年,我局将改进"), Some(2024));
        assert_eq!(most_frequent("2025年的改进重点:培训"), None);
        assert_eq!(most_frequent("针对2023年报告中提到的不足,2024年做了改进"), Some(2024));
        assert_eq!(most_frequent(""), None);
    }
}
