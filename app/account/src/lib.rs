//! What both doors share: sign-in, links, passwords, sessions, preferences, what a page knows of its reader, and the answer to
//! "why this amount?".
//!
//! Travellers' and staff pages are built on it; it knows neither trips nor payments, and shows no frame of its own.

mod assets;
mod error;
mod functions;
mod link;
mod page;
mod password;
mod place;
mod preferences;
mod sessions;
mod sign_in;
mod totp;
mod viewer;
mod why;

pub use assets::*;
pub use error::*;
pub use functions::*;
pub use link::*;
pub use page::*;
pub use password::*;
pub use place::*;
pub use preferences::*;
pub use sessions::*;
pub use sign_in::*;
pub use totp::*;
pub use viewer::*;
pub use why::*;
