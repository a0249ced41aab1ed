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
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        if let Some((count, text, found)) = pieces(&tokens[at..]) {
            let mut joined = token.clone();
            joined.text = text.into();
            joined.label = Some(found);
            joined.span = joined.span.join(tokens[at + count - 1].span);
            joined.row = tokens[at + count - 1].row;
            out.push(joined);
            at += count;
        } else {
            out.push(token.clone());
            at += 1;
        }
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
        if found.score >= gain.min(1.0) && !own {
            best = Some((index + 1, text.clone(), found));
        }
    }
    best.filter(|best| best.2.score > alone || alone == 0.0)
}
