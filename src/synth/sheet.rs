//! The three tables as they are printed: rows of cells with their spans.

use super::dice::Dice;
use crate::form::{
    Cell, Column, DisputeColumn, DisputeGroup, Form, Kind, Role, Row, RowSet, Table,
};
use crate::record::{Report, State};

/// How labels are worded; every variant is seen on real pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Round brackets: `（` `）` or `(` `)`.
    pub brackets: (&'static str, &'static str),
    /// What follows the number of an item: `.` `、` `．` `. `.
    pub dot: &'static str,
    /// What normative documents are called: 行政规范性文件, 规范性文件.
    pub normative: &'static str,
    /// How a total is called: 总计, 总 计, 合计.
    pub total: &'static str,
    /// The long items of 其他处理 in short.
    pub short_other: bool,
    /// The rule in brackets after 部分公开 left out.
    pub short_partial: bool,
    /// Two-line headings (商业⏎企业) are broken.
    pub broken_heads: bool,
    /// The year stands in the heading: 本年(2023)制发件数.
    pub year_in_head: bool,
    /// 规 章.
    pub spaced: bool,
}

impl Wording {
    /// The form's own words.
    pub const FORM: Wording = Wording {
        brackets: ("（", "）"),
        dot: ".",
        normative: "行政规范性文件",
        total: "总计",
        short_other: false,
        short_partial: false,
        broken_heads: false,
        year_in_head: false,
        spaced: false,
    };

    /// A variant, most of it the form's own.
    pub fn vary(dice: &mut Dice) -> Wording {
        Wording {
            brackets: if dice.chance(250) { ("(", ")") } else { ("（", "）") },
            dot: dice.word(&[".", ".", ".", "、", "．", ". "]),
            normative: dice.word(&["行政规范性文件", "行政规范性文件", "规范性文件"]),
            total: dice.word(&["总计", "总计", "总计", "总 计", "合计"]),
            short_other: dice.chance(120),
            short_partial: dice.chance(120),
            broken_heads: dice.chance(500),
            year_in_head: dice.chance(60),
            spaced: dice.chance(60),
        }
    }

    fn say(&self, text: &str) -> String {
        text.replace('（', self.brackets.0).replace('）', self.brackets.1)
    }

    fn head(&self, text: &str, year: i16) -> String {
        let mut text = self.say(text);
        if self.year_in_head && text.starts_with("本年") {
            text = format!("本年({year}){}", &text["本年".len()..]);
        }
        text
    }

    fn broken(&self, text: &str) -> String {
        let half = text.chars().count() / 2;
        if !self.broken_heads || half != 2 {
            return text.to_owned();
        }
        let at: usize = text.chars().take(half).map(char::len_utf8).sum();
        format!("{}\n{}", &text[..at], &text[at..])
    }

    /// The label of a row of table three.
    fn row(&self, row: Row) -> String {
        let label = match row.key() {
            "other.uncorrected" if self.short_other => "1.逾期不补正",
            "other.unpaid" if self.short_other => "2.逾期不缴费",
            "partial" if self.short_partial => "（二）部分公开",
            _ => row.label().zh,
        };
        let label = match label.split_once('.') {
            Some((number, rest)) if number.chars().all(|c| c.is_ascii_digit()) => {
                format!("{number}{}{rest}", self.dot)
            }
            _ => label.to_owned(),
        };
        self.say(&label.replace("总计", self.total))
    }

    /// The label of a row of table two.
    fn item(&self, label: &str) -> String {
        match label {
            "行政规范性文件" => self.normative.to_owned(),
            "规章" if self.spaced => "规 章".to_owned(),
            _ => label.to_owned(),
        }
    }
}

/// What a printed cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A heading of columns or over rows.
    Head,
    /// The label of a row or of a group of rows.
    Label,
    /// A figure of the form.
    Figure(Cell),
}

/// A cell as it is printed. A line break in `text` is one on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its text; for a figure, exactly what the report holds as printed.
    pub text: String,
    /// Columns it takes.
    pub colspan: usize,
    /// Rows it takes.
    pub rowspan: usize,
    /// What it is.
    pub role: Part,
}

/// A printed table: its rows, each a list of the cells that start in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Which table it is.
    pub table: Table,
    /// How many columns the grid has.
    pub width: usize,
    /// The rows.
    pub rows: Vec<Vec<Printed>>,
}

/// A place of a table's grid: the cell that covers it, and whether that cell starts here.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// The cell.
    pub cell: &'a Printed,
    /// Whether this is its first row.
    pub first_row: bool,
    /// Whether this is its first column.
    pub first_column: bool,
}

impl Slot<'_> {
    /// Whether the cell starts here.
    pub fn starts(&self) -> bool {
        self.first_row && self.first_column
    }
}

fn cell(text: impl Into<String>, (colspan, rowspan): (usize, usize), role: Part) -> Printed {
    Printed { text: text.into(), colspan, rowspan, role }
}

fn head(text: impl Into<String>, colspan: usize, rowspan: usize) -> Printed {
    cell(text, (colspan, rowspan), Part::Head)
}

fn label(text: impl Into<String>, colspan: usize, rowspan: usize) -> Printed {
    cell(text, (colspan, rowspan), Part::Label)
}

fn figure(report: &Report, of: Cell, colspan: usize) -> Printed {
    cell(report.cells.value(of).raw, (colspan, 1), Part::Figure(of))
}

/// The tables of a report that have any cell.
pub fn sheets(report: &Report, wording: &Wording) -> Vec<Sheet> {
    let made = [disclosure(report, wording), requests(report, wording), disputes(report, wording)];
    made.into_iter().flatten().collect()
}

fn has(report: &Report, of: Cell) -> bool {
    report.cells.state(of) != State::Absent
}

/// Table two. A row is printed where the document has a cell of it.
fn disclosure(report: &Report, wording: &Wording) -> Option<Sheet> {
    let mut rows = Vec::new();
    let mut section = "";
    let of_form: Vec<Cell> =
        Cell::of_table(Table::Disclosure).filter(|of| has(report, *of)).collect();
    // The rows in the order of the page: the cells of one form are listed row by row, except that
    // the decisions of 2019 stand with those of 2021.
    let mut groups: Vec<(&str, &str, Vec<Cell>)> = Vec::new();
    for key in ROWS_OF_TABLE_TWO {
        let prefix = format!("disclosure.{key}.");
        let mut cells: Vec<Cell> =
            of_form.iter().copied().filter(|of| of.key().starts_with(&prefix)).collect();
        cells.sort_by_key(|of| of.key().ends_with("decisions"));
        if let Some(first) = cells.first() {
            groups.push((first.info().section.zh, first.info().row.zh, cells));
        }
    }
    for (article, row, cells) in groups {
        let spread = |at: usize| match (cells.len(), at) {
            (1, _) => 3,
            (2, 1) => 2,
            _ => 1,
        };
        if article != section {
            section = article;
            rows.push(vec![head(wording.say(article), 4, 1)]);
            let mut heads = vec![head("信息内容", 1, 1)];
            for (at, of) in cells.iter().enumerate() {
                heads.push(head(column_head(*of, report, wording), spread(at), 1));
            }
            rows.push(heads);
        }
        let mut line = vec![label(wording.item(row), 1, 1)];
        line.extend(cells.iter().enumerate().map(|(at, of)| figure(report, *of, spread(at))));
        rows.push(line);
    }
    (!rows.is_empty()).then_some(Sheet { table: Table::Disclosure, width: 4, rows })
}

const ROWS_OF_TABLE_TWO: [&str; 8] = [
    "regulations",
    "normative",
    "licensing",
    "other_services",
    "penalty",
    "coercion",
    "fees",
    "procurement",
];

fn column_head(of: Cell, report: &Report, wording: &Wording) -> String {
    let text = of.info().column.zh;
    // 2019 says 处理决定数量 where 2021 says 本年处理决定数量.
    if report.form == Form::F2019 && of.info().kind == Kind::Count && text == "本年处理决定数量"
    {
        return "处理决定数量".to_owned();
    }
    let broken = match text {
        "本年新制作数量" if wording.broken_heads => "本年新\n制作数量",
        "本年新公开数量" if wording.broken_heads => "本年新\n公开数量",
        text => text,
    };
    wording.head(broken, report.year)
}

fn requests(report: &Report, wording: &Wording) -> Option<Sheet> {
    let rows_present: RowSet = report.cells.rows();
    if rows_present.is_empty() {
        return None;
    }
    let tie = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let mut rows = vec![
        vec![head(wording.say(tie), 3, 3), head("申请人情况", 7, 1)],
        vec![head("自然人", 1, 2), head("法人或其他组织", 5, 1), head(wording.total, 1, 2)],
        Column::APPLICANTS[1..]
            .iter()
            .map(|column| head(wording.broken(column.label().zh), 1, 1))
            .collect(),
    ];
    let results = rows_present
        .iter()
        .filter(|row| matches!(row.role(), Role::Outcome | Role::Closed))
        .count();
    let mut opened = false;
    let mut group = None;
    for row in rows_present.iter() {
        let mut line = Vec::with_capacity(10);
        if matches!(row.role(), Role::Outcome | Role::Closed) {
            if !opened {
                line.push(label("三、本年度办理结果", 1, results));
                opened = true;
            }
            match row.group() {
                Some(over) => {
                    if group != Some(over) {
                        let size = rows_present.iter().filter(|r| r.group() == Some(over)).count();
                        line.push(label(wording.say(over.zh), 1, size));
                    }
                    line.push(label(wording.row(row), 1, 1));
                }
                None => line.push(label(wording.row(row), 2, 1)),
            }
            group = row.group();
        } else {
            line.push(label(wording.row(row), 3, 1));
        }
        line.extend(
            Column::ALL.into_iter().map(|column| figure(report, Cell::request(row, column), 1)),
        );
        rows.push(line);
    }
    Some(Sheet { table: Table::Requests, width: 10, rows })
}

fn disputes(report: &Report, wording: &Wording) -> Option<Sheet> {
    if !Cell::of_table(Table::Disputes).any(|of| has(report, of)) {
        return None;
    }
    let named = |column: DisputeColumn| match column {
        DisputeColumn::Total => wording.total.to_owned(),
        column => wording.broken(column.label().zh),
    };
    let names = |rowspan: usize| DisputeColumn::ALL.map(|column| head(named(column), 1, rowspan));
    let mut second: Vec<Printed> = names(2).into();
    second.push(head("未经复议直接起诉", 5, 1));
    second.push(head("复议后起诉", 5, 1));
    let mut third: Vec<Printed> = names(1).into();
    third.extend(names(1));
    let figures = DisputeGroup::ALL
        .into_iter()
        .flat_map(|group| DisputeColumn::ALL.map(|column| Cell::dispute(group, column)))
        .map(|of| figure(report, of, 1));
    let rows = vec![
        vec![head("行政复议", 5, 1), head("行政诉讼", 10, 1)],
        second,
        third,
        figures.collect(),
    ];
    Some(Sheet { table: Table::Disputes, width: 15, rows })
}

impl Sheet {
    /// The grid with every span worked out: a row of `width` places each.
    pub fn grid(&self) -> Vec<Vec<Slot<'_>>> {
        let mut grid: Vec<Vec<Option<Slot<'_>>>> = vec![vec![None; self.width]; self.rows.len()];
        for (y, row) in self.rows.iter().enumerate() {
            let mut x = 0;
            for cell in row {
                while x < self.width && grid[y][x].is_some() {
                    x += 1;
                }
                for down in 0..cell.rowspan.min(self.rows.len() - y) {
                    for right in 0..cell.colspan.min(self.width - x) {
                        grid[y + down][x + right] =
                            Some(Slot { cell, first_row: down == 0, first_column: right == 0 });
                    }
                }
                x += cell.colspan;
            }
        }
        grid.into_iter().map(|row| row.into_iter().flatten().collect()).collect()
    }

    /// All figures in the order of the table.
    pub fn figures(&self) -> impl Iterator<Item = (Cell, &str)> {
        self.rows.iter().flatten().filter_map(|printed| match printed.role {
            Part::Figure(of) => Some((of, printed.text.as_str())),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::{agencies, figures};

    #[test]
    fn every_cell_is_printed_once_and_the_grid_has_no_hole() {
        let agency = &agencies::province()[7];
        for report in figures::series(1, agency, 2019..=2025) {
            for n in 0..8 {
                let wording = Wording::vary(&mut Dice::new(1, "wording", &[n]));
                let sheets = sheets(&report, &wording);
                assert_eq!(sheets.len(), 3);
                let mut printed: Vec<(Cell, &str)> =
                    sheets.iter().flat_map(Sheet::figures).collect();
                printed.sort_by_key(|(of, _)| *of);
                let all: Vec<Cell> = Cell::of_form(report.form).collect();
                assert_eq!(printed.iter().map(|(of, _)| *of).collect::<Vec<_>>(), all);
                for (of, text) in printed {
                    assert_eq!(report.cells.value(of).raw, text);
                }
                for sheet in &sheets {
                    assert!(sheet.grid().iter().all(|row| row.len() == sheet.width));
                }
            }
        }
    }

    #[test]
    fn table_two_has_the_rows_of_its_form() {
        let agency = &agencies::province()[7];
        let reports = figures::series(1, agency, 2020..=2021);
        let labels = |report: &Report| {
            let sheet = &sheets(report, &Wording::FORM)[0];
            sheet.rows.iter().map(|row| (row[0].text.clone(), row.len())).collect::<Vec<_>>()
        };
        let old = labels(&reports[0]);
        assert!(old.contains(&("其他对外管理服务事项".to_owned(), 4)));
        assert!(old.contains(&("政府集中采购".to_owned(), 3)));
        assert!(old.contains(&("行政事业性收费".to_owned(), 3)));
        let new = labels(&reports[1]);
        assert_eq!(new.len(), 14);
        assert!(new.contains(&("行政许可".to_owned(), 2)));
    }
}
