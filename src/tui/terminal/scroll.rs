//! Whether a frame is the last one with some rows moved up or down.

use super::grid::Grid;
use std::ops::Range;

/// Rows that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The rows among which the content moves.
    pub(super) region: Range<usize>,
    /// By how many rows it moves up; down if negative.
    pub(super) by: isize,
}

/// The scroll after which the fewest spots are left to write; `None` if scrolling does not pay.
///
/// Rows need not be equal: a list beside something that stays still can be scrolled, if writing
/// the still half again costs less than the list.
pub(super) fn find(shown: &Grid, next: &Grid) -> Option<Scroll> {
    let height = next.height;
    let mut changed = (0..height).filter(|y| shown.hashes(*y) != next.hashes(*y));
    let (first, last) = (changed.clone().next()?, changed.next_back()?);
    if last - first < 2 {
        return None;
    }
    let same = |y: usize, from: usize| {
        let pairs = next.hashes(y).iter().zip(shown.hashes(from));
        pairs.filter(|(a, b)| a == b).count() as isize
    };
    let still: Vec<isize> = (0..height).map(|y| same(y, y)).collect();
    let mut best: Option<(isize, Scroll)> = None;
    for by in (1..height as isize).flat_map(|by| [by, -by]) {
        // The run of rows that gain most, after Kadane.
        let (mut sum, mut start) = (0, first);
        for y in first..=last {
            let gain = match y.checked_add_signed(by).filter(|from| *from <= last) {
                Some(from) if from >= first => same(y, from) - still[y],
                _ => {
                    sum = 0;
                    start = y + 1;
                    continue;
                }
            };
            if sum <= 0 {
                (sum, start) = (0, y);
            }
            sum += gain;
            let region = match by > 0 {
                true => start..y + 1 + by.unsigned_abs(),
                false => start - by.unsigned_abs()..y + 1,
            };
            // What scrolls in was there and may have been right.
            let lost: isize = match by > 0 {
                true => still[y + 1..region.end].iter().sum(),
                false => still[region.start..start].iter().sum(),
            };
            if best.as_ref().is_none_or(|(most, _)| sum - lost > *most) {
                best = Some((sum - lost, Scroll { region, by }));
            }
        }
    }
    best.filter(|(gain, _)| *gain > 0).map(|(_, scroll)| scroll)
}

/// The sequence that scrolls, and leaves the cursor nobody knows where.
///
/// Line feed and reverse index at the margins do it, which every terminal has: SU and SD are
/// missing on the console of Linux and in some emulators. The pen must be plain before, since
/// what scrolls in takes its background.
pub(super) fn sequence(scroll: &Scroll) -> Vec<u8> {
    let (top, bottom) = (scroll.region.start + 1, scroll.region.end);
    let count = scroll.by.unsigned_abs();
    let (row, step) = if scroll.by > 0 { (bottom, &b"\n"[..]) } else { (top, &b"\x1bM"[..]) };
    let mut out = format!("\x1b[{top};{bottom}r\x1b[{row}H").into_bytes();
    out.extend(step.repeat(count));
    out.extend_from_slice(b"\x1b[r");
    out
}

#[cfg(test)]
mod tests {
    use super::super::depth::Depth;
    use super::super::grid::Ambiguous;
    use super::*;
    use ratatui::buffer::Buffer;

    fn grid(lines: &[&str]) -> Grid {
        Grid::of(&Buffer::with_lines(lines.to_vec()), Depth::True, Ambiguous::Narrow)
    }

    #[test]
    fn moved_rows_are_found() {
        let long = ["head", "aaaa", "bbbb", "cccc", "dddd", "foot"];
        for (next, want) in [
            (["head", "aaaa", "bbbb", "cccc", "dddd", "foot"], None),
            (["head", "bbbb", "cccc", "dddd", "eeee", "foot"], Some((1..5, 1))),
            (["head", "cccc", "dddd", "eeee", "ffff", "foot"], Some((1..5, 2))),
            (["head", "zzzz", "aaaa", "bbbb", "cccc", "foot"], Some((1..5, -1))),
            (["head", "aaaa", "bbbb", "cccc", "dddd", "FOOT"], None),
            (["aaaa", "bbbb", "cccc", "dddd", "foot", "more"], Some((0..6, 1))),
            (["wxyz", "vwxy", "uvwx", "tuvw", "stuv", "rstu"], None),
        ] {
            let found = find(&grid(&long), &grid(&next)).map(|it| (it.region, it.by));
            assert_eq!(found, want, "{next:?}");
        }
    }

    #[test]
    fn scrolling_takes_what_every_terminal_has() {
        let of = |region, by| String::from_utf8(sequence(&Scroll { region, by })).unwrap();
        assert_eq!(of(1..5, 1), "\x1b[2;5r\x1b[5H\n\x1b[r");
        assert_eq!(of(1..5, -2), "\x1b[2;5r\x1b[2H\x1bM\x1bM\x1b[r");
    }
}
