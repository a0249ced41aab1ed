//! Lines to paragraphs: tables left out, wrapped lines joined, furniture dropped.

use super::Laid;
use super::heading::{Heading, is_label};
use crate::form::Section;
use crate::read::normal::is_ideograph;
use crate::read::wordset::WordSet;
use crate::read::{Block, Document, SourceKind};
use crate::record::Span;
use std::borrow::Cow;

/// A piece of the flow of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Paragraph<'a> {
    /// A table stood here.
    Table,
    /// A paragraph.
    Text {
        /// Its text.
        text: Cow<'a, str>,
        /// Where it stands.
        span: Span,
    },
}

/// A cell this long is prose in a layout table.
const PROSE_CELL: usize = 60;

/// The paragraphs of a document in order.
pub(super) fn of<'a>(document: &'a Document, tables: &[Span]) -> Vec<Paragraph<'a>> {
    let inside =
        |span: Span| tables.iter().any(|table| table.start < span.end && span.start < table.end);
    let mut lines: Vec<Option<(&str, Span)>> = Vec::new();
    // Up to which block a sentence goes on that was taken for a part of a table.
    let mut sentence = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Line(line) => {
                if at >= sentence && inside(line.span) {
                    sentence = at + wrapped_sentence(&document.blocks[at..]);
                }
                if at < sentence {
                    lines.push(Some((&line.text, line.span)));
                } else {
                    around(document, &line.text, line.span, tables, &mut lines);
                }
            }
            Block::Grid(grid) => {
                if inside(grid.span) {
                    lines.push(None);
                }
                // The whole page may stand in one cell of a layout table, with the tables in it.
                for cell in grid.rows.iter().flatten() {
                    if cell.text.chars().count() >= PROSE_CELL || is_prose(&cell.text) {
                        around(document, &cell.text, cell.span, tables, &mut lines);
                    }
                }
            }
        }
    }
    join(&lines, document.kind == SourceKind::Text)
}

/// A sentence is not wrapped over more lines.
const MOST_LINES: usize = 12;

/// How many of these blocks are the lines of one sentence: none of them a label, a figure or a
/// heading, the last of them with a full stop.
fn wrapped_sentence(blocks: &[Block]) -> usize {
    for (at, block) in blocks.iter().take(MOST_LINES).enumerate() {
        let Block::Line(line) = block else { return 0 };
        let text = line.text.as_str();
        if text.ends_with('。') && at > 0 {
            return at + 1;
        }
        if text.contains(['。', '|', '\t']) || is_label(text) || Heading::at_start(text).is_some()
        {
            return 0;
        }
    }
    0
}

/// No table within a line is shorter than this many bytes.
const SMALLEST_TABLE: u32 = 30;

/// How many bytes of sentences stand at the start of a table, before its first label.
fn sentences(table: &str) -> usize {
    /// As they stand in a table, one behind the other: a sentence says 自然人3件 and 结果维持1件.
    const LABELS: [&str; 8] = [
        "(本列数据",
        "第二十条",
        "信息内容",
        "申请人情况",
        "自然人法人",
        "自然人 法人",
        "行政复议行政诉讼",
        "结果维持结果纠正",
    ];
    let label = LABELS.iter().filter_map(|label| table.find(label)).min().unwrap_or(0);
    table[..label].rfind('。').map_or(0, |at| at + '。'.len_utf8())
}

/// Whether a short line is a sentence or the heading of a section, which no table holds.
fn is_prose(text: &str) -> bool {
    // A full stop alone is what a justified line pushed down.
    let sentence = text.ends_with('。') && (text.chars().count() >= 8 || text == "。");
    // 具体情况如下表:
    let leads = text.ends_with(':') && text.chars().count() >= 6 && !is_label(text);
    sentence || leads || Heading::at_start(text).is_some_and(|heading| heading.sure)
}

/// The parts of a line before, between and after the tables that stand in it.
fn around<'a>(
    document: &Document,
    text: &'a str,
    span: Span,
    tables: &[Span],
    lines: &mut Vec<Option<(&'a str, Span)>>,
) {
    let mut inner = tables.iter().filter(|table| table.start < span.end && span.start < table.end);
    let Some(first) = inner.next() else {
        lines.push(Some((text, span)));
        return;
    };
    // A sentence between the heading and the table, taken for a part of it.
    let whole = first.start <= span.start && span.end <= first.end;
    if whole && is_prose(text) {
        lines.push(Some((text, span)));
        return;
    }
    let Some(laid) = Laid::of(document, span, text) else {
        lines.push(None);
        return;
    };
    let mut from = 0;
    let keep = |from: usize, to: usize, lines: &mut Vec<Option<(&'a str, Span)>>| {
        if let Some(part) = text.get(from..to).filter(|part| !part.trim().is_empty()) {
            lines.push(Some((part, Span::new(laid.source(from), laid.source(to)))));
        }
    };
    for table in std::iter::once(first).chain(inner) {
        let (start, end) = (laid.text(table.start as usize), laid.text(table.end as usize));
        let start = start + sentences(text.get(start..end).unwrap_or_default());
        // A number of the prose that was taken for a figure.
        let long = span.end.saturating_sub(span.start) > 10 * SMALLEST_TABLE;
        if long && table.end.saturating_sub(table.start) < SMALLEST_TABLE {
            continue;
        }
        keep(from, start, lines);
        lines.push(None);
        from = from.max(end);
    }
    keep(from, text.len(), lines);
}

/// Joins what a PDF wrapped: a full line that does not end a sentence goes on in the next.
fn join<'a>(lines: &[Option<(&'a str, Span)>], may_wrap: bool) -> Vec<Paragraph<'a>> {
    let width = if may_wrap { wrap_width(lines) } else { None };
    let mut out: Vec<Paragraph<'a>> = Vec::new();
    let mut open = false;
    for line in lines {
        let Some((text, span)) = *line else {
            if out.last() != Some(&Paragraph::Table) {
                out.push(Paragraph::Table);
            }
            open = false;
            continue;
        };
        // A page number between two halves of a sentence.
        if is_page_number(text) {
            continue;
        }
        match out.last_mut() {
            Some(Paragraph::Text { text: before, span: at }) if open && !begins_anew(text) => {
                before.to_mut().push_str(text);
                *at = at.join(span);
            }
            _ => out.push(Paragraph::Text { text: Cow::Borrowed(text), span }),
        }
        open = width.is_some_and(|width| {
            let len = Width::of(text);
            // A character alone that a justified line pushed down: the line goes on.
            let small = open && len.columns <= 2 && text != "。";
            let title = text.ends_with("年度报告") || text.ends_with("年报");
            let stopped = text.ends_with(['。', '!', '?']);
            small || len.fills(width) && !title && !stopped
        });
    }
    out
}

/// How long a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Width {
    /// Columns of a page on which Latin letters are half as wide.
    columns: usize,
    /// Characters, for those who wrap by them.
    characters: usize,
}

impl Width {
    fn of(text: &str) -> Width {
        let columns = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        Width { columns, characters: text.chars().count() }
    }

    /// Whether a line of this length goes to the edge.
    fn fills(self, page: Width) -> bool {
        self.columns + 8 >= page.columns || self.characters + 1 >= page.characters
    }
}

/// How wide the lines of a wrapped text are, if it is one: many lines of nearly the same width.
fn wrap_width(lines: &[Option<(&str, Span)>]) -> Option<Width> {
    let widths: Vec<Width> = lines
        .iter()
        .flatten()
        .map(|(text, _)| Width::of(text))
        .filter(|width| width.columns >= 30)
        .collect();
    let near = |width: &Width| {
        widths.iter().filter(|other| other.columns.abs_diff(width.columns) <= 4).count()
    };
    let best = widths.iter().max_by_key(|width| (near(width), **width))?;
    let wrapped = best.columns <= 140 && near(best) >= 8 && near(best) * 2 >= widths.len();
    wrapped.then_some(*best)
}

/// Whether a line begins something new whatever stood before it.
fn begins_anew(text: &str) -> bool {
    let text = text.trim_start();
    Heading::at_start(text).is_some()
        || text.starts_with('(')
            && text.chars().nth(2) == Some(')')
            && "一二三四五六七八九十".contains(text.chars().nth(1).unwrap_or(' '))
}

/// `- 4 -`, `— 5 —`, `第 3 页`, `3/7`.
fn is_page_number(text: &str) -> bool {
    // Nearly all text begins with another character.
    if text.starts_with(|c: char| is_ideograph(c) && c != '第') {
        return false;
    }
    let core = text.trim_matches(|c: char| c.is_whitespace() || "-—–－_·".contains(c));
    let framed = core.len() < text.trim().len();
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
    };
    framed && digits(core)
        || core
            .strip_prefix('第')
            .and_then(|rest| rest.strip_suffix('页'))
            .is_some_and(|rest| digits(rest.trim()))
}

/// Whole lines that belong to the page and not to the report.
#[rustfmt::skip]
static FURNITURE: WordSet = WordSet::new(&[
    "打印", "关闭", "分享到", "字号", "字体", "浏览次数", "点击数", "点击量", "访问量", "扫一扫", "上一篇", "下一篇",
    "相关链接", "附件下载", "文件下载", "网站地图", "版权所有", "主办单位", "承办单位", "主办:", "承办:", "ICP备",
    "公网安备", "网站标识码", "网站支持IPv6", "您的浏览器", "您访问的链接", "浏览体验", "无障碍", "长者", "长辈",
    "繁体", "登录", "设为首页", "加入收藏", "当前位置", "您现在所在的位置", "当前页面", "首页>", "首页 >", "智能问答",
    "视力保护", "微信 微博", "QQ空间", "返回顶部", "联系我们", "关于我们", "索引号", "主题分类", "原文链接", "本地目录",
    "ENGLISH", "English", "我要纠错", "纠错", "责任编辑", "信息来源:", "来源:", "发布时间:", "发布日期:", "页面链接",
    "信息公开元数据", "正文", "二维码", "TOP",
]);

/// Fields of the page that stand before the text.
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    "标题:", "栏目:", "文号:", "发文字号:", "发文机关:", "发布机构:", "发布时间:", "发布日期:", "发文时间:", "原文链接:",
    "本地目录:", "索引号:", "主题词:", "主题分类:", "来源:", "信息来源:", "页面链接", "成文日期:", "有效性:", "关键词:",
    "公开日期:", "生成日期:", "体裁分类:", "组配分类:", "信息名称:", "=====",
];

/// Whether a short line is a menu, a footer, a button. Only what no report says.
pub(super) fn is_furniture(text: &str, section: Section) -> bool {
    let text = text.trim();
    let signs = |c: char| !c.is_alphanumeric();
    if text.chars().all(signs) || is_page_number(text) {
        return true;
    }
    if section == Section::Preamble && FIELDS.iter().any(|field| text.starts_with(field)) {
        return true;
    }
    // No character takes more than four bytes.
    if text.len() > 80 * 4 || text.chars().count() > 80 || text.contains('。') {
        return false;
    }
    if text.contains("工作年度报告") && !text.starts_with("当前") {
        return false;
    }
    // Within the text only lines that are nothing else.
    let edge = matches!(section, Section::Preamble | Section::Other);
    let bare = text.chars().count() <= 12;
    (edge || bare) && !text.contains(['，', ';']) && FURNITURE.is_in(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> Vec<String> {
        let mut at = 0;
        let lines: Vec<Option<(&str, Span)>> = lines
            .iter()
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at += line.len() + 1;
                (!line.is_empty()).then_some((*line, span))
            })
            .collect();
        join(&lines, true)
            .into_iter()
            .map(|paragraph| match paragraph {
                Paragraph::Table => String::new(),
                Paragraph::Text { text, .. } => text.into_owned(),
            })
            .collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let full = "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸";
        let mut lines = vec![full; 9];
        lines.extend(["的末尾。", "(一)主动公开。", full, "- 4 -", "接上页。"]);
        let want = [
            format!("{}的末尾。", full.repeat(9)),
            "(一)主动公开。".to_owned(),
            format!("{full}接上页。"),
        ];
        assert_eq!(joined(&lines), want);
        // Short lines of a page are not wrapped lines.
        assert_eq!(joined(&["一行", "又一行"]), ["一行", "又一行"]);
    }

    #[test]
    fn furniture_is_dropped_and_prose_kept() {
        for (text, furniture) in [
            ("打印 关闭", true),
            ("当前位置:首页 > 政务公开 > 年报", true),
            ("字体:[ ]", true),
            ("— 5 —", true),
            ("第 3 页", true),
            ("版权所有:乙川县人民政府", true),
            ("||||", true),
            ("全年登录系统查询3次,打印材料。", false),
            ("乙川县2024年政府信息公开工作年度报告", false),
            ("2024", false),
        ] {
            assert_eq!(is_furniture(text, Section::Preamble), furniture, "{text}");
        }
        assert!(!is_furniture("设置无障碍通道并加强培训指导与检查工作", Section::Overview));
    }
}
