//! The elements of HTML: what the reader, the lexer and the test for plain pages know of each.

/// Holds nothing and has no end tag.
pub const VOID: u16 = 1;
/// Does not part words.
pub const INLINE: u16 = 1 << 1;
/// Its text is not that of the page.
pub const SKIPPED: u16 = 1 << 2;
/// A formatting element: the parser opens it anew where it is misnested.
pub const FORMATTING: u16 = 1 << 3;
/// Makes no depth: holds nothing, is closed by the next of its kind, or is a part of a table.
pub const FLAT: u16 = 1 << 4;
/// Closes an open `p` when it starts.
pub const CLOSES_P: u16 = 1 << 5;
/// A special element of the standard.
pub const SPECIAL: u16 = 1 << 6;
/// Bounds the search for an open `p`.
pub const SCOPE: u16 = 1 << 7;
/// Bounds the search for open formatting elements.
pub const MARKER: u16 = 1 << 8;
/// Its contents are not markup, and are not read.
pub const RAW: u16 = 1 << 9;
/// Its contents are text, entities and no tags.
pub const TEXT: u16 = 1 << 10;
/// May stand in the head.
pub const HEAD: u16 = 1 << 11;
/// A part of a table, which the parser drops elsewhere.
pub const TABLE_PART: u16 = 1 << 12;
/// Has rules of its own that only the parser knows.
pub const ODD: u16 = 1 << 13;
/// A heading, which closes an open heading.
pub const HEADING: u16 = 1 << 14;

const BLOCK: u16 = CLOSES_P | SPECIAL;

/// The elements that differ from a block of an unknown name. The first stand for such, without and
/// with a prefix.
#[rustfmt::skip]
const ELEMENTS: &[(&str, u16)] = &[
    ("", 0), (":", INLINE),
    ("a", INLINE | FORMATTING), ("b", INLINE | FORMATTING), ("big", INLINE | FORMATTING),
    ("code", INLINE | FORMATTING), ("em", INLINE | FORMATTING), ("font", INLINE | FORMATTING),
    ("i", INLINE | FORMATTING), ("nobr", INLINE | FORMATTING | ODD), ("s", INLINE | FORMATTING),
    ("small", INLINE | FORMATTING), ("strike", INLINE | FORMATTING),
    ("strong", INLINE | FORMATTING), ("tt", FORMATTING | INLINE), ("u", INLINE | FORMATTING),
    ("span", INLINE), ("sub", INLINE), ("sup", INLINE), ("label", INLINE), ("ins", INLINE),
    ("del", INLINE), ("abbr", INLINE), ("mark", INLINE), ("bdo", INLINE), ("cite", INLINE),
    ("q", INLINE), ("var", INLINE), ("kbd", INLINE), ("samp", INLINE), ("acronym", INLINE),
    ("ruby", INLINE), ("rb", INLINE), ("rt", INLINE), ("rp", INLINE), ("rtc", ODD),
    ("img", INLINE | VOID | FLAT), ("input", INLINE | VOID | FLAT), ("wbr", INLINE | VOID | FLAT),
    ("br", VOID | FLAT), ("hr", VOID | FLAT | CLOSES_P), ("area", VOID | FLAT),
    ("embed", VOID | FLAT), ("param", VOID | FLAT), ("source", VOID | FLAT),
    ("track", VOID | FLAT), ("col", VOID | FLAT | TABLE_PART), ("keygen", VOID | ODD),
    ("meta", INLINE | VOID | FLAT | HEAD), ("link", INLINE | VOID | FLAT | HEAD),
    ("base", VOID | FLAT | HEAD), ("basefont", VOID | ODD), ("bgsound", VOID | ODD),
    ("title", SPECIAL | HEAD | TEXT), ("textarea", SPECIAL | ODD | TEXT),
    ("script", INLINE | SKIPPED | SPECIAL | HEAD | RAW),
    ("style", INLINE | SKIPPED | SPECIAL | HEAD | RAW),
    ("noscript", SKIPPED | SPECIAL | HEAD | RAW), ("iframe", SKIPPED | SPECIAL | RAW),
    ("template", SKIPPED | SPECIAL | ODD), ("svg", SKIPPED | ODD), ("math", ODD),
    ("object", SKIPPED | SPECIAL | SCOPE | MARKER), ("applet", SPECIAL | ODD),
    ("marquee", SPECIAL | SCOPE | MARKER), ("button", SPECIAL | SCOPE),
    ("select", SPECIAL), ("option", FLAT), ("optgroup", 0),
    ("html", FLAT | SPECIAL | SCOPE), ("head", FLAT | SPECIAL), ("body", FLAT | SPECIAL),
    ("table", BLOCK | SCOPE), ("caption", SPECIAL | SCOPE | MARKER | TABLE_PART),
    ("colgroup", FLAT | SPECIAL | TABLE_PART), ("thead", FLAT | SPECIAL | TABLE_PART),
    ("tbody", FLAT | SPECIAL | TABLE_PART), ("tfoot", FLAT | SPECIAL | TABLE_PART),
    ("tr", FLAT | SPECIAL | TABLE_PART), ("td", FLAT | SPECIAL | SCOPE | MARKER | TABLE_PART),
    ("th", FLAT | SPECIAL | SCOPE | MARKER | TABLE_PART),
    ("p", FLAT | BLOCK), ("li", FLAT | BLOCK), ("dd", FLAT | BLOCK), ("dt", FLAT | BLOCK),
    ("div", BLOCK), ("ul", BLOCK), ("ol", BLOCK), ("dl", BLOCK), ("dir", BLOCK), ("menu", BLOCK),
    ("address", BLOCK), ("article", BLOCK), ("aside", BLOCK), ("blockquote", BLOCK),
    ("center", BLOCK), ("details", BLOCK), ("dialog", CLOSES_P), ("fieldset", BLOCK),
    ("figcaption", BLOCK), ("figure", BLOCK), ("footer", BLOCK), ("form", BLOCK),
    ("header", BLOCK), ("hgroup", BLOCK), ("main", BLOCK), ("nav", BLOCK), ("search", CLOSES_P),
    ("section", BLOCK), ("summary", BLOCK), ("pre", BLOCK), ("listing", BLOCK | ODD),
    ("h1", BLOCK | HEADING), ("h2", BLOCK | HEADING), ("h3", BLOCK | HEADING),
    ("h4", BLOCK | HEADING), ("h5", BLOCK | HEADING), ("h6", BLOCK | HEADING),
    ("image", ODD), ("isindex", ODD), ("frame", ODD), ("frameset", ODD), ("plaintext", ODD),
    ("xmp", ODD), ("noembed", ODD), ("noframes", ODD),
];

/// An element, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element(u8);

impl Element {
    /// One of a name that is none of the list.
    pub const UNKNOWN: Element = Element(0);
    /// `table`.
    pub const TABLE: Element = Element::known("table");
    /// `tr`.
    pub const TR: Element = Element::known("tr");
    /// `td`.
    pub const TD: Element = Element::known("td");
    /// `th`.
    pub const TH: Element = Element::known("th");
    /// `title`.
    pub const TITLE: Element = Element::known("title");
    /// `meta`.
    pub const META: Element = Element::known("meta");

    /// The element of a name that is one of the list.
    pub const fn known(name: &str) -> Element {
        let wanted = pack(name.as_bytes());
        let mut at = 2;
        while pack(ELEMENTS[at].0.as_bytes()) != wanted {
            at += 1;
        }
        Element(at as u8)
    }

    /// The element of that name, in whatever case.
    pub fn of(name: &[u8]) -> Element {
        let packed = pack(name);
        let mut slot = slot(packed);
        while SLOTS[slot] != 0 {
            let at = SLOTS[slot] as usize;
            if PACKED[at] == packed {
                return Element(SLOTS[slot]);
            }
            slot = (slot + 1) % SLOTS.len();
        }
        Element(u8::from(name.contains(&b':')))
    }

    /// Whether nothing is known of its name.
    pub fn is_unknown(self) -> bool {
        self.0 < 2
    }

    /// Whether it has one of these properties.
    pub fn is(self, properties: u16) -> bool {
        ELEMENTS[self.0 as usize].1 & properties != 0
    }
}

/// A name of ASCII letters and digits as a number, in lower case: no two known names share theirs.
const fn pack(name: &[u8]) -> u128 {
    let mut packed = name.len() as u128;
    let mut at = 0;
    while at < name.len() && at < 12 {
        packed = packed << 8 | name[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    packed
}

const fn slot(packed: u128) -> usize {
    let mixed = (packed as u64 ^ (packed >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 55) as usize
}

const PACKED: [u128; ELEMENTS.len()] = {
    let mut packed = [0; ELEMENTS.len()];
    let mut at = 0;
    while at < ELEMENTS.len() {
        packed[at] = pack(ELEMENTS[at].0.as_bytes());
        at += 1;
    }
    packed
};

/// The indexes of the known elements by their hash; 0 is empty.
static SLOTS: [u8; 512] = {
    let mut slots = [0; 512];
    let mut at = 2;
    while at < ELEMENTS.len() {
        let mut slot = slot(PACKED[at]);
        while slots[slot] != 0 {
            slot = (slot + 1) % 512;
        }
        slots[slot] = at as u8;
        at += 1;
    }
    slots
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_element() {
        for (at, (name, _)) in ELEMENTS.iter().enumerate().skip(2) {
            assert_eq!(usize::from(Element::of(name.as_bytes()).0), at, "{name}");
            assert_eq!(usize::from(Element::of(name.to_uppercase().as_bytes()).0), at, "{name}");
        }
        for (name, inline) in [("x", false), ("o:p", true), ("blockquotes", false), ("", false)] {
            let element = Element::of(name.as_bytes());
            assert!(element.is_unknown() && element.is(INLINE) == inline, "{name}");
        }
    }
}
