//! What a trip's payer owes and has paid, for the desks of trips and of payments alike.
//!
//! The schedule that holds comes from its rows, what was received from the ledger; `domain::payments` pours the one over the other. A trip has
//! one payer: its client. Nothing is decided here, and nothing is kept: the same question asked twice is answered from the same facts.

use domain::ids::{PayerId, TripId};
use domain::ledger::{AccountCode, AccountRef, Owner, Posting};
use domain::money::{Currency, Money};
use domain::payments::{Account, Instalment};
use domain::trips::Entity as House;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use store::entities::{instalment, ledger_account, payer, trip};
use store::ledger::{AccountKey, Fact, Line, Posted};
use time::{Date, OffsetDateTime};

/// The payer of a trip.
///
/// # Errors
/// As the database says; a trip without payer is a broken one.
pub(crate) async fn find_payer(db: &impl ConnectionTrait, trip: TripId) -> Result<payer::Model, DbErr> {
    let found = payer::Entity::find().filter(payer::Column::TripId.eq(trip)).order_by_asc(payer::Column::Id).one(db).await?;
    found.ok_or_else(|| DbErr::RecordNotFound(format!("payer of {trip}")))
}

/// Whose accounts of the ledger are meant.
pub(crate) fn owner(trip: &trip::Model, payer: PayerId) -> Owner {
    Owner { entity: trip.entity, trip: trip.id, payer }
}

/// Locks the payer of a trip that is locked already, and reads the account: nobody books on it until the transaction ends.
///
/// # Errors
/// As the database says.
pub(crate) async fn lock_account(tx: &DatabaseTransaction, trip: &trip::Model, today: Date) -> Result<(payer::Model, Account), DbErr> {
    let payer = find_payer(tx, trip.id).await?;
    let locked = store::locks::lock_payer(tx, payer.id).await?.ok_or_else(|| DbErr::RecordNotFound(payer.id.to_string()))?;
    Ok((locked, trip_account(tx, trip, today).await?))
}

/// The account of a trip's payer on `today`.
///
/// # Errors
/// As the database says.
pub(crate) async fn trip_account(db: &impl ConnectionTrait, trip: &trip::Model, today: Date) -> Result<Account, DbErr> {
    let mut accounts = trip_accounts(db, std::slice::from_ref(trip), today).await?;
    accounts.remove(&trip.id).ok_or_else(|| DbErr::RecordNotFound(format!("account of {}", trip.id)))
}

/// The accounts of many trips on `today`, in two queries; every trip has one.
///
/// # Errors
/// As the database says.
pub(crate) async fn trip_accounts(
    db: &impl ConnectionTrait,
    trips: &[trip::Model],
    today: Date,
) -> Result<BTreeMap<TripId, Account>, DbErr> {
    let ids: Vec<TripId> = trips.iter().map(|trip| trip.id).collect();
    let mut schedules: BTreeMap<TripId, Vec<Instalment>> = BTreeMap::new();
    for row in schedule_rows(db, &ids).await? {
        schedules.entry(row.trip_id).or_default().push(line(&row));
    }
    let codes = [AccountCode::Advances.as_str(), AccountCode::Unapplied.as_str()];
    let held = ledger_account::Entity::find()
        .filter(ledger_account::Column::TripId.is_in(ids))
        .filter(ledger_account::Column::Code.is_in(codes))
        .all(db)
        .await?;
    let mut balances: BTreeMap<(TripId, String, House, Currency), i64> = BTreeMap::new();
    for account in held {
        *balances.entry((account.trip_id, account.code, account.entity, account.currency)).or_default() += account.balance;
    }
    let accounts = trips.iter().map(|trip| {
        // The ledger credits what the house owes: its balances are negative.
        let held = |code: AccountCode| {
            let balance = balances.get(&(trip.id, code.as_str().to_owned(), trip.entity, trip.currency)).copied().unwrap_or(0);
            Money::new(0_i64.saturating_sub(balance), trip.currency)
        };
        let price = Money::new(trip.price_minor.max(0), trip.currency);
        let schedule = schedules.remove(&trip.id).unwrap_or_default();
        (trip.id, Account::new(price, held(AccountCode::Advances), held(AccountCode::Unapplied), schedule, today))
    });
    Ok(accounts.collect())
}

/// The rows of the schedules that hold, in order of payment.
async fn schedule_rows(db: &impl ConnectionTrait, trips: &[TripId]) -> Result<Vec<instalment::Model>, DbErr> {
    instalment::Entity::find()
        .filter(instalment::Column::TripId.is_in(trips.iter().copied()))
        .filter(instalment::Column::SupersededAt.is_null())
        .order_by_asc(instalment::Column::DueOn)
        .order_by_asc(instalment::Column::Id)
        .all(db)
        .await
}

fn line(row: &instalment::Model) -> Instalment {
    Instalment {
        id: row.id,
        kind: row.kind,
        due_on: row.due_on,
        amount: Money::new(row.amount_minor, row.currency),
        paid: Money::zero(row.currency),
    }
}

/// Writes a posting into the ledger; a fact that was booked before is left alone. Lock trip and payer first.
///
/// # Errors
/// As the database says.
pub(crate) async fn book(
    tx: &DatabaseTransaction,
    now: OffsetDateTime,
    effective_at: OffsetDateTime,
    posting: &Posting,
) -> Result<Posted, DbErr> {
    let fact = Fact { kind: posting.source_kind().as_str(), id: posting.source_id(), memo: posting.memo(), effective_at };
    let side = |entry: &domain::ledger::Entry| Line { account: key(posting.entity(), &entry.account), amount_minor: entry.amount.minor };
    let lines: Vec<Line> = posting.entries().iter().map(side).collect();
    store::ledger::post(tx, now, fact, &lines).await
}

/// The ledger account a reference names; a clearing account carries its gateway in its code.
pub(crate) fn key(entity: House, account: &AccountRef) -> AccountKey {
    let code = if account.gateway.is_empty() { account.code.to_string() } else { format!("{}:{}", account.code, account.gateway) };
    AccountKey {
        entity,
        code,
        currency: account.currency,
        trip: account.payer.map(|(trip, _)| trip),
        payer: account.payer.map(|(_, payer)| payer),
    }
}
