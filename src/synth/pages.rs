//! A report as the pieces of a page, before a layout gives them a shape.

use super::dice::Dice;
use super::sheet::{Sheet, Wording, sheets};
use crate::form::Section;
use crate::record::{Agency, AgencyKind, Report};

/// A piece of a page, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// The title of the report.
    Title(String),
    /// The heading of a numbered part.
    Heading(String),
    /// A paragraph of prose.
    Paragraph(String),
    /// A table.
    Table(Sheet),
}

/// A page to be printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Who reports, in full and with its place.
    pub agency: Agency,
    /// The year reported on.
    pub year: i16,
    /// The site on which the page stands: 云澜市人民政府门户网站.
    pub site: String,
    /// The day of publication as the page states it, `2024-01-15`, where it does.
    pub date: Option<String>,
    /// The pieces in order.
    pub pieces: Vec<Piece>,
}

impl Page {
    /// The pieces of a report; `wording` words the labels of its tables. A table stands at the end
    /// of its part, and a part without a heading has none on the page either.
    pub fn new(agency: &Agency, report: &Report, wording: &Wording) -> Page {
        let mut pieces = Vec::new();
        if !report.title.is_empty() {
            pieces.push(Piece::Title(report.title.clone()));
        }
        let mut tables = sheets(report, wording);
        for section in Section::ALL {
            for passage in report.passages.iter().filter(|p| p.section == section) {
                pieces.push(match &passage.heading {
                    Some(heading) => Piece::Heading(heading.clone()),
                    None => Piece::Paragraph(passage.text.clone()),
                });
            }
            if let Some(at) = tables.iter().position(|sheet| sheet.table.section() == section) {
                pieces.push(Piece::Table(tables.remove(at)));
            }
        }
        let date = report.published.map(|date| date.to_string());
        Page { agency: agency.clone(), year: report.year, site: site(agency), date, pieces }
    }

    /// A page in a wording of its own, the same for the same agency.
    pub fn varied(seed: u64, agency: &Agency, report: &Report) -> Page {
        let mut dice = Dice::named(seed, "wording", &agency.name);
        Page::new(agency, report, &Wording::vary(&mut dice))
    }

    /// The title, empty where there is none.
    pub fn title(&self) -> &str {
        self.pieces
            .iter()
            .find_map(|piece| match piece {
                Piece::Title(title) => Some(title.as_str()),
                _ => None,
            })
            .unwrap_or("")
    }

    /// The tables.
    pub fn tables(&self) -> impl Iterator<Item = &Sheet> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Table(sheet) => Some(sheet),
            _ => None,
        })
    }
}

/// The site of the nearest government.
fn site(agency: &Agency) -> String {
    let place = &agency.place;
    if agency.kind == AgencyKind::Zone && place.province.is_empty() {
        return agency.printed.clone();
    }
    // County sites carry the pages of their towns; a region is named once with its own parent.
    let near = [&place.county, &place.city, &place.province]
        .into_iter()
        .find(|part| !part.is_empty())
        .map_or(agency.printed.as_str(), |part| part);
    format!("{near}人民政府门户网站")
}
