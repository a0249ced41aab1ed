//! What the typed arguments mean: filters, format, style.

use super::args::{FormatArgs, Global, WhereArgs, WhichArgs};
use super::failure::Failure;
use crate::export::TableStyle;
use crate::record::{Flag, Severity, Verdict};
use crate::store::{AgencyFilter, FindingFilter, ReportFilter};
use crate::text::Lang;
use crate::tui::ColorChoice;
use std::io::IsTerminal;

/// An inclusive range of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Years {
    pub first: i16,
    pub last: i16,
}

impl Years {
    /// Reads `2024` or `2021-2024`.
    ///
    /// # Errors
    /// A usage error that quotes the text.
    pub fn parse(text: &str, lang: Lang) -> anyhow::Result<Years> {
        let (first, last) = text.split_once(['-', '–', '—', '~']).unwrap_or((text, text));
        let year = |part: &str| {
            let part = part.trim();
            let digits = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse::<i16>().ok() } else { None }
        };
        match (year(first), year(last)) {
            (Some(first), Some(last)) if first <= last => Ok(Years { first, last }),
            (Some(_), Some(_)) => Err(Failure::usage(
                lang.pick(
                    format!("年度 '{text}' 前后颠倒"),
                    format!("the years '{text}' run backwards"),
                ),
                lang.pick("把较早的年度写在前面", "write the earlier year first"),
            )),
            _ => Err(Failure::usage(
                lang.pick(format!("'{text}' 不是年度"), format!("'{text}' is no year")),
                lang.pick("写成 2024 或 2021-2024", "write 2024 or 2021-2024"),
            )),
        }
    }
}

impl Years {
    /// The one year, where only one can be.
    ///
    /// # Errors
    /// A usage error that quotes the text.
    pub fn single(self, text: &str, lang: Lang) -> anyhow::Result<i16> {
        if self.first == self.last {
            return Ok(self.first);
        }
        Err(Failure::usage(
            lang.pick(format!("'{text}' 不止一个年度"), format!("'{text}' is more than one year")),
            lang.pick("只写一个年度, 如 2024", "write one year, such as 2024"),
        ))
    }
}

/// What to list; the same in every command.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filters {
    pub agency: Option<String>,
    pub years: Option<Years>,
    pub rule: Option<String>,
    pub severity: Option<Severity>,
    pub verdict: Option<Verdict>,
}

impl Filters {
    /// By agency and year only.
    ///
    /// # Errors
    /// A usage error where the year is none.
    pub fn places(args: &WhereArgs, lang: Lang) -> anyhow::Result<Filters> {
        let years = args.year.as_deref().map(|text| Years::parse(text, lang)).transpose()?;
        let agency = args.agency.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Ok(Filters { agency: agency.map(str::to_owned), years, ..Filters::default() })
    }

    /// By everything.
    ///
    /// # Errors
    /// A usage error where the year is none or no rule has the ID.
    pub fn flags(args: &WhichArgs, lang: Lang) -> anyhow::Result<Filters> {
        let rule = args.rule.as_deref().map(|id| super::rules::known(id, lang)).transpose()?;
        Ok(Filters {
            rule: rule.map(str::to_owned),
            severity: args.severity,
            verdict: args.verdict,
            ..Filters::places(&args.r#where, lang)?
        })
    }
}

impl Filters {
    /// As the database asks for reports.
    pub fn reports(&self) -> ReportFilter {
        ReportFilter {
            text: self.agency.clone(),
            years: self.years.map(|years| (years.first, years.last)),
            ..ReportFilter::default()
        }
    }

    /// As the database asks for agencies.
    pub fn agencies(&self) -> AgencyFilter {
        AgencyFilter { text: self.agency.clone(), ..AgencyFilter::default() }
    }

    /// As the database asks for findings. A flag can weigh less than its finding and have another
    /// rule, so rule and severity are for [`Filters::pass`]; but no flag weighs more.
    pub fn findings(&self) -> FindingFilter {
        let severities = match self.severity {
            Some(Severity::Error) => vec![Severity::Error],
            _ => Vec::new(),
        };
        FindingFilter {
            text: self.agency.clone(),
            years: self.years.map(|years| (years.first, years.last)),
            severities,
            verdicts: self.verdict.into_iter().collect(),
            ..FindingFilter::default()
        }
    }

    /// Whether a flag has the rule and the severity, and stands in one of the years.
    pub fn pass(&self, flag: &Flag, year: i16) -> bool {
        self.years.is_none_or(|years| (years.first..=years.last).contains(&year))
            && self.rule.as_ref().is_none_or(|rule| *rule == flag.rule)
            && self.severity.is_none_or(|severity| severity == flag.severity)
    }
}

/// The format of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Csv,
    Json,
    Markdown,
}

impl From<&FormatArgs> for Format {
    fn from(args: &FormatArgs) -> Format {
        match args.format.as_str() {
            "csv" => Format::Csv,
            "json" => Format::Json,
            "md" => Format::Markdown,
            _ => Format::Table,
        }
    }
}

/// What the explorer is told of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Screen {
    pub color: ColorChoice,
    pub ascii: bool,
    pub mouse: bool,
    /// `None` to ask the terminal.
    pub ambiguous_wide: Option<bool>,
}

impl From<&Global> for Screen {
    fn from(global: &Global) -> Screen {
        Screen {
            color: match global.color.as_str() {
                "always" => ColorChoice::Always,
                "never" => ColorChoice::Never,
                _ => ColorChoice::Auto,
            },
            ascii: global.ascii,
            mouse: global.mouse,
            ambiguous_wide: match global.ambiguous.as_str() {
                "wide" => Some(true),
                "narrow" => Some(false),
                _ => None,
            },
        }
    }
}

/// How text on standard output may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub color: bool,
    /// With box drawing.
    pub rules: bool,
    pub columns: Option<usize>,
}

impl Style {
    /// From `--color`, the environment and what standard output is.
    pub fn of(global: &Global) -> Style {
        let out = std::io::stdout();
        let terminal = out.is_terminal();
        let columns = terminal
            .then(|| rustix::termios::tcgetwinsize(&out).ok().map(|size| usize::from(size.ws_col)))
            .flatten()
            .filter(|columns| *columns > 0);
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let color = choose(&global.color, set("NO_COLOR"), terminal && !dumb);
        Style { color, rules: terminal && !global.ascii, columns }
    }

    /// The look of a table.
    pub fn table(self) -> TableStyle {
        TableStyle { color: self.color, rules: self.rules, room: self.columns }
    }
}

fn choose(asked: &str, no_color: bool, terminal: bool) -> bool {
    match asked {
        "always" => true,
        "never" => false,
        _ => terminal && !no_color,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_range() {
        for (text, want) in [
            ("2024", Some((2024, 2024))),
            ("2021-2024", Some((2021, 2024))),
            (" 2021 - 2024 ", Some((2021, 2024))),
            ("2021–2024", Some((2021, 2024))),
            ("2024-2021", None),
            ("24", None),
            ("20244", None),
            ("2021-", None),
            ("", None),
            ("全部", None),
        ] {
            let years = Years::parse(text, Lang::En).ok();
            assert_eq!(years.map(|y| (y.first, y.last)), want, "{text:?}");
        }
    }

    #[test]
    fn colour_needs_a_terminal_unless_it_is_forced() {
        for (asked, no_color, terminal, want) in [
            ("auto", false, true, true),
            ("auto", true, true, false),
            ("auto", false, false, false),
            ("always", true, false, true),
            ("never", false, true, false),
        ] {
            assert_eq!(choose(asked, no_color, terminal), want, "{asked}");
        }
    }
}
