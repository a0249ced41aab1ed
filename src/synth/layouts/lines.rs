//! Tables flattened without pipes: a cell a line, run together, in columns, cut by pages.

use super::text::{flat, one_line};
use crate::synth::pages::{Page, Piece};
use crate::synth::sheet::{Part, Sheet};

fn cells(sheet: &Sheet) -> impl Iterator<Item = &crate::synth::sheet::Printed> {
    sheet.rows.iter().flatten()
}

/// A cell a line; headings of two lines stay so.
pub(super) fn single(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| cells(sheet).map(|cell| cell.text.clone() + "\n").collect();
    flat(page, table).into_bytes()
}

/// A cell a line, blank lines between.
pub(super) fn blank(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| cells(sheet).map(|cell| cell.text.clone() + "\n\n").collect();
    flat(page, table).into_bytes()
}

/// A cell a line, blank lines between, white space before and after figures.
pub(super) fn padded(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let mut out = String::new();
        for (at, cell) in cells(sheet).enumerate() {
            out += &match (cell.role, at % 3) {
                (Part::Figure(_), 0) => format!(" {}\n\n", cell.text),
                (Part::Figure(_), 1) => format!("{} \n\n", cell.text),
                (Part::Figure(_), _) => format!("\u{a0}\u{3000}{}\n\n", cell.text),
                _ => format!("{}\n\n", cell.text),
            };
        }
        out
    };
    flat(page, table).into_bytes()
}

/// No separators, the whole report on one line.
pub(super) fn run_together(page: &Page) -> Vec<u8> {
    let mut out = String::new();
    for piece in &page.pieces {
        match piece {
            Piece::Title(text) | Piece::Heading(text) | Piece::Paragraph(text) => {
                out += text;
                out.push(' ');
            }
            Piece::Table(sheet) => {
                for cell in cells(sheet) {
                    out += &cell.text.replace('\n', "");
                }
                out.push(' ');
            }
        }
    }
    out.push('\n');
    out.into_bytes()
}

/// Tabs between cells.
pub(super) fn tabs(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let line = |row: &Vec<_>| {
            let texts: Vec<String> =
                row.iter().map(|c: &crate::synth::sheet::Printed| one_line(&c.text)).collect();
            texts.join("\t") + "\n"
        };
        sheet.rows.iter().map(line).collect()
    };
    flat(page, table).into_bytes()
}

/// The labels of a table first, its figures after them, one a line.
pub(super) fn apart(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let mut labels = String::new();
        let mut figures = String::new();
        for cell in cells(sheet) {
            let to = match cell.role {
                Part::Figure(_) => &mut figures,
                _ => &mut labels,
            };
            *to += &one_line(&cell.text);
            to.push('\n');
        }
        labels + &figures
    };
    flat(page, table).into_bytes()
}

/// The labels of the rows outside the table, an empty cell at the end of each row.
pub(super) fn no_labels(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let mut labels = String::new();
        let mut rows = String::new();
        for row in &sheet.rows {
            let (figures, words): (Vec<_>, Vec<_>) =
                row.iter().partition(|cell| matches!(cell.role, Part::Figure(_)));
            if figures.is_empty() {
                let words: Vec<String> = words.iter().map(|cell| one_line(&cell.text)).collect();
                rows += &format!("{} | \n", words.join(" | "));
                continue;
            }
            for cell in words {
                labels += &one_line(&cell.text);
                labels.push('\n');
            }
            let figures: Vec<&str> = figures.iter().map(|cell| cell.text.as_str()).collect();
            rows += &format!("{} | \n", figures.join(" | "));
        }
        labels + &rows
    };
    flat(page, table).into_bytes()
}

/// How many characters fit a line of the narrow columns of a printed page.
const NARROW: usize = 12;

/// As text from PDF: long labels broken over lines, a cell a line, and a page number after every
/// thirty lines, also in the middle of a label.
pub(super) fn page_cut(page: &Page) -> Vec<u8> {
    let mut out = String::new();
    let (mut lines, mut number) = (0, 1);
    let mut put = |line: &str| {
        out.push_str(line);
        out.push('\n');
        lines += 1;
        if lines % 30 == 0 {
            out.push_str(&format!("\n- {number} -\n"));
            number += 1;
        }
    };
    for piece in &page.pieces {
        match piece {
            Piece::Title(text) | Piece::Heading(text) => put(text),
            Piece::Paragraph(text) => wrap(text, 28).iter().for_each(|line| put(line)),
            Piece::Table(sheet) => {
                for cell in cells(sheet) {
                    match cell.role {
                        Part::Figure(_) => put(&cell.text),
                        _ => {
                            for line in cell.text.split('\n') {
                                wrap(line, NARROW).iter().for_each(|line| put(line));
                            }
                        }
                    }
                }
            }
        }
    }
    out.into_bytes()
}

/// Pieces of at most `width` characters; never between two digits, which would split a number.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        let mut to = (from + width).min(chars.len());
        let part = |c: char| c.is_ascii_digit() || c == '.' || c == '%';
        while to < chars.len() && to > from + 1 && part(chars[to]) && part(chars[to - 1]) {
            to -= 1;
        }
        lines.push(chars[from..to].iter().collect());
        from = to;
    }
    lines
}

/// Columns held by spaces, as `pdftotext -layout` gives them; blank cells would be lost, so a page
/// with any has them as a full-width space.
pub(super) fn columns(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let line = |row: &Vec<crate::synth::sheet::Printed>| {
            let texts: Vec<String> = row
                .iter()
                .map(|cell| match cell.text.trim() {
                    "" => "\u{3000}".to_owned(),
                    _ => cell.text.replace('\n', ""),
                })
                .collect();
            format!("  {}\n", texts.join("    "))
        };
        sheet.rows.iter().map(line).collect()
    };
    flat(page, table).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_characters_and_not_within_numbers() {
        assert_eq!(wrap("予以公开共收到12345件", 8), ["予以公开共收到", "12345件"]);
        assert_eq!(wrap("甲乙丙", 2), ["甲乙", "丙"]);
    }
}
