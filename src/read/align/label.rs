//! What the words on the form are: row labels, column headings, section headings.

use crate::form::{Column, DisputeColumn, DisputeGroup, Row, Section};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A row of table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// 规章.
    Regulations,
    /// 行政规范性文件.
    Normative,
    /// 行政许可.
    Licensing,
    /// 其他对外管理服务事项.
    Services,
    /// 行政处罚.
    Penalty,
    /// 行政强制.
    Coercion,
    /// 行政事业性收费.
    Fees,
    /// 政府集中采购.
    Procurement,
}

impl Matter {
    /// The middle of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            Matter::Regulations => "regulations",
            Matter::Normative => "normative",
            Matter::Licensing => "licensing",
            Matter::Services => "other_services",
            Matter::Penalty => "penalty",
            Matter::Coercion => "coercion",
            Matter::Fees => "fees",
            Matter::Procurement => "procurement",
        }
    }
}

/// A column heading of table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// 本年制发件数.
    Issued,
    /// 本年废止件数.
    Repealed,
    /// 现行有效件数.
    InForce,
    /// 本年处理决定数量.
    Decisions,
    /// 本年收费金额.
    Amount,
    /// 本年新制作数量.
    Made,
    /// 本年新公开数量.
    Published,
    /// 对外公开总数量.
    TotalPublic,
    /// 上一年项目数量.
    Prior,
    /// 本年增/减.
    Change,
    /// 采购项目数量.
    Items,
    /// 采购总金额.
    Spent,
    /// 本年新…, its second line lost: 制作 or 公开, by its place.
    NewCut,
}

impl Measure {
    /// The last part of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            Measure::Issued => "issued",
            Measure::Repealed => "repealed",
            Measure::InForce => "in_force",
            Measure::Decisions => "decisions",
            Measure::Amount | Measure::Spent => "amount",
            Measure::Made | Measure::NewCut => "made",
            Measure::Published => "published",
            Measure::TotalPublic => "total_public",
            Measure::Prior => "prior_items",
            Measure::Change => "change",
            Measure::Items => "items",
        }
    }
}

/// What a piece of text is on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A row of table three.
    Row(Row),
    /// A heading over rows of table three, 三、本年度办理结果 among them.
    Group,
    /// A column of table three.
    Applicant(Column),
    /// Another heading of table three: 申请人情况, 法人或其他组织, the note on the sums.
    RequestsHead,
    /// A row of table two.
    Matter(Matter),
    /// A column of table two.
    Measure(Measure),
    /// 信息内容.
    Content,
    /// 第二十条第（一）项.
    Article,
    /// A group of columns of table four.
    Group4(DisputeGroup),
    /// 行政诉讼, over two groups of table four.
    Lawsuits,
    /// A column of table four, but for the totals.
    Result(DisputeColumn),
    /// 总计 without a number: a column of table three or four.
    Total,
    /// 其他 without a number: a column or a row of table three.
    Other,
    /// The heading of a numbered part.
    Heading(Section),
}

/// A label that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// What it is.
    pub label: Label,
    /// How well it fits: 1 for the form's own words, less for damaged ones.
    pub score: f32,
}

/// The shortest key that may be recognised when damaged.
const SHORTEST_FUZZY: usize = 5;
/// The least likeness of a damaged label.
const LEAST_SCORE: f32 = 0.6;
/// By how much a damaged label must be more like one than like any other.
const MARGIN: f32 = 0.08;
/// Longer texts are prose.
const LONGEST: usize = 60;

/// The words of the form without spaces, punctuation and numbers, as they are and in short.
/// A row's own wording is taken from the form.
const WORDS: &[(&str, Label)] = {
    use Column::{Business, Legal, Natural, Nonprofit, Research};
    use DisputeColumn as D;
    use Label as L;
    use Matter as M;
    use Measure as S;
    &[
        ("本年度办理结果", L::Group),
        ("办理结果", L::Group),
        ("不予公开", L::Group),
        ("无法提供", L::Group),
        ("不予处理", L::Group),
        ("申请人情况", L::RequestsHead),
        ("法人或其他组织", L::RequestsHead),
        ("本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和", L::RequestsHead),
        ("自然人", L::Applicant(Natural)),
        ("商业企业", L::Applicant(Business)),
        ("科研机构", L::Applicant(Research)),
        ("社会公益组织", L::Applicant(Nonprofit)),
        ("法律服务机构", L::Applicant(Legal)),
        ("其他", L::Other),
        ("其它", L::Other),
        ("总计", L::Total),
        ("合计", L::Total),
        ("规章", L::Matter(M::Regulations)),
        ("行政规范性文件", L::Matter(M::Normative)),
        ("规范性文件", L::Matter(M::Normative)),
        ("规范性档案", L::Matter(M::Normative)),
        ("行政规范性档案", L::Matter(M::Normative)),
        ("行政许可", L::Matter(M::Licensing)),
        ("其他对外管理服务事项", L::Matter(M::Services)),
        ("行政处罚", L::Matter(M::Penalty)),
        ("行政强制", L::Matter(M::Coercion)),
        ("行政事业性收费", L::Matter(M::Fees)),
        ("行政事业收费", L::Matter(M::Fees)),
        ("政府集中采购", L::Matter(M::Procurement)),
        ("本年制发件数", L::Measure(S::Issued)),
        ("本年度制发件数", L::Measure(S::Issued)),
        ("制发件数", L::Measure(S::Issued)),
        ("本年制发数量", L::Measure(S::Issued)),
        ("本年废止件数", L::Measure(S::Repealed)),
        ("本年度废止件数", L::Measure(S::Repealed)),
        ("废止件数", L::Measure(S::Repealed)),
        ("现行有效件数", L::Measure(S::InForce)),
        ("现行有效件", L::Measure(S::InForce)),
        ("现行有效数", L::Measure(S::InForce)),
        ("本年处理决定数量", L::Measure(S::Decisions)),
        ("本年度处理决定数量", L::Measure(S::Decisions)),
        ("处理决定数量", L::Measure(S::Decisions)),
        ("本年收费金额", L::Measure(S::Amount)),
        ("本年度收费金额", L::Measure(S::Amount)),
        ("本年收费金额单位万元", L::Measure(S::Amount)),
        ("本年新制作数量", L::Measure(S::Made)),
        ("本年新制作", L::Measure(S::Made)),
        ("本年新公开数量", L::Measure(S::Published)),
        ("本年新公开", L::Measure(S::Published)),
        ("本年新", L::Measure(S::NewCut)),
        ("对外公开总数量", L::Measure(S::TotalPublic)),
        ("对外公开总", L::Measure(S::TotalPublic)),
        ("对外公开总数", L::Measure(S::TotalPublic)),
        ("上一年项目数量", L::Measure(S::Prior)),
        ("上年项目数量", L::Measure(S::Prior)),
        ("本年增减", L::Measure(S::Change)),
        ("本年增", L::Measure(S::Change)),
        ("采购项目数量", L::Measure(S::Items)),
        ("采购总金额", L::Measure(S::Spent)),
        ("采购总金额单位万元", L::Measure(S::Spent)),
        ("信息内容", L::Content),
        ("行政复议", L::Group4(DisputeGroup::Reconsideration)),
        ("行政诉讼", L::Lawsuits),
        ("未经复议直接起诉", L::Group4(DisputeGroup::Direct)),
        ("复议后起诉", L::Group4(DisputeGroup::AfterReconsideration)),
        ("结果维持", L::Result(D::Upheld)),
        ("结果纠正", L::Result(D::Corrected)),
        ("其他结果", L::Result(D::Other)),
        ("尚未审结", L::Result(D::Pending)),
        ("总体情况", L::Heading(Section::Overview)),
        ("主动公开政府信息情况", L::Heading(Section::Disclosure)),
        ("收到和处理政府信息公开申请情况", L::Heading(Section::Requests)),
        ("政府信息公开行政复议行政诉讼情况", L::Heading(Section::Disputes)),
        ("政府信息公开行政复议和行政诉讼情况", L::Heading(Section::Disputes)),
        ("因政府信息公开工作被申请行政复议提起行政诉讼情况", L::Heading(Section::Disputes)),
        ("存在的主要问题及改进情况", L::Heading(Section::Problems)),
        ("其他需要报告的事项", L::Heading(Section::Other)),
    ]
};

/// Short forms of row labels, by the row's key.
const ROW_WORDS: &[(&str, &str)] = &[
    ("本年新收政府信息公开申请", "new"),
    ("本年新收申请数量", "new"),
    ("上年结转政府信息公开申请", "carried_in"),
    ("上年结转申请数量", "carried_in"),
    ("部分公开", "partial"),
    ("国家秘密", "denied.state_secret"),
    ("其他法律法规禁止公开", "denied.law_forbids"),
    ("第三方合法权益", "denied.third_party"),
    ("三类内部事务信息", "denied.internal_affairs"),
    ("四类过程性信息", "denied.process"),
    ("行政执法案卷", "denied.enforcement_file"),
    ("行政查询事项", "denied.inquiry_matter"),
    ("逾期不补正", "other.uncorrected"),
    ("申请人逾期不补正", "other.uncorrected"),
    ("逾期不缴费", "other.unpaid"),
    ("逾期未缴费", "other.unpaid"),
    ("申请人逾期不缴费", "other.unpaid"),
    ("其他处理", "other.all"),
    ("其他处理情况", "other.all"),
    ("结转下年度", "carried_out"),
    ("结转下年度办理", "carried_out"),
];

/// The length of the longest label, with its number, in the form's own words at the start of the
/// text. White space and punctuation within it do not matter.
pub fn starts(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = match first {
        '(' | '〔' | '[' => number(text).1,
        c if small_digit(c).is_some() => number(text).1,
        c if is_letter(c) => text,
        _ => return None,
    };
    let skipped = text.len() - rest.len();
    if text.starts_with("第二十条第") {
        let end =
            text.find('项').filter(|at| *at < 40).map_or("第二十条第".len(), |at| at + 3);
        return Some(end);
    }
    let initial = rest.chars().find(|c| is_letter(*c))?;
    let words = lexicon().initials.get(&initial)?;
    words
        .iter()
        .filter_map(|word| {
            let mut wanted = word.chars().peekable();
            for (at, c) in rest.char_indices() {
                if wanted.peek() == Some(&c) {
                    wanted.next();
                    if wanted.peek().is_none() {
                        let end = at + c.len_utf8();
                        // A note that belongs to the label closes with a bracket.
                        let close = rest[end..].starts_with(')') && rest[..end].contains('(');
                        return Some(end + usize::from(close));
                    }
                } else if is_letter(c) || c.is_ascii_digit() {
                    return None;
                }
            }
            None
        })
        .max()
        .map(|len| skipped + len)
}

/// Whether a label could start with this text: it is numbered, or its first character starts one.
pub fn may_start(text: &str) -> bool {
    let (ordinal, rest) = number(text);
    let first = rest.chars().find(|c| is_letter(*c));
    ordinal.is_some()
        || first.is_some_and(|c| c == '其' || lexicon().initials.contains_key(&c))
        || text.starts_with('(')
}

struct Lexicon {
    /// The words by their first character.
    initials: HashMap<char, Vec<String>>,
    exact: HashMap<String, Label>,
    /// Keys long enough to be recognised when damaged, with their labels.
    keys: Vec<(Vec<char>, Label)>,
    /// Which of the keys have a pair of characters.
    pairs: HashMap<(char, char), u128>,
}

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

fn lexicon() -> &'static Lexicon {
    LEXICON.get_or_init(|| {
        let mut words: Vec<(String, Label)> =
            WORDS.iter().map(|(word, label)| ((*word).to_owned(), *label)).collect();
        for row in Row::all().filter(|row| !matches!(row.key(), "other.misc" | "closed")) {
            let text = super::super::normal::normal(row.label().zh).into_owned();
            words.push((key(number(&text).1), Label::Row(row)));
        }
        for (word, row) in ROW_WORDS {
            words.extend(Row::from_key(row).map(|row| ((*word).to_owned(), Label::Row(row))));
        }
        let mut keys: Vec<(Vec<char>, Label)> = Vec::new();
        let mut pairs: HashMap<(char, char), u128> = HashMap::new();
        for (word, label) in &words {
            let chars: Vec<char> = word.chars().collect();
            // A bit for each key; short ones, and short forms of long ones, need no more.
            if chars.len() >= SHORTEST_FUZZY && keys.len() < 128 {
                for pair in chars.windows(2) {
                    *pairs.entry((pair[0], pair[1])).or_default() |= 1 << keys.len();
                }
                keys.push((chars, *label));
            }
        }
        debug_assert!(keys.len() < 128, "more keys than bits");
        let mut initials: HashMap<char, Vec<String>> = HashMap::new();
        for (word, label) in &words {
            // 其他 stands inside too many other words.
            let first = word.chars().next().filter(|_| *label != Label::Other);
            if let Some(first) = first {
                initials.entry(first).or_default().push(word.clone());
            }
        }
        Lexicon { initials, exact: words.into_iter().collect(), keys, pairs }
    })
}

/// What the text is on the form. `text` is in its normal form; white space and punctuation do not
/// matter.
pub fn find(text: &str) -> Option<Found> {
    let (ordinal, rest) = number(text);
    // Most text of a page is prose, which is long.
    if rest.len() > LONGEST * 3 && !rest.contains('(') {
        return None;
    }
    let full = key(rest);
    if full.is_empty() {
        return None;
    }
    let exact = |key: &str| lexicon().exact.get(key).map(|l| Found { label: *l, score: 1.0 });
    if let Some(found) = exact(&full) {
        return Some(in_context(found, ordinal));
    }
    if is_article(&full) {
        return Some(Found { label: Label::Article, score: 1.0 });
    }
    // Notes in brackets, then a group's label printed before the row's own.
    if rest.contains('(') {
        let plain = key(&without_brackets(rest));
        if let Some(found) = exact(&plain) {
            return Some(in_context(Found { score: 0.98, ..found }, ordinal));
        }
    }
    if let Some((inner, tail)) = last_numbered(rest)
        && let Some(found) = exact(&key(tail))
        && matches!(in_context(found, inner).label, Label::Row(_))
    {
        return Some(Found { score: 0.95, ..in_context(found, inner) });
    }
    fuzzy(&full).map(|found| in_context(found, ordinal))
}

/// 其他 and 总计 with a number are rows.
fn in_context(found: Found, ordinal: Option<(Style, u8)>) -> Found {
    let row = match (found.label, ordinal) {
        (Label::Other, Some((Style::Bracket, 6))) => Some(Row::OTHER_ALL),
        (Label::Other, Some((Style::Plain, 3))) => Row::from_key("other.misc"),
        (Label::Total, Some((Style::Bracket, 7))) => Some(Row::CLOSED),
        _ => None,
    };
    row.map_or(found, |row| Found { label: Label::Row(row), ..found })
}

/// 第二十条第（一）项, complete or cut.
fn is_article(key: &str) -> bool {
    key.starts_with("第二十条第") && key.chars().count() <= 8
}

/// How a label is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `一、`.
    Chinese,
    /// `（一）`, `(1)`.
    Bracket,
    /// `1.`, `1、`.
    Plain,
}

/// A label's own number, and what follows it.
pub fn number(text: &str) -> (Option<(Style, u8)>, &str) {
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '、' | '.' | ',' | ':' | ')' | '#' | '*' | '|')
    });
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return (None, text) };
    if first == '(' || first == '[' || first == '〔' {
        let inner = &text[first.len_utf8()..];
        if let Some(close) = inner.find([')', ']', '〕'])
            && let Some(value) = small(inner[..close].trim())
        {
            return (Some((Style::Bracket, value)), &inner[close + closing(inner, close)..]);
        }
        return (None, text);
    }
    let end = text.find(|c| small_digit(c).is_none()).unwrap_or(text.len());
    let Some(value) = small(&text[..end]) else { return (None, text) };
    let rest = text[end..].trim_start();
    let style = if first.is_ascii_digit() { Style::Plain } else { Style::Chinese };
    match rest.chars().next() {
        Some(c @ ('、' | '.' | ',' | ':')) => (Some((style, value)), &rest[c.len_utf8()..]),
        // `1属于国家秘密`: the point lost.
        Some(_) if style == Style::Plain && end == 1 => (Some((style, value)), rest),
        _ => (None, text),
    }
}

fn closing(inner: &str, at: usize) -> usize {
    inner[at..].chars().next().map_or(0, char::len_utf8)
}

fn small_digit(c: char) -> Option<u8> {
    const NUMERALS: &str = "一二三四五六七八九十";
    c.to_digit(10)
        .and_then(|d| u8::try_from(d).ok())
        .or_else(|| NUMERALS.chars().position(|n| n == c).and_then(|at| u8::try_from(at + 1).ok()))
}

/// A number of one or two places, in Arabic or Chinese figures.
fn small(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let first = small_digit(chars.next()?)?;
    match (chars.next(), chars.next()) {
        (None, _) => Some(first),
        (Some(second), None) if text.is_ascii() => Some(first * 10 + small_digit(second)?),
        _ => None,
    }
}

/// The text after the last number inside it, as in `（三）不予公开1.属于国家秘密`.
fn last_numbered(text: &str) -> Option<(Option<(Style, u8)>, &str)> {
    let starts =
        text.char_indices().skip(1).filter(|(_, c)| *c == '(' || small_digit(*c).is_some());
    for (at, _) in starts.collect::<Vec<_>>().into_iter().rev() {
        let (number, rest) = number(&text[at..]);
        if number.is_some() && !rest.is_empty() {
            return Some((number, rest));
        }
    }
    None
}

/// A label without white space, punctuation and digits.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    key.extend(text.chars().filter(|c| is_letter(*c)));
    key
}

/// An ideograph or a letter; nearly all are of the one range that is asked first.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphabetic()
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The key most like a damaged one: twice the shared pairs of characters in the sum of both, the
/// pairs counted once each (Dice's coefficient), confirmed by the longest common subsequence.
fn fuzzy(key: &str) -> Option<Found> {
    let chars: Vec<char> = key.chars().collect();
    if chars.len() < SHORTEST_FUZZY || chars.len() > LONGEST {
        return None;
    }
    let lexicon = lexicon();
    let mut shared = [0_u8; 128];
    let mut any = false;
    for pair in chars.windows(2) {
        let mut bits = lexicon.pairs.get(&(pair[0], pair[1])).copied().unwrap_or(0);
        any |= bits != 0;
        while bits != 0 {
            shared[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }
    if !any {
        return None;
    }
    let mut best: Option<Found> = None;
    let mut second = 0.0_f32;
    for ((candidate, label), shared) in lexicon.keys.iter().zip(shared) {
        let dice = 2.0 * f32::from(shared) / (candidate.len() + chars.len() - 2) as f32;
        if dice < LEAST_SCORE - 0.15 {
            continue;
        }
        let common = common_subsequence(candidate, &chars) as f32;
        let score = 2.0 * common / (candidate.len() + chars.len()) as f32;
        match best {
            Some(found) if found.label == *label => {
                best = Some(Found { score: found.score.max(score), ..found });
            }
            Some(found) if found.score >= score => second = second.max(score),
            _ => {
                second = best.map_or(second, |found| second.max(found.score));
                best = Some(Found { label: *label, score });
            }
        }
    }
    best.filter(|found| found.score >= LEAST_SCORE && found.score - second >= MARGIN)
        .map(|found| Found { score: found.score.min(0.9), ..found })
}

fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let up = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { up.max(row[at]) };
            diagonal = up;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::normal::normal;

    fn row(key: &str) -> Label {
        Label::Row(Row::from_key(key).unwrap())
    }

    #[test]
    fn labels_are_found_as_printed() {
        for (printed, want) in [
            ("一、本年新收政府信息公开申请数量", row("new")),
            ("（二）部分公开（区分处理的，只计这一情 形，不计其他情形）", row("partial")),
            ("(二)部分公開(區分處理的,隻計這一情形,不計其他情形)", row("partial")),
            ("1.属于国家秘密", row("denied.state_secret")),
            ("1．属于国家秘密", row("denied.state_secret")),
            ("1、属于国家秘密", row("denied.state_secret")),
            ("1属于国家秘密", row("denied.state_secret")),
            ("（三）不予公开1.属于国家秘密", row("denied.state_secret")),
            ("2.其他法律行政止公开", row("denied.law_forbids")),
            ("2.其他法律行政法规禁止公结 开", row("denied.law_forbids")),
            ("3.危及“三安全一稳定”", row("denied.three_safeties")),
            ("3.危及\"三安全一稳定\"", row("denied.three_safeties")),
            ("1.逾期不补正", row("other.uncorrected")),
            ("2、逾期不缴费", row("other.unpaid")),
            ("3.其他", row("other.misc")),
            ("3、其他", row("other.misc")),
            ("（六）其他处理", row("other.all")),
            ("（六）其他", row("other.all")),
            ("(七)总 计", row("closed")),
            ("〔七〕合计", row("closed")),
            ("四、结转下年度继续办理", row("carried_out")),
            ("其他", Label::Other),
            ("总 计", Label::Total),
            ("三、本年度办理结果", Label::Group),
            ("（四）无法提供", Label::Group),
            ("商 业 企 业", Label::Applicant(Column::Business)),
            ("第二十条 第（一）项", Label::Article),
            ("第二十条第(八)", Label::Article),
            ("规 章", Label::Matter(Matter::Regulations)),
            ("规章(设区的市、自治州人民政府应提供)", Label::Matter(Matter::Regulations)),
            ("行政強製", Label::Matter(Matter::Coercion)),
            ("現行有效件", Label::Measure(Measure::InForce)),
            ("本年(2023)制发件数", Label::Measure(Measure::Issued)),
            ("本年增/", Label::Measure(Measure::Change)),
            ("上一年項目數量(指2019年事項數)", Label::Measure(Measure::Prior)),
            ("本年新", Label::Measure(Measure::NewCut)),
            ("本年收费金额（单位：万元）", Label::Measure(Measure::Amount)),
            ("四、政府信息公开行政法复议、行政诉讼情况", Label::Heading(Section::Disputes)),
        ] {
            assert_eq!(find(&normal(printed)).map(|f| f.label), Some(want), "{printed}");
        }
    }

    #[test]
    fn other_words_are_no_labels() {
        for printed in [
            "其他主动公开文件",
            "本报告所列数据的统计期限自2023年1月1日起",
            "0",
            "",
            "（）",
            "行政许可事项清单管理办法",
            "依申请公开",
        ] {
            assert_eq!(find(&normal(printed)), None, "{printed}");
        }
    }
}
