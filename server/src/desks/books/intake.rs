//! Statements coming in: kept as they were uploaded, then read in the background in small transactions, so that nobody waits and nothing is lost on the way.
//!
//! Every step may be repeated: a line is there once for each account and entry, and a payment once for each line.

use super::Books;
use super::receive::{self, Incoming};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::statements::{self, Direction, Line, Movement, Pending};
use desk::{AppError, Caller};
use domain::error::ErrorCode;
use domain::ids::{PayerId, StatementId, StatementLineId, TripId};
use domain::ledger::SourceKind;
use domain::money::Money;
use domain::payments::{Payable, PaymentMethod, Record};
use domain::policy::{Action, Actor, authorise};
use domain::transfers::{Candidate, Credit, LineState, Match, Matcher, StatementState};
use domain::trips::TripState;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::entities::{statement, statement_line, trip};

/// Bytes of a file, at most.
pub(crate) const STATEMENT_LIMIT: usize = 64 * 1024 * 1024;

/// Lines written at a time.
const CHUNK: usize = 400;

/// Trips whose accounts are read at a time.
const TRIPS: usize = 500;

/// Characters of a text of the bank's that are kept.
const TEXT: usize = 500;

impl Books {
    pub(super) async fn upload(&self, caller: &Caller, name: &str, content: Vec<u8>) -> Result<StatementId, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let Actor::Staff { id: staff, .. } = caller.actor else { return Err(ErrorCode::NotFound.into()) };
        if content.len() > STATEMENT_LIMIT {
            return Err(ErrorCode::TooLarge.into());
        }
        // What is plainly something else is refused while who sent it is still there; by its content, whatever it is called.
        let start = statements::decode(content.get(..content.len().min(4_096)).unwrap_or_default());
        if !start.contains("BkToCstmr") && !start.contains("<Document") {
            return Err(ErrorCode::NotAStatement.into());
        }
        let (id, now): (StatementId, _) = (store::fresh(), self.counter.now());
        let row = statement::ActiveModel {
            id: Set(id),
            name: Set(domain::text::tidy(name).chars().take(200).collect()),
            content: Set(content),
            state: Set(StatementState::Reading),
            lines: Set(0),
            read: Set(0),
            uploaded_by: Set(staff),
            created_at: Set(now),
            done_at: Set(None),
        };
        let tx = self.counter.db.begin_write().await?;
        statement::Entity::insert(row).exec_without_returning(&tx).await?;
        store::audit::append(&tx, now, caller.actor, "statement.uploaded", id, None, &json!({})).await?;
        tx.commit().await?;
        Ok(id)
    }

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
        let waiting = statement::Entity::find().filter(statement::Column::DoneAt.is_null()).order_by_asc(statement::Column::CreatedAt);
        Ok(waiting.order_by_asc(statement::Column::Id).one(self.counter.db.read()).await?)
    }

    async fn read_one(&self, mut row: statement::Model) -> Result<(), Fault> {
        let content = std::mem::take(&mut row.content);
        // Reading is processor work without a pause: other requests must not wait for it.
        let parsed = tokio::task::spawn_blocking(move || {
            let mut lines = statements::read_camt(&statements::decode(&content))?;
            statements::name_entries(&mut lines);
            // What cannot be read has no name but its place in this very file.
            Some((lines, hex::encode(Sha256::digest(&content))))
        });
        let lines = parsed.await.map_err(|error| Fault::Broken(format!("{}: {error}", row.id)))?;
        let Some((lines, digest)) = lines else { return self.finish(row.id, StatementState::Refused).await };
        let matcher = self.matcher().await?;
        let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let from = usize::try_from(row.read).unwrap_or(0).min(lines.len());
        for (index, chunk) in lines.get(from..).unwrap_or_default().chunks(CHUNK).enumerate() {
            let first = from + index * CHUNK;
            let rows: Vec<_> =
                chunk.iter().enumerate().map(|(place, line)| of_line((row.id, &digest), first + place, line, &matcher)).collect();
            let tx = self.counter.db.begin_write().await?;
            use statement_line::Column as C;
            let once = OnConflict::columns([C::Account, C::EntryRef]).do_nothing().to_owned();
            statement_line::Entity::insert_many(rows).on_conflict(once).try_insert().exec_without_returning(&tx).await?;
            let mut progress = statement::ActiveModel { id: Set(row.id), ..Default::default() };
            progress.lines = Set(total);
            progress.read = Set(i64::try_from(first + chunk.len()).unwrap_or(i64::MAX));
            statement::Entity::update(progress).exec(&tx).await?;
            tx.commit().await?;
        }
        while self.book_some(row.id).await? {}
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
            let (Some(trip), Some(payer)) = (row.trip_id, row.payer_id) else {
                return Err(Fault::Broken(format!("{line} is nobody's")));
            };
            match self.book_line(&tx, row, (trip, payer), Actor::System).await {
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

    async fn leave_to_people(&self, line: StatementLineId, why: &AppError) -> Result<(), Fault> {
        tracing::warn!(%line, %why, "a line with a reference of ours cannot be booked");
        let tx = self.counter.db.begin_write().await?;
        if let Some(row) = lock_line(&tx, line).await?.filter(|row| row.state == LineState::Exact) {
            let mut row = row.into_active_model();
            row.state = Set(LineState::Proposed);
            row.update(&tx).await?;
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
        let mut row = row.into_active_model();
        row.state = Set(LineState::Booked);
        row.trip_id = Set(Some(trip.id));
        row.payer_id = Set(Some(payer));
        row.payment_id = Set(Some(id));
        if let Actor::Staff { id, .. } = actor {
            row.decided_by = Set(Some(id));
            row.decided_at = Set(Some(self.counter.now()));
        }
        row.update(tx).await?;
        Ok(())
    }

    /// Everybody whose money may come: payers of every trip that its client has seen.
    async fn matcher(&self) -> Result<Matcher, Fault> {
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let trips = trip::Entity::find().filter(trip::Column::State.ne(TripState::Draft)).all(db).await?;
        let mut candidates = Vec::new();
        for chunk in trips.chunks(TRIPS) {
            let mut accounts = accounts::trip_accounts(db, chunk, today).await?;
            for trip in chunk {
                let owes = trip.state != TripState::Cancelled;
                let own = accounts.remove(&trip.id);
                let own = own.iter().flat_map(|accounts| accounts.all().to_vec());
                candidates.extend(own.map(|PayerAccount { payer, account }| Candidate {
                    payer: payer.id,
                    trip: trip.id,
                    trip_reference: trip.reference.clone(),
                    name: payer.label,
                    currency: trip.currency,
                    next: Payable::of(&account).filter(|_| owes).map_or(0, |payable| payable.next.minor),
                    remaining: if owes { account.remaining.minor } else { 0 },
                }));
            }
        }
        Ok(Matcher::new(candidates))
    }
}

/// Locks a line until the transaction ends, and reads it.
pub(super) async fn lock_line(tx: &DatabaseTransaction, id: StatementLineId) -> Result<Option<statement_line::Model>, Fault> {
    Ok(statement_line::Entity::find_by_id(id).lock_exclusive().one(tx).await?)
}

/// The row of a line, with what is thought of it.
fn of_line((statement, digest): (StatementId, &str), position: usize, line: &Line, matcher: &Matcher) -> statement_line::ActiveModel {
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    let empty = || Set(String::new());
    let blank = statement_line::ActiveModel {
        id: Set(store::fresh()),
        statement_id: Set(statement),
        position: Set(position),
        account: empty(),
        entry_ref: Set(format!("unread:{digest}:{position}")),
        state: Set(LineState::Unreadable),
        reason: Set(None),
        booked_on: Set(None),
        amount_minor: Set(None),
        currency: Set(None),
        name: empty(),
        iban: empty(),
        reference: empty(),
        info: empty(),
        trip_id: Set(None),
        payer_id: Set(None),
        payment_id: Set(None),
        note: empty(),
        decided_by: Set(None),
        decided_at: Set(None),
    };
    match line {
        Err(refused) => statement_line::ActiveModel {
            info: Set(format!("{} {}:{} {}", refused.why.as_str(), refused.line, refused.column, refused.found)),
            ..blank
        },
        Ok(movement) => of_movement(blank, movement, matcher),
    }
}

fn of_movement(blank: statement_line::ActiveModel, movement: &Movement, matcher: &Matcher) -> statement_line::ActiveModel {
    let credit = Credit { amount: movement.amount, reference: &movement.reference, text: &movement.text, name: &movement.name };
    let (state, reason, whose) = match (movement.direction, movement.pending) {
        (Direction::Out, _) | (_, Pending::Pending) => (LineState::Outgoing, None, None),
        (Direction::In, Pending::Booked) => match matcher.find(credit) {
            Match::Exact(payer, trip) => (LineState::Exact, Some(domain::transfers::MatchReason::Reference), Some((trip, payer))),
            Match::Doubtful(payer, trip, reason) => (LineState::Proposed, Some(reason), Some((trip, payer))),
            Match::None(reason) => (LineState::Unmatched, Some(reason), None),
        },
    };
    let cut = |text: &str| Set(domain::text::tidy(text).chars().take(TEXT).collect::<String>());
    statement_line::ActiveModel {
        account: cut(&movement.account),
        entry_ref: cut(&movement.entry),
        state: Set(state),
        reason: Set(reason),
        booked_on: Set(Some(movement.booked_on)),
        amount_minor: Set(Some(movement.amount.minor)),
        currency: Set(Some(movement.amount.currency)),
        name: cut(&movement.name),
        iban: cut(&movement.iban),
        reference: cut(&movement.reference),
        info: cut(&movement.text),
        trip_id: Set(whose.map(|(trip, _)| trip)),
        payer_id: Set(whose.map(|(_, payer)| payer)),
        ..blank
    }
}
