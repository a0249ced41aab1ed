//! The language, settled before the command line is parsed, since its help depends on it.

use crate::text::{Lang, Text};
use std::cell::Cell;
use std::ffi::OsString;

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::En) };
}

/// The language that was asked for: the value of `--lang` wherever it stands, else the locale's.
pub(super) fn asked(args: &[OsString], locale: Option<&str>) -> Lang {
    let mut words = args.iter().take_while(|arg| *arg != "--").filter_map(|arg| arg.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    locale.map_or(Lang::En, Lang::from_locale)
}

/// Settles the language of this thread's help.
pub(super) fn settle(lang: Lang) {
    LANG.set(lang);
}

/// One of two texts, by the settled language. For the command line's help only; all else is given
/// its language.
pub(super) fn say(zh: &'static str, en: &'static str) -> &'static str {
    Text::new(zh, en).get(LANG.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_locale_wherever_it_stands() {
        for (args, locale, want) in [
            (vec!["gouji"], Some("zh_CN.UTF-8"), Lang::Zh),
            (vec!["gouji"], Some("de_DE.UTF-8"), Lang::En),
            (vec!["gouji"], None, Lang::En),
            (vec!["gouji", "cells", "--lang", "zh"], Some("en_US"), Lang::Zh),
            (vec!["gouji", "--lang=en", "cells"], Some("zh_CN"), Lang::En),
            (vec!["gouji", "--lang", "fr"], Some("zh_CN"), Lang::Zh),
            (vec!["gouji", "ingest", "--", "--lang=en"], Some("zh_CN"), Lang::Zh),
        ] {
            let args: Vec<OsString> = args.into_iter().map(OsString::from).collect();
            assert_eq!(asked(&args, locale), want, "{args:?}");
        }
    }
}
