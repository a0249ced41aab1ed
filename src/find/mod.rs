//! Fuzzy search over names, pinyin, findings and cells.

mod fold;
mod parts;
pub mod pinyin;
mod readings;
mod syllables;
