//! The server functions that hand a contract over.

use desk::{AppError, HandoverPreview, HandoverView};
use domain::ids::TripId;
use domain::payers::HandoverDraft;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The form that hands a trip's contract over.
///
/// **Permissions**: the trip's seller, managers, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindHandover, prefix = "/api", endpoint = "find_handover", input = GetUrl)]
pub async fn find_handover(trip: Option<TripId>) -> Result<HandoverView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.payers.find_handover(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// What a handover would do.
///
/// **Permissions**: as for [`find_handover`]; one that comes late, managers and administrators. **Errors**: fields, `TripClosed`, `MoveRefused`, `NothingDue`,
/// `SignInNeeded`, `NotFound`.
#[server(name = PreviewHandover, prefix = "/api", endpoint = "preview_handover", input = GetUrl)]
pub async fn preview_handover(trip: TripId, #[server(default)] draft: HandoverDraft) -> Result<HandoverPreview, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.payers.preview_handover(&caller, trip, draft).await
}

/// Passes the contract to another client, exactly as it was looked at (`seen`); anything else is drawn again to be looked at. A button that only looks for
/// clients (`intent`) has the form drawn again; `client_search` is for that drawing.
///
/// **Permissions**: as for [`preview_handover`]. **Errors**: as for [`preview_handover`]; `Changed`, `Redraw`.
#[server(name = HandOver, prefix = "/api", endpoint = "hand_over")]
pub async fn hand_over(
    trip: TripId,
    version: i64,
    #[server(default)] draft: HandoverDraft,
    #[server(default)] seen: String,
    #[server(default)] client_search: String,
    #[server(default)] intent: String,
) -> Result<(), AppError> {
    drop(client_search);
    if !intent.is_empty() {
        return Err(AppError::Redraw);
    }
    let (caller, desks, reply) = crate::context::request();
    desks.payers.hand_over(&caller, trip, version, draft, seen).await?;
    reply.redirect(&format!("/office/trips/{trip}/payers?saved=handed_over"));
    Ok(())
}
