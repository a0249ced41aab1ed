//! The columns of a table's cells, spans worked out as the HTML standard does.

use crate::read::{Grid, GridCell};
use crate::record::Span;

/// The standard's limits on `colspan` and `rowspan`.
const MOST_COLUMNS: u16 = 1000;
const MOST_ROWS: u16 = 65_534;
/// Cells beyond this column are kept in it: no real table is so wide.
const WIDEST: usize = 4096;

/// A cell before its column is known.
#[derive(Debug)]
pub struct RawCell {
    /// The text as printed, trimmed.
    pub raw: String,
    /// Where it stands.
    pub span: Span,
    /// As declared, clamped.
    pub colspan: u16,
    /// As declared, clamped; 0 for "down to the end of the row group".
    pub rowspan: u16,
}

/// The value of a `colspan`: 1 where it is missing, no number or 0, at most 1000.
pub fn colspan(value: Option<&str>) -> u16 {
    number(value).filter(|n| *n > 0).map_or(1, |n| n.min(u64::from(MOST_COLUMNS)) as u16)
}

/// The value of a `rowspan`: 1 where it is missing or no number, at most 65534, 0 for all rows.
pub fn rowspan(value: Option<&str>) -> u16 {
    number(value).map_or(1, |n| n.min(u64::from(MOST_ROWS)) as u16)
}

/// The standard's rule for parsing non-negative integers.
fn number(value: Option<&str>) -> Option<u64> {
    let text = value?.trim_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 {
        return None;
    }
    // More digits than fit are more than any limit.
    Some(text[..end].parse().unwrap_or(u64::MAX))
}

/// Lays out the rows of one table.
pub fn lay_out(rows: Vec<Vec<RawCell>>) -> Grid {
    // How many further rows each column is taken for by a cell above.
    let mut taken: Vec<u32> = Vec::new();
    let mut span: Option<Span> = None;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells = Vec::with_capacity(row.len());
        let mut column = 0;
        let mut starts: Vec<(usize, usize, u32)> = Vec::with_capacity(row.len());
        for cell in row {
            while column < WIDEST && taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let end = (column + usize::from(cell.colspan)).min(WIDEST);
            let down = if cell.rowspan == 0 { u32::MAX } else { u32::from(cell.rowspan) - 1 };
            if down > 0 {
                starts.push((column, end, down));
            }
            let text = crate::read::normal::normal(&cell.raw).into_owned();
            span = Some(span.map_or(cell.span, |s| s.join(cell.span)));
            cells.push(GridCell {
                text,
                span: cell.span,
                column: column.min(WIDEST) as u16,
                colspan: cell.colspan,
                rowspan: if cell.rowspan == 0 { MOST_ROWS } else { cell.rowspan },
                raw: cell.raw,
            });
            column = end.max(column);
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(u32::from(*rows != u32::MAX));
        }
        for (start, end, down) in starts {
            if taken.len() < end {
                taken.resize(end, 0);
            }
            for rows in &mut taken[start..end] {
                *rows = (*rows).max(down);
            }
        }
        out.push(cells);
    }
    Grid { rows: out, span: span.unwrap_or(Span::new(0, 0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(colspan: u16, rowspan: u16) -> RawCell {
        RawCell { raw: "x".into(), span: Span::new(0, 1), colspan, rowspan }
    }

    #[test]
    fn spans_are_clamped_as_the_standard_does() {
        for (value, columns, rows) in [
            (None, 1, 1),
            (Some("3"), 3, 3),
            (Some(" 2px"), 2, 2),
            (Some("0"), 1, 0),
            (Some("-1"), 1, 1),
            (Some("x"), 1, 1),
            (Some("999999999"), 1000, 65534),
            (Some("99999999999999999999999"), 1000, 65534),
        ] {
            assert_eq!((colspan(value), rowspan(value)), (columns, rows), "{value:?}");
        }
    }

    #[test]
    fn cells_from_above_push_to_the_right() {
        let grid = lay_out(vec![
            vec![cell(1, 3), cell(2, 1), cell(1, 2)],
            vec![cell(1, 1), cell(1, 1), cell(1, 1)],
            vec![cell(1, 1), cell(1, 1)],
        ]);
        let columns: Vec<Vec<u16>> =
            grid.rows.iter().map(|row| row.iter().map(|c| c.column).collect()).collect();
        assert_eq!(columns, [vec![0, 1, 3], vec![1, 2, 4], vec![1, 2]]);
    }

    #[test]
    fn absurd_spans_cost_nothing() {
        let rows = (0..100).map(|_| (0..100).map(|_| cell(1000, 65534)).collect()).collect();
        assert_eq!(lay_out(rows).rows.len(), 100);
    }
}
