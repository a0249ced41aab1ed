//! The statutory form as data: its cells, rows, columns, labels and equations.
//!
//! Two versions are in use: [`Form::F2019`] (国办公开办函〔2019〕60号, trial, for 2019 and 2020) and
//! [`Form::F2021`] (国办公开办函〔2021〕30号, since then). They share most cells; [`Cell::all`] is the
//! union. A cell's [key](Cell::key) is its name in the database, the exports and on the screen.
//!
//! This module knows nothing of documents, databases or screens, and everything builds on it.

mod cell;
mod disclosure;
mod disputes;
mod equation;
mod requests;
mod section;

pub use cell::{Cell, CellInfo, Kind, Unit};
pub use disputes::{DisputeColumn, DisputeGroup};
pub use equation::{
    Equation, EquationKind, EquationPlace, derivations, equations, equations_of_form,
};
pub use requests::{Column, Role, Row, RowSet};
pub use section::Section;

use serde::{Deserialize, Serialize};

/// A version of the statutory form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// 国办公开办函〔2019〕60号, for the reports of 2019 and 2020.
    #[serde(rename = "2019")]
    F2019,
    /// 国办公开办函〔2021〕30号, for the reports of 2021 and later.
    #[serde(rename = "2021")]
    F2021,
}

impl Form {
    /// Both versions, older first.
    pub const ALL: [Form; 2] = [Form::F2019, Form::F2021];

    /// The version's name in files and outputs: `2019` or `2021`.
    pub const fn name(self) -> &'static str {
        match self {
            Form::F2019 => "2019",
            Form::F2021 => "2021",
        }
    }

    /// The version of that [name](Form::name).
    pub fn from_name(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The version that a report for `year` has to follow.
    pub const fn for_year(year: i16) -> Form {
        if year <= 2020 { Form::F2019 } else { Form::F2021 }
    }

    /// The circular that prescribes the version.
    pub const fn circular(self) -> &'static str {
        match self {
            Form::F2019 => "国办公开办函〔2019〕60号",
            Form::F2021 => "国办公开办函〔2021〕30号",
        }
    }
}

/// One of the three tables with figures, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Table {
    /// Part two, 主动公开政府信息情况.
    Disclosure,
    /// Part three, 收到和处理政府信息公开申请情况.
    Requests,
    /// Part four, 政府信息公开行政复议、行政诉讼情况.
    Disputes,
}

impl Table {
    /// The three tables in the order of the form.
    pub const ALL: [Table; 3] = [Table::Disclosure, Table::Requests, Table::Disputes];

    /// The first part of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            Table::Disclosure => "disclosure",
            Table::Requests => "requests",
            Table::Disputes => "disputes",
        }
    }

    /// The table of that [key](Table::key).
    pub fn from_key(key: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.key() == key)
    }

    /// The table's title as the form words it, and in English.
    pub const fn title(self) -> crate::text::Text {
        self.section().title()
    }

    /// The numbered part of the report in which the table stands.
    pub const fn section(self) -> Section {
        match self {
            Table::Disclosure => Section::Disclosure,
            Table::Requests => Section::Requests,
            Table::Disputes => Section::Disputes,
        }
    }
}
