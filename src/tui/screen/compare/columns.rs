//! The columns of a comparison: the years of one agency, several agencies in one year, or both.

use crate::form::Form;
use crate::record::Agency;
use crate::store::{AgencyId, ReportRow};
use crate::text::Text;
use crate::tui::request::Compared;

/// What the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// The years of one agency.
    #[default]
    Years,
    /// Several agencies in one year.
    Agencies,
    /// Several agencies, each over its years.
    Both,
}

impl Axis {
    /// All of them, in the order of the key that switches.
    pub const ALL: [Axis; 3] = [Axis::Years, Axis::Agencies, Axis::Both];

    /// The name for people.
    pub const fn label(self) -> Text {
        match self {
            Axis::Years => Text::new("历年", "years"),
            Axis::Agencies => Text::new("机关", "agencies"),
            Axis::Both => Text::new("机关×年", "both"),
        }
    }

    /// The one after it.
    pub fn next(self) -> Axis {
        let at = Axis::ALL.iter().position(|axis| *axis == self).unwrap_or(0);
        Axis::ALL[(at + 1) % Axis::ALL.len()]
    }
}

/// A column: an agency in a year, with its report where there is one.
#[derive(Debug, Clone)]
pub struct CompareColumn {
    /// The agency.
    pub id: AgencyId,
    /// The year.
    pub year: i16,
    /// The report; a year without one keeps its place.
    pub report: Option<ReportRow>,
}

impl CompareColumn {
    /// The form that the report follows.
    pub fn form(&self) -> Option<Form> {
        self.report.as_ref().map(|report| report.form)
    }
}

/// More years than these are never compared: one misread as 1899 must not draw a century of gaps.
const MOST_YEARS: i16 = 20;

/// The columns of an axis. `agency` and `year` are those that stand fast where one of them does;
/// `last` is the newest year of the database, up to which a year can be missing.
pub fn columns(
    compared: &[Compared],
    axis: Axis,
    agency: Option<AgencyId>,
    year: Option<i16>,
    last: Option<i16>,
) -> Vec<CompareColumn> {
    let column = |of: &Compared, year: i16| CompareColumn {
        id: of.id,
        year,
        report: of.reports.iter().find(|report| report.year == year).cloned(),
    };
    let of_years = |of: &[&Compared], all: &[&Compared]| -> Vec<CompareColumn> {
        let years = || all.iter().flat_map(|it| it.reports.iter().map(|report| report.year));
        let (Some(low), Some(high)) = (years().min(), years().max().max(last)) else {
            return Vec::new();
        };
        let low = low.max(high - MOST_YEARS);
        of.iter().flat_map(|it| (low..=high).map(move |year| column(it, year))).collect()
    };
    let all: Vec<&Compared> = compared.iter().collect();
    match axis {
        Axis::Years => {
            let one = all.iter().find(|it| Some(it.id) == agency).or(all.first());
            let one: Vec<&Compared> = one.into_iter().copied().collect();
            of_years(&one, &one)
        }
        Axis::Agencies => match year {
            Some(year) => all.iter().map(|it| column(it, year)).collect(),
            None => Vec::new(),
        },
        Axis::Both => of_years(&all, &all),
    }
}

/// Names that tell agencies apart in little room: without the places, unless that leaves two alike.
pub fn short_names(agencies: &[&Agency]) -> Vec<String> {
    let bare = |agency: &Agency| {
        let mut rest = agency.name.as_str();
        for part in agency.place.parts() {
            rest = rest.strip_prefix(part).unwrap_or(rest);
        }
        rest.to_owned()
    };
    let same = |a: &Agency, b: &Agency| a.name != b.name && bare(a) == bare(b);
    agencies
        .iter()
        .map(|agency| {
            let name = bare(agency);
            let place = agency.place.parts().last().unwrap_or_default();
            if name.is_empty() {
                agency.printed.clone()
            } else if agencies.iter().any(|other| same(agency, other)) {
                format!("{place}{name}")
            } else {
                name
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture::{agency, report_rows};

    fn compared(id: i64, name: &str, years: &[i16]) -> Compared {
        let years: Vec<(i16, &[(&str, f64)])> = years.iter().map(|year| (*year, &[][..])).collect();
        let agency = agency(name);
        let reports = report_rows(&agency, &years);
        Compared { id: AgencyId(id), agency, reports }
    }

    #[test]
    fn a_missing_year_keeps_its_place_on_every_axis() {
        let all = [
            compared(1, "某市教育局", &[2021, 2023]),
            compared(2, "某市财政局", &[2022, 2023, 2024]),
        ];
        let marks = |axis, agency: Option<i64>, year| -> Vec<String> {
            let columns = columns(&all, axis, agency.map(AgencyId), year, Some(2024));
            let mark = |it: &CompareColumn| if it.report.is_some() { "" } else { "-" };
            columns.iter().map(|it| format!("{}:{}{}", it.id.0, it.year, mark(it))).collect()
        };
        for (axis, agency, year, want) in [
            (Axis::Years, Some(1), None, "1:2021 1:2022- 1:2023 1:2024-"),
            (Axis::Years, Some(2), None, "2:2022 2:2023 2:2024"),
            (Axis::Agencies, None, Some(2022), "1:2022- 2:2022"),
            (Axis::Both, None, None, "1:2021 1:2022- 1:2023 1:2024- 2:2021- 2:2022 2:2023 2:2024"),
        ] {
            assert_eq!(marks(axis, agency, year).join(" "), want, "{axis:?}");
        }
        assert!(columns(&[], Axis::Both, None, None, Some(2024)).is_empty());
    }
}
