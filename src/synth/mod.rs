//! Fictional reports, and the pages that they are printed on.
//!
//! [`agencies`] makes bodies that do not exist, [`figures`] their figures over the years, [`prose`]
//! the words around them, [`plant`] errors of every kind that the rules look for, and [`layouts`]
//! prints an agency's report as the bytes of a page in every shape that real pages have. All of it
//! repeats from a seed.

pub mod agencies;
pub mod dice;
pub mod figures;
pub mod layouts;
pub mod pages;
pub mod plant;
pub mod prose;
pub mod sample;
pub mod sheet;
