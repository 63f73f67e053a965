//! What is owed when: typed by a seller, or by rule. Rows are superseded, never edited.

use super::{Trips, life, lock};
use crate::desks::accounts::{self, PayerAccount, TripAccounts};
use crate::desks::fault::Fault;
use desk::{Caller, Saved};
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::ledger::Posting;
use domain::money::Money;
use domain::payers::premiums;
use domain::payments::{Account, UnappliedReason};
use domain::policy::Action;
use domain::schedules::{ScheduleChange, ScheduleDraft, ScheduleTerms, change, reschedule};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::entities::{instalment, trip};
use time::{Date, OffsetDateTime};

impl Trips {
    pub(super) async fn write_schedule(
        &self,
        caller: &Caller,
        whose: (TripId, Option<PayerId>),
        version: i64,
        draft: &ScheduleDraft,
    ) -> Result<Saved, Fault> {
        self.change_schedule(caller, whose, version, "schedule.saved", |row, account, _, _| {
            let terms = ScheduleTerms { price: account.price, departure: row.starts_on };
            Ok(change(&account.instalments, draft.check(terms, &account.instalments)?, account.price))
        })
        .await
    }

    pub(super) async fn rebuild_schedule(&self, caller: &Caller, whose: (TripId, Option<PayerId>), version: i64) -> Result<Saved, Fault> {
        self.change_schedule(caller, whose, version, "schedule.reset", |row, account, premium, today| {
            let departure = row.starts_on.filter(|_| row.ends_on.is_some()).ok_or(ErrorCode::TripIncomplete)?;
            Ok(reschedule(row.rule.0, &account.instalments, account.price, premium, today, departure))
        })
        .await
    }

    async fn change_schedule(
        &self,
        caller: &Caller,
        (id, wanted): (TripId, Option<PayerId>),
        version: i64,
        verb: &str,
        decide: impl Fn(&trip::Model, &Account, Money, Date) -> Result<ScheduleChange, Fault> + Send,
    ) -> Result<Saved, Fault> {
        let (now, today) = (self.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let row = lock(&tx, caller, id, |trip| Action::EditSchedule { seller: trip.seller_id }).await?;
        if !row.state.is_open() {
            return Err(ErrorCode::TripClosed.into());
        }
        life::check_version(&tx, &row, version, Vec::new()).await?;
        let accounts = accounts::lock_accounts(&tx, &row, today).await?;
        let own = match wanted {
            Some(payer) => accounts.active().find(|one| one.payer.id == payer),
            None => accounts.first(),
        };
        let PayerAccount { payer, account, heir: _ } = own.ok_or(ErrorCode::NotFound)?;
        let decided = decide(&row, account, premium(&row, &accounts, payer.id), today)?;
        apply(&tx, &row, payer.id, &decided, now).await?;
        let mut detail = json!({ "price": account.price.plain(), "lines": decided.lines.len() });
        if accounts.active().count() > 1 {
            detail["payer"] = json!(payer.id);
        }
        let saved = life::save(&tx, row, now, |_| ()).await?;
        store::audit::append(&tx, now, caller.actor, verb, id, Some(id), &detail).await?;
        tx.commit().await?;
        Ok(saved)
    }
}

/// The part of the insurance premium that one payer carries.
fn premium(row: &trip::Model, accounts: &TripAccounts, payer: PayerId) -> Money {
    let whole = Money::new(row.insurance_minor, row.currency);
    let shares: Vec<Money> = accounts.active().map(|one| one.account.price).collect();
    let mut parts = accounts.active().zip(premiums(whole, &shares));
    parts.find(|(one, _)| one.payer.id == payer).map_or(Money::zero(row.currency), |(_, part)| part)
}

/// Adds everything a change of schedule does to a hash, so that what is saved can be compared with what was looked at.
pub(crate) fn digest(hash: &mut Sha256, change: &ScheduleChange) {
    hash.update(format!("{:?};{}", change.superseded, change.excess.plain()));
    for line in &change.lines {
        hash.update(format!(";{:?},{},{},{}", line.id, line.kind, line.due_on, line.amount.plain()));
    }
}

/// Writes down a change of schedule. What a lower price sets free is set aside in the ledger, and somebody is asked to look at it. Trip and payer must be locked.
pub(crate) async fn apply(
    tx: &DatabaseTransaction,
    row: &trip::Model,
    payer: PayerId,
    change: &ScheduleChange,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    if !change.superseded.is_empty() {
        instalment::Entity::update_many()
            .col_expr(instalment::Column::SupersededAt, Expr::value(now))
            .filter(instalment::Column::Id.is_in(change.superseded.iter().copied()))
            .exec(tx)
            .await?;
    }
    for line in change.lines.iter().filter(|line| line.id.is_none()) {
        let new = instalment::ActiveModel {
            id: Set(store::fresh()),
            trip_id: Set(row.id),
            payer_id: Set(payer),
            kind: Set(line.kind),
            due_on: Set(line.due_on),
            amount_minor: Set(line.amount.minor),
            currency: Set(line.amount.currency),
            superseded_at: Set(None),
            created_at: Set(now),
        };
        new.insert(tx).await?;
    }
    if change.excess.minor > 0 {
        // One change of a trip makes one version of it: with the payer, that names the release.
        let name = format!("{payer}:{}", row.version + 1);
        let posting = Posting::release_excess(accounts::owner(row, payer), &name, change.excess, UnappliedReason::PriceDecrease.as_str())?;
        accounts::book(tx, now, now, &posting).await?;
        let detail = json!({ "amount": change.excess.plain() });
        store::tasks::raise(tx, UnappliedReason::PriceDecrease.as_str(), payer, &detail, now).await?;
    }
    Ok(())
}
