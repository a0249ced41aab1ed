//! Labels and figures that stand apart, brought together.
//!
//! Text from a PDF prints a row's figures before its label where the label takes two lines. A label
//! goes with the figures next to it; of all ways to pair them the one is taken that leaves the
//! fewest without a partner, and that has labels first where that makes no difference.

use super::event::{Event, Values};
use super::{Line, WIDTH};
use crate::form::Row;
use crate::read::align::token::Token;

/// The cost of a label without figures, of figures without a label, and of words without either.
const LONELY_LABEL: u32 = 20;
const LONELY_FIGURES: u32 = 20;
const LONELY_WORDS: u32 = 2;
/// The cost of figures that stand before their label, and of words that fit no row as a label.
const FIGURES_FIRST: u32 = 1;
const DOUBTFUL: u32 = 3;
/// The most words between figures and their label.
const MOST_BETWEEN: usize = 24;

/// A label or figures, waiting for a partner.
enum Item<'t> {
    Label(Option<(Row, f32)>, &'t Token<'t>),
    Figures(Values<'t>),
}

impl Item<'_> {
    fn is_label(&self) -> bool {
        matches!(self, Item::Label(..))
    }

    fn is_doubtful(&self) -> bool {
        matches!(self, Item::Label(None, _))
    }

    /// What it is where it is left alone.
    fn alone(&self) -> Alone {
        match self {
            Item::Label(Some((row, _)), _) if *row == Row::OTHER_ALL => Alone::Heading,
            Item::Label(Some(_), _) => Alone::Label,
            Item::Label(None, _) => Alone::Not,
            Item::Figures(_) => Alone::Figures,
        }
    }

    /// The cost of leaving it alone.
    fn lonely(&self) -> u32 {
        match self {
            // 其他处理 is a heading in one version of the form.
            Item::Label(Some((row, _)), _) if *row != Row::OTHER_ALL => LONELY_LABEL,
            Item::Label(..) => LONELY_WORDS,
            Item::Figures(_) => LONELY_FIGURES,
        }
    }
}

/// What has no partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alone {
    /// It has one, or needs none.
    Not,
    Label,
    /// 其他处理, which is a heading in one version of the form.
    Heading,
    Figures,
}

/// The rows of the table: figures with the labels that belong to them.
pub fn pair(events: Vec<Event<'_>>) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut items = Vec::new();
    for event in events {
        match event {
            Event::Label { row, score, words } => {
                items.push(Item::Label(Some((row, score)), words))
            }
            Event::Words(words) => items.push(Item::Label(None, words)),
            Event::Values(values) => items.push(Item::Figures(values)),
            Event::Row { row, words, values } => {
                // A complete row parts what stands before from what stands after.
                settle(&mut items, &mut lines);
                lines.push(line(row, words, values));
            }
        }
    }
    settle(&mut items, &mut lines);
    doubt_chains(&mut lines);
    // Where every label stands before its figures, one that follows has no claim on them.
    if !lines.iter().any(|line| line.figures_first) {
        lines.iter_mut().for_each(|line| line.claimed = false);
    }
    lines
}

fn line<'t>(row: Option<(Row, f32)>, words: Option<&'t Token<'t>>, values: Values<'t>) -> Line<'t> {
    Line {
        row: row.map(|(row, _)| row),
        words,
        values,
        by_order: false,
        figures_first: false,
        claimed: false,
        doubtful: false,
        displaced: false,
        shifted: false,
    }
}

/// Pairs the items at the least cost and appends the rows.
fn settle<'t>(items: &mut Vec<Item<'t>>, lines: &mut Vec<Line<'t>>) {
    // For each item, from the last on: the least cost from there, and the partner it takes for it.
    let mut cost = vec![0_u32; items.len() + 1];
    let mut partner: Vec<Option<usize>> = vec![None; items.len()];
    for at in (0..items.len()).rev() {
        let item = &items[at];
        cost[at] = item.lonely().saturating_add(cost[at + 1]);
        let mut between = 0;
        for (other, candidate) in items.iter().enumerate().skip(at + 1).take(MOST_BETWEEN) {
            if candidate.is_label() != item.is_label() {
                let mut price = between + u32::from(!item.is_label()) * FIGURES_FIRST;
                if item.is_doubtful() || candidate.is_doubtful() {
                    price += DOUBTFUL;
                }
                let total = price.saturating_add(cost[other + 1]);
                if total < cost[at] {
                    cost[at] = total;
                    partner[at] = Some(other);
                }
            }
            if candidate.lonely() > LONELY_WORDS {
                break;
            }
            between += LONELY_WORDS;
        }
    }
    if stand_apart(items, &partner) {
        apart(std::mem::take(items), lines);
        return;
    }
    // What is left alone next to a pair could be half of another.
    let mut alone = vec![Alone::Not; items.len()];
    let mut at = 0;
    while at < items.len() {
        if partner[at].is_none() {
            alone[at] = items[at].alone();
        }
        at = partner[at].unwrap_or(at) + 1;
    }
    let mates = mates(&partner);
    let parts = displaced(items, &mates).then(|| parts(items, &mates));
    let is_alone = |at: Option<usize>, what: Alone| at.and_then(|at| alone.get(at)) == Some(&what);
    let mut taken: Vec<Option<Item<'t>>> = items.drain(..).map(Some).collect();
    let mut at = 0;
    // Whether a full row of figures without a label stands before the rows from here on.
    let mut shifted = false;
    while at < taken.len() {
        let other = partner[at];
        let (before, after) = (at.checked_sub(1), other.unwrap_or(at) + 1);
        let label_after = is_alone(Some(after), Alone::Label);
        match (taken[at].take(), other.and_then(|other| taken[other].take())) {
            (Some(Item::Figures(values)), Some(Item::Label(row, words))) => {
                shifted = row.is_none() && values.cells.len() == WIDTH;
                // Several rows of figures before as many labels.
                let doubtful = label_after || is_alone(before, Alone::Figures);
                let displaced = is_displaced(&parts, at, other);
                let line = Line { doubtful, displaced, ..line(row, Some(words), values) };
                lines.push(Line { figures_first: true, ..line });
            }
            (Some(Item::Label(row, words)), Some(Item::Figures(values))) => {
                // Several labels before as many rows of figures, or a heap of them.
                let heap = alone[after..].iter().take_while(|it| **it == Alone::Figures).count();
                let doubtful = heap > 0 && is_alone(before, Alone::Label) || heap >= HEAP;
                // The next label is left alone: the figures could be its own.
                let claimed = label_after || is_alone(Some(after), Alone::Heading);
                // Words that name no row are as good as none.
                let nameless = row.is_none() && values.cells.len() == WIDTH;
                let displaced = is_displaced(&parts, at, other);
                // Where as many figures as labels have come by, the labels are in step again.
                shifted &= parts.is_none() || displaced;
                let line = line(row, Some(words), values);
                lines.push(Line { claimed, doubtful, displaced, shifted, ..line });
                shifted |= nameless;
            }
            (Some(Item::Figures(values)), None) => {
                shifted = values.cells.len() == WIDTH;
                lines.push(line(None, None, values));
            }
            (Some(item), None) => shifted &= item.alone() != Alone::Label,
            _ => {}
        }
        at = after;
    }
}

/// Who goes with whom, from both sides.
fn mates(partner: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut mates = vec![None; partner.len()];
    let mut at = 0;
    while at < partner.len() {
        if let Some(other) = partner[at] {
            (mates[at], mates[other]) = (Some(other), Some(at));
        }
        at = partner[at].unwrap_or(at) + 1;
    }
    mates
}

/// Whether labels and figures do not take turns: rows of figures follow each other, or stand before
/// their labels. A PDF prints parts of a table elsewhere.
fn displaced(items: &[Item<'_>], mates: &[Option<usize>]) -> bool {
    let heaped = items.windows(2).any(|pair| pair.iter().all(|item| !item.is_label()));
    heaped || (0..items.len()).any(|at| !items[at].is_label() && mates[at] > Some(at))
}

/// The part of the table that each item belongs to: one ends where as many labels as rows of figures
/// have come by. `None` for an item of a part with more than one of each, in which nothing says what
/// belongs together.
fn parts(items: &[Item<'_>], mates: &[Option<usize>]) -> Vec<Option<usize>> {
    // Words and headings count where figures go with them.
    let counts = |at: &usize| {
        mates[*at].is_some() || matches!(items[*at].alone(), Alone::Figures | Alone::Label)
    };
    let counted: Vec<usize> = (0..items.len()).filter(counts).collect();
    let mut parts = vec![None; items.len()];
    let (mut start, mut balance, mut labels) = (0, 0_i32, 0);
    for (index, at) in counted.iter().copied().enumerate() {
        let is_label = items[at].is_label();
        balance += if is_label { 1 } else { -1 };
        labels += i32::from(is_label);
        // Of two rows of figures that follow a label either may be its own.
        let next = counted.get(index + 1).map(|next| items[*next].is_label());
        if balance == 0 && (is_label || next != Some(false)) {
            if labels == 1 {
                parts[start..=at].fill(Some(start));
            }
            (start, labels) = (at + 1, 0);
        }
    }
    parts
}

/// Whether label and figures may belong elsewhere.
fn is_displaced(parts: &Option<Vec<Option<usize>>>, at: usize, other: Option<usize>) -> bool {
    parts.as_ref().is_some_and(|parts| {
        let part = |at: Option<usize>| at.and_then(|at| parts.get(at).copied()).flatten();
        part(Some(at)).is_none() || part(Some(at)) != part(other)
    })
}

/// So many rows of figures without a label after a row are a heap: a PDF that prints columns apart.
const HEAP: usize = 3;

/// So many rows whose figures stand before their labels, one after the other, are a chain that may
/// as well be shifted by a row.
const CHAIN: usize = 3;

/// In a chain that holds a row of another width than the form's, or borders on one, something is
/// missing, and each label may own the figures that stand after it.
fn doubt_chains(lines: &mut [Line<'_>]) {
    let broken = |line: &Line<'_>| !line.values.has_runs() && line.values.cells.len() != WIDTH;
    let mut at = 0;
    while at < lines.len() {
        let len = lines[at..].iter().take_while(|line| line.figures_first).count();
        let end = at + len;
        let around = &lines[at.saturating_sub(1)..(end + 1).min(lines.len())];
        if len >= CHAIN && around.iter().any(broken) {
            lines[at..end].iter_mut().for_each(|line| line.doubtful = true);
        }
        at = end.max(at + 1);
    }
}

/// How many labels and how many figures may be left over before their neighbourhood means nothing.
const FEW: usize = 3;

/// Whether many labels and many figures are left over: then labels and figures stand apart, and
/// what is next to each other is so by chance.
fn stand_apart(items: &[Item<'_>], partner: &[Option<usize>]) -> bool {
    let mut left = [0_usize; 2];
    let mut at = 0;
    while at < items.len() {
        if partner[at].is_none() && items[at].lonely() > LONELY_WORDS {
            left[usize::from(items[at].is_label())] += 1;
        }
        at = partner[at].unwrap_or(at) + 1;
    }
    left.iter().all(|count| *count >= FEW)
}

/// Pairs labels and figures in order where there are as many; else figures stay without labels.
fn apart<'t>(items: Vec<Item<'t>>, lines: &mut Vec<Line<'t>>) {
    let (labels, figures): (Vec<_>, Vec<_>) =
        items.into_iter().filter(|i| i.lonely() > LONELY_WORDS).partition(Item::is_label);
    let as_many = labels.len() == figures.len();
    let mut labels = labels.into_iter();
    for item in figures {
        let Item::Figures(values) = item else { continue };
        let label = if as_many { labels.next() } else { None };
        let (row, words) = match label {
            Some(Item::Label(row, words)) => (row, Some(words)),
            _ => (None, None),
        };
        lines.push(Line { by_order: row.is_some(), ..line(row, words, values) });
    }
}
