//! Debts that are joint after a contract passed to another person. Whoever took over owes what is open; whoever handed over keeps what they have paid.
//!
//! Both stay exact as money moves: what still comes from the former payer pays off what is open, what goes back to them is open again for who took over. Trip
//! and payers must be locked; the shares together stay the price.

use super::accounts;
use super::fault::Fault;
use super::trips::schedule;
use domain::ids::PayerId;
use domain::money::Money;
use domain::payers::{DebtMove, PayerState, move_debt};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, Set};
use store::entities::{handover, payer, trip};
use time::{Date, OffsetDateTime};

/// How often a contract may pass on before nobody is followed any further.
const CHAIN: usize = 9;

/// Who owes what a payer owed before they handed over; `None` for whoever did not.
///
/// # Errors
/// As the database says.
pub(crate) async fn heir_of(db: &impl ConnectionTrait, payer: PayerId) -> Result<Option<payer::Model>, DbErr> {
    let (mut at, mut found) = (payer, None);
    for _ in 0..CHAIN {
        let Some(row) = handover::Entity::find().filter(handover::Column::FromPayer.eq(at)).one(db).await? else { break };
        at = row.to_payer;
        found = payer::Entity::find_by_id(at).one(db).await?.filter(|row| row.state == PayerState::Active);
    }
    Ok(found)
}

/// Passes whatever is open of a payer who handed over to who took over; who that is, if anything did.
///
/// # Errors
/// As the database says.
pub(crate) async fn pass_on(
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    payer: PayerId,
    today: Date,
    now: OffsetDateTime,
) -> Result<Option<payer::Model>, Fault> {
    let Some(heir) = heir_of(tx, payer).await? else { return Ok(None) };
    let open = open_of(tx, trip, payer, today).await?;
    if open.minor > 0 {
        shift(tx, trip, (payer, heir.id), open, today, now).await?;
    }
    Ok(Some(heir))
}

/// What a payer who handed over may still pay off: what is open of who took over. Zero for anybody else.
///
/// # Errors
/// As the database says.
pub(crate) async fn joint(db: &impl ConnectionTrait, trip: &trip::Model, payer: PayerId, today: Date) -> Result<Money, DbErr> {
    match heir_of(db, payer).await? {
        Some(heir) => open_of(db, trip, heir.id, today).await,
        None => Ok(Money::zero(trip.currency)),
    }
}

/// Takes up to `money` of what is open over from who took the contract over, because it came from who handed it over.
///
/// # Errors
/// As the database says.
pub(crate) async fn take_back(
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    payer: PayerId,
    money: Money,
    today: Date,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    match heir_of(tx, payer).await? {
        Some(heir) if money.minor > 0 => shift(tx, trip, (heir.id, payer), money, today, now).await.map(drop),
        Some(_) | None => Ok(()),
    }
}

async fn open_of(db: &impl ConnectionTrait, trip: &trip::Model, payer: PayerId, today: Date) -> Result<Money, DbErr> {
    let own = accounts::payer_account(db, trip, payer, today).await?;
    Ok(own.map_or(Money::zero(trip.currency), |own| own.account.remaining))
}

/// Moves the first `amount` of what is open from one payer to another, with the shares that follow.
async fn shift(
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    (from, to): (PayerId, PayerId),
    amount: Money,
    today: Date,
    now: OffsetDateTime,
) -> Result<DebtMove, Fault> {
    let gone = || Fault::Broken(format!("{from} or {to} is gone"));
    let accounts = accounts::accounts_of(tx, trip, today).await?;
    let (giver, taker) = (accounts.of(from).ok_or_else(gone)?, accounts.of(to).ok_or_else(gone)?);
    let moved = move_debt(&giver.account.instalments, &taker.account.instalments, amount);
    schedule::apply(tx, trip, from, &moved.from, now).await?;
    schedule::apply(tx, trip, to, &moved.to, now).await?;
    for (one, share) in [(giver, giver.account.price.sub(moved.moved)), (taker, taker.account.price.add(moved.moved))] {
        let mut row = one.payer.clone().into_active_model();
        row.share_minor = Set(Some(share.ok_or_else(gone)?.minor));
        // Whoever had paid nothing had left: money of theirs brings them back.
        row.state = Set(PayerState::Active);
        row.update(tx).await?;
    }
    Ok(moved)
}
