//! The years of a report as bits, and what was typed of a year.

use std::fmt;

/// The first year that bit 0 of [`Years`] stands for: the regulation came into force in 2008.
const FIRST: i16 = 2004;

/// A set of years from 2004 to 2035: an agency's reports, without a line for each.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Years(u32);

impl Years {
    /// No year.
    pub const NONE: Years = Years(0);

    /// The set with one more year; years outside of it are dropped.
    pub fn with(self, year: i16) -> Years {
        match year.checked_sub(FIRST) {
            Some(bit @ 0..=31) => Years(self.0 | 1 << bit),
            _ => self,
        }
    }

    /// Whether no year is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many years are in it.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The years, the newest first.
    pub fn newest_first(self) -> impl Iterator<Item = i16> {
        (0..32).rev().filter(move |bit| self.0 >> bit & 1 == 1).map(|bit| FIRST + bit)
    }

    /// The newest year.
    pub fn newest(self) -> Option<i16> {
        self.newest_first().next()
    }

    /// The years in both sets.
    pub(super) fn and(self, other: Years) -> Years {
        Years(self.0 & other.0)
    }

    /// All years.
    pub(super) const ALL: Years = Years(u32::MAX);
}

impl FromIterator<i16> for Years {
    fn from_iter<I: IntoIterator<Item = i16>>(years: I) -> Self {
        years.into_iter().fold(Years::NONE, Years::with)
    }
}

impl fmt::Debug for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.newest_first()).finish()
    }
}

/// The years that a number at the end of a word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearPart(pub(super) Years);

impl YearPart {
    /// The digits at the end of a word as years, with the length of what stands before them.
    ///
    /// `24` and `2024` are 2024; while one types, `2` is every year whose first or third digit
    /// that is, so that each further key only narrows.
    pub(super) fn at_end(chars: &[char]) -> Option<(usize, YearPart)> {
        let stem = chars.iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        let digits: String = chars[stem..].iter().collect();
        if !(1..=4).contains(&digits.len()) {
            return None;
        }
        let means = |year: &i16| {
            let written = year.to_string();
            written.starts_with(&digits) || written[2..].starts_with(&digits)
        };
        let years: Years = Years::ALL.newest_first().filter(means).collect();
        (!years.is_empty()).then_some((stem, YearPart(years)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_mean_years() {
        let all: Years = (2018..=2026).collect();
        for (word, stem, want) in [
            ("24", 0, "[2024]"),
            ("2024", 0, "[2024]"),
            ("202", 0, "[2026, 2025, 2024, 2023, 2022, 2021, 2020]"),
            ("20", 0, "[2026, 2025, 2024, 2023, 2022, 2021, 2020, 2019, 2018]"),
            ("1", 0, "[2019, 2018]"),
            ("jxzfb24", 5, "[2024]"),
            ("嘉兴19", 2, "[2019]"),
        ] {
            let chars: Vec<char> = word.chars().collect();
            let (len, part) = YearPart::at_end(&chars).unwrap();
            assert_eq!((len, format!("{:?}", part.0.and(all))), (stem, want.to_owned()), "{word}");
        }
        for word in ["jx", "", "77", "12345", "24a"] {
            let chars: Vec<char> = word.chars().collect();
            assert_eq!(YearPart::at_end(&chars), None, "{word}");
        }
    }
}
