//! The shapes of real pages, a name each: what a browser gets and what a crawler leaves of it.
//!
//! A layout is a function from a [`Page`] to bytes. It may add white space around a figure and
//! anything between figures, but prints each figure just as the report holds it. To add one, write
//! the function and put it into [`LAYOUTS`].

mod encode;
mod frame;
mod html;
mod lines;
mod pipes;
mod script;
mod tables;
mod text;

use super::pages::Page;

/// A shape of pages.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Its name, such as `html-plain` or `text-pipes-padded`.
    pub name: &'static str,
    /// What is particular about it.
    pub about: &'static str,
    /// How the file ends.
    pub extension: &'static str,
    /// Whether every figure can be read back with certainty. Where cells run together without
    /// separators only the sums can tell them apart, and not always.
    pub exact: bool,
    /// Whether an empty cell leaves a trace; where it does not, a row with some is ambiguous.
    pub blanks: bool,
    /// Prints a page.
    pub render: fn(&Page) -> Vec<u8>,
}

const fn html(name: &'static str, about: &'static str, render: fn(&Page) -> Vec<u8>) -> Layout {
    Layout { name, about, extension: "html", exact: true, blanks: true, render }
}

const fn text(name: &'static str, about: &'static str, render: fn(&Page) -> Vec<u8>) -> Layout {
    Layout { name, about, extension: "txt", exact: true, blanks: true, render }
}

const fn unsure(layout: Layout) -> Layout {
    Layout { exact: false, ..layout }
}

const fn closed_up(layout: Layout) -> Layout {
    Layout { blanks: false, ..layout }
}

/// All layouts.
pub const LAYOUTS: &[Layout] = &[
    html("html-plain", "UTF-8, declared, spans right", html::plain),
    html("html-gbk", "GBK, declared", html::gbk),
    html("html-gb2312-declared", "declared gb2312, in truth GB18030", html::gb2312),
    html("html-gbk-undeclared", "GBK without a declaration", html::gbk_undeclared),
    html("html-utf8-undeclared", "UTF-8 without a declaration", html::utf8_undeclared),
    html("html-wrong-charset", "declared gbk, in truth UTF-8", html::wrong_charset),
    html("html-bom", "byte order mark, zero-width characters in the text", html::bom),
    html("html-portal", "menus, search, scripts, styles, share buttons, footer", html::portal),
    html("html-layout-table", "layout tables around everything", html::layout_table),
    html("html-meta-table", "metadata table first, the page inside it", html::meta_table),
    html("html-th", "th and td mixed, thead, tbody, caption", html::th),
    html("html-word", "from a word processor: nested spans, o:p, two p a heading", html::word),
    html("html-no-spans", "no colspan and no rowspan at all", html::no_spans),
    html("html-labels-once", "colspans, but no rowspans", html::labels_once),
    html("html-labels-twice", "labels over several rows printed in each", html::labels_twice),
    html("html-huge-spans", "spans far too large", html::huge_spans),
    html("html-split", "table three in three tables", html::split),
    html("html-grid5", "four logical columns on a grid of five", html::grid5),
    html("html-unclosed", "capital letters, cells and rows not closed", html::unclosed),
    html("html-broken-labels", "labels split into spans, a character a line", html::broken_labels),
    html("html-one-table", "the three tables in one", html::one_table),
    html("html-row-tables", "a table for each row", html::row_tables),
    html("html-traditional", "traditional characters", html::traditional),
    text("text-pipes-padded", "a pipe for each column that a span takes", pipes::padded),
    text("text-pipes-spaced", "pipes for spans with spaces between", pipes::spaced),
    text("text-pipes-collapsed", "pipes between cells, spans not shown", pipes::collapsed),
    text("text-pipes-leading", "a pipe before and after every cell", pipes::leading),
    text("text-pipes-grid", "the whole grid, covered places empty", pipes::grid),
    text("text-pipe-after", "a cell a line, a pipe after each", pipes::after),
    text("text-pipe-before", "a pipe alone on a line before each row", pipes::before),
    text("text-pipe-own-line", "padding pipes on a line of their own", pipes::own_line),
    closed_up(text(
        "text-first-row-piped",
        "first row piped, the rest a cell a line",
        pipes::first_row,
    )),
    closed_up(text("text-cell-a-line", "a cell a line, headings broken in two", lines::single)),
    closed_up(text("text-cell-a-line-blank", "a cell a line, blank lines between", lines::blank)),
    closed_up(text(
        "text-padded-figures",
        "a cell a line, white space around figures",
        lines::padded,
    )),
    unsure(closed_up(text("text-run-together", "no separators at all", lines::run_together))),
    text("text-tabs", "tabs between cells", lines::tabs),
    unsure(closed_up(text(
        "text-figures-apart",
        "labels first, then figures one a line",
        lines::apart,
    ))),
    unsure(text(
        "text-labels-lost",
        "labels outside the table, an empty last cell",
        lines::no_labels,
    )),
    text("text-row-tables", "a table a row, columns called 数据1 to 数据6", pipes::row_tables),
    closed_up(text("text-page-cut", "cut by pages within labels", lines::page_cut)),
    closed_up(text("text-columns", "columns held by spaces, as from PDF", lines::columns)),
    Layout {
        extension: "md",
        ..text("markdown", "Markdown tables, labels repeated", pipes::markdown)
    },
    text("text-traditional", "traditional characters, pipes", text::traditional),
    text("text-mirror", "traditional characters wrongly converted (製發, 隻計)", text::mirror),
    text("text-pinyin", "readings in brackets behind characters", text::pinyin),
    text("text-radicals", "radicals in the place of characters", text::radicals),
    text("text-gbk", "pipes, in GBK", text::gbk),
];

/// The layout of that name.
pub fn by_name(name: &str) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| layout.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::{agencies, figures, prose};
    use std::collections::HashSet;

    #[test]
    fn names_are_unique() {
        let names: HashSet<&str> = LAYOUTS.iter().map(|layout| layout.name).collect();
        assert_eq!(names.len(), LAYOUTS.len());
        assert!(LAYOUTS.iter().all(|layout| by_name(layout.name).is_some()));
    }

    fn decoded(bytes: &[u8]) -> String {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
        }
    }

    #[test]
    fn every_layout_prints_every_figure_in_order() {
        let agency = &agencies::province()[8];
        for mut report in figures::series(1, agency, 2020..=2021) {
            report.passages.clear();
            report.title = String::new();
            report.published = None;
            let page = Page::varied(1, agency, &report);
            let figures: String =
                page.tables().flat_map(|sheet| sheet.figures()).map(|(_, text)| text).collect();
            let figures: Vec<char> = figures.chars().filter(char::is_ascii_digit).collect();
            for layout in LAYOUTS {
                let text = decoded(&(layout.render)(&page));
                let mut digits = text.chars().filter(char::is_ascii_digit);
                // All the figures' digits are there, in the order of the form.
                assert!(
                    figures.iter().all(|want| digits.any(|got| got == *want)),
                    "{} lost a figure",
                    layout.name
                );
            }
        }
    }

    #[test]
    fn the_prose_is_on_every_page() {
        let agency = &agencies::province()[8];
        let mut report = figures::series(1, agency, 2022..=2022).remove(0);
        report.passages = prose::write(1, agency, &report, prose::Voice::Full);
        let page = Page::varied(1, agency, &report);
        for layout in LAYOUTS {
            let text = decoded(&(layout.render)(&page));
            assert!(text.contains("2022"), "{}", layout.name);
            assert!(text.chars().count() > 1500, "{}", layout.name);
        }
    }
}
