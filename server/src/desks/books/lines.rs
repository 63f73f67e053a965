//! Statements as staff see them.

use super::Books;
use super::recorded::staff_names;
use crate::desks::fault::Fault;
use crate::statements::csv::Reading;
use desk::{Caller, LinePayer, StatementLineView, StatementList, StatementRow, StatementView};
use domain::error::ErrorCode;
use domain::ids::{PayerId, StaffId, StatementId, StatementLineId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, Actor, authorise};
use domain::transfers::{Direction, LineState, StatementState};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;
use store::entities::{payer, statement, statement_line, trip};
use time::OffsetDateTime;

/// Locks a line until the transaction ends, and reads it.
pub(crate) async fn lock_line(tx: &DatabaseTransaction, id: StatementLineId) -> Result<Option<statement_line::Model>, Fault> {
    Ok(statement_line::Entity::find_by_id(id).lock_exclusive().one(tx).await?)
}

/// The amount of a line that could be read, below zero for money that left.
pub(crate) fn signed(row: &statement_line::Model) -> Option<Money> {
    let sign = if row.direction == Direction::Out { -1 } else { 1 };
    row.amount_minor.zip(row.currency).map(|(minor, currency)| Money::new(minor.saturating_mul(sign), currency))
}

/// The member of staff who acts, if it is one.
pub(crate) const fn staff_of(actor: Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff { id, .. } => Some(id),
        Actor::Anonymous | Actor::Client { .. } | Actor::Payer { .. } | Actor::System => None,
    }
}

/// Who decided on a line, and when; the house itself signs nothing.
pub(crate) fn sign(row: &mut statement_line::ActiveModel, actor: Actor, now: OffsetDateTime) {
    if let Some(staff) = staff_of(actor) {
        row.decided_by = Set(Some(staff));
        row.decided_at = Set(Some(now));
    }
}

/// Statements in the list.
const LATEST: u64 = 50;

/// A statement without its file.
type Head = (StatementId, String, StatementState, i64, i64, StaffId, OffsetDateTime, Option<String>);

impl Books {
    pub(super) async fn statements(&self, caller: &Caller) -> Result<StatementList, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let found = heads().order_by_desc(statement::Column::CreatedAt).order_by_desc(statement::Column::Id).limit(LATEST);
        let rows = self.rows(found.into_tuple().all(self.counter.db.read()).await?).await?;
        Ok(StatementList { rows, accounts: self.accounts() })
    }

    pub(super) async fn row_of(&self, id: StatementId) -> Result<StatementRow, Fault> {
        let head: Option<Head> = heads().filter(statement::Column::Id.eq(id)).into_tuple().one(self.counter.db.read()).await?;
        Ok(self.rows(head.into_iter().collect()).await?.into_iter().next().ok_or(ErrorCode::NotFound)?)
    }

    async fn rows(&self, heads: Vec<Head>) -> Result<Vec<StatementRow>, Fault> {
        use statement_line::Column as C;
        let db = self.counter.db.read();
        let counted: Vec<(StatementId, LineState, i64)> = statement_line::Entity::find()
            .select_only()
            .column(C::StatementId)
            .column(C::State)
            .column_as(C::Id.count(), "n")
            .filter(C::StatementId.is_in(heads.iter().map(|head| head.0)))
            .group_by(C::StatementId)
            .group_by(C::State)
            .into_tuple()
            .all(db)
            .await?;
        let names = staff_names(db, heads.iter().map(|head| head.5).collect()).await?;
        let whole = |number: i64| u64::try_from(number).unwrap_or(0);
        let row = |(id, name, state, lines, read, staff, at, reading): Head| StatementRow {
            id,
            name,
            at,
            by: names.get(&staff).cloned().unwrap_or_default(),
            state,
            lines: whole(lines),
            read: whole(read),
            counts: LineState::ALL
                .iter()
                .map(|state| (*state, counted.iter().filter(|line| (line.0, line.1) == (id, *state)).map(|line| whole(line.2)).sum()))
                .collect(),
            columns_of: reading.and_then(|text| serde_json::from_str::<Reading>(&text).ok()).map(|reading| reading.columns.account),
        };
        Ok(heads.into_iter().map(row).collect())
    }

    pub(super) async fn statement(&self, caller: &Caller, id: StatementId, query: &ListQuery) -> Result<StatementView, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        let row = self.row_of(id).await?;
        let mut wanted = statement_line::Entity::find().filter(statement_line::Column::StatementId.eq(id));
        if let Some(word) = query.filter("state") {
            let state = word.parse::<LineState>();
            wanted = wanted.filter(state.map_or_else(|_| Expr::value(1).eq(0), |state| statement_line::Column::State.eq(state)));
        }
        let total = wanted.clone().count(db).await?;
        let found = wanted
            .order_by_asc(statement_line::Column::Position)
            .order_by_asc(statement_line::Column::Id)
            .offset(query.offset())
            .limit(u64::from(query.per()))
            .all(db)
            .await?;
        let rows = self.line_views(found).await?;
        Ok(StatementView { row, lines: Page { rows, total, page: query.page(), per: query.per() } })
    }

    async fn line_views(&self, rows: Vec<statement_line::Model>) -> Result<Vec<StatementLineView>, Fault> {
        let db = self.counter.db.read();
        let whose = self.line_payers(&rows).await?;
        let colleagues = staff_names(db, rows.iter().filter_map(|row| row.decided_by).collect()).await?;
        let mut payouts = self.line_payouts(&rows).await?;
        let view = |row: statement_line::Model| StatementLineView {
            id: row.id,
            payout: payouts.remove(&row.id),
            state: row.state,
            direction: row.direction,
            reason: row.reason,
            booked_on: row.booked_on,
            amount: row.amount_minor.zip(row.currency).map(|(minor, currency)| Money::new(minor, currency)),
            name: row.name,
            reference: row.reference,
            info: row.info,
            payer: row.payer_id.and_then(|payer| whose.get(&payer).cloned()),
            by: row.decided_by.and_then(|id| colleagues.get(&id).cloned()).unwrap_or_default(),
            note: row.note,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Payers that lines name, with their trips.
    pub(super) async fn line_payers(&self, rows: &[statement_line::Model]) -> Result<BTreeMap<PayerId, LinePayer>, Fault> {
        let db = self.counter.db.read();
        let payers = payer::Entity::find().filter(payer::Column::Id.is_in(rows.iter().filter_map(|row| row.payer_id))).all(db).await?;
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(payers.iter().map(|row| row.trip_id))).all(db).await?;
        let trips: BTreeMap<_, _> = trips.into_iter().map(|row| (row.id, row.reference)).collect();
        let one = |row: payer::Model| {
            let reference = trips.get(&row.trip_id).cloned().unwrap_or_default();
            (row.id, LinePayer { trip: row.trip_id, reference, payer: row.id, name: row.label })
        };
        Ok(payers.into_iter().map(one).collect())
    }
}

/// Statements without their files, which may be large.
fn heads() -> sea_orm::Select<statement::Entity> {
    use statement::Column as C;
    statement::Entity::find().select_only().columns([C::Id, C::Name, C::State, C::Lines, C::Read, C::UploadedBy, C::CreatedAt, C::Reading])
}
