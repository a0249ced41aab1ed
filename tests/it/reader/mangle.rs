//! What happens to tables on their way: cells emptied, rows swapped, dropped or repeated, labels
//! damaged. Each changes the tables and what is known of their cells alike.

use super::layouts::{Printed, Tables};
use gouji::form::{Cell, Column, Form, Row, Table};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// A way to damage a report: its name and what it does to the figures and the printed tables.
pub type Mangle = (&'static str, fn(Form, &mut Printed, &mut ChaCha8Rng) -> Tables);

pub const MANGLES: &[Mangle] = &[
    ("untouched", |form, printed, _| Tables::new(form, printed)),
    ("emptied cells", |form, printed, rng| {
        replace(printed, rng, 12, |_| String::new());
        Tables::new(form, printed)
    }),
    ("dashes", |form, printed, rng| {
        replace(printed, rng, 12, |_| "/".to_owned());
        Tables::new(form, printed)
    }),
    ("figures that do not tie", |form, printed, rng| {
        replace(printed, rng, 12, |n| (n + 3).to_string());
        Tables::new(form, printed)
    }),
    ("separators of thousands", |form, printed, rng| {
        replace(printed, rng, 20, |n| format!("{},{:03}", 1 + n % 7, n % 1000));
        Tables::new(form, printed)
    }),
    ("no row totals", |form, printed, _| {
        for row in Row::of_form(form) {
            printed.insert(Cell::request(row, Column::Total), String::new());
        }
        Tables::new(form, printed)
    }),
    ("an empty column", |form, printed, rng| {
        let column = *Column::ALL.choose(rng).unwrap();
        for row in Row::of_form(form) {
            printed.insert(Cell::request(row, column), String::new());
        }
        Tables::new(form, printed)
    }),
    ("empty but for the totals", |form, printed, _| {
        for cell in Cell::of_table(Table::Requests).filter(|c| c.in_form(form)) {
            if printed[&cell] == "0" {
                printed.insert(cell, String::new());
            }
        }
        Tables::new(form, printed)
    }),
    ("two rows swapped", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        let rows = &mut tables.tables[1];
        let a = rng.random_range(10..14);
        let (first, second) = (rows[a].len(), rows[a + 1].len());
        let (left, right) = rows.split_at_mut(a + 1);
        // Label and figures change places, the group's heading stays.
        left[a][first - 8..].swap_with_slice(&mut right[0][second - 8..]);
        tables
    }),
    ("a row dropped", |form, printed, rng| {
        let rows: Vec<Row> = Row::of_form(form).filter(|r| r.group().is_some()).collect();
        let row = *rows.choose(rng).unwrap();
        let mut tables = Tables::new(form, printed);
        tables.tables[1].retain(|line| !line.iter().any(|p| p.text == row.label().zh));
        for column in Column::ALL {
            printed.remove(&Cell::request(row, column));
        }
        tables
    }),
    ("a row printed twice", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        let at = rng.random_range(4..20);
        let row = tables.tables[1][at].clone();
        tables.tables[1].insert(at, row);
        tables
    }),
    ("characters lost from labels", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        for part in tables.tables[1].iter_mut().flatten().filter(|p| !p.figure) {
            let chars: Vec<char> = part.text.chars().collect();
            if chars.len() > 8 && rng.random_bool(0.3) {
                let at = rng.random_range(3..chars.len() - 2);
                part.text = [&chars[..at], &chars[at + 2..]].concat().iter().collect();
            }
        }
        tables
    }),
    ("a label misprinted", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        let line = rng.random_range(8..16);
        let row = &mut tables.tables[1][line];
        let at = row.len() - 8;
        row[at].text = "某某某某".to_owned();
        tables
    }),
    ("the label of the row above", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        let line = rng.random_range(8..14);
        let rows = &mut tables.tables[1];
        let above = rows[line - 1][rows[line - 1].len() - 8].text.clone();
        let at = rows[line].len() - 8;
        rows[line][at].text = above;
        tables
    }),
    ("no headings over columns", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        tables.tables[1].drain(..3);
        tables
    }),
    ("extra rows", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        let at = rng.random_range(4..20);
        let mut row = tables.tables[1][4].clone();
        let label = row.len() - 8;
        row[label].text = "本表以外的事项".to_owned();
        for part in &mut row[label + 1..] {
            part.text = "7".to_owned();
        }
        tables.tables[1].insert(at, row[label..].to_vec());
        tables
    }),
    ("table two: notes in labels", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        for part in tables.tables[0].iter_mut().flatten().filter(|p| !p.figure) {
            if part.columns == 1 && part.text != "信息内容" {
                part.text.push_str("（含2022年的 3 项）");
            }
        }
        tables
    }),
    ("table two: the second line of headings lost", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        for part in tables.tables[0].iter_mut().flatten() {
            if part.text.starts_with("本年新") {
                part.text = "本年新".to_owned();
            }
            if part.text == "本年增/减" {
                part.text = "本年增/".to_owned();
            }
        }
        tables
    }),
    ("table two: an extra row", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        let mut row = tables.tables[0][3].clone();
        row[0].text = "其他主动公开文件".to_owned();
        row[1].text = "186".to_owned();
        tables.tables[0].insert(4, row);
        tables
    }),
    ("table two: a row dropped", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        let at: Vec<usize> = (0..tables.tables[0].len())
            .filter(|at| tables.tables[0][*at].iter().any(|p| p.figure))
            .collect();
        let row = tables.tables[0].remove(*at.choose(rng).unwrap());
        printed.retain(|cell, _| {
            cell.table() != Table::Disclosure || cell.info().row.zh != row[0].text
        });
        tables
    }),
    ("table two: two articles swapped", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        let rows = &mut tables.tables[0];
        let starts: Vec<usize> =
            (0..rows.len()).filter(|at| rows[*at][0].text.starts_with("第二十条")).collect();
        let second: Vec<_> = rows.drain(starts[1]..starts[2]).collect();
        rows.splice(0..0, second);
        tables
    }),
    ("table two: no lines for articles", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        tables.tables[0].retain(|row| !row[0].text.starts_with("第二十条"));
        tables
    }),
    ("rows of other kinds of figures", |form, printed, rng| {
        replace(printed, rng, 30, |n| format!("{n}"));
        for cell in Cell::of_table(Table::Disclosure).filter(|c| c.in_form(form)) {
            if cell.info().kind == gouji::form::Kind::Count {
                printed.insert(cell, rng.random_range(1_000_000..20_000_000).to_string());
            }
        }
        Tables::new(form, printed)
    }),
    ("table two: no headings over columns", |form, printed, _| {
        let mut tables = Tables::new(form, printed);
        tables.tables[0].retain(|row| row[0].text != "信息内容");
        tables
    }),
    ("table two: a figure lost", |form, printed, rng| {
        let mut tables = Tables::new(form, printed);
        for row in tables.tables[0].iter_mut().filter(|row| row.len() == 4) {
            if row[1].figure && rng.random_bool(0.5) {
                row.remove(2);
                printed.retain(|cell, _| {
                    cell.table() != Table::Disclosure || cell.info().row.zh != row[0].text
                });
            }
        }
        tables
    }),
];

fn replace(
    printed: &mut Printed,
    rng: &mut ChaCha8Rng,
    count: usize,
    with: impl Fn(u64) -> String,
) {
    let cells: Vec<Cell> = printed.keys().copied().collect();
    for _ in 0..count {
        let cell = *cells.choose(rng).unwrap();
        let number = printed[&cell].parse().unwrap_or(0);
        printed.insert(cell, with(number));
    }
}
