//! What several screens draw: a file a thing.

pub mod bulk;
pub mod chart;
pub mod chrome;
pub mod help;
pub mod jump;
pub mod pen;
pub mod plot;
pub mod prompt;
