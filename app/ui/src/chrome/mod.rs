//! What stands around every page: frames of both sites, their navigation, theme and focus.
//!
//! What the links are is the caller's business.

mod focus;
mod frame;
mod nav;
mod theme;

pub use focus::*;
pub use frame::*;
pub use nav::*;
pub use theme::*;
