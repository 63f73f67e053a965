//! What each payer of a trip owes and has paid, for the desks of trips and of payments alike.
//!
//! The schedule that holds comes from its rows, what was received from the ledger; `domain::payments` pours the one over the other, payer by payer. Nothing is
//! decided here, and nothing is kept: the same question asked twice is answered from the same facts.

use domain::ids::{ClientId, PayerId, TripId};
use domain::ledger::{AccountCode, AccountRef, Owner, Posting};
use domain::money::{Currency, Money};
use domain::payers::{Holding, PayerState};
use domain::payments::{Account, Instalment};
use domain::trips::Entity as House;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use store::entities::{handover, instalment, ledger_account, payer, trip};
use store::ledger::{AccountKey, Fact, Line, Posted};
use time::{Date, OffsetDateTime};

/// A payer with their account.
#[derive(Clone, Debug)]
pub(crate) struct PayerAccount {
    /// Who.
    pub(crate) payer: payer::Model,
    /// What they owe and have paid.
    pub(crate) account: Account,
    /// Who took the contract over from them: they keep what they have paid, and owe no more by themselves.
    pub(crate) heir: Option<PayerId>,
}

impl PayerAccount {
    /// Whether money of theirs is here.
    pub(crate) fn has_money(&self) -> bool {
        self.account.received.minor != 0 || self.account.credit.minor != 0
    }
}

/// The payers of a trip with their accounts, in the order in which they joined. Those who were removed are among them: money may have come from them.
#[derive(Clone, Debug)]
pub(crate) struct TripAccounts {
    currency: Currency,
    all: Vec<PayerAccount>,
}

impl TripAccounts {
    /// Everybody, also those who were removed.
    pub(crate) fn all(&self) -> &[PayerAccount] {
        &self.all
    }

    /// Those who pay a share.
    pub(crate) fn active(&self) -> impl Iterator<Item = &PayerAccount> {
        self.all.iter().filter(|one| one.payer.state == PayerState::Active)
    }

    /// A payer's, also when they were removed.
    pub(crate) fn of(&self, payer: PayerId) -> Option<&PayerAccount> {
        self.all.iter().find(|one| one.payer.id == payer)
    }

    /// The share a client pays.
    pub(crate) fn of_client(&self, client: ClientId) -> Option<&PayerAccount> {
        self.active().find(|one| one.payer.client() == Some(client))
    }

    /// Whose schedule is meant when nobody is named: the only payer's, or the first.
    pub(crate) fn first(&self) -> Option<&PayerAccount> {
        self.active().next()
    }

    /// All accounts as one, to look at. Never to decide what anybody may pay.
    pub(crate) fn together(&self) -> Account {
        let accounts: Vec<Account> = self.all.iter().map(|one| one.account.clone()).collect();
        Account::together(self.currency, &accounts)
    }

    /// What those who pay hold of the price.
    pub(crate) fn holdings(&self) -> Vec<Holding> {
        let persons = |one: &PayerAccount| one.payer.persons.and_then(|persons| u32::try_from(persons).ok());
        self.active().map(|one| Holding { payer: one.payer.id, share: one.account.price, persons: persons(one) }).collect()
    }

    /// Whether money was received from anybody.
    pub(crate) fn have_money(&self) -> bool {
        self.all.iter().any(PayerAccount::has_money)
    }
}

/// Whose accounts of the ledger are meant.
pub(crate) fn owner(trip: &trip::Model, payer: PayerId) -> Owner {
    Owner { entity: trip.entity, trip: trip.id, payer }
}

/// Locks one payer of a trip that is locked already, and reads the account: nobody books on it until the transaction ends. `None` when the trip has no such payer.
///
/// # Errors
/// As the database says.
pub(crate) async fn lock_account(
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    payer: PayerId,
    today: Date,
) -> Result<Option<PayerAccount>, DbErr> {
    if store::locks::lock_payer(tx, payer).await?.is_none_or(|row| row.trip_id != trip.id) {
        return Ok(None);
    }
    payer_account(tx, trip, payer, today).await
}

/// Locks every payer of a trip that is locked already, in the order of their ids, and reads their accounts.
///
/// # Errors
/// As the database says.
pub(crate) async fn lock_accounts(tx: &DatabaseTransaction, trip: &trip::Model, today: Date) -> Result<TripAccounts, DbErr> {
    let payers = payer::Entity::find().filter(payer::Column::TripId.eq(trip.id)).order_by_asc(payer::Column::Id).all(tx).await?;
    for payer in payers {
        store::locks::lock_payer(tx, payer.id).await?;
    }
    accounts_of(tx, trip, today).await
}

/// The account of one payer of a trip on `today`; `None` when the trip has no such payer.
///
/// # Errors
/// As the database says.
pub(crate) async fn payer_account(
    db: &impl ConnectionTrait,
    trip: &trip::Model,
    payer: PayerId,
    today: Date,
) -> Result<Option<PayerAccount>, DbErr> {
    Ok(accounts_of(db, trip, today).await?.of(payer).cloned())
}

/// The accounts of a trip's payers on `today`.
///
/// # Errors
/// As the database says.
pub(crate) async fn accounts_of(db: &impl ConnectionTrait, trip: &trip::Model, today: Date) -> Result<TripAccounts, DbErr> {
    let mut accounts = trip_accounts(db, std::slice::from_ref(trip), today).await?;
    accounts.remove(&trip.id).ok_or_else(|| DbErr::RecordNotFound(format!("accounts of {}", trip.id)))
}

/// The accounts of the payers of many trips on `today`, in four queries; every trip has an entry.
///
/// # Errors
/// As the database says.
pub(crate) async fn trip_accounts(
    db: &impl ConnectionTrait,
    trips: &[trip::Model],
    today: Date,
) -> Result<BTreeMap<TripId, TripAccounts>, DbErr> {
    let ids: Vec<TripId> = trips.iter().map(|trip| trip.id).collect();
    let mut payers: BTreeMap<TripId, Vec<payer::Model>> = BTreeMap::new();
    let rows =
        payer::Entity::find().filter(payer::Column::TripId.is_in(ids.iter().copied())).order_by_asc(payer::Column::Id).all(db).await?;
    for row in rows {
        payers.entry(row.trip_id).or_default().push(row);
    }
    let mut schedules: BTreeMap<PayerId, Vec<Instalment>> = BTreeMap::new();
    for row in schedule_rows(db, &ids).await? {
        schedules.entry(row.payer_id).or_default().push(line(&row));
    }
    let taken: BTreeMap<PayerId, PayerId> = handover::Entity::find()
        .filter(handover::Column::TripId.is_in(ids.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.from_payer, row.to_payer))
        .collect();
    let codes = [AccountCode::Advances.as_str(), AccountCode::Unapplied.as_str()];
    let held = ledger_account::Entity::find()
        .filter(ledger_account::Column::TripId.is_in(ids))
        .filter(ledger_account::Column::Code.is_in(codes))
        .all(db)
        .await?;
    let mut balances: BTreeMap<(PayerId, String, House, Currency), i64> = BTreeMap::new();
    for account in held {
        *balances.entry((account.payer_id, account.code, account.entity, account.currency)).or_default() += account.balance;
    }
    let accounts = trips.iter().map(|trip| {
        let payers = payers.remove(&trip.id).unwrap_or_default();
        let alone = payers.iter().filter(|payer| payer.state == PayerState::Active).count() == 1;
        let all = payers.into_iter().map(|payer| {
            // The ledger credits what the house owes: its balances are negative.
            let held = |code: AccountCode| {
                let balance = balances.get(&(payer.id, code.as_str().to_owned(), trip.entity, trip.currency)).copied().unwrap_or(0);
                Money::new(0_i64.saturating_sub(balance), trip.currency)
            };
            let price = match payer.state {
                PayerState::Removed => 0,
                // Whoever pays alone pays everything, whatever the price has become.
                PayerState::Active if alone => trip.price_minor.max(0),
                PayerState::Active => payer.share_minor.unwrap_or(0),
            };
            let schedule = schedules.remove(&payer.id).unwrap_or_default();
            let price = Money::new(price, trip.currency);
            let account = Account::new(price, held(AccountCode::Advances), held(AccountCode::Unapplied), schedule, today);
            let heir = taken.get(&payer.id).copied();
            PayerAccount { payer, account, heir }
        });
        (trip.id, TripAccounts { currency: trip.currency, all: all.collect() })
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
