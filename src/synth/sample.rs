//! The fictional half of the sample: the province's reports from 2019 to 2025, errors included, as
//! files with a manifest.

use super::dice::Dice;
use super::layouts::LAYOUTS;
use super::pages::{Page, Piece};
use super::plant::{Fate, Planted, Site, plant};
use super::{agencies, figures};
use crate::form::Cell;
use crate::record::{Agency, Report, State};

/// The seed of the sample that is shipped.
pub const SEED: u64 = 2019;

/// A file of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the sample, `云澜市财政局-2023.html`.
    pub path: String,
    /// The agency's full name.
    pub agency: String,
    /// The year reported on.
    pub year: i16,
    /// The day of publication, `2024-01-15`, or nothing.
    pub published: String,
    /// The layout's name.
    pub layout: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The province's reports in order, without an error.
pub fn untouched(seed: u64) -> Vec<Site> {
    let agencies = agencies::province().into_iter();
    agencies.map(|agency| Site::untouched(seed, agency, 2019..=2025)).collect()
}

/// The province's reports with errors planted, and the list of them.
pub fn sites(seed: u64) -> (Vec<Site>, Vec<Planted>) {
    let mut sites = untouched(seed);
    let planted = plant(seed, &mut sites);
    for site in &mut sites {
        for draft in site.drafts.iter_mut().filter(|draft| !draft.taken) {
            let name = format!("{}@{}", site.agency.name, draft.report.year);
            let mut dice = Dice::named(seed, "dress", &name);
            if dice.chance(150) {
                figures::dress(&mut draft.report.cells, &mut dice);
            }
        }
    }
    (sites, planted)
}

/// The files of the sites, in the order of agencies and years. A re-issued report has two.
pub fn files(seed: u64, sites: &[Site]) -> Vec<File> {
    let mut files = Vec::new();
    for site in sites {
        for draft in &site.drafts {
            if let Some(before) = &draft.before {
                files.push(file(seed, &site.agency, before, Fate::Page, "-原"));
            }
            if draft.fate != Fate::Missing {
                files.push(file(seed, &site.agency, &draft.report, draft.fate, ""));
            }
        }
    }
    files
}

fn file(seed: u64, agency: &Agency, report: &Report, fate: Fate, suffix: &str) -> File {
    let mut page = Page::varied(seed, agency, report);
    // A page on which an empty cell leaves no trace would hide which cells are empty.
    let blank = Cell::all().any(|cell| report.cells.state(cell) == State::Blank);
    let exact: Vec<_> =
        LAYOUTS.iter().filter(|layout| layout.exact && (layout.blanks || !blank)).collect();
    // An agency keeps its layout until its site is redone.
    let redone = if report.year < 2022 { "before" } else { "after" };
    let mut dice = Dice::named(seed, "layout", &format!("{}@{redone}", agency.name));
    let layout = *dice.pick(&exact);
    if fate != Fate::Page {
        page.pieces.retain(|piece| !matches!(piece, Piece::Table(_)));
    }
    let (layout_name, extension, bytes) = match fate {
        Fate::Page | Fate::Missing => (layout.name, layout.extension, (layout.render)(&page)),
        Fate::Picture => ("picture", "html", picture(&page)),
        Fate::Attachment => ("attachment", "html", attachment(&page)),
    };
    File {
        path: format!("{}-{}{suffix}.{extension}", agency.name, report.year),
        agency: agency.name.clone(),
        year: report.year,
        published: report.published.map(|day| day.to_string()).unwrap_or_default(),
        layout: layout_name,
        bytes,
    }
}

/// A page whose tables are pictures.
fn picture(page: &Page) -> Vec<u8> {
    let mut out = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n",
        page.title()
    );
    for (at, piece) in page.pieces.iter().enumerate() {
        match piece {
            Piece::Title(text) => out += &format!("<h1>{text}</h1>\n"),
            Piece::Heading(text) => {
                out += &format!("<h2>{text}</h2>\n");
                if ["二、", "三、", "四、"].iter().any(|number| text.starts_with(number)) {
                    out += &format!("<p><img src=\"files/{at}.png\" alt=\"\"/></p>\n");
                }
            }
            Piece::Paragraph(text) => out += &format!("<p>{text}</p>\n"),
            Piece::Table(_) => {}
        }
    }
    (out + "</body></html>\n").into_bytes()
}

/// A page that has a link to the report and nothing else.
fn attachment(page: &Page) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n\
         <h1>{title}</h1>\n<p>发布时间：{date}　来源：{agency}</p>\n\
         <p>附件：<a href=\"files/report.pdf\">{title}.pdf</a></p>\n</body></html>\n",
        title = page.title(),
        date = page.date.as_deref().unwrap_or(""),
        agency = page.agency.printed,
    )
    .into_bytes()
}

/// The list of planted errors as CSV: `rule,agency,year,cells,what`.
pub fn planted_csv(planted: &[Planted]) -> String {
    let mut out = String::from("rule,agency,year,cells,what\n");
    for one in planted {
        let cells: Vec<&str> = one.cells.iter().map(|cell| cell.key()).collect();
        let what = one.what.replace(',', "，");
        out += &format!("{},{},{},{},{what}\n", one.rule, one.agency, one.year, cells.join(" "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn files_have_their_own_paths_and_repeat() {
        let (all, _) = sites(SEED);
        let printed = files(SEED, &all[..40]);
        let paths: HashSet<&str> = printed.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.len(), printed.len());
        assert_eq!(printed, files(SEED, &sites(SEED).0[..40]));
    }
}
