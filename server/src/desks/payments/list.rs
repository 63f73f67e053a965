//! All payments, however they came: online orders and what was recorded without a gateway as one list, found, filtered, sorted and paged by the database,
//! with what came of them.

use super::{Payments, amount};
use crate::desks::fault::Fault;
use desk::{Caller, PaidBy, PaymentList, PaymentRow, PaymentStanding};
use domain::dates;
use domain::ids::{ClientId, PaymentOrderId, RecordedPaymentId, TripId};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::payments::{OrderState, PaymentMethod};
use domain::policy::{Action, authorise};
use domain::text;
use domain::trips::Entity as House;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::entities::{client, payment_order, recorded_payment, recorded_reversal, trip};
use uuid::Uuid;

use payment_order::Column as O;
use recorded_payment::Column as R;

/// Both sources under one name.
const PAID: &str = "paid";

/// The state of a payment that was recorded by mistake, as a filter names it.
const REVERSED: &str = "reversed";

/// A payment of either source.
enum Found {
    Order(PaymentOrderId),
    Recorded(RecordedPaymentId),
}

impl Payments {
    pub(super) async fn list(&self, caller: &Caller, query: &ListQuery) -> Result<PaymentList, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = &self.counter.db;
        let wanted = both(query);
        let count = Query::select().expr_as(Expr::cust("COUNT(*)"), "n").from_subquery(wanted.clone(), PAID).to_owned();
        let total = match db.read().query_one_raw(db.backend().build(&count)).await? {
            Some(row) => u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or(0),
            None => 0,
        };
        let sums = Query::select()
            .column("currency")
            .expr_as(Expr::cust("CAST(SUM(amount_minor) AS bigint)"), "sum")
            .from_subquery(wanted.clone(), PAID)
            .and_where(Expr::col("state").eq(OrderState::Succeeded.as_str()))
            .add_group_by([Expr::col("currency")])
            .order_by("currency", Order::Asc)
            .to_owned();
        let mut received = Vec::new();
        for row in db.read().query_all_raw(db.backend().build(&sums)).await? {
            let currency: Currency = row.try_get("", "currency")?;
            received.push(Money::new(row.try_get("", "sum")?, currency));
        }
        let mut page = Query::select().columns(["id", "source"]).from_subquery(wanted, PAID).to_owned();
        sort(&mut page, query).limit(u64::from(query.per())).offset(query.offset());
        let mut found = Vec::new();
        for row in db.read().query_all_raw(db.backend().build(&page)).await? {
            let (id, source): (Uuid, String) = (row.try_get("", "id")?, row.try_get("", "source")?);
            found.push(if source == "order" { Found::Order(PaymentOrderId(id)) } else { Found::Recorded(RecordedPaymentId(id)) });
        }
        let rows = self.payment_rows(&found).await?;
        Ok(PaymentList {
            page: Page { rows, total, page: query.page(), per: query.per() },
            received,
            gateways: self.gateways_used().await?,
        })
    }

    async fn gateways_used(&self) -> Result<Vec<String>, DbErr> {
        let used = payment_order::Entity::find().select_only().column(O::Gateway).distinct().order_by_asc(O::Gateway);
        used.into_tuple().all(self.counter.db.read()).await
    }

    /// These payments, in this order.
    async fn payment_rows(&self, found: &[Found]) -> Result<Vec<PaymentRow>, DbErr> {
        let db = self.counter.db.read();
        let orders = found.iter().filter_map(|one| if let Found::Order(id) = one { Some(*id) } else { None });
        let recorded = found.iter().filter_map(|one| if let Found::Recorded(id) = one { Some(*id) } else { None });
        let orders = payment_order::Entity::find().filter(O::Id.is_in(orders)).all(db).await?;
        let recorded = recorded_payment::Entity::find().filter(R::Id.is_in(recorded)).all(db).await?;
        let undone = recorded_reversal::Entity::find()
            .filter(recorded_reversal::Column::PaymentId.is_in(recorded.iter().map(|row| row.id)))
            .all(db)
            .await?;
        let ids = orders.iter().map(|row| row.trip_id).chain(recorded.iter().map(|row| row.trip_id));
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(ids)).all(db).await?;
        let clients: Vec<(ClientId, String)> = client::Entity::find()
            .select_only()
            .columns([client::Column::Id, client::Column::Name])
            .filter(client::Column::Id.is_in(trips.iter().map(|trip| trip.client_id)))
            .into_tuple()
            .all(db)
            .await?;
        let clients: BTreeMap<ClientId, String> = clients.into_iter().collect();
        let trips: BTreeMap<TripId, trip::Model> = trips.into_iter().map(|trip| (trip.id, trip)).collect();
        let orders: BTreeMap<_, _> = orders.into_iter().map(|row| (row.id, row)).collect();
        let recorded: BTreeMap<_, _> = recorded.into_iter().map(|row| (row.id, row)).collect();
        let about = |id: TripId| {
            let trip = trips.get(&id)?;
            Some((trip.id, trip.reference.clone(), trip.title.clone(), clients.get(&trip.client_id).cloned().unwrap_or_default()))
        };
        let of_order = |row: &payment_order::Model| {
            let (trip, reference, title, client_name) = about(row.trip_id)?;
            let (by, standing) = (PaidBy::Gateway(row.gateway.clone()), PaymentStanding::Order(row.state));
            let (created_at, amount) = (row.created_at, amount(row));
            Some(PaymentRow { created_at, received_on: None, recorded: None, trip, reference, title, client_name, by, amount, standing })
        };
        let of_record = |row: &recorded_payment::Model| {
            let (trip, reference, title, client_name) = about(row.trip_id)?;
            let by = if row.statement_line_id.is_some() { PaidBy::Statement } else { PaidBy::Method(row.method) };
            let is_undone = undone.iter().any(|reversal| reversal.payment_id == row.id);
            let standing = if is_undone { PaymentStanding::Reversed } else { PaymentStanding::Received };
            let (created_at, received_on, recorded) = (row.created_at, Some(row.received_on), Some(row.id));
            let amount = Money::new(row.amount_minor, row.currency);
            Some(PaymentRow { created_at, received_on, recorded, trip, reference, title, client_name, by, amount, standing })
        };
        let row = |one: &Found| match one {
            Found::Order(id) => of_order(orders.get(id)?),
            Found::Recorded(id) => of_record(recorded.get(id)?),
        };
        Ok(found.iter().filter_map(row).collect())
    }
}

/// Orders and records under the filters: id, source, instant, currency, amount, state. What came without a gateway succeeded, unless it was reversed.
fn both(query: &ListQuery) -> SelectStatement {
    let undone = || Expr::col((recorded_reversal::Entity, recorded_reversal::Column::PaymentId));
    let mut orders = Query::select()
        .column((payment_order::Entity, O::Id))
        .expr_as(Expr::cust("'order'"), "source")
        .column((payment_order::Entity, O::CreatedAt))
        .column((payment_order::Entity, O::Currency))
        .column((payment_order::Entity, O::AmountMinor))
        .expr_as(Expr::col((payment_order::Entity, O::State)), "state")
        .from(payment_order::Entity)
        .to_owned();
    let mut records = Query::select()
        .column((recorded_payment::Entity, R::Id))
        .expr_as(Expr::cust("'recorded'"), "source")
        .column((recorded_payment::Entity, R::CreatedAt))
        .column((recorded_payment::Entity, R::Currency))
        .column((recorded_payment::Entity, R::AmountMinor))
        .expr_as(Expr::case(undone().is_null(), OrderState::Succeeded.as_str()).finally(REVERSED), "state")
        .from(recorded_payment::Entity)
        .join(JoinType::LeftJoin, recorded_reversal::Entity, undone().equals((recorded_payment::Entity, R::Id)))
        .to_owned();
    for (select, trip) in
        [(&mut orders, Expr::col((payment_order::Entity, O::TripId))), (&mut records, Expr::col((recorded_payment::Entity, R::TripId)))]
    {
        select
            .join(JoinType::InnerJoin, trip::Entity, trip.equals((trip::Entity, trip::Column::Id)))
            .join(
                JoinType::InnerJoin,
                client::Entity,
                Expr::col((client::Entity, client::Column::Id)).equals((trip::Entity, trip::Column::ClientId)),
            )
            .cond_where(searched(&query.q))
            .cond_where(of_trip(query));
    }
    orders.cond_where(of_orders(query));
    records.cond_where(of_records(query));
    orders.union(UnionType::All, records).to_owned()
}

/// Every word must be found in the trip or its client. Folded words hold letters and digits only: nothing to escape.
fn searched(words: &str) -> Condition {
    let folded = text::fold(words);
    folded.split(' ').filter(|word| !word.is_empty()).fold(Condition::all(), |all, word| {
        all.add(Condition::any().add(trip::Column::Search.contains(word)).add(client::Column::Search.contains(word)))
    })
}

/// A filter nobody can read finds nothing: it must not look as if it held.
fn nothing() -> sea_orm::sea_query::SimpleExpr {
    Expr::value(1).eq(0)
}

fn of_trip(query: &ListQuery) -> Condition {
    let mut all = Condition::all();
    if let Some(word) = query.filter("entity") {
        all = all.add(House::from_str(word).map_or_else(|_| nothing(), |entity| trip::Column::Entity.eq(entity)));
    }
    all
}

fn of_orders(query: &ListQuery) -> Condition {
    let mut all = Condition::all();
    if let Some(word) = query.filter("state") {
        all = all.add(OrderState::from_str(word).map_or_else(|_| nothing(), |state| O::State.eq(state)));
    }
    if let Some(word) = query.filter("how") {
        all = all.add(O::Gateway.eq(word));
    }
    if let Some(code) = query.filter("currency") {
        all = all.add(Currency::from_str(code).map_or_else(|_| nothing(), |currency| O::Currency.eq(currency)));
    }
    if let Some(day) = query.filter("from") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| O::CreatedAt.gte(dates::begins(day))));
    }
    if let Some(day) = query.filter("to") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| O::CreatedAt.lt(dates::begins(dates::plus_days(day, 1)))));
    }
    all
}

fn of_records(query: &ListQuery) -> Condition {
    let undone = || Expr::col((recorded_reversal::Entity, recorded_reversal::Column::PaymentId));
    let mut all = Condition::all();
    if let Some(word) = query.filter("state") {
        all = all.add(match word {
            REVERSED => undone().is_not_null(),
            word if word == OrderState::Succeeded.as_str() => undone().is_null(),
            _ => nothing(),
        });
    }
    if let Some(word) = query.filter("how") {
        all = all.add(PaymentMethod::from_str(word).map_or_else(|_| nothing(), |method| R::Method.eq(method)));
    }
    if let Some(code) = query.filter("currency") {
        all = all.add(Currency::from_str(code).map_or_else(|_| nothing(), |currency| R::Currency.eq(currency)));
    }
    if let Some(day) = query.filter("from") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| R::ReceivedOn.gte(day)));
    }
    if let Some(day) = query.filter("to") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| R::ReceivedOn.lte(day)));
    }
    all
}

fn sort<'a>(page: &'a mut SelectStatement, query: &ListQuery) -> &'a mut SelectStatement {
    let (column, descends) = query.order().unwrap_or(("created_at", true));
    let order = if descends { Order::Desc } else { Order::Asc };
    let by = match column {
        "amount" => "amount_minor",
        "state" => "state",
        _ => "created_at",
    };
    page.order_by(by, order.clone()).order_by("id", order)
}
