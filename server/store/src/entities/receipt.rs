//! Table `receipt`.

use domain::ids::{LedgerTxId, PayerId, PaymentOrderId, ReceiptId, TripId};
use domain::money::Currency;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A receipt, with everything printed on it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReceiptId,
    pub number: String,
    pub series: String,
    pub tx_id: LedgerTxId,
    /// The order that was paid; none for money that came without a gateway.
    pub order_id: Option<PaymentOrderId>,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    pub amount_minor: i64,
    pub currency: Currency,
    pub paid_at: OffsetDateTime,
    pub issued_on: Date,
    /// JSON of everything printed.
    pub snapshot: String,
}

impl ActiveModelBehavior for ActiveModel {}
