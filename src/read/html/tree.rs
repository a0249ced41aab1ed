//! The tree that a parser makes of a page, for pages that are not [plain](super::plain). It is walked
//! without recursion.

use super::element::Element;
use super::grid;
use super::walk::{Tag, Walk, hides};
use scraper::{Html, Node};
use std::collections::HashSet;

/// Parses a page and leads the walk through its tree.
pub fn walk(page: &str, walk: &mut Walk<'_>) {
    let page = Html::parse_document(page);
    let layout = layout_tables(&page);
    let root = page.tree.root();
    let mut node = root;
    loop {
        match node.value() {
            Node::Text(text) => walk.text(text, None),
            Node::Element(element) => {
                let tag = tag(element, layout.contains(&id(node.value())));
                if tag.element == Element::META {
                    let name = element.attr("name").or_else(|| element.attr("property"));
                    if let (Some(name), Some(content)) = (name, element.attr("content")) {
                        walk.meta(name, content);
                    }
                }
                walk.enter(tag);
            }
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.value().is_element() {
                walk.leave();
            }
            if node == root {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
        }
    }
}

fn tag(element: &scraper::node::Element, layout: bool) -> Tag {
    let hidden = element.attr("hidden").is_some() || element.attr("style").is_some_and(hides);
    let spans = (grid::colspan(element.attr("colspan")), grid::rowspan(element.attr("rowspan")));
    Tag { element: Element::of(element.name().as_bytes()), hidden, layout, spans }
}

/// A node's address in the tree, which stands still while it is read.
type Id = usize;

fn id(node: &Node) -> Id {
    std::ptr::from_ref(node) as usize
}

/// The tables that hold another table.
fn layout_tables(page: &Html) -> HashSet<Id> {
    let mut layout = HashSet::new();
    for node in page.tree.nodes() {
        if name(node.value()) != "table" {
            continue;
        }
        for ancestor in node.ancestors() {
            // All further out are known already.
            if name(ancestor.value()) == "table" && !layout.insert(id(ancestor.value())) {
                break;
            }
        }
    }
    layout
}

fn name(node: &Node) -> &str {
    node.as_element().map_or("", |element| element.name())
}
