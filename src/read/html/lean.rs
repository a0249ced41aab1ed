//! What the parser gets of a page.
//!
//! Most of a page's bytes are attributes, scripts and comments that say nothing of its text; they
//! are left out, which makes parsing several times as fast.

use super::lex::{Kind, Lexed, Token};

/// Scripts, styles and comments with more bytes than this are not worth parsing.
const LONGEST_REFUSE: u32 = 128;

/// The page that the parser gets: that of the tokens, without what does not matter to the text.
pub fn lean(source: &str, lexed: &Lexed) -> String {
    let mut page = String::with_capacity(source.len());
    for token in &lexed.tokens {
        let long = token.end - token.start > LONGEST_REFUSE;
        match token.kind {
            _ if token.dropped => {}
            // The last tag may be one that is not closed, which is none.
            Kind::Start if !token.telling && (token.end as usize) < source.len() => {
                start_tag(source, token, &mut page);
            }
            // What stands between two texts keeps them apart.
            Kind::Comment if long => page.push_str("<!---->"),
            Kind::Raw if long => {}
            _ => page.push_str(&source[token.range()]),
        }
    }
    page
}

/// A start tag without its attributes.
fn start_tag(source: &str, token: &Token, page: &mut String) {
    page.push('<');
    page.push_str(token.name(source));
    page.push_str(if source[token.range()].ends_with("/>") { "/>" } else { ">" });
}

#[cfg(test)]
mod tests {
    use super::super::lex::lex;
    use super::*;

    fn of(source: &str) -> String {
        lean(source, &lex(source))
    }

    #[test]
    fn only_what_matters_is_kept() {
        for (source, want) in [
            ("<p style='color:red'>1</p>", "<p>1</p>"),
            ("<td WIDTH=1 COLSPAN=2>1", "<td WIDTH=1 COLSPAN=2>1"),
            ("<p style='display : none'>1", "<p style='display : none'>1"),
            ("<br class='x'/>1", "<br/>1"),
            ("<!-- x -->1<p a='", "<!-- x -->1<p a='"),
        ] {
            assert_eq!(of(source), want);
        }
        assert_eq!(of(&format!("<td {}>1</td>", "a=b ".repeat(5000))), "<td>1</td>");
        assert_eq!(of(&format!("a<!--{}-->b", "x".repeat(200))), "a<!---->b");
        assert_eq!(of(&format!("<script>{}</script>", "x".repeat(200))), "<script></script>");
    }

    #[test]
    fn what_is_nested_too_deep_is_left_out() {
        let deep = of(&format!("{}x{}", "<div>".repeat(5000), "</div>".repeat(5000)));
        assert_eq!(deep.matches("<div>").count(), 512);
        assert!(deep.contains('x'));
    }
}
