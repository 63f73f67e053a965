//! Between a checked trip and its rows. Decides nothing.

use domain::ids::TripId;
use domain::money::Money;
use domain::text;
use domain::trips::{Day, Insurance, Service, Traveller, Trip};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};
use store::entities::{traveller, trip, trip_day, trip_service};

/// What `search` of a trip holds: folded reference, title and client name.
pub(crate) fn search_text(reference: &str, title: &str, client_name: &str) -> String {
    text::fold(&[reference, title, client_name].join(" "))
}

/// The whole content of a trip.
pub(crate) async fn read(db: &impl ConnectionTrait, trip: &trip::Model) -> Result<Trip, DbErr> {
    let services = trip_service::Entity::find()
        .filter(trip_service::Column::TripId.eq(trip.id))
        .order_by_asc(trip_service::Column::Position)
        .all(db)
        .await?;
    Ok(Trip {
        client: trip.client_id,
        title: trip.title.clone(),
        destinations: trip.destinations.0.clone(),
        entity: trip.entity,
        seller: trip.seller_id,
        starts_on: trip.starts_on,
        ends_on: trip.ends_on,
        notes: trip.notes.clone(),
        services: services.into_iter().map(service).collect(),
        insurance: Insurance { decision: trip.insurance_decision, consent_on: trip.insurance_consent_on },
        travellers: travellers(db, trip.id).await?,
        days: days(db, trip.id).await?,
    })
}

/// Who travels, in order.
pub(super) async fn travellers(db: &impl ConnectionTrait, trip: TripId) -> Result<Vec<Traveller>, DbErr> {
    let rows =
        traveller::Entity::find().filter(traveller::Column::TripId.eq(trip)).order_by_asc(traveller::Column::Position).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Traveller { given_name: row.given_name, family_name: row.family_name, born_on: row.born_on, insured: row.insured })
        .collect())
}

/// The itinerary, in order.
pub(super) async fn days(db: &impl ConnectionTrait, trip: TripId) -> Result<Vec<Day>, DbErr> {
    let rows = trip_day::Entity::find().filter(trip_day::Column::TripId.eq(trip)).order_by_asc(trip_day::Column::Position).all(db).await?;
    let day = |row: trip_day::Model| Day {
        place: row.place,
        length: u32::try_from(row.length).unwrap_or(1),
        title_fr: row.title_fr,
        title_en: row.title_en,
        text_fr: row.text_fr,
        text_en: row.text_en,
    };
    Ok(rows.into_iter().map(day).collect())
}

fn service(row: trip_service::Model) -> Service {
    Service {
        kind: row.kind,
        label: row.label,
        supplier: row.supplier,
        place: row.place,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        cost: Money::new(row.cost_minor, row.cost_currency),
        rate: row.rate,
        price: Money::new(row.price_minor, row.currency),
        zone: row.zone,
        inclusion: row.inclusion,
    }
}

/// Puts the rows of `trip` in the place of those that are there.
pub(super) async fn replace(tx: &DatabaseTransaction, id: TripId, trip: &Trip) -> Result<(), DbErr> {
    trip_service::Entity::delete_many().filter(trip_service::Column::TripId.eq(id)).exec(tx).await?;
    traveller::Entity::delete_many().filter(traveller::Column::TripId.eq(id)).exec(tx).await?;
    trip_day::Entity::delete_many().filter(trip_day::Column::TripId.eq(id)).exec(tx).await?;
    insert(tx, id, trip).await
}

/// Writes the rows of a new trip.
pub(super) async fn insert(tx: &DatabaseTransaction, id: TripId, trip: &Trip) -> Result<(), DbErr> {
    for (position, service) in (0_i64..).zip(trip.services.clone()) {
        let Service { kind, label, supplier, place, starts_on, ends_on, cost, rate, price, zone, inclusion } = service;
        let row = trip_service::ActiveModel {
            id: Set(store::fresh()),
            trip_id: Set(id),
            position: Set(position),
            kind: Set(kind),
            label: Set(label),
            supplier: Set(supplier),
            place: Set(place),
            starts_on: Set(starts_on),
            ends_on: Set(ends_on),
            cost_minor: Set(cost.minor),
            cost_currency: Set(cost.currency),
            rate: Set(rate),
            price_minor: Set(price.minor),
            currency: Set(price.currency),
            zone: Set(zone),
            inclusion: Set(inclusion),
        };
        row.insert(tx).await?;
    }
    for (position, traveller) in (0_i64..).zip(trip.travellers.clone()) {
        let Traveller { given_name, family_name, born_on, insured } = traveller;
        let row = traveller::ActiveModel {
            id: Set(store::fresh()),
            trip_id: Set(id),
            position: Set(position),
            given_name: Set(given_name),
            family_name: Set(family_name),
            born_on: Set(born_on),
            insured: Set(insured),
        };
        row.insert(tx).await?;
    }
    for (position, day) in (0_i64..).zip(trip.days.clone()) {
        let Day { place, length, title_fr, title_en, text_fr, text_en } = day;
        let row = trip_day::ActiveModel {
            id: Set(store::fresh()),
            trip_id: Set(id),
            position: Set(position),
            place: Set(place),
            length: Set(i64::from(length)),
            title_fr: Set(title_fr),
            title_en: Set(title_en),
            text_fr: Set(text_fr),
            text_en: Set(text_en),
        };
        row.insert(tx).await?;
    }
    Ok(())
}
