//! A cell over the years of an agency, on one line.

use super::glyph::{Glyph, sparkline};
use super::model::Look;
use super::request::YearCell;
use super::theme::Role;
use super::words;
use crate::record::State;
use crate::text::Widths;

/// What a year holds, in a narrow place: what the form does not have, what the document does not
/// have, a blank and a zero look different.
pub fn text(cell: &YearCell, widths: Widths) -> String {
    match cell.state {
        State::Number => cell.number.map(words::short_number).unwrap_or_default(),
        State::Absent if !cell.in_form => Glyph::None.on(widths).to_owned(),
        State::Absent => Glyph::Absent.on(widths).to_owned(),
        State::Blank => Glyph::Blank.on(widths).to_owned(),
        State::Dash => "/".to_owned(),
        State::Text => "?".to_owned(),
    }
}

/// The years with their figures, that of `here` in brackets, and the bars of all of them. Years
/// that do not fit are left out, the farthest first.
pub fn line(look: Look, years: &[YearCell], here: i16, columns: usize) -> Vec<(String, Role)> {
    let mut texts: Vec<(i16, String)> = Vec::with_capacity(years.len());
    for cell in years {
        let text = text(cell, look.widths);
        let year = cell.year;
        let text =
            if year == here { format!("[{year} {text}]") } else { format!(" {year} {text} ") };
        texts.push((year, text));
    }
    let bars = format!("  {}", bars(look.widths, years));
    let room = columns.saturating_sub(look.widths.columns(&bars));
    let used = |texts: &[(i16, String)]| -> usize {
        texts.iter().map(|(_, text)| look.widths.columns(text)).sum()
    };
    while texts.len() > 1 && used(&texts) > room {
        let far = |at: usize| (texts[at].0 - here).unsigned_abs();
        let last = texts.len() - 1;
        texts.remove(if far(0) > far(last) { 0 } else { last });
    }
    let role = |year| if year == here { Role::Strong } else { Role::Plain };
    let mut line: Vec<(String, Role)> =
        texts.into_iter().map(|(year, text)| (text, role(year))).collect();
    line.push((bars, Role::Plain));
    line
}

/// A bar for each year from the first to the last, a gap where there is no number.
fn bars(widths: Widths, years: &[YearCell]) -> String {
    let (Some(first), Some(last)) =
        (years.iter().map(|cell| cell.year).min(), years.iter().map(|cell| cell.year).max())
    else {
        return String::new();
    };
    let number = |year| years.iter().find(|cell| cell.year == year).and_then(|cell| cell.number);
    sparkline(&(first..=last).map(number).collect::<Vec<_>>(), widths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use crate::tui::keymap::BUILT_IN;
    use crate::tui::terminal::Depth;
    use crate::tui::theme::{Colors, Theme};

    #[test]
    fn what_is_not_there_looks_different_and_the_farthest_years_give_way() {
        let theme = Theme { depth: Depth::Ansi, colors: Colors::default() };
        let look = Look { lang: Lang::Zh, widths: Widths::default(), theme, keys: &BUILT_IN };
        let cell = |year, in_form, state, number| YearCell { year, in_form, state, number };
        let years = [
            cell(2019, false, State::Absent, None),
            cell(2020, true, State::Absent, None),
            cell(2021, true, State::Blank, None),
            cell(2022, true, State::Number, Some(0.0)),
            cell(2023, true, State::Number, Some(7.0)),
        ];
        for (columns, want) in [
            (80, " 2019 –  2020 ×  2021 ␣ [2022 0] 2023 7      ▁█"),
            (40, " 2020 ×  2021 ␣ [2022 0] 2023 7      ▁█"),
            (3, "[2022 0]     ▁█"),
        ] {
            let line = line(look, &years, 2022, columns);
            let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(text, want, "{columns}");
        }
    }
}
