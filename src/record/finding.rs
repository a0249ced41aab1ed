//! What a rule found, and what an auditor decided on it.

use super::Span;
use crate::form::{Cell, Section};
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rule's identifier, such as `T3-BAL`; never used twice.
pub type RuleId = &'static str;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 硬错: arithmetic that cannot be right.
    Error,
    /// 疑点: needs a look.
    Warning,
    /// 提示.
    Notice,
}

impl Severity {
    /// The three levels, heaviest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

    /// The level's name in outputs and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        }
    }

    /// The level of that [key](Severity::key).
    pub fn from_key(key: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|level| level.key() == key)
    }

    /// The level's name for people.
    pub const fn label(self) -> Text {
        match self {
            Severity::Error => Text::new("硬错", "error"),
            Severity::Warning => Text::new("疑点", "warning"),
            Severity::Notice => Text::new("提示", "notice"),
        }
    }

    /// The sign that carries the meaning without colour; `ascii` for plain terminals.
    pub const fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Severity::Error, false) => "✗",
            (Severity::Warning, false) => "▲",
            (Severity::Notice, false) => "·",
            (Severity::Error, true) => "x",
            (Severity::Warning, true) => "!",
            (Severity::Notice, true) => ".",
        }
    }
}

/// A finding's identity over all readings: a hash of its root cause, agency, year and cells or
/// masked sentence. No file name, no row number, no program version goes into it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingId(pub u64);

/// What a finding rests on: a hash of rule version, outcome and sorted inputs. When it changes, a
/// verdict goes back into the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence(pub u64);

impl FindingId {
    /// The id of its sixteen hexadecimal digits.
    pub fn parse(text: &str) -> Option<FindingId> {
        (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok().map(FindingId))?
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// One rule that fails at one place: an equation, a sentence, a pair of years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// The rule.
    pub rule: String,
    /// How much this flag alone weighs.
    pub severity: Severity,
    /// The cells it looks at, the total or the questioned one first.
    pub cells: Vec<Cell>,
    /// What the figure should be by the other side.
    pub expected: Option<f64>,
    /// What it is.
    pub actual: Option<f64>,
    /// Every figure of the equation with its place, so that it can be worked out on the screen.
    pub addends: Vec<Addend>,
}

impl Flag {
    /// The year of the report in which the rule fails: that of the figure in question, which stands
    /// on the right. A cause in one year's report can show in the next one's. `None` for a flag
    /// without figures, which is about its finding's year.
    pub fn year(&self) -> Option<i16> {
        self.addends.iter().rfind(|addend| addend.sign < 0).map(|addend| addend.year)
    }
}

/// One figure of a worked-out equation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Addend {
    /// The year of the report in which it stands.
    pub year: i16,
    /// The cell.
    pub cell: Cell,
    /// The figure; `None` for a blank.
    pub number: Option<f64>,
    /// +1 on the left side of the equation, −1 on the right.
    pub sign: i8,
}

/// A sentence of a report, quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The year of the report in which it stands.
    pub year: i16,
    /// The numbered part.
    pub section: Section,
    /// The sentence as printed.
    pub text: String,
    /// Where it stands in the decoded source.
    pub span: Span,
}

/// What kind of slip turns the repaired value into the printed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// Two neighbouring digits swapped.
    Transposition,
    /// One digit wrong.
    OneDigit,
    /// A digit too many.
    ExtraDigit,
    /// A digit too few.
    LostDigit,
    /// The figure stands in the next column.
    NextColumn,
    /// An addend left out.
    LeftOut,
    /// An addend counted twice.
    CountedTwice,
    /// None of these.
    Unknown,
}

/// How sure a finding is, after the evidence beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Contradicted by other evidence, or resting on a weak cue.
    Low,
    /// The rule alone.
    Plain,
    /// Other evidence says the same.
    High,
}

/// The flags that one cause explains: what an auditor decides on, once.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its identity over all readings.
    pub id: FindingId,
    /// What it rests on.
    pub evidence: Evidence,
    /// The rule that gives it its name: the root cause.
    pub rule: String,
    /// The heaviest of its flags.
    pub severity: Severity,
    /// The year of the report that it is about.
    pub year: i16,
    /// The cells that it is about, the questioned one first.
    pub cells: Vec<Cell>,
    /// What the figure should be.
    pub expected: Option<f64>,
    /// What it is.
    pub actual: Option<f64>,
    /// The one cell that explains the finding, if there is one and only one.
    pub suspect: Option<Cell>,
    /// The value of the suspect that would make every equation hold. A lead, never applied.
    pub repair: Option<f64>,
    /// What slip would turn the repair into what is printed.
    pub slip: Option<Slip>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The failing places.
    pub flags: Vec<Flag>,
    /// The sentences that it quotes.
    pub quotes: Vec<Quote>,
    /// Further facts in words that the rule's message uses, by name: `z`, `peers`, `jaccard` …
    pub facts: Vec<(String, String)>,
}

/// An auditor's decision on a finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Not decided.
    #[default]
    Open,
    /// 确认问题.
    Confirmed,
    /// 已说明.
    Explained,
    /// 误报.
    FalseAlarm,
    /// 读错: our fault, never counted against the agency.
    Misread,
    /// 存疑.
    Unsure,
}

impl Verdict {
    /// All verdicts, the undecided first.
    pub const ALL: [Verdict; 6] = [
        Verdict::Open,
        Verdict::Confirmed,
        Verdict::Explained,
        Verdict::FalseAlarm,
        Verdict::Misread,
        Verdict::Unsure,
    ];

    /// The verdict's name in outputs and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Verdict::Open => "open",
            Verdict::Confirmed => "confirmed",
            Verdict::Explained => "explained",
            Verdict::FalseAlarm => "false-alarm",
            Verdict::Misread => "misread",
            Verdict::Unsure => "unsure",
        }
    }

    /// The verdict of that [key](Verdict::key).
    pub fn from_key(key: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.key() == key)
    }

    /// The verdict's name for people.
    pub const fn label(self) -> Text {
        match self {
            Verdict::Open => Text::new("待审", "open"),
            Verdict::Confirmed => Text::new("确认问题", "confirmed"),
            Verdict::Explained => Text::new("已说明", "explained"),
            Verdict::FalseAlarm => Text::new("误报", "false alarm"),
            Verdict::Misread => Text::new("读错", "misread"),
            Verdict::Unsure => Text::new("存疑", "unsure"),
        }
    }
}

/// One entry of the append-only log of verdicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The finding, as sixteen hexadecimal digits.
    pub finding: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The reason, in one line.
    pub note: String,
    /// Who decided.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

/// Whether numbers that are said of a cell are shares, from 0 to 1: a rule on shares names the cell
/// of the part. Counts of requests are whole.
pub fn are_shares(cell: Option<Cell>, numbers: &[Option<f64>]) -> bool {
    let known = || numbers.iter().flatten().copied();
    cell.is_some_and(|cell| cell.as_request().is_some())
        && known().all(|number| (0.0..=1.0).contains(&number))
        && known().any(|number| number.fract() != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_from_counts() {
        let granted = Cell::from_key("requests.granted.total");
        let fees = Cell::from_key("disclosure.fees.amount");
        for (cell, numbers, want) in [
            (granted, [Some(0.4323), Some(0.5402)], true),
            (granted, [Some(1.0), Some(0.5)], true),
            (granted, [Some(1.0), Some(0.0)], false),
            (granted, [Some(2.0), Some(0.5)], false),
            (granted, [None, None], false),
            (fees, [Some(0.4), Some(0.5)], false),
            (None, [Some(0.4), Some(0.5)], false),
        ] {
            assert_eq!(are_shares(cell, &numbers), want, "{numbers:?}");
        }
    }
}
