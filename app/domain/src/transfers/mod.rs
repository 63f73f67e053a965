//! Bank transfers: account numbers, the references that say whose money it is, the payload of a Swiss QR-bill; and statements, with what is to be decided
//! about their lines.
//!
//! A reference is worked out from the payer alone, so that it never changes and nothing has to be kept to print it again.

mod cells;
mod columns;
mod difference;
mod explained;
mod iban;
mod matching;
mod outgoing;
mod payouts;
mod qr_bill;
mod reference;
mod statement;

pub use cells::{DateForm, DecimalMark};
pub use columns::{AmountAt, Columns, ColumnsDraft};
pub use difference::{DifferenceKind, DifferenceState, ItemId, LineDecision};
pub use explained::ExplainDraft;
pub use iban::Iban;
pub use matching::{Candidate, Credit, Match, MatchReason, Matcher};
pub use outgoing::{Debit, DebitMatch, Owed, find_refund};
pub use payouts::{AwaitedPayout, Clearing, ClearingMatch, PayoutMatch, find_clearing, find_payout};
pub use qr_bill::{QrBill, QrBillError, QrParty};
pub use reference::{Reference, ReferenceForm};
pub use statement::{Direction, LineState, StatementState};
