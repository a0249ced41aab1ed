//! Under which region an agency stands: what its own name says, else what the page says around it.

use super::name::Name;
use super::page::{Page, first_chars, last_chars};
use super::shape::has_town;
use super::words::STEMS;
use crate::place::{Rank, Region, by_code, by_host, by_telephone, foremost, mentions};
use crate::read::{Document, Hints};
use crate::record::{Agency, Place};
use std::cell::OnceCell;

/// What a page says of its place besides the agency's name. Most names say it themselves, so the
/// page is asked only when one does not.
#[derive(Debug)]
pub(super) struct Context<'a> {
    document: &'a Document,
    page: &'a Page<'a>,
    hints: &'a Hints,
    signs: OnceCell<Signs>,
    stated: OnceCell<Vec<[String; 3]>>,
}

/// Where the page says that it is.
#[derive(Debug, Default)]
struct Signs {
    /// Regions that are meant for sure, with how much each weighs.
    sure: Vec<(&'static Region, u32)>,
    /// Signs that fit several regions.
    unsure: Vec<(Vec<&'static Region>, u32)>,
}

/// How many characters of a line at the top, and of one at the end, are looked at.
const START: usize = 1500;
const END: usize = 400;

/// The metadata that may name a place.
fn of_the_site(document: &Document) -> impl Iterator<Item = &str> {
    let names = ["sitename", "author", "source"];
    let of_site = move |name: &str| names.iter().any(|word| name.contains(word));
    document.meta.iter().filter(move |(name, _)| of_site(name)).map(|(_, value)| value.as_str())
}

/// Places that no list knows, named in full on the page: province, city, county.
fn stated(document: &Document, page: &Page<'_>) -> Vec<[String; 3]> {
    let head = page.head().iter().map(|line| first_chars(&line.text, START));
    let tail = page.tail().iter().map(|line| last_chars(&line.text, END));
    let title = document.html_title.as_deref();
    let texts = head.chain(tail).chain(title).chain(of_the_site(document));
    let mut found = Vec::new();
    for text in texts.filter(|text| text.contains('省')) {
        let split = |c: char| c.is_whitespace() || ">-_|,。;:《》“”\"()、".contains(c);
        for piece in text.split(split).filter(|piece| piece.contains('省')) {
            let name = super::title::name_before(piece).map(|(name, _)| name.stated);
            found.extend(name.filter(|parts| !parts[0].is_empty()));
        }
    }
    found
}

impl Signs {
    fn new(document: &Document, page: &Page<'_>, hints: &Hints) -> Signs {
        let mut signs = Signs::default();
        let labels =
            ["发布机构", "发文机关", "发布机关", "公开机构", "来源", "信息来源", "发布单位"];
        for (value, _) in page.values(&labels) {
            signs.names(value, 4, 2);
        }
        for (value, _) in page.values(&["地址", "联系地址", "通讯地址", "办公地址"]) {
            signs.names(value, 3, 2);
        }
        for line in page.preface() {
            let start = first_chars(&line.text, START);
            signs.names(start, 2, 1);
            signs.contacts(start);
        }
        for line in page.tail() {
            let end = last_chars(&line.text, END);
            // A sentence names others; a signature, an address and a footer do not.
            if !line.text.contains('。') {
                signs.names(end, 1, 0);
            }
            signs.contacts(end);
        }
        if let Some(title) = &document.html_title {
            signs.names(title, 3, 2);
        }
        for value in of_the_site(document) {
            signs.names(value, 4, 2);
        }
        // The body names other places too; it only helps where nothing else does.
        let body = page.lines.get(page.preface().len()..).unwrap_or_default();
        let text: String = body.iter().flat_map(|line| line.text.chars()).take(6000).collect();
        let mut seen = Vec::new();
        for mention in mentions(&text) {
            // A sister's bureau says where the sister is.
            let of_another = begins_a_body(&text[mention.at + mention.len..]);
            if mention.full && !of_another && !seen.contains(&mention.regions) {
                seen.push(mention.regions.clone());
                signs.sign(mention.regions, 1);
            }
        }
        if let Some(url) = &hints.url {
            signs.sign(by_host(host(url)), 3);
        }
        signs.file_name(&hints.path);
        signs.settle();
        signs
    }

    fn sign(&mut self, regions: Vec<&'static Region>, weight: u32) {
        match regions.as_slice() {
            [] => {}
            [one] => self.sure.push((one, weight)),
            _ if weight > 0 => self.unsure.push((regions, weight)),
            _ => {}
        }
    }

    /// Regions that a text names, in full or in short.
    fn names(&mut self, text: &str, full: u32, short: u32) {
        for mention in mentions(text) {
            let weight = if mention.full { full } else { short };
            if weight > 0 {
                // 湖北省孝感市: each part decides what the next may mean, in settle().
                let exact: Vec<&'static Region> = mention
                    .regions
                    .iter()
                    .copied()
                    .filter(|region| text[mention.at..].starts_with(region.name))
                    .collect();
                self.sign(if exact.is_empty() { mention.regions } else { exact }, weight);
            }
        }
    }

    /// Telephone numbers and addresses on the net.
    fn contacts(&mut self, text: &str) {
        for area_code in area_codes(text) {
            self.sign(by_telephone(area_code), 4);
        }
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && !"-./:@".contains(c)) {
            if word.contains(".gov.cn") {
                self.sign(by_host(host(word)), 3);
            }
        }
    }

    fn file_name(&mut self, path: &str) {
        let stem = super::file_name::stem(path);
        self.names(stem, 3, 2);
        for regions in super::file_name::regions(stem) {
            self.sign(regions, 2);
        }
    }

    /// Decides unsure signs by the sure ones; where those say nothing, a sign that fits one region
    /// of the highest level means that one.
    fn settle(&mut self) {
        let unsure = std::mem::take(&mut self.unsure);
        let mut decided = Vec::new();
        let mut left = Vec::new();
        for (regions, weight) in unsure {
            match self.best_of(&regions) {
                Some(region) => decided.push((region, weight)),
                None => left.push((regions, weight)),
            }
        }
        self.sure.extend(decided);
        for (regions, weight) in left {
            match self.best_of(&regions).or_else(|| foremost(&regions)) {
                Some(region) => self.sure.push((region, weight)),
                None => self.unsure.push((regions, weight)),
            }
        }
    }

    /// How much speaks for a region: what names it, what lies in it, what it lies in.
    fn support(&self, region: &'static Region) -> u32 {
        self.sure
            .iter()
            .filter(|(other, _)| region.holds(other) || other.holds(region))
            .map(|(other, weight)| {
                // A province says little about its hundred counties.
                if other.rank() == Rank::Province && other != &region {
                    1.min(*weight)
                } else {
                    2 * weight
                }
            })
            .sum()
    }

    /// The one of these regions for which most speaks, if one leads.
    fn best_of(&self, regions: &[&'static Region]) -> Option<&'static Region> {
        let most =
            regions.iter().map(|region| self.support(region)).max().filter(|most| *most > 0)?;
        let mut best = regions.iter().filter(|region| self.support(region) == most);
        best.next().filter(|_| best.next().is_none()).copied()
    }

    /// The city that the page speaks of. Where it speaks of a prefecture and of a county-level city in
    /// it, the one of which nearly all is said; nothing where that is not clear.
    fn city(&self) -> Option<&'static Region> {
        let county = self.deepest(Rank::County, |region| region.name.ends_with('市'))?;
        let weight = |region: &'static Region| -> u32 {
            let within = self.sure.iter().filter(|(other, _)| region.holds(other));
            within.map(|(_, weight)| *weight).sum()
        };
        let above = county.parent().filter(|above| above.rank() == Rank::City);
        let Some(above) = above.filter(|_| county.rank() == Rank::County) else {
            return Some(county).filter(|region| region.rank() >= Rank::City);
        };
        let (part, whole) = (weight(county), weight(above));
        if 3 * part > 2 * whole { Some(county) } else { (4 * part < whole).then_some(above) }
    }

    /// The region that the page speaks of, followed from the province down as far as one leads;
    /// not below `floor`.
    fn deepest(&self, floor: Rank, fits: impl Fn(&Region) -> bool) -> Option<&'static Region> {
        let mut here: Option<&'static Region> = None;
        loop {
            let mut next: Vec<&'static Region> = Vec::new();
            for (region, _) in &self.sure {
                let path = region.path();
                let step = match here {
                    None => path.first().copied(),
                    Some(here) => path
                        .iter()
                        .position(|part| *part == here)
                        .and_then(|at| path.get(at + 1))
                        .copied(),
                };
                if let Some(step) = step
                    && step.rank() <= floor
                    && !next.contains(&step)
                    && (step.rank() < floor || fits(step))
                {
                    next.push(step);
                }
            }
            let weight = |region: &'static Region| -> u32 {
                let within = self.sure.iter().filter(|(other, _)| region.holds(other));
                within.map(|(_, weight)| *weight).sum()
            };
            let Some(most) = next.iter().map(|region| weight(region)).max() else { return here };
            // Named once in passing, a place is another's as often as not.
            let mut leading = next.iter().filter(|region| 2 * weight(region) > most);
            match (leading.next().filter(|_| most > 1), leading.next()) {
                (Some(one), None) => here = Some(one),
                _ => return here,
            }
        }
    }
}

impl<'a> Context<'a> {
    /// What the page says, once it is asked.
    pub(super) fn new(document: &'a Document, page: &'a Page<'a>, hints: &'a Hints) -> Self {
        Context { document, page, hints, signs: OnceCell::new(), stated: OnceCell::new() }
    }

    fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::new(self.document, self.page, self.hints))
    }

    /// The agency of that name, under its place, and whether the place is known well enough.
    pub(super) fn agency(&self, name: &Name) -> (Agency, bool) {
        let region = self.region(name);
        let deepest = name.branch.or(region);
        let stated = self.stated(name);
        let mut place = Place::default();
        if let Some(region) = deepest {
            place.code = region.code;
            for part in region.path() {
                let slot = match part.rank() {
                    Rank::Province => &mut place.province,
                    Rank::City => &mut place.city,
                    Rank::County => &mut place.county,
                };
                part.name.clone_into(slot);
            }
        }
        let slots = [&mut place.province, &mut place.city, &mut place.county];
        for (slot, part) in slots.into_iter().zip(&stated) {
            if slot.is_empty() {
                part.clone_into(slot);
            }
        }
        place.town.clone_from(&name.town);
        let rank = deepest.map(Region::rank).or_else(|| {
            if !stated[2].is_empty() {
                Some(Rank::County)
            } else if !stated[1].is_empty() {
                Some(Rank::City)
            } else {
                (!stated[0].is_empty()).then_some(Rank::Province)
            }
        });
        let level = name.level(rank);
        let known = place.code != 0
            || !place.province.is_empty()
            || level == crate::record::Level::National;
        // A town needs its county; 区教育局 needs its 区.
        let deep = name.town.is_empty() || !place.county.is_empty() || name.has_place();
        let agency = Agency {
            name: full_name(name, region, &stated),
            printed: name.printed.clone(),
            place,
            kind: name.kind(),
            level,
        };
        (agency, known && deep)
    }

    /// Whether that place is enough to tell the agency of that name from others called so.
    pub(super) fn is_known(&self, name: &Name, place: &Place) -> bool {
        let region = by_code(place.code);
        let undivided = || region.is_some_and(|region| region.children().next().is_none());
        if !name.town.is_empty() {
            return name.has_region() || !place.county.is_empty() || undivided();
        }
        let placed = name.generic.is_none() || place.parts().next().is_some();
        // 市教育局 is the prefecture's, or that of a city in it which the page names.
        placed
            && !(name.generic == Some('市')
                && region.is_some_and(|above| self.page.names_city_in(above)))
    }

    /// The region that the name itself names, or that the page names for it.
    fn region(&self, name: &Name) -> Option<&'static Region> {
        match name.regions.as_slice() {
            [one] => return Some(one),
            [] => {}
            several => {
                // 吉林 is a province and a city in it.
                let usual = || {
                    let first = foremost(several)?;
                    // 嘉峪关市 has a county's code as well.
                    let alone = several.iter().all(|region| first.holds(region));
                    (name.short || alone).then_some(first)
                };
                return self.signs().best_of(several).or_else(usual);
            }
        }
        let says_nothing = name.quality() >= 3 && name.stated[0].is_empty();
        if says_nothing || name.stated.iter().any(|part| !part.is_empty()) {
            return None;
        }
        match name.generic {
            Some('省') => self.signs().deepest(Rank::Province, |_| true),
            Some('市') => self.signs().city(),
            Some('州') => self
                .signs()
                .deepest(Rank::City, |_| true)
                .filter(|region| region.rank() == Rank::City),
            Some(end @ ('区' | '县' | '旗')) => self
                .signs()
                .deepest(Rank::County, |region| region.name.ends_with(end))
                .filter(|region| region.rank() == Rank::County),
            _ => self.signs().deepest(Rank::County, |_| true),
        }
    }

    /// The stated parts of the name, filled up from a name on the page that states more.
    fn stated(&self, name: &Name) -> [String; 3] {
        let mut parts = name.stated.clone();
        if !name.regions.is_empty() {
            return parts;
        }
        let own = parts.iter().rposition(|part| !part.is_empty());
        let stated = self.stated.get_or_init(|| stated(self.document, self.page));
        let fuller = stated.iter().find(|other| match own {
            Some(at) => other[at] == parts[at] && at > 0,
            None => name.generic.is_some() || !name.town.is_empty() || name.quality() == 1,
        });
        if let Some(fuller) = fuller {
            for (part, other) in parts.iter_mut().zip(fuller) {
                if part.is_empty() {
                    part.clone_from(other);
                }
            }
            // 市财政局 belongs to the city, whatever county the page names.
            if matches!(name.generic, Some('市' | '州')) {
                parts[2].clear();
            }
        }
        parts
    }
}

/// The name with its place from the province down, each part once.
fn full_name(name: &Name, region: Option<&'static Region>, stated: &[String; 3]) -> String {
    let mut path: Vec<&str> = region
        .map_or(Vec::new(), |region| region.path().into_iter().map(|part| part.name).collect());
    if let Some(region) = region
        && !name.zone.is_empty()
    {
        // 苏州工业园区 carries its city's name already.
        let zone_names_it = name.zone.starts_with(region.short());
        if zone_names_it || name.short {
            path.pop();
        }
        if name.short && !zone_names_it {
            path.push(region.short());
        }
    }
    // 宝山区 is one of two, and is called so all the same.
    let one_of = name.regions.first().filter(|_| region.is_none());
    path.extend(one_of.map(|region| region.name));
    path.extend(stated.iter().map(String::as_str).filter(|part| !part.is_empty()));
    path.dedup();
    let generic = match name.generic {
        // The place says it better.
        Some(c) if path.is_empty() => c.to_string(),
        _ => String::new(),
    };
    [&name.lead, &path.concat(), &generic, &name.zone, &name.town, &name.body]
        .into_iter()
        .map(String::as_str)
        .collect()
}

/// Whether what follows the name of a region makes it that of a body or a town in it.
fn begins_a_body(after: &str) -> bool {
    STEMS.iter().any(|stem| after.starts_with(stem))
        || ["人民法院", "人民检察院", "纪委", "委"].iter().any(|body| after.starts_with(body))
        || has_town(first_chars(after, 16))
}

/// The host of an address.
fn host(url: &str) -> &str {
    let rest = url.split("://").nth(1).unwrap_or(url);
    let rest = rest.rsplit('@').next().unwrap_or(rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default()
}

/// Telephone area codes: `0355-8089294`, `(0355)8089294`, `0532—87362451`.
fn area_codes(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let after = text[at + run..].trim_start_matches(['-', '—', '–', '-', ')', ' ', '―']);
        let gap = text.len() - at - run - after.len();
        let number = after.bytes().take_while(u8::is_ascii_digit).count();
        if bytes[at] == b'0' && (3..=4).contains(&run) && gap > 0 && (7..=8).contains(&number) {
            found.push(&text[at..at + run]);
        }
        at += run;
    }
    found
}
