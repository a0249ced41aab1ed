//! One character of a name with all that a match must know of it, in 32 bits.

use super::fold::fold;
use super::parts::roles;
use super::pinyin::read_aloud;
use super::syllables::Syllable;

/// A folded character, its reading in this name, and its [role](super::parts::Role).
///
/// Bits 0–20 hold the character, 21–29 the syllable, 30 "begins a part", 31 "usually left out":
/// 200,000 names of 15 characters take 12 MB.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit(u32);

impl Unit {
    const BEGINS: u32 = 1 << 30;
    const SOFT: u32 = 1 << 31;

    /// The folded character.
    pub(super) fn char(self) -> char {
        char::from_u32(self.0 & 0x1f_ffff).unwrap_or('\u{fffd}')
    }

    /// Its reading in this name, [`NONE`](super::syllables::NONE) if it has none.
    pub(super) fn syllable(self) -> Syllable {
        (self.0 >> 21 & 0x1ff) as Syllable
    }

    /// Whether a part of the name begins here.
    pub(super) fn begins(self) -> bool {
        self.0 & Self::BEGINS != 0
    }

    /// Whether people leave it out.
    pub(super) fn soft(self) -> bool {
        self.0 & Self::SOFT != 0
    }

    /// The units of a text, one a character.
    pub(super) fn all(text: &str) -> Vec<Unit> {
        let chars: Vec<char> = text.chars().map(fold).collect();
        let readings = read_aloud(&chars);
        let roles = roles(&chars);
        let units = chars.iter().zip(readings).zip(roles).map(|((c, syllable), role)| {
            let flags =
                if role.begins { Self::BEGINS } else { 0 } | if role.soft { Self::SOFT } else { 0 };
            Unit(*c as u32 | u32::from(syllable) << 21 | flags)
        });
        units.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::syllables::SYLLABLES;

    #[test]
    fn a_unit_gives_back_what_was_put_in() {
        let units = Unit::all("重庆市A𠮷");
        let seen: Vec<_> = units
            .iter()
            .map(|u| (u.char(), SYLLABLES.spelled(u.syllable()), u.begins(), u.soft()))
            .collect();
        let want = [
            ('重', "chong", true, false),
            ('庆', "qing", false, false),
            ('市', "shi", false, true),
            ('a', "", true, false),
            ('𠮷', "", true, false),
        ];
        assert_eq!(seen, want);
    }
}
