//! The text of a cell of Markdown, which may be marked up.

use std::borrow::Cow;

/// A cell of Markdown without what is around its text: `**12**`, `<span lang="EN-US">12</span>`.
pub fn bare(cell: &str) -> &str {
    let mut rest = cell;
    loop {
        let opened = rest.strip_prefix('<').and_then(|tag| tag.split_once('>'));
        let closed = rest.strip_suffix('>').and_then(|tag| tag.rsplit_once('<'));
        rest = match (opened, closed) {
            (Some((tag, inner)), _) if is_inline(tag) => inner,
            (_, Some((inner, tag))) if is_inline(tag) => inner,
            _ => match rest.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
                Some(inner) if !inner.is_empty() => inner,
                _ => return rest,
            },
        }
        .trim();
    }
}

/// Whether what stands between `<` and `>` says how text looks, and no more.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
    ["span", "b", "strong", "i", "em", "u", "font", "p", "div", "o:p"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// A cell of Markdown without the line breaks and boxes of HTML in it. What pandas prints for an
/// empty cell is one.
pub fn unbroken(raw: &str) -> Cow<'_, str> {
    if matches!(raw, "nan" | "NaN") {
        return Cow::Borrowed("");
    }
    if !raw.contains('<') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        match behind.split_once('>') {
            Some((tag, after)) if is_break(tag) => {
                text.push(' ');
                rest = after;
            }
            Some((tag, after)) if is_inline(tag) => rest = after,
            _ => {
                text.push('<');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Whether what stands between `<` and `>` breaks a line: what stands on both sides is no one
/// figure.
fn is_break(tag: &str) -> bool {
    let name = tag.trim_matches(['/', ' ']).split([' ', '/']).next().unwrap_or("");
    ["br", "p", "div"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_figures_on_a_page_parts_them_in_a_cell() {
        for (cell, want) in [
            ("1<b>2</b>", "12"),
            ("12<br/>34", "12 34"),
            ("<p>12</p><p>34</p>", "12  34"),
            ("<div class='a'>12</div>34", "12 34"),
            ("1<2", "1<2"),
        ] {
            assert_eq!(unbroken(cell).trim(), want, "{cell}");
        }
    }
}
