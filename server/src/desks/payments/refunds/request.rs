//! Asking for a refund: written, with its key and its job, in one transaction under the payer's lock.

use super::stock::{close_owed, held, is_disputed, left_of};
use super::transfer::staff_of;
use super::{TOPIC, TRANSFER, stock};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::payments::Payments;
use crate::failpoint;
use desk::Caller;
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{PayerId, PaymentOrderId, RefundId, TripId};
use domain::money::{Currency, Money};
use domain::payments::{RefundDraft, RefundOrigin, RefundStage, RefundWay, RefundWish, refundable, take_from};
use domain::policy::{Action, authorise};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, Set};
use serde_json::json;
use store::entities::{payer, payment_capture, payment_order, refund, trip};
use store::tasks;

/// What the money of a refund came in by.
pub(super) struct Source {
    pub(super) payer: PayerId,
    pub(super) currency: Currency,
    /// The order and its capture; `None` for money that came without one.
    pub(super) capture: Option<(payment_order::Model, payment_capture::Model)>,
}

impl Payments {
    pub(super) async fn ask_refund(&self, caller: &Caller, id: TripId, draft: &RefundDraft) -> Result<RefundId, Fault> {
        authorise(caller.actor, Action::ReturnMoney)?;
        let (now, today) = (self.counter.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let trip = store::locks::lock_trip(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        let source = find_source(&tx, &trip, draft).await?;
        store::locks::lock_payer(&tx, source.payer).await?.ok_or(ErrorCode::NotFound)?;
        let left = match &source.capture {
            Some((order, capture)) => {
                store::locks::lock_order(&tx, order.id).await?;
                if is_disputed(&tx, order, &capture.capture_key).await? {
                    return Err(ErrorCode::CaptureDisputed.into());
                }
                Some(left_of(capture, &stock::of_captures(&tx, order.id).await?, None))
            }
            None => None,
        };
        let held = held(&tx, accounts::owner(&trip, source.payer), source.currency, None).await?;
        let wish = draft.check(refundable(left, held), today)?;
        if wish.way == RefundWay::Gateway && source.capture.is_none() {
            return Err(FieldErrors::one("way", ErrorCode::NotAChoice).into());
        }
        let unapplied = take_from(wish.amount, held).unapplied.minor;
        let row = insert(&tx, caller, &trip, &source, &wish, unapplied, now).await?;
        match wish.way {
            RefundWay::Gateway => {
                store::outbox::put(&tx, TOPIC, &row.idempotency_key, &json!({ "refund": row.id }), now, now).await?;
            }
            RefundWay::Transfer => tasks::raise(&tx, TRANSFER, row.id, &json!({ "amount": wish.amount.plain() }), now).await?,
        }
        close_owed(&tx, accounts::owner(&trip, source.payer), trip.currency, staff_of(caller.actor), now).await?;
        let detail = json!({ "amount": wish.amount.plain(), "reason": wish.reason });
        store::audit::append(&tx, now, caller.actor, "refund.requested", row.id, Some(id), &detail).await?;
        failpoint::pass("refund_uncommitted");
        tx.commit().await?;
        failpoint::pass("refund_committed");
        Ok(row.id)
    }
}

/// The capture a form names, or the payer whose money came without one. What is another trip's is no choice.
pub(super) async fn find_source(tx: &DatabaseTransaction, trip: &trip::Model, draft: &RefundDraft) -> Result<Source, Fault> {
    let wrong = || Fault::from(FieldErrors::one("capture", ErrorCode::NotAChoice));
    if draft.capture.trim().is_empty() {
        let payer: PayerId = draft.payer.trim().parse().map_err(|_| wrong())?;
        let known = payer::Entity::find_by_id(payer).one(tx).await?.filter(|row| row.trip_id == trip.id);
        return known.map(|row| Source { payer: row.id, currency: trip.currency, capture: None }).ok_or_else(wrong);
    }
    let (order, key) = draft.capture.trim().split_once(':').ok_or_else(wrong)?;
    let order: PaymentOrderId = order.parse().map_err(|_| wrong())?;
    let order = payment_order::Entity::find_by_id(order).one(tx).await?.filter(|order| order.trip_id == trip.id).ok_or_else(wrong)?;
    let capture = stock::captured_of(tx, order.id).await?.into_iter().find(|row| row.capture_key == key).ok_or_else(wrong)?;
    Ok(Source { payer: order.payer_id, currency: capture.currency, capture: Some((order, capture)) })
}

async fn insert(
    tx: &DatabaseTransaction,
    caller: &Caller,
    trip: &trip::Model,
    source: &Source,
    wish: &RefundWish,
    unapplied: i64,
    now: time::OffsetDateTime,
) -> Result<refund::Model, Fault> {
    let id: RefundId = store::fresh();
    let (order, capture) = source.capture.as_ref().map(|(order, capture)| (order, capture)).unzip();
    let Money { minor, currency } = wish.amount;
    let row = refund::ActiveModel {
        id: Set(id),
        trip_id: Set(trip.id),
        payer_id: Set(source.payer),
        order_id: Set(order.map(|order| order.id)),
        gateway: Set(capture.map(|capture| capture.gateway.clone()).unwrap_or_default()),
        gateway_account: Set(capture.map(|capture| capture.gateway_account.clone()).unwrap_or_default()),
        capture_key: Set(capture.map(|capture| capture.capture_key.clone())),
        refund_key: Set(None),
        idempotency_key: Set(format!("refund:{}", id.0)),
        way: Set(wish.way),
        origin: Set(RefundOrigin::House),
        amount_minor: Set(minor),
        unapplied_minor: Set(unapplied),
        currency: Set(currency),
        state: Set(RefundStage::Requested),
        reason: Set(wish.reason.clone()),
        note: Set(wish.note.clone()),
        failure: Set(None),
        event_on: Set(wish.event_on),
        requested_by: Set(caller.actor.to_string()),
        requested_at: Set(now),
        sent_at: Set(None),
        finished_at: Set(None),
        version: Set(1),
    };
    Ok(row.insert(tx).await?)
}
