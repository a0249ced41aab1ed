//! From what a rule says to a finding whose identity outlives a new reading.

use crate::form::Cell;
use crate::record::{
    Addend, Agency, Confidence, Evidence, Finding, FindingId, Flag, Quote, RuleId, Severity, Slip,
};
use std::collections::HashSet;

/// A finding in the making: a rule fills in what it knows.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The root cause.
    pub rule: RuleId,
    /// The level, where there are no flags to take it from.
    pub severity: Severity,
    /// The year of the report.
    pub year: i16,
    /// The cells that it is about, the questioned one first. They are part of its identity.
    pub cells: Vec<Cell>,
    /// A sentence or another mark that belongs to its identity, [masked](mask); empty if none.
    pub mark: String,
    /// What the figure should be.
    pub expected: Option<f64>,
    /// What it is.
    pub actual: Option<f64>,
    /// The one cell that explains it.
    pub suspect: Option<Cell>,
    /// The value of the suspect that would make every equation hold.
    pub repair: Option<f64>,
    /// What kind of slip it looks like.
    pub slip: Option<Slip>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The failing places.
    pub flags: Vec<Flag>,
    /// The sentences that it quotes.
    pub quotes: Vec<Quote>,
    /// Facts that the message uses; they are part of the evidence.
    pub facts: Vec<(String, String)>,
    /// Facts that drift with other agencies, such as a z: for the message only, or every run would
    /// bring every decided finding back.
    pub drifting: Vec<(String, String)>,
    /// The changes that would explain it; a flag elsewhere that they explain too is joined.
    pub repairs: Vec<Repair>,
    /// Changes each of which alone would explain it, where nothing here tells which: a flag
    /// elsewhere that asks for one of them does.
    pub alternatives: Vec<Repair>,
}

/// One figure changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repair {
    /// The year of the report in which it stands.
    pub year: i16,
    /// The cell.
    pub cell: Cell,
    /// The value that explains.
    pub value: f64,
}

impl Repair {
    /// The repairs of single figures that would make the flag's equation hold, none of them
    /// negative.
    pub fn each(flag: &Flag) -> Vec<Repair> {
        let signed = |addend: &Addend| f64::from(addend.sign) * addend.number.unwrap_or(0.0);
        let off: f64 = flag.addends.iter().map(signed).sum();
        let repair = |addend: &Addend| {
            let value = addend.number.unwrap_or(0.0) - f64::from(addend.sign) * off;
            (value >= 0.0).then_some(Repair { year: addend.year, cell: addend.cell, value })
        };
        flag.addends.iter().filter_map(repair).collect()
    }
}

impl Draft {
    /// A draft with nothing in it yet.
    pub fn new(rule: RuleId, severity: Severity, year: i16) -> Draft {
        Draft {
            rule,
            severity,
            year,
            cells: Vec::new(),
            mark: String::new(),
            expected: None,
            actual: None,
            suspect: None,
            repair: None,
            slip: None,
            confidence: Confidence::Plain,
            flags: Vec::new(),
            quotes: Vec::new(),
            facts: Vec::new(),
            drifting: Vec::new(),
            repairs: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    /// Adds a fact for the message.
    pub fn fact(&mut self, name: &str, value: impl ToString) {
        self.facts.push((name.to_owned(), value.to_string()));
    }

    /// Adds a sentence that the finding rests on. The first one, [masked](mask), becomes part of
    /// its identity.
    pub fn quote(&mut self, quote: Quote) {
        if self.mark.is_empty() {
            self.mark = mask(&quote.text);
        }
        self.quotes.push(quote);
    }

    /// Adds a fact that drifts with other agencies.
    pub fn drifting_fact(&mut self, name: &str, value: impl ToString) {
        self.drifting.push((name.to_owned(), value.to_string()));
    }

    /// The level: the heaviest of its flags, or its own where it has none.
    fn level(&self) -> Severity {
        self.flags.iter().map(|flag| flag.severity).min().unwrap_or(self.severity)
    }
}

/// `text` with its figures taken out (numbers, dates, percentages become `#`) and white space
/// dropped, so that a sentence keeps its identity when a figure in it is corrected.
pub fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let figure = c.is_ascii_digit()
            || matches!(c, '０'..='９' | '％' | '%')
            || (matches!(c, '.' | ',' | '，' | '．') && out.ends_with('#'));
        match c {
            c if c.is_whitespace() => {}
            _ if figure && out.ends_with('#') => {}
            _ if figure => out.push('#'),
            c => out.push(c),
        }
    }
    out
}

/// A hash over parts that cannot run into each other.
struct Hash(blake3::Hasher);

impl Hash {
    fn new() -> Hash {
        Hash(blake3::Hasher::new())
    }

    fn text(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    fn number(&mut self, number: Option<f64>) {
        // Adding zero turns -0 into 0; a blank is no number at all.
        let bits = number.map_or(u64::MAX, |number| (number + 0.0).to_bits());
        self.0.update(&bits.to_le_bytes());
    }

    fn finish(&self) -> u64 {
        let mut eight = [0; 8];
        eight.copy_from_slice(&self.0.finalize().as_bytes()[..8]);
        u64::from_le_bytes(eight)
    }
}

/// hash(root-cause rule, agency, year, cells, masked sentence); the `copy` tells apart what would
/// otherwise be one, such as the same sentence twice in one report.
fn identity(draft: &Draft, agency: &Agency, copy: u32) -> FindingId {
    let mut cells = draft.cells.clone();
    cells.sort_unstable();
    let mut hash = Hash::new();
    hash.text(draft.rule);
    hash.text(&agency.name);
    hash.text(&draft.year.to_string());
    for cell in cells {
        hash.text(cell.key());
    }
    hash.text(&draft.mark);
    if copy > 0 {
        hash.text(&copy.to_string());
    }
    FindingId(hash.finish())
}

/// hash(rule version, outcome, sorted inputs): the figures, sentences and facts that the finding
/// rests on, without those that drift.
fn evidence(draft: &Draft) -> Evidence {
    let mut hash = Hash::new();
    let version = super::rule(draft.rule).map_or(0, |rule| rule.version);
    hash.text(&version.to_string());
    hash.text(draft.level().key());
    hash.text(draft.suspect.map_or("", Cell::key));
    hash.number(draft.repair);
    // Where there are drifting facts, what is expected follows from them.
    if draft.drifting.is_empty() {
        hash.number(draft.expected);
        hash.number(draft.actual);
    }
    let mut inputs: Vec<_> = draft
        .flags
        .iter()
        .flat_map(|flag| &flag.addends)
        .map(|a| (a.year, a.cell, a.number))
        .collect();
    inputs.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(order(a.2, b.2)));
    inputs.dedup();
    for (year, cell, number) in inputs {
        hash.text(&year.to_string());
        hash.text(cell.key());
        hash.number(number);
    }
    let mut facts: Vec<_> = draft.facts.iter().collect();
    facts.sort_unstable();
    for (name, value) in facts {
        hash.text(name);
        hash.text(value);
    }
    let mut quotes: Vec<&str> = draft.quotes.iter().map(|quote| quote.text.as_str()).collect();
    quotes.sort_unstable();
    for quote in quotes {
        hash.text(quote);
    }
    Evidence(hash.finish())
}

fn order(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    a.unwrap_or(f64::NEG_INFINITY).total_cmp(&b.unwrap_or(f64::NEG_INFINITY))
}

/// Gives every draft its identity and evidence, and puts them in order.
pub(super) fn finish(drafts: Vec<Draft>, agency: &Agency) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let mut findings: Vec<Finding> = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        // A finding is at least one flag: where the rule names no place, the whole is the place.
        if draft.flags.is_empty() {
            draft.flags.push(Flag {
                rule: draft.rule.to_owned(),
                severity: draft.severity,
                cells: draft.cells.clone(),
                expected: draft.expected,
                actual: draft.actual,
                addends: Vec::new(),
            });
        }
        let id = (0..)
            .map(|copy| identity(&draft, agency, copy))
            .find(|id| seen.insert(*id))
            .unwrap_or(FindingId(0));
        findings.push(Finding {
            id,
            evidence: evidence(&draft),
            rule: draft.rule.to_owned(),
            severity: draft.level(),
            year: draft.year,
            cells: draft.cells,
            expected: draft.expected,
            actual: draft.actual,
            suspect: draft.suspect,
            repair: draft.repair,
            slip: draft.slip,
            confidence: draft.confidence,
            flags: draft.flags,
            quotes: draft.quotes,
            facts: draft.facts.into_iter().chain(draft.drifting).collect(),
        });
    }
    findings.sort_by(|a, b| {
        (a.year, a.severity, &a.rule, &a.cells, a.id)
            .cmp(&(b.year, b.severity, &b.rule, &b.cells, b.id))
    });
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture;

    #[test]
    fn figures_are_masked_and_words_stay() {
        for (text, want) in [
            ("收到申请 126 件", "收到申请#件"),
            ("办结率98.5%，上升", "办结率#上升"),
            ("1,234件", "#件"),
            ("２０２４年１月", "#年#月"),
            ("没有数字，无。", "没有数字，无。"),
        ] {
            assert_eq!(mask(text), want, "{text}");
        }
    }

    #[test]
    fn identity_follows_the_cells_and_evidence_the_figures() {
        let agency = fixture::agency();
        let cell = |key| Cell::from_key(key).unwrap();
        let mut draft = Draft::new("T4-SUM", Severity::Error, 2024);
        draft.cells = vec![cell("disputes.direct.total"), cell("disputes.direct.other")];
        let figure = |number| {
            let cell = cell("disputes.direct.total");
            let addends = vec![Addend { year: 2024, cell, number: Some(number), sign: -1 }];
            let (rule, severity) = ("T4-SUM".to_owned(), Severity::Error);
            Flag { rule, severity, cells: vec![cell], expected: None, actual: None, addends }
        };
        draft.flags = vec![figure(3.0)];
        let first = finish(vec![draft.clone()], &agency).remove(0);

        draft.cells.reverse();
        draft.flags = vec![figure(4.0)];
        let corrected = finish(vec![draft.clone()], &agency).remove(0);
        assert_eq!(corrected.id, first.id, "the order of cells and the figures are no identity");
        assert_ne!(corrected.evidence, first.evidence);

        let drifted = [(4.2, 17.0), (4.3, 16.0)].map(|(z, expected)| {
            let mut draft = draft.clone();
            draft.drifting_fact("z", z);
            draft.expected = Some(expected);
            finish(vec![draft], &agency).remove(0)
        });
        assert_eq!(drifted[0].evidence, drifted[1].evidence, "what drifts is no evidence");
        assert_eq!(drifted[0].facts, [("z".to_owned(), "4.2".to_owned())]);

        draft.year = 2023;
        assert_ne!(finish(vec![draft.clone()], &agency)[0].id, first.id);

        let twice = finish(vec![draft.clone(), draft], &agency);
        assert_ne!(twice[0].id, twice[1].id, "no two findings share an id");
    }
}
