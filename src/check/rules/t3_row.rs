//! `T3-ROW`: a row of table three does not sum to its total.

use crate::check::{Doc, Rule, Run, words};
use crate::record::Severity;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    id: "T3-ROW",
    name: Text::new("各类申请人之和不等于总计", "applicants that do not sum to the row's total"),
    severities: &[Severity::Error, Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表三某一行: 自然人与五类法人或其他组织之和 ≠ 总计。每一行都查。",
            "In a row of table three natural persons and the five kinds of organisations do not sum \
             to the total; every row.",
        ),
        why: Text::new(
            "总计列是各级汇总和通报引用的数。与列不符时, 引用的是哪一个数就说不清了。",
            "The total column is what is added up and quoted. Where it does not tie nobody can say \
             which figure was quoted.",
        ),
        innocent: Text::new(
            "总计格留空不算错 (见 T3-TOTBLANK); 网页转换时错列 (那是读错)。",
            "A total left blank is no error (see T3-TOTBLANK); a page whose columns slipped when it \
             was made (then it is misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式第三部分: 申请人情况各栏与总计。",
            "Part three of the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号: the columns of \
             applicants and their total.",
        ),
        fires: Text::new("本年新收: 109 + 17, 总计 162", "new: 109 + 17, total 162"),
        silent: Text::new(
            "本年新收: 109 + 17 + 四格空白, 总计 126",
            "new: 109 + 17 + four blanks, total 126",
        ),
    },
    run: Run::With("T3-BAL"),
    message: words::arithmetic,
};

#[cfg(test)]
mod tests {
    use crate::check::fixture::{blank, findings, report, set};
    use crate::form::Cell;
    use crate::record::{Slip, State};

    const FIGURES: [(&str, i64); 4] = [
        ("requests.new.natural", 109),
        ("requests.new.business", 17),
        ("requests.granted.natural", 109),
        ("requests.granted.business", 17),
    ];

    #[test]
    fn fires() {
        // In a whole table a wrong row total breaks its column as well, and the finding is T3-BAL.
        let mut wrong = report(2024, &FIGURES);
        set(&mut wrong, "requests.new.total", 162);
        let found = findings(vec![wrong.clone()]);
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "T3-BAL"));
        assert_eq!(found[0].slip, Some(Slip::Transposition));
        assert!(found[0].flags.iter().any(|flag| flag.rule == "T3-ROW"));

        // Where the document has only that row, it fails alone and no cell is named.
        for cell in Cell::of_table(crate::form::Table::Requests) {
            if !cell.key().starts_with("requests.new.") {
                wrong.cells.set_state(cell, State::Absent, "");
            }
        }
        let found: Vec<_> =
            findings(vec![wrong]).into_iter().filter(|f| f.rule.starts_with("T3")).collect();
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "T3-ROW"));
        assert_eq!((found[0].suspect, found[0].expected), (None, Some(126.0)));
    }

    #[test]
    fn is_silent() {
        let mut fine = report(2024, &FIGURES);
        for column in ["research", "nonprofit", "legal", "other"] {
            blank(&mut fine, &format!("requests.new.{column}"));
        }
        assert!(findings(vec![fine]).is_empty());
    }
}
