//! The body that reports.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// 行政机关: who publishes a report.
///
/// 人民政府, its 办公室 and the bare region look alike and are three agencies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agency {
    /// The full name with as much of its place as is known, each part once:
    /// 湖北省孝感市汉川市分水镇. This is what identifies the agency.
    pub name: String,
    /// The name as the report prints it: 分水镇.
    pub printed: String,
    /// The region under which the agency stands.
    pub place: Place,
    /// What kind of body it is.
    pub kind: AgencyKind,
    /// On which level of government.
    pub level: Level,
}

/// A region of the national division, from the province down; empty where it is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// 统计用区划代码 of the deepest known region at county level or above, six digits; 0 if none.
    pub code: u32,
    /// 省、自治区、直辖市.
    pub province: String,
    /// 地级市、自治州、盟.
    pub city: String,
    /// 县、县级市、市辖区.
    pub county: String,
    /// 乡、镇、街道, where the agency is one or belongs to one.
    pub town: String,
}

impl Place {
    /// The known parts from the province down, each once: 湖北省 随州市 随县.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = [&self.province, &self.city, &self.county, &self.town];
        let mut last = "";
        parts.into_iter().map(String::as_str).filter(move |part| {
            let fresh = !part.is_empty() && *part != last;
            if fresh {
                last = part;
            }
            fresh
        })
    }
}

/// What kind of body an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// A people's government, or a bare region that reports for it.
    Government,
    /// The office of a people's government (办公室, 办公厅).
    Office,
    /// A department: 局, 委, 办, 厅 …
    Department,
    /// 街道办事处.
    Street,
    /// 乡, 镇.
    Township,
    /// A managed zone: 开发区, 高新区, 实验区, 景区 管委会.
    Zone,
    /// Another institution: hospital, school, public service centre, company.
    Institution,
}

impl AgencyKind {
    /// All kinds, in the order of lists.
    pub const ALL: [AgencyKind; 7] = [
        AgencyKind::Government,
        AgencyKind::Office,
        AgencyKind::Department,
        AgencyKind::Street,
        AgencyKind::Township,
        AgencyKind::Zone,
        AgencyKind::Institution,
    ];

    /// The kind's name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            AgencyKind::Government => "government",
            AgencyKind::Office => "office",
            AgencyKind::Department => "department",
            AgencyKind::Street => "street",
            AgencyKind::Township => "township",
            AgencyKind::Zone => "zone",
            AgencyKind::Institution => "institution",
        }
    }

    /// The kind of that [key](AgencyKind::key).
    pub fn from_key(key: &str) -> Option<AgencyKind> {
        AgencyKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The kind's name for people.
    pub const fn label(self) -> Text {
        match self {
            AgencyKind::Government => Text::new("政府", "government"),
            AgencyKind::Office => Text::new("政府办公室", "government office"),
            AgencyKind::Department => Text::new("部门", "department"),
            AgencyKind::Street => Text::new("街道", "street office"),
            AgencyKind::Township => Text::new("乡镇", "township"),
            AgencyKind::Zone => Text::new("园区", "zone"),
            AgencyKind::Institution => Text::new("事业单位", "institution"),
        }
    }
}

/// A level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The State Council and its departments.
    National,
    /// 省级.
    Province,
    /// 地级.
    City,
    /// 县级.
    County,
    /// 乡级.
    Town,
    /// Not known.
    Unknown,
}

impl Level {
    /// All levels from the top down.
    pub const ALL: [Level; 6] =
        [Level::National, Level::Province, Level::City, Level::County, Level::Town, Level::Unknown];

    /// The level's name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Level::National => "national",
            Level::Province => "province",
            Level::City => "city",
            Level::County => "county",
            Level::Town => "town",
            Level::Unknown => "unknown",
        }
    }

    /// The level of that [key](Level::key).
    pub fn from_key(key: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.key() == key)
    }

    /// The level's name for people.
    pub const fn label(self) -> Text {
        match self {
            Level::National => Text::new("国家级", "national"),
            Level::Province => Text::new("省级", "province"),
            Level::City => Text::new("地级", "city"),
            Level::County => Text::new("县级", "county"),
            Level::Town => Text::new("乡级", "town"),
            Level::Unknown => Text::new("层级不详", "level unknown"),
        }
    }
}
