//! The server functions of payments and gateways. Each hands over to the desk of the books, which authorises.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, GatewayView, PaymentList};
use domain::paging::ListQuery;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Payments, a page of them, with what all of them add up to.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound` for anybody else.
#[server(name = ListPayments, prefix = "/api", endpoint = "list_payments", input = GetUrl)]
pub async fn list_payments(#[server(default)] query: ListQuery) -> Result<PaymentList, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.books.list_payments(&caller, query).await
}

/// How each gateway does.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound` for anybody else.
#[server(name = ListGateways, prefix = "/api", endpoint = "list_gateways", input = GetUrl)]
pub async fn list_gateways() -> Result<Vec<GatewayView>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.books.list_gateways(&caller).await
}

/// Verifies a gateway's refused notifications again.
///
/// **Permissions**: accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = VerifyRefused, prefix = "/api", endpoint = "verify_refused")]
pub async fn verify_refused(gateway: String) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let believed = desks.books.verify_refused(&caller, gateway).await?;
    reply.redirect(if believed > 0 { "/office/gateways?saved=believed" } else { "/office/gateways?saved=refused" });
    Ok(())
}
