//! Table `payment_capture`.

use domain::ids::{LedgerTxId, PaymentOrderId};
use domain::money::Currency;
use domain::payments::UnappliedReason;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// Money a gateway took for an order, and what became of it in the books. Written once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_capture")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway_account: String,
    /// The gateway's name of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub capture_key: String,
    pub order_id: PaymentOrderId,
    pub tx_id: LedgerTxId,
    pub amount_minor: i64,
    pub currency: Currency,
    /// What of it counts towards the price.
    pub advances_minor: i64,
    /// Why not all of it does.
    pub reason: Option<UnappliedReason>,
    pub captured_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
