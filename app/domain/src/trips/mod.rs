//! Trips: their content, their price, their life.

mod content;
mod differences;
mod draft;
mod quote;
mod redraft;
mod state;
mod words_of_trips;

pub use content::{Day, Insurance, Service, Traveller, Trip};
pub use differences::{Difference, differences};
pub use draft::{DayDraft, InsuranceDraft, ServiceDraft, TITLE_MAX, TravellerDraft, TripDraft, parse_rate, rate_to_field};
pub use quote::{Quote, QuoteLine, quote, quote_draft};
pub use state::{Readiness, TripMove, TripState, moves_from, next};
pub use words_of_trips::{Destination, Entity, Inclusion, InsuranceDecision, ServiceKind, Zone};
