//! Dates in text, and the day of publication.

use super::page::Page;
use crate::read::{Document, Hints};
use jiff::civil::Date;

/// The first date at the start of `text`, after separators: `2025-01-14`, `2025年1月14日`,
/// `2025/01/14`, `2025.1.14`, `20250114`.
pub(super) fn date_at(text: &str) -> Option<Date> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ":：|[【(".contains(c));
    let (year, rest) = number(text, 4, 4)?;
    let plain = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let (month, day) = if plain(rest) {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 4 {
            return None;
        }
        (rest[..2].parse().ok()?, rest[2..4].parse().ok()?)
    } else {
        let (month, rest) = number(separator(rest)?, 1, 2)?;
        let (day, _) = number(separator(rest)?, 1, 2)?;
        (month, day)
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (2009..=2045).contains(&date.year()).then_some(date)
}

fn number(text: &str, least: usize, most: usize) -> Option<(i16, &str)> {
    let text = text.trim_start();
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (digits >= least).then(|| Some((text[..digits].parse().ok()?, &text[digits..])))?
}

fn separator(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let c = text.chars().next().filter(|c| "-/.年月–—".contains(*c))?;
    Some(&text[c.len_utf8()..])
}

/// Labels under which pages state the day of publication, the surest first.
const LABELS: &[&[&str]] = &[
    &[
        "发布日期",
        "发布时间",
        "公开日期",
        "公开时间",
        "发表时间",
        "发表日期",
        "公布日期",
        "公布时间",
    ],
    &["发文时间", "发文日期", "发文日期", "印发日期", "印发时间"],
    &["时间", "日期", "添加时间", "录入时间", "上传时间", "信息时间", "更新时间", "更新日期"],
    &["成文日期", "成文时间", "生成日期", "生成时间"],
];

/// Names of metadata that hold it.
#[rustfmt::skip]
const META: &[&str] = &[
    "pubdate", "publishdate", "article:published_time", "publishtime", "pub_date", "createdate",
    "weibo: article:create_at", "date",
];

/// The day of publication that the page states, at or after the year reported on.
pub(super) fn published(
    document: &Document,
    page: &Page,
    hints: &Hints,
    year: Option<i16>,
) -> Option<Date> {
    if hints.published.is_some() {
        return hints.published;
    }
    let fits = |date: &Date| year.is_none_or(|year| (year..=year + 6).contains(&date.year()));
    let labelled = |labels: &'static [&'static str]| {
        page.values(labels).filter_map(|(value, _)| date_at(value)).find(fits)
    };
    let meta = || {
        document
            .meta
            .iter()
            .filter(|(name, _)| META.contains(&name.as_str()))
            .filter_map(|(_, value)| date_at(value))
            .find(fits)
    };
    // A date alone on a line near the title.
    let alone = || {
        let lines = page.head().iter().take(30);
        lines
            .filter(|line| line.text.chars().count() <= 20)
            .filter_map(|l| date_at(&l.text))
            .find(fits)
    };
    labelled(LABELS[0])
        .or_else(meta)
        .or_else(|| labelled(LABELS[1]))
        .or_else(|| labelled(LABELS[2]))
        .or_else(alone)
        .or_else(|| labelled(LABELS[3]))
        .or_else(|| signed(page).filter(fits))
}

/// The date under the signature. It is the day of writing: only where nothing else is stated.
pub(super) fn signed(page: &Page) -> Option<Date> {
    let short = |text: &str| text.chars().count() <= 20;
    page.tail().iter().rev().filter(|line| short(&line.text)).find_map(|line| date_at(&line.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_in_all_their_forms() {
        for (text, want) in [
            ("2025-01-14 09:05", Some(date(2025, 1, 14))),
            (": 2025年1月14日", Some(date(2025, 1, 14))),
            ("2025/01/14", Some(date(2025, 1, 14))),
            ("2025.1.4", Some(date(2025, 1, 4))),
            ("20250114", Some(date(2025, 1, 14))),
            ("2025 年 1 月 14 日", Some(date(2025, 1, 14))),
            ("2025-13-14", None),
            ("2025年度", None),
            ("202501141", None),
            ("昨天", None),
        ] {
            assert_eq!(date_at(text), want, "{text}");
        }
    }
}
