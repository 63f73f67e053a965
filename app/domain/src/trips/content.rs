//! A trip as it is kept: checked, typed.

use super::words_of_trips::{Destination, Entity, Inclusion, InsuranceDecision, ServiceKind, Zone};
use crate::ids::{ClientId, StaffId};
use crate::money::{Currency, Money};
use serde::{Deserialize, Serialize};
use time::Date;

/// What a trip consists of. Its state, version and money facts live beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// Who contracts.
    pub client: ClientId,
    /// What it is called.
    pub title: String,
    /// Where it goes.
    pub destinations: Vec<Destination>,
    /// Which company sells it.
    pub entity: Entity,
    /// Who sells it.
    pub seller: StaffId,
    /// The day of departure, once known.
    pub starts_on: Option<Date>,
    /// The day of return, once known.
    pub ends_on: Option<Date>,
    /// For staff only: never part of a page of the portal.
    pub notes: String,
    /// What is sold, line by line.
    pub services: Vec<Service>,
    /// What was decided on insurance.
    pub insurance: Insurance,
    /// Who travels.
    pub travellers: Vec<Traveller>,
    /// The itinerary.
    pub days: Vec<Day>,
}

impl Trip {
    /// The currency of the trip's price.
    pub const fn currency(&self) -> Currency {
        self.entity.currency()
    }
}

/// A line of what is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// What kind.
    pub kind: ServiceKind,
    /// What it is, in words.
    pub label: String,
    /// Who renders it; may be empty.
    pub supplier: String,
    /// Where; may be empty.
    pub place: String,
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
    /// What the supplier is paid, in the supplier's currency.
    pub cost: Money,
    /// Units of the trip's currency for one unit of the cost's currency, in millionths.
    pub rate: i64,
    /// What the client pays, in the trip's currency; for a discount, what is taken off (positive).
    pub price: Money,
    /// Inside or outside the European Union.
    pub zone: Zone,
    /// Whether it counts.
    pub inclusion: Inclusion,
}

/// What was decided on insurance, and when consent was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insurance {
    /// The decision.
    pub decision: InsuranceDecision,
    /// The day of the consent; always there when accepted.
    pub consent_on: Option<Date>,
}

/// Somebody who travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traveller {
    /// Given name, as in the passport.
    pub given_name: String,
    /// Family name, as in the passport.
    pub family_name: String,
    /// Date of birth, once known.
    pub born_on: Option<Date>,
    /// Whether the insurance covers them.
    pub insured: bool,
}

/// A stage of the itinerary: one or several days at a place. Dates follow from the trip's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Where.
    pub place: String,
    /// How many days it lasts.
    pub length: u32,
    /// Title in French.
    pub title_fr: String,
    /// Title in English; may be empty (the French one is shown).
    pub title_en: String,
    /// Text in French.
    pub text_fr: String,
    /// Text in English.
    pub text_en: String,
}
