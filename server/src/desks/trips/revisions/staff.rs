//! Rises of a price as staff see them: before they are saved, and on the trip.

use super::super::edit::{Becoming, worth};
use super::super::{Trips, history, shares};
use super::own::refund_by;
use super::{agreed, base_of, is_agreed, offer, prices, rows_of};
use crate::desks::accounts::{self, TripAccounts};
use crate::desks::fault::Fault;
use desk::{Caller, PriceChange, RevisionPreview, RevisionView};
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::money::Money;
use domain::policy::{Action, authorise, may};
use domain::revisions::{RevisionStand, RevisionState, answer_by, change_bp, measure, stand};
use domain::trips::TripDraft;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use store::entities::{client, trip};
use time::Date;

impl Trips {
    pub(super) async fn preview(&self, caller: &Caller, id: TripId, draft: &TripDraft) -> Result<RevisionPreview, Fault> {
        let row = self.find(caller, id).await?;
        authorise(caller.actor, Action::EditTrip { seller: row.seller_id })?;
        if !row.state.is_open() {
            return Err(ErrorCode::TripClosed.into());
        }
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let trip = draft.check()?;
        let quote = worth(&trip)?;
        let client = client::Entity::find_by_id(row.client_id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let becoming = Becoming { trip, quote, client };
        let plan = shares::plan(&row, &accounts, (&becoming.quote, &becoming.trip), today);
        // Nothing to look at: the page that asked is older than the trip.
        let judged = offer::judge(db, &row, &accounts, &becoming, &plan, today).await?.ok_or(ErrorCode::Changed)?;
        Ok(RevisionPreview {
            price: PriceChange {
                old: Money::new(row.price_minor, row.currency),
                new: becoming.quote.price,
                bp: change_bp(measure(judged.agreed, base_of(&row)), judged.base),
            },
            seen: judged.name,
            revision: judged.revision,
            law: judged.law,
            answer_by: answer_by(today, row.starts_on.into_iter().chain(becoming.trip.starts_on).min()),
            changes: offer::changes(&row, &plan, today),
        })
    }
}

/// What was agreed for a trip, without insurance; `None` while nothing was.
///
/// # Errors
/// As the database says.
pub(in crate::desks::trips) async fn agreed_price(
    db: &impl ConnectionTrait,
    row: &trip::Model,
    accounts: &TripAccounts,
) -> Result<Option<Money>, DbErr> {
    if !is_agreed(row, accounts) {
        return Ok(None);
    }
    Ok(Some(measure(agreed(&rows_of(db, row.id).await?, row), base_of(row))))
}

/// Every rise of a trip, the latest first.
///
/// # Errors
/// As the database says.
pub(in crate::desks::trips) async fn of_trip(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &trip::Model,
    today: Date,
) -> Result<Vec<RevisionView>, DbErr> {
    let rows = rows_of(db, row.id).await?;
    let mut actors = Vec::new();
    for one in &rows {
        actors.push(one.proposed_by.as_str());
        actors.extend(one.decided_by.as_deref());
    }
    let names = history::names(db, actors.into_iter()).await?;
    let name = |actor: &str| names.get(actor).cloned().unwrap_or_default();
    let view = |one: store::entities::price_revision::Model| {
        let stand = stand(one.state, one.answer_by, today, one.trip_version, row.version);
        let decided = one.decided_at.map(|at| dates::central_european(at).date());
        RevisionView {
            id: one.id,
            stand,
            cause: one.cause,
            price: prices(&one),
            by: name(&one.proposed_by),
            at: one.proposed_at,
            answer_by: one.answer_by,
            decided: one.decided_by.as_deref().zip(one.decided_at).map(|(by, at)| (name(by), at)),
            refund_by: refund_by(&one, stand, decided, today).filter(|_| stand == RevisionStand::Declined),
            withdrawable: one.state == RevisionState::Proposed && may(caller.actor, Action::EditTrip { seller: row.seller_id }),
            reason: one.reason,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}
