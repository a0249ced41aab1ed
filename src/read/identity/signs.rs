//! Who reports, where no title says it: fields of the page, who compiled the report, who signs it,
//! whom its first sentences are about, who answers questions, on whose site it stands.
//!
//! A page names many bodies besides the one that reports: superiors, sisters, the makers of its
//! site. So a name counts only where the page says with it who reports, and where two such places
//! name two bodies nobody is taken.

use super::clause::{clauses, main_clause, name_until, sentences, subject};
use super::file_name;
use super::name::Name;
use super::page::{Page, PageLine, first_chars};
use super::title::name_before;
use super::voice::Voice;
use crate::read::Hints;
use crate::record::{AgencyKind, Span};

/// A name with how it was found.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// The name.
    pub name: Name,
    /// Whether someone should confirm it.
    pub weak: bool,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Sign {
    fn new(name: Name, weak: bool, span: Span) -> Sign {
        Sign { name, weak, span: Some(span) }
    }
}

/// The best sign of who reports.
pub(super) fn agency(page: &Page, hints: &Hints) -> Option<Sign> {
    let voice = Voice::of(page);
    let publisher = publishers(page, PUBLISHER).next();
    let sure: Vec<Sign> =
        publisher.into_iter().chain(compiled(page, voice)).chain(signature(page, voice)).collect();
    // The surest first. Where the signs of one kind contradict each other, the weaker say nothing.
    let ranks: [&dyn Fn() -> Vec<Sign>; 4] = [
        &|| sure.clone(),
        &|| opening(page, voice).into_iter().chain(contact(page, voice)).collect(),
        &|| statements(page, voice).into_iter().chain(source(page, voice)).collect(),
        &|| {
            let sites = header(page, voice).into_iter().chain(portals(page, voice));
            sites.filter(|sign| !is_unclear(page, voice, sign)).collect()
        },
    ];
    let first = ranks.iter().map(|rank| rank()).find(|signs| !signs.is_empty());
    let said = first.map(|signs| settle(&signs, voice).filter(|sign| !sign.name.is_vague()));
    let said = said.map(|sign| sign.map(|sign| Sign { name: sign.name.in_full(), ..sign }));
    match said {
        Some(Some(sign)) => Some(sign),
        Some(None) => from_file(hints),
        None => from_file(hints).or_else(|| bare_department(page)),
    }
}

/// The one body that all these signs name, in the fullest of its names.
fn settle(signs: &[Sign], voice: Voice) -> Option<Sign> {
    let of_one = |signs: &[&Sign]| {
        let (first, rest) = signs.split_first()?;
        let mut sign = (*first).clone();
        for other in rest {
            if sign.name.agrees(&other.name) {
                sign.name = sign.name.fuller(&other.name).clone();
            } else if !sign.name.serves(&other.name) {
                return None;
            }
        }
        Some(sign)
    };
    let all: Vec<&Sign> = signs.iter().collect();
    of_one(&all).or_else(|| {
        if voice == Voice::Silent {
            return None;
        }
        let fitting: Vec<&Sign> = all.into_iter().filter(|sign| voice.fits(&sign.name)).collect();
        of_one(&fitting).map(|sign| Sign { weak: true, ..sign })
    })
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
    if !servant || voice.is_of_a_body() || !name.town.is_empty() {
        return Some(name);
    }
    if name.generic.is_some() {
        return Some(Name { body: "人民政府".to_owned(), ..name });
    }
    if !name.has_place() {
        return Some(name);
    }
    let end = name.printed.len().checked_sub(name.body.len())?;
    Name::parse(name.printed.get(..end)?)
}

/// The fields of a page that name the publisher, the surest first.
#[rustfmt::skip]
const PUBLISHER: &[&str] = &[
    "发布机构", "发文机关", "发布机关", "公开机构", "公开单位", "公开主体", "发布单位",
    "发文单位", "编制单位", "编制机关", "发布部门", "责任部门", "发文机构",
];
/// Those that name where the page was taken from: the publisher, or a newspaper.
const SOURCE: &[&str] = &["信息来源", "来源", "来源单位", "文章来源"];

fn publishers<'a>(page: &'a Page<'_>, fields: &'a [&'a str]) -> impl Iterator<Item = Sign> + 'a {
    page.values(fields).filter_map(|(value, span)| {
        let value = value.split(' ').find(|word| !word.is_empty())?;
        let name = Name::parse(value).filter(|name| name.quality() >= 2)?;
        Some(Sign::new(name, false, span))
    })
}

/// 来源:随县教育局.
fn source(page: &Page, voice: Voice) -> Option<Sign> {
    let media = |name: &Name| {
        ["融媒体", "新闻", "电视台", "广播", "宣传", "报社", "通讯社"]
            .iter()
            .any(|word| name.body.contains(word))
    };
    publishers(page, SOURCE).find(|sign| !media(&sign.name) && voice.fits(&sign.name))
}

/// Words that tell that a sentence is about the making of the report.
fn is_about_the_report(sentence: &str) -> bool {
    ["编制", "编写", "撰写", "汇总", "报告", "年报"].iter().any(|word| sentence.contains(word))
}

/// 本报告由乙川县教育局编制; 根据《条例》要求,乙川县教育局编制本报告.
fn compiled(page: &Page, voice: Voice) -> Option<Sign> {
    near_title(page).find_map(|(text, span)| {
        sentences(text).filter(|sentence| is_about_the_report(sentence)).find_map(|sentence| {
            let name = by(sentence).or_else(|| of_its_own(sentence))?;
            // Who compiles may do so for the region; its data bureau only where the region speaks.
            let office = name.kind() == AgencyKind::Office;
            let serves = office || voice.is_of_a_region();
            let name = if serves { region_of(name, voice)? } else { name };
            let fits = if office { Voice::Silent.fits(&name) } else { voice.fits(&name) };
            fits.then(|| Sign::new(name, office, span))
        })
    })
}

/// 由乙川县教育局编制.
fn by(sentence: &str) -> Option<Name> {
    #[rustfmt::skip]
    const AFTER: &[&str] = &[
        "编制", "根据", "依据", "按照", "综合", "汇总", "撰写", "负责编", "组织编", "结合", "依照", "编写", "牵头编",
    ];
    sentence
        .match_indices('由')
        .find_map(|(at, by)| subject(first_chars(&sentence[at + by.len()..], 40), AFTER))
}

/// 乙川县教育局编制, 乙川县教育局现将, 现公布乙川县教育局2024年度报告.
fn of_its_own(sentence: &str) -> Option<Name> {
    #[rustfmt::skip]
    const VERBS: &[&str] = &[
        "编制", "编写", "组织编制", "制作", "汇总", "整理", "形成", "现将", "现公布", "现发布", "现向社会", "特编制",
        "特向社会", "特公布", "特制作", "撰写", "综合", "向社会公布", "总结",
    ];
    const PUBLISHES: &[&str] = &["公布", "发布", "现将"];
    let own = || clauses(sentence).find_map(|clause| subject(clause, VERBS));
    let published = || {
        PUBLISHES.iter().find_map(|word| {
            sentence.match_indices(word).find_map(|(at, word)| {
                let rest = &sentence[at + word.len()..];
                let year = super::year::years(first_chars(rest, 40)).first().copied()?;
                Name::parse(&rest[..year.at])
            })
        })
    };
    own().or_else(published)
}

/// A name on a line of its own at the end, over a date.
fn signature(page: &Page, voice: Voice) -> Option<Sign> {
    page.tail().windows(2).rev().find_map(|pair| {
        let date =
            pair[1].text.chars().count() <= 20 && super::date::date_at(&pair[1].text).is_some();
        let name = Name::parse(&pair[0].text).filter(|_| date)?;
        // The town's office signs for the town.
        let name = region_of(name, voice)?;
        voice.fits(&name).then(|| Sign::new(name, false, pair[0].span))
    })
}

/// What a report's subject does in its first sentences.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "坚持", "认真", "严格", "积极", "深入", "始终", "共", "未", "全面", "紧紧", "持续", "进一步",
    "高度", "主动", "按照", "根据", "在", "以", "围绕", "切实", "不断", "深化", "贯彻", "收到",
    "没有", "严", "通过", "把", "接收", "扎实", "聚焦", "紧扣", "继续", "稳步", "将", "立足", "大力", "着力",
    "依法", "依托", "结合", "从", "政府信息公开工作", "信息公开工作", "政务公开工作", "各项", "牢固", "充分",
];

/// The first sentences of the text: 2022年,丁溪乡人民政府坚持….
fn opening(page: &Page, voice: Voice) -> Option<Sign> {
    let words = |line: &PageLine| line.text.contains(['。', ',']);
    let of = |lines: &[PageLine]| {
        lines.iter().filter(|line| words(line)).find_map(|line| {
            // Of a flattened page, its beginning.
            sentences(first_chars(&line.text, 2500)).take(12).find_map(|sentence| {
                let name = subject(main_clause(sentence)?, VERBS)?;
                voice.fits(&name).then(|| Sign::new(name, true, line.span))
            })
        })
    };
    let (before, body) = page.lines.split_at(page.body);
    // After the heading of part one, and of what is below it, the first line of words.
    let first = body.iter().take(6).position(words).unwrap_or(0);
    of(before.get(before.len().saturating_sub(20)..).unwrap_or_default())
        .or_else(|| of(body.get(first..body.len().min(first + 1)).unwrap_or_default()))
}

/// 乙川县教育局未收取信息处理费, and 区统计局新收到政府信息公开申请5件 of a body that the page names again.
fn statements(page: &Page, voice: Voice) -> Vec<Sign> {
    #[rustfmt::skip]
    const CHARGED: &[&str] = &[
        "未收取", "没有收取", "未产生", "未发出", "无收取", "收取", "未发生", "没有发生", "没有依据", "未依据", "不收取",
    ];
    #[rustfmt::skip]
    const RECEIVED: &[&str] = &[
        "共收到", "收到", "新收", "共接收", "接收", "共受理", "受理", "未收到", "没有收到", "共接到", "接到", "未接到",
        "共新收",
    ];
    let named_again = |name: &Name| {
        let times = page.lines.iter().map(|line| line.text.matches(name.printed.as_str()).count());
        times.sum::<usize>() > 1
    };
    let lines = page.lines.iter().filter(|line| !line.cell);
    lines
        .flat_map(|line| sentences(first_chars(&line.text, 20_000)).map(|text| (text, line.span)))
        .filter_map(|(sentence, span)| {
            let fee = sentence.contains("信息处理费");
            if !fee && !sentence.contains("申请") {
                return None;
            }
            let did = if fee { CHARGED } else { RECEIVED };
            let name = subject(main_clause(sentence)?, did)?;
            // A region says of each of its bodies how many requests it received.
            let listed = clauses(sentence)
                .filter_map(|clause| subject(clause, did))
                .any(|other| !other.agrees(&name));
            let own = voice.fits(&name) && (name.governs() || !voice.is_of_a_region());
            (own && !listed && (fee || named_again(&name))).then(|| Sign::new(name, true, span))
        })
        .collect()
}

/// 通过乙川县人民政府门户网站, where 我县 speaks; 市科技局门户网站, where 我局 does.
fn portals(page: &Page, voice: Voice) -> Vec<Sign> {
    if !voice.is_of_a_region() && !matches!(voice, Voice::Department(_)) {
        return Vec::new();
    }
    let in_line = |line: &PageLine| -> Vec<Sign> {
        let text = first_chars(&line.text, 20_000);
        let sites = ["门户网站", "政府网站"].iter().flat_map(|cue| text.match_indices(*cue));
        let names = sites.filter_map(|(at, cue)| {
            let end = if cue == "政府网站" { at + "政府".len() } else { at };
            let before = text[..end].trim_end_matches(['”', '"', '》', ' ']);
            let (name, _) = name_before(before)?;
            if name.kind() == AgencyKind::Government && !name.is_bare() {
                Name::parse(&name.printed[..name.printed.len() - name.body.len()])
            } else {
                Some(name)
            }
        });
        // “中国永嘉”门户网站 is a site's title; 县教育局门户网站 is not the county's.
        let own = names.filter(|name| {
            let region = name.is_bare() && !name.short;
            region == voice.is_of_a_region() && voice.fits(name)
        });
        own.map(|name| Sign::new(name, true, line.span)).collect()
    };
    page.lines.iter().flat_map(in_line).collect()
}

/// Whether 我市 can be another city than the one named: one within it that the page names too.
fn is_unclear(page: &Page, voice: Voice, sign: &Sign) -> bool {
    let mut regions = sign.name.regions.iter();
    voice == Voice::Region('市') && regions.any(|above| page.names_city_in(above))
}

/// 请与乙川县教育局办公室联系, 联系地址:乙川县丁溪镇人民政府.
fn contact(page: &Page, voice: Voice) -> Option<Sign> {
    const UNTIL: &[&str] = &["联系", "咨询", "反映", "查询"];
    const CUES: &[&str] = &["联系:", "联系", "请与", "请向", "请致电", "致电"];
    const PLACES: &[&str] = &["地址:", "单位:", "机构:"];
    near_title(page).find_map(|(text, span)| {
        let names = |cues: &'static [&'static str]| {
            let after = cues.iter().flat_map(|cue| text.match_indices(*cue));
            let named = after.filter_map(|(at, cue)| {
                let name = name_until(&text[at + cue.len()..], UNTIL)?;
                region_of(without_office(name), voice).filter(|name| voice.fits(name))
            });
            named.max_by_key(Name::quality)
        };
        // The house in which one asks is another's as often as not.
        let house = || names(PLACES).filter(|_| voice != Voice::Silent);
        let name = names(CUES).or_else(house)?;
        Some(Sign::new(name, true, span))
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
fn header(page: &Page, voice: Voice) -> Vec<Sign> {
    let head = page.head().iter().take(12);
    head.filter(|line| line.text.contains(['>', '-', '_']) || line.text.chars().count() <= 20)
        .filter_map(|line| {
            let pieces = line.text.split(['>', '-', '_', ' ', ':']);
            let name = pieces.rev().filter_map(Name::parse).find(|name| voice.fits(name))?;
            // The site is its government's, whoever reports.
            let government = name.kind() == AgencyKind::Government && name.town.is_empty();
            (!government || voice != Voice::Silent).then(|| Sign::new(name, true, line.span))
        })
        .collect()
}

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
    Some(Sign::new(Name::parse(value)?, true, span))
}

/// The lines in which a report says who made it: the top of the text.
fn near_title<'a>(page: &'a Page<'_>) -> impl Iterator<Item = (&'a str, Span)> {
    page.lines
        .iter()
        .take(page.body.saturating_add(3).max(20))
        .map(|line| (first_chars(&line.text, 2500), line.span))
}
