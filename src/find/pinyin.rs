//! How a name is read aloud: the syllables of its characters, and keys to keep and sort by.

use super::readings::{PLACES, WORDS};
use super::syllables::{NONE, SYLLABLES, Syllable};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The keys of one name, for a database or a sorted list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Keys {
    /// The syllables with a space between, toneless, ü as `v`, Latin letters and digits as they
    /// are: 重庆市 is `chong qing shi`. Its order is the order of names in a Chinese index.
    pub full: String,
    /// The first letter of each syllable, other letters and digits as they are: `cqs`.
    pub initials: String,
}

struct Word {
    chars: Vec<char>,
    syllables: Vec<Syllable>,
}

/// The entries of the tables, each `名字 ming zi`.
fn entries() -> impl Iterator<Item = &'static str> {
    let lines = PLACES.lines().chain(WORDS.lines()).filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(';')).map(str::trim).filter(|entry| !entry.is_empty())
}

/// The words of the tables by their first character, longest first.
static LEXICON: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut lexicon: HashMap<char, Vec<Word>> = HashMap::new();
    for entry in entries() {
        let mut fields = entry.split(' ');
        let chars: Vec<char> = fields.next().unwrap_or_default().chars().collect();
        let syllables: Vec<Syllable> = fields.map(|f| SYLLABLES.number(f)).collect();
        if let Some(first) = chars.first() {
            lexicon.entry(*first).or_default().push(Word { chars, syllables });
        }
    }
    for words in lexicon.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.chars.len()));
    }
    lexicon
});

/// The syllable of each character of a name; [`NONE`] where a character has none.
///
/// Words of the tables are read as these say, everything else as it is most often read.
pub(super) fn read_aloud(chars: &[char]) -> Vec<Syllable> {
    let mut out = Vec::with_capacity(chars.len());
    while out.len() < chars.len() {
        let rest = &chars[out.len()..];
        let word = LEXICON
            .get(&rest[0])
            .and_then(|words| words.iter().find(|word| rest.starts_with(&word.chars)));
        match word {
            Some(word) => out.extend_from_slice(&word.syllables),
            None => out.push(SYLLABLES.usual(rest[0])),
        }
    }
    out
}

/// The keys of a name.
///
/// ```
/// let keys = gouji::find::pinyin::keys("长治市上党区");
/// assert_eq!(keys.full, "chang zhi shi shang dang qu");
/// assert_eq!(keys.initials, "czssdq");
/// ```
pub fn keys(name: &str) -> Keys {
    let chars: Vec<char> = name.chars().map(super::fold::fold).collect();
    let mut keys = Keys { full: String::new(), initials: String::new() };
    let mut syllable_before = true;
    for (c, syllable) in chars.iter().zip(read_aloud(&chars)) {
        let spelled = SYLLABLES.spelled(syllable);
        let is_syllable = syllable != NONE;
        if !is_syllable && !c.is_alphanumeric() {
            syllable_before = true;
            continue;
        }
        if (is_syllable || syllable_before) && !keys.full.is_empty() {
            keys.full.push(' ');
        }
        syllable_before = is_syllable;
        if is_syllable {
            keys.full.push_str(spelled);
            keys.initials.extend(spelled.chars().next());
        } else {
            keys.full.push(*c);
            keys.initials.push(*c);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        let mut wrong = Vec::new();
        for line in entries() {
            let mut fields = line.split(' ');
            let word = fields.next().unwrap();
            let readings: Vec<&str> = fields.collect();
            assert_eq!(word.chars().count(), readings.len(), "{line}");
            for (c, reading) in word.chars().zip(readings) {
                let number = SYLLABLES.number(reading);
                let known = number != NONE && SYLLABLES.usual(c) == number
                    || SYLLABLES.others(c).contains(&number);
                if !known {
                    wrong.push(format!("{line}: {c} is never read {reading}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn names_are_read_as_people_of_the_place_read_them() {
        for (name, full, initials) in [
            ("重庆市", "chong qing shi", "cqs"),
            ("厦门市", "xia men shi", "xms"),
            ("六安市", "lu an shi", "las"),
            ("长沙市", "chang sha shi", "css"),
            ("蚌埠市", "beng bu shi", "bbs"),
            ("乐清市", "yue qing shi", "yqs"),
            ("东阿县", "dong e xian", "dex"),
            ("单县", "shan xian", "sx"),
            ("洪洞县", "hong tong xian", "htx"),
            ("浚县", "xun xian", "xx"),
            ("铅山县", "yan shan xian", "ysx"),
            ("枞阳县", "zong yang xian", "zyx"),
            ("南京市六合区", "nan jing shi lu he qu", "njslhq"),
            ("番禺区", "pan yu qu", "pyq"),
            ("尉犁县", "yu li xian", "ylx"),
            ("尉氏县", "wei shi xian", "wsx"),
            ("解州镇", "hai zhou zhen", "hzz"),
            ("丽水市", "li shui shi", "lss"),
            ("盱眙县", "xu yi xian", "xyx"),
            ("荥阳市", "xing yang shi", "xys"),
            ("荥经县", "ying jing xian", "yjx"),
            ("大城县", "dai cheng xian", "dcx"),
            ("宕昌县", "tan chang xian", "tcx"),
            ("吴堡县", "wu bu xian", "wbx"),
            ("长子县", "zhang zi xian", "zzx"),
            ("什邡市", "shi fang shi", "sfs"),
            ("绿春县", "lv chun xian", "lcx"),
            ("注册会计师协会", "zhu ce kuai ji shi xie hui", "zckjsxh"),
            ("中国人民银行", "zhong guo ren min yin hang", "zgrmyh"),
            ("行政审批局", "xing zheng shen pi ju", "xzspj"),
            ("畜牧兽医局", "xu mu shou yi ju", "xmsyj"),
            ("Ａ区 12号", "a qu 12 hao", "aq12h"),
            ("", "", ""),
        ] {
            assert_eq!(keys(name), Keys { full: full.into(), initials: initials.into() }, "{name}");
        }
    }
}
