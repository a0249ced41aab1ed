//! The rules as SQL over a Parquet export: does another engine find what gouji finds?

use crate::common::usage;
use crate::databases::Made;
use crate::table::{Table, count, figure};
use crate::{Run, gouji, others};
use anyhow::{Context, ensure};
use std::path::Path;
use std::process::Command;

pub fn measure(run: &Run, made: &Made) -> anyhow::Result<Table> {
    let mut table =
        Table::new(format!("Parquet and the rules in SQL, {} reports", count(made.reports)));
    let database = made.path.to_str().context("a path that is text")?;
    run.say("the database is written as Parquet");
    let place = tempfile::tempdir()?;
    let folder = place.path().join("country.parquet");
    let arguments = ["--db", database, "--quiet", "export", folder.to_str().unwrap_or_default()];
    let used = usage::run(gouji(), &arguments, &[0])?;
    let each = 1e6 / made.reports as f64;
    table.told(
        "gouji export DIR.parquet, on the clock, processor time",
        format!("{}, {} µs a report", figure(used.clock * each), figure(used.processor * each)),
    );
    table.told("most memory", format!("{} MB", figure(used.memory)));
    let bytes = size(&folder)? as f64 / made.reports as f64;
    table.told("the four data sets", format!("{} bytes a report", figure(bytes)));
    let (what, bar) = ("gouji rules --sql in DuckDB", "the flags of gouji flags, none more");
    let Some(python) = others::python("duckdb") else {
        table.missing(what, bar, "install duckdb for python3");
        return Ok(table);
    };
    run.say("the rules in DuckDB");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/peers.py");
    let output = Command::new(python)
        .arg(script)
        .arg(gouji())
        .args(["--db", database, "--engines", "duckdb"])
        .output()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = printed.lines().find_map(|line| line.strip_prefix("duckdb: "));
    let errors = String::from_utf8_lossy(&output.stderr);
    let line = line.with_context(|| format!("scripts/peers.py: {printed}{errors}"))?;
    let some = !line.contains(" 0 flags the same");
    ensure!(some || made.reports < 500, "not one flag: {line}");
    table.bar(what, bar, line, output.status.success());
    Ok(table)
}

fn size(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += match entry.metadata()? {
            of if of.is_dir() => size(&entry.path())?,
            of => of.len(),
        };
    }
    Ok(bytes)
}
