//! Short wordings that several screens share.

use super::model::Look;
use super::sheet::cell_name;
use crate::form::Cell;
use crate::record::{Finding, Severity, Verdict, are_shares, decimal};
use crate::store::Tally;

/// The gist of a finding in a few words: where, what it should be, what it is.
pub fn gist(look: Look, cells: &[Cell], expected: Option<f64>, actual: Option<f64>) -> String {
    let mut text = cells.first().map(|cell| cell_name(*cell, look.lang)).unwrap_or_default();
    let shares = are_shares(cells.first().copied(), &[expected, actual]);
    for (word, number) in [(look.t("应", "should be"), expected), (look.t("现", "is"), actual)] {
        if let Some(number) = number {
            if !text.is_empty() {
                text.push(' ');
            }
            let number = if shares { percent(number) } else { short_number(number) };
            text.push_str(&format!("{word} {number}"));
        }
    }
    text
}

/// The gist of a whole finding; the rule's name where it is about no cell.
pub fn finding_gist(look: Look, finding: &Finding) -> String {
    if finding.cells.is_empty() {
        return rule_name(look, &finding.rule).to_owned();
    }
    gist(look, &finding.cells, finding.expected, finding.actual)
}

/// The name of a rule; nothing for one that this version does not have.
pub fn rule_name(look: Look, rule: &str) -> &'static str {
    crate::check::rule(rule).map(|rule| look.say(rule.name)).unwrap_or_default()
}

/// What is said where there is no filter to clear.
pub fn no_filter(look: Look) -> &'static str {
    look.t("没有筛选", "there is no filter")
}

/// A number for a narrow place: at most four digits after the point.
pub fn short_number(number: f64) -> String {
    if number.fract() == 0.0 {
        return decimal(number);
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share as a percentage with one digit: `41.1%`.
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A whole number with separators between thousands, for the counts of the first line.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The standing findings of the two heavier levels: `✗3 ▲12`. Empty where there are none.
pub fn tally_pieces(look: Look, tally: &Tally) -> Vec<(String, Severity)> {
    [Severity::Error, Severity::Warning]
        .into_iter()
        .filter_map(|severity| {
            let count = tally.standing(severity);
            let sign = severity.sign(look.widths.plain());
            (count > 0).then(|| (format!("{sign}{count}"), severity))
        })
        .collect()
}

/// The letter that gives a verdict.
pub fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => "",
        Verdict::Confirmed => "c",
        Verdict::Explained => "e",
        Verdict::FalseAlarm => "x",
        Verdict::Misread => "p",
        Verdict::Unsure => "h",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_readable() {
        for (number, want) in [(25.1, "25.1"), (24252.311082, "24252.3111"), (0.0, "0")] {
            assert_eq!(short_number(number), want);
        }
        for (number, want) in [(0, "0"), (999, "999"), (1024, "1,024"), (1234567, "1,234,567")] {
            assert_eq!(thousands(number), want);
        }
        assert_eq!(percent(0.4114), "41.1%");
    }
}
