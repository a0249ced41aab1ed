//! The language of the filter: `rule:X-CARRY year:2021-2023 verdict:open place:嘉兴 z>6 words`.

use crate::check;
use crate::record::{Severity, Verdict};
use crate::store::FindingFilter;
use crate::text::{Lang, Text};

/// What a filter says. Words narrow each other, and so does each kind of condition; several values
/// of one kind, several places too, widen it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Words: names, parts of names, pinyin.
    pub words: Vec<String>,
    /// Names of places or agencies.
    pub places: Vec<String>,
    /// Rules by name, or the start of one.
    pub rules: Vec<String>,
    /// First and last year.
    pub years: Option<(i16, i16)>,
    /// Levels.
    pub severities: Vec<Severity>,
    /// Verdicts.
    pub verdicts: Vec<Verdict>,
    /// Only what changed since it was decided on.
    pub changed: bool,
    /// Only what deviates from its peers by more than so many standard deviations.
    pub z: Option<f64>,
    /// What could not be understood.
    pub unknown: Vec<String>,
}

impl Query {
    /// Understands a filter. What is not understood is kept and said.
    pub fn parse(text: &str) -> Query {
        let mut query = Query::default();
        let text = text.replace('：', ":").replace('＞', ">");
        for word in text.split_whitespace() {
            if let Some(number) = word.strip_prefix("z>") {
                match number.parse() {
                    Ok(z) => query.z = Some(z),
                    Err(_) => query.unknown.push(word.to_owned()),
                }
                continue;
            }
            match word.split_once(':') {
                Some((name, value)) if !value.is_empty() => {
                    if !query.condition(name, value) {
                        query.unknown.push(word.to_owned());
                    }
                }
                // `rule:` alone is still being typed.
                Some(_) => {}
                None => query.words.push(word.to_owned()),
            }
        }
        query
    }

    fn condition(&mut self, name: &str, value: &str) -> bool {
        let values = || value.split(',').filter(|value| !value.is_empty());
        match name.to_ascii_lowercase().as_str() {
            "rule" | "规则" => self.rules.extend(values().map(str::to_uppercase)),
            "place" | "地区" => self.places.extend(values().map(str::to_owned)),
            "year" | "年度" => match years(value) {
                Some(years) => self.years = Some(years),
                None => return false,
            },
            "verdict" | "结论" => {
                for value in values() {
                    if value == "changed" {
                        self.changed = true;
                        continue;
                    }
                    let named = |verdict: &Verdict| is_named(value, verdict.key(), verdict.label());
                    let Some(verdict) = Verdict::ALL.into_iter().find(named) else { return false };
                    self.verdicts.push(verdict);
                }
            }
            "level" | "severity" | "级别" => {
                for value in values() {
                    let named = |level: &Severity| is_named(value, level.key(), level.label());
                    let Some(level) = Severity::ALL.into_iter().find(named) else { return false };
                    self.severities.push(level);
                }
            }
            _ => return false,
        }
        true
    }

    /// The filter as one would type it.
    pub fn text(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let list = |name: &str, values: Vec<&str>| {
            (!values.is_empty()).then(|| format!("{name}:{}", values.join(",")))
        };
        let severities = self.severities.iter().map(|level| level.key()).collect();
        let mut verdicts: Vec<&str> = self.verdicts.iter().map(|verdict| verdict.key()).collect();
        if self.changed {
            verdicts.push("changed");
        }
        parts.extend(list("level", severities));
        parts.extend(list("rule", self.rules.iter().map(String::as_str).collect()));
        parts.extend(self.years.map(|(first, last)| {
            if first == last { format!("year:{first}") } else { format!("year:{first}-{last}") }
        }));
        parts.extend(self.places.iter().map(|place| format!("place:{place}")));
        parts.extend(list("verdict", verdicts));
        parts.extend(self.z.map(|z| format!("z>{z}")));
        parts.extend(self.words.iter().cloned());
        parts.extend(self.unknown.iter().cloned());
        parts.join(" ")
    }

    /// What the database is asked for.
    pub fn filter(&self) -> FindingFilter {
        FindingFilter {
            text: (!self.words.is_empty()).then(|| self.words.join(" ")),
            places: self.places.clone(),
            years: self.years,
            rules: self.rules.iter().flat_map(|rule| rules(rule)).collect(),
            severities: self.severities.clone(),
            verdicts: self.verdicts.clone(),
            changed: self.changed,
            ..FindingFilter::default()
        }
    }
}

/// The rules whose name begins so; the name itself where none does, so that nothing is found.
fn rules(start: &str) -> Vec<String> {
    let ids = check::registry().iter().map(|rule| rule.id);
    let exact: Vec<String> = ids.clone().filter(|id| *id == start).map(str::to_owned).collect();
    if !exact.is_empty() {
        return exact;
    }
    let found: Vec<String> = ids.filter(|id| id.starts_with(start)).map(str::to_owned).collect();
    if found.is_empty() { vec![start.to_owned()] } else { found }
}

/// `2024`, `24`, `2021-2024`, `21-24`.
fn years(value: &str) -> Option<(i16, i16)> {
    let year = |text: &str| {
        let year: i16 = text.parse().ok()?;
        Some(if (0..100).contains(&year) { year + 2000 } else { year })
    };
    match value.split_once('-') {
        Some((first, last)) => Some((year(first)?, year(last)?)),
        None => year(value).map(|year| (year, year)),
    }
}

/// Whether `value` is the key, the start of it, or a name.
fn is_named(value: &str, key: &str, label: Text) -> bool {
    key.starts_with(&value.to_ascii_lowercase())
        || [Lang::Zh, Lang::En].into_iter().any(|lang| label.get(lang) == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_understood_and_written_back() {
        for (typed, back) in [
            ("rule:X-CARRY year:2023 verdict:open", "rule:X-CARRY year:2023 verdict:open"),
            ("嘉兴 level:err,warning z>6", "level:error,warning z>6 嘉兴"),
            ("年度：21-24 结论:待审", "year:2021-2024 verdict:open"),
            ("verdict:changed", "verdict:changed"),
            ("rule:", ""),
            ("colour:red year:next", "colour:red year:next"),
        ] {
            assert_eq!(Query::parse(typed).text(), back, "{typed}");
        }
        assert_eq!(Query::parse("colour:red").unknown, ["colour:red"]);
    }

    #[test]
    fn the_start_of_a_rule_names_all_of_them() {
        let filter = Query::parse("rule:t3").filter();
        assert!(filter.rules.len() > 1 && filter.rules.iter().all(|rule| rule.starts_with("T3")));
        assert_eq!(Query::parse("rule:T3-BAL").filter().rules, ["T3-BAL"]);
        assert_eq!(Query::parse("rule:NO-SUCH").filter().rules, ["NO-SUCH"]);
    }
}
