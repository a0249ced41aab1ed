//! `X-VALID`: 现行有效 that does not follow from last year's.

use crate::check::{Doc, Draft, Look, Repair, Rule, Run, words};
use crate::form::Cell;
use crate::record::{Addend, Finding, Flag, Report, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "X-VALID",
    name: Text::new("现行有效件数与上年接不上", "documents in force that do not follow from last year's"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "现行有效(本年) ≠ 现行有效(上年) + 本年制发 − 本年废止; 规章、行政规范性文件各查。只比 2021 \
             版的相邻两年: 2019 版的对外公开总数量是另一回事。一年不符而下一年又差回同一个数, 就是\
             这一年的现行有效写错了, 合为一条。",
            "In force this year ≠ in force last year + issued − repealed, for regulations and for \
             normative documents. Only between years of the 2021 form: the 2019 form's number public \
             in all is another thing. Where the next year is off by as much the other way, this \
             year's figure is the wrong one, and both are one finding.",
        ),
        why: Text::new(
            "文件库是连续的: 除了制发和废止, 件数不会自己变。接不上说明清理结果没有报全, 或有一年填错。",
            "A stock of documents changes by what is issued and repealed and by nothing else. Where \
             it does not follow, a clean-up was not reported in full, or a year is wrong.",
        ),
        innocent: Text::new(
            "自动失效的文件未计入废止; 机构改革后接收或移交文件; 统计范围变化 (是否含政府办公室、部门\
             文件); 集中清理后重新核定。",
            "Documents that lapsed and are not counted as repealed; documents taken over from or \
             handed to other bodies; another scope (with or without those of the office or the \
             departments); a recount after a clean-up.",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号所附格式第二部分第二十条第（一）项: 本年制发、本年废止、现行有效。",
            "Part two of the form of 国办公开办函〔2021〕30号: issued, repealed, in force.",
        ),
        fires: Text::new(
            "上年现行有效 698, 本年制发 77、废止 132, 现行有效 470 (应为 643)",
            "698 in force, 77 issued, 132 repealed, now 470 (should be 643)",
        ),
        silent: Text::new(
            "上年现行有效 597, 本年制发 50、废止 227, 现行有效 420",
            "597 in force, 50 issued, 227 repealed, now 420",
        ),
    },
    run: Run::Case(run),
    message,
};

/// The cells of one stock.
pub(in crate::check) struct Stock {
    pub issued: Cell,
    pub repealed: Cell,
    pub in_force: Cell,
}

/// The two stocks: 规章 and 行政规范性文件.
pub(in crate::check) fn stocks() -> impl Iterator<Item = Stock> {
    ["regulations", "normative"].into_iter().filter_map(Stock::of)
}

impl Stock {
    fn of(kind: &str) -> Option<Stock> {
        let cell = |column| Cell::from_key(&format!("disclosure.{kind}.{column}"));
        Some(Stock {
            issued: cell("issued")?,
            repealed: cell("repealed")?,
            in_force: cell("in_force")?,
        })
    }

    /// By how much the later year is too high, with its flag; `None` where it ties or where a
    /// figure is missing.
    fn off(&self, before: &Report, after: &Report) -> Option<(f64, Flag)> {
        let addend = |report: &Report, cell, sign| {
            let number = Some(report.cells.count(cell)? as f64);
            Some(Addend { year: report.year, cell, number, sign })
        };
        let addends = vec![
            addend(before, self.in_force, 1)?,
            addend(after, self.issued, 1)?,
            addend(after, self.repealed, -1)?,
            addend(after, self.in_force, -1)?,
        ];
        let left: f64 =
            addends.iter().filter_map(|a| Some(f64::from(a.sign) * a.number?)).sum();
        let actual = after.cells.number(self.in_force)?;
        let flag = Flag {
            rule: RULE.id.to_owned(),
            severity: Severity::Warning,
            cells: vec![self.in_force, self.issued, self.repealed],
            expected: Some(actual + left),
            actual: Some(actual),
            addends,
        };
        (left != 0.0).then_some((-left, flag))
    }
}

/// Whether last year's figure of 现行有效 still follows from this year's changes, so that its
/// standing still is no sign of copying.
pub(super) fn follows(before: &Report, after: &Report, in_force: Cell) -> bool {
    stocks()
        .filter(|stock| stock.in_force == in_force)
        .any(|stock| {
            let known = |cell| after.cells.count(cell);
            known(stock.issued) == known(stock.repealed)
                && before.cells.count(in_force) == known(in_force)
        })
}

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for stock in stocks() {
        let mut last: Option<(f64, Draft)> = None;
        for (before, after) in look.pairs() {
            let off = stock.off(before, after);
            let Some((by, flag)) = off else {
                drafts.extend(last.take().map(|(_, draft)| draft));
                continue;
            };
            match last.take() {
                // Back by as much as it was off: last year's figure alone was wrong.
                Some((was, mut draft)) if was == -by && draft.year == before.year => {
                    let right = before.cells.number(stock.in_force).map(|n| n - was);
                    if right.is_some_and(|right| right >= 0.0) {
                        draft.suspect = Some(stock.in_force);
                        draft.repair = right;
                        draft.alternatives.clear();
                    }
                    draft.flags.push(flag);
                    drafts.push(draft);
                    continue;
                }
                other => drafts.extend(other.map(|(_, draft)| draft)),
            }
            let mut draft = Draft::new(RULE.id, Severity::Warning, after.year);
            draft.cells.push(stock.in_force);
            (draft.expected, draft.actual) = (flag.expected, flag.actual);
            // Any of the four could be the wrong one; the prose may tell.
            draft.alternatives = Repair::each(&flag);
            draft.flags.push(flag);
            last = Some((by, draft));
        }
        drafts.extend(last.map(|(_, draft)| draft));
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let mut said: Vec<String> = finding.flags.iter().map(|flag| one(flag, lang)).collect();
    if let (Some(suspect), Some(repair)) = (finding.suspect, finding.repair) {
        let (name, year) = (words::cell(suspect, lang), finding.year);
        let repair = words::number(Some(repair), lang);
        said.push(lang.pick(
            format!("只改 {year} 年{name}为 {repair}, 前后两年都接得上"),
            format!("{repair} for {name} in {year} alone would make both years follow"),
        ));
    }
    said.join("; ")
}

fn one(flag: &Flag, lang: Lang) -> String {
    let [stock, issued, repealed, now] = flag.addends.as_slice() else {
        return words::equation(flag, lang);
    };
    let number = |addend: &Addend| words::number(addend.number, lang);
    let (row, year) = (now.cell.info().row.get(lang), now.year);
    let (stock, issued, repealed, is) =
        (number(stock), number(issued), number(repealed), number(now));
    let want = words::number(flag.expected, lang);
    lang.pick(
        format!(
            "{row} {year} 年: 上年现行有效 {stock} + 制发 {issued} − 废止 {repealed} = {want}, 而现行有效 {is}"
        ),
        format!(
            "{row} in {year}: {stock} in force + {issued} issued − {repealed} repealed = {want}, yet \
             {is} in force"
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, keys, of_rule, report, report_in};
    use crate::check::message;
    use crate::form::Form;
    use crate::record::{Report, Severity};
    use crate::text::Lang;

    fn year(year: i16, issued: i64, repealed: i64, in_force: i64) -> Report {
        report(
            year,
            &[
                ("disclosure.normative.issued", issued),
                ("disclosure.normative.repealed", repealed),
                ("disclosure.normative.in_force", in_force),
            ],
        )
    }

    #[test]
    fn fires() {
        let found = findings(vec![year(2022, 0, 0, 698), year(2023, 77, 132, 470)]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rule.as_str(), found[0].severity), ("X-VALID", Severity::Warning));
        assert_eq!(keys(&found[0].cells), ["disclosure.normative.in_force"]);
        assert_eq!((found[0].expected, found[0].actual), (Some(643.0), Some(470.0)));
        insta::assert_snapshot!(message(&found[0], Lang::Zh), @"行政规范性文件 2023 年: 上年现行有效 698 + 制发 77 − 废止 132 = 643, 而现行有效 470");
        insta::assert_snapshot!(message(&found[0], Lang::En), @"normative documents in 2023: 698 in force + 77 issued − 132 repealed = 643, yet 470 in force");
    }

    #[test]
    fn is_silent() {
        assert!(findings(vec![year(2023, 0, 0, 597), year(2024, 50, 227, 420)]).is_empty());
        let old = report_in(Form::F2019, 2020, &[("disclosure.normative.total_public", 89)]);
        assert!(findings(vec![old, year(2021, 1, 0, 5)]).is_empty(), "over the change of form");
    }

    #[test]
    fn a_year_that_is_off_and_back_is_one_finding_that_names_it() {
        let reports =
            vec![year(2021, 0, 0, 50), year(2022, 3, 1, 25), year(2023, 1, 0, 53), year(2024, 0, 0, 9)];
        let found = of_rule("X-VALID", reports);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].year, found[0].repair, found[0].flags.len()), (2022, Some(52.0), 2));
        assert_eq!((found[1].year, found[1].repair), (2024, None));
    }
}
