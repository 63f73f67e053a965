//! Settling: the truth is fetched outside, then written in one transaction under the payer's lock. Doing it again changes nothing.

use super::outcome::short;
use super::page::file;
use super::receipts::{self, Received};
use super::refunds::UNAPPLIED;
use super::start::lock;
use super::{Broken, Payments, amount, reference_of, refunds};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::handovers;
use crate::failpoint;
use crate::gateways::{Answers, Statement};
use domain::ids::PaymentOrderId;
use domain::ledger::{GatewayAccount, Posting};
use domain::money::Money;
use domain::payments::{
    BookedCapture, Booking, CaptureKey, DeclineReason, Effect, GatewayTruth, OrderState, OrderView, Settlement, UnappliedReason, settle,
};
use domain::policy::Actor;
use domain::trips::TripState;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use store::entities::{payment_capture, payment_order, trip};
use store::ledger::Posted;
use time::OffsetDateTime;

/// Whose word a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// The gateway's answer to a question of ours.
    Answer,
    /// A signed notification's, from a gateway that answers nothing. What it says is booked, and somebody compares it with the bank's statement.
    Notification,
}

/// What stands around an order while it is settled.
pub(super) struct Table<'a> {
    pub(super) tx: &'a DatabaseTransaction,
    pub(super) now: OffsetDateTime,
    pub(super) trip: &'a trip::Model,
    pub(super) order: &'a payment_order::Model,
    pub(super) word: Word,
}

impl Table<'_> {
    pub(super) fn at(&self) -> GatewayAccount<'_> {
        GatewayAccount { gateway: &self.order.gateway, account: &self.order.gateway_account }
    }

    pub(super) async fn note(&self, verb: &str, amount: Money) -> Result<(), Fault> {
        store::audit::append(
            self.tx,
            self.now,
            Actor::System,
            verb,
            self.order.id,
            Some(self.trip.id),
            &json!({ "amount": amount.plain() }),
        )
        .await?;
        Ok(())
    }
}

impl Payments {
    /// Asks the gateway what became of an order and books it. Safe to repeat, from any node at any time.
    ///
    /// # Errors
    /// A failure of ours; a gateway that does not answer is none.
    pub async fn settle_order(&self, id: PaymentOrderId) -> Result<(), Broken> {
        self.ask(id).await?;
        Ok(())
    }

    /// As [`Payments::settle_order`]; `None` when the gateway does not answer or knows of no payment yet.
    pub(super) async fn ask(&self, id: PaymentOrderId) -> Result<Option<GatewayTruth>, Fault> {
        let Some(order) = self.find_order(id).await? else { return Ok(None) };
        let gateway = self.gateway(&order)?;
        if gateway.answers() == Answers::Nothing {
            return Ok(None);
        }
        let said = match reference_of(self.counter.db.read(), id).await? {
            Some(reference) => gateway.fetch(&reference).await.map(|statement| vec![statement]),
            None => gateway.find(&id.to_string()).await,
        };
        let statements = said.unwrap_or_else(|error| {
            tracing::warn!(order = %id, %error, "a gateway cannot be asked");
            Vec::new()
        });
        for statement in &statements {
            self.apply(id, statement, Word::Answer).await?;
        }
        Ok(statements.into_iter().next().map(|statement| statement.truth))
    }

    /// Books what a gateway says about an order.
    pub(super) async fn apply(&self, id: PaymentOrderId, statement: &Statement, word: Word) -> Result<(), Fault> {
        if statement.order != id.to_string() {
            tracing::error!(order = %id, reference = statement.truth.reference, "the gateway files this payment under another order");
            return Ok(());
        }
        let (now, today) = (self.counter.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, id).await?;
        let trip = store::locks::lock_trip(&tx, order.trip_id).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", order.trip_id)))?;
        let gone = || Fault::Broken(format!("{} of {id} is gone", order.payer_id));
        let mut own = accounts::payer_account(&tx, &trip, order.payer_id, today).await?.ok_or_else(gone)?;
        let table = Table { tx: &tx, now, trip: &trip, order: &order, word };
        let truth = &statement.truth;

        let reference = reference_of(&tx, id).await?;
        let outstanding = match trip.state {
            TripState::Cancelled | TripState::Draft => Money::zero(trip.currency),
            TripState::Proposed | TripState::Confirmed | TripState::Completed => {
                // Money that was under way when its payer handed the contract over pays off what is open of who took over.
                let joint = handovers::joint(&tx, &trip, order.payer_id, today).await?;
                own.account.remaining.add(joint).unwrap_or(own.account.remaining)
            }
        };
        let captures = payment_capture::Entity::find().filter(payment_capture::Column::OrderId.eq(id)).all(&tx).await?;
        let booked: Vec<BookedCapture> =
            captures.iter().map(|row| BookedCapture { key: CaptureKey(row.capture_key.clone()), reason: row.reason }).collect();
        let view = OrderView { id, state: order.state, amount: amount(&order), reference: reference.clone(), outstanding };
        let settled = settle(&view, truth, &booked);
        let new = settled.bookings.iter().map(|booking| booking.capture.key.clone());
        let keys: Vec<CaptureKey> = booked.iter().map(|row| row.key.clone()).chain(new).collect();
        let found = refunds::find(&table, &keys, &truth.refunds).await?;

        let first = reference.as_ref().is_none_or(|reference| *reference == truth.reference);
        let decline = match settled.state {
            // A refusal of an earlier try may be told late.
            OrderState::Succeeded | OrderState::Returned => None,
            // Whoever leaves after a refusal was refused.
            _ if first && truth.decline == Some(DeclineReason::GivenUp) => order.decline_reason.or(truth.decline),
            _ if first => truth.decline,
            _ => order.decline_reason,
        };
        let page = if first && !statement.pay_url.is_empty() { Some(statement.pay_url.clone()) } else { order.pay_url.clone() };
        let moved = settled.state != order.state || decline != order.decline_reason || page != order.pay_url;
        if !moved && reference.is_some() && settled.bookings.is_empty() && found.is_empty() {
            return Ok(());
        }
        file(&tx, &order, &truth.reference).await?;
        let counted = settled.bookings.iter().fold(0_i64, |sum, booking| sum.saturating_add(booking.advances.minor));
        let beyond = Money::new(counted - own.account.remaining.minor, trip.currency);
        if counted > 0 && beyond.minor > 0 {
            handovers::take_back(&tx, &trip, order.payer_id, beyond, today, now).await?;
            own = accounts::payer_account(&tx, &trip, order.payer_id, today).await?.ok_or_else(gone)?;
        }
        let mut received = own.account.received;
        for booking in &settled.bookings {
            let before = received;
            received = received.add(booking.advances).unwrap_or(received);
            self.book(&table, &own, before, booking, &settled).await?;
        }
        refunds::write(&self.counter, &table, found).await?;
        let (state, was, version) = (settled.state, order.state, order.version + 1);
        if state == OrderState::Failed && was != OrderState::Failed {
            table.note("payment.failed", amount(&order)).await?;
        }
        let mut row = order.clone().into_active_model();
        row.state = Set(state);
        row.decline_reason = Set(decline);
        row.pay_url = Set(page);
        row.version = Set(version);
        row.updated_at = Set(now);
        if !state.is_live() {
            row.next_poll_at = Set(None);
        }
        row.update(&tx).await?;
        failpoint::pass("settle_uncommitted");
        tx.commit().await?;
        failpoint::pass("settle_committed");
        Ok(())
    }

    /// One capture: its ledger transaction, its row, its receipt or its task.
    async fn book(
        &self,
        table: &Table<'_>,
        own: &PayerAccount,
        before: Money,
        booking: &Booking,
        settled: &Settlement,
    ) -> Result<(), Fault> {
        let (tx, order) = (table.tx, table.order);
        let posting = Posting::capture(accounts::owner(table.trip, order.payer_id), table.at(), booking)?;
        let sealed = match accounts::book(tx, table.now, booking.capture.at, &posting).await? {
            Posted::Now(sealed) => sealed,
            Posted::Before(known) => {
                tracing::error!(order = %order.id, capture = booking.capture.key.0, %known, "a capture is already in the books of another order");
                return Ok(());
            }
        };
        let row = payment_capture::ActiveModel {
            gateway: Set(order.gateway.clone()),
            gateway_account: Set(order.gateway_account.clone()),
            capture_key: Set(booking.capture.key.0.clone()),
            order_id: Set(order.id),
            tx_id: Set(sealed),
            amount_minor: Set(booking.capture.money.minor),
            currency: Set(booking.capture.money.currency),
            advances_minor: Set(booking.advances.minor),
            reason: Set(booking.reason),
            captured_at: Set(store::to_second(booking.capture.at)),
        };
        row.insert(tx).await?;
        table.note(if booking.advances.is_zero() { "payment.unapplied" } else { "payment.captured" }, booking.capture.money).await?;
        for effect in &settled.effects {
            match effect {
                Effect::Receipt(key) if *key == booking.capture.key => {
                    let received = Received {
                        sealed,
                        order: Some(order),
                        method: None,
                        reference: short(order.id.0),
                        money: booking.capture.money,
                        advances: booking.advances,
                        at: booking.capture.at,
                    };
                    receipts::issue(&self.counter, tx, table.trip, own, before, &received).await?;
                }
                Effect::Task(key, reason) if *key == booking.capture.key => look_at(table, booking, *reason).await?,
                Effect::Receipt(_) | Effect::Task(..) => {}
            }
        }
        match table.word {
            Word::Answer => Ok(()),
            Word::Notification => compare_with_statement(tx, order, &booking.capture.key.0, table.now).await,
        }
    }
}

/// Nobody could be asked about this order: somebody looks for it on the bank's statement. `what` is the capture, or why there is none.
pub(super) async fn compare_with_statement(
    tx: &DatabaseTransaction,
    order: &payment_order::Model,
    what: &str,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let detail = json!({ "amount": amount(order).plain(), "what": what });
    Ok(store::tasks::raise(tx, "payment.compare_with_statement", order.id, &detail, now).await?)
}

/// Somebody has to look at money that does not count.
async fn look_at(table: &Table<'_>, booking: &Booking, reason: UnappliedReason) -> Result<(), Fault> {
    let detail =
        json!({ "reason": reason, "amount": booking.unapplied.plain(), "capture": booking.capture.key, "trip": table.trip.reference });
    Ok(store::tasks::raise(table.tx, UNAPPLIED, table.order.payer_id, &detail, table.now).await?)
}
