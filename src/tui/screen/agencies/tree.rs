//! The tree as rows.

use crate::store::{AgencyId, AgencyRow, Page, PlaceId, PlaceRow};
use std::collections::{HashMap, HashSet};

/// What stands right below a place.
#[derive(Debug, Clone)]
pub struct Children {
    /// Places.
    pub places: Vec<PlaceRow>,
    /// Agencies of the place itself.
    pub agencies: Page<AgencyRow>,
}

/// A row of the tree.
#[derive(Debug, Clone)]
pub enum Row {
    /// A place.
    Place {
        /// The place.
        row: PlaceRow,
        /// How deep it stands.
        depth: usize,
        /// Whether it is open.
        open: bool,
    },
    /// An agency.
    Agency {
        /// The agency.
        row: AgencyRow,
        /// How deep it stands.
        depth: usize,
        /// Its name below its place.
        label: String,
    },
    /// What is still coming, or more than is shown.
    Rest {
        /// The place whose rows these are.
        place: PlaceId,
        /// How deep it stands.
        depth: usize,
        /// Whether it is still coming.
        coming: bool,
    },
}

/// What makes a row the same one after the tree changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// A place.
    Place(PlaceId),
    /// An agency.
    Agency(AgencyId),
    /// The rest of a place.
    Rest(PlaceId),
}

impl Row {
    /// What makes it the same row.
    pub fn identity(&self) -> Identity {
        match self {
            Row::Place { row, .. } => Identity::Place(row.id),
            Row::Agency { row, .. } => Identity::Agency(row.id),
            Row::Rest { place, .. } => Identity::Rest(*place),
        }
    }

    /// How deep it stands.
    pub fn depth(&self) -> usize {
        match self {
            Row::Place { depth, .. } | Row::Agency { depth, .. } | Row::Rest { depth, .. } => {
                *depth
            }
        }
    }

    /// The full name, where it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Row::Place { row, .. } => Some(&row.name),
            Row::Agency { row, .. } => Some(&row.agency.name),
            Row::Rest { .. } => None,
        }
    }
}

/// The rows of the tree with its open places.
pub fn rows(children: &HashMap<PlaceId, Children>, open: &HashSet<PlaceId>) -> Vec<Row> {
    let mut rows = Vec::new();
    below(PlaceId::ROOT, 0, children, open, &mut rows);
    rows
}

fn below(
    place: PlaceId,
    depth: usize,
    children: &HashMap<PlaceId, Children>,
    open: &HashSet<PlaceId>,
    rows: &mut Vec<Row>,
) {
    let Some(found) = children.get(&place) else {
        rows.push(Row::Rest { place, depth, coming: true });
        return;
    };
    for row in &found.agencies.rows {
        rows.push(Row::Agency { row: row.clone(), depth, label: label(row) });
    }
    if found.agencies.more {
        rows.push(Row::Rest { place, depth, coming: false });
    }
    for row in &found.places {
        let is_open = open.contains(&row.id);
        rows.push(Row::Place { row: row.clone(), depth, open: is_open });
        if is_open {
            below(row.id, depth + 1, children, open, rows);
        }
    }
}

/// The rows of what was found, with full names.
pub fn flat(found: &Page<AgencyRow>) -> Vec<Row> {
    let mut rows: Vec<Row> = found
        .rows
        .iter()
        .map(|row| Row::Agency { row: row.clone(), depth: 0, label: row.agency.name.clone() })
        .collect();
    if found.more {
        rows.push(Row::Rest { place: PlaceId::ROOT, depth: 0, coming: false });
    }
    rows
}

/// The agency's name without the places above it; the printed name, where nothing is left.
pub fn label(row: &AgencyRow) -> String {
    let mut rest = row.agency.name.as_str();
    for part in row.agency.place.parts() {
        rest = rest.strip_prefix(part).unwrap_or(rest);
    }
    if rest.is_empty() { row.agency.printed.clone() } else { rest.to_owned() }
}
