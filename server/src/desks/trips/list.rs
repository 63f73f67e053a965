//! The list of trips: found, filtered, sorted and paged by the database; sums for the rows of the page only.

use super::Trips;
use super::views::is_sold;
use crate::desks::accounts;
use crate::desks::fault::Fault;
use desk::{Caller, TripRow};
use domain::dates;
use domain::ids::{ClientId, StaffId};
use domain::ledger::AccountCode;
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, authorise};
use domain::text;
use domain::trips::{Destination, Entity as House, TripState};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, NullOrdering, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::entities::{client, instalment, ledger_account, payer, staff, trip};
use time::Date;

impl Trips {
    pub(super) async fn list(&self, caller: &Caller, query: &ListQuery) -> Result<Page<TripRow>, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let wanted = trip::Entity::find().join(JoinType::InnerJoin, to_client()).filter(searched(&query.q)).filter(filtered(query, today));
        let total = wanted.clone().count(db).await?;
        let found = sorted(wanted, query).offset(query.offset()).limit(u64::from(query.per())).all(db).await?;
        let rows = rows_of(db, &found, today).await?;
        Ok(Page { rows, total, page: query.page(), per: query.per() })
    }
}

/// The rows of `trips`, in their order, with names and sums in four queries for any number of them.
pub(crate) async fn rows_of(db: &impl ConnectionTrait, trips: &[trip::Model], today: Date) -> Result<Vec<TripRow>, DbErr> {
    let mut accounts = accounts::trip_accounts(db, trips, today).await?;
    let clients = client::Entity::find()
        .select_only()
        .columns([client::Column::Id, client::Column::Name])
        .filter(client::Column::Id.is_in(trips.iter().map(|trip| trip.client_id)))
        .into_tuple::<(ClientId, String)>()
        .all(db)
        .await?;
    let sellers = staff::Entity::find()
        .select_only()
        .columns([staff::Column::Id, staff::Column::GivenName, staff::Column::FamilyName])
        .filter(staff::Column::Id.is_in(trips.iter().map(|trip| trip.seller_id)))
        .into_tuple::<(StaffId, String, String)>()
        .all(db)
        .await?;
    let clients: BTreeMap<ClientId, String> = clients.into_iter().collect();
    let sellers: BTreeMap<StaffId, String> = sellers.into_iter().map(|(id, given, family)| (id, [given, family].join(" "))).collect();
    let row = |trip: &trip::Model| {
        let account = accounts.remove(&trip.id).map(|accounts| accounts.together());
        let nothing = Money::zero(trip.currency);
        let (remaining, overdue) =
            account.filter(|_| owes(trip.state)).map_or((nothing, nothing), |account| (account.remaining, account.overdue));
        TripRow {
            id: trip.id,
            reference: trip.reference.clone(),
            title: trip.title.clone(),
            client: trip.client_id,
            client_name: clients.get(&trip.client_id).cloned().unwrap_or_default(),
            seller_name: sellers.get(&trip.seller_id).cloned().unwrap_or_default(),
            destinations: trip.destinations.0.clone(),
            starts_on: trip.starts_on,
            ends_on: trip.ends_on,
            price: Money::new(trip.price_minor, trip.currency),
            remaining,
            state: trip.state,
            overdue: is_sold(trip.state) && overdue.minor > 0,
        }
    };
    Ok(trips.iter().map(row).collect())
}

/// Whether a trip in this state still asks for money. Nobody owes the rest of a trip that was given up.
pub(super) const fn owes(state: TripState) -> bool {
    match state {
        TripState::Draft | TripState::Proposed | TripState::Confirmed | TripState::Completed => true,
        TripState::Cancelled => false,
    }
}

fn to_client() -> RelationDef {
    trip::Entity::belongs_to(client::Entity).from(trip::Column::ClientId).to(client::Column::Id).into()
}

/// Every word must be found in the trip or its client. Folded words hold letters and digits only: nothing to escape.
fn searched(words: &str) -> Condition {
    let folded = text::fold(words);
    folded.split(' ').filter(|word| !word.is_empty()).fold(Condition::all(), |all, word| {
        all.add(Condition::any().add(trip::Column::Search.contains(word)).add(client::Column::Search.contains(word)))
    })
}

/// A filter nobody can read finds nothing: it must not look as if it held.
fn filtered(query: &ListQuery, today: Date) -> Condition {
    let nothing = || Expr::value(1).eq(0);
    let mut all = Condition::all();
    if let Some(word) = query.filter("state") {
        all = all.add(TripState::from_str(word).map_or_else(|_| nothing(), |state| trip::Column::State.eq(state)));
    }
    if let Some(word) = query.filter("entity") {
        all = all.add(House::from_str(word).map_or_else(|_| nothing(), |entity| trip::Column::Entity.eq(entity)));
    }
    if let Some(word) = query.filter("seller") {
        all = all.add(StaffId::from_str(word).map_or_else(|_| nothing(), |seller| trip::Column::SellerId.eq(seller)));
    }
    if let Some(word) = query.filter("destination") {
        all = all.add(
            Destination::from_str(word).map_or_else(|_| nothing(), |place| trip::Column::Destinations.contains(format!("\"{place}\""))),
        );
    }
    if let Some(day) = query.filter("from") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| trip::Column::StartsOn.gte(day)));
    }
    if let Some(day) = query.filter("to") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| trip::Column::StartsOn.lte(day)));
    }
    match query.filter("overdue") {
        None => all,
        Some("yes") => all
            .add(trip::Column::State.is_in(TripState::ALL.iter().copied().filter(|state| is_sold(*state))))
            .add(Expr::exists(late_payers(today))),
        Some(_) => all.add(nothing()),
    }
}

fn sorted(wanted: Select<trip::Entity>, query: &ListQuery) -> Select<trip::Entity> {
    let (column, descends) = query.order().unwrap_or(("starts_on", true));
    let order = if descends { Order::Desc } else { Order::Asc };
    // A trip without a date is still being thought of: first among the latest, last among the earliest.
    let nulls = if descends { NullOrdering::First } else { NullOrdering::Last };
    let by = match column {
        "reference" => Expr::col((trip::Entity, trip::Column::Reference)),
        "title" => Expr::from(Func::lower(Expr::col((trip::Entity, trip::Column::Title)))),
        "client" => Expr::col((client::Entity, client::Column::Search)),
        "price" => Expr::col((trip::Entity, trip::Column::PriceMinor)),
        "remaining" => remaining(),
        "state" => stages(),
        _ => Expr::col((trip::Entity, trip::Column::StartsOn)),
    };
    wanted.order_by_with_nulls(by, order.clone(), nulls).order_by(trip::Column::Id, order)
}

/// States in the order of a trip's life.
fn stages() -> Expr {
    let state = || Expr::col((trip::Entity, trip::Column::State));
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let case = TripState::ALL.iter().enumerate().fold(None, |case: Option<CaseStatement>, (at, word)| {
        Some(match case {
            None => Expr::case(state().eq(word.as_str()), place(at)),
            Some(case) => case.case(state().eq(word.as_str()), place(at)),
        })
    });
    case.map_or_else(state, |case| case.finally(place(TripState::ALL.len())).into())
}

/// What was received and counts towards the price: the ledger's advances, which it credits.
fn received() -> Expr {
    advances().and_where(account(ledger_account::Column::TripId).equals((trip::Entity, trip::Column::Id))).to_owned().into()
}

fn account(column: ledger_account::Column) -> Expr {
    Expr::col((ledger_account::Entity, column))
}

/// The advances in the books and the currency of a trip; whose, the caller says.
fn advances() -> SelectStatement {
    Query::select()
        .expr(Expr::cust("COALESCE(SUM(-ledger_account.balance), 0)"))
        .from(ledger_account::Entity)
        .and_where(account(ledger_account::Column::Entity).equals((trip::Entity, trip::Column::Entity)))
        .and_where(account(ledger_account::Column::Currency).equals((trip::Entity, trip::Column::Currency)))
        .and_where(account(ledger_account::Column::Code).eq(AccountCode::Advances.as_str()))
        .to_owned()
}

/// Payers of a trip who were to have paid more before `today` than they have: nobody's advance covers another's delay.
fn late_payers(today: Date) -> SelectStatement {
    let row = |column: instalment::Column| Expr::col((instalment::Entity, column));
    let due: Expr = Query::select()
        .expr(Expr::cust("COALESCE(SUM(instalment.amount_minor), 0)"))
        .from(instalment::Entity)
        .and_where(row(instalment::Column::PayerId).equals((payer::Entity, payer::Column::Id)))
        .and_where(row(instalment::Column::SupersededAt).is_null())
        .and_where(row(instalment::Column::DueOn).lt(today))
        .to_owned()
        .into();
    let paid: Expr =
        advances().and_where(account(ledger_account::Column::PayerId).equals((payer::Entity, payer::Column::Id))).to_owned().into();
    Query::select()
        .expr(Expr::value(1))
        .from(payer::Entity)
        .and_where(Expr::col((payer::Entity, payer::Column::TripId)).equals((trip::Entity, trip::Column::Id)))
        .and_where(due.gt(paid))
        .to_owned()
}

/// What is left to pay: as [`owes`] and `domain::payments::Account` say, in SQL.
fn remaining() -> Expr {
    let left = || Expr::col((trip::Entity, trip::Column::PriceMinor)).sub(received());
    let asked = Expr::col((trip::Entity, trip::Column::State)).ne(TripState::Cancelled.as_str()).and(left().gt(0));
    Expr::case(asked, left()).finally(0).into()
}
