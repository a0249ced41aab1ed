//! The rules that are equations, as one SQL statement for other engines.
//!
//! It is made from the same equations and limits as the rules themselves and reads one relation,
//! `cells`, as `gouji cells` lists it. DuckDB, Spark, ClickHouse and SQLite run it as it is: no
//! vendor's functions, no casts, nothing but joins with lists of constants, sums and two windows; every
//! column that a join selects is named, or ClickHouse does not find it again.
//! One row a report and an expression an equation would be shorter work for a column store, but
//! Spark's optimiser does not come to an end with it.
//!
//! "Cannot be assessed" is a count: an equation is looked at where as many cells are there as it
//! has, and none of them is unread; a blank adds nothing and is counted beside.

#[cfg(test)]
mod agrees;
mod equations;
mod years;

use crate::form::Cell;
use crate::record::{RuleId, Severity, State};
use crate::text::Lang;
use std::fmt::Write;

/// The rules that [`sql`] covers, in the order of the catalogue.
pub fn in_sql() -> impl Iterator<Item = RuleId> {
    super::registry().iter().map(|rule| rule.id).filter(|id| COVERED.contains(id))
}

const COVERED: [RuleId; 10] = [
    "T2-COUNT",
    "T2-UNIT",
    "T3-BAL",
    "T3-RES",
    "T3-ROW",
    "T3-TOTBLANK",
    "T4-SUM",
    "X-CARRY",
    "X-VALID",
    "X-GAP",
];

/// The statement. Its rows are flags: `rule, severity, agency, year, cells, expected, actual`, as
/// `gouji flags` lists them, with the cells in the order of the equation.
pub fn sql(lang: Lang) -> String {
    let mut out = head(lang);
    let mut statement = Statement::default();
    statement.part("printed", &printed());
    equations::add(&mut statement);
    years::add(&mut statement);
    let flags = statement.flags.join("\nUNION ALL\n");
    // An order that stood right after the last selection would be that one's in ClickHouse.
    statement.part("flag", &flags);
    let parts = statement.parts.join(",\n");
    let columns = "rule, severity, agency, year, cells, expected, actual";
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "WITH\n{parts}\nSELECT {columns} FROM flag\nORDER BY agency, year, rule, cells"
    );
    out
}

/// The statement in the making: named parts, and selections of flags from them.
#[derive(Default)]
struct Statement {
    parts: Vec<String>,
    flags: Vec<String>,
}

impl Statement {
    fn part(&mut self, name: &str, query: &str) {
        self.parts.push(format!("{name} AS (\n{query}\n)"));
    }

    /// A part of constants: rows of values under these names.
    fn list(&mut self, name: &str, names: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let rows: Vec<String> =
            rows.into_iter().map(|row| format!("  ({})", row.join(", "))).collect();
        let (names, rows) = (names.join(", "), rows.join(",\n"));
        self.parts.push(format!("{name}({names}) AS (\n  VALUES\n{rows}\n)"));
    }
}

/// A number that is not there, in a column of numbers.
const NO_NUMBER: &str = "CASE WHEN 1 = 0 THEN 0.0 END";

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn keys(cells: impl IntoIterator<Item = Cell>) -> String {
    let keys: Vec<&str> = cells.into_iter().map(Cell::key).collect();
    keys.join(" ")
}

/// Each cell that a document has: its figure where it is a whole number, as
/// [`crate::record::Cells::count`] has it, and whether it is a blank.
fn printed() -> String {
    let (absent, blank, dash) = (State::Absent.key(), State::Blank.key(), State::Dash.key());
    format!(
        "  SELECT agency, year, cell,\n    \
         CASE WHEN round(value) = value AND abs(value) < 9000000000000000 THEN value END AS number,\n    \
         CASE WHEN state IN ('{blank}', '{dash}') THEN 1 ELSE 0 END AS blank, 1 AS counts, -1 AS given_by\n  \
         FROM cells WHERE state <> '{absent}'"
    )
}

const fn severity(severity: Severity) -> &'static str {
    severity.key()
}

fn head(lang: Lang) -> String {
    let covered: Vec<RuleId> = in_sql().collect();
    let others: Vec<RuleId> =
        super::registry().iter().map(|rule| rule.id).filter(|id| !COVERED.contains(id)).collect();
    let (covered, others) = (covered.join(" "), others.join(" "));
    let version = env!("CARGO_PKG_VERSION");
    let usage = "\
--   gouji export DIR.parquet; gouji rules --sql > rules.sql
--   DuckDB:     CREATE VIEW cells AS SELECT * FROM read_parquet('DIR.parquet/cells/*/*.parquet', hive_partitioning = true);
--   Spark:      spark.read.parquet('DIR.parquet/cells').createOrReplaceTempView('cells'); spark.sql(open('rules.sql').read())
--   ClickHouse: CREATE VIEW cells AS SELECT * FROM file('DIR.parquet/cells/*/*.parquet', Parquet) SETTINGS use_hive_partitioning = 1;
";
    lang.pick(
        format!(
            "-- 勾稽 gouji {version}: 可写成等式的规则, 一条语句。
-- 包含: {covered}
-- 不包含 (需要正文, 旧版本, 同类机关, 或推断错格): {others}
-- 读取关系 cells (一格一行); 输出与 'gouji flags' 逐行相同, 只是 cells 按等式的次序, 可疑格不提前。
-- 空白不当作 0: 见 'gouji rules T3-BAL'。
{usage}\n"
        ),
        format!(
            "-- gouji {version}: the rules that are equations, in one statement.
-- With: {covered}
-- Without (they need prose, earlier versions, peers, or name a wrong cell): {others}
-- It reads the relation cells (a row a cell); its rows are those of 'gouji flags', but that cells
-- stand in the order of the equation and the questioned one is not put first.
-- A blank is not 0: see 'gouji rules T3-BAL'.
{usage}\n"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_covered_is_in_the_catalogue_and_in_the_statement() {
        let text = sql(Lang::En);
        let statement = &text[text.find("WITH").unwrap()..];
        assert_eq!(in_sql().count(), COVERED.len());
        for rule in super::super::registry() {
            let said = statement.contains(&quoted(rule.id));
            assert_eq!(said, COVERED.contains(&rule.id), "{}", rule.id);
        }
    }

    #[test]
    fn a_semicolon_ends_no_statement_and_both_languages_say_the_same() {
        let statement = |lang| {
            let text = sql(lang);
            text[text.find("WITH\n").unwrap()..].to_owned()
        };
        assert!(!statement(Lang::En).contains(';'));
        assert_eq!(statement(Lang::En), statement(Lang::Zh));
    }
}
