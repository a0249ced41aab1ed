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

/// How many scrolls are worth trying out.
const TRIED: usize = 3;

/// The scrolls after which the fewest spots are left to write, the best first; none if scrolling
/// does not pay.
///
/// Rows need not be equal: a list beside something that stays still can be scrolled, if writing
/// the still half again costs less than the list. Spots are not bytes, so that there are several
/// to choose from, and some that seem to lose a little.
pub(super) fn find(shown: &Grid, next: &Grid) -> Vec<Scroll> {
    let height = next.height;
    let mut changed = (0..height).filter(|y| shown.hashes(*y) != next.hashes(*y));
    let (Some(first), Some(last)) = (changed.next(), changed.next_back()) else {
        return Vec::new();
    };
    if last - first < 2 {
        return Vec::new();
    }
    let still: Vec<isize> = (0..height).map(|y| same(shown, next, y, y)).collect();
    let distances = (1..height as isize).flat_map(|by| [by, -by]);
    let mut found: Vec<(isize, Scroll)> = distances
        .filter_map(|by| best_by(shown, next, first..last + 1, &still, by))
        .filter(|(gain, _)| *gain > -(next.width as isize) / 2)
        .collect();
    found.sort_by_key(|(gain, scroll)| (-gain, scroll.by.unsigned_abs()));
    found.truncate(TRIED);
    found.into_iter().map(|(_, scroll)| scroll).collect()
}

/// How many spots of a row are those of another row before.
fn same(shown: &Grid, next: &Grid, y: usize, from: usize) -> isize {
    let pairs = next.hashes(y).iter().zip(shown.hashes(from));
    pairs.filter(|(a, b)| a == b).count() as isize
}

/// The region that gains most if it scrolls by so many rows, with its gain.
fn best_by(
    shown: &Grid,
    next: &Grid,
    rows: Range<usize>,
    still: &[isize],
    by: isize,
) -> Option<(isize, Scroll)> {
    let mut best: Option<(isize, Scroll)> = None;
    // The run of rows that gain most, after Kadane.
    let (mut sum, mut start) = (0, rows.start);
    for y in rows.clone() {
        let Some(from) = y.checked_add_signed(by).filter(|from| rows.contains(from)) else {
            sum = 0;
            start = y + 1;
            continue;
        };
        if sum <= 0 {
            (sum, start) = (0, y);
        }
        sum += same(shown, next, y, from) - still[y];
        let region = match by > 0 {
            true => start..y + 1 + by.unsigned_abs(),
            false => start - by.unsigned_abs()..y + 1,
        };
        // What scrolls in was there and may have been right.
        let lost: isize = match by > 0 {
            true => still[y + 1..region.end].iter().sum(),
            false => still[region.start..start].iter().sum(),
        };
        if sum > 0 && best.as_ref().is_none_or(|(most, _)| sum - lost > *most) {
            best = Some((sum - lost, Scroll { region, by }));
        }
    }
    best
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
            let found = find(&grid(&long), &grid(&next)).into_iter().next();
            assert_eq!(found.map(|it| (it.region, it.by)), want, "{next:?}");
        }
    }

    #[test]
    fn scrolling_takes_what_every_terminal_has() {
        let of = |region, by| String::from_utf8(sequence(&Scroll { region, by })).unwrap();
        assert_eq!(of(1..5, 1), "\x1b[2;5r\x1b[5H\n\x1b[r");
        assert_eq!(of(1..5, -2), "\x1b[2;5r\x1b[2H\x1bM\x1bM\x1b[r");
    }
}
