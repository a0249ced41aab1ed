//! The comparison as rows, for a file and for the clipboard.

use super::columns::Axis;
use super::figures::{self, Shown};
use super::lines::CompareLine;
use crate::export::{self, Field};
use crate::text::Text;
use crate::tui::model::{Effect, Model};
use crate::tui::output::{self, Listing};
use crate::tui::sheet;

/// The comparison as it is shown: its lines, its measure, its order of columns.
pub fn listing(model: &Model) -> Option<Listing> {
    let (state, look) = (&model.compare, model.look);
    if state.columns.is_empty() {
        return None;
    }
    let mut columns = vec![
        export::Column::left("section", Text::new("类别", "section"), look.lang),
        export::Column::left("row", Text::new("行", "row"), look.lang),
        export::Column::left("cell", Text::new("数据格", "cell"), look.lang),
    ];
    for column in &state.columns {
        let name = match state.axis {
            Axis::Years => column.year.to_string(),
            _ => {
                let name = state.agency(column).map_or("", |agency| agency.name.as_str());
                format!("{name} {}", column.year)
            }
        };
        columns.push(export::Column::named(name));
    }
    let mut heading = "";
    let mut rows = Vec::new();
    for line in &state.lines {
        match line {
            CompareLine::Heading(text) => heading = look.say(*text),
            CompareLine::Figures { label, nested, cell, .. } => {
                let section = if *nested { heading } else { "" };
                let mut fields = vec![
                    Field::text(section),
                    Field::text(look.say(*label)),
                    Field::text(cell.key()),
                ];
                fields.extend(state.columns.iter().map(|column| {
                    match figures::shown(state, column, *cell) {
                        Shown::Figure(text, number) => output::figure(Some(number), &text),
                        Shown::Printed(text) => output::figure(None, &text),
                        _ => Field::Nothing,
                    }
                }));
                rows.push(fields);
            }
        }
    }
    let title = look.t("对比", "compare").to_owned();
    Some(Listing { title, columns, rows })
}

/// The row of the cursor as it is shown, with tabs between.
pub fn copy(model: &mut Model) {
    let state = &model.compare;
    let Some(cell) = state.cell(state.cursor) else { return };
    let figures = state
        .columns
        .iter()
        .map(|column| figures::shown(state, column, cell).text(model.look.widths));
    let label = sheet::cell_name(cell, model.look.lang);
    let row: Vec<String> = std::iter::once(label).chain(figures).collect();
    model.effects.push(Effect::Copy(row.join("\t")));
}
