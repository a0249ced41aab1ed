//! A quick look at a name: the characters it holds, as bits.

use super::syllables::{NONE, SYLLABLES, misheard, typed};
use super::unit::Unit;
use std::sync::LazyLock;

/// What a name holds, or what a query needs.
///
/// A match implies that the name holds all that the query needs; the reverse need not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mask {
    /// Bits 0–25: letters that begin a reading, or stand as letters; 26–51: letters anywhere in
    /// a reading; 52–61: digits.
    letters: u64,
    /// Everything else, hashed to 64 bits.
    others: u64,
}

/// Letters that stand only at the beginning of a syllable.
const INITIALS_ONLY: &[u8] = b"bcdfjklmpqstwxyz";

fn hashed(c: char) -> u64 {
    1 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 26)
}

fn initial(c: char) -> u64 {
    1 << (c as u32 - 'a' as u32)
}

fn anywhere(c: char) -> u64 {
    initial(c) << 26
}

/// The letters of each syllable, however it is typed.
static OF_SYLLABLE: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let bits = |form: &String| {
        let letters = form.chars().filter(char::is_ascii_lowercase);
        let first = form.chars().find(char::is_ascii_lowercase).map_or(0, initial);
        letters.map(anywhere).fold(first, |a, b| a | b)
    };
    (0..SYLLABLES.len())
        .map(|number| {
            let spelled = SYLLABLES.spelled(number as u16);
            typed(spelled).iter().chain(&misheard(spelled)).map(bits).fold(0, |a, b| a | b)
        })
        .collect()
});

impl Mask {
    /// What the units of a name hold.
    pub(super) fn held(units: &[Unit]) -> Mask {
        let mut mask = Mask::default();
        for unit in units {
            let c = unit.char();
            match c {
                'a'..='z' => mask.letters |= initial(c) | anywhere(c),
                '0'..='9' => mask.letters |= 1 << (52 + c as u32 - '0' as u32),
                c => mask.others |= hashed(c),
            }
            if !c.is_ascii() {
                let usual = [unit.syllable(), SYLLABLES.usual(c)];
                for syllable in usual.iter().chain(SYLLABLES.others(c)) {
                    if *syllable != NONE {
                        mask.letters |= OF_SYLLABLE[usize::from(*syllable)];
                    }
                }
            }
        }
        mask
    }

    /// What a name must hold to match these characters.
    pub(super) fn needed(chars: &[char]) -> Mask {
        let mut mask = Mask::default();
        let mut before_is_letter = false;
        for c in chars {
            match c {
                // The first letter of a run can only begin a reading, later ones may end it.
                'a'..='z' if !before_is_letter || INITIALS_ONLY.contains(&(*c as u8)) => {
                    mask.letters |= initial(*c);
                }
                'a'..='z' => mask.letters |= anywhere(*c),
                '0'..='9' => mask.letters |= 1 << (52 + *c as u32 - '0' as u32),
                c => mask.others |= hashed(*c),
            }
            before_is_letter = c.is_ascii_lowercase();
        }
        mask
    }

    /// Both.
    pub(super) fn or(self, other: Mask) -> Mask {
        Mask { letters: self.letters | other.letters, others: self.others | other.others }
    }

    /// Whether this name holds all that is needed.
    pub(super) fn holds(self, needed: Mask) -> bool {
        needed.letters & !self.letters == 0 && needed.others & !self.others == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_only_begin_a_syllable_are_never_inside_one() {
        for number in 1..SYLLABLES.len() {
            let spelled = SYLLABLES.spelled(number as u16);
            for form in typed(spelled).iter().chain(&misheard(spelled)) {
                let inside = &form.as_bytes()[1..];
                assert!(inside.iter().all(|b| !INITIALS_ONLY.contains(b)), "{form}");
            }
        }
    }

    #[test]
    fn a_name_holds_what_matches_it() {
        let mask = Mask::held(&Unit::all("长治市上党区"));
        for (typed, holds) in
            [("czsdq", true), ("长治", true), ("zhangzhi", true), ("jx", false), ("嘉", false)]
        {
            let chars: Vec<char> = typed.chars().collect();
            assert_eq!(mask.holds(Mask::needed(&chars)), holds, "{typed}");
        }
    }
}
