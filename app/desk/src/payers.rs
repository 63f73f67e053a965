//! Who pays what, for staff: payers, their shares and schedules, and the links they pay by.

use crate::{AppError, Caller, InstalmentView, Saved};
use async_trait::async_trait;
use domain::ids::{ClientId, InstalmentId, PayLinkId, PayerId, TripId};
use domain::locale::Locale;
use domain::money::Money;
use domain::payers::{HandoverDraft, Notice, PayerKind, PayersDraft};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayLinkState {
    /// It can be used.
    Open,
    /// Called back by staff.
    Revoked,
    /// Too old.
    Expired,
}

/// A link that a payer was given. Its token is known to nobody but them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayLinkRow {
    /// Which.
    pub id: PayLinkId,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when it can be used.
    pub expires_at: OffsetDateTime,
    /// For which instalment; `None` for whatever is next.
    pub instalment: Option<InstalmentId>,
    /// Where it stands.
    pub state: PayLinkState,
}

/// A payer of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerView {
    /// Who.
    pub id: PayerId,
    /// What they are.
    pub kind: PayerKind,
    /// Their name.
    pub name: String,
    /// The client they are.
    pub client: Option<ClientId>,
    /// Where mails to them go.
    pub email: String,
    /// The language they read.
    pub language: Locale,
    /// For how many people they pay, when their share is said so.
    pub persons: Option<u32>,
    /// Their share of the price.
    pub share: Money,
    /// What was received from them and counts.
    pub received: Money,
    /// What was received from them beyond what they owed.
    pub credit: Money,
    /// What is left of their share.
    pub remaining: Money,
    /// Their schedule.
    pub instalments: Vec<InstalmentView>,
    /// Links that were made for them and are still open, the latest first.
    pub links: Vec<PayLinkRow>,
}

/// The payers of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayersView {
    /// Of which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// To save against.
    pub version: i64,
    /// Its price: what the shares add up to.
    pub price: Money,
    /// Everybody who pays, in the order in which they joined.
    pub payers: Vec<PayerView>,
    /// Whether the caller may change them.
    pub editable: bool,
    /// Whether money may be asked for: then links can be made.
    pub payable: bool,
    /// What the whole address of every link begins with.
    pub link_base: String,
    /// Who handed the contract over, and to whom.
    pub joint: Vec<JointView>,
    /// Whether the caller may hand it over.
    pub hand_over: bool,
}

/// What would change for one payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerChange {
    /// Their name.
    pub name: String,
    /// Their share so far, and after; `None` for who joins or leaves.
    pub share: (Option<Money>, Option<Money>),
    /// What is owed when, so far.
    pub before: Vec<InstalmentView>,
    /// What would be owed when.
    pub after: Vec<InstalmentView>,
    /// What they paid beyond their new share: it would be set aside as credit.
    pub released: Money,
}

/// A payer who handed the contract over, and who took it over: both are liable for what is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointView {
    /// Who handed over.
    pub from: PayerId,
    /// Who took over.
    pub to: PayerId,
    /// The name of the first.
    pub from_name: String,
    /// The name of the second.
    pub to_name: String,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Whether it was accepted though it came late.
    pub late: bool,
}

/// The form that hands a contract over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverView {
    /// Of which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// To save against.
    pub version: i64,
    /// Who holds the contract.
    pub holder: String,
    /// The start of the trip.
    pub starts_on: Option<Date>,
    /// Until when a handover is always in time.
    pub last_day: Option<Date>,
    /// How one of today stands.
    pub notice: Notice,
    /// Whether the caller may accept one that comes late.
    pub may_be_late: bool,
    /// Whether there is a contract to hand over.
    pub open: bool,
}

/// What a handover would do, to look at before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverPreview {
    /// Names exactly this handover: making it must bring it.
    pub seen: String,
    /// Who hands over, then who takes over.
    pub changes: Vec<PayerChange>,
    /// What is open, and passes.
    pub moved: Money,
    /// Whether it comes late.
    pub late: bool,
}

/// What a change of the payers would do, to look at before it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayersPreview {
    /// Names exactly this change: a save must bring it.
    pub seen: String,
    /// Payer by payer.
    pub changes: Vec<PayerChange>,
}

/// Who pays what, for staff.
#[async_trait]
pub trait PayerDesk: Send + Sync {
    /// The payers of a trip. **Errors**: `NotFound`.
    async fn find_payers(&self, caller: &Caller, trip: TripId) -> Result<PayersView, AppError>;
    /// What saving `draft` would do. **Errors**: fields as `PayersDraft::check`, `NotFound`, `TripClosed`.
    async fn preview_payers(&self, caller: &Caller, trip: TripId, draft: PayersDraft) -> Result<PayersPreview, AppError>;
    /// Writes payers, shares and the schedules that follow. `seen` is the preview's name; a save of anything else asks to be looked at first.
    /// **Errors**: as [`PayerDesk::preview_payers`]; `Changed`, `Redraw`.
    async fn save_payers(&self, caller: &Caller, trip: TripId, version: i64, draft: PayersDraft, seen: String) -> Result<Saved, AppError>;
    /// The form that hands a trip's contract over. **Errors**: `NotFound`.
    async fn find_handover(&self, caller: &Caller, trip: TripId) -> Result<HandoverView, AppError>;
    /// What a handover would do. **Errors**: fields as `HandoverDraft::check`; `NotFound`, `TripClosed`, `MoveRefused`, `NothingDue`.
    async fn preview_handover(&self, caller: &Caller, trip: TripId, draft: HandoverDraft) -> Result<HandoverPreview, AppError>;
    /// Passes the contract to another client. `seen` is the preview's name; anything else asks to be looked at first.
    /// **Errors**: as [`PayerDesk::preview_handover`]; `Changed`, `Redraw`.
    async fn hand_over(&self, caller: &Caller, trip: TripId, version: i64, draft: HandoverDraft, seen: String) -> Result<Saved, AppError>;
    /// Makes a link and mails it to the payer, in their language. **Errors**: `NotFound`, `NotPayable`, `NothingDue`, `TooManyTries`.
    async fn send_pay_link(&self, caller: &Caller, payer: PayerId, instalment: Option<InstalmentId>) -> Result<TripId, AppError>;
    /// Makes a link to hand over by other means: trip and token. **Errors**: as [`PayerDesk::send_pay_link`].
    async fn make_pay_link(&self, caller: &Caller, payer: PayerId, instalment: Option<InstalmentId>) -> Result<(TripId, String), AppError>;
    /// Calls a link back. **Errors**: `NotFound`.
    async fn revoke_pay_link(&self, caller: &Caller, link: PayLinkId) -> Result<TripId, AppError>;
}
