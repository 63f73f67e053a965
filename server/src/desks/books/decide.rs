//! What people decide about items: once, under the item's lock, and written into the audit with who and why.

use super::Books;
use super::lines::{lock_line, sign, staff_of};
use super::outgoing::money;
use crate::desks::accounts;
use crate::desks::fault::Fault;
use desk::{AcceptDraft, AsideDraft, Caller};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{DifferenceId, PayerId, RefundId, StatementId, StatementLineId, TripId};
use domain::payments::RECORD_NOTE_MAX;
use domain::policy::{Action, authorise};
use domain::text;
use domain::transfers::{DifferenceState, Direction, ItemId, LineDecision, LineState, Reference};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use serde_json::json;
use store::entities::{gateway_difference, payer, statement_line, trip};
use time::Date;

impl Books {
    pub(super) async fn accept(&self, caller: &Caller, id: StatementLineId, draft: &AcceptDraft) -> Result<StatementId, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        let (row, _) = undecided(&tx, id, LineDecision::Book).await?;
        let (statement, typed) = (row.statement_id, draft.trip.trim().to_uppercase());
        match row.direction {
            Direction::In => {
                let whose = self.payer_typed(&tx, &row, &typed).await?;
                self.book_line(&tx, row, whose, caller.actor).await?;
            }
            Direction::Out => {
                // Whoever may not give money back does not say that it went.
                authorise(caller.actor, Action::ReturnMoney)?;
                let refund = self.refund_typed(&tx, &row, &typed).await?;
                self.book_debit(&tx, row, refund, caller.actor).await?;
            }
        }
        tx.commit().await?;
        Ok(statement)
    }

    /// Whose payment a credit is: as typed, or else as proposed.
    async fn payer_typed(&self, tx: &DatabaseTransaction, row: &statement_line::Model, typed: &str) -> Result<(TripId, PayerId), Fault> {
        let wrong = || FieldErrors::one("trip", ErrorCode::NotAChoice);
        if typed.is_empty() {
            return Ok(row.trip_id.zip(row.payer_id).ok_or_else(|| FieldErrors::one("trip", ErrorCode::Required))?);
        }
        if let Ok(reference) = typed.parse::<Reference>() {
            let payers: Vec<(PayerId, TripId)> =
                payer::Entity::find().select_only().columns([payer::Column::Id, payer::Column::TripId]).into_tuple().all(tx).await?;
            let named = payers.into_iter().find(|(payer, _)| reference.is_of(*payer));
            return Ok(named.map(|(payer, trip)| (trip, payer)).ok_or_else(wrong)?);
        }
        let trip = trip_typed(tx, typed).await?.ok_or_else(wrong)?;
        match row.payer_id.filter(|_| row.trip_id == Some(trip.id)) {
            Some(payer) => Ok((trip.id, payer)),
            // Several payers: only a person who looked at the trip knows whose money it is.
            None => Ok((trip.id, only_payer(tx, &trip, self.counter.today()).await?)),
        }
    }

    /// Which refund a debit is: the only one of the trip that is typed, or else the proposed one.
    async fn refund_typed(&self, tx: &DatabaseTransaction, row: &statement_line::Model, typed: &str) -> Result<RefundId, Fault> {
        if typed.is_empty() {
            return Ok(row.refund_id.ok_or_else(|| FieldErrors::one("trip", ErrorCode::Required))?);
        }
        let trip = trip_typed(tx, typed).await?.ok_or_else(|| FieldErrors::one("trip", ErrorCode::NotAChoice))?;
        if let Some(refund) = row.refund_id.filter(|_| row.trip_id == Some(trip.id)) {
            return Ok(refund);
        }
        let amount = money(row).ok_or(ErrorCode::NotFound)?;
        Ok(self.refund_of_trip(tx, trip.id, amount).await?.ok_or_else(|| FieldErrors::one("trip", ErrorCode::NotAChoice))?)
    }

    pub(super) async fn send_back(&self, caller: &Caller, id: StatementLineId, draft: &AsideDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::ReturnMoney)?;
        let tx = self.counter.db.begin_write().await?;
        self.note_on_line(&tx, caller, id, (LineDecision::Return, "difference.returning"), draft).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn explain(&self, caller: &Caller, id: ItemId, draft: &AsideDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        match id {
            ItemId::Line(id) => self.note_on_line(&tx, caller, id, (LineDecision::Explain, "difference.explained"), draft).await?,
            ItemId::Gateway(id) => self.note_on_fact(&tx, caller, id, draft).await?,
        }
        tx.commit().await?;
        Ok(())
    }

    /// A decision that writes nothing but why.
    pub(super) async fn note_on_line(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        id: StatementLineId,
        (decision, verb): (LineDecision, &str),
        draft: &AsideDraft,
    ) -> Result<(), Fault> {
        let (row, next) = undecided(tx, id, decision).await?;
        let reason = reason(draft)?;
        let trip = row.trip_id;
        let mut row = row.into_active_model();
        row.state = Set(next);
        row.note = Set(reason.clone());
        row.payout_id = Set(None);
        row.clearing = Set(None);
        sign(&mut row, caller.actor, self.counter.now());
        row.update(tx).await?;
        store::audit::append(tx, self.counter.now(), caller.actor, verb, id, trip, &json!({ "reason": reason })).await?;
        Ok(())
    }

    async fn note_on_fact(&self, tx: &DatabaseTransaction, caller: &Caller, id: DifferenceId, draft: &AsideDraft) -> Result<(), Fault> {
        let row = gateway_difference::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(ErrorCode::NotFound)?;
        if row.state != DifferenceState::Open {
            return Err(ErrorCode::AlreadyDecided.into());
        }
        let (reason, now, trip) = (reason(draft)?, self.counter.now(), row.trip_id);
        let mut row = row.into_active_model();
        row.state = Set(DifferenceState::Explained);
        row.note = Set(reason.clone());
        row.decided_by = Set(staff_of(caller.actor));
        row.decided_at = Set(Some(now));
        row.update(tx).await?;
        store::audit::append(tx, now, caller.actor, "difference.explained", id, trip, &json!({ "reason": reason })).await?;
        Ok(())
    }
}

pub(super) fn reason(draft: &AsideDraft) -> Result<String, FieldErrors> {
    text::required(&draft.reason, RECORD_NOTE_MAX).map_err(|refusal| FieldErrors::one("reason", refusal))
}

async fn trip_typed(tx: &DatabaseTransaction, typed: &str) -> Result<Option<trip::Model>, Fault> {
    Ok(trip::Entity::find().filter(trip::Column::Reference.eq(typed)).one(tx).await?)
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

/// Locks a line that may be decided so, with the state it will be in.
pub(super) async fn undecided(
    tx: &DatabaseTransaction,
    id: StatementLineId,
    decision: LineDecision,
) -> Result<(statement_line::Model, LineState), Fault> {
    let row = lock_line(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    let next = row.state.decided(row.direction, decision).ok_or(ErrorCode::AlreadyDecided)?;
    Ok((row, next))
}
