//! A change of the price of a sold trip: judged by the law, looked at by staff, then told to whoever pays, or proposed and answered.
//!
//! A proposal keeps the trip as it would become and touches nothing else. Its answer is given under the trip's lock, against the trip as it was proposed.

mod answer;
mod mails;
mod offer;
mod own;
mod staff;

pub(crate) use mails::mail_key;
pub(super) use offer::{Offer, ask, insert, judge, tell};
pub(super) use own::answer_by;
pub(super) use staff::{agreed_price, of_trip};

use super::Trips;
use crate::desks::accounts::TripAccounts;
use async_trait::async_trait;
use desk::{AppError, Caller, OwnRevision, RevisionDesk, RevisionPreview};
use domain::ids::{RevisionId, TripId};
use domain::money::Money;
use domain::revisions::{AnswerDraft, RevisionState};
use domain::trips::TripState;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{price_revision, trip};
use time::OffsetDateTime;

#[async_trait]
impl RevisionDesk for Trips {
    async fn preview_revision(&self, caller: &Caller, trip: TripId, draft: domain::trips::TripDraft) -> Result<RevisionPreview, AppError> {
        self.preview(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn withdraw_revision(&self, caller: &Caller, revision: RevisionId) -> Result<TripId, AppError> {
        self.withdraw(caller, revision).await.map_err(|fault| fault.told(caller))
    }

    async fn find_own_revision(&self, caller: &Caller, trip: TripId) -> Result<OwnRevision, AppError> {
        self.own_revision(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn answer_revision(&self, caller: &Caller, revision: RevisionId, draft: AnswerDraft) -> Result<TripId, AppError> {
        self.answer(caller, revision, &draft).await.map_err(|fault| fault.told(caller))
    }
}

/// Every rise of a trip, the latest first.
async fn rows_of(db: &impl ConnectionTrait, trip: TripId) -> Result<Vec<price_revision::Model>, DbErr> {
    price_revision::Entity::find().filter(price_revision::Column::TripId.eq(trip)).order_by_desc(price_revision::Column::Id).all(db).await
}

/// Whether there is an agreement that a price can be raised against: the trip is sold, or its client has begun to pay what was proposed.
fn is_agreed(row: &trip::Model, accounts: &TripAccounts) -> bool {
    match row.state {
        TripState::Confirmed | TripState::Completed => true,
        TripState::Proposed => accounts.have_money(),
        TripState::Draft | TripState::Cancelled => false,
    }
}

/// The price of a trip without insurance.
fn base_of(trip: &trip::Model) -> Money {
    Money::new(trip.price_minor.saturating_sub(trip.insurance_minor), trip.currency)
}

/// The price without insurance that the traveller agreed to: that of the sale, or of the last rise they accepted.
fn agreed(rows: &[price_revision::Model], trip: &trip::Model) -> Money {
    let last = rows.iter().find_map(|row| match row.state {
        RevisionState::Accepted => Some(Money::new(row.new_base_minor, row.new_currency)),
        RevisionState::Applied => Some(Money::new(row.agreed_minor, row.currency)),
        RevisionState::Proposed | RevisionState::Declined | RevisionState::Withdrawn | RevisionState::Lapsed => None,
    });
    // What was agreed in another currency was another contract.
    last.filter(|price| price.currency == trip.currency).unwrap_or(base_of(trip))
}

/// Writes what became of a proposal, and who said so.
async fn decide(
    tx: &DatabaseTransaction,
    row: price_revision::Model,
    state: RevisionState,
    by: domain::policy::Actor,
    now: OffsetDateTime,
) -> Result<price_revision::Model, DbErr> {
    use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
    let (id, trip) = (row.id, row.trip_id);
    let detail = serde_json::json!({ "from": old_price(&row).plain(), "to": new_price(&row).plain() });
    let mut row = row.into_active_model();
    row.state = Set(state);
    row.decided_by = Set(Some(by.to_string()));
    row.decided_at = Set(Some(now));
    let row = row.update(tx).await?;
    store::audit::append(tx, now, by, &format!("revision.{state}"), id, Some(trip), &detail).await?;
    Ok(row)
}

fn old_price(row: &price_revision::Model) -> Money {
    Money::new(row.old_minor, row.currency)
}

fn new_price(row: &price_revision::Model) -> Money {
    Money::new(row.new_minor, row.new_currency)
}

/// The prices side by side.
fn prices(row: &price_revision::Model) -> desk::PriceChange {
    let measured = domain::revisions::measure(Money::new(row.agreed_minor, row.currency), Money::new(row.old_base_minor, row.currency));
    let bp = domain::revisions::change_bp(measured, Money::new(row.new_base_minor, row.new_currency));
    desk::PriceChange { old: old_price(row), new: new_price(row), bp }
}
