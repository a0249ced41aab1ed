//! `S-LATE`: published after the day that the law sets.

use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::record::{Agency, AgencyKind, Finding, Level, Report, Severity};
use crate::text::{Lang, Text};
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    id: "S-LATE",
    name: Text::new("逾期公布", "published late"),
    severities: &[Severity::Warning],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "页面写明的发布日期晚于期限: 部门和政府办公室次年 1 月 31 日, 县级以上人民政府次年 3 月 31 日。\
             街道、乡镇、园区、事业单位不在条文之内, 不作判断; 没有日期的也不判断。",
            "The day of publication on the page is after the deadline: 31 January of the next year for \
             departments and offices, 31 March for people's governments at county level and above. \
             Street offices, townships, zones and institutions are not named by the law and not \
             assessed, nor are pages without a date.",
        ),
        why: Text::new(
            "期限是法定的, 上级考核也按它计。",
            "The deadline is set by law, and bodies are rated by it.",
        ),
        innocent: Text::new(
            "网站改版或报告更正后日期变新; 办公室代政府发布的本级报告适用 3 月 31 日; 2020 年 1 月底的\
             疫情。",
            "A date that was renewed when the site or the report was; an office that publishes its \
             government's own report, for which 31 March holds; the epidemic in early 2020.",
        ),
        basis: Text::new(
            "《政府信息公开条例》第四十九条。",
            "《政府信息公开条例》第四十九条.",
        ),
        fires: Text::new("某县教育局 2023 年度报告 2024-02-01 发布", "a bureau's report for 2023 of 2024-02-01"),
        silent: Text::new("某县人民政府 2023 年度报告 2024-03-31 发布", "a county's report for 2023 of 2024-03-31"),
    },
    run: Run::Case(run),
    message,
};

/// The last day for a body's report; `None` where the law sets none.
fn deadline(agency: &Agency, year: i16) -> Option<Date> {
    let (month, day) = match (agency.kind, agency.level) {
        (AgencyKind::Department | AgencyKind::Office, _) => (1, 31),
        (AgencyKind::Government, level) if level != Level::Town => (3, 31),
        _ => return None,
    };
    Date::new(year.checked_add(1)?, month, day).ok()
}

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for report in look.reports() {
        drafts.extend(of_report(report, &look.case.agency));
    }
}

fn of_report(report: &Report, agency: &Agency) -> Option<Draft> {
    let (published, deadline) = (report.published?, deadline(agency, report.year)?);
    if published <= deadline {
        return None;
    }
    let mut draft = Draft::new(RULE.id, Severity::Warning, report.year);
    draft.fact("published", published);
    draft.fact("deadline", deadline);
    draft.fact("days", deadline.until(published).map_or(0, |span| span.get_days()));
    Some(draft)
}

fn message(finding: &Finding, lang: Lang) -> String {
    let fact = |name| words::fact(finding, name);
    let (published, deadline, days) = (fact("published"), fact("deadline"), fact("days"));
    lang.pick(
        format!("{published} 发布, 期限 {deadline}, 晚 {days} 天"),
        format!("published {published}, due {deadline}, {days} days late"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{agency, case, report};
    use crate::check::{Context, check, message};
    use crate::record::{Agency, AgencyKind, Level};
    use crate::text::Lang;

    fn said(kind: AgencyKind, level: Level, published: Option<&str>) -> Vec<String> {
        let mut report = report(2023, &[]);
        report.published = published.map(|day| day.parse().unwrap());
        let mut case = case(vec![report]);
        case.agency = Agency { kind, level, ..agency() };
        let found = check(&case, &Context::default());
        found.iter().map(|finding| message(finding, Lang::En)).collect()
    }

    #[test]
    fn fires() {
        for (kind, level, day, want) in [
            (
                AgencyKind::Department,
                Level::County,
                "2024-02-01",
                "published 2024-02-01, due 2024-01-31, 1 days late",
            ),
            (
                AgencyKind::Government,
                Level::City,
                "2024-06-30",
                "published 2024-06-30, due 2024-03-31, 91 days late",
            ),
        ] {
            assert_eq!(said(kind, level, Some(day)), [want]);
        }
    }

    #[test]
    fn is_silent() {
        for (kind, level, day) in [
            (AgencyKind::Department, Level::County, Some("2024-01-31")),
            (AgencyKind::Government, Level::County, Some("2024-03-31")),
            (AgencyKind::Government, Level::Town, Some("2024-12-31")),
            (AgencyKind::Township, Level::Town, Some("2024-12-31")),
            (AgencyKind::Street, Level::Town, Some("2024-12-31")),
            (AgencyKind::Department, Level::County, None),
        ] {
            assert!(said(kind, level, day).is_empty(), "{kind:?} {level:?} {day:?}");
        }
    }
}
