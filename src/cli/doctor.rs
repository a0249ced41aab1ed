//! `gouji doctor`: is this database whole?

use super::failure::Done;
use super::session::Session;
use clap::Args;
use std::io::Write;

/// What `doctor` takes: nothing.
#[derive(Debug, Args)]
pub(super) struct DoctorArgs {}

/// Prints each examination and what it found.
pub(super) fn run(_args: &DoctorArgs, session: &Session) -> anyhow::Result<Done> {
    let lang = session.lang;
    let store = session.open()?;
    let mut out = session.out();
    let mut whole = true;
    for examination in store.doctor()? {
        let good = examination.faults.is_empty();
        whole &= good;
        writeln!(out, "{} {}", if good { "✓" } else { "✗" }, examination.what.get(lang))?;
        for fault in &examination.faults {
            writeln!(out, "    {}", crate::text::clean(fault))?;
        }
    }
    let verdict = if whole {
        lang.pick("数据库完好", "the database is whole")
    } else {
        lang.pick(
            "数据库不完好: 先运行 'gouji check'; 仍有 ✗ 时恢复备份, 或重新读入原文件",
            "the database is not whole: run 'gouji check'; where a ✗ stays, restore a copy or ingest the documents anew",
        )
    };
    writeln!(out, "{verdict}")?;
    out.flush()?;
    Ok(if whole { Done::Fully } else { Done::Partly })
}
