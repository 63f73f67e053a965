//! What there is to give back, read under the payer's lock: what the house holds of them, what is left of a capture, who disputes it.

use super::{OWED, UNAPPLIED};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use domain::ids::{PaymentOrderId, RefundId};
use domain::ledger::{AccountCode, AccountRef, Owner};
use domain::money::{Currency, Money};
use domain::payments::{Held, RefundStage, UnappliedReason, capture_left};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use store::entities::{dispute, payment_capture, payment_order, refund};
use store::tasks;
use time::OffsetDateTime;

/// What can be given back to a payer in a currency: the [`pockets`], without the credit that is kept for what they owe besides the price.
pub(crate) async fn held(db: &impl ConnectionTrait, owner: Owner, currency: Currency, except: Option<RefundId>) -> Result<Held, DbErr> {
    let pockets = pockets(db, owner, currency, except).await?;
    Ok(pockets.beside(claimed(db, owner, currency).await?))
}

/// What the house holds of a payer in a currency, less what refunds under way (other than `except`) have taken of it.
pub(crate) async fn pockets(db: &impl ConnectionTrait, owner: Owner, currency: Currency, except: Option<RefundId>) -> Result<Held, DbErr> {
    let rows = refund::Entity::find()
        .filter(refund::Column::TripId.eq(owner.trip))
        .filter(refund::Column::PayerId.eq(owner.payer))
        .filter(refund::Column::Currency.eq(currency))
        .filter(refund::Column::State.is_in([RefundStage::Requested, RefundStage::Sent, RefundStage::Pending]))
        .all(db)
        .await?;
    let (mut advances, mut unapplied) = (0_i64, 0_i64);
    for row in rows.iter().filter(|row| Some(row.id) != except) {
        unapplied += row.unapplied_minor;
        advances += row.amount_minor - row.unapplied_minor;
    }
    let counted = balance(db, owner, AccountCode::Advances, currency).await?.minor;
    let aside = balance(db, owner, AccountCode::Unapplied, currency).await?.minor;
    let left = |balance: i64, taken: i64| Money::new(balance.saturating_sub(taken), currency);
    Ok(Held { advances: left(counted, advances), unapplied: left(aside, unapplied) })
}

/// What the house owes a payer on one account, whatever is under way.
pub(in crate::desks::payments) async fn balance(
    db: &impl ConnectionTrait,
    owner: Owner,
    code: AccountCode,
    currency: Currency,
) -> Result<Money, DbErr> {
    let account = AccountRef { code, currency, payer: Some((owner.trip, owner.payer)), gateway: String::new() };
    // The ledger credits what the house owes: its balances are negative.
    let balance = store::ledger::balance(db, &accounts::key(owner.entity, &account)).await?;
    Ok(Money::new(0_i64.saturating_sub(balance.minor), currency))
}

/// What a payer owes besides the price, because it went back to them twice.
pub(in crate::desks::payments) async fn claimed(db: &impl ConnectionTrait, owner: Owner, currency: Currency) -> Result<Money, DbErr> {
    let owed = balance(db, owner, AccountCode::Doubtful, currency).await?;
    Ok(Money::new(0_i64.saturating_sub(owed.minor), currency))
}

/// The refunds of an order's captures, in the order of making.
pub(in crate::desks::payments) async fn of_captures(db: &impl ConnectionTrait, order: PaymentOrderId) -> Result<Vec<refund::Model>, DbErr> {
    let mut rows = refund::Entity::find().filter(refund::Column::OrderId.eq(order)).all(db).await?;
    rows.retain(|row| row.capture_key.is_some());
    rows.sort_by_key(|row| row.id);
    Ok(rows)
}

/// The captures of an order.
pub(in crate::desks::payments) async fn captured_of(
    db: &impl ConnectionTrait,
    order: PaymentOrderId,
) -> Result<Vec<payment_capture::Model>, DbErr> {
    payment_capture::Entity::find().filter(payment_capture::Column::OrderId.eq(order)).all(db).await
}

/// What is left of a capture, `except` one of its refunds.
pub(super) fn left_of(capture: &payment_capture::Model, refunds: &[refund::Model], except: Option<RefundId>) -> Money {
    let own = refunds.iter().filter(|row| row.capture_key.as_ref() == Some(&capture.capture_key) && Some(row.id) != except);
    capture_left(Money::new(capture.amount_minor, capture.currency), own.map(|row| (row.state, Money::new(row.amount_minor, row.currency))))
}

/// Whether the payer's bank wants a capture back, or has it.
pub(super) async fn is_disputed(db: &impl ConnectionTrait, order: &payment_order::Model, capture: &str) -> Result<bool, DbErr> {
    let rows = dispute::Entity::find()
        .filter(dispute::Column::OrderId.eq(order.id))
        .filter(dispute::Column::CaptureKey.eq(capture))
        .all(db)
        .await?;
    Ok(rows.iter().any(|row| row.state.blocks_refunds()))
}

/// Closes the task that asks to give back what a payer had paid for a trip they gave up, once all of it is back or on its way.
pub(crate) async fn close_owed(
    tx: &DatabaseTransaction,
    owner: Owner,
    currency: Currency,
    by: Option<domain::ids::StaffId>,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let left = held(tx, owner, currency, None).await?;
    if left.advances.minor <= 0 && left.unapplied.minor <= 0 {
        tasks::close(tx, &[OWED], vec![owner.payer.to_string()], by, now).await?;
    }
    Ok(())
}

/// Closes the tasks that ask what to do with a payer's credit, once none is left in any currency.
pub(crate) async fn close_credit_tasks(
    tx: &DatabaseTransaction,
    owner: Owner,
    by: Option<domain::ids::StaffId>,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    use store::entities::ledger_account as account;
    let left = account::Entity::find()
        .filter(account::Column::TripId.eq(owner.trip))
        .filter(account::Column::PayerId.eq(owner.payer))
        .filter(account::Column::Code.eq(AccountCode::Unapplied.as_str()))
        .filter(account::Column::Balance.ne(0))
        .one(tx)
        .await?;
    if left.is_some() {
        return Ok(());
    }
    tasks::close(tx, &[UNAPPLIED, UnappliedReason::PriceDecrease.as_str()], vec![owner.payer.to_string()], by, now).await?;
    Ok(())
}
