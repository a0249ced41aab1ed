//! The 勾稽关系: sums of the form that must tie.
//!
//! Table three with all its rows has 39 (seven balances and seven sums of outcomes by column, 25
//! totals by row), table four has three. They are derived from the rows that a document has, since
//! some reports print one undivided 其他处理 row where the form has three.

use super::{Cell, Column, DisputeColumn, DisputeGroup, Form, Role, Row, RowSet};
use std::sync::{Arc, LazyLock};

/// What an equation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EquationKind {
    /// 本年新收 + 上年结转 = 总计 + 结转下年度, printed on the form itself.
    Balance,
    /// The outcomes sum to 三(七) 总计.
    Outcomes,
    /// The six kinds of applicants sum to the row's 总计.
    RowTotal,
    /// The four results of table four sum to the group's 总计.
    DisputeTotal,
}

/// Where an equation stands: a column or a row of table three, or a group of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EquationPlace {
    /// A column of table three.
    Column(Column),
    /// A row of table three.
    Row(Row),
    /// A group of table four.
    Group(DisputeGroup),
}

/// Σ `left` = Σ `right`. The single cell of `right` is the printed total, but for a balance, which
/// has two cells on either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// What it says.
    pub kind: EquationKind,
    /// Where it stands.
    pub place: EquationPlace,
    /// The addends.
    pub left: Vec<Cell>,
    /// The total, or the other side of a balance.
    pub right: Vec<Cell>,
}

impl Equation {
    /// The cells with their signs in Σ left − Σ right.
    pub fn terms(&self) -> impl Iterator<Item = (Cell, i64)> + '_ {
        let left = self.left.iter().map(|cell| (*cell, 1));
        left.chain(self.right.iter().map(|cell| (*cell, -1)))
    }
}

static OF_2019: LazyLock<Arc<[Equation]>> =
    LazyLock::new(|| build(RowSet::of_form(Form::F2019)).into());
static OF_2021: LazyLock<Arc<[Equation]>> =
    LazyLock::new(|| build(RowSet::of_form(Form::F2021)).into());

/// The equations of a document with these rows in table three, and those of table four.
///
/// An equation whose total (or, for a balance, any side) has no row is left out.
pub fn equations(rows: RowSet) -> Arc<[Equation]> {
    for form in Form::ALL {
        if rows == RowSet::of_form(form) {
            return equations_of_form(form);
        }
    }
    build(rows).into()
}

/// The equations of a document that has just the rows of one version.
pub fn equations_of_form(form: Form) -> Arc<[Equation]> {
    match form {
        Form::F2019 => OF_2019.clone(),
        Form::F2021 => OF_2021.clone(),
    }
}

fn build(rows: RowSet) -> Vec<Equation> {
    let mut all = Vec::with_capacity(42);
    let has = |row| rows.contains(row);
    if [Row::NEW, Row::CARRIED_IN, Row::CLOSED, Row::CARRIED_OUT].into_iter().all(has) {
        for column in Column::ALL {
            all.push(Equation {
                kind: EquationKind::Balance,
                place: EquationPlace::Column(column),
                left: vec![Cell::request(Row::NEW, column), Cell::request(Row::CARRIED_IN, column)],
                right: vec![
                    Cell::request(Row::CLOSED, column),
                    Cell::request(Row::CARRIED_OUT, column),
                ],
            });
        }
    }
    let outcomes: Vec<Row> = rows.iter().filter(|row| row.role() == Role::Outcome).collect();
    if has(Row::CLOSED) && !outcomes.is_empty() {
        for column in Column::ALL {
            all.push(Equation {
                kind: EquationKind::Outcomes,
                place: EquationPlace::Column(column),
                left: outcomes.iter().map(|row| Cell::request(*row, column)).collect(),
                right: vec![Cell::request(Row::CLOSED, column)],
            });
        }
    }
    for row in rows.iter() {
        all.push(Equation {
            kind: EquationKind::RowTotal,
            place: EquationPlace::Row(row),
            left: Column::APPLICANTS.map(|column| Cell::request(row, column)).to_vec(),
            right: vec![Cell::request(row, Column::Total)],
        });
    }
    for group in DisputeGroup::ALL {
        let parts = [
            DisputeColumn::Upheld,
            DisputeColumn::Corrected,
            DisputeColumn::Other,
            DisputeColumn::Pending,
        ];
        all.push(Equation {
            kind: EquationKind::DisputeTotal,
            place: EquationPlace::Group(group),
            left: parts.map(|column| Cell::dispute(group, column)).to_vec(),
            right: vec![Cell::dispute(group, DisputeColumn::Total)],
        });
    }
    all
}

/// The equations that give a total which a document leaves blank, as positions in `all`, in the
/// order in which they are asked: what is derived first is an addend of what comes after.
///
/// 三(七) of a column from its outcomes, then the row totals, then 三(七) of the total column from
/// its row or, where that has not given it, from the outcomes; the groups of table four by themselves.
pub fn derivations(all: &[Equation]) -> Vec<usize> {
    let grand_total = Cell::request(Row::CLOSED, Column::Total);
    let pass = |kind: EquationKind, grand: bool| {
        all.iter().enumerate().filter(move |(_, equation)| {
            equation.kind == kind && (equation.right[0] == grand_total) == grand
        })
    };
    pass(EquationKind::Outcomes, false)
        .chain(pass(EquationKind::RowTotal, false))
        .chain(pass(EquationKind::RowTotal, true))
        .chain(pass(EquationKind::Outcomes, true))
        .chain(pass(EquationKind::DisputeTotal, false))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_2021_has_39_equations_in_table_three() {
        let count = |form, wanted: EquationKind| {
            equations_of_form(form).iter().filter(|e| e.kind == wanted).count()
        };
        assert_eq!(count(Form::F2021, EquationKind::Balance), 7);
        assert_eq!(count(Form::F2021, EquationKind::Outcomes), 7);
        assert_eq!(count(Form::F2021, EquationKind::RowTotal), 25);
        assert_eq!(count(Form::F2021, EquationKind::DisputeTotal), 3);
        assert_eq!(count(Form::F2019, EquationKind::RowTotal), 23);
    }

    #[test]
    fn a_total_is_derived_after_its_addends() {
        for form in Form::ALL {
            let all = equations_of_form(form);
            let order = derivations(&all);
            let sums = all.iter().filter(|equation| equation.kind != EquationKind::Balance).count();
            assert_eq!(order.len(), sums, "every sum once");
            for (nth, at) in order.iter().enumerate() {
                let later = &order[nth + 1..];
                let total = |other: &usize| all[*other].right[0];
                assert!(!later.iter().any(|other| all[*at].left.contains(&total(other))), "{at}");
            }
        }
    }

    #[test]
    fn an_undivided_other_row_stands_in_for_the_three() {
        let mut rows = RowSet::of_form(Form::F2019);
        assert!(rows.contains(Row::OTHER_ALL));
        let column = Column::Natural;
        let outcomes = |rows| {
            equations(rows)
                .iter()
                .find(|e| {
                    e.kind == EquationKind::Outcomes && e.place == EquationPlace::Column(column)
                })
                .map(|e| e.left.len())
        };
        assert_eq!(outcomes(rows), Some(19));
        rows.insert(Row::from_key("other.misc").unwrap());
        assert_eq!(outcomes(rows), Some(20));
        assert_eq!(outcomes(RowSet::default()), None);
    }
}
