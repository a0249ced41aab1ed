//! How long reading a page takes, as a ratio to parsing its HTML and nothing else.
//!
//! `cargo bench --bench reader [FILE…]`: without files, a page made here, as Word and a portal make
//! them, and pages of the generator. The goal is a ratio of at most 2.
//!
//! `cargo bench --bench reader -- ingest`: the whole way of 1,000 and of 10,000 pages of 30 KB into a
//! database, as a ratio to parsing the same bytes on as many threads; the goal is at most 2.5, and
//! no more memory for ten times the pages.

#![allow(clippy::print_stdout)]

use gouji::form::{Column, Form, Row};
use gouji::pipeline::Options;
use gouji::read::{self, Hints};
use gouji::store::Store;
use gouji::synth::pages::Page;
use gouji::synth::prose::{self, Voice};
use gouji::synth::{agencies, figures, layouts};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// The shortest of many runs: what disturbs a run only makes it longer.
fn fastest(mut run: impl FnMut()) -> Duration {
    let started = Instant::now();
    let mut best = Duration::MAX;
    while started.elapsed() < Duration::from_millis(700) {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
    }
    best
}

/// A page with menus, prose and table three, each cell dressed as Word does.
fn page() -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>虚构县财政局2023年政府信息公开\
         工作年度报告</title><style>p{margin:0}</style></head><body>",
    );
    for index in 0..200 {
        let _ = write!(
            page,
            "<li class=\"menu-item\"><a href=\"/channel/{index}/index.html\">栏目{index}</a></li>"
        );
    }
    for index in 0..60 {
        let _ = write!(
            page,
            "<p style=\"text-indent:2em;line-height:28pt\"><span style=\"font-family:仿宋_GB2312;\
             font-size:16pt\">{index}．全年做了许多事情，公开信息若干条，回应来信若干件，并且按期答复。\
             </span></p>"
        );
    }
    page.push_str(
        "<p>三、收到和处理政府信息公开申请情况</p><table border=\"1\" cellspacing=\"0\">",
    );
    let cell = |page: &mut String, text: &str, columns: usize| {
        let _ = write!(
            page,
            "<td width=\"64\" valign=\"center\" colspan=\"{columns}\" style=\"border:1px solid\">\
             <p style=\"text-align:center\"><span style=\"font-family:宋体;font-size:10pt\">{text}\
             </span><o:p></o:p></p></td>"
        );
    };
    for row in Row::of_form(Form::F2021) {
        page.push_str("<tr style=\"height:20pt\">");
        cell(&mut page, row.label().zh, 3);
        for column in Column::ALL {
            cell(&mut page, if column == Column::Total { "6" } else { "1" }, 1);
        }
        page.push_str("</tr>");
    }
    page.push_str("</table></body></html>");
    page
}

/// A page of the generator, as a portal shows it, brought to 30 KB by its menu.
fn portal(number: u64) -> Vec<u8> {
    let agency = agencies::nation(number / 4 * 7919 % agencies::NATION);
    let years = figures::series(8, &agency, 2019..=2022);
    let mut report = years[number as usize % 4].clone();
    report.passages = prose::write(8, &agency, &report, Voice::Full);
    let names = ["html-portal", "html-word", "html-layout-table", "html-plain"];
    let layout =
        layouts::by_name(names[number as usize / 4 % names.len()]).expect("a layout of that name");
    let page = String::from_utf8((layout.render)(&Page::varied(8, &agency, &report)));
    let mut page = page.expect("these layouts are in UTF-8");
    let mut menu = String::new();
    for index in 0.. {
        if page.len() + menu.len() >= 30 << 10 {
            break;
        }
        let _ = writeln!(
            menu,
            "<li class=\"menu-item\"><a href=\"/channel/{index}/index.html\">栏目{index}</a></li>"
        );
    }
    let at = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(at, &menu);
    page.into_bytes()
}

/// The most memory that this process has taken since it was last asked, in MB; 0 where the system
/// does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.trim().split(' ').next()?.parse::<u64>().ok());
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    kilobytes.unwrap_or(0) >> 10
}

fn ingest() {
    let folder = tempfile::tempdir().expect("a place for the pages");
    for count in [1_000_u64, 10_000] {
        let pages = folder.path().join(format!("pages-{count}"));
        std::fs::create_dir(&pages).expect("a folder for the pages");
        let mut bytes = 0;
        for number in 0..count {
            let page = portal(number);
            bytes += page.len();
            std::fs::write(pages.join(format!("{number}.html")), page).expect("room for the pages");
        }
        // The same bytes, in memory already, parsed and no more.
        let some: Vec<String> =
            (0..250).map(|number| String::from_utf8(portal(number)).expect("UTF-8")).collect();
        let parse = || {
            let start = Instant::now();
            (0..count).into_par_iter().for_each(|number| {
                let page = &some[number as usize % some.len()];
                black_box(scraper::Html::parse_document(black_box(page)));
            });
            start.elapsed()
        };
        let before = parse();
        peak();
        let database = folder.path().join(format!("{count}.db"));
        let mut store = Store::create(&database).expect("a database");
        let start = Instant::now();
        let read = gouji::pipeline::ingest(
            &mut store,
            &[pages],
            &Options::default(),
            &AtomicBool::new(false),
            &mut |_| {},
        );
        let took = start.elapsed();
        let memory = peak();
        let summary = read.expect("an ingestion");
        // The machine may have become slower or faster meanwhile.
        let parse = (before + parse()) / 2;
        println!(
            "ingest of {count} pages, {} MB: {took:.2?} ({} reports, {} findings), parse {parse:.2?}: \
             ratio {:.2}; at most {memory} MB of memory",
            bytes >> 20,
            summary.reports + summary.versions,
            summary.findings.new,
            took.as_secs_f64() / parse.as_secs_f64(),
        );
    }
}

/// Reads the pages of the generator over and over: something for a profiler to look at.
fn profile() {
    let pages: Vec<Vec<u8>> = (0..64).map(portal).collect();
    for _ in 0..40 {
        for page in &pages {
            black_box(read::read(black_box(page), &Hints::default()));
        }
    }
}

fn main() {
    let asked = |what: &str| std::env::args().any(|argument| argument == what);
    if asked("ingest") {
        return ingest();
    }
    if asked("profile") {
        return profile();
    }
    let mut documents: Vec<(String, Vec<u8>)> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes)))
        .collect();
    if documents.is_empty() {
        documents.push(("a page".to_owned(), page().into_bytes()));
        for number in [0, 4, 8, 12] {
            documents.push((format!("page {number}"), portal(number)));
        }
    }
    for (name, bytes) in documents {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let hints = Hints { path: name.clone(), ..Hints::default() };
        let parse = fastest(|| {
            black_box(scraper::Html::parse_document(black_box(&text)));
        });
        let whole = fastest(|| {
            black_box(read::read(black_box(&bytes), &hints));
        });
        let document = fastest(|| {
            black_box(read::document(black_box(&bytes)).ok());
        });
        let laid_out = read::document(&bytes).ok();
        let tables = fastest(|| {
            black_box(laid_out.as_ref().map(read::tables));
        });
        let identity = fastest(|| {
            black_box(laid_out.as_ref().map(|document| read::identify(document, &hints)));
        });
        let prose = fastest(|| {
            black_box(laid_out.as_ref().map(|document| read::passages(document, &[])));
        });
        let ratio = whole.as_secs_f64() / parse.as_secs_f64();
        println!(
            "{name}: {} KB, parse {parse:?}, read {whole:?} (document {document:?}, tables \
             {tables:?}, identity {identity:?}, prose {prose:?}): ratio {ratio:.2}",
            bytes.len() >> 10
        );
    }
}
