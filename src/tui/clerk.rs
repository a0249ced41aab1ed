//! The answers to the requests of the screens, from one connection.

use super::lookup::Lookup;
use super::output;
use super::peers;
use super::request::{Answer, Compared, Opened, Request, SourceText, YearCell};
use super::sift;
use crate::read;
use crate::record::{Decision, FindingId, Severity};
use crate::store::{
    AgencyFilter, AgencyId, FindingFilter, Position, ReportFilter, ReportId, ReportRow, Result,
    Store, StoredFinding,
};
use crate::text::Lang;

/// How many agencies a place or a search shows at most; the rest is said to be there.
pub const MOST_AGENCIES: usize = 500;

/// How many reports of one agency are looked at: as many years as anybody has.
const MOST_YEARS: usize = 100;
/// How many decisions count as of late: enough for a choice of reasons, and for the pace.
const RECENT: usize = 200;

/// Who answers: a connection, and who decides through it.
pub struct Clerk {
    /// The connection.
    pub store: Store,
    /// The name that decisions are signed with.
    pub by: String,
    /// The language of the jump box.
    pub lang: Lang,
    lookup: Option<Lookup>,
}

impl Clerk {
    /// A clerk at a connection.
    pub fn new(store: Store, by: String, lang: Lang) -> Clerk {
        Clerk { store, by, lang, lookup: None }
    }

    /// Answers a request.
    pub fn answer(&mut self, request: Request) -> Answer {
        match request {
            Request::Find(typed, used) => self.find(typed, &used),
            request => ask(&mut self.store, request, &self.by),
        }
        .unwrap_or_else(Answer::Failed)
    }

    fn find(&mut self, typed: String, used: &[u32]) -> Result<Answer> {
        if self.lookup.is_none() {
            self.lookup = Lookup::new(&self.store, self.lang, &|| true)?;
        }
        let found = self.lookup.as_mut().and_then(|lookup| lookup.find(&typed, used, &|| true));
        let (found, total) = found.unwrap_or_default();
        Ok(Answer::Found(typed, found, total))
    }
}

fn ask(store: &mut Store, request: Request, by: &str) -> Result<Answer> {
    Ok(match request {
        Request::Summary => Answer::Summary(store.summary()?),
        Request::Places(place) => {
            let filter = AgencyFilter { place: Some(place), ..Default::default() };
            let agencies = store.agencies(&filter, &Position::First, MOST_AGENCIES)?;
            Answer::Places(place, store.places(place)?, agencies)
        }
        Request::Search(text) => {
            let filter = AgencyFilter { text: Some(text), ..Default::default() };
            Answer::Search(store.agencies(&filter, &Position::First, MOST_AGENCIES)?)
        }
        Request::Card(id) => {
            let filter = FindingFilter { agency: Some(id), ..Default::default() };
            let findings = store.whole_findings(&filter, &Position::First, 30)?;
            Answer::Card(store.agency(id)?.map(Box::new), findings.rows)
        }
        Request::Report(agency, year) => Answer::Report(open(store, agency, year)?.map(Box::new)),
        Request::Source(report) => Answer::Source(source(store, report)?.map(Box::new)),
        Request::Compare(agencies) => compare(store, &agencies)?,
        Request::Findings(filter, sift, at, limit) => {
            let page = sift::findings(store, &filter, sift, &at, limit)?;
            Answer::Findings(at, page)
        }
        Request::Ordinal(filter, key) => {
            Answer::Ordinal(key, store.findings_before(&filter, &key)?)
        }
        Request::Facets(filter) => Answer::Facets(store.facets(&filter)?),
        Request::Finding(id) => {
            let found = store.finding(id)?;
            let years = match &found {
                Some(stored) => over_years(store, stored)?,
                None => Vec::new(),
            };
            Answer::Finding(found.map(Box::new), years)
        }
        Request::Bulk(filter, sift, marked) => {
            let mut rows = Vec::with_capacity(marked.len());
            for id in marked {
                rows.extend(
                    store.finding(id)?.filter(|found| !found.resolved).map(|it| sift::row(&it)),
                );
            }
            Answer::Bulk(sift::all(store, &filter, sift)?, rows)
        }
        Request::Coverage(filter, years, at, limit) => {
            let page = store.coverage(&filter, years, &at, limit)?;
            Answer::Coverage(at, page)
        }
        // The clerk answers it, who keeps the list.
        Request::Find(typed, _) => Answer::Found(typed, Vec::new(), 0),
        Request::Peers(agency, year, cell) => {
            Answer::Peers(peers::peers(store, agency, year, cell)?)
        }
        Request::Recent => Answer::Recent(store.newest_decisions(by, RECENT)?),
        Request::Decide(findings, verdict, note) => {
            store.decide_all(&findings, verdict, &note, by)?;
            Answer::Decided(findings, verdict, note)
        }
        Request::Undo => Answer::Undone(identities(&store.undo(by)?)),
        Request::Redo => Answer::Redone(identities(&store.redo(by)?)),
        Request::Keep(place) => {
            store.set_setting(super::place::SETTING, &place)?;
            Answer::Kept
        }
        Request::Write(path, ending, lang, what) => {
            match output::write(store, &path, ending, lang, &what) {
                Ok(()) => Answer::Written(path),
                Err(error) => Answer::Unwritten(path, error),
            }
        }
    })
}

/// The findings that decisions are about.
fn identities(decisions: &[Decision]) -> Vec<FindingId> {
    decisions.iter().filter_map(|decision| FindingId::parse(&decision.finding)).collect()
}

fn open(store: &Store, agency: AgencyId, year: Option<i16>) -> Result<Option<Opened>> {
    let Some(card) = store.agency(agency)? else { return Ok(None) };
    let years: Vec<i16> = card.years.iter().map(|row| row.year).collect();
    let Some(at) = (match year {
        Some(year) => years.iter().position(|here| *here == year),
        None => years.len().checked_sub(1),
    }) else {
        return Ok(None);
    };
    let year = years[at];
    let Some(stored) = store.report(card.years[at].report)? else { return Ok(None) };
    let filter =
        FindingFilter { agency: Some(agency), years: Some((year, year)), ..Default::default() };
    let findings = store.whole_findings(&filter, &Position::First, 500)?.rows;
    let rows = reports(store, agency)?;
    let series = rows.into_iter().map(|row| (row.year, row.form, row.cells)).collect();
    Ok(Some(Opened { stored, years, series, findings }))
}

fn source(store: &Store, report: ReportId) -> Result<Option<SourceText>> {
    let Some(text) = store.source_text(report)? else { return Ok(None) };
    // Places hold only where decoding leaves the text, which is decoded already, as it is.
    let cells = read::document(text.as_bytes())
        .ok()
        .filter(|document| document.source == text)
        .map(|document| read::tables(&document).cells);
    Ok(Some(SourceText { text, cells }))
}

/// The reports of an agency, oldest first.
fn reports(store: &Store, agency: AgencyId) -> Result<Vec<ReportRow>> {
    let filter = ReportFilter { agency: Some(agency), ..ReportFilter::default() };
    let mut rows = store.reports(&filter, &Position::First, MOST_YEARS)?.rows;
    rows.sort_by_key(|row| row.year);
    Ok(rows)
}

/// The cell that a finding is about, in every report of the agency.
fn over_years(store: &Store, stored: &StoredFinding) -> Result<Vec<YearCell>> {
    let finding = &stored.finding;
    let Some(cell) = finding.suspect.or(finding.cells.first().copied()) else {
        return Ok(Vec::new());
    };
    let rows = reports(store, stored.agency_id)?;
    Ok(rows.iter().map(|row| YearCell::of(row.year, row.form, &row.cells, cell)).collect())
}

fn compare(store: &Store, agencies: &[AgencyId]) -> Result<Answer> {
    let mut compared = Vec::new();
    let mut findings = Vec::new();
    for id in agencies {
        // One that is gone since it was chosen is left out.
        let Some(card) = store.agency(*id)? else { continue };
        let (agency, reports) = (card.row.agency, reports(store, *id)?);
        compared.push(Compared { id: *id, agency, reports });
        let filter = FindingFilter {
            agency: Some(*id),
            severities: vec![Severity::Error, Severity::Warning],
            ..Default::default()
        };
        findings.extend(store.findings(&filter, &Position::First, 500)?.rows);
    }
    Ok(Answer::Compare(compared, findings))
}
