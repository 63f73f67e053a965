//! Payments that came without a gateway, for staff: recorded, shown, undone.

use crate::portal::ReceiptView;
use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::{PayerId, RecordedPaymentId, TripId};
use domain::legacy::{LegacyKind, LegacyMethod};
use domain::money::{Currency, Money};
use domain::payments::{PaymentMethod, RecordDraft, ReversalDraft};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Somebody whose payment can be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPayer {
    /// Who.
    pub id: PayerId,
    /// Their name.
    pub name: String,
    /// What is open on their next instalment; nothing when all is paid.
    pub next: Option<Money>,
    /// What is left to pay.
    pub remaining: Money,
}

/// What a form that records a payment starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordForm {
    /// Names what the form will record: sent twice, it records once.
    pub id: RecordedPaymentId,
    /// For which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its currency.
    pub currency: Currency,
    /// Who owes a share of it.
    pub payers: Vec<RecordPayer>,
}

/// A reversal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReversalView {
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A recorded payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedView {
    /// Which.
    pub id: RecordedPaymentId,
    /// For which trip.
    pub trip: TripId,
    /// The trip's reference.
    pub reference: String,
    /// The trip's title.
    pub title: String,
    /// Whose.
    pub payer_name: String,
    /// How it came.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Money,
    /// What of it was kept aside.
    pub aside: Money,
    /// The day it came.
    pub received_on: Date,
    /// For staff only.
    pub note: String,
    /// Who recorded it; empty for the house itself.
    pub by: String,
    /// When.
    pub at: OffsetDateTime,
    /// Its receipt; none when nothing of it counted.
    pub receipt: Option<ReceiptView>,
    /// How it was undone, if it was.
    pub reversal: Option<ReversalView>,
}

/// What the system before this one took or gave back, as its payer may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLegacy {
    /// Which way it went.
    pub kind: LegacyKind,
    /// How.
    pub method: LegacyMethod,
    /// How much, above zero.
    pub amount: Money,
    /// The day.
    pub on: Date,
}

/// The same, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyView {
    /// Its name in the former system.
    pub id: String,
    /// What its payer knows.
    pub own: OwnLegacy,
    /// Whose.
    pub payer_name: String,
    /// What of it was kept aside, or came out of what was.
    pub aside: Money,
    /// For staff only.
    pub note: String,
}

/// Payments that came without a gateway.
#[async_trait]
pub trait RecordedDesk: Send + Sync {
    /// What a form that records a payment for `trip` starts from. **Errors**: `NotFound`.
    async fn find_record_form(&self, caller: &Caller, trip: TripId) -> Result<RecordForm, AppError>;
    /// Records a payment under the name of its form: the same form sent again changes nothing. **Errors**: fields; `NotFound`; `AlreadyRecorded` when
    /// the form recorded something else before.
    async fn record_payment(&self, caller: &Caller, trip: TripId, id: RecordedPaymentId, draft: RecordDraft) -> Result<(), AppError>;
    /// One recorded payment. **Errors**: `NotFound`.
    async fn find_recorded(&self, caller: &Caller, id: RecordedPaymentId) -> Result<RecordedView, AppError>;
    /// The recorded payments of a trip, the latest first. **Errors**: `NotFound`.
    async fn list_recorded(&self, caller: &Caller, trip: TripId) -> Result<Vec<RecordedView>, AppError>;
    /// What the former system took for a trip and gave back, the latest first. **Errors**: `NotFound`.
    async fn list_legacy(&self, caller: &Caller, trip: TripId) -> Result<Vec<LegacyView>, AppError>;
    /// Undoes a record; the row and its receipt stay, marked. Answers its trip. **Errors**: field `reason`; `NotFound`; `AlreadyReversed`; `MoneyGone`.
    async fn reverse_payment(&self, caller: &Caller, id: RecordedPaymentId, draft: ReversalDraft) -> Result<TripId, AppError>;
}
