//! The terminal: what is sent to it, what comes from it, and how it is given back.

mod depth;
mod grid;
mod moves;
mod painter;
mod pen;
mod screen;
mod scroll;

pub use depth::Depth;
pub use grid::Ambiguous;
pub use painter::{Abilities, Painter};
pub use screen::Screen;

#[cfg(test)]
mod tests;
