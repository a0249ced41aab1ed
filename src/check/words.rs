//! The words that messages share: cells, worked-out equations, slips.

use crate::form::{Cell, Column, Row};
use crate::record::{Addend, Confidence, Finding, Flag, Slip, decimal};
use crate::text::{Lang, Text, clean};

/// A figure, or the word for a blank.
pub(super) fn number(number: Option<f64>, lang: Lang) -> String {
    number.map_or_else(|| lang.pick("空白", "blank").to_owned(), decimal)
}

/// A row of table three, short enough for a line of addends: the numbers before it are dropped
/// where the name is clear without.
pub(super) fn row(row: Row, lang: Lang) -> &'static str {
    let short = row.short().get(lang);
    match row.key() {
        "closed" => return short,
        "other.misc" => return lang.pick("其他处理之其他", "other, misc"),
        _ => {}
    }
    let cut = short.find(|c: char| {
        !(c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '(' | ')' | '一' | '二' | '三' | '四' | '五' | '六' | '七'))
    });
    // 三安全一稳定 begins with a number that belongs to the name.
    match cut {
        Some(at) if short[at..].starts_with("安全") => &short[at - '三'.len_utf8()..],
        Some(at) => &short[at..],
        None => short,
    }
}

/// A cell as people call it: `本年新收·自然人`.
pub(super) fn cell(cell: Cell, lang: Lang) -> String {
    if let Some((r, column)) = cell.as_request() {
        return format!("{}·{}", row(r, lang), column.label().get(lang));
    }
    let info = cell.info();
    format!("{}·{}", info.row.get(lang), info.column.get(lang))
}

/// The cells of all flags of a finding, each with its figure.
pub(super) fn figures(finding: &Finding, lang: Lang) -> String {
    let addends = finding.flags.iter().flat_map(|flag| &flag.addends);
    let figures: Vec<String> =
        addends.map(|a| format!("{} {}", cell(a.cell, lang), number(a.number, lang))).collect();
    figures.join(lang.pick("、", ", "))
}

/// What all cells of an equation share, to be said once: a column, a row or a group.
enum Shared {
    Column(Column),
    Row(Row),
    Group,
    Nothing,
}

fn shared(flag: &Flag) -> Shared {
    let Some(first) = flag.addends.first() else { return Shared::Nothing };
    if flag.addends.iter().any(|addend| addend.year != first.year) {
        return Shared::Nothing;
    }
    let all = |same: &dyn Fn(Cell) -> bool| flag.addends.iter().all(|addend| same(addend.cell));
    if let Some((row, column)) = first.cell.as_request() {
        if all(&|cell| cell.as_request().is_some_and(|(_, c)| c == column)) {
            return Shared::Column(column);
        }
        if all(&|cell| cell.as_request().is_some_and(|(r, _)| r == row)) {
            return Shared::Row(row);
        }
    } else if let Some((group, _)) = first.cell.as_dispute()
        && all(&|cell| cell.as_dispute().is_some_and(|(g, _)| g == group))
    {
        return Shared::Group;
    }
    Shared::Nothing
}

/// One side of an equation: every addend; zeros beyond the first few are counted, not listed.
fn side(addends: &[&Addend], name: &dyn Fn(&Addend) -> String, lang: Lang) -> String {
    let zeros = addends.iter().filter(|addend| addend.number == Some(0.0)).count();
    let listed = addends.iter().filter(|a| addends.len() <= 4 || a.number != Some(0.0));
    let mut words: Vec<String> =
        listed.map(|a| format!("{} {}", name(a), number(a.number, lang))).collect();
    if addends.len() > 4 && zeros > 0 {
        words.push(match words.is_empty() {
            true => lang.pick(format!("{zeros} 项都是 0"), format!("{zeros} zeros")),
            false => lang.pick(format!("其余 {zeros} 项 0"), format!("{zeros} zeros")),
        });
    }
    let sum: f64 = addends.iter().filter_map(|addend| addend.number).sum();
    match addends {
        [one] => format!("{} {}", name(one), number(one.number, lang)),
        _ => format!("{} = {}", words.join(" + "), decimal(sum)),
    }
}

/// The flag's equation worked out: both sides with every figure, and the difference.
pub(super) fn equation(flag: &Flag, lang: Lang) -> String {
    if let [one] = flag.addends.as_slice() {
        let (name, is) = (cell(one.cell, lang), number(one.number, lang));
        let want = number(flag.expected, lang);
        let (zh, en) = match flag.rule.starts_with("N-") {
            true => ("正文作", "in the prose"),
            false => ("应为", "should be"),
        };
        return format!("{name} {is}, {} {want}", lang.pick(zh, en));
    }
    let place = shared(flag);
    let name = |of: Cell| -> String {
        match (&place, of.as_request(), of.as_dispute()) {
            (Shared::Column(_), Some((r, _)), _) => row(r, lang).to_owned(),
            (Shared::Row(_), Some((_, column)), _) => column.label().get(lang).to_owned(),
            (Shared::Group, _, Some((_, column))) => column.label().get(lang).to_owned(),
            _ => cell(of, lang),
        }
    };
    let years = flag.addends.iter().any(|addend| addend.year != flag.addends[0].year);
    let name = |addend: &Addend| match years {
        true => format!("{} {}", addend.year, name(addend.cell)),
        false => name(addend.cell),
    };
    let left: Vec<&Addend> = flag.addends.iter().filter(|addend| addend.sign > 0).collect();
    let right: Vec<&Addend> = flag.addends.iter().filter(|addend| addend.sign < 0).collect();
    let head = match place {
        Shared::Column(column) => lang
            .pick(format!("{}列: ", column.label().zh), format!("column {}: ", column.label().en)),
        Shared::Row(r) => {
            lang.pick(format!("{}行: ", row(r, lang)), format!("row {}: ", row(r, lang)))
        }
        Shared::Group => flag
            .addends
            .first()
            .map(|addend| format!("{}: ", addend.cell.info().row.get(lang)))
            .unwrap_or_default(),
        Shared::Nothing => String::new(),
    };
    let off: f64 = flag.addends.iter().filter_map(|a| Some(f64::from(a.sign) * a.number?)).sum();
    let (left, right) = (side(&left, &name, lang), side(&right, &name, lang));
    let blank = flag.addends.iter().any(|addend| addend.number.is_none());
    let off = signed(off);
    match (lang, blank) {
        (Lang::Zh, false) => format!("{head}{left}, 而 {right}, 差 {off}"),
        (Lang::En, false) => format!("{head}{left}, yet {right}, off by {off}"),
        (Lang::Zh, true) => format!("{head}{left}, 而 {right}, 空白不计时差 {off}"),
        (Lang::En, true) => format!("{head}{left}, yet {right}, off by {off} without the blanks"),
    }
}

/// A difference with its sign.
pub(super) fn signed(number: f64) -> String {
    if number > 0.0 { format!("+{}", decimal(number)) } else { decimal(number) }
}

/// What a slip looks like.
pub const fn slip(slip: Slip) -> Text {
    match slip {
        Slip::Transposition => Text::new("相邻两位颠倒", "two digits swapped"),
        Slip::OneDigit => Text::new("一位之差", "one digit off"),
        Slip::ExtraDigit => Text::new("多一位数字", "a digit too many"),
        Slip::LostDigit => Text::new("少一位数字", "a digit too few"),
        Slip::NextColumn => Text::new("写在邻列", "in the next column"),
        Slip::LeftOut => Text::new("漏加一项", "an addend left out"),
        Slip::CountedTwice => Text::new("重加一项", "an addend counted twice"),
        Slip::Unknown => Text::new("看不出是何种笔误", "no slip that is known"),
    }
}

/// The value of a fact; empty where it is not there.
pub(super) fn fact<'a>(finding: &'a Finding, name: &str) -> &'a str {
    finding.facts.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// Cells one after another.
pub(super) fn cells(cells: &[Cell], lang: Lang) -> String {
    let names: Vec<String> = cells.iter().map(|of| cell(*of, lang)).collect();
    names.join(lang.pick("、", ", "))
}

/// A table that was misread as a whole fails everywhere: its message works out this many equations
/// and counts the rest; the finding holds them all.
const WORKED_OUT: usize = 6;

/// The message of the equations of tables three and four: each failing equation worked out, then
/// what explains them.
pub(super) fn arithmetic(finding: &Finding, lang: Lang) -> String {
    // The flag that names a shift has no equation of its own.
    let flags = || finding.flags.iter().filter(|flag| flag.rule != "T3-SHIFT");
    let count = flags().count();
    let mut said: Vec<String> = flags().take(WORKED_OUT).map(|flag| equation(flag, lang)).collect();
    if count > WORKED_OUT {
        let more = count - WORKED_OUT;
        said.push(lang.pick(
            format!("另有 {more} 式不符"),
            match more {
                1 => "1 more equation fails".to_owned(),
                _ => format!("{more} more equations fail"),
            },
        ));
    }
    if let (Some(suspect), Some(repair)) = (finding.suspect, finding.repair) {
        let (name, is, to) = (cell(suspect, lang), number(finding.actual, lang), decimal(repair));
        let kind = match finding.slip {
            Some(Slip::Unknown) | None => String::new(),
            Some(kind) => format!(" ({})", slip(kind).get(lang)),
        };
        said.push(lang.pick(
            match count {
                1 => format!("唯一单格解释: {name} {is} → {to}{kind}"),
                _ => format!("{count} 式同因, 唯一单格解释: {name} {is} → {to}{kind}"),
            },
            match count {
                1 => format!("one cell alone explains it: {name} {is} → {to}{kind}"),
                _ => format!(
                    "{count} equations, one cause, in one cell only: {name} {is} → {to}{kind}"
                ),
            },
        ));
    } else if !finding.rule.starts_with("T4") {
        said.push(pair(finding, lang).or_else(|| whole_row(finding, lang)).unwrap_or_else(|| {
            lang.pick(
                "单格、两格都没有唯一的解释, 不作推断",
                "several cells; no one explanation, no inference",
            )
            .to_owned()
        }));
    }
    let failing = fact(finding, "failing");
    if !failing.is_empty() {
        said.push(lang.pick(
            format!("多数等式不符 ({failing}), 多半是错行错列, 先对照原文"),
            format!("most equations fail ({failing}): rows or columns slipped, look at the source"),
        ));
    }
    let beside = finding.flags.iter().any(|flag| flag.rule == "X-CARRY");
    let doubt = !fact(finding, "doubt").is_empty();
    let witness = match finding.confidence {
        Confidence::High if beside => {
            Some(Text::new("相邻年度的结转数也这样说", "the carry-over of the year beside agrees"))
        }
        _ if doubt => Some(Text::new(
            "有总计没有印出, 也可能是两格同错",
            "a total is not printed, so two wrong cells could look the same",
        )),
        Confidence::Low if failing.is_empty() => Some(Text::new(
            "但相邻年度的结转数与印出的数一致",
            "but the carry-over of the year beside agrees with what is printed",
        )),
        _ => None,
    };
    said.extend(witness.map(|text| text.get(lang).to_owned()));
    said.extend(finding.quotes.iter().map(|quote| {
        let text = clean(&quote.text);
        lang.pick(format!("正文“{text}”"), format!("the prose says '{text}'"))
    }));
    let derived = fact(finding, "derived");
    if !derived.is_empty() {
        let totals: Vec<Cell> = derived.split(' ').filter_map(Cell::from_key).collect();
        let totals = cells(&totals, lang);
        said.push(lang.pick(
            format!("总计空白, 用各项之和: {totals}"),
            format!("blank totals taken from their parts: {totals}"),
        ));
    }
    said.join("; ")
}

/// The row that was left out of the totals or counted twice.
fn whole_row(finding: &Finding, lang: Lang) -> Option<String> {
    let row = row(Row::from_key(fact(finding, "row"))?, lang);
    let kind = slip(finding.slip?).get(lang);
    Some(lang.pick(
        format!("差额正是{row}一行 ({kind}?)"),
        format!("the difference is the row '{row}' ({kind}?)"),
    ))
}

/// The two cells that explain together, and their repairs.
fn pair(finding: &Finding, lang: Lang) -> Option<String> {
    let mut changes = Vec::new();
    for of in &finding.cells {
        let to = fact(finding, &format!("repair.{of}"));
        if to.is_empty() {
            return None;
        }
        let addends = finding.flags.iter().flat_map(|flag| &flag.addends);
        let printed = addends
            .filter(|addend| addend.year == finding.year && addend.cell == *of)
            .find_map(|addend| addend.number);
        changes.push(format!("{} {} → {to}", cell(*of, lang), number(printed, lang)));
    }
    let changes = changes.join(lang.pick("、", ", "));
    let kind = match finding.slip {
        Some(Slip::Unknown) | None => String::new(),
        Some(kind) => format!(" ({})", slip(kind).get(lang)),
    };
    Some(lang.pick(
        format!("单格说不通, 唯一两格解释: {changes}{kind}"),
        format!("no one cell explains it, one pair does: {changes}{kind}"),
    ))
}

/// A finding whose rule is not known here, such as one saved by a later version.
pub(super) fn unknown(finding: &Finding, lang: Lang) -> String {
    let rule = clean(&finding.rule).into_owned();
    let cells = cells(&finding.cells, lang);
    lang.pick(format!("规则 {rule}: {cells}"), format!("rule {rule}: {cells}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_lose_their_numbers_and_keep_their_names() {
        for (key, zh, en) in [
            ("new", "本年新收", "new"),
            ("granted", "予以公开", "granted"),
            ("denied.state_secret", "国家秘密", "state secret"),
            ("denied.three_safeties", "三安全一稳定", "safety"),
            ("closed", "(七)总计", "(7) total"),
            ("other.misc", "其他处理之其他", "other, misc"),
            ("carried_out", "结转下年", "carried out"),
        ] {
            let at = Row::from_key(key).unwrap();
            assert_eq!(row(at, Lang::Zh), zh);
            assert_eq!(row(at, Lang::En), en);
        }
    }
}
