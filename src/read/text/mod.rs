//! Text that was flattened by a crawler, Markdown, or text taken from a PDF, to blocks.
//!
//! Rows that show their cells (pipes, tabs) become grids; everything else becomes lines. What the
//! lines are is for [`super::align`] to find out.

mod drawn;
mod fields;
mod markdown;

use super::align;
use super::document::{Block, Document, Grid, GridCell, Line, SourceKind};
use super::normal::normal;
use super::number;
use crate::record::{Problem, ProblemKind, Span};
use markdown::{bare, unbroken};

/// The most lines and cells that are looked at; a report has a few hundred.
const MOST_PIECES: usize = 400_000;

/// How many figures the widest row of the form has, that of table four.
const FIGURES_OF_DISPUTES: usize = 15;

/// The most cells of a row.
const MOST_COLUMNS: usize = 1000;

/// Reads a text.
pub fn read(source: String, encoding: &'static str, mut problems: Vec<Problem>) -> Document {
    let mut blocks = Blocks {
        source: &source,
        blocks: Vec::new(),
        rows: Vec::new(),
        asciidoc: false,
        bars: Vec::new(),
        pieces: 0,
    };
    let mut start = 0;
    let mut lines: Vec<drawn::SourceLine<'_>> = Vec::new();
    for line in source.split_inclusive(['\n', '\r', '\u{c}', '\u{2028}']) {
        lines.push((start, line));
        start += line.len();
    }
    let mut at = 0;
    while let Some((start, line)) = lines.get(at) {
        if blocks.pieces > MOST_PIECES {
            let what = format!("{} > {start}", source.len());
            problems.push(Problem { kind: ProblemKind::TooLarge, span: None, what });
            break;
        }
        let rest = &lines[at..];
        if let Some((grid, used)) = drawn::table(rest).or_else(|| fields::table(&source, rest)) {
            blocks.table(grid);
            at += used;
        } else {
            blocks.line(*start, line);
            at += 1;
        }
    }
    blocks.end_grid();
    blocks.settle_bars();
    let blocks = blocks.blocks;
    Document {
        kind: SourceKind::Text,
        encoding,
        html_title: None,
        meta: Vec::new(),
        blocks,
        problems,
        source,
    }
}

struct Blocks<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    /// The rows of the grid that is open.
    rows: Vec<Row>,
    /// Whether the lines stand between the marks of an AsciiDoc table, where a bar starts each cell.
    asciidoc: bool,
    /// The blocks that are a bar alone on its line: the start of a row or the end of an empty cell.
    bars: Vec<usize>,
    /// How many lines and cells there are so far.
    pieces: usize,
}

struct Row {
    cells: Vec<GridCell>,
    /// Whether the line starts with a bar, and whether it ends with one.
    bars: (bool, bool),
}

impl Blocks<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let trimmed = line.trim();
        if trimmed == "|===" {
            self.end_grid();
            self.asciidoc = !self.asciidoc;
            return;
        }
        let tabs = || line.bytes().filter(|byte| *byte == b'\t').count();
        let empty_row =
            trimmed.is_empty() && !self.rows.is_empty() && tabs() + 1 >= FIGURES_OF_DISPUTES;
        if !empty_row
            && (trimmed.is_empty()
                || is_rule(trimmed)
                || is_page_number(trimmed)
                || is_tag(trimmed))
        {
            return;
        }
        // Tabs at the edges are empty cells.
        let trimmed = if line.contains('\t') && !trimmed.contains('|') {
            line.trim_matches(|c: char| c.is_whitespace() && c != '\t')
        } else {
            trimmed
        };
        let start = start + (trimmed.as_ptr() as usize - line.as_ptr() as usize);
        let bar = if trimmed.contains('|') {
            Some('|')
        } else if trimmed.contains('\t') {
            Some('\t')
        } else {
            ['｜', '│', '┃'].into_iter().find(|bar| trimmed.contains(*bar))
        };
        self.pieces += 1;
        let Some(bar) = bar else {
            self.plain(start, trimmed);
            return;
        };
        let cells = self.cells(start, trimmed, bar);
        self.pieces += cells.len();
        if is_whole_table(&cells) {
            for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
                self.plain(cell.span.start as usize, &cell.raw);
            }
            return;
        }
        let filled = cells.iter().filter(|cell| !cell.text.is_empty()).count();
        let figure = cells.iter().any(|cell| number::is_figure(&cell.text));
        // A row of the form with nothing but empty cells is a row all the same.
        let padding = if bar == '\t' { 2 } else { 3 };
        let blank_row = filled == 1
            && cells.len() >= padding
            && cells.iter().any(|c| align::names_row(&c.text));
        match filled {
            0 if trimmed.chars().count() == 1 => self.bar(start),
            // Wider than any padding, in a table: the empty row of table four.
            0 if !self.rows.is_empty() && cells.len() >= FIGURES_OF_DISPUTES => {
                let bars = (trimmed.starts_with(bar), trimmed.ends_with(bar));
                self.rows.push(Row { cells, bars });
            }
            0 => {}
            // A cell with its bar alone on a line, or one with the padding of its span.
            1 if !blank_row && !figure
                || figure && (cells.len() == 2 || !cells[0].text.is_empty()) =>
            {
                if let Some(cell) = cells.into_iter().find(|cell| !cell.text.is_empty()) {
                    self.plain(cell.span.start as usize, &cell.raw);
                }
            }
            _ => {
                let bars = (trimmed.starts_with(bar), trimmed.ends_with(bar));
                self.rows.push(Row { cells, bars });
            }
        }
    }

    /// A table whose cells are told apart already.
    fn table(&mut self, grid: Grid) {
        self.end_grid();
        self.pieces += grid.rows.iter().map(|row| row.len() + 1).sum::<usize>();
        self.blocks.push(Block::Grid(grid));
    }

    /// A line without cells, or a single cell.
    fn plain(&mut self, start: usize, text: &str) {
        self.end_grid();
        let folded = normal(text);
        if folded.is_empty() {
            return;
        }
        let span = Span::new(start, start + text.len());
        self.blocks.push(Block::Line(Line { text: folded.into_owned(), span }));
    }

    /// A bar alone on its line, kept as an empty cell until more is known.
    fn bar(&mut self, at: usize) {
        self.end_grid();
        let span = Span::new(at, at);
        let (text, raw) = (String::new(), String::new());
        let cell = GridCell { text, raw, span, column: 0, colspan: 1, rowspan: 1 };
        self.bars.push(self.blocks.len());
        self.blocks.push(Block::Grid(Grid { rows: vec![vec![cell]], span }));
    }

    /// Where most rows start with a bar of their own, those bars are no cells.
    fn settle_bars(&mut self) {
        if self.bars.is_empty() {
            return;
        }
        let line = |at: usize| match self.blocks.get(at) {
            Some(Block::Line(line)) => Some((number::is_figure(&line.text), line)),
            _ => None,
        };
        let figure = |at: usize| line(at).map(|(figure, _)| figure);
        let is_bar = |at: usize| self.bars.binary_search(&at).is_ok();
        let (mut barred, mut bare) = (Vec::new(), 0_usize);
        for at in 1..self.blocks.len() {
            // A row starts with words after a figure, or after the bar that may belong to it.
            if figure(at) != Some(false) {
                continue;
            }
            if is_bar(at - 1) {
                barred.push(at - 1);
            } else if figure(at - 1) == Some(true) {
                bare += 1;
            }
        }
        if barred.len() > bare {
            // So do rows without a label: figures after headings.
            let heading = |at: usize| {
                line(at).is_some_and(|(figure, line)| !figure && !align::names_row(&line.text))
            };
            barred.extend(
                self.bars
                    .iter()
                    .copied()
                    .filter(|bar| *bar > 0 && heading(bar - 1) && figure(bar + 1) == Some(true)),
            );
            barred.sort_unstable();
            let mut index = 0;
            self.blocks.retain(|_| {
                index += 1;
                barred.binary_search(&(index - 1)).is_err()
            });
        }
    }

    fn cells(&self, start: usize, line: &str, bar: char) -> Vec<GridCell> {
        let mut at = start;
        let mut cells = Vec::new();
        for (column, part) in line.split(bar).enumerate() {
            let raw = bare(part.trim());
            let from = at + (raw.as_ptr() as usize - part.as_ptr() as usize);
            cells.push(GridCell {
                text: normal(&unbroken(raw)).into_owned(),
                raw: raw.to_owned(),
                span: Span::new(from, from + raw.len()),
                column: u16::try_from(column).unwrap_or(u16::MAX),
                colspan: 1,
                rowspan: 1,
            });
            at += part.len() + bar.len_utf8();
            // One line may be all there is.
            if cells.len() > MOST_COLUMNS {
                break;
            }
        }
        debug_assert!(cells.iter().all(|c| self.source.get(c.span.range()) == Some(&*c.raw)));
        cells
    }

    /// Closes the grid. Bars that only frame its rows are no cells.
    fn end_grid(&mut self) {
        if self.rows.is_empty() {
            return;
        }
        let rows = std::mem::take(&mut self.rows);
        let leading = rows.iter().all(|row| row.bars.0);
        let trailing = rows.iter().all(|row| row.bars.1);
        let mut grid = Grid { rows: Vec::with_capacity(rows.len()), span: Span::new(0, 0) };
        for row in rows {
            let mut cells = row.cells;
            if trailing {
                cells.pop();
            }
            if (leading || self.asciidoc && row.bars.0) && !cells.is_empty() {
                cells.remove(0);
                cells.iter_mut().for_each(|cell| cell.column -= 1);
            }
            for cell in &cells {
                let first = grid.rows.is_empty() && grid.span.end == 0;
                grid.span = if first { cell.span } else { grid.span.join(cell.span) };
            }
            grid.rows.push(cells);
        }
        self.blocks.push(Block::Grid(grid));
    }
}

/// Whether the cells are those of a whole table, or page, in one line: they name several rows.
fn is_whole_table(cells: &[GridCell]) -> bool {
    if cells.len() < NARROWEST_TABLE {
        return false;
    }
    let mut names: Vec<&str> = Vec::new();
    for cell in cells.iter().filter(|cell| align::names_row(&cell.text)) {
        // One label over several columns is printed in each by some.
        if !names.contains(&cell.text.as_str()) {
            names.push(&cell.text);
        }
        if names.len() == FEWEST_ROWS {
            return true;
        }
    }
    false
}

/// A table of several rows has more cells than this.
const NARROWEST_TABLE: usize = 12;
/// A row has a label of its own and one of its group.
const FEWEST_ROWS: usize = 3;

/// The line under the header of a Markdown table, or a line drawn with dashes.
fn is_rule(line: &str) -> bool {
    line.len() >= 5
        && line.contains('-')
        && line.contains(['|', '+'])
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='))
        && line.contains("--")
}

/// A box of the page that Markdown kept: `<div class="page">`.
fn is_tag(line: &str) -> bool {
    line.starts_with('<') && line.ends_with('>') && line.is_ascii()
}

/// `- 4 -`, `— 5 —`, `第 3 页 共 7 页`.
fn is_page_number(line: &str) -> bool {
    if line.len() > 48 {
        return false;
    }
    let inner = line.trim_matches(|c: char| c.is_whitespace() || "-—–－―─".contains(c));
    if inner.len() < line.len() && !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit()) {
        // `-8` is a figure; a page number has dashes on both sides.
        let dash = |c: Option<char>| c.is_some_and(|c| "-—–－―─".contains(c));
        return dash(line.chars().next()) && dash(line.chars().next_back());
    }
    line.starts_with('第')
        && line.contains('页')
        && line.chars().all(|c| c.is_ascii_digit() || " 第页共/,，".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> Vec<String> {
        let document = read(source.to_owned(), "UTF-8", Vec::new());
        let row = |cells: &Vec<GridCell>| {
            cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|")
        };
        document
            .blocks
            .iter()
            .map(|block| match block {
                Block::Line(line) => line.text.clone(),
                Block::Grid(grid) => {
                    format!("[{}]", grid.rows.iter().map(row).collect::<Vec<_>>().join("/"))
                }
            })
            .collect()
    }

    #[test]
    fn rows_that_show_their_cells_become_grids() {
        for (source, want) in [
            ("规章 | 0 | 1 | 2 |\n", vec!["[规章|0|1|2]"]),
            ("规章 | 0 | 1 | 2\n许可 | 5 | ||\n", vec!["[规章|0|1|2/许可|5|||]"]),
            ("| 规章 | 0 |\n|---|---|\n| 许可 | 5 |", vec!["[规章|0/许可|5]"]),
            ("| 商业<br>企业 | 0<br/> |", vec!["[商业 企业|0]"]),
            ("规章\t0\t1\r\n许可\t5\t", vec!["[规章|0|1/许可|5|]"]),
            ("第二十条 | |||\n规章 |\n0 |\n", vec!["第二十条", "规章", "0"]),
            ("|\n规章 |\n0 |\n|\n1 |\n|\n许可 |", vec!["规章", "0", "[]", "1", "许可"]),
            (
                "规章 |\n|\n0 |\n|\n许可 |\n1 |\n强制 |",
                vec!["规章", "[]", "0", "[]", "许可", "1", "强制"],
            ),
            ("| 0 | 1 |\n- 4 -\n| 2 | 3 |", vec!["[0|1/2|3]"]),
            ("— 5 —\n第 3 页 共 7 页\n-8", vec!["-8"]),
            ("<div class=\"page\">\n规章 | 0 | nan |\n</div>", vec!["[规章|0|]"]),
        ] {
            assert_eq!(shape(source), want, "{source:?}");
        }
    }
}
