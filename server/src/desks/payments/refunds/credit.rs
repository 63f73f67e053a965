//! Applying a credit: money that counted towards nothing counts towards the price, because a person says so. What its payer owes besides is settled first.

use super::stock::{claimed, close_credit_tasks, pockets};
use super::transfer::staff_of;
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::handovers;
use crate::desks::payments::Payments;
use desk::Caller;
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::ledger::Posting;
use domain::money::Money;
use domain::payments::{ApplyDraft, settle_claim};
use domain::policy::{Action, authorise};
use domain::trips::TripState;
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::json;
use store::entities::trip;
use time::Date;
use uuid::Uuid;

/// What of a credit can be applied: of the price nothing for a trip that nobody pays any more, nothing across currencies. Whoever handed the contract over may
/// pay off what is open of who took over; `claim` is what the payer owes besides the price.
pub(super) async fn applicable(
    db: &impl ConnectionTrait,
    trip: &trip::Model,
    own: &PayerAccount,
    (credit, claim): (Money, Money),
    today: Date,
) -> Result<Money, DbErr> {
    let remaining = own.account.remaining;
    if credit.currency != remaining.currency {
        return Ok(Money::zero(credit.currency));
    }
    let price = match trip.state {
        TripState::Proposed | TripState::Confirmed | TripState::Completed => {
            remaining.minor.saturating_add(handovers::joint(db, trip, own.payer.id, today).await?.minor).max(0)
        }
        TripState::Draft | TripState::Cancelled => 0,
    };
    let owed = price.saturating_add(settle_claim(credit, claim).minor);
    Ok(Money::new(credit.minor.min(owed).max(0), credit.currency))
}

impl Payments {
    pub(super) async fn apply_to_price(&self, caller: &Caller, id: TripId, whose: PayerId, draft: &ApplyDraft) -> Result<Money, Fault> {
        authorise(caller.actor, Action::ReturnMoney)?;
        let (now, today) = (self.counter.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let trip = store::locks::lock_trip(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        let own = accounts::lock_account(&tx, &trip, whose, today).await?.ok_or(ErrorCode::NotFound)?;
        let owner = accounts::owner(&trip, whose);
        let credit = pockets(&tx, owner, trip.currency, None).await?.unapplied;
        let claim = claimed(&tx, owner, trip.currency).await?;
        let money = draft.check(applicable(&tx, &trip, &own, (credit, claim), today).await?)?;
        let settled = settle_claim(money, claim);
        let rest = Money::new(money.minor - settled.minor, money.currency);
        let beyond = Money::new(rest.minor - own.account.remaining.minor, money.currency);
        // Each decision has a name of its own.
        let name = Uuid::now_v7();
        if settled.minor > 0 {
            accounts::book(&tx, now, now, &Posting::settle_claim(owner, &format!("claim:{name}"), settled)?).await?;
        }
        if rest.minor > 0 {
            handovers::take_back(&tx, &trip, whose, beyond, today, now).await?;
            accounts::book(&tx, now, now, &Posting::apply_credit(owner, &format!("apply:{name}"), rest, "")?).await?;
        }
        let detail = json!({ "amount": money.plain(), "claim": settled.plain() });
        store::audit::append(&tx, now, caller.actor, "credit.applied", whose, Some(id), &detail).await?;
        close_credit_tasks(&tx, owner, staff_of(caller.actor), now).await?;
        tx.commit().await?;
        Ok(money)
    }
}
