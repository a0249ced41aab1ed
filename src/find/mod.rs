//! Fuzzy search over names, pinyin, findings and cells.
//!
//! ```
//! use gouji::find::{Entry, Index, Kind, Options, Query, Searcher};
//!
//! let mut index = Index::new();
//! let years = (2021..=2024).collect();
//! index.push(Entry { years, ..Entry::new(Kind::Agency, 7, "嘉兴市人民政府办公室") });
//! index.push(Entry::new(Kind::Agency, 8, "嘉兴市教育局"));
//!
//! let query = Query::new("jxzfb24");
//! let answer = Searcher::new().search(&index, &query, Options::default(), &|| true);
//! let hit = &answer.unwrap().hits[0];
//! assert_eq!((index.id(hit.row), hit.year), (Some(7), Some(2024)));
//! assert_eq!(hit.marks, [0, 1, 5, 6, 7]);
//! ```
//!
//! Three steps, each cheaper than the next: `mask` passes over names that lack a letter,
//! `search` looks only at what the query before found, `score` lays the word on the name.

mod finder;
mod fold;
mod index;
mod latin;
mod mask;
mod parts;
pub mod pinyin;
mod query;
mod rank;
mod readings;
mod score;
mod search;
mod syllables;
#[cfg(test)]
mod tests;
mod unit;
mod years;

pub use finder::Finder;
pub use index::{Entry, Index, Kind};
pub use query::Query;
pub use rank::holds;
pub use search::{Answer, Hit, Inside, Newest, Options, Searcher};
pub use years::Years;
