//! The server functions of staff. Each hands over to the desk, which authorises, and says where to go next.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, StaffRow, StaffView};
use domain::ids::StaffId;
use domain::paging::{ListQuery, Page};
use domain::people::{StaffDraft, StaffState};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Staff, a page of them.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`.
#[server(name = ListStaff, prefix = "/api", endpoint = "list_staff", input = GetUrl)]
pub async fn list_staff(#[server(default)] query: ListQuery) -> Result<Page<StaffRow>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.list_staff(&caller, query).await
}

/// Active staff who sell, for choices: id and name.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`.
#[server(name = ListSellers, prefix = "/api", endpoint = "list_sellers", input = GetUrl)]
pub async fn list_sellers() -> Result<Vec<(StaffId, String)>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.list_sellers(&caller).await
}

/// One member of staff.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindStaff, prefix = "/api", endpoint = "find_staff", input = GetUrl)]
pub async fn find_staff(staff: Option<StaffId>) -> Result<StaffView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.find_staff(&caller, staff.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Creates a member of staff, mails an invitation, and leads to them.
///
/// **Permissions**: administrators. **Errors**: fields, `EmailTaken`, `SignInNeeded`, `NotFound`.
#[server(name = InviteStaff, prefix = "/api", endpoint = "invite_staff")]
pub async fn invite_staff(#[server(default)] draft: StaffDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let staff = desks.people.invite_staff(&caller, draft).await?;
    reply.redirect(&format!("/office/staff/{staff}?saved=invited"));
    Ok(())
}

/// Changes a member of staff against the `version` that was seen.
///
/// **Permissions**: administrators. **Errors**: fields, `EmailTaken`, `Changed`, `LastAdministrator`, `SignInNeeded`, `NotFound`.
#[server(name = UpdateStaff, prefix = "/api", endpoint = "update_staff")]
pub async fn update_staff(staff: StaffId, version: i64, #[server(default)] draft: StaffDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.people.update_staff(&caller, staff, version, draft).await?;
    reply.redirect(&format!("/office/staff/{staff}?saved=updated"));
    Ok(())
}

/// Disables a member of staff, or enables one again.
///
/// **Permissions**: administrators. **Errors**: `LastAdministrator`, `SignInNeeded`, `NotFound`.
#[server(name = SetStaffState, prefix = "/api", endpoint = "set_staff_state")]
pub async fn set_staff_state(staff: StaffId, state: StaffState) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.people.set_staff_state(&caller, staff, state).await?;
    reply.redirect(&format!("/office/staff/{staff}?saved={state}"));
    Ok(())
}

/// Mails an invitation again.
///
/// **Permissions**: administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = RenewInvitation, prefix = "/api", endpoint = "renew_invitation")]
pub async fn renew_invitation(staff: StaffId) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.people.renew_invitation(&caller, staff).await?;
    reply.redirect(&format!("/office/staff/{staff}?saved=invited"));
    Ok(())
}
