//! Signs and frames, with their ASCII stand-ins.

use crate::text::Widths;

/// A sign of the screen. Each is one column wide in both sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A vertical rule.
    Vertical,
    /// A horizontal rule.
    Horizontal,
    /// A vertical rule where the form changed.
    Break,
    /// Corners of a frame.
    TopLeft,
    /// Corners of a frame.
    TopRight,
    /// Corners of a frame.
    BottomLeft,
    /// Corners of a frame.
    BottomRight,
    /// Where two frames touch.
    TeeDown,
    /// Where two frames touch.
    TeeUp,
    /// A branch of a tree that is open.
    Open,
    /// A branch of a tree that is closed.
    Closed,
    /// An equation that holds.
    Holds,
    /// An equation that fails.
    Fails,
    /// Chosen for comparison.
    Chosen,
    /// A report that is there.
    Present,
    /// A report that is missing.
    Missing,
    /// A report that is late.
    Late,
    /// More than one report.
    Twice,
    /// A thing without a counterpart.
    None,
    /// The absent cell.
    Absent,
    /// The blank cell.
    Blank,
    /// "Becomes".
    Becomes,
    /// Between the parts of a line.
    Dot,
}

impl Glyph {
    /// The sign for a terminal.
    pub fn on(self, widths: Widths) -> &'static str {
        let (fine, plain) = self.pair();
        // Terminals agree on the width of these two; only `--ascii` replaces them.
        let agreed = matches!(self, Glyph::Holds | Glyph::Fails);
        if widths.ascii || (widths.wide && !agreed) { plain } else { fine }
    }

    fn pair(self) -> (&'static str, &'static str) {
        match self {
            Glyph::Vertical => ("│", "|"),
            Glyph::Horizontal => ("─", "-"),
            Glyph::Break => ("┊", ":"),
            Glyph::TopLeft => ("┌", "+"),
            Glyph::TopRight => ("┐", "+"),
            Glyph::BottomLeft => ("└", "+"),
            Glyph::BottomRight => ("┘", "+"),
            Glyph::TeeDown => ("┬", "+"),
            Glyph::TeeUp => ("┴", "+"),
            Glyph::Open => ("▾", "v"),
            Glyph::Closed => ("▸", "+"),
            Glyph::Holds => ("✓", "v"),
            Glyph::Fails => ("✗", "x"),
            Glyph::Chosen => ("◆", "*"),
            Glyph::Present => ("●", "o"),
            Glyph::Missing => ("○", "."),
            Glyph::Late => ("◐", "L"),
            Glyph::Twice => ("②", "2"),
            Glyph::None => ("–", "-"),
            Glyph::Absent => ("×", "x"),
            Glyph::Blank => ("␣", "_"),
            Glyph::Becomes => ("→", ">"),
            Glyph::Dot => ("·", "."),
        }
    }
}

/// Eight heights of a bar, lowest first.
fn bars(widths: Widths) -> [&'static str; 8] {
    if widths.plain() {
        ["_", ".", ":", "-", "=", "+", "*", "#"]
    } else {
        ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    }
}

/// A line of bars from the smallest to the largest of `values`; a gap where there is none.
pub fn sparkline(values: &[Option<f64>], widths: Widths) -> String {
    let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let bars = bars(widths);
    values
        .iter()
        .map(|value| match value {
            Some(value) if value.is_finite() => {
                let share = if high > low { (value - low) / (high - low) } else { 0.0 };
                // In 0..=7: `share` is within 0..=1.
                bars[((share * 7.0).round() as usize).min(7)]
            }
            _ => " ",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_span_the_range_and_gaps_stay_gaps() {
        let fine = Widths::default();
        for (values, want) in [
            (&[Some(0.0), Some(7.0)][..], "▁█"),
            (&[Some(1.0), None, Some(1.0)], "▁ ▁"),
            (&[Some(2.0), Some(4.0), Some(16.0)], "▁▂█"),
            (&[None], " "),
        ] {
            assert_eq!(sparkline(values, fine), want);
        }
        assert_eq!(sparkline(&[Some(0.0), Some(7.0)], Widths { ascii: true, wide: false }), "_#");
    }
}
