//! The facets beside the list: every count is a door.

use super::Query;
use crate::record::{Severity, Verdict};
use crate::store::Facets;
use crate::text::Text;

/// A condition that a facet adds or takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A level.
    Severity(Severity),
    /// A verdict.
    Verdict(Verdict),
    /// A rule.
    Rule(String),
    /// A year.
    Year(i16),
    /// A place.
    Place(String),
}

/// A line of the facets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetLine {
    /// The name of a list of conditions.
    Heading(Text),
    /// A condition with how many findings it leaves.
    Door(Condition, u64),
}

/// How many rules and places are listed; the rest is reached by typing.
const MOST: usize = 40;

/// The facets as lines. Conditions that are set are listed also where they leave nothing.
pub fn lines(facets: &Facets) -> Vec<FacetLine> {
    let mut lines = Vec::new();
    let mut add = |heading: Text, doors: Vec<(Condition, u64)>| {
        if !doors.is_empty() {
            lines.push(FacetLine::Heading(heading));
            lines.extend(
                doors.into_iter().map(|(condition, count)| FacetLine::Door(condition, count)),
            );
        }
    };
    add(
        Text::new("级别", "Level"),
        facets.severities.iter().map(|(s, n)| (Condition::Severity(*s), *n)).collect(),
    );
    add(
        Text::new("结论", "Verdict"),
        facets.verdicts.iter().map(|(v, n)| (Condition::Verdict(*v), *n)).collect(),
    );
    add(
        Text::new("规则", "Rule"),
        facets.rules.iter().take(MOST).map(|(r, n)| (Condition::Rule(r.clone()), *n)).collect(),
    );
    add(
        Text::new("年度", "Year"),
        facets.years.iter().map(|(y, n)| (Condition::Year(*y), *n)).collect(),
    );
    add(
        Text::new("地区", "Place"),
        facets
            .places
            .iter()
            .take(MOST)
            .map(|(_, p, n)| (Condition::Place(p.clone()), *n))
            .collect(),
    );
    lines
}

/// Whether a filter has a condition.
pub fn is_set(query: &Query, condition: &Condition) -> bool {
    match condition {
        Condition::Severity(severity) => query.severities.contains(severity),
        Condition::Verdict(verdict) => query.verdicts.contains(verdict),
        Condition::Rule(rule) => query.rules.contains(rule),
        Condition::Year(year) => query.years == Some((*year, *year)),
        Condition::Place(place) => query.places.contains(place),
    }
}

/// Sets a condition, or takes it away where it was set.
pub fn toggle(query: &mut Query, condition: &Condition) {
    fn flip<T: PartialEq + Clone>(list: &mut Vec<T>, value: &T) {
        match list.iter().position(|other| other == value) {
            Some(at) => {
                list.remove(at);
            }
            None => list.push(value.clone()),
        }
    }
    match condition {
        Condition::Severity(severity) => flip(&mut query.severities, severity),
        Condition::Verdict(verdict) => flip(&mut query.verdicts, verdict),
        Condition::Rule(rule) => flip(&mut query.rules, rule),
        Condition::Place(place) => flip(&mut query.places, place),
        Condition::Year(year) => {
            let here = Some((*year, *year));
            query.years = if query.years == here { None } else { here };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_opens_and_closes() {
        let mut query = Query::default();
        for (condition, open) in [
            (Condition::Rule("T3-BAL".to_owned()), "rule:T3-BAL"),
            (Condition::Year(2023), "year:2023"),
            (Condition::Severity(Severity::Error), "level:error"),
            (Condition::Verdict(Verdict::Open), "verdict:open"),
            (Condition::Place("浙江省".to_owned()), "place:浙江省"),
        ] {
            toggle(&mut query, &condition);
            assert_eq!((query.text().as_str(), is_set(&query, &condition)), (open, true));
            toggle(&mut query, &condition);
            assert_eq!((query.text().as_str(), is_set(&query, &condition)), ("", false));
        }
    }
}
