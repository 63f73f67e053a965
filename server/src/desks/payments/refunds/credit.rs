//! Applying a credit: money that counted towards nothing counts towards the price, because a person says so.

use super::stock::{close_credit_tasks, held};
use super::transfer::staff_of;
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::handovers;
use crate::desks::payments::Payments;
use desk::Caller;
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::ledger::Posting;
use domain::money::Money;
use domain::payments::ApplyDraft;
use domain::policy::{Action, authorise};
use domain::trips::TripState;
use serde_json::json;
use store::entities::trip;
use uuid::Uuid;

/// What of a credit can be applied, of which `remaining` is owed: nothing for a trip that nobody pays any more, nothing across currencies.
pub(super) fn applicable(trip: &trip::Model, credit: Money, remaining: Money) -> Money {
    let open = match trip.state {
        TripState::Proposed | TripState::Confirmed | TripState::Completed => credit.currency == remaining.currency,
        TripState::Draft | TripState::Cancelled => false,
    };
    let minor = if open { credit.minor.min(remaining.minor).max(0) } else { 0 };
    Money::new(minor, credit.currency)
}

impl Payments {
    pub(super) async fn apply_to_price(&self, caller: &Caller, id: TripId, whose: PayerId, draft: &ApplyDraft) -> Result<Money, Fault> {
        authorise(caller.actor, Action::ReturnMoney)?;
        let (now, today) = (self.counter.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let trip = store::locks::lock_trip(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        let account = accounts::lock_account(&tx, &trip, whose, today).await?.ok_or(ErrorCode::NotFound)?.account;
        let owner = accounts::owner(&trip, whose);
        let credit = held(&tx, owner, trip.currency, None).await?.unapplied;
        // Whoever handed the contract over may pay off what is open of who took over.
        let joint = handovers::joint(&tx, &trip, whose, today).await?;
        let owed = account.remaining.add(joint).unwrap_or(account.remaining);
        let money = draft.check(applicable(&trip, credit, owed))?;
        let beyond = Money::new(money.minor - account.remaining.minor, money.currency);
        handovers::take_back(&tx, &trip, whose, beyond, today, now).await?;
        // Each decision has a name of its own.
        let name = format!("apply:{}", Uuid::now_v7());
        accounts::book(&tx, now, now, &Posting::apply_credit(owner, &name, money, "")?).await?;
        store::audit::append(&tx, now, caller.actor, "credit.applied", whose, Some(id), &json!({ "amount": money.plain() })).await?;
        close_credit_tasks(&tx, owner, staff_of(caller.actor), now).await?;
        tx.commit().await?;
        Ok(money)
    }
}
