//! Direct debits that came back: the payer has not paid, so what was booked is taken back out of what the house holds of them, and is owed again.
//!
//! One transaction books it, shows it on the order, opens the schedule, asks a person and writes to the payer. What went back to them twice, by a refund and by
//! their bank, is no part of the price: it is a claim of its own. The gateway's name of the return makes it one fact, however often and in whatever order it is told.

use super::payer::addressee;
use super::refunds::{UNAPPLIED, stock};
use super::settle::Table;
use super::{amount, links};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::trips::schedule;
use crate::desks::{Counter, handovers};
use crate::mail::{DebitReturned, MailJob, MailKind};
use domain::ids::DisputeId;
use domain::ledger::{AccountCode, Posting};
use domain::money::Money;
use domain::payers::reopen;
use domain::payments::{DisputeFact, Held, OrderEvent, Parts, UnappliedReason, settle_claim, take_back};
use domain::policy::Actor;
use locales::format;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::entities::{dispute, payer, payment_capture};
use store::ledger::Posted;
use store::tasks;

/// Task: a debit came back, and somebody talks to its payer. Its subject is the dispute.
pub(crate) const RETURNED: &str = "payment.returned";

/// Books one fact of a return, of which `money` was taken; what follows from it follows once.
pub(super) async fn book(counter: &Counter, table: &Table<'_>, row: &dispute::Model, fact: DisputeFact, money: Money) -> Result<(), Fault> {
    match fact {
        DisputeFact::Returned => take(counter, table, row, money).await,
        DisputeFact::Restored => restore(table, row, money).await,
        DisputeFact::Withdrawn | DisputeFact::Won | DisputeFact::Lost => Ok(()),
    }
}

async fn take(counter: &Counter, table: &Table<'_>, row: &dispute::Model, money: Money) -> Result<(), Fault> {
    let (tx, now, today) = (table.tx, table.now, counter.today());
    let owner = accounts::owner(table.trip, table.order.payer_id);
    let gone = |what: &str| Fault::Broken(format!("{what} of {} is gone", row.id));
    let id = (row.gateway.clone(), row.gateway_account.clone(), row.capture_key.clone());
    let capture = payment_capture::Entity::find_by_id(id).one(tx).await?.ok_or_else(|| gone("the capture"))?;
    let own = accounts::payer_account(tx, table.trip, table.order.payer_id, today).await?.ok_or_else(|| gone("the payer"))?;
    let booked = Parts {
        advances: Money::new(capture.advances_minor, capture.currency),
        unapplied: Money::new(capture.amount_minor - capture.advances_minor, capture.currency),
    };
    let held = Held {
        advances: stock::balance(tx, owner, AccountCode::Advances, money.currency).await?,
        unapplied: stock::balance(tx, owner, AccountCode::Unapplied, money.currency).await?,
    };
    let from = take_back(money, booked, held);
    let posting = Posting::returned(owner, table.at(), &row.dispute_key, money, from)?;
    if let Posted::Before(_) = accounts::book(tx, now, now, &posting).await? {
        return Ok(());
    }
    if capture.reason.is_none_or(UnappliedReason::is_of_order) {
        let (state, version) = (table.order.state.next(OrderEvent::Returned), table.order.version + 1);
        let mut order = table.order.clone().into_active_model();
        order.state = Set(state);
        order.version = Set(version);
        order.updated_at = Set(now);
        order.update(tx).await?;
    }
    table.note("payment.returned", money).await?;
    // What had been paid and was due is due again today.
    let before = own.account.instalments;
    let own = accounts::payer_account(tx, table.trip, table.order.payer_id, today).await?.ok_or_else(|| gone("the payer"))?;
    schedule::apply(tx, table.trip, own.payer.id, &reopen(&before, &own.account.instalments, today), now).await?;
    let heir = handovers::pass_on(tx, table.trip, own.payer.id, today, now).await?;
    stock::close_owed(tx, owner, table.trip.currency, None, now).await?;
    stock::close_credit_tasks(tx, owner, None, now).await?;
    let detail = json!({ "amount": money.plain(), "twice": from.beyond.plain(), "trip": table.trip.reference, "order": amount(table.order).plain() });
    tasks::raise(tx, RETURNED, row.id, &detail, now).await?;
    tell(counter, table, row.id, &own, money, heir.as_ref()).await
}

/// The money is here again after all. Whoever decides what it is for is a person: what it had paid may be paid otherwise by now.
async fn restore(table: &Table<'_>, row: &dispute::Model, money: Money) -> Result<(), Fault> {
    let owner = accounts::owner(table.trip, table.order.payer_id);
    let claim = stock::claimed(table.tx, owner, money.currency).await?;
    let posting = Posting::restored(owner, table.at(), &row.dispute_key, money, settle_claim(money, claim))?;
    if let Posted::Now(_) = accounts::book(table.tx, table.now, table.now, &posting).await? {
        table.note("payment.restored", money).await?;
        let detail = json!({ "amount": money.plain(), "trip": table.trip.reference });
        tasks::raise(table.tx, UNAPPLIED, owner.payer, &detail, table.now).await?;
    }
    Ok(())
}

/// What the mails about a returned debit are filed under in the outbox, by its dispute.
pub(crate) fn mail_key(id: DisputeId) -> String {
    format!("mail:returned:{id}")
}

/// Writes to the payer, and to whoever took the contract over from them, for both are liable.
async fn tell(
    counter: &Counter,
    table: &Table<'_>,
    id: DisputeId,
    own: &PayerAccount,
    money: Money,
    heir: Option<&payer::Model>,
) -> Result<(), Fault> {
    let payable = super::payer::check_payable(table.trip).is_ok();
    let says = match (payable, heir) {
        (false, _) => DebitReturned::Closed,
        (true, None) => DebitReturned::Owed,
        (true, Some(_)) => DebitReturned::HandedOver,
    };
    write(counter, table, &own.payer, says, money, &mail_key(id)).await?;
    match heir.filter(|_| payable) {
        Some(heir) => write(counter, table, heir, DebitReturned::TakenOver, money, &format!("{}:heir", mail_key(id))).await,
        None => Ok(()),
    }
}

async fn write(
    counter: &Counter,
    table: &Table<'_>,
    payer: &payer::Model,
    says: DebitReturned,
    money: Money,
    key: &str,
) -> Result<(), Fault> {
    let to = addressee(table.tx, payer).await?;
    if to.email.is_empty() {
        return Ok(());
    }
    let link = match (says, payer.client()) {
        (DebitReturned::Closed | DebitReturned::HandedOver, _) => None,
        (DebitReturned::Owed | DebitReturned::TakenOver, Some(_)) => Some(counter.url(&format!("/trips/{}/payments", table.trip.id))),
        (DebitReturned::Owed | DebitReturned::TakenOver, None) => {
            let (_, token) = links::make(table.tx, payer.id, None, Actor::System, table.now).await?;
            Some(links::address(counter, &token))
        }
    };
    let (name, amount, trip) = (to.name, format::money(to.language, money), table.trip.title.clone());
    let job = MailJob { to: to.email, locale: to.language, kind: MailKind::DebitReturned { says, name, amount, trip, link } };
    store::outbox::put(table.tx, "mail", key, &job, table.now, table.now).await?;
    Ok(())
}
