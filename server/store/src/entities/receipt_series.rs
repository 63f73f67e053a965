//! Table `receipt_series`.

use sea_orm::entity::prelude::*;

/// The next number of a series of receipts, such as `FR-2026`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt_series")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub entity: domain::trips::Entity,
    pub next: i64,
}

impl ActiveModelBehavior for ActiveModel {}
