//! How long reading a page takes, as a ratio to parsing its HTML and nothing else.
//!
//! `cargo bench --bench reader [FILE…]`: without files, a page made here, as Word and a portal make
//! them, and pages of the generator. The goal is a ratio of at most 2.
//!
//! `cargo bench --bench reader -- ingest [COUNT…]`: the whole way of 1,000 and of 10,000 pages of 30 KB
//! into a database, as a ratio to parsing the same bytes on as many threads, each in a process of its
//! own; the goal is at most 2.5 (2 at 50,000), and no more memory for ten times the pages.

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
use std::path::PathBuf;
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

/// What a process used.
struct Used {
    /// Seconds on the clock.
    clock: f64,
    /// Seconds of processor time, of all threads.
    processor: f64,
    /// The most memory at a time, in MB.
    memory: u64,
}

/// Processor time of all threads of this process so far, in seconds; 0 where the system does not
/// say.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(") ").next().unwrap_or_default();
    // utime and stime, the 14th and 15th of all, in hundredths.
    let ticks = behind_name.split(' ').skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// The most memory that this process has taken, in MB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) >> 10
}

/// Does one piece of work in a process of its own, so that neither time nor memory is another's.
fn apart(arguments: &[&str]) -> Used {
    let program = std::env::current_exe().expect("this program");
    let output = std::process::Command::new(program)
        .args(arguments)
        .stderr(std::process::Stdio::inherit())
        .output()
        .expect("a process for the work");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    let [clock, processor, memory] = numbers[..] else { panic!("what was used, not '{said}'") };
    Used { clock, processor, memory: memory as u64 }
}

/// The work of a process of its own; what it used is printed.
fn work(what: &str, folder: &str, count: u64) {
    let (start, before);
    if what == "parse-alone" {
        // The same bytes, in memory already, parsed and no more.
        let some: Vec<String> =
            (0..250).map(|number| String::from_utf8(portal(number)).expect("UTF-8")).collect();
        (start, before) = (Instant::now(), processor());
        (0..count).into_par_iter().for_each(|number| {
            let page = &some[number as usize % some.len()];
            black_box(scraper::Html::parse_document(black_box(page)));
        });
    } else {
        (start, before) = (Instant::now(), processor());
        let mut store = Store::create(&PathBuf::from(format!("{folder}.db"))).expect("a database");
        let summary = gouji::pipeline::ingest(
            &mut store,
            &[PathBuf::from(folder)],
            &Options::default(),
            &AtomicBool::new(false),
            &mut |_| {},
        );
        let summary = summary.expect("an ingestion");
        assert!(summary.reports > count * 9 / 10, "{summary:?}");
        drop(store);
    }
    println!("{} {} {}", start.elapsed().as_secs_f64(), processor() - before, peak());
}

fn ingest(counts: &[u64]) {
    let folder = tempfile::tempdir().expect("a place for the pages");
    for count in counts {
        let pages = folder.path().join(format!("pages-{count}"));
        std::fs::create_dir(&pages).expect("a folder for the pages");
        (0..*count).into_par_iter().for_each(|number| {
            let path = pages.join(format!("{number}.html"));
            std::fs::write(path, portal(number)).expect("room for the pages");
        });
        let (path, number) = (pages.to_string_lossy(), count.to_string());
        let before = apart(&["parse-alone", &path, &number]);
        let read = apart(&["ingest-alone", &path, &number]);
        // The machine may have become slower or faster meanwhile.
        let after = apart(&["parse-alone", &path, &number]);
        let clock = (before.clock + after.clock) / 2.0;
        let processor = (before.processor + after.processor) / 2.0;
        let each = 1e3 / *count as f64;
        println!(
            "ingest of {count} pages: {:.3} ms a page on the clock, {:.3} of processor time; parsing \
             {:.3} and {:.3}: ratio {:.2} and {:.2}; at most {} MB of memory",
            read.clock * each,
            read.processor * each,
            clock * each,
            processor * each,
            read.clock / clock,
            read.processor / processor,
            read.memory,
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
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |what: &str| arguments.iter().any(|argument| argument == what);
    if let [what, folder, count] = &arguments[..]
        && what.ends_with("-alone")
    {
        return work(what, folder, count.parse().expect("a number of pages"));
    }
    if asked("ingest") {
        let counts: Vec<u64> = arguments.iter().filter_map(|count| count.parse().ok()).collect();
        return ingest(if counts.is_empty() { &[1_000, 10_000] } else { &counts });
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
