//! A page of HTML to blocks: lines and grids, in the order of the page.
//!
//! A table that holds another is layout: its text becomes lines, and the inner tables are read.
//! Scripts, styles and hidden elements are dropped.
//!
//! One [walk] makes the blocks. It is led through a page either by the page's own tags, where these
//! are nested so [plainly](plain) that they are the tree, or by the [tree] that a parser makes of
//! anything else, which takes several times as long.

mod element;
mod entity;
mod grid;
mod lean;
mod lex;
mod place;
mod plain;
mod tree;
mod walk;

use super::document::{Document, SourceKind};
use crate::record::{Problem, ProblemKind};
use place::Places;
use walk::Walk;

/// Whether a source is marked up. Text that quotes a tag or two is not.
pub fn is_html(source: &str) -> bool {
    let bytes = source.as_bytes();
    let (mut tags, mut ends) = (0_u32, 0_u32);
    for at in memchr::memchr_iter(b'<', bytes).take(MOST_TAGS_TOLD) {
        let rest = &bytes[at + 1..];
        let starts = |name: &[u8]| {
            rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
                && rest.get(name.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
        };
        // These alone make a page.
        if [&b"!doctype html"[..], b"html", b"table", b"td", b"tr", b"body"].into_iter().any(starts)
        {
            return true;
        }
        // Markdown breaks its lines with `<br>` too.
        tags += u32::from([&b"p"[..], b"div", b"span", b"li", b"a"].into_iter().any(starts));
        ends += u32::from([&b"/p"[..], b"/div", b"/span", b"/li", b"/a"].into_iter().any(starts));
        if tags > 2 && ends > 2 {
            return !has_rows_of_bars(source);
        }
    }
    tags > 2 && !has_rows_of_bars(source)
}

/// Whether its tables stand there as lines with bars: Markdown keeps the boxes of a page as tags.
fn has_rows_of_bars(source: &str) -> bool {
    if ["<table", "<TABLE", "<td", "<TD"].iter().any(|tag| source.contains(tag)) {
        return false;
    }
    let is_row = |line: &&str| {
        let line = line.trim();
        line.starts_with('|') && line.ends_with('|') && line.matches('|').count() > 3
    };
    source.lines().filter(is_row).take(FEWEST_ROWS_OF_BARS).count() == FEWEST_ROWS_OF_BARS
}

const FEWEST_ROWS_OF_BARS: usize = 8;

/// A source whose first tags are none of HTML is not marked up.
const MOST_TAGS_TOLD: usize = 2000;

/// Reads a page.
pub fn read(source: String, encoding: &'static str, problems: Vec<Problem>) -> Document {
    let mut lexed = lex::lex(&source);
    let plain = lexed.cut.is_none() && plain::is_plain(&source, &mut lexed.tokens);
    blocks(source, encoding, problems, lexed, plain)
}

/// Reads a page from its tokens or from the parser's tree.
fn blocks(
    source: String,
    encoding: &'static str,
    mut problems: Vec<Problem>,
    mut lexed: lex::Lexed,
    plain: bool,
) -> Document {
    let texts = std::mem::take(&mut lexed.texts);
    // Markdown with tables in HTML keeps its lines.
    let lines_count =
        !["<p", "<br", "<div", "<P", "<BR", "<DIV"].iter().any(|t| source.contains(t));
    let mut walk = Walk::new(Places::new(&source, texts), lines_count);
    if plain {
        plain::walk(&source, &lexed.tokens, &mut walk);
    } else {
        tree::walk(&lean::lean(&source, &lexed), &mut walk);
    }
    let (html_title, meta, blocks) = walk.finish();
    if let Some(cut) = lexed.cut {
        let what = format!("{} > {cut}", source.len());
        problems.push(Problem { kind: ProblemKind::TooLarge, span: None, what });
    }
    let kind = SourceKind::Html;
    Document { kind, encoding, html_title, meta, blocks, problems, source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Block;

    #[test]
    fn each_line_of_markdown_within_html_has_its_place() {
        let source = "甲\n\n 一、&lt;总体&gt; \r\n乙\r\n<table><tr><td>1</td></tr></table>";
        let places: Vec<&str> = read(source.to_owned(), "UTF-8", Vec::new())
            .blocks
            .iter()
            .map(|block| match block {
                Block::Line(line) => &source[line.span.range()],
                Block::Grid(grid) => &source[grid.span.range()],
            })
            .collect();
        assert_eq!(places, ["甲", "一、&lt;总体&gt;", "乙", "1"]);
    }
}
