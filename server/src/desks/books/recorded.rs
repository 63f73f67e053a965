//! Payments that staff record: the form, the row, the way back.

use super::Books;
use super::receive::{self, Incoming};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::payments::receipts::reversals;
use crate::desks::trips::views;
use desk::{Caller, RecordForm, RecordPayer, RecordedView, ReversalView};
use domain::error::ErrorCode;
use domain::ids::{PayerId, RecordedPaymentId, StaffId, TripId};
use domain::ledger::SourceKind;
use domain::money::Money;
use domain::payers::PayerState;
use domain::payments::{Payable, Record, RecordDraft, ReversalDraft};
use domain::policy::{Action, authorise};
use domain::trips::TripState;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use store::entities::{payer, receipt, recorded_payment, recorded_reversal, staff, trip};

impl Books {
    pub(super) async fn record_form(&self, caller: &Caller, id: TripId) -> Result<RecordForm, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let db = self.counter.db.read();
        let row = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::accounts_of(db, &row, self.counter.today()).await?;
        let owes = !matches!(row.state, TripState::Draft | TripState::Cancelled);
        let payer = |one: &PayerAccount| RecordPayer {
            id: one.payer.id,
            name: one.payer.label.clone(),
            next: Payable::of(&one.account).filter(|_| owes).map(|payable| payable.next),
            remaining: if owes { one.account.remaining } else { Money::zero(row.currency) },
        };
        // Money may still come from who was removed; those who pay stand first.
        let removed = accounts.all().iter().filter(|one| one.payer.state != PayerState::Active);
        let payers = accounts.active().chain(removed).map(payer).collect();
        Ok(RecordForm { id: store::fresh(), trip: id, reference: row.reference, title: row.title, currency: row.currency, payers })
    }

    pub(super) async fn record(&self, caller: &Caller, trip: TripId, id: RecordedPaymentId, draft: &RecordDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        let row = store::locks::lock_trip(&tx, trip).await?.ok_or(ErrorCode::NotFound)?;
        let record = draft.check(self.counter.today())?;
        // Under the trip's lock: whoever sends the same form at the same time waits, and finds the row.
        if let Some(known) = recorded_payment::Entity::find_by_id(id).one(&tx).await? {
            return if is_same(&known, trip, &record) { Ok(()) } else { Err(ErrorCode::AlreadyRecorded.into()) };
        }
        let incoming = Incoming { id, record: &record, source: (SourceKind::Recorded, id.to_string()), line: None, actor: caller.actor };
        receive::receive(&self.counter, &tx, &row, &incoming).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn reverse(&self, caller: &Caller, id: RecordedPaymentId, draft: &ReversalDraft) -> Result<TripId, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        let row = recorded_payment::Entity::find_by_id(id).one(&tx).await?.ok_or(ErrorCode::NotFound)?;
        let reason = draft.check()?;
        let trip = store::locks::lock_trip(&tx, row.trip_id).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", row.trip_id)))?;
        receive::undo(&self.counter, &tx, &trip, &row, (caller.actor, &reason)).await?;
        tx.commit().await?;
        Ok(trip.id)
    }

    pub(super) async fn recorded(&self, caller: &Caller, id: RecordedPaymentId) -> Result<RecordedView, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let row = recorded_payment::Entity::find_by_id(id).one(self.counter.db.read()).await?.ok_or(ErrorCode::NotFound)?;
        let views = self.recorded_views(row.trip_id, vec![row]).await?;
        Ok(views.into_iter().next().ok_or(ErrorCode::NotFound)?)
    }

    pub(super) async fn recorded_of(&self, caller: &Caller, trip: TripId) -> Result<Vec<RecordedView>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let rows = recorded_payment::Entity::find()
            .filter(recorded_payment::Column::TripId.eq(trip))
            .order_by_desc(recorded_payment::Column::ReceivedOn)
            .order_by_desc(recorded_payment::Column::Id)
            .all(self.counter.db.read())
            .await?;
        self.recorded_views(trip, rows).await
    }

    async fn recorded_views(&self, trip: TripId, rows: Vec<recorded_payment::Model>) -> Result<Vec<RecordedView>, Fault> {
        let db = self.counter.db.read();
        let trip = trip::Entity::find_by_id(trip).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let payers = payer::Entity::find().filter(payer::Column::TripId.eq(trip.id)).all(db).await?;
        let names = payer_names(&payers);
        let undone = recorded_reversal::Entity::find()
            .filter(recorded_reversal::Column::PaymentId.is_in(rows.iter().map(|row| row.id)))
            .all(db)
            .await?;
        let mut undone: BTreeMap<_, _> = undone.into_iter().map(|row| (row.payment_id, row)).collect();
        let by = rows.iter().filter_map(|row| row.recorded_by).chain(undone.values().map(|row| row.reversed_by));
        let colleagues = staff_names(db, by.collect()).await?;
        let papers = receipt::Entity::find().filter(receipt::Column::TxId.is_in(rows.iter().map(|row| row.tx_id))).all(db).await?;
        let reversed = reversals(db, &papers).await?;
        let papers: BTreeMap<_, _> = papers.iter().map(|row| (row.tx_id, views::receipt(row, &reversed))).collect();
        let name = |id: StaffId| colleagues.get(&id).cloned().unwrap_or_default();
        let view = |row: recorded_payment::Model| RecordedView {
            id: row.id,
            trip: trip.id,
            reference: trip.reference.clone(),
            title: trip.title.clone(),
            payer_name: names.get(&row.payer_id).cloned().unwrap_or_default(),
            method: row.method,
            amount: Money::new(row.amount_minor, row.currency),
            aside: Money::new(row.amount_minor - row.advances_minor, row.currency),
            received_on: row.received_on,
            note: row.note,
            by: row.recorded_by.map(name).unwrap_or_default(),
            at: row.created_at,
            receipt: papers.get(&row.tx_id).cloned(),
            reversal: undone.remove(&row.id).map(|row| ReversalView { at: row.created_at, by: name(row.reversed_by), reason: row.reason }),
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

/// Whether a form that comes again says what it said the first time.
fn is_same(row: &recorded_payment::Model, trip: TripId, record: &Record) -> bool {
    row.trip_id == trip
        && row.payer_id == record.payer
        && row.method == record.method
        && Money::new(row.amount_minor, row.currency) == record.amount
        && row.received_on == record.received_on
        && row.note == record.note
}

/// What payers are called.
pub(super) fn payer_names(payers: &[payer::Model]) -> BTreeMap<PayerId, String> {
    payers.iter().map(|row| (row.id, row.label.clone())).collect()
}

pub(super) async fn staff_names(db: &impl ConnectionTrait, ids: Vec<StaffId>) -> Result<BTreeMap<StaffId, String>, DbErr> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = staff::Entity::find().filter(staff::Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|row| (row.id, [row.given_name, row.family_name].join(" "))).collect())
}
