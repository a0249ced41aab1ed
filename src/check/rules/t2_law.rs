//! `T2-LAW`: 规章 from a body that may not make any.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Cell;
use crate::record::{Addend, Agency, AgencyKind, Finding, Flag, Level, Report, Severity};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "T2-LAW",
    name: Text::new("无权制定规章的机关填报了规章", "regulations from a body that makes none"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "县级、乡级机关, 以及省、市两级的部门、园区和事业单位, 在规章一行填了大于 0 的数。\
             层级不详的机关不作判断。",
            "A figure above 0 in the row of 规章 from any body of a county or a township, or from a \
             department, zone or institution of a province or city. A body of unknown level is not \
             assessed.",
        ),
        why: Text::new(
            "规章只能由国务院部门、省级政府和设区的市、自治州政府制定。别的机关填在这里的, 多半是\
             行政规范性文件或一般规定, 上级汇总时会把它们当作规章。",
            "Only departments of the State Council and governments of provinces, cities with \
             districts and autonomous prefectures make 规章. What others enter here is mostly \
             normative documents or house rules, and counts as 规章 when reports are added up.",
        ),
        innocent: Text::new(
            "部门填报了由它起草、由政府发布的规章; 不设区的地级市或经授权的县级市; 机关的层级判断\
             有误。",
            "The department counts regulations that it drafted and its government made; a \
             prefecture-level city without districts or a county-level city with special powers; the \
             level of the body was told wrongly.",
        ),
        basis: Text::new(
            "《立法法》关于规章制定主体的规定; 《政府信息公开条例》第二十条第（一）项。",
            "The Legislation Law on who makes 规章; 《政府信息公开条例》第二十条第（一）项.",
        ),
        fires: Text::new("某县教育局: 规章 现行有效 3", "a county's education bureau: 3 in force"),
        silent: Text::new("某设区的市人民政府: 规章 现行有效 11", "a city's government: 11 in force"),
    },
    run: Run::Case(run),
    message,
};

const CELLS: [&str; 6] = [
    "disclosure.regulations.issued",
    "disclosure.regulations.repealed",
    "disclosure.regulations.in_force",
    "disclosure.regulations.made",
    "disclosure.regulations.published",
    "disclosure.regulations.total_public",
];

/// Whether the body may make 规章; `None` where its level is not known.
fn may_make(agency: &Agency) -> Option<bool> {
    let own = matches!(agency.kind, AgencyKind::Government | AgencyKind::Office);
    match agency.level {
        Level::National => Some(agency.kind != AgencyKind::Institution),
        Level::Province | Level::City => Some(own),
        Level::County | Level::Town => Some(false),
        Level::Unknown => None,
    }
}

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    if may_make(&look.case.agency) == Some(false) {
        drafts.extend(look.reports().iter().filter_map(of_report));
    }
}

fn of_report(report: &Report) -> Option<Draft> {
    let mut draft = Draft::new(RULE.id, Severity::Warning, report.year);
    for cell in CELLS.iter().filter_map(|key| Cell::from_key(key)) {
        let number = report.cells.number(cell).filter(|number| *number > 0.0);
        if number.is_none() {
            continue;
        }
        draft.cells.push(cell);
        draft.flags.push(Flag {
            rule: RULE.id.to_owned(),
            severity: Severity::Warning,
            cells: vec![cell],
            expected: Some(0.0),
            actual: number,
            addends: vec![Addend { year: report.year, cell, number, sign: -1 }],
        });
    }
    draft.expected = Some(0.0);
    draft.actual = draft.flags.first()?.actual;
    Some(draft)
}

fn message(finding: &Finding, lang: Lang) -> String {
    let figures = words::figures(finding, lang);
    lang.pick(
        format!("这一机关无权制定规章, 却填了 {figures}"),
        format!("this body may make no 规章, yet reports {figures}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{agency, case, keys, report};
    use crate::check::{Context, check};
    use crate::record::{AgencyKind, Level};

    fn found(kind: AgencyKind, level: Level) -> Vec<Vec<&'static str>> {
        let mut case = case(vec![report(2024, &[("disclosure.regulations.in_force", 3)])]);
        case.agency = crate::record::Agency { kind, level, ..agency() };
        let findings = check(&case, &Context::default());
        findings.iter().filter(|f| f.rule == "T2-LAW").map(|f| keys(&f.cells)).collect()
    }

    #[test]
    fn fires() {
        for (kind, level) in [
            (AgencyKind::Department, Level::County),
            (AgencyKind::Government, Level::County),
            (AgencyKind::Department, Level::City),
            (AgencyKind::Zone, Level::City),
            (AgencyKind::Township, Level::Town),
        ] {
            let want = [["disclosure.regulations.in_force"]];
            assert_eq!(found(kind, level), want, "{kind:?} {level:?}");
        }
    }

    #[test]
    fn is_silent() {
        for (kind, level) in [
            (AgencyKind::Government, Level::City),
            (AgencyKind::Office, Level::City),
            (AgencyKind::Government, Level::Province),
            (AgencyKind::Department, Level::National),
            (AgencyKind::Department, Level::Unknown),
        ] {
            assert!(found(kind, level).is_empty(), "{kind:?} {level:?}");
        }
    }
}
