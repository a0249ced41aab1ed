//! Where a terminal's cursor is, and the shortest way to another place.

/// The place of the cursor, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Unknown after a glyph on whose width terminals do not agree, and behind the last column.
    pub(super) x: Option<usize>,
    /// Unknown before the first move.
    pub(super) y: Option<usize>,
}

impl Place {
    /// A known place.
    pub(super) fn at(x: usize, y: usize) -> Place {
        Place { x: Some(x), y: Some(y) }
    }

    /// The shortest sequence to a place; none if the cursor is there.
    ///
    /// Line feeds are counted on to move and never to scroll: they are used between two rows of
    /// the screen only, in raw mode.
    pub(super) fn way_to(self, x: usize, y: usize) -> Vec<u8> {
        if self == Place::at(x, y) {
            return Vec::new();
        }
        let mut best = absolute(x, y);
        let mut offer = |way: Vec<u8>| {
            if way.len() < best.len() {
                best = way;
            }
        };
        if let Some(from_y) = self.y {
            if let Some(down) = y.checked_sub(from_y)
                && down <= 3
            {
                let feeds = vec![b'\n'; down];
                if let Some(from_x) = self.x {
                    offer([feeds.clone(), sideways(from_x, x)].concat());
                }
                if x == 0 {
                    offer([b"\r".to_vec(), feeds.clone()].concat());
                }
                offer([feeds, column(x)].concat());
            }
            if from_y > y && self.x == Some(x) {
                offer(counted(from_y - y, b'A'));
            }
            if from_y < y && self.x == Some(x) {
                offer(counted(y - from_y, b'B'));
            }
        }
        best
    }
}

fn counted(count: usize, end: u8) -> Vec<u8> {
    let count = if count == 1 { String::new() } else { count.to_string() };
    [b"\x1b[", count.as_bytes(), &[end]].concat()
}

fn column(x: usize) -> Vec<u8> {
    counted(x + 1, b'G')
}

fn absolute(x: usize, y: usize) -> Vec<u8> {
    match (x, y) {
        (0, 0) => b"\x1b[H".to_vec(),
        (0, y) => counted(y + 1, b'H'),
        (x, 0) => format!("\x1b[;{}H", x + 1).into_bytes(),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1).into_bytes(),
    }
}

fn sideways(from: usize, to: usize) -> Vec<u8> {
    match to.checked_sub(from) {
        Some(0) => Vec::new(),
        Some(right) => counted(right, b'C'),
        None if from - to <= 3 => vec![8; from - to],
        None => counted(from - to, b'D'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        let unknown_x = |y| Place { x: None, y: Some(y) };
        for (from, (x, y), want) in [
            (Place::at(3, 3), (3, 3), ""),
            (Place::at(3, 3), (4, 3), "\x1b[C"),
            (Place::at(3, 3), (30, 3), "\x1b[27C"),
            (Place::at(3, 3), (2, 3), "\x08"),
            (Place::at(30, 3), (0, 3), "\r"),
            (Place::at(30, 3), (0, 4), "\r\n"),
            (Place::at(30, 3), (0, 6), "\x1b[7H"),
            (Place::at(30, 3), (0, 9), "\x1b[10H"),
            (Place::at(30, 9), (0, 12), "\r\n\n\n"),
            (Place::at(30, 3), (30, 4), "\n"),
            (Place::at(30, 3), (2, 4), "\n\x1b[3G"),
            (Place::at(30, 9), (30, 3), "\x1b[6A"),
            (Place::at(30, 3), (40, 0), "\x1b[;41H"),
            (Place::default(), (0, 0), "\x1b[H"),
            (Place::default(), (79, 23), "\x1b[24;80H"),
            (unknown_x(3), (4, 3), "\x1b[5G"),
            (unknown_x(3), (0, 4), "\r\n"),
            (unknown_x(3), (40, 4), "\n\x1b[41G"),
        ] {
            let way = String::from_utf8(from.way_to(x, y)).unwrap();
            assert_eq!(way, want, "{from:?} {x} {y}");
        }
    }
}
