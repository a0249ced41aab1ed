//! Lines of fields with commas between, as a spreadsheet or a program writes them.
//!
//! `规章,2,,7` has an empty cell that a line of words would not show, and `"1,234"` is one field. A
//! comma also stands in figures and in sentences, so lines are fields only where what stands between
//! the commas is labels and figures.

use super::super::align;
use super::super::document::{Grid, GridCell};
use super::super::normal::normal;
use super::super::number;
use super::MOST_COLUMNS;
use super::drawn::SourceLine;
use super::markdown::unbroken;
use crate::record::Span;

/// The most rows of a table.
const MOST_ROWS: usize = 400;
/// The most lines that a quoted field goes on for.
const MOST_LINES: usize = 8;
/// Longer fields, in bytes, are prose.
const LONGEST: usize = 240;
/// A row of figures without a label has as many fields, at least.
const FEWEST_FIGURES: usize = 7;

/// A line of fields.
struct Row<'s> {
    fields: Vec<Field<'s>>,
    /// How many lines it takes.
    lines: usize,
    /// How sure it is that these are fields.
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A label and its figures, or a full row of figures.
    Figures,
    /// Headings or empty fields, which stand for nothing alone.
    Words,
}

#[derive(Clone)]
struct Field<'s> {
    raw: &'s str,
    start: usize,
    quoted: bool,
    text: String,
}

/// The table of fields that starts with the first of these lines of the source, and how many lines
/// it takes.
pub fn table(source: &str, lines: &[SourceLine<'_>]) -> Option<(Grid, usize)> {
    if !lines.first()?.1.contains(',') {
        return None;
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut at = 0;
    while rows.len() < MOST_ROWS
        && let Some(row) = row(source, &lines[at..])
    {
        // A figure with a comma in it would be two fields: only as many as in the row before are
        // sure.
        let even = rows.last().is_some_and(|last| last.fields.len() == row.fields.len());
        if has_thousands(&row.fields) && !even {
            break;
        }
        at += row.lines;
        rows.push(row);
    }
    // Headings alone may be a sentence.
    if !rows.iter().any(|row| row.kind == Kind::Figures) {
        return None;
    }
    let mut grid = Grid { rows: Vec::with_capacity(rows.len()), span: Span::new(0, 0) };
    for row in rows {
        let cells: Vec<GridCell> = row.fields.into_iter().enumerate().map(cell).collect();
        for cell in &cells {
            let first = grid.rows.is_empty() && cell.column == 0;
            grid.span = if first { cell.span } else { grid.span.join(cell.span) };
        }
        grid.rows.push(cells);
    }
    Some((grid, at))
}

fn cell((column, field): (usize, Field<'_>)) -> GridCell {
    GridCell {
        text: field.text,
        raw: field.raw.to_owned(),
        span: Span::new(field.start, field.start + field.raw.len()),
        column: u16::try_from(column).unwrap_or(u16::MAX),
        colspan: 1,
        rowspan: 1,
    }
}

/// Whether a figure may have been parted at its comma: `1,234` without quotes.
fn has_thousands(fields: &[Field<'_>]) -> bool {
    let digits = |field: &Field<'_>| field.raw.bytes().all(|b| b.is_ascii_digit());
    fields.windows(2).any(|pair| {
        let [whole, rest] = pair else { return false };
        !whole.quoted
            && !rest.quoted
            && matches!(whole.raw.len(), 1..=3)
            && !whole.raw.starts_with('0')
            && rest.raw.len() == 3
            && digits(whole)
            && digits(rest)
    })
}

/// The row that starts with the first line.
fn row<'s>(source: &'s str, lines: &[SourceLine<'_>]) -> Option<Row<'s>> {
    let (fields, lines) = split(source, lines)?;
    if fields.len() < 2 {
        return None;
    }
    let (mut labels, mut figures, mut others) = (0, 0, 0);
    for field in &fields {
        if field.text.is_empty() {
        } else if number::is_figure(&field.text) {
            figures += 1;
        } else if field.text.len() > LONGEST || field.text.contains('。') || ends_in_figure(field)
        {
            return None;
        } else if align::is_label(&field.text) {
            labels += 1;
        } else {
            others += 1;
        }
    }
    let kind = if figures > 0 && labels > 0 || figures >= FEWEST_FIGURES && others == 0 {
        Kind::Figures
    } else {
        Kind::Words
    };
    // `（区分处理的,只计这一情形）` is one label with commas in it.
    let whole: String = fields.iter().map(|field| field.raw).collect();
    let one = kind == Kind::Words && labels < 2 && figures == 0 && align::is_label(&whole);
    (others <= labels + figures && !one).then_some(Row { fields, lines, kind })
}

/// Whether the words end in a figure or hold one after a space: then the comma stood in that
/// figure, as in `规章 1,234`.
fn ends_in_figure(field: &Field<'_>) -> bool {
    !field.quoted && field.text.ends_with(|c: char| c.is_ascii_digit())
}

/// The fields of a line, and how many lines they take: a quoted one may go on in the next.
fn split<'s>(source: &'s str, lines: &[SourceLine<'_>]) -> Option<(Vec<Field<'s>>, usize)> {
    let lines = &lines[..lines.len().min(MOST_LINES)];
    let start = lines.first()?.0;
    let end = lines.last().map(|(start, line)| start + line.len())?;
    let text = source.get(start..end)?;
    let mut fields = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let quoted = rest.starts_with('"');
        let (len, raw) = if quoted {
            let close = closing(&rest[1..])?;
            (close + 2, &rest[1..=close])
        } else {
            let len = rest.find([',', '\n', '\r', '\u{c}', '\u{2028}']).unwrap_or(rest.len());
            (len, &rest[..len])
        };
        let raw = raw.trim();
        let from = start + (raw.as_ptr() as usize - text.as_ptr() as usize);
        let words = normal(&unbroken(&raw.replace("\"\"", "\""))).into_owned();
        fields.push(Field { raw, start: from, quoted, text: words });
        at += len;
        let behind = &text[at..];
        if behind.starts_with(',') && fields.len() < MOST_COLUMNS {
            at += 1;
        } else if behind.starts_with(|c: char| !c.is_whitespace()) {
            return None;
        } else {
            break;
        }
    }
    let used = lines.iter().take_while(|(line, _)| *line < start + at).count();
    Some((fields, used.max(1)))
}

/// Where a quoted field ends; two quotes stand for one.
fn closing(inner: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + inner[from..].find('"')?;
        if !inner[at + 1..].starts_with('"') {
            return Some(at);
        }
        from = at + 2;
    }
}
