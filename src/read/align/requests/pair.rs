//! Labels and figures that stand apart, brought together.
//!
//! Text from a PDF prints a row's figures before its label where the label takes two lines. A label
//! goes with the figures next to it; of all ways to pair them the one is taken that leaves the
//! fewest without a partner, and that has labels first where that makes no difference.

use super::Line;
use super::event::{Event, Values};
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
    let mut taken: Vec<Option<Item<'t>>> = items.drain(..).map(Some).collect();
    let mut at = 0;
    while at < taken.len() {
        let other = partner[at];
        match (taken[at].take(), other.and_then(|other| taken[other].take())) {
            (Some(Item::Figures(values)), Some(Item::Label(row, words))) => {
                lines.push(Line { figures_first: true, ..line(row, Some(words), values) });
            }
            (Some(Item::Label(row, words)), Some(Item::Figures(values))) => {
                // The next label is left alone: the figures could be its own.
                let next = other.map_or(at, |other| other) + 1;
                let claimed = matches!(taken.get(next), Some(Some(Item::Label(Some(_), _))))
                    && partner[next].is_none();
                lines.push(Line { claimed, ..line(row, Some(words), values) });
            }
            (Some(Item::Figures(values)), None) => lines.push(line(None, None, values)),
            _ => {}
        }
        at = other.unwrap_or(at) + 1;
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
