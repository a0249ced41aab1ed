//! A Markdown table (GitHub's dialect).

use super::{Align, Column, Field, Sink};
use std::io::{self, Write};

/// Rows as a Markdown table with the columns' labels.
pub struct MarkdownSink<W: Write> {
    out: W,
}

impl<W: Write> MarkdownSink<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Where the bytes cannot be written.
    pub fn new(mut out: W, columns: &[Column]) -> io::Result<MarkdownSink<W>> {
        let labels: Vec<String> = columns.iter().map(|column| escape(&column.label)).collect();
        writeln!(out, "| {} |", labels.join(" | "))?;
        let rules = columns.iter().map(|column| match column.align {
            Align::Left => "---",
            Align::Right => "--:",
        });
        writeln!(out, "|{}|", rules.collect::<Vec<_>>().join("|"))?;
        Ok(MarkdownSink { out })
    }
}

impl<W: Write> Sink for MarkdownSink<W> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        let texts: Vec<String> = fields.iter().map(|field| escape(&field.human())).collect();
        writeln!(self.out, "| {} |", texts.join(" | "))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Text from a page must not become markup: no cell ends early, no tag, link or image is made.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing;
    use crate::text::Lang;

    #[test]
    fn cells_cannot_break_out() {
        let mut out = Vec::new();
        testing::write(
            &mut MarkdownSink::new(&mut out, &testing::columns(Lang::Zh)).unwrap(),
            Lang::Zh,
        );
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        | 机关 | 数值 | 级别 |
        |---|--:|---|
        | 市教育局 | 25.1 | ✗ 硬错 |
        | =1+1\[31m ,"\| |  |  |
        | ab | -3 | requests.new.total requests.closed.total |
        "#);
    }

    #[test]
    fn tags_are_text() {
        assert_eq!(escape("<b>a_b</b> & `c`"), r"&lt;b&gt;a\_b&lt;/b&gt; &amp; \`c\`");
    }
}
