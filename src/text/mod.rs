//! Words for people: the language setting, pairs of Chinese and English text, and the columns that
//! text takes.
//!
//! Every text a person meets is a [`Text`]: both languages stand beside each other where the text
//! is written, so that neither can be forgotten. Labels of the form live with the form, a rule's
//! explanation with the rule; what belongs to no other module is listed in this one.

mod clean;
mod width;

pub use clean::{clean, is_hostile};
pub use width::Widths;

/// The language of screens, messages and help.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The two languages of one text.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Text { zh, en }
    }

    /// The text in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

impl Lang {
    /// Chooses between two texts made at run time.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The language for a POSIX or BCP 47 locale name: `zh_CN.UTF-8` is Chinese, all else English.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_choose_the_language() {
        for (locale, lang) in [
            ("zh_CN.UTF-8", Lang::Zh),
            ("zh-Hant-TW", Lang::Zh),
            ("en_US.UTF-8", Lang::En),
            ("C", Lang::En),
            ("", Lang::En),
        ] {
            assert_eq!(Lang::from_locale(locale), lang, "{locale}");
        }
    }
}
