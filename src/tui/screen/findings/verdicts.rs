//! Deciding: verdicts with their reasons, notes, undo and redo.

use super::steps::{self, Seek};
use super::{Findings, Pace, Pending, asked};
use crate::record::{Decision, FindingId, Verdict};
use crate::store::Position;
use crate::text::Lang;
use crate::tui::model::Model;
use crate::tui::request::Request;

/// How many reasons are remembered.
const MOST_REASONS: usize = 50;

/// Gives the finding of the cursor a verdict and moves on.
pub fn decide(model: &mut Model, verdict: Verdict, reason: &str) {
    let Some(row) = model.findings.window.current() else { return };
    let id = row.id;
    model.findings.last = Some((verdict, reason.to_owned()));
    let said = said(model, verdict, reason, 1);
    record(model, &[id], verdict, reason, said);
    steps::start(model, Seek::next_open());
}

/// Gives many findings one verdict, to be taken back as one.
pub fn decide_many(model: &mut Model, ids: &[FindingId], verdict: Verdict, reason: &str) {
    if ids.is_empty() {
        return;
    }
    let said = said(model, verdict, reason, ids.len());
    record(model, ids, verdict, reason, said);
}

/// Writes a note on the finding of the cursor; its verdict stays.
pub fn note(model: &mut Model, text: &str) {
    let Some(row) = model.findings.window.current() else { return };
    let (id, verdict) = (row.id, row.verdict);
    let sentence = model.look.t("已记备注", "noted").to_owned();
    record(model, &[id], verdict, text, sentence);
}

/// Sends one decision on some findings to the disk. The screen shows it, and says `sentence`, when
/// it is there: what was once shown as decided outlives whatever happens next.
fn record(model: &mut Model, ids: &[FindingId], verdict: Verdict, reason: &str, sentence: String) {
    let state = &mut model.findings;
    state.pending.push(Pending { ids: ids.to_vec(), sentence });
    remember_reason(state, reason);
    model.ask(Request::Decide(ids.to_vec(), verdict, reason.to_owned()));
}

fn remember_reason(state: &mut Findings, reason: &str) {
    if reason.is_empty() {
        return;
    }
    state.reasons.retain(|old| old != reason);
    state.reasons.push(reason.to_owned());
    if state.reasons.len() > MOST_REASONS {
        state.reasons.remove(0);
    }
}

/// What was decided, as a sentence.
fn said(model: &Model, verdict: Verdict, reason: &str, count: usize) -> String {
    let look = model.look;
    let mut text = look.say(verdict.label()).to_owned();
    if count > 1 {
        text = match look.lang {
            Lang::Zh => format!("{count} 条{text}"),
            Lang::En => format!("{count} findings: {text}"),
        };
    }
    if !reason.is_empty() {
        text.push_str(&format!(": {reason}"));
    }
    format!("{text}  ({})", look.t("u 撤销", "u undoes"))
}

/// Takes what was decided of late, also before this start: the reasons to choose from, what `.`
/// repeats, and the pace.
pub fn take_recent(model: &mut Model, decisions: &[Decision]) {
    let state = &mut model.findings;
    state.pace = Pace::of(decisions);
    if state.last.is_none() {
        let last = decisions.iter().find(|decision| decision.verdict != Verdict::Open);
        state.last = last.map(|last| (last.verdict, last.note.clone()));
    }
    if state.reasons.is_empty() {
        for decision in decisions.iter().rev() {
            remember_reason(state, &decision.note);
        }
    }
}

/// The last verdict and reason once more.
pub fn repeat(model: &mut Model) {
    match model.findings.last.clone() {
        Some((verdict, reason)) => decide(model, verdict, &reason),
        None => {
            let text = model.look.t("还没有可重复的结论", "there is no verdict to repeat yet");
            model.tell(text);
        }
    }
}

/// Takes the last decision back; what was decided at once is taken back at once.
pub fn undo(model: &mut Model) {
    model.ask(Request::Undo);
}

/// Gives the decision again that was last taken back.
pub fn redo(model: &mut Model) {
    model.ask(Request::Redo);
}

/// A decision is on the disk.
pub fn decided(model: &mut Model, ids: &[FindingId], verdict: Verdict, reason: &str) {
    let state = &mut model.findings;
    for row in state.window.rows.iter_mut().filter(|row| ids.contains(&row.id)) {
        row.verdict = verdict;
        row.changed = false;
    }
    let here = state.window.current().is_some_and(|row| ids.contains(&row.id));
    if here {
        state.shown.forget();
    }
    let at = state.pending.iter().position(|pending| pending.ids == ids);
    let sentence = match at.map(|at| state.pending.remove(at)) {
        Some(pending) => pending.sentence,
        None => said(model, verdict, reason, ids.len()),
    };
    // That it was the last one was said while it was on its way.
    let end = steps::nothing_open(model.look);
    let ended = model.message.as_ref().is_some_and(|message| message.text.ends_with(end));
    model.tell(if ended { format!("{sentence}  {end}") } else { sentence });
    model.ask(Request::Recent);
    ask_counts(model);
}

/// The database has taken a decision back.
pub fn undone(model: &mut Model, ids: &[FindingId]) {
    let (look, count) = (model.look, ids.len());
    model.tell(match (count, look.lang) {
        (0, _) => look.t("没有可撤销的了", "nothing more to undo").to_owned(),
        (_, Lang::Zh) => format!("已撤销 {count} 条结论"),
        (_, Lang::En) => format!("undone: {}", verdicts(count)),
    });
    look_again(model, ids);
}

/// The database has given a decision again.
pub fn redone(model: &mut Model, ids: &[FindingId]) {
    let (look, count) = (model.look, ids.len());
    model.tell(match (count, look.lang) {
        (0, _) => look.t("没有可重做的了", "nothing more to redo").to_owned(),
        (_, Lang::Zh) => format!("已重做 {count} 条结论"),
        (_, Lang::En) => format!("redone: {}", verdicts(count)),
    });
    look_again(model, ids);
}

fn verdicts(count: usize) -> String {
    if count == 1 { "1 verdict".to_owned() } else { format!("{count} verdicts") }
}

/// Shows the rows anew whose verdicts changed, and goes to the last of them.
fn look_again(model: &mut Model, ids: &[FindingId]) {
    let Some(last) = ids.last().copied() else { return };
    let state = &mut model.findings;
    if let Some(at) = state.window.rows.iter().position(|row| row.id == last) {
        state.window.go(at);
    }
    state.shown.forget();
    if let Some(first) = state.window.rows.first() {
        let at = Position::From(first.key);
        state.refreshing = true;
        let limit = state.window.rows.len();
        let (filter, sift) = asked(state);
        // Rows that the filter no longer has stay on the screen: the queue keeps its order.
        let filter = crate::store::FindingFilter { verdicts: Vec::new(), changed: false, ..filter };
        model.ask(Request::Findings(filter, sift, at, limit + ids.len()));
    }
    ask_counts(model);
}

fn ask_counts(model: &mut Model) {
    let (filter, _) = asked(&model.findings);
    model.ask(Request::Facets(filter));
    model.ask(Request::Summary);
}
