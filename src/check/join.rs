//! One cause, one finding: flags of several reports that one changed figure explains.

use super::Draft;
use crate::record::{Confidence, Flag, Severity};

/// Moves a cross-year flag into the finding of one report whose named cell explains it as well.
///
/// The repair of a report comes from that report alone, so a second year that asks for the same
/// value is independent evidence: the confidence rises.
pub(super) fn join(drafts: &mut Vec<Draft>) {
    let carriers: Vec<usize> =
        (0..drafts.len()).filter(|at| !drafts[*at].repairs.is_empty()).collect();
    if carriers.is_empty() {
        return;
    }
    for at in 0..drafts.len() {
        if drafts[at].rule != "X-CARRY" {
            continue;
        }
        let mut kept = Vec::new();
        for flag in std::mem::take(&mut drafts[at].flags) {
            match carriers.iter().find(|carrier| explains(&drafts[**carrier], &flag)) {
                Some(carrier) => {
                    let carrier = &mut drafts[*carrier];
                    carrier.confidence = Confidence::High;
                    carrier.flags.push(flag);
                }
                None => kept.push(flag),
            }
        }
        drafts[at].flags = kept;
    }
    drafts.retain(|draft| draft.rule != "X-CARRY" || !draft.flags.is_empty());
    for draft in drafts.iter_mut().filter(|draft| draft.rule == "X-CARRY") {
        super::rules::settle_carry(draft);
    }
}

/// Whether the draft's repairs touch the flag's equation and make it hold.
fn explains(draft: &Draft, flag: &Flag) -> bool {
    let mut touched = false;
    let mut left = 0.0;
    for addend in &flag.addends {
        let repair = draft.repairs.iter().find(|r| r.year == addend.year && r.cell == addend.cell);
        touched |= repair.is_some();
        match repair.map(|repair| repair.value).or(addend.number) {
            Some(number) => left += f64::from(addend.sign) * number,
            None => return false,
        }
    }
    touched && left == 0.0 && flag.severity <= Severity::Notice
}
