//! One cause, one finding: a figure that is wrong in one report shows in other rules as well.
//!
//! A finding of a table's sums that names a cell says what its figure should be. Where another
//! rule asks for just that (last year's carry-over, a sentence in the prose), its flag belongs to
//! the same cause; and since it comes from elsewhere, it makes the finding more certain.

use super::slip::slip;
use super::{Draft, Repair};
use crate::form::Cell;
use crate::record::{Addend, Confidence, Flag};

/// Moves flags of other rules into the findings that explain them.
pub(super) fn join(drafts: &mut Vec<Draft>) {
    let mut gone = vec![false; drafts.len()];
    for carrier in 0..drafts.len() {
        let draft = &drafts[carrier];
        if gone[carrier] || draft.repairs.is_empty() && draft.alternatives.is_empty() {
            continue;
        }
        for other in 0..drafts.len() {
            if other == carrier || gone[other] {
                continue;
            }
            gone[other] = if drafts[other].rule == "X-CARRY" {
                take_carry(drafts, carrier, other)
            } else {
                take_sentence(drafts, carrier, other)
            };
        }
    }
    let mut gone = gone.into_iter();
    drafts.retain(|_| !gone.next().unwrap_or(false));
}

/// Takes the columns of a carry-over that the repairs of `carrier` explain; whether that was all.
fn take_carry(drafts: &mut [Draft], carrier: usize, other: usize) -> bool {
    let repairs = drafts[carrier].repairs.clone();
    let flags = std::mem::take(&mut drafts[other].flags);
    let (taken, kept): (Vec<Flag>, Vec<Flag>) =
        flags.into_iter().partition(|flag| explains(&repairs, flag));
    drafts[other].flags = kept;
    if taken.is_empty() {
        return false;
    }
    drafts[carrier].confidence = Confidence::High;
    drafts[carrier].flags.extend(taken);
    super::rules::settle_carry(&mut drafts[other]);
    drafts[other].flags.is_empty()
}

/// Whether the repairs touch the flag's equation and make it hold.
fn explains(repairs: &[Repair], flag: &Flag) -> bool {
    let (mut touched, mut left) = (false, 0.0);
    for addend in &flag.addends {
        let repair = repairs.iter().find(|r| r.year == addend.year && r.cell == addend.cell);
        touched |= repair.is_some();
        match repair.map(|repair| repair.value).or(addend.number) {
            Some(number) => left += f64::from(addend.sign) * number,
            None => return false,
        }
    }
    touched && left == 0.0
}

/// What a sentence says that a cell is, and what the table says that the sentence is held against.
fn says(draft: &Draft) -> Option<(Cell, f64, f64)> {
    let [cell, ..] = draft.cells[..] else { return None };
    match draft.rule {
        "N-NUM" => Some((cell, draft.actual?, draft.expected?)),
        "N-NONE" if draft.cells.len() == 1 => Some((cell, 0.0, draft.expected?)),
        "N-ALL" => Some((cell, 0.0, draft.actual?)),
        _ => None,
    }
}

/// Takes a sentence that asks for just the figure that would mend `carrier`, and names the cell by
/// it where the sums alone could not. The sentence has to be held against that very cell, not
/// against a sum of several.
fn take_sentence(drafts: &mut [Draft], carrier: usize, other: usize) -> bool {
    let Some((cell, said, table)) = says(&drafts[other]) else { return false };
    let (year, draft) = (drafts[other].year, &mut drafts[carrier]);
    let asked = |repair: &&Repair| (repair.year, repair.cell, repair.value) == (year, cell, said);
    let known = if draft.repairs.is_empty() { &draft.alternatives } else { &draft.repairs };
    let Some(repair) = known.iter().find(asked).copied() else { return false };
    let printed = printed(draft, repair);
    if printed.unwrap_or(0.0) != table {
        return false;
    }
    if draft.repairs.is_empty() {
        name(draft, repair);
    }
    draft.confidence = Confidence::High;
    let quotes = std::mem::take(&mut drafts[other].quotes);
    let flag = Flag {
        rule: drafts[other].rule.to_owned(),
        severity: drafts[other].severity,
        cells: vec![cell],
        expected: Some(said),
        actual: printed,
        addends: vec![Addend { year, cell, number: printed, sign: -1 }],
    };
    drafts[carrier].flags.push(flag);
    drafts[carrier].quotes.extend(quotes);
    true
}

/// The figure that is printed where the repair would stand.
fn printed(draft: &Draft, repair: Repair) -> Option<f64> {
    let addends = draft.flags.iter().flat_map(|flag| &flag.addends);
    let mut there = addends.filter(|a| a.year == repair.year && a.cell == repair.cell);
    there.next().and_then(|addend| addend.number)
}

fn name(draft: &mut Draft, repair: Repair) {
    draft.actual = printed(draft, repair);
    draft.expected = Some(repair.value);
    draft.suspect = Some(repair.cell);
    draft.repair = Some(repair.value);
    // What the sums alone would make of it, the named cell says better.
    if draft.rule == "T4-SUM" {
        let printed = draft.actual.unwrap_or(0.0);
        draft.slip = Some(slip(printed as i64, repair.value as i64, &[]));
    }
    draft.repairs = vec![repair];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{agency, cell, passage, report, set};
    use crate::check::{Context, check};
    use crate::record::{Quote, Severity};
    use crate::text::Lang;

    /// What a rule on prose says: a sentence gives `said` for a cell that holds `table`.
    fn sentence(cell: Cell, said: f64, table: f64) -> Draft {
        let mut draft = Draft::new("N-NUM", Severity::Warning, 2024);
        draft.cells = vec![cell];
        (draft.actual, draft.expected) = (Some(said), Some(table));
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
        crate::check::alone::drafts(&case)
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
    fn the_rule_on_prose_and_the_sum_make_one_finding() {
        let figures = [("requests.new.natural", 21), ("requests.granted.natural", 16)];
        let mut wrong = report(2024, &figures);
        set(&mut wrong, "requests.carried_out.total", 15);
        crate::check::prose::testing::say(
            &mut wrong,
            "全年答复政府信息公开申请16件，5件结转下年度继续办理。",
        );
        let case = crate::check::fixture::case(vec![wrong]);
        let found = check(&case, &Context::default());
        let figures: Vec<_> = found.iter().filter(|f| !f.rule.starts_with("S-")).collect();
        assert_eq!(figures.len(), 1, "{figures:#?}");
        let rules: Vec<&str> = figures[0].flags.iter().map(|flag| flag.rule.as_str()).collect();
        assert_eq!(rules, ["T3-BAL", "T3-ROW", "N-NUM"]);
        assert_eq!((figures[0].repair, figures[0].confidence), (Some(5.0), Confidence::High));
    }

    #[test]
    fn a_sentence_that_asks_for_something_else_stays_by_itself() {
        let mut drafts = table_four();
        drafts.push(sentence(cell("disputes.reconsideration.total"), 12.0, 0.0));
        drafts.push(sentence(cell("disputes.reconsideration.total"), 11.0, 3.0));
        join(&mut drafts);
        assert_eq!(drafts.len(), 3, "another number, and a sum of more than this cell");
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
