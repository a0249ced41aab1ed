//! Pages damaged at random: cut, spliced, doubled, with bytes flipped and tags thrown in. Reading
//! them must not panic, and each figure that it gives must stand on the page: at the place that it
//! names or, since a browser moves what broken tags leave outside of cells, as a number of its own.
//!
//! `DAMAGED=10000` for the full number of pages.

use crate::promise;
use gouji::read::{self, Hints};
use gouji::record::Outcome;
use gouji::synth::layouts::LAYOUTS;
use gouji::synth::pages::Page;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{agencies, figures};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a page may be hit by, besides bytes of its own.
const SPLINTERS: &[&str] = &[
    "<td>",
    "</td>",
    "<tr>",
    "</table>",
    "<table><tr><td colspan=3 rowspan=2>",
    "<!--",
    "-->",
    "|",
    "||",
    "\n|\n",
    "\t",
    "0",
    "17",
    "3?",
    "+4",
    ",",
    "，",
    "第二十条第（八）项",
    "（一）",
    "总计",
    "三、",
    "本年增/减",
    "\u{200b}",
    "\u{feff}",
    "报告",
    "2023年",
    "&nbsp;",
    "&#48;",
    "\u{fffd}",
    "- 4 -",
    "/",
];

/// A page of the generator, of each layout in turn.
pub fn page(number: u64) -> Vec<u8> {
    let agency = agencies::nation(number * 7919 % agencies::NATION);
    let last = 2019 + (number / LAYOUTS.len() as u64 % 7) as i16;
    let mut report = figures::series(5, &agency, 2019..=last).remove(usize::from(last > 2019));
    report.passages = prose::write(5, &agency, &report, Voice::Full);
    let layout = &LAYOUTS[number as usize % LAYOUTS.len()];
    (layout.render)(&Page::varied(5, &agency, &report))
}

/// Damages a page a few times.
pub fn damage(bytes: &mut Vec<u8>, rng: &mut ChaCha8Rng) {
    for _ in 0..rng.random_range(1..12) {
        let at = rng.random_range(0..=bytes.len());
        let far = (at + rng.random_range(0..200)).min(bytes.len());
        match rng.random_range(0..7) {
            0 => drop(bytes.drain(at..far)),
            1 => {
                let piece = bytes[at..far].to_vec();
                let to = rng.random_range(0..=bytes.len());
                bytes.splice(to..to, piece);
            }
            2 => {
                let word = SPLINTERS[rng.random_range(0..SPLINTERS.len())];
                bytes.splice(at..at, word.bytes());
            }
            3 => bytes[at..far].reverse(),
            4 if at < bytes.len() => bytes[at] = rng.random(),
            5 if rng.random_bool(0.1) => bytes.truncate(at),
            _ => {
                // A digit becomes another, or a word.
                let digit = bytes[at..].iter().position(u8::is_ascii_digit);
                if let Some(digit) = digit.map(|digit| at + digit) {
                    bytes[digit] = *b"0123456789x |,.".get(rng.random_range(0..15)).unwrap();
                }
            }
        }
    }
}

#[test]
fn damaged_pages_have_no_invented_figures() {
    let count = std::env::var("DAMAGED").ok().and_then(|n| n.parse().ok()).unwrap_or(500);
    let mut reports = 0;
    for number in 0..count {
        let mut rng = ChaCha8Rng::seed_from_u64(number);
        let mut bytes = page(number / 4);
        damage(&mut bytes, &mut rng);
        let reading = read::read(&bytes, &Hints::default());
        reports += u64::from(matches!(reading.outcome, Outcome::Report { .. }));
        let broken = promise::broken(&reading);
        let layout = LAYOUTS[number as usize / 4 % LAYOUTS.len()].name;
        assert!(broken.is_empty(), "page {number}, {layout}: {broken:?}");
    }
    // Most damage leaves a report.
    assert!(reports * 2 > count, "{reports} of {count}");
}
