//! The source of a report, with the place of a figure or a sentence marked.

use super::ReportView;
use crate::record::Span;
use crate::text::Widths;
use crate::tui::action::Action;
use crate::tui::model::{Effect, Model};
use crate::tui::request::SourceText;
use crate::tui::source_text::{self, SourceLine};
use crate::tui::widget::prompt::{self, Purpose};
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
    /// What is searched for.
    pub search: String,
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

    /// Goes to the next occurrence of what is searched for, from the marked one on or back, and
    /// round the end; whether there is one.
    pub fn find(&mut self, forward: bool) -> bool {
        let count = self.lines.len();
        let here = self.marked.map_or(self.top, |span| self.line_of(span.start));
        let hit = |at: &usize| self.lines[*at].find(&self.search).is_some();
        let next = if forward {
            (here + 1..count).chain(0..count.min(here + 1)).find(hit)
        } else {
            (0..here.min(count)).rev().chain((here.min(count)..count).rev()).find(hit)
        };
        let Some(span) = next.and_then(|at| self.lines[at].find(&self.search)) else {
            return false;
        };
        self.marked = Some(span);
        self.reveal();
        true
    }

    /// Searches as somebody types: the first occurrence from the top of the screen on.
    pub fn search(&mut self, text: &str) -> bool {
        text.clone_into(&mut self.search);
        if text.is_empty() {
            return true;
        }
        let hit = |at: &usize| self.lines[*at].find(text).is_some();
        let next = (self.top..self.lines.len()).chain(0..self.top).find(hit);
        let Some(span) = next.and_then(|at| self.lines[at].find(text)) else { return false };
        self.marked = Some(span);
        self.reveal();
        true
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

    /// Puts the marked place a third down the screen, where it is not on it.
    fn reveal(&mut self) {
        let Some(span) = self.marked else { return };
        let line = self.line_of(span.start);
        // What is on the screen already stays where it is.
        if !(self.top..self.top + self.height).contains(&line) || self.lines.len() <= self.height {
            self.top = line.saturating_sub(self.height / 3);
            self.scroll(0);
        }
    }
}

/// Takes a source.
pub fn take(model: &mut Model, text: Option<Box<SourceText>>) {
    let Some(text) = text else {
        model.report.source = None;
        let sentence =
            model.look.t("数据库里没有这份原文", "the database does not hold this source");
        model.complain(sentence);
        return;
    };
    let area = super::areas(model).source;
    let spans = spans(&model.report, &text);
    let widths = model.look.widths;
    if let Some(pane) = &mut model.report.source {
        pane.take(*text, spans, area, widths);
    }
}

/// Does what an action says while the source is open.
pub fn act(model: &mut Model, action: Action) {
    let area = super::areas(model).source;
    let page = usize::from(area.height).saturating_sub(1).max(1) as isize;
    let widths = model.look.widths;
    let Some(pane) = &mut model.report.source else { return };
    match action {
        Action::Down => pane.scroll(1),
        Action::Up => pane.scroll(-1),
        Action::PageDown => pane.scroll(page),
        Action::PageUp => pane.scroll(-page),
        Action::First => pane.scroll(isize::MIN),
        Action::Last => pane.scroll(isize::MAX),
        Action::Markup => pane.toggle_markup(area, widths),
        Action::Search => {
            let text = pane.search.clone();
            prompt::open(model, Purpose::Search, &text);
        }
        Action::NextMatch => find(model, true),
        Action::PreviousMatch => find(model, false),
        Action::Source | Action::Back => model.report.source = None,
        Action::NextYear => super::step_year(model, 1),
        Action::PreviousYear => super::step_year(model, -1),
        Action::Copy => {
            if let Some(text) = pane.line_text() {
                model.effects.push(Effect::Copy(text));
            }
        }
        _ => {}
    }
}

/// Searches the source as somebody types.
pub fn search(model: &mut Model, text: &str) {
    let Some(pane) = &mut model.report.source else { return };
    if !pane.search(text) {
        not_found(model);
    }
}

fn find(model: &mut Model, forward: bool) {
    let Some(pane) = &mut model.report.source else { return };
    if pane.search.is_empty() {
        let text = model.look.t("先用 / 查找", "search with / first");
        return model.tell(text);
    }
    if !pane.find(forward) {
        not_found(model);
    }
}

fn not_found(model: &mut Model) {
    let text = model.look.t("原文里没有", "not in the source");
    model.tell(text);
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
