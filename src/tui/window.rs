//! A window of rows over a long list that is fetched by key, a page at a time.

/// Which end of the window is being fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// A new window.
    Whole,
    /// Rows before the first.
    Before,
    /// Rows after the last.
    After,
}

/// Rows of a long list with a cursor among them.
#[derive(Debug, Clone)]
pub struct Window<T> {
    /// The rows that are here.
    pub rows: Vec<T>,
    /// How many rows of the list stand before the first one here; `None` where nobody counted.
    pub start: Option<usize>,
    /// Whether the list goes on before the rows that are here.
    pub before: bool,
    /// Whether the list goes on behind them.
    pub after: bool,
    /// The row of the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// What is being fetched.
    pub loading: Option<Edge>,
}

impl<T> Default for Window<T> {
    fn default() -> Self {
        Window {
            rows: Vec::new(),
            start: Some(0),
            before: false,
            after: false,
            cursor: 0,
            top: 0,
            loading: None,
        }
    }
}

impl<T> Window<T> {
    /// The row of the cursor.
    pub fn current(&self) -> Option<&T> {
        self.rows.get(self.cursor)
    }

    /// The place of the cursor in the whole list, from 1, where it is known.
    pub fn ordinal(&self) -> Option<usize> {
        Some(self.start? + self.cursor + 1)
    }

    /// Takes a page in. `start` is for a whole window: how many rows stand before it, if known.
    pub fn take(&mut self, edge: Edge, rows: Vec<T>, more: bool, start: Option<usize>) {
        self.loading = None;
        match edge {
            Edge::Whole => {
                self.before = start != Some(0);
                self.start = start;
                self.after = more;
                self.rows = rows;
                self.cursor = 0;
                self.top = 0;
            }
            Edge::After => {
                self.rows.extend(rows);
                self.after = more;
            }
            Edge::Before => {
                let added = rows.len();
                self.rows.splice(0..0, rows);
                self.before = more;
                self.cursor += added;
                self.top += added;
                self.start = match self.start {
                    _ if !more => Some(0),
                    Some(start) => Some(start.saturating_sub(added)),
                    None => None,
                };
            }
        }
    }

    /// Moves the cursor by `by` rows, within the rows that are here.
    pub fn step(&mut self, by: isize) {
        self.go(self.cursor.saturating_add_signed(by));
    }

    /// Puts the cursor on a row, or on the last.
    pub fn go(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
    }

    /// Scrolls so that the cursor is within `height` rows, and says which edge is near enough to
    /// fetch more of.
    pub fn settle(&mut self, height: usize) -> Option<Edge> {
        self.go(self.cursor);
        self.top = scroll(self.top, self.cursor, height, self.rows.len());
        if self.loading.is_some() {
            return None;
        }
        let margin = height.max(10) * 2;
        if self.after && self.cursor + margin >= self.rows.len() {
            Some(Edge::After)
        } else if self.before && self.cursor < margin {
            Some(Edge::Before)
        } else {
            None
        }
    }
}

/// The first row to show so that `cursor` is among the `height` rows shown and no room is wasted.
pub fn scroll(top: usize, cursor: usize, height: usize, rows: usize) -> usize {
    let height = height.max(1);
    let top = top.min(cursor).max((cursor + 1).saturating_sub(height));
    top.min(rows.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_moves_no_more_than_it_must() {
        for (top, cursor, height, rows, want) in [
            (0, 5, 10, 100, 0),
            (0, 10, 10, 100, 1),
            (50, 40, 10, 100, 40),
            (95, 99, 10, 100, 90),
            (5, 0, 10, 3, 0),
            (0, 0, 0, 0, 0),
        ] {
            assert_eq!(scroll(top, cursor, height, rows), want);
        }
    }

    #[test]
    fn rows_fetched_before_leave_the_cursor_on_its_row() {
        let mut window = Window::default();
        window.take(Edge::Whole, vec![10, 11, 12], true, None);
        window.go(1);
        assert_eq!(window.ordinal(), None);
        window.take(Edge::Before, vec![8, 9], true, None);
        assert_eq!(window.current(), Some(&11));
        window.take(Edge::Before, vec![7], false, None);
        assert_eq!((window.current(), window.ordinal()), (Some(&11), Some(5)));
        window.take(Edge::After, vec![13], false, None);
        assert_eq!(window.rows.len(), 7);
    }
}
