//! Table `payment_allocation`.

use domain::ids::{InstalmentId, PaymentOrderId};
use sea_orm::entity::prelude::*;

/// How much of an order is meant for an instalment.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_allocation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: PaymentOrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub instalment_id: InstalmentId,
    pub amount_minor: i64,
}

impl ActiveModelBehavior for ActiveModel {}
