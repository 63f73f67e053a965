//! The books: money that came without a gateway, recorded once, undone visibly, found again on statements.

mod recorded;
mod statements;
mod transfer;
