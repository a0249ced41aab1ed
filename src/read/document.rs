//! A decoded page as blocks: what the readers of tables, identity and prose all look at.

use crate::record::{Problem, Span};

/// What is known of a document besides its bytes; what is given here overrides what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The path as ingested; its file name is a weak sign of agency and year.
    pub path: String,
    /// The agency, from a manifest.
    pub agency: Option<String>,
    /// The year, from a manifest.
    pub year: Option<i16>,
    /// The day of publication, from a manifest.
    pub published: Option<jiff::civil::Date>,
    /// The address, from a manifest; its host is a weak sign of the agency's place.
    pub url: Option<String>,
}

/// Whether the source is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourceKind {
    /// HTML.
    Html,
    /// Text: flattened by a crawler, Markdown, or converted from PDF.
    #[default]
    Text,
}

/// A decoded document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The decoded source; all spans are byte ranges of it.
    pub source: String,
    /// HTML or text.
    pub kind: SourceKind,
    /// The name of the encoding that the bytes were in.
    pub encoding: &'static str,
    /// The `<title>` of a page.
    pub html_title: Option<String>,
    /// Named metadata of the page (`<meta name=… content=…>`), names in lower case.
    pub meta: Vec<(String, String)>,
    /// The text and the tables in the order of the page.
    pub blocks: Vec<Block>,
    /// What went wrong so far.
    pub problems: Vec<Problem>,
}

/// A piece of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A line or paragraph of text.
    Line(Line),
    /// A table of an HTML page, or the table rows of a text that show their cells.
    Grid(Grid),
}

/// A line or paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text: NFKC, traditional characters turned into simplified ones, invisible characters
    /// dropped, white space folded. For what was printed, look at `span`.
    pub text: String,
    /// Where it stands in the source.
    pub span: Span,
}

/// A table with its spans worked out.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Its rows, each a list of the cells that start in it.
    pub rows: Vec<Vec<GridCell>>,
    /// Where the table stands in the source.
    pub span: Span,
}

/// A cell of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// The text, normalised like [`Line::text`].
    pub text: String,
    /// The text as printed.
    pub raw: String,
    /// Where it stands in the source.
    pub span: Span,
    /// The column in which it starts, from 0.
    pub column: u16,
    /// How many columns it takes, at least 1.
    pub colspan: u16,
    /// How many rows it takes, at least 1.
    pub rowspan: u16,
}
