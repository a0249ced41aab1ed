//! Who reports, and for which year.
//!
//! The title says both, as a rule. Where it does not, the page is asked in the order of how much
//! its [signs] are worth: its fields, who compiled and who signs the report, whom its first sentences
//! are about and who answers questions, on whose site it stands, and last the file's name. Signs
//! that contradict each other name nobody. What rests on a weak sign says so, as a problem with a
//! next step. An agency is named with its place, because 区财政局 exists a thousand times.

mod agree;
mod clause;
mod date;
mod file_name;
mod locate;
mod name;
mod page;
mod shape;
mod signs;
mod title;
mod voice;
mod words;
mod year;

use super::{Document, Hints};
use crate::record::{Agency, Problem, ProblemKind, Span};
use jiff::civil::Date;
use locate::Context;
use name::Name;
use page::Page;
use title::{Strength, Title};

/// Who reports, for which year, and when it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The agency under its place; `None` where nothing says who reports.
    pub agency: Option<Agency>,
    /// The year reported on.
    pub year: Option<i16>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The title as printed, in simplified characters; empty where there is none.
    pub title: String,
    /// Where it rests on weak signs.
    pub problems: Vec<Problem>,
}

/// Tells who reports for which year. What the hints state overrides what the page says.
pub fn identify(document: &Document, hints: &Hints) -> Identity {
    let page = Page::new(document);
    let titles = title::titles(&page, &named_titles(document, &page));
    let context = Context::new(document, &page, hints);
    let mut problems = Vec::new();
    let agency = who(&page, &titles, &context, hints, &mut problems);
    let year = which_year(&page, &titles, hints, &mut problems);
    let published = date::published(document, &page, hints, year);
    let title = best_title(&titles).map(|title| title.text.clone()).unwrap_or_default();
    Identity { agency, year, published, title, problems }
}

/// Titles that the page names as such.
fn named_titles(document: &Document, page: &Page) -> Vec<(String, Span)> {
    let nowhere = Span::new(0, 0);
    let fields = ["标题", "信息名称", "名称", "文件标题", "题名"];
    let mut named: Vec<(String, Span)> =
        page.values(&fields).map(|(value, span)| (value.to_owned(), span)).collect();
    for (name, value) in &document.meta {
        if matches!(name.as_str(), "articletitle" | "og:title" | "title") {
            named.push((page::fold(value).into_owned(), nowhere));
        }
    }
    let folded = |title: &String| page::fold(title).into_owned();
    named.extend(document.html_title.iter().map(|title| (folded(title), nowhere)));
    named
}

fn best_title(titles: &[Title]) -> Option<&Title> {
    let rank = |title: &&Title| {
        let quality = title.agency.as_ref().map_or(0, Name::quality);
        (title.strength, title.year.is_some(), quality.min(2))
    };
    let usable = titles.iter().filter(|title| title.strength > Strength::Passing);
    // The first of equals: max_by_key would take the last.
    usable.rev().max_by_key(rank)
}

fn who(
    page: &Page,
    titles: &[Title],
    context: &Context,
    hints: &Hints,
    problems: &mut Vec<Problem>,
) -> Option<Agency> {
    if let Some(stated) = &hints.agency {
        let name = Name::parse(stated).unwrap_or_else(|| Name {
            printed: stated.clone(),
            body: stated.clone(),
            ..Name::default()
        });
        return Some(context.agency(&name).0);
    }
    let from_title =
        titles.iter().rev().filter_map(|title| Some((title, title.agency.as_ref()?))).max_by_key(
            |(title, name)| {
                (name.quality() >= 2, title.strength, title.year.is_some(), name.quality())
            },
        );
    let sign = match from_title {
        Some((title, name)) if name.quality() >= 2 => {
            one_of_several(titles, title, name, page, hints)
        }
        Some((title, name)) => signs::agency(page, hints)
            .filter(|sign| sign.name.body == name.body || sign.name.agrees(name))
            .map(|sign| (sign.name, sign.weak, sign.span))
            .or_else(|| {
                let alone = title.strength == Strength::Line || name.quality() > 1;
                alone.then(|| (name.clone(), true, Some(title.span)))
            }),
        None => signs::agency(page, hints).map(|sign| (sign.name, sign.weak, sign.span)),
    };
    let (name, weak, span) = sign?;
    let (agency, placed) = context.agency(&name);
    // 区财政局 of which nobody knows the 区 is nobody's name, unless a title calls it so; nor is the
    // 城关镇 of an unknown county.
    let titled = from_title.is_some_and(|(title, _)| title.strength == Strength::Line);
    if !titled && !context.is_known(&name, &agency.place) {
        return None;
    }
    if weak || !placed {
        let what = agency.name.clone();
        problems.push(Problem { kind: ProblemKind::WeakAgency, span, what });
    }
    Some(agency)
}

/// The agency of the best title. Where others of its kind name other bodies, such as in a list of
/// links that stands without the page's own title, the signs decide, and without them nobody.
fn one_of_several(
    titles: &[Title],
    title: &Title,
    name: &Name,
    page: &Page,
    hints: &Hints,
) -> Option<(Name, bool, Option<Span>)> {
    let alike = || {
        let alike = titles.iter().filter(|other| other.strength == title.strength);
        alike.filter_map(|other| other.agency.as_ref()).filter(|other| other.quality() >= 2)
    };
    let said = (name.clone(), false, Some(title.span));
    if title.strength < Strength::Line || alike().all(|other| name.serves(other)) {
        return Some(said);
    }
    let sign = signs::agency(page, hints)?;
    if sign.name.serves(name) {
        return Some(said);
    }
    let other = alike().find(|other| other.serves(&sign.name))?;
    Some((other.clone(), true, sign.span))
}

fn which_year(
    page: &Page,
    titles: &[Title],
    hints: &Hints,
    problems: &mut Vec<Problem>,
) -> Option<i16> {
    if hints.year.is_some() {
        return hints.year;
    }
    let period = page.lines.iter().find_map(|line| year::period(&line.text));
    let titled = titles
        .iter()
        .rev()
        .filter(|title| title.year.is_some() && title.strength > Strength::Passing)
        // Of the titles in a list of the years' reports, the one of the period.
        .max_by_key(|title| (title.strength, title.year == period, title.agency.is_some()));
    let mut weak = |year: i16, span: Option<Span>| {
        problems.push(Problem { kind: ProblemKind::WeakYear, span, what: year.to_string() });
        year
    };
    if let Some(title) = titled
        && let Some(year) = title.year
    {
        // A title that its own text contradicts is kept, and said to be doubtful.
        if period.is_some_and(|period| period != year) {
            weak(year, Some(title.span));
        }
        return Some(year);
    }
    if period.is_some() {
        return period;
    }
    let passing = titles.iter().find_map(|title| Some((title.year?, title.span)));
    let stem = page::fold(file_name::stem(&hints.path));
    let in_name = year::years(&stem).first().map(|found| found.year);
    let report = page.lines.get(..page.links).unwrap_or_default();
    let text: String = report.iter().flat_map(|line| line.text.chars()).take(20_000).collect();
    let in_text = year::most_frequent(&text);
    match (passing, in_text, in_name) {
        (Some((year, _)), Some(other), _) if year == other => Some(year),
        (_, Some(year), Some(other)) if year == other => Some(year),
        (Some((year, span)), _, _) => Some(weak(year, Some(span))),
        (_, Some(year), _) | (_, None, Some(year)) => Some(weak(year, None)),
        _ => {
            // The year before that in which it was published, or signed, or put on the net.
            let published = hints.published.or_else(|| date::signed(page));
            let address = hints.url.as_deref().and_then(url_year);
            let year = published.map(|date| date.year()).or(address)?;
            Some(weak(year - 1, None))
        }
    }
}

/// The year in an address: the year in which the page was published.
fn url_year(url: &str) -> Option<i16> {
    let digits =
        url.split(|c: char| !c.is_ascii_digit()).filter(|run| matches!(run.len(), 4 | 6 | 8));
    digits.filter_map(|run| run[..4].parse().ok()).find(|year| (2015..=2040).contains(year))
}
