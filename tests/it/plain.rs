//! Pages whose tags are nested plainly are read without a parser: the same comes out as with one.

use crate::damage::{damage, page};
use crate::shared::shared;
use gouji::read::{self, Block, SourceKind};
use gouji::synth::layouts::LAYOUTS;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// At the end of a body these show nothing and move nothing. The second is always for the parser.
const ENDS: [&[u8]; 2] = [b"<xyz></xyz>", b"<svg></svg>"];

/// All that a page is read as, in lines.
fn lines(bytes: &[u8]) -> Vec<String> {
    let document = read::document(bytes).ok().filter(|page| page.kind == SourceKind::Html);
    let Some(document) = document else { return Vec::new() };
    let mut lines = vec![format!("{:?} {:?}", document.kind, document.html_title)];
    lines.extend(document.meta.iter().map(|meta| format!("{meta:?}")));
    lines.extend(document.problems.iter().map(|problem| format!("{problem:?}")));
    for block in &document.blocks {
        match block {
            Block::Line(line) => lines.push(format!("{line:?}")),
            Block::Grid(grid) => {
                lines.push(format!("{:?}", grid.span));
                for row in &grid.rows {
                    lines.push("row".to_owned());
                    lines.extend(row.iter().map(|cell| format!("{cell:?}")));
                }
            }
        }
    }
    lines
}

/// Where the two ways to read a page differ, first.
fn difference(bytes: &[u8]) -> Option<String> {
    let close = b"</body>";
    let end = bytes.windows(close.len()).rposition(|word| word == close).unwrap_or(bytes.len());
    let [one, other] = ENDS.map(|mark| lines(&[&bytes[..end], mark, &bytes[end..]].concat()));
    // A title or a script that is not closed takes all that follows.
    let swallowed = one.iter().any(|line| line.contains("<xyz>"));
    if one == other || one.is_empty() || swallowed {
        return None;
    }
    let at = one.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
    Some(format!("line {at}: {:?}, with a parser {:?}", one.get(at), other.get(at)))
}

#[test]
fn every_layout_is_read_the_same_with_a_parser() {
    for number in 0..4 * LAYOUTS.len() as u64 {
        let layout = LAYOUTS[number as usize % LAYOUTS.len()].name;
        let difference = difference(&page(number));
        assert_eq!(difference, None, "{layout}, page {number}");
    }
}

#[test]
fn damaged_pages_are_read_the_same_with_a_parser() {
    let count = std::env::var("DAMAGED").ok().and_then(|n| n.parse().ok()).unwrap_or(500);
    for number in 0..count {
        let mut rng = ChaCha8Rng::seed_from_u64(number);
        let mut bytes = page(number / 4);
        damage(&mut bytes, &mut rng);
        assert_eq!(difference(&bytes), None, "page {number}");
    }
}

#[test]
fn real_pages_are_read_the_same_with_a_parser() {
    for folder in ["seeds", "pages", "pages/fragments", "pages/beginnings"] {
        let Some(folder) = shared(folder) else { return };
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { continue };
            assert_eq!(difference(&bytes), None, "{}", path.display());
        }
    }
}
