//! Pages to be read.

use gouji::synth::pages::Page;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{agencies, figures, layouts};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

/// What a portal wraps around a report, and Word into it, brings a page to about so many bytes.
const BYTES: usize = 30 << 10;
const LAYOUTS: [&str; 4] = ["html-portal", "html-word", "html-layout-table", "html-plain"];

/// A page of a made-up report of an agency, as a portal shows it, brought to 30 KB by its menu.
/// Every four of them are the years of one agency.
pub fn portal(number: u64) -> String {
    let agency = agencies::nation(number / 4 * 7919 % agencies::NATION);
    let years = figures::series(8, &agency, 2019..=2022);
    let mut report = years[number as usize % 4].clone();
    report.passages = prose::write(8, &agency, &report, Voice::Full);
    let name = LAYOUTS[number as usize / 4 % LAYOUTS.len()];
    let page = layouts::by_name(name).map(|it| (it.render)(&Page::varied(8, &agency, &report)));
    let mut page = String::from_utf8(page.unwrap_or_default()).unwrap_or_default();
    let mut menu = String::new();
    for index in 0.. {
        if page.len() + menu.len() >= BYTES {
            break;
        }
        let _ = writeln!(
            menu,
            "<li class=\"menu-item\"><a href=\"/channel/{index}/index.html\">栏目{index}</a></li>"
        );
    }
    let at = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(at, &menu);
    page
}

/// Writes so many pages into a folder.
pub fn write(folder: &Path, count: u64) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    (0..count).into_par_iter().try_for_each(|number| {
        std::fs::write(folder.join(format!("{number:06}.html")), portal(number))
    })
}
