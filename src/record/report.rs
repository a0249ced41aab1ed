//! One reading of one document: a report, or what it is instead, and the problems met.

use super::{Agency, Cells, Span};
use crate::form::{Form, Section};
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One agency's 政府信息公开工作年度报告 for one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The year reported on, not that of publication.
    pub year: i16,
    /// The version of the form that table two follows, or the year's where it shows neither.
    pub form: Form,
    /// The day of publication that the page states.
    pub published: Option<Date>,
    /// The title as printed; empty where there is none.
    pub title: String,
    /// The figures.
    pub cells: Cells,
    /// The prose by section, in the order of the document.
    pub passages: Vec<Passage>,
    /// The figures of the version that this one replaced, where the agency re-issued its report.
    pub earlier: Option<Box<Cells>>,
}

/// A paragraph of prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The numbered part in which it stands.
    pub section: Section,
    /// The heading's own number and words as printed, where this paragraph is a heading.
    pub heading: Option<String>,
    /// The text, one paragraph, white space folded.
    pub text: String,
    /// Where it stands in the decoded source.
    pub span: Span,
}

/// An agency with its reports: what the rules look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The agency.
    pub agency: Agency,
    /// Its current reports, oldest first, one a year.
    pub reports: Vec<Report>,
}

impl Case {
    /// The report for a year.
    pub fn year(&self, year: i16) -> Option<&Report> {
        self.reports.iter().find(|report| report.year == year)
    }
}

/// What came of reading a document. Reading does not fail.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What the document turned out to be.
    pub outcome: Outcome,
    /// What was wrong with it, each with its place and a next step.
    pub problems: Vec<Problem>,
    /// The decoded source, to which all spans refer.
    pub source: String,
    /// The name of the encoding that it was decoded from.
    pub encoding: &'static str,
}

/// What a document is.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A report.
    Report {
        /// Who reports.
        agency: Agency,
        /// The report.
        report: Box<Report>,
    },
    /// Something else.
    NotReport {
        /// What it is.
        kind: NotReport,
        /// Whose report it would be or speaks of, where that is known.
        agency: Option<Agency>,
        /// Of which year, where that is known.
        year: Option<i16>,
    },
}

/// What a document is that is no report with figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotReport {
    /// A notice about how to write one.
    Notice,
    /// The empty form.
    EmptyForm,
    /// An explanation of a report published elsewhere (解读).
    Interpretation,
    /// A report of 2018 or before in free form.
    Before2019,
    /// A list of links.
    Index,
    /// The tables are a picture.
    PictureOnly,
    /// The report is an attachment.
    AttachmentOnly,
    /// A report, but nobody can tell whose or for which year.
    Unidentified,
    /// No text in it.
    Empty,
    /// Not a text file at all.
    Binary,
    /// Something else.
    Other,
}

impl NotReport {
    /// All of them.
    pub const ALL: [NotReport; 11] = [
        NotReport::Notice,
        NotReport::EmptyForm,
        NotReport::Interpretation,
        NotReport::Before2019,
        NotReport::Index,
        NotReport::PictureOnly,
        NotReport::AttachmentOnly,
        NotReport::Unidentified,
        NotReport::Empty,
        NotReport::Binary,
        NotReport::Other,
    ];

    /// The name in outputs and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            NotReport::Notice => "notice",
            NotReport::EmptyForm => "empty_form",
            NotReport::Interpretation => "interpretation",
            NotReport::Before2019 => "before_2019",
            NotReport::Index => "index",
            NotReport::PictureOnly => "picture_only",
            NotReport::AttachmentOnly => "attachment_only",
            NotReport::Unidentified => "unidentified",
            NotReport::Empty => "empty",
            NotReport::Binary => "binary",
            NotReport::Other => "other",
        }
    }

    /// The one of that [key](NotReport::key).
    pub fn from_key(key: &str) -> Option<NotReport> {
        NotReport::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether a report should have been read here and could not be, so that its year counts as
    /// unreadable and not as something else.
    pub const fn is_unreadable(self) -> bool {
        matches!(
            self,
            NotReport::PictureOnly
                | NotReport::AttachmentOnly
                | NotReport::Unidentified
                | NotReport::Empty
                | NotReport::Binary
        )
    }

    /// What it is, for people.
    pub const fn label(self) -> Text {
        match self {
            NotReport::Notice => Text::new("通知", "a notice about reports"),
            NotReport::EmptyForm => Text::new("空白表样", "the empty form"),
            NotReport::Interpretation => Text::new("解读", "an interpretation of a report"),
            NotReport::Before2019 => Text::new("2018年及以前的报告", "a report of 2018 or before"),
            NotReport::Index => Text::new("目录页", "a list of links"),
            NotReport::PictureOnly => Text::new("表格为图片", "its tables are a picture"),
            NotReport::AttachmentOnly => Text::new("仅有附件", "only an attachment"),
            NotReport::Unidentified => Text::new("机关或年度不明", "agency or year not known"),
            NotReport::Empty => Text::new("没有文字", "no text in it"),
            NotReport::Binary => Text::new("不是文本", "not a text file"),
            NotReport::Other => Text::new("不是年度报告", "no yearly report"),
        }
    }

    /// What to do about it.
    pub const fn next_step(self) -> Text {
        match self {
            NotReport::PictureOnly => Text::new(
                "用文字识别软件转成文本或 Markdown 后再读入",
                "turn the picture into text or Markdown with an OCR program and ingest that",
            ),
            NotReport::AttachmentOnly => {
                Text::new("下载附件后读入附件", "download the attachment and ingest it")
            }
            NotReport::Unidentified => {
                Text::new("用 --manifest 给出机关和年度", "give agency and year with --manifest")
            }
            NotReport::Empty => Text::new("重新下载该页", "download the page again"),
            NotReport::Binary => Text::new(
                "确认文件是网页或文本; PDF 先用 pdftotext 转换",
                "check that it is a page or text; convert a PDF with pdftotext first",
            ),
            _ => Text::new("无需处理", "nothing to do"),
        }
    }
}

/// Something that went wrong in reading, without stopping it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The place in the decoded source, where there is one.
    pub span: Option<Span>,
    /// The cell, row, heading or text that it is about; as printed.
    pub what: String,
}

/// The kinds of problems of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Bytes that the encoding does not allow were replaced.
    BadBytes,
    /// The declared encoding was not the real one.
    WrongCharset,
    /// One of the three tables was not found.
    MissingTable,
    /// A row of a table that the document seems not to have.
    MissingRow,
    /// A row whose label fits no row of the form.
    UnknownRow,
    /// A row was placed by order and sums, its label being damaged.
    DamagedLabel,
    /// A row holds fewer or more figures than the form has columns.
    WrongWidth,
    /// A cell holds no number and no sign for nothing.
    NotANumber,
    /// Two readings remain; the cells are kept as text.
    Ambiguous,
    /// The same row or table stands twice with different figures; the first is kept.
    Twice,
    /// The document ends in the middle of a table.
    CutOff,
    /// The document is larger than is sensible and was read in part.
    TooLarge,
    /// The agency was told from a weak sign, such as the file's name.
    WeakAgency,
    /// The year was told from a weak sign.
    WeakYear,
}

impl ProblemKind {
    /// All kinds.
    pub const ALL: [ProblemKind; 14] = [
        ProblemKind::BadBytes,
        ProblemKind::WrongCharset,
        ProblemKind::MissingTable,
        ProblemKind::MissingRow,
        ProblemKind::UnknownRow,
        ProblemKind::DamagedLabel,
        ProblemKind::WrongWidth,
        ProblemKind::NotANumber,
        ProblemKind::Ambiguous,
        ProblemKind::Twice,
        ProblemKind::CutOff,
        ProblemKind::TooLarge,
        ProblemKind::WeakAgency,
        ProblemKind::WeakYear,
    ];

    /// The name in outputs and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            ProblemKind::BadBytes => "bad_bytes",
            ProblemKind::WrongCharset => "wrong_charset",
            ProblemKind::MissingTable => "missing_table",
            ProblemKind::MissingRow => "missing_row",
            ProblemKind::UnknownRow => "unknown_row",
            ProblemKind::DamagedLabel => "damaged_label",
            ProblemKind::WrongWidth => "wrong_width",
            ProblemKind::NotANumber => "not_a_number",
            ProblemKind::Ambiguous => "ambiguous",
            ProblemKind::Twice => "twice",
            ProblemKind::CutOff => "cut_off",
            ProblemKind::TooLarge => "too_large",
            ProblemKind::WeakAgency => "weak_agency",
            ProblemKind::WeakYear => "weak_year",
        }
    }

    /// The kind of that [key](ProblemKind::key).
    pub fn from_key(key: &str) -> Option<ProblemKind> {
        ProblemKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What it means and what to do, for people.
    pub const fn label(self) -> Text {
        match self {
            ProblemKind::BadBytes => Text::new(
                "有无法解码的字节; 重新下载该页",
                "undecodable bytes; download the page again",
            ),
            ProblemKind::WrongCharset => Text::new(
                "声明的编码不对, 已改用实际编码",
                "the declared charset was wrong; the real one was used",
            ),
            ProblemKind::MissingTable => {
                Text::new("没有找到表格; 对照原文", "table not found; look at the source")
            }
            ProblemKind::MissingRow => Text::new(
                "表中没有这一行; 对照原文",
                "the table lacks this row; look at the source",
            ),
            ProblemKind::UnknownRow => {
                Text::new("表样之外的行, 未读入", "a row that is not the form's was not read")
            }
            ProblemKind::DamagedLabel => Text::new(
                "行名残缺, 按次序和勾稽定位; 对照原文",
                "damaged label, placed by order and sums; look at the source",
            ),
            ProblemKind::WrongWidth => Text::new(
                "数字个数与表样列数不符; 对照原文",
                "the row has another number of figures than the form; look at the source",
            ),
            ProblemKind::NotANumber => {
                Text::new("不是数字, 按文字保留", "not a number; kept as text")
            }
            ProblemKind::Ambiguous => Text::new(
                "有两种读法, 按文字保留; 对照原文",
                "two readings remain; kept as text; look at the source",
            ),
            ProblemKind::Twice => {
                Text::new("出现两次且不同, 取第一次", "stands twice and differs; the first is kept")
            }
            ProblemKind::CutOff => Text::new(
                "文件在表中截断; 重新下载",
                "the document ends within a table; download it again",
            ),
            ProblemKind::TooLarge => Text::new("文件过大, 只读了一部分", "too large; read in part"),
            ProblemKind::WeakAgency => Text::new(
                "机关名称依据较弱; 用 --manifest 确认",
                "the agency rests on a weak sign; confirm it with --manifest",
            ),
            ProblemKind::WeakYear => Text::new(
                "年度依据较弱; 用 --manifest 确认",
                "the year rests on a weak sign; confirm it with --manifest",
            ),
        }
    }
}
