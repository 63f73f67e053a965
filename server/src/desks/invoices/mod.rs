//! Invoices and credit notes: looked at, issued, rendered, listed.
//!
//! One transaction under the locks of the trip, the payer and the series draws the number, books the fact and writes the row with everything it says: what is rolled
//! back leaves neither a gap nor a trace. The PDF is made of the row alone, whenever somebody fetches it.

mod issue;
mod list;
mod paper;
mod standing;
mod views;

use super::Counter;
use async_trait::async_trait;
use desk::{AppError, Caller, CreditForm, InvoiceDesk, InvoiceList, InvoicePreview, OwnInvoice, TripInvoices};
use domain::ids::{InvoiceId, PayerId, TripId};
use domain::invoices::CreditDraft;
use domain::paging::ListQuery;
use std::sync::Arc;

/// What the mails of invoices are filed under in the outbox, before the invoice's id.
pub(crate) const MAIL: &str = "mail:invoice:";

/// The desk of invoices.
pub struct Invoices {
    counter: Arc<Counter>,
}

impl Invoices {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }
}

#[async_trait]
impl InvoiceDesk for Invoices {
    async fn list_trip_invoices(&self, caller: &Caller, trip: TripId) -> Result<TripInvoices, AppError> {
        self.of_trip(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn preview_invoice(&self, caller: &Caller, trip: TripId, payer: Option<PayerId>) -> Result<InvoicePreview, AppError> {
        self.preview(caller, trip, payer).await.map_err(|fault| fault.told(caller))
    }

    async fn issue_invoice(&self, caller: &Caller, trip: TripId, payer: PayerId, id: InvoiceId, seen: String) -> Result<(), AppError> {
        self.issue(caller, trip, payer, id, &seen).await.map_err(|fault| fault.told(caller))
    }

    async fn find_credit_form(&self, caller: &Caller, invoice: InvoiceId) -> Result<CreditForm, AppError> {
        self.credit_form(caller, invoice).await.map_err(|fault| fault.told(caller))
    }

    async fn credit_invoice(&self, caller: &Caller, invoice: InvoiceId, id: InvoiceId, draft: CreditDraft) -> Result<TripId, AppError> {
        self.credit(caller, invoice, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn list_invoices(&self, caller: &Caller, query: ListQuery) -> Result<InvoiceList, AppError> {
        self.list(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn list_own_invoices(&self, caller: &Caller, trip: TripId) -> Result<Vec<OwnInvoice>, AppError> {
        self.own(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn read_invoice(&self, caller: &Caller, invoice: InvoiceId) -> Result<(String, Vec<u8>), AppError> {
        self.render(caller, invoice).await.map_err(|fault| fault.told(caller))
    }
}
