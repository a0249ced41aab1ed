//! Where one is in the explorer: to go back to, and to keep until next time.

use crate::form::{Cell, Section};
use crate::record::FindingId;
use crate::tui::screen::compare::Axis;
use serde::{Deserialize, Serialize};

/// The name of the setting that keeps the place with the database.
pub const SETTING: &str = "tui.place";

/// One of the five screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The tree of agencies.
    Agencies,
    /// One report.
    Report,
    /// The comparison.
    Compare,
    /// The findings.
    Findings,
    /// The matrix of reports.
    Coverage,
}

impl Screen {
    /// The screens in the order of their numbers.
    pub const ALL: [Screen; 5] =
        [Screen::Agencies, Screen::Report, Screen::Compare, Screen::Findings, Screen::Coverage];
}

/// A place to go back to. Agencies are kept by number: a place belongs to one database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The tree, with the agency of the cursor and what was typed.
    Agencies {
        /// The agency of the cursor.
        agency: Option<i64>,
        /// What was typed.
        filter: String,
    },
    /// A report.
    Report {
        /// The agency.
        agency: i64,
        /// The year.
        year: i16,
        /// The part.
        section: Section,
        /// The cell.
        cell: Cell,
    },
    /// A comparison.
    Compare {
        /// The agencies.
        agencies: Vec<i64>,
        /// What the columns are.
        #[serde(default)]
        axis: Axis,
        /// The agency of the cursor.
        #[serde(default)]
        agency: Option<i64>,
        /// The year of the cursor.
        year: Option<i16>,
        /// The cell.
        cell: Cell,
    },
    /// The list of findings.
    Findings {
        /// What was typed.
        filter: String,
        /// The finding of the cursor.
        finding: Option<String>,
        /// Whether the walkthrough is open.
        walk: bool,
    },
    /// The matrix.
    Coverage {
        /// What was typed.
        filter: String,
    },
}

impl Place {
    /// The screen on which it is.
    pub fn screen(&self) -> Screen {
        match self {
            Place::Agencies { .. } => Screen::Agencies,
            Place::Report { .. } => Screen::Report,
            Place::Compare { .. } => Screen::Compare,
            Place::Findings { .. } => Screen::Findings,
            Place::Coverage { .. } => Screen::Coverage,
        }
    }
}

/// What is kept until next time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Where one was.
    pub here: Option<Place>,
    /// The report that screen 2 showed.
    pub report: Option<Place>,
    /// The comparison that screen 3 showed.
    pub compare: Option<Place>,
    /// The agencies chosen for comparison.
    pub basket: Vec<i64>,
}

impl Kept {
    /// What was kept, or nothing where it cannot be read: a place is never worth an error.
    pub fn parse(text: &str) -> Kept {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As text.
    pub fn to_text(&self) -> String {
        // Plain data with string keys cannot fail to serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The finding of a kept place.
pub fn finding(text: &str) -> Option<FindingId> {
    FindingId::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Column, Row};

    #[test]
    fn a_place_survives_being_kept() {
        let kept = Kept {
            here: Some(Place::Report {
                agency: 7,
                year: 2024,
                section: Section::Requests,
                cell: Cell::request(Row::NEW, Column::Total),
            }),
            basket: vec![7, 9],
            ..Kept::default()
        };
        assert_eq!(Kept::parse(&kept.to_text()), kept);
        assert_eq!(Kept::parse("{\"here\":{\"moon\":1}}"), Kept::default());
    }
}
