//! Trips, for staff.

use crate::{AppError, Caller, Edited, RevisionView};
use async_trait::async_trait;
use domain::ids::{ClientId, PayerId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::revisions::RevisionDraft;
use domain::schedules::ScheduleDraft;
use domain::trips::{Destination, Quote, Trip, TripDraft, TripMove, TripState};
use domain::why::Why;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::InstalmentView;

/// A trip in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripRow {
    /// Which.
    pub id: TripId,
    /// `AV-2027-0114`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Who contracts.
    pub client: ClientId,
    /// Their name.
    pub client_name: String,
    /// Who sells it.
    pub seller_name: String,
    /// Where.
    pub destinations: Vec<Destination>,
    /// Departure.
    pub starts_on: Option<Date>,
    /// Return.
    pub ends_on: Option<Date>,
    /// Price.
    pub price: Money,
    /// What is left to pay.
    pub remaining: Money,
    /// State.
    pub state: TripState,
    /// The earliest unpaid instalment is overdue.
    pub overdue: bool,
}

/// A trip in the back office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripView {
    /// Which.
    pub id: TripId,
    /// Its reference.
    pub reference: String,
    /// To save against.
    pub version: i64,
    /// Where it is in its life.
    pub state: TripState,
    /// What it consists of.
    pub trip: Trip,
    /// What it is worth.
    pub quote: Quote,
    /// Name of the client.
    pub client_name: String,
    /// Name of the seller.
    pub seller_name: String,
    /// The schedules of all payers together, in order of payment.
    pub instalments: Vec<InstalmentView>,
    /// Each payer's own.
    pub payers: Vec<PayerSchedule>,
    /// What was received for it.
    pub received: Money,
    /// Money received beyond what was owed.
    pub credit: Money,
    /// Why price, margin and what was received are what they are.
    pub why: TripWhy,
    /// What a rise of the price is measured by: what was agreed, without insurance. `None` for a trip that is not sold.
    pub agreed: Option<Money>,
    /// Every rise of its price, the latest first.
    pub revisions: Vec<RevisionView>,
    /// What the caller may do now.
    pub moves: Vec<TripMove>,
    /// Whether the caller may change the content.
    pub editable: bool,
    /// Whether the caller may change the schedule.
    pub schedulable: bool,
}

/// What one payer of a trip owes when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerSchedule {
    /// Who.
    pub id: PayerId,
    /// Their name.
    pub name: String,
    /// Their share of the price.
    pub share: Money,
    /// Their schedule.
    pub instalments: Vec<InstalmentView>,
}

/// Where the sums of a trip come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripWhy {
    /// The price, by lines of services.
    pub price: Why,
    /// The margin, by what is sold and what is bought.
    pub margin: Why,
    /// What was received, by facts of the ledger.
    pub received: Why,
}

/// The version after a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// To save against next time.
    pub version: i64,
}

/// One line of a trip's history: who did what, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// When.
    pub at: OffsetDateTime,
    /// Who, by name; empty for the house itself.
    pub who: String,
    /// The audit verb: `trip.created`, `trip.moved`, `payment.captured` …
    pub what: String,
    /// What the verb mentions: state words, amounts in plain form, field names.
    pub detail: String,
}

/// Trips, for staff.
#[async_trait]
pub trait TripDesk: Send + Sync {
    /// Columns: reference, title, client, starts_on, price, remaining, state. Filters: state, entity, seller, destination, from, to (departure, ISO dates), overdue (`yes`: an instalment is overdue). `q` looks in reference, title and client.
    async fn list_trips(&self, caller: &Caller, query: ListQuery) -> Result<Page<TripRow>, AppError>;
    /// One trip. **Errors**: `NotFound`.
    async fn find_trip(&self, caller: &Caller, id: TripId) -> Result<TripView, AppError>;
    /// Creates a draft, with a schedule by rule when both dates are known. **Errors**: fields.
    async fn create_trip(&self, caller: &Caller, draft: TripDraft) -> Result<TripId, AppError>;
    /// Changes the content; open instalments follow the new price by rule. What changes the money of a sold trip must have been looked at (`revision.seen`
    /// is the preview's name), or the form is drawn again; a rise is told, proposed or refused, as the law says. **Errors**: fields (those of
    /// `RevisionDraft::check` among them), `Changed`, `TripClosed`, `Redraw`.
    async fn update_trip(
        &self,
        caller: &Caller,
        id: TripId,
        version: i64,
        draft: TripDraft,
        revision: RevisionDraft,
    ) -> Result<Edited, AppError>;
    /// Moves it to another state. **Errors**: as `domain::trips::next`; `Changed`.
    async fn move_trip(&self, caller: &Caller, id: TripId, version: i64, wanted: TripMove) -> Result<Saved, AppError>;
    /// Replaces the open instalments of a payer (of the first, when none is named) by those typed; their sum must be the payer's share.
    /// **Errors**: fields, `SumDiffers`, `Changed`.
    async fn save_schedule(
        &self,
        caller: &Caller,
        id: TripId,
        payer: Option<PayerId>,
        version: i64,
        draft: ScheduleDraft,
    ) -> Result<Saved, AppError>;
    /// Replaces the open instalments of a payer by the rule's.
    async fn reset_schedule(&self, caller: &Caller, id: TripId, payer: Option<PayerId>, version: i64) -> Result<Saved, AppError>;
    /// What happened to it, the latest first.
    async fn list_history(&self, caller: &Caller, id: TripId) -> Result<Vec<HistoryLine>, AppError>;
}
