//! One figure at an agency and at its peers.

use super::{AgencyId, Result, Store, codec};
use crate::form::Cell;
use rusqlite::{Connection, OptionalExtension};

/// A figure by year, at an agency and at bodies of its kind and level.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PeerFigures {
    /// The agency's own, by year.
    pub own: Vec<(i16, f64)>,
    /// Those of the peers, agency after agency.
    pub peers: Vec<(i16, f64)>,
}

impl Store {
    /// The figure of one cell at an agency and at its peers; of more than `most` peers it is that of
    /// so many, spread evenly over the country, and always the same ones.
    pub fn figures_at_peers(
        &self,
        agency: AgencyId,
        cell: Cell,
        most: usize,
    ) -> Result<PeerFigures> {
        self.ask(|conn| {
            let group: Option<(String, String)> = conn
                .prepare_cached("SELECT kind, level FROM agency WHERE id = ?")?
                .query_row([agency.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((kind, level)) = group else { return Ok(PeerFigures::default()) };
            let ids: Vec<i64> = conn
                .prepare_cached(
                    "SELECT id FROM agency WHERE kind = ? AND level = ? AND id <> ?
                     ORDER BY sort, id",
                )?
                .query_map((kind, level, agency.0), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let taken = ids.len().min(most);
            let mut peers = Vec::new();
            for nth in 0..taken {
                peers.extend(figures(conn, ids[nth * ids.len() / taken], cell)?);
            }
            Ok(PeerFigures { own: figures(conn, agency.0, cell)?, peers })
        })
    }
}

/// The figure of one cell in the current reports of an agency.
fn figures(conn: &Connection, agency: i64, cell: Cell) -> rusqlite::Result<Vec<(i16, f64)>> {
    let sql = format!(
        "SELECT r.year, f.{} FROM report r CROSS JOIN figures f ON f.report = r.id
         WHERE r.agency = ? AND r.current = 1 ORDER BY r.year",
        cell.info().sql
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([agency])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(number) = codec::number(row.get_ref(1)?) {
            found.push((row.get(0)?, number));
        }
    }
    Ok(found)
}
