//! Who reports, where no title says it: fields of the page, who compiled the report, whose portal
//! it stands on, who answers questions, who signs, whom the first sentence is about.

use super::file_name;
use super::name::Name;
use super::page::{Page, first_chars};
use super::title::name_before;
use crate::read::Hints;
use crate::record::{AgencyKind, Span};

/// A name with how it was found.
#[derive(Debug)]
pub(super) struct Sign {
    /// The name.
    pub name: Name,
    /// Whether someone should confirm it.
    pub weak: bool,
    /// Where it stands.
    pub span: Option<Span>,
}

/// In whose name the text speaks, by how often it says 我局, 我县 and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// 我局, 我委: a department.
    Department,
    /// 我镇, 我乡, 我街道.
    Town,
    /// 我县, 全市: a region.
    Region,
    /// It does not say.
    Silent,
}

impl Voice {
    fn of(page: &Page) -> Voice {
        let count = |words: &[&str]| -> usize {
            let lines = page.lines.iter();
            lines.map(|l| words.iter().map(|w| l.text.matches(w).count()).sum::<usize>()).sum()
        };
        let own = |words: &[&str]| count(words);
        let department =
            own(&["我局", "本局", "我委", "我办", "我中心", "本中心", "我厅", "我院", "我队"]);
        let town = own(&["我镇", "我乡", "我街道", "我街", "本镇", "本乡", "镇村两级"]);
        let region = own(&["我县", "我市", "我区", "我省", "我州", "我旗"]);
        let wide = own(&["全县", "全市", "全区", "全省", "全州"]);
        if department.max(town).max(region) == 0 {
            return if wide > 0 { Voice::Region } else { Voice::Silent };
        }
        if department >= town && department >= region {
            Voice::Department
        } else if town >= region {
            Voice::Town
        } else {
            Voice::Region
        }
    }
}

/// The fields of a page that name the publisher, the surest first.
#[rustfmt::skip]
const PUBLISHER: &[&str] = &[
    "发布机构", "发文机关", "发布机关", "公开机构", "公开单位", "公开主体", "发布单位",
    "发文单位", "编制单位", "发布部门", "责任部门", "发文机构", "信息来源", "来源", "来源单位",
    "文章来源",
];

/// The best sign of who reports.
pub(super) fn agency(page: &Page, hints: &Hints) -> Option<Sign> {
    let voice = Voice::of(page);
    let publisher = || {
        page.values(PUBLISHER).find_map(|(value, span)| {
            let value = value.split(' ').find(|word| !word.is_empty())?;
            let name = Name::parse(value).filter(|name| name.quality() >= 2)?;
            Some(Sign { name, weak: false, span: Some(span) })
        })
    };
    let file = || from_file(hints);
    publisher()
        .or_else(|| compiled(page, voice))
        .or_else(|| signature(page, voice))
        .or_else(|| contact(page, voice))
        .or_else(|| portal(page, voice))
        .or_else(|| crumb(page, voice))
        .or_else(|| subject(page, voice))
        .or_else(file)
        .or_else(|| bare_department(page))
}

/// A region where its office or its data bureau only did the work.
fn region_of(name: Name, voice: Voice) -> Option<Name> {
    #[rustfmt::skip]
    const SERVANTS: &[&str] = &[
        "政务服务", "数据", "大数据", "行政审批", "信息中心", "信息化", "电子政务", "政府政务",
        "行政服务",
    ];
    let servant = name.kind() == AgencyKind::Office
        || SERVANTS.iter().any(|word| name.body.starts_with(word) || name.body.ends_with(word));
    if !servant || voice == Voice::Department || !name.town.is_empty() || !name.has_place() {
        return Some(name);
    }
    let end = name.printed.len().checked_sub(name.body.len())?;
    Name::parse(name.printed.get(..end)?)
}

fn fits(name: &Name, voice: Voice) -> bool {
    match voice {
        Voice::Department => !matches!(name.kind(), AgencyKind::Government) && name.quality() >= 2,
        Voice::Town => !name.town.is_empty(),
        Voice::Region => name.town.is_empty() && name.quality() >= 2,
        Voice::Silent => name.quality() >= 2,
    }
}

/// 本报告由乙川县教育局编制.
fn compiled(page: &Page, voice: Voice) -> Option<Sign> {
    #[rustfmt::skip]
    const AFTER: &[&str] = &[
        "编制", "根据", "依据", "按照", "综合", "汇总", "撰写", "负责", "组织", "结合", "依照",
        "编写",
    ];
    near_title(page).find_map(|(text, span)| {
        text.match_indices('由').find_map(|(at, by)| {
            let rest = &text[at + by.len()..];
            let window = first_chars(rest, 40);
            let end =
                AFTER.iter().filter_map(|word| window.find(word)).filter(|at| *at > 0).min()?;
            let name = Name::parse(&window[..end])?;
            // 下陆公安分局: the whole name stands elsewhere, if anywhere.
            let office = name.kind() == AgencyKind::Office;
            let name = region_of(name, voice)?;
            fits(&name, if office { Voice::Silent } else { voice }).then_some(Sign {
                name,
                weak: office,
                span: Some(span),
            })
        })
    })
}

/// A name on a line of its own at the end, over a date.
fn signature(page: &Page, voice: Voice) -> Option<Sign> {
    let tail = page.tail();
    tail.windows(2).rev().find_map(|pair| {
        let date =
            pair[1].text.chars().count() <= 20 && super::date::date_at(&pair[1].text).is_some();
        let name = Name::parse(&pair[0].text).filter(|_| date)?;
        // The town's office signs for the town.
        let name = region_of(name, voice)?;
        fits(&name, voice).then_some(Sign { name, weak: false, span: Some(pair[0].span) })
    })
}

/// 通过乙川县人民政府门户网站.
fn portal(page: &Page, voice: Voice) -> Option<Sign> {
    all_text(page).find_map(|(text, span)| {
        ["门户网站", "政府网站"].iter().find_map(|cue| {
            text.match_indices(cue).find_map(|(at, _)| {
                let end = if *cue == "政府网站" { at + "政府".len() } else { at };
                let before = text[..end].trim_end_matches(['”', '"', '》', ' ']);
                let (name, _) =
                    name_before(before).filter(|(name, _)| !name.short || !name.is_bare())?;
                let name = if name.kind() == AgencyKind::Government && !name.is_bare() {
                    let end = name.printed.len() - name.body.len();
                    Name::parse(&name.printed[..end])?
                } else {
                    name
                };
                // “中国永嘉”门户网站 is a site's title.
                let vague = name.short && name.is_bare();
                (!vague && fits(&name, voice)).then_some(Sign {
                    name,
                    weak: true,
                    span: Some(span),
                })
            })
        })
    })
}

/// 请与乙川县教育局办公室联系, 联系地址:乙川县丁溪镇人民政府.
fn contact(page: &Page, voice: Voice) -> Option<Sign> {
    near_title(page).find_map(|(text, span)| {
        let after = ["联系:", "联系", "请与", "请向", "请致电", "地址:", "与", "单位:"]
            .iter()
            .flat_map(|cue| text.match_indices(cue).map(|(at, cue)| at + cue.len()));
        let mut names: Vec<Name> = after
            .filter_map(|at| {
                let window = first_chars(&text[at..], 40);
                let end = window
                    .find(|c: char| "(,。;:、 ".contains(c))
                    .into_iter()
                    .chain(
                        ["联系", "咨询", "反映", "查询"]
                            .iter()
                            .filter_map(|word| window.find(word)),
                    )
                    .min()
                    .unwrap_or(window.len());
                let name = Name::parse(&window[..end])?;
                region_of(without_office(name), voice)
            })
            .filter(|name| fits(name, voice))
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.quality()));
        let name = names.into_iter().next()?;
        Some(Sign { name, weak: true, span: Some(span) })
    })
}

/// 教育局办公室 answers for 教育局.
fn without_office(name: Name) -> Name {
    let is_government = name.kind() == AgencyKind::Office;
    match name.printed.strip_suffix("办公室") {
        Some(rest) if !is_government => Name::parse(rest).unwrap_or(name),
        _ => name,
    }
}

/// 首页 > 政务公开 > 乙川县教育局 > 年报, and the page's own header.
fn crumb(page: &Page, voice: Voice) -> Option<Sign> {
    let head = page.head().iter().take(12);
    head.filter(|line| line.text.contains(['>', '-', '_']) || line.text.chars().count() <= 20)
        .find_map(|line| {
            let pieces = line.text.split(['>', '-', '_', ' ', ':']);
            let name = pieces.rev().filter_map(Name::parse).find(|name| fits(name, voice))?;
            Some(Sign { name, weak: true, span: Some(line.span) })
        })
}

/// The first sentence whose subject is an agency: 2022年,丁溪乡人民政府坚持….
fn subject(page: &Page, voice: Voice) -> Option<Sign> {
    all_text(page).take(60).find_map(|(text, span)| {
        text.split(['。', ',', ' ', ';', ')']).take(80).find_map(|clause| {
            let clause = match super::year::years(clause).first() {
                Some(year) if year.at == 0 => &clause[year.len..],
                _ => clause,
            };
            let ends: Vec<usize> =
                clause.char_indices().map(|(at, _)| at).skip(2).take(24).collect();
            let name = ends.into_iter().rev().find_map(|end| {
                let after = &clause[end..];
                let name = Name::parse(&clause[..end])?;
                (VERBS.iter().any(|verb| after.starts_with(verb)) && fits(&name, voice))
                    .then_some(name)
            })?;
            Some(Sign { name, weak: true, span: Some(span) })
        })
    })
}

/// What a report's subject does in its first sentences.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "坚持", "认真", "严格", "积极", "深入", "始终", "共", "未", "全面", "紧紧", "持续", "进一步",
    "高度", "主动", "按照", "根据", "在", "以", "围绕", "切实", "不断", "深化", "贯彻", "收到",
    "没有", "严", "通过", "把", "接收", "扎实",
];

fn from_file(hints: &Hints) -> Option<Sign> {
    let stem = super::page::fold(file_name::stem(&hints.path));
    let named = super::title::in_text(&stem, Span::new(0, 0)).into_iter().find_map(|t| t.agency);
    let piece = || {
        let pieces = stem.split(|c: char| " -_.+".contains(c) || c.is_ascii_digit());
        pieces
            .map(|piece| piece.trim_start_matches("年度").trim_start_matches('年'))
            .filter_map(Name::parse)
            .find(|name| name.quality() >= 2)
    };
    let name = named.or_else(piece).or_else(|| file_name::agency_in_letters(&stem))?;
    Some(Sign { name, weak: true, span: None })
}

/// 水务局, without any place: better than nothing.
fn bare_department(page: &Page) -> Option<Sign> {
    let (value, span) = page.values(PUBLISHER).find(|(value, _)| Name::parse(value).is_some())?;
    Some(Sign { name: Name::parse(value)?, weak: true, span: Some(span) })
}

/// The lines in which a report says who made it: the top of the text.
fn near_title<'a>(page: &'a Page<'_>) -> impl Iterator<Item = (&'a str, Span)> {
    page.lines
        .iter()
        .take(page.body.saturating_add(3).max(20))
        .map(|line| (first_chars(&line.text, 2500), line.span))
}

fn all_text<'a>(page: &'a Page<'_>) -> impl Iterator<Item = (&'a str, Span)> {
    page.lines.iter().map(|line| (first_chars(&line.text, 20_000), line.span))
}
