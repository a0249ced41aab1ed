//! What a cell is at an agency's peers: same kind and level, by year.

use crate::form::Cell;
use crate::record::{AgencyKind, Level};
use crate::store::{AgencyId, Result, Store};
use std::collections::BTreeMap;

/// A cell at one agency over the years, beside the quartiles of its peers.
#[derive(Debug, Clone, PartialEq)]
pub struct Peers {
    /// The cell.
    pub cell: Cell,
    /// The year that was asked about.
    pub year: i16,
    /// The kind and the level that make a peer.
    pub group: (AgencyKind, Level),
    /// Each year that the agency or a peer has, oldest first.
    pub years: Vec<PeerYear>,
}

/// One year of [`Peers`].
#[derive(Debug, Clone, PartialEq)]
pub struct PeerYear {
    /// The year.
    pub year: i16,
    /// The agency's own figure.
    pub own: Option<f64>,
    /// How many peers have a figure, of those that were asked.
    pub count: usize,
    /// Their quartiles, where there are at least four: a quarter, the half, three quarters.
    pub quartiles: Option<[f64; 3]>,
    /// How many of the peers have a smaller figure than the agency.
    pub below: usize,
}

/// So many peers are asked: their quartiles are those of all within a few hundredths.
const MOST: usize = 1_000;

/// Asks for the peers of an agency, its own figure not among them.
pub fn peers(store: &Store, agency: AgencyId, year: i16, cell: Cell) -> Result<Peers> {
    let own = store.agency(agency)?.map(|card| card.row.agency);
    let group = own.map_or((AgencyKind::Government, Level::Unknown), |own| (own.kind, own.level));
    let figures = store.figures_at_peers(agency, cell, MOST)?;
    let own: BTreeMap<i16, f64> = figures.own.into_iter().collect();
    let mut others: BTreeMap<i16, Vec<f64>> = BTreeMap::new();
    for (year, number) in figures.peers {
        others.entry(year).or_default().push(number);
    }
    let mut years: Vec<i16> = own.keys().chain(others.keys()).copied().collect();
    years.sort_unstable();
    years.dedup();
    let years = years
        .into_iter()
        .map(|year| {
            let mut values = others.remove(&year).unwrap_or_default();
            values.sort_by(f64::total_cmp);
            let own = own.get(&year).copied();
            PeerYear {
                year,
                own,
                count: values.len(),
                quartiles: quartiles(&values),
                below: own.map_or(0, |own| values.iter().filter(|value| **value < own).count()),
            }
        })
        .collect();
    Ok(Peers { cell, year, group, years })
}

/// The quartiles of sorted values, interpolated between neighbours (Hyndman and Fan 1996, type 7).
fn quartiles(sorted: &[f64]) -> Option<[f64; 3]> {
    if sorted.len() < 4 {
        return None;
    }
    Some([0.25, 0.5, 0.75].map(|share| {
        let at = share * (sorted.len() - 1) as f64;
        // Within the slice: `share` is below 1.
        let low = at.floor() as usize;
        let high = (low + 1).min(sorted.len() - 1);
        sorted[low] + (sorted[high] - sorted[low]) * at.fract()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_neighbours() {
        assert_eq!(quartiles(&[1.0, 2.0, 3.0]), None);
        assert_eq!(quartiles(&[1.0, 2.0, 3.0, 4.0, 5.0]), Some([2.0, 3.0, 4.0]));
        assert_eq!(quartiles(&[0.0, 0.0, 10.0, 20.0]), Some([0.0, 5.0, 12.5]));
    }
}
