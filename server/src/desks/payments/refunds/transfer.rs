//! A refund by transfer: a person says that it was made, or that it will not be; or the bank's statement says that it was.

use super::stock::{close_credit_tasks, held, is_disputed, left_of};
use super::{FAILED, TRANSFER, seen, stock};
use crate::desks::fault::Fault;
use crate::desks::handovers;
use crate::desks::payments::Payments;
use crate::desks::{Counter, accounts};
use desk::{Caller, TransferEnd};
use domain::error::{ErrorCode, Refusal};
use domain::ids::{PayerId, RefundId, StaffId, TripId};
use domain::ledger::Posting;
use domain::money::Money;
use domain::payments::{RefundEvent, RefundStage, RefundStand, RefundWay, refundable, take_from};
use domain::policy::{Action, Actor, authorise};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::entities::{refund, trip};
use store::tasks;

/// The member of staff behind an action.
pub(crate) const fn staff_of(actor: Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff { id, .. } => Some(id),
        Actor::Anonymous | Actor::Client { .. } | Actor::Payer { .. } | Actor::System => None,
    }
}

impl Payments {
    pub(super) async fn end_transfer(&self, caller: &Caller, id: RefundId, end: TransferEnd) -> Result<TripId, Fault> {
        authorise(caller.actor, Action::ReturnMoney)?;
        let tx = self.counter.db.begin_write().await?;
        let trip = finish(&self.counter, &tx, id, end, caller.actor).await?;
        tx.commit().await?;
        Ok(trip)
    }
}

/// The bank says that `money` left for this refund: it is done now, unless a person had said so before. Answers whose it was.
///
/// **Errors**: `NotFound`; `AmountsDiffer` for another amount; `RefundOver` for one that needs no transfer; as [`finish`].
pub(crate) async fn made(
    counter: &Counter,
    tx: &DatabaseTransaction,
    id: RefundId,
    money: Money,
    actor: Actor,
) -> Result<(TripId, PayerId), Fault> {
    let known = refund::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
    if Money::new(known.amount_minor, known.currency) != money {
        return Err(ErrorCode::AmountsDiffer.into());
    }
    store::locks::lock_trip(tx, known.trip_id).await?.ok_or(ErrorCode::NotFound)?;
    let row = refund::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
    match (row.way, row.state) {
        (RefundWay::Transfer, RefundStage::Succeeded) => {}
        (_, _) => drop(finish(counter, tx, id, TransferEnd::Paid, actor).await?),
    }
    Ok((row.trip_id, row.payer_id))
}

/// Writes down what became of a transfer, under the trip's and the payer's locks.
async fn finish(counter: &Counter, tx: &DatabaseTransaction, id: RefundId, end: TransferEnd, actor: Actor) -> Result<TripId, Fault> {
    let now = counter.now();
    let known = refund::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
    let trip = store::locks::lock_trip(tx, known.trip_id).await?.ok_or(ErrorCode::NotFound)?;
    store::locks::lock_payer(tx, known.payer_id).await?;
    let row = refund::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
    let event = match end {
        TransferEnd::Paid => RefundEvent::Paid,
        TransferEnd::GivenUp => RefundEvent::GivenUp,
    };
    let stand = RefundStand { stage: row.state, way: row.way };
    let next = stand.next(event);
    if next == stand {
        return Err(ErrorCode::RefundOver.into());
    }
    let (money, version) = (Money::new(row.amount_minor, row.currency), row.version + 1);
    let owner = accounts::owner(&trip, row.payer_id);
    let mut unapplied = row.unapplied_minor;
    if next.stage == RefundStage::Succeeded {
        let room = room(tx, &trip, &row).await?;
        if room.minor < money.minor {
            return Err(Refusal::new(ErrorCode::OutsideRefundable).with("max", room.plain()).into());
        }
        let parts = take_from(money, held(tx, owner, row.currency, Some(id)).await?);
        unapplied = parts.unapplied.minor;
        accounts::book(tx, now, now, &Posting::refund_by_transfer(owner, &id.to_string(), money, parts)?).await?;
    }
    let mut change = row.into_active_model();
    change.state = Set(next.stage);
    change.unapplied_minor = Set(unapplied);
    change.finished_at = Set(Some(now));
    change.version = Set(version);
    let row = change.update(tx).await?;
    let verb = match end {
        TransferEnd::Paid => "payment.refunded",
        TransferEnd::GivenUp => "refund.given_up",
    };
    store::audit::append(tx, now, actor, verb, id, Some(trip.id), &json!({ "amount": money.plain() })).await?;
    tasks::close(tx, &[TRANSFER, FAILED], vec![id.to_string()], staff_of(actor), now).await?;
    if end == TransferEnd::Paid {
        handovers::pass_on(tx, &trip, row.payer_id, counter.today(), now).await?;
        close_credit_tasks(tx, owner, staff_of(actor), now).await?;
        seen::tell_payer(counter, tx, &trip, &row, now).await?;
    }
    Ok(trip.id)
}

/// What can go back by this refund, whatever was thought when it was asked for.
async fn room(tx: &DatabaseTransaction, trip: &trip::Model, row: &refund::Model) -> Result<Money, Fault> {
    let held = held(tx, accounts::owner(trip, row.payer_id), row.currency, Some(row.id)).await?;
    let (Some(order), Some(key)) = (row.order_id, &row.capture_key) else { return Ok(refundable(None, held)) };
    let order = store::locks::lock_order(tx, order).await?.ok_or_else(|| Fault::Broken(format!("the order of {} is gone", row.id)))?;
    if is_disputed(tx, &order, key).await? {
        return Err(ErrorCode::CaptureDisputed.into());
    }
    let refunds = stock::of_captures(tx, order.id).await?;
    let captures = stock::captured_of(tx, order.id).await?;
    let left = captures.iter().find(|capture| capture.capture_key == *key).map(|capture| left_of(capture, &refunds, Some(row.id)));
    Ok(refundable(left, held))
}
