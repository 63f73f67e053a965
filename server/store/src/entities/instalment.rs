//! Table `instalment`.

use domain::ids::{InstalmentId, PayerId, TripId};
use domain::money::Currency;
use domain::schedules::InstalmentKind;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// An amount owed at a date. Its amount never changes: a new row supersedes it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instalment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InstalmentId,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    pub kind: InstalmentKind,
    pub due_on: Date,
    /// Above zero.
    pub amount_minor: i64,
    pub currency: Currency,
    pub superseded_at: Option<OffsetDateTime>,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
