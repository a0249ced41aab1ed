//! How well a word matches a name.
//!
//! The characters of a word are laid onto those of the name in order. A character of the name
//! takes itself, or letters that begin one of its readings: `zf`, `zhengfu`, `zhengf` and `政f` all
//! lie on 政府. What fuzzy matchers for Latin text cannot do is to mix the two in one word, since
//! they see either a string of initials or one of syllables. Here one pass sees both, and gives
//! the characters to mark at once.

use super::query::{Typed, Word};
use super::syllables::{SYLLABLES, Syllable, Syllables};
use super::unit::Unit;

/// A character that stands for itself.
const SAME: i32 = 16;
/// Each letter of a reading.
const LETTER: i32 = 4;
/// Letters that are an initial or a whole syllable, rather than some beginning of it.
const CLEAN: i32 = 6;
/// A syllable that is still being typed, at the end of the word.
const UNFINISHED: i32 = 3;
/// A reading that the character has elsewhere.
const OTHER_READING: i32 = -7;
/// A reading that is taken for another.
const MISHEARD: i32 = -5;
/// A character right after the one before, soft ones between them left out.
const NEXT: i32 = 6;
/// The first character of a part, and of the name or of its own part.
const PART: i32 = 6;
const START: i32 = 12;
/// Nothing but soft characters is left after the last one.
const END: i32 = 8;
/// A gap, and each character in it.
const GAP: i32 = -10;
const SKIPPED: i32 = -2;

/// A name to match against.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    pub(super) units: &'a [Unit],
    /// Where the name proper begins, after the places above it.
    pub(super) own: usize,
    /// How many characters are not soft.
    pub(super) hard: usize,
}

impl<'a> Name<'a> {
    /// A name with its own part from character `own`.
    pub(super) fn new(units: &'a [Unit], own: usize) -> Self {
        Name { units, own, hard: units.iter().filter(|unit| !unit.soft()).count() }
    }
}

/// The best way so far to have laid down some characters of the word.
#[derive(Clone, Copy)]
struct Way {
    score: i32,
    /// The last step, if steps are kept.
    step: u32,
}

const NO_WAY: Way = Way { score: i32::MIN / 2, step: u32::MAX };

impl Way {
    fn plus(self, score: i32) -> Way {
        Way { score: self.score + score, step: self.step }
    }

    fn or(self, other: Way) -> Way {
        if other.score > self.score { other } else { self }
    }

    fn exists(self) -> bool {
        self.score > NO_WAY.score / 2
    }
}

/// Room for one comparison, used again for the next.
#[derive(Default)]
pub(super) struct Room {
    /// By characters laid down: the ways whose last one was right before this character of the
    /// name, and those with a gap since.
    near: Vec<Way>,
    far: Vec<Way>,
    /// Character of the name and the step before, if they are kept.
    steps: Vec<(u16, u32)>,
}

/// Whether characters of the name may be skipped between two that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    Allowed,
    /// Soft ones only.
    Soft,
}

/// The score of the first `len` characters of a word against a name; `None` if they do not match.
/// More is better; scores compare only between names.
pub(super) fn score(
    word: &Word,
    len: usize,
    name: Name<'_>,
    gaps: Gaps,
    room: &mut Room,
) -> Option<i32> {
    best::<false>(word, len, name, gaps, room).map(|way| way.score)
}

/// The characters of the name on which the word lies best, in order.
pub(super) fn marks(word: &Word, len: usize, name: Name<'_>, room: &mut Room) -> Vec<u16> {
    let mut marks = Vec::new();
    let mut at = best::<true>(word, len, name, Gaps::Allowed, room).map_or(u32::MAX, |w| w.step);
    while let Some((unit, before)) = room.steps.get(at as usize) {
        marks.push(*unit);
        at = *before;
    }
    marks.reverse();
    marks
}

fn best<const STEPS: bool>(
    word: &Word,
    len: usize,
    name: Name<'_>,
    gaps: Gaps,
    room: &mut Room,
) -> Option<Way> {
    let syllables: &Syllables = &SYLLABLES;
    room.steps.clear();
    room.near.clear();
    room.near.resize(len + 1, NO_WAY);
    room.far.clear();
    room.far.resize(len + 1, NO_WAY);
    room.near[0].score = 0;
    let mut best = NO_WAY;
    // How far any way has come: nothing beyond needs a look.
    let mut reached = 0;
    let mut hard_left = name.hard as i32;
    for (at, unit) in name.units.iter().enumerate() {
        hard_left -= i32::from(!unit.soft());
        let edge = match at {
            at if at == 0 || at == name.own => START,
            _ if unit.begins() => PART,
            _ => 0,
        };
        // From the far end, so that what this character adds is not built upon by itself.
        for laid in (0..len.min(reached + 1)).rev() {
            let near = room.near[laid];
            let far = room.far[laid];
            let enter = near.plus(if laid > 0 { NEXT } else { 0 }).or(far).plus(edge);
            if unit.soft() {
                // Left out at no cost: both ways stay as they are.
            } else {
                let opened = if laid == 0 {
                    near
                } else if gaps == Gaps::Allowed {
                    near.plus(GAP + SKIPPED)
                } else {
                    NO_WAY
                };
                let skipped = far.plus(if laid == 0 { 0 } else { SKIPPED });
                room.far[laid] = skipped.or(opened);
                room.near[laid] = NO_WAY;
            }
            if !enter.exists() {
                continue;
            }
            let mut lay = |count: usize, worth: i32| {
                let mut way = enter.plus(worth);
                let to = laid + count;
                if STEPS {
                    room.steps.push((at as u16, way.step));
                    way.step = room.steps.len() as u32 - 1;
                }
                if to == len {
                    best = best.or(way.plus(if hard_left == 0 { END } else { 0 }));
                } else {
                    room.near[to] = room.near[to].or(way);
                    reached = reached.max(to);
                }
            };
            let c = word.chars[laid];
            if c == unit.char() {
                lay(1, SAME);
            }
            if c.is_ascii_lowercase() && !unit.char().is_ascii() {
                let own = unit.syllable();
                let initial = initial_len(&word.chars[laid..]);
                each_length(word.typed(laid, own), initial, len - laid, 0, &mut lay);
                let usual = syllables.usual(unit.char());
                let others = syllables.others(unit.char()).iter().chain([&usual]);
                for other in others.filter(|other: &&Syllable| **other != own) {
                    let typed = word.typed(laid, *other);
                    each_length(typed, initial, len - laid, OTHER_READING, &mut lay);
                }
            }
        }
    }
    let own_hard = name.units.iter().skip(name.own).filter(|unit| !unit.soft()).count() as i32;
    let above = (name.hard as i32 - own_hard) / 2;
    best.exists().then(|| best.plus(-own_hard.min(30) - above.min(8)))
}

/// 2 where `zh`, `ch` or `sh` stands, else 1.
fn initial_len(chars: &[char]) -> usize {
    match chars {
        ['z' | 'c' | 's', 'h', ..] => 2,
        _ => 1,
    }
}

/// Lays every beginning of a syllable that is typed here.
fn each_length(
    typed: Typed,
    initial: usize,
    left: usize,
    extra: i32,
    lay: &mut impl FnMut(usize, i32),
) {
    let longest = usize::from(typed.longest.max(typed.misheard_longest)).min(left);
    for count in 1..=longest {
        let right = count <= usize::from(typed.longest);
        let whole = if right { typed.whole } else { typed.misheard_whole };
        let clean = count == 1 || count == initial || whole >> count & 1 == 1;
        let quality = match clean {
            true => CLEAN,
            false if count == left => UNFINISHED,
            false => 0,
        };
        let heard = if right { 0 } else { MISHEARD };
        lay(count, LETTER * count as i32 + quality + heard + extra);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::query::Query;

    fn of(word: &str, name: &str) -> (Option<i32>, String) {
        let query = Query::new(word);
        let (word, units) = (&query.words[0], Unit::all(name));
        let name_ = Name::new(&units, 0);
        let mut room = Room::default();
        let score = score(word, word.chars.len(), name_, Gaps::Allowed, &mut room);
        let marks = marks(word, word.chars.len(), name_, &mut room);
        let chars: Vec<char> = name.chars().collect();
        (score, marks.iter().map(|at| chars[usize::from(*at)]).collect())
    }

    #[test]
    fn words_lie_on_the_characters_that_were_meant() {
        for (word, name, marked) in [
            ("jxzfb", "嘉兴市人民政府办公室", "嘉兴政府办"),
            ("jiaxingzfb", "嘉兴市人民政府办公室", "嘉兴政府办"),
            ("嘉兴zfb", "嘉兴市人民政府办公室", "嘉兴政府办"),
            ("jxszf", "嘉兴市人民政府", "嘉兴市政府"),
            ("czsdq", "长治市上党区", "长治上党区"),
            ("changzhi", "长治市", "长治"),
            ("zhangzhi", "长治市", "长治"),
            ("cangzi", "长治市", "长治"),
            ("chengdong", "成都市东区", "成东"),
            ("fgw", "宿迁市发展和改革委员会", "发改委"),
            ("rsj", "徐州市人力资源和社会保障局", "人社局"),
            ("lvchun", "绿春县", "绿春"),
            ("luchun", "绿春县", "绿春"),
            ("haizhou", "解州镇", "解州"),
            ("xie", "解州镇", "解"),
            ("办公", "嘉兴市人民政府办公室", "办公"),
            ("carin", "requests.carried_in", "carin"),
            ("jxx", "嘉兴市", ""),
            ("兴嘉", "嘉兴市", ""),
        ] {
            let (score, got) = of(word, name);
            assert_eq!(got, marked, "{word} {name}");
            assert_eq!(score.is_some(), !marked.is_empty());
        }
    }

    #[test]
    fn the_better_match_scores_more() {
        for (word, better, worse) in [
            ("jxzfb", "嘉兴市人民政府办公室", "嘉兴市住房保障局"),
            ("jxzfb", "嘉兴市人民政府办公室", "嘉兴市人民政府驻北京办事处"),
            ("嘉兴", "嘉兴市", "嘉兴市教育局"),
            ("嘉兴", "嘉兴市教育局", "浙江嘉兴港区"),
            ("changsha", "长沙市", "常熟市沙家浜镇"),
            ("chongqing", "重庆市", "中清镇"),
            ("zhong", "中山市", "重庆市"),
            ("xian", "西安市", "厦门市县后村"),
            ("jyj", "教育局", "经济运行局"),
            ("qin", "秦州区", "青州市"),
        ] {
            assert!(of(word, better).0 > of(word, worse).0, "{word}: {better} {worse}");
        }
    }
}
