//! All payments: found, filtered, sorted and paged by the database, with what the succeeded ones add up to.

use super::{Payments, amount};
use crate::desks::fault::Fault;
use desk::{Caller, PaymentList, PaymentRow};
use domain::dates;
use domain::ids::{ClientId, TripId};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::payments::OrderState;
use domain::policy::{Action, authorise};
use domain::text;
use domain::trips::Entity as House;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::entities::{client, payment_order, trip};

use payment_order::Column as C;

impl Payments {
    pub(super) async fn list(&self, caller: &Caller, query: &ListQuery) -> Result<PaymentList, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        let wanted = payment_order::Entity::find()
            .join(JoinType::InnerJoin, to_trip())
            .join(JoinType::InnerJoin, to_client())
            .filter(searched(&query.q))
            .filter(filtered(query));
        let total = wanted.clone().count(db).await?;
        let received = wanted
            .clone()
            .filter(C::State.eq(OrderState::Succeeded))
            .select_only()
            .column(C::Currency)
            .column_as(Expr::cust("CAST(SUM(payment_order.amount_minor) AS BIGINT)"), "sum")
            .group_by(C::Currency)
            .order_by_asc(C::Currency)
            .into_tuple::<(Currency, i64)>()
            .all(db)
            .await?;
        let found = sorted(wanted, query).offset(query.offset()).limit(u64::from(query.per())).all(db).await?;
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(found.iter().map(|order| order.trip_id))).all(db).await?;
        let clients = client::Entity::find()
            .select_only()
            .columns([client::Column::Id, client::Column::Name])
            .filter(client::Column::Id.is_in(trips.iter().map(|trip| trip.client_id)))
            .into_tuple::<(ClientId, String)>()
            .all(db)
            .await?;
        let clients: BTreeMap<ClientId, String> = clients.into_iter().collect();
        let trips: BTreeMap<TripId, trip::Model> = trips.into_iter().map(|trip| (trip.id, trip)).collect();
        let gateways = payment_order::Entity::find()
            .select_only()
            .column(C::Gateway)
            .distinct()
            .order_by_asc(C::Gateway)
            .into_tuple::<String>()
            .all(db)
            .await?;
        let rows = found.iter().filter_map(|order| {
            let trip = trips.get(&order.trip_id)?;
            Some(PaymentRow {
                id: order.id,
                created_at: order.created_at,
                trip: trip.id,
                reference: trip.reference.clone(),
                title: trip.title.clone(),
                client_name: clients.get(&trip.client_id).cloned().unwrap_or_default(),
                gateway: order.gateway.clone(),
                amount: amount(order),
                state: order.state,
            })
        });
        Ok(PaymentList {
            page: Page { rows: rows.collect(), total, page: query.page(), per: query.per() },
            received: received.into_iter().map(|(currency, sum)| Money::new(sum, currency)).collect(),
            gateways,
        })
    }
}

fn to_trip() -> RelationDef {
    payment_order::Entity::belongs_to(trip::Entity).from(C::TripId).to(trip::Column::Id).into()
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
fn filtered(query: &ListQuery) -> Condition {
    let nothing = || Expr::value(1).eq(0);
    let mut all = Condition::all();
    if let Some(word) = query.filter("state") {
        all = all.add(OrderState::from_str(word).map_or_else(|_| nothing(), |state| C::State.eq(state)));
    }
    if let Some(name) = query.filter("gateway") {
        all = all.add(C::Gateway.eq(name));
    }
    if let Some(word) = query.filter("entity") {
        all = all.add(House::from_str(word).map_or_else(|_| nothing(), |entity| trip::Column::Entity.eq(entity)));
    }
    if let Some(code) = query.filter("currency") {
        all = all.add(Currency::from_str(code).map_or_else(|_| nothing(), |currency| C::Currency.eq(currency)));
    }
    if let Some(day) = query.filter("from") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| C::CreatedAt.gte(dates::begins(day))));
    }
    if let Some(day) = query.filter("to") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| C::CreatedAt.lt(dates::begins(dates::plus_days(day, 1)))));
    }
    all
}

fn sorted(wanted: Select<payment_order::Entity>, query: &ListQuery) -> Select<payment_order::Entity> {
    let (column, descends) = query.order().unwrap_or(("created_at", true));
    let order = if descends { Order::Desc } else { Order::Asc };
    let by = match column {
        "amount" => C::AmountMinor,
        "state" => C::State,
        _ => C::CreatedAt,
    };
    wanted.order_by(by, order.clone()).order_by(C::Id, order)
}
