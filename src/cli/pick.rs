//! Which agency is meant where just one can be.

use super::failure::Failure;
use super::session::Session;
use crate::store::{AgencyFilter, AgencyId, AgencyRow, Position, Store};
use crate::text::clean;

/// How many candidates an error names.
const NAMED: usize = 8;

/// The one agency of that name, part of a name or pinyin. A name in full, then one as printed, wins
/// over names in which the text is only a part. Where a year is given, agencies with a report for it
/// win over others.
///
/// # Errors
/// A usage error where there is none, or more than one, with the candidates.
pub(super) fn agency(
    store: &Store,
    text: &str,
    year: Option<i16>,
    session: &Session,
) -> anyhow::Result<AgencyId> {
    let lang = session.lang;
    if let Some(id) = store.agency_named(text.trim())? {
        return Ok(id);
    }
    let filter = AgencyFilter { text: Some(text.trim().to_owned()), ..AgencyFilter::default() };
    let page = store.agencies(&filter, &Position::First, 200)?;
    let printed: Vec<&AgencyRow> =
        page.rows.iter().filter(|row| row.agency.printed == text.trim()).collect();
    let mut rows = if printed.is_empty() { page.rows.iter().collect() } else { printed };
    if let (Some(year), true) = (year, rows.len() > 1) {
        let mut with = Vec::new();
        for row in &rows {
            if store.report_of(row.id, year)?.is_some() {
                with.push(*row);
            }
        }
        if !with.is_empty() {
            rows = with;
        }
    }
    match rows.as_slice() {
        [row] => Ok(row.id),
        [] => Err(Failure::usage(
            lang.pick(format!("没有机关符合 '{text}'"), format!("no agency matches '{text}'")),
            lang.pick(
                "写名称, 名称的一部分或拼音; 'gouji coverage' 列出全部机关",
                "write its name, part of it or pinyin; 'gouji coverage' lists all agencies",
            ),
        )),
        rows => {
            let more = page.more || rows.len() > NAMED;
            let count = format!("{}{}", rows.len(), if page.more { "+" } else { "" });
            let names: Vec<String> = rows
                .iter()
                .take(NAMED)
                .map(|row| format!("'{}'", clean(&row.agency.name)))
                .collect();
            let names = names.join(lang.pick("、", ", ")) + if more { " …" } else { "" };
            Err(Failure::usage(
                lang.pick(
                    format!("'{text}' 符合 {count} 个机关"),
                    format!("'{text}' matches {count} agencies"),
                ),
                lang.pick(format!("写明是哪一个: {names}"), format!("say which one: {names}")),
            ))
        }
    }
}
