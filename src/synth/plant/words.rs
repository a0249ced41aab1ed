//! Errors in the words: against the tables, against the year, against other reports.

use super::{Done, Site, find, find_pair, report};
use crate::form::{Cell, Column, Row, Section};
use crate::record::{Passage, Report, Span};
use crate::synth::dice::Dice;

const NEW: Cell = Cell::request(Row::NEW, Column::Total);
const CARRIED_IN: Cell = Cell::request(Row::CARRIED_IN, Column::Total);
const CARRIED_OUT: Cell = Cell::request(Row::CARRIED_OUT, Column::Total);
const GRANTED: Cell = Cell::request(Row::GRANTED, Column::Total);
const CLOSED: Cell = Cell::request(Row::CLOSED, Column::Total);

/// Puts a paragraph behind the heading of a part.
fn say(report: &mut Report, section: Section, text: String) {
    let at = report
        .passages
        .iter()
        .rposition(|passage| passage.section == section && passage.heading.is_some())
        .map_or(0, |at| at + 1);
    let passage = Passage { section, heading: None, text, span: Span::new(0, 0) };
    report.passages.insert(at, passage);
}

/// Takes the paragraphs of a part away, and leaves its heading.
fn silence(report: &mut Report, section: Section) {
    report.passages.retain(|passage| passage.section != section || passage.heading.is_some());
}

/// The words give another number of requests than table three.
pub(super) fn number(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.cells.count(NEW) >= Some(8))?;
    let true_one = report(sites, at).cells.count(NEW)?;
    let wrong = true_one + dice.between(2, 7) * 3;
    // What was carried in may be meant as well, or what was closed.
    let of = &report(sites, at).cells;
    if wrong == true_one + of.count(CARRIED_IN)? || wrong == of.count(CLOSED)? {
        return None;
    }
    let year = report(sites, at).year;
    silence(report(sites, at), Section::Requests);
    let text = format!("{year}年共收到政府信息公开申请{wrong}件。");
    say(report(sites, at), Section::Requests, text);
    Some(Done {
        at,
        cells: Vec::new(),
        what: format!("文字称收到 {wrong} 件，表中新收 {true_one} 件"),
    })
}

/// The words say that there was no request.
pub(super) fn none(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at =
        find(sites, dice, |_, report| (2..40).contains(&report.cells.count(NEW).unwrap_or(0)))?;
    let year = report(sites, at).year;
    let count = report(sites, at).cells.count(NEW)?;
    silence(report(sites, at), Section::Requests);
    say(report(sites, at), Section::Requests, format!("{year}年未收到政府信息公开申请。"));
    Some(Done {
        at, cells: Vec::new(), what: format!("文字称未收到申请，表中新收 {count} 件")
    })
}

/// The words say that all was closed.
pub(super) fn all_closed(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.cells.count(CARRIED_OUT) >= Some(2))?;
    let left = report(sites, at).cells.count(CARRIED_OUT)?;
    silence(report(sites, at), Section::Requests);
    let text = "本年度政府信息公开申请已全部办结，办结率100%。".to_owned();
    say(report(sites, at), Section::Requests, text);
    Some(Done {
        at, cells: Vec::new(), what: format!("文字称全部办结，表中结转下年度 {left} 件")
    })
}

/// The parts of a sum do not make up the whole.
pub(super) fn parts(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.year >= 2021)?;
    let [a, b, c] = [dice.between(40, 90), dice.between(20, 60), dice.between(10, 30)];
    let whole = a + b + c + dice.between(3, 9);
    // Parts that leave more out are a selection, and no error.
    if 20 * (whole - a - b - c) > whole {
        return None;
    }
    let text =
        format!("本年主动公开政府信息{whole}条，其中工作动态{a}条、政策文件{b}条、公示公告{c}条。");
    say(report(sites, at), Section::Disclosure, text);
    Some(Done { at, cells: Vec::new(), what: format!("{a}+{b}+{c} 不等于 {whole}") })
}

/// A percentage that its two numbers do not give.
pub(super) fn percentage(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| {
        report.cells.count(CLOSED) >= Some(12) && report.cells.count(GRANTED) >= Some(3)
    })?;
    let granted = report(sites, at).cells.count(GRANTED)?;
    let closed = report(sites, at).cells.count(CLOSED)?;
    let true_tenths = (granted * 2000 + closed) / (closed * 2);
    let tenths = if true_tenths > 500 { true_tenths - 137 } else { true_tenths + 137 };
    let text = format!(
        "办结政府信息公开申请{closed}件，其中予以公开{granted}件，占{}.{}%。",
        tenths / 10,
        tenths % 10
    );
    silence(report(sites, at), Section::Requests);
    say(report(sites, at), Section::Requests, text);
    let what = format!("{granted}/{closed} 不是 {}.{}%", tenths / 10, tenths % 10);
    Some(Done { at, cells: Vec::new(), what })
}

/// The period is last year's.
pub(super) fn wrong_year(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let period = |report: &Report| format!("{}年1月1日", report.year);
    let at = find(sites, dice, |_, report| {
        let in_preamble = |p: &&Passage| p.section == Section::Preamble;
        report.passages.iter().filter(in_preamble).any(|p| p.text.contains(&period(report)))
    })?;
    let year = report(sites, at).year;
    for passage in &mut report(sites, at).passages {
        if passage.section == Section::Preamble {
            passage.text = passage
                .text
                .replace(&format!("{year}年1月1日"), &format!("{}年1月1日", year - 1))
                .replace(&format!("{year}年12月31日"), &format!("{}年12月31日", year - 1));
        }
    }
    Some(Done { at, cells: Vec::new(), what: format!("统计期限写成 {}年", year - 1) })
}

fn with_year(passages: &[Passage], from: i16, to: i16) -> Vec<Passage> {
    passages
        .iter()
        .cloned()
        .map(|mut passage| {
            passage.text = passage.text.replace(&from.to_string(), &to.to_string());
            passage
        })
        .collect()
}

/// Parts one and five are last year's with another year.
pub(super) fn own_copy(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find_pair(sites, dice, |_, before, now| before.form == now.form && now.year > 2020)?;
    let before = sites[at.0].drafts[at.1 - 1].report.clone();
    let copied = [Section::Overview, Section::Problems];
    let mut passages = with_year(&before.passages, before.year, report(sites, at).year);
    let mut own = report(sites, at).passages.clone();
    // Words that state figures stay with their own year.
    passages.retain(|passage| copied.contains(&passage.section));
    own.retain(|passage| !copied.contains(&passage.section));
    keep_own_figures(&mut passages, report(sites, at));
    own.extend(passages);
    own.sort_by_key(|passage| passage.section);
    report(sites, at).passages = own;
    sites[at.0].drafts[at.1 - 1].taken = true;
    Some(Done {
        at, cells: Vec::new(), what: "第一、第五部分与上年文字相同".to_owned()
    })
}

/// The paragraph on requests keeps the words that were written for this report.
fn keep_own_figures(copied: &mut [Passage], own: &Report) {
    let on_requests = |passage: &Passage| passage.text.starts_with("（二）依申请公开");
    let mine = own.passages.iter().find(|passage| on_requests(passage));
    if let (Some(mine), Some(theirs)) = (mine, copied.iter_mut().find(|p| on_requests(p))) {
        *theirs = mine.clone();
    }
}

/// Parts one and five are another agency's with another name.
pub(super) fn others_copy(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.year > 2021)?;
    let year = report(sites, at).year;
    let own = sites[at.0].agency.clone();
    // Texts are handed on within a city.
    let from = find(sites, dice, |agency, report| {
        report.year == year
            && agency.name != own.name
            && agency.kind == own.kind
            && agency.place.city == own.place.city
    })?;
    let (theirs, mine) = (sites[from.0].agency.printed.clone(), sites[at.0].agency.printed.clone());
    let copied = [Section::Overview, Section::Problems];
    let mut passages = report(sites, from).passages.clone();
    passages.retain(|passage| copied.contains(&passage.section));
    for passage in &mut passages {
        passage.text = passage.text.replace(&theirs, &mine);
    }
    keep_own_figures(&mut passages, report(sites, at));
    let own = &mut report(sites, at).passages;
    own.retain(|passage| !copied.contains(&passage.section));
    own.extend(passages);
    own.sort_by_key(|passage| passage.section);
    sites[from.0].drafts[from.1].taken = true;
    Some(Done {
        at, cells: Vec::new(), what: format!("第一、第五部分与{theirs}的文字相同")
    })
}

/// Part five says 无.
pub(super) fn nothing_lacking(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, _| true)?;
    silence(report(sites, at), Section::Problems);
    say(report(sites, at), Section::Problems, "无。".to_owned());
    Some(Done { at, cells: Vec::new(), what: "第五部分只有“无”".to_owned() })
}

/// Part six is silent on 信息处理费.
pub(super) fn no_fee(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, report| report.year >= 2021)?;
    silence(report(sites, at), Section::Other);
    say(report(sites, at), Section::Other, "本年度无其他需要报告的事项。".to_owned());
    Some(Done { at, cells: Vec::new(), what: "第六部分没有说明信息处理费".to_owned() })
}

/// What stands where a common word stood on a hacked page.
pub const SPAM: &str = "金蟾娱乐城_真人百家乐¥送彩金";

/// A common word replaced by advertising throughout.
pub(super) fn tampered(sites: &mut [Site], dice: &mut Dice) -> Option<Done> {
    let at = find(sites, dice, |_, _| true)?;
    let said = |passage: &Passage| passage.heading.is_none() && passage.text.contains("政策");
    if !report(sites, at).passages.iter().any(said) {
        return None;
    }
    tamper(report(sites, at), "政策");
    Some(Done { at, cells: Vec::new(), what: "文字中的“政策”被换成广告".to_owned() })
}

/// Replaces a word by advertising.
pub fn tamper(report: &mut Report, word: &str) {
    for passage in &mut report.passages {
        if passage.heading.is_none() {
            passage.text = passage.text.replace(word, SPAM);
        }
    }
}
