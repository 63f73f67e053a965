//! Starting a payment: the order is committed before the gateway hears of it, and no transaction is open while it is asked.
//!
//! Under the payer's lock there is at most one live order and never one above what is owed. A lost answer is no failure: the order stays, and whoever comes
//! next (the payer, the poller) asks again with the same key and the same words.

use super::payer::own_share;
use super::settle::compare_with_statement;
use super::ways::billing;
use super::{Payments, amount, links};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::auth::tokens;
use crate::desks::fault::Fault;
use crate::desks::trips::views;
use crate::failpoint;
use crate::gateways::{Answers, StartRequest};
use desk::Caller;
use domain::error::ErrorCode;
use domain::ids::{InstalmentId, PayLinkId, PayerId, PaymentOrderId, TripId};
use domain::money::Money;
use domain::payments::{Account, Asked, LiveOrder, OrderState, PayDraft, Payable, StartDecision, allocate, asked, start};
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::entities::{payment_allocation, payment_order, trip};
use time::{Duration, OffsetDateTime};

/// How long a page can be paid.
const LIFETIME: Duration = Duration::minutes(30);

/// A page with less time left than this is not handed out any more.
const LEAST: Duration = Duration::minutes(2);

/// When an order is asked about for the first time.
pub(super) const FIRST_POLL: Duration = Duration::seconds(20);

/// How often a start is decided anew because the order in its way moved meanwhile.
const TRIES: usize = 5;

/// What somebody wants to pay.
pub(super) enum Wish<'a> {
    /// What a form says.
    Form(&'a PayDraft),
    /// What a link asks for.
    Link(&'a LinkWish<'a>),
}

/// A wish to pay by link.
pub(super) struct LinkWish<'a> {
    /// Which link.
    pub(super) link: PayLinkId,
    /// Up to which instalment.
    pub(super) instalment: Option<InstalmentId>,
    /// The amount that was shown, in plain form.
    pub(super) seen: &'a str,
    /// The link's own address.
    pub(super) address: String,
}

/// What a decision under the lock asks for.
enum Step {
    /// A new order: open its page.
    Open(Box<payment_order::Model>),
    /// There is an order for this amount: take it up, unless it has moved.
    Resume(Box<payment_order::Model>),
    /// There is another order: close it first.
    Close(Box<payment_order::Model>),
    /// What was shown is not what would be paid: nothing is started.
    Look(String),
}

impl Payments {
    pub(super) async fn start(&self, caller: &Caller, trip: TripId, wish: &Wish<'_>) -> Result<String, Fault> {
        for _ in 0..TRIES {
            let order = match self.decide(caller, trip, wish).await? {
                Step::Open(order) => order,
                Step::Look(address) => return Ok(address),
                Step::Resume(order) => {
                    self.refresh(&order).await?;
                    let order = self.find_order(order.id).await?.ok_or(ErrorCode::NotFound)?;
                    match (order.state, &order.pay_url) {
                        (OrderState::Open | OrderState::ActionRequired, Some(url)) => return Ok(url.clone()),
                        // Without its page's address the same page is asked for again; anything later is decided anew.
                        (OrderState::Created | OrderState::Open | OrderState::ActionRequired, _) => Box::new(order),
                        (OrderState::Succeeded, _) => return Ok(self.outcome_url(order.id)),
                        (
                            OrderState::Processing
                            | OrderState::Authorized
                            | OrderState::Failed
                            | OrderState::Expired
                            | OrderState::Cancelled
                            | OrderState::Returned,
                            _,
                        ) => continue,
                    }
                }
                Step::Close(order) => {
                    // Paid meanwhile: the payer is shown what they paid, never a second page.
                    if self.close_order(&order).await? == OrderState::Succeeded {
                        return Ok(self.outcome_url(order.id));
                    }
                    continue;
                }
            };
            if let Some(url) = self.open_page(&order).await? {
                return Ok(url);
            }
        }
        Err(ErrorCode::PaymentUnderWay.into())
    }

    pub(super) fn outcome_url(&self, order: PaymentOrderId) -> String {
        self.counter.url(&format!("/payments/{order}"))
    }

    /// Decides under the payer's lock, and writes the new order if there is to be one.
    async fn decide(&self, caller: &Caller, trip: TripId, wish: &Wish<'_>) -> Result<Step, Fault> {
        let (now, today) = (self.counter.now(), self.counter.today());
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let tx = self.counter.db.begin_write().await?;
        let row = store::locks::lock_trip(&tx, trip).await?.ok_or(ErrorCode::NotFound)?;
        let payer = own_share(caller, &row, &accounts::accounts_of(&tx, &row, today).await?)?.payer.id;
        let PayerAccount { payer, account, heir: _ } = accounts::lock_account(&tx, &row, payer, today).await?.ok_or(ErrorCode::NotFound)?;
        let live = views::live_order(&tx, payer.id).await?;
        let (wanted, way) = match wish {
            Wish::Form(draft) => (wanted(&account, draft)?, draft.way.as_str()),
            Wish::Link(link) => match asked(&account, link.instalment) {
                Asked::Pay(amount, _) if amount.plain() == link.seen => (amount, ""),
                Asked::Pay(..) | Asked::Paid | Asked::Replaced => return Ok(Step::Look(link.address.clone())),
            },
        };
        let way = self.choose(&row, wanted, way)?;
        let gateway = way.gateway;
        let view = live.as_ref().map(|order| LiveOrder { id: order.id, amount: amount(order), state: order.state });
        match (start(view, account.remaining, wanted), live) {
            // Too little time left on its page, or another way to pay.
            (StartDecision::Reuse(_), Some(order)) if !is_fresh(&order, now) || !way.is_of(&order) => Ok(Step::Close(Box::new(order))),
            // Its page would lead back to where one has to sign in.
            (StartDecision::Reuse(_), Some(order)) if matches!(wish, Wish::Link(_)) && !links::came_by_link(&order) => {
                Ok(Step::Close(Box::new(order)))
            }
            (StartDecision::Reuse(_), Some(order)) => {
                if let Wish::Link(link) = wish {
                    links::note_order(&tx, link.link, order.id).await?;
                    tx.commit().await?;
                }
                Ok(Step::Resume(Box::new(order)))
            }
            (StartDecision::Expire(_), Some(order)) => Ok(Step::Close(Box::new(order))),
            (StartDecision::Create, _) => {
                let locale = super::payer::language(&tx, &payer).await?;
                let id: PaymentOrderId = store::fresh();
                let back = tokens::draw();
                let return_url = match wish {
                    // The visit to the bank may last longer than the session.
                    Wish::Form(_) => links::way_back(&self.counter, &back),
                    Wish::Link(_) => links::address(&self.counter, &back),
                };
                let request = StartRequest {
                    order: id.to_string(),
                    idempotency_key: format!("po:{}", id.0),
                    amount: wanted,
                    description: [row.reference.as_str(), row.title.as_str()].join(" – "),
                    locale,
                    return_url,
                    notify_url: self.counter.url(&format!("/gateways/{}/notify", gateway.name())),
                    expires_at: now + LIFETIME,
                    billing: Some(billing(&tx, &payer, row.entity).await?),
                    method: way.method,
                };
                let order = create(&tx, caller, payer.id, &row, &account, (gateway.name(), gateway.account()), &request, now).await?;
                links::put_back(&tx, &back, id, payer.id, now).await?;
                if let Wish::Link(link) = wish {
                    links::note_order(&tx, link.link, id).await?;
                }
                failpoint::pass("order_uncommitted");
                tx.commit().await?;
                failpoint::pass("order_committed");
                Ok(Step::Open(Box::new(order)))
            }
            (StartDecision::Refuse(code), _) => Err(code.into()),
            (StartDecision::Reuse(_) | StartDecision::Expire(_), None) => {
                Err(Fault::Broken(format!("a live order of {trip} that is not there")))
            }
        }
    }

    /// Moves an order under its lock; nothing is written when it stays where it is. Answers the state it is in.
    pub(super) async fn write_state(
        &self,
        id: PaymentOrderId,
        next: impl Fn(OrderState) -> OrderState + Send,
        verb: &str,
    ) -> Result<OrderState, Fault> {
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, id).await?;
        let state = next(order.state);
        if state == order.state {
            return Ok(state);
        }
        let (trip, money, version) = (order.trip_id, amount(&order), order.version + 1);
        let mut row = order.into_active_model();
        row.state = Set(state);
        row.version = Set(version);
        row.updated_at = Set(now);
        if !state.is_live() {
            row.next_poll_at = Set(None);
        }
        let row = row.update(&tx).await?;
        store::audit::append(&tx, now, Actor::System, verb, id, Some(trip), &json!({ "amount": money.plain() })).await?;
        // Given up without an answer: its page may have been paid, and only the bank's statement would show it.
        if state == OrderState::Cancelled && self.gateway(&row)?.answers() == Answers::Nothing {
            compare_with_statement(&tx, &row, "closed without an answer", now).await?;
        }
        tx.commit().await?;
        Ok(state)
    }
}

/// The amount a form asks for.
pub(super) fn wanted(account: &Account, draft: &PayDraft) -> Result<Money, Fault> {
    let payable = Payable::of(account).ok_or(ErrorCode::NothingDue)?;
    Ok(draft.check(Some(payable))?.amount)
}

fn is_fresh(order: &payment_order::Model, now: OffsetDateTime) -> bool {
    order.expires_at.is_none_or(|end| now + LEAST < end)
}

/// Locks an order, its payer first, in the order that everybody keeps.
pub(super) async fn lock(tx: &DatabaseTransaction, id: PaymentOrderId) -> Result<payment_order::Model, Fault> {
    let missing = || Fault::Broken(format!("{id} is gone"));
    let order = payment_order::Entity::find_by_id(id).one(tx).await?.ok_or_else(missing)?;
    store::locks::lock_trip(tx, order.trip_id).await?;
    store::locks::lock_payer(tx, order.payer_id).await?;
    store::locks::lock_order(tx, id).await?.ok_or_else(missing)
}

#[expect(clippy::too_many_arguments, reason = "everything that was read under one lock")]
async fn create(
    tx: &DatabaseTransaction,
    caller: &Caller,
    payer: PayerId,
    trip: &trip::Model,
    account: &Account,
    (gateway, gateway_account): (&str, &str),
    request: &StartRequest,
    now: OffsetDateTime,
) -> Result<payment_order::Model, Fault> {
    let id: PaymentOrderId = request.order.parse().map_err(|_| Fault::Broken("an order without its name".to_owned()))?;
    let parts = allocate(request.amount, &account.instalments)?;
    let order = payment_order::ActiveModel {
        id: Set(id),
        trip_id: Set(trip.id),
        payer_id: Set(payer),
        amount_minor: Set(request.amount.minor),
        currency: Set(request.amount.currency),
        outstanding_minor: Set(account.remaining.minor),
        gateway: Set(gateway.to_owned()),
        gateway_account: Set(gateway_account.to_owned()),
        idempotency_key: Set(request.idempotency_key.clone()),
        request: Set(serde_json::to_string(request).map_err(|error| Fault::Broken(error.to_string()))?),
        state: Set(OrderState::Created),
        decline_reason: Set(None),
        pay_url: Set(None),
        version: Set(1),
        expires_at: Set(Some(request.expires_at)),
        created_at: Set(now),
        updated_at: Set(now),
        next_poll_at: Set(Some(now + FIRST_POLL)),
    };
    let order = order.insert(tx).await?;
    for part in parts {
        let row = payment_allocation::ActiveModel {
            order_id: Set(id),
            instalment_id: Set(part.instalment),
            amount_minor: Set(part.amount.minor),
        };
        row.insert(tx).await?;
    }
    store::audit::append(tx, now, caller.actor, "payment.started", id, Some(trip.id), &json!({ "amount": request.amount.plain() })).await?;
    Ok(order)
}
