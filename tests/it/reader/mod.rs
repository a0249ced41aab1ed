//! The reader on real documents, and on what may become of them.

use crate::shared::shared;
use gouji::form::{Cell, Column, Form};
use gouji::read;
use gouji::record::{Cells, ProblemKind, State};
use std::collections::BTreeMap;
use std::path::Path;

/// What a document's cells are known to be, by file.
type Known = BTreeMap<String, Vec<(Cell, State, Option<f64>)>>;

fn known(path: &Path) -> Known {
    let mut known = Known::new();
    for record in csv::Reader::from_path(path).unwrap().deserialize() {
        let record: BTreeMap<String, String> = record.unwrap();
        let state = record.get("state").map_or(State::Number, |s| State::from_key(s).unwrap());
        let number = (state == State::Number).then(|| record["value"].parse().unwrap());
        let cell = Cell::from_key(&record["cell"]).unwrap();
        known.entry(record["file"].clone()).or_default().push((cell, state, number));
    }
    known
}

fn cells(bytes: &[u8]) -> Cells {
    read::document(bytes).map(|document| read::tables(&document).cells).unwrap_or_default()
}

/// How many cells are right, and those that are wrong or missing.
fn compare(cells: &Cells, known: &[(Cell, State, Option<f64>)]) -> (usize, Vec<String>) {
    let mut right = 0;
    let mut differing = Vec::new();
    for (cell, state, number) in known {
        let got = cells.value(*cell);
        if got.number == *number && (number.is_some() || got.state == *state) {
            right += 1;
        } else {
            let word = if got.number.is_some() { "wrong" } else { "missing" };
            differing.push(format!("{word} {cell}: {number:?}, got {:?} '{}'", got.state, got.raw));
        }
    }
    (right, differing)
}

#[test]
fn every_figure_of_the_seeds_is_read() {
    let Some(folder) = shared("seeds") else { return };
    for (file, known) in known(&folder.join("cells.csv")) {
        let cells = cells(&std::fs::read(folder.join(&file)).unwrap());
        let (_, differing) = compare(&cells, &known);
        assert!(differing.is_empty(), "{file}: {differing:#?}");
    }
}

#[test]
fn no_figure_of_the_pages_is_wrong() {
    let Some(folder) = shared("pages") else { return };
    for (file, known) in known(&folder.join("cells.csv")) {
        // A PDF is no text; what was taken from it stands beside.
        if file.ends_with(".pdf") {
            continue;
        }
        let cells = cells(&std::fs::read(folder.join(&file)).unwrap());
        let (right, differing) = compare(&cells, &known);
        assert!(!differing.iter().any(|d| d.starts_with("wrong")), "{file}: {differing:#?}");
        let least = if file.contains("-flat") { 95 } else { 99 };
        assert!(right * 100 >= least * known.len(), "{file}: {right} {differing:#?}");
    }
}

mod apart;
mod drawn;
mod fields;
mod layouts;

/// The figures that are read from a text for these cells.
fn numbers(text: &str, keys: &[&str]) -> Vec<Option<f64>> {
    let cells = cells(text.as_bytes());
    keys.iter().map(|key| cells.number(Cell::from_key(key).unwrap())).collect()
}

/// The seven figures that are read for a row of table three.
fn figures(text: &str, row: &str) -> [Option<f64>; 7] {
    let cells = cells(text.as_bytes());
    let column = |column: Column| format!("{row}.{}", column.key());
    Column::ALL.map(|c| cells.number(Cell::from_key(&column(c)).unwrap()))
}

/// What the printed text of a cell must be read as.
fn wanted(printed: &str) -> (State, Option<f64>) {
    match printed {
        "" => (State::Blank, None),
        "/" | "—" => (State::Dash, None),
        text => (State::Number, Some(text.replace(',', "").parse().unwrap())),
    }
}

/// Reads a document and says which cells are not as printed, wrong numbers first.
fn differences(document: &str, printed: &layouts::Printed) -> (Vec<String>, Vec<String>) {
    let cells = cells(document.as_bytes());
    let (mut wrong, mut missing) = (Vec::new(), Vec::new());
    for cell in Cell::all() {
        let got = cells.value(cell);
        let want = printed.get(&cell).map(|text| wanted(text));
        let as_printed = want
            .is_some_and(|(state, number)| got.state == state && got.number == number)
            || want.is_none() && got.state == State::Absent;
        if !as_printed {
            let line =
                format!("{cell}: {:?}, got {:?} '{}'", printed.get(&cell), got.state, got.raw);
            if got.state == State::Number { wrong.push(line) } else { missing.push(line) }
        }
    }
    (wrong, missing)
}

#[test]
fn every_layout_is_read() {
    for (seed, form) in [(1, Form::F2021), (2, Form::F2019), (3, Form::F2021)] {
        let printed = layouts::figures(form, &mut layouts::rng(seed));
        let tables = layouts::Tables::new(form, &printed);
        for (name, layout, _) in layouts::LAYOUTS {
            let document = layout(&tables);
            let (wrong, missing) = differences(&document, &printed);
            let head: String = document.chars().take(1500).collect();
            assert!(wrong.is_empty(), "{name} {form:?}: wrong {wrong:#?}\n{head}");
            assert!(missing.is_empty(), "{name} {form:?}: missing {missing:#?}\n{head}");
        }
    }
}

mod mangle;

/// Whether a damaged report still shows every cell: some damage leaves no trace in some layouts.
fn is_readable(damage: &str, layout: &str, traces: bool) -> bool {
    let blanks = ["emptied cells", "no row totals", "an empty column", "empty but for the totals"];
    // An empty cell at the end of a row looks like the bar that closes the row.
    let hidden = [
        "html with a wrong header",
        "collapsed spans",
        "labels printed twice",
        "wrong header half-way",
    ];
    if ["table two: no headings over columns", "table two: a figure lost"].contains(&damage) {
        return false;
    }
    !blanks.contains(&damage) || traces && !hidden.contains(&layout)
}

#[test]
fn damage_never_makes_a_wrong_figure() {
    // More with SEEDS=200; the default run takes about two seconds.
    let seeds = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(3);
    let mut bad = Vec::new();
    let run_together: layouts::Layout = ("run together", layouts::run_together, false);
    for (damage, mangle) in mangle::MANGLES {
        for (name, layout, traces) in layouts::LAYOUTS.iter().chain([&run_together]) {
            for seed in 0..seeds {
                let form = if seed % 3 == 1 { Form::F2019 } else { Form::F2021 };
                let mut rng = layouts::rng(seed);
                let mut printed = layouts::figures(form, &mut rng);
                let tables = mangle(form, &mut printed, &mut rng);
                let (wrong, missing) = differences(&layout(&tables), &printed);
                if !wrong.is_empty() {
                    bad.push(format!("{damage}, {name}, seed {seed}: wrong {wrong:?}"));
                }
                let whole = *name != "run together" && is_readable(damage, name, *traces);
                if !missing.is_empty() && whole {
                    bad.push(format!("{damage}, {name}, seed {seed}: missing {missing:?}"));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{} {}", bad.len(), bad.join("\n"));
}

#[test]
fn what_is_run_together_at_a_lost_place_is_left_alone() {
    let printed = layouts::figures(Form::F2021, &mut layouts::rng(1));
    let text = layouts::run_together(&layouts::Tables::new(Form::F2021, &printed));
    let title = "虚构县档案局2023年政府信息公开工作年度报告";
    for torn in [text.clone(), text.replace("规章", "规\0章")] {
        let page = format!("<title>{title}</title><table><tr><td>{torn}</td></tr></table>");
        let reading = gouji::read::read(page.as_bytes(), &Default::default());
        assert_eq!(crate::promise::broken(&reading), Vec::<String>::new());
    }
}

#[test]
fn sums_take_apart_what_is_run_together() {
    for seed in 0..20 {
        let form = if seed % 3 == 1 { Form::F2019 } else { Form::F2021 };
        let printed = layouts::figures(form, &mut layouts::rng(seed));
        let document = layouts::run_together(&layouts::Tables::new(form, &printed));
        let (wrong, missing) = differences(&document, &printed);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}\n{document}");
        // Table two has no sums, and some rows have two ways that tie.
        assert!(missing.len() * 6 < printed.len(), "seed {seed}: {missing:#?}");
    }
}

/// The figures of a cut document are those of the whole one, or there are none.
fn check_cuts(name: &str, whole: &[u8], step: usize) {
    let all = cells(whole);
    for end in (0..whole.len()).step_by(step) {
        let part = cells(&whole[..end]);
        for cell in Cell::all() {
            if let Some(number) = part.number(cell) {
                assert_eq!(Some(number), all.number(cell), "{name} cut at {end}: {cell}");
            }
        }
    }
}

#[test]
fn a_cut_document_has_no_other_figures() {
    let printed = layouts::figures(Form::F2021, &mut layouts::rng(7));
    let tables = layouts::Tables::new(Form::F2021, &printed);
    for (name, layout, _) in layouts::LAYOUTS {
        check_cuts(name, layout(&tables).as_bytes(), 97);
    }
    check_cuts("run together", layouts::run_together(&tables).as_bytes(), 53);
    for folder in ["seeds", "pages", "pages/fragments"] {
        let Some(folder) = shared(folder) else { continue };
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "txt") {
                let bytes = std::fs::read(&path).unwrap();
                check_cuts(&path.display().to_string(), &bytes, 1024);
            }
        }
    }
}

#[test]
fn rows_without_labels_are_placed_by_order_where_the_sums_agree() {
    for form in Form::ALL {
        let mut printed = layouts::figures(form, &mut layouts::rng(5));
        for layout in [layouts::labels_apart, layouts::without_labels] {
            let document = layout(&layouts::Tables::new(form, &printed));
            let (wrong, missing) = differences(&document, &printed);
            assert!(wrong.is_empty() && missing.is_empty(), "{wrong:#?} {missing:#?} {document}");
        }
        // Sums that do not hold say nothing of the order.
        printed.insert(Cell::from_key("requests.closed.natural").unwrap(), "9999".to_owned());
        for layout in [layouts::labels_apart, layouts::without_labels] {
            let document = layout(&layouts::Tables::new(form, &printed));
            let cells = cells(document.as_bytes());
            let number =
                Cell::of_table(gouji::form::Table::Requests).find(|c| cells.number(*c).is_some());
            assert_eq!(number, None, "{document}");
        }
    }
}

#[test]
fn places_point_at_what_was_printed() {
    for form in Form::ALL {
        let printed = layouts::figures(form, &mut layouts::rng(9));
        let tables = layouts::Tables::new(form, &printed);
        for (name, layout, _) in layouts::LAYOUTS {
            let source = layout(&tables);
            let document = read::document(source.as_bytes()).unwrap();
            let tables = read::tables(&document);
            for (cell, text) in &printed {
                let span = tables.cells.span(*cell).unwrap_or_else(|| panic!("{name} {cell}"));
                assert_eq!(&document.source[span.range()], text, "{name} {cell}");
            }
            // Prose between the tables is no part of them.
            for prose in ["答复申请", "二、主动公开", "四、政府信息", "还有 2 个问题"]
            {
                let at = document.source.find(prose).unwrap();
                let inside = tables.spans.iter().any(|s| s.range().contains(&at));
                assert!(!inside, "{name}: '{prose}' is in a table {:?}", tables.spans);
            }
        }
    }
}

/// Table four of which most cells are empty, in ways that show where they are more or less well.
#[test]
fn empty_cells_of_table_four_stay_where_they_are() {
    let heads = "行政复议 |\n行政诉讼 |\n|\n结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n\
                 |\n结果维持 |\n总计 | |||||\n";
    let end = "五、存在的主要问题及改进情况\n人手不足。\n";
    let titled =
        |table: &str| format!("四、政府信息公开行政复议、行政诉讼情况\n{heads}{table}{end}");
    let bars = |cells: [&str; 15]| {
        let lines: String = cells.map(|cell| format!("{cell} |\n")).concat();
        titled(&format!("|\n{lines}"))
    };
    let row = |separator: &str, cells: [&str; 15]| {
        let header = ["总计"; 15].join(separator);
        titled(&format!("{header}\n{}\n", cells.join(separator)))
    };
    let none = [""; 15];
    let mut first = none;
    (first[0], first[4]) = ("1", "1");
    let mut third = none;
    (third[2], third[4]) = ("2", "2");
    let mut later = none;
    (later[5], later[9]) = ("3", "3");
    let table = |cells: [&str; 15]| {
        let row = |cells: [&str; 15]| {
            format!("<tr>{}</tr>", cells.map(|c| format!("<td>{c}</td>")).concat())
        };
        let names = std::array::from_fn(|at| format!("数据{}", at + 1));
        let columns = row(names.each_ref().map(String::as_str));
        format!(
            "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>总计</p><table>{columns}{}</table><p>{end}</p>",
            row(cells)
        )
    };
    for cells in [none, first, third, later] {
        for page in [bars(cells), row(" | ", cells), row("\t", cells), table(cells)] {
            let read = self::cells(page.as_bytes());
            for (cell, want) in Cell::of_table(gouji::form::Table::Disputes).zip(cells) {
                let want = want.parse().ok();
                let state = if want.is_some() { State::Number } else { State::Blank };
                assert_eq!((read.state(cell), read.number(cell)), (state, want), "{cell}\n{page}");
            }
        }
    }
}

#[test]
fn the_declared_charset_may_be_wrong() {
    let printed = layouts::figures(Form::F2021, &mut layouts::rng(3));
    let tables = layouts::Tables::new(Form::F2021, &printed);
    for declared in ["utf-8", "gb2312", "big5", "iso-8859-1", "utf-16", "nonsense"] {
        for (_, layout, _) in layouts::LAYOUTS {
            let text = format!("<meta charset='{declared}'>\n{}", layout(&tables));
            let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                text.encode_utf16().flat_map(bytes).collect()
            };
            for bytes in [
                text.as_bytes().to_vec(),
                [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                encoding_rs::GB18030.encode(&text).0.into_owned(),
                utf16(u16::to_le_bytes),
                utf16(u16::to_be_bytes),
            ] {
                let cells = cells(&bytes);
                for (cell, text) in &printed {
                    assert_eq!(cells.number(*cell), wanted(text).1, "{declared} {cell}");
                }
            }
        }
    }
}

#[test]
fn hostile_pages_are_read_in_bounds() {
    let printed = layouts::figures(Form::F2021, &mut layouts::rng(4));
    let page = layouts::LAYOUTS[0].1(&layouts::Tables::new(Form::F2021, &printed));
    // What is left out is said; the tables before it are read.
    for (filler, megabytes) in [
        ("<td>", 50),
        ("<table><tr><td>", 20),
        ("<b><i><font size=1>", 20),
        ("<!--", 20),
        ("<td colspan=1000 rowspan=65534>0", 20),
    ] {
        let filled = filler.repeat((megabytes << 20) / filler.len());
        let document = read::document(&[page.as_bytes(), filled.as_bytes()].concat()).unwrap();
        let too_large = document.problems.iter().any(|p| p.kind == ProblemKind::TooLarge);
        assert!(too_large, "{filler}");
        assert_eq!(read::tables(&document).cells.present(), printed.len(), "{filler}");
    }
    // Nesting beyond reason is flattened.
    for (open, close) in
        [("<div>", "</div>"), ("<span>", "</span>"), ("<table><tr><td>", "</td></tr></table>")]
    {
        let deep = format!("{}{page}{}", open.repeat(20_000), close.repeat(20_000));
        assert_eq!(cells(deep.as_bytes()).present(), printed.len(), "{open}");
    }
    for (from, to) in [
        ("<td width=\"5\">", "<td width=\"5\" colspan=\"0\" rowspan=\"1\">"),
        ("<td width=\"5\" colspan=\"4\">", "<td colspan=\"999999999\">"),
        ("<tr height=\"20\">", "<tr><!-- 7 --><script>document.write('<td>7</td>')</script>"),
        ("<td width=\"5\">", "<td style=\"display: none\">7</td><td width=\"5\">"),
    ] {
        let changed = page.replace(from, to);
        assert_ne!(changed, page);
        let cells = cells(changed.as_bytes());
        for cell in Cell::all() {
            if let Some(number) = cells.number(cell) {
                assert_eq!(
                    Some(number),
                    printed.get(&cell).and_then(|t| wanted(t).1),
                    "{to} {cell}"
                );
            }
        }
    }
    // A last column that claims to be a thousand wide.
    let wide = page.replace("</td></tr>", "</td><td colspan=\"999999999\"></td></tr>");
    assert_eq!(cells(wide.as_bytes()).present(), printed.len());
}
