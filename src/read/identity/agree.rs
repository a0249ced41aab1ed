//! Whether two names can be those of one body: 区统计局 and 硚口区统计局, 住建局 and 住房和城乡建设局.

use super::name::Name;
use crate::record::AgencyKind;

impl Name {
    /// Whether both can name one body: nothing that one says contradicts the other.
    pub(super) fn agrees(&self, other: &Name) -> bool {
        self.same_place(other) && self.same_town(other) && self.same_body(other)
    }

    /// Whether both can name one body, or the one is the office of the other.
    pub(super) fn serves(&self, other: &Name) -> bool {
        self.agrees(other) || self.governs() && other.governs() && self.same_place(other)
    }

    /// Whether it is a government, its office or the bare place.
    pub(super) fn governs(&self) -> bool {
        matches!(self.kind(), AgencyKind::Government | AgencyKind::Office)
    }

    /// Whether it is what every place has one of, 开发区 or 审计局, or what governs them all.
    pub(super) fn is_vague(&self) -> bool {
        let zone = !self.zone.is_empty() && self.body.is_empty() && self.zone.chars().count() <= 3;
        zone || self.quality() < 2 || self.body.starts_with("国务院")
    }

    /// The name with the body as it calls itself: 人民政府 for 政府.
    pub(super) fn in_full(mut self) -> Name {
        if self.governs() && !self.body.is_empty() && self.town.is_empty() {
            self.body = self.whole_body().to_owned();
        }
        self
    }

    /// The one of two names of one body that says more.
    pub(super) fn fuller<'a>(&'a self, other: &'a Name) -> &'a Name {
        let says = |name: &Name| (name.quality(), name.body.chars().count());
        if says(other) > says(self) { other } else { self }
    }

    fn same_place(&self, other: &Name) -> bool {
        let known = |name: &Name| !name.regions.is_empty();
        let stated = |name: &Name| name.stated.iter().rev().find(|part| !part.is_empty()).cloned();
        let level = |generic: Option<char>, named: &Name| {
            generic.is_none_or(|c| {
                named.place_ends_with(c)
                    || named.generic == Some(c)
                    || !named.has_place() && named.generic.is_none()
            })
        };
        let regions = !known(self)
            || !known(other)
            || self.regions.iter().any(|region| other.regions.contains(region));
        let parts = match (stated(self), stated(other)) {
            (Some(a), Some(b)) => a == b,
            (Some(_), None) => !known(other),
            (None, Some(_)) => !known(self),
            (None, None) => true,
        };
        let zones = self.zone.is_empty() || other.zone.is_empty() || self.zone == other.zone;
        self.lead == other.lead
            && regions
            && parts
            && zones
            && level(self.generic, other)
            && level(other.generic, self)
    }

    fn same_town(&self, other: &Name) -> bool {
        self.town == other.town
    }

    fn same_body(&self, other: &Name) -> bool {
        let (a, b) = (self.whole_body(), other.whole_body());
        if !self.town.is_empty() || a == b {
            return true;
        }
        abbreviates(a, b) || abbreviates(b, a)
    }

    /// The body in full: a bare place is its government.
    fn whole_body(&self) -> &str {
        match self.body.as_str() {
            "" | "政府" => "人民政府",
            "政府办" | "府办" | "政府办公室" => "人民政府办公室",
            "政府办公厅" => "人民政府办公厅",
            "管委会" => "管理委员会",
            body => body,
        }
    }
}

/// Whether the one name is the other with characters left out: 卫健委 of 卫生健康委员会.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() >= 3
        && short.chars().next() == long.chars().next()
        && short.chars().all(|c| rest.any(|other| other == c))
}
