//! What pages are made of: heads, columns, cards, lists, facts, steps, photographs.

mod card;
mod derivation;
mod facts;
mod head;
mod history;
mod layout;
mod photo;
mod steps;
mod tiles;

pub use card::*;
pub use derivation::*;
pub use facts::*;
pub use head::*;
pub use history::*;
pub use layout::*;
pub use photo::*;
pub use steps::*;
pub use tiles::*;
