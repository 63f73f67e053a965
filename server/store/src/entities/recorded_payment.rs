//! Table `recorded_payment`.

use domain::ids::{LedgerTxId, PayerId, RecordedPaymentId, StaffId, TripId};
use domain::money::Currency;
use domain::payments::PaymentMethod;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// Money that came without a gateway. Written once; a wrong one gets a `recorded_reversal`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recorded_payment")]
pub struct Model {
    /// Drawn with the form that records it: sent twice, it records once.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecordedPaymentId,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    pub method: PaymentMethod,
    pub amount_minor: i64,
    pub currency: Currency,
    /// What of it counts towards the price.
    pub advances_minor: i64,
    pub received_on: Date,
    /// For staff only.
    pub note: String,
    /// The line of a bank statement that says it.
    pub statement_line_id: Option<Uuid>,
    /// Nobody, when a statement's reference left nothing to decide.
    pub recorded_by: Option<StaffId>,
    pub tx_id: LedgerTxId,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
