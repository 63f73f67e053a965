//! Table `traveller`.

use domain::ids::{TravellerId, TripId};
use sea_orm::entity::prelude::*;
use time::Date;

/// Somebody who travels.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "traveller")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TravellerId,
    pub trip_id: TripId,
    pub position: i64,
    pub given_name: String,
    pub family_name: String,
    pub born_on: Option<Date>,
    pub insured: bool,
}

impl ActiveModelBehavior for ActiveModel {}
