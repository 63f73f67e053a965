//! Bank transfers: account numbers, the references that say whose money it is, and the payload of a Swiss QR-bill.
//!
//! A reference is worked out from the payer alone, so that it never changes and nothing has to be kept to print it again.

mod iban;
mod matching;
mod qr_bill;
mod reference;
mod statement;

pub use iban::Iban;
pub use matching::{Candidate, Credit, Match, MatchReason, Matcher};
pub use qr_bill::{QrBill, QrBillError, QrParty};
pub use reference::{Reference, ReferenceForm};
pub use statement::{LineState, StatementState};
