//! The server functions of trips. Each hands over to the desk, which authorises, and says where to go next.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, HistoryLine, RecordForm, RecordedView, RevisionPreview, TripMoney, TripRow, TripView};
use domain::ids::{PayerId, RecordedPaymentId, RevisionId, TripId};
use domain::paging::{ListQuery, Page};
use domain::payments::{RecordDraft, ReversalDraft};
use domain::revisions::RevisionDraft;
use domain::schedules::ScheduleDraft;
use domain::trips::{TripDraft, TripMove};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Trips, a page of them.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`.
#[server(name = ListTrips, prefix = "/api", endpoint = "list_trips", input = GetUrl)]
pub async fn list_trips(#[server(default)] query: ListQuery) -> Result<Page<TripRow>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.trips.list_trips(&caller, query).await
}

/// One trip.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindTrip, prefix = "/api", endpoint = "find_trip", input = GetUrl)]
pub async fn find_trip(trip: Option<TripId>) -> Result<TripView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.trips.find_trip(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// What happened to a trip, the latest first.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListHistory, prefix = "/api", endpoint = "list_history", input = GetUrl)]
pub async fn list_history(trip: Option<TripId>) -> Result<Vec<HistoryLine>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.trips.list_history(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Payment orders and ledger lines of a trip.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindTripMoney, prefix = "/api", endpoint = "find_trip_money", input = GetUrl)]
pub async fn find_trip_money(trip: Option<TripId>) -> Result<TripMoney, AppError> {
    let (caller, desks, _) = crate::context::request();
    let trip = trip.ok_or(domain::error::ErrorCode::NotFound)?;
    let mut money = desks.books.find_trip_money(&caller, trip).await?;
    money.recorded = desks.recorded.list_recorded(&caller, trip).await?;
    money.legacy = desks.recorded.list_legacy(&caller, trip).await?;
    Ok(money)
}

/// Creates a trip and leads to it. A row button (`intent`) only has the form drawn again; `client_search` is for that drawing.
///
/// **Permissions**: sellers for themselves, managers, administrators. **Errors**: fields, `SignInNeeded`, `NotFound`, `Redraw`.
#[server(name = CreateTrip, prefix = "/api", endpoint = "create_trip")]
pub async fn create_trip(
    #[server(default)] draft: TripDraft,
    #[server(default)] client_search: String,
    #[server(default)] intent: String,
) -> Result<(), AppError> {
    drop(client_search);
    if !intent.is_empty() {
        return Err(AppError::Redraw);
    }
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.trips.create_trip(&caller, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=created"));
    Ok(())
}

/// Changes the content of a trip against the `version` that was seen, and leads to it. What changes the money of a sold trip is drawn again to be looked at
/// (`revision.seen`); a rise above the legal limit is proposed to the client. `intent` and `client_search` as for [`create_trip`].
///
/// **Permissions**: the trip's seller, managers, administrators. **Errors**: fields (`revision[cause]` with `RevisionTooLate` among them), `Changed`, `TripClosed`, `SignInNeeded`, `NotFound`, `Redraw`.
#[server(name = UpdateTrip, prefix = "/api", endpoint = "update_trip")]
pub async fn update_trip(
    trip: TripId,
    version: i64,
    #[server(default)] draft: TripDraft,
    #[server(default)] revision: RevisionDraft,
    #[server(default)] client_search: String,
    #[server(default)] intent: String,
) -> Result<(), AppError> {
    drop(client_search);
    if !intent.is_empty() {
        return Err(AppError::Redraw);
    }
    let (caller, desks, reply) = crate::context::request();
    let edited = desks.trips.update_trip(&caller, trip, version, draft, revision).await?;
    let word = if matches!(edited, desk::Edited::Proposed(..)) { "proposed" } else { "updated" };
    reply.redirect(&format!("/office/trips/{trip}?saved={word}"));
    Ok(())
}

/// What saving this edit of a sold trip would do. Writes nothing; it is no read by address, because a trip is longer than an address may be.
///
/// **Permissions**: the trip's seller, managers, administrators. **Errors**: fields, `Changed`, `TripClosed`, `SignInNeeded`, `NotFound`.
#[server(name = PreviewRevision, prefix = "/api", endpoint = "preview_revision")]
pub async fn preview_revision(trip: TripId, #[server(default)] draft: TripDraft) -> Result<RevisionPreview, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.revisions.preview_revision(&caller, trip, draft).await
}

/// Takes a proposed price back, and leads to its trip.
///
/// **Permissions**: the trip's seller, managers, administrators. **Errors**: `RevisionOver`, `SignInNeeded`, `NotFound`.
#[server(name = WithdrawRevision, prefix = "/api", endpoint = "withdraw_revision")]
pub async fn withdraw_revision(revision: RevisionId) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.revisions.withdraw_revision(&caller, revision).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=withdrawn"));
    Ok(())
}

/// Moves a trip to another state and comes back to it.
///
/// **Permissions**: the trip's seller, managers, administrators. **Errors**: `TripIncomplete`, `SumDiffers`, `MoveRefused`, `TripClosed`, `Changed`, `SignInNeeded`, `NotFound`.
#[server(name = MoveTrip, prefix = "/api", endpoint = "move_trip")]
pub async fn move_trip(trip: TripId, version: i64, wanted: TripMove) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.trips.move_trip(&caller, trip, version, wanted).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=moved"));
    Ok(())
}

/// Replaces the open instalments of a `payer` by those typed; of the first one, when none is named. A row button (`intent`) only has the form drawn again.
///
/// **Permissions**: the trip's seller, managers, accountants, administrators. **Errors**: fields, `Changed`, `SignInNeeded`, `NotFound`, `Redraw`.
#[server(name = SaveSchedule, prefix = "/api", endpoint = "save_schedule")]
pub async fn save_schedule(
    trip: TripId,
    #[server(default)] payer: Option<PayerId>,
    version: i64,
    #[server(default)] draft: ScheduleDraft,
    #[server(default)] intent: String,
) -> Result<(), AppError> {
    if !intent.is_empty() {
        return Err(AppError::Redraw);
    }
    let (caller, desks, reply) = crate::context::request();
    desks.trips.save_schedule(&caller, trip, payer, version, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=scheduled"));
    Ok(())
}

/// Replaces the open instalments of a `payer` by those of the rule.
///
/// **Permissions**: as for [`save_schedule`]. **Errors**: `Changed`, `SignInNeeded`, `NotFound`.
#[server(name = ResetSchedule, prefix = "/api", endpoint = "reset_schedule")]
pub async fn reset_schedule(trip: TripId, #[server(default)] payer: Option<PayerId>, version: i64) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.trips.reset_schedule(&caller, trip, payer, version).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=scheduled"));
    Ok(())
}

/// What a form that records a payment starts from, with the name it will record under.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindRecordForm, prefix = "/api", endpoint = "find_record_form", input = GetUrl)]
pub async fn find_record_form(trip: Option<TripId>) -> Result<RecordForm, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.recorded.find_record_form(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Records a payment that came without a gateway, under the name of its form (twice is once), and leads back to the trip.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: fields, `AlreadyRecorded`, `SignInNeeded`, `NotFound`.
#[server(name = RecordPayment, prefix = "/api", endpoint = "record_payment")]
pub async fn record_payment(trip: TripId, id: RecordedPaymentId, #[server(default)] draft: RecordDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.recorded.record_payment(&caller, trip, id, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=recorded"));
    Ok(())
}

/// One recorded payment.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindRecorded, prefix = "/api", endpoint = "find_recorded", input = GetUrl)]
pub async fn find_recorded(payment: Option<RecordedPaymentId>) -> Result<RecordedView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.recorded.find_recorded(&caller, payment.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Undoes a recorded payment, which stays visible, and comes back to it.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: field `reason`, `AlreadyReversed`, `MoneyGone`, `SignInNeeded`, `NotFound`.
#[server(name = ReversePayment, prefix = "/api", endpoint = "reverse_payment")]
pub async fn reverse_payment(payment: RecordedPaymentId, #[server(default)] draft: ReversalDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.recorded.reverse_payment(&caller, payment, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}/recorded/{payment}?saved=reversed"));
    Ok(())
}
