//! Statements read in the background, in small transactions, so that nobody waits and nothing is lost on the way.
//!
//! Every step may be repeated: a line is there once for each account and entry, and a payment once for each line.

use super::Books;
use super::lines::{lock_line, sign};
use super::receive::{self, Incoming};
use crate::desks::fault::Fault;
use crate::desks::payouts;
use crate::statements::csv::{self, Reading};
use crate::statements::{self, Direction, Line};
use desk::AppError;
use domain::error::ErrorCode;
use domain::ids::{PayerId, StatementId, StatementLineId, TripId};
use domain::ledger::SourceKind;
use domain::money::Money;
use domain::payments::{PaymentMethod, Record};
use domain::policy::Actor;
use domain::transfers::{Columns, DifferenceKind, LineState, MatchReason, StatementState};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::entities::{statement, statement_line};

/// Lines written at a time.
const CHUNK: usize = 400;

impl Books {
    /// Reads every statement that waits, the oldest first: how many were finished.
    ///
    /// # Errors
    /// The database does not answer; what was read so far stays, and the next round goes on from there.
    pub async fn read_statements(&self) -> Result<u64, crate::desks::payments::Broken> {
        let mut done = 0;
        while let Some(row) = self.next_waiting().await? {
            self.read_one(row).await?;
            done += 1;
        }
        Ok(done)
    }

    async fn next_waiting(&self) -> Result<Option<statement::Model>, Fault> {
        let waiting = statement::Entity::find().filter(statement::Column::State.eq(StatementState::Reading));
        let waiting = waiting.filter(statement::Column::DoneAt.is_null()).order_by_asc(statement::Column::CreatedAt);
        Ok(waiting.order_by_asc(statement::Column::Id).one(self.counter.db.read()).await?)
    }

    async fn read_one(&self, mut row: statement::Model) -> Result<(), Fault> {
        let content = std::mem::take(&mut row.content);
        let reading = row.reading.as_deref().map(serde_json::from_str::<Reading>).transpose();
        let reading = reading.map_err(|error| Fault::Broken(format!("{}: {error}", row.id)))?;
        // Reading is processor work without a pause: other requests must not wait for it.
        let parsed = tokio::task::spawn_blocking(move || parse(&content, reading.as_ref()));
        let parsed = parsed.await.map_err(|error| Fault::Broken(format!("{}: {error}", row.id)))?;
        let Some((lines, digest)) = parsed else { return self.finish(row.id, StatementState::Refused).await };
        let known = self.known().await?;
        let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let from = usize::try_from(row.read).unwrap_or(0).min(lines.len());
        for (index, chunk) in lines.get(from..).unwrap_or_default().chunks(CHUNK).enumerate() {
            let first = from + index * CHUNK;
            let rows: Vec<_> =
                chunk.iter().enumerate().map(|(place, line)| self.row_of_line((row.id, &digest), first + place, line, &known)).collect();
            let tx = self.counter.db.begin_write().await?;
            let read = i64::try_from(first + chunk.len()).unwrap_or(i64::MAX);
            if !progress(&tx, &row, total, read).await? {
                // Somebody has said otherwise what the columns mean: whoever reads it so will finish it.
                return Ok(());
            }
            use statement_line::Column as C;
            let once = OnConflict::columns([C::Account, C::EntryRef]).do_nothing().to_owned();
            statement_line::Entity::insert_many(rows).on_conflict(once).try_insert().exec_without_returning(&tx).await?;
            tx.commit().await?;
        }
        while self.book_some(row.id).await? {}
        // What was proposed may have been shown by another line of the file.
        payouts::clear_lines(&self.counter).await?;
        self.finish(row.id, StatementState::Read).await
    }

    async fn finish(&self, id: StatementId, state: StatementState) -> Result<(), Fault> {
        let tx = self.counter.db.begin_write().await?;
        let mut row = statement::ActiveModel { id: Set(id), ..Default::default() };
        row.state = Set(state);
        row.done_at = Set(Some(self.counter.now()));
        statement::Entity::update(row).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Books some lines that leave nothing to decide, each in a transaction of its own; whether there were any.
    async fn book_some(&self, id: StatementId) -> Result<bool, Fault> {
        let waiting: Vec<StatementLineId> = statement_line::Entity::find()
            .select_only()
            .column(statement_line::Column::Id)
            .filter(statement_line::Column::StatementId.eq(id))
            .filter(statement_line::Column::State.eq(LineState::Exact))
            .limit(u64::try_from(CHUNK).unwrap_or(100))
            .into_tuple()
            .all(self.counter.db.read())
            .await?;
        for line in &waiting {
            let tx = self.counter.db.begin_write().await?;
            let Some(row) = lock_line(&tx, *line).await?.filter(|row| row.state == LineState::Exact) else { continue };
            match self.book_exact(&tx, row).await {
                Ok(()) => tx.commit().await?,
                // A refusal is for a person to see; it must not hold the others up.
                Err(Fault::Refused(why)) => {
                    drop(tx);
                    self.leave_to_people(*line, &why).await?;
                }
                Err(broken @ Fault::Broken(_)) => return Err(broken),
            }
        }
        Ok(!waiting.is_empty())
    }

    /// Books a line that leaves nothing to decide. The line is locked by the caller.
    async fn book_exact(&self, tx: &DatabaseTransaction, row: statement_line::Model) -> Result<(), Fault> {
        if let Some(payout) = row.payout_id {
            return payouts::clear(&self.counter, tx, row, payout, Actor::System).await;
        }
        match (row.direction, row.refund_id, row.trip_id.zip(row.payer_id)) {
            (Direction::Out, Some(refund), _) => self.book_debit(tx, row, refund, Actor::System).await,
            (Direction::Out, None, _) => self.book_return(tx, row).await,
            (Direction::In, _, Some(whose)) => {
                // Under the trip's lock: the same money in another file, read by another node, waits.
                store::locks::lock_trip(tx, whose.0).await?.ok_or(ErrorCode::NotFound)?;
                if self.has_twin(tx, &row).await? {
                    return leave(tx, row, LineState::Proposed, Some(MatchReason::MaybeTwice)).await;
                }
                self.book_line(tx, row, whose, Actor::System).await
            }
            (Direction::In, _, None) => Err(Fault::Broken(format!("{} is nobody's", row.id))),
        }
    }

    /// Whether the same money may be booked already, from a file in which it had another name: XML beside a table, or a table whose columns were said
    /// otherwise. Within one kind of file, names tell lines apart.
    async fn has_twin(&self, tx: &DatabaseTransaction, row: &statement_line::Model) -> Result<bool, Fault> {
        use statement_line::Column as C;
        let alike: Vec<StatementId> = statement_line::Entity::find()
            .select_only()
            .column(C::StatementId)
            .distinct()
            .filter(C::Account.eq(row.account.as_str()))
            .filter(C::BookedOn.eq(row.booked_on))
            .filter(C::AmountMinor.eq(row.amount_minor))
            .filter(C::Currency.eq(row.currency))
            .filter(C::State.eq(LineState::Booked))
            .filter(C::Direction.eq(row.direction))
            .filter(C::StatementId.ne(row.statement_id))
            .into_tuple()
            .all(tx)
            .await?;
        if alike.is_empty() {
            return Ok(false);
        }
        let (own, others) = (kinds(tx, vec![row.statement_id]).await?, kinds(tx, alike).await?);
        Ok(others.iter().any(|other| !own.contains(other)))
    }

    async fn leave_to_people(&self, line: StatementLineId, why: &AppError) -> Result<(), Fault> {
        tracing::warn!(%line, %why, "a line that looked certain cannot be booked");
        let tx = self.counter.db.begin_write().await?;
        if let Some(row) = lock_line(&tx, line).await?.filter(|row| row.state == LineState::Exact) {
            let (state, reason) = match (row.direction, row.payout_id.is_some()) {
                // Another line showed the payout meanwhile.
                (Direction::In, true) => (LineState::Unmatched, Some(MatchReason::Nothing)),
                (Direction::Out, true) => (LineState::Outgoing, Some(MatchReason::Nothing)),
                (Direction::In, false) => (LineState::Proposed, None),
                (Direction::Out, false) if row.refund_id.is_some() => (LineState::Proposed, None),
                (Direction::Out, false) => (LineState::Outgoing, None),
            };
            leave(&tx, row, state, reason).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Books a line as a payment. The line is locked by the caller.
    pub(super) async fn book_line(
        &self,
        tx: &DatabaseTransaction,
        row: statement_line::Model,
        (trip, payer): (TripId, PayerId),
        actor: Actor,
    ) -> Result<(), Fault> {
        let (Some(minor), Some(currency), Some(booked_on)) = (row.amount_minor, row.currency, row.booked_on) else {
            return Err(ErrorCode::NotFound.into());
        };
        let trip = store::locks::lock_trip(tx, trip).await?.ok_or(ErrorCode::NotFound)?;
        let record = Record {
            payer,
            method: PaymentMethod::Transfer,
            amount: Money::new(minor, currency),
            received_on: booked_on.min(self.counter.today()),
            note: [row.name.as_str(), row.info.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        };
        let (id, line) = (store::fresh(), row.id);
        let source = (SourceKind::Statement, [row.account.as_str(), row.entry_ref.as_str()].join(":"));
        let incoming = Incoming { id, record: &record, source, line: Some(line.0), actor };
        receive::receive(&self.counter, tx, &trip, &incoming).await?;
        if actor != Actor::System {
            let detail = json!({ "payment": id.to_string(), "amount": record.amount.plain() });
            store::audit::append(tx, self.counter.now(), actor, "difference.booked", row.id, Some(trip.id), &detail).await?;
        }
        let mut row = row.into_active_model();
        row.state = Set(LineState::Booked);
        row.trip_id = Set(Some(trip.id));
        row.payer_id = Set(Some(payer));
        row.payment_id = Set(Some(id));
        row.payout_id = Set(None);
        row.clearing = Set(None);
        sign(&mut row, actor, self.counter.now());
        row.update(tx).await?;
        Ok(())
    }
}

/// The lines of a file under their names, and a digest of it; `None` for a file that is no statement.
fn parse(content: &[u8], reading: Option<&Reading>) -> Option<(Vec<Line>, String)> {
    let text = statements::decode(content);
    let mut lines = match reading {
        Some(reading) => csv::read(&statements::unix_lines(text), reading),
        None => statements::read_camt(&text)?,
    };
    statements::name_entries(&mut lines);
    Some((lines, hex::encode(Sha256::digest(content))))
}

/// What makes files name their lines alike: the columns of tables; nothing for XML.
async fn kinds(tx: &DatabaseTransaction, ids: Vec<StatementId>) -> Result<Vec<Option<Columns>>, Fault> {
    let readings: Vec<Option<String>> = statement::Entity::find()
        .select_only()
        .column(statement::Column::Reading)
        .distinct()
        .filter(statement::Column::Id.is_in(ids))
        .into_tuple()
        .all(tx)
        .await?;
    let columns = |text: &str| serde_json::from_str::<Reading>(text).ok().map(|reading| reading.columns);
    Ok(readings.iter().map(|reading| reading.as_deref().and_then(columns)).collect())
}

/// Writes down how far a file has been read; whether it is still to be read as it was.
async fn progress(tx: &DatabaseTransaction, row: &statement::Model, lines: i64, read: i64) -> Result<bool, Fault> {
    use statement::Column as C;
    let moved = statement::Entity::update_many()
        .col_expr(C::Lines, Expr::value(lines))
        .col_expr(C::Read, Expr::value(read))
        .filter(C::Id.eq(row.id))
        .filter(row.reading.as_ref().map_or_else(|| C::Reading.is_null(), |reading| C::Reading.eq(reading.as_str())))
        .exec(tx)
        .await?;
    Ok(moved.rows_affected == 1)
}

/// What looked certain is for a person after all.
async fn leave(tx: &DatabaseTransaction, row: statement_line::Model, state: LineState, reason: Option<MatchReason>) -> Result<(), Fault> {
    let reason = reason.or(row.reason);
    let difference = DifferenceKind::of_line(state, row.direction, reason);
    let mut row = row.into_active_model();
    row.state = Set(state);
    row.reason = Set(reason);
    row.difference = Set(difference);
    if state != LineState::Proposed {
        row.payout_id = Set(None);
    }
    row.update(tx).await?;
    Ok(())
}
