//! Which cell is wrong: the tables' sums as an error-correcting code.
//!
//! Each cell of table three stands in its own set of equations (a column's balance or outcomes or
//! both, and its row's total), so one wrong cell is named by the set that fails, and the common
//! residual says what it should be. Any two sets of wrong cells that leave the same residuals
//! differ in at least four cells, therefore two wrong cells never look like one. The principle
//! is the minimal change of Fellegi and Holt, *A Systematic Approach to Automatic Edit and
//! Imputation*, JASA 71 (1976).

use super::sums::{Known, Sums, bits};
use crate::form::{Cell, Column};

/// One cell changed from what is printed to what would explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// The cell.
    pub cell: Cell,
    /// What is printed; `None` for a blank.
    pub from: Option<i64>,
    /// What would explain: a whole number that is not negative.
    pub to: i64,
}

/// What explains the failing equations of table three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// One cell, and only one.
    One(Change),
    /// No one cell, but one pair, and only one.
    Two([Change; 2]),
    /// No cell and no pair, or more than one.
    Several,
}

/// A cause, and what the years beside say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Located {
    /// The cause.
    pub cause: Cause,
    /// Whether last or next year's figures ask for the same repair (`true`) or for what is
    /// printed (`false`); `None` where they say nothing.
    pub witness: Option<bool>,
    /// One cell explains, but with equations that cannot be assessed (a total is not printed) a
    /// pair would do as well: the code is weaker there, and two wrong cells may look like one.
    pub doubt: bool,
}

/// In which equations the cells stand, with derived totals resolved into their addends: a wrong
/// addend carries over into every equation in which its derived total is used.
struct Incidence {
    coefficients: Vec<[i8; 64]>,
    masks: Vec<u64>,
}

impl Incidence {
    fn of(sums: &Sums) -> Incidence {
        let mut coefficients = vec![[0_i8; 64]; Cell::COUNT];
        for (at, equation) in sums.plan.equations.iter().enumerate() {
            for (cell, sign) in equation.terms() {
                coefficients[cell.index()][at] += sign as i8;
            }
        }
        // The last derived may be an addend's total of a total: resolve from there back.
        for (total, from) in sums.derived.iter().rev() {
            let of_total = coefficients[total.index()];
            for addend in &sums.plan.equations[*from].left {
                for (at, coefficient) in of_total.iter().enumerate() {
                    coefficients[addend.index()][at] += coefficient;
                }
            }
        }
        let assessed = sums.assessed & sums.plan.requests;
        let masks = coefficients
            .iter()
            .map(|row| bits(assessed).filter(|at| row[*at] != 0).fold(0, |mask, at| mask | 1 << at))
            .collect();
        Incidence { coefficients, masks }
    }

    /// The difference d of a cell that is `residual` in equation `at`, if it is a whole number.
    fn difference(&self, cell: Cell, at: usize, residual: i64) -> Option<i64> {
        let coefficient = i64::from(self.coefficients[cell.index()][at]);
        (coefficient != 0 && residual % coefficient == 0).then(|| residual / coefficient)
    }
}

/// What explains the failing equations of table three. `witness` is what another year's report
/// says that a cell should be.
pub(super) fn locate(sums: &Sums, witness: &dyn Fn(Cell) -> Option<i64>) -> Located {
    let failing = sums.failing & sums.plan.requests;
    let incidence = Incidence::of(sums);
    let changeable: Vec<Cell> = Cell::of_table(crate::form::Table::Requests)
        .filter(|cell| matches!(sums.known[cell.index()], Known::Number | Known::Missing))
        .filter(|cell| incidence.masks[cell.index()] & failing != 0)
        .collect();
    let change = |cell: Cell, d: i64| {
        let to = sums.values[cell.index()] - d;
        (d != 0 && to >= 0).then_some(Change { cell, from: sums.printed(cell), to })
    };

    let mut singles = Vec::new();
    for cell in &changeable {
        if incidence.masks[cell.index()] != failing {
            continue;
        }
        let mut differences =
            bits(failing).map(|at| incidence.difference(*cell, at, sums.residual[at]));
        let Some(Some(d)) = differences.next() else { continue };
        if differences.all(|other| other == Some(d)) {
            singles.extend(change(*cell, d).map(|single| [single]));
        }
    }
    let pairs = || pairs(sums, &incidence, &changeable, failing, &change);
    if singles.is_empty() {
        return choose(&pairs(), witness, Cause::Two);
    }
    let whole = sums.assessed & sums.plan.requests == sums.plan.requests;
    let mut located = choose(&singles, witness, |[single]| Cause::One(single));
    let alike = changeable.iter().filter(|c| incidence.masks[c.index()] == failing).count() > 1;
    located.doubt =
        !whole && matches!(located.cause, Cause::One(_)) && (alike || !pairs().is_empty());
    located
}

/// The pairs of cells that explain, each with its repairs.
fn pairs(
    sums: &Sums,
    incidence: &Incidence,
    changeable: &[Cell],
    failing: u64,
    change: &dyn Fn(Cell, i64) -> Option<Change>,
) -> Vec<[Change; 2]> {
    let mut pairs = Vec::new();
    for (nth, one) in changeable.iter().enumerate() {
        for two in &changeable[nth + 1..] {
            let (m1, m2) = (incidence.masks[one.index()], incidence.masks[two.index()]);
            if (m1 | m2) & failing != failing || (m1 ^ m2) & !failing != 0 {
                continue;
            }
            // One of the two stands alone in some equation; what it leaves in another is the
            // other's. Two that never do are one to the equations.
            let (own1, own2) = (m1 & !m2, m2 & !m1);
            let solve = |first: &Cell, own: u64, second: &Cell, mask: u64| {
                let (at, then) = (own.trailing_zeros() as usize, mask.trailing_zeros() as usize);
                let d = incidence.difference(*first, at, sums.residual[at])?;
                let by = i64::from(incidence.coefficients[first.index()][then]) * d;
                Some((d, incidence.difference(*second, then, sums.residual[then] - by)?))
            };
            let solved = if own1 != 0 {
                solve(one, own1, two, m2)
            } else if own2 != 0 {
                solve(two, own2, one, m1).map(|(d2, d1)| (d1, d2))
            } else {
                None
            };
            let Some((d1, d2)) = solved else { continue };
            let ties = bits(m1 | m2).all(|at| {
                let by = |cell: &Cell, d| i64::from(incidence.coefficients[cell.index()][at]) * d;
                by(one, d1) + by(two, d2) == sums.residual[at]
            });
            if ties && let (Some(one), Some(two)) = (change(*one, d1), change(*two, d2)) {
                pairs.push([one, two]);
            }
        }
    }
    pairs
}

/// The one explanation, or the one among several that another year's report asks for.
fn choose<const N: usize>(
    sets: &[[Change; N]],
    witness: &dyn Fn(Cell) -> Option<i64>,
    cause: impl Fn([Change; N]) -> Cause,
) -> Located {
    let says = |change: &Change| witness(change.cell);
    let backed = |set: &[Change; N]| set.iter().all(|change| says(change) == Some(change.to));
    match sets {
        [] => Located { cause: Cause::Several, witness: None, doubt: false },
        [only] => {
            let against = only.iter().any(|c| says(c).is_some() && says(c) == c.from);
            let witness = if backed(only) { Some(true) } else { against.then_some(false) };
            Located { cause: cause(*only), witness, doubt: false }
        }
        many => {
            let mut backed = many.iter().filter(|set| backed(set));
            match (backed.next(), backed.next()) {
                (Some(one), None) => {
                    Located { cause: cause(*one), witness: Some(true), doubt: false }
                }
                _ => Located { cause: Cause::Several, witness: None, doubt: false },
            }
        }
    }
}

/// Whether a pair is one figure in the wrong column: two applicants of one row, as much too many
/// here as too few there.
pub(super) fn is_shift(pair: &[Change; 2]) -> bool {
    let [one, two] = pair.map(|change| change.cell.as_request());
    let (Some((r1, c1)), Some((r2, c2))) = (one, two) else { return false };
    r1 == r2 && c1 != Column::Total && c2 != Column::Total && off(&pair[0]) == -off(&pair[1])
}

/// By how much a cell is too large.
pub(super) fn off(change: &Change) -> i64 {
    change.from.unwrap_or(0) - change.to
}
