//! What a piece of text can be within the name of an agency: a place, a town, a body.

use super::words::{ENDS, SENTENCE, STEMS, ZONE_ENDS};

/// Whether the character can stand in a name.
pub(super) fn is_of_a_name(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || c.is_ascii_alphanumeric() || "()·〇、".contains(c)
}

/// Whether a place can be called so: two to seven characters, no word of a sentence or a body.
///
/// A known region in it is one that other words stand before, unless the name goes on from a
/// place: 霁夏县 after 荷泉市 is not 夏县.
pub(super) fn is_stem(text: &str, inside: bool) -> bool {
    let len = text.chars().count();
    const NOT: &[&str] = &[
        "景区",
        "园区",
        "社区",
        "辖区",
        "校区",
        "新区",
        "城区",
        "开发区",
        "政府",
        "局",
        "委",
        "厅",
        "办",
        "城市",
        "市场",
        "区划",
    ];
    // 根据《条例》和省、市要求: no place that only a page names is called so.
    const JOINS: [char; 7] = ['和', '与', '及', '由', '经', '向', '按'];
    (2..=7).contains(&len)
        && !text.starts_with(JOINS)
        && !NOT.iter().any(|word| text.contains(word))
        && !SENTENCE.is_in(text)
        && !STEMS.iter().any(|stem| text.starts_with(stem))
        && (inside || !crate::place::mentions(text).iter().any(|mention| mention.full))
        && text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Whether the text can be a body: ends as one, and holds no word of a sentence.
pub(super) fn is_body(text: &str) -> bool {
    let text = text.split('(').next().unwrap_or_default();
    text.chars().count() >= 2
        && text.chars().count() <= 26
        && (ENDS.iter().any(|end| text.ends_with(end))
            || ZONE_ENDS.iter().any(|end| text.ends_with(end)))
        && !SENTENCE.is_in(text)
}

/// Whether the text is a body that needs no place to be believed: 教育局.
pub(super) fn is_department(text: &str) -> bool {
    is_body(text)
        && (STEMS.iter().any(|stem| text.starts_with(stem))
            || ["人民政府", "政府", "委", "府办"].iter().any(|start| text.starts_with(start)))
}

/// Whether what follows a short region name makes it the name of a town or a road.
pub(super) fn is_town_end(after: &str, full: bool) -> bool {
    let ends: &[&str] = if full {
        &["街道办", "镇", "乡"]
    } else {
        &["镇", "乡", "街道", "民族乡", "村", "路", "大道", "社区", "湖", "山", "江"]
    };
    if ends.iter().any(|end| after.starts_with(end)) {
        return true;
    }
    // 青川省 is not 青川县, but 随州市场监督管理局 is in 随州.
    if !full && after.starts_with(['省', '市', '县', '区', '州', '旗']) && !is_department(after)
    {
        return true;
    }
    // One character and 镇: 东湖 + 塘镇.
    !full
        && town_end(after).is_some_and(|end| {
            let stem = after[..end].trim_end_matches("街道").trim_end_matches(['镇', '乡']);
            stem.chars().count() <= 1
        })
}

pub(super) fn has_town(text: &str) -> bool {
    town_end(text).is_some()
}

/// Where the name of a town at the start of `text` ends.
pub(super) fn town_end(text: &str) -> Option<usize> {
    const TOWN: &[&str] = &["街道", "镇", "乡", "苏木"];
    const AFTER: &[&str] = &[
        "人民政府",
        "政府",
        "办事处",
        "党政",
        "党工委",
        "党委",
        "综合",
        "便民",
        "管委",
        "财政所",
        "公共服务",
        "办",
    ];
    TOWN.iter()
        .filter_map(|end| text.find(end).map(|at| (at, at + end.len())))
        .filter(|(at, end)| {
            let stem = &text[..*at];
            let after = &text[*end..];
            // 听夏县枫泉 is a county's name and more.
            let above = stem
                .char_indices()
                .skip(2)
                .any(|(at, c)| matches!(c, '县' | '市') && at + c.len_utf8() < stem.len());
            (1..=9).contains(&stem.chars().count())
                && !above
                && !SENTENCE.is_in(stem)
                && !["局", "委", "政府", "厅"].iter().any(|word| stem.contains(word))
                && (after.is_empty() || AFTER.iter().any(|start| after.starts_with(start)))
        })
        .map(|(_, end)| end)
        .min()
}
