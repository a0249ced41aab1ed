//! Wholes and their parts, and percentages that a sentence lets one recompute.

use super::{Amount, amounts};

/// A whole and the parts that the sentence gives behind 其中.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parts {
    /// The whole.
    pub whole: f64,
    /// The parts, in the order of the sentence.
    pub parts: Vec<f64>,
}

impl Parts {
    /// What the parts sum to.
    pub(crate) fn sum(&self) -> f64 {
        self.parts.iter().sum()
    }

    /// Whether the parts contradict the whole: more than all of it, or so nearly all of it that
    /// they mean to be all: all but a twentieth, or all but a tenth where one wrong digit makes the
    /// difference. Parts that are plainly a selection contradict nothing.
    pub(crate) fn contradict(&self) -> bool {
        let missing = self.whole - self.sum();
        let nearly = || {
            missing <= (self.whole * 0.05).max(2.0)
                || missing <= self.whole * 0.1 && one_digit_differs(self.whole, self.sum())
        };
        self.parts.len() >= 2
            && missing != 0.0
            && (missing < 0.0 || (self.parts.len() >= 3 && nearly()))
    }
}

/// Whether two whole numbers of as many digits differ in one of them.
fn one_digit_differs(one: f64, two: f64) -> bool {
    let (one, two) = (one.to_string(), two.to_string());
    one.len() == two.len() && one.bytes().zip(two.bytes()).filter(|(a, b)| a != b).count() == 1
}

/// Words that end the list of parts: what follows counts something else.
const BREAKS: [&str; 15] = [
    "办结", "答复", "结转", "均", "已", "全部", "同比", "较", "比上", "解读", "全年", "共", "总",
    "合计", "另",
];

const SELECTION: [&str; 4] = ["等", "主要", "同步", "转载"];

/// The whole and the parts of a [plain](super::plain) sentence, if it has exactly one 其中.
pub(crate) fn parts(text: &str) -> Option<Parts> {
    let (head, tail) = text.split_once("其中")?;
    if tail.contains("其中") || SELECTION.iter().any(|word| tail.contains(word)) {
        return None;
    }
    let in_brackets = |text: &str| text.matches('(').count() > text.matches(')').count();
    let whole =
        amounts(head).into_iter().rfind(|a| is_thing(a) && !in_brackets(&head[..a.start]))?;
    // The whole stands in the clause before 其中, not somewhere earlier in the sentence.
    if whole.rounded || head[whole.end..].chars().count() > 12 || head[whole.end..].contains('。')
    {
        return None;
    }
    let mut found = Vec::new();
    let mut from = 0;
    for amount in amounts(tail) {
        let lead = &tail[from..amount.start];
        if BREAKS.iter().any(|word| lead.contains(word)) {
            break;
        }
        from = amount.end;
        if in_brackets(&tail[..amount.start]) {
            continue;
        }
        if amount.unit != whole.unit || amount.rounded {
            break;
        }
        found.push(amount.number);
        if found.len() >= 2 && found.iter().sum::<f64>() == whole.number {
            break;
        }
    }
    (found.len() >= 2).then_some(Parts { whole: whole.number, parts: found })
}

fn is_thing(amount: &Amount<'_>) -> bool {
    !amount.unit.is_empty() && !amount.unit.starts_with(['年', '月', '日', '%'])
}

/// A percentage with what it should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Percent {
    /// The percentage printed.
    pub printed: f64,
    /// The percentage that the sentence's own figures give.
    pub computed: f64,
}

/// Percentages of a [plain](super::plain) sentence that contradict its own figures: `占…P%` of the
/// one whole before it, and `比…(N件)…增长/下降P%` with both figures given.
pub(crate) fn wrong_percents(text: &str) -> Vec<Percent> {
    if !text.contains('%') {
        return Vec::new();
    }
    let all = amounts(text);
    let mut wrong = Vec::new();
    for (index, amount) in all.iter().enumerate() {
        if amount.unit != "%" || amount.rounded {
            continue;
        }
        let things: Vec<&Amount<'_>> =
            all[..index].iter().filter(|a| is_thing(a) && !a.rounded).collect();
        let [.., whole, part] = things.as_slice() else { continue };
        if whole.unit != part.unit || things.iter().filter(|a| a.unit == part.unit).count() != 2 {
            continue;
        }
        let lead = &text[part.end..amount.start];
        if lead.contains(['。', ';']) {
            continue;
        }
        let computed = if lead.contains('占') {
            if whole.number <= 0.0 || part.number > whole.number {
                continue;
            }
            part.number / whole.number * 100.0
        } else if compares(&text[whole.end..part.start]) && lead.chars().count() <= 8 {
            if part.number <= 0.0 {
                continue;
            }
            let change = (whole.number - part.number) / part.number * 100.0;
            if ["增长", "增加", "上升"].iter().any(|word| lead.contains(word)) {
                change
            } else if ["下降", "减少", "降低"].iter().any(|word| lead.contains(word)) {
                -change
            } else {
                continue;
            }
        } else {
            continue;
        };
        // Rounded or cut off at the printed decimals: both are within one unit of the last place.
        let unit = 10f64.powi(-i32::try_from(amount.decimals).unwrap_or(0));
        if (computed - amount.number).abs() >= unit {
            wrong.push(Percent { printed: amount.number, computed });
        }
    }
    wrong
}

/// Whether the words between two figures compare the first with the second.
fn compares(between: &str) -> bool {
    ["比上年", "比去年", "比20", "较上年", "较去年", "较20"]
        .iter()
        .any(|word| between.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_contradict_only_where_they_mean_to_be_all() {
        for (text, want) in [
            ("公开信息100条,其中动态60条、公告40条", Some(false)),
            ("公开信息100条,其中动态60条、公告45条", Some(true)),
            ("公开信息100条,其中动态60条、公告20条", Some(false)),
            ("公开信息100条,其中动态60条、公告20条、其他18条", Some(true)),
            ("公开信息129条,其中动态44条、公告48条、其他29条", Some(true)),
            ("公开信息129条,其中动态44条、公告46条、其他28条", Some(false)),
            ("公开信息159条,其中动态44条、公告48条、其他29条", Some(false)),
            ("收到申请43件,其中网上30件、信函13件,办结43件", Some(false)),
            ("公开信息100余条,其中动态60条、公告45条", None),
            ("公开信息100条,其中动态60条、公告45条等", None),
            ("公开信息100条,其中动态160条", None),
            ("收到申请60件(甲县44件、乙县16件),其中自然人50件,法人10件", None),
        ] {
            assert_eq!(parts(text).map(|p| p.contradict()), want, "{text}");
        }
    }

    #[test]
    fn percentages_are_recomputed_within_their_rounding() {
        for (text, wrong) in [
            ("收到申请22起,比2022年(31起)下降29%", false),
            ("收到申请22起,比2022年(31起)下降39%", true),
            ("收到申请40件,予以公开10件,占25%", false),
            ("收到申请40件,予以公开10件,占比35%", true),
            ("收到申请3件,予以公开1件,占33.3%", false),
            ("收到申请3件,予以公开2件,占66%", false),
            ("办结率100%", false),
            ("发布动态30条,解读5件,占比20%", false),
        ] {
            assert_eq!(!wrong_percents(text).is_empty(), wrong, "{text}");
        }
    }
}
