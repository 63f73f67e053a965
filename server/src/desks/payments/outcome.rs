//! What a payer sees: what can be paid, and what became of a payment.
//!
//! A page may be reloaded at will: one order is asked about at most every two seconds. Whoever cannot be asked has not said no.

use super::payer::{check_own, own_share};
use super::start::wanted;
use super::{Payments, amount};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::trips::views;
use crate::gateways::Answers;
use desk::{Caller, OutcomeView, PayPage};
use domain::error::ErrorCode;
use domain::ids::{PaymentOrderId, TripId};
use domain::money::Money;
use domain::payments::{DeclineReason, GatewayState, GatewayTruth, OrderState, PayDraft, PayMethod, Payable, PaymentOutcome, outcome};
use domain::policy::Actor;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use store::entities::{payment_capture, payment_order, receipt, trip};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// An order is not asked about more often than this by people.
const RATE: Duration = Duration::seconds(2);

/// How many answers are kept in memory; the oldest go first.
const KEPT: usize = 4_096;

/// The last answers of the gateways, by order: when, and what; `None` when there was no answer.
#[derive(Default)]
pub(super) struct Asked(Mutex<HashMap<PaymentOrderId, (OffsetDateTime, Option<GatewayTruth>)>>);

impl Asked {
    /// The last answer, when it is too young to ask again. Otherwise the turn is taken: others see the last answer meanwhile.
    fn take_turn(&self, id: PaymentOrderId, now: OffsetDateTime) -> Option<Option<GatewayTruth>> {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, truth)) = map.get_mut(&id) {
            if now - *at < RATE && now >= *at {
                return Some(truth.clone());
            }
            *at = now;
            return None;
        }
        if map.len() >= KEPT {
            let old = now - Duration::minutes(5);
            map.retain(|_, (at, _)| *at > old);
        }
        map.insert(id, (now, None));
        None
    }

    /// How long until the order may be asked about again.
    fn wait(&self, id: PaymentOrderId, now: OffsetDateTime) -> Option<std::time::Duration> {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, _) = map.get(&id)?;
        (*at + RATE - now).try_into().ok().filter(|left| *left <= RATE.unsigned_abs())
    }

    fn note(&self, id: PaymentOrderId, now: OffsetDateTime, truth: Option<GatewayTruth>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, (now, truth));
    }
}

/// The short form of the name of an order or of another payment, for people to read out: its random end.
pub(crate) fn short(name: Uuid) -> String {
    let hex = name.simple().to_string().to_uppercase();
    let end = hex.get(hex.len().saturating_sub(8)..).unwrap_or_default();
    format!("{}-{}", end.get(..4).unwrap_or_default(), end.get(4..).unwrap_or_default())
}

impl Payments {
    pub(super) async fn payable_trip(&self, caller: &Caller, id: TripId) -> Result<(trip::Model, PayerAccount), Fault> {
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let db = self.counter.db.read();
        let row = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::accounts_of(db, &row, self.counter.today()).await?;
        let own = own_share(caller, &row, &accounts)?.clone();
        Ok((row, own))
    }

    pub(super) async fn quote(&self, caller: &Caller, id: TripId) -> Result<PayPage, Fault> {
        let (row, PayerAccount { payer, account, heir: _ }) = self.payable_trip(caller, id).await?;
        let payable = Payable::of(&account).ok_or(ErrorCode::NothingDue)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        let next = account.next.map(|next| next.id);
        let next = views::instalments(&row, &account, &receipts, today).into_iter().find(|line| Some(line.id) == next);
        Ok(PayPage {
            trip: views::card(&row, &account, &receipts, today),
            next: next.ok_or_else(|| Fault::Broken(format!("{id} owes money that no instalment asks for")))?,
            next_left: payable.next,
            all: payable.all,
            min: payable.min,
            under_way: views::live_order(db, payer.id).await?.map(|order| order.id),
            transfer_to: super::transfer::bank_account(&self.counter, row.entity).iban().map(|iban| iban.grouped()),
        })
    }

    pub(super) async fn check_draft(&self, caller: &Caller, id: TripId, draft: &PayDraft) -> Result<Money, Fault> {
        let (row, own) = self.payable_trip(caller, id).await?;
        let amount = wanted(&own.account, draft)?;
        // Not chosen yet, a way is the next question.
        if !draft.way.is_empty() {
            self.choose(&row, amount, &draft.way)?;
        }
        Ok(amount)
    }

    /// With what the chosen amount can be paid.
    pub(super) async fn ways_of_draft(&self, caller: &Caller, id: TripId, draft: &PayDraft) -> Result<Vec<PayMethod>, Fault> {
        let (row, own) = self.payable_trip(caller, id).await?;
        Ok(self.methods(&row, wanted(&own.account, draft)?))
    }

    /// Asks about a live order, unless that was just done; the last truth known.
    pub(super) async fn refresh(&self, order: &payment_order::Model) -> Result<Option<GatewayTruth>, Fault> {
        if !order.state.is_live() {
            return Ok(None);
        }
        let now = self.counter.now();
        if let Some(last) = self.asked.take_turn(order.id, now) {
            return Ok(last);
        }
        let truth = self.ask(order.id).await?;
        self.asked.note(order.id, now, truth.clone());
        Ok(truth)
    }

    /// The same for whoever comes back from the bank's page: they may have paid since the last answer, so it proves nothing. Waits for the next turn instead.
    async fn refresh_anew(&self, order: &payment_order::Model) -> Result<Option<GatewayTruth>, Fault> {
        if let Some(wait) = self.asked.wait(order.id, self.counter.now()).filter(|_| order.state.is_live()) {
            tokio::time::sleep(wait).await;
        }
        self.refresh(order).await
    }

    pub(super) async fn outcome(&self, caller: &Caller, id: PaymentOrderId, left: bool) -> Result<OutcomeView, Fault> {
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let db = self.counter.db.read();
        let order = self.find_order(id).await?.ok_or(ErrorCode::NotFound)?;
        let trip = trip::Entity::find_by_id(order.trip_id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        check_own(db, caller, order.payer_id).await?;
        // A failure of ours while asking is no news about the money.
        let truth = self.refresh_anew(&order).await.unwrap_or_else(|fault| {
            tracing::error!(order = %id, error = %super::Broken::from(fault), "an order cannot be settled now");
            None
        });
        let order = self.find_order(id).await?.ok_or(ErrorCode::NotFound)?;
        let receipt =
            receipt::Entity::find().filter(receipt::Column::OrderId.eq(id)).order_by_desc(receipt::Column::Number).one(db).await?;
        let reversed = super::receipts::reversals(db, receipt.as_slice()).await?;
        let open = self.is_open(&order);
        let captured = payment_capture::Entity::find().filter(payment_capture::Column::OrderId.eq(id)).count(db).await? > 0;
        let mute = self.gateway(&order)?.answers() == Answers::Nothing;
        let outcome = match said(&order, truth, mute, left) {
            settled @ (PaymentOutcome::Paid | PaymentOutcome::Returned) => settled,
            // Money that does not fit: somebody looks at it.
            _ if captured => PaymentOutcome::Pending,
            other => other,
        };
        let other_ways = self.other_ways(caller, &order, outcome).await?;
        Ok(OutcomeView {
            other_ways,
            order: id,
            reference: short(id.0),
            trip: trip.id,
            trip_title: trip.title,
            amount: amount(&order),
            outcome,
            certain: !mute,
            reason: order.decline_reason.filter(|_| outcome == PaymentOutcome::Declined),
            paid_at: receipt.as_ref().map(|receipt| receipt.paid_at),
            receipt: receipt.as_ref().map(|receipt| views::receipt(receipt, &reversed)),
            resume: order.pay_url.filter(|_| open),
            seller: views::seller(&self.counter, db, trip.seller_id).await?,
        })
    }
}

/// Whether nothing was taken and the payer may try again.
pub(super) const fn is_over(outcome: PaymentOutcome) -> bool {
    matches!(outcome, PaymentOutcome::Declined | PaymentOutcome::Abandoned)
}

/// The outcome to show. A failed order keeps in its row why it failed, so that nobody has to be asked again; so does one whose bank is `mute`, and only tells
/// what became of each try; whoever `left` its page without a word of it gave up.
fn said(order: &payment_order::Model, truth: Option<GatewayTruth>, mute: bool, left: bool) -> PaymentOutcome {
    let truth = truth.or_else(|| match (order.state, order.decline_reason) {
        (OrderState::Failed, None | Some(DeclineReason::GivenUp)) => Some(GatewayTruth::bare("", GatewayState::Abandoned)),
        (OrderState::Failed, Some(_)) => Some(GatewayTruth::bare("", GatewayState::Failed)),
        (OrderState::Open | OrderState::ActionRequired | OrderState::Cancelled, Some(_)) if mute => {
            Some(GatewayTruth { decline: order.decline_reason, ..GatewayTruth::bare("", GatewayState::Open) })
        }
        (OrderState::Open | OrderState::ActionRequired, None) if mute && left => Some(GatewayTruth::bare("", GatewayState::Open)),
        _ => None,
    });
    outcome(order.state, truth.as_ref())
}
