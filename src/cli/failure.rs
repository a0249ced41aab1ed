//! What goes wrong, how it is worded, and the exit status that it has.
//!
//! One wording: what and where first, with values in 'single quotes', then the next step on a line
//! of its own. Modules name their errors; commands add what they alone know; [`report`] prints the
//! chain once and decides the status.

use crate::store;
use crate::text::{Lang, clean};
use std::fmt;
use std::io;

/// What a command that ran to its end has to say by its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Done {
    /// 0: all done.
    Fully,
    /// 1: `--exit-code` was given and there are such flags.
    Flagged,
    /// 3: some input could not be read, and was listed.
    Partly,
}

impl Done {
    pub fn code(self) -> u8 {
        match self {
            Done::Fully => 0,
            Done::Flagged => 1,
            Done::Partly => 3,
        }
    }
}

/// The kinds of failure that decide the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 2: the command line cannot be meant so.
    Usage,
    /// 3: something cannot be read or written.
    Access,
}

/// A failure with its next step, in the reader's language.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(super) struct Failure {
    kind: Kind,
    what: String,
    next: String,
}

impl Failure {
    /// The command line asks for what cannot be.
    pub fn usage(what: impl fmt::Display, next: impl fmt::Display) -> anyhow::Error {
        Failure { kind: Kind::Usage, what: what.to_string(), next: next.to_string() }.into()
    }

    /// Something cannot be read or written.
    pub fn access(what: impl fmt::Display, next: impl fmt::Display) -> anyhow::Error {
        Failure { kind: Kind::Access, what: what.to_string(), next: next.to_string() }.into()
    }
}

/// The text for standard error and the exit status; `None` where the reader of our output went
/// away, which is no failure.
pub(super) fn report(error: &anyhow::Error, lang: Lang) -> Option<(String, u8)> {
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(closed) {
        return None;
    }
    let known = error.chain().find_map(|cause| cause.downcast_ref::<Failure>());
    let kind = known.map_or(Kind::Access, |failure| failure.kind);
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let part = match cause.downcast_ref::<store::Error>() {
            Some(error) => clean(&error.message(lang)).into_owned(),
            None => clean(&cause.to_string()).into_owned(),
        };
        // Some errors repeat their source in their own text.
        if !parts.last().is_some_and(|last| last.ends_with(&part)) {
            parts.push(part);
        }
    }
    let mut text = format!("{}: {}\n", lang.pick("错误", "error"), parts.join(": "));
    let next = known.map(|failure| failure.next.as_str()).or_else(|| next_step(error, lang));
    if let Some(next) = next.filter(|next| !next.is_empty()) {
        text += &format!("  {}: {}\n", lang.pick("下一步", "next"), clean(next));
    }
    let code = match kind {
        Kind::Usage => 2,
        Kind::Access => 3,
    };
    Some((text, code))
}

/// The next step after what the system or SQLite says, which says none.
fn next_step(error: &anyhow::Error, lang: Lang) -> Option<&'static str> {
    error.chain().find_map(|cause| {
        let sqlite = cause
            .downcast_ref::<store::Error>()
            .is_some_and(|error| matches!(error, store::Error::Sqlite { .. }));
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        match kind {
            _ if sqlite => Some(lang.pick(
                "检查磁盘空间和权限后重新执行; 此前已完成的都在",
                "check the disk's room and permissions and run again; what was done before is kept",
            )),
            Some(io::ErrorKind::StorageFull) => {
                Some(lang.pick("腾出空间后重新执行", "free some space and run again"))
            }
            Some(io::ErrorKind::PermissionDenied) => Some(
                lang.pick("修改权限或换一个位置", "change the permissions or choose another place"),
            ),
            Some(io::ErrorKind::NotFound) => Some(lang.pick("检查路径", "check the path")),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn the_chain_is_printed_once_and_the_kind_decides_the_status() {
        let usage = Failure::usage("'20x4' is no year", "write 2024 or 2021-2024");
        let io = anyhow::Error::from(io::Error::other("disk\u{1b}[31m full"))
            .context("cannot write 'out.csv'");
        let nested = Err::<(), _>(Failure::access("no such file 'a.db'", "gouji ingest makes one"))
            .context("cannot open the database")
            .unwrap_err();
        for (error, text, code) in [
            (usage, "error: '20x4' is no year\n  next: write 2024 or 2021-2024\n", 2),
            (io, "error: cannot write 'out.csv': disk[31m full\n", 3),
            (
                nested,
                "error: cannot open the database: no such file 'a.db'\n  next: gouji ingest makes one\n",
                3,
            ),
        ] {
            assert_eq!(report(&error, Lang::En), Some((text.to_owned(), code)));
        }
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let error = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe))
            .context("cannot write to standard output");
        assert_eq!(report(&error, Lang::Zh), None);
    }
}
