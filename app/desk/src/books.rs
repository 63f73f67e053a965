//! The books, for staff: what was paid, and whether everything balances.

use crate::{AppError, Caller, RecordedView};
use async_trait::async_trait;
use domain::ids::{PaymentOrderId, TripId};
use domain::money::Money;
use domain::payments::OrderState;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A payment order of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Which.
    pub id: PaymentOrderId,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: OrderState,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// The money of a trip, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripMoney {
    /// Payment orders, the latest first.
    pub orders: Vec<OrderRow>,
    /// Payments that came without a gateway, the latest first; the desk of recorded payments fills them in.
    pub recorded: Vec<RecordedView>,
    /// Ledger lines: when, memo, account, amount.
    pub lines: Vec<(OffsetDateTime, String, String, Money)>,
}

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachView {
    /// `I1` … `I16`.
    pub invariant: String,
    /// What breaks it.
    pub subject: String,
    /// How.
    pub detail: String,
}

/// The state of the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BooksView {
    /// When they were checked.
    pub checked_at: OffsetDateTime,
    /// What does not hold; empty when the books balance.
    pub breaches: Vec<BreachView>,
    /// How many ledger transactions were checked.
    pub transactions: u64,
}

/// The books.
#[async_trait]
pub trait BooksDesk: Send + Sync {
    /// Checks every invariant now (at most every few seconds; the last answer otherwise).
    async fn check_books(&self, caller: &Caller) -> Result<BooksView, AppError>;
    /// The money of a trip. **Errors**: `NotFound`.
    async fn find_trip_money(&self, caller: &Caller, trip: TripId) -> Result<TripMoney, AppError>;
}
