//! The traveller's space: my trips, one trip, paying, one's account.
//!
//! Each page stands beside the server functions it calls. Pages know no database: they ask the desks. They hold no rule of money or
//! time (those are in `domain`) and no sentence (those are in `locales`).
//!
//! Pages are drawn on the server alone. What moves in the browser is an island: those of [`ui`], and [`island`] here.

#[cfg(feature = "ssr")]
mod about;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
mod home;
pub mod island;
#[cfg(feature = "ssr")]
mod link;
#[cfg(feature = "ssr")]
mod me;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod page_tests;
#[cfg(feature = "ssr")]
mod pay;
#[cfg(feature = "ssr")]
mod photos;
#[cfg(feature = "ssr")]
mod result;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
#[cfg(feature = "ssr")]
mod trip;

#[cfg(feature = "ssr")]
pub use {about::*, frame::*, home::*, link::*, me::*, pay::*, result::*, routes::*, trip::*};
