//! The journeys the demo agency sells: itineraries in French and English, and what they consist of. Data only.

mod america;
mod asia;
mod near;

pub(super) use america::{BRAZIL, MEXICO, PERU};
pub(super) use asia::{CHINA, NORTH_INDIA, ORISSA};
pub(super) use near::{ITALY, JORDAN};

use domain::trips::{Destination, Inclusion, ServiceKind, Zone};

/// A journey, as it is sold again and again.
#[derive(Debug)]
pub(super) struct Journey {
    pub(super) destination: Destination,
    pub(super) zone: Zone,
    pub(super) stages: &'static [Stage],
    pub(super) lines: &'static [Line],
}

impl Journey {
    /// How many days it lasts.
    pub(super) fn days(&self) -> i64 {
        self.stages.iter().map(|stage| i64::from(stage.days)).sum()
    }
}

/// One or several days at a place: title and text, in French and in English.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) place: &'static str,
    pub(super) days: u32,
    pub(super) fr: (&'static str, &'static str),
    pub(super) en: (&'static str, &'static str),
}

const fn stage(place: &'static str, days: u32, fr: (&'static str, &'static str), en: (&'static str, &'static str)) -> Stage {
    Stage { place, days, fr, en }
}

/// How often a line is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Per {
    /// Once for each traveller.
    Traveller,
    /// Once.
    Group,
}

/// A service: cost and price in whole units, the price in the trip's currency.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) kind: ServiceKind,
    pub(super) label: &'static str,
    pub(super) supplier: &'static str,
    pub(super) place: &'static str,
    /// First and last day, from 1.
    pub(super) days: (i64, i64),
    pub(super) cost: i64,
    pub(super) cost_currency: &'static str,
    pub(super) price: i64,
    pub(super) per: Per,
    pub(super) inclusion: Inclusion,
}

impl Line {
    const fn usd(mut self) -> Self {
        self.cost_currency = "USD";
        self
    }

    const fn once(mut self) -> Self {
        self.per = Per::Group;
        self
    }

    const fn optional(mut self) -> Self {
        self.inclusion = Inclusion::Optional;
        self
    }
}

const fn line(
    kind: ServiceKind,
    label: &'static str,
    (supplier, place): (&'static str, &'static str),
    days: (i64, i64),
    cost: i64,
    price: i64,
) -> Line {
    Line { kind, label, supplier, place, days, cost, cost_currency: "EUR", price, per: Per::Traveller, inclusion: Inclusion::Included }
}
