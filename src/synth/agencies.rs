//! Agencies that do not exist: one small province for the sample, and a nation of any size.
//!
//! The names are made up and the region codes lie where the national division has none (99 for
//! the sample, see [`nation`]), so that no invented figure can be taken for a real agency's.

use crate::record::{Agency, AgencyKind, Level, Place};

/// The province of the sample.
pub const PROVINCE: &str = "样例省";

struct City {
    name: &'static str,
    counties: [County; 3],
}

struct County {
    name: &'static str,
    towns: [&'static str; 3],
    street: &'static str,
}

const fn county(name: &'static str, towns: [&'static str; 3], street: &'static str) -> County {
    County { name, towns, street }
}

#[rustfmt::skip]
const CITIES: [City; 4] = [
    City { name: "云澜市", counties: [
        county("望星区", ["苔溪镇", "竹影镇", "晚晴乡"], "星桥街道"),
        county("栖梧区", ["桐荫镇", "落霞镇", "疏桐乡"], "凤台里街道"),
        county("听雪县", ["雁回镇", "炊烟镇", "蓼花乡"], "衔芦街道"),
    ] },
    City { name: "霁川市", counties: [
        county("沁竹区", ["新篁镇", "笋园镇", "翠微坳乡"], "竹里馆街道"),
        county("白鹭洲县", ["鹭汀镇", "芦荻镇", "浅渚乡"], "洲头街道"),
        county("听涛县", ["帆影镇", "潮音镇", "礁石乡"], "灯塔街道"),
    ] },
    City { name: "青岚市", counties: [
        county("含章区", ["墨池镇", "砚田镇", "笔架乡"], "书巷街道"),
        county("石榴籽县", ["榴花镇", "赤霞镇", "石蕊乡"], "红房子街道"),
        county("白芷县", ["忍冬镇", "连翘镇", "紫苏乡"], "药圃街道"),
    ] },
    City { name: "枫渡市", counties: [
        county("采薇区", ["蕨芽镇", "薇亭镇", "野菊坪乡"], "渡口街道"),
        county("归帆县", ["缆石镇", "橹声镇", "晚渡乡"], "桅灯街道"),
        county("夜雨县", ["巴蕉镇", "檐滴镇", "灯花乡"], "听雨街道"),
    ] },
];

const PROVINCE_BUREAUS: [&str; 5] = ["财政厅", "自然资源厅", "教育厅", "公安厅", "市场监督管理局"];
const CITY_BUREAUS: [&str; 6] = [
    "公安局",
    "自然资源和规划局",
    "住房和城乡建设局",
    "市场监督管理局",
    "卫生健康委员会",
    "数据局",
];
/// Three a county, taken in turn, so that the same bureau exists in several counties.
const COUNTY_BUREAUS: [&str; 6] =
    ["财政局", "教育局", "自然资源局", "民政局", "交通运输局", "人力资源和社会保障局"];
const INSTITUTIONS: [&str; 4] =
    ["公共资源交易中心", "住房公积金管理中心", "第一人民医院", "城市轨道建设有限公司"];

/// The parts of a region's name, from the province down.
#[derive(Debug, Clone, Default)]
struct Region {
    code: u32,
    province: String,
    city: String,
    county: String,
    town: String,
}

impl Region {
    fn agency(&self, own: &str, kind: AgencyKind, level: Level) -> Agency {
        let Region { code, province, city, county, town } = self.clone();
        let whole = format!("{province}{city}{county}{town}{own}");
        // A county's body prints its county, a city's its city, as most real titles do.
        let near = if !county.is_empty() {
            &county
        } else if !city.is_empty() {
            &city
        } else {
            &province
        };
        let printed = format!("{near}{town}{own}");
        Agency {
            name: whole,
            printed,
            place: Place { code, province, city, county, town },
            kind,
            level,
        }
    }
}

/// The agencies of the sample's fictional province: 145 of every kind and level.
pub fn province() -> Vec<Agency> {
    use AgencyKind::{Department, Government, Institution, Office, Street, Township, Zone};
    let mut all = Vec::with_capacity(160);
    let top = Region { code: 990_000, province: PROVINCE.into(), ..Region::default() };
    all.push(top.agency("人民政府", Government, Level::Province));
    all.push(top.agency("人民政府办公厅", Office, Level::Province));
    for bureau in PROVINCE_BUREAUS {
        all.push(top.agency(bureau, Department, Level::Province));
    }
    for (c, city) in CITIES.iter().enumerate() {
        let code = 990_000 + (c as u32 + 1) * 100;
        let region = Region { code, city: city.name.into(), ..top.clone() };
        all.push(region.agency("人民政府", Government, Level::City));
        all.push(region.agency("人民政府办公室", Office, Level::City));
        for bureau in CITY_BUREAUS {
            all.push(region.agency(bureau, Department, Level::City));
        }
        all.push(region.agency("经济技术开发区管理委员会", Zone, Level::City));
        all.push(region.agency(INSTITUTIONS[c], Institution, Level::City));
        for (n, county) in city.counties.iter().enumerate() {
            let code = code + n as u32 + 1;
            let region = Region { code, county: county.name.into(), ..region.clone() };
            all.push(region.agency("人民政府", Government, Level::County));
            all.push(region.agency("人民政府办公室", Office, Level::County));
            for bureau in 0..3 {
                let bureau = COUNTY_BUREAUS[(c * 3 + n + bureau * 2) % COUNTY_BUREAUS.len()];
                all.push(region.agency(bureau, Department, Level::County));
            }
            for town in county.towns {
                let region = Region { town: town.into(), ..region.clone() };
                all.push(region.agency("人民政府", Township, Level::Town));
            }
            let street = Region { town: county.street.into(), ..region.clone() };
            all.push(street.agency("办事处", Street, Level::Town));
        }
    }
    all
}

/// How many agencies stand directly under a province, a city and a county of the [`nation`].
const UNDER: [u64; 3] = [36, 40, 61];
const CITIES_EACH: u64 = 11;
const COUNTIES_EACH: u64 = 9;
const A_CITY: u64 = UNDER[1] + COUNTIES_EACH * UNDER[2];
const A_PROVINCE: u64 = UNDER[0] + CITIES_EACH * A_CITY;

/// How many agencies the [`nation`] has before its names would repeat: 31 provinces of 11 cities
/// of 9 counties, with their departments, streets and townships.
pub const NATION: u64 = 31 * A_PROVINCE;

/// Province codes that the national division does not use.
const CODES: [u32; 31] = [
    60, 66, 67, 68, 69, 70, 72, 73, 74, 75, 76, 77, 78, 79, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92,
    93, 94, 95, 96, 97, 98, 99,
];

const FIRST: &str = "云青霁枫沁栖望听采归夜含半石白落晚松荷兰苇橘桑榆槐柳杏梨棠葵蓝碧";
const SECOND: &str = "澜岚川渡竹梧星涛薇帆雨章夏榴鹭霞晴溪汀浦坞屿潭峪原岭湾桥塘泉坡野";
const BUREAUS: [&str; 34] = [
    "发展和改革局",
    "教育局",
    "科学技术局",
    "工业和信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康委员会",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "信访局",
    "行政审批服务局",
    "数据局",
    "城市管理局",
    "林业局",
    "体育局",
    "国有资产监督管理委员会",
    "乡村振兴局",
    "税务局",
    "气象局",
];

/// Two characters for a number below 1024, each number its own pair, neighbours far apart.
fn pair(number: u64) -> String {
    let mixed = (number * 389 + 97) % 1024;
    let at = |list: &str, index: u64| list.chars().nth(index as usize).unwrap_or('云');
    format!("{}{}", at(FIRST, mixed / 32), at(SECOND, mixed % 32))
}

/// Agency number `index` of a nation of made-up names: every index below [`NATION`] is an agency
/// of its own, found without making those before it.
pub fn nation(index: u64) -> Agency {
    use AgencyKind::{Department, Government, Institution, Office, Street, Township, Zone};
    let p = (index / A_PROVINCE) % 31;
    let lap = index / NATION;
    let rest = index % A_PROVINCE;
    let province = if lap == 0 { pair(p) + "省" } else { format!("{}{lap}省", pair(p)) };
    let code = CODES[p as usize] * 10_000;
    let top = Region { code, province, ..Region::default() };
    let under = |region: &Region, at: u64, level: Level| match at {
        0 => region.agency("人民政府", Government, level),
        1 => region.agency("人民政府办公室", Office, level),
        _ => region.agency(BUREAUS[(at - 2) as usize % BUREAUS.len()], Department, level),
    };
    let Some(rest) = rest.checked_sub(UNDER[0]) else { return under(&top, rest, Level::Province) };
    let (c, rest) = (rest / A_CITY, rest % A_CITY);
    let city =
        Region { code: code + (c as u32 + 1) * 100, city: pair(31 + p * 11 + c) + "市", ..top };
    let Some(rest) = rest.checked_sub(UNDER[1]) else {
        return match rest {
            36 => city.agency("经济技术开发区管理委员会", Zone, Level::City),
            37 => city.agency("高新技术产业开发区管理委员会", Zone, Level::City),
            38 => city.agency("公共资源交易中心", Institution, Level::City),
            39 => city.agency("第一人民医院", Institution, Level::City),
            at => under(&city, at, Level::City),
        };
    };
    let (n, at) = (rest / UNDER[2], rest % UNDER[2]);
    let ending = ["区", "县", "县", "市"][(n % 4) as usize];
    let name = pair((p * 99 + c * 9 + n * 113 + 500) % 1024) + ending;
    let county = Region { code: city.code + n as u32 + 1, county: name, ..city };
    let town = |ending: &str| {
        let name = pair((index * 7 + 11) % 1024);
        Region { town: name + ending, ..county.clone() }
    };
    match at {
        36 => county.agency("工业园区管理委员会", Zone, Level::County),
        37 => county.agency("政务服务中心", Institution, Level::County),
        38..=42 => town("街道").agency("办事处", Street, Level::Town),
        43..=53 => town("镇").agency("人民政府", Township, Level::Town),
        54.. => town("乡").agency("人民政府", Township, Level::Town),
        _ => under(&county, at, Level::County),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashSet};

    #[test]
    fn the_province_has_every_kind_and_no_name_twice() {
        let all = province();
        let names: HashSet<&str> = all.iter().map(|agency| agency.name.as_str()).collect();
        assert_eq!(names.len(), all.len());
        assert_eq!(all.len(), 155);
        let mut kinds = BTreeMap::new();
        for agency in &all {
            *kinds.entry(agency.kind).or_insert(0) += 1;
        }
        assert_eq!(kinds.len(), AgencyKind::ALL.len());
        // Peer groups of thirty are what the statistics ask for.
        assert!(kinds[&AgencyKind::Township] >= 30 && kinds[&AgencyKind::Department] >= 30);
    }

    #[test]
    fn the_nation_holds_two_hundred_thousand_different_agencies() {
        const { assert!(NATION >= 200_000) };
        let names: HashSet<String> = (0..NATION).map(|index| nation(index).name).collect();
        assert_eq!(names.len() as u64, NATION);
    }

    #[test]
    fn an_agency_prints_its_nearest_place() {
        let tops: Vec<Agency> = [0, 36, 76].map(nation).into();
        for (agency, level) in tops.iter().zip([Level::Province, Level::City, Level::County]) {
            assert_eq!((agency.kind, agency.level), (AgencyKind::Government, level));
            assert!(agency.name.ends_with(&agency.printed), "{}", agency.name);
        }
        let town = province().into_iter().find(|a| a.place.town == "苔溪镇").unwrap();
        assert_eq!(town.name, "样例省云澜市望星区苔溪镇人民政府");
        assert_eq!(town.printed, "望星区苔溪镇人民政府");
    }
}
