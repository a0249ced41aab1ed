//! Words that a line break parted: `商业⏎企业`, `（四）无⏎法提供`.

use super::label::{self, Found, Label};
use super::token::{Look, Token};

/// The most pieces of one label.
const MOST_PIECES: usize = 6;
/// Longer pieces are prose.
const LONGEST: usize = 120;
/// By how much a label must gain to be put together from pieces.
const GAIN: f32 = 0.04;

/// Joins the pieces of labels in lines. Cells of grids are whole already.
pub fn merge(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    let mut joins = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let joined = pieces(&tokens[at..]);
        let count = joined.as_ref().map_or(1, |joined| joined.0);
        joins.extend(joined.map(|joined| (at, joined)));
        at += count;
    }
    let mut joins = joins.into_iter().peekable();
    let mut tokens = tokens.into_iter().enumerate();
    while let Some((at, mut token)) = tokens.next() {
        if let Some((_, (count, text, found))) = joins.next_if(|(first, _)| *first == at) {
            token.text = text.into();
            token.label = Some(found);
            if let Some((_, last)) = count.checked_sub(2).and_then(|skip| tokens.nth(skip)) {
                token.span = token.span.join(last.span);
                token.row = last.row;
            }
        }
        out.push(token);
    }
    out
}

/// How many tokens make up a label from the first on, its text, and what it is; `None` where the
/// first stands for itself.
fn pieces(tokens: &[Token<'_>]) -> Option<(usize, String, Found)> {
    let is_piece =
        |t: &Token<'_>| t.look == Look::Word && t.cell.is_none() && t.text.len() <= LONGEST;
    let first = tokens.first().filter(|token| is_piece(token) && label::may_start(&token.text))?;
    let alone = match first.label {
        // These begin other labels: 本年新+制作数量, 其他+结果.
        Some(Found { label: Label::Other | Label::Measure(label::Measure::NewCut), .. }) => 0.0,
        Some(Found { score, .. }) if score > 0.94 => return None,
        Some(found) => found.score,
        None => 0.0,
    };
    let mut best: Option<(usize, String, Found)> = None;
    let mut text = first.text.to_string();
    for (index, piece) in tokens.iter().enumerate().take(MOST_PIECES).skip(1) {
        if !is_piece(piece) {
            break;
        }
        text.push_str(&piece.text);
        if text.len() > 2 * LONGEST {
            break;
        }
        let Some(found) = label::find(&text) else { continue };
        let gain = best.as_ref().map_or(alone, |best| best.2.score) + GAIN;
        // A piece that is a label of its own does not lend its words to another.
        let own = piece.label.is_some_and(|l| l.score >= found.score && l.label != Label::Other);
        if own && matches!(piece.label, Some(Found { label: Label::Row(_), .. })) {
            break;
        }
        if found.score >= gain.min(1.0) && !own {
            best = Some((index + 1, text.clone(), found));
        }
    }
    best.filter(|best| best.2.score > alone || alone == 0.0)
}
