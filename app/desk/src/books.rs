//! The books, for staff: what was paid, and whether everything balances.

use crate::{AppError, Caller, LegacyView, RecordedView};
use async_trait::async_trait;
use domain::ids::{PaymentOrderId, RecordedPaymentId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::payments::{GatewayFacts, HealthSign, OrderState, PaymentMethod, PayoutStage};
use domain::trips::Entity;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

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
    /// What the former system took and gave back, the latest first; from the same desk.
    pub legacy: Vec<LegacyView>,
    /// Ledger lines: when, memo, account, amount.
    pub lines: Vec<(OffsetDateTime, String, String, Money)>,
}

/// How a payment came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaidBy {
    /// Online, through this gateway.
    Gateway(String),
    /// Otherwise: recorded by staff.
    Method(PaymentMethod),
    /// By a transfer that a bank statement showed.
    Statement,
}

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaymentStanding {
    /// Online: how far its order is.
    Order(OrderState),
    /// It came otherwise.
    Received,
    /// It was recorded by mistake, and that was undone: it counts for nothing.
    Reversed,
}

/// A payment in the list of all payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    /// When its order was made, or when it was written down.
    pub created_at: OffsetDateTime,
    /// The day it came, for one that came without a gateway.
    pub received_on: Option<Date>,
    /// Its own page, for one that came without a gateway.
    pub recorded: Option<RecordedPaymentId>,
    /// For which trip.
    pub trip: TripId,
    /// Reference of the trip.
    pub reference: String,
    /// Title of the trip.
    pub title: String,
    /// Who contracts.
    pub client_name: String,
    /// How it came.
    pub by: PaidBy,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub standing: PaymentStanding,
}

/// All payments under some filters, a page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentList {
    /// The page.
    pub page: Page<PaymentRow>,
    /// What came of those of every page, one sum a currency.
    pub received: Vec<Money>,
    /// The gateways that payments went to, for the filter.
    pub gateways: Vec<String>,
}

/// How a gateway does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayView {
    /// Its name.
    pub name: String,
    /// Our account there; empty when its settings are gone.
    pub account: String,
    /// Whether new payments go to it.
    pub chosen: bool,
    /// What was seen of it.
    pub facts: GatewayFacts,
    /// What stands on its clearing accounts, company by company and currency by currency.
    pub clearing: Vec<(Entity, Money)>,
    /// What it last paid out: when it was to arrive, how much, how far it is.
    pub last_payout: Option<(Date, Money, PayoutStage)>,
    /// What is wrong, the gravest first.
    pub signs: Vec<HealthSign>,
    /// Why its last notification was refused, in the program's words.
    pub last_refusal: Option<String>,
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
    /// The trip it is about, where it is about one.
    pub trip: Option<TripId>,
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
    /// Columns: created_at, amount, state. Filters: state (of an order, or `reversed`), how (a gateway's name or a way to pay), entity, currency, from, to (day
    /// of the order or the day the money came, ISO dates). `q` looks in reference and title of the trip and in its client.
    async fn list_payments(&self, caller: &Caller, query: ListQuery) -> Result<PaymentList, AppError>;
    /// How each gateway does: those of the settings, and those that payments went to.
    async fn list_gateways(&self, caller: &Caller) -> Result<Vec<GatewayView>, AppError>;
    /// Verifies a gateway's refused notifications again, as if each came now at its own time: after a key was corrected. Answers how many are
    /// believed now. **Errors**: `NotFound`.
    async fn verify_refused(&self, caller: &Caller, gateway: String) -> Result<u64, AppError>;
}
