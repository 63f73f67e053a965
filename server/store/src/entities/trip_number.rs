//! Table `trip_number`.

use sea_orm::entity::prelude::*;

/// The next trip number of a year and an entity (its word).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip_number")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entity: String,
    pub next: i64,
}

impl ActiveModelBehavior for ActiveModel {}
