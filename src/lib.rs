//! 勾稽 gouji reads the yearly disclosure reports (政府信息公开工作年度报告) of Chinese government
//! bodies, keeps every figure with what was printed, checks what can be checked, and lets an
//! auditor walk through what it found.
//!
//! # The way of the data
//!
//! ```text
//! bytes ── read ──▶ Report + problems ── pipeline ──▶ store
//!                                                       │ Case: one agency, all its years
//!                                                       ▼
//!                         verdicts ◀── tui, cli ◀── findings ◀── check
//! ```
//!
//! Every arrow but the two at the store is a function from plain data to plain data.
//!
//! # The modules, in reading order
//!
//! | module | is | must not know |
//! |---|---|---|
//! | [`text`] | the two languages, how hostile text is cleaned, and how wide text is | anything else |
//! | [`form`] | the statutory form as data: cells, rows, labels, equations | documents |
//! | [`place`] | the national division: provinces, cities, counties, and how their names are read aloud | agencies |
//! | [`record`] | plain data that everyone speaks | where it comes from or goes |
//! | [`read`] | bytes → report; never fails, never invents | rules, the database |
//! | [`check`] | the rules: one file a rule, no input or output | pages, the database |
//! | [`store`] | the SQLite file; the only module that asks it | rules, pages |
//! | [`find`] | fuzzy search over names, pinyin, findings, cells | the database |
//! | [`export`] | rows → bytes, one file a format | where rows come from |
//! | [`paper`] | the review gathered from the database as a working paper | screens |
//! | [`synth`] | fictional reports and the pages to print them on, for the sample and for tests | the reader |
//! | [`pipeline`] | the one place where read, store and check meet | screens |
//! | [`tui`] | the explorer | how answers are made |
//! | [`cli`] | one file a subcommand | |
//!
//! # What is deliberately absent
//!
//! - No figure is ever derived, mended or filled in: a blank is not 0, a repair is only named.
//! - No network, no telemetry, no clock in a decision.
//! - No SQL on the database outside [`store`]; what [`check::sql()`] writes is for other engines.
//! - No input or output in [`check`], no `unwrap` on input anywhere.

pub mod check;
pub mod cli;
pub mod export;
pub mod find;
pub mod form;
pub mod paper;
pub mod pipeline;
pub mod place;
pub mod read;
pub mod record;
pub mod store;
pub mod synth;
pub mod text;
pub mod tui;
