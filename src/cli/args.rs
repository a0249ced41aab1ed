//! The typed command line. What the words mean is worked out in [`super::meant`].
//!
//! Help stands beside each argument in both languages; `say` picks one while clap builds the
//! command, so the language must be settled before that (see [`super::lang`]).

use super::lang::say;
use crate::record::{Severity, Verdict};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand};
use std::path::PathBuf;

/// Everything that can stand on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    about = say("勾稽: 政府信息公开工作年度报告的终端浏览与核对工具", "Terminal explorer and auditor for the yearly disclosure reports of Chinese government bodies"),
    long_about = None,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_value_name = say("命令", "COMMAND"),
    subcommand_help_heading = say("命令", "Commands"),
    after_help = say(
        "不带命令时打开浏览界面。退出码: 0 完成; 1 有待审硬错 (flags --exit-code); 2 用法不对; 3 有输入或数据库读不了。",
        "Without a command the explorer opens. Exit status: 0 done; 1 open errors (flags --exit-code); 2 wrong usage; 3 input or database cannot be read.",
    ),
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = say("通用选项", "Global options"))]
pub(super) struct Global {
    #[arg(long, global = true, env = "GOUJI_DB", hide_env = true, value_name = say("路径", "PATH"),
        help = say("数据库文件; 否则用 $GOUJI_DB, 再否则用内置的样例库 (只读)", "Database file; else $GOUJI_DB, else the built-in sample (read-only)"))]
    pub db: Option<PathBuf>,
    #[arg(long, global = true, hide_possible_values = true, value_name = "zh|en",
        value_parser = ["zh", "en"],
        help = say("界面语言; 否则按系统区域设置", "Language; else by the locale"))]
    pub lang: Option<String>,
    #[arg(long, global = true, hide_possible_values = true, hide_default_value = true,
        default_value = "auto", value_name = "auto|always|never", value_parser = ["auto", "always", "never"],
        help = say("颜色 (默认 auto: 终端上才有, 并遵守 NO_COLOR)", "Colour (auto: on a terminal only, and NO_COLOR is obeyed)"))]
    pub color: String,
    #[arg(long, global = true,
        help = say("界面和表格只用 ASCII 画线和符号", "Draw lines and signs of the screen with ASCII alone"))]
    pub ascii: bool,
    #[arg(long, global = true, env = "GOUJI_MOUSE", hide_env = true, value_parser = clap::builder::BoolishValueParser::new(),
        help = say("界面接收鼠标 (滚轮, 点选); 终端自己的选字要按住 Shift", "The screen takes the mouse (wheel, click); selecting text needs Shift then"))]
    pub mouse: bool,
    #[arg(long, global = true, hide_possible_values = true, hide_default_value = true,
        default_value = "auto", value_name = "auto|narrow|wide", value_parser = ["auto", "narrow", "wide"],
        help = say("终端把 ─ … 等符号画成一列还是两列宽 (默认 auto: 询问终端)", "Whether the terminal draws signs such as ─ and … one column wide or two (auto: it is asked)"))]
    pub ambiguous: String,
    #[arg(short, long, global = true, conflicts_with = "verbose",
        help = say("只报错误", "Only errors"))]
    pub quiet: bool,
    #[arg(short, long, global = true, action = ArgAction::Count,
        help = say("多说一些", "Say more"))]
    pub verbose: u8,
    #[arg(short, long, global = true, action = ArgAction::Help,
        help = say("显示帮助", "Show help"))]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version,
        help = say("显示版本", "Show the version"))]
    version: Option<bool>,
}

/// The commands, a file each.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = say("打开逐条审核, 从第一条待审开始", "Open the walkthrough at the first open finding"))]
    Audit(super::explore::AuditArgs),
    #[command(about = say("读入文件和文件夹, 再核对有变化的部分", "Read files and folders, then check what changed"))]
    Ingest(super::ingest::IngestArgs),
    #[command(about = say("重新运行全部规则", "Run all rules anew"))]
    Check(super::check::CheckArgs),
    #[command(about = say("列出每一个数据格 (长表)", "List every cell, long form"))]
    Cells(super::cells::CellsArgs),
    #[command(about = say("列出规则报出的每一处", "List the flags"))]
    Flags(super::flags::FlagsArgs),
    #[command(about = say("在正文里查找词句", "Look for words in the prose"))]
    Search(super::search::SearchArgs),
    #[command(about = say("建立正文的全文索引, 供 search 使用", "Make the full-text index of the prose for search"))]
    Index(super::index::IndexArgs),
    #[command(about = say("显示一份报告", "Show one report"))]
    Show(super::show::ShowArgs),
    #[command(about = say("对比机关和年度", "Compare agencies and years"))]
    Compare(super::compare::CompareArgs),
    #[command(about = say("机关 × 年度: 有报, 缺报, 读不出, 迟报, 多份", "Agency × year: present, missing, unreadable, late, twice"))]
    Coverage(super::coverage::CoverageArgs),
    #[command(about = say("规则目录, 一条规则的说明, 或规则的 SQL", "The catalogue of rules, one rule's page, or the rules as SQL"))]
    Rules(super::rules::RulesArgs),
    #[command(about = say("导出或并入审核结论 (JSON 行), 写审核底稿", "Verdicts as JSON lines, and the review as a working paper"))]
    Review(super::review::ReviewArgs),
    #[command(about = say("导出, 格式看扩展名: .csv .json .md .xlsx .parquet", "Write a file, by its ending: .csv .json .md .xlsx .parquet"))]
    Export(super::export::ExportArgs),
    #[command(about = say("检查数据库是否完好", "Is this database whole?"))]
    Doctor(super::doctor::DoctorArgs),
    #[command(about = say("打印命令补全脚本", "Print a shell's completion script"))]
    Completions(super::packaging::CompletionsArgs),
    #[command(about = say("打印手册页", "Print the manual page"))]
    Man(super::packaging::ManArgs),
}

/// Which agencies and years; means the same everywhere.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct WhereArgs {
    #[arg(long, value_name = say("文字", "TEXT"),
        help_heading = say("筛选", "Filters"),
        help = say("机关: 名称, 名称的一部分, 或拼音", "Agency: its name, part of it, or pinyin"))]
    pub agency: Option<String>,
    #[arg(long, alias = "years", value_name = say("年度", "YEAR"),
        help_heading = say("筛选", "Filters"),
        help = say("年度: 2024 或 2021-2024", "Year: 2024 or 2021-2024"))]
    pub year: Option<String>,
}

/// Which flags; means the same everywhere.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct WhichArgs {
    #[command(flatten)]
    pub r#where: WhereArgs,
    #[arg(long, value_name = "ID", help_heading = say("筛选", "Filters"),
        help = say("规则编号, 如 T3-BAL", "A rule, such as T3-BAL"))]
    pub rule: Option<String>,
    #[arg(long, hide_possible_values = true, value_name = "error|warning|notice",
        help_heading = say("筛选", "Filters"),
        value_parser = PossibleValuesParser::new(Severity::ALL.map(Severity::key)).try_map(severity),
        help = say("级别: 硬错, 疑点, 提示", "Level"))]
    pub severity: Option<Severity>,
    #[arg(long, hide_possible_values = true, value_name = "open|confirmed|explained|false-alarm|misread|unsure",
        help_heading = say("筛选", "Filters"),
        value_parser = PossibleValuesParser::new(Verdict::ALL.map(Verdict::key)).try_map(verdict),
        help = say("审核结论: 待审, 确认, 已说明, 误报, 读错, 存疑", "Verdict"))]
    pub verdict: Option<Verdict>,
}

/// The format of a listing.
#[derive(Debug, Clone, Args)]
pub(super) struct FormatArgs {
    #[arg(long, hide_possible_values = true, hide_default_value = true, default_value = "table",
        value_name = "table|csv|json|md", value_parser = ["table", "csv", "json", "md"],
        help = say("输出格式 (默认 table)", "Format (table unless said otherwise)"))]
    pub format: String,
}

fn severity(key: String) -> Result<Severity, String> {
    Severity::from_key(&key).ok_or(key)
}

fn verdict(key: String) -> Result<Verdict, String> {
    Verdict::from_key(&key).ok_or(key)
}
