//! Invoices and credit notes: looked at, issued, listed by staff; fetched by the payer they are for.

use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::{InvoiceId, PayerId, TripId};
use domain::invoices::{CreditDraft, InvoiceKind, Invoicing};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::trips::Entity;
use serde::{Deserialize, Serialize};
use time::Date;

/// An invoice or a credit note of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceRow {
    /// Which.
    pub id: InvoiceId,
    /// `FR-F-2026-000012`.
    pub number: String,
    /// Invoice or credit note.
    pub kind: InvoiceKind,
    /// The invoice that a credit note takes back.
    pub credited: Option<InvoiceId>,
    /// To whom.
    pub payer_name: String,
    /// When.
    pub issued_on: Date,
    /// How much, above zero on both kinds.
    pub total: Money,
    /// What of an invoice was taken back; nothing on a credit note.
    pub taken_back: Money,
}

/// What there is to invoice to a payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerInvoicing {
    /// Who.
    pub payer: PayerId,
    /// Their name.
    pub name: String,
    /// What is missing, or too much.
    pub invoicing: Invoicing,
}

/// The invoices of a trip, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripInvoices {
    /// Of which trip.
    pub trip: TripId,
    /// What was issued, the latest first.
    pub rows: Vec<InvoiceRow>,
    /// Payers with whom something is to do.
    pub payers: Vec<PayerInvoicing>,
    /// Whether the caller may issue.
    pub may_issue: bool,
}

/// An invoice as it would be issued now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicePreview {
    /// Names what the form will issue: sent twice, it issues once.
    pub id: InvoiceId,
    /// For which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// To whom.
    pub payer: PayerId,
    /// Name and address, a line each.
    pub invoiced_to: Vec<String>,
    /// By which company.
    pub entity: Entity,
    /// Its name on paper.
    pub company: String,
    /// On which day.
    pub issued_on: Date,
    /// What the line is for.
    pub label: String,
    /// The sum.
    pub total: Money,
    /// What was paid of it.
    pub paid: Money,
    /// What is left to pay.
    pub left: Money,
}

/// What a form that credits an invoice starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditForm {
    /// Names what the form will issue: sent twice, it issues once.
    pub id: InvoiceId,
    /// Of which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The invoice.
    pub invoice: InvoiceRow,
    /// On which day the credit note would be issued.
    pub issued_on: Date,
    /// What is left to credit of it.
    pub left: Money,
    /// What is too much, or all that is left: where the field starts.
    pub amount: Money,
}

/// A row of the list of all invoices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedInvoice {
    /// The invoice.
    pub row: InvoiceRow,
    /// Of which trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// All invoices under some filters, a page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceList {
    /// The page.
    pub page: Page<ListedInvoice>,
    /// What those of every page add up to, credit notes deducted, one sum a currency.
    pub sums: Vec<Money>,
}

/// An invoice or a credit note of one's own, to fetch at `/invoices/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnInvoice {
    /// Which.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// Invoice or credit note.
    pub kind: InvoiceKind,
    /// When.
    pub issued_on: Date,
    /// How much.
    pub total: Money,
}

/// Invoices.
#[async_trait]
pub trait InvoiceDesk: Send + Sync {
    /// The invoices of a trip and what there is to do about them. **Errors**: `NotFound`.
    async fn list_trip_invoices(&self, caller: &Caller, trip: TripId) -> Result<TripInvoices, AppError>;
    /// The next invoice of a payer; of the first with whom something is to invoice when none is named. Writes nothing. **Errors**: `NotFound`,
    /// `NotInvoiceable`, `NothingToInvoice`, `CreditNeeded`, `CompanyUnknown`.
    async fn preview_invoice(&self, caller: &Caller, trip: TripId, payer: Option<PayerId>) -> Result<InvoicePreview, AppError>;
    /// Issues it under the name of its form, if its total is still the one that was `seen`, in plain form: the same form sent again changes nothing.
    /// **Errors**: as [`InvoiceDesk::preview_invoice`]; `MoneyMoved`, `AlreadyIssued`, `DateGoesBack`.
    async fn issue_invoice(&self, caller: &Caller, trip: TripId, payer: PayerId, id: InvoiceId, seen: String) -> Result<(), AppError>;
    /// What a form that credits `invoice` starts from. **Errors**: `NotFound`, `CreditOfCredit`, `AllCredited`.
    async fn find_credit_form(&self, caller: &Caller, invoice: InvoiceId) -> Result<CreditForm, AppError>;
    /// Issues a credit note on `invoice` under the name of its form. Answers the trip. **Errors**: fields; as [`InvoiceDesk::find_credit_form`];
    /// `CompanyUnknown`, `AlreadyIssued`, `DateGoesBack`.
    async fn credit_invoice(&self, caller: &Caller, invoice: InvoiceId, id: InvoiceId, draft: CreditDraft) -> Result<TripId, AppError>;
    /// Columns: number, total, issued_on. Filters: kind, entity, currency, from, to (day of issue, ISO dates). `q` looks in the number, and in reference, title and client of
    /// the trip.
    async fn list_invoices(&self, caller: &Caller, query: ListQuery) -> Result<InvoiceList, AppError>;
    /// One's own invoices for a trip, the latest first. **Errors**: `NotFound`, `SignInNeeded`.
    async fn list_own_invoices(&self, caller: &Caller, trip: TripId) -> Result<Vec<OwnInvoice>, AppError>;
    /// An invoice of one's own (or any, for staff), as PDF. **Errors**: `NotFound`, `SignInNeeded`.
    async fn read_invoice(&self, caller: &Caller, invoice: InvoiceId) -> Result<(String, Vec<u8>), AppError>;
}
