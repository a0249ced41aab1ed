//! The mouse, where somebody asked for it: the wheel moves, a click goes to what it points at, and
//! a click on what the cursor is on already opens it.

use super::action::Action;
use super::layout::{self, Kind};
use super::model::Model;
use super::place::Screen;
use super::screen::{agencies, compare, coverage, findings, report};
use super::update;
use super::widget::chrome;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// How many rows a notch of the wheel moves.
const NOTCH: usize = 3;

/// What was done with the mouse, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button was pressed on a column and a row.
    Click(u16, u16),
    /// The wheel was turned towards the hand.
    Down,
    /// The wheel was turned away from it.
    Up,
}

impl Mouse {
    /// What an event of the terminal means, if anything.
    pub fn from_event(event: MouseEvent) -> Option<Mouse> {
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Click(event.column, event.row)),
            MouseEventKind::ScrollDown => Some(Mouse::Down),
            MouseEventKind::ScrollUp => Some(Mouse::Up),
            _ => None,
        }
    }
}

/// Does what the mouse asks for.
pub fn act(model: &mut Model, mouse: Mouse) {
    let wheel = match mouse {
        Mouse::Down => Action::Down,
        Mouse::Up => Action::Up,
        Mouse::Click(x, y) => return click(model, x, y),
    };
    for _ in 0..NOTCH {
        update::act(model, wheel);
    }
}

fn click(model: &mut Model, x: u16, y: u16) {
    // What lies over a screen is worked by keys.
    if model.layer.is_some() {
        return;
    }
    let parts = layout::chrome(model.area, model.kind());
    let screens = if model.kind() == Kind::List { Some(parts.tabs) } else { parts.screens };
    let at = Position { x, y };
    if let Some(line) = screens.filter(|line| line.contains(at)) {
        if let Some(screen) = chrome::screen_at(model.look, line, x) {
            update::switch(model, screen);
        }
        return;
    }
    if parts.tabs.contains(at) {
        match model.screen {
            Screen::Report => {
                if let Some(tab) = report::tab_at(model, parts.tabs, x) {
                    report::turn_to(model, tab);
                }
            }
            Screen::Compare => {
                if let Some(tab) = compare::tab_at(model, parts.tabs, x) {
                    compare::turn_to(model, tab);
                }
            }
            _ => {}
        }
        return;
    }
    if point(model, at) {
        update::act(model, Action::Open);
    }
}

/// Puts the cursor on what a place of the screen shows; whether it was there already.
fn point(model: &mut Model, at: Position) -> bool {
    let row = |area: Rect, top: usize| area.contains(at).then(|| top + usize::from(at.y - area.y));
    match model.screen {
        Screen::Agencies => {
            let area = agencies::areas(model).tree;
            let state = &mut model.agencies;
            let row = row(area, state.top).filter(|row| *row < state.rows.len());
            move_to(&mut state.cursor, row)
        }
        Screen::Report => {
            let shown = model.report.source.is_none() && report::areas(model).rows.contains(at);
            let cell = report::cell_at(model, at.x, at.y).filter(|_| shown);
            cell.is_some_and(|cell| std::mem::replace(&mut model.report.cell, cell) == cell)
        }
        Screen::Compare if compare::areas(model).rows.contains(at) => {
            compare::point(model, at.x, at.y)
        }
        Screen::Compare => false,
        Screen::Findings if model.findings.walk.is_some() => false,
        Screen::Findings => {
            let areas = findings::areas(model);
            let state = &mut model.findings;
            if let Some(line) = row(areas.facets, state.facet_top) {
                state.on_facets = true;
                state.facet_cursor = line.min(state.facet_lines.len().saturating_sub(1));
                // A count is a door: one click is enough.
                return matches!(state.facet_lines.get(line), Some(findings::FacetLine::Door(..)));
            }
            state.on_facets = false;
            let row = row(areas.list, state.window.top);
            let row = row.filter(|row| *row < state.window.rows.len());
            move_to(&mut state.window.cursor, row)
        }
        Screen::Coverage => {
            let areas = coverage::areas(model);
            let state = &mut model.coverage;
            let row = row(areas.rows, state.window.top);
            let Some(row) = row.filter(|row| *row < state.window.rows.len()) else { return false };
            let before = (state.window.cursor, state.column);
            state.window.go(row);
            if let Some(year) = areas.year_at(at.x) {
                state.column = state.left + year;
            }
            (state.window.cursor, state.column) == before
        }
    }
}

fn move_to(cursor: &mut usize, row: Option<usize>) -> bool {
    row.is_some_and(|row| std::mem::replace(cursor, row) == row)
}
