//! The books: money that came without a gateway, recorded once, undone visibly, found again on statements.

mod differences;
mod funds;
mod payouts;
mod recorded;
mod second_opinion;
mod statements;
mod tables;
mod transfer;
