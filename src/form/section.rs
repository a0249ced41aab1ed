//! The six numbered parts of a report.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A numbered part of the report, in the order of the form; [`Section::Preamble`] is what stands
/// before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Title, legal basis, period, contact: everything before part one.
    Preamble,
    /// 一、总体情况.
    Overview,
    /// 二、主动公开政府信息情况.
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况.
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况.
    Disputes,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Other,
}

impl Section {
    /// All parts in order.
    pub const ALL: [Section; 7] = [
        Section::Preamble,
        Section::Overview,
        Section::Disclosure,
        Section::Requests,
        Section::Disputes,
        Section::Problems,
        Section::Other,
    ];

    /// The number of the part on the form, 1 to 6; 0 before the first.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The part with that [number](Section::number).
    pub fn from_number(number: u8) -> Option<Section> {
        Section::ALL.get(usize::from(number)).copied()
    }

    /// The part's name in outputs and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Section::Preamble => "preamble",
            Section::Overview => "overview",
            Section::Disclosure => "disclosure",
            Section::Requests => "requests",
            Section::Disputes => "disputes",
            Section::Problems => "problems",
            Section::Other => "other",
        }
    }

    /// The part of that [key](Section::key).
    pub fn from_key(key: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.key() == key)
    }

    /// The heading as the form words it (2021), and in English.
    pub const fn title(self) -> Text {
        match self {
            Section::Preamble => Text::new("前言", "Preamble"),
            Section::Overview => Text::new("总体情况", "Overview"),
            Section::Disclosure => {
                Text::new("主动公开政府信息情况", "Disclosure on own initiative")
            }
            Section::Requests => {
                Text::new("收到和处理政府信息公开申请情况", "Requests received and handled")
            }
            Section::Disputes => {
                Text::new("政府信息公开行政复议、行政诉讼情况", "Reviews and lawsuits")
            }
            Section::Problems => Text::new("存在的主要问题及改进情况", "Problems and improvements"),
            Section::Other => Text::new("其他需要报告的事项", "Other matters"),
        }
    }

    /// A short heading for tabs.
    pub const fn short(self) -> Text {
        match self {
            Section::Preamble => Text::new("前言", "Preamble"),
            Section::Overview => Text::new("总体", "Overview"),
            Section::Disclosure => Text::new("主动公开", "Disclosure"),
            Section::Requests => Text::new("申请", "Requests"),
            Section::Disputes => Text::new("复议诉讼", "Disputes"),
            Section::Problems => Text::new("问题", "Problems"),
            Section::Other => Text::new("其他", "Other"),
        }
    }
}
