//! From one frame to the next in few bytes.

use super::depth::Depth;
use super::grid::{Ambiguous, Grid, Spot};
use super::moves::Place;
use super::pen::Pen;
use super::scroll;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// A frame longer than this is bracketed as one (`?2026`): what is shorter arrives in one piece.
const BRACKETED: usize = 256;
/// A frame longer than this hides the cursor meanwhile, so that it is not seen to run about.
const CURSOR_HIDDEN: usize = 512;
/// Fewer blanks than this at the end of a row are written, not erased.
const ERASED: usize = 4;
/// The same for blanks with something behind them: the sequence is longer, and leaves the cursor
/// before them.
const WIPED: usize = 7;

/// A frame shorter than this is not worth looking for rows that moved.
const SCROLLED: usize = 150;

/// What a terminal can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Its colours.
    pub depth: Depth,
    /// How wide it draws characters of ambiguous width.
    pub ambiguous: Ambiguous,
    /// Whether it may be told where a frame begins and ends. Terminals that know nothing of it
    /// ignore it, so this is off only for those that print what they do not know.
    pub synchronized: bool,
}

impl Abilities {
    /// A terminal that can do everything.
    pub const FULL: Abilities =
        Abilities { depth: Depth::True, ambiguous: Ambiguous::Narrow, synchronized: true };
}

/// Knows what a terminal shows, and says what to send so that it shows something else.
#[derive(Debug)]
pub struct Painter {
    abilities: Abilities,
    /// What the terminal shows; `None` if that is not known.
    shown: Option<Grid>,
    pen: Pen,
    place: Place,
    cursor: Cursor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cursor {
    Unknown,
    Hidden,
    Visible,
}

impl Painter {
    /// A painter for a terminal that shows we do not know what.
    pub fn new(abilities: Abilities) -> Self {
        Painter {
            abilities,
            shown: None,
            pen: Pen::default(),
            place: Place::default(),
            cursor: Cursor::Unknown,
        }
    }

    /// What the terminal can do.
    pub fn abilities(&self) -> Abilities {
        self.abilities
    }

    /// Changes what the terminal can do; the next frame is painted whole.
    pub fn set_abilities(&mut self, abilities: Abilities) {
        if abilities != self.abilities {
            self.abilities = abilities;
            self.forget();
        }
    }

    /// Forgets what the terminal shows: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.shown = None;
        self.cursor = Cursor::Unknown;
    }

    /// What to send so that the terminal shows `frame`, and its cursor at `cursor` or nowhere.
    /// Nothing if it does already.
    pub fn paint(&mut self, frame: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let next = Grid::of(frame, self.abilities.depth, self.abilities.ambiguous);
        let known =
            self.shown.take().filter(|it| it.width == next.width && it.height == next.height);
        let mut out = match &known {
            None => {
                self.pen = Pen::default();
                self.place = Place::at(0, 0);
                let mut out = b"\x1b[m\x1b[H\x1b[2J".to_vec();
                self.update(&Grid::blank(next.width, next.height), &next, &mut out);
                out
            }
            Some(shown) => self.shortest(shown, &next),
        };
        if known.is_none() {
            self.cursor = Cursor::Unknown;
        }
        self.shown = Some(next);
        self.put_cursor(cursor, &mut out);
        out
    }

    /// The update with or without a scroll, whichever is shorter.
    fn shortest(&mut self, shown: &Grid, next: &Grid) -> Vec<u8> {
        let before = (self.pen, self.place);
        let mut shortest = Vec::new();
        self.update(shown, next, &mut shortest);
        if shortest.len() < SCROLLED {
            return shortest;
        }
        let mut after = (self.pen, self.place);
        for scroll in scroll::find(shown, next) {
            (self.pen, self.place) = before;
            let mut scrolled = Vec::new();
            self.pen.change(Pen::default(), &mut scrolled);
            self.pen = Pen::default();
            scrolled.extend(scroll::sequence(&scroll));
            // The first row, for terminals; some emulators leave the cursor where it was.
            self.place = Place::default();
            self.update(&shown.scrolled(scroll.region, scroll.by), next, &mut scrolled);
            if scrolled.len() < shortest.len() {
                shortest = scrolled;
                after = (self.pen, self.place);
            }
        }
        (self.pen, self.place) = after;
        shortest
    }

    /// Writes what differs, row by row.
    fn update(&mut self, shown: &Grid, next: &Grid, out: &mut Vec<u8>) {
        for y in 0..next.height {
            if shown.hashes(y) != next.hashes(y) {
                self.update_row(y, shown.row(y), next.row(y), out);
            }
        }
    }

    fn update_row(&mut self, y: usize, shown: &[Spot], next: &[Spot], out: &mut Vec<u8>) {
        let bare_from = next.iter().rposition(|spot| !spot.is_bare()).map_or(0, |x| x + 1);
        let mut x = 0;
        while x < next.len() {
            let spot = &next[x];
            if *spot == shown[x] {
                x += usize::from(spot.columns.max(1));
                continue;
            }
            if x >= bare_from && next.len() - x >= ERASED {
                self.go(x, y, next, out);
                if !self.pen.is_bare() {
                    self.set_pen(Pen::default(), out);
                }
                out.extend_from_slice(b"\x1b[K");
                return;
            }
            self.go(x, y, next, out);
            let wiped = wiped(&shown[x..], &next[x..]);
            if wiped >= WIPED {
                if !self.pen.is_bare() {
                    self.set_pen(Pen::default(), out);
                }
                out.extend_from_slice(format!("\x1b[{wiped}X").as_bytes());
                x += wiped;
                continue;
            }
            if spot.is_blank() && self.pen.blank_like(spot.pen) {
                // The pen differs in what a blank does not show.
            } else {
                self.set_pen(spot.pen, out);
            }
            let columns = usize::from(spot.columns.max(1));
            if columns == 2 && !spot.sure {
                // A terminal that draws it narrow must not keep what stood in its second column.
                out.extend_from_slice(b"  \x08\x08");
            }
            out.extend_from_slice(&spot.symbol);
            x += columns;
            let known = spot.sure && x < next.len();
            self.place = Place { x: known.then_some(x), y: Some(y) };
        }
    }

    fn set_pen(&mut self, pen: Pen, out: &mut Vec<u8>) {
        self.pen.change(pen, out);
        self.pen = pen;
    }

    /// Moves the cursor, or writes again what stands between if that is shorter.
    fn go(&mut self, x: usize, y: usize, row: &[Spot], out: &mut Vec<u8>) {
        let way = self.place.way_to(x, y);
        if let Place { x: Some(from), y: Some(from_y) } = self.place
            && from_y == y
            && from < x
        {
            let between = &row[from..x];
            let bytes: usize = between.iter().map(|spot| spot.symbol.len()).sum();
            let fits = |spot: &Spot| {
                let pen = if spot.is_blank() {
                    self.pen.blank_like(spot.pen)
                } else {
                    self.pen == spot.pen
                };
                spot.sure && pen
            };
            if bytes < way.len() && between.iter().all(fits) {
                between.iter().for_each(|spot| out.extend_from_slice(&spot.symbol));
                self.place = Place::at(x, y);
                return;
            }
        }
        out.extend(way);
        self.place = Place::at(x, y);
    }

    /// Puts the cursor in its place after the frame, and the brackets around both.
    fn put_cursor(&mut self, cursor: Option<Position>, out: &mut Vec<u8>) {
        let long = out.len() > CURSOR_HIDDEN;
        let bracketed = self.abilities.synchronized && out.len() > BRACKETED;
        let mut head = Vec::new();
        if bracketed {
            head.extend_from_slice(b"\x1b[?2026h");
        }
        if self.cursor == Cursor::Unknown
            || (self.cursor == Cursor::Visible && (long || cursor.is_none()))
        {
            head.extend_from_slice(b"\x1b[?25l");
            self.cursor = Cursor::Hidden;
        }
        if let Some(Position { x, y }) = cursor {
            let (x, y) = (usize::from(x), usize::from(y));
            out.extend(self.place.way_to(x, y));
            self.place = Place::at(x, y);
            if self.cursor != Cursor::Visible {
                out.extend_from_slice(b"\x1b[?25h");
                self.cursor = Cursor::Visible;
            }
        }
        if bracketed {
            out.extend_from_slice(b"\x1b[?2026l");
        }
        if !head.is_empty() {
            out.splice(0..0, head);
        }
    }
}

/// How many spots from the first on are to become bare, up to the last that is not yet.
fn wiped(shown: &[Spot], next: &[Spot]) -> usize {
    let bare = next.iter().take_while(|spot| spot.is_bare()).count();
    shown[..bare].iter().rposition(|spot| !spot.is_bare()).map_or(0, |last| last + 1)
}
