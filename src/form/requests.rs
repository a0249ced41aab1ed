//! Table three, 收到和处理政府信息公开申请情况: its rows and columns.

use super::Form;
use crate::text::Text;

/// A column of table three: who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 自然人.
    Natural,
    /// 商业企业.
    Business,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    Nonprofit,
    /// 法律服务机构.
    Legal,
    /// 其他.
    Other,
    /// 总计, the sum of the six.
    Total,
}

impl Column {
    /// The seven columns from left to right, the total last.
    pub const ALL: [Column; 7] = [
        Column::Natural,
        Column::Business,
        Column::Research,
        Column::Nonprofit,
        Column::Legal,
        Column::Other,
        Column::Total,
    ];

    /// The six kinds of applicants that the total sums.
    pub const APPLICANTS: [Column; 6] = [
        Column::Natural,
        Column::Business,
        Column::Research,
        Column::Nonprofit,
        Column::Legal,
        Column::Other,
    ];

    /// 0 to 6 from the left.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The last part of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            Column::Natural => "natural",
            Column::Business => "business",
            Column::Research => "research",
            Column::Nonprofit => "nonprofit",
            Column::Legal => "legal",
            Column::Other => "other",
            Column::Total => "total",
        }
    }

    /// The column's heading on the form.
    pub const fn label(self) -> Text {
        match self {
            Column::Natural => Text::new("自然人", "natural persons"),
            Column::Business => Text::new("商业企业", "businesses"),
            Column::Research => Text::new("科研机构", "research bodies"),
            Column::Nonprofit => Text::new("社会公益组织", "non-profits"),
            Column::Legal => Text::new("法律服务机构", "legal services"),
            Column::Other => Text::new("其他", "other"),
            Column::Total => Text::new("总计", "total"),
        }
    }

    /// A heading of at most six terminal columns in Chinese, eight in English.
    pub const fn short(self) -> Text {
        match self {
            Column::Natural => Text::new("自然人", "natural"),
            Column::Business => Text::new("商企", "business"),
            Column::Research => Text::new("科研", "research"),
            Column::Nonprofit => Text::new("公益", "nonprof."),
            Column::Legal => Text::new("法律", "legal"),
            Column::Other => Text::new("其他", "other"),
            Column::Total => Text::new("总计", "total"),
        }
    }
}

/// What a row of table three is in the table's equations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 一、本年新收.
    New,
    /// 二、上年结转.
    CarriedIn,
    /// One of the outcomes that 三(七) sums.
    Outcome,
    /// 三(七) 总计.
    Closed,
    /// 四、结转下年度.
    CarriedOut,
}

/// A row of table three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(u8);

struct RowInfo {
    key: &'static str,
    role: Role,
    group: Option<Text>,
    label: Text,
    short: Text,
    f2019: bool,
    f2021: bool,
}

const DENIED: Option<Text> = Some(Text::new("（三）不予公开", "(3) refused"));
const UNABLE: Option<Text> = Some(Text::new("（四）无法提供", "(4) cannot be provided"));
const REJECTED: Option<Text> = Some(Text::new("（五）不予处理", "(5) not processed"));
const OTHER: Option<Text> = Some(Text::new("（六）其他处理", "(6) otherwise handled"));

const fn row(
    key: &'static str,
    role: Role,
    group: Option<Text>,
    label: Text,
    short: Text,
) -> RowInfo {
    RowInfo { key, role, group, label, short, f2019: true, f2021: true }
}

const fn only(form: Form, mut info: RowInfo) -> RowInfo {
    info.f2019 = matches!(form, Form::F2019);
    info.f2021 = matches!(form, Form::F2021);
    info
}

/// The 26 rows of both forms, in the order of the form; `other.all` is the undivided 其他处理 of 2019.
#[rustfmt::skip]
static ROWS: [RowInfo; 26] = [
    row("new", Role::New, None, Text::new("一、本年新收政府信息公开申请数量", "1. New requests this year"), Text::new("一 本年新收", "1 new")),
    row("carried_in", Role::CarriedIn, None, Text::new("二、上年结转政府信息公开申请数量", "2. Carried over from last year"), Text::new("二 上年结转", "2 carried in")),
    row("granted", Role::Outcome, None, Text::new("（一）予以公开", "(1) Granted"), Text::new("三(一)予以公开", "3(1) granted")),
    row("partial", Role::Outcome, None, Text::new("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "(2) Granted in part"), Text::new("(二)部分公开", "(2) in part")),
    row("denied.state_secret", Role::Outcome, DENIED, Text::new("1.属于国家秘密", "1. State secrets"), Text::new("(三)1国家秘密", "(3)1 state secret")),
    row("denied.law_forbids", Role::Outcome, DENIED, Text::new("2.其他法律行政法规禁止公开", "2. Forbidden by other laws"), Text::new("2法律法规禁止", "2 law forbids")),
    row("denied.three_safeties", Role::Outcome, DENIED, Text::new("3.危及“三安全一稳定”", "3. Endangers safety or stability"), Text::new("3三安全一稳定", "3 safety")),
    row("denied.third_party", Role::Outcome, DENIED, Text::new("4.保护第三方合法权益", "4. Rights of third parties"), Text::new("4第三方权益", "4 third party")),
    row("denied.internal_affairs", Role::Outcome, DENIED, Text::new("5.属于三类内部事务信息", "5. Internal affairs"), Text::new("5内部事务", "5 internal")),
    row("denied.process", Role::Outcome, DENIED, Text::new("6.属于四类过程性信息", "6. Process information"), Text::new("6过程性信息", "6 process")),
    row("denied.enforcement_file", Role::Outcome, DENIED, Text::new("7.属于行政执法案卷", "7. Enforcement files"), Text::new("7执法案卷", "7 enforcement")),
    row("denied.inquiry_matter", Role::Outcome, DENIED, Text::new("8.属于行政查询事项", "8. Administrative inquiries"), Text::new("8查询事项", "8 inquiry")),
    row("unable.not_held", Role::Outcome, UNABLE, Text::new("1.本机关不掌握相关政府信息", "1. Not held by this body"), Text::new("(四)1不掌握", "(4)1 not held")),
    row("unable.needs_creation", Role::Outcome, UNABLE, Text::new("2.没有现成信息需要另行制作", "2. Would have to be made"), Text::new("2另行制作", "2 to be made")),
    row("unable.unclear", Role::Outcome, UNABLE, Text::new("3.补正后申请内容仍不明确", "3. Still unclear after correction"), Text::new("3仍不明确", "3 unclear")),
    row("rejected.petition", Role::Outcome, REJECTED, Text::new("1.信访举报投诉类申请", "1. Petitions and complaints"), Text::new("(五)1信访投诉", "(5)1 petition")),
    row("rejected.repeat", Role::Outcome, REJECTED, Text::new("2.重复申请", "2. Repeated requests"), Text::new("2重复申请", "2 repeat")),
    row("rejected.publication", Role::Outcome, REJECTED, Text::new("3.要求提供公开出版物", "3. Asks for publications"), Text::new("3公开出版物", "3 publication")),
    row("rejected.excessive", Role::Outcome, REJECTED, Text::new("4.无正当理由大量反复申请", "4. Excessive without reason"), Text::new("4大量反复", "4 excessive")),
    row("rejected.reissue", Role::Outcome, REJECTED, Text::new("5.要求行政机关确认或重新出具已获取信息", "5. Asks to confirm or reissue"), Text::new("5重新出具", "5 reissue")),
    only(Form::F2021, row("other.uncorrected", Role::Outcome, OTHER, Text::new("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1. Not corrected in time"), Text::new("(六)1逾期不补正", "(6)1 uncorrected"))),
    only(Form::F2021, row("other.unpaid", Role::Outcome, OTHER, Text::new("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2. Fee not paid in time"), Text::new("2逾期不缴费", "2 unpaid"))),
    only(Form::F2021, row("other.misc", Role::Outcome, OTHER, Text::new("3.其他", "3. Other"), Text::new("3其他", "3 other"))),
    only(Form::F2019, row("other.all", Role::Outcome, None, Text::new("（六）其他处理", "(6) Otherwise handled"), Text::new("(六)其他处理", "(6) other"))),
    row("closed", Role::Closed, None, Text::new("（七）总计", "(7) Total handled"), Text::new("(七)总计", "(7) total")),
    row("carried_out", Role::CarriedOut, None, Text::new("四、结转下年度继续办理", "4. Carried over to next year"), Text::new("四 结转下年", "4 carried out")),
];

impl Row {
    /// How many rows the two forms have together.
    pub const COUNT: usize = 26;
    /// 一、本年新收.
    pub const NEW: Row = Row(0);
    /// 二、上年结转.
    pub const CARRIED_IN: Row = Row(1);
    /// 三(一) 予以公开.
    pub const GRANTED: Row = Row(2);
    /// 三(二) 部分公开.
    pub const PARTIAL: Row = Row(3);
    /// 三(六) 其他处理, undivided (2019).
    pub const OTHER_ALL: Row = Row(23);
    /// 三(七) 总计.
    pub const CLOSED: Row = Row(24);
    /// 四、结转下年度.
    pub const CARRIED_OUT: Row = Row(25);

    /// All rows of both forms in the order of the form.
    pub fn all() -> impl DoubleEndedIterator<Item = Row> + Clone {
        (0..Row::COUNT as u8).map(Row)
    }

    /// The rows of one version in its order: 23 in 2019, 25 in 2021.
    pub fn of_form(form: Form) -> impl Iterator<Item = Row> {
        Row::all().filter(move |row| row.in_form(form))
    }

    /// 0 to 25 in the order of the form.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The row at that [index](Row::index).
    pub fn from_index(index: usize) -> Option<Row> {
        (index < Row::COUNT).then_some(Row(index as u8))
    }

    /// The middle of the keys of its cells, such as `denied.process`.
    pub fn key(self) -> &'static str {
        self.info().key
    }

    /// The row of that [key](Row::key).
    pub fn from_key(key: &str) -> Option<Row> {
        Row::all().find(|row| row.key() == key)
    }

    /// What the row is in the table's equations.
    pub fn role(self) -> Role {
        self.info().role
    }

    /// The printed heading over a group of rows, such as （三）不予公开.
    pub fn group(self) -> Option<Text> {
        self.info().group
    }

    /// The row's own label on the form.
    pub fn label(self) -> Text {
        self.info().label
    }

    /// A label for narrow screens.
    pub fn short(self) -> Text {
        self.info().short
    }

    /// Whether the version prints this row.
    pub fn in_form(self, form: Form) -> bool {
        match form {
            Form::F2019 => self.info().f2019,
            Form::F2021 => self.info().f2021,
        }
    }

    fn info(self) -> &'static RowInfo {
        &ROWS[self.index()]
    }
}

/// A set of rows of table three, such as those that a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RowSet(u32);

impl RowSet {
    /// The rows of one version.
    pub fn of_form(form: Form) -> RowSet {
        Row::of_form(form).collect()
    }

    /// Whether the row is in the set.
    pub const fn contains(self, row: Row) -> bool {
        self.0 & (1 << row.0) != 0
    }

    /// Puts a row in.
    pub fn insert(&mut self, row: Row) {
        self.0 |= 1 << row.0;
    }

    /// The rows in the order of the form.
    pub fn iter(self) -> impl Iterator<Item = Row> {
        Row::all().filter(move |row| self.contains(*row))
    }

    /// How many rows are in the set.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Row> for RowSet {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        let mut set = RowSet::default();
        for row in rows {
            set.insert(row);
        }
        set
    }
}
