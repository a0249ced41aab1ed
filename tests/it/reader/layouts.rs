//! Reports printed in the ways that real pages and crawlers print them.

use gouji::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Kind, Row};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What stands in each cell, as printed.
pub type Printed = BTreeMap<Cell, String>;

/// A cell of a table of the form.
#[derive(Debug, Clone)]
pub struct Part {
    pub text: String,
    pub columns: usize,
    pub rows: usize,
    /// Whether it holds a figure of the form.
    pub figure: bool,
}

pub type Rows = Vec<Vec<Part>>;

/// The three tables.
pub struct Tables {
    pub tables: [Rows; 3],
}

pub fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Figures that tie, many of them 0.
pub fn figures(form: Form, rng: &mut ChaCha8Rng) -> Printed {
    let mut printed = Printed::new();
    for cell in Cell::of_form(form) {
        let text = match cell.info().kind {
            Kind::Amount => {
                format!("{}.{:02}", rng.random_range(0..20_000), rng.random_range(1..100))
            }
            Kind::Change => rng.random_range(-20..20).to_string(),
            Kind::Count => rng.random_range(0..5000).to_string(),
        };
        printed.insert(cell, text);
    }
    let mut counts: BTreeMap<Cell, u64> = BTreeMap::new();
    let outcomes: Vec<Row> =
        Row::of_form(form).filter(|r| r.role() == gouji::form::Role::Outcome).collect();
    for column in Column::APPLICANTS {
        let mut closed = 0;
        for row in &outcomes {
            let busy = column == Column::Natural || rng.random_bool(0.1);
            let count = if busy && rng.random_bool(0.6) { rng.random_range(0..120) } else { 0 };
            counts.insert(Cell::request(*row, column), count);
            closed += count;
        }
        let carried_out = rng.random_range(0..=9_u64);
        let carried_in = rng.random_range(0..=(closed + carried_out));
        counts.insert(Cell::request(Row::CLOSED, column), closed);
        counts.insert(Cell::request(Row::CARRIED_OUT, column), carried_out);
        counts.insert(Cell::request(Row::CARRIED_IN, column), carried_in);
        counts.insert(Cell::request(Row::NEW, column), closed + carried_out - carried_in);
    }
    for row in Row::of_form(form) {
        let total = Column::APPLICANTS.iter().map(|c| counts[&Cell::request(row, *c)]).sum();
        counts.insert(Cell::request(row, Column::Total), total);
    }
    for group in DisputeGroup::ALL {
        let mut total = 0;
        for column in &DisputeColumn::ALL[..4] {
            let count = rng.random_range(0..30);
            counts.insert(Cell::dispute(group, *column), count);
            total += count;
        }
        counts.insert(Cell::dispute(group, DisputeColumn::Total), total);
    }
    printed.extend(counts.into_iter().map(|(cell, count)| (cell, count.to_string())));
    printed
}

fn part(text: &str, columns: usize, rows: usize) -> Part {
    Part { text: text.to_owned(), columns, rows, figure: false }
}

impl Tables {
    pub fn new(form: Form, printed: &Printed) -> Self {
        Tables { tables: [disclosure(form, printed), requests(form, printed), disputes(printed)] }
    }
}

fn figure(printed: &Printed, cell: Cell, columns: usize) -> Part {
    Part { text: printed[&cell].clone(), columns, rows: 1, figure: true }
}

fn disclosure(form: Form, printed: &Printed) -> Rows {
    let mut rows = Rows::new();
    let mut section = "";
    let mut block: Vec<Cell> = Vec::new();
    let cells: Vec<Cell> =
        Cell::of_table(gouji::form::Table::Disclosure).filter(|cell| cell.in_form(form)).collect();
    // By article, then by row, in the order of the form.
    let mut articles: Vec<&str> = cells.iter().map(|c| c.info().section.zh).collect();
    articles.sort_by_key(|a| "一五六八九".find(a.chars().nth(6).unwrap()));
    articles.dedup();
    for article in articles {
        let of: Vec<Cell> =
            cells.iter().copied().filter(|c| c.info().section.zh == article).collect();
        let mut labels: Vec<&str> = Vec::new();
        for cell in &of {
            if !labels.contains(&cell.info().row.zh) {
                labels.push(cell.info().row.zh);
            }
        }
        rows.push(vec![part(article, 4, 1)]);
        for (index, label) in labels.iter().enumerate() {
            let mut row: Vec<Cell> =
                of.iter().copied().filter(|c| c.info().row.zh == *label).collect();
            row.sort_by_key(|c| order(c.info().column.zh));
            let span = |at: usize| if at + 1 == row.len() { 4 - row.len() } else { 1 };
            if index == 0 {
                let heads =
                    row.iter().enumerate().map(|(i, c)| part(c.info().column.zh, span(i), 1));
                rows.push(std::iter::once(part("信息内容", 1, 1)).chain(heads).collect());
            }
            let values = row.iter().enumerate().map(|(i, c)| figure(printed, *c, span(i)));
            rows.push(std::iter::once(part(label, 1, 1)).chain(values).collect());
        }
        section = article;
        block = of;
    }
    let _ = (section, block);
    rows
}

fn order(heading: &str) -> usize {
    ["制发", "新制作", "上一年", "采购项目", "废止", "新公开", "增/减", "现行", "对外", "处理决定"]
        .iter()
        .position(|word| heading.contains(word))
        .unwrap_or(99)
}

fn requests(form: Form, printed: &Printed) -> Rows {
    let mut rows = vec![
        vec![
            part("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            part("申请人情况", 7, 1),
        ],
        vec![part("自然人", 1, 2), part("法人或其他组织", 5, 1), part("总计", 1, 2)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
            .map(|text| part(text, 1, 1))
            .to_vec(),
    ];
    let all: Vec<Row> = Row::of_form(form).collect();
    let mut group = None;
    for (index, row) in all.iter().enumerate() {
        let mut line = Vec::new();
        let outside = matches!(row.index(), 0 | 1) || *row == Row::CARRIED_OUT;
        if index == 2 {
            line.push(part("三、本年度办理结果", 1, all.len() - 3));
        }
        match row.group() {
            Some(label) => {
                if group != Some(label.zh) {
                    let count = all.iter().filter(|r| r.group() == row.group()).count();
                    line.push(part(label.zh, 1, count));
                }
                line.push(part(row.label().zh, 1, 1));
            }
            None if outside => line.push(part(row.label().zh, 3, 1)),
            None => line.push(part(row.label().zh, 2, 1)),
        }
        group = row.group().map(|g| g.zh);
        line.extend(Column::ALL.map(|column| figure(printed, Cell::request(*row, column), 1)));
        rows.push(line);
    }
    rows
}

fn disputes(printed: &Printed) -> Rows {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let under = |rows| results.map(|text| part(text, 1, rows));
    let mut second = under(2).to_vec();
    second.extend([part("未经复议直接起诉", 5, 1), part("复议后起诉", 5, 1)]);
    vec![
        vec![part("行政复议", 5, 1), part("行政诉讼", 10, 1)],
        second,
        under(1).into_iter().chain(under(1)).collect(),
        Cell::of_table(gouji::form::Table::Disputes).map(|c| figure(printed, c, 1)).collect(),
    ]
}

const HEADINGS: [&str; 3] = [
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
];

/// A document: some prose, the three tables under their headings, some prose.
fn document(tables: &Tables, flatten: impl Fn(&Rows) -> String) -> String {
    let mut out = String::from("虚构县档案局2023年政府信息公开工作年度报告\n一、总体情况\n");
    out.push_str("2023年，共答复申请 12 件，行政许可 3 项，公开规范性文件 5 件。\n");
    for (heading, table) in HEADINGS.iter().zip(&tables.tables) {
        let _ = write!(out, "{heading}\n{}\n", flatten(table));
    }
    out.push_str("五、存在的主要问题及改进情况\n还有 2 个问题。\n六、其他需要报告的事项\n没有。\n");
    out
}

fn lines(rows: &Rows, line: impl Fn(&[Part]) -> String) -> String {
    rows.iter().map(|row| line(row)).collect::<Vec<_>>().join("\n")
}

fn joined(row: &[Part], separator: &str) -> String {
    row.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(separator)
}

/// How a text is laid out: its name, the printing, and whether empty cells leave a trace.
pub type Layout = (&'static str, fn(&Tables) -> String, bool);

pub const LAYOUTS: &[Layout] = &[
    ("html", |t| html(t, |rows| table(rows, true, "", "")), true),
    ("html without rowspan", |t| html(t, |rows| table(rows, false, "", "")), true),
    (
        "html with paragraphs",
        |t| html(t, |rows| table(rows, true, "<p><span>", "</span><o:p></o:p></p>")),
        true,
    ),
    ("html in pieces", |t| html(t, in_pieces), true),
    (
        "html in a layout table",
        |t| {
            let inner = html(t, |rows| table(rows, true, "", ""));
            format!(
                "<html><body><table><tr><td>菜单 1</td><td>{inner}</td></tr></table></body></html>"
            )
        },
        true,
    ),
    ("html with an extra column", |t| html(t, |rows| with_extra_column(rows, true)), true),
    ("html with a wrong header", |t| html(t, |rows| with_extra_column(rows, false)), true),
    ("pipes with padding", |t| document(t, |rows| lines(rows, padded)), true),
    ("pipes with the columns of the grid", |t| document(t, on_grid), true),
    (
        "leading pipes",
        |t| document(t, |rows| lines(rows, |r| format!("| {} |", joined(r, " | ")))),
        true,
    ),
    ("collapsed spans", |t| document(t, |rows| lines(rows, |r| joined(r, " | "))), true),
    ("markdown", |t| document(t, markdown), true),
    ("tabs", |t| document(t, |rows| lines(rows, |r| joined(r, "\t"))), true),
    (
        "a pipe after each cell",
        |t| document(t, |rows| lines(rows, |r| joined(r, " |\n") + " |")),
        false,
    ),
    (
        "a pipe before each row",
        |t| document(t, |rows| lines(rows, |r| format!("|\n{} |", joined(r, " |\n")))),
        false,
    ),
    ("one cell a line", |t| document(t, |rows| lines(rows, |r| joined(r, "\n"))), false),
    (
        "one cell a line and blank lines",
        |t| document(t, |rows| lines(rows, |r| joined(r, "\n\n") + "\n")),
        false,
    ),
    ("headings in two lines", |t| document(t, |rows| lines(rows, in_two_lines)), false),
    ("one row a line", |t| document(t, |rows| lines(rows, |r| joined(r, " "))), false),
    ("figures before labels", |t| document(t, figures_first), false),
    ("rows broken in lines", |t| document(t, |rows| lines(rows, broken)), false),
    ("a table in one line", |t| document(t, in_one_line), false),
    (
        "cut by a page",
        |t| document(t, |rows| cut_by_pages(&lines(rows, |r| joined(r, "\n")))),
        false,
    ),
    (
        "spans piped and the rest one a line",
        |t| document(t, |rows| lines(rows, spans_piped)),
        false,
    ),
    ("vertical labels", |t| document(t, |rows| lines(rows, with_vertical_label)), false),
    (
        "a table a row",
        |t| document(t, |rows| rows.iter().map(|row| numbered_table(row)).collect()),
        true,
    ),
    ("html in three tables", |t| html(t, in_three_tables), true),
    ("wrong header half-way", |t| document(t, with_header_half_way), true),
    ("labels printed twice", |t| document(t, |rows| lines(rows, labels_twice)), true),
];

/// Text without separators; only the sums can take it apart.
pub fn run_together(tables: &Tables) -> String {
    document(tables, |rows| rows.iter().map(|row| joined(row, "")).collect::<String>())
        .replace('\n', "")
}

/// All labels of table three first, then all its figures, one a line.
pub fn labels_apart(tables: &Tables) -> String {
    document(tables, |rows| {
        let (labels, figures): (Vec<&Part>, Vec<&Part>) =
            rows.iter().flatten().partition(|p| !p.figure);
        if figures.len() < 100 {
            return lines(rows, |row| joined(row, "\n"));
        }
        labels.into_iter().chain(figures).map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
    })
}

/// Table three without its labels.
pub fn without_labels(tables: &Tables) -> String {
    document(tables, |rows| {
        lines(rows, |row| {
            let figures: Vec<Part> = row.iter().filter(|p| p.figure).cloned().collect();
            if figures.len() == 7 { joined(&figures, " | ") + " |" } else { joined(row, " | ") }
        })
    })
}

/// A row with a wide cell keeps its bars, the cells of others stand one a line.
fn spans_piped(row: &[Part]) -> String {
    if row.iter().any(|p| p.figure) || row.iter().all(|p| p.columns == 1) {
        joined(row, " |\n") + " |"
    } else {
        padded(row)
    }
}

/// 三、本年度办理结果 one character a line, as it stands in the table.
fn with_vertical_label(row: &[Part]) -> String {
    let vertical = |p: &Part| {
        if p.text.starts_with("三、") {
            p.text.chars().map(|c| c.to_string()).collect::<Vec<_>>().join("\n")
        } else {
            p.text.clone()
        }
    };
    row.iter().map(vertical).collect::<Vec<_>>().join("\n")
}

/// A Markdown table for each row, its columns only numbered.
fn numbered_table(row: &[Part]) -> String {
    let heads: String = (1..=row.len()).map(|n| format!("| 数据{n} ")).collect();
    let rule = "|---".repeat(row.len());
    format!("{heads}|\n{rule}|\n| {} |\n\n", joined(row, " | "))
}

fn in_three_tables(rows: &Rows) -> String {
    let size = rows.len().div_ceil(3).max(4);
    rows.chunks(size).map(|rows| table(&rows.to_vec(), true, "", "")).collect::<Vec<_>>().join("\n")
}

/// The header of another table between the rows of table three.
fn with_header_half_way(rows: &Rows) -> String {
    let mut lines: Vec<String> = rows.iter().map(|row| padded(row)).collect();
    if lines.len() > 20 {
        lines.insert(14, "序号 | 自然人 | 名称 | 数量 | 备注".to_owned());
    }
    lines.join("\n")
}

/// The vertical label and the group's again in each row.
fn labels_twice(row: &[Part]) -> String {
    let figures = row.iter().filter(|p| p.figure).count();
    let again =
        if figures == 7 { "三、本年度办理结果 | （三）不予公开 | " } else { "" };
    let outside = row[0].columns == 3;
    format!("{}{}", if outside { "" } else { again }, joined(row, " | "))
}

fn padded(row: &[Part]) -> String {
    let columns: usize = row.iter().map(|p| p.columns).sum();
    let bars = columns - row.len();
    let tail = if bars > 0 { format!(" | {}", "|".repeat(bars)) } else { " |".to_owned() };
    joined(row, " | ") + &tail
}

/// Each cell in the column where it stands in the grid.
fn on_grid(rows: &Rows) -> String {
    let mut taken: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for row in rows {
        let mut line: Vec<String> = Vec::new();
        let mut down = Vec::new();
        for part in row {
            while taken.get(line.len()).is_some_and(|rows| *rows > 0) {
                line.push(String::new());
            }
            down.push((line.len(), part.columns, part.rows - 1));
            line.push(part.text.clone());
            line.extend((1..part.columns).map(|_| String::new()));
        }
        while taken.get(line.len()).is_some_and(|rows| *rows > 0) {
            line.push(String::new());
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (start, columns, rows) in down {
            taken.resize(taken.len().max(start + columns), 0);
            taken[start..start + columns].iter_mut().for_each(|t| *t = (*t).max(rows));
        }
        out.push(line.join(" | "));
    }
    out.join("\n")
}

fn markdown(rows: &Rows) -> String {
    let text = on_grid(rows);
    let mut lines = text.lines().map(|line| format!("| {line} |"));
    let first = lines.next().unwrap_or_default();
    let rule = "|---".repeat(first.matches('|').count() - 1) + "|";
    std::iter::once(first).chain([rule]).chain(lines).collect::<Vec<_>>().join("\n")
}

fn in_two_lines(row: &[Part]) -> String {
    let parted = |p: &Part| {
        let two = ["商业企业", "科研机构", "结果维持", "结果纠正", "其他结果", "尚未审结"];
        if two.contains(&p.text.as_str()) {
            let chars: Vec<char> = p.text.chars().collect();
            format!(
                "{}\n{}",
                chars[..2].iter().collect::<String>(),
                chars[2..].iter().collect::<String>()
            )
        } else {
            p.text.clone()
        }
    };
    row.iter().map(parted).collect::<Vec<_>>().join("\n")
}

/// The figures of some rows of table three on a line above their label.
fn figures_first(rows: &Rows) -> String {
    let mut out = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let label = row.iter().take_while(|p| !p.figure).cloned().collect::<Vec<_>>();
        let figures = row[label.len()..].to_vec();
        if figures.len() == 7 && index % 5 == 4 {
            out.push(joined(&figures, " "));
            out.push(joined(&label, "\n"));
        } else {
            out.push(joined(row, " "));
        }
    }
    out.join("\n")
}

/// The seven figures of a row in lines of four, of one and of two, the first right after the label.
fn broken(row: &[Part]) -> String {
    let label = row.iter().take_while(|p| !p.figure).count();
    let (label, figures) = row.split_at(label);
    if figures.len() != 7 {
        return joined(row, " ");
    }
    let pieces = [&figures[..4], &figures[4..5], &figures[5..]].map(|piece| joined(piece, " "));
    format!("{}\n{}", joined(label, "\n"), pieces.join("\n"))
}

/// All cells of a table with bars between, and no line breaks.
fn in_one_line(rows: &Rows) -> String {
    rows.iter().map(|row| joined(row, "|")).collect::<Vec<_>>().join("|")
}

fn cut_by_pages(text: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let _ = writeln!(out, "{line}");
        if index % 37 == 36 {
            let _ = writeln!(out, "- {} -", index / 37);
        }
    }
    out
}

fn html(tables: &Tables, print: impl Fn(&Rows) -> String) -> String {
    let body = document(tables, print).lines().fold(String::new(), |mut out, line| {
        let _ = if line.starts_with('<') {
            writeln!(out, "{line}")
        } else {
            writeln!(out, "<p>{line}</p>")
        };
        out
    });
    format!("<div class=\"content 7\"><script>var a = \"<td>5</td>\";</script>{body}</div>")
}

fn tags(part: &Part, rows: bool, open: &str, close: &str) -> String {
    let rows =
        if rows && part.rows > 1 { format!(" rowspan=\"{}\"", part.rows) } else { String::new() };
    let columns =
        if part.columns > 1 { format!(" colspan=\"{}\"", part.columns) } else { String::new() };
    let text = if part.text.is_empty() { "&nbsp;" } else { &part.text };
    format!("<td width=\"5\"{rows}{columns}>{open}{text}{close}</td>")
}

fn table(rows: &Rows, spans: bool, open: &str, close: &str) -> String {
    let mut out = String::from("<table border=\"1\"><tbody>");
    for row in rows {
        let cells: String = row.iter().map(|p| tags(p, spans, open, close)).collect();
        let _ = write!(out, "<tr height=\"20\">{cells}</tr>");
    }
    out + "</tbody></table>"
}

/// Each character of a label in a span of its own.
fn in_pieces(rows: &Rows) -> String {
    let mut out = String::from("<table>");
    for row in rows {
        let _ = write!(out, "<tr>");
        for part in row {
            let text = if part.figure {
                part.text.clone()
            } else {
                part.text.chars().map(|c| format!("<span>{c}</span>")).collect()
            };
            out += &tags(&Part { text, ..part.clone() }, true, "", "");
        }
        let _ = write!(out, "</tr>");
    }
    out + "</table>"
}

/// An empty column before the last one of table three, with or without a header that knows of it.
fn with_extra_column(rows: &Rows, known: bool) -> String {
    let mut rows = rows.clone();
    for row in &mut rows {
        if row.iter().filter(|p| p.figure).count() == 7 {
            let at = row.len() - 1;
            row.insert(at, part("", 1, 1));
        }
        for part in row.iter_mut() {
            let wide = part.text == "申请人情况" || part.text == "法人或其他组织";
            if known && wide || part.text == "其他" && part.rows == 1 {
                part.columns += 1;
            }
        }
    }
    table(&rows, true, "", "")
}
