//! A folder with pages of fictional agencies, and the program run in it in a clean environment.

use assert_cmd::Command;
use gouji::form::{Cell, Column, DisputeGroup, Form, Row, Table};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A fictional agency.
pub const BUREAU: &str = "云栖市教育局";
/// Another one.
pub const OFFICE: &str = "云栖市交通运输局";

/// A folder that is gone at the end of the test.
pub struct World {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl World {
    /// An empty folder.
    pub fn new() -> World {
        World { folder: tempfile::tempdir().unwrap() }
    }

    /// With two agencies: one with three years, of which 2023 has an error that one cell explains,
    /// and one with one year; read into `a.db`.
    pub fn ready() -> World {
        let world = World::new();
        world.put("pages/bureau-2022.html", page(BUREAU, 2022, &[]));
        world.put("pages/bureau-2023.html", page(BUREAU, 2023, &[("requests.new.natural", "16")]));
        world.put("pages/bureau-2024.html", page(BUREAU, 2024, &[("requests.closed.legal", "")]));
        world.put("pages/office-2024.html", page(OFFICE, 2024, &[]));
        let run = world.run(&["--db", "a.db", "ingest", "pages"]);
        assert_eq!(run.code, 0, "{run:?}");
        world
    }

    /// Writes a file.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A path in the folder.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The program, in this folder, with nothing of the surrounding environment.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.current_dir(self.folder.path()).env_clear().env("HOME", self.folder.path());
        command.env("LANG", "en_US.UTF-8");
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        finish(self.command().args(args))
    }

    /// Runs it on `a.db`.
    pub fn on(&self, args: &[&str]) -> Run {
        finish(self.command().env("GOUJI_DB", "a.db").args(args))
    }
}

/// What a command came to.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// The output as CSV: the header, then the rows.
    pub fn csv(&self) -> (Vec<String>, Vec<csv::StringRecord>) {
        let mut reader = csv::Reader::from_reader(self.out.as_bytes());
        let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
        (head, reader.records().map(Result::unwrap).collect())
    }
}

/// A page of the form of 2021 whose sums tie but for the cells that are given.
pub fn page(agency: &str, year: i16, cells: &[(&str, &str)]) -> String {
    let figure = |cell: Cell| -> String {
        if let Some((_, text)) = cells.iter().find(|(key, _)| *key == cell.key()) {
            return (*text).to_owned();
        }
        match cell.as_request() {
            Some((row, Column::Natural | Column::Total)) if cell.table() == Table::Requests => {
                match row.key() {
                    "new" => "14",
                    "granted" => "9",
                    "denied.process" => "5",
                    "closed" => "14",
                    _ => "0",
                }
            }
            _ if cell.key() == "disclosure.licensing.decisions" => "1,234",
            _ => "0",
        }
        .to_owned()
    };
    let mut html = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\">\
         <title>{agency}{year}年政府信息公开工作年度报告</title></head><body>\
         <h1>{agency}{year}年政府信息公开工作年度报告</h1><p>发布时间：{}-01-15</p>\
         <p>一、总体情况</p><p>本机关按时编制本报告，并在网站上公布。</p>\
         <p>二、主动公开政府信息情况</p>",
        year + 1
    );
    html += &disclosure(&figure);
    html += "<p>三、收到和处理政府信息公开申请情况</p>";
    html += &requests(&figure);
    html += "<p>四、政府信息公开行政复议、行政诉讼情况</p>";
    html += &disputes(&figure);
    html += "<p>五、存在的主要问题及改进情况</p><p>栏目更新还不够及时，明年将逐月检查。</p>\
             <p>六、其他需要报告的事项</p><p>本年度没有收取信息处理费。</p></body></html>";
    html
}

fn disclosure(figure: &dyn Fn(Cell) -> String) -> String {
    let cell = |key: &str| figure(Cell::from_key(key).unwrap());
    let mut html = "<table><tr><td colspan=4>第二十条第（一）项</td></tr>\
        <tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        .to_owned();
    for (label, key) in [("规章", "regulations"), ("行政规范性文件", "normative")] {
        let at = |part: &str| cell(&format!("disclosure.{key}.{part}"));
        let (issued, repealed, in_force) = (at("issued"), at("repealed"), at("in_force"));
        write!(
            html,
            "<tr><td>{label}</td><td>{issued}</td><td>{repealed}</td><td>{in_force}</td></tr>"
        )
        .unwrap();
    }
    for (head, column, rows) in [
        ("第二十条第（五）项", "本年处理决定数量", &[("行政许可", "licensing.decisions")][..]),
        (
            "第二十条第（六）项",
            "本年处理决定数量",
            &[("行政处罚", "penalty.decisions"), ("行政强制", "coercion.decisions")][..],
        ),
        (
            "第二十条第（八）项",
            "本年收费金额（单位：万元）",
            &[("行政事业性收费", "fees.amount")][..],
        ),
    ] {
        write!(
            html,
            "<tr><td colspan=4>{head}</td></tr>\
             <tr><td>信息内容</td><td colspan=3>{column}</td></tr>"
        )
        .unwrap();
        for (label, key) in rows {
            let value = cell(&format!("disclosure.{key}"));
            write!(html, "<tr><td>{label}</td><td colspan=3>{value}</td></tr>").unwrap();
        }
    }
    html + "</table>"
}

fn requests(figure: &dyn Fn(Cell) -> String) -> String {
    let mut html = "<table><tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，\
        等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>\
        <tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>\
        <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
        .to_owned();
    let rows: Vec<Row> = Row::of_form(Form::F2021).collect();
    let inner = rows.len() - 3;
    for (index, row) in rows.iter().enumerate() {
        html += "<tr>";
        let outer = index < 2 || index == rows.len() - 1;
        if index == 2 {
            write!(html, "<td rowspan={inner}>三、本年度办理结果</td>").unwrap();
        }
        match row.group() {
            Some(group) => {
                if rows[index - 1].group() != Some(group) {
                    let count = rows.iter().filter(|r| r.group() == Some(group)).count();
                    write!(html, "<td rowspan={count}>{}</td>", group.zh).unwrap();
                }
                write!(html, "<td>{}</td>", row.label().zh).unwrap();
            }
            None => {
                let span = if outer { 3 } else { 2 };
                write!(html, "<td colspan={span}>{}</td>", row.label().zh).unwrap();
            }
        }
        for column in Column::ALL {
            write!(html, "<td>{}</td>", figure(Cell::request(*row, column))).unwrap();
        }
        html += "</tr>";
    }
    html + "</table>"
}

fn disputes(figure: &dyn Fn(Cell) -> String) -> String {
    let heads = "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>";
    let merged = heads.replace("<td>", "<td rowspan=2>");
    let mut html = format!(
        "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>\
         <tr>{merged}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>\
         <tr>{heads}{heads}</tr><tr>"
    );
    for group in DisputeGroup::ALL {
        for column in gouji::form::DisputeColumn::ALL {
            write!(html, "<td>{}</td>", figure(Cell::dispute(group, column))).unwrap();
        }
    }
    html + "</tr></table>"
}
