//! `T3-TOTBLANK`: a total left blank beside figures that it should sum.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Table;
use crate::record::{Finding, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "T3-TOTBLANK",
    name: Text::new("有数而总计空白", "a total left blank"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表三、表四中各项有数而总计格空白或为横线。一张表一条。",
            "In tables three and four a total that is blank or a dash beside figures that it should \
             sum. One finding a table.",
        ),
        why: Text::new(
            "总计没有印出来, 汇总时容易被当作 0。勾稽检查改用各项之和, 并注明是推算的; 数据中仍是空白。",
            "A total that is not printed is easily taken for 0 when reports are added up. The other \
             equations use the sum of its parts instead and say so; the data keep the blank.",
        ),
        innocent: Text::new(
            "网页上的总计由脚本算出, 没有进入正文 (那是读错)。",
            "A page that computes its totals by script, so that they are not in the text (then it is \
             misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式: 总计为必填栏。",
            "The forms of 国办公开办函〔2021〕30号 and 〔2019〕60号: the total is a column to fill.",
        ),
        fires: Text::new("本年新收: 109 + 17 + 0 …, 总计空白", "new: 109 + 17 + 0 …, total blank"),
        silent: Text::new("整行空白", "a row that is blank as a whole"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for assessed in look.assessed {
        let (report, sums) = (assessed.report, &assessed.sums);
        for table in [Table::Requests, Table::Disputes] {
            let mut totals: Vec<_> =
                sums.derived.iter().filter(|(cell, _)| cell.table() == table).collect();
            totals.sort();
            let Some((_, first)) = totals.first() else { continue };
            let mut draft = Draft::new(RULE.id, Severity::Notice, report.year);
            draft.expected = sums.flag(*first, report.year, None).expected;
            for (cell, from) in totals {
                draft.cells.push(*cell);
                let mut flag = sums.flag(*from, report.year, Some(*cell));
                flag.rule = RULE.id.to_owned();
                flag.severity = Severity::Notice;
                flag.actual = None;
                for addend in flag.addends.iter_mut().filter(|addend| addend.cell == *cell) {
                    addend.number = None;
                }
                draft.flags.push(flag);
            }
            drafts.push(draft);
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let totals: Vec<String> = finding
        .flags
        .iter()
        .filter_map(|flag| Some((flag.cells.first()?, flag.expected)))
        .map(|(cell, sum)| {
            let (cell, sum) = (words::cell(*cell, lang), words::number(sum, lang));
            lang.pick(format!("{cell} (各项之和 {sum})"), format!("{cell} (its parts sum to {sum})"))
        })
        .collect();
    let totals = totals.join(lang.pick("、", ", "));
    lang.pick(format!("总计空白: {totals}"), format!("total left blank: {totals}"))
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{blank, findings, keys, report, set};
    use crate::record::Severity;

    #[test]
    fn fires() {
        let figures = [("requests.new.natural", 4), ("requests.granted.natural", 4)];
        let mut short = report(2024, &figures);
        blank(&mut short, "requests.new.total");
        blank(&mut short, "requests.granted.total");
        let found = findings(vec![short.clone()]);
        assert_eq!(found.len(), 1, "one notice a table: {found:?}");
        assert_eq!((found[0].rule.as_str(), found[0].severity), ("T3-TOTBLANK", Severity::Notice));
        let want = ["requests.new.total", "requests.granted.total"];
        assert_eq!(keys(&found[0].cells), want);
        assert_eq!((found[0].expected, found[0].actual), (Some(4.0), None));

        // A wrong addend of a derived total is found through the total's column.
        set(&mut short, "requests.granted.natural", 7);
        let found = findings(vec![short]);
        let error = found.iter().find(|finding| finding.rule == "T3-RES").unwrap();
        assert_eq!(error.suspect.map(|cell| cell.key()), Some("requests.granted.natural"));
        assert!(error.facts.iter().any(|(name, _)| name == "derived"));
    }

    #[test]
    fn is_silent() {
        let mut fine = report(2024, &[("requests.new.natural", 4)]);
        for column in crate::form::Column::ALL {
            blank(&mut fine, &format!("requests.partial.{}", column.key()));
        }
        assert!(findings(vec![fine]).is_empty());
    }
}
