//! Statements as tables: any bank's CSV, once somebody has said which column says what.
//!
//! Nothing of them is taken for granted: neither what stands between cells, nor how many lines stand above the header, nor what columns are called. Guesses are only
//! offered; [`read`] goes by what a person said. A row that cannot be read costs only itself, and is named by its line and the number of its cell.
//!
//! A table whose header we may prescribe is read by the names of its columns instead ([`named()`]).

mod guess;
mod look;
mod named;
mod read;
mod records;

pub use guess::guess;
pub use look::{Layout, look};
pub use named::{Named, NamedRow, named};
pub use read::{Reading, faults, read};

#[cfg(test)]
mod tests;
