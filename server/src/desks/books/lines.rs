//! Statements as staff see them, and what people decide about their lines.

use super::Books;
use super::intake::lock_line;
use super::recorded::{payer_names, staff_names};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use desk::{AcceptDraft, AsideDraft, Caller, LinePayer, StatementLineView, StatementRow, StatementView};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{PayerId, StaffId, StatementId, StatementLineId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::payments::RECORD_NOTE_MAX;
use domain::policy::{Action, Actor, authorise};
use domain::text;
use domain::transfers::{LineState, Reference, StatementState};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};
use serde_json::json;
use std::collections::BTreeMap;
use store::entities::{payer, statement, statement_line, trip};
use time::{Date, OffsetDateTime};

/// Statements in the list.
const LATEST: u64 = 50;

/// A statement without its file.
type Head = (StatementId, String, StatementState, i64, i64, StaffId, OffsetDateTime);

impl Books {
    pub(super) async fn statements(&self, caller: &Caller) -> Result<Vec<StatementRow>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let found = heads().order_by_desc(statement::Column::CreatedAt).order_by_desc(statement::Column::Id).limit(LATEST);
        self.rows(found.into_tuple().all(self.counter.db.read()).await?).await
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
        let row = |(id, name, state, lines, read, staff, at): Head| StatementRow {
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
        };
        Ok(heads.into_iter().map(row).collect())
    }

    pub(super) async fn statement(&self, caller: &Caller, id: StatementId, query: &ListQuery) -> Result<StatementView, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        let head: Option<Head> = heads().filter(statement::Column::Id.eq(id)).into_tuple().one(db).await?;
        let row = self.rows(head.into_iter().collect()).await?.into_iter().next().ok_or(ErrorCode::NotFound)?;
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
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(rows.iter().filter_map(|row| row.trip_id))).all(db).await?;
        let trips: BTreeMap<_, _> = trips.into_iter().map(|row| (row.id, row.reference)).collect();
        let payers = payer::Entity::find().filter(payer::Column::Id.is_in(rows.iter().filter_map(|row| row.payer_id))).all(db).await?;
        let names = payer_names(&payers);
        let colleagues = staff_names(db, rows.iter().filter_map(|row| row.decided_by).collect()).await?;
        let view = |row: statement_line::Model| {
            let whose = row.trip_id.zip(row.payer_id).map(|(trip, payer)| LinePayer {
                trip,
                reference: trips.get(&trip).cloned().unwrap_or_default(),
                payer,
                name: names.get(&payer).cloned().unwrap_or_default(),
            });
            StatementLineView {
                id: row.id,
                state: row.state,
                reason: row.reason,
                booked_on: row.booked_on,
                amount: row.amount_minor.zip(row.currency).map(|(minor, currency)| Money::new(minor, currency)),
                name: row.name,
                reference: row.reference,
                info: row.info,
                payer: whose,
                by: row.decided_by.and_then(|id| colleagues.get(&id).cloned()).unwrap_or_default(),
                note: row.note,
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }

    pub(super) async fn accept(&self, caller: &Caller, id: StatementLineId, draft: &AcceptDraft) -> Result<StatementId, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        let row = open_line(&tx, id).await?;
        let typed = draft.trip.trim().to_uppercase();
        let whose = if typed.is_empty() {
            row.trip_id.zip(row.payer_id).ok_or_else(|| FieldErrors::one("trip", ErrorCode::Required))?
        } else if let Ok(reference) = typed.parse::<Reference>() {
            let payers: Vec<(PayerId, TripId)> =
                payer::Entity::find().select_only().columns([payer::Column::Id, payer::Column::TripId]).into_tuple().all(&tx).await?;
            let named = payers.into_iter().find(|(payer, _)| reference.is_of(*payer));
            named.map(|(payer, trip)| (trip, payer)).ok_or_else(|| FieldErrors::one("trip", ErrorCode::NotAChoice))?
        } else {
            let found = trip::Entity::find().filter(trip::Column::Reference.eq(typed)).one(&tx).await?;
            let trip = found.ok_or_else(|| FieldErrors::one("trip", ErrorCode::NotAChoice))?;
            match row.payer_id.filter(|_| row.trip_id == Some(trip.id)) {
                Some(payer) => (trip.id, payer),
                // Several payers: only a person who looked at the trip knows whose money it is.
                None => (trip.id, only_payer(&tx, &trip, self.counter.today()).await?),
            }
        };
        let statement = row.statement_id;
        self.book_line(&tx, row, whose, caller.actor).await?;
        tx.commit().await?;
        Ok(statement)
    }

    pub(super) async fn set_aside(&self, caller: &Caller, id: StatementLineId, draft: &AsideDraft) -> Result<StatementId, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let Actor::Staff { id: staff, .. } = caller.actor else { return Err(ErrorCode::NotFound.into()) };
        let tx = self.counter.db.begin_write().await?;
        let row = open_line(&tx, id).await?;
        let reason = text::required(&draft.reason, RECORD_NOTE_MAX).map_err(|refusal| FieldErrors::one("reason", refusal))?;
        let (statement, now) = (row.statement_id, self.counter.now());
        let mut row = row.into_active_model();
        row.state = Set(LineState::SetAside);
        row.note = Set(reason.clone());
        row.decided_by = Set(Some(staff));
        row.decided_at = Set(Some(now));
        row.update(&tx).await?;
        store::audit::append(&tx, now, caller.actor, "statement.set_aside", id, None, &json!({ "reason": reason })).await?;
        tx.commit().await?;
        Ok(statement)
    }
}

/// The payer of a trip that has one; of several, the one whose next instalment it is cannot be told here.
async fn only_payer(tx: &DatabaseTransaction, trip: &trip::Model, today: Date) -> Result<PayerId, Fault> {
    let accounts = accounts::accounts_of(tx, trip, today).await?;
    let mut active = accounts.active();
    match (active.next(), active.next()) {
        (Some(only), None) => Ok(only.payer.id),
        _ => Err(FieldErrors::one("trip", ErrorCode::ChoosePayer).into()),
    }
}

/// Locks a line that a person may decide about.
async fn open_line(tx: &DatabaseTransaction, id: StatementLineId) -> Result<statement_line::Model, Fault> {
    let row = lock_line(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    if row.state.is_open() { Ok(row) } else { Err(ErrorCode::AlreadyDecided.into()) }
}

/// Statements without their files, which may be large.
fn heads() -> sea_orm::Select<statement::Entity> {
    use statement::Column as C;
    statement::Entity::find().select_only().columns([C::Id, C::Name, C::State, C::Lines, C::Read, C::UploadedBy, C::CreatedAt])
}
