//! A rise of the price as the client who contracted sees it: side by side while it can be answered, then what became of it.

use super::super::edit::{Becoming, worth};
use super::super::own::client_of;
use super::super::{Trips, shares, views};
use super::{offer, prices, rows_of};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use desk::{Caller, OwnRevision};
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::refund_due_by;
use domain::policy::{Action, authorise};
use domain::revisions::{RevisionCause, RevisionStand, stand};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use store::entities::{client, price_revision, trip};
use time::Date;

impl Trips {
    pub(super) async fn own_revision(&self, caller: &Caller, id: TripId) -> Result<OwnRevision, Fault> {
        client_of(caller)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let row =
            trip::Entity::find_by_id(id).one(db).await?.filter(|trip| trip.state.is_visible_to_client()).ok_or(ErrorCode::NotFound)?;
        authorise(caller.actor, Action::AnswerRevision { client: row.client_id })?;
        let revision = rows_of(db, id).await?.into_iter().next().ok_or(ErrorCode::NotFound)?;
        let stand = stand(revision.state, revision.answer_by, today, revision.trip_version, row.version);
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let own = accounts.of_client(row.client_id);
        let change = match (stand, own) {
            (RevisionStand::Open, Some(own)) => {
                let trip = revision.draft.0.check()?;
                let quote = worth(&trip)?;
                let client = client::Entity::find_by_id(row.client_id).one(db).await?.ok_or(ErrorCode::NotFound)?;
                let becoming = Becoming { trip, quote, client };
                let plan = shares::plan(&row, &accounts, (&becoming.quote, &becoming.trip), today);
                plan.iter().find(|one| one.own.payer.id == own.payer.id).map(|one| offer::change(&row, one, today))
            }
            _ => None,
        };
        let decided = revision.decided_at.map(|at| dates::central_european(at).date());
        Ok(OwnRevision {
            id: revision.id,
            trip: id,
            trip_title: row.title.clone(),
            stand,
            cause: revision.cause,
            price: prices(&revision),
            answer_by: revision.answer_by,
            change,
            received: own
                .map_or(Money::zero(row.currency), |own| own.account.received.add(own.account.credit).unwrap_or(own.account.received)),
            refund_by: refund_by(&revision, stand, decided, today),
            reason: revision.reason,
            seller: views::seller(&self.counter, db, row.seller_id).await?,
        })
    }
}

/// The last day of the fourteen: were the rise declined today, or since it was. None for what a traveller asked for: refusing it ends nothing.
pub(super) fn refund_by(revision: &price_revision::Model, stand: RevisionStand, decided: Option<Date>, today: Date) -> Option<Date> {
    match (revision.cause, stand) {
        (RevisionCause::Wish, _) => None,
        (_, RevisionStand::Open) => Some(refund_due_by(today)),
        (_, RevisionStand::Declined) => decided.map(refund_due_by),
        (_, RevisionStand::Stale | RevisionStand::Applied | RevisionStand::Accepted | RevisionStand::Withdrawn | RevisionStand::Lapsed) => {
            None
        }
    }
}

/// The last day to answer a proposal for a trip, while one can be answered.
///
/// # Errors
/// As the database says.
pub(in crate::desks::trips) async fn answer_by(db: &impl ConnectionTrait, row: &trip::Model, today: Date) -> Result<Option<Date>, DbErr> {
    let open = |one: &price_revision::Model| stand(one.state, one.answer_by, today, one.trip_version, row.version) == RevisionStand::Open;
    Ok(rows_of(db, row.id).await?.into_iter().find(open).map(|one| one.answer_by))
}
