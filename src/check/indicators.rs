//! The figures that are compared with those of peers, and how big a step is.

use crate::form::{Cell, Column, DisputeColumn, DisputeGroup, Role, Row};
use crate::record::Cells;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A count or a share that is followed from year to year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Indicator {
    /// 本年新收.
    New,
    /// 三(七) 总计.
    Closed,
    /// 结转下年度.
    CarriedOut,
    /// 公开率: (予以公开 + 部分公开) / 总计.
    GrantedShare,
    /// 不予公开率: 不予公开 / 总计.
    DeniedShare,
    /// 行政复议总计.
    Reviews,
    /// 未经复议直接起诉总计.
    DirectLawsuits,
    /// 复议后起诉总计.
    LawsuitsAfterReview,
    /// 纠错率: 结果纠正 / 已审结, 复议和诉讼合计.
    CorrectedShare,
    /// 行政许可决定.
    Licensing,
    /// 行政处罚决定.
    Penalty,
    /// 行政强制决定.
    Coercion,
}

/// What moves together and is one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// How many requests there were.
    Requests,
    /// How they were answered.
    Outcomes,
    /// Reviews and lawsuits.
    Disputes,
    /// Licences.
    Licensing,
    /// Penalties.
    Penalty,
    /// Coercive measures.
    Coercion,
}

impl Family {
    /// All families.
    pub const ALL: [Family; 6] = [
        Family::Requests,
        Family::Outcomes,
        Family::Disputes,
        Family::Licensing,
        Family::Penalty,
        Family::Coercion,
    ];

    /// The family's name, part of a finding's identity.
    pub const fn key(self) -> &'static str {
        match self {
            Family::Requests => "requests",
            Family::Outcomes => "outcomes",
            Family::Disputes => "disputes",
            Family::Licensing => "licensing",
            Family::Penalty => "penalty",
            Family::Coercion => "coercion",
        }
    }
}

/// The step of one indicator from one year to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// L: the change on the scale on which chance is the same for all sizes.
    pub change: f64,
    /// v: the variance of L by chance alone.
    pub variance: f64,
    /// The earlier year's figure: a count, or a share from 0 to 1.
    pub before: f64,
    /// The later year's.
    pub after: f64,
    /// Whether the step is large enough in pieces to be worth a word.
    pub worth: bool,
}

/// The cells of an indicator: a sum, and for a share the sum that it is a part of.
pub(super) struct Parts {
    pub of: Vec<Cell>,
    pub whole: Vec<Cell>,
}

impl Indicator {
    /// All indicators; those of one [family](Indicator::family) stand together.
    pub const ALL: [Indicator; 12] = [
        Indicator::New,
        Indicator::Closed,
        Indicator::CarriedOut,
        Indicator::GrantedShare,
        Indicator::DeniedShare,
        Indicator::Reviews,
        Indicator::DirectLawsuits,
        Indicator::LawsuitsAfterReview,
        Indicator::CorrectedShare,
        Indicator::Licensing,
        Indicator::Penalty,
        Indicator::Coercion,
    ];

    /// The family.
    pub const fn family(self) -> Family {
        match self {
            Indicator::New | Indicator::Closed | Indicator::CarriedOut => Family::Requests,
            Indicator::GrantedShare | Indicator::DeniedShare => Family::Outcomes,
            Indicator::Reviews
            | Indicator::DirectLawsuits
            | Indicator::LawsuitsAfterReview
            | Indicator::CorrectedShare => Family::Disputes,
            Indicator::Licensing => Family::Licensing,
            Indicator::Penalty => Family::Penalty,
            Indicator::Coercion => Family::Coercion,
        }
    }

    /// The indicator's name in facts.
    pub const fn key(self) -> &'static str {
        match self {
            Indicator::New => "new",
            Indicator::Closed => "closed",
            Indicator::CarriedOut => "carried_out",
            Indicator::GrantedShare => "granted_share",
            Indicator::DeniedShare => "denied_share",
            Indicator::Reviews => "reviews",
            Indicator::DirectLawsuits => "direct_lawsuits",
            Indicator::LawsuitsAfterReview => "lawsuits_after_review",
            Indicator::CorrectedShare => "corrected_share",
            Indicator::Licensing => "licensing",
            Indicator::Penalty => "penalty",
            Indicator::Coercion => "coercion",
        }
    }

    /// The indicator's name for people.
    pub const fn label(self) -> Text {
        match self {
            Indicator::New => Text::new("本年新收", "new requests"),
            Indicator::Closed => Text::new("办理总计", "requests handled"),
            Indicator::CarriedOut => Text::new("结转下年度", "carried out"),
            Indicator::GrantedShare => Text::new("公开率", "share granted"),
            Indicator::DeniedShare => Text::new("不予公开率", "share refused"),
            Indicator::Reviews => Text::new("行政复议", "reviews"),
            Indicator::DirectLawsuits => Text::new("直接起诉", "direct lawsuits"),
            Indicator::LawsuitsAfterReview => Text::new("复议后起诉", "lawsuits after review"),
            Indicator::CorrectedShare => Text::new("纠错率", "share corrected"),
            Indicator::Licensing => Text::new("行政许可决定", "licences"),
            Indicator::Penalty => Text::new("行政处罚决定", "penalties"),
            Indicator::Coercion => Text::new("行政强制决定", "coercive measures"),
        }
    }

    /// Whether it is a share.
    pub const fn is_share(self) -> bool {
        matches!(self, Indicator::GrantedShare | Indicator::DeniedShare | Indicator::CorrectedShare)
    }

    pub(super) fn parts(self) -> &'static Parts {
        static PARTS: LazyLock<Vec<Parts>> =
            LazyLock::new(|| Indicator::ALL.into_iter().map(build).collect());
        &PARTS[self as usize]
    }

    /// The cells that any of them looks at, each once.
    pub fn cells() -> Vec<Cell> {
        let all = Indicator::ALL.into_iter().map(Indicator::parts);
        let mut cells: Vec<Cell> =
            all.flat_map(|parts| parts.of.iter().chain(&parts.whole).copied()).collect();
        cells.sort_unstable_by_key(|cell| cell.index());
        cells.dedup();
        cells
    }

    /// The step between two years' figures; `None` where it cannot be assessed: a figure is
    /// missing, or the numbers are too small (a count below 10 in both years, a share of fewer
    /// than 10).
    pub fn step(self, before: &Cells, after: &Cells) -> Option<Step> {
        let Parts { of, whole } = self.parts();
        let sum = |cells: &Cells, of: &[Cell]| {
            of.iter().try_fold(0.0, |sum, cell| {
                let number = cells.number(*cell).filter(|number| *number >= 0.0)?;
                Some(sum + number)
            })
        };
        let (x0, x1) = (sum(before, of)?, sum(after, of)?);
        if !self.is_share() {
            if x0.max(x1) < 10.0 {
                return None;
            }
            return Some(Step {
                change: ((x1 + 0.5) / (x0 + 0.5)).ln(),
                variance: 1.0 / (x0 + 0.5) + 1.0 / (x1 + 0.5),
                before: x0,
                after: x1,
                worth: (x1 - x0).abs() >= 5.0,
            });
        }
        let (n0, n1) = (sum(before, whole)?, sum(after, whole)?);
        if n0 < 10.0 || n1 < 10.0 || x0 > n0 || x1 > n1 {
            return None;
        }
        let angle = |x: f64, n: f64| ((x + 0.375) / (n + 0.75)).sqrt().asin();
        Some(Step {
            change: angle(x1, n1) - angle(x0, n0),
            variance: 1.0 / (4.0 * n0 + 2.0) + 1.0 / (4.0 * n1 + 2.0),
            before: x0 / n0,
            after: x1 / n1,
            worth: true,
        })
    }
}

fn build(indicator: Indicator) -> Parts {
    let request = |row| Cell::request(row, Column::Total);
    let dispute = |columns: &[DisputeColumn]| -> Vec<Cell> {
        let cells = DisputeGroup::ALL
            .into_iter()
            .flat_map(|group| columns.iter().map(move |column| Cell::dispute(group, *column)));
        cells.collect()
    };
    let named = |key| Cell::from_key(key).into_iter().collect();
    let (of, whole) = match indicator {
        Indicator::New => (vec![request(Row::NEW)], vec![]),
        Indicator::Closed => (vec![request(Row::CLOSED)], vec![]),
        Indicator::CarriedOut => (vec![request(Row::CARRIED_OUT)], vec![]),
        Indicator::GrantedShare => {
            (vec![request(Row::GRANTED), request(Row::PARTIAL)], vec![request(Row::CLOSED)])
        }
        Indicator::DeniedShare => {
            let denied = Row::all()
                .filter(|row| row.role() == Role::Outcome && row.key().starts_with("denied."));
            (denied.map(request).collect(), vec![request(Row::CLOSED)])
        }
        Indicator::Reviews => {
            (vec![Cell::dispute(DisputeGroup::Reconsideration, DisputeColumn::Total)], vec![])
        }
        Indicator::DirectLawsuits => {
            (vec![Cell::dispute(DisputeGroup::Direct, DisputeColumn::Total)], vec![])
        }
        Indicator::LawsuitsAfterReview => {
            (vec![Cell::dispute(DisputeGroup::AfterReconsideration, DisputeColumn::Total)], vec![])
        }
        Indicator::CorrectedShare => (
            dispute(&[DisputeColumn::Corrected]),
            dispute(&[DisputeColumn::Upheld, DisputeColumn::Corrected, DisputeColumn::Other]),
        ),
        Indicator::Licensing => (named("disclosure.licensing.decisions"), vec![]),
        Indicator::Penalty => (named("disclosure.penalty.decisions"), vec![]),
        Indicator::Coercion => (named("disclosure.coercion.decisions"), vec![]),
    };
    Parts { of, whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::report;

    #[test]
    fn steps_are_sized_to_the_numbers() {
        let new = |count| report(2024, &[("requests.new.natural", count)]).cells;
        let step = |x0, x1| Indicator::New.step(&new(x0), &new(x1));
        assert_eq!(step(9, 3), None, "too small to say anything");
        let (small, large) = (step(10, 20).unwrap(), step(1000, 2000).unwrap());
        assert!((small.change - (20.5_f64 / 10.5).ln()).abs() < 1e-12);
        assert!((small.variance - (1.0 / 10.5 + 1.0 / 20.5)).abs() < 1e-12);
        assert!(small.variance > 50.0 * large.variance);
        assert!(!step(10, 14).unwrap().worth && small.worth);
    }

    #[test]
    fn every_indicator_stands_in_its_family_and_has_cells() {
        for (at, indicator) in Indicator::ALL.into_iter().enumerate() {
            assert_eq!(indicator as usize, at);
            assert!(!indicator.parts().of.is_empty(), "{indicator:?}");
            assert_eq!(indicator.is_share(), !indicator.parts().whole.is_empty());
        }
    }

    #[test]
    fn shares_need_ten() {
        let of = |granted, closed| {
            let rest = closed - granted;
            report(
                2024,
                &[
                    ("requests.granted.natural", granted),
                    ("requests.denied.process.natural", rest),
                    ("requests.new.natural", closed),
                ],
            )
            .cells
        };
        assert_eq!(Indicator::GrantedShare.step(&of(3, 9), &of(5, 40)), None);
        let step = Indicator::GrantedShare.step(&of(10, 20), &of(10, 40)).unwrap();
        assert_eq!((step.before, step.after), (0.5, 0.25));
        assert!(step.change < 0.0);
    }
}
