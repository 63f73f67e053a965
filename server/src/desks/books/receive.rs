//! The one way money without a gateway comes into the books, and the one way it is taken out again.

use super::noon;
use crate::desks::fault::Fault;
use crate::desks::payments::outcome::short;
use crate::desks::payments::receipts::{self, Received};
use crate::desks::payments::refunds::{UNAPPLIED, stock};
use crate::desks::{Counter, accounts, handovers};
use domain::error::ErrorCode;
use domain::ids::{RecordedPaymentId, StaffId};
use domain::ledger::{Posting, SourceKind};
use domain::money::Money;
use domain::payments::{Parts, Record, UnappliedReason, split_received, undo_received};
use domain::policy::Actor;
use domain::trips::TripState;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, Set};
use serde_json::json;
use store::entities::{recorded_payment, recorded_reversal, trip};
use store::ledger::Posted;
use uuid::Uuid;

/// Money to write down.
pub(super) struct Incoming<'a> {
    /// The name of its row.
    pub(super) id: RecordedPaymentId,
    /// Whose, how much, when.
    pub(super) record: &'a Record,
    /// The fact's own name in the ledger.
    pub(super) source: (SourceKind, String),
    /// The line of a bank statement that says it.
    pub(super) line: Option<Uuid>,
    /// Who says so.
    pub(super) actor: Actor,
}

/// Books money: ledger, row, receipt for what counts, a task for what does not. The trip is locked by the caller; a fact that was booked before is left alone.
pub(super) async fn receive(counter: &Counter, tx: &DatabaseTransaction, trip: &trip::Model, incoming: &Incoming<'_>) -> Result<(), Fault> {
    let (now, record) = (counter.now(), incoming.record);
    let today = counter.today();
    let mut own = accounts::lock_account(tx, trip, record.payer, today).await?.ok_or(ErrorCode::NotFound)?;
    let outstanding = match trip.state {
        TripState::Cancelled | TripState::Draft => Money::zero(trip.currency),
        TripState::Proposed | TripState::Confirmed | TripState::Completed => {
            let joint = handovers::joint(tx, trip, record.payer, today).await?;
            own.account.remaining.add(joint).unwrap_or(own.account.remaining)
        }
    };
    let parts = split_received(record.amount, outstanding);
    let beyond = Money::new(parts.advances.minor - own.account.remaining.minor, trip.currency);
    if parts.advances.minor > 0 && beyond.minor > 0 {
        handovers::take_back(tx, trip, record.payer, beyond, today, now).await?;
        own = accounts::payer_account(tx, trip, record.payer, today).await?.ok_or(ErrorCode::NotFound)?;
    }
    let (payer, account) = (&own.payer, &own.account);
    let reason = match (parts.unapplied.is_zero(), record.amount.currency == trip.currency) {
        (true, _) => None,
        (false, true) => Some(UnappliedReason::Excess),
        (false, false) => Some(UnappliedReason::WrongCurrency),
    };
    let memo = [Some(record.method.as_str()), reason.map(UnappliedReason::as_str)].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (owner, at) = (accounts::owner(trip, payer.id), noon(record.received_on));
    let posting = Posting::received(owner, (incoming.source.0, &incoming.source.1), record.method, parts, &memo)?;
    let Posted::Now(sealed) = accounts::book(tx, now, at, &posting).await? else { return Err(ErrorCode::AlreadyRecorded.into()) };
    let row = recorded_payment::ActiveModel {
        id: Set(incoming.id),
        trip_id: Set(trip.id),
        payer_id: Set(payer.id),
        method: Set(record.method),
        amount_minor: Set(record.amount.minor),
        currency: Set(record.amount.currency),
        advances_minor: Set(parts.advances.minor),
        received_on: Set(record.received_on),
        note: Set(record.note.clone()),
        statement_line_id: Set(incoming.line),
        recorded_by: Set(staff_of(incoming.actor)),
        tx_id: Set(sealed),
        created_at: Set(now),
    };
    row.insert(tx).await?;
    let detail = json!({ "method": record.method, "amount": record.amount.plain() });
    store::audit::append(tx, now, incoming.actor, "payment.recorded", incoming.id, Some(trip.id), &detail).await?;
    if parts.advances.minor > 0 {
        let received = Received {
            sealed,
            order: None,
            method: Some(record.method),
            reference: short(incoming.id.0),
            money: record.amount,
            advances: parts.advances,
            at,
        };
        receipts::issue(counter, tx, trip, &own, account.received, &received).await?;
    }
    if let Some(reason) = reason {
        let detail = json!({ "reason": reason, "amount": parts.unapplied.plain(), "trip": trip.reference });
        store::tasks::raise(tx, UNAPPLIED, payer.id, &detail, now).await?;
    }
    Ok(())
}

/// The member of staff who acts, if it is one.
fn staff_of(actor: Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff { id, .. } => Some(id),
        Actor::Anonymous | Actor::Client { .. } | Actor::Payer { .. } | Actor::System => None,
    }
}

/// Undoes a record: the opposite in the ledger, out of the pockets where its money is today. The trip is locked by the caller.
pub(super) async fn undo(
    counter: &Counter,
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    row: &recorded_payment::Model,
    (actor, reason): (Actor, &str),
) -> Result<(), Fault> {
    let now = counter.now();
    store::locks::lock_payer(tx, row.payer_id).await?;
    if recorded_reversal::Entity::find_by_id(row.id).one(tx).await?.is_some() {
        return Err(ErrorCode::AlreadyReversed.into());
    }
    let part = |minor: i64| Money::new(minor, row.currency);
    let booked = Parts { advances: part(row.advances_minor), unapplied: part(row.amount_minor - row.advances_minor) };
    let owner = accounts::owner(trip, row.payer_id);
    // What a refund under way has taken is not there any more.
    let taken = undo_received(booked, stock::pockets(tx, owner, row.currency, None).await?)?;
    let posting = Posting::received_undone(owner, &row.tx_id.to_string(), row.method, taken, reason)?;
    let Posted::Now(sealed) = accounts::book(tx, now, now, &posting).await? else { return Err(ErrorCode::AlreadyReversed.into()) };
    let by = staff_of(actor).ok_or(ErrorCode::NotFound)?;
    let reversal = recorded_reversal::ActiveModel {
        payment_id: Set(row.id),
        advances_minor: Set(taken.advances.minor),
        unapplied_minor: Set(taken.unapplied.minor),
        reason: Set(reason.to_owned()),
        reversed_by: Set(by),
        tx_id: Set(sealed),
        created_at: Set(now),
    };
    reversal.insert(tx).await?;
    handovers::pass_on(tx, trip, row.payer_id, counter.today(), now).await?;
    stock::close_credit_tasks(tx, owner, Some(by), now).await?;
    let detail = json!({ "amount": part(row.amount_minor).plain(), "reason": reason });
    store::audit::append(tx, now, actor, "payment.reversed", row.id, Some(trip.id), &detail).await?;
    Ok(())
}
