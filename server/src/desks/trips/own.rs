//! Trips as their client sees them. A draft does not exist here, nor anything that is for staff.

use super::{Trips, revisions, rows, views, why};
use crate::desks::accounts::{self, TripAccounts};
use crate::desks::books::legacy;
use crate::desks::fault::Fault;
use desk::{Caller, DayView, Sharing, TripCard, TripPage};
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::{ClientId, PayerId, TripId};
use domain::locale::Locale;
use domain::money::Money;
use domain::payers::{PayerKind, PayerState};
use domain::payments::Account;
use domain::policy::{Action, Actor, authorise};
use domain::trips::{Day, InsuranceDecision, ServiceKind, TripState};
use locales::words;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use store::entities::{payer, trip, trip_service};
use time::Date;

impl Trips {
    pub(super) async fn own_list(&self, caller: &Caller) -> Result<Vec<TripCard>, Fault> {
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let client = client_of(caller)?;
        let paid = Query::select()
            .column(payer::Column::TripId)
            .from(payer::Entity)
            .and_where(payer::Column::ClientId.eq(client))
            .and_where(payer::Column::Kind.eq(PayerKind::Client))
            .and_where(payer::Column::State.eq(PayerState::Active))
            .to_owned();
        let mut trips = trip::Entity::find()
            .filter(Condition::any().add(trip::Column::ClientId.eq(client)).add(trip::Column::Id.in_subquery(paid)))
            .filter(trip::Column::State.is_in(TripState::ALL.iter().copied().filter(|state| state.is_visible_to_client())))
            .all(db)
            .await?;
        trips.sort_by_key(|trip| place(trip, today));
        let ids: Vec<TripId> = trips.iter().map(|trip| trip.id).collect();
        let accounts = accounts::trip_accounts(db, &trips, today).await?;
        let receipts = views::Receipts::of_trips(db, &ids).await?;
        let own = |trip: &trip::Model| share_of(&accounts, trip, client, today);
        Ok(trips.iter().map(|trip| views::card(trip, &own(trip).1, &receipts, today)).collect())
    }

    pub(super) async fn own_page(&self, caller: &Caller, id: TripId) -> Result<TripPage, Fault> {
        let client = client_of(caller)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let row =
            trip::Entity::find_by_id(id).one(db).await?.filter(|trip| trip.state.is_visible_to_client()).ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::trip_accounts(db, std::slice::from_ref(&row), today).await?;
        let (payer, account) = share_of(&accounts, &row, client, today);
        authorise(caller.actor, Action::ReadOwnTrip { client: if payer.is_some() { client } else { row.client_id } })?;
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        // Whoever handed the contract over keeps their payments and receipts; the trip is somebody else's.
        let former = accounts.get(&id).and_then(|accounts| accounts.of_client(client)).is_some_and(|own| own.heir.is_some());
        let shown = row.client_id == client || !former;
        let travellers = if shown { rows::travellers(db, id).await? } else { Vec::new() };
        let days = if shown { rows::days(db, id).await? } else { Vec::new() };
        let services = if shown { services(db, caller.locale, &row).await? } else { Vec::new() };
        let price = account.price;
        let under_way = match payer {
            Some(payer) => views::live_order(db, payer).await?.map(|order| order.id),
            None => None,
        };
        Ok(TripPage {
            card: views::card(&row, &account, &receipts, today),
            reference: row.reference.clone(),
            travellers: travellers.into_iter().map(|traveller| traveller.given_name).collect(),
            days: day_views(caller.locale, row.starts_on, days),
            services,
            instalments: views::instalments(&row, &account, &receipts, today),
            price: account.price,
            received: account.received,
            credit: account.credit,
            why: why::remaining(db, id, payer, &account).await?,
            receipts: payer.map(|payer| receipts.latest_first(payer)).unwrap_or_default(),
            former: match payer {
                Some(payer) => legacy::of_payer(db, payer).await?,
                None => Vec::new(),
            },
            seller: views::seller(&self.counter, db, row.seller_id).await?,
            under_way,
            sharing: sharing(&accounts, &row, client, price),
            answer_by: if row.client_id == client { revisions::answer_by(db, &row, today).await? } else { None },
        })
    }
}

/// What a client pays of a trip, and as which payer; nothing when others pay everything.
fn share_of(accounts: &BTreeMap<TripId, TripAccounts>, trip: &trip::Model, client: ClientId, today: Date) -> (Option<PayerId>, Account) {
    let own = accounts.get(&trip.id).and_then(|accounts| accounts.of_client(client));
    let nothing = Money::zero(trip.currency);
    own.map_or_else(|| (None, Account::new(nothing, nothing, nothing, Vec::new(), today)), |own| (Some(own.payer.id), own.account.clone()))
}

/// What a reader may know of those who pay beside them.
fn sharing(accounts: &BTreeMap<TripId, TripAccounts>, trip: &trip::Model, client: ClientId, own: Money) -> Sharing {
    let shared = accounts.get(&trip.id).is_some_and(|accounts| accounts.active().any(|one| one.payer.client() != Some(client)));
    let rest = Money::new(trip.price_minor.max(0).saturating_sub(own.minor), trip.currency);
    match (shared, trip.client_id == client) {
        (false, _) => Sharing::Alone,
        (true, true) => Sharing::Contract(rest),
        (true, false) => Sharing::Share,
    }
}

/// Whose space the caller is in; staff have none.
pub(super) fn client_of(caller: &Caller) -> Result<ClientId, Fault> {
    match caller.actor {
        Actor::Client { client, .. } => Ok(client),
        Actor::Anonymous => Err(ErrorCode::SignInNeeded.into()),
        Actor::Staff { .. } | Actor::Payer { .. } | Actor::System => Err(ErrorCode::NotFound.into()),
    }
}

/// Current trips, then coming ones with the next first, then past and cancelled ones with the latest first.
fn place(trip: &trip::Model, today: Date) -> (u8, Option<Date>, Reverse<Option<Date>>, TripId) {
    let over =
        !matches!(trip.state, TripState::Proposed | TripState::Confirmed | TripState::Draft) || trip.ends_on.is_some_and(|end| end < today);
    let begun = trip.starts_on.is_some_and(|start| start <= today);
    // Nobody knows yet when a trip without a date begins: after those that have one.
    let start = trip.starts_on.or(Some(Date::MAX));
    match (over, begun) {
        (true, _) => (2, None, Reverse(trip.ends_on.or(trip.starts_on)), trip.id),
        (false, true) => (0, start, Reverse(None), trip.id),
        (false, false) => (1, start, Reverse(None), trip.id),
    }
}

fn day_views(locale: Locale, departure: Option<Date>, days: Vec<Day>) -> Vec<DayView> {
    let mut first = 1_u32;
    let mut views = Vec::with_capacity(days.len());
    for Day { place, length, title_fr, title_en, text_fr, text_en } in days {
        let last = first.saturating_add(length.saturating_sub(1));
        let date = |number: u32| departure.map(|start| dates::plus_days(start, i64::from(number) - 1));
        let (title, text) = match locale {
            Locale::Fr => (title_fr, text_fr),
            Locale::En => (or_else(title_en, title_fr), or_else(text_en, text_fr)),
        };
        views.push(DayView { first, last, starts_on: date(first), ends_on: date(last), place, title, text });
        first = last.saturating_add(1);
    }
    views
}

/// What is not translated is shown in French rather than not at all.
fn or_else(text: String, otherwise: String) -> String {
    if text.is_empty() { otherwise } else { text }
}

/// What is in the price, in words. Discounts, fees and declined insurance are no services.
pub(crate) async fn services(db: &impl ConnectionTrait, locale: Locale, trip: &trip::Model) -> Result<Vec<(String, String)>, DbErr> {
    let rows = trip_service::Entity::find()
        .filter(trip_service::Column::TripId.eq(trip.id))
        .order_by_asc(trip_service::Column::Position)
        .all(db)
        .await?;
    let shown = |row: &trip_service::Model| match row.kind {
        ServiceKind::Flight | ServiceKind::Stay | ServiceKind::Transfer | ServiceKind::Activity | ServiceKind::Guide => {
            row.inclusion.counts()
        }
        ServiceKind::Insurance => row.inclusion.counts() && trip.insurance_decision == InsuranceDecision::Accepted,
        ServiceKind::Fee | ServiceKind::Discount => false,
    };
    let line = |row: trip_service::Model| ([words::service_kind(locale, row.kind), &row.label].join(" · "), row.place);
    Ok(rows.into_iter().filter(shown).map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(length: u32, title_en: &str) -> Day {
        Day {
            place: "Cusco".into(),
            length,
            title_fr: "Marché".into(),
            title_en: title_en.into(),
            text_fr: String::new(),
            text_en: String::new(),
        }
    }

    #[test]
    fn stages_follow_from_the_departure() {
        let departure = dates::from_iso("2027-02-27");
        let days = vec![day(2, "Market"), day(1, ""), day(3, "Lake")];
        let views = day_views(Locale::En, departure, days);
        let shown: Vec<(u32, u32, String, &str)> = views
            .iter()
            .map(|view| (view.first, view.last, view.ends_on.map(dates::iso).unwrap_or_default(), view.title.as_str()))
            .collect();
        assert_eq!(
            shown,
            [(1, 2, "2027-02-28".to_owned(), "Market"), (3, 3, "2027-03-01".to_owned(), "Marché"), (4, 6, "2027-03-04".to_owned(), "Lake")]
        );
    }
}
