//! The server functions of a trip's payers.

use desk::{AppError, PayersPreview, PayersView};
use domain::ids::{InstalmentId, PayLinkId, PayerId, TripId};
use domain::payers::PayersDraft;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The payers of a trip.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindPayers, prefix = "/api", endpoint = "find_payers", input = GetUrl)]
pub async fn find_payers(trip: Option<TripId>) -> Result<PayersView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.payers.find_payers(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// What saving these payers would do.
///
/// **Permissions**: the trip's seller, managers, accountants, administrators. **Errors**: fields, `TripClosed`, `SignInNeeded`, `NotFound`.
#[server(name = PreviewPayers, prefix = "/api", endpoint = "preview_payers", input = GetUrl)]
pub async fn preview_payers(trip: TripId, #[server(default)] draft: PayersDraft) -> Result<PayersPreview, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.payers.preview_payers(&caller, trip, draft).await
}

/// Writes payers and shares, exactly as they were looked at (`seen`); anything else is drawn again to be looked at. A row button (`intent`) only has the
/// form drawn again; `client_search` is for that drawing.
///
/// **Permissions**: as for [`preview_payers`]. **Errors**: fields, `Changed`, `TripClosed`, `SignInNeeded`, `NotFound`, `Redraw`.
#[server(name = SavePayers, prefix = "/api", endpoint = "save_payers")]
pub async fn save_payers(
    trip: TripId,
    version: i64,
    #[server(default)] draft: PayersDraft,
    #[server(default)] seen: String,
    #[server(default)] client_search: String,
    #[server(default)] intent: String,
) -> Result<(), AppError> {
    drop(client_search);
    if !intent.is_empty() {
        return Err(AppError::Redraw);
    }
    let (caller, desks, reply) = crate::context::request();
    desks.payers.save_payers(&caller, trip, version, draft, seen).await?;
    reply.redirect(&format!("/office/trips/{trip}/payers?saved=payers"));
    Ok(())
}

/// Mails a payer a link to pay by.
///
/// **Permissions**: as for [`preview_payers`]. **Errors**: `NotPayable`, `NothingDue`, `TooManyTries`, `SignInNeeded`, `NotFound`.
#[server(name = SendPayLink, prefix = "/api", endpoint = "send_pay_link")]
pub async fn send_pay_link(payer: PayerId, #[server(default)] instalment: Option<InstalmentId>) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.payers.send_pay_link(&caller, payer, instalment).await?;
    reply.redirect(&format!("/office/trips/{trip}/payers?saved=link_sent"));
    Ok(())
}

/// Makes a link to hand over by other means, and shows it once.
///
/// **Permissions**: as for [`preview_payers`]. **Errors**: as for [`send_pay_link`].
#[server(name = MakePayLink, prefix = "/api", endpoint = "make_pay_link")]
pub async fn make_pay_link(payer: PayerId, #[server(default)] instalment: Option<InstalmentId>) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let (trip, token) = desks.payers.make_pay_link(&caller, payer, instalment).await?;
    reply.redirect(&format!("/office/trips/{trip}/payers?link={token}"));
    Ok(())
}

/// Calls a link back.
///
/// **Permissions**: as for [`preview_payers`]. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = RevokePayLink, prefix = "/api", endpoint = "revoke_pay_link")]
pub async fn revoke_pay_link(link: PayLinkId) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.payers.revoke_pay_link(&caller, link).await?;
    reply.redirect(&format!("/office/trips/{trip}/payers?saved=link_revoked"));
    Ok(())
}
