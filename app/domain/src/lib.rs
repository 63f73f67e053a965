//! The rules of the agency, as plain types and total functions.
//!
//! Compiled twice: natively behind the desks, and to WASM in the browser, so that a form is checked and a trip is priced by
//! the same code on both sides. Nothing here does I/O, reads a clock, draws a random number or knows a page or a database
//! (feature `db` only teaches the database driver to carry our newtypes).

#[macro_use]
mod words;

pub mod dates;
pub mod error;
pub mod ids;
pub mod invoices;
pub mod laws;
pub mod ledger;
pub mod legacy;
pub mod locale;
pub mod money;
pub mod paging;
pub mod payers;
pub mod payments;
pub mod people;
pub mod policy;
pub mod reminders;
pub mod revisions;
pub mod schedules;
pub mod text;
pub mod transfers;
pub mod trips;
pub mod why;
