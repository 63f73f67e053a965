//! Table `throttle`.

use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// Tries counted under a key within a window.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub window_start: OffsetDateTime,
    pub count: i64,
}

impl ActiveModelBehavior for ActiveModel {}
