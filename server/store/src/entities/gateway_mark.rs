//! Table `gateway_mark`.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A gateway account that tells its fees and payouts, and up to when they are booked.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gateway_mark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub gateway_account: String,
    pub moved_to: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
