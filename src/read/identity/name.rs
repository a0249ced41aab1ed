//! The name of an agency taken apart: place, zone, town, body.

use super::shape::{
    has_town, is_body, is_department, is_of_a_name, is_stem, is_town_end, town_end,
};
use super::words::{LEADS, SENTENCE, ZONE_ENDS};
use crate::place::{Rank, Region, region_at, zone_at};
use crate::record::{AgencyKind, Level};

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Name {
    /// The name as printed.
    pub printed: String,
    /// What may stand before the place: 国家税务总局.
    pub lead: String,
    /// The regions that the name may mean; one if it is clear, none if it names no region.
    pub regions: Vec<&'static Region>,
    /// Whether the deepest region stands in short.
    pub short: bool,
    /// Places that no list knows, by what their names end in: province, city, county.
    pub stated: [String; 3],
    /// 市 of 市教育局: the level of a place that is not named.
    pub generic: Option<char>,
    /// A managed zone: 经济技术开发区.
    pub zone: String,
    /// A town or street: 分水镇.
    pub town: String,
    /// What is left: 教育局, 人民政府办公室; empty for a bare place.
    pub body: String,
    /// A county within the body: 公安局城厢分局.
    pub branch: Option<&'static Region>,
}

impl Name {
    /// Takes a name apart; `None` if it is no name of an agency.
    pub(super) fn parse(text: &str) -> Option<Name> {
        let printed = text
            .trim_matches(|c: char| c.is_whitespace() || "\"“”《》〈〉【】[]-—_.、".contains(c))
            .replace(' ', "");
        // 教育局政府信息公开办公室 is the room where one asks, not the body that reports.
        let printed = printed[..room_at(&printed).unwrap_or(printed.len())].to_owned();
        if printed.is_empty() || printed.chars().count() > 40 || !printed.chars().all(is_of_a_name)
        {
            return None;
        }
        let mut name = Name { printed: printed.clone(), ..Name::default() };
        let mut rest = printed.as_str();
        if let Some(lead) = LEADS.iter().find(|lead| rest.starts_with(**lead) && rest != **lead) {
            name.lead = (*lead).to_owned();
            rest = &rest[lead.len()..];
        }
        rest = name.take_place(rest);
        rest = name.take_zone(rest);
        if !name.has_place()
            && let Some(first) = rest.chars().next().filter(|c| "省市区县州旗".contains(*c))
            && is_department(&rest[first.len_utf8()..])
        {
            name.generic = Some(first);
            rest = &rest[first.len_utf8()..];
        }
        rest = name.take_town(rest);
        name.body = rest.to_owned();
        name.settle()
    }

    /// Provinces, cities and counties at the start.
    fn take_place<'a>(&mut self, text: &'a str) -> &'a str {
        let mut rest = text;
        loop {
            if let Some(zone) = zone_at(rest) {
                zone.name.clone_into(&mut self.zone);
                self.regions = vec![zone.region];
                self.short = false;
                return &rest[zone.len..];
            }
            let Some(mention) = region_at(rest) else { break };
            let after = &rest[mention.len..];
            if is_town_end(after, mention.full) {
                break;
            }
            let next: Vec<&'static Region> = mention
                .regions
                .into_iter()
                .filter(|region| {
                    self.regions.is_empty()
                        || self.regions.iter().any(|above| above.holds(region) && above != region)
                })
                .collect();
            if next.is_empty() {
                break;
            }
            // In full, only the regions of that full name are meant.
            let exact: Vec<&'static Region> =
                next.iter().copied().filter(|r| rest.starts_with(r.name)).collect();
            self.regions = if mention.full && !exact.is_empty() { exact } else { next };
            self.short = !mention.full;
            rest = after;
        }
        // A former name stands back behind one that exists.
        if self.regions.iter().any(|region| !region.former) {
            self.regions.retain(|region| !region.former);
        }
        if self.regions.is_empty() || self.regions.iter().all(|r| r.rank() != Rank::County) {
            rest = self.take_stated(rest);
        }
        rest
    }

    /// Places by what their names end in, for those that no list knows: 样例省甲州市乙川县.
    fn take_stated<'a>(&mut self, text: &'a str) -> &'a str {
        let known = self.regions.iter().map(|region| region.rank()).max();
        let ends: [(usize, &[&str]); 3] = [
            (0, &["省", "自治区"]),
            (1, &["市", "自治州", "州", "盟", "地区"]),
            (2, &["自治县", "县", "区", "市", "旗"]),
        ];
        let mut rest = text;
        for (part, ends) in ends {
            let skip = match known {
                Some(Rank::Province) => part == 0,
                Some(_) => part <= 1,
                None => false,
            };
            if skip {
                continue;
            }
            let inside = self.stated.iter().any(|part| !part.is_empty());
            let found = ends
                .iter()
                .filter_map(|end| rest.find(end).map(|at| at + end.len()))
                .filter(|at| is_stem(&rest[..*at], inside))
                // 甲州 of 甲州市 is no place, but 样例省 of 样例省市场监督管理局 is one.
                .filter(|at| {
                    let after = &rest[*at..];
                    !after.starts_with(['市', '县', '区', '旗']) || is_department(after)
                })
                .filter(|at| {
                    let after = &rest[*at..];
                    // What follows must be a place again, a body, or nothing.
                    after.is_empty()
                        || is_body(after)
                        || has_town(after)
                        || part < 2
                            && ["市", "县", "区", "州"].iter().any(|end| after.contains(end))
                })
                .min();
            if let Some(at) = found {
                rest[..at].clone_into(&mut self.stated[part]);
                rest = &rest[at..];
            }
        }
        rest
    }

    fn take_zone<'a>(&mut self, rest: &'a str) -> &'a str {
        if !self.zone.is_empty() {
            return rest;
        }
        let Some((at, end)) = ZONE_ENDS
            .iter()
            .filter_map(|end| rest.find(end).map(|at| (at, at + end.len())))
            .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))
        else {
            return rest;
        };
        let stem = &rest[..at];
        let clean = stem.chars().count() <= 10
            && !["局", "委", "政府", "厅", "中心"].iter().any(|word| stem.contains(word))
            && !SENTENCE.is_in(stem);
        if !clean {
            return rest;
        }
        rest[..end].clone_into(&mut self.zone);
        &rest[end..]
    }

    fn take_town<'a>(&mut self, rest: &'a str) -> &'a str {
        // 上海市黄浦区人民政府打浦桥街道: the government in the middle says nothing more.
        let inner = rest.strip_prefix("人民政府").filter(|inner| has_town(inner)).unwrap_or(rest);
        let Some(end) = town_end(inner) else { return rest };
        inner[..end].clone_into(&mut self.town);
        &inner[end..]
    }

    /// The last look: is this a name at all?
    fn settle(mut self) -> Option<Name> {
        // The body is what is left of the name; what stands in brackets is not yet cut off.
        let body_at = self.printed.len() - self.body.len();
        // 人民政府(市人民政府办公厅): the report of the office.
        if let Some((head, inner)) = self.body.split_once('(') {
            let office = ["办公厅", "办公室"].iter().find(|office| inner.contains(**office));
            self.body = match office {
                Some(office) if head.ends_with("政府") => format!("{head}{office}"),
                _ => head.to_owned(),
            };
        }
        self.leave_room(body_at);
        // 街道 and 街道办事处 are one body; the latter is its name.
        if self.town.ends_with("街道") && matches!(self.body.as_str(), "" | "办" | "办事处") {
            self.body = "办事处".to_owned();
        }
        let anchored = self.has_place() || !self.town.is_empty() || self.generic.is_some();
        let national = !self.lead.is_empty()
            || ["国家", "国务院", "中国", "全国"].iter().any(|s| self.body.starts_with(s));
        let good = if self.body.is_empty() {
            self.has_place() && self.zone.is_empty()
                || !self.town.is_empty()
                || !self.zone.is_empty()
        } else if anchored || national {
            is_body(&self.body)
        } else {
            is_department(&self.body)
        };
        if !good {
            return None;
        }
        self.branch = self.find_branch();
        Some(self)
    }

    /// 统计局党政办公室 is a room of 统计局; only the office of a government reports for itself.
    fn leave_room(&mut self, body_at: usize) {
        let keep = if !self.town.is_empty() {
            let room = |body: &str| {
                ["党政", "党委", "党工委", "综合", "便民", "公共服务", "办公室"]
                    .iter()
                    .any(|start| body.starts_with(start))
            };
            match self.body.strip_prefix("人民政府") {
                Some(rest) if room(rest) => "人民政府".len(),
                None if self.body.starts_with("办事处") => "办事处".len(),
                None if room(&self.body) => 0,
                _ => return,
            }
        } else {
            const HOUSES: &[&str] = &["局", "委员会", "厅", "中心", "管委会"];
            let house = HOUSES
                .iter()
                .filter_map(|end| self.body.find(end).map(|at| at + end.len()))
                .filter(|at| {
                    let rest = &self.body[*at..];
                    ["办公室", "党政", "综合"].iter().any(|start| rest.starts_with(start))
                })
                .min();
            match house {
                Some(at) => at,
                None => return,
            }
        };
        self.printed.truncate(body_at + keep);
        self.body.truncate(keep);
    }

    /// 公安局城厢分局 works for a county that only its body names.
    fn find_branch(&self) -> Option<&'static Region> {
        let above = match self.regions.as_slice() {
            [region] if region.rank() == Rank::City => *region,
            _ => return None,
        };
        if !self.body.contains("分局") && !self.body.contains("大队") && self.lead.is_empty() {
            return None;
        }
        crate::place::mentions(&self.body)
            .into_iter()
            .flat_map(|mention| mention.regions)
            .find(|region| above.holds(region) && *region != above)
    }

    /// Whether the name says where it belongs.
    pub(super) fn has_place(&self) -> bool {
        self.has_region() || !self.zone.is_empty()
    }

    /// Whether the name says in which region it belongs.
    pub(super) fn has_region(&self) -> bool {
        !self.regions.is_empty() || self.stated.iter().any(|part| !part.is_empty())
    }

    /// How much the name says: 3 with a region, 2 with a town or a level, 1 the body alone.
    pub(super) fn quality(&self) -> u8 {
        let region = !self.regions.is_empty() || !self.stated[0].is_empty();
        if region || !self.lead.is_empty() || self.kind_is_national() {
            3
        } else if !self.town.is_empty() || self.generic.is_some() || self.has_place() {
            2
        } else {
            1
        }
    }

    fn kind_is_national(&self) -> bool {
        self.regions.is_empty()
            && ["国家", "国务院", "中国", "全国", "中华"]
                .iter()
                .any(|start| self.printed.starts_with(start))
    }

    /// Whether the place that the name names, or the level of one, ends in that character.
    pub(super) fn place_ends_with(&self, end: char) -> bool {
        let stated = self.stated.iter().rev().find(|part| !part.is_empty());
        self.generic == Some(end)
            || self.zone.ends_with(end)
            || self.regions.iter().any(|region| region.name.ends_with(end))
            || stated.is_some_and(|part| part.ends_with(end))
    }

    /// Whether the name is a place and nothing more.
    pub(super) fn is_bare(&self) -> bool {
        self.body.is_empty() && self.town.is_empty() && self.zone.is_empty()
    }

    /// What kind of body it is.
    pub(super) fn kind(&self) -> AgencyKind {
        let body = self.body.as_str();
        let government = body.ends_with("人民政府") || body == "政府";
        let office = ["政府办公室", "政府办公厅", "政府办"].iter().any(|end| body.ends_with(end));
        if !self.town.is_empty() && (body.is_empty() || government || office || body == "办事处")
        {
            let street = self.town.ends_with("街道");
            return if street { AgencyKind::Street } else { AgencyKind::Township };
        }
        if !self.zone.is_empty()
            && (body.is_empty()
                || ["管委会", "管理委员会", "办公室"].iter().any(|end| body.ends_with(end)))
        {
            return AgencyKind::Zone;
        }
        if body.is_empty() || government {
            AgencyKind::Government
        } else if office {
            AgencyKind::Office
        } else if body.ends_with("管委会") || body.ends_with("管理委员会") && body.contains("景区")
        {
            AgencyKind::Zone
        } else if [
            "局",
            "委",
            "厅",
            "办",
            "部",
            "署",
            "委员会",
            "办公室",
            "队",
            "法院",
            "检察院",
            "联合会",
        ]
        .iter()
        .any(|end| body.ends_with(end))
        {
            AgencyKind::Department
        } else {
            AgencyKind::Institution
        }
    }

    /// The level that the name itself shows.
    pub(super) fn level(&self, deepest: Option<Rank>) -> Level {
        if !self.town.is_empty() {
            return Level::Town;
        }
        match deepest {
            Some(Rank::Province) => Level::Province,
            Some(Rank::City) => Level::City,
            Some(Rank::County) => Level::County,
            None if self.kind_is_national() || !self.lead.is_empty() => Level::National,
            None => match self.generic {
                Some('省') => Level::Province,
                Some('市' | '州') => Level::City,
                Some('县' | '区' | '旗') => Level::County,
                _ => Level::Unknown,
            },
        }
    }
}

/// Where the room begins in which one asks: 政府信息公开办公室 of 教育局政府信息公开办公室.
fn room_at(printed: &str) -> Option<usize> {
    let at = ["信息公开", "政务公开"].iter().filter_map(|word| printed.find(word)).min()?;
    let before = &printed[..at];
    // 乙川县人民政府信息公开办公室 is a room of 人民政府.
    let whole = before.strip_suffix("政府").filter(|body| !body.ends_with("人民"));
    Some(whole.map_or(at, str::len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<String> {
        let name = Name::parse(text)?;
        let regions: Vec<&str> = name.regions.iter().map(|region| region.name).collect();
        let fields = [
            name.lead,
            regions.join("/"),
            name.stated.concat(),
            name.generic.map_or(String::new(), String::from),
            name.zone,
            name.town,
            name.body,
        ];
        Some(fields.join(","))
    }

    #[test]
    fn names_are_taken_apart() {
        for (text, want) in [
            ("随县", Some(",随县,,,,,")),
            ("长治市上党区人民政府办公室", Some(",上党区,,,,,人民政府办公室")),
            ("湖北随县教育局", Some(",随县,,,,,教育局")),
            ("汉川教育局", Some(",汉川市,,,,,教育局")),
            ("分水镇", Some(",,,,,分水镇,")),
            ("钟祥镇人民政府", Some(",,,,,钟祥镇,人民政府")),
            ("市教育局", Some(",,,市,,,教育局")),
            ("水务局", Some(",,,,,,水务局")),
            ("平潭综合实验区", Some(",平潭县,,,平潭综合实验区,,")),
            ("永川高新技术产业开发区管理委员会", Some(",永川区,,,高新技术产业开发区,,管理委员会")),
            ("上海市黄浦区人民政府打浦桥街道", Some(",黄浦区,,,,打浦桥街道,办事处")),
            ("厚桥街道党政办公室综合科", Some(",,,,,厚桥街道,办事处")),
            ("贵阳市人民政府(市人民政府办公厅)", Some(",贵阳市,,,,,人民政府办公厅")),
            ("国家税务总局随县税务局", Some("国家税务总局,随县,,,,,税务局")),
            ("国家统计局", Some(",,,,,,国家统计局")),
            ("硚口区统计局党政办公室", Some(",硚口区,,,,,统计局")),
            ("随县数据局政府信息公开办公室", Some(",随县,,,,,数据局")),
            ("随县分水镇人民政府信息公开办公室", Some(",随县,,,,分水镇,人民政府")),
            // What stands in brackets is cut off before the room is.
            ("随县教育局办公室(县教育局101)", Some(",随县,,,,,教育局")),
            ("随县教育局高度重视政府", None),
            ("样例省甲州市乙川县财政局", Some(",,样例省甲州市乙川县,,,,财政局")),
            ("样例省甲州市", Some(",,样例省甲州市,,,,")),
            ("样例省市场监督管理局", Some(",,样例省,,,,市场监督管理局")),
            ("甲州市市场监督管理局", Some(",,甲州市,,,,市场监督管理局")),
            ("乙川县丁溪镇人民政府", Some(",,乙川县,,,丁溪镇,人民政府")),
            ("大兴安岭地区行政公署", Some(",大兴安岭地区,,,,,行政公署")),
            ("县住房和城乡建设局", Some(",,,县,,,住房和城乡建设局")),
            // Sentences, menus, pronouns.
            ("政府信息公开", None),
            ("我局", None),
            ("各县区", None),
            ("首页", None),
            ("全市行政机关", None),
            ("合阳县坚持以人民为中心", None),
            ("办公室", None),
            ("景区", None),
            ("", None),
        ] {
            assert_eq!(parts(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn kinds_are_told_apart() {
        use AgencyKind::*;
        for (text, kind) in [
            ("随县", Government),
            ("随县人民政府", Government),
            ("随县人民政府办公室", Office),
            ("随县政府办", Office),
            ("随县教育局", Department),
            ("随县残疾人联合会", Department),
            ("厚桥街道办事处", Street),
            ("分水镇", Township),
            ("分水镇人民政府办公室", Township),
            ("平潭综合实验区", Zone),
            ("平潭综合实验区管委会办公室", Zone),
            ("平潭综合实验区教育局", Department),
            ("随县人民医院", Institution),
            ("定西市公共资源交易中心", Institution),
        ] {
            assert_eq!(Name::parse(text).map(|name| name.kind()), Some(kind), "{text}");
        }
    }
}
