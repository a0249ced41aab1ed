//! `S-MISS`: a part or a table of the report is missing.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::{Cell, Section, Table};
use crate::record::{Finding, Report, Severity, State};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "S-MISS",
    name: Text::new("缺部分或缺表", "a part or a table is missing"),
    severities: &[Severity::Warning, Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "六个部分缺了哪一个, 三张表缺了哪一张。缺表、缺第五部分为疑点, 缺第一、六部分为提示。只有数字\
             而没有正文的数据不查部分。一份报告一条。",
            "Which of the six parts and of the three tables is missing. A table or part five is a \
             warning, part one or six a notice. Data that came as figures without prose are not \
             checked for parts. One finding a report.",
        ),
        why: Text::new(
            "条例规定了报告必须写什么。缺的表从不当作零。",
            "The regulations say what a report must contain. A missing table is never taken for \
             zeros.",
        ),
        innocent: Text::new(
            "表格是图片或附件; 标题残缺没有认出 (那是读错)。",
            "The tables are a picture or an attachment; a heading too damaged to be told (then it is \
             misread).",
        ),
        basis: Text::new(
            "《政府信息公开条例》第五十条; 国办公开办函〔2021〕30号、〔2019〕60号所附格式。",
            "《政府信息公开条例》第五十条; the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号.",
        ),
        fires: Text::new("没有“五、存在的主要问题及改进情况”", "no part five, problems and improvements"),
        silent: Text::new("六个部分、三张表都在", "all six parts and three tables are there"),
    },
    run: Run::Case(run),
    message,
};

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    drafts.extend(look.reports().iter().filter_map(of_report));
}

fn of_report(report: &Report) -> Option<Draft> {
    let absent =
        |table| Cell::of_table(table).all(|cell| report.cells.state(cell) == State::Absent);
    let tables: Vec<Table> = Table::ALL.into_iter().filter(|table| absent(*table)).collect();
    let mut sections = Vec::new();
    if !report.passages.is_empty() {
        let there = |section| report.passages.iter().any(|passage| passage.section == section);
        let prose = [Section::Overview, Section::Problems, Section::Other];
        sections.extend(prose.into_iter().filter(|section| !there(*section)));
    }
    if tables.is_empty() && sections.is_empty() {
        return None;
    }
    let heavy = !tables.is_empty() || sections.contains(&Section::Problems);
    let level = if heavy { Severity::Warning } else { Severity::Notice };
    let mut draft = Draft::new(RULE.id, level, report.year);
    if !tables.is_empty() {
        draft.fact("tables", tables.iter().map(|t| t.key()).collect::<Vec<_>>().join(" "));
    }
    if !sections.is_empty() {
        let numbers: Vec<String> = sections.iter().map(|s| s.number().to_string()).collect();
        draft.fact("sections", numbers.join(" "));
    }
    Some(draft)
}

fn message(finding: &Finding, lang: Lang) -> String {
    let list = |name| words::fact(finding, name).split(' ').filter(|key| !key.is_empty());
    let mut said: Vec<String> = list("tables")
        .filter_map(Table::from_key)
        .map(|table| {
            let title = table.title().get(lang);
            lang.pick(format!("“{title}”的表"), format!("the table '{title}'"))
        })
        .collect();
    said.extend(
        list("sections").filter_map(|number| Section::from_number(number.parse().ok()?)).map(
            |section| {
                let (number, title) = (section.number(), section.title().get(lang));
                lang.pick(format!("第{number}部分“{title}”"), format!("part {number} '{title}'"))
            },
        ),
    );
    let said = said.join(lang.pick("、", ", "));
    lang.pick(format!("缺{said}"), format!("missing: {said}"))
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{of_rule, passage, report};
    use crate::check::message;
    use crate::form::{Cell, Table};
    use crate::record::{Finding, Severity, State};
    use crate::text::Lang;

    fn with(sections: &[u8], without: Option<Table>) -> Vec<Finding> {
        let mut report = report(2024, &[]);
        report.passages =
            sections.iter().map(|section| passage(*section, None, "本年度情况。")).collect();
        for cell in without.into_iter().flat_map(Cell::of_table) {
            report.cells.set_state(cell, State::Absent, "");
        }
        of_rule("S-MISS", vec![report])
    }

    #[test]
    fn fires() {
        let found = with(&[1, 6], Some(Table::Disputes));
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "S-MISS"), "{found:?}");
        assert_eq!(found[0].severity, Severity::Warning);
        let want = "missing: the table 'Reviews and lawsuits', part 5 'Problems and improvements'";
        assert_eq!(message(&found[0], Lang::En), want);
        assert_eq!(with(&[1, 5], None)[0].severity, Severity::Notice);
    }

    #[test]
    fn is_silent() {
        assert!(with(&[1, 5, 6], None).is_empty());
        assert!(with(&[], None).is_empty(), "figures without prose");
    }
}
