//! The questions by name, until each has its own file.

use super::*;
use crate::record::{Case, Decision, Finding, FindingId, Verdict};

fn memory(access: Access) -> Result<Store> {
    let path = PathBuf::from("sample");
    let conn = Connection::open_in_memory().map_err(|e| error::explain(&path, e))?;
    Ok(Store { conn, path, access })
}

fn no_rows<T>() -> Result<Page<T>> {
    Ok(Page { rows: Vec::new(), more: false })
}

impl Store {
    /// Opens a database, read-only where it may not be written to.
    pub fn open(_path: &Path) -> Result<Store> {
        memory(Access::ReadWrite)
    }

    /// Opens a database for writing, and makes it where there is none.
    pub fn create(_path: &Path) -> Result<Store> {
        memory(Access::ReadWrite)
    }

    /// Opens a database and never writes to it.
    pub fn open_read_only(_path: &Path) -> Result<Store> {
        memory(Access::ReadOnly)
    }

    /// Opens the bytes of a database in memory.
    pub fn sample(_bytes: &'static [u8]) -> Result<Store> {
        memory(Access::Sample)
    }

    /// An empty database in memory, for tests.
    pub fn in_memory() -> Result<Store> {
        memory(Access::ReadWrite)
    }

    /// Another connection to the same database, for another thread.
    pub fn again(&self) -> Result<Store> {
        memory(self.access)
    }

    /// The file to which decisions go when the database may not be written to.
    pub fn decisions_path(&self) -> Option<&Path> {
        None
    }

    /// The numbers over everything.
    pub fn summary(&self) -> Result<Summary> {
        Ok(Summary::default())
    }

    /// A place.
    pub fn place(&self, _id: PlaceId) -> Result<Option<PlaceRow>> {
        Ok(None)
    }

    /// The places right below one, by division code.
    pub fn places(&self, _below: PlaceId) -> Result<Vec<PlaceRow>> {
        Ok(Vec::new())
    }

    /// Agencies of a filter, by division code, kind and pinyin.
    pub fn agencies(
        &self,
        _filter: &AgencyFilter,
        _at: &Position<AgencyKey>,
        _limit: usize,
    ) -> Result<Page<AgencyRow>> {
        no_rows()
    }

    /// One agency with its years.
    pub fn agency(&self, _id: AgencyId) -> Result<Option<AgencyCard>> {
        Ok(None)
    }

    /// The agency of that full name.
    pub fn agency_named(&self, _name: &str) -> Result<Option<AgencyId>> {
        Ok(None)
    }

    /// The names of all agencies, for the jump box.
    pub fn names(&self) -> Result<Vec<NameRow>> {
        Ok(Vec::new())
    }

    /// One report, whole.
    pub fn report(&self, _id: ReportId) -> Result<Option<StoredReport>> {
        Ok(None)
    }

    /// The current report of an agency and year.
    pub fn report_of(&self, _agency: AgencyId, _year: i16) -> Result<Option<ReportId>> {
        Ok(None)
    }

    /// Current reports of a filter with their figures, by agency and year.
    pub fn reports(
        &self,
        _filter: &ReportFilter,
        _at: &Position<ReportKey>,
        _limit: usize,
    ) -> Result<Page<ReportRow>> {
        no_rows()
    }

    /// An agency with its current reports, as the rules look at it.
    pub fn case(&self, _agency: AgencyId) -> Result<Option<Case>> {
        Ok(None)
    }

    /// The next cases after an agency, in the order of their numbers, for a check of everything.
    pub fn cases(&self, _after: Option<AgencyId>, _limit: usize) -> Result<Vec<(AgencyId, Case)>> {
        Ok(Vec::new())
    }

    /// The decoded document of a report, to which all spans refer.
    pub fn source_text(&self, _report: ReportId) -> Result<Option<String>> {
        Ok(None)
    }

    /// Documents that are no report, in the order of ingestion, after the document of that number.
    pub fn not_reports(&self, _after: Option<i64>, _limit: usize) -> Result<Vec<DocumentRow>> {
        Ok(Vec::new())
    }

    /// Findings of a filter, in the order of the queue.
    pub fn findings(
        &self,
        _filter: &FindingFilter,
        _at: &Position<QueueKey>,
        _limit: usize,
    ) -> Result<Page<FindingRow>> {
        no_rows()
    }

    /// As [`Store::findings`], each finding whole, for exports and walkthroughs.
    pub fn whole_findings(
        &self,
        _filter: &FindingFilter,
        _at: &Position<QueueKey>,
        _limit: usize,
    ) -> Result<Page<StoredFinding>> {
        no_rows()
    }

    /// How many findings of a filter there are, by each further condition.
    pub fn facets(&self, _filter: &FindingFilter) -> Result<Facets> {
        Ok(Facets::default())
    }

    /// One finding, whole.
    pub fn finding(&self, _id: FindingId) -> Result<Option<StoredFinding>> {
        Ok(None)
    }

    /// Appends a decision on a finding, now.
    pub fn decide(
        &mut self,
        finding: FindingId,
        verdict: Verdict,
        note: &str,
        by: &str,
    ) -> Result<Decision> {
        Ok(Decision {
            finding: finding.to_string(),
            verdict,
            note: note.to_owned(),
            by: by.to_owned(),
            at: "2026-01-01T00:00:00Z".to_owned(),
        })
    }

    /// Takes back the newest decision by that person that still holds, as a further entry of the
    /// log; gives the entry that was appended. `None` where there is nothing left to undo.
    pub fn undo(&mut self, _by: &str) -> Result<Option<Decision>> {
        Ok(None)
    }

    /// Makes the decision that was last undone hold again, as a further entry of the log.
    pub fn redo(&mut self, _by: &str) -> Result<Option<Decision>> {
        Ok(None)
    }

    /// Every decision ever given, oldest first.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        Ok(Vec::new())
    }

    /// Merges decisions by their time. None is lost and none is doubled.
    pub fn import(&mut self, _decisions: &[Decision]) -> Result<Imported> {
        Ok(Imported::default())
    }

    /// Coverage of agencies over a range of years.
    pub fn coverage(
        &self,
        _filter: &AgencyFilter,
        _years: (i16, i16),
        _at: &Position<AgencyKey>,
        _limit: usize,
    ) -> Result<Page<CoverageRow>> {
        no_rows()
    }

    /// Replaces the findings of one agency by those of a new check.
    pub fn save_findings(&mut self, _agency: AgencyId, _findings: &[Finding]) -> Result<Changes> {
        Ok(Changes::default())
    }

    /// A setting that is kept with this database, such as the place on the screen.
    pub fn setting(&self, _key: &str) -> Result<Option<String>> {
        Ok(None)
    }

    /// Keeps a setting.
    pub fn set_setting(&mut self, _key: &str, _value: &str) -> Result<()> {
        Ok(())
    }

    /// Examines the whole database.
    pub fn doctor(&self) -> Result<Vec<Examination>> {
        Ok(Vec::new())
    }
}
