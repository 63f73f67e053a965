//! Writing to the ledger in the one order the database accepts: accounts, entries, seal.
//!
//! Decides nothing: which accounts, which amounts and whether they balance is `domain::ledger`'s; the database refuses whatever does not.

use crate::entities::{ledger_account, ledger_entry, ledger_tx};
use domain::ids::{LedgerAccountId, LedgerTxId, PayerId, TripId};
use domain::money::{Currency, Money};
use domain::trips::Entity as House;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;
use uuid::Uuid;

/// What identifies an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountKey {
    /// Whose books.
    pub entity: House,
    /// `511-sandbox`, `4191` …
    pub code: String,
    /// Its only currency.
    pub currency: Currency,
    /// The trip it belongs to, if any.
    pub trip: Option<TripId>,
    /// The payer it belongs to, if any.
    pub payer: Option<PayerId>,
}

/// One side of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which account.
    pub account: AccountKey,
    /// Debit above zero, credit below, in the account's currency.
    pub amount_minor: i64,
}

/// The fact that a transaction books. A fact is booked once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<'a> {
    /// `capture`, `apply` …
    pub kind: &'a str,
    /// Unique within the kind.
    pub id: &'a str,
    /// For people.
    pub memo: &'a str,
    /// When it happened.
    pub effective_at: OffsetDateTime,
}

/// What [`post`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// Booked now.
    Now(LedgerTxId),
    /// Was booked before; nothing was written.
    Before(LedgerTxId),
}

/// The booking of a fact, if any.
///
/// # Errors
/// As the database says.
pub async fn find(db: &impl ConnectionTrait, kind: &str, id: &str) -> Result<Option<ledger_tx::Model>, DbErr> {
    ledger_tx::Entity::find().filter(ledger_tx::Column::SourceKind.eq(kind)).filter(ledger_tx::Column::SourceId.eq(id)).one(db).await
}

/// Books `fact`: opens missing accounts in the order of their keys, locks all of them by ascending id, inserts the entries, then the row that seals them.
///
/// # Errors
/// The database refuses: fewer than two lines, a zero amount, a sum that is not zero in each currency. The transaction is lost then.
pub async fn post(tx: &DatabaseTransaction, now: OffsetDateTime, fact: Fact<'_>, lines: &[Line]) -> Result<Posted, DbErr> {
    if let Some(known) = find(tx, fact.kind, fact.id).await? {
        return Ok(Posted::Before(known.id));
    }
    let (ids, mut stands) = lock(tx, lines.iter().map(|line| &line.account)).await?;
    let seal: LedgerTxId = crate::fresh();
    for line in lines {
        let missing = || DbErr::RecordNotFound(format!("ledger_account {}", line.account.code));
        let account = ids.get(&line.account).copied().ok_or_else(missing)?;
        let (balance, version) = stands.get_mut(&account).ok_or_else(missing)?;
        *balance = balance.checked_add(line.amount_minor).ok_or_else(|| DbErr::Custom("ledger: a balance beyond 64 bits".to_owned()))?;
        *version += 1;
        let entry = ledger_entry::ActiveModel {
            id: Set(crate::fresh()),
            tx_id: Set(seal),
            account_id: Set(account),
            amount_minor: Set(line.amount_minor),
            currency: Set(line.account.currency),
            account_version: Set(*version),
            balance_after: Set(*balance),
        };
        ledger_entry::Entity::insert(entry).exec_without_returning(tx).await?;
    }
    let row = ledger_tx::ActiveModel {
        id: Set(seal),
        source_kind: Set(fact.kind.to_owned()),
        source_id: Set(fact.id.to_owned()),
        memo: Set(fact.memo.to_owned()),
        effective_at: Set(fact.effective_at),
        created_at: Set(now),
    };
    row.insert(tx).await?;
    Ok(Posted::Now(seal))
}

/// Locks accounts until the transaction ends, opening those that are missing: whoever decides by what stands on one of them holds all that the decision
/// will be booked on, so that everybody locks in the same order. Answers their balances, in the order asked for.
///
/// # Errors
/// As the database says.
pub async fn hold(tx: &DatabaseTransaction, keys: &[AccountKey]) -> Result<Vec<Money>, DbErr> {
    let (ids, stands) = lock(tx, keys.iter()).await?;
    let balance = |key: &AccountKey| ids.get(key).and_then(|id| stands.get(id)).map_or(0, |(balance, _)| *balance);
    Ok(keys.iter().map(|key| Money::new(balance(key), key.currency)).collect())
}

/// Ids by key; balances and versions by id.
type Held<'a> = (BTreeMap<&'a AccountKey, LedgerAccountId>, BTreeMap<LedgerAccountId, (i64, i64)>);

async fn lock<'a>(tx: &DatabaseTransaction, keys: impl Iterator<Item = &'a AccountKey> + Send) -> Result<Held<'a>, DbErr> {
    // In one order for everybody: who opens two accounts the other way round would wait for us while we wait for them.
    let keys: BTreeSet<&AccountKey> = keys.collect();
    let mut ids = BTreeMap::new();
    for key in keys {
        ids.insert(key, open(tx, key).await?);
    }
    let locked = ledger_account::Entity::find()
        .filter(ledger_account::Column::Id.is_in(ids.values().copied()))
        .order_by_asc(ledger_account::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok((ids, locked.into_iter().map(|account| (account.id, (account.balance, account.version))).collect()))
}

/// The balance of an account, zero when it was never opened.
///
/// # Errors
/// As the database says.
pub async fn balance(db: &impl ConnectionTrait, key: &AccountKey) -> Result<Money, DbErr> {
    let account = find_account(db, key).await?;
    Ok(Money::new(account.map_or(0, |account| account.balance), key.currency))
}

async fn open(tx: &DatabaseTransaction, key: &AccountKey) -> Result<LedgerAccountId, DbErr> {
    if let Some(account) = find_account(tx, key).await? {
        return Ok(account.id);
    }
    let account = ledger_account::ActiveModel {
        id: Set(crate::fresh()),
        entity: Set(key.entity),
        code: Set(key.code.clone()),
        currency: Set(key.currency),
        trip_id: Set(trip_or_nil(key)),
        payer_id: Set(payer_or_nil(key)),
        balance: Set(0),
        version: Set(0),
    };
    use ledger_account::Column as C;
    let once = OnConflict::columns([C::Entity, C::Code, C::Currency, C::TripId, C::PayerId]).do_nothing().to_owned();
    ledger_account::Entity::insert(account).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    find_account(tx, key).await?.map(|account| account.id).ok_or_else(|| DbErr::RecordNotFound(format!("ledger_account {}", key.code)))
}

async fn find_account(db: &impl ConnectionTrait, key: &AccountKey) -> Result<Option<ledger_account::Model>, DbErr> {
    use ledger_account::Column as C;
    ledger_account::Entity::find()
        .filter(C::Entity.eq(key.entity))
        .filter(C::Code.eq(key.code.as_str()))
        .filter(C::Currency.eq(key.currency))
        .filter(C::TripId.eq(trip_or_nil(key)))
        .filter(C::PayerId.eq(payer_or_nil(key)))
        .one(db)
        .await
}

// The nil id stands for "none": both databases hold NULLs apart in a unique index.
fn trip_or_nil(key: &AccountKey) -> TripId {
    key.trip.unwrap_or(TripId(Uuid::nil()))
}

fn payer_or_nil(key: &AccountKey) -> PayerId {
    key.payer.unwrap_or(PayerId(Uuid::nil()))
}
