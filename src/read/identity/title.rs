//! Titles: `<agency><year>年政府信息公开工作年度报告` in all its variants.

use super::name::Name;
use super::page::{Page, PageLine, first_chars};
use super::year::years;
use crate::read::wordset::WordSet;
use crate::record::Span;

/// How a title stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Named within another phrase, such as a notice about it; only its year says something.
    Passing,
    /// Within a sentence: 现公布……年度报告.
    Sentence,
    /// A line, or two or three, of its own.
    Line,
}

/// A title, or a sentence that names the report.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// As printed, without the space around it.
    pub text: String,
    /// Whose report.
    pub agency: Option<Name>,
    /// For which year.
    pub year: Option<i16>,
    /// How it stands.
    pub strength: Strength,
    /// Where it begins, in the source.
    pub span: Span,
}

/// The words of which the end of a title is made, the longer first.
const WORDS: &[&str] = &[
    "政府信息与政务公开",
    "政府信息公开",
    "政务信息公开",
    "党务政务公开",
    "政务公开",
    "信息公开",
    "政府信息",
    "依申请公开",
    "年度",
    "年报",
    "报告书",
    "报告",
    "工作",
    "情况",
    "总结",
    "公开",
    "的",
    "年",
    "(",
];

/// What may not follow: then the text speaks of reports and is none.
#[rustfmt::skip]
const NOT_AFTER: &[&str] = &[
    "格式", "编制", "编报", "编写", "编发", "有关", "的通知", "通知", "解读", "发布工作", "撰写",
    "模板", "范本", "样式", "填报", "制度", "填写", "要求", "事项", "等", "公布工作", "和发布",
    "起草", "任务", "图解",
];

/// No sentence has more characters.
const LONGEST_SENTENCE: usize = 2000;

/// Where a name cannot have begun earlier.
const DELIMITERS: &str = "。;:,、《》〈〉“”\"'…>|【】!?？！_•→@#　";

/// Words after which a name begins.
#[rustfmt::skip]
const BEFORE_NAME: &[&str] = &[
    "向社会公布", "特公布", "公布", "发布", "编制", "编写", "撰写", "形成", "制作", "现将",
    "根据", "按照", "做好", "由", "关于", "正文", "标题", "首页", "如下", "公示", "以下为",
    "推出", "查阅", "的",
];

/// All titles of a page, in order; first the `<title>`, metadata and fields called title.
pub(super) fn titles(page: &Page, named: &[(String, Span)]) -> Vec<Title> {
    let mut found = Vec::new();
    for (text, span) in named {
        found.extend(in_text(text, *span));
    }
    // Below the report stand links to others: the one before, those of other bodies.
    let lines = &page.lines[..page.links];
    let head = page.head().len().min(lines.len());
    for index in 0..head {
        found.extend(in_lines(&lines[index..head]));
    }
    for line in &lines[head..] {
        found.extend(in_text(&line.text, line.span));
    }
    found
}

/// Words before a link to another report.
const LINKS: &[&str] = &["上一篇", "下一篇", "上一条", "下一条", "相关", "上篇", "下篇", "往年"];

/// The titles that begin in the first of these lines; up to three short lines are one title
/// where the first alone lacks the agency, the year or the end.
fn in_lines(lines: &[PageLine]) -> Vec<Title> {
    let Some(first) = lines.first() else { return Vec::new() };
    if !lines.iter().take(3).any(|line| may_be_titled(&line.text)) {
        return Vec::new();
    }
    let alone = in_text(&first.text, first.span);
    let whole = |title: &Title| title.agency.is_some() && title.year.is_some();
    if first.cell || alone.iter().any(whole) || first.text.chars().count() > 45 {
        return alone;
    }
    let mut joined = first.text.clone().into_owned();
    let mut span = first.span;
    for next in lines.iter().skip(1).take(2) {
        let begins_anew = in_text(&next.text, next.span)
            .iter()
            .any(|title| title.strength == Strength::Line && whole(title));
        if begins_anew || next.text.chars().count() > 45 {
            break;
        }
        joined.push_str(&next.text);
        span = span.join(next.span);
        let title = in_text(&joined, span)
            .into_iter()
            .find(|title| title.strength == Strength::Line && title.text == joined && whole(title));
        if let Some(title) = title {
            return vec![title];
        }
    }
    alone
}

/// Whether a text can hold a title, or an end of one: nearly none can.
fn may_be_titled(text: &str) -> bool {
    text.contains('报')
}

/// The titles within one text.
pub(super) fn in_text(text: &str, span: Span) -> Vec<Title> {
    let mut found: Vec<Title> = Vec::new();
    if !may_be_titled(text) {
        return found;
    }
    let mut from = 0;
    while let Some((start, end)) = next_end(text, from) {
        if let Some(title) = title_around(text, from, start, end, span) {
            found.push(title);
        }
        from = end;
    }
    found
}

/// The next chain of title words: where it begins and ends, in bytes. It must speak of 信息公开 and
/// of a yearly report; on hacked pages the former is lost.
fn next_end(text: &str, from: usize) -> Option<(usize, usize)> {
    static ENDS: WordSet = WordSet::new(&["报告", "年报"]);
    for at in ENDS.ends(&text[from..]).map(|at| from + at) {
        let from = near(text, from, at);
        // 报告书.
        let end = if text[at..].starts_with('书') { at + '书'.len_utf8() } else { at };
        let start = chain_start(text, from, end);
        let chain = &text[start..end];
        let open = ["信息公开", "政务公开", "公开工作"].iter().any(|word| chain.contains(word));
        let yearly = chain.contains('年')
            || years(&text[from..start]).last().is_some_and(|year| start - from - year.at < 60);
        if open && yearly || chain.ends_with("工作年度报告") {
            return Some((start, end));
        }
    }
    None
}

/// How many bytes before the end of a title's words the title can begin.
const REACH: usize = 400;

/// `from`, or where a title that ends at `end` can begin if that is later.
fn near(text: &str, from: usize, end: usize) -> usize {
    let mut start = from.max(end.saturating_sub(REACH));
    // Not within a number, which would then be another.
    let within = |at: usize| text[at..].starts_with(|c: char| c.is_ascii_digit());
    while start < end && (!text.is_char_boundary(start) || start > from && within(start)) {
        start += 1;
    }
    start
}

fn chain_start(text: &str, from: usize, end: usize) -> usize {
    let mut start = end;
    loop {
        let before = &text[from..start];
        // A year at the start or in the middle: 政府信息公开2023年度报告.
        let year = || {
            let year = years(before).pop()?;
            (year.at + year.len == before.len() && start != end).then_some(year.len)
        };
        let word = || WORDS.iter().find(|word| before.ends_with(**word)).map(|word| word.len());
        let step = year().or_else(word).or_else(|| before.ends_with(' ').then_some(1));
        match step {
            Some(len) if len > 0 => start -= len,
            _ => break,
        }
    }
    // The chain begins with 信息公开 or the like, not with the 年 of a year before it.
    while let Some(first) = text[start..end].chars().next() {
        if first != ' ' {
            break;
        }
        start += 1;
    }
    start
}

fn title_around(text: &str, from: usize, start: usize, end: usize, span: Span) -> Option<Title> {
    let from = near(text, from, start);
    let chain = &text[start..end];
    let after = &text[end..];
    let after_word =
        after.trim_start_matches(|c: char| c.is_whitespace() || "》〉”\")）".contains(c));
    let passing = NOT_AFTER.iter().any(|word| after_word.starts_with(word));
    let head = text[from..start].trim_end();
    let in_chain = years(chain).first().copied();
    // `<agency><year>年…`: the year begins the chain. `<year>年<agency>…`: it stands before the name.
    let mut year = in_chain.map(|found| found.year);
    let mut agency_text = None;
    let mut year_begin: Option<usize> = None;
    if in_chain.is_none_or(|found| found.at > 0)
        && let Some(before) = years(head).pop()
    {
        let tail = head[before.at + before.len..].trim();
        if Name::parse(tail).is_some() {
            agency_text = Some((tail, from + before.at));
            year = Some(before.year);
        } else if tail.chars().count() <= 8 && !tail.contains([',', '。']) {
            year = year.or(Some(before.year));
            year_begin = Some(from + before.at);
        }
    }
    let (agency, begin) = match agency_text {
        Some((tail, begin)) => (Name::parse(tail), begin),
        // A word between the year and the chain: 2024年全县政府信息公开…, or what a hacker put there.
        None => match name_before(head)
            .or_else(|| name_before(&text[from..year_begin.unwrap_or(from)]))
        {
            Some((name, at)) => (Some(name), from + at),
            None => (None, year_begin.unwrap_or(start)),
        },
    };
    if agency.is_none() && year.is_none() {
        return None;
    }
    let printed = text[begin..end].trim();
    let lead =
        text[..begin].trim_matches(|c: char| c.is_whitespace() || "《〈“\"[【标题:".contains(c));
    let sentence = after_word.chars().take(21).take_while(|c| !"。;".contains(*c)).count() > 20
        && !after.starts_with(' ')
        || first_chars(after, LONGEST_SENTENCE).contains('。') && !after.starts_with(' ');
    if LINKS.iter().any(|word| first_chars(lead, 12).contains(word)) {
        return None;
    }
    let strength = if passing {
        Strength::Passing
    } else if lead.is_empty() && !sentence
        || lead.ends_with(' ')
        || text[..begin].ends_with(' ') && !sentence
    {
        Strength::Line
    } else {
        Strength::Sentence
    };
    Some(Title {
        text: printed.to_owned(),
        agency: agency.filter(|name| match strength {
            Strength::Line => true,
            Strength::Sentence => !name.is_vague() || name.body.chars().count() > 2,
            Strength::Passing => false,
        }),
        year,
        strength,
        span,
    })
}

/// The name of an agency at the end of a text, and where it begins.
pub(super) fn name_before(text: &str) -> Option<(Name, usize)> {
    let text = text.trim_end();
    let text = text.strip_suffix("关于").unwrap_or(text);
    let cut = text
        .char_indices()
        .rev()
        .take(48)
        .find(|(_, c)| DELIMITERS.contains(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    // Not further back than a name is long.
    let far = text.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let from = cut.max(far);
    let mut starts = vec![from];
    for word in BEFORE_NAME {
        starts.extend(text[from..].match_indices(word).map(|(at, _)| from + at + word.len()));
    }
    starts.extend(text[from..].match_indices(' ').map(|(at, _)| from + at + 1));
    starts.sort_unstable();
    starts.dedup();
    let parsed = |at: usize| Name::parse(&text[at..]).map(|name| (name, at));
    let mut best: Option<(Name, usize)> = None;
    let mut consider = |found: Option<(Name, usize)>| {
        if let Some(found) = found
            && best.as_ref().is_none_or(|(name, _)| found.0.quality() > name.quality())
        {
            best = Some(found);
        }
    };
    for at in starts {
        consider(parsed(at));
    }
    // Words in front that nobody foresaw: a name begins where a region is named.
    for mention in crate::place::mentions(&text[from..]) {
        consider(parsed(from + mention.at));
    }
    for (at, _) in text[from..].match_indices(['市', '区', '县', '省']) {
        consider(parsed(from + at));
    }
    best
}
