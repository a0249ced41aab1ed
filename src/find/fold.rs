//! The form in which characters are compared.

use unicode_normalization::UnicodeNormalization;

/// A character as it is compared: compatibility forms (full-width letters, ㈠, Ⅳ) by their NFKC
/// form, letters in lower case.
///
/// One character stays one, so that a match can be marked in the name: of a form that takes
/// several characters the first letter or digit stands for all.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if ('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    let mut forms = std::iter::once(c).nfkc();
    let first = forms.next().unwrap_or(c);
    let best = if first.is_alphanumeric() {
        first
    } else {
        forms.find(|c| c.is_alphanumeric()).unwrap_or(first)
    };
    let mut lower = best.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => best,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn width_and_case_do_not_matter() {
        for (c, want) in [
            ('A', 'a'),
            ('Ｊ', 'j'),
            ('２', '2'),
            ('㈠', '一'),
            ('Ⅳ', 'i'),
            ('、', '、'),
            ('教', '教'),
            ('İ', 'İ'),
        ] {
            assert_eq!(fold(c), want, "{c}");
        }
    }
}
