//! Progress on standard error, and Ctrl-C that ends the work but not what was done.

use super::session::{Session, Volume};
use crate::pipeline::Progress;
use crate::text::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A bar for what is under way: none in a pipe, with `-q` or in a dumb terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    lang: Lang,
    phase: &'static str,
}

impl Bar {
    /// Draws nothing before the first step.
    pub fn new(session: &Session) -> Bar {
        let seen = session.volume > Volume::Quiet && io::stderr().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target).with_style(style(session.lang));
        Bar { bar, lang: session.lang, phase: "" }
    }

    /// Shows how far the work is.
    pub fn show(&mut self, progress: Progress) {
        let (phase, done, total) = match progress {
            Progress::Reading { done, total } => (self.lang.pick("读入", "reading"), done, total),
            Progress::Comparing { done, total } => {
                (self.lang.pick("比较", "comparing"), done, total)
            }
            Progress::Indexing { done, total } => (self.lang.pick("索引", "indexing"), done, total),
            Progress::Checking { done, total } => (self.lang.pick("核对", "checking"), done, total),
        };
        if phase != self.phase {
            self.phase = phase;
            self.bar.set_length(total);
            self.bar.set_message(phase);
            self.bar.reset();
        }
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(lang: Lang) -> ProgressStyle {
    // The template is one of two fixed ones, and a test reads both.
    ProgressStyle::with_template(&template(lang))
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
            // What is written goes to memory.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        })
        .progress_chars("=> ")
}

fn template(lang: Lang) -> String {
    let left = lang.pick("余", "left");
    format!("{{msg}} {{bar:24}} {{human_pos}}/{{human_len}}  {{rate}}  {left} {{eta}}")
}

/// A flag that the first Ctrl-C (or SIGTERM) raises; the second ends the program at once.
///
/// # Errors
/// Where the system refuses the handlers.
pub(super) fn stop_flag() -> io::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, stop.clone())?;
        signal_hook::flag::register(signal, stop.clone())?;
    }
    Ok(stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_templates_are_good() {
        for lang in [Lang::Zh, Lang::En] {
            assert!(ProgressStyle::with_template(&template(lang)).is_ok());
        }
    }
}
