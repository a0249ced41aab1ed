//! The layouts that are HTML: a frame, a way to write tables, an encoding.

use super::frame::{bare, body, layout_table as in_layout_table, meta_table as in_meta_table};
use super::{encode, frame, script, tables};
use crate::synth::pages::{Page, Piece};
use crate::synth::sheet::Sheet;

const UTF8: &str = "<meta charset=\"utf-8\">\n";
const GBK: &str = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gbk\">\n";
const GB2312: &str = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\n";

/// UTF-8 in no frame, with another way to write tables.
fn with(page: &Page, table: fn(&Sheet) -> String) -> Vec<u8> {
    bare(page, UTF8, &body(page, table)).into_bytes()
}

pub(super) fn plain(page: &Page) -> Vec<u8> {
    with(page, tables::plain)
}

pub(super) fn gbk(page: &Page) -> Vec<u8> {
    encode::gbk(&frame::portal(page, GBK, &body(page, tables::plain)))
}

pub(super) fn gb2312(page: &Page) -> Vec<u8> {
    encode::gb18030(&bare(page, GB2312, &body(page, tables::word)))
}

pub(super) fn gbk_undeclared(page: &Page) -> Vec<u8> {
    encode::gbk(&bare(page, "", &body(page, tables::plain)))
}

pub(super) fn utf8_undeclared(page: &Page) -> Vec<u8> {
    bare(page, "", &body(page, tables::plain)).into_bytes()
}

pub(super) fn wrong_charset(page: &Page) -> Vec<u8> {
    bare(page, GBK, &body(page, tables::plain)).into_bytes()
}

/// Zero-width spaces after every comma of the prose and in labels.
pub(super) fn bom(page: &Page) -> Vec<u8> {
    let page = bare(page, UTF8, &body(page, tables::plain));
    encode::bom(&page.replace('，', "，\u{200b}").replace("信息", "信\u{200d}息"))
}

pub(super) fn portal(page: &Page) -> Vec<u8> {
    frame::portal(page, UTF8, &body(page, tables::plain)).into_bytes()
}

pub(super) fn layout_table(page: &Page) -> Vec<u8> {
    in_layout_table(page, UTF8, &body(page, tables::plain)).into_bytes()
}

pub(super) fn meta_table(page: &Page) -> Vec<u8> {
    in_meta_table(page, UTF8, &body(page, tables::plain)).into_bytes()
}

pub(super) fn th(page: &Page) -> Vec<u8> {
    with(page, tables::th)
}

pub(super) fn word(page: &Page) -> Vec<u8> {
    with(page, tables::word)
}

pub(super) fn no_spans(page: &Page) -> Vec<u8> {
    with(page, tables::no_spans)
}

pub(super) fn labels_once(page: &Page) -> Vec<u8> {
    with(page, tables::labels_once)
}

pub(super) fn labels_twice(page: &Page) -> Vec<u8> {
    with(page, tables::labels_twice)
}

pub(super) fn huge_spans(page: &Page) -> Vec<u8> {
    with(page, tables::huge_spans)
}

pub(super) fn split(page: &Page) -> Vec<u8> {
    with(page, tables::split)
}

pub(super) fn grid5(page: &Page) -> Vec<u8> {
    with(page, tables::grid5)
}

pub(super) fn unclosed(page: &Page) -> Vec<u8> {
    with(page, tables::unclosed)
}

pub(super) fn broken_labels(page: &Page) -> Vec<u8> {
    with(page, tables::broken_labels)
}

pub(super) fn row_tables(page: &Page) -> Vec<u8> {
    with(page, tables::row_tables)
}

/// The three tables in one, the headings and the words of parts three and four as rows in it.
pub(super) fn one_table(page: &Page) -> Vec<u8> {
    let first = page.pieces.iter().position(|piece| matches!(piece, Piece::Table(_)));
    let last = page.pieces.iter().rposition(|piece| matches!(piece, Piece::Table(_)));
    let (Some(first), Some(last)) = (first, last) else { return plain(page) };
    let mut inner = String::new();
    for piece in &page.pieces[first..=last] {
        match piece {
            Piece::Table(sheet) => {
                let table = tables::plain(sheet);
                let rows = table.split_once('\n').map_or("", |(_, rows)| rows);
                inner += rows.trim_end().trim_end_matches("</table>");
            }
            Piece::Title(text) | Piece::Heading(text) | Piece::Paragraph(text) => {
                inner += &format!("<tr><td colspan=\"15\">{}</td></tr>\n", tables::escaped(text));
            }
        }
    }
    let part =
        |pieces: &[Piece]| body(&Page { pieces: pieces.to_vec(), ..page.clone() }, tables::plain);
    let whole = format!(
        "{}<table border=\"1\">\n{inner}</table>\n{}",
        part(&page.pieces[..first]),
        part(&page.pieces[last + 1..])
    );
    bare(page, UTF8, &whole).into_bytes()
}

pub(super) fn traditional(page: &Page) -> Vec<u8> {
    script::traditional(&bare(page, UTF8, &body(page, tables::plain))).into_bytes()
}
