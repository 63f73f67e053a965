//! Table `invoice_series`.

use sea_orm::entity::prelude::*;
use time::Date;

/// The next number of a series of invoices, such as `FR-F-2026`, and the day its last one bears.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_series")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub entity: domain::trips::Entity,
    pub next: i64,
    pub last_issued_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
