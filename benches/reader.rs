//! How long reading a page takes, as a ratio to parsing its HTML and nothing else.
//!
//! `cargo bench --bench reader [FILE…]`: without files, a page made here, as Word and a portal make
//! them. The goal is a ratio of at most 2.

#![allow(clippy::print_stdout)]

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

fn main() {
    let mut documents: Vec<(String, Vec<u8>)> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes)))
        .collect();
    if documents.is_empty() {
        documents.push(("a page".to_owned(), page().into_bytes()));
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
