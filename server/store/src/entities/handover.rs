//! Table `handover`.

use domain::ids::{HandoverId, PayerId, StaffId, TripId};
use domain::money::Currency;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A contract that passed to another person. Whoever handed over stays liable, together with who took over.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HandoverId,
    pub trip_id: TripId,
    /// Who handed over; they keep what they have paid.
    #[sea_orm(unique)]
    pub from_payer: PayerId,
    /// Who took over, and owes what is open.
    pub to_payer: PayerId,
    /// What was open that day.
    pub moved_minor: i64,
    pub currency: Currency,
    /// Why, or by which request.
    pub reason: String,
    /// Whether it came after the notice that is always in time.
    pub late: bool,
    pub handed_on: Date,
    pub made_by: StaffId,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
