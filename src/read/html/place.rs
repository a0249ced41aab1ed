//! The places of a page's texts, found in order.

use crate::record::Span;

/// How many texts ahead are looked at for one that is missing here.
const LOOK_AHEAD: usize = 200;
/// A jump over more texts than this is believed only when the next text follows suit.
const FAR: usize = 8;

/// A cursor over the texts of the source.
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a str,
    texts: Vec<(u32, u32)>,
    next: usize,
    /// Where the text after a far jump should be.
    jumped: usize,
}

impl<'a> Places<'a> {
    /// Starts at the first of `texts`, which are ranges of `source`.
    pub fn new(source: &'a str, texts: Vec<(u32, u32)>) -> Self {
        Places { source, texts, next: 0, jumped: usize::MAX }
    }

    /// The place of the next text of the source, for who knows that it is the one.
    pub fn next(&mut self) -> Span {
        let place = self.texts.get(self.next).map(|&(start, end)| Span { start, end });
        self.next += 1;
        place.unwrap_or_else(|| self.here())
    }

    /// The place of the next text of the page, which is `text` once entities are decoded. Where it
    /// cannot be found, an empty place at the cursor.
    pub fn find(&mut self, text: &str) -> Span {
        let text = text.trim();
        let until = (self.next + LOOK_AHEAD).min(self.texts.len());
        let found = [self.jumped]
            .into_iter()
            .filter(|at| *at < self.texts.len())
            .chain(self.next..until)
            .find(|at| self.fits(*at, text));
        let Some(at) = found else {
            return self.here();
        };
        if at == self.jumped || at - self.next.min(at) <= FAR {
            self.next = at + 1;
            self.jumped = usize::MAX;
        } else {
            self.jumped = at + 1;
        }
        let (start, end) = self.texts[at];
        Span { start, end }
    }

    /// The place of a figure that no literal has whole: two literals with a tag between them that
    /// the parser dropped, as in `50</td=<td>332`. What looks like one figure may be two.
    pub fn torn(&self, figure: &str) -> Option<Span> {
        let until = (self.next + LOOK_AHEAD).min(self.texts.len());
        let digit = |c: char| c.is_ascii_digit();
        let first = (self.next..until.saturating_sub(1)).find(|at| {
            let (head, next) = (self.literal(*at).trim(), self.literal(at + 1).trim());
            let rest = figure.strip_prefix(head);
            head.ends_with(digit)
                && next.starts_with(digit)
                && rest.is_some_and(|rest| !rest.is_empty() && rest.starts_with(next))
        })?;
        Some(Span { start: self.texts[first].0, end: self.texts[first + 1].1 })
    }

    /// The places of the literals of which a text is made, two or more, and goes past them. Where
    /// tags of cells stand outside of a table, the parser drops them and runs the texts together.
    pub fn pieces(&mut self, text: &str) -> Option<Vec<Span>> {
        let text = text.trim();
        let until = (self.next + LOOK_AHEAD).min(self.texts.len());
        let begins = |at: &usize| {
            let literal = self.literal(*at).trim();
            !literal.is_empty() && text.starts_with(literal)
        };
        let first = (self.next..until).find(begins)?;
        let mut rest = text;
        let mut at = first;
        while !rest.is_empty() {
            if at == self.texts.len() {
                return None;
            }
            rest = rest.strip_prefix(self.literal(at).trim())?.trim_start();
            at += 1;
        }
        let place = |(start, end): &(u32, u32)| Span { start: *start, end: *end };
        let places: Vec<Span> = self.texts[first..at].iter().map(place).collect();
        self.next = at;
        (places.len() > 1).then_some(places)
    }

    /// The places of a text that begins at `first` and is longer than what stands there: the parser
    /// ran it together with what follows. `None` where it is not longer.
    pub fn run_on(&mut self, text: &str, first: Span) -> Option<Vec<Span>> {
        let mut left = seen(text).checked_sub(seen(self.slice(first))).filter(|left| *left > 0)?;
        let mut places = vec![first];
        while left > 0 && self.next < self.texts.len() {
            let place = self.next();
            left = left.saturating_sub(seen(self.slice(place)));
            places.push(place);
        }
        (places.len() > 1).then_some(places)
    }

    /// Goes past a text of nothing but entities, such as the `&nbsp;` of an empty cell.
    pub fn skip_blank(&mut self) {
        if self.next >= self.texts.len() {
            return;
        }
        let literal = self.literal(self.next);
        if literal.starts_with('&')
            && literal.split_inclusive(';').all(|e| e.trim().starts_with('&'))
        {
            self.next += 1;
        }
    }

    /// An empty place where the cursor stands.
    pub fn here(&self) -> Span {
        let at = self.texts.get(self.next).map_or(self.source.len(), |text| text.0 as usize);
        Span::new(at, at)
    }

    /// The source at a place.
    pub fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// The text of that number as the source has it.
    fn literal(&self, at: usize) -> &'a str {
        let (start, end) = self.texts[at];
        &self.source[start as usize..end as usize]
    }

    /// Whether the text at that place begins like `text`.
    fn fits(&self, at: usize, text: &str) -> bool {
        let literal = self.literal(at);
        if literal == text {
            return true;
        }
        let word = text.split(char::is_whitespace).next().unwrap_or(text);
        let digit = |c: char| c.is_ascii_digit();
        if let Some(rest) = literal.strip_prefix(word)
            && !word.is_empty()
        {
            // A figure that goes on is another figure.
            if word.ends_with(digit) && rest.starts_with(digit) {
                return false;
            }
            // A short word may begin another text by chance; then the lengths must be alike. A text
            // that is much longer than the source has it goes on in the next.
            let alike = |one: usize, other: usize| one <= 2 * other + 8;
            return alike(text.len(), literal.len())
                && (word.len() > 12 || alike(literal.len(), text.len()));
        }
        // Entities: what stands before the first one must fit.
        let plain = literal.find('&').filter(|_| !text.is_empty());
        plain.is_some_and(|len| {
            let before = literal[..len].trim_end();
            text.starts_with(before) && entity_fits(&literal[len..], text[before.len()..].trim())
        })
    }
}

/// Whether a literal that starts with an entity can stand for `text`.
fn entity_fits(literal: &str, text: &str) -> bool {
    let Some(end) = literal.find(';') else { return text.starts_with('&') };
    let rest = literal[end + 1..].trim_start();
    match &literal[1..end] {
        "nbsp" | "#160" | "#xa0" | "#xA0" | "ensp" | "emsp" | "thinsp" | "#12288" | "zwnj" => {
            if rest.starts_with('&') {
                entity_fits(rest, text)
            } else {
                let stop = rest.find('&').unwrap_or(rest.len());
                let words = rest[..stop].trim();
                // Nothing but white space is no text.
                !words.is_empty() && text.starts_with(words)
            }
        }
        // Another entity stands for one character.
        _ => text.chars().next().is_some_and(|first| {
            let text = text[first.len_utf8()..].trim_start();
            let stop = rest.find(['&', ' ']).unwrap_or(rest.len());
            text.starts_with(&rest[..stop])
        }),
    }
}

/// How many signs one sees of a text, decoded or not; what a parser drops is not among them.
fn seen(text: &str) -> usize {
    const BLANK: [&str; 8] = ["nbsp", "ensp", "emsp", "thinsp", "#160", "#xa0", "#12288", "#x3000"];
    let mut signs = 0;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (c == '&').then(|| entity(rest.as_str())).flatten() {
            Some((name, behind)) => {
                signs += usize::from(!BLANK.iter().any(|blank| name.eq_ignore_ascii_case(blank)));
                rest = behind.chars();
            }
            _ => signs += usize::from(c != '\0' && !c.is_whitespace()),
        }
    }
    signs
}

/// The name of an entity and what stands behind it, from behind its `&`.
fn entity(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let (name, behind) = (text.get(..end)?, text.get(end + 1..)?);
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#').then_some((name, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::lex::lex;

    #[test]
    fn places_are_found_in_order() {
        let source =
            "<td width=0>0</td><td>&nbsp;0</td><td>lost</td><td>A&amp;B</td><td>0&#160;</td>";
        let mut places = Places::new(source, lex(source).texts);
        for (text, want) in
            [("0", "0"), ("\u{a0}0", "&nbsp;0"), ("A&B", "A&amp;B"), ("0\u{a0}", "0&#160;")]
        {
            let span = places.find(text);
            assert_eq!(&source[span.range()], want);
        }
        assert_eq!(places.torn("51"), None);
        assert_eq!(places.find("absent").start as usize, source.len());
    }

    #[test]
    fn a_figure_with_a_dropped_tag_in_it_is_torn() {
        let source = "<td>50</td=<td>332</td><td>7</td>";
        let places = Places::new(source, lex(source).texts);
        let span = places.torn("50332").unwrap();
        assert_eq!(&source[span.range()], "50</td=<td>332");
        assert_eq!(places.torn("507"), None);
    }

    #[test]
    fn a_figure_is_not_found_in_a_longer_one() {
        let source = "<td>1203</td><td>120</td>";
        let mut places = Places::new(source, lex(source).texts);
        let span = places.find("120");
        assert_eq!(&source[span.start as usize - 4..span.end as usize], "<td>120");
    }

    #[test]
    fn what_was_run_together_is_taken_apart() {
        let source = "<td>许可</td>\n<td>52</td><td>333</td><td>7</td>";
        let mut places = Places::new(source, lex(source).texts);
        let pieces = places.pieces("许可\n52333").unwrap();
        let texts: Vec<&str> = pieces.iter().map(|place| places.slice(*place)).collect();
        assert_eq!(texts, ["许可", "52", "333"]);
        assert_eq!(places.pieces("8"), None);
        assert_eq!(&source[places.find("7").range()], "7");
    }

    #[test]
    fn a_text_that_was_run_together_is_taken_apart() {
        let source =
            "<p>考核 &nbsp;开展\u{0}处罚</td><td>63</td><td>1</td><td>1976</td></tr>强制</p>";
        let mut places = Places::new(source, lex(source).texts);
        let text = "考核 \u{a0}开展处罚6311976";
        let first = places.find(text);
        let pieces = places.run_on(text, first).unwrap();
        let slices: Vec<&str> = pieces.into_iter().map(|piece| places.slice(piece)).collect();
        assert_eq!(slices, ["考核 &nbsp;开展\u{0}处罚", "63", "1", "1976"]);
        let last = places.find("强制");
        assert_eq!(places.run_on("强制", last), None);
    }
}
