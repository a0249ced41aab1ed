//! Everything that the screen shows, as plain data. Only [`update`](super::update) changes it.

use super::action::Scope;
use super::keymap::Keymap;
use super::layout::Kind;
use super::place::{Place, Screen};
use super::request::{Request, Slot};
use super::screen::agencies::Agencies;
use super::screen::compare::Compare;
use super::screen::coverage::CoverageMap;
use super::screen::findings::Findings;
use super::screen::report::ReportView;
use super::theme::Theme;
use super::widget::bulk::Bulk;
use super::widget::help::Help;
use super::widget::jump::Jump;
use super::widget::plot::Plot;
use super::widget::prompt::Prompt;
use crate::store::{AgencyId, Summary};
use crate::text::{Lang, Text, Widths};
use ratatui::layout::Rect;
use std::collections::HashMap;

/// How the screen speaks and looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// How wide characters are.
    pub widths: Widths,
    /// How roles look.
    pub theme: Theme,
    /// What keys mean.
    pub keys: &'static Keymap,
}

impl Look {
    /// Chooses between the two languages of a text that stands here.
    pub fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    /// A text in the language.
    pub fn say(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }
}

/// What lies over a screen.
#[derive(Debug, Clone)]
pub enum Layer {
    /// The keys that work.
    Help(Help),
    /// A line to type in.
    Prompt(Prompt),
    /// The jump box.
    Jump(Box<Jump>),
    /// What to decide at once.
    Bulk(Box<Bulk>),
    /// A cell over the years, beside its peers.
    Plot(Plot),
}

/// Something for the world outside to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the database.
    Ask(u64, Box<Request>),
    /// Send text to the clipboard of the terminal.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Go to the background.
    Suspend,
    /// End.
    Quit,
}

/// A sentence in the last line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// Whether something failed.
    pub bad: bool,
}

/// The whole state of the explorer.
#[derive(Debug)]
pub struct Model {
    /// How it speaks and looks.
    pub look: Look,
    /// The size of the terminal.
    pub area: Rect,
    /// The name of the database for the first line.
    pub database: String,
    /// The screen that is shown.
    pub screen: Screen,
    /// The places that Esc goes back to, the last one first to go.
    pub back: Vec<Place>,
    /// The numbers of the first line; `None` before the first answer.
    pub summary: Option<Summary>,
    /// The agencies chosen for comparison.
    pub basket: Vec<AgencyId>,
    /// The lines of the jump box that were jumped to, the last one last.
    pub jumped: Vec<u32>,
    /// Screen 1.
    pub agencies: Agencies,
    /// Screen 2.
    pub report: ReportView,
    /// Screen 3.
    pub compare: Compare,
    /// Screen 4.
    pub findings: Findings,
    /// Screen 5.
    pub coverage: CoverageMap,
    /// What lies over the screen.
    pub layer: Option<Layer>,
    /// What is wrong in the files of settings, a sentence each with its file and line.
    pub problems: Vec<String>,
    /// A sentence in the last line.
    pub message: Option<Message>,
    /// Whether keys come one upon the other: what stands beside a list is left as it is then, and
    /// follows when they rest.
    pub hurried: bool,
    /// How often the list has scrolled since keys last rested. A terminal scrolls whole rows: what
    /// stands beside a list that runs by would have to be written again at every step.
    pub running: usize,
    /// What is to be done outside, oldest first.
    pub effects: Vec<Effect>,
    waiting: HashMap<Slot, u64>,
    ticket: u64,
}

impl Model {
    /// A model before its first answer.
    pub fn new(look: Look, database: String, (width, height): (u16, u16)) -> Model {
        Model {
            look,
            area: Rect::new(0, 0, width, height),
            database,
            screen: Screen::Agencies,
            back: Vec::new(),
            summary: None,
            basket: Vec::new(),
            jumped: Vec::new(),
            agencies: Agencies::default(),
            report: ReportView::default(),
            compare: Compare::default(),
            findings: Findings::default(),
            coverage: CoverageMap::default(),
            layer: None,
            problems: Vec::new(),
            message: None,
            hurried: false,
            running: 0,
            effects: Vec::new(),
            waiting: HashMap::new(),
            ticket: 0,
        }
    }

    /// Asks the database; an older question of the same slot is forgotten.
    pub fn ask(&mut self, request: Request) {
        self.ticket += 1;
        self.waiting.insert(request.slot(self.ticket), self.ticket);
        self.effects.push(Effect::Ask(self.ticket, Box::new(request)));
    }

    /// Whether an answer is the one waited for; it is no longer waited for then.
    pub fn accept(&mut self, ticket: u64) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|_, waited| *waited != ticket);
        self.waiting.len() < before
    }

    /// Whether any answer is waited for.
    pub fn is_waiting_at_all(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether a slot still waits for its answer.
    pub fn is_waiting(&self, slot: Slot) -> bool {
        self.waiting.contains_key(&slot)
    }

    /// Says something in the last line.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), bad: false });
    }

    /// Says in the last line that something failed.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), bad: true });
    }

    /// Where keys go.
    pub fn scope(&self) -> Scope {
        match &self.layer {
            Some(Layer::Help(_)) => Scope::Help,
            Some(Layer::Prompt(_)) => Scope::Prompt,
            Some(Layer::Jump(_)) => Scope::Jump,
            Some(Layer::Bulk(_)) => Scope::Bulk,
            Some(Layer::Plot(_)) => Scope::Plot,
            None => self.screen_scope(),
        }
    }

    /// The lines that stand around the screen.
    pub fn kind(&self) -> Kind {
        match self.screen {
            Screen::Report => Kind::Tabs,
            Screen::Compare => Kind::Keys,
            Screen::Findings if self.findings.walk.is_some() => Kind::Keys,
            Screen::Agencies | Screen::Findings | Screen::Coverage => Kind::List,
        }
    }

    /// Where keys go when nothing lies over the screen.
    pub fn screen_scope(&self) -> Scope {
        match self.screen {
            Screen::Agencies => Scope::Agencies,
            Screen::Report if self.report.source.is_some() => Scope::Source,
            Screen::Report if self.report.table().is_none() => Scope::Prose,
            Screen::Report => Scope::Report,
            Screen::Compare => Scope::Compare,
            Screen::Findings if self.findings.walk.is_some() => Scope::Walk,
            Screen::Findings if self.findings.on_facets => Scope::Facets,
            Screen::Findings => Scope::Findings,
            Screen::Coverage => Scope::Coverage,
        }
    }
}
