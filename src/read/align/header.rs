//! Whether the headings over columns stand in their order.
//!
//! Text is taken from a PDF in the order in which it was drawn, or in that of the places on the page:
//! where cells are of different heights the second mixes the cells of a row. The figures do not show
//! it, the headings do: their words are there and do not follow each other.

use super::label;
use super::token::{Look, Token};

/// The headings of the columns of table three from 商业企业 on, and a character that is only there.
const APPLICANTS: (&str, char) = ("商业企业科研机构社会公益组织法律服务机构其他", '研');
/// The headings of a group of table four but for the last.
const RESULTS: (&str, char) = ("结果维持结果纠正其他结果尚未审结", '纠');
/// Longer words, in bytes, are no headings.
const LONGEST: usize = 72;

/// Whether the headings of table three are there, but mixed with others.
pub fn mixes_applicants(tokens: &[&Token<'_>]) -> bool {
    is_mixed(tokens, APPLICANTS)
}

/// Whether the headings of table four are there, but mixed with others.
pub fn mixes_results(tokens: &[&Token<'_>]) -> bool {
    is_mixed(tokens, RESULTS)
}

/// Whether most of the headings that are there are out of their order; the end of a page may stand in
/// the middle of one.
fn is_mixed(tokens: &[&Token<'_>], (headings, telling): (&str, char)) -> bool {
    let mut words = String::new();
    for token in tokens.iter().filter(|t| t.look == Look::Word && t.text.len() <= LONGEST) {
        words.push_str(&label::key(&token.text).replace('它', "他"));
    }
    words.matches(telling).count() > 2 * words.matches(headings).count()
}

/// Whether these figures stand in several lines, so that they may be mixed where headings are.
pub fn in_lines(figures: &[&Token<'_>]) -> bool {
    figures.windows(2).any(|pair| pair[0].row != pair[1].row)
}
