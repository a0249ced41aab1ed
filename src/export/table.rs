//! A table of text for people, aligned by display width.

use super::{Align, Column, Field, Sink, Tone};
use crate::text::Widths;
use std::io::{self, Write};

/// Rows that are looked at before the widths are settled; later ones that are wider stick out (or
/// are cut, on a terminal) rather than wait for the last row of a million.
const LOOK_AHEAD: usize = 500;
const GAP: usize = 2;
/// A column of words is not made narrower than this to fit a terminal.
const NARROWEST: usize = 8;

/// How a table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableStyle {
    /// With colours.
    pub color: bool,
    /// With a rule of box-drawing characters under the heading.
    pub rules: bool,
    /// Columns of the terminal: rows are cut to fit. `None`: nothing is cut.
    pub room: Option<usize>,
}

struct Line {
    texts: Vec<(String, Tone)>,
}

/// Rows as an aligned table with the columns' labels.
pub struct TableSink<W: Write> {
    out: W,
    columns: Vec<Column>,
    style: TableStyle,
    waiting: Vec<Line>,
    widths: Option<Vec<usize>>,
}

impl<W: Write> TableSink<W> {
    /// Nothing is written before the widths are known.
    pub fn new(out: W, columns: &[Column], style: TableStyle) -> TableSink<W> {
        TableSink { out, columns: columns.to_vec(), style, waiting: Vec::new(), widths: None }
    }

    fn settle(&mut self) -> io::Result<()> {
        let measure = Widths::default();
        let mut widths: Vec<usize> =
            self.columns.iter().map(|c| measure.columns(&c.label)).collect();
        for line in &self.waiting {
            for (widest, (text, _)) in widths.iter_mut().zip(&line.texts) {
                *widest = (*widest).max(measure.columns(text));
            }
        }
        if let Some(room) = self.style.room {
            shrink(&mut widths, &self.columns, room);
        }
        let head = self.columns.iter().map(|c| (c.label.to_string(), Tone::Plain)).collect();
        self.widths = Some(widths);
        self.line(&Line { texts: head }, true)?;
        if self.style.rules {
            let rules: Vec<String> =
                self.widths.iter().flatten().map(|width| "─".repeat(*width)).collect();
            writeln!(self.out, "{}", rules.join("  "))?;
        }
        for line in std::mem::take(&mut self.waiting) {
            self.line(&line, false)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &Line, head: bool) -> io::Result<()> {
        let widths = self.widths.as_deref().unwrap_or_default();
        let last = widths.len().saturating_sub(1);
        let (measure, mut out) = (Widths::default(), String::new());
        for (index, ((text, tone), (column, room))) in
            line.texts.iter().zip(self.columns.iter().zip(widths)).enumerate()
        {
            let mut shown = match column.align {
                // Without a terminal a text that came too late for the widths sticks out.
                _ if self.style.room.is_none() && measure.columns(text) >= *room => text.clone(),
                Align::Left => measure.left(text, *room),
                Align::Right => measure.right(text, *room),
            };
            if index == last {
                shown.truncate(shown.trim_end().len());
            }
            out.push_str(&paint(&shown, *tone, head, self.style.color));
            if index != last {
                out.push_str(&" ".repeat(GAP));
            }
        }
        // Empty fields at the end leave no blanks behind; colour codes are never blank.
        writeln!(self.out, "{}", out.trim_end())
    }
}

impl<W: Write> Sink for TableSink<W> {
    fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        let texts = fields.iter().map(|f| (f.human().into_owned(), f.tone())).collect();
        let line = Line { texts };
        if self.widths.is_some() {
            return self.line(&line, false);
        }
        self.waiting.push(line);
        if self.waiting.len() >= LOOK_AHEAD { self.settle() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.widths.is_none() {
            self.settle()?;
        }
        self.out.flush()
    }
}

/// Takes from the widest column of words, again and again, until the row fits or all are narrow.
fn shrink(widths: &mut [usize], columns: &[Column], room: usize) {
    loop {
        let total: usize = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        if total <= room {
            return;
        }
        let widest = widths
            .iter_mut()
            .zip(columns)
            .filter(|(width, column)| column.align == Align::Left && **width > NARROWEST)
            .map(|(width, _)| width)
            .max_by_key(|width| **width);
        match widest {
            Some(width) => *width -= 1,
            None => return,
        }
    }
}

fn paint(text: &str, tone: Tone, head: bool, color: bool) -> String {
    let code = match tone {
        _ if !color || text.trim().is_empty() => return text.to_owned(),
        _ if head => "1",
        Tone::Plain => return text.to_owned(),
        Tone::Bad => "31",
        Tone::Doubtful => "33",
        Tone::Good => "32",
        Tone::Faint => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing;
    use crate::text::Lang;

    fn render(style: TableStyle) -> String {
        let mut out = Vec::new();
        testing::write(&mut TableSink::new(&mut out, &testing::columns(Lang::Zh), style), Lang::Zh);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_pipe_gets_aligned_text_and_nothing_else() {
        insta::assert_snapshot!(render(TableStyle::default()), @r#"
        机关          数值  级别
        市教育局      25.1  ✗ 硬错
        =1+1[31m ,"|
        ab              -3  requests.new.total requests.closed.total
        "#);
    }

    #[test]
    fn a_terminal_gets_a_rule_and_rows_that_fit() {
        let text = render(TableStyle { color: false, rules: true, room: Some(40) });
        insta::assert_snapshot!(text, @r#"
        机关          数值  级别
        ────────────  ────  ────────────────────
        市教育局      25.1  ✗ 硬错
        =1+1[31m ,"|
        ab              -3  requests.new.total …
        "#);
        assert!(text.lines().all(|line| Widths::default().columns(line) <= 40));
    }

    #[test]
    fn colour_is_added_around_words_only() {
        let text = render(TableStyle { color: true, rules: false, room: None });
        assert!(text.contains("\u{1b}[31m✗ 硬错\u{1b}[0m"), "{text}");
        assert!(text.starts_with("\u{1b}[1m机关"), "{text}");
    }

    #[test]
    fn rows_after_the_look_ahead_are_written_at_once() {
        let mut out = Vec::new();
        let columns = testing::columns(Lang::En);
        let mut sink = TableSink::new(&mut out, &columns, TableStyle::default());
        for at in 0..=LOOK_AHEAD as i64 {
            sink.row(&[Field::text("a"), Field::Int(at), Field::Nothing]).unwrap();
        }
        assert!(sink.waiting.is_empty());
        sink.finish().unwrap();
        assert_eq!(out.split(|b| *b == b'\n').count(), LOOK_AHEAD + 3);
    }
}
