//! The table that is shown as rows, for a file.

use crate::export::{Column, Field};
use crate::form::{Cell, Table};
use crate::text::Text;
use crate::tui::model::Model;
use crate::tui::output::{self, Listing};
use crate::tui::sheet::{Line, Sheet};

/// The table that is shown, as printed; `None` where prose is.
pub fn listing(model: &Model) -> Option<Listing> {
    let state = &model.report;
    let report = &state.opened.as_ref()?.stored.report;
    let (table, lang) = (state.table()?, model.look.lang);
    // As printed, however it is laid out on this screen.
    let sheet = Sheet::new(table, report.form, report.cells.rows());
    let figure = |cell: &Cell| {
        let value = report.cells.value(*cell);
        match value.number {
            Some(number) => Field::Number(number),
            None => output::figure(None, &value.raw),
        }
    };
    let mut rows = Vec::new();
    // Each block of table two has headings of its own: there a cell is a row.
    if table == Table::Disclosure {
        for cell in (0..sheet.lines.len()).flat_map(|line| sheet.cells(line)) {
            let info = cell.info();
            let names = [info.row, info.column].map(|text| Field::text(text.get(lang)));
            rows.push(names.into_iter().chain([figure(cell)]).collect());
        }
        let columns = vec![
            Column::left("row", Text::new("信息内容", "row"), lang),
            Column::left("column", Text::new("栏目", "column"), lang),
            Column::right("value", Text::new("数值", "value"), lang),
        ];
        return Some(Listing { title: table.key().to_owned(), columns, rows });
    }
    let mut columns = vec![
        Column::left("section", Text::new("类别", "section"), lang),
        Column::left("row", Text::new("行", "row"), lang),
    ];
    // In a file a column has the last part of its cells' keys for a name, as everywhere else.
    let first =
        (0..sheet.lines.len()).map(|line| sheet.cells(line)).find(|cells| !cells.is_empty());
    let names = first.into_iter().flatten().map(|cell| match cell.key().rsplit_once('.') {
        Some((_, name)) => name,
        None => cell.key(),
    });
    columns.extend(names.zip(&sheet.columns).map(|(name, text)| Column::right(name, *text, lang)));
    let mut heading = "";
    for line in &sheet.lines {
        match line {
            Line::Heading { label, .. } => heading = label.get(lang),
            Line::Cells { label, nested, cells, .. } => {
                let section = if *nested { heading } else { "" };
                let mut fields = vec![Field::text(section), Field::text(label.get(lang))];
                fields.extend(cells.iter().map(figure));
                rows.push(fields);
            }
        }
    }
    Some(Listing { title: table.key().to_owned(), columns, rows })
}
