//! The list behind the jump box, and what its entries lead to.

use super::action::{ACTIONS, Action};
use super::sheet::cell_name;
use crate::check;
use crate::find::{Entry, Hit, Index, Kind, Options, Query, Searcher};
use crate::form::{Cell, Section};
use crate::record::{FindingId, Severity};
use crate::store::{AgencyId, FindingFilter, NameRow, Position, Result, Store};
use crate::text::Lang;
use std::collections::BTreeMap;

/// What an entry leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// An action.
    Action(Action),
    /// An agency.
    Agency(AgencyId),
    /// A report of an agency.
    Report(AgencyId, i16),
    /// A place, by name.
    Place(String),
    /// A part of the report that is named, or else of the open one.
    Section(Option<(AgencyId, i16)>, Section),
    /// A cell of the report that is named, or else of the open one.
    Cell(Option<(AgencyId, i16)>, Cell),
    /// A rule, by name.
    Rule(String),
    /// A finding.
    Finding(FindingId),
}

/// A line of the jump box.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its number in the list.
    pub row: u32,
    /// What it leads to.
    pub target: Target,
    /// The text.
    pub text: String,
    /// The characters of it that match, in order.
    pub marks: Vec<u16>,
    /// What else belongs to it: the year, the cell within the report.
    pub detail: String,
    /// The characters of that which match.
    pub detail_marks: Vec<u16>,
}

/// The list and what searches it.
pub struct Lookup {
    index: Index,
    searcher: Searcher,
    places: Vec<String>,
    lang: Lang,
}

/// How many findings are listed; those further down the queue are reached by filtering.
const MOST_FINDINGS: usize = 5000;
/// How many lines the box is given.
pub const MOST_FOUND: usize = 100;

impl Lookup {
    /// Lists everything that one can jump to; `None` where nobody wants it any more.
    pub fn new(store: &Store, lang: Lang, wanted: &dyn Fn() -> bool) -> Result<Option<Lookup>> {
        let mut lookup =
            Lookup { index: Index::new(), searcher: Searcher::new(), places: Vec::new(), lang };
        if !lookup.list_agencies(store, wanted)? {
            return Ok(None);
        }
        lookup.list_form();
        lookup.list_findings(store)?;
        lookup.index.shrink();
        Ok(Some(lookup))
    }

    fn list_agencies(&mut self, store: &Store, wanted: &dyn Fn() -> bool) -> Result<bool> {
        let mut places: BTreeMap<String, u32> = BTreeMap::new();
        let mut all = true;
        store.names(&mut |row| {
            self.add_agency(&row);
            let place = row.place;
            for name in [&place.province, &place.city, &place.county] {
                match places.get_mut(name) {
                    Some(count) => *count += 1,
                    None if name.is_empty() => {}
                    None => drop(places.insert(name.clone(), 1)),
                }
            }
            all = wanted();
            all
        })?;
        // A place with one agency is that agency: two lines for it would only be in the way.
        let several = places.into_iter().filter(|(_, count)| *count > 1);
        self.places = several.map(|(name, _)| name).collect();
        for (at, name) in self.places.iter().enumerate() {
            self.index.push(Entry::new(Kind::Place, at as i64, name));
        }
        Ok(all)
    }

    fn add_agency(&mut self, row: &NameRow<'_>) {
        let mut above = 0;
        let mut rest = row.name;
        for part in row.place.parts() {
            if let Some(after) = rest.strip_prefix(part).filter(|after| !after.is_empty()) {
                above += part.chars().count();
                rest = after;
            }
        }
        self.index.push(Entry {
            alias: row.printed,
            above,
            years: row.years.iter().copied().collect(),
            ..Entry::new(Kind::Agency, row.id.0, row.name)
        });
    }

    fn list_form(&mut self) {
        let lang = self.lang;
        for (at, info) in ACTIONS.iter().enumerate() {
            let alias = format!("{} {}", info.name, info.help.get(lang.pick(Lang::En, Lang::Zh)));
            let entry = Entry::new(Kind::Action, at as i64, info.help.get(lang));
            self.index.push(Entry { alias: &alias, ..entry });
        }
        for section in Section::ALL {
            let title = section.title().get(lang);
            let alias = section.short().get(lang);
            let id = i64::from(section.number());
            self.index.push(Entry { alias, ..Entry::new(Kind::Section, id, title) });
        }
        // Of cells that match alike the first comes first: a total rather than a part.
        let is_total = |cell: &Cell| cell.key().ends_with(".total");
        let totals = Cell::all().filter(is_total);
        for cell in totals.chain(Cell::all().filter(|cell| !is_total(cell))) {
            let name = cell_name(cell, lang);
            let entry = Entry::new(Kind::Cell, cell.index() as i64, &name);
            self.index.push(Entry { alias: cell.key(), ..entry });
        }
        for (at, rule) in check::registry().iter().enumerate() {
            let name = format!("{} {}", rule.id, rule.name.get(lang));
            self.index.push(Entry::new(Kind::Rule, at as i64, &name));
        }
    }

    fn list_findings(&mut self, store: &Store) -> Result<()> {
        let filter = FindingFilter {
            severities: vec![Severity::Error, Severity::Warning],
            ..FindingFilter::default()
        };
        for row in store.findings(&filter, &Position::First, MOST_FINDINGS)?.rows {
            let cell = row.suspect.or(row.cells.first().copied());
            let cell = cell.map(|cell| cell_name(cell, self.lang)).unwrap_or_default();
            let text = format!("{} {} {cell}", row.rule, row.agency);
            // The bits of the id, as the list keeps numbers with a sign. The year is no part of the
            // text: digits that match there would put a finding before the report it is about.
            let entry = Entry::new(Kind::Finding, row.id.0 as i64, text.trim_end());
            self.index.push(Entry { years: std::iter::once(row.year).collect(), ..entry });
        }
        Ok(())
    }

    /// Searches for what was typed: the best lines, and how many there are altogether; nothing
    /// where it is not wanted any more. Lines that were jumped to, the last one last, come first
    /// among those that match alike.
    pub fn find(
        &mut self,
        typed: &str,
        used: &[u32],
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<(Vec<Found>, usize)> {
        for (recent, row) in (1..).zip(used) {
            self.index.set_recent(*row, recent);
        }
        let options = Options { limit: MOST_FOUND, ..Options::default() };
        let answer = self.searcher.search(&self.index, &Query::new(typed), options, wanted)?;
        Some((answer.hits.iter().filter_map(|hit| self.found(hit)).collect(), answer.total))
    }

    fn found(&self, hit: &Hit) -> Option<Found> {
        let id = self.index.id(hit.row)?;
        let mut detail = hit.year.map(|year| year.to_string()).unwrap_or_default();
        let mut detail_marks = Vec::new();
        let report = hit.year.map(|year| (AgencyId(id), year));
        let target = match self.index.kind(hit.row)? {
            Kind::Agency => match (&hit.inside, report) {
                (Some(inside), _) => {
                    if !detail.is_empty() {
                        detail.push(' ');
                    }
                    let shift = detail.chars().count() as u16;
                    detail_marks = inside.marks.iter().map(|mark| mark + shift).collect();
                    detail.push_str(self.index.text(inside.row));
                    self.inside(inside.row, report)?
                }
                (None, Some((agency, year))) => Target::Report(agency, year),
                (None, None) => Target::Agency(AgencyId(id)),
            },
            Kind::Section | Kind::Cell => self.inside(hit.row, None)?,
            Kind::Action => Target::Action(ACTIONS.get(usize::try_from(id).ok()?)?.action),
            Kind::Place => Target::Place(self.places.get(usize::try_from(id).ok()?)?.clone()),
            Kind::Rule => {
                Target::Rule(check::registry().get(usize::try_from(id).ok()?)?.id.to_owned())
            }
            Kind::Finding => {
                let year = self.index.years(hit.row).newest();
                detail = year.map(|year| year.to_string()).unwrap_or_default();
                Target::Finding(FindingId(id as u64))
            }
        };
        let text = self.index.text(hit.row).to_owned();
        Some(Found { row: hit.row, target, text, marks: hit.marks.clone(), detail, detail_marks })
    }

    /// A part or a cell, of a report or of the open one.
    fn inside(&self, row: u32, report: Option<(AgencyId, i16)>) -> Option<Target> {
        let id = usize::try_from(self.index.id(row)?).ok()?;
        match self.index.kind(row)? {
            Kind::Cell => Some(Target::Cell(report, Cell::from_index(id)?)),
            Kind::Section => {
                Some(Target::Section(report, Section::from_number(u8::try_from(id).ok()?)?))
            }
            _ => None,
        }
    }
}
