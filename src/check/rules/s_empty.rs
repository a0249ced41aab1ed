//! `S-EMPTY`: a table without a single figure.

use crate::check::{Doc, Draft, Look, Rule, Run};
use crate::form::{Cell, Table};
use crate::record::{Finding, Severity, State};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "S-EMPTY",
    name: Text::new("整张表没有一个数", "a table without a figure"),
    severities: &[Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "表格在, 但格子全是空白或横线。一张表一条, 其中的等式不再逐个提出。",
            "A table that is there while all its cells are blank or dashes. One finding a table; its \
             equations are not raised one by one.",
        ),
        why: Text::new(
            "空白不是 0: 是没有发生, 还是没有填, 从表上看不出来。",
            "A blank is not 0: whether nothing happened or nothing was filled in, the table does not \
             say.",
        ),
        innocent: Text::new(
            "没有发生时习惯留空的机关; 数字在图片里, 没有读到 (那是读错)。",
            "A body that leaves cells empty where nothing happened; figures in a picture that was not \
             read (then it is misread).",
        ),
        basis: Text::new(
            "国办公开办函〔2021〕30号、〔2019〕60号所附格式。",
            "The forms of 国办公开办函〔2021〕30号 and 〔2019〕60号.",
        ),
        fires: Text::new("表四十五格全部空白", "all fifteen cells of table four blank"),
        silent: Text::new("表四只有一格是 0, 其余空白", "table four with a single 0 and the rest blank"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for report in look.reports() {
        for table in Table::ALL {
            let states = || Cell::of_table(table).map(|cell| report.cells.state(cell));
            let empty = |state| matches!(state, State::Blank | State::Dash);
            if states().any(empty) && states().all(|s| empty(s) || s == State::Absent) {
                let mut draft = Draft::new(RULE.id, Severity::Notice, report.year);
                draft.mark = table.key().to_owned();
                draft.fact("table", table.key());
                drafts.push(draft);
            }
        }
    }
}

fn message(finding: &Finding, lang: Lang) -> String {
    let table = Table::from_key(crate::check::words::fact(finding, "table"));
    let title = table.map_or("", |table| table.title().get(lang));
    lang.pick(
        format!("“{title}”表中没有一个数: 是没有发生还是没有填, 看不出来"),
        format!("the table '{title}' holds no figure: nothing happened, or nothing was filled in"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{blank, findings, report, set};
    use crate::form::{Cell, Form, Table};

    #[test]
    fn fires() {
        let mut empty = report(2024, &[]);
        for cell in Cell::of_table(Table::Disputes) {
            blank(&mut empty, cell.key());
        }
        let found = findings(vec![empty.clone()]);
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "S-EMPTY"));
        for cell in Cell::of_table(Table::Requests).filter(|c| c.in_form(Form::F2021)) {
            blank(&mut empty, cell.key());
        }
        assert_eq!(findings(vec![empty]).len(), 2, "one a table, none an equation");
    }

    #[test]
    fn is_silent() {
        let mut fine = report(2024, &[]);
        for cell in Cell::of_table(Table::Disputes) {
            blank(&mut fine, cell.key());
        }
        set(&mut fine, "disputes.direct.total", 0);
        assert!(findings(vec![fine]).is_empty());
    }
}
