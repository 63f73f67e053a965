//! Refunds as the client sees them who gets the money.

use crate::desks::fault::Fault;
use crate::desks::payments::Payments;
use crate::desks::payments::payer::own_of_trip;
use desk::{Caller, OwnRefund};
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::refund_due_by;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::entities::refund;

impl Payments {
    pub(super) async fn own_refunds(&self, caller: &Caller, id: TripId) -> Result<Vec<OwnRefund>, Fault> {
        let db = self.counter.db.read();
        let own = own_of_trip(db, caller, id).await?;
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
