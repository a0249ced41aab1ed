//! A frame as it is to be seen: glyphs of one or two columns that no terminal can misread.

use super::depth::Depth;
use super::pen::Pen;
use crate::text::is_hostile;
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;
use std::hash::BuildHasher;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide a terminal draws characters of ambiguous width (`─ … ① “`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Ambiguous {
    /// Not known: taken for narrow, and never relied upon.
    #[default]
    Unknown,
    /// One column.
    Narrow,
    /// Two columns.
    Wide,
}

/// What stands in one column of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    /// UTF-8; empty in the second column of a wide glyph.
    pub(super) symbol: SmallVec<[u8; 8]>,
    pub(super) pen: Pen,
    /// 1 or 2 columns; 0 in the second column of a wide glyph.
    pub(super) columns: u8,
    /// Whether all terminals agree on the columns, so that the cursor's place is known after it.
    pub(super) sure: bool,
}

impl Spot {
    /// A blank in the style to which a terminal erases.
    pub(super) fn blank() -> Spot {
        Spot { symbol: SmallVec::from_slice(b" "), pen: Pen::default(), columns: 1, sure: true }
    }

    fn blank_in(pen: Pen) -> Spot {
        Spot { pen: pen.on_blank(), ..Spot::blank() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.symbol.as_slice() == b" "
    }

    /// Whether it looks as what a terminal erases to.
    pub(super) fn is_bare(&self) -> bool {
        self.is_blank() && self.pen.is_bare()
    }
}

/// All spots of a screen, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) width: usize,
    pub(super) height: usize,
    spots: Vec<Spot>,
    /// A hash of each spot, to compare rows quickly.
    hashes: Vec<u64>,
}

impl Grid {
    /// An erased screen.
    pub(super) fn blank(width: usize, height: usize) -> Grid {
        Grid::new(width, height, vec![Spot::blank(); width * height])
    }

    fn new(width: usize, height: usize, spots: Vec<Spot>) -> Grid {
        let hashes = spots.iter().map(hash).collect();
        Grid { width, height, spots, hashes }
    }

    /// The frame in a buffer.
    ///
    /// Nothing of it can disturb its neighbours: a wide glyph that is cut, by the edge or by what
    /// was drawn over its second half, becomes a blank; what steers a terminal is dropped; and
    /// where characters of ambiguous width are wide, one that has no room is replaced.
    pub(super) fn of(buffer: &Buffer, depth: Depth, ambiguous: Ambiguous) -> Grid {
        let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        let mut spots = Vec::with_capacity(width * height);
        for row in buffer.content.chunks_exact(width.max(1)) {
            let mut at = 0;
            while at < width {
                let pen = Pen::of(&row[at], depth);
                let room = match row.get(at + 1) {
                    Some(next) if is_free(next) => 2,
                    _ => 1,
                };
                let spot = spot(&row[at], pen, room, ambiguous);
                let columns = usize::from(spot.columns);
                spots.push(spot);
                if columns == 2 {
                    spots.push(Spot { symbol: SmallVec::new(), pen, columns: 0, sure: true });
                }
                at += columns;
            }
        }
        Grid::new(width, height, spots)
    }

    pub(super) fn row(&self, y: usize) -> &[Spot] {
        &self.spots[y * self.width..(y + 1) * self.width]
    }

    pub(super) fn hashes(&self, y: usize) -> &[u64] {
        &self.hashes[y * self.width..(y + 1) * self.width]
    }

    /// What the screen shows after the rows of `region` moved up by `by` (down if negative).
    pub(super) fn scrolled(&self, region: std::ops::Range<usize>, by: isize) -> Grid {
        let mut next = self.clone();
        for y in region.clone() {
            let from = y.checked_add_signed(by).filter(|from| region.contains(from));
            let to = y * self.width..(y + 1) * self.width;
            match from {
                Some(from) => {
                    let from = from * self.width..(from + 1) * self.width;
                    next.spots[to.clone()].clone_from_slice(&self.spots[from.clone()]);
                    next.hashes[to].copy_from_slice(&self.hashes[from]);
                }
                None => {
                    let blank = Spot::blank();
                    next.hashes[to.clone()].fill(hash(&blank));
                    next.spots[to].fill(blank);
                }
            }
        }
        next
    }
}

/// Quick, for twelve thousand spots a frame. What is hashed is ours, so nobody gains by making two
/// spots collide.
fn hash(spot: &Spot) -> u64 {
    FxBuildHasher.hash_one(spot)
}

/// Whether a wide glyph before this cell may take its column.
fn is_free(cell: &Cell) -> bool {
    matches!(cell.symbol(), " " | "")
}

fn spot(cell: &Cell, pen: Pen, room: usize, ambiguous: Ambiguous) -> Spot {
    let raw = cell.symbol();
    if raw.len() == 1 && raw.as_bytes()[0].is_ascii_graphic() {
        return Spot { symbol: SmallVec::from_slice(raw.as_bytes()), pen, columns: 1, sure: true };
    }
    if room == 2 && is_plain_wide(raw) && cell.diff_option == CellDiffOption::None {
        return Spot { symbol: SmallVec::from_slice(raw.as_bytes()), pen, columns: 2, sure: true };
    }
    if raw == " " {
        return Spot::blank_in(pen);
    }
    let cleaned: String = raw.chars().filter(|c| !is_hostile(*c)).collect();
    let narrow = match cell.diff_option {
        CellDiffOption::ForcedWidth(columns) => usize::from(columns.get()),
        _ => usize::from(cleaned.cell_width()),
    };
    let may_be_wide = cleaned.width_cjk() > cleaned.width();
    let columns = match ambiguous {
        Ambiguous::Wide if may_be_wide => 2,
        _ => narrow,
    };
    if cleaned.trim().is_empty() || columns == 0 {
        return Spot::blank_in(pen);
    }
    if columns > room || columns > 2 {
        // Half a glyph is none; a sign that would be too wide has a plain twin.
        return match may_be_wide {
            true => Spot { symbol: plain(&cleaned), pen, columns: 1, sure: true },
            false => Spot::blank_in(pen),
        };
    }
    let sure = is_sure(&cleaned, ambiguous) && columns == cleaned.width();
    Spot { symbol: SmallVec::from_slice(cleaned.as_bytes()), pen, columns: columns as u8, sure }
}

/// Whether all terminals draw a glyph as wide as we think.
fn is_sure(symbol: &str, ambiguous: Ambiguous) -> bool {
    match only_char(symbol) {
        Some(' '..='~' | '✓' | '✗') => true,
        // One of these was asked about, and all are of the class that a terminal draws alike:
        // frames, blocks, the signs of the screens. Those that some draw as pictures are not here.
        Some(c @ ('\u{2500}'..='\u{2590}' | '▲' | '●' | '○' | '…' | '·' | '→')) => {
            ambiguous == Ambiguous::Narrow && c.width_cjk() == Some(2)
        }
        _ => is_plain_wide(symbol),
    }
}

fn only_char(symbol: &str) -> Option<char> {
    let mut chars = symbol.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether a glyph is two columns wide everywhere: punctuation, kana, Han and Hangul in the basic
/// plane, full-width forms.
fn is_plain_wide(symbol: &str) -> bool {
    matches!(
        only_char(symbol),
        Some(
            '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff60}',
        )
    )
}

/// The ASCII twin of a sign.
fn plain(symbol: &str) -> SmallVec<[u8; 8]> {
    let twin = match symbol.chars().next() {
        Some('─' | '━' | '═' | '—' | '–' | '┄' | '╌' | '−') => b'-',
        Some('│' | '┃' | '║' | '┊' | '┆' | '▏' | '▕' | '▌' | '▐') => b'|',
        Some('\u{250c}'..='\u{254b}' | '\u{2550}'..='\u{256c}' | '╭' | '╮' | '╯' | '╰') => {
            b'+'
        }
        Some('\u{2580}'..='\u{2593}' | '■' | '●' | '★') => b'#',
        Some('○' | '◐' | '□' | '☆' | '◯') => b'o',
        Some('▲' | '△') => b'^',
        Some('▼' | '▽' | '▾') => b'v',
        Some('▶' | '▸' | '›' | '→' | '»') => b'>',
        Some('◀' | '◂' | '‹' | '←' | '«') => b'<',
        Some('·' | '•' | '‧') => b'.',
        Some('…') => b'~',
        Some('“' | '”') => b'"',
        Some('‘' | '’') => b'\'',
        Some('×') => b'x',
        Some('±') => b'+',
        _ => b'?',
    };
    SmallVec::from_slice(&[twin])
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    /// A row as it is seen, `.` for the second column of a wide glyph.
    fn seen(width: u16, cells: &[&str], ambiguous: Ambiguous) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        for (x, symbol) in cells.iter().enumerate() {
            buffer[(x as u16, 0)].set_symbol(symbol);
        }
        let grid = Grid::of(&buffer, Depth::True, ambiguous);
        assert_eq!(grid.row(0).len(), usize::from(width));
        grid.row(0)
            .iter()
            .map(|spot| match spot.columns {
                0 => ".".to_owned(),
                _ => String::from_utf8(spot.symbol.to_vec()).unwrap(),
            })
            .collect()
    }

    #[test]
    fn no_glyph_disturbs_its_neighbours() {
        use Ambiguous::{Narrow, Wide};
        for (width, cells, ambiguous, want) in [
            (4, &["教", " ", "a", "b"][..], Narrow, "教.ab"),
            (4, &["教", "", "a", "b"], Narrow, "教.ab"),
            (4, &["a", "b", "c", "教"], Narrow, "abc "),
            (4, &["教", "│", "a", "b"], Narrow, " │ab"),
            (4, &["\u{1b}", "\u{9b}x", "\u{202e}", "b"], Narrow, " x b"),
            (4, &["e\u{301}", "─", "…", "b"], Narrow, "e\u{301}─…b"),
            (4, &["─", "─", "…", "b"], Wide, "--~b"),
            (4, &["①", " ", "…", "b"], Wide, "①.~b"),
            (3, &["─", " ", "①"], Wide, "─.?"),
            (2, &["", "\u{301}"], Narrow, "  "),
        ] {
            assert_eq!(seen(width, cells, ambiguous), want, "{cells:?} {ambiguous:?}");
        }
    }

    #[test]
    fn only_what_terminals_agree_on_is_sure() {
        for (symbol, unknown, narrow) in [
            ("a", true, true),
            ("教", true, true),
            ("，", true, true),
            ("✗", true, true),
            ("─", false, true),
            ("…", false, true),
            ("▅", false, true),
            ("▶", false, false),
            ("①", false, false),
            ("e\u{301}", false, false),
            ("⚠\u{fe0f}", false, false),
            ("😀", false, false),
            ("𠮷", false, false),
            ("é", false, false),
        ] {
            assert_eq!(is_sure(symbol, Ambiguous::Unknown), unknown, "{symbol}");
            assert_eq!(is_sure(symbol, Ambiguous::Narrow), narrow, "{symbol}");
        }
    }
}
