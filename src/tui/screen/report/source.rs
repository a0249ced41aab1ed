//! The source of a report, with the place of a figure or a sentence marked.

use super::ReportView;
use crate::record::Span;
use crate::tui::request::SourceText;
use crate::tui::source_text::{self, SourceLine};
use crate::tui::width::Widths;
use ratatui::layout::Rect;

/// The state of the source.
#[derive(Debug, Clone, Default)]
pub struct SourcePane {
    /// The document; `None` until it is here.
    pub text: Option<SourceText>,
    /// Its lines, wrapped to the screen.
    pub lines: Vec<SourceLine>,
    /// The first line on the screen.
    pub top: usize,
    /// What is marked.
    pub marked: Option<Span>,
    /// A place to go to that is known before the document is here.
    pub wanted: Option<Span>,
    /// Whether the page's markup is shown.
    pub markup: bool,
    height: usize,
}

impl SourcePane {
    /// A pane that will go to a place once its document is here.
    pub fn at(wanted: Option<Span>) -> SourcePane {
        SourcePane { wanted, ..SourcePane::default() }
    }

    /// Takes the document and goes to the place.
    pub fn take(&mut self, text: SourceText, spans: Option<Span>, area: Rect, widths: Widths) {
        self.marked = self.wanted.or(spans);
        self.text = Some(text);
        self.lines.clear();
        self.wrap(area, widths);
        self.reveal();
    }

    /// Wraps the lines to the screen, keeping what stands at the top.
    pub fn wrap(&mut self, area: Rect, widths: Widths) {
        let Some(text) = &self.text else { return };
        let at = self.lines.get(self.top).map(SourceLine::start);
        let lines = source_text::lines(&text.text, self.markup);
        let columns = usize::from(area.width).saturating_sub(1).max(10);
        self.lines = source_text::wrap(lines, widths, columns);
        // A line of the area says where the document is from.
        self.height = usize::from(area.height).saturating_sub(1);
        if let Some(at) = at {
            self.top = self.line_of(at);
            self.scroll(0);
        }
    }

    /// Shows or hides the markup.
    pub fn toggle_markup(&mut self, area: Rect, widths: Widths) {
        self.markup = !self.markup;
        self.wrap(area, widths);
        self.reveal();
    }

    /// Scrolls by lines.
    pub fn scroll(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(self.height.max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The line at the marked place, or at the top, to be copied.
    pub fn line_text(&self) -> Option<String> {
        let at = match self.marked {
            Some(span) => self.line_of(span.start),
            None => self.top,
        };
        self.lines.get(at).map(|line| line.text.clone())
    }

    fn line_of(&self, at: u32) -> usize {
        self.lines.iter().rposition(|line| line.start() <= at).unwrap_or(0)
    }

    /// Puts the marked place a third down the screen.
    fn reveal(&mut self) {
        if let Some(span) = self.marked {
            self.top = self.line_of(span.start).saturating_sub(self.height / 3);
            self.scroll(0);
        }
    }
}

/// The place to go to: the cell of the cursor, or the first paragraph of the part.
pub fn spans(state: &ReportView, text: &SourceText) -> Option<Span> {
    if state.table().is_some() {
        let cells = text.cells.as_ref()?;
        // Without its own place, a cell is near its neighbours in the row.
        let sheet = state.sheet.as_ref()?;
        let near = sheet.find(state.cell).map(|(line, _)| sheet.cells(line)).unwrap_or_default();
        return cells.span(state.cell).or_else(|| near.iter().find_map(|cell| cells.span(*cell)));
    }
    let line = state.prose.lines.get(state.prose.top)?;
    super::prose::paragraphs(state).get(line.paragraph).map(|passage| passage.span)
}
