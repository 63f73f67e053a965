//! Every difference as one list: lines of statements and facts of gateways, which stay where they are and are read together.
//!
//! Nothing is copied: what is decided about a line is decided on the line, so that the statement's own page shows the same.

use super::Books;
use super::outgoing::money;
use super::recorded::staff_names;
use crate::desks::fault::Fault;
use desk::{Caller, DifferenceList, DifferenceView, SeenAt};
use domain::error::ErrorCode;
use domain::ids::{DifferenceId, StatementId, StatementLineId};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, authorise};
use domain::transfers::{DifferenceKind, DifferenceState, Direction, ItemId, LineState};
use domain::trips::Entity as Company;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::entities::{gateway_difference, statement, statement_line};
use uuid::Uuid;

/// The two sources under one name.
const ITEM: &str = "item";

impl Books {
    pub(super) async fn differences(&self, caller: &Caller, query: &ListQuery) -> Result<DifferenceList, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = &self.counter.db;
        let wanted = both(query);
        let count = Query::select().expr_as(Expr::cust("COUNT(*)"), "n").from_subquery(wanted.clone(), ITEM).to_owned();
        let total = match db.read().query_one_raw(db.backend().build(&count)).await? {
            Some(row) => row.try_get::<i64>("", "n")?,
            None => 0,
        };
        let page = Query::select()
            .columns(["id", "source"])
            .from_subquery(wanted.clone(), ITEM)
            .order_by("undecided", Order::Desc)
            .order_by("day", Order::Desc)
            .order_by("id", Order::Desc)
            .limit(u64::from(query.per()))
            .offset(query.offset())
            .to_owned();
        let mut ids = Vec::new();
        for row in db.read().query_all_raw(db.backend().build(&page)).await? {
            let (id, source): (Uuid, String) = (row.try_get("", "id")?, row.try_get("", "source")?);
            ids.push(if source == "line" { ItemId::Line(StatementLineId(id)) } else { ItemId::Gateway(DifferenceId(id)) });
        }
        let sums = Query::select()
            .columns(["kind", "currency"])
            .expr_as(Expr::cust("CAST(SUM(amount_minor) AS bigint)"), "sum")
            .from_subquery(wanted, ITEM)
            .and_where(Expr::col("undecided").eq(1))
            .add_group_by([Expr::col("kind"), Expr::col("currency")])
            .order_by("kind", Order::Asc)
            .order_by("currency", Order::Asc)
            .to_owned();
        let mut totals = Vec::new();
        for row in db.read().query_all_raw(db.backend().build(&sums)).await? {
            let (kind, currency): (DifferenceKind, Currency) = (row.try_get("", "kind")?, row.try_get("", "currency")?);
            totals.push((kind, Money::new(row.try_get("", "sum")?, currency)));
        }
        let rows = self.difference_views(&ids).await?;
        let total = u64::try_from(total).unwrap_or(0);
        Ok(DifferenceList { page: Page { rows, total, page: query.page(), per: query.per() }, totals })
    }

    pub(super) async fn difference(&self, caller: &Caller, id: ItemId) -> Result<DifferenceView, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let mut view = self.difference_views(&[id]).await?.into_iter().next().ok_or(ErrorCode::NotFound)?;
        if let ItemId::Line(line) = id {
            view.payout_choices = self.payout_choices(line).await?;
        }
        Ok(view)
    }

    /// These items, in this order; without those that are none.
    async fn difference_views(&self, ids: &[ItemId]) -> Result<Vec<DifferenceView>, Fault> {
        let lines = ids.iter().filter_map(|id| if let ItemId::Line(id) = id { Some(*id) } else { None });
        let facts = ids.iter().filter_map(|id| if let ItemId::Gateway(id) = id { Some(*id) } else { None });
        let mut views = self.line_items(lines.collect()).await?;
        views.extend(self.fact_items(facts.collect()).await?);
        Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
    }

    async fn line_items(&self, ids: Vec<StatementLineId>) -> Result<BTreeMap<ItemId, DifferenceView>, Fault> {
        let db = self.counter.db.read();
        let rows = statement_line::Entity::find().filter(statement_line::Column::Id.is_in(ids)).all(db).await?;
        let files: Vec<(StatementId, String)> = statement::Entity::find()
            .select_only()
            .columns([statement::Column::Id, statement::Column::Name])
            .filter(statement::Column::Id.is_in(rows.iter().map(|row| row.statement_id)))
            .into_tuple()
            .all(db)
            .await?;
        let files: BTreeMap<_, _> = files.into_iter().collect();
        let names = staff_names(db, rows.iter().filter_map(|row| row.decided_by).collect()).await?;
        let whose = self.line_payers(&rows).await?;
        let mut payouts = self.line_payouts(&rows).await?;
        let view = |row: statement_line::Model| {
            let (kind, state) = row.difference.zip(row.state.as_item())?;
            let id = ItemId::Line(row.id);
            let view = DifferenceView {
                id,
                kind,
                state,
                entity: row.entity,
                on: row.booked_on,
                direction: row.direction,
                theirs: money(&row),
                ours: None,
                seen_at: SeenAt::Statement(row.statement_id, files.get(&row.statement_id).cloned().unwrap_or_default()),
                party: row.name,
                reference: row.reference,
                info: row.info,
                reason: row.reason,
                payer: row.payer_id.and_then(|payer| whose.get(&payer).cloned()),
                payout: payouts.remove(&row.id),
                payout_choices: Vec::new(),
                order: None,
                by: row.decided_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                at: row.decided_at,
                note: row.note,
            };
            Some((id, view))
        };
        Ok(rows.into_iter().filter_map(view).collect())
    }

    async fn fact_items(&self, ids: Vec<DifferenceId>) -> Result<BTreeMap<ItemId, DifferenceView>, Fault> {
        let db = self.counter.db.read();
        let rows = gateway_difference::Entity::find().filter(gateway_difference::Column::Id.is_in(ids)).all(db).await?;
        let names = staff_names(db, rows.iter().filter_map(|row| row.decided_by).collect()).await?;
        let view = |row: gateway_difference::Model| {
            let id = ItemId::Gateway(row.id);
            let said = Money::new(row.amount_minor, row.currency);
            let ours = row.ours_minor.zip(row.ours_currency).map(|(minor, currency)| Money::new(minor, currency));
            let view = DifferenceView {
                id,
                kind: row.kind,
                state: row.state,
                entity: row.entity,
                on: Some(row.happened_on),
                direction: Direction::In,
                theirs: (row.kind != DifferenceKind::MissingThere).then_some(said),
                ours,
                seen_at: SeenAt::Gateway(row.gateway, row.fact),
                party: String::new(),
                reference: String::new(),
                info: row.info,
                reason: None,
                payer: None,
                payout: None,
                payout_choices: Vec::new(),
                order: row.order_id,
                by: row.decided_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                at: row.decided_at,
                note: row.note,
            };
            (id, view)
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

/// Lines and facts under the filters: id, source, kind, currency, amount, day, and whether a person has to decide.
fn both(query: &ListQuery) -> SelectStatement {
    use gateway_difference::Column as G;
    use statement_line::Column as L;
    let mut lines = Query::select()
        .column(L::Id)
        .expr_as(Expr::cust("'line'"), "source")
        .expr_as(Expr::col(L::Difference), "kind")
        .columns([L::Currency, L::AmountMinor])
        .expr_as(Expr::col(L::BookedOn), "day")
        .expr_as(undecided(Expr::col(L::State).is_in(OPEN_LINES.map(LineState::as_str))), "undecided")
        .from(statement_line::Entity)
        .and_where(Expr::col(L::Difference).is_not_null())
        .to_owned();
    let mut facts = Query::select()
        .column(G::Id)
        .expr_as(Expr::cust("'gateway'"), "source")
        .column(G::Kind)
        .columns([G::Currency, G::AmountMinor])
        .expr_as(Expr::col(G::HappenedOn), "day")
        .expr_as(undecided(Expr::col(G::State).eq(DifferenceState::Open.as_str())), "undecided")
        .from(gateway_difference::Entity)
        .to_owned();
    let mut filter = |name: &str, known: &dyn Fn(&str) -> bool, line: L, fact: G| {
        if let Some(word) = query.filter(name) {
            // A filter nobody can read finds nothing: it must not look as if it held.
            let own = |column: SimpleExpr| if known(word) { column.eq(word) } else { Expr::cust("1 = 0") };
            lines.and_where(own(Expr::col(line)));
            facts.and_where(own(Expr::col(fact)));
        }
    };
    filter("kind", &|word| DifferenceKind::from_str(word).is_ok(), L::Difference, G::Kind);
    filter("entity", &|word| Company::from_str(word).is_ok(), L::Entity, G::Entity);
    filter("currency", &|code| Currency::from_str(code).is_ok(), L::Currency, G::Currency);
    if let Some(word) = query.filter("state") {
        let state = DifferenceState::from_str(word).ok();
        let states = LineState::ALL.iter().filter(|own| state.is_some() && own.as_item() == state).map(|own| own.as_str());
        lines.and_where(Expr::col(L::State).is_in(states));
        facts.and_where(Expr::col(G::State).eq(state.map_or("", DifferenceState::as_str)));
    }
    lines.union(UnionType::All, facts).to_owned()
}

/// States of lines that a person has to decide on; a test holds them against [`LineState::is_open`].
const OPEN_LINES: [LineState; 3] = [LineState::Proposed, LineState::Unmatched, LineState::Outgoing];

fn undecided(condition: SimpleExpr) -> SimpleExpr {
    Expr::case(condition, 1).finally(0).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_what_the_domain_says() {
        let open: Vec<_> = LineState::ALL.iter().copied().filter(|state| state.is_open()).collect();
        assert_eq!(open, OPEN_LINES);
    }
}
