//! Table two, 主动公开政府信息情况: the cells of 《政府信息公开条例》 第二十条.

use super::Kind;
use crate::text::Text;

pub(super) struct DisclosureCell {
    pub key: &'static str,
    pub section: &'static str,
    pub row: Text,
    pub column: Text,
    pub f2019: bool,
    pub f2021: bool,
    pub kind: Kind,
}

const ART1: &str = "第二十条第（一）项";
const ART5: &str = "第二十条第（五）项";
const ART6: &str = "第二十条第（六）项";
const ART8: &str = "第二十条第（八）项";
const ART9: &str = "第二十条第（九）项";

const REGULATIONS: Text = Text::new("规章", "regulations");
const NORMATIVE: Text = Text::new("行政规范性文件", "normative documents");
const LICENSING: Text = Text::new("行政许可", "licences");
const SERVICES: Text = Text::new("其他对外管理服务事项", "other services to the public");
const PENALTY: Text = Text::new("行政处罚", "penalties");
const COERCION: Text = Text::new("行政强制", "coercive measures");
const FEES: Text = Text::new("行政事业性收费", "administrative fees");
const PROCUREMENT: Text = Text::new("政府集中采购", "central procurement");

const ISSUED: Text = Text::new("本年制发件数", "issued this year");
const REPEALED: Text = Text::new("本年废止件数", "repealed this year");
const IN_FORCE: Text = Text::new("现行有效件数", "in force");
const DECISIONS: Text = Text::new("本年处理决定数量", "decisions this year");
const AMOUNT: Text = Text::new("本年收费金额（单位：万元）", "amount this year (10,000 yuan)");
const MADE: Text = Text::new("本年新制作数量", "newly made");
const PUBLISHED: Text = Text::new("本年新公开数量", "newly published");
const TOTAL_PUBLIC: Text = Text::new("对外公开总数量", "public in all");
const PRIOR: Text = Text::new("上一年项目数量", "items last year");
const CHANGE: Text = Text::new("本年增/减", "more or fewer");
const ITEMS: Text = Text::new("采购项目数量", "purchases");
const SPENT: Text = Text::new("采购总金额", "amount spent (10,000 yuan)");

const fn cell(
    key: &'static str,
    section: &'static str,
    row: Text,
    column: Text,
    (f2019, f2021): (bool, bool),
    kind: Kind,
) -> DisclosureCell {
    DisclosureCell { key, section, row, column, f2019, f2021, kind }
}

const OLD: (bool, bool) = (true, false);
const NEW: (bool, bool) = (false, true);
const BOTH: (bool, bool) = (true, true);

#[rustfmt::skip]
pub(super) static CELLS: [DisclosureCell; 29] = [
    cell("disclosure.regulations.issued", ART1, REGULATIONS, ISSUED, NEW, Kind::Count),
    cell("disclosure.regulations.repealed", ART1, REGULATIONS, REPEALED, NEW, Kind::Count),
    cell("disclosure.regulations.in_force", ART1, REGULATIONS, IN_FORCE, NEW, Kind::Count),
    cell("disclosure.normative.issued", ART1, NORMATIVE, ISSUED, NEW, Kind::Count),
    cell("disclosure.normative.repealed", ART1, NORMATIVE, REPEALED, NEW, Kind::Count),
    cell("disclosure.normative.in_force", ART1, NORMATIVE, IN_FORCE, NEW, Kind::Count),
    cell("disclosure.licensing.decisions", ART5, LICENSING, DECISIONS, BOTH, Kind::Count),
    cell("disclosure.penalty.decisions", ART6, PENALTY, DECISIONS, BOTH, Kind::Count),
    cell("disclosure.coercion.decisions", ART6, COERCION, DECISIONS, BOTH, Kind::Count),
    cell("disclosure.fees.amount", ART8, FEES, AMOUNT, NEW, Kind::Amount),
    cell("disclosure.regulations.made", ART1, REGULATIONS, MADE, OLD, Kind::Count),
    cell("disclosure.regulations.published", ART1, REGULATIONS, PUBLISHED, OLD, Kind::Count),
    cell("disclosure.regulations.total_public", ART1, REGULATIONS, TOTAL_PUBLIC, OLD, Kind::Count),
    cell("disclosure.normative.made", ART1, NORMATIVE, MADE, OLD, Kind::Count),
    cell("disclosure.normative.published", ART1, NORMATIVE, PUBLISHED, OLD, Kind::Count),
    cell("disclosure.normative.total_public", ART1, NORMATIVE, TOTAL_PUBLIC, OLD, Kind::Count),
    cell("disclosure.licensing.prior_items", ART5, LICENSING, PRIOR, OLD, Kind::Count),
    cell("disclosure.licensing.change", ART5, LICENSING, CHANGE, OLD, Kind::Change),
    cell("disclosure.other_services.prior_items", ART5, SERVICES, PRIOR, OLD, Kind::Count),
    cell("disclosure.other_services.change", ART5, SERVICES, CHANGE, OLD, Kind::Change),
    cell("disclosure.other_services.decisions", ART5, SERVICES, DECISIONS, OLD, Kind::Count),
    cell("disclosure.penalty.prior_items", ART6, PENALTY, PRIOR, OLD, Kind::Count),
    cell("disclosure.penalty.change", ART6, PENALTY, CHANGE, OLD, Kind::Change),
    cell("disclosure.coercion.prior_items", ART6, COERCION, PRIOR, OLD, Kind::Count),
    cell("disclosure.coercion.change", ART6, COERCION, CHANGE, OLD, Kind::Change),
    cell("disclosure.fees.prior_items", ART8, FEES, PRIOR, OLD, Kind::Count),
    cell("disclosure.fees.change", ART8, FEES, CHANGE, OLD, Kind::Change),
    cell("disclosure.procurement.items", ART9, PROCUREMENT, ITEMS, OLD, Kind::Count),
    cell("disclosure.procurement.amount", ART9, PROCUREMENT, SPENT, OLD, Kind::Amount),
];
