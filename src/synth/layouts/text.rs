//! Pages as a crawler's text: the pieces line by line, and what scripts do to them.

use super::{encode, pipes, script};
use crate::synth::pages::{Page, Piece};
use crate::synth::sheet::Sheet;

/// The page as lines, its tables flattened by `table`, which gives whole lines.
pub(super) fn flat(page: &Page, table: impl Fn(&Sheet) -> String) -> String {
    let mut out = String::new();
    for piece in &page.pieces {
        match piece {
            Piece::Title(text) | Piece::Heading(text) | Piece::Paragraph(text) => {
                out += text;
                out.push('\n');
            }
            Piece::Table(sheet) => out += &table(sheet),
        }
    }
    out
}

/// A printed text on one line; where it had two, a space is left, as crawlers leave it.
pub(super) fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

pub(super) fn traditional(page: &Page) -> Vec<u8> {
    script::traditional(&flat(page, pipes::pad)).into_bytes()
}

pub(super) fn mirror(page: &Page) -> Vec<u8> {
    script::mirrored(&flat(page, pipes::before_rows)).into_bytes()
}

pub(super) fn pinyin(page: &Page) -> Vec<u8> {
    script::glossed(&flat(page, pipes::pad)).into_bytes()
}

pub(super) fn radicals(page: &Page) -> Vec<u8> {
    script::radicals(&flat(page, pipes::pad)).into_bytes()
}

pub(super) fn gbk(page: &Page) -> Vec<u8> {
    encode::gbk(&flat(page, pipes::pad))
}
