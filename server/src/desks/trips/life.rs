//! Moving a trip through its life, and the version that everybody saves against.

use super::{Trips, history, lock, rows, schedule, views};
use crate::desks::accounts::{self, PayerAccount, TripAccounts};
use crate::desks::fault::Fault;
use desk::{AppError, Caller, Conflict, ConflictField, Saved};
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::Account;
use domain::policy::Action;
use domain::schedules::{ScheduleLine, change};
use domain::trips::{Difference, Readiness, Trip, TripMove, next};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use serde_json::json;
use store::entities::trip;
use time::{Date, OffsetDateTime};

impl Trips {
    pub(super) async fn make_move(&self, caller: &Caller, id: TripId, version: i64, wanted: TripMove) -> Result<Saved, Fault> {
        let (now, today) = (self.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let row = lock(&tx, caller, id, |trip| Action::EditTrip { seller: trip.seller_id }).await?;
        check_version(&tx, &row, version, Vec::new()).await?;
        let accounts = accounts::lock_accounts(&tx, &row, today).await?;
        let trip = rows::read(&tx, &row).await?;
        let ready = readiness(&tx, &row, &trip, &accounts, today).await?;
        let state = next(row.state, wanted, ready)?;
        if wanted == TripMove::Propose {
            // What fell due while the trip was being written was never asked for: it is due from today.
            let line = |line: &domain::payments::Instalment| ScheduleLine {
                id: Some(line.id),
                kind: line.kind,
                due_on: line.due_on.max(today),
                amount: line.amount,
            };
            for PayerAccount { payer, account, heir: _ } in accounts.active() {
                let lines = account.instalments.iter().map(line).collect();
                schedule::apply(&tx, &row, payer.id, &change(&account.instalments, lines, account.price), now).await?;
            }
        }
        let from = row.state;
        let saved = save(&tx, row, now, |trip| trip.state = Set(state)).await?;
        store::audit::append(&tx, now, caller.actor, "trip.moved", id, Some(id), &json!({ "from": from, "to": state })).await?;
        tx.commit().await?;
        Ok(saved)
    }
}

/// What the guards of a move look at.
pub(super) async fn readiness(
    db: &impl ConnectionTrait,
    row: &trip::Model,
    trip: &Trip,
    accounts: &TripAccounts,
    today: Date,
) -> Result<Readiness, DbErr> {
    let planned = |account: &Account| Money::sum(row.currency, account.instalments.iter().map(|line| line.amount)) == Some(account.price);
    let shared = Money::sum(row.currency, accounts.active().map(|one| one.account.price));
    let scheduled = shared == Some(Money::new(row.price_minor.max(0), row.currency)) && accounts.active().all(|one| planned(&one.account));
    Ok(Readiness::of(trip, scheduled, has_money(db, row.id, accounts).await?, today))
}

/// Whether money was received from anybody or a payment is under way.
pub(crate) async fn has_money(db: &impl ConnectionTrait, trip: TripId, accounts: &TripAccounts) -> Result<bool, DbErr> {
    Ok(accounts.have_money() || !views::live_orders(db, trip).await?.is_empty())
}

/// Refuses to save over a version the caller has not seen, telling them where they differ.
pub(crate) async fn check_version(tx: &DatabaseTransaction, row: &trip::Model, seen: i64, differing: Vec<Difference>) -> Result<(), Fault> {
    if row.version == seen {
        return Ok(());
    }
    let last = store::audit::last_of(tx, row.id).await?;
    let by = match last {
        Some(line) => history::name_of(tx, &line.actor).await?,
        None => String::new(),
    };
    let fields = differing.into_iter().map(|Difference { field, mine, theirs }| ConflictField { field, mine, theirs }).collect();
    Err(AppError::Changed(Box::new(Conflict { version: row.version, by, fields })).into())
}

/// Saves `change` as the next version.
pub(crate) async fn save(
    tx: &DatabaseTransaction,
    row: trip::Model,
    now: OffsetDateTime,
    change: impl FnOnce(&mut trip::ActiveModel),
) -> Result<Saved, DbErr> {
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.updated_at = Set(now);
    change(&mut row);
    row.update(tx).await?;
    Ok(Saved { version })
}
