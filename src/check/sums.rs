//! The equations of one report worked out: which hold, which fail, which cannot be assessed.

use crate::form::{Cell, Equation, EquationKind, RowSet, derivations, equations};
use crate::record::{Addend, Cells, Flag, RuleId, Severity, State};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

/// The equations of a set of rows, flattened for the fast path. A set of equations is a bit mask;
/// there are at most 7 + 7 + 26 + 3.
#[derive(Debug)]
pub(super) struct Plan {
    /// The equations; the position of each is its bit.
    pub equations: Arc<[Equation]>,
    /// All terms, equation after equation: the cell's index and whether it stands on the left.
    terms: Vec<(u8, bool)>,
    /// Where the terms of each equation end.
    ends: Vec<u16>,
    /// Those that give a blank total, in the order in which they are asked.
    derivations: Vec<usize>,
    /// Those of table three.
    pub requests: u64,
    /// Those of table four.
    pub disputes: u64,
}

/// Row sets beyond the two forms are kept up to this many, so that hostile pages cost no memory.
const KEPT_PLANS: usize = 256;

static PLANS: LazyLock<RwLock<HashMap<RowSet, Arc<Plan>>>> = LazyLock::new(RwLock::default);

fn plan(rows: RowSet) -> Arc<Plan> {
    // A poisoned lock still holds whole plans: they are only ever inserted.
    if let Some(plan) = PLANS.read().unwrap_or_else(|e| e.into_inner()).get(&rows) {
        return plan.clone();
    }
    let plan = Arc::new(Plan::new(rows));
    let mut plans = PLANS.write().unwrap_or_else(|e| e.into_inner());
    if plans.len() < KEPT_PLANS {
        plans.insert(rows, plan.clone());
    }
    plan
}

impl Plan {
    fn new(rows: RowSet) -> Plan {
        let equations = equations(rows);
        let (mut terms, mut ends) = (Vec::new(), Vec::new());
        let (mut requests, mut disputes) = (0, 0);
        for (at, equation) in equations.iter().enumerate() {
            terms.extend(equation.terms().map(|(cell, sign)| (cell.index() as u8, sign > 0)));
            ends.push(terms.len() as u16);
            match equation.kind {
                EquationKind::DisputeTotal => disputes |= 1 << at,
                _ => requests |= 1 << at,
            }
        }
        let derivations = derivations(&equations);
        Plan { equations, terms, ends, derivations, requests, disputes }
    }

    fn terms(&self, equation: usize) -> &[(u8, bool)] {
        let start = if equation == 0 { 0 } else { usize::from(self.ends[equation - 1]) };
        &self.terms[start..usize::from(self.ends[equation])]
    }
}

/// What a cell contributes to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// A whole number.
    Number,
    /// A blank or a dash: nothing is printed, which is not 0 but may be proven to be.
    Missing,
    /// A total that is not printed, taken from its addends.
    Derived,
    /// Text, a fraction, or no cell at all: nothing can be said.
    Unread,
}

/// The equations of one report, worked out.
#[derive(Debug)]
pub(super) struct Sums {
    /// The equations of the rows that the document has.
    pub plan: Arc<Plan>,
    /// What each cell contributes.
    pub known: [Known; Cell::COUNT],
    /// The whole numbers; 0 where there is none.
    pub values: [i64; Cell::COUNT],
    /// The equations that can be assessed.
    pub assessed: u64,
    /// Those that fail.
    pub failing: u64,
    /// Those among them that blanks could still make hold: the total is larger than what is known.
    pub soft: u64,
    /// Σ left − Σ right of each equation, blanks not counted.
    pub residual: [i64; 64],
    /// The totals that were derived, each with the equation that it was derived from.
    pub derived: Vec<(Cell, usize)>,
}

/// The positions of the bits of a mask.
pub(super) fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let at = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            at
        })
    })
}

impl Sums {
    /// Works out the equations of these figures.
    pub fn of(cells: &Cells) -> Sums {
        let mut sums = Sums {
            plan: plan(cells.rows()),
            known: [Known::Unread; Cell::COUNT],
            values: [0; Cell::COUNT],
            assessed: 0,
            failing: 0,
            soft: 0,
            residual: [0; 64],
            derived: Vec::new(),
        };
        let mut missing = false;
        for cell in Cell::all() {
            let at = cell.index();
            match cells.state(cell) {
                State::Number => {
                    if let Some(count) = cells.count(cell) {
                        sums.known[at] = Known::Number;
                        sums.values[at] = count;
                    }
                }
                State::Blank | State::Dash => {
                    sums.known[at] = Known::Missing;
                    missing = true;
                }
                State::Text | State::Absent => {}
            }
        }
        if missing {
            sums.derive();
        }
        for at in 0..sums.plan.equations.len() {
            sums.assess(at);
        }
        sums
    }

    /// Derives blank totals, in the order of [`derivations`].
    fn derive(&mut self) {
        let plan = self.plan.clone();
        for at in &plan.derivations {
            let (at, equation) = (*at, &plan.equations[*at]);
            let total = equation.right[0];
            if self.known[total.index()] != Known::Missing {
                continue;
            }
            let any = |known| equation.left.iter().any(|cell| self.known[cell.index()] == known);
            if any(Known::Unread) || !(any(Known::Number) || any(Known::Derived)) {
                continue;
            }
            let sum = equation.left.iter().map(|cell| self.values[cell.index()]).sum();
            self.values[total.index()] = sum;
            self.known[total.index()] = Known::Derived;
            self.derived.push((total, at));
        }
    }

    fn assess(&mut self, at: usize) {
        let (mut residual, mut left_open, mut right_open) = (0_i64, false, false);
        for (cell, left) in self.plan.terms(at) {
            let cell = usize::from(*cell);
            match (self.known[cell], left) {
                (Known::Number | Known::Derived, true) => residual += self.values[cell],
                (Known::Number | Known::Derived, false) => residual -= self.values[cell],
                (Known::Missing, true) => left_open = true,
                (Known::Missing, false) => right_open = true,
                (Known::Unread, _) => return,
            }
        }
        // An unknown total says nothing; an unknown on either side of a balance could be anything.
        let sum = self.plan.equations[at].kind != EquationKind::Balance;
        if right_open && (left_open || sum) || self.derived.iter().any(|(_, from)| *from == at) {
            return;
        }
        let bit = 1 << at;
        self.assessed |= bit;
        self.residual[at] = residual;
        if residual != 0 {
            self.failing |= bit;
            if left_open && residual < 0 || right_open && residual > 0 {
                self.soft |= bit;
            }
        }
    }

    /// The figure that is printed in a cell, if it is a whole number.
    pub fn printed(&self, cell: Cell) -> Option<i64> {
        (self.known[cell.index()] == Known::Number).then(|| self.values[cell.index()])
    }

    /// An equation as a flag with every addend; `first` is the cell in question.
    pub fn flag(&self, at: usize, year: i16, first: Option<Cell>) -> Flag {
        let equation = &self.plan.equations[at];
        let mut cells: Vec<Cell> = equation.right.iter().chain(&equation.left).copied().collect();
        if let Some(place) = first.and_then(|first| cells.iter().position(|cell| *cell == first)) {
            cells[..=place].rotate_right(1);
        }
        let addends: Vec<Addend> = equation
            .terms()
            .map(|(cell, sign)| Addend {
                year,
                cell,
                number: match self.known[cell.index()] {
                    Known::Number | Known::Derived => Some(self.values[cell.index()] as f64),
                    Known::Missing | Known::Unread => None,
                },
                sign: sign as i8,
            })
            .collect();
        let side = |sign: i8| {
            addends.iter().filter(|a| a.sign == sign).filter_map(|a| a.number).sum::<f64>()
        };
        let soft = self.soft & 1 << at != 0;
        Flag {
            rule: rule_of(equation.kind).to_owned(),
            severity: if soft { Severity::Warning } else { Severity::Error },
            cells,
            expected: Some(side(1)),
            actual: Some(side(-1)),
            addends,
        }
    }
}

/// The rule that says that equations of this kind hold.
pub(super) const fn rule_of(kind: EquationKind) -> RuleId {
    match kind {
        EquationKind::Balance => "T3-BAL",
        EquationKind::Outcomes => "T3-RES",
        EquationKind::RowTotal => "T3-ROW",
        EquationKind::DisputeTotal => "T4-SUM",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{blank, cell, report, set};

    /// Failing and soft equations of one row: 7 = 4 + 3, with some cells changed.
    fn row(changes: &[(&str, Option<i64>)]) -> (usize, usize, bool) {
        let figures = [("requests.new.natural", 4), ("requests.new.business", 3)];
        let mut report = report(2024, &figures);
        for (key, number) in changes {
            match number {
                Some(number) => set(&mut report, key, *number),
                None => blank(&mut report, key),
            }
        }
        let sums = Sums::of(&report.cells);
        let at = sums
            .plan
            .equations
            .iter()
            .position(|e| e.right == [cell("requests.new.total")])
            .unwrap();
        let bit = 1 << at;
        let of = |mask: u64| usize::from(mask & bit != 0);
        (of(sums.failing), of(sums.soft), sums.assessed & bit != 0)
    }

    #[test]
    fn a_blank_is_neither_zero_nor_an_error() {
        let (natural, legal, total) =
            ("requests.new.natural", "requests.new.legal", "requests.new.total");
        for (changes, want, why) in [
            (vec![], (0, 0, true), "it ties"),
            (vec![(legal, None)], (0, 0, true), "the blank is proven to be zero"),
            (vec![(natural, None)], (1, 1, true), "the blank should be 4"),
            (vec![(legal, None), (total, Some(6))], (1, 0, true), "too much whatever the blank is"),
            (vec![(total, Some(8))], (1, 0, true), "plainly wrong"),
            (vec![(total, None)], (0, 0, false), "the total is derived"),
        ] {
            assert_eq!(row(&changes), want, "{why}");
        }
    }

    #[test]
    fn a_derived_total_stands_in_the_other_equations() {
        let mut report =
            report(2024, &[("requests.new.natural", 4), ("requests.granted.natural", 4)]);
        blank(&mut report, "requests.granted.total");
        let sums = Sums::of(&report.cells);
        assert_eq!(sums.failing, 0);
        assert_eq!(sums.derived.len(), 1);
        set(&mut report, "requests.closed.total", 5);
        let sums = Sums::of(&report.cells);
        let kinds: Vec<RuleId> =
            bits(sums.failing).map(|at| rule_of(sums.plan.equations[at].kind)).collect();
        assert_eq!(kinds, ["T3-BAL", "T3-RES", "T3-ROW"]);
    }

    #[test]
    fn text_makes_its_equations_unassessable() {
        let mut report = report(2024, &[("requests.new.natural", 4)]);
        let all = Sums::of(&report.cells).assessed.count_ones();
        report.cells.set_state(cell("requests.granted.natural"), State::Text, "4或5");
        let sums = Sums::of(&report.cells);
        assert_eq!(sums.assessed.count_ones(), all - 2, "its column's and its row's");
        assert_eq!(sums.failing, 0);
    }
}
