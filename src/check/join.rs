//! One cause, one finding: a figure that is wrong in one report shows in other rules as well.
//!
//! A finding of a table's sums that names a cell says what its figure should be. Where another
//! rule asks for just that (last year's carry-over, a sentence in the prose), its flag belongs to
//! the same cause; and since it comes from elsewhere, it makes the finding more certain.

use super::{Draft, Repair};
use crate::record::{Confidence, Flag};

/// Moves flags of other rules into the findings that explain them.
pub(super) fn join(drafts: &mut Vec<Draft>) {
    // Some findings of prose have no flags from the start; only what was emptied here goes.
    let flagged: Vec<bool> = drafts.iter().map(|draft| !draft.flags.is_empty()).collect();
    for carrier in 0..drafts.len() {
        let draft = &drafts[carrier];
        if draft.flags.is_empty() || draft.repairs.is_empty() && draft.alternatives.is_empty() {
            continue;
        }
        for other in 0..drafts.len() {
            if other != carrier && joins(drafts[other].rule) {
                absorb(drafts, carrier, other);
            }
        }
    }
    let mut flagged = flagged.into_iter();
    drafts.retain(|draft| flagged.next() != Some(true) || !draft.flags.is_empty());
}

/// The rules whose flags say what one figure should be: the carry-over and the prose.
fn joins(rule: &str) -> bool {
    rule == "X-CARRY" || rule.starts_with("N-")
}

/// Takes from `other` the flags that the repair of `carrier` explains, and its sentences with the
/// last of them.
fn absorb(drafts: &mut [Draft], carrier: usize, other: usize) {
    // A sum that could be mended in several cells has its cell named by the first flag that asks
    // for one of them.
    if drafts[carrier].repairs.is_empty() {
        let found = drafts[carrier].alternatives.iter().copied().find(|alternative| {
            drafts[other].flags.iter().any(|flag| explains(std::slice::from_ref(alternative), flag))
        });
        let Some(repair) = found else { return };
        name(&mut drafts[carrier], repair);
    }
    let repairs = drafts[carrier].repairs.clone();
    let flags = std::mem::take(&mut drafts[other].flags);
    let (taken, kept): (Vec<Flag>, Vec<Flag>) =
        flags.into_iter().partition(|flag| explains(&repairs, flag));
    drafts[other].flags = kept;
    if taken.is_empty() {
        return;
    }
    drafts[carrier].confidence = Confidence::High;
    drafts[carrier].flags.extend(taken);
    if drafts[other].flags.is_empty() {
        let quotes = std::mem::take(&mut drafts[other].quotes);
        drafts[carrier].quotes.extend(quotes);
    } else if drafts[other].rule == "X-CARRY" {
        super::rules::settle_carry(&mut drafts[other]);
    }
}

fn name(draft: &mut Draft, repair: Repair) {
    draft.actual = draft
        .flags
        .iter()
        .flat_map(|flag| &flag.addends)
        .find(|addend| addend.year == repair.year && addend.cell == repair.cell)
        .and_then(|addend| addend.number);
    draft.expected = Some(repair.value);
    draft.suspect = Some(repair.cell);
    draft.repair = Some(repair.value);
    draft.repairs = vec![repair];
}

/// Whether the repairs touch the flag's equation and make it hold. A flag with one figure is an
/// equation between it and what is expected.
fn explains(repairs: &[Repair], flag: &Flag) -> bool {
    let repair_of = |year, cell| repairs.iter().find(|r| r.year == year && r.cell == cell);
    if let [one] = flag.addends.as_slice() {
        return repair_of(one.year, one.cell).is_some_and(|r| Some(r.value) == flag.expected);
    }
    let (mut touched, mut left) = (false, 0.0);
    for addend in &flag.addends {
        let repair = repair_of(addend.year, addend.cell);
        touched |= repair.is_some();
        match repair.map(|repair| repair.value).or(addend.number) {
            Some(number) => left += f64::from(addend.sign) * number,
            None => return false,
        }
    }
    touched && left == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{agency, cell, passage, report, set};
    use crate::check::{Context, check};
    use crate::form::Cell;
    use crate::record::{Addend, Quote, Severity};
    use crate::text::Lang;

    /// What a rule on prose says: a sentence gives `expected` for a cell.
    fn sentence(cell: Cell, expected: f64, actual: f64) -> Draft {
        let mut draft = Draft::new("N-NUM", Severity::Warning, 2024);
        draft.flags.push(Flag {
            rule: "N-NUM".into(),
            severity: Severity::Warning,
            cells: vec![cell],
            expected: Some(expected),
            actual: Some(actual),
            addends: vec![Addend { year: 2024, cell, number: Some(actual), sign: -1 }],
        });
        let passage = passage(4, None, "本年度发生行政复议11件。");
        draft.quote(Quote {
            year: 2024,
            section: passage.section,
            text: passage.text,
            span: passage.span,
        });
        draft
    }

    /// The drafts of table four with 10 + 1 and a total of 0.
    fn table_four() -> Vec<Draft> {
        let mut wrong = report(
            2024,
            &[("disputes.reconsideration.upheld", 10), ("disputes.reconsideration.corrected", 1)],
        );
        set(&mut wrong, "disputes.reconsideration.total", 0);
        let case = crate::check::fixture::case(vec![wrong]);
        crate::check::drafts(&case, &Context::default())
    }

    #[test]
    fn a_sentence_names_the_cell_that_a_sum_alone_cannot() {
        let total = cell("disputes.reconsideration.total");
        let mut drafts = table_four();
        assert_eq!((drafts.len(), drafts[0].suspect), (1, None));
        drafts.push(sentence(total, 11.0, 0.0));
        join(&mut drafts);
        assert_eq!(drafts.len(), 1);
        let draft = &drafts[0];
        assert_eq!((draft.suspect, draft.repair), (Some(total), Some(11.0)));
        assert_eq!((draft.flags.len(), draft.quotes.len()), (2, 1));
        assert_eq!(draft.confidence, Confidence::High);
        let finding = crate::check::draft::finish(drafts, &agency()).remove(0);
        insta::assert_snapshot!(crate::check::message(&finding, Lang::Zh), @"行政复议: 结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11, 而 总计 0, 差 +11; 行政复议·总计 0, 正文作 11; 2 式同因, 唯一单格解释: 行政复议·总计 0 → 11; 正文“本年度发生行政复议11件。”");
    }

    #[test]
    fn a_sentence_that_asks_for_something_else_stays_by_itself() {
        let mut drafts = table_four();
        drafts.push(sentence(cell("disputes.reconsideration.total"), 12.0, 0.0));
        join(&mut drafts);
        assert_eq!(drafts.len(), 2);
        assert_eq!((drafts[0].suspect, drafts[1].quotes.len()), (None, 1));
    }

    #[test]
    fn part_of_a_carry_over_may_stay() {
        let before = report(2023, &[("requests.new.natural", 7), ("requests.granted.natural", 3)]);
        let figures = [
            ("requests.new.natural", 2),
            ("requests.carried_in.natural", 4),
            ("requests.carried_in.business", 5),
            ("requests.granted.natural", 6),
            ("requests.granted.business", 5),
        ];
        let mut after = report(2024, &figures);
        set(&mut after, "requests.carried_in.natural", 6);
        let case = crate::check::fixture::case(vec![before, after]);
        let found = check(&case, &Context::default());
        let said: Vec<(&str, usize)> =
            found.iter().map(|f| (f.rule.as_str(), f.flags.len())).collect();
        assert_eq!(said, [("T3-BAL", 3), ("X-CARRY", 2)], "{found:#?}");
        let carry: Vec<&str> = found[1].cells.iter().map(|cell| cell.key()).collect();
        assert_eq!(carry, ["requests.carried_in.total", "requests.carried_in.business"]);
    }
}
