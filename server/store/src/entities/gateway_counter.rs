//! Table `gateway_counter`.

use sea_orm::entity::prelude::*;

/// The number of the next form that a payer leaves with, for one account of a gateway. It never goes back, so that no number comes twice on any day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gateway_counter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway_account: String,
    pub next: i64,
}

impl ActiveModelBehavior for ActiveModel {}
