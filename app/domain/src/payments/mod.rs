//! Payments: what a payer owes, what may be paid now, and what becomes of an order when a gateway tells the truth about it.
//!
//! Pure decisions only. The caller holds the payer's lock, writes what is decided in one transaction, and talks to gateways outside
//! of it. No gateway has a name here, and no notification settles anything: only a [`GatewayTruth`] does.

mod account;
mod allocate;
mod asked;
mod dispute;
mod health;
mod order;
mod pay;
mod payout;
mod recorded;
mod refunds;
mod settle;
mod start;
mod truth;
mod ways;

pub use account::{Account, Instalment, InstalmentState, NextDue, pour};
pub use allocate::{Allocation, allocate};
pub use asked::{Asked, asked};
pub use dispute::{DisputeFact, DisputeKind, DisputeStage, GatewayDispute, TakenBack, dispute_facts, settle_claim, take_back};
pub use health::{GatewayFacts, HealthSign};
pub use order::{OrderEvent, OrderState, PaymentOutcome, outcome};
pub use pay::{PAY_MIN_UNITS, PayChoice, PayDraft, Payable, Wanted};
pub use payout::{BalanceMove, GatewayFee, GatewayPayout, PayoutDraft, PayoutStage, PayoutTaken};
pub use recorded::{PaymentMethod, RECORD_NOTE_MAX, Record, RecordDraft, ReversalDraft, split_received, undo_received};
pub use refunds::*;
pub use settle::{BookedCapture, Booking, Effect, OrderView, Settlement, UnappliedReason, settle};
pub use start::{ExpireAnswer, ExpireStep, LiveOrder, StartDecision, after_expire, start};
pub use truth::{Capture, CaptureKey, DeclineReason, GatewayRefund, GatewayState, GatewayTruth, RefundState};
pub use ways::{Occasion, PayMethod, Way, choose_way, open_ways};
