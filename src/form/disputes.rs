//! Table four, 政府信息公开行政复议、行政诉讼情况: three groups of five columns in one row.

use crate::text::Text;

/// A group of columns of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeGroup {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼, 未经复议直接起诉.
    Direct,
    /// 行政诉讼, 复议后起诉.
    AfterReconsideration,
}

/// A column within a group of table four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeColumn {
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Other,
    /// 尚未审结.
    Pending,
    /// 总计, the sum of the four.
    Total,
}

impl DisputeGroup {
    /// The three groups from left to right.
    pub const ALL: [DisputeGroup; 3] =
        [DisputeGroup::Reconsideration, DisputeGroup::Direct, DisputeGroup::AfterReconsideration];

    /// The middle of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            DisputeGroup::Reconsideration => "reconsideration",
            DisputeGroup::Direct => "direct",
            DisputeGroup::AfterReconsideration => "after_reconsideration",
        }
    }

    /// The section heading over the group: 行政复议 or 行政诉讼.
    pub const fn section(self) -> &'static str {
        match self {
            DisputeGroup::Reconsideration => "行政复议",
            _ => "行政诉讼",
        }
    }

    /// The group's label on the form.
    pub const fn label(self) -> Text {
        match self {
            DisputeGroup::Reconsideration => Text::new("行政复议", "reviews"),
            DisputeGroup::Direct => Text::new("未经复议直接起诉", "direct lawsuits"),
            DisputeGroup::AfterReconsideration => Text::new("复议后起诉", "lawsuits after review"),
        }
    }
}

impl DisputeColumn {
    /// The five columns from left to right, the total last.
    pub const ALL: [DisputeColumn; 5] = [
        DisputeColumn::Upheld,
        DisputeColumn::Corrected,
        DisputeColumn::Other,
        DisputeColumn::Pending,
        DisputeColumn::Total,
    ];

    /// The last part of the keys of its cells.
    pub const fn key(self) -> &'static str {
        match self {
            DisputeColumn::Upheld => "upheld",
            DisputeColumn::Corrected => "corrected",
            DisputeColumn::Other => "other",
            DisputeColumn::Pending => "pending",
            DisputeColumn::Total => "total",
        }
    }

    /// The column's heading on the form.
    pub const fn label(self) -> Text {
        match self {
            DisputeColumn::Upheld => Text::new("结果维持", "upheld"),
            DisputeColumn::Corrected => Text::new("结果纠正", "corrected"),
            DisputeColumn::Other => Text::new("其他结果", "other"),
            DisputeColumn::Pending => Text::new("尚未审结", "pending"),
            DisputeColumn::Total => Text::new("总计", "total"),
        }
    }
}
