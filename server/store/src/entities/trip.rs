//! Table `trip`.

use crate::Json;
use domain::ids::{ClientId, StaffId, TripId};
use domain::money::Currency;
use domain::schedules::ScheduleRule;
use domain::trips::{Destination, InsuranceDecision, TripState};
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A trip. Its rows of services, travellers and days stand in tables of their own.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TripId,
    /// `AV-2027-0114`.
    pub reference: String,
    pub client_id: ClientId,
    pub title: String,
    /// Folded reference, title and client name.
    pub search: String,
    pub destinations: Json<Vec<Destination>>,
    pub entity: domain::trips::Entity,
    pub currency: Currency,
    pub seller_id: StaffId,
    pub state: TripState,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// For staff only.
    pub notes: String,
    pub insurance_decision: InsuranceDecision,
    pub insurance_consent_on: Option<Date>,
    /// What the client owes, insurance included.
    pub price_minor: i64,
    /// The premium within `price_minor`.
    pub insurance_minor: i64,
    pub rule: Json<ScheduleRule>,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
