//! Money backwards, for staff: refunds with their fourteen days, credits to apply or to return, disputes; and what a client sees of it.

use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::{PayerId, PaymentOrderId, RefundId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::payments::{ApplyDraft, Clock, DisputeKind, DisputeStage, RefundDraft, RefundOrigin, RefundStage, RefundWay, UnappliedReason};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A trip and a payer, as a row of a list names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerOfTrip {
    /// Which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Whose money.
    pub payer: PayerId,
    /// Their name.
    pub payer_name: String,
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundView {
    /// Which.
    pub id: RefundId,
    /// Of which trip, to whom.
    pub of: PayerOfTrip,
    /// How much.
    pub amount: Money,
    /// How far it is.
    pub stage: RefundStage,
    /// On which way.
    pub way: RefundWay,
    /// Who began it.
    pub origin: RefundOrigin,
    /// Why; empty for one that was made at the gateway.
    pub reason: String,
    /// What the client reads.
    pub note: String,
    /// Why it failed, or cannot go through the gateway; empty when neither.
    pub failure: String,
    /// Who asked for it, by name; empty for the house itself.
    pub by: String,
    /// When it was asked for.
    pub requested_at: OffsetDateTime,
    /// Its fourteen days.
    pub clock: Clock,
    /// Whether the caller may say what became of the transfer.
    pub settles: bool,
}

/// What has to go back of a payer's money and nobody has begun to give back: their trip was given up after a rise of its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedView {
    /// Of which trip, whose.
    pub of: PayerOfTrip,
    /// How much is held of them.
    pub amount: Money,
    /// Its fourteen days.
    pub clock: Clock,
}

/// A payment that was taken, with what of it can go back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureView {
    /// How a [`RefundDraft`] names it.
    pub name: String,
    /// Of which order.
    pub order: PaymentOrderId,
    /// Whose.
    pub payer: PayerId,
    /// Their name.
    pub payer_name: String,
    /// When.
    pub taken_at: OffsetDateTime,
    /// How much.
    pub money: Money,
    /// What of it went back, or is on its way.
    pub refunded: Money,
    /// What of it can go back now.
    pub refundable: Money,
    /// The payer's bank disputes it.
    pub disputed: bool,
}

/// Money of a payer that counts towards nothing yet, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditView {
    /// Of which trip, whose.
    pub of: PayerOfTrip,
    /// How much, less what is on its way back.
    pub amount: Money,
    /// Why it was set aside, the first reason first.
    pub reasons: Vec<UnappliedReason>,
    /// Since when.
    pub since: OffsetDateTime,
    /// For how many days.
    pub days: i64,
    /// What of it can be applied to the price now; zero in another currency, and when nothing is owed.
    pub applicable: Money,
    /// The payment it can be given back by, as a [`RefundDraft`] names it; none for money that came without one.
    pub capture: Option<String>,
}

/// A payment that the payer's bank disputes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeView {
    /// How much.
    pub amount: Money,
    /// Whose affair it is.
    pub kind: DisputeKind,
    /// How far it is.
    pub stage: DisputeStage,
    /// When it was opened.
    pub opened_at: OffsetDateTime,
    /// Until when it can be answered.
    pub answer_by: Option<OffsetDateTime>,
}

/// Money backwards of one trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripRefunds {
    /// Which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// It will not take place, and its money should go back.
    pub cancelled: bool,
    /// The day from which fourteen days would count: that of the cancellation, or today.
    pub event_on: Date,
    /// Every payment that was taken, the latest first.
    pub captures: Vec<CaptureView>,
    /// Every refund, the latest first.
    pub refunds: Vec<RefundView>,
    /// Credits, one for each payer and currency.
    pub credits: Vec<CreditView>,
    /// Disputes, the latest first.
    pub disputes: Vec<DisputeView>,
    /// Whether the caller may give money back and apply credits.
    pub may_return: bool,
}

/// A refund, as the client who gets it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRefund {
    /// How much.
    pub amount: Money,
    /// How far it is.
    pub stage: RefundStage,
    /// On which way.
    pub way: RefundWay,
    /// What the agency writes.
    pub note: String,
    /// When it was asked for.
    pub requested_at: OffsetDateTime,
    /// By when the money should be back.
    pub due_by: Date,
    /// When it was sent back, once it was.
    pub finished_at: Option<OffsetDateTime>,
}

/// What became of a transfer that a person had to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferEnd {
    /// It was made.
    Paid,
    /// It will not be made.
    GivenUp,
}

/// Money backwards.
#[async_trait]
pub trait RefundDesk: Send + Sync {
    /// What can go back of a trip's money, and what does. **Errors**: `NotFound`.
    async fn find_trip_refunds(&self, caller: &Caller, trip: TripId) -> Result<TripRefunds, AppError>;
    /// Writes a refund down; the gateway is asked afterwards, or a person makes the transfer. **Errors**: `NotFound`, `CaptureDisputed`; fields, as
    /// `RefundDraft::check`.
    async fn request_refund(&self, caller: &Caller, trip: TripId, draft: RefundDraft) -> Result<RefundId, AppError>;
    /// Applies a payer's credit to what is owed, in the trip's currency: how much. **Errors**: `NotFound`; fields, as `ApplyDraft::check`.
    async fn apply_credit(&self, caller: &Caller, trip: TripId, payer: PayerId, draft: ApplyDraft) -> Result<Money, AppError>;
    /// Says what became of a transfer: its trip. **Errors**: `NotFound`, `RefundOver`, `OutsideRefundable`, `CaptureDisputed`.
    async fn settle_transfer(&self, caller: &Caller, refund: RefundId, end: TransferEnd) -> Result<TripId, AppError>;
    /// Refunds, a page of them: those whose days run by their last day, so that late ones come first; then those that stopped, then those that are over, the
    /// latest first. Filter: state.
    async fn list_refunds(&self, caller: &Caller, query: ListQuery) -> Result<Page<RefundView>, AppError>;
    /// What has to go back after a refused rise of a price, the oldest first.
    async fn list_owed(&self, caller: &Caller) -> Result<Vec<OwedView>, AppError>;
    /// Every credit, the oldest first. Currencies are never added up.
    async fn list_credits(&self, caller: &Caller) -> Result<Vec<CreditView>, AppError>;
    /// One's own refunds for a trip, the latest first. **Errors**: `NotFound`.
    async fn list_own_refunds(&self, caller: &Caller, trip: TripId) -> Result<Vec<OwnRefund>, AppError>;
}
