//! Tables of the back office: they sort, filter and turn pages by links and one GET form, so the address says it all.
//!
//! The rows are drawn by the caller; nothing here asks for data.

mod grid;
mod tools;

pub use grid::*;
pub use tools::*;
