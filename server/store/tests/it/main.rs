//! The schema and what it refuses, on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod audit;
mod books;
mod concurrency;
mod refusals;
mod schema;
mod support;
