//! Table `trip_service`.

use domain::ids::{ServiceId, TripId};
use domain::money::Currency;
use domain::trips::{Inclusion, ServiceKind, Zone};
use sea_orm::entity::prelude::*;
use time::Date;

/// A line of what is sold.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip_service")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceId,
    pub trip_id: TripId,
    pub position: i64,
    pub kind: ServiceKind,
    pub label: String,
    pub supplier: String,
    pub place: String,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub cost_minor: i64,
    pub cost_currency: Currency,
    /// Millionths of the trip's currency for one unit of the cost's.
    pub rate: i64,
    pub price_minor: i64,
    /// The trip's.
    pub currency: Currency,
    pub zone: Zone,
    pub inclusion: Inclusion,
}

impl ActiveModelBehavior for ActiveModel {}
