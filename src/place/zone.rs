//! Managed zones that have no code of their own, and the region in which they lie.

use super::{Region, by_code};

/// A zone with a managing committee (管委会).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// The name in full: 武汉东湖新技术开发区.
    pub name: &'static str,
    /// How many bytes of the text name it, in full or in short.
    pub len: usize,
    /// The county or city in which it lies.
    pub region: &'static Region,
}

/// Zones whose names do not begin with the name of the city or county in which they lie; those
/// are told by that name. All ways to write it, then the code of the region.
const ZONES: &[(&[&str], u32)] = &[
    (&["平潭综合实验区"], 350128),
    (&["武汉东湖新技术开发区", "东湖新技术开发区", "东湖高新技术开发区", "东湖高新区"], 420100),
    (&["武汉东湖生态旅游风景区", "东湖生态旅游风景区", "东湖风景区"], 420100),
    (&["西咸新区沣西新城", "沣西新城"], 610100),
    (&["西咸新区沣东新城", "沣东新城"], 610100),
    (&["西咸新区秦汉新城", "秦汉新城"], 610100),
    (&["西咸新区空港新城", "空港新城"], 610100),
    (&["西咸新区泾河新城", "泾河新城"], 610100),
    (&["西咸新区"], 610100),
    (&["杨凌农业高新技术产业示范区", "杨凌示范区"], 610403),
    (&["雄安新区"], 130600),
    (&["两江新区"], 500000),
    (&["万盛经济技术开发区", "万盛经开区"], 500110),
    (&["天府新区"], 510100),
    (&["贵安新区"], 520100),
    (&["赣江新区"], 360100),
    (&["江北新区"], 320100),
    (&["湘江新区"], 430100),
    (&["金普新区"], 210200),
    (&["滇中新区"], 530100),
    (&["青岛西海岸新区", "西海岸新区"], 370211),
    (&["横琴粤澳深度合作区"], 440400),
    (&["大鹏新区"], 440300),
    (&["松山湖高新技术产业开发区", "松山湖高新区"], 441900),
    (&["翠亨新区"], 442000),
    (&["北戴河新区"], 130300),
    (&["冀南新区"], 130400),
    (&["白沟新城"], 130600),
    (&["察北管理区"], 130700),
    (&["塞北管理区"], 130700),
    (&["芦台经济开发区", "芦台经济技术开发区"], 130200),
    (&["五台山风景名胜区"], 140900),
    (&["乌拉盖管理区"], 152500),
    (&["洋河新区"], 321300),
    (&["苏宿工业园区"], 321300),
    (&["大榭开发区"], 330200),
    (&["前湾新区"], 330200),
    (&["南太湖新区"], 330500),
    (&["湄洲湾北岸经济开发区"], 350300),
    (&["湄洲岛国家旅游度假区", "湄洲岛"], 350300),
    (&["武当山旅游经济特区"], 420300),
    (&["龙感湖管理区"], 421100),
    (&["屈原管理区"], 430600),
    (&["西洞庭管理区"], 430700),
    (&["大通湖管理区", "大通湖区"], 430900),
    (&["回龙圩管理区"], 431100),
    (&["宁东能源化工基地"], 640100),
];

/// The zone with whose name `text` begins.
pub fn zone_at(text: &str) -> Option<Zone> {
    ZONES
        .iter()
        .flat_map(|(names, code)| names.iter().map(move |name| (names[0], *name, *code)))
        .filter(|(_, name, _)| text.starts_with(name))
        .max_by_key(|(_, name, _)| name.len())
        .and_then(|(full, name, code)| {
            Some(Zone { name: full, len: name.len(), region: by_code(code)? })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_lies_in_a_region_that_exists() {
        for &(names, code) in ZONES {
            assert!(by_code(code).is_some_and(|region| !region.former), "{names:?}");
            for name in names {
                let zone = zone_at(name).unwrap();
                assert_eq!((zone.name, zone.len), (names[0], name.len()));
            }
        }
        assert!(zone_at("东湖区教育局").is_none());
    }
}
