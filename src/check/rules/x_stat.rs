//! `X-STAT`: a step from last year that is out of all proportion to what peers did.

use crate::check::indicators::{Family, Indicator, Step};
use crate::check::peers::{Peer, PeerGroup};
use crate::check::{Doc, Draft, Look, Rule, Run, words};
use crate::form::Cell;
use crate::record::{Addend, Cells, Finding, Flag, Report, Severity, decimal};
use crate::text::{Lang, Text};

pub(super) static RULE: Rule = Rule {
    id: "X-STAT",
    name: Text::new("与上年相比变化异常", "a step out of proportion"),
    severities: &[Severity::Warning, Severity::Notice],
    version: 1,
    doc: Doc {
        finds: Text::new(
            "新收、办结、结转、复议、诉讼、许可、处罚、强制件数, 以及公开率、不予公开率、纠错率, 与上年\
             相比的变化, 在同类同级机关同一年的变化中过于突出。件数至少一年不小于 10、相差不小于 5, \
             比率的分母两年都不小于 10 才作判断; 同类不足 30 个时放宽到不分层级、再到全部。|z| > 4 为\
             提示, > 6 为疑点。一起变动的几个数合为一条。",
            "Requests, disputes, licences, penalties and coercive measures, and the shares granted, \
             refused and corrected, whose change from last year stands out from the changes of bodies \
             of the same kind and level in the same year. A count is assessed from 10 in one of the \
             years and a step of 5, a share from a whole of 10 in both; with fewer than 30 peers all \
             levels, then all bodies are taken. |z| > 4 is a notice, > 6 a warning. What moves \
             together is one finding.",
        ),
        why: Text::new(
            "错位、多写一位、单位不对、口径变化, 都表现为与上年不成比例的变化。按 ±50% 筛会把大半小机关\
             筛出来; 这里按件数多少和同类离散程度定尺度, 各种规模都只提出百分之一到三。",
            "Shifted columns, a digit too many, wrong units and changed definitions all show as steps \
             out of proportion. A rule of ±50 % picks out most of the small bodies; this one is sized \
             to the numbers and to the spread among peers, and picks 1–3 % of every size.",
        ),
        innocent: Text::new(
            "拆迁、征地等事件带来的集中申请; 机构改革后职能划转; 系统上线后开始逐件统计。",
            "A wave of requests after an event such as a demolition; powers that moved in a reform; a \
             new system that counts each piece.",
        ),
        basis: Text::new(
            "Spiegelhalter (2005), 过度离散的漏斗图: L = ln((x₁+½)/(x₀+½)), v = 1/(x₀+½)+1/(x₁+½), \
             m 为同类 L 的中位数, τ² 使 1.4826·MAD((L−m)/√(τ²+v)) = 1, z = (L−m)/√(τ²+v); 比率用 \
             asin√((x+⅜)/(n+¾)), 方差 1/(4n+2)。",
            "Spiegelhalter (2005), funnel plots with over-dispersion: L = ln((x₁+½)/(x₀+½)), \
             v = 1/(x₀+½)+1/(x₁+½), m the peers' median L, τ² such that \
             1.4826·MAD((L−m)/√(τ²+v)) = 1, z = (L−m)/√(τ²+v); for shares asin√((x+⅜)/(n+¾)) with \
             variance 1/(4n+2).",
        ),
        fires: Text::new("新收 40 → 4000, 同类大多增减两成以内", "40 → 4000 new requests where peers moved by a fifth"),
        silent: Text::new("新收 8 → 14: 数太小, 说明不了什么", "8 → 14 new requests: too few to tell"),
    },
    run: Run::Case(run),
    message,
};

/// |z| beyond which a step is said, and beyond which it is a warning.
const NOTICE: f64 = 4.0;
const WARNING: f64 = 6.0;

fn run(look: &Look<'_>, drafts: &mut Vec<Draft>) {
    for (before, after) in look.pairs() {
        for family in Family::ALL {
            let said = of_family(look, before, after, family, drafts);
            drafts.extend(said);
        }
    }
}

/// Whether a cell that the sums have named makes the step: with its repair there is none. That is
/// one cause, and it has its finding already.
fn explained(
    indicator: Indicator,
    before: &Report,
    after: &Report,
    peer: &Peer,
    known: &[Draft],
) -> bool {
    let parts = indicator.parts();
    let mend = |report: &Report| {
        let mut mended: Option<Cells> = None;
        for draft in known.iter().filter(|draft| draft.year == report.year) {
            if let (Some(cell), Some(repair)) = (draft.suspect, draft.repair)
                && (parts.of.contains(&cell) || parts.whole.contains(&cell))
            {
                let cells = mended.get_or_insert_with(|| report.cells.clone());
                cells.set_number(cell, repair, "");
            }
        }
        mended
    };
    let (mended0, mended1) = (mend(before), mend(after));
    if mended0.is_none() && mended1.is_none() {
        return false;
    }
    let (cells0, cells1) = (
        mended0.as_ref().unwrap_or(&before.cells),
        mended1.as_ref().unwrap_or(&after.cells),
    );
    indicator
        .step(cells0, cells1)
        .is_none_or(|step| !step.worth || peer.z(&step).abs() <= NOTICE)
}

fn of_family(
    look: &Look<'_>,
    before: &Report,
    after: &Report,
    family: Family,
    known: &[Draft],
) -> Option<Draft> {
    let mut draft = Draft::new(RULE.id, Severity::Notice, after.year);
    let mut largest = 0.0;
    for indicator in Indicator::ALL.into_iter().filter(|one| one.family() == family) {
        let step = indicator.step(&before.cells, &after.cells).filter(|step| step.worth);
        let Some(step) = step else { continue };
        let agency = &look.case.agency;
        let Some((group, peer)) = look.peers.of(agency, after.year, indicator) else {
            continue;
        };
        let z = peer.z(&step);
        if z.abs() <= NOTICE || explained(indicator, before, after, &peer, known) {
            continue;
        }
        let flag = flag(indicator, before, after, &step, &peer, z);
        if z.abs() > largest {
            largest = z.abs();
            (draft.expected, draft.actual) = (flag.expected, flag.actual);
        }
        draft.drifting_fact(&format!("stat.{}", indicator.key()), facts(&step, &peer, &group, z));
        draft.flags.push(flag);
    }
    draft.flags.first()?;
    // The family is the identity: which of its members stand out drifts with the peers.
    draft.cells.extend(head(family));
    draft.mark = family.key().to_owned();
    Some(draft)
}

fn head(family: Family) -> Option<Cell> {
    let first = Indicator::ALL.into_iter().find(|one| one.family() == family)?;
    first.parts().of.first().copied()
}

fn flag(
    indicator: Indicator,
    before: &Report,
    after: &Report,
    step: &Step,
    peer: &Peer,
    z: f64,
) -> Flag {
    let parts = indicator.parts();
    let cells: Vec<Cell> = parts.of.iter().chain(&parts.whole).copied().collect();
    let addend = |report: &Report, cell: Cell, sign| Addend {
        year: report.year,
        cell,
        number: report.cells.number(cell),
        sign,
    };
    let mut addends: Vec<Addend> = cells.iter().map(|cell| addend(before, *cell, 1)).collect();
    addends.extend(cells.iter().map(|cell| addend(after, *cell, -1)));
    // Where the peers' median would have led from last year's figure.
    let expected = if indicator.is_share() {
        (step.before.sqrt().asin() + peer.median).clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2)
    } else {
        ((step.before + 0.5) * peer.median.exp() - 0.5).max(0.0)
    };
    Flag {
        rule: RULE.id.to_owned(),
        severity: if z.abs() > WARNING { Severity::Warning } else { Severity::Notice },
        cells,
        expected: Some(round(expected, indicator)),
        actual: Some(round(step.after, indicator)),
        addends,
    }
}

fn round(number: f64, indicator: Indicator) -> f64 {
    let scale = if indicator.is_share() { 10_000.0 } else { 1.0 };
    (number * scale).round() / scale
}

/// All numbers that are needed to work z out again.
fn facts(step: &Step, peer: &Peer, group: &PeerGroup, z: f64) -> String {
    let kind = group.kind.map_or("any", |kind| kind.key());
    let level = group.level.map_or("any", |level| level.key());
    format!(
        "before={} after={} L={:.4} v={:.4} m={:.4} tau2={:.4} z={z:.2} peers={} kind={kind} level={level}",
        decimal(step.before),
        decimal(step.after),
        step.change,
        step.variance,
        peer.median,
        peer.spread,
        peer.bodies,
    )
}

fn message(finding: &Finding, lang: Lang) -> String {
    let said: Vec<String> =
        Indicator::ALL.into_iter().filter_map(|one| one_of(finding, one, lang)).collect();
    said.join("; ")
}

fn one_of(finding: &Finding, indicator: Indicator, lang: Lang) -> Option<String> {
    let facts = crate::check::words::fact(finding, &format!("stat.{}", indicator.key()));
    let number = |name: &str| -> Option<f64> {
        facts.split(' ').find_map(|fact| fact.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    let (before, after, z) = (number("before")?, number("after")?, number("z")?);
    let (median, peers) = (number("m")?, number("peers")?);
    let name = indicator.label().get(lang);
    let (before, after, median) = if indicator.is_share() {
        let percent = |share: f64| format!("{:.1}%", 100.0 * share);
        let points = match lang {
            Lang::Zh => format!("弧度 {median:+.2}"),
            Lang::En => format!("{median:+.2} rad"),
        };
        (percent(before), percent(after), points)
    } else {
        let percent = 100.0 * (median.exp() - 1.0);
        (words::number(Some(before), lang), words::number(Some(after), lang), format!("{percent:+.0}%"))
    };
    let year = finding.year.saturating_sub(1);
    Some(lang.pick(
        format!("{name} {year} 年 {before} → {after}, 同类 {peers} 个变化中位 {median}, z = {z:.1}"),
        format!("{name} {before} in {year} → {after}; median of {peers} peers {median}, z = {z:.1}"),
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{agency, case, cell, report, set};
    use crate::check::{Context, ContextBuilder, check, message};
    use crate::record::{Case, Finding, Severity};
    use crate::text::Lang;
    use rand::{RngExt, SeedableRng};

    fn years(name: &str, before: i64, after: i64) -> Case {
        let granted = |new| [("requests.new.natural", new), ("requests.granted.natural", new)];
        let mut case = case(vec![report(2023, &granted(before)), report(2024, &granted(after))]);
        case.agency.name = name.to_owned();
        case
    }

    /// Sixty peers that moved by up to a fifth.
    fn context() -> Context {
        let mut builder = ContextBuilder::default();
        for nth in 0..60 {
            builder.add(&years(&format!("第{nth}局"), 100, 90 + nth % 31));
        }
        builder.build()
    }

    fn found(before: i64, after: i64, context: &Context) -> Vec<Finding> {
        let findings = check(&years(&agency().name, before, after), context);
        findings.into_iter().filter(|finding| finding.rule == "X-STAT").collect()
    }

    #[test]
    fn fires() {
        let found = found(40, 4000, &context());
        assert_eq!(found.len(), 1, "new and closed moved together");
        assert_eq!((found[0].severity, found[0].flags.len()), (Severity::Warning, 2));
        assert_eq!(found[0].actual, Some(4000.0));
        let facts: Vec<&str> = found[0].facts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(facts, ["stat.new", "stat.closed"]);
        assert!(message(&found[0], Lang::Zh).starts_with("本年新收 2023 年 40 → 4000, 同类 60 个"));
        assert!(message(&found[0], Lang::En).starts_with("new requests 40 in 2023 → 4000"));
    }

    #[test]
    fn a_step_that_a_wrong_cell_makes_is_that_cells_finding() {
        let mut case = years(&agency().name, 100, 104);
        set(&mut case.reports[1], "requests.new.total", 1044);
        let found = check(&case, &context());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].rule.as_str(), found[0].repair), ("T3-BAL", Some(104.0)));
    }

    #[test]
    fn is_silent() {
        let context = context();
        for (before, after) in [(8, 14), (100, 115), (30, 45)] {
            assert!(found(before, after, &context).is_empty(), "{before} → {after}");
        }
        assert!(found(40, 4000, &Context::default()).is_empty(), "nothing known of peers");
    }

    /// A percentage flags small bodies for being small; z asks the same of every size.
    #[test]
    fn few_are_flagged_whatever_their_size() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
        // Box and Muller's normal deviates.
        let mut normal = || {
            let (u, v): (f64, f64) = (rng.random_range(1e-9..1.0), rng.random_range(0.0..1.0));
            (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
        };
        let mut cases = Vec::new();
        for (size, count) in [(12, 400), (120, 400), (1200, 400)] {
            for nth in 0..count {
                let was = f64::from(size) + normal() * f64::from(size).sqrt();
                let now = (f64::from(size) * (0.25 * normal()).exp()).max(1.0);
                let now = now + normal() * now.sqrt();
                let of = |number: f64| number.round().max(0.0) as i64;
                let mut case = years(&format!("{size}-{nth}"), of(was), of(now));
                case.agency.printed = size.to_string();
                cases.push(case);
            }
        }
        let mut builder = ContextBuilder::default();
        cases.iter().for_each(|case| builder.add(case));
        let context = builder.build();
        for size in ["12", "120", "1200"] {
            let of_size = || cases.iter().filter(|case| case.agency.printed == size);
            let flagged = of_size()
                .filter(|case| check(case, &context).iter().any(|found| found.rule == "X-STAT"))
                .count();
            let halves = of_size().filter(|case| {
                let new = |at: usize| case.reports[at].cells.number(cell("requests.new.total"));
                let (was, now) = (new(0).unwrap_or(0.0), new(1).unwrap_or(0.0));
                now > 1.5 * was || now < 0.5 * was
            });
            assert!(flagged <= of_size().count() / 100, "{flagged} of size {size}");
            assert!(size != "12" || halves.count() > of_size().count() / 5);
        }
    }
}
