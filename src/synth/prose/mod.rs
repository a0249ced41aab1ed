//! The words of a report: six parts in the manner of such reports, all of them invented here.
//!
//! A paragraph is a row of roles, and each role has a pool of sentences that vary within. An agency
//! keeps a sentence for some years and then rewrites it, so that a report resembles last year's by
//! about half and another agency's hardly at all. Figures in the words are those of the tables.

mod closing;
mod numbers;
mod overview;
mod phrase;
mod plain;
mod words;

use super::dice::Dice;
use crate::form::Section;
use crate::record::{Agency, AgencyKind, Level, Passage, Report, Span};
use phrase::expand;

/// A paragraph of part one.
struct Paragraph {
    name: &'static str,
    roles: &'static [&'static [&'static str]],
}

/// How much the words may claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Everything, with made-up counts of posts and meetings: for agencies that do not exist.
    Full,
    /// How disclosure works in general and what the tables say: for real agencies' figures, of whom
    /// nothing may be made up.
    Plain,
}

/// First year from which sentences are kept or rewritten.
const FIRST_YEAR: i16 = 2018;

struct Writer<'a> {
    seed: u64,
    agency: &'a Agency,
    report: &'a Report,
    voice: Voice,
}

/// The prose of a report, headings included. The figures of `report` must be set.
pub fn write(seed: u64, agency: &Agency, report: &Report, voice: Voice) -> Vec<Passage> {
    let writer = Writer { seed, agency, report, voice };
    let mut passages = writer.preamble();
    for section in &Section::ALL[1..] {
        let title = heading(*section);
        passages.push(passage(*section, Some(title.clone()), title));
        let paragraphs = match section {
            Section::Overview => writer.overview(),
            Section::Disclosure | Section::Requests | Section::Disputes => writer.beside(*section),
            Section::Problems => writer.problems(),
            _ => writer.others(),
        };
        passages.extend(paragraphs.into_iter().map(|text| passage(*section, None, text)));
    }
    passages
}

fn passage(section: Section, heading: Option<String>, text: String) -> Passage {
    Passage { section, heading, text, span: Span::new(0, 0) }
}

/// A part's number in Chinese: 一 to 六.
pub fn numeral(section: Section) -> &'static str {
    ["", "一", "二", "三", "四", "五", "六"][usize::from(section.number())]
}

/// The heading of a part as the form words it.
pub fn heading(section: Section) -> String {
    format!("{}、{}", numeral(section), section.title().zh)
}

impl Writer<'_> {
    /// The words' dice for a slot: the same from the year in which the sentence was last rewritten.
    fn words(&self, slot: &str) -> Dice {
        let rewritten = |year: i16| {
            // What was lacking is never the same two years running: part five has few sentences.
            if self.voice == Voice::Plain || slot == "不足" {
                return true;
            }
            // Every other sentence is due, so that no year keeps nearly all of them by chance.
            let sum = |text: &str| text.bytes().map(u32::from).sum::<u32>();
            let due = sum(slot) + sum(&self.agency.name) + u32::from(year.unsigned_abs());
            let name = format!("{slot}@{year}/{}", self.agency.name);
            let rewritten = if due.is_multiple_of(2) { 900 } else { 150 };
            Dice::named(self.seed, "rewrite", &name).chance(rewritten)
        };
        let since = (FIRST_YEAR..=self.report.year).rev().find(|year| rewritten(*year));
        let since = since.unwrap_or(FIRST_YEAR);
        Dice::named(self.seed, "words", &format!("{slot}@{since}/{}", self.agency.name))
    }

    /// The numbers' dice for a slot: new every year.
    fn numbers(&self, slot: &str) -> Dice {
        let name = format!("{slot}@{}/{}", self.report.year, self.agency.name);
        Dice::named(self.seed, "numbers", &name)
    }

    fn sentence(&self, slot: &str, pool: &[&str]) -> String {
        let mut words = self.words(slot);
        let template = *words.pick(pool);
        // A list's word is not drawn twice within one sentence.
        let used = std::cell::RefCell::new(Vec::new());
        let slots = |name: &str, dice: &mut Dice| match words::list(name) {
            Some(list) => {
                let mut word = *dice.pick(list);
                while used.borrow().contains(&word) && used.borrow().len() < list.len() {
                    word = *dice.pick(list);
                }
                used.borrow_mut().push(word);
                word.to_owned()
            }
            None => self.slot(name, dice),
        };
        expand(template, &mut words, &mut self.numbers(slot), &slots)
    }

    fn slot(&self, name: &str, words: &mut Dice) -> String {
        let year = self.report.year;
        match name {
            "年" => year.to_string(),
            "去年" => (year - 1).to_string(),
            "明年" => (year + 1).to_string(),
            "机关" => self.agency.printed.clone(),
            "我" => self.we().to_owned(),
            "网站" => format!("{}人民政府门户网站", self.near()),
            "格式" => format!(
                "《中华人民共和国政府信息公开工作年度报告格式》（{}）",
                self.report.form.circular()
            ),
            "公开分项" => self.published(words),
            "申请" => numbers::requests(year, &self.report.cells, &mut self.numbers("申请"))
                .unwrap_or_else(|| "依申请公开的办理情况见第三部分。".to_owned()),
            _ => String::new(),
        }
    }

    /// The region whose website the agency uses.
    fn near(&self) -> &str {
        let place = &self.agency.place;
        [&place.county, &place.city, &place.province]
            .into_iter()
            .find(|part| !part.is_empty())
            .map_or("", |part| part)
    }

    fn we(&self) -> &'static str {
        let name = &self.agency.name;
        match (self.agency.kind, self.agency.level) {
            (AgencyKind::Government, Level::Province) => "我省",
            (AgencyKind::Government, Level::City) => "我市",
            (AgencyKind::Government, _) if self.agency.place.county.ends_with('区') => "我区",
            (AgencyKind::Government, _) => "我县",
            (AgencyKind::Township, _) if self.agency.place.town.ends_with('镇') => "我镇",
            (AgencyKind::Township, _) => "我乡",
            (AgencyKind::Street, _) => "我街道",
            (AgencyKind::Office, _) => "我办",
            (AgencyKind::Department, _) if name.ends_with('委') || name.ends_with("委员会") => {
                "我委"
            }
            (AgencyKind::Department, _) if name.ends_with('厅') => "我厅",
            (AgencyKind::Department, _) => "我局",
            (AgencyKind::Zone, _) => "管委会",
            (AgencyKind::Institution, _) => "本单位",
        }
    }

    /// `主动公开政府信息320条，其中A类200条、B类120条`: the parts sum to the whole.
    fn published(&self, words: &mut Dice) -> String {
        let (low, high) = match (self.agency.kind, self.agency.level) {
            (AgencyKind::Government, Level::Province | Level::City) => (9000, 64_000),
            (AgencyKind::Government, _) => (2400, 16_000),
            (AgencyKind::Department | AgencyKind::Office, _) => (120, 1900),
            _ => (18, 360),
        };
        let mut numbers = self.numbers("公开分项");
        let total = numbers.between(low, high);
        let kinds = ["工作动态", "政策文件", "公示公告", "办事指南", "财政信息", "人事信息"];
        let first = words.below(3) as usize;
        let parts = numbers.deal(total, &[500, 300, 200]);
        let verb = *words.pick(&["主动公开政府信息", "发布各类信息", "公开信息"]);
        let listed: Vec<String> = kinds[first..first + 3]
            .iter()
            .zip(&parts)
            .map(|(kind, part)| format!("{kind}{part}条"))
            .collect();
        match words.below(3) {
            0 => format!("{verb}{total}条"),
            1 => format!("{verb}{total}条，其中{}", listed.join("、")),
            _ => format!("{verb}{total}条（{}）", listed.join("、")),
        }
    }

    fn preamble(&self) -> Vec<Passage> {
        let mut text = self.sentence("依据", closing::BASIS);
        text += &self.sentence("期限", closing::PERIOD);
        if self.voice == Voice::Full {
            text += &self.sentence("联系", closing::CONTACT);
        }
        vec![passage(Section::Preamble, None, text)]
    }

    fn overview(&self) -> Vec<String> {
        let mut dice = Dice::named(self.seed, "shape", &self.agency.name);
        let ending = *dice.pick(&["。", "情况。", "方面。", "工作情况。", "："]);
        let (lead, all) = match self.voice {
            Voice::Full => (overview::LEAD, &overview::PARAGRAPHS),
            Voice::Plain => (plain::LEAD, &plain::PARAGRAPHS),
        };
        let mut paragraphs = vec![self.sentence("开头", lead)];
        for (at, paragraph) in all.iter().enumerate() {
            let number = ["一", "二", "三", "四", "五"][at];
            let mut text = format!("（{number}）{}{ending}", paragraph.name);
            for (role, pool) in paragraph.roles.iter().enumerate() {
                text += &self.sentence(&format!("总体{at}.{role}"), pool);
            }
            if at == 1
                && self.words("占比").chance(250)
                && let Some(share) = numbers::share(&self.report.cells, &mut self.words("占比"))
            {
                text += &share;
            }
            paragraphs.push(text);
        }
        paragraphs
    }

    /// A sentence beside a table, which many reports do not have.
    fn beside(&self, section: Section) -> Vec<String> {
        let Report { form, year, cells, .. } = self.report;
        let slot = numeral(section);
        let mut words = self.words(&format!("表旁{slot}"));
        if !words.chance(350) {
            return Vec::new();
        }
        let text = match section {
            Section::Disclosure => {
                let mut text = numbers::disclosure(*form, *year, cells, &mut words);
                if words.chance(300)
                    && let Some(fees) = numbers::fees(cells, &mut words)
                {
                    text = Some(text.unwrap_or_default() + &fees);
                }
                text
            }
            Section::Requests => numbers::requests(*year, cells, &mut words),
            _ => numbers::disputes(*year, cells, &mut words),
        };
        text.into_iter().collect()
    }

    fn problems(&self) -> Vec<String> {
        if self.voice == Voice::Plain {
            return vec![self.sentence("不足", plain::PROBLEMS)];
        }
        let all = [
            self.sentence("不足", closing::LACKING),
            self.sentence("去年", closing::FOLLOWED),
            self.sentence("改进", closing::IMPROVING),
        ];
        all.into_iter().filter(|text| !text.is_empty()).collect()
    }

    fn others(&self) -> Vec<String> {
        if self.voice == Voice::Plain {
            return vec![self.sentence("收费", plain::OTHERS)];
        }
        let fee = self.sentence("收费", closing::NO_FEE);
        let matter = self.sentence("其他", closing::MATTERS);
        [fee, matter].into_iter().filter(|text| !text.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::{agencies, figures};
    use std::collections::HashSet;

    fn shingles(text: &str) -> HashSet<String> {
        let plain: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        plain.windows(3).map(|three| three.iter().collect()).collect()
    }

    fn likeness(a: &str, b: &str) -> f64 {
        let (a, b) = (shingles(a), shingles(b));
        a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
    }

    fn section(passages: &[Passage], section: Section) -> String {
        let of = passages.iter().filter(|p| p.section == section && p.heading.is_none());
        of.map(|passage| passage.text.as_str()).collect()
    }

    fn corpus() -> Vec<Vec<Vec<Passage>>> {
        agencies::province()
            .iter()
            .map(|agency| {
                figures::series(1, agency, 2021..=2025)
                    .iter()
                    .map(|report| write(1, agency, report, Voice::Full))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn no_slot_is_left_open_and_nothing_is_doubled() {
        for passage in corpus().iter().flatten().flatten() {
            let text = &passage.text;
            for bad in ["{", "}", "[", "]", "|", "。。", "，，", "、、", "，。", "；。"] {
                assert!(!text.contains(bad), "'{bad}' in {text}");
            }
        }
    }

    #[test]
    fn reports_are_rewritten_over_the_years_and_differ_between_agencies() {
        let corpus = corpus();
        let mut own = Vec::new();
        let mut others = Vec::new();
        for (at, years) in corpus.iter().enumerate() {
            let text = |passages: &Vec<Passage>| section(passages, Section::Overview);
            own.push(likeness(&text(&years[2]), &text(&years[3])));
            let other = &corpus[(at + 1) % corpus.len()];
            others.push(likeness(&text(&years[2]), &text(&other[2])));
        }
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
        assert!((0.3..0.6).contains(&mean(&own)), "{}", mean(&own));
        assert!(mean(&others) < 0.25, "{}", mean(&others));
        assert!(own.iter().all(|like| *like < 0.9), "{own:?}");
        assert!(others.iter().all(|like| *like < 0.6), "{others:?}");
    }

    #[test]
    fn part_six_names_the_fee() {
        for passages in corpus().iter().flatten() {
            assert!(section(passages, Section::Other).contains("信息处理费"));
        }
    }

    #[test]
    fn the_plain_voice_claims_no_count_of_its_own() {
        let agency = &agencies::province()[8];
        for report in figures::series(1, agency, 2021..=2025) {
            let passages = write(1, agency, &report, Voice::Plain);
            let text = section(&passages, Section::Overview);
            assert!(
                !text.contains("次，") && !text.contains("条，") && !text.contains("{"),
                "{text}"
            );
        }
    }

    #[test]
    fn words_state_the_figures_of_the_tables() {
        let agency = &agencies::province()[8];
        for report in figures::series(1, agency, 2019..=2025) {
            let text = numbers::requests(report.year, &report.cells, &mut Dice::new(1, "t", &[]));
            let new = report.cells.count(crate::form::Cell::request(
                crate::form::Row::NEW,
                crate::form::Column::Total,
            ));
            let text = text.unwrap();
            assert!(text.contains(&format!("{}件", new.unwrap())), "{text}");
        }
    }
}
