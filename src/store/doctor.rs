//! Is this database whole?

use super::migrate::{APPLICATION_ID, NEWEST};
use super::pack::Unpacker;
use super::{Error, Examination, Result, Store};
use crate::text::Text;
use rusqlite::Connection;

/// So many faults of one kind are told; the rest is only counted.
const TOLD: usize = 10;

const BROKEN_REFERENCES: &str = "SELECT \"table\" || ' ' || coalesce(rowid, '') || ' → ' || parent
    FROM pragma_foreign_key_check";

/// Comparisons of what is kept with what is there. Each gives a row for every fault: its name,
/// what is kept, what is there.
const COMPARISONS: &[(Text, &str)] = &[
    (
        Text::new("报告数、文件数与实际相符", "kept numbers of documents and reports"),
        "WITH there(what, key, n) AS (
             SELECT 'documents', 0, count(*) FROM source
             UNION ALL SELECT 'not_reports', 0, count(not_report) FROM source
             UNION ALL SELECT 'versions', 0, count(*) FROM report
             UNION ALL SELECT 'reports', year, count(*) FROM report WHERE current = 1
                       GROUP BY year)
         SELECT coalesce(t.what, k.what) || ' ' || coalesce(t.key, k.key),
                coalesce(k.n, 0), coalesce(t.n, 0)
         FROM there t FULL JOIN main.kept k ON k.what = t.what AND k.key = t.key
         WHERE coalesce(k.n, 0) <> coalesce(t.n, 0)",
    ),
    (
        Text::new("各地区的机关数、报告数与实际相符", "kept numbers of places"),
        "WITH RECURSIVE own(place, agencies, reports) AS (
             SELECT a.place, count(*), sum((SELECT count(*) FROM report r
                 WHERE r.agency = a.id AND r.current = 1)) FROM agency a GROUP BY a.place),
         up(place, agencies, reports) AS (
             SELECT place, agencies, reports FROM own
             UNION ALL SELECT p.parent, u.agencies, u.reports
             FROM up u JOIN place p ON p.id = u.place WHERE p.parent IS NOT NULL),
         there AS (SELECT place, sum(agencies) AS agencies, sum(reports) AS reports
                   FROM up GROUP BY place)
         SELECT p.name || ' ' || p.id, p.agencies || ' / ' || p.reports,
                coalesce(t.agencies, 0) || ' / ' || coalesce(t.reports, 0)
         FROM place p LEFT JOIN there t ON t.place = p.id
         WHERE p.agencies <> coalesce(t.agencies, 0) OR p.reports <> coalesce(t.reports, 0)",
    ),
    (
        Text::new("疑点计数与实际相符", "kept numbers of findings"),
        "WITH RECURSIVE own AS (
             SELECT a.place, f.severity, f.rule, f.year, coalesce(d.verdict, 'open') AS verdict,
                    count(*) AS n
             FROM finding f JOIN agency a ON a.id = f.agency
             LEFT JOIN main.decided d ON d.finding = f.id
             WHERE f.resolved IS NULL GROUP BY 1, 2, 3, 4, 5),
         up(place, severity, rule, year, verdict, n) AS (
             SELECT * FROM own
             UNION ALL SELECT p.parent, u.severity, u.rule, u.year, u.verdict, u.n
             FROM up u JOIN place p ON p.id = u.place WHERE p.parent IS NOT NULL),
         there AS (SELECT place, severity, rule, year, verdict, sum(n) AS n FROM up
                   GROUP BY 1, 2, 3, 4, 5)
         SELECT coalesce(t.place, k.place) || ' ' || coalesce(t.rule, k.rule) || ' '
                || coalesce(t.year, k.year) || ' ' || coalesce(t.verdict, k.verdict),
                coalesce(k.n, 0), coalesce(t.n, 0)
         FROM there t FULL JOIN main.tally k ON k.place = t.place AND k.severity = t.severity
             AND k.rule = t.rule AND k.year = t.year AND k.verdict = t.verdict
         WHERE coalesce(k.n, 0) <> coalesce(t.n, 0)",
    ),
    (
        Text::new("当前审核结论与记录相符", "verdicts that hold, against the log"),
        "WITH newest AS (
             SELECT v.finding, v.id, v.verdict, row_number() OVER
                 (PARTITION BY v.finding ORDER BY v.moment DESC, v.id DESC) AS nth
             FROM main.verdict v),
         there AS (
             SELECT n.finding, n.verdict FROM newest n
             JOIN finding f ON f.id = n.finding LEFT JOIN main.ground g ON g.entry = n.id
             WHERE n.nth = 1 AND n.verdict <> 'open'
             AND (g.evidence IS NULL OR g.evidence = f.evidence))
         SELECT printf('%016x', coalesce(t.finding, k.finding)), coalesce(k.verdict, 'open'),
                coalesce(t.verdict, 'open')
         FROM there t FULL JOIN main.decided k ON k.finding = t.finding
         WHERE t.verdict IS NOT k.verdict",
    ),
    (
        Text::new("每份报告有一行数据", "figures for every report"),
        "SELECT r.id, 'figures', 'none' FROM report r
         WHERE NOT EXISTS (SELECT 1 FROM figures f WHERE f.report = r.id)",
    ),
    (
        Text::new("每个机关每年恰有一个当前版本", "one version counts for each agency and year"),
        "SELECT a.name || ' ' || r.year, 1, count(r.current)
         FROM report r JOIN agency a ON a.id = r.agency
         GROUP BY r.agency, r.year HAVING count(r.current) <> 1",
    ),
    (
        Text::new("报告变动后均已核对", "agencies whose changed reports were checked"),
        "SELECT a.name, 'checked', 'not yet: run gouji check'
         FROM unchecked u JOIN agency a ON a.id = u.agency",
    ),
];

impl Store {
    /// Examines the whole database, each page of it. What cannot even be examined is a fault.
    pub fn doctor(&self) -> Result<Vec<Examination>> {
        type Look = fn(&Connection) -> rusqlite::Result<Vec<String>>;
        let looks: [(Text, Look); 3] = [
            (Text::new("文件标识和结构版本", "the file's mark and schema"), identity),
            (Text::new("文件完整", "every page of the file"), |conn| {
                lines(conn, "PRAGMA main.integrity_check")
            }),
            (Text::new("表间引用", "references between tables"), |conn| {
                lines(conn, BROKEN_REFERENCES)
            }),
        ];
        let mut all = Vec::new();
        for (what, look) in looks {
            all.push(examination(what, self.ask(look))?);
        }
        for (what, sql) in COMPARISONS {
            all.push(examination(*what, self.ask(|conn| differences(conn, sql)))?);
        }
        let what = Text::new("原文可以解开", "documents can be unpacked");
        all.push(examination(what, self.bodies())?);
        Ok(all)
    }

    fn bodies(&self) -> Result<Vec<String>> {
        self.ask(|conn| {
            let (mut faults, mut unpacker) = (Vec::new(), Unpacker::default());
            let mut statement = conn.prepare("SELECT id, path, body FROM source")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let body = row.get_ref(2)?.as_blob().unwrap_or_default();
                if unpacker.text(conn, body)?.is_err() {
                    faults.push(format!(
                        "{} '{}'",
                        row.get::<_, i64>(0)?,
                        row.get::<_, String>(1)?
                    ));
                }
            }
            Ok(faults)
        })
    }
}

fn identity(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut faults = Vec::new();
    for (pragma, want) in [("application_id", APPLICATION_ID), ("user_version", NEWEST)] {
        let found: i64 = conn.pragma_query_value(None, pragma, |row| row.get(0))?;
        if found != want {
            faults.push(format!("{pragma} {found} ≠ {want}"));
        }
    }
    let records: i64 = conn.query_row("SELECT max(number) FROM migration", [], |row| row.get(0))?;
    if records != NEWEST {
        faults.push(format!("migration {records} ≠ {NEWEST}"));
    }
    Ok(faults)
}

fn lines(conn: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let mut found: Vec<String> =
        conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.retain(|line| line != "ok");
    Ok(found)
}

fn differences(conn: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let text = |row: &rusqlite::Row<'_>, at: usize| -> rusqlite::Result<String> {
        let value: rusqlite::types::Value = row.get(at)?;
        Ok(match value {
            rusqlite::types::Value::Integer(n) => n.to_string(),
            rusqlite::types::Value::Real(n) => n.to_string(),
            rusqlite::types::Value::Text(text) => text,
            _ => String::new(),
        })
    };
    conn.prepare(sql)?
        .query_map([], |row| {
            Ok(format!("{}: {} ≠ {}", text(row, 0)?, text(row, 1)?, text(row, 2)?))
        })?
        .collect()
}

fn examination(what: Text, found: Result<Vec<String>>) -> Result<Examination> {
    let mut faults = match found {
        Ok(faults) => faults,
        Err(error @ (Error::Interrupted | Error::Busy(_))) => return Err(error),
        Err(error) => vec![error.to_string()],
    };
    let more = faults.len().saturating_sub(TOLD);
    if more > 0 {
        faults.truncate(TOLD);
        faults.push(format!("… +{more}"));
    }
    Ok(Examination { what, faults })
}
