//! A saved trip back in its form: each checked part as the draft that would be typed for it. The way there is [`super::draft`].

use super::content::{Day, Service, Traveller, Trip};
use super::draft::{DayDraft, InsuranceDraft, ServiceDraft, TravellerDraft, TripDraft, rate_to_field};
use crate::dates;
use time::Date;

fn date_field(date: Option<Date>) -> String {
    date.map(dates::iso).unwrap_or_default()
}

impl From<&Trip> for TripDraft {
    fn from(trip: &Trip) -> Self {
        let Trip { client, title, destinations, entity, seller, starts_on, ends_on, notes, services, insurance, travellers, days } = trip;
        Self {
            client: client.to_string(),
            title: title.clone(),
            destinations: destinations.iter().map(ToString::to_string).collect(),
            entity: entity.to_string(),
            seller: seller.to_string(),
            starts_on: date_field(*starts_on),
            ends_on: date_field(*ends_on),
            notes: notes.clone(),
            services: services.iter().map(ServiceDraft::from).collect(),
            insurance: InsuranceDraft { decision: insurance.decision.to_string(), consent_on: date_field(insurance.consent_on) },
            travellers: travellers.iter().map(TravellerDraft::from).collect(),
            days: days.iter().map(DayDraft::from).collect(),
        }
    }
}

impl From<&Service> for ServiceDraft {
    fn from(service: &Service) -> Self {
        let Service { kind, label, supplier, place, starts_on, ends_on, cost, rate, price, zone, inclusion } = service;
        Self {
            kind: kind.to_string(),
            label: label.clone(),
            supplier: supplier.clone(),
            place: place.clone(),
            starts_on: date_field(*starts_on),
            ends_on: date_field(*ends_on),
            cost: cost.to_field(),
            cost_currency: cost.currency.to_string(),
            rate: if cost.currency == price.currency { String::new() } else { rate_to_field(*rate) },
            price: price.to_field(),
            zone: zone.to_string(),
            inclusion: inclusion.to_string(),
        }
    }
}

impl From<&Traveller> for TravellerDraft {
    fn from(traveller: &Traveller) -> Self {
        let Traveller { given_name, family_name, born_on, insured } = traveller;
        Self {
            given_name: given_name.clone(),
            family_name: family_name.clone(),
            born_on: date_field(*born_on),
            insured: if *insured { "on".into() } else { String::new() },
        }
    }
}

impl From<&Day> for DayDraft {
    fn from(day: &Day) -> Self {
        let Day { place, length, title_fr, title_en, text_fr, text_en } = day.clone();
        Self { place, length: length.to_string(), title_fr, title_en, text_fr, text_en }
    }
}
