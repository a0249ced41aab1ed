//! Fuzzy search over names, pinyin, findings and cells.
