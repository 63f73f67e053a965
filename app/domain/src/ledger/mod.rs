//! The ledger: double entry, one currency a sum, written once.
//!
//! A [`Posting`] can only be made by one of its constructors, each named after the event it books, and always sums to zero. [`verify`]
//! checks the invariants over plain rows. Nothing here writes: the store does, in the transaction of the event.

mod accounts;
mod posting;
pub mod verify;

pub use accounts::{AccountCode, AccountRef, Owner};
pub use posting::{Entry, GatewayAccount, Pocket, Posting, PostingError, SourceKind};
pub use verify::{Breach, Invariant};
