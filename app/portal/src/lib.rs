//! The traveller's space: my trips, one trip, paying, one's account.
//!
//! Each page stands beside the server functions it calls. Pages know no database: they ask the desks. They hold no rule of money or
//! time (those are in `domain`) and no sentence (those are in `locales`).

mod about;
mod frame;
mod home;
mod me;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod page_tests;
mod pay;
mod photos;
mod result;
mod routes;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
mod trip;

pub use about::*;
pub use frame::*;
pub use home::*;
pub use me::*;
pub use pay::*;
pub use result::*;
pub use routes::*;
pub use trip::*;
