//! Table `trip_day`.

use domain::ids::{DayId, TripId};
use sea_orm::entity::prelude::*;

/// A stage of the itinerary.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip_day")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DayId,
    pub trip_id: TripId,
    pub position: i64,
    pub place: String,
    /// Days.
    pub length: i64,
    pub title_fr: String,
    pub title_en: String,
    pub text_fr: String,
    pub text_en: String,
}

impl ActiveModelBehavior for ActiveModel {}
