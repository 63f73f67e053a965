//! The server on real databases: each test on a SQLite file and a PostgreSQL schema of its own.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod arrows;
mod auth;
mod books;
mod codes;
mod demo;
mod drill;
mod forms;
mod guard;
mod invoices;
mod live;
mod payments;
mod people;
mod policy;
mod support;
mod trips;
