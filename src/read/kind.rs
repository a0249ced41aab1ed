//! What a document is, where it is no report with figures.
//!
//! A report is never turned away for looking odd: hacked, cut off and badly named reports are
//! reports. Each kind here needs a sign that no report has.

use super::identity::Identity;
use super::{Block, Document, SourceKind};
use crate::form::Cell;
use crate::record::{Cells, NotReport, State};

/// What the document is instead of a report; `None` for a report.
pub fn not_report(document: &Document, identity: &Identity, cells: &Cells) -> Option<NotReport> {
    let lines = Lines::new(document);
    if lines.characters == 0 {
        return Some(if has_picture(&document.source) {
            NotReport::PictureOnly
        } else {
            NotReport::Empty
        });
    }
    let numbers = Cell::all().filter(|cell| cells.state(*cell) == State::Number).count();
    if numbers < FEW
        && let Some(kind) = about_reports(&lines, cells)
    {
        return Some(kind);
    }
    if identity.year.is_some_and(|year| year <= 2018) && numbers < FEW {
        return Some(NotReport::Before2019);
    }
    if numbers == 0 {
        if is_index(&lines) {
            return Some(NotReport::Index);
        }
        if let Some(kind) = figures_elsewhere(document, &lines, identity) {
            return Some(kind);
        }
    }
    if !speaks_of_disclosure(&lines) && cells.present() == 0 {
        return Some(NotReport::Other);
    }
    (identity.agency.is_none() || identity.year.is_none()).then_some(NotReport::Unidentified)
}

/// Fewer figures than this are no table.
const FEW: usize = 6;

/// The text of a document, line by line, cells among them.
struct Lines<'a> {
    lines: Vec<&'a str>,
    characters: usize,
}

impl<'a> Lines<'a> {
    fn new(document: &'a Document) -> Lines<'a> {
        let mut lines = Vec::new();
        for block in &document.blocks {
            match block {
                Block::Line(line) => lines.push(line.text.as_str()),
                Block::Grid(grid) => {
                    lines.extend(grid.rows.iter().flatten().map(|cell| cell.text.as_str()));
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        let characters = lines.iter().map(|line| line.chars().count()).sum();
        Lines { lines, characters }
    }

    fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.lines.iter().any(|line| test(line))
    }

    fn contains(&self, word: &str) -> bool {
        self.any(|line| line.contains(word))
    }
}

/// Notices, the empty form, interpretations: they speak of reports. Their titles say so, and a
/// report only ever quotes such titles within a sentence.
fn about_reports(lines: &Lines<'_>, cells: &Cells) -> Option<NotReport> {
    let own_title = |line: &str| !line.contains('。') && line.chars().count() <= 110;
    let yearly =
        |line: &str| ["年度报告", "年报", "报告格式"].iter().any(|word| line.contains(word));
    let head = || lines.lines.iter().take(40).map(|line| line.trim_end_matches([' ', '|', ')']));
    let titled = |ends: &[&str]| {
        head().any(|line| {
            own_title(line) && yearly(line) && ends.iter().any(|end| line.ends_with(end))
        })
    };
    let explains = titled(&["解读", "图解", "读懂", "问答", "政策解读"])
        || head().any(|line| own_title(line) && line.contains("一图读懂") && yearly(line));
    let says_so = lines.any(|line| {
        yearly(line) && ["进行如下解读", "解读如下", "作如下解读"].iter().any(|w| line.contains(w))
    });
    let outline = ["编制背景", "编制依据", "编制目的", "起草背景"];
    let outlined = outline.iter().filter(|word| lines.contains(word)).count() >= 2;
    if explains || says_so || outlined {
        return Some(NotReport::Interpretation);
    }
    if titled(&["的通知", "通知", "的函", "工作方案", "的意见", "的提示"]) {
        let form = cells.present() > 0 || lines.contains("现行有效件数");
        return Some(if form { NotReport::EmptyForm } else { NotReport::Notice });
    }
    let blank = cells.present() > 20
        && Cell::all().all(|cell| matches!(cells.state(cell), State::Absent | State::Blank));
    let instructs = ["填报说明", "填写说明", "(行政机关名称)", "XX年", "××年", "____年", "模板"];
    let template = instructs.iter().any(|word| lines.contains(word));
    (template && (blank || titled(&["格式", "模板", "表样"]))).then_some(NotReport::EmptyForm)
}

/// A page of links: many titles of reports and no text.
fn is_index(lines: &Lines<'_>) -> bool {
    let title = |line: &&&str| {
        let line = line.trim();
        let short = line.chars().count() <= 60 && !line.contains(['。', ';']);
        short
            && line.contains("20")
            && ["年度报告", "公开年报", "工作报告"].iter().any(|word| line.contains(word))
    };
    let titles: std::collections::HashSet<&&str> = lines.lines.iter().filter(title).collect();
    let prose = lines.lines.iter().filter(|line| line.contains('。')).count();
    titles.len() >= 4 && prose <= 2 && !lines.contains("总体情况")
}

/// The report is an attachment, or its tables are a picture.
fn figures_elsewhere(
    document: &Document,
    lines: &Lines<'_>,
    identity: &Identity,
) -> Option<NotReport> {
    let source = document.source.as_str();
    let prose = |line: &&&str| line.contains('。') && line.chars().count() > 20;
    let told: usize = lines.lines.iter().filter(prose).map(|line| line.chars().count()).sum();
    let body = lines.contains("总体情况");
    if !body && told < 200 && !identity.title.is_empty() {
        let lower = source.to_ascii_lowercase();
        const FILES: [&str; 7] = [".doc", ".pdf", ".xls", ".wps", ".ofd", ".rar", ".zip"];
        let file = FILES.iter().any(|end| lower.contains(end));
        if file || lines.any(|line| line.starts_with("附件")) {
            return Some(NotReport::AttachmentOnly);
        }
        if has_picture(source) && document.kind == SourceKind::Html && told == 0 {
            return Some(NotReport::PictureOnly);
        }
    }
    // Pictures where the tables should be: between their headings and section five.
    let start = source.find("主动公开政府信息情况")?;
    let rest = &source[start..];
    let end = rest.find("存在的主要问题").or_else(|| rest.find("存在的问题")).unwrap_or(rest.len());
    (body && has_picture(&rest[..end])).then_some(NotReport::PictureOnly)
}

/// Whether a piece of source shows a picture that is more than an icon.
fn has_picture(source: &str) -> bool {
    if source.contains("![") {
        return true;
    }
    let lower = source.to_ascii_lowercase();
    lower.match_indices("<img").any(|(at, _)| {
        let tag = lower[at..].split('>').next().unwrap_or_default();
        !["icon", "logo", ".gif", "share", "print", "qrcode", "ewm", "button"]
            .iter()
            .any(|word| tag.contains(word))
    })
}

/// Whether the text has to do with disclosure at all. On hacked pages other words stand in its
/// place, and the frame remains.
fn speaks_of_disclosure(lines: &Lines<'_>) -> bool {
    ["信息公开", "政务公开", "主动公开", "依申请", "工作年度报告", "政府信息", "公开申请"]
        .iter()
        .any(|word| lines.contains(word))
}
