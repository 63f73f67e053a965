//! Fields of forms: each finds its value, error and ids by its name in the form around it.
//!
//! What is typed stays in the page and is never copied into a signal; checking it is not done here.

mod choice;
mod file;
mod frame;
mod text;

pub use choice::*;
pub use file::*;
pub use frame::*;
pub use text::*;
