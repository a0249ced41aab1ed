//! Sentences that state figures of the tables, as they stand there.

use super::phrase::{Slots, expand};
use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Form, Row};
use crate::record::{Cells, decimal};
use crate::synth::dice::Dice;

/// Fills a template whose named slots are figures; `None` where one of them is no number.
fn filled(template: &str, figures: &[(&str, Option<i64>)], words: &mut Dice) -> Option<String> {
    let known = |name: &str| figures.iter().find(|(key, _)| *key == name).map(|(_, n)| *n);
    let mut missing = false;
    for (key, number) in figures {
        missing |= number.is_none() && template.contains(&format!("{{{key}}}"));
    }
    let slots = |name: &str, _: &mut Dice| match known(name) {
        Some(Some(number)) => number.to_string(),
        _ => String::new(),
    };
    let slots: &Slots<'_> = &slots;
    let mut still = words.clone();
    (!missing).then(|| expand(template, words, &mut still, slots))
}

/// How many requests came, from whom, and what became of them.
pub(super) fn requests(year: i16, cells: &Cells, words: &mut Dice) -> Option<String> {
    let at = |row, column| cells.count(Cell::request(row, column));
    let total = |row| at(row, Column::Total);
    let new = total(Row::NEW)?;
    let carried_in = total(Row::CARRIED_IN)?;
    let closed = total(Row::CLOSED)?;
    let left = total(Row::CARRIED_OUT)?;
    let natural = at(Row::NEW, Column::Natural);
    let figures = [
        ("年", Some(i64::from(year))),
        ("新收", Some(new)),
        ("结转", Some(carried_in)),
        ("办结", Some(closed)),
        ("留下", Some(left)),
        ("自然人", natural),
        ("组织", natural.map(|n| new - n)),
        ("公开", total(Row::GRANTED)),
        ("部分", total(Row::PARTIAL)),
    ];
    let pool: &[&str] = if new == 0 && carried_in == 0 {
        &[
            "{年}年[未收到|没有收到]政府信息公开申请。",
            "[本年度|全年][未收到|没有收到]公民、法人和其他组织提出的政府信息公开申请。",
            "{年}年度[当面、信函和网络申请渠道保持畅通|受理渠道保持畅通]，[全年未收到申请|没有收到申请]。",
        ]
    } else if new == 0 {
        &["{年}年没有新收到政府信息公开申请，上年结转的{结转}件已办结{办结}件。"]
    } else if left > 0 && carried_in > 0 {
        &[
            "{年}年[共收到|收到]政府信息公开申请{新收}件，上年结转{结转}件，[办结|全年办结]{办结}件，结转下年度{留下}件。",
            "[全年|本年度]新收政府信息公开申请{新收}件，加上上年结转{结转}件，共办结{办结}件，另有{留下}件结转下年度继续办理。",
        ]
    } else if left > 0 {
        &[
            "{年}年[共收到|收到]政府信息公开申请{新收}件，办结{办结}件，结转下年度继续办理{留下}件。",
            "[全年|本年度]新收政府信息公开申请{新收}件，[年内办结|已办结]{办结}件，其余{留下}件结转下年度。",
        ]
    } else if carried_in > 0 {
        &[
            "{年}年新收政府信息公开申请{新收}件，上年结转{结转}件，[年内全部办结|全部办结]，没有结转下年度。",
            "[全年|本年度]收到政府信息公开申请{新收}件，连同上年结转的{结转}件，共办结{办结}件。",
        ]
    } else {
        &[
            "{年}年[共收到|收到]政府信息公开申请{新收}件，[均已办结|全部按期办结]。",
            "[全年|本年度]收到政府信息公开申请{新收}件，办结{办结}件，[其中予以公开{公开}件|予以公开{公开}件、部分公开{部分}件]。",
            "{年}年新收政府信息公开申请{新收}件，其中自然人{自然人}件，法人或其他组织{组织}件，[全部办结|均在期限内办结]。",
        ]
    };
    let template = *words.pick(pool);
    filled(template, &figures, words)
}

/// A percentage of table three, rounded to one decimal as printed reports do.
pub(super) fn share(cells: &Cells, words: &mut Dice) -> Option<String> {
    let total = |row| cells.count(Cell::request(row, Column::Total));
    let (granted, closed) = (total(Row::GRANTED)?, total(Row::CLOSED)?);
    if closed < 10 {
        return None;
    }
    // Half up in whole numbers: thousandths of the share, then one decimal.
    let tenths = (granted * 2000 + closed) / (closed * 2);
    let lead = *words.pick(&["从办理结果看，", "按结果分，", "在办结的申请中，"]);
    Some(format!("{lead}予以公开{granted}件，占办结总数的{}.{}%。", tenths / 10, tenths % 10))
}

/// What table two says, in words.
pub(super) fn disclosure(form: Form, year: i16, cells: &Cells, words: &mut Dice) -> Option<String> {
    let at = |key: &str| Cell::from_key(key).and_then(|cell| cells.count(cell));
    let positive = |key: &str| at(key).filter(|number| *number > 0);
    let figures = [
        ("年", Some(i64::from(year))),
        ("制发", at("disclosure.normative.issued")),
        ("废止", at("disclosure.normative.repealed")),
        ("有效", at("disclosure.normative.in_force")),
        ("制作", at("disclosure.normative.made")),
        ("总数", at("disclosure.normative.total_public")),
        ("许可", positive("disclosure.licensing.decisions")),
        ("处罚", positive("disclosure.penalty.decisions")),
    ];
    let pool: &[&str] = match form {
        Form::F2021 => &[
            "{年}年制发行政规范性文件{制发}件，废止{废止}件，[截至年末|目前]现行有效{有效}件。",
            "本年[处理|作出]行政许可决定{许可}件、行政处罚决定{处罚}件。",
            "[全年|年内]行政许可{许可}件，行政处罚{处罚}件；制发行政规范性文件{制发}件。",
        ],
        Form::F2019 => &[
            "{年}年新制作规范性文件{制作}件，对外公开总数量{总数}件。",
            "本年[处理|作出]行政许可决定{许可}件、行政处罚决定{处罚}件。",
        ],
    };
    let template = *words.pick(pool);
    filled(template, &figures, words)
}

/// The amount of fees, where there is one.
pub(super) fn fees(cells: &Cells, words: &mut Dice) -> Option<String> {
    let amount = cells.number(Cell::from_key("disclosure.fees.amount")?)?;
    if amount <= 0.0 {
        return None;
    }
    let lead = *words.pick(&["本年行政事业性收费", "全年收取行政事业性收费"]);
    Some(format!("{lead}{}万元。", decimal(amount)))
}

/// Reviews and lawsuits of table four.
pub(super) fn disputes(year: i16, cells: &Cells, words: &mut Dice) -> Option<String> {
    let at = |group, column| cells.count(Cell::dispute(group, column));
    let total = |group| at(group, DisputeColumn::Total);
    let reviews = total(DisputeGroup::Reconsideration)?;
    let suits = total(DisputeGroup::Direct)? + total(DisputeGroup::AfterReconsideration)?;
    let review = |column| at(DisputeGroup::Reconsideration, column);
    let figures = [
        ("年", Some(i64::from(year))),
        ("复议", Some(reviews)),
        ("诉讼", Some(suits)),
        ("维持", review(DisputeColumn::Upheld)),
        ("纠正", review(DisputeColumn::Corrected)),
        ("其他", review(DisputeColumn::Other)),
        ("未结", review(DisputeColumn::Pending)),
    ];
    let pool: &[&str] = match (reviews, suits) {
        (0, 0) => &[
            "{年}年[未发生|没有发生]因政府信息公开引起的行政复议和行政诉讼。",
            "[本年度|全年]没有因政府信息公开被申请行政复议、提起行政诉讼的情况。",
        ],
        (_, 0) => &[
            "{年}年因政府信息公开[被申请|引起]行政复议{复议}件，未发生行政诉讼。",
            "[全年|本年度]行政复议{复议}件，其中结果维持{维持}件、结果纠正{纠正}件、其他结果{其他}件、尚未审结{未结}件；没有发生行政诉讼。",
        ],
        (0, _) => &["{年}年因政府信息公开引起行政诉讼{诉讼}件，未发生行政复议。"],
        _ => &[
            "{年}年因政府信息公开引起行政复议{复议}件、行政诉讼{诉讼}件。",
            "[全年|本年度]发生行政复议{复议}件，行政诉讼{诉讼}件；行政复议中结果维持{维持}件、结果纠正{纠正}件。",
        ],
    };
    let template = *words.pick(pool);
    filled(template, &figures, words)
}
