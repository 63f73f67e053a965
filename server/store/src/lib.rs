//! The database: one entity a table, and the few writes that several areas share.
//!
//! Opens connections, keeps rows, and never decides: rules are `domain`'s, authorisation and transactions are the desks'. Schema changes are
//! `migrations`'. SQLite and PostgreSQL answer alike; where they differ (locks, write transactions), this crate hides it.

pub mod audit;
mod connect;
pub mod entities;
mod instant;
mod json;
pub mod ledger;
pub mod locks;
pub mod numbers;
pub mod outbox;
pub mod tasks;
#[cfg(feature = "testing")]
pub mod testing;
pub mod words;

pub use connect::{Database, connect};
pub use instant::to_second;
pub use json::Json;

/// A fresh id: a UUID of version 7, so that rows sort by age.
pub fn fresh<Id: From<uuid::Uuid>>() -> Id {
    uuid::Uuid::now_v7().into()
}
