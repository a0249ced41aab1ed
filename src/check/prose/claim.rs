//! Claims: sentences that state a figure of the tables, by a strong cue.

use super::sentence::is_han;
use super::{Amount, Cues, Hits, Prose, Sentence, amounts};
use crate::form::Section;
use crate::record::{Agency, AgencyKind};

/// Which figure a sentence states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// Requests received: 收到, 受理.
    Received,
    /// Requests newly received: 新收.
    New,
    /// 上年结转.
    CarriedIn,
    /// 办结, 答复.
    Closed,
    /// 结转下年度, 顺延.
    CarriedOut,
    /// 予以公开.
    Granted,
    /// 部分公开.
    Partial,
    /// 不予公开.
    Denied,
    /// 无法提供.
    Unable,
    /// 不予处理.
    Rejected,
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Lawsuit,
    /// 制发规范性文件.
    Issued,
    /// 废止规范性文件.
    Repealed,
    /// 现行有效规范性文件.
    InForce,
}

/// A figure stated in prose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim<'a> {
    /// Which figure.
    pub topic: Topic,
    /// The number stated.
    pub number: f64,
    /// The sentence.
    pub sentence: Sentence<'a>,
}

/// All of [`BEFORE`] and [`AFTER`].
pub(super) static ANY: Cues<{ BEFORE.len() + AFTER.len() }> = Cues::new(all_cues());

/// Those of [`BEFORE`].
static LEADS: Cues<{ BEFORE.len() }> = Cues::new(cues(BEFORE));

/// Those of [`AFTER`].
static FOLLOWS: Cues<{ AFTER.len() }> = Cues::new(cues(AFTER));

const fn all_cues() -> [&'static str; BEFORE.len() + AFTER.len()] {
    let mut words = [""; BEFORE.len() + AFTER.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = if at < BEFORE.len() { BEFORE[at].0 } else { AFTER[at - BEFORE.len()].0 };
        at += 1;
    }
    words
}

const fn cues<const N: usize>(list: &[(&'static str, Topic)]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = list[at].0;
        at += 1;
    }
    words
}

/// Cues before the number, in no order: the one that ends nearest to the number wins.
const BEFORE: &[(&str, Topic)] = &[
    ("新收", Topic::New),
    ("收到", Topic::Received),
    ("受理", Topic::Received),
    ("接收", Topic::Received),
    ("接到", Topic::Received),
    ("上年结转", Topic::CarriedIn),
    ("上年度结转", Topic::CarriedIn),
    ("上一年度结转", Topic::CarriedIn),
    ("结转上年", Topic::CarriedIn),
    ("办结", Topic::Closed),
    ("答复", Topic::Closed),
    ("办理完毕", Topic::Closed),
    ("结转下年", Topic::CarriedOut),
    ("结转下一年", Topic::CarriedOut),
    ("结转至下", Topic::CarriedOut),
    ("结转到下", Topic::CarriedOut),
    ("下年度继续办理", Topic::CarriedOut),
    ("予以公开", Topic::Granted),
    ("部分公开", Topic::Partial),
    ("不予公开", Topic::Denied),
    ("无法提供", Topic::Unable),
    ("不予处理", Topic::Rejected),
    ("行政复议", Topic::Reconsideration),
    ("行政诉讼", Topic::Lawsuit),
    ("制发", Topic::Issued),
    ("制定", Topic::Issued),
    ("出台", Topic::Issued),
    ("废止", Topic::Repealed),
    ("现行有效", Topic::InForce),
];

/// Cues right behind the number: 另有72件结转下年度, 72件顺延.
const AFTER: &[(&str, Topic)] = &[
    ("结转下年", Topic::CarriedOut),
    ("结转下一年", Topic::CarriedOut),
    ("结转至下", Topic::CarriedOut),
    ("结转到下", Topic::CarriedOut),
    ("顺延", Topic::CarriedOut),
    ("予以公开", Topic::Granted),
    ("不予公开", Topic::Denied),
];

/// Other matters that are counted in the same words: a sentence that names one makes no claim.
pub(super) static OTHER_MATTERS: Cues<20> = Cues::new([
    "备案",
    "提案",
    "人大",
    "政协",
    "热线",
    "12345",
    "来电",
    "来信",
    "信箱",
    "咨询",
    "留言",
    "信访事项",
    "清理",
    "失效",
    "修改",
    "咨询件",
    "政务服务",
    "网民",
    "满意",
    "处理费",
]);

/// Words that compare with another time, or look ahead.
pub(super) static COMPARISONS: Cues<15> = Cues::new([
    "同比",
    "较上",
    "比上",
    "去年",
    "上年同期",
    "较20",
    "比20",
    "增长",
    "下降",
    "增加",
    "减少",
    "累计",
    "历年",
    "以来",
    "环比",
]);

/// One way of asking, or one kind of applicant: part of the figure and not the figure.
pub(super) static PARTS: Cues<21> = Cues::new([
    "网上",
    "网络",
    "线上",
    "线下",
    "信函",
    "邮寄",
    "当面",
    "现场",
    "传真",
    "邮件",
    "书面",
    "平台",
    "系统",
    "电话",
    "自然人",
    "公民",
    "企业",
    "法人",
    "涉及",
    "渠道",
    "窗口",
]);

/// Words that limit a government's sentence to its office or its own level.
static NARROWER: Cues<9> =
    Cues::new(["办公室", "政府办", "本级", "代表", "部门", "我办", "机关", "下属", "直属"]);

/// Words that widen a department's sentence to the whole region.
static WIDER: Cues<8> =
    Cues::new(["全市", "全县", "全区", "全省", "各县", "各区", "各单位", "各部门"]);

/// Words that widen an office's sentence to its government.
static OFFICE: Cues<3> = Cues::new(["本级", "代表", "部门"]);

const UNITS: [&str; 6] = ["件", "宗", "份", "起", "例", "条"];

/// The claims of a report, in the order of its prose.
pub(crate) fn claims<'a>(agency: &Agency, year: i16, prose: &'a Prose<'_>) -> Vec<Claim<'a>> {
    const SECTIONS: [Section; 6] = [
        Section::Preamble,
        Section::Overview,
        Section::Disclosure,
        Section::Requests,
        Section::Disputes,
        Section::Other,
    ];
    let mut found = Vec::new();
    for sentence in prose.with(Hits::CLAIM, &SECTIONS) {
        let text = sentence.plain;
        if !text.contains(counts) || other_scope(agency, text) || OTHER_MATTERS.is_in(text) {
            continue;
        }
        let reader = Reader { text, year, section: sentence.passage.section };
        found.extend(reader.read().into_iter().map(|(topic, number)| Claim {
            topic,
            number,
            sentence,
        }));
    }
    found
}

/// Whether a character may be part of a number.
fn counts(c: char) -> bool {
    match c {
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            true
        }
        c => !is_han(c) && c.is_numeric(),
    }
}

/// Whether a sentence speaks of another body than the report does.
pub(super) fn other_scope(agency: &Agency, text: &str) -> bool {
    match agency.kind {
        AgencyKind::Government | AgencyKind::Zone => NARROWER.is_in(text),
        AgencyKind::Office => WIDER.is_in(text) || OFFICE.is_in(text),
        _ => WIDER.is_in(text),
    }
}

struct Reader<'a> {
    text: &'a str,
    year: i16,
    section: Section,
}

impl Reader<'_> {
    fn read(&self) -> Vec<(Topic, f64)> {
        let all = amounts(self.text);
        // A sentence that begins in another year stays there.
        let is_year = |amount: &Amount<'_>| amount.unit.starts_with('年');
        let other = |year: i16| year != self.year && year != self.year + 1;
        if all.first().is_some_and(|first| is_year(first) && other(first.number as i16)) {
            return Vec::new();
        }
        let mut claims = Vec::new();
        for (index, amount) in all.iter().enumerate() {
            if amount.rounded || !UNITS.contains(&amount.unit) || self.in_brackets(amount.start) {
                continue;
            }
            let floor = all[..index].iter().rfind(|a| !is_year(a)).map_or(0, |a| a.end);
            if let Some(topic) = self.topic(amount, floor) {
                claims.push((topic, amount.number));
            }
        }
        claims
    }

    /// Whether a byte stands in brackets or quotation marks: an aside, or a slogan.
    fn in_brackets(&self, at: usize) -> bool {
        let open = |left: char, right: char| {
            let before = &self.text[..at];
            before.matches(left).count() > before.matches(right).count()
        };
        open('(', ')') || open('“', '”')
    }

    /// The clause in which a byte stands: between commas, but not before `floor`.
    fn clause(&self, amount: &Amount<'_>, floor: usize) -> (&str, &str) {
        let before = &self.text[floor..amount.start];
        let before = before.rfind([',', ':']).map_or(before, |comma| &before[comma + 1..]);
        let after = &self.text[amount.end..];
        let after = after.find([',', ':', '、', '(']).map_or(after, |comma| &after[..comma]);
        (before, after)
    }

    fn topic(&self, amount: &Amount<'_>, floor: usize) -> Option<Topic> {
        let (before, after) = self.clause(amount, floor);
        let carried_in = before.contains("上年") && before.contains("结转");
        if !carried_in && COMPARISONS.is_in(before) {
            return None;
        }
        let near = |(at, _): &(usize, usize)| after[..*at].chars().count() <= 4;
        if let Some(nth) = FOLLOWS.places(after).take_while(near).map(|(_, nth)| nth).min() {
            return self.about_requests().then_some(AFTER[nth].1);
        }
        let (at, nth) = LEADS.places(before).max_by_key(|(at, nth)| {
            let length = BEFORE[*nth].0.len();
            (at + length, length)
        })?;
        let (cue, mut topic) = BEFORE[nth];
        let gap = &before[at + cue.len()..];
        if gap.chars().count() > 16 || gap.contains(['、', '和', '或', '及', '与', '率']) {
            return None;
        }
        if matches!(topic, Topic::Granted) && before[..at].ends_with('不') {
            topic = Topic::Denied;
        }
        let among = self.text[..amount.start].contains("其中");
        self.holds(topic, &before[..at], gap, after, among).then_some(topic)
    }

    fn about_requests(&self) -> bool {
        self.text.contains("申请") || self.section == Section::Requests
    }

    /// Whether the words around the cue leave no other meaning; `among`: 其中 stands before it.
    fn holds(&self, topic: Topic, lead: &str, gap: &str, after: &str, among: bool) -> bool {
        let part = || PARTS.is_in(lead) || PARTS.is_in(gap) || PARTS.is_in(after);
        match topic {
            Topic::Received | Topic::New => {
                self.about_requests()
                    && !part()
                    && !among
                    && !gap.contains("复议")
                    && !gap.contains("诉讼")
            }
            Topic::Closed => {
                self.about_requests() && !part() && !gap.contains('率') && !lead.contains("未")
            }
            Topic::CarriedIn
            | Topic::CarriedOut
            | Topic::Granted
            | Topic::Partial
            | Topic::Denied
            | Topic::Unable
            | Topic::Rejected => self.about_requests(),
            Topic::Reconsideration | Topic::Lawsuit => {
                // 行政复议、行政诉讼 together, or a result of theirs, is another figure.
                let joined = ["、", "和", "及", "与", "或"].iter().any(|mark| lead.ends_with(mark));
                let result =
                    ["维持", "纠正", "撤销", "驳回", "审结", "败诉", "胜诉", "结果", "应诉"];
                !joined
                    && !result.iter().any(|w| gap.contains(w) || after.contains(w))
                    && (self.section == Section::Disputes
                        || self.text.contains("信息公开")
                        || self.text.contains("申请"))
            }
            Topic::Issued | Topic::Repealed | Topic::InForce => {
                let documents = self.text.contains("规范性文件");
                let body = ["市政府", "区政府", "县政府", "名义", "审查", "备案"];
                documents
                    && !body.iter().any(|word| self.text.contains(word))
                    && (topic != Topic::Issued
                        || gap.contains("规范性文件")
                        || after.contains("规范性文件"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{agency, say};
    use super::*;
    use crate::check::fixture::report;

    #[test]
    fn only_strong_cues_make_a_claim() {
        use Topic::*;
        let cases: &[(&str, &[(Topic, f64)])] = &[
            ("2024年收到政府信息公开申请126件", &[(Received, 126.0)]),
            ("全年新收政府信息公开申请30件,上年结转2件", &[(New, 30.0), (CarriedIn, 2.0)]),
            ("本年共受理依申请公开43件,办结43件,无结转", &[(Received, 43.0), (Closed, 43.0)]),
            ("受理申请80件,另有72件结转下年度继续办理", &[(Received, 80.0), (CarriedOut, 72.0)]),
            ("收到申请9件,其中网上收到申请6件", &[(Received, 9.0)]),
            ("收到申请22件,比2023年收到申请31件下降29%", &[(Received, 22.0)]),
            ("2023年收到政府信息公开申请31件", &[]),
            ("收到政协提案55件,答复55件", &[]),
            ("通过信函收到申请3件", &[]),
            ("收到申请约30件", &[]),
            ("因信息公开引发行政复议7件,行政诉讼6件", &[(Reconsideration, 7.0), (Lawsuit, 6.0)]),
            ("信息公开行政复议、行政诉讼13件", &[]),
            ("予以公开5件,部分公开2件申请", &[(Granted, 5.0), (Partial, 2.0)]),
            ("对申请不予公开4件", &[(Denied, 4.0)]),
            (
                "本年制发行政规范性文件8件,废止17件,现行有效件数20件",
                &[(Issued, 8.0), (Repealed, 17.0), (InForce, 20.0)],
            ),
            ("清理规范性文件,予以废止52件", &[]),
            ("努力做到“办结一件申请、解决一个问题”", &[]),
        ];
        for (text, want) in cases {
            let mut report = report(2024, &[]);
            say(&mut report, text);
            let got: Vec<(Topic, f64)> =
                claims(&agency(AgencyKind::Department), 2024, &Prose::of(&report))
                    .iter()
                    .map(|claim| (claim.topic, claim.number))
                    .collect();
            assert_eq!(&got, want, "{text}");
        }
    }

    #[test]
    fn another_body_s_figure_is_no_claim() {
        for (kind, text) in [
            (AgencyKind::Government, "区政府办公室受理政府信息公开申请17件"),
            (AgencyKind::Government, "县本级收到政府信息公开申请17件"),
            (AgencyKind::Department, "全市收到政府信息公开申请900件"),
        ] {
            let mut report = report(2024, &[]);
            say(&mut report, text);
            assert!(claims(&agency(kind), 2024, &Prose::of(&report)).is_empty(), "{text}");
        }
    }
}
