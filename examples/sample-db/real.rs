//! The real half of the sample: published figures of real agencies, on pages with words of our own.
//!
//! `reports.csv` says who, when and in which layout; `figures.csv` has the figures as published,
//! errors included. The pages are kept in the repository beside them.

use anyhow::{Context, Result, anyhow, ensure};
use gouji::form::{Cell, Form};
use gouji::record::{Agency, AgencyKind, Cells, Level, Place, Report, State, decimal};
use gouji::synth::pages::Page;
use gouji::synth::plant;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{layouts, sample};
use serde::Deserialize;
use std::path::Path;

/// A row of `reports.csv`.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The page's name without its ending, `pingtan-2019`.
    pub report: String,
    /// The layout's name.
    pub layout: String,
    /// The year reported on.
    pub year: i16,
    form: Form,
    /// The day of publication, where it is known.
    pub published: String,
    title: String,
    name: String,
    printed: String,
    province: String,
    city: String,
    county: String,
    town: String,
    code: u32,
    kind: AgencyKind,
    level: Level,
    /// The agency or file under which the figures stand in the lists that they were taken from.
    pub source: String,
}

#[derive(Debug, Deserialize)]
struct Figure {
    report: String,
    cell: String,
    state: State,
    value: String,
    raw: String,
}

impl Entry {
    fn agency(&self) -> Agency {
        let place = Place {
            code: self.code,
            province: self.province.clone(),
            city: self.city.clone(),
            county: self.county.clone(),
            town: self.town.clone(),
        };
        let (name, printed) = (self.name.clone(), self.printed.clone());
        Agency { name, printed, place, kind: self.kind, level: self.level }
    }
}

/// The reports of the folder with their figures and words.
pub fn reports(folder: &Path) -> Result<Vec<(Entry, Agency, Report)>> {
    let figures: Vec<Figure> = csv::Reader::from_path(folder.join("figures.csv"))?
        .deserialize()
        .collect::<Result<_, _>>()?;
    let mut all = Vec::new();
    for entry in csv::Reader::from_path(folder.join("reports.csv"))?.deserialize() {
        let entry: Entry = entry?;
        let mut cells = Cells::default();
        for figure in figures.iter().filter(|figure| figure.report == entry.report) {
            let cell = Cell::from_key(&figure.cell)
                .with_context(|| format!("no cell is called '{}'", figure.cell))?;
            if figure.state == State::Number {
                let number: f64 = figure.value.parse()?;
                let plain = decimal(number);
                let raw = if figure.raw.is_empty() { &plain } else { &figure.raw };
                cells.set_number(cell, number, raw);
            } else {
                cells.set_state(cell, figure.state, &figure.raw);
            }
        }
        let source = &entry.source;
        ensure!(cells.present() > 0, "'{}' has no figures of '{source}'", entry.report);
        let agency = entry.agency();
        let mut report = Report {
            year: entry.year,
            form: entry.form,
            published: entry.published.parse().ok(),
            title: entry.title.clone(),
            cells,
            passages: Vec::new(),
            earlier: None,
        };
        report.passages = prose::write(sample::SEED, &agency, &report, Voice::Plain);
        if entry.report == TAMPERED {
            plant::tamper(&mut report, "关于");
        }
        all.push((entry, agency, report));
    }
    Ok(all)
}

/// The page that was hacked when its figures were taken: every 关于 had become advertising.
const TAMPERED: &str = "heyang-2020";

/// The pages: their paths below `pages/` and their bytes.
pub fn pages(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    reports(folder)?
        .into_iter()
        .map(|(entry, agency, report)| {
            let layout = layouts::by_name(&entry.layout)
                .ok_or_else(|| anyhow!("no layout is called '{}'", entry.layout))?;
            let page = Page::varied(sample::SEED, &agency, &report);
            let path = format!("{}.{}", entry.report, layout.extension);
            Ok((path, (layout.render)(&page)))
        })
        .collect()
}
