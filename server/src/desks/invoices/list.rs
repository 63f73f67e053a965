//! All invoices: found, filtered, sorted and paged by the database, with what they add up to.

use super::{Invoices, views};
use crate::desks::fault::Fault;
use desk::{Caller, InvoiceList, ListedInvoice};
use domain::dates;
use domain::ids::TripId;
use domain::invoices::InvoiceKind;
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, authorise};
use domain::text;
use domain::trips::Entity as Company;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Order};
use sea_orm::{ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::entities::{client, invoice, trip};

use invoice::Column as C;

/// What one adds to the sum, as `InvoiceKind::signed`.
const SIGNED: &str = "CASE WHEN invoice.kind = 'credit_note' THEN -invoice.total_minor ELSE invoice.total_minor END";

impl Invoices {
    pub(super) async fn list(&self, caller: &Caller, query: &ListQuery) -> Result<InvoiceList, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        let wanted = invoice::Entity::find()
            .join(JoinType::InnerJoin, to_trip())
            .join(JoinType::InnerJoin, to_client())
            .filter(searched(&query.q))
            .filter(filtered(query));
        let total = wanted.clone().count(db).await?;
        let sums = wanted
            .clone()
            .select_only()
            .column(C::Currency)
            .column_as(Expr::cust(format!("CAST(SUM({SIGNED}) AS BIGINT)")), "sum")
            .group_by(C::Currency)
            .order_by_asc(C::Currency)
            .into_tuple::<(Currency, i64)>()
            .all(db)
            .await?;
        let found = sorted(wanted, query).offset(query.offset()).limit(u64::from(query.per())).all(db).await?;
        let notes = invoice::Entity::find().filter(C::CreditedId.is_in(found.iter().map(|row| row.id))).all(db).await?;
        let names = self.names_of(found.iter().map(|row| row.payer_id).collect()).await?;
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(found.iter().map(|row| row.trip_id))).all(db).await?;
        let trips: BTreeMap<TripId, trip::Model> = trips.into_iter().map(|trip| (trip.id, trip)).collect();
        let rows = found.iter().filter_map(|row| {
            let trip = trips.get(&row.trip_id)?;
            let name = names.get(&row.payer_id).cloned().unwrap_or_default();
            let row = views::row(row, name, &notes);
            Some(ListedInvoice { row, trip: trip.id, reference: trip.reference.clone(), title: trip.title.clone() })
        });
        Ok(InvoiceList {
            page: Page { rows: rows.collect(), total, page: query.page(), per: query.per() },
            sums: sums.into_iter().map(|(currency, sum)| Money::new(sum, currency)).collect(),
        })
    }
}

fn to_trip() -> RelationDef {
    invoice::Entity::belongs_to(trip::Entity).from(C::TripId).to(trip::Column::Id).into()
}

fn to_client() -> RelationDef {
    trip::Entity::belongs_to(client::Entity).from(trip::Column::ClientId).to(client::Column::Id).into()
}

/// Every word must be found in the number, in the trip or in its client. Folded words hold letters and digits only: nothing to escape.
fn searched(words: &str) -> Condition {
    let folded = text::fold(words);
    let number = || Func::lower(Expr::col((invoice::Entity, C::Number)));
    folded.split(' ').filter(|word| !word.is_empty()).fold(Condition::all(), |all, word| {
        all.add(
            Condition::any()
                .add(Expr::expr(number()).like(format!("%{word}%")))
                .add(trip::Column::Search.contains(word))
                .add(client::Column::Search.contains(word)),
        )
    })
}

/// A filter nobody can read finds nothing: it must not look as if it held.
fn filtered(query: &ListQuery) -> Condition {
    let nothing = || Expr::value(1).eq(0);
    let mut all = Condition::all();
    if let Some(word) = query.filter("kind") {
        all = all.add(InvoiceKind::from_str(word).map_or_else(|_| nothing(), |kind| C::Kind.eq(kind)));
    }
    if let Some(word) = query.filter("entity") {
        // The series say which company issued: a trip may have changed hands since.
        let starts = |company: Company| C::Series.starts_with(company.as_str().to_uppercase());
        all = all.add(Company::from_str(word).map_or_else(|_| nothing(), starts));
    }
    if let Some(code) = query.filter("currency") {
        all = all.add(Currency::from_str(code).map_or_else(|_| nothing(), |currency| C::Currency.eq(currency)));
    }
    if let Some(day) = query.filter("from") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| C::IssuedOn.gte(day)));
    }
    if let Some(day) = query.filter("to") {
        all = all.add(dates::parse(day).map_or_else(|_| nothing(), |day| C::IssuedOn.lte(day)));
    }
    all
}

fn sorted(wanted: Select<invoice::Entity>, query: &ListQuery) -> Select<invoice::Entity> {
    let (column, descends) = query.order().unwrap_or(("issued_on", true));
    let order = if descends { Order::Desc } else { Order::Asc };
    let by = match column {
        "number" => Expr::col((invoice::Entity, C::Number)),
        "total" => Expr::cust(SIGNED),
        _ => Expr::col((invoice::Entity, C::IssuedOn)),
    };
    wanted.order_by(by, order.clone()).order_by(C::Id, order)
}
