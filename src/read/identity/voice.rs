//! In whose name a text speaks: 我局, 我县, 我镇. What a page says of other bodies is told from what
//! it says of its own by whether the name can be called so.

use super::name::Name;
use super::page::Page;

/// In whose name the text speaks, with the character by which it calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// 我局, 我委, 本中心: a department.
    Department(char),
    /// 我镇, 我乡, 我街道.
    Town(char),
    /// 我县, 我市: a region.
    Region(char),
    /// 本单位, 管委会: a body that is no region's government.
    Unit,
    /// It does not say.
    Silent,
}

/// What follows 我 and 本 in the name of a department, and the character that stands for it.
const DEPARTMENTS: &[(&str, char)] = &[
    ("局", '局'),
    ("委", '委'),
    ("办", '办'),
    ("厅", '厅'),
    ("院", '院'),
    ("队", '队'),
    ("中心", '心'),
    ("馆", '馆'),
];
const TOWNS: &[(&str, char)] = &[("镇", '镇'), ("乡", '乡'), ("街", '街')];
const REGIONS: &[(&str, char)] = &[
    ("省", '省'),
    ("市", '市'),
    ("县", '县'),
    ("区", '区'),
    ("州", '州'),
    ("旗", '旗'),
    ("盟", '盟'),
];

/// The most frequent of some words after some pronouns, and how many stand there in all.
#[derive(Debug, Default)]
struct Count {
    all: usize,
    most: usize,
    of: Option<char>,
}

impl Count {
    fn of(page: &Page, before: &[&str], words: &[(&str, char)]) -> Count {
        let mut count = Count::default();
        for (word, c) in words {
            let whole: Vec<String> = before.iter().map(|start| format!("{start}{word}")).collect();
            let in_line =
                |text: &str| whole.iter().map(|w| text.matches(w.as_str()).count()).sum::<usize>();
            let found: usize = page.lines.iter().map(|line| in_line(&line.text)).sum();
            count.all += found;
            if found > count.most {
                count.most = found;
                count.of = Some(*c);
            }
        }
        count
    }
}

impl Voice {
    pub(super) fn of(page: &Page) -> Voice {
        let department = Count::of(page, &["我", "本"], DEPARTMENTS);
        let town = Count::of(page, &["我", "本"], TOWNS);
        let region = Count::of(page, &["我"], REGIONS);
        let most = department.all.max(town.all).max(region.all);
        if most == 0 {
            let unit = Count::of(page, &["我", "本"], &[("单位", '位')]);
            let zone = Count::of(page, &[""], &[("管委会", '会')]);
            return if unit.all + zone.all > 1 { Voice::Unit } else { Voice::Silent };
        }
        let voice = if department.all == most {
            department.of.map(Voice::Department)
        } else if town.all == most {
            town.of.map(Voice::Town)
        } else {
            region.of.map(Voice::Region)
        };
        voice.unwrap_or(Voice::Silent)
    }

    /// Whether a region speaks.
    pub(super) fn is_of_a_region(self) -> bool {
        matches!(self, Voice::Region(_))
    }

    /// Whether a body speaks that serves no region by reporting.
    pub(super) fn is_of_a_body(self) -> bool {
        matches!(self, Voice::Department(_) | Voice::Unit)
    }

    /// Whether a body of that name can speak so.
    pub(super) fn fits(self, name: &Name) -> bool {
        match self {
            Voice::Silent => true,
            Voice::Unit => !name.town.is_empty() || !name.governs(),
            Voice::Town(c) => name.town.contains(c),
            Voice::Region(c) => {
                let bare = !name.has_place() && name.generic.is_none();
                name.town.is_empty() && (name.place_ends_with(c) || bare && name.governs())
            }
            Voice::Department(c) => {
                let ends = |ends: &[&str]| ends.iter().any(|end| name.body.ends_with(end));
                match c {
                    '委' => ends(&["委", "委员会", "办"]),
                    '办' => ends(&["办", "办公室", "办公厅"]),
                    '心' => ends(&["中心"]),
                    c => name.body.contains(c),
                }
            }
        }
    }
}
