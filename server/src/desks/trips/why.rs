//! Where the sums of a trip come from: the facts for `domain::why`.

use desk::TripWhy;
use domain::ids::{PayerId, TripId};
use domain::ledger::{AccountCode, SourceKind};
use domain::money::Money;
use domain::payments::{Account, Instalment};
use domain::schedules::InstalmentKind;
use domain::why::{self, Why};
use domain::{dates, trips};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use store::entities::{ledger_account, ledger_entry, ledger_tx, trip};
use time::Date;

/// An instalment of a payer, with what is still open on it.
pub(super) fn instalment_of(trip: &trip::Model, account: &Account, line: &Instalment) -> Why {
    let premiums = account.instalments.iter().filter(|line| line.kind == InstalmentKind::Insurance).map(|line| line.amount);
    let insurance = Money::sum(account.price.currency, premiums).unwrap_or(Money::zero(account.price.currency));
    why::open(line, why::instalment(trip.rule.0, account.price, insurance, &account.instalments, line))
}

/// What is left of a payer's share.
///
/// # Errors
/// As the database says.
pub(super) async fn remaining(db: &impl ConnectionTrait, trip: TripId, payer: Option<PayerId>, account: &Account) -> Result<Why, DbErr> {
    let received = why::received(&facts(db, trip, payer).await?, account.received);
    Ok(why::remaining(Why::given(why::Term::Price, account.price), received, account.remaining))
}

/// Price, margin and what was received from everybody.
///
/// # Errors
/// As the database says.
pub(super) async fn of_trip(
    db: &impl ConnectionTrait,
    id: TripId,
    trip: &trips::Trip,
    quote: &trips::Quote,
    received: Money,
) -> Result<TripWhy, DbErr> {
    Ok(TripWhy {
        price: why::price(trip, quote.price),
        margin: why::margin(trip, quote.margin),
        received: why::received(&facts(db, id, None).await?, received),
    })
}

/// What moved the advances of a trip, of one payer or of all, the oldest first; positive when money came.
async fn facts(db: &impl ConnectionTrait, trip: TripId, payer: Option<PayerId>) -> Result<Vec<(SourceKind, Date, Money)>, DbErr> {
    let mut accounts = ledger_account::Entity::find()
        .filter(ledger_account::Column::TripId.eq(trip))
        .filter(ledger_account::Column::Code.eq(AccountCode::Advances.as_str()));
    if let Some(payer) = payer {
        accounts = accounts.filter(ledger_account::Column::PayerId.eq(payer));
    }
    let accounts = accounts.all(db).await?;
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::AccountId.is_in(accounts.iter().map(|account| account.id)))
        .all(db)
        .await?;
    let sealed = ledger_tx::Entity::find().filter(ledger_tx::Column::Id.is_in(entries.iter().map(|entry| entry.tx_id))).all(db).await?;
    let sealed: BTreeMap<_, _> = sealed.into_iter().map(|tx| (tx.id, tx)).collect();
    let mut facts: Vec<_> = entries
        .into_iter()
        .filter_map(|entry| {
            let tx = sealed.get(&entry.tx_id)?;
            let kind = tx.source_kind.parse::<SourceKind>().ok()?;
            // The ledger credits what the house owes: its entries are negative when money comes.
            let money = Money::new(0_i64.saturating_sub(entry.amount_minor), entry.currency);
            Some((tx.effective_at, (kind, dates::central_european(tx.effective_at).date(), money)))
        })
        .collect();
    facts.sort_by_key(|(at, _)| *at);
    Ok(facts.into_iter().map(|(_, fact)| fact).collect())
}
