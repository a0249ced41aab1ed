//! The syllables of Mandarin as small numbers, and every reading of every character.

use super::readings::{ALSO, USUAL};
use pinyin::{ToPinyin, ToPinyinMulti};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A syllable's number; 0 is none. There are some 420, so 9 bits hold one.
pub(super) type Syllable = u16;

/// No syllable: a Latin letter, a digit, a character without a reading.
pub(super) const NONE: Syllable = 0;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// All syllables and the readings of all characters; built once, in a few milliseconds.
pub(super) static SYLLABLES: LazyLock<Syllables> = LazyLock::new(Syllables::build);

/// See [`SYLLABLES`].
pub(super) struct Syllables {
    /// The spellings by number, toneless, ü written `v`; number 0 is empty.
    spelled: Vec<String>,
    numbers: HashMap<String, Syllable>,
    /// The usual reading of each character from [`FIRST`].
    usual: Vec<Syllable>,
    /// Where each character's other readings end in `others`.
    ends: Vec<u16>,
    others: Vec<Syllable>,
}

fn plain(reading: pinyin::Pinyin) -> String {
    reading.plain().replace('ü', "v").replace('ê', "e")
}

/// Not so hm, ng and their like, which are sounds.
fn is_name(reading: &str) -> bool {
    reading.contains(['a', 'e', 'i', 'o', 'u', 'v'])
}

impl Syllables {
    fn build() -> Self {
        let mut this = Syllables {
            spelled: vec![String::new()],
            numbers: HashMap::new(),
            usual: Vec::new(),
            ends: Vec::new(),
            others: Vec::new(),
        };
        let usual: HashMap<char, &str> = USUAL.iter().copied().collect();
        let mut also: HashMap<char, Vec<&str>> = HashMap::new();
        for (c, reading) in ALSO {
            also.entry(*c).or_default().push(reading);
        }
        for c in (FIRST..=LAST).filter_map(char::from_u32) {
            let first = match usual.get(&c) {
                Some(reading) => Some((*reading).to_owned()),
                None => c.to_pinyin().map(plain).filter(|r| is_name(r)),
            };
            let first = first.map_or(NONE, |reading| this.number_or_new(&reading));
            this.usual.push(first);
            let start = this.others.len();
            let dictionary = c.to_pinyin_multi().into_iter().flatten().map(plain);
            let said = also.get(&c).into_iter().flatten().map(|r| (*r).to_owned());
            for reading in dictionary.chain(said).filter(|r| is_name(r)) {
                let number = this.number_or_new(&reading);
                if number != first && !this.others[start..].contains(&number) {
                    this.others.push(number);
                }
            }
            this.ends.push(this.others.len() as u16);
        }
        this
    }

    fn number_or_new(&mut self, spelled: &str) -> Syllable {
        if let Some(number) = self.numbers.get(spelled) {
            return *number;
        }
        let number = self.spelled.len() as Syllable;
        self.spelled.push(spelled.to_owned());
        self.numbers.insert(spelled.to_owned(), number);
        number
    }

    /// How many numbers there are, 0 included.
    pub(super) fn len(&self) -> usize {
        self.spelled.len()
    }

    /// The spelling of a number, ü written `v`; empty for none.
    pub(super) fn spelled(&self, syllable: Syllable) -> &str {
        self.spelled.get(usize::from(syllable)).map_or("", String::as_str)
    }

    /// The number of a spelling, or [`NONE`].
    pub(super) fn number(&self, spelled: &str) -> Syllable {
        self.numbers.get(spelled).copied().unwrap_or(NONE)
    }

    /// The reading that a character has most often in names; [`NONE`] if it has none.
    pub(super) fn usual(&self, c: char) -> Syllable {
        let at = (c as u32).wrapping_sub(FIRST) as usize;
        self.usual.get(at).copied().unwrap_or(NONE)
    }

    /// The readings of a character but for the usual one.
    pub(super) fn others(&self, c: char) -> &[Syllable] {
        let at = (c as u32).wrapping_sub(FIRST) as usize;
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.others[usize::from(start)..usize::from(end)]
    }
}

/// All the ways in which a syllable is typed: as it is spelled, and for ü as `v`, `u` or `ue`.
pub(super) fn typed(spelled: &str) -> Vec<String> {
    let mut all = vec![spelled.to_owned()];
    if let Some(rest) = spelled.strip_prefix("lv").or_else(|| spelled.strip_prefix("nv")) {
        let initial = &spelled[..1];
        all.push(format!("{initial}u{rest}"));
        if rest.is_empty() {
            all.push(format!("{initial}ue"));
        }
    }
    all
}

/// How a syllable is typed by those who do not tell zh from z, ch from c, sh from s, or ng from n.
pub(super) fn misheard(spelled: &str) -> Vec<String> {
    let mut forms = vec![spelled.to_owned()];
    let mut add = |form: String| {
        if form != spelled && !forms.contains(&form) {
            forms.push(form);
        }
    };
    let flat = |s: &str| {
        let (initial, rest) = s.split_at(s.len().min(1));
        match (initial, rest.strip_prefix('h')) {
            ("z" | "c" | "s", Some(rest)) => Some(format!("{initial}{rest}")),
            ("z" | "c" | "s", None) => Some(format!("{initial}h{rest}")),
            _ => None,
        }
    };
    let nasal = |s: &str| {
        s.strip_suffix("ng").map(|s| format!("{s}n")).or_else(|| {
            // -an, -en, -in; -un and -on have no such partner.
            ["an", "en", "in"].iter().any(|end| s.ends_with(end)).then(|| format!("{s}g"))
        })
    };
    let flattened = flat(spelled);
    if let Some(other) = nasal(spelled) {
        if let Some(both) = flat(&other) {
            add(both);
        }
        add(other);
    }
    if let Some(other) = flattened {
        add(other);
    }
    forms.remove(0);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_bits_hold_every_syllable() {
        assert!(SYLLABLES.len() <= 512, "{}", SYLLABLES.len());
        assert!(SYLLABLES.others.len() <= usize::from(u16::MAX));
    }

    #[test]
    fn every_reading_of_the_tables_is_a_syllable_of_its_character() {
        for (c, reading) in USUAL {
            let known = c.to_pinyin_multi().into_iter().flatten().any(|r| plain(r) == *reading)
                || c.to_pinyin().map(plain).as_deref() == Some(*reading);
            assert!(known, "{c} {reading}");
        }
    }

    #[test]
    fn what_people_type_for_a_syllable() {
        for (syllable, also, wrong) in [
            ("lv", "lv lu lue", ""),
            ("nve", "nve nue", ""),
            ("zhang", "zhang", "zan zhan zang"),
            ("si", "si", "shi"),
            ("qin", "qin", "qing"),
            ("an", "an", "ang"),
            ("ba", "ba", ""),
        ] {
            assert_eq!(typed(syllable).join(" "), also);
            assert_eq!(misheard(syllable).join(" "), wrong, "{syllable}");
        }
    }
}
