//! The prose of a part: paragraphs wrapped to the screen.

use super::ReportView;
use crate::form::Section;
use crate::record::{Passage, Span};
use crate::text::{Widths, clean};

/// A wrapped line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedLine {
    /// The text.
    pub text: String,
    /// Whether it belongs to a heading.
    pub heading: bool,
    /// The number of its paragraph.
    pub paragraph: usize,
    /// The bytes of the paragraph that stand on it.
    pub bytes: (usize, usize),
}

/// The state of the prose of a part.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The wrapped lines.
    pub lines: Vec<WrappedLine>,
    /// The first line on the screen.
    pub top: usize,
    /// The paragraph at the top, kept while the lines are wrapped anew.
    anchor: Option<usize>,
}

impl Prose {
    /// The lines are to be wrapped anew; the paragraph at the top stays.
    pub fn forget(&mut self) {
        if let Some(line) = self.lines.get(self.top) {
            self.anchor = Some(line.paragraph);
        }
        self.lines.clear();
    }

    /// Takes wrapped lines and keeps the scroll within them.
    pub fn settle(&mut self, lines: Vec<WrappedLine>, height: usize) {
        if self.lines.is_empty()
            && let Some(anchor) = self.anchor.take()
            && self.top > 0
        {
            let at = lines.iter().position(|line| line.paragraph == anchor);
            self.top = at.unwrap_or(self.top);
        }
        self.top = self.top.min(lines.len().saturating_sub(height));
        self.lines = lines;
    }

    /// The paragraph at the top, to be copied.
    pub fn paragraph(&self, state: &ReportView) -> Option<String> {
        let paragraph = self.lines.get(self.top)?.paragraph;
        paragraphs(state).get(paragraph).map(|passage| passage.text.clone())
    }
}

/// The paragraphs of the part that is shown; what stands before part one belongs to it.
pub fn paragraphs(state: &ReportView) -> Vec<&Passage> {
    let Some(opened) = &state.opened else { return Vec::new() };
    let passages = &opened.stored.report.passages;
    passages
        .iter()
        .filter(|passage| {
            passage.section == state.section
                || (state.section == Section::Overview && passage.section == Section::Preamble)
        })
        .collect()
}

/// The sentences of findings that are quoted from a part.
pub fn quotes(state: &ReportView) -> Vec<(&str, Span)> {
    let Some(opened) = &state.opened else { return Vec::new() };
    let year = opened.stored.report.year;
    opened
        .findings
        .iter()
        .flat_map(|stored| &stored.finding.quotes)
        .filter(|quote| quote.year == year && quote.section == state.section)
        .map(|quote| (quote.text.as_str(), quote.span))
        .collect()
}

/// The lines with the part of each that belongs to a flagged sentence, in bytes of the line.
pub fn marks(state: &ReportView) -> Vec<(usize, (usize, usize))> {
    let paragraphs = paragraphs(state);
    let quotes = quotes(state);
    if quotes.is_empty() {
        return Vec::new();
    }
    let texts: Vec<_> = paragraphs.iter().map(|passage| clean(&passage.text)).collect();
    let mark = |line: &WrappedLine| {
        let text = texts.get(line.paragraph)?;
        quotes.iter().find_map(|(quote, _)| {
            let from = text.find(quote.trim())?;
            overlap((from, from + quote.trim().len()), line.bytes)
        })
    };
    let lines = state.prose.lines.iter().enumerate();
    lines.filter_map(|(at, line)| Some((at, mark(line)?))).collect()
}

/// The part of a marked range that lies on a line, counted from the line's start.
fn overlap(mark: (usize, usize), line: (usize, usize)) -> Option<(usize, usize)> {
    let (from, to) = (mark.0.max(line.0), mark.1.min(line.1));
    (from < to).then(|| (from - line.0, to - line.0))
}

/// Paragraphs as lines, with an empty one between.
pub fn wrap(paragraphs: &[&Passage], widths: Widths, columns: usize) -> Vec<WrappedLine> {
    let mut lines = Vec::new();
    for (paragraph, passage) in paragraphs.iter().enumerate() {
        let text = clean(&passage.text);
        let heading = passage.heading.is_some();
        let mut at = 0;
        for line in widths.wrap(&text, columns.min(100)) {
            // Wrapping drops white space at the ends of lines; find where the line begins.
            let start = text[at..].find(line.as_str()).map_or(at, |found| at + found);
            at = start + line.len();
            lines.push(WrappedLine { text: line, heading, paragraph, bytes: (start, at) });
        }
        lines.push(WrappedLine {
            text: String::new(),
            heading: false,
            paragraph,
            bytes: (text.len(), text.len()),
        });
    }
    lines.pop();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        Passage {
            section: Section::Problems,
            heading: None,
            text: text.to_owned(),
            span: Span::new(0, 0),
        }
    }

    #[test]
    fn paragraphs_are_wrapped_with_air_between() {
        let (a, b) = (passage("一二三四"), passage("five six"));
        let lines = wrap(&[&a, &b], Widths::default(), 4);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["一二", "三四", "", "five", "six"]);
        assert_eq!(lines[1].bytes, (6, 12));
        assert_eq!(lines[4].bytes, (5, 8));
    }

    #[test]
    fn a_new_width_keeps_the_paragraph_at_the_top() {
        let texts = ["一二三四五六", "七八九十", "甲乙丙丁"].map(passage);
        let all: Vec<&Passage> = texts.iter().collect();
        let mut prose = Prose { top: 4, ..Prose::default() };
        prose.settle(wrap(&all, Widths::default(), 4), 2);
        assert_eq!(prose.lines[prose.top].text, "七八");
        prose.forget();
        prose.settle(wrap(&all, Widths::default(), 12), 2);
        assert_eq!(prose.lines[prose.top].text, "七八九十");
    }
}
