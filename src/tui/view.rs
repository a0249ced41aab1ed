//! The model as a frame. Nothing is changed here, and nothing is asked.

use super::layout::{self, SMALLEST};
use super::model::{Layer, Model};
use super::place::Screen;
use super::screen::{agencies, compare, coverage, findings, report};
use super::theme::Role;
use super::widget::pen::Pen;
use super::widget::{bulk, chrome, help, jump, plot, prompt};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Draws the model.
pub fn view(model: &Model, frame: &mut Frame) {
    let area = frame.area();
    let cursor = {
        let mut pen =
            Pen { buffer: frame.buffer_mut(), widths: model.look.widths, theme: model.look.theme };
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            too_small(model, &mut pen);
            None
        } else {
            draw(model, &mut pen)
        }
    };
    // The real cursor stands where one types, so that an input method composes there.
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn too_small(model: &Model, pen: &mut Pen) {
    let area = pen.buffer.area;
    let (width, height) = SMALLEST;
    let lines = [
        model.look.t("窗口太小", "window too small").to_owned(),
        format!("{}x{} < {width}x{height}", area.width, area.height),
    ];
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        pen.text(area.x, y, area.width, &line, pen.style(Role::Plain));
    }
}

/// Draws one of the lines above a screen.
type Line = fn(&Model, &mut Pen, Rect);
/// Draws what stands between these lines and the keys.
type Body = fn(&Model, &mut Pen);

fn draw(model: &Model, pen: &mut Pen) -> Option<Position> {
    let parts = layout::chrome(model.area, model.kind());
    if let Some(line) = parts.screens {
        chrome::screens(model, pen, line);
    }
    let (title, tabs, body): (Line, Line, Body) = match model.screen {
        Screen::Agencies => (chrome::summary, chrome::screens, agencies::view),
        Screen::Report => (report::title, report::tabs, report::view),
        Screen::Compare => (compare::title, compare::tabs, compare::view),
        Screen::Findings => (findings::title, findings::tabs, findings::view),
        Screen::Coverage => (chrome::summary, chrome::screens, coverage::view),
    };
    title(model, pen, parts.title);
    tabs(model, pen, parts.tabs);
    body(model, pen);
    let scope = match &model.layer {
        Some(Layer::Prompt(_)) | None => model.screen_scope(),
        Some(_) => model.scope(),
    };
    chrome::hints(model.look, scope, model.message.as_ref(), pen, parts.hints);
    let area = model.area;
    match &model.layer {
        None => None,
        Some(Layer::Help(page)) => {
            help::view(model.look, &model.problems, page, pen, area);
            None
        }
        Some(Layer::Prompt(line)) => Some(prompt::view(model, line, pen, parts.hints)),
        Some(Layer::Jump(found)) => Some(jump::view(model.look, found, pen, area)),
        Some(Layer::Bulk(choice)) => {
            bulk::view(model.look, choice, pen, area);
            None
        }
        Some(Layer::Plot(figures)) => {
            plot::view(model.look, figures, pen, area);
            None
        }
    }
}
