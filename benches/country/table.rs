//! Tables of bars: what is measured, what it is held against, whether it holds.

use std::fmt::Write as _;

/// What became of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// There is none: the figure is told for its own sake.
    Told,
    /// It was not measured, and why.
    Missing(String),
}

/// A line of a table.
#[derive(Debug, Clone)]
pub struct Row {
    pub what: String,
    pub bar: String,
    pub measured: String,
    pub verdict: Verdict,
}

/// The bars of one subject.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub title: String,
    pub rows: Vec<Row>,
}

impl Table {
    pub fn new(title: impl Into<String>) -> Table {
        Table { title: title.into(), rows: Vec::new() }
    }

    /// A figure held against a bar.
    pub fn bar(
        &mut self,
        what: impl Into<String>,
        bar: impl Into<String>,
        measured: impl Into<String>,
        holds: bool,
    ) {
        let verdict = if holds { Verdict::Holds } else { Verdict::Fails };
        self.push(what.into(), bar.into(), measured.into(), verdict);
    }

    /// A figure without a bar.
    pub fn told(&mut self, what: impl Into<String>, measured: impl Into<String>) {
        self.push(what.into(), String::new(), measured.into(), Verdict::Told);
    }

    /// A bar of which nothing is known, and why.
    pub fn missing(
        &mut self,
        what: impl Into<String>,
        bar: impl Into<String>,
        why: impl Into<String>,
    ) {
        self.push(what.into(), bar.into(), String::new(), Verdict::Missing(why.into()));
    }

    fn push(&mut self, what: String, bar: String, measured: String, verdict: Verdict) {
        self.rows.push(Row { what, bar, measured, verdict });
    }

    /// For a terminal.
    pub fn plain(&self) -> String {
        let cells: Vec<[String; 4]> = self.rows.iter().map(|row| row.cells("", "")).collect();
        let width = |column: usize| {
            cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
        };
        let widths = [width(0), width(1), width(2)];
        let mut text = format!("{}\n", self.title);
        for [what, bar, measured, verdict] in &cells {
            let [first, second, third] = widths;
            let _ = writeln!(text, "  {what:first$}  {bar:second$}  {measured:third$}  {verdict}");
        }
        text
    }

    /// For `docs/PERFORMANCE.md`.
    pub fn markdown(&self) -> String {
        let mut text =
            format!("### {}\n\n| what | bar | measured | |\n|---|---|---|---|\n", self.title);
        for row in &self.rows {
            let _ = writeln!(text, "| {} |", row.cells("**", "**").join(" | ").replace("  ", " "));
        }
        text
    }
}

impl Row {
    /// The line in words; what does not hold stands between two marks.
    fn cells(&self, open: &str, close: &str) -> [String; 4] {
        let verdict = match &self.verdict {
            Verdict::Holds => "holds".to_owned(),
            Verdict::Fails => format!("{open}does not hold{close}"),
            Verdict::Told => String::new(),
            Verdict::Missing(why) => format!("not measured: {why}"),
        };
        [self.what.clone(), self.bar.clone(), self.measured.clone(), verdict]
    }
}

/// A number with three digits that count, or all before the point.
pub fn figure(number: f64) -> String {
    let digits = match number.abs() {
        it if !it.is_finite() => return "?".to_owned(),
        it if it >= 99.95 => return count(number.round() as u64),
        it if it >= 9.995 => 1,
        it if it >= 0.0995 => 2,
        _ => 3,
    };
    format!("{number:.digits$}")
}

/// A whole number, its thousands set apart.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Counts beside each other.
pub fn counts(numbers: impl IntoIterator<Item = u64>) -> String {
    numbers.into_iter().map(count).collect::<Vec<_>>().join(" / ")
}

/// Numbers beside each other, as from small to large databases.
pub fn figures(numbers: impl IntoIterator<Item = f64>) -> String {
    numbers.into_iter().map(figure).collect::<Vec<_>>().join(" / ")
}

/// The last of some numbers to the first.
pub fn growth(numbers: &[f64]) -> f64 {
    match numbers {
        [first, .., last] => last / first,
        _ => 1.0,
    }
}
