//! Writes, proposes, sells and pays the trips of the demo, each on the day it would have happened.

use super::journeys::{Line, Per};
use super::sold::{Paid, Sold, TRIPS};
use super::welcome::find_client;
use super::{broken, house_caller, refused};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::trips::Trips;
use crate::desks::{Clock, Counter};
use desk::{Saved, TripDesk};
use domain::dates::{iso, plus_days};
use domain::ids::{StaffId, TripId};
use domain::ledger::{Pocket, Posting};
use domain::money::{Currency, Money};
use domain::policy::Actor;
use domain::trips::{
    DayDraft, InsuranceDecision, InsuranceDraft, ServiceDraft, ServiceKind, TravellerDraft, TripDraft, TripMove, TripState,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use std::sync::Arc;
use store::entities::{staff, trip};
use time::{Date, OffsetDateTime};

/// A day of the demo's past, mid-morning.
struct Past(Date);

impl Clock for Past {
    fn now(&self) -> OffsetDateTime {
        self.0.with_time(time::Time::MIDNIGHT).assume_utc() + time::Duration::hours(9)
    }
}

/// Trips that are not there yet, by client and title.
pub(super) async fn trips(counter: &Arc<Counter>, today: Date) -> Result<(), String> {
    for sold in TRIPS {
        let client = find_client(counter.db.read(), sold.client).await.map_err(broken)?.ok_or_else(|| broken(sold.client.1))?;
        let seller = staff::Entity::find()
            .filter(staff::Column::Email.eq(sold.seller))
            .one(counter.db.read())
            .await
            .map_err(broken)?
            .ok_or_else(|| broken(sold.seller))?;
        let mine = trip::Entity::find().filter(trip::Column::ClientId.eq(client.id)).filter(trip::Column::Title.eq(sold.title));
        if mine.one(counter.db.read()).await.map_err(broken)?.is_none() {
            sell(counter, sold, draft(sold, &client.id.to_string(), seller.id, today), today).await?;
        }
    }
    Ok(())
}

async fn sell(counter: &Arc<Counter>, sold: &Sold, draft: TripDraft, today: Date) -> Result<(), String> {
    let on = |days: i64| Trips::new(Counter::new(counter.db.clone(), Arc::new(Past(plus_days(today, days.min(0)))), &counter.config));
    let caller = house_caller();
    let told = |error| refused(sold.title, &error);
    let id = on(sold.booked).create_trip(&caller, draft).await.map_err(told)?;
    let mut saved = Saved { version: 1 };
    for (wanted, days) in moves(sold) {
        saved = on(days).move_trip(&caller, id, saved.version, wanted).await.map_err(told)?;
        if wanted == TripMove::Confirm {
            pay(counter, sold, id, today).await?;
        }
    }
    Ok(())
}

/// What happened to a trip until it was where it is, and when.
fn moves(sold: &Sold) -> Vec<(TripMove, i64)> {
    let proposed = (TripMove::Propose, sold.booked + 1);
    let confirmed = (TripMove::Confirm, sold.booked + 5);
    let over = sold.departs.unwrap_or_default() + sold.journey.days();
    match sold.state {
        TripState::Draft => Vec::new(),
        TripState::Proposed => vec![proposed],
        TripState::Confirmed => vec![proposed, confirmed],
        TripState::Completed => vec![proposed, confirmed, (TripMove::Complete, over + 1)],
        TripState::Cancelled => vec![proposed, (TripMove::Cancel, sold.booked + 20)],
    }
}

/// Books what has arrived, as transfers on the bank statement: the deposit on the day of the sale, the rest shortly before it was due.
async fn pay(counter: &Arc<Counter>, sold: &Sold, id: TripId, today: Date) -> Result<(), String> {
    let tx = counter.db.begin_write().await.map_err(broken)?;
    let row = store::locks::lock_trip(&tx, id).await.map_err(broken)?.ok_or_else(|| broken(sold.title))?;
    let accounts = accounts::lock_accounts(&tx, &row, today).await.map_err(broken)?;
    let PayerAccount { payer, account, heir: _ } = accounts.first().ok_or_else(|| broken(sold.title))?;
    let booked = plus_days(today, sold.booked + 5);
    let (first, rest): (Vec<_>, Vec<_>) = account.instalments.iter().partition(|line| line.due_on <= booked);
    let sum = |lines: &[&domain::payments::Instalment]| lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.amount.minor));
    let (deposit, rest_due) = (sum(&first), rest.first().map_or(booked, |line| line.due_on));
    let later = match sold.paid {
        Paid::Nothing | Paid::Deposit => 0,
        // Whole units: nobody transfers a part to the cent.
        Paid::Part(percent) => sum(&rest) * percent / 10_000 * 100,
        Paid::Whole => sum(&rest),
    };
    let first_part = if sold.paid == Paid::Nothing { 0 } else { deposit };
    for (part, minor, day) in [(1, first_part, booked), (2, later, plus_days(rest_due, -4).max(booked).min(today))] {
        if minor == 0 {
            continue;
        }
        let (money, at) = (Money::new(minor, row.currency), Past(day).now());
        let posting = Posting::transfer(
            accounts::owner(&row, payer.id),
            &format!("demo:{}:{part}", row.reference),
            money,
            Pocket::Advances,
            &row.reference,
        )
        .map_err(broken)?;
        accounts::book(&tx, at, at, &posting).await.map_err(broken)?;
        store::audit::append(&tx, at, Actor::System, "payment.transferred", id, Some(id), &json!({ "amount": money.plain() }))
            .await
            .map_err(broken)?;
    }
    tx.commit().await.map_err(broken)
}

fn draft(sold: &Sold, client: &str, seller: StaffId, today: Date) -> TripDraft {
    let departure = sold.departs.map(|days| plus_days(today, days));
    let date = |day: i64| departure.map(|start| iso(plus_days(start, day - 1))).unwrap_or_default();
    let insured = sold.insurance == InsuranceDecision::Accepted;
    let currency = sold.entity.currency();
    let heads = i64::try_from(sold.travellers.len()).unwrap_or(1);
    let mut services: Vec<ServiceDraft> = sold.journey.lines.iter().map(|line| service(sold, line, currency, heads, date)).collect();
    let extra = |kind: ServiceKind, label: &str, cost: i64, price: i64| ServiceDraft {
        kind: kind.to_string(),
        label: label.into(),
        cost: cost.to_string(),
        price: price.to_string(),
        zone: sold.journey.zone.to_string(),
        inclusion: "included".into(),
        ..ServiceDraft::default()
    };
    if matches!(sold.insurance, InsuranceDecision::Accepted | InsuranceDecision::Offered) {
        services.push(extra(ServiceKind::Insurance, "Assurance annulation et assistance", 74 * heads, 96 * heads));
    }
    if sold.discount > 0 {
        services.push(extra(ServiceKind::Discount, "Geste pour un client fidèle", 0, sold.discount));
    }
    TripDraft {
        client: client.into(),
        title: sold.title.into(),
        destinations: vec![sold.journey.destination.to_string()],
        entity: sold.entity.to_string(),
        seller: seller.to_string(),
        starts_on: date(1),
        ends_on: date(sold.journey.days()),
        notes: sold.notes.into(),
        services,
        insurance: InsuranceDraft {
            decision: sold.insurance.to_string(),
            consent_on: if insured { iso(plus_days(today, sold.booked)) } else { String::new() },
        },
        travellers: sold.travellers.iter().map(|(given, family, born)| traveller(given, family, born, insured)).collect(),
        days: sold.journey.stages.iter().map(day).collect(),
    }
}

fn service(sold: &Sold, line: &Line, currency: Currency, heads: i64, date: impl Fn(i64) -> String) -> ServiceDraft {
    let times = match line.per {
        Per::Traveller => heads,
        Per::Group => 1,
    };
    // Rates of a quiet year; only their order of size matters here.
    let rate = match (line.cost_currency, currency) {
        ("USD", Currency::CHF) => "0.88",
        ("USD", _) => "0.92",
        (_, Currency::CHF) => "0.95",
        (_, _) => "",
    };
    ServiceDraft {
        kind: line.kind.to_string(),
        label: line.label.into(),
        supplier: line.supplier.into(),
        place: line.place.into(),
        starts_on: date(line.days.0),
        ends_on: date(line.days.1),
        cost: (line.cost * times).to_string(),
        cost_currency: line.cost_currency.into(),
        rate: rate.into(),
        price: (line.price * times).to_string(),
        zone: sold.journey.zone.to_string(),
        inclusion: line.inclusion.to_string(),
    }
}

fn traveller(given: &str, family: &str, born: &str, insured: bool) -> TravellerDraft {
    TravellerDraft {
        given_name: given.into(),
        family_name: family.into(),
        born_on: born.into(),
        insured: if insured { "on".into() } else { String::new() },
    }
}

fn day(stage: &super::journeys::Stage) -> DayDraft {
    DayDraft {
        place: stage.place.into(),
        length: stage.days.to_string(),
        title_fr: stage.fr.0.into(),
        title_en: stage.en.0.into(),
        text_fr: stage.fr.1.into(),
        text_en: stage.en.1.into(),
    }
}
