//! One stream of words, figures and blanks, whether they come from grids or from lines.

use super::flat;
use super::label::{self, Label};
use crate::read::document::{Block, Document, Grid, GridCell, Line, SourceKind};
use crate::read::normal::{is_ideograph, normal, normal_with_offsets};
use crate::read::number;
use crate::record::Span;
use std::borrow::Cow;

/// What a token is by its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Words: a label, a heading, prose.
    Word,
    /// A number or a sign for nothing.
    Figure,
    /// An empty cell.
    Blank,
    /// Digits in which cells may be run together.
    Run,
}

/// A piece of the document.
#[derive(Debug, Clone)]
pub struct Token<'d> {
    /// The text in its normal form.
    pub text: Cow<'d, str>,
    /// The text as printed.
    pub raw: &'d str,
    /// Where it stands in the source.
    pub span: Span,
    /// What it looks like.
    pub look: Look,
    /// What the words are on the form, for a [`Look::Word`].
    pub label: Option<label::Found>,
    /// The line or row of a grid in which it stands, counted through the document.
    pub row: u32,
    /// The grid it belongs to and its columns there, for rows that show their cells.
    pub cell: Option<Place>,
}

/// The place of a token in a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The grid, counted through the document.
    pub grid: u32,
    /// The first column.
    pub column: u16,
    /// One past the last column.
    pub end: u16,
}

impl Token<'_> {
    /// What the words are on the form.
    pub fn is(&self) -> Option<Label> {
        self.label.map(|found| found.label)
    }
}

/// The document as tokens.
pub fn tokens(document: &Document) -> Vec<Token<'_>> {
    let mut stream =
        Stream { document, tokens: Vec::with_capacity(document.blocks.len() * 2), row: 0, grid: 0 };
    for block in &document.blocks {
        match block {
            Block::Line(line) => stream.line(line),
            Block::Grid(grid) => stream.grid(grid),
        }
    }
    stream.tokens
}

struct Stream<'d> {
    document: &'d Document,
    tokens: Vec<Token<'d>>,
    row: u32,
    grid: u32,
}

impl<'d> Stream<'d> {
    fn line(&mut self, line: &'d Line) {
        self.row += 1;
        // The source of a line of HTML has tags in it.
        let raw = match self.document.kind {
            SourceKind::Text => self.document.source.get(line.span.range()).unwrap_or(&line.text),
            SourceKind::Html => &line.text,
        };
        let exact = self.document.kind == SourceKind::Text;
        // A text whose place is lost cannot be taken apart: nothing would vouch for its figures.
        if line.span.start < line.span.end && flat::is_flat(&line.text) {
            flat::tokens(raw, line.span, exact, &mut self.row, &mut self.tokens);
            return;
        }
        if line.text.len() > 400 {
            self.push(Cow::Borrowed(&line.text), &line.text, line.span, Look::Word, None);
            return;
        }
        let first = self.tokens.len();
        let base = line.span.start as usize;
        // The place of what stands from one offset of the line to another.
        let place = |start: usize, end: usize| match exact {
            true => Span::new(base + start, base + end),
            false => line.span,
        };
        for (start, piece) in pieces(raw) {
            let end = start + piece.len();
            let text = normal(piece);
            if let Some((label, look)) = glued(&text) {
                let (_, offsets) = normal_with_offsets(piece);
                let at = offsets.get(label).map_or(piece.len(), |at| *at as usize);
                let (words, run) = piece.split_at(at);
                self.push(normal(words), words, place(start, start + at), Look::Word, None);
                self.push(normal(run), run, place(start + at, end), look, None);
            } else if !text.is_empty() {
                let look = match number::is_figure(&text) {
                    true => Look::Figure,
                    // What pandas prints for an empty cell.
                    false if text == "NaN" => Look::Blank,
                    false if is_run(&text) => Look::Run,
                    false => Look::Word,
                };
                self.push(text, piece, place(start, end), look, None);
            }
        }
        figures_in_sentences(&mut self.tokens[first..]);
    }

    fn grid(&mut self, grid: &'d Grid) {
        self.grid += 1;
        for row in &grid.rows {
            self.row += 1;
            // A row of one cell is a line in a frame.
            let alone = row.len() == 1;
            for cell in row {
                self.cell(cell, alone);
            }
        }
    }

    fn cell(&mut self, cell: &'d GridCell, alone: bool) {
        let place = Place {
            grid: self.grid,
            column: cell.column,
            end: cell.column.saturating_add(cell.colspan),
        };
        let text = Cow::Borrowed(cell.text.as_str());
        let look = if cell.text.is_empty() {
            Look::Blank
        } else if number::is_figure(&cell.text) {
            Look::Figure
        } else {
            Look::Word
        };
        let placed = cell.span.start < cell.span.end;
        if look == Look::Word && placed && flat::is_flat(&cell.text) {
            flat::tokens(&cell.raw, cell.span, false, &mut self.row, &mut self.tokens);
            return;
        }
        self.push(text, &cell.raw, cell.span, look, (!alone).then_some(place));
    }

    fn push(
        &mut self,
        text: Cow<'d, str>,
        raw: &'d str,
        span: Span,
        look: Look,
        cell: Option<Place>,
    ) {
        let label = if look == Look::Word { label::find(&text) } else { None };
        self.tokens.push(Token { text, raw, span, look, label, row: self.row, cell });
    }
}

/// Where the figures start that touch the label of a row, and what they are: digits of one or
/// several cells (`补正后申请内容仍不明确18`), or one figure with a fraction.
fn glued(text: &str) -> Option<(usize, Look)> {
    let label = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let figures = &text[label.len()..];
    if !label.ends_with(|c: char| is_ideograph(c) || matches!(c, ')' | '”' | '"'))
        || !figures.ends_with(is_digit)
    {
        return None;
    }
    let look = match figures.split_once('.') {
        None => Look::Run,
        Some((whole, part)) if !whole.is_empty() && !part.contains('.') => Look::Figure,
        Some(_) => return None,
    };
    // `行政事业性收费6减3`: more than one figure touches it.
    if ["增", "减", "增加", "减少"].iter().any(|sign| label.ends_with(sign)) {
        return None;
    }
    let found = label::find(label)?;
    let row = matches!(found.label, Label::Row(_) | Label::Matter(_) | Label::Total);
    (row && found.score >= CERTAIN).then_some((label.len(), look))
}

/// Whether these are the digits of several cells: more than a number has.
fn is_run(text: &str) -> bool {
    text.len() >= LONGEST_NUMBER && text.bytes().all(|b| b.is_ascii_digit())
}

/// The row of table four has fifteen cells; no figure has as many digits.
const LONGEST_NUMBER: usize = 15;

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The least likeness of a label that figures touch.
const CERTAIN: f32 = 0.9;

/// The pieces of a line between white space, each with its offset. A note in brackets is part of
/// what it follows.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut start: Option<usize> = None;
    let mut note_end = 0;
    for (at, c) in line.char_indices() {
        if c.is_whitespace() && at >= note_end {
            if let Some(start) = start.take() {
                pieces.push((start, &line[start..at]));
            }
            continue;
        }
        start.get_or_insert(at);
        if matches!(c, '(' | '（')
            && at >= note_end
            && let Some(close) = line[at..].find([')', '）'])
        {
            note_end = at + close;
        }
    }
    pieces.extend(start.map(|start| (start, line[start..].trim_end())));
    pieces
}

/// The fewest figures before words in one line that can be a row.
const FEWEST_BEFORE_WORDS: usize = 5;

/// Figures between words are part of a sentence, and so are a few before words.
fn figures_in_sentences(line: &mut [Token<'_>]) {
    let Some(last_word) = line.iter().rposition(|t| t.look == Look::Word) else { return };
    let leading = line.iter().take_while(|t| t.look != Look::Word).count();
    let from = if leading >= FEWEST_BEFORE_WORDS { leading } else { 0 };
    for token in line[from..last_word].iter_mut().filter(|t| t.look == Look::Figure) {
        token.look = Look::Word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_touch_a_label_are_told_from_it() {
        for (text, want) in [
            ("3.补正后申请内容仍不明确18", Some(("18", Look::Run))),
            ("一、本年新收政府信息公开申请数量0000000", Some(("0000000", Look::Run))),
            ("3.危及“三安全一稳定”0", Some(("0", Look::Run))),
            ("行政事业性收费70.15", Some(("70.15", Look::Figure))),
            ("行政事业性收费70.", None),
            ("行政事业性收费.15", None),
            ("行政许可1.2.3", None),
            ("行政许可", None),
            ("2024", None),
            ("第二十条第1", None),
            ("会议室2024", None),
            ("行政事业性收费6减3", None),
            ("规章(含2022年的3项)5", Some(("5", Look::Run))),
        ] {
            let got = glued(text).map(|(at, look)| (&text[at..], look));
            assert_eq!(got, want, "{text}");
        }
    }
}
