//! Table `audit`.

use domain::ids::TripId;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// Who did what, when. Written once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Grows with each line.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The number of the writing transaction on PostgreSQL; zero on SQLite. Set by the database.
    pub tx: i64,
    pub at: OffsetDateTime,
    /// As `domain::policy::Actor` prints it.
    pub actor: String,
    /// `client.updated`, `trip.moved`, `payment.captured` …
    pub verb: String,
    /// The printed id of what was changed.
    pub object: String,
    pub trip_id: Option<TripId>,
    /// JSON.
    pub detail: String,
}

impl ActiveModelBehavior for ActiveModel {}
