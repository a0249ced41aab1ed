//! Any bytes are read without a panic, in a time that their length bounds, and the reading keeps
//! what the reader promises.

#![no_main]

use gouji::read::{Hints, read};
use libfuzzer_sys::fuzz_target;
use std::time::{Duration, Instant};

#[path = "../../tests/it/promise.rs"]
mod promise;

/// Makes the tables that are made once, whose time is nobody's.
fn warm_up() {
    let page = "<table><tr><td>甲州市2024年政府信息公开工作年度报告</td></tr></table>";
    read(page.as_bytes(), &Hints::default());
}

fuzz_target!(init: warm_up(), |bytes: &[u8]| {
    let start = Instant::now();
    let reading = read(bytes, &Hints::default());
    // Far more than the slowest build on a busy machine takes: what grows with the square of the
    // length is above it all the same.
    let most = Duration::from_millis(500) + Duration::from_micros(20) * bytes.len() as u32;
    let took = start.elapsed();
    assert!(took < most, "{} bytes took {took:?}", bytes.len());
    let broken = promise::broken(&reading);
    assert!(broken.is_empty(), "{broken:#?}");
});
