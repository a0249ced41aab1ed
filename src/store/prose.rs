//! Full text: which sentence of which report holds these words.
//!
//! Two ways give the same rows. Without an index every report of the filter is read, which is quick
//! enough for a province. With one (`gouji index`) only reports that can hold the words are: the
//! table `prose_index` says which reports hold which two neighbouring characters, and nothing else;
//! the text itself decides. Two and not three, since most words of these reports are of two.
//!
//! It is an FTS5 table without content: a row a report, its terms the pairs. A character that ends a
//! run of letters stands for itself too, so that one character can be looked for as the beginning of
//! a term.

use super::codec::Params;
use super::reports::passages;
use super::{AgencyId, ReportFilter, ReportId, Result, Store, codec};
use crate::form::Section;
use crate::record::{Passage, Span};
use rusqlite::{Connection, OptionalExtension};
use std::ops::{ControlFlow, Range};

/// A sentence that holds the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseRow {
    /// The report's number.
    pub report: ReportId,
    /// The agency's number.
    pub agency_id: AgencyId,
    /// The agency's full name.
    pub agency: String,
    /// The year of the report.
    pub year: i16,
    /// The numbered part in which it stands.
    pub section: Section,
    /// The sentence as printed.
    pub sentence: String,
    /// The first of the words in it, as bytes of `sentence`.
    pub found: Range<usize>,
    /// Where its paragraph stands in the decoded source.
    pub span: Span,
    /// The path of the report as ingested.
    pub path: String,
}

/// What an index costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IndexSize {
    /// Reports in it, all versions.
    pub reports: u64,
    /// Bytes of it.
    pub bytes: u64,
}

/// The setting that says that the index holds every report.
const WHOLE: &str = "prose_index";

impl Store {
    /// Whether there is a whole index of the prose; one that was stopped halfway does not count.
    pub fn has_prose_index(&self) -> Result<bool> {
        self.ask(is_whole)
    }

    /// Makes an empty index in the place of any that is there. It is of use once
    /// [`Store::index_prose`] came to its end.
    pub fn begin_prose_index(&mut self) -> Result<()> {
        self.drop_prose_index()?;
        self.batch(|batch| {
            batch.ask(|tx| {
                tx.execute_batch(
                    "CREATE VIRTUAL TABLE prose_index USING fts5(
                         pairs, content = '', contentless_delete = 1, detail = none,
                         tokenize = 'ascii')",
                )
            })
        })
    }

    /// Takes the next reports after one into the index, in one transaction; gives the last of them,
    /// or `None` where there was none and the index is whole.
    pub fn index_prose(
        &mut self,
        after: Option<ReportId>,
        limit: usize,
    ) -> Result<Option<ReportId>> {
        self.batch(|batch| {
            batch.ask(|tx| {
                let ids: Vec<i64> = tx
                    .prepare_cached("SELECT id FROM report WHERE id > ? ORDER BY id LIMIT ?")?
                    .query_map((after.map_or(0, |id| id.0), limit as i64), |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                for id in &ids {
                    insert(tx, *id, &passages(tx, *id)?)?;
                }
                if ids.is_empty() {
                    tx.execute("INSERT INTO prose_index(prose_index) VALUES ('optimize')", [])?;
                    tx.execute("INSERT OR REPLACE INTO setting VALUES (?, 'whole')", [WHOLE])?;
                }
                Ok(ids.last().copied().map(ReportId))
            })
        })
    }

    /// Takes the index out, if there is one.
    pub fn drop_prose_index(&mut self) -> Result<()> {
        self.batch(|batch| {
            batch.ask(|tx| {
                tx.execute("DELETE FROM setting WHERE key = ?", [WHOLE])?;
                tx.execute_batch("DROP TABLE IF EXISTS prose_index")
            })
        })
    }

    /// What the index costs; nothing where there is none.
    pub fn prose_index_size(&self) -> Result<IndexSize> {
        self.ask(|conn| {
            if !is_there(conn)? {
                return Ok(IndexSize::default());
            }
            conn.query_row(
                "SELECT (SELECT count(*) FROM prose_index_docsize),
                        (SELECT total(length(block)) FROM prose_index_data)",
                [],
                |row| {
                    Ok(IndexSize {
                        reports: codec::count(row, 0)?,
                        bytes: row.get::<_, f64>(1)? as u64,
                    })
                },
            )
        })
    }

    /// Hands over the sentences of current reports that hold all the words of a text, by agency and
    /// year and in the order of the report, until `take` breaks.
    ///
    /// Words have white space between them. Case and width of letters and digits do not matter
    /// (`２０２４` is `2024`). A text without words finds nothing.
    pub fn prose(
        &self,
        text: &str,
        filter: &ReportFilter,
        take: &mut dyn FnMut(ProseRow) -> ControlFlow<()>,
    ) -> Result<()> {
        let words: Vec<String> = text.split_whitespace().map(folded).collect();
        if words.is_empty() {
            return Ok(());
        }
        let who = self.choose(filter)?;
        self.ask(|conn| {
            let mut params = Params::default();
            let mut conditions = vec!["r.current = 1".to_owned()];
            let terms = terms(&words);
            let mut from = "report r INDEXED BY report_year";
            if !terms.is_empty() && is_whole(conn)? {
                from = "prose_index p CROSS JOIN report r ON r.id = p.rowid";
                conditions.push(format!("prose_index MATCH {}", params.add(terms)));
            }
            conditions.extend(who.condition("r.agency", &mut params));
            if let Some((first, last)) = filter.years {
                let (first, last) = (params.add(first), params.add(last));
                conditions.push(format!("r.year BETWEEN {first} AND {last}"));
            }
            let sql = format!(
                "SELECT q.id, q.agency, q.year, a.name, s.path
                 FROM (SELECT r.id, r.agency, r.year FROM {from} WHERE {}
                       ORDER BY r.agency, r.year) q
                 CROSS JOIN agency a ON a.id = q.agency CROSS JOIN source s ON s.id = q.id
                 ORDER BY q.agency, q.year",
                conditions.join(" AND ")
            );
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query(params.bind())?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                for passage in passages(conn, id)? {
                    for (sentence, found) in sentences(&passage.text, &words) {
                        let row = ProseRow {
                            report: ReportId(id),
                            agency_id: AgencyId(row.get(1)?),
                            agency: row.get(3)?,
                            year: row.get(2)?,
                            section: passage.section,
                            sentence: sentence.to_owned(),
                            found,
                            span: passage.span,
                            path: row.get(4)?,
                        };
                        if take(row).is_break() {
                            return Ok(());
                        }
                    }
                }
            }
            Ok(())
        })
    }
}

fn is_there(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'prose_index'")?
        .query_row([], |_| Ok(()))
        .optional()
        .map(|found| found.is_some())
}

fn is_whole(conn: &Connection) -> rusqlite::Result<bool> {
    let whole: Option<()> = conn
        .prepare_cached("SELECT 1 FROM setting WHERE key = ?")?
        .query_row([WHOLE], |_| Ok(()))
        .optional()?;
    Ok(whole.is_some() && is_there(conn)?)
}

/// Takes a report that was just read into the index, if there is one.
pub(super) fn put(conn: &Connection, report: i64, passages: &[Passage]) -> rusqlite::Result<()> {
    if is_there(conn)? { insert(conn, report, passages) } else { Ok(()) }
}

/// Takes a report out of the index, if there is one.
pub(super) fn forget(conn: &Connection, report: i64) -> rusqlite::Result<()> {
    if is_there(conn)? {
        conn.prepare_cached("DELETE FROM prose_index WHERE rowid = ?")?.execute([report])?;
    }
    Ok(())
}

fn insert(conn: &Connection, report: i64, passages: &[Passage]) -> rusqlite::Result<()> {
    let mut pairs = Vec::new();
    for passage in passages {
        each_pair(passage.text.chars().map(fold), &mut |one, two| pairs.push((one, two)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut text = String::with_capacity(8 * pairs.len());
    for (one, two) in pairs {
        text.push(one);
        text.extend(two);
        text.push(' ');
    }
    // Replaced, since a report may have come in while the index was being made.
    conn.prepare_cached("INSERT OR REPLACE INTO prose_index(rowid, pairs) VALUES (?, ?)")?
        .execute((report, text))
        .map(drop)
}

/// Neighbouring letters, digits and characters, and the last one of each run by itself.
fn each_pair(text: impl Iterator<Item = char>, take: &mut dyn FnMut(char, Option<char>)) {
    let mut last = None;
    for c in text.map(|c| Some(c).filter(|c| c.is_alphanumeric())).chain([None]) {
        if let Some(before) = last {
            take(before, c);
        }
        last = c;
    }
}

/// The words as FTS5 asks for them: all their pairs; a lone character as the beginning of a term.
/// Empty where no word has a letter.
fn terms(words: &[String]) -> String {
    let mut terms = Vec::new();
    for word in words {
        for run in word.split(|c: char| !c.is_alphanumeric()) {
            let chars: Vec<char> = run.chars().collect();
            match chars.as_slice() {
                [] => {}
                [one] => terms.push(format!("\"{one}\"*")),
                many => {
                    terms.extend(many.windows(2).map(|two| format!("\"{}{}\"", two[0], two[1])))
                }
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms.join(" AND ")
}

/// One case, one width.
fn fold(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    // What becomes several letters stays, so that places in the text stay.
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// The sentences that hold all words, each with the place of the first word that was asked for.
fn sentences<'a>(text: &'a str, words: &[String]) -> Vec<(&'a str, Range<usize>)> {
    let plain = folded(text);
    if !words.iter().all(|word| plain.contains(word.as_str())) {
        return Vec::new();
    }
    text.split_inclusive(['。', '！', '？', '!', '?', '\n'])
        .map(str::trim)
        .filter_map(|sentence| {
            let plain = folded(sentence);
            let all = words.iter().all(|word| plain.contains(word.as_str()));
            let at = plain.find(words.first()?.as_str()).filter(|_| all)?;
            Some((sentence, place(sentence, &plain, at..at + words.first()?.len())))
        })
        .collect()
}

/// A place in the folded text as one in the text: both have the same characters, not the same bytes.
fn place(text: &str, plain: &str, range: Range<usize>) -> Range<usize> {
    let byte = |at: usize| {
        let nth = plain[..at].chars().count();
        text.char_indices().nth(nth).map_or(text.len(), |(byte, _)| byte)
    };
    byte(range.start)..byte(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_pairs() {
        for (words, want) in [
            (&["行政复议"][..], r#""复议" AND "政复" AND "行政""#),
            (&["诉讼", "5件"], r#""5件" AND "诉讼""#),
            (&["无"], r#""无"*"#),
            (&["（一）主动"], r#""一"* AND "主动""#),
            (&["%"], ""),
        ] {
            let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
            assert_eq!(terms(&words), want);
        }
    }

    #[test]
    fn a_run_ends_with_its_last_character() {
        let mut pairs = Vec::new();
        each_pair("新收，AB".chars().map(fold), &mut |one, two| {
            pairs.push([Some(one), two].into_iter().flatten().collect::<String>());
        });
        assert_eq!(pairs, ["新收", "收", "ab", "b"]);
    }

    #[test]
    fn a_sentence_holds_all_words_and_its_place_is_that_of_the_first() {
        let text = "新收申请５件。已答复；ＡＢ平台上线！没有诉讼";
        for (words, want) in [
            (&["5件"][..], &["５件"][..]),
            (&["ab"], &["ＡＢ"]),
            (&["平台", "已答"], &["平台"]),
            (&["新收", "诉讼"], &[]),
            (&["诉讼"], &["诉讼"]),
            (&["复议"], &[]),
        ] {
            let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
            let found: Vec<&str> =
                sentences(text, &words).into_iter().map(|(sentence, at)| &sentence[at]).collect();
            assert_eq!(found, want, "{words:?}");
        }
    }
}
