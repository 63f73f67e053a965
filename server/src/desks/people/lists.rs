//! The lists of staff and of clients: found, filtered, sorted and paged by the database.

use super::{People, nothing, searched};
use crate::desks::fault::Fault;
use desk::{Caller, ClientRow, StaffRow};
use domain::ids::{ClientId, StaffId};
use domain::paging::{ListQuery, Page};
use domain::people::{ClientKind, StaffRole, StaffState};
use domain::policy::{Action, authorise};
use domain::trips::Destination;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SubQueryStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::entities::{client, staff, trip};

impl People {
    pub(super) async fn staff_page(&self, caller: &Caller, query: &ListQuery) -> Result<Page<StaffRow>, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let db = self.counter.db.read();
        let wanted = staff::Entity::find().filter(searched(staff::Column::Search, &query.q)).filter(staff_filters(query));
        let total = wanted.clone().count(db).await?;
        let (column, order) = sort(query);
        let by = match column {
            "email" => Expr::col(staff::Column::Email),
            "role" => ranked(staff::Column::Role, StaffRole::ALL.iter().map(|role| role.as_str())),
            "state" => ranked(staff::Column::State, StaffState::ALL.iter().map(|state| state.as_str())),
            _ => Expr::col(staff::Column::Search),
        };
        let found = wanted
            .order_by(by, order.clone())
            .order_by(staff::Column::Id, order)
            .offset(query.offset())
            .limit(u64::from(query.per()))
            .all(db)
            .await?;
        let row = |row: staff::Model| StaffRow {
            id: row.id,
            name: [row.given_name, row.family_name].join(" "),
            email: row.email,
            role: row.role,
            state: row.state,
            destinations: row.destinations.0,
        };
        Ok(Page { rows: found.into_iter().map(row).collect(), total, page: query.page(), per: query.per() })
    }

    pub(super) async fn sellers(&self, caller: &Caller) -> Result<Vec<(StaffId, String)>, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        // Accountants do not sell.
        let sells = staff::Column::Role.is_in([StaffRole::Seller, StaffRole::Manager, StaffRole::Administrator]);
        let found = staff::Entity::find()
            .filter(staff::Column::State.eq(StaffState::Active))
            .filter(sells)
            .order_by_asc(staff::Column::Search)
            .all(self.counter.db.read())
            .await?;
        Ok(found.into_iter().map(|row| (row.id, [row.given_name, row.family_name].join(" "))).collect())
    }

    pub(super) async fn client_page(&self, caller: &Caller, query: &ListQuery) -> Result<Page<ClientRow>, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let db = self.counter.db.read();
        let mut wanted = client::Entity::find().filter(searched(client::Column::Search, &query.q));
        if let Some(word) = query.filter("kind") {
            wanted = wanted.filter(ClientKind::from_str(word).map_or_else(|_| nothing(), |kind| client::Column::Kind.eq(kind)));
        }
        let total = wanted.clone().count(db).await?;
        let (column, order) = sort(query);
        let by = match column {
            "email" => Expr::col(client::Column::Email),
            "city" => Expr::expr(sea_orm::sea_query::Func::lower(Expr::col(client::Column::City))),
            "trips" => trips_of_client(),
            _ => Expr::col(client::Column::Search),
        };
        let found = wanted
            .order_by(by, order.clone())
            .order_by(client::Column::Id, order)
            .offset(query.offset())
            .limit(u64::from(query.per()))
            .all(db)
            .await?;
        let trips = count_trips(db, &found).await?;
        let row = |row: client::Model| ClientRow {
            trips: trips.get(&row.id).copied().unwrap_or(0),
            id: row.id,
            name: row.name,
            kind: row.kind,
            email: row.email,
            phone: row.phones.0.into_iter().next().map(|phone| phone.number).unwrap_or_default(),
            city: row.city,
        };
        Ok(Page { rows: found.into_iter().map(row).collect(), total, page: query.page(), per: query.per() })
    }
}

fn sort(query: &ListQuery) -> (&str, Order) {
    let (column, descends) = query.order().unwrap_or(("name", false));
    (column, if descends { Order::Desc } else { Order::Asc })
}

fn staff_filters(query: &ListQuery) -> Condition {
    let mut all = Condition::all();
    if let Some(word) = query.filter("role") {
        all = all.add(StaffRole::from_str(word).map_or_else(|_| nothing(), |role| staff::Column::Role.eq(role)));
    }
    if let Some(word) = query.filter("state") {
        all = all.add(StaffState::from_str(word).map_or_else(|_| nothing(), |state| staff::Column::State.eq(state)));
    }
    if let Some(word) = query.filter("destination") {
        all = all.add(
            Destination::from_str(word).map_or_else(|_| nothing(), |place| staff::Column::Destinations.contains(format!("\"{place}\""))),
        );
    }
    all
}

/// Words in the order people see them, not in that of the alphabet.
fn ranked(column: staff::Column, words: impl Iterator<Item = &'static str>) -> Expr {
    let case = (0_i64..).zip(words).fold(CaseStatement::new(), |case, (at, word)| case.case(Expr::col(column).eq(word), at));
    case.finally(i64::MAX).into()
}

fn trips_of_client() -> Expr {
    let counted = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from(trip::Entity)
        .and_where(Expr::col((trip::Entity, trip::Column::ClientId)).equals((client::Entity, client::Column::Id)))
        .to_owned();
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(counted)))
}

async fn count_trips(db: &impl ConnectionTrait, clients: &[client::Model]) -> Result<BTreeMap<ClientId, u64>, DbErr> {
    let counted = trip::Entity::find()
        .select_only()
        .column(trip::Column::ClientId)
        .column_as(trip::Column::Id.count(), "trips")
        .filter(trip::Column::ClientId.is_in(clients.iter().map(|client| client.id)))
        .group_by(trip::Column::ClientId)
        .into_tuple::<(ClientId, i64)>()
        .all(db)
        .await?;
    Ok(counted.into_iter().map(|(id, trips)| (id, u64::try_from(trips).unwrap_or(0))).collect())
}
