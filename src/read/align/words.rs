//! What the words on the form can be, and all the ways in which they are printed.

use crate::form::{Column, DisputeColumn, DisputeGroup, Row, Section};

/// A row of table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// 规章.
    Regulations,
    /// 行政规范性文件.
    Normative,
    /// 行政许可.
    Licensing,
    /// 其他对外管理服务事项.
    Services,
    /// 行政处罚.
    Penalty,
    /// 行政强制.
    Coercion,
    /// 行政事业性收费.
    Fees,
    /// 政府集中采购.
    Procurement,
}

impl Matter {
    /// The middle of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            Matter::Regulations => "regulations",
            Matter::Normative => "normative",
            Matter::Licensing => "licensing",
            Matter::Services => "other_services",
            Matter::Penalty => "penalty",
            Matter::Coercion => "coercion",
            Matter::Fees => "fees",
            Matter::Procurement => "procurement",
        }
    }
}

/// A column heading of table two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// 本年制发件数.
    Issued,
    /// 本年废止件数.
    Repealed,
    /// 现行有效件数.
    InForce,
    /// 本年处理决定数量.
    Decisions,
    /// 本年收费金额.
    Amount,
    /// 本年新制作数量.
    Made,
    /// 本年新公开数量.
    Published,
    /// 对外公开总数量.
    TotalPublic,
    /// 上一年项目数量.
    Prior,
    /// 本年增/减.
    Change,
    /// 采购项目数量.
    Items,
    /// 采购总金额.
    Spent,
    /// 本年新…, its second line lost: 制作 or 公开, by its place.
    NewCut,
}

impl Measure {
    /// The last part of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            Measure::Issued => "issued",
            Measure::Repealed => "repealed",
            Measure::InForce => "in_force",
            Measure::Decisions => "decisions",
            Measure::Amount | Measure::Spent => "amount",
            Measure::Made | Measure::NewCut => "made",
            Measure::Published => "published",
            Measure::TotalPublic => "total_public",
            Measure::Prior => "prior_items",
            Measure::Change => "change",
            Measure::Items => "items",
        }
    }
}

/// What a piece of text is on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A row of table three.
    Row(Row),
    /// A heading over rows of table three, 三、本年度办理结果 among them.
    Group,
    /// A column of table three.
    Applicant(Column),
    /// Another heading of table three: 申请人情况, 法人或其他组织, the note on the sums.
    RequestsHead,
    /// A row of table two.
    Matter(Matter),
    /// A column of table two.
    Measure(Measure),
    /// 信息内容.
    Content,
    /// 第二十条第（一）项.
    Article,
    /// A group of columns of table four.
    Group4(DisputeGroup),
    /// 行政诉讼, over two groups of table four.
    Lawsuits,
    /// A column of table four, but for the totals.
    Result(DisputeColumn),
    /// 总计 without a number: a column of table three or four.
    Total,
    /// 其他 without a number: a column or a row of table three.
    Other,
    /// The heading of a numbered part.
    Heading(Section),
}

/// The words of the form without spaces, punctuation and numbers, as they are and in short.
/// A row's own wording is taken from the form.
pub(super) const WORDS: &[(&str, Label)] = {
    use Column::{Business, Legal, Natural, Nonprofit, Research};
    use DisputeColumn as D;
    use Label as L;
    use Matter as M;
    use Measure as S;
    &[
        ("本年度办理结果", L::Group),
        ("办理结果", L::Group),
        ("不予公开", L::Group),
        ("无法提供", L::Group),
        ("不予处理", L::Group),
        ("申请人情况", L::RequestsHead),
        ("法人或其他组织", L::RequestsHead),
        ("本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和", L::RequestsHead),
        ("自然人", L::Applicant(Natural)),
        ("商业企业", L::Applicant(Business)),
        ("科研机构", L::Applicant(Research)),
        ("社会公益组织", L::Applicant(Nonprofit)),
        ("法律服务机构", L::Applicant(Legal)),
        ("其他", L::Other),
        ("其它", L::Other),
        ("总计", L::Total),
        ("合计", L::Total),
        ("规章", L::Matter(M::Regulations)),
        ("行政规范性文件", L::Matter(M::Normative)),
        ("规范性文件", L::Matter(M::Normative)),
        ("规范性档案", L::Matter(M::Normative)),
        ("行政规范性档案", L::Matter(M::Normative)),
        ("行政许可", L::Matter(M::Licensing)),
        ("其他对外管理服务事项", L::Matter(M::Services)),
        ("行政处罚", L::Matter(M::Penalty)),
        ("行政强制", L::Matter(M::Coercion)),
        ("行政事业性收费", L::Matter(M::Fees)),
        ("行政事业收费", L::Matter(M::Fees)),
        ("政府集中采购", L::Matter(M::Procurement)),
        ("本年制发件数", L::Measure(S::Issued)),
        ("本年度制发件数", L::Measure(S::Issued)),
        ("制发件数", L::Measure(S::Issued)),
        ("本年制发数量", L::Measure(S::Issued)),
        ("本年废止件数", L::Measure(S::Repealed)),
        ("本年度废止件数", L::Measure(S::Repealed)),
        ("废止件数", L::Measure(S::Repealed)),
        ("现行有效件数", L::Measure(S::InForce)),
        ("现行有效件", L::Measure(S::InForce)),
        ("现行有效数", L::Measure(S::InForce)),
        ("本年处理决定数量", L::Measure(S::Decisions)),
        ("本年度处理决定数量", L::Measure(S::Decisions)),
        ("处理决定数量", L::Measure(S::Decisions)),
        ("本年收费金额", L::Measure(S::Amount)),
        ("本年度收费金额", L::Measure(S::Amount)),
        ("本年收费金额单位万元", L::Measure(S::Amount)),
        ("本年新制作数量", L::Measure(S::Made)),
        ("本年新制作", L::Measure(S::Made)),
        ("本年新公开数量", L::Measure(S::Published)),
        ("本年新公开", L::Measure(S::Published)),
        ("本年新", L::Measure(S::NewCut)),
        ("对外公开总数量", L::Measure(S::TotalPublic)),
        ("对外公开总", L::Measure(S::TotalPublic)),
        ("对外公开总数", L::Measure(S::TotalPublic)),
        ("上一年项目数量", L::Measure(S::Prior)),
        ("上年项目数量", L::Measure(S::Prior)),
        ("本年增减", L::Measure(S::Change)),
        ("本年增", L::Measure(S::Change)),
        ("采购项目数量", L::Measure(S::Items)),
        ("采购总金额", L::Measure(S::Spent)),
        ("采购总金额单位万元", L::Measure(S::Spent)),
        ("信息内容", L::Content),
        ("行政复议", L::Group4(DisputeGroup::Reconsideration)),
        ("行政诉讼", L::Lawsuits),
        ("未经复议直接起诉", L::Group4(DisputeGroup::Direct)),
        ("复议后起诉", L::Group4(DisputeGroup::AfterReconsideration)),
        ("结果维持", L::Result(D::Upheld)),
        ("结果纠正", L::Result(D::Corrected)),
        ("其他结果", L::Result(D::Other)),
        ("尚未审结", L::Result(D::Pending)),
        ("总体情况", L::Heading(Section::Overview)),
        ("主动公开政府信息情况", L::Heading(Section::Disclosure)),
        ("收到和处理政府信息公开申请情况", L::Heading(Section::Requests)),
        ("政府信息公开行政复议行政诉讼情况", L::Heading(Section::Disputes)),
        ("政府信息公开行政复议和行政诉讼情况", L::Heading(Section::Disputes)),
        ("因政府信息公开工作被申请行政复议提起行政诉讼情况", L::Heading(Section::Disputes)),
        ("存在的主要问题及改进情况", L::Heading(Section::Problems)),
        ("其他需要报告的事项", L::Heading(Section::Other)),
    ]
};

/// Short forms of row labels, by the row's key.
pub(super) const ROW_WORDS: &[(&str, &str)] = &[
    ("本年新收政府信息公开申请", "new"),
    ("本年新收申请数量", "new"),
    ("上年结转政府信息公开申请", "carried_in"),
    ("上年结转申请数量", "carried_in"),
    ("部分公开", "partial"),
    ("国家秘密", "denied.state_secret"),
    ("其他法律法规禁止公开", "denied.law_forbids"),
    ("第三方合法权益", "denied.third_party"),
    ("三类内部事务信息", "denied.internal_affairs"),
    ("四类过程性信息", "denied.process"),
    ("行政执法案卷", "denied.enforcement_file"),
    ("行政查询事项", "denied.inquiry_matter"),
    ("逾期不补正", "other.uncorrected"),
    ("申请人逾期不补正", "other.uncorrected"),
    ("逾期不缴费", "other.unpaid"),
    ("逾期未缴费", "other.unpaid"),
    ("申请人逾期不缴费", "other.unpaid"),
    ("其他处理", "other.all"),
    ("其他处理情况", "other.all"),
    ("结转下年度", "carried_out"),
    ("结转下年度办理", "carried_out"),
];
