//! Tables flattened with pipes, in the ways that crawlers do it.

use super::text::{flat, one_line};
use crate::synth::pages::Page;
use crate::synth::sheet::{Part, Printed, Sheet};

/// The texts of a row, each on one line.
fn texts(row: &[Printed]) -> Vec<String> {
    row.iter().map(|cell| one_line(&cell.text)).collect()
}

/// How many columns of the grid a row leaves to padding.
fn spare(sheet: &Sheet, row: &[Printed]) -> usize {
    sheet.width.saturating_sub(row.len())
}

/// `行政许可 | 0 | ||`
pub(super) fn pad(sheet: &Sheet) -> String {
    let line = |row: &Vec<Printed>| {
        let padding = match spare(sheet, row) {
            0 => String::new(),
            n => format!(" {}", "|".repeat(n)),
        };
        format!("{} |{padding}\n", texts(row).join(" | "))
    };
    sheet.rows.iter().map(line).collect()
}

pub(super) fn padded(page: &Page) -> Vec<u8> {
    flat(page, pad).into_bytes()
}

/// `行政许可 | 1808595 | | |`
pub(super) fn spaced(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let line = |row: &Vec<Printed>| {
            format!("{} |{}\n", texts(row).join(" | "), " |".repeat(spare(sheet, row)))
        };
        sheet.rows.iter().map(line).collect()
    };
    flat(page, table).into_bytes()
}

/// `行政许可 | 0`
pub(super) fn collapsed(page: &Page) -> Vec<u8> {
    let line = |row: &Vec<Printed>| texts(row).join(" | ") + "\n";
    flat(page, |sheet| sheet.rows.iter().map(line).collect()).into_bytes()
}

/// `| 行政许可 | 8 | 0 | 18000 | |`
pub(super) fn leading(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let line = |row: &Vec<Printed>| {
            let padding = match spare(sheet, row) {
                0 => " |".to_owned(),
                n => format!(" {}", "|".repeat(n)),
            };
            format!("| {} |{padding}\n", texts(row).join(" | "))
        };
        sheet.rows.iter().map(line).collect()
    };
    flat(page, table).into_bytes()
}

/// The whole grid, the places that a span covers left empty: ` |  | 2.其他 | 0`.
pub(super) fn grid(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        sheet
            .grid()
            .iter()
            .map(|row| {
                let cells: Vec<String> = row
                    .iter()
                    .map(|slot| if slot.starts() { one_line(&slot.cell.text) } else { "".into() })
                    .collect();
                cells.join(" | ") + "\n"
            })
            .collect()
    };
    flat(page, table).into_bytes()
}

/// A cell a line, a pipe after each, the padding after the last.
pub(super) fn after(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let line = |row: &Vec<Printed>| {
            let padding = match spare(sheet, row) {
                0 => String::new(),
                n => format!(" {}", "|".repeat(n)),
            };
            format!("{} |{padding}\n", texts(row).join(" |\n"))
        };
        sheet.rows.iter().map(line).collect()
    };
    flat(page, table).into_bytes()
}

/// A pipe alone on a line before each row, then a cell a line with a pipe after it.
pub(super) fn before_rows(sheet: &Sheet) -> String {
    let line = |row: &Vec<Printed>| {
        let padding = match spare(sheet, row) {
            0 => String::new(),
            n => format!(" {}", "|".repeat(n)),
        };
        format!("|\n{} |{padding}\n", texts(row).join(" |\n"))
    };
    sheet.rows.iter().map(line).collect()
}

pub(super) fn before(page: &Page) -> Vec<u8> {
    flat(page, before_rows).into_bytes()
}

/// As [`before`], the padding on a line of its own.
pub(super) fn own_line(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let line = |row: &Vec<Printed>| {
            let padding = match spare(sheet, row) {
                0 => String::new(),
                n => "|".repeat(n) + "\n",
            };
            format!("|\n{} |\n{padding}", texts(row).join(" |\n"))
        };
        sheet.rows.iter().map(line).collect()
    };
    flat(page, table).into_bytes()
}

/// The first row with pipes, the rest a cell a line.
pub(super) fn first_row(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let mut out = String::new();
        for (y, row) in sheet.rows.iter().enumerate() {
            let cells = texts(row);
            out += &if y == 0 {
                format!("{} | {}\n", cells.join(" | "), "|".repeat(spare(sheet, row)))
            } else {
                cells.join("\n") + "\n"
            };
        }
        out
    };
    flat(page, table).into_bytes()
}

/// A table for each row, with columns called 数据1 and so on.
pub(super) fn row_tables(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let mut out = String::new();
        for row in &sheet.rows {
            let heads: Vec<String> = (1..=row.len()).map(|n| format!("数据{n}")).collect();
            out += &format!("| {} |\n", heads.join(" | "));
            out += &format!("|{}\n", " --- |".repeat(row.len()));
            out += &format!("| {} |\n\n", texts(row).join(" | "));
        }
        out
    };
    flat(page, table).into_bytes()
}

/// Markdown: the grid with every label repeated, the line of dashes after the first row.
pub(super) fn markdown(page: &Page) -> Vec<u8> {
    let table = |sheet: &Sheet| {
        let mut out = String::from("\n");
        for (y, row) in sheet.grid().iter().enumerate() {
            let cells: Vec<String> = row
                .iter()
                .map(|slot| match slot.cell.role {
                    // A figure over several columns stands once, else it would be counted twice.
                    Part::Figure(_) if !slot.starts() => String::new(),
                    _ => one_line(&slot.cell.text),
                })
                .collect();
            out += &format!("| {} |\n", cells.join(" | "));
            if y == 0 {
                out += &format!("|{}\n", "---|".repeat(sheet.width));
            }
        }
        out + "\n"
    };
    let text = flat(page, table);
    match text.split_once('\n') {
        Some((title, rest)) if !page.title().is_empty() => format!("# {title}\n\n{rest}").into(),
        _ => text.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Cell;
    use crate::record::{Agency, AgencyKind, Cells, Level, Place, Report};
    use crate::synth::sheet::Wording;
    use jiff::civil::date;

    /// A page with two rows of table two and nothing else.
    fn page() -> Page {
        let mut cells = Cells::default();
        for (key, number) in [("regulations.issued", 1.0), ("licensing.decisions", 550.0)] {
            let cell = Cell::from_key(&format!("disclosure.{key}")).unwrap();
            cells.set_number(cell, number, &number.to_string());
        }
        let agency = Agency {
            name: "样例省".into(),
            printed: "样例省".into(),
            place: Place::default(),
            kind: AgencyKind::Government,
            level: Level::Province,
        };
        let report = Report {
            year: 2023,
            form: crate::form::Form::F2021,
            published: Some(date(2024, 1, 2)),
            title: String::new(),
            cells,
            passages: Vec::new(),
            earlier: None,
        };
        Page::new(&agency, &report, &Wording::FORM)
    }

    #[test]
    fn a_row_of_two_cells_on_four_columns() {
        for (render, want) in [
            (padded as fn(&Page) -> Vec<u8>, "行政许可 | 550 | ||\n"),
            (spaced, "行政许可 | 550 | | |\n"),
            (collapsed, "行政许可 | 550\n"),
            (leading, "| 行政许可 | 550 | ||\n"),
            (grid, "行政许可 | 550 |  | \n"),
            (after, "行政许可 |\n550 | ||\n"),
            (before, "|\n行政许可 |\n550 | ||\n"),
            (own_line, "|\n行政许可 |\n550 |\n||\n"),
            (first_row, "行政许可\n550\n"),
            (row_tables, "| 数据1 | 数据2 |\n| --- | --- |\n| 行政许可 | 550 |\n\n"),
            (markdown, "| 行政许可 | 550 |  |  |\n\n"),
        ] {
            let text = String::from_utf8(render(&page())).unwrap();
            assert!(text.ends_with(want), "{text}");
        }
    }
}
