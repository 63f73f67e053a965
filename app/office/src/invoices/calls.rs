//! The server functions of invoices. Each hands over to the desk, which authorises, and says where to go next.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, CreditForm, InvoiceList, InvoicePreview, TripInvoices};
use domain::ids::{InvoiceId, PayerId, TripId};
use domain::invoices::CreditDraft;
use domain::paging::ListQuery;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The invoices of a trip, and what there is to do about them.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListTripInvoices, prefix = "/api", endpoint = "list_trip_invoices", input = GetUrl)]
pub async fn list_trip_invoices(trip: Option<TripId>) -> Result<TripInvoices, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.invoices.list_trip_invoices(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// The next invoice of a payer, as it would be issued now; of the first with whom something is to invoice, when none is named.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `NotInvoiceable`, `NothingToInvoice`, `CreditNeeded`, `CompanyUnknown`, `SignInNeeded`, `NotFound`.
#[server(name = PreviewInvoice, prefix = "/api", endpoint = "preview_invoice", input = GetUrl)]
pub async fn preview_invoice(trip: Option<TripId>, #[server(default)] payer: Option<PayerId>) -> Result<InvoicePreview, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.invoices.preview_invoice(&caller, trip.ok_or(domain::error::ErrorCode::NotFound)?, payer).await
}

/// Issues the invoice whose total was `seen`, under the name of its form (twice is once), and leads back to the trip.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: as [`preview_invoice`]; `MoneyMoved`, `AlreadyIssued`, `DateGoesBack`.
#[server(name = IssueInvoice, prefix = "/api", endpoint = "issue_invoice")]
pub async fn issue_invoice(trip: TripId, payer: PayerId, id: InvoiceId, #[server(default)] seen: String) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.invoices.issue_invoice(&caller, trip, payer, id, seen).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=invoiced"));
    Ok(())
}

/// What a form that credits an invoice starts from, with the name it will issue under.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `CreditOfCredit`, `AllCredited`, `SignInNeeded`, `NotFound`.
#[server(name = FindCreditForm, prefix = "/api", endpoint = "find_credit_form", input = GetUrl)]
pub async fn find_credit_form(invoice: Option<InvoiceId>) -> Result<CreditForm, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.invoices.find_credit_form(&caller, invoice.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Issues a credit note on an invoice, under the name of its form (twice is once), and leads back to the trip.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: fields, `CreditOfCredit`, `AllCredited`, `AlreadyIssued`, `CompanyUnknown`, `DateGoesBack`, `SignInNeeded`,
/// `NotFound`.
#[server(name = CreditInvoice, prefix = "/api", endpoint = "credit_invoice")]
pub async fn credit_invoice(invoice: InvoiceId, id: InvoiceId, #[server(default)] draft: CreditDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let trip = desks.invoices.credit_invoice(&caller, invoice, id, draft).await?;
    reply.redirect(&format!("/office/trips/{trip}?saved=credited"));
    Ok(())
}

/// Invoices and credit notes, a page of them, with what all of them add up to.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound` for anybody else.
#[server(name = ListInvoices, prefix = "/api", endpoint = "list_invoices", input = GetUrl)]
pub async fn list_invoices(#[server(default)] query: ListQuery) -> Result<InvoiceList, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.invoices.list_invoices(&caller, query).await
}
