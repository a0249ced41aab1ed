//! Pages that are nested so plainly that their tags are the tree.
//!
//! The parser spends its time on pages that are not: on what is misnested, left open, or stands where
//! it may not. Here a page is looked through for anything of that kind; where there is nothing, each
//! element ends where its own end tag stands, and no parser is needed to know it. Whatever is in
//! doubt is for the parser.

use super::element::*;
use super::entity::decoded;
use super::grid;
use super::lex::{Kind, Token, attribute};
use super::walk::{Tag, Walk, hides};
use memchr::memchr;
use std::borrow::Cow;

/// Elements nested deeper than this are for the parser.
const DEEPEST: usize = 256;

/// Leads the walk through a page that is plain.
pub fn walk(source: &str, tokens: &[Token], walk: &mut Walk<'_>) {
    for token in tokens {
        match token.kind {
            Kind::Text => {
                let literal = &source[token.range()];
                let text = decoded(literal).unwrap_or(Cow::Borrowed(literal));
                if literal.trim().is_empty() {
                    walk.blank(&text);
                } else {
                    walk.literal(&text);
                }
            }
            Kind::Start => {
                if token.telling && token.element == Element::META {
                    meta(&source[token.range()], walk);
                }
                walk.enter(tag(source, token));
                if token.element.is(VOID) {
                    walk.leave();
                }
            }
            Kind::End => walk.leave(),
            Kind::Comment | Kind::Raw => {}
        }
    }
}

fn meta(tag: &str, walk: &mut Walk<'_>) {
    let value = |name| attribute(tag, name).and_then(decoded);
    let name = value("name").or_else(|| value("property"));
    if let (Some(name), Some(content)) = (name, value("content")) {
        walk.meta(&name, &content);
    }
}

fn tag(source: &str, token: &Token) -> Tag {
    let mut tag = Tag { layout: token.layout, ..Tag::bare(token.element) };
    if token.telling {
        let source = &source[token.range()];
        tag.hidden =
            attribute(source, "hidden").is_some() || attribute(source, "style").is_some_and(hides);
        tag.spans = (
            grid::colspan(attribute(source, "colspan")),
            grid::rowspan(attribute(source, "rowspan")),
        );
    }
    tag
}

/// Whether the page that these are the tokens of is plain. Tables that hold another are marked.
pub fn is_plain(source: &str, tokens: &mut [Token]) -> bool {
    if memchr(0, source.as_bytes()).is_some() || source.starts_with('\u{feff}') {
        return false;
    }
    let mut nesting = Nesting { source, part: Part::Start, open: Vec::with_capacity(32) };
    for at in 0..tokens.len() {
        let token = tokens[at];
        let plain = match token.kind {
            _ if token.odd || token.dropped => false,
            Kind::Text => nesting.text(&token),
            Kind::Start => nesting.start(&token, at, tokens.get(at + 1)),
            Kind::End => nesting.end(&token),
            Kind::Comment => nesting.comment(&token),
            // The end tag of a script within a comment within a script is none.
            Kind::Raw => token.end - token.start > 128 || !source[token.range()].contains("<!--"),
        };
        if !plain {
            return false;
        }
        if token.kind == Kind::Start
            && token.element == Element::TABLE
            && let Some(around) = nesting.table_around()
        {
            tokens[around].layout = true;
        }
    }
    true
}

/// The part of the page that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Before anything.
    Start,
    /// After `<html>`.
    Html,
    /// In the head, or in what the parser takes for one.
    Head,
    /// After the head.
    HeadDone,
    /// In the body, or in what the parser takes for one.
    Body,
    /// After the body.
    BodyDone,
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    element: Element,
    /// Where its start tag begins in the source.
    start: u32,
    /// The start tag of the table next around it or of itself.
    table: Option<usize>,
    /// Whether an open `p`, `li`, `dd` or `dt`, or `a` is near enough to be closed by another.
    p: bool,
    li: bool,
    dd: bool,
    a: bool,
}

struct Nesting<'a> {
    source: &'a str,
    part: Part,
    open: Vec<Open>,
}

const HTML: Element = Element::known("html");
const HEAD_TAG: Element = Element::known("head");
const BODY: Element = Element::known("body");
const CAPTION: Element = Element::known("caption");
const COLGROUP: Element = Element::known("colgroup");
const COL: Element = Element::known("col");
const THEAD: Element = Element::known("thead");
const TBODY: Element = Element::known("tbody");
const TFOOT: Element = Element::known("tfoot");
const P: Element = Element::known("p");
const LI: Element = Element::known("li");
const DD: Element = Element::known("dd");
const DT: Element = Element::known("dt");
const A: Element = Element::known("a");
const DIV: Element = Element::known("div");
const ADDRESS: Element = Element::known("address");
const FORM: Element = Element::known("form");
const BUTTON: Element = Element::known("button");
const SELECT: Element = Element::known("select");
const OPTGROUP: Element = Element::known("optgroup");
const OPTION: Element = Element::known("option");
const PRE: Element = Element::known("pre");
const RUBY: Element = Element::known("ruby");
const RB: Element = Element::known("rb");
const RT: Element = Element::known("rt");
const RP: Element = Element::known("rp");

impl Nesting<'_> {
    fn top(&self) -> Element {
        self.open.last().map_or(Element::UNKNOWN, |open| open.element)
    }

    /// The table around the one that was just opened.
    fn table_around(&self) -> Option<usize> {
        let below = self.open.len().checked_sub(2)?;
        self.open[below].table
    }

    fn text(&mut self, token: &Token) -> bool {
        let text = &self.source[token.range()];
        if text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')) {
            return true;
        }
        let top = self.top();
        let title = top == Element::TITLE;
        (title || self.in_body()) && !in_table(top) && decoded(text).is_some()
    }

    fn comment(&self, token: &Token) -> bool {
        // A declaration within the text is no comment and parts no texts.
        let text = &self.source.as_bytes()[token.range()];
        self.part == Part::Start
            || !text[2..].get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"))
    }

    /// Whether what shows may stand here: the body begins with it, if no tag said so.
    fn in_body(&mut self) -> bool {
        match self.part {
            Part::Body => true,
            Part::BodyDone => false,
            // An open head would be closed by it.
            _ if self.top() == HEAD_TAG => false,
            _ => {
                self.part = Part::Body;
                true
            }
        }
    }

    fn start(&mut self, token: &Token, at: usize, next: Option<&Token>) -> bool {
        let element = token.element;
        let top = self.open.last().copied();
        let fits = !element.is(ODD)
            && self.open.len() < DEEPEST
            && self.belongs(element)
            && self.closes_nothing(element)
            // The line break after this tag is none.
            && (element != PRE || next.is_none_or(|next| next.kind != Kind::Text || !self.source[next.range()].starts_with(['\n', '\r'])))
            && (!token.telling || self.is_readable(token));
        if !fits || element.is(VOID) {
            return fits;
        }
        let special = element.is(SPECIAL) && element != P && element != DIV && element != ADDRESS;
        let of = |flag: fn(&Open) -> bool| top.as_ref().is_some_and(flag);
        self.open.push(Open {
            element,
            start: token.start,
            table: if element == Element::TABLE { Some(at) } else { top.and_then(|top| top.table) },
            p: element == P || !element.is(SCOPE) && of(|top| top.p),
            li: element == LI || !special && of(|top| top.li),
            dd: element == DD || element == DT || !special && of(|top| top.dd),
            a: element == A || !element.is(MARKER) && of(|top| top.a),
        });
        true
    }

    /// Whether an element may stand where it does.
    fn belongs(&mut self, element: Element) -> bool {
        let top = self.top();
        if element == HTML {
            return self.take_part(Part::Start..=Part::Start, Part::Html);
        }
        if element == HEAD_TAG {
            return self.take_part(Part::Start..=Part::Html, Part::Head);
        }
        if element == BODY {
            let fits = top != HEAD_TAG;
            return fits && self.take_part(Part::Start..=Part::HeadDone, Part::Body);
        }
        if element.is(RAW) && self.part == Part::BodyDone {
            return true;
        }
        let place = if element.is(HEAD) && self.part < Part::Body {
            self.part = self.part.max(Part::Head);
            true
        } else {
            self.in_body()
        };
        place
            && match top {
                Element::TABLE => {
                    [CAPTION, COLGROUP, COL, THEAD, TBODY, TFOOT, Element::TR].contains(&element)
                        || is_script(element)
                }
                THEAD | TBODY | TFOOT => element == Element::TR || is_script(element),
                Element::TR => {
                    element == Element::TD || element == Element::TH || is_script(element)
                }
                COLGROUP => element == COL,
                SELECT => element == OPTION || element == OPTGROUP,
                OPTGROUP => element == OPTION,
                OPTION => false,
                _ if element == RB || element == RT || element == RP => top == RUBY,
                _ => !element.is(TABLE_PART) && element != OPTION && element != OPTGROUP,
            }
    }

    fn take_part(&mut self, from: std::ops::RangeInclusive<Part>, to: Part) -> bool {
        let fits = from.contains(&self.part);
        self.part = to;
        fits
    }

    /// Whether an element leaves all that are open as they are.
    fn closes_nothing(&self, element: Element) -> bool {
        let Some(top) = self.open.last() else { return true };
        !(element.is(CLOSES_P) && top.p
            || element.is(HEADING) && top.element.is(HEADING)
            || element == LI && top.li
            || (element == DD || element == DT) && top.dd
            || element == A && top.a
            || (element == FORM || element == BUTTON || element == SELECT)
                && self.open.iter().any(|open| open.element == element))
    }

    /// Whether the values of the attributes that matter hold no entity that is not known.
    fn is_readable(&self, token: &Token) -> bool {
        let tag = &self.source[token.range()];
        if memchr(b'&', tag.as_bytes()).is_none() {
            return true;
        }
        let plain = |name| attribute(tag, name).is_none_or(|value| !value.contains('&'));
        let known = |name| attribute(tag, name).is_none_or(|value| decoded(value).is_some());
        plain("style") && ["name", "property", "content"].into_iter().all(known)
    }

    fn end(&mut self, token: &Token) -> bool {
        let Some(open) = self.open.pop() else { return false };
        let same_name = || {
            let name = token.name(self.source).as_bytes();
            let opened = &self.source.as_bytes()[open.start as usize + 1..];
            // Only a name ends where the other's end tag does.
            opened.len() > name.len()
                && opened[..name.len()].eq_ignore_ascii_case(name)
                && matches!(
                    opened[name.len()],
                    b'/' | b'>' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'
                )
        };
        if open.element != token.element || token.element.is_unknown() && !same_name() {
            return false;
        }
        match token.element {
            HEAD_TAG => self.part = Part::HeadDone,
            BODY | HTML => self.part = Part::BodyDone,
            _ => {}
        }
        true
    }
}

/// Whether only rows and cells may stand in it.
fn in_table(element: Element) -> bool {
    [Element::TABLE, THEAD, TBODY, TFOOT, Element::TR, COLGROUP].contains(&element)
}

fn is_script(element: Element) -> bool {
    element.is(RAW) && element.is(HEAD) && element.is(INLINE)
}

#[cfg(test)]
mod tests {
    use super::super::lex::lex;
    use super::*;

    #[test]
    fn only_what_needs_no_parser_is_plain() {
        for (page, plain) in [
            (
                "<!DOCTYPE html><html><head><meta a><title>t</title></head><body>x</body></html>\n",
                true,
            ),
            ("<div><p>a <b>b</b><br><img src=x>&nbsp;c &amp; d</p><!-- c --></div>", true),
            ("<table><colgroup><col></colgroup><tr><td>1</td><th>2</th></tr></table>", true),
            ("<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>", true),
            ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", true),
            ("<select><option>a</option></select><o:p></o:p><script>'<p>'</script>", true),
            // Left open at the end of the page, where all ends.
            ("<html><body><div>a", true),
            ("<b><i>a</b></i>", false),
            ("<div>a</p></div>", false),
            ("<p>a<div>b</div></p>", false),
            ("<ul><li>a<li>b</ul>", false),
            ("<a>b<a>c</a></a>", false),
            ("<o:p></o:q>", false),
            ("<table><tr><td>1<td>2</tr></table>", false),
            ("<table>a<tr><td>1</td></tr></table>", false),
            ("<table><td>1</td></table>", false),
            ("<td>1</td>", false),
            ("<form><form></form></form>", false),
            ("<head><div>a</div></head>", false),
            ("a<body>b</body>", false),
            ("<body>a</body>b", false),
            ("a &odd; b", false),
            ("a\0b", false),
            ("<svg></svg>", false),
            ("<ul><div/>a</ul>", false),
            ("<p>a<p", false),
        ] {
            assert_eq!(is_plain(page, &mut lex(page).tokens), plain, "{page}");
        }
    }
}
