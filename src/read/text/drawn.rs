//! Tables drawn with characters: columns under a ruler of dashes, cells in frames.
//!
//! A converter that knows how wide its columns are draws them: a ruler `---- ------ ---` over cells
//! held by spaces, or a frame `+----+-----+` around them. A label that is longer than its column goes
//! on in the next line of that column, so a line is no row; the ruler or the frame says what is.

use super::super::document::{Grid, GridCell};
use super::super::normal::normal;
use super::super::number;
use super::MOST_COLUMNS;
use super::markdown::unbroken;
use crate::record::Span;
use unicode_width::UnicodeWidthChar;

/// A line of the source and where it starts.
pub type SourceLine<'s> = (usize, &'s str);

/// The most lines that a table may take.
const MOST_LINES: usize = 400;
/// The most lines of a header over its ruler.
const MOST_HEADER: usize = 8;
/// A frame with fewer parts may have no strokes between its rows.
const FEWEST_PARTED: usize = 4;
/// A ruler of fewer signs is a dash, or two.
const SHORTEST_RULER: usize = 6;

/// The table that starts with the first of these lines, and how many lines it takes.
pub fn table(lines: &[SourceLine<'_>]) -> Option<(Grid, usize)> {
    let (_, first) = lines.first()?;
    match first.trim_start().chars().next()? {
        '-' | '=' => ruled(lines, 0),
        '+' | '|' | '┌' | '┏' | '╔' => framed(lines),
        _ => {
            // A header over its ruler.
            let header = lines.iter().take(MOST_HEADER + 1);
            let ruler = header.take_while(|(_, line)| !line.trim().is_empty());
            let at = ruler.map(|(_, line)| line).position(|line| columns(line).is_some())?;
            ruled(lines, at)
        }
    }
}

/// A column of a ruler: its first place and one past its last.
type Column = (usize, usize);

/// The columns of a ruler, two at least.
fn columns(line: &str) -> Option<Vec<Column>> {
    let sign = line.trim_start().chars().next().filter(|c| matches!(c, '-' | '='))?;
    let mut columns: Vec<Column> = Vec::new();
    let mut before = ' ';
    for (at, c) in line.trim_end().chars().enumerate() {
        match c {
            c if c == sign && before == ' ' => columns.push((at, at + 1)),
            c if c == sign => columns.last_mut()?.1 = at + 1,
            ' ' => {}
            _ => return None,
        }
        before = c;
    }
    let signs: usize = columns.iter().map(|(start, end)| end - start).sum();
    (columns.len() >= 2 && columns.len() <= MOST_COLUMNS && signs >= SHORTEST_RULER)
        .then_some(columns)
}

/// Whether the line is one stroke: the edge of a table whose ruler stands further in.
fn is_stroke(line: &str) -> bool {
    let line = line.trim();
    line.len() >= SHORTEST_RULER && line.bytes().all(|b| b == b'-')
}

/// How wide characters were thought to be when the table was drawn.
#[derive(Clone, Copy)]
enum Measure {
    /// Ideographs are two wide.
    Wide,
    /// And so is what is as wide as one in a Chinese font only, such as `“`.
    WideInContext,
    /// All are as wide.
    Even,
}

impl Measure {
    const ALL: [Measure; 3] = [Measure::Wide, Measure::WideInContext, Measure::Even];

    fn of(self, c: char) -> usize {
        match self {
            Measure::Wide => c.width().unwrap_or(0),
            Measure::WideInContext => c.width_cjk().unwrap_or(0),
            Measure::Even => 1,
        }
    }
}

/// A table whose columns a ruler holds. The ruler is the line at `ruler` or, where the first line is
/// only the upper edge, one of the next.
fn ruled<'s>(lines: &[SourceLine<'s>], ruler: usize) -> Option<(Grid, usize)> {
    let first = lines.first()?.1;
    let (top, at) = match columns(lines.get(ruler)?.1) {
        Some(_) => (usize::from(ruler == 0 && is_stroke(first)), ruler),
        None if is_stroke(first) => {
            let mut next = lines.iter().take(MOST_HEADER + 2).skip(1);
            (1, next.position(|(_, line)| columns(line).is_some())? + 1)
        }
        None => return None,
    };
    let columns = columns(lines[at].1)?;
    let body = &lines[at + 1..lines.len().min(at + 1 + MOST_LINES)];
    let is_edge = |line: &str| is_stroke(line) || self::columns(line).is_some();
    // The lower edge is the one with nothing below; others part the header from the rows.
    let is_open = |at: usize| body.get(at + 1).is_some_and(|(_, next)| !next.trim().is_empty());
    let edge = (0..body.len()).find(|at| is_edge(body[*at].1) && !is_open(*at));
    let mut grids: Vec<(Grid, usize)> = Vec::new();
    for measure in Measure::ALL {
        let cut = |part: &[SourceLine<'s>]| -> Option<Vec<Cells<'s>>> {
            part.iter().map(|(start, line)| pieces(*start, line, &columns, measure)).collect()
        };
        let Some(header) = cut(&lines[top..at]) else { continue };
        // Up to the lower edge, if all lines keep to the columns; else up to the next empty line.
        let closed = edge.and_then(|edge| {
            let inner = body[..edge].iter().filter(|(_, line)| !is_edge(line)).copied();
            let inner: Vec<SourceLine<'s>> = inner.collect();
            Some((cut(&inner)?, edge + 1, inner))
        });
        let open = || {
            let len = body.iter().take_while(|(_, line)| !line.trim().is_empty()).count();
            let inner = &body[..len];
            (at > top && len > 0)
                .then(|| cut(inner))
                .flatten()
                .map(|rows| (rows, len, inner.to_vec()))
        };
        let Some((rows, used, inner)) = closed.or_else(open) else { continue };
        let mut all = Vec::new();
        if !header.is_empty() {
            all.push(header);
        }
        // Empty lines part rows of several lines.
        let parted = inner.iter().any(|(_, line)| is_empty(line));
        let mut group: Vec<Cells<'s>> = Vec::new();
        for (row, (_, line)) in rows.into_iter().zip(&inner) {
            if parted && !is_empty(line) {
                group.push(row);
            } else if parted {
                all.push(std::mem::take(&mut group));
            } else {
                all.push(vec![row]);
            }
        }
        all.push(group);
        let Some(grid) = grid(all) else { continue };
        if !grids.iter().any(|(known, len)| known.rows == grid.rows && *len == at + 1 + used) {
            grids.push((grid, at + 1 + used));
        }
    }
    // Where it matters how wide the characters are, nothing is certain.
    let table = grids.pop()?;
    grids.is_empty().then_some(table)
}

/// Whether there is nothing at all in the line; spaces are the cells of an empty row.
fn is_empty(line: &str) -> bool {
    line.trim_matches(['\r', '\n']).is_empty()
}

/// A piece of a cell: text of one line, and where it starts.
type Piece<'s> = (usize, &'s str);
/// The cells of a line, each of one piece or none.
type Cells<'s> = Vec<Option<Piece<'s>>>;

/// The text of a line under each column; `None` where something stands between columns.
fn pieces<'s>(
    start: usize,
    line: &'s str,
    columns: &[Column],
    measure: Measure,
) -> Option<Cells<'s>> {
    let mut ends = vec![None::<(usize, usize)>; columns.len()];
    let mut place = 0;
    let mut column = 0;
    for (at, c) in line.char_indices() {
        let width = measure.of(c);
        if !c.is_whitespace() {
            while column + 1 < columns.len() && place >= columns[column + 1].0 {
                column += 1;
            }
            if place < columns[column].0 || place + width > columns[column].1 {
                return None;
            }
            let (_, end) = ends[column].get_or_insert((at, at));
            *end = at + c.len_utf8();
        }
        place += width;
    }
    let piece = |(from, to): (usize, usize)| (start + from, &line[from..to]);
    Some(ends.into_iter().map(|end| end.map(piece)).collect())
}

/// The grid of rows of lines of cells of pieces.
fn grid(rows: Vec<Vec<Cells<'_>>>) -> Option<Grid> {
    let mut grid = Grid { rows: Vec::new(), span: Span::new(0, 0) };
    let mut span: Option<Span> = None;
    for lines in rows.into_iter().filter(|lines| !lines.is_empty()) {
        let width = lines.iter().map(Vec::len).max().unwrap_or(0);
        let mut cells = Vec::with_capacity(width);
        let mut place = span.map_or(0, |span| span.end as usize);
        for column in 0..width {
            let pieces: Vec<Piece<'_>> =
                lines.iter().filter_map(|line| line.get(column)).flatten().copied().collect();
            cells.push(cell(&pieces, column, &mut place));
        }
        if cells.iter().all(|cell| cell.text.is_empty()) && width < super::FIGURES_OF_DISPUTES {
            continue;
        }
        for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
            span = Some(span.map_or(cell.span, |span| span.join(cell.span)));
        }
        grid.rows.push(cells);
    }
    grid.span = span?;
    Some(grid)
}

/// A cell of these pieces, one a line. An empty one stands where the last one ended.
fn cell(pieces: &[Piece<'_>], column: usize, place: &mut usize) -> GridCell {
    // A figure may go on in the next line as well as end there: then it is none.
    let joint = if figures(pieces) > 0 { "…" } else { " " };
    let raw = pieces.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(joint);
    let span = pieces
        .iter()
        .map(|(start, text)| Span::new(*start, start + text.len()))
        .reduce(Span::join)
        .unwrap_or(Span::new(*place, *place));
    *place = span.end as usize;
    GridCell {
        text: normal(&unbroken(&raw)).into_owned(),
        raw,
        span,
        column: u16::try_from(column).unwrap_or(u16::MAX),
        colspan: 1,
        rowspan: 1,
    }
}

/// How many of the pieces of a cell are figures.
fn figures(pieces: &[Piece<'_>]) -> usize {
    pieces.iter().filter(|(_, text)| number::is_figure(&normal(text))).count()
}

/// Strokes and corners of a frame.
fn is_frame(c: char) -> bool {
    matches!(c, '+' | '-' | '=' | '|' | ':') || matches!(c, '\u{2500}'..='\u{257f}')
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║')
}

/// Whether a frame's line parts rows here: it holds strokes from corner to corner.
fn parts_rows(line: &str) -> bool {
    let line = line.trim();
    let corner = |c: char| matches!(c, '+' | '├' | '┼' | '┤' | '┌' | '┐' | '└' | '┘' | '┬' | '┴');
    let stroke = |c: char| matches!(c, '-' | '=' | '─' | '━');
    let mut before = ' ';
    line.chars().any(|c| {
        let meets = corner(before) && stroke(c);
        before = c;
        meets
    })
}

/// A table in a frame with strokes between its rows. `None` where its rows are not told apart by
/// strokes, or each takes one line, which needs no help.
fn framed(lines: &[SourceLine<'_>]) -> Option<(Grid, usize)> {
    let is_edge = |line: &str| !line.is_empty() && line.chars().all(|c| is_frame(c) || c == ' ');
    if !is_edge(lines.first()?.1.trim()) || !parts_rows(lines.first()?.1) {
        return None;
    }
    let in_frame = |line: &str| line.trim().chars().next().is_some_and(is_frame);
    let used = lines.iter().take(MOST_LINES).take_while(|(_, line)| in_frame(line)).count();
    let mut rows: Vec<Vec<Cells<'_>>> = vec![Vec::new()];
    for (start, line) in &lines[..used] {
        if parts_rows(line) {
            rows.push(Vec::new());
            continue;
        }
        let bar = line.trim().chars().next().filter(|c| is_bar(*c))?;
        let group = rows.last_mut()?;
        let row = framed_cells(*start, line, bar);
        // Lines of one row have the same bars.
        if group.first().is_some_and(|first| first.len() != row.len()) {
            return None;
        }
        group.push(row);
    }
    rows.retain(|row| !row.is_empty());
    // Strokes may stand around the header alone; then the rest is a row a line, each with its words.
    let is_figure = |cell: &Option<Piece<'_>>| cell.is_some_and(|piece| figures(&[piece]) > 0);
    let holds = |line: &&Cells<'_>| line.iter().any(is_figure);
    let labelled = |line: &Cells<'_>| line.iter().flatten().any(|piece| figures(&[*piece]) == 0);
    let crowded = |row: &Vec<Cells<'_>>| {
        row.iter().filter(holds).count() > 1 && row.iter().filter(holds).all(labelled)
    };
    let bare = rows.len() < FEWEST_PARTED && rows.iter().any(crowded);
    if bare || rows.iter().all(|row| row.len() == 1) {
        return None;
    }
    Some((grid(rows)?, used))
}

/// The cells of a line between bars, without those that close it.
fn framed_cells<'s>(start: usize, line: &'s str, bar: char) -> Cells<'s> {
    let inner = line.trim();
    let inner = inner.strip_prefix(bar).unwrap_or(inner);
    let inner = inner.strip_suffix(bar).unwrap_or(inner);
    inner
        .split(bar)
        .map(|part| {
            let text = part.trim();
            let at = start + (text.as_ptr() as usize - line.as_ptr() as usize);
            (!text.is_empty()).then_some((at, text))
        })
        .collect()
}
