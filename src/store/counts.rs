//! Counts that change with every document, gathered over a batch and written once at its end.

use super::{places, tally};
use rusqlite::{Connection, Result};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// What a batch adds to the kept counts.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Agencies and reports by place, with all above it.
    places: BTreeMap<i64, (i64, i64)>,
    /// The table `kept`.
    kept: BTreeMap<(&'static str, i64), i64>,
    /// Each place that was asked for, with all above it.
    above: HashMap<i64, Rc<[i64]>>,
}

impl Counts {
    /// Adds to the agencies and reports of a place and all above it.
    pub(super) fn place(
        &mut self,
        conn: &Connection,
        place: i64,
        agencies: i64,
        reports: i64,
    ) -> Result<()> {
        let above = match self.above.get(&place) {
            Some(above) => Rc::clone(above),
            None => {
                let above: Rc<[i64]> = places::above(conn, place)?.into();
                self.above.insert(place, Rc::clone(&above));
                above
            }
        };
        for place in &*above {
            let counted = self.places.entry(*place).or_default();
            *counted = (counted.0 + agencies, counted.1 + reports);
        }
        Ok(())
    }

    /// Adds to a number of the table `kept`.
    pub(super) fn keep(&mut self, what: &'static str, key: i64, n: i64) {
        *self.kept.entry((what, key)).or_default() += n;
    }

    /// Writes them down.
    pub(super) fn write(self, conn: &Connection) -> Result<()> {
        let mut statement = conn.prepare_cached(
            "UPDATE place SET agencies = agencies + ?, reports = reports + ? WHERE id = ?",
        )?;
        for (place, (agencies, reports)) in self.places {
            if (agencies, reports) != (0, 0) {
                statement.execute((agencies, reports, place))?;
            }
        }
        for ((what, key), n) in self.kept {
            if n != 0 {
                tally::keep(conn, what, key, n)?;
            }
        }
        Ok(())
    }
}
