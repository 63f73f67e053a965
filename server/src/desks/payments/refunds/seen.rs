//! What a gateway says about refunds, written down: ours move, those made in its back office get a row of their own, money is booked as it leaves and
//! as it comes back, and whoever has to know is told.

use super::stock::{close_credit_tasks, held};
use super::{FAILED, FOREIGN, UNAPPLIED, stock};
use crate::desks::Counter;
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::handovers;
use crate::desks::payments::payer::addressee;
use crate::desks::payments::settle::Table;
use crate::mail::{MailJob, MailKind};
use domain::ids::{PayerId, RefundId};
use domain::ledger::{AccountCode, Posting};
use domain::money::Money;
use domain::payments::{
    CaptureKey, Finding, GatewayRefund, Held, KnownRefund, Parts, RefundBooking, RefundOrigin, RefundStage, RefundStand, RefundState,
    RefundWay, TakenBack, UnappliedReason, compare_refunds, settle_claim, split_received, take_back, take_from,
};
use domain::policy::Actor;
use locales::format;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::entities::{payer, refund, staff, trip};
use store::tasks;
use time::OffsetDateTime;

/// What is new about an order's refunds.
pub(in crate::desks::payments) struct Found {
    rows: Vec<refund::Model>,
    findings: Vec<Finding>,
}

impl Found {
    /// Whether nothing is new.
    pub(in crate::desks::payments) fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Compares what a gateway says with what is written down. `captures` are those in the books, or about to be.
pub(in crate::desks::payments) async fn find(table: &Table<'_>, captures: &[CaptureKey], said: &[GatewayRefund]) -> Result<Found, Fault> {
    let rows = stock::of_captures(table.tx, table.order.id).await?;
    let known: Vec<KnownRefund> = rows.iter().map(known).collect();
    Ok(Found { findings: compare_refunds(&known, said, captures), rows })
}

fn known(row: &refund::Model) -> KnownRefund {
    KnownRefund {
        id: row.id,
        stand: RefundStand { stage: row.state, way: row.way },
        key: row.refund_key.clone(),
        capture: CaptureKey(row.capture_key.clone().unwrap_or_default()),
        money: Money::new(row.amount_minor, row.currency),
    }
}

/// Writes it down, once the captures are in the books.
pub(in crate::desks::payments) async fn write(counter: &Counter, table: &Table<'_>, found: Found) -> Result<(), Fault> {
    let Found { rows, findings } = found;
    for finding in findings {
        match finding {
            Finding::Moved { id, key, from, to } => {
                let row = rows.iter().find(|row| row.id == id).cloned().ok_or_else(|| Fault::Broken(format!("{id} is gone")))?;
                let mut change = row.into_active_model();
                change.refund_key = Set(Some(key));
                let row = advance(table, change, to).await?;
                follow(counter, table, row, from, to).await?;
            }
            Finding::Foreign { refund, stand } => {
                let row = adopt(counter, table, &refund, stand).await?;
                tasks::raise(table.tx, FOREIGN, row.id, &json!({ "amount": refund.money.plain() }), table.now).await?;
                follow(counter, table, row, RefundStand::new(RefundWay::Gateway), stand).await?;
            }
        }
    }
    Ok(())
}

async fn advance(table: &Table<'_>, mut row: refund::ActiveModel, to: RefundStand) -> Result<refund::Model, Fault> {
    let (before, version) = (row.state.as_ref(), *row.version.as_ref());
    if *before != to.stage && to.stage.is_over() {
        row.finished_at = Set(Some(table.now));
    }
    row.state = Set(to.stage);
    row.way = Set(to.way);
    row.version = Set(version + 1);
    Ok(row.update(table.tx).await?)
}

/// A refund that nobody here asked for gets a row, so that it is counted and never sent.
async fn adopt(counter: &Counter, table: &Table<'_>, refund: &GatewayRefund, stand: RefundStand) -> Result<refund::Model, Fault> {
    let (order, trip) = (table.order, table.trip);
    let held = held(table.tx, accounts::owner(trip, order.payer_id), refund.money.currency, None).await?;
    let id: RefundId = store::fresh();
    let row = refund::ActiveModel {
        id: Set(id),
        trip_id: Set(trip.id),
        payer_id: Set(order.payer_id),
        order_id: Set(Some(order.id)),
        gateway: Set(order.gateway.clone()),
        gateway_account: Set(order.gateway_account.clone()),
        capture_key: Set(Some(refund.capture.0.clone())),
        refund_key: Set(Some(refund.key.clone())),
        idempotency_key: Set(format!("refund:{}", id.0)),
        way: Set(RefundWay::Gateway),
        origin: Set(RefundOrigin::Gateway),
        amount_minor: Set(refund.money.minor),
        unapplied_minor: Set(take_from(refund.money, held).unapplied.minor),
        currency: Set(refund.money.currency),
        state: Set(stand.stage),
        reason: Set(String::new()),
        note: Set(String::new()),
        failure: Set(None),
        event_on: Set(counter.today()),
        requested_by: Set(Actor::System.to_string()),
        requested_at: Set(table.now),
        sent_at: Set(None),
        finished_at: Set(stand.stage.is_over().then_some(table.now)),
        version: Set(1),
    };
    Ok(row.insert(table.tx).await?)
}

/// What follows from a move: the ledger, the tasks, the mails.
async fn follow(counter: &Counter, table: &Table<'_>, row: refund::Model, from: RefundStand, to: RefundStand) -> Result<(), Fault> {
    let owner = accounts::owner(table.trip, row.payer_id);
    let money = Money::new(row.amount_minor, row.currency);
    let said = GatewayRefund {
        key: row.refund_key.clone().unwrap_or_default(),
        capture: CaptureKey(row.capture_key.clone().unwrap_or_default()),
        money,
        state: RefundState::Succeeded,
    };
    match from.booking(to) {
        Some(RefundBooking::Left) => {
            // What is in which pocket may have moved since it was asked for.
            let parts = take_from(money, held(table.tx, owner, row.currency, Some(row.id)).await?);
            let there = Held {
                advances: stock::balance(table.tx, owner, AccountCode::Advances, row.currency).await?,
                unapplied: stock::balance(table.tx, owner, AccountCode::Unapplied, row.currency).await?,
            };
            // What neither holds the payer's bank took before: it is theirs to give back.
            let from = take_back(money, parts, there);
            accounts::book(table.tx, table.now, table.now, &Posting::refund(owner, table.at(), &said, from)?).await?;
            let row = keep_parts(table.tx, row, from.parts).await?;
            table.note("payment.refunded", money).await?;
            handovers::pass_on(table.tx, table.trip, row.payer_id, counter.today(), table.now).await?;
            close_credit_tasks(table.tx, owner, None, table.now).await?;
            tell_payer(counter, table.tx, table.trip, &row, table.now).await?;
        }
        Some(RefundBooking::CameBack) => {
            let claim = settle_claim(money, stock::claimed(table.tx, owner, row.currency).await?);
            let left = money.minor - claim.minor;
            let aside = row.unapplied_minor.min(left);
            let advances = owed_again(counter, table, row.payer_id, Money::new(left - aside, row.currency)).await?;
            let unapplied = Money::new(left - advances.minor, row.currency);
            let into = TakenBack { parts: Parts { advances, unapplied }, beyond: claim };
            accounts::book(table.tx, table.now, table.now, &Posting::refund_failed(owner, table.at(), &said, into)?).await?;
            if unapplied.minor > aside {
                let detail = json!({ "reason": UnappliedReason::Excess, "amount": unapplied.plain(), "trip": table.trip.reference });
                tasks::raise(table.tx, UNAPPLIED, owner.payer, &detail, table.now).await?;
            }
            fail(counter, table, &row).await?;
        }
        None if to.stage == RefundStage::Failed && from.stage != RefundStage::Failed => fail(counter, table, &row).await?,
        None => {}
    }
    Ok(())
}

/// What of `money` that came back counts: what its payer owes, and what is open of who took the contract over, who then owes that much less. It may have been
/// paid otherwise meanwhile.
async fn owed_again(counter: &Counter, table: &Table<'_>, whose: PayerId, money: Money) -> Result<Money, Fault> {
    let (tx, trip, today) = (table.tx, table.trip, counter.today());
    let own = accounts::payer_account(tx, trip, whose, today).await?.ok_or_else(|| Fault::Broken(format!("{whose} is gone")))?;
    let remaining = own.account.remaining;
    let joint = handovers::joint(tx, trip, whose, today).await?;
    let counts = split_received(money, remaining.add(joint).unwrap_or(remaining)).advances;
    let beyond = Money::new(counts.minor - remaining.minor, trip.currency);
    if counts.minor > 0 {
        handovers::take_back(tx, trip, whose, beyond, today, table.now).await?;
    }
    Ok(counts)
}

async fn keep_parts(tx: &DatabaseTransaction, row: refund::Model, parts: Parts) -> Result<refund::Model, Fault> {
    if row.unapplied_minor == parts.unapplied.minor {
        return Ok(row);
    }
    let mut row = row.into_active_model();
    row.unapplied_minor = Set(parts.unapplied.minor);
    Ok(row.update(tx).await?)
}

/// A refund that did not go back: a person decides what now, and both sides are told.
async fn fail(counter: &Counter, table: &Table<'_>, row: &refund::Model) -> Result<(), Fault> {
    let money = Money::new(row.amount_minor, row.currency);
    table.note("refund.failed", money).await?;
    tasks::raise(table.tx, FAILED, row.id, &json!({ "amount": money.plain(), "trip": table.trip.reference }), table.now).await?;
    tell_payer(counter, table.tx, table.trip, row, table.now).await?;
    let Some(seller) = staff::Entity::find_by_id(table.trip.seller_id).one(table.tx).await? else { return Ok(()) };
    let job = MailJob {
        to: seller.email,
        locale: seller.language,
        kind: MailKind::RefundReturned {
            name: seller.given_name,
            amount: format::money(seller.language, money),
            trip: table.trip.reference.clone(),
            link: counter.url(&format!("/office/trips/{}", table.trip.id)),
        },
    };
    store::outbox::put(table.tx, "mail", &format!("mail:refund:{}:staff", row.id), &job, table.now, table.now).await?;
    Ok(())
}

/// Tells the payer that their money went back, or that it did not.
pub(super) async fn tell_payer(
    counter: &Counter,
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    row: &refund::Model,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let Some(payer) = payer::Entity::find_by_id(row.payer_id).one(tx).await? else { return Ok(()) };
    let own = addressee(tx, &payer).await?;
    let amount = format::money(own.language, Money::new(row.amount_minor, row.currency));
    // Somebody without an account has no page of their own: the mail says everything.
    let link = payer.client().map(|_| counter.url(&format!("/trips/{}/payments", trip.id)));
    let (name, title) = (own.name, trip.title.clone());
    let kind = match row.state {
        RefundStage::Succeeded => MailKind::Refunded { name, amount, trip: title, note: row.note.clone(), link },
        RefundStage::Failed => MailKind::RefundFailed { name, amount, trip: title, link },
        RefundStage::Requested | RefundStage::Sent | RefundStage::Pending => return Ok(()),
    };
    let job = MailJob { to: own.email, locale: own.language, kind };
    store::outbox::put(tx, "mail", &format!("mail:refund:{}:{}", row.id, row.state), &job, now, now).await?;
    Ok(())
}
