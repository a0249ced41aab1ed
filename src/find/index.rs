//! The list that is searched.

use super::mask::Mask;
use super::score::Name;
use super::unit::Unit;
use super::years::Years;

/// What an entry is; the order is that of equally good hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Something that the program does.
    Action,
    /// An agency; with a year in the query, its report.
    Agency,
    /// A place of the division.
    Place,
    /// A section of a report's prose, or one of its tables.
    Section,
    /// A cell or a row of the form.
    Cell,
    /// A rule of the catalogue.
    Rule,
    /// A finding.
    Finding,
}

impl Kind {
    /// Whether an entry of this kind stands inside of a report, so that `嘉兴 24 结转` can mean
    /// the cell of that report.
    pub fn is_inside_report(self) -> bool {
        matches!(self, Kind::Section | Kind::Cell)
    }
}

/// One thing that can be found.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: Kind,
    /// What it is called where it came from.
    pub id: i64,
    /// What is shown, and searched.
    pub text: &'a str,
    /// Other words for it, searched but not shown: a cell's key, a former name; may be empty.
    pub alias: &'a str,
    /// The characters in `text` before the name proper: in 浙江省嘉兴市教育局 the 6 of the places
    /// if the agency calls itself 教育局. A match that begins there counts as one at the start.
    pub above: usize,
    /// The years of its reports.
    pub years: Years,
    /// When it was last used: 0 never, else the higher the later.
    pub recent: u16,
}

impl<'a> Entry<'a> {
    /// An entry without alias, places above, years and use.
    pub fn new(kind: Kind, id: i64, text: &'a str) -> Self {
        Entry { kind, id, text, alias: "", above: 0, years: Years::NONE, recent: 0 }
    }

    /// An agency under its full name, 湖北省孝感市汉川市分水镇, with the name that it prints itself,
    /// 分水镇: the end of the full one, or else an alias.
    pub fn agency(id: i64, name: &'a str, printed: &'a str, years: Years) -> Self {
        let entry = Entry { years, ..Entry::new(Kind::Agency, id, name) };
        match name.strip_suffix(printed) {
            Some(above) if !printed.is_empty() => Entry { above: above.chars().count(), ..entry },
            _ => Entry { alias: printed, ..entry },
        }
    }
}

/// Everything that can be found, in little room: about 130 bytes a name of 15 characters. An
/// agency's reports are bits, not lines.
#[derive(Default)]
pub struct Index {
    texts: String,
    units: Vec<Unit>,
    rows: Vec<Row>,
    /// Apart from the rows, since most rows are passed over at a look at this alone.
    masks: Vec<Mask>,
    /// The rows that stand inside of reports.
    inside: Vec<u32>,
}

/// An entry, its texts in the common stores up to these ends.
#[derive(Clone, Copy)]
struct Row {
    id: i64,
    text_end: u32,
    /// The units of the text, then those of the alias.
    unit_end: u32,
    years: Years,
    shown: u16,
    recent: u16,
    above: u8,
    hard: u8,
    kind: Kind,
}

impl Index {
    /// An empty list.
    pub fn new() -> Self {
        Index::default()
    }

    /// Adds an entry. What does not fit is cut: texts after 4 GiB, a text after 65,535 characters.
    pub fn push(&mut self, entry: Entry<'_>) {
        let text: String = entry.text.chars().take(usize::from(u16::MAX)).collect();
        let shown = Unit::all(&text);
        let alias = if entry.alias.is_empty() { Vec::new() } else { Unit::all(entry.alias) };
        let mask = Mask::held(&shown).or(Mask::held(&alias));
        let count = shown.len();
        let (Ok(text_end), Ok(unit_end), Ok(at)) = (
            u32::try_from(self.texts.len() + text.len()),
            u32::try_from(self.units.len() + shown.len() + alias.len()),
            u32::try_from(self.rows.len()),
        ) else {
            return;
        };
        let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let hard = shown.iter().filter(|unit| !unit.soft()).count();
        self.texts.push_str(&text);
        self.units.extend(shown);
        self.units.extend(alias);
        self.masks.push(mask);
        if entry.kind.is_inside_report() {
            self.inside.push(at);
        }
        self.rows.push(Row {
            id: entry.id,
            text_end,
            unit_end,
            years: entry.years,
            shown: count as u16,
            recent: entry.recent,
            above: small(entry.above.min(count)),
            hard: small(hard),
            kind: entry.kind,
        });
    }

    /// Gives back what was reserved in vain, once all is in.
    pub fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.units.shrink_to_fit();
        self.rows.shrink_to_fit();
        self.masks.shrink_to_fit();
    }

    /// How many entries there are; reports are not counted.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The bytes that the list takes.
    pub fn bytes(&self) -> usize {
        self.texts.capacity()
            + self.units.capacity() * size_of::<Unit>()
            + self.rows.capacity() * size_of::<Row>()
            + self.masks.capacity() * size_of::<Mask>()
    }

    /// Marks an entry as used; see [`Entry::recent`].
    pub fn set_recent(&mut self, row: u32, recent: u16) {
        if let Some(row) = self.rows.get_mut(row as usize) {
            row.recent = recent;
        }
    }

    /// What is shown of an entry.
    pub fn text(&self, row: u32) -> &str {
        let Some(this) = self.rows.get(row as usize) else { return "" };
        let start = match row {
            0 => 0,
            row => self.rows[row as usize - 1].text_end as usize,
        };
        &self.texts[start..this.text_end as usize]
    }

    /// What an entry is.
    pub fn kind(&self, row: u32) -> Option<Kind> {
        self.rows.get(row as usize).map(|row| row.kind)
    }

    /// What an entry is called where it came from.
    pub fn id(&self, row: u32) -> Option<i64> {
        self.rows.get(row as usize).map(|row| row.id)
    }

    /// The years of an entry.
    pub fn years(&self, row: u32) -> Years {
        self.rows.get(row as usize).map_or(Years::NONE, |row| row.years)
    }

    pub(super) fn recent(&self, row: u32) -> u16 {
        self.rows[row as usize].recent
    }

    pub(super) fn mask(&self, row: u32) -> Mask {
        self.masks[row as usize]
    }

    /// The entries that stand inside of reports.
    pub(super) fn inside(&self) -> &[u32] {
        &self.inside
    }

    /// The name that is shown, and the alias, which may be empty.
    pub(super) fn names(&self, row: u32) -> (Name<'_>, &[Unit]) {
        let this = self.rows[row as usize];
        let start = match row {
            0 => 0,
            row => self.rows[row as usize - 1].unit_end as usize,
        };
        let units = &self.units[start..this.unit_end as usize];
        let (shown, alias) = units.split_at(usize::from(this.shown));
        (Name { units: shown, own: usize::from(this.above), hard: usize::from(this.hard) }, alias)
    }
}
