//! Everything that a key can do: one list that keys, hints, help and the jump box all read.
//!
//! Adding an action takes this file and the place in `update` that carries it out.

use crate::text::Text;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The tree of agencies.
    Agencies,
    /// A table of a report.
    Report,
    /// The prose of a report.
    Prose,
    /// The source of a report.
    Source,
    /// The comparison.
    Compare,
    /// The list of findings.
    Findings,
    /// The facets beside that list.
    Facets,
    /// The walkthrough.
    Walk,
    /// The matrix of reports.
    Coverage,
    /// A page of help.
    Help,
    /// The choice of what to decide at once.
    Bulk,
    /// A cell beside its peers.
    Plot,
    /// A line to type in.
    Prompt,
    /// The jump box.
    Jump,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Scope; 14] = [
        Scope::Agencies,
        Scope::Report,
        Scope::Prose,
        Scope::Source,
        Scope::Compare,
        Scope::Findings,
        Scope::Facets,
        Scope::Walk,
        Scope::Coverage,
        Scope::Help,
        Scope::Bulk,
        Scope::Plot,
        Scope::Prompt,
        Scope::Jump,
    ];

    /// Whether characters are typed here rather than pressed.
    pub const fn is_text(self) -> bool {
        matches!(self, Scope::Prompt | Scope::Jump)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of scopes.
type Scopes = u16;

const AGENCIES: Scopes = Scope::Agencies.bit();
const REPORT: Scopes = Scope::Report.bit();
const PROSE: Scopes = Scope::Prose.bit();
const SOURCE: Scopes = Scope::Source.bit();
const COMPARE: Scopes = Scope::Compare.bit();
const FINDINGS: Scopes = Scope::Findings.bit();
const FACETS: Scopes = Scope::Facets.bit();
const WALK: Scopes = Scope::Walk.bit();
const COVERAGE: Scopes = Scope::Coverage.bit();
const HELP: Scopes = Scope::Help.bit();
const BULK: Scopes = Scope::Bulk.bit();
const PLOT: Scopes = Scope::Plot.bit();
const TEXT: Scopes = Scope::Prompt.bit() | Scope::Jump.bit();
/// The screens proper: without what lies over them.
const SCREENS: Scopes =
    AGENCIES | REPORT | PROSE | SOURCE | COMPARE | FINDINGS | FACETS | WALK | COVERAGE;
/// Where a cursor stands on something.
const LISTS: Scopes = AGENCIES | REPORT | COMPARE | FINDINGS | FACETS | COVERAGE;
/// Where text is read.
const PAGES: Scopes = PROSE | SOURCE | HELP;
/// Where there are columns.
const GRIDS: Scopes = REPORT | COMPARE | COVERAGE;

/// One thing that a key does; [`ACTIONS`] says what, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Confirm,
    Explain,
    FalseAlarm,
    Misread,
    Unsure,
    Note,
    Repeat,
    Undo,
    Redo,
    NextOpen,
    PreviousOpen,
    Open,
    NextTab,
    PreviousTab,
    Measure,
    SwitchColumns,
    OnlyDifferent,
    Sort,
    NextColumn,
    PreviousColumn,
    NextDifference,
    PreviousDifference,
    NextYear,
    PreviousYear,
    NextFlag,
    PreviousFlag,
    NextGap,
    PreviousGap,
    Source,
    Markup,
    Search,
    NextMatch,
    PreviousMatch,
    Peers,
    Filter,
    Basket,
    Mark,
    Unmark,
    Compare,
    FindingsHere,
    Facets,
    ClearFilter,
    NextAgency,
    PreviousAgency,
    NextRule,
    PreviousRule,
    AcrossYears,
    Rule,
    Bulk,
    Down,
    Up,
    Right,
    Left,
    PageDown,
    PageUp,
    First,
    Last,
    Back,
    Copy,
    Export,
    Paper,
    Jump,
    Help,
    Problems,
    GoAgencies,
    GoReport,
    GoCompare,
    GoFindings,
    GoCoverage,
    Redraw,
    Suspend,
    Quit,
}

/// A key and where it works.
#[derive(Debug, Clone, Copy)]
struct Bind(Scopes, &'static str);

/// What is known of an action.
#[derive(Debug)]
pub struct Info {
    /// The action.
    pub action: Action,
    /// Its name in the jump box and in settings.
    pub name: &'static str,
    /// What it does, for the page of help.
    pub help: Text,
    /// A word for the line of hints, where it deserves one.
    pub hint: Option<Text>,
    /// The action whose key stands beside it in the line of hints: j/k.
    pub pair: Option<Action>,
    keys: &'static [Bind],
}

impl Info {
    /// Whether it is reached by the jump box alone, from every screen.
    pub fn is_without_key(&self) -> bool {
        self.keys.is_empty()
    }

    /// The names of its keys in a scope.
    pub fn keys_in(&self, scope: Scope) -> impl Iterator<Item = &'static str> {
        self.keys.iter().filter(move |bind| bind.0 & scope.bit() != 0).map(|bind| bind.1)
    }
}

impl Action {
    /// What is known of the action.
    pub fn info(self) -> &'static Info {
        // A test holds that the list is in the order of the enum and complete.
        &ACTIONS[self as usize]
    }
}

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text::new(zh, en)
}

/// An action that the line of hints leaves out.
const fn quiet(action: Action, name: &'static str, help: Text, keys: &'static [Bind]) -> Info {
    Info { action, name, help, hint: None, pair: None, keys }
}

/// An action with a word in the line of hints.
const fn hinted(
    action: Action,
    name: &'static str,
    hint: Text,
    help: Text,
    keys: &'static [Bind],
) -> Info {
    Info { action, name, help, hint: Some(hint), pair: None, keys }
}

const fn paired(mut info: Info, pair: Action) -> Info {
    info.pair = Some(pair);
    info
}

/// All actions, in the order of the enum. The line of hints and the page of help keep this order.
#[rustfmt::skip]
pub static ACTIONS: &[Info] = &[
    hinted(Action::Confirm, "confirm", text("确认", "confirm"), text("确认问题", "confirm the problem"),
        &[Bind(WALK | BULK, "c")]),
    hinted(Action::Explain, "explain", text("已说明", "explain"), text("已说明", "explained"),
        &[Bind(WALK | BULK, "e")]),
    hinted(Action::FalseAlarm, "false-alarm", text("误报", "false alarm"), text("误报", "a false alarm"),
        &[Bind(WALK | BULK, "x")]),
    hinted(Action::Misread, "misread", text("读错", "misread"), text("读错: 不计入机关", "misread (our fault)"),
        &[Bind(WALK | BULK, "p")]),
    hinted(Action::Unsure, "unsure", text("存疑", "unsure"), text("存疑", "unsure"),
        &[Bind(WALK | BULK, "h")]),
    hinted(Action::Note, "note", text("备注", "note"), text("写备注, 不改结论", "a note; the verdict stays"),
        &[Bind(WALK, "m")]),
    hinted(Action::Repeat, "repeat", text("重复上次", "repeat"), text("重复上次的结论和理由", "the last verdict again"),
        &[Bind(WALK, ".")]),
    paired(hinted(Action::Undo, "undo", text("撤销", "undo"), text("撤销上一个结论", "take the last verdict back"),
        &[Bind(WALK | FINDINGS, "u")]), Action::Redo),
    quiet(Action::Redo, "redo", text("重做撤销的结论", "give it again"),
        &[Bind(WALK | FINDINGS, "U")]),
    paired(hinted(Action::NextOpen, "next-open", text("待审", "open"), text("下一条待审", "the next open one"),
        &[Bind(WALK | FINDINGS, "n")]), Action::PreviousOpen),
    quiet(Action::PreviousOpen, "previous-open", text("上一条待审", "the open one before"),
        &[Bind(WALK | FINDINGS, "N")]),
    hinted(Action::Open, "open", text("打开", "open"), text("打开", "open"),
        &[Bind(LISTS | TEXT, "enter"), Bind(WALK, "enter")]),
    paired(hinted(Action::NextTab, "next-tab", text("换表", "part"), text("下一部分", "the next part"),
        &[Bind(REPORT | PROSE | COMPARE, "tab")]), Action::PreviousTab),
    quiet(Action::PreviousTab, "previous-tab", text("上一部分", "the part before"),
        &[Bind(REPORT | PROSE | COMPARE, "backtab")]),
    hinted(Action::Measure, "measure", text("量度", "measure"), text("值, 变化, %, 占比", "value, change, %, share"),
        &[Bind(COMPARE, "v")]),
    hinted(Action::SwitchColumns, "columns", text("换列", "columns"), text("各列: 历年, 机关, 机关×年", "years, agencies, or both"),
        &[Bind(COMPARE, "t")]),
    hinted(Action::OnlyDifferent, "only-different", text("只看不同", "differing"), text("只看不同的行", "only the rows that differ"),
        &[Bind(COMPARE, "d")]),
    hinted(Action::Sort, "sort", text("排序", "sort"), text("按光标所在行排列各列", "sort columns by this row"),
        &[Bind(COMPARE, "s")]),
    quiet(Action::NextColumn, "next-column", text("下一类申请人", "the next applicant"),
        &[Bind(COMPARE, ">")]),
    paired(hinted(Action::PreviousColumn, "previous-column", text("申请人", "applicant"), text("上一类申请人", "the applicant before"),
        &[Bind(COMPARE, "<")]), Action::NextColumn),
    paired(hinted(Action::NextDifference, "next-difference", text("不同处", "difference"), text("下一处不同", "the next difference"),
        &[Bind(COMPARE, "n")]), Action::PreviousDifference),
    quiet(Action::PreviousDifference, "previous-difference", text("上一处不同", "the difference before"),
        &[Bind(COMPARE, "N")]),
    quiet(Action::NextYear, "next-year", text("下一年 (或下一机关)", "the year or agency after"),
        &[Bind(REPORT | PROSE | SOURCE | COMPARE, "]")]),
    paired(hinted(Action::PreviousYear, "previous-year", text("年度", "year"), text("上一年 (或上一机关)", "the year or agency before"),
        &[Bind(REPORT | PROSE | SOURCE | COMPARE, "[")]), Action::NextYear),
    paired(hinted(Action::NextFlag, "next-flag", text("疑点处", "flagged"), text("下一个有疑点的格或句", "the next flagged place"),
        &[Bind(REPORT | PROSE, "n")]), Action::PreviousFlag),
    quiet(Action::PreviousFlag, "previous-flag", text("上一个有疑点的格或句", "the flagged place before"),
        &[Bind(REPORT | PROSE, "N")]),
    paired(hinted(Action::NextGap, "next-gap", text("缺迟", "gap"), text("下一处缺、迟、读不出、多份", "the next missing or late"),
        &[Bind(COVERAGE, "n")]), Action::PreviousGap),
    quiet(Action::PreviousGap, "previous-gap", text("上一处缺、迟、读不出、多份", "the missing or late before"),
        &[Bind(COVERAGE, "N")]),
    hinted(Action::Source, "source", text("原文", "source"), text("看原文此处", "the source at this place"),
        &[Bind(REPORT | PROSE | SOURCE | WALK | COMPARE, "o")]),
    hinted(Action::Markup, "markup", text("标记", "markup"), text("显示或隐藏网页标记", "the page's markup, or not"),
        &[Bind(SOURCE, "t")]),
    hinted(Action::Search, "search", text("查找", "search"), text("在原文里查找", "search the source"),
        &[Bind(SOURCE, "/")]),
    paired(hinted(Action::NextMatch, "next-match", text("下一处", "match"), text("下一处", "the next match"),
        &[Bind(SOURCE, "n")]), Action::PreviousMatch),
    quiet(Action::PreviousMatch, "previous-match", text("上一处", "the match before"),
        &[Bind(SOURCE, "N")]),
    hinted(Action::Peers, "peers", text("同级", "peers"), text("同级机关的这一格", "this cell at its peers"),
        &[Bind(WALK, "g"), Bind(COMPARE | REPORT, "p")]),
    hinted(Action::Filter, "filter", text("筛选", "filter"), text("筛选", "filter"),
        &[Bind(AGENCIES | FINDINGS | FACETS | COVERAGE, "/")]),
    hinted(Action::Basket, "basket", text("选入对比", "choose"), text("选入或移出对比", "choose for comparison"),
        &[Bind(AGENCIES | COVERAGE, "space")]),
    hinted(Action::Mark, "mark", text("标记", "mark"), text("标记, 供批量判定", "mark, to decide at once"),
        &[Bind(FINDINGS | WALK, "space")]),
    quiet(Action::Unmark, "unmark", text("取消全部标记", "take all marks away"),
        &[Bind(FINDINGS | FACETS | WALK, "M")]),
    hinted(Action::Compare, "compare", text("对比", "compare"), text("对比选中的机关, 或历年", "compare chosen ones, or years"),
        &[Bind(AGENCIES | REPORT | PROSE | COVERAGE, "c")]),
    hinted(Action::FindingsHere, "findings-here", text("疑点", "findings"), text("这里的疑点", "the findings of this"),
        &[Bind(AGENCIES | REPORT | PROSE | COMPARE | COVERAGE, "f")]),
    hinted(Action::Facets, "facets", text("分面", "facets"), text("分面与列表之间切换", "the facets, or the list"),
        &[Bind(FINDINGS | FACETS, "tab")]),
    hinted(Action::ClearFilter, "clear-filter", text("清除筛选", "clear"), text("清除筛选", "clear the filter"),
        &[Bind(AGENCIES | FINDINGS | FACETS | COVERAGE, "backtab"), Bind(AGENCIES | FINDINGS | FACETS | COVERAGE, "ctrl-u")]),
    paired(hinted(Action::NextAgency, "next-agency", text("机关", "agency"), text("下一个机关", "the next agency"),
        &[Bind(WALK | FINDINGS, "]")]), Action::PreviousAgency),
    quiet(Action::PreviousAgency, "previous-agency", text("上一个机关", "the agency before"),
        &[Bind(WALK | FINDINGS, "[")]),
    paired(hinted(Action::NextRule, "next-rule", text("换规则", "other rule"), text("下一条规则", "the next rule"),
        &[Bind(WALK | FINDINGS, "}")]), Action::PreviousRule),
    quiet(Action::PreviousRule, "previous-rule", text("上一条规则", "the rule before"),
        &[Bind(WALK | FINDINGS, "{")]),
    hinted(Action::AcrossYears, "across-years", text("跨年", "years"), text("这一格历年的值", "this cell over the years"),
        &[Bind(WALK, "y")]),
    hinted(Action::Rule, "rule", text("规则", "rule"), text("这条规则的说明", "what this rule says"),
        &[Bind(WALK | FINDINGS, "r")]),
    hinted(Action::Bulk, "bulk", text("批量", "bulk"), text("一次判定多条, 先报条数", "decide many, counted first"),
        &[Bind(WALK | FINDINGS, "V")]),
    paired(hinted(Action::Down, "down", text("移动", "move"), text("下移", "down"),
        &[Bind(LISTS | PAGES | BULK | WALK | PLOT, "j"), Bind(SCREENS | HELP | BULK | TEXT | PLOT, "down"), Bind(TEXT, "ctrl-n")]), Action::Up),
    quiet(Action::Up, "up", text("上移", "up"),
        &[Bind(LISTS | PAGES | BULK | WALK | PLOT, "k"), Bind(SCREENS | HELP | BULK | TEXT | PLOT, "up"), Bind(TEXT, "ctrl-p")]),
    quiet(Action::Right, "right", text("右移, 展开", "right, unfold"),
        &[Bind(GRIDS | AGENCIES | SOURCE, "l"), Bind(GRIDS | AGENCIES | SOURCE, "right")]),
    quiet(Action::Left, "left", text("左移, 收起", "left, fold"),
        &[Bind(GRIDS | AGENCIES | SOURCE, "h"), Bind(GRIDS | AGENCIES | SOURCE, "left")]),
    quiet(Action::PageDown, "page-down", text("下一页", "a page down"),
        &[Bind(SCREENS | HELP | TEXT, "pgdn"), Bind(SCREENS | HELP, "ctrl-f"), Bind(PAGES, "space")]),
    quiet(Action::PageUp, "page-up", text("上一页", "a page up"),
        &[Bind(SCREENS | HELP | TEXT, "pgup"), Bind(SCREENS | HELP, "ctrl-b")]),
    quiet(Action::First, "first", text("到开头", "to the start"),
        &[Bind(LISTS | PAGES, "g"), Bind(SCREENS | HELP, "home")]),
    quiet(Action::Last, "last", text("到末尾", "to the end"),
        &[Bind(SCREENS | HELP, "G"), Bind(SCREENS | HELP, "end")]),
    hinted(Action::Back, "back", text("返回", "back"), text("返回", "go back"),
        &[Bind(SCREENS | HELP | BULK | PLOT | TEXT, "esc"), Bind(SCREENS | HELP | PLOT, "ctrl-o"), Bind(PLOT, "g"), Bind(PLOT, "p")]),
    quiet(Action::Copy, "copy", text("复制到剪贴板 (OSC 52)", "to the clipboard (OSC 52)"),
        &[Bind(AGENCIES | REPORT | COMPARE | FINDINGS | COVERAGE | PROSE | SOURCE, "y"), Bind(WALK, "Y")]),
    quiet(Action::Export, "export", text("导出此表 (csv json md xlsx)", "write this table to a file"),
        &[Bind(AGENCIES | REPORT | COMPARE | FINDINGS | FACETS | COVERAGE, "E")]),
    quiet(Action::Paper, "paper", text("写审核底稿 (.md)", "write the working paper"),
        &[Bind(FINDINGS | FACETS | WALK, "W")]),
    hinted(Action::Jump, "jump", text("跳转", "jump"), text("跳转到任何地方", "jump anywhere"),
        &[Bind(SCREENS | HELP, ":"), Bind(SCREENS | HELP, "ctrl-p")]),
    hinted(Action::Help, "help", text("按键", "keys"), text("这里可用的按键", "the keys that work here"),
        &[Bind(SCREENS | HELP, "?")]),
    quiet(Action::Problems, "problems", text("设置文件里的问题", "problems in the settings"), &[]),
    quiet(Action::GoAgencies, "agencies", text("到 1 机关", "to 1 agencies"), &[Bind(SCREENS, "1")]),
    quiet(Action::GoReport, "report", text("到 2 报告", "to 2 report"), &[Bind(SCREENS, "2")]),
    quiet(Action::GoCompare, "comparison", text("到 3 对比", "to 3 comparison"), &[Bind(SCREENS, "3")]),
    quiet(Action::GoFindings, "findings", text("到 4 疑点", "to 4 findings"), &[Bind(SCREENS, "4")]),
    quiet(Action::GoCoverage, "coverage", text("到 5 覆盖", "to 5 coverage"), &[Bind(SCREENS, "5")]),
    quiet(Action::Redraw, "redraw", text("重画屏幕", "draw the screen anew"), &[Bind(SCREENS | HELP | PLOT | TEXT, "ctrl-l")]),
    quiet(Action::Suspend, "suspend", text("挂起, 用 fg 回来", "suspend; fg comes back"), &[Bind(SCREENS | HELP, "ctrl-z")]),
    quiet(Action::Quit, "quit", text("退出", "quit"), &[Bind(SCREENS | HELP | PLOT, "q"), Bind(SCREENS | HELP | TEXT | BULK | PLOT, "ctrl-c")]),
];
