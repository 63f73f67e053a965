//! The bank over real HTTP: what a merchant, a buyer and a tester see of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod journal;
mod money;
mod notifications;
mod page;
mod payouts;
mod stripe;
mod support;
