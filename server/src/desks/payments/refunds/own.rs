//! Refunds as the client sees them who gets the money.

use crate::desks::fault::Fault;
use crate::desks::payments::Payments;
use desk::{Caller, OwnRefund};
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::money::Money;
use domain::payments::refund_due_by;
use domain::policy::{Action, Actor, authorise};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{payer, refund, trip};

impl Payments {
    pub(super) async fn own_refunds(&self, caller: &Caller, id: TripId) -> Result<Vec<OwnRefund>, Fault> {
        let db = self.counter.db.read();
        let client = match caller.actor {
            Actor::Client { client, .. } => client,
            Actor::Anonymous => return Err(ErrorCode::SignInNeeded.into()),
            Actor::Staff { .. } | Actor::Payer { .. } | Actor::System => return Err(ErrorCode::NotFound.into()),
        };
        let trip =
            trip::Entity::find_by_id(id).one(db).await?.filter(|trip| trip.state.is_visible_to_client()).ok_or(ErrorCode::NotFound)?;
        // Somebody who pays a share sees what goes back to them, and nothing else.
        let own: Vec<PayerId> = payer::Entity::find()
            .filter(payer::Column::TripId.eq(id))
            .all(db)
            .await?
            .into_iter()
            .filter(|row| row.client() == Some(client))
            .map(|row| row.id)
            .collect();
        if own.is_empty() {
            authorise(caller.actor, Action::ReadOwnTrip { client: trip.client_id })?;
        }
        let rows = refund::Entity::find()
            .filter(refund::Column::TripId.eq(id))
            .filter(refund::Column::PayerId.is_in(own))
            .order_by_desc(refund::Column::Id)
            .all(db)
            .await?;
        let view = |row: refund::Model| OwnRefund {
            amount: Money::new(row.amount_minor, row.currency),
            stage: row.state,
            way: row.way,
            note: row.note,
            requested_at: row.requested_at,
            due_by: refund_due_by(row.event_on),
            finished_at: row.finished_at,
        };
        Ok(rows.into_iter().map(view).collect())
    }
}
