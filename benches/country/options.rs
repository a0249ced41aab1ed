//! What is asked for.

use crate::Subject;
use anyhow::{Context, bail, ensure};
use std::path::PathBuf;

/// How to ask.
pub const HELP: &str = "\
cargo bench --bench country -- [REPORTS,REPORTS…] [OPTIONS]

  REPORTS,…       databases of so many reports, from the smallest (2000,5000 without any)
  --pages N,…     folders of so many HTML pages to take in (200,500 without any)
  --sql N         the database whose rules are run in DuckDB (2000 unless told)
  --only A,B      some of: databases explorer pages sql
  --keep DIR      keep the databases there, and use those that are there
  --write         put the tables into docs/PERFORMANCE.md; not with --only

10000,100000,1000000 --pages 1000,10000,50000 --sql 10000 is the country: 15 minutes, 6 GB in $TMPDIR.";

/// What is asked for.
#[derive(Debug)]
pub struct Options {
    pub reports: Vec<u64>,
    pub pages: Vec<u64>,
    pub sql: u64,
    pub only: Vec<Subject>,
    pub keep: Option<PathBuf>,
    pub write: bool,
}

impl Options {
    pub fn parse(arguments: &[&str]) -> anyhow::Result<Options> {
        let mut options = Options {
            reports: vec![2_000, 5_000],
            pages: vec![200, 500],
            sql: 2_000,
            only: Vec::new(),
            keep: None,
            write: false,
        };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("'{name}' needs a value"));
            match *name {
                "--pages" => options.pages = numbers(value()?)?,
                "--sql" => options.sql = number(value()?)?,
                "--only" => {
                    let names = value()?.split(',');
                    options.only = names.map(Subject::parse).collect::<anyhow::Result<_>>()?;
                }
                "--keep" => options.keep = Some(value()?.into()),
                "--write" => options.write = true,
                name if name.starts_with('-') => bail!("'{name}' is not known\n\n{HELP}"),
                sizes => options.reports = numbers(sizes)?,
            }
        }
        ensure!(
            !options.write || options.only.is_empty(),
            "--write puts all tables into the document, and --only measures some"
        );
        Ok(options)
    }
}

fn number(text: &str) -> anyhow::Result<u64> {
    let number = text.parse().with_context(|| format!("'{text}' is no number"))?;
    ensure!(number > 0, "'{text}' is too few");
    Ok(number)
}

/// From the smallest.
fn numbers(text: &str) -> anyhow::Result<Vec<u64>> {
    let mut numbers: Vec<u64> = text.split(',').map(number).collect::<anyhow::Result<_>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}
