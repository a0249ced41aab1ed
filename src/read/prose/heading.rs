//! Headings of sections: `二、主动公开政府信息情况`, and what they look like when damaged.

use crate::form::Section;
use crate::read::align::names_row;

/// The heading of a section at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The section.
    pub section: Section,
    /// How many bytes of the text it takes.
    pub len: usize,
    /// Whether its words name the section, not its number alone.
    pub sure: bool,
}

/// The words that name a section; the longer before those that they begin with.
#[rustfmt::skip]
const WORDS: &[(&str, Section)] = &[
    ("政府信息公开工作总体情况", Section::Overview),
    ("政府信息公开总体情况", Section::Overview),
    ("总体情况", Section::Overview),
    ("总体工作情况", Section::Overview),
    ("基本情况", Section::Overview),
    ("工作概述", Section::Overview),
    ("概述", Section::Overview),
    ("概况", Section::Overview),
    ("行政机关主动公开政府信息情况", Section::Disclosure),
    ("主动公开政府信息的情况", Section::Disclosure),
    ("主动公开政府信息情况", Section::Disclosure),
    ("政府信息主动公开情况", Section::Disclosure),
    ("行政机关收到和处理政府信息公开申请情况", Section::Requests),
    ("收到和处理政府信息公开申请的情况", Section::Requests),
    ("收到和处理政府信息公开申请情况", Section::Requests),
    ("收到和处理政府信息公开情况", Section::Requests),
    ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", Section::Disputes),
    ("政府信息公开行政复议、行政诉讼情况", Section::Disputes),
    ("政府信息公开行政复议和行政诉讼情况", Section::Disputes),
    ("政府信息公开行政复议行政诉讼情况", Section::Disputes),
    ("行政复议、行政诉讼情况", Section::Disputes),
    ("政府信息公开工作存在的主要问题及改进情况", Section::Problems),
    ("政府信息公开工作存在的主要问题和改进情况", Section::Problems),
    ("存在的主要问题及改进情况", Section::Problems),
    ("存在的主要问题和改进情况", Section::Problems),
    ("存在的主要问题及改进措施", Section::Problems),
    ("存在的问题及改进情况", Section::Problems),
    ("存在的问题及改进措施", Section::Problems),
    ("存在问题及改进情况", Section::Problems),
    ("存在问题及改进措施", Section::Problems),
    ("存在的主要问题", Section::Problems),
    ("存在的问题", Section::Problems),
    ("主要问题及改进情况", Section::Problems),
    ("其他需要报告的事项", Section::Other),
    ("其它需要报告的事项", Section::Other),
    ("其他需要报告事项", Section::Other),
    ("其他需报告的事项", Section::Other),
    ("需要报告的其他事项", Section::Other),
    ("其他事项", Section::Other),
];

const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Whether the character is one of them; it is asked of every character of a page.
fn is_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Rows of table three that begin as headings do.
#[rustfmt::skip]
const ROWS: &[&str] = &[
    "本年新收", "上年结转", "上年度结转", "本年度办理", "本年办理", "结转下年度", "结转下年", "本年度新收",
];

impl Heading {
    /// The heading with which the text begins: `五、存在的主要问题及改进情况`, `第五部分 …`,
    /// the words alone on a line, or a number with other words on a short line.
    pub(super) fn at_start(text: &str) -> Option<Heading> {
        let trimmed = text.trim_start();
        let lead = text.len() - trimmed.len();
        let (number, after) = match numbered(trimmed) {
            Some((number, len)) => (Some(number), len),
            None => (None, 0),
        };
        let rest = trimmed[after..].trim_start();
        let words_at = lead + trimmed.len() - rest.len();
        // Most texts begin as no heading does.
        let first = rest.chars().next();
        if number.is_none() && !first.is_some_and(|c| "政总基工概行主收因存其需".contains(c))
        {
            return None;
        }
        let words = WORDS
            .iter()
            .filter(|(words, _)| words.chars().next() == first && starts(rest, words).is_some());
        if let Some((words, section)) = words.max_by_key(|(words, _)| words.len()) {
            let len = words_at + starts(rest, words).unwrap_or(words.len());
            let tail = text[len..].trim_start();
            // Without its number the heading stands alone; a sentence may begin with the words.
            if number.is_some() || tail.is_empty() || tail == ":" {
                return Some(Heading { section: *section, len, sure: true });
            }
            return None;
        }
        let number = number.filter(|number| (1..=6).contains(number))?;
        let short = rest.chars().nth(30).is_none() && !rest.contains(['。', ';', ',', '：', ':']);
        let row = ROWS.iter().any(|row| rest.starts_with(row));
        if !short || row || rest.is_empty() {
            return None;
        }
        let section = Section::from_number(number)?;
        Some(Heading { section, len: text.len(), sure: false })
    }
}

/// How many bytes of `text` spell `words`, spaces between them allowed.
fn starts(text: &str, words: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for want in words.chars() {
        while rest.peek().is_some_and(|(_, c)| *c == ' ') {
            rest.next();
        }
        rest.next().filter(|(_, c)| *c == want)?;
    }
    Some(rest.peek().map_or(text.len(), |(at, _)| *at))
}

/// `三、` `三.` `第三部分` at the start: the number and how many bytes it takes. `(三)` is no section.
fn numbered(text: &str) -> Option<(u8, usize)> {
    let bare = text.strip_prefix('第').unwrap_or(text);
    let skipped = text.len() - bare.len();
    let first = bare.chars().next()?;
    let number = DIGITS.iter().position(|digit| *digit == first)?;
    let rest = &bare[first.len_utf8()..];
    let sign = if skipped > 0 {
        rest.starts_with("部分").then_some("部分".len())?
    } else {
        let sign = rest.trim_start().chars().next().filter(|c| "、.．,".contains(*c))?;
        rest.len() - rest.trim_start().len() + sign.len_utf8()
    };
    Some((u8::try_from(number + 1).ok()?, skipped + first.len_utf8() + sign))
}

/// Where sections begin within a text that a crawler flattened: at `四、` with the words of a
/// section. A list of contents (`包括一、总体情况;二、…`) is not cut.
pub(super) fn cuts(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        if !is_digit(c) && c != '第' {
            continue;
        }
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| "(第、;:〔表".contains(c) || is_digit(c)) && c != '第' {
            continue;
        }
        if let Some(heading) = Heading::at_start(&text[at..]).filter(|heading| heading.sure) {
            let after = text[at + heading.len..].trim_start();
            if !after.starts_with([';', '、', ',']) {
                found.push(at);
            }
        }
    }
    found
}

/// Whether the text begins an enumeration: `1、`, `(一)`, `一是`.
pub(super) fn begins_list(text: &str) -> bool {
    let text = text.trim_start();
    ["(一)", "1、", "1.", "1．", "一是", "(1)", "一、"].iter().any(|start| text.starts_with(start))
}

/// Whether the text is of section one although no heading says so: `(一)主动公开情况`.
pub(super) fn is_overview(text: &str) -> bool {
    let text = text.trim_start();
    let named = ["主动公开", "政府信息主动公开", "依申请公开", "政府信息管理"];
    text.strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(_, rest)| named.iter().any(|name| rest.trim_start().starts_with(name)))
}

/// Whether the text is a label of the form that its table left behind: a row that was cut off.
pub(super) fn is_label(text: &str) -> bool {
    #[rustfmt::skip]
    const STARTS: &[&str] = &[
        "第二十条第", "信息内容", "本年新", "本年制", "本年废", "现行有效", "上一年项目", "本年增", "处理决定", "对外公开总",
        "申请人情况", "(本列数据", "自然人", "法人或其他", "本年处理决定", "本年收费", "表一", "表二", "表三", "表四",
    ];
    let text = text.trim_start_matches(['#', ' ', '*']);
    // With the figures of its row run together behind it.
    let text = match text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ') {
        "" => text,
        label => label,
    };
    let short = text.chars().count() <= 24 && !text.contains(['。', ';']);
    let figure = text.chars().all(|c| !c.is_alphabetic());
    figure || short && (STARTS.iter().any(|start| text.starts_with(start)) || names_row(text))
}

/// Whether the text is of section six although no heading says so.
pub(super) fn is_other_matter(text: &str) -> bool {
    let text = text.trim_start();
    let start: String = text.chars().take(30).collect();
    let listed = text.starts_with('(') || text.starts_with(|c: char| c.is_ascii_digit());
    listed
        && [
            "信息处理费",
            "年度工作要点",
            "要点情况",
            "要点落实",
            "建议提案",
            "提案办理",
            "其他需要",
        ]
        .iter()
        .any(|word| start.contains(word))
}

/// The text as a heading below a section: `(一)主动公开情况`, `1.存在的问题`.
pub(super) fn minor(text: &str) -> Option<&str> {
    let text = text.trim();
    let number = text.starts_with('(') && text.chars().nth(2) == Some(')')
        || text.split_once(['.', '、']).is_some_and(|(head, _)| {
            head.chars().count() <= 2
                && !head.is_empty()
                && head.chars().all(|c| c.is_ascii_digit() || is_digit(c))
        });
    let plain = text.trim_end_matches(['。', ':', '.']);
    let short = plain.chars().count() <= 24 && !plain.contains(['。', ';', ',', '：', ':', '|']);
    // 18.39 is a figure.
    (number && short && text.contains(char::is_alphabetic)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_begins_as_none_does() {
        for (words, section) in WORDS {
            let heading = Heading { section: *section, len: words.len(), sure: true };
            assert_eq!(Heading::at_start(words), Some(heading), "{words}");
        }
    }

    #[test]
    fn headings_by_words_and_by_number() {
        for (text, want) in [
            ("一、总体情况", Some((Section::Overview, true))),
            ("五、存在的主要问题及改进情况", Some((Section::Problems, true))),
            // Renumbered, misnamed.
            ("六、存在的问题及改进措施", Some((Section::Problems, true))),
            ("三、行政机关收到和处理政府信息公开申请情况", Some((Section::Requests, true))),
            ("第四部分 政府信息公开行政复议、行政诉讼情况", Some((Section::Disputes, true))),
            ("三、依申请办理", Some((Section::Requests, false))),
            ("存在的主要问题及改进情况", Some((Section::Problems, true))),
            ("存在的主要问题是人手不足", None),
            ("(一)主动公开情况", None),
            ("一、本年新收政府信息公开申请数量", None),
            ("三、本年度办理结果", None),
            ("七、附件", None),
            ("二:主动公开政府信息情况", None),
            ("", None),
        ] {
            let got = Heading::at_start(text).map(|heading| (heading.section, heading.sure));
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn a_flattened_page_is_cut_at_its_headings() {
        let cut = |text: &'static str| {
            let cuts = cuts(text);
            cuts.into_iter().map(|at| text[at..].chars().take(4).collect()).collect::<Vec<String>>()
        };
        assert_eq!(
            cut(
                "电话:0。一、总体情况今年好 二、主动公开政府信息情况00五、存在的主要问题及改进情况(一)"
            ),
            ["一、总体", "二、主动", "五、存在"]
        );
        assert_eq!(cut("包括:一、总体情况;二、主动公开政府信息情况;三、其他"), [""; 0]);
        assert_eq!(cut("(一)总体情况;(二)主动公开政府信息情况"), [""; 0]);
    }
}
