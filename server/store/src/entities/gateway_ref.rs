//! Table `gateway_ref`.

use domain::ids::PaymentOrderId;
use sea_orm::entity::prelude::*;

/// A name a gateway has for an order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gateway_ref")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway_account: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reference: String,
    pub order_id: PaymentOrderId,
}

impl ActiveModelBehavior for ActiveModel {}
