//! Clients' money that the house holds, for staff: for trips that are not over on a day.

use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::TripId;
use domain::money::Money;
use domain::trips::Entity;
use serde::{Deserialize, Serialize};
use time::Date;

/// What is held for one trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundRow {
    /// Which.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Departure.
    pub starts_on: Option<Date>,
    /// Return.
    pub ends_on: Option<Date>,
    /// The company that holds it.
    pub entity: Entity,
    /// How much.
    pub held: Money,
}

/// What is held on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundsView {
    /// The day.
    pub on: Date,
    /// The sum of each company in each currency; currencies are never added.
    pub totals: Vec<(Entity, Money)>,
    /// Trip by trip, the next departure first.
    pub rows: Vec<FundRow>,
}

/// Clients' money.
#[async_trait]
pub trait FundsDesk: Send + Sync {
    /// What is held at the end of the day typed, or of today when nothing is typed. **Errors**: field `on`: `NotADate`; `NotFound`.
    async fn find_funds(&self, caller: &Caller, on: String) -> Result<FundsView, AppError>;
    /// The same as a table of values between semicolons: its name and its text.
    async fn read_funds(&self, caller: &Caller, on: String) -> Result<(String, String), AppError>;
}
