//! The ways in which an HTML page writes a table. Each function gives the markup of one sheet.

use crate::form::Table;
use crate::synth::sheet::{Part, Printed, Sheet};

/// Text as HTML; line breaks as `<br>`.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br/>")
}

fn spans(cell: &Printed) -> String {
    let mut out = String::new();
    if cell.colspan > 1 {
        out += &format!(" colspan=\"{}\"", cell.colspan);
    }
    if cell.rowspan > 1 {
        out += &format!(" rowspan=\"{}\"", cell.rowspan);
    }
    out
}

/// Rows of cells, each cell written by `write`.
fn rows(sheet: &Sheet, write: impl Fn(&Printed) -> String) -> String {
    let mut out = String::new();
    for row in &sheet.rows {
        out += "<tr>";
        for cell in row {
            out += &write(cell);
        }
        out += "</tr>\n";
    }
    out
}

fn td(cell: &Printed) -> String {
    format!("<td{}>{}</td>", spans(cell), escaped(&cell.text))
}

/// Spans right, a paragraph in every other cell.
pub(super) fn plain(sheet: &Sheet) -> String {
    format!("<table border=\"1\" cellspacing=\"0\">\n{}</table>\n", rows(sheet, td))
}

/// Headings as `th`, a caption, `thead` and `tbody`.
pub(super) fn th(sheet: &Sheet) -> String {
    let write = |cell: &Printed| match cell.role {
        Part::Figure(_) => td(cell),
        _ => format!("<th scope=\"col\"{}>{}</th>", spans(cell), escaped(&cell.text)),
    };
    let all = rows(sheet, write);
    let (first, rest) = all.split_once('\n').unwrap_or((&all, ""));
    format!(
        "<table>\n<caption>{}</caption>\n<thead>{first}</thead>\n<tbody>\n{rest}</tbody></table>\n",
        sheet.table.title().zh
    )
}

/// As word processors export it: nested spans, `o:p`, a `<p>` for each line of a heading.
pub(super) fn word(sheet: &Sheet) -> String {
    let write = |cell: &Printed| {
        let style = "style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'";
        let inner: String = match (cell.text.trim(), cell.role) {
            ("", _) => "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>".into(),
            (text, Part::Figure(_)) => format!(
                "<p class=MsoNormal align=center><span lang=EN-US style='font-size:10.5pt'>\
                 <span>{}</span><o:p></o:p></span></p>",
                escaped(text)
            ),
            (text, _) => text
                .split('\n')
                .map(|line| {
                    format!(
                        "<p class=MsoNormal><span style='font-family:宋体'>{}\
                         <span lang=EN-US><o:p></o:p></span></span></p>",
                        escaped(line)
                    )
                })
                .collect(),
        };
        format!("<td valign=top {style}{}>{inner}</td>", spans(cell))
    };
    format!("<table class=MsoNormalTable border=1>\n{}</table>\n", rows(sheet, write))
}

/// No spans at all.
pub(super) fn no_spans(sheet: &Sheet) -> String {
    let write = |cell: &Printed| format!("<td>{}</td>", escaped(&cell.text));
    format!("<table>\n{}</table>\n", rows(sheet, write))
}

/// Spans over columns only: a label over several rows stands in its first.
pub(super) fn labels_once(sheet: &Sheet) -> String {
    let write = |cell: &Printed| td(&Printed { rowspan: 1, ..cell.clone() });
    format!("<table>\n{}</table>\n", rows(sheet, write))
}

/// A label over several rows is printed in each of them.
pub(super) fn labels_twice(sheet: &Sheet) -> String {
    let mut out = String::from("<table>\n");
    for row in sheet.grid() {
        out += "<tr>";
        for slot in row.iter().filter(|slot| slot.first_column) {
            out += &td(&Printed { rowspan: 1, ..slot.cell.clone() });
        }
        out += "</tr>\n";
    }
    out + "</table>\n"
}

/// The last span of a row runs on to column 1000, a label's down to row 65534.
pub(super) fn huge_spans(sheet: &Sheet) -> String {
    let mut out = String::from("<table>\n");
    for (y, row) in sheet.rows.iter().enumerate() {
        out += "<tr>";
        for (x, cell) in row.iter().enumerate() {
            let mut wide = cell.clone();
            if x + 1 == row.len() && cell.colspan > 1 {
                wide.colspan = 1000;
            }
            if cell.rowspan > 1 && y + cell.rowspan == sheet.rows.len() {
                wide.rowspan = 65534;
            }
            out += &td(&wide);
        }
        out += "</tr>\n";
    }
    out + "</table>\n"
}

/// Table three in three tables, cut between groups of rows.
pub(super) fn split(sheet: &Sheet) -> String {
    if sheet.table != Table::Requests {
        return plain(sheet);
    }
    let third = sheet.rows.len() / 3;
    let cuts = [0, third, 2 * third, sheet.rows.len()];
    let mut out = String::new();
    let grid = sheet.grid();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        out += "<table>\n";
        for y in from..to {
            out += "<tr>";
            for slot in grid[y].iter().filter(|slot| slot.first_column) {
                // A label that began above the cut goes on below it without its words.
                let begins = slot.first_row;
                if !begins && y > from {
                    continue;
                }
                let below = grid[y..to]
                    .iter()
                    .take_while(|row| row.iter().any(|other| std::ptr::eq(other.cell, slot.cell)))
                    .count();
                let text = if begins { slot.cell.text.clone() } else { String::new() };
                out += &td(&Printed { text, rowspan: below, ..slot.cell.clone() });
            }
            out += "</tr>\n";
        }
        out += "</table>\n<p>&nbsp;</p>\n";
    }
    out
}

/// Four logical columns on a grid of five, as editors leave it after a column was drawn by hand.
pub(super) fn grid5(sheet: &Sheet) -> String {
    if sheet.table != Table::Disclosure {
        return plain(sheet);
    }
    let mut out = String::from("<table>\n<colgroup><col/><col/><col/><col/><col/></colgroup>\n");
    for row in &sheet.rows {
        out += "<tr>";
        let spare = 5 - row.iter().map(|cell| cell.colspan).sum::<usize>();
        for (x, cell) in row.iter().enumerate() {
            // The spare column goes to the first figure of one row and to the label of another.
            let extra = if x == (row.len() - 1) / 2 { spare } else { 0 };
            out += &td(&Printed { colspan: cell.colspan + extra, ..cell.clone() });
        }
        out += "</tr>\n";
    }
    out + "</table>\n"
}

/// Capital letters, no closing tags.
pub(super) fn unclosed(sheet: &Sheet) -> String {
    let mut out = String::from("<TABLE BORDER=1>\n");
    for row in &sheet.rows {
        out += "<TR>";
        for cell in row {
            out += &format!("<TD{}>{}\n", spans(cell).replace('"', ""), escaped(&cell.text));
        }
    }
    out + "</TABLE>\n"
}

/// Labels over several rows a character a line, other labels split into spans, figures with
/// no-break spaces around them.
pub(super) fn broken_labels(sheet: &Sheet) -> String {
    let write = |cell: &Printed| {
        let inner = match cell.role {
            Part::Figure(_) => format!("&nbsp;{}&nbsp;", escaped(&cell.text)),
            _ if cell.rowspan > 3 => {
                let each: Vec<String> =
                    cell.text.chars().map(|c| escaped(&c.to_string())).collect();
                each.join("<br/>")
            }
            _ => cell
                .text
                .chars()
                .map(|c| format!("<span>{}</span>", escaped(&c.to_string())))
                .collect(),
        };
        format!("<td{}>{inner}</td>", spans(cell))
    };
    format!("<table>\n{}</table>\n", rows(sheet, write))
}

/// A table for each row, with columns called 数据1 and so on, and the names of the columns as a row
/// of their own.
pub(super) fn row_tables(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in &sheet.rows {
        out += "<table><tr>";
        for n in 1..=row.len() {
            out += &format!("<th>数据{n}</th>");
        }
        out += "</tr>\n<tr>";
        for cell in row {
            out += &format!("<td>{}</td>", escaped(&cell.text));
        }
        out += "</tr></table>\n";
    }
    out
}
