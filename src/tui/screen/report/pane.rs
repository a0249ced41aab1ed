//! What explains the cell of the cursor: its text, its equations worked out, its neighbours in
//! time, and what was found.

use crate::form::{Cell, Form, Row, Section, Unit, equations};
use crate::record::{Cells, State, Verdict};
use crate::text::Lang;
use crate::tui::model::{Look, Model};
use crate::tui::over_years;
use crate::tui::request::{Opened, YearCell};
use crate::tui::theme::Role;
use crate::tui::words;
use crate::tui::worked::{self, figure, sign, work};

/// A line of pieces.
pub type PaneLine = Vec<(String, Role)>;

/// The lines that explain a cell, that of the cursor once keys rest, at most `columns` wide. With room beside the
/// table every equation has its own line.
pub fn lines(model: &Model, columns: usize, roomy: bool) -> Vec<PaneLine> {
    let state = &model.report;
    let Some(opened) = &state.opened else { return Vec::new() };
    let (look, cell) = (model.look, state.explained);
    let mut lines = head(look, opened, cell, roomy);
    let year = opened.stored.report.year;
    let years: Vec<YearCell> = opened
        .series
        .iter()
        .map(|(year, form, cells)| YearCell::of(*year, *form, cells, cell))
        .collect();
    if years.len() > 1 {
        lines.push(over_years::line(look, &years, year, columns));
    }
    if roomy {
        lines.push(Vec::new());
    }
    lines.extend(flow(equation_pieces(look, opened, cell), look, columns, roomy));
    for stored in state.findings_on(cell) {
        let finding = &stored.finding;
        let message = crate::check::message(finding, look.lang);
        let head = format!("{} {} ", finding.severity.sign(look.widths.plain()), finding.rule);
        let indent = look.widths.columns(&head);
        let message = match stored.verdict {
            Verdict::Open => message,
            verdict => format!("{}: {message}", look.say(verdict.label())),
        };
        let wrapped = look.widths.wrap(&message, columns.saturating_sub(indent));
        for (at, text) in wrapped.into_iter().enumerate() {
            let head = if at == 0 { head.clone() } else { " ".repeat(indent) };
            lines.push(vec![(head, Role::of(finding.severity)), (text, Role::Plain)]);
        }
    }
    lines.extend(beside_table(look, opened, model.report.section, columns));
    if roomy {
        lines.extend(problems(look, opened, columns));
    }
    lines
}

fn head(look: Look, opened: &Opened, cell: Cell, roomy: bool) -> Vec<PaneLine> {
    let cells = &opened.stored.report.cells;
    let value = cells.value(cell);
    let info = cell.info();
    let shown = match value.state {
        State::Number => {
            let number = words::short_number(value.number.unwrap_or_default());
            format!(" = {number}{}", unit(look, info.unit))
        }
        state => format!(" {}", worked::state_name(state, look.lang)),
    };
    let mut first = vec![(cell.key().to_owned(), Role::Key), (shown, Role::Strong)];
    let raw = match value.state {
        State::Absent | State::Blank => None,
        _ => Some(format!("{} \"{}\"", look.t("原文", "printed"), crate::text::clean(&value.raw))),
    };
    let first_issue = opened.stored.report.earlier.as_deref().and_then(|earlier| {
        let same = earlier.state(cell) == value.state && earlier.number(cell) == value.number;
        let name = look.t("初版", "first issue");
        (!same).then(|| format!("{name} {}", printed_text(look, earlier, cell)))
    });
    let rest: Vec<String> = raw.into_iter().chain(first_issue).collect();
    if roomy {
        let mut lines = vec![first];
        lines.extend(rest.into_iter().map(|text| vec![(text, Role::Plain)]));
        return lines;
    }
    for text in rest {
        first.push((format!("   {text}"), Role::Plain));
    }
    vec![first]
}

/// The unit behind a figure. A count of cases needs none in English.
fn unit(look: Look, unit: Unit) -> &'static str {
    match (unit, look.lang) {
        (Unit::Piece, Lang::Zh) => " 件",
        (Unit::Item, Lang::Zh) => " 项",
        (Unit::TenThousandYuan, Lang::Zh) => " 万元",
        (Unit::TenThousandYuan, Lang::En) => " (10,000 yuan)",
        (_, Lang::En) => "",
    }
}

/// A figure, or in words what is there instead.
fn printed_text(look: Look, cells: &Cells, cell: Cell) -> String {
    match cells.state(cell) {
        State::Number => words::short_number(cells.number(cell).unwrap_or_default()),
        state => worked::state_name(state, look.lang).to_owned(),
    }
}

/// Every equation in which the cell stands, as a sign, a name and both sides.
fn equation_pieces(look: Look, opened: &Opened, cell: Cell) -> Vec<PaneLine> {
    let cells = &opened.stored.report.cells;
    let mut pieces: Vec<PaneLine> = equations(cells.rows())
        .iter()
        .filter(|equation| equation.terms().any(|(term, _)| term == cell))
        .map(|equation| {
            let worked = work(equation, cells, look.widths);
            piece(look, worked.holds, look.say(worked.name), &worked.text)
        })
        .collect();
    pieces.extend(across_years(look, opened, cell));
    pieces
}

fn piece(look: Look, holds: Option<bool>, name: &str, text: &str) -> PaneLine {
    let role = match holds {
        Some(true) => Role::Good,
        Some(false) => Role::Error,
        None => Role::Faint,
    };
    vec![
        (format!("{} ", sign(holds, look.widths)), role),
        (format!("{name} "), Role::Faint),
        (text.to_owned(), Role::Plain),
    ]
}

/// What ties the cell to the years beside it: 结转, 现行有效.
fn across_years(look: Look, opened: &Opened, cell: Cell) -> Vec<PaneLine> {
    let report = &opened.stored.report;
    let mut pieces = Vec::new();
    if let Some((row, column)) = cell.as_request() {
        let (other, other_row, year, name) = match row {
            Row::CARRIED_IN => (
                opened.of_year(report.year - 1),
                Row::CARRIED_OUT,
                report.year - 1,
                look.t("结转下年", "carried out"),
            ),
            Row::CARRIED_OUT => (
                opened.of_year(report.year + 1),
                Row::CARRIED_IN,
                report.year + 1,
                look.t("上年结转", "carried in"),
            ),
            _ => return pieces,
        };
        if let Some(other) = other {
            let (here, there) =
                (report.cells.number(cell), other.number(Cell::request(other_row, column)));
            let holds = here.zip(there).map(|(here, there)| here == there);
            let text = figure(there, look.widths);
            pieces.push(piece(look, holds, &format!("{year} {name}"), &text));
        }
    } else if let Some(topic) = in_force_topic(cell)
        && report.form == Form::F2021
        && let Some(before) = opened.of_year(report.year - 1)
    {
        let get = |cells: &Cells, part: &str| {
            Cell::from_key(&format!("disclosure.{topic}.{part}"))
                .and_then(|cell| cells.number(cell))
        };
        let last = get(before, "in_force");
        let (issued, repealed) = (get(&report.cells, "issued"), get(&report.cells, "repealed"));
        let now = get(&report.cells, "in_force");
        let holds = match (last, issued, repealed, now) {
            (Some(last), Some(issued), Some(repealed), Some(now)) => {
                Some(last + issued - repealed == now)
            }
            _ => None,
        };
        let f = |number| figure(number, look.widths);
        let relation = if holds == Some(false) { worked::not_equal(look.widths) } else { "=" };
        let text = format!("{}+{}-{} {relation} {}", f(last), f(issued), f(repealed), f(now));
        pieces.push(piece(look, holds, look.t("现行有效", "in force"), &text));
    }
    pieces
}

fn in_force_topic(cell: Cell) -> Option<&'static str> {
    let key = cell.key();
    ["regulations", "normative"].into_iter().find(|topic| {
        ["issued", "repealed", "in_force"]
            .iter()
            .any(|part| key == format!("disclosure.{topic}.{part}"))
    })
}

/// Puts pieces one after the other as far as they fit on a line.
fn flow(pieces: Vec<PaneLine>, look: Look, columns: usize, roomy: bool) -> Vec<PaneLine> {
    let mut lines: Vec<PaneLine> = Vec::new();
    let mut used = 0;
    for piece in pieces {
        let need: usize = piece.iter().map(|(text, _)| look.widths.columns(text)).sum();
        match lines.last_mut() {
            Some(line) if !roomy && used + 3 + need <= columns => {
                line.push(("   ".to_owned(), Role::Plain));
                line.extend(piece);
                used += 3 + need;
            }
            _ => {
                lines.push(piece);
                used = need;
            }
        }
    }
    lines
}

/// The prose that stands in the part of the table: notes, and what the figures mean.
fn beside_table(look: Look, opened: &Opened, section: Section, columns: usize) -> Vec<PaneLine> {
    let passages = opened.stored.report.passages.iter();
    let here = passages.filter(|passage| passage.section == section && passage.heading.is_none());
    let mut lines = Vec::new();
    for passage in here {
        for text in look.widths.wrap(&crate::text::clean(&passage.text), columns) {
            lines.push(vec![(text, Role::Notice)]);
        }
    }
    lines
}

/// What went wrong in reading the report.
fn problems(look: Look, opened: &Opened, columns: usize) -> Vec<PaneLine> {
    let problems = &opened.stored.problems;
    let mut lines = Vec::new();
    if problems.is_empty() {
        return lines;
    }
    lines.push(Vec::new());
    lines.push(vec![(look.t("读取时的问题", "Problems in reading").to_owned(), Role::Strong)]);
    for problem in problems {
        let what = crate::text::clean(&problem.what);
        let text = format!("! {} {what}", look.say(problem.kind.label()));
        for text in look.widths.wrap(&text, columns) {
            lines.push(vec![(text, Role::Warning)]);
        }
    }
    lines
}
