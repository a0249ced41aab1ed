//! How long reading a page takes, as a ratio to parsing its HTML and nothing else.
//!
//! `cargo bench --bench reader [FILE…]`: without files, a page made here, as Word and a portal make
//! them, and pages of the generator. The goal is a ratio of at most 1.1.
//!
//! `cargo bench --bench reader -- spoilt`: how long a byte takes of pages that no office made. A page
//! of the generator takes about 15 ns a byte; the goal is at most 50 more.
//!
//! `cargo bench --bench reader -- profile`: reading over and over, for a profiler.
//!
//! The whole way of a page into a database is a part of `cargo bench --bench country`.

#![allow(clippy::print_stdout)]

mod common;

use common::pages::portal;
use gouji::form::{Column, Form, Row};
use gouji::read::{self, Hints};
use std::fmt::Write as _;
use std::hint::black_box;
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

/// Reads the pages of the generator over and over: something for a profiler to look at.
fn profile() {
    let pages: Vec<String> = (0..64).map(portal).collect();
    for _ in 0..40 {
        for page in &pages {
            black_box(read::read(black_box(page.as_bytes()), &Hints::default()));
        }
    }
}

/// Pages that no office made, which must not take longer than their length says: what each is, and
/// of what it is made.
const SPOILT: &[(&str, &str)] = &[
    ("prose in one line", "全年公开信息若干条,回应来信若干件(按期答复)。"),
    ("digits", "7"),
    ("digits in cells", "7 "),
    ("nulls", "\0 1"),
    ("bars", "|0"),
    ("bars alone on lines", "|\n"),
    ("colons", "来源:"),
    ("brackets", "((("),
    ("titles", "甲州市2023年政府信息公开工作年度报告"),
    ("titles without an end", "甲州市2023年报告"),
    ("names", "由河北省甲州市乙川县教育局"),
    ("provinces", "某省某市"),
    ("headings", "一、总体情况"),
    ("numbers of headings", "一、二、三、"),
    ("labels without separators", "规章000规范性文件898989行政许可"),
    ("rows without separators", "信息内容本年制发件数现行有效件数一、本年新收12345678901234"),
    ("rows, a line each", "规章 0 0 0\n行政许可 5\n"),
    ("lines of Markdown with entities", "<td>|1|&lt;二、主动公开,全年若干条。&gt;\r\n|"),
    ("periods", "统计期限2023年"),
    ("dashes", "- 4 -\n"),
    ("entities", "<p>&nbsp;&amp;&#19968;"),
    ("bad entities", "<p>&nbspx&;&#"),
    ("cells", "<td>"),
    ("rows of cells", "<tr><td>1</td><td>2</td></tr>"),
    ("tables in tables", "<table><tr><td>"),
    ("divisions in divisions", "<div>"),
    ("bold", "<b>"),
    ("links", "<p><a href=x>"),
    ("misnested", "<p><b></p><i></b>"),
    ("comments", "<!-- a -->b"),
    ("comments without an end", "<!-- a --"),
    ("tags without an end", "<td a=\""),
    ("end tags", "</td></p>"),
    ("scripts", "<p><script>a</scripts>"),
    ("titles of pages", "<p><title>a</titles>"),
    ("attributes", "<p a=b c='d' style=\"display:none\">"),
    ("empty cells", "<p></p><table><tr><td></td></tr></table>"),
];

/// What makes a report of anything.
const TITLE: &str = "甲州市2023年政府信息公开工作年度报告";

/// How long each byte of such pages takes, where they are short and where they are long.
fn time_spoilt() {
    let hints = Hints::default();
    read::read(page().as_bytes(), &hints);
    for (what, piece) in SPOILT {
        let each = [128 << 10, 1 << 20, 5 << 20].map(|size: usize| {
            // Else it would be no report, and its prose not be read.
            let page = format!("{TITLE}\n{}", piece.repeat(size / piece.len()));
            let start = Instant::now();
            black_box(read::read(black_box(page.as_bytes()), &hints));
            #[allow(clippy::cast_precision_loss)] // A few megabytes.
            let each = start.elapsed().as_nanos() as f64 / page.len() as f64;
            each
        });
        let [short, long, longest] = each;
        println!("{what}: {short:.1} ns a byte of 128 KB, {long:.1} of 1 MB, {longest:.1} of 5 MB");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |what: &str| arguments.iter().any(|argument| argument == what);
    if asked("spoilt") {
        return time_spoilt();
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
            documents.push((format!("page {number}"), portal(number).into_bytes()));
        }
    }
    for (name, bytes) in documents {
        parts(&name, &bytes);
    }
}

/// The parts of reading a document, which add up to the whole.
fn parts(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let hints = Hints { path: name.to_owned(), ..Hints::default() };
    let parse = fastest(|| {
        black_box(scraper::Html::parse_document(black_box(&text)));
    });
    let whole = fastest(|| {
        black_box(read::read(black_box(bytes), &hints));
    });
    print!("{name}: {} KB, parse {parse:.0?}, read {whole:.0?}", bytes.len() >> 10);
    // With what is made dropped, as far as that is done before the reading is given.
    let document = fastest(|| {
        black_box(read::document(black_box(bytes)).ok());
    });
    if let Ok(page) = read::document(bytes) {
        let (cells, identity) = (read::tables(&page), read::identify(&page, &hints));
        let tables = fastest(|| {
            black_box(read::tables(black_box(&page)));
        });
        let identify = fastest(|| {
            black_box(read::identify(black_box(&page), &hints));
        });
        let kind = fastest(|| {
            black_box(read::not_report(black_box(&page), &identity, &cells.cells));
        });
        let prose = fastest(|| {
            black_box(read::passages(black_box(&page), &cells.spans));
        });
        let rest = whole.saturating_sub(document + tables + identify + kind + prose);
        print!(
            " = document {document:.0?} + tables {tables:.0?} + identity {identify:.0?} + kind \
             {kind:.0?} + prose {prose:.0?} + rest {rest:.0?}"
        );
    }
    println!(": ratio {:.2}", whole.as_secs_f64() / parse.as_secs_f64());
}
