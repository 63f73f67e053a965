//! Table `invoice`.

use domain::ids::{InvoiceId, LedgerTxId, PayerId, StaffId, TripId};
use domain::invoices::InvoiceKind;
use domain::money::Currency;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// An invoice or a credit note, with everything printed on it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvoiceId,
    pub number: String,
    pub series: String,
    pub kind: InvoiceKind,
    /// The invoice that a credit note takes back; none on an invoice.
    pub credited_id: Option<InvoiceId>,
    pub tx_id: LedgerTxId,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    /// Above zero on both kinds.
    pub total_minor: i64,
    pub currency: Currency,
    pub issued_on: Date,
    /// None for the house itself.
    pub issued_by: Option<StaffId>,
    pub created_at: OffsetDateTime,
    /// JSON of everything printed.
    pub snapshot: String,
}

impl ActiveModelBehavior for ActiveModel {}
