//! What has to go back because a trip was given up after a rise of its price, and nobody has begun to give it back yet.

use super::OWED;
use super::stock::held;
use super::views::{Names, day};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::payments::Payments;
use desk::{Caller, OwedView};
use domain::ids::PayerId;
use domain::payments::{RefundStage, clock};
use domain::policy::{Action, authorise};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{task, trip};

impl Payments {
    pub(super) async fn all_owed(&self, caller: &Caller) -> Result<Vec<OwedView>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let tasks = task::Entity::find()
            .filter(task::Column::Kind.eq(OWED))
            .filter(task::Column::DoneAt.is_null())
            .order_by_asc(task::Column::CreatedAt)
            .order_by_asc(task::Column::Id)
            .all(db)
            .await?;
        let payers: Vec<(PayerId, &task::Model)> = tasks.iter().filter_map(|task| Some((task.subject.parse().ok()?, task))).collect();
        let names = Names::read(db, payers.iter().map(|(payer, _)| *payer)).await?;
        let mut owed = Vec::with_capacity(payers.len());
        for (payer, task) in payers {
            let of = names.of(payer)?;
            let Some(trip) = trip::Entity::find_by_id(of.trip).one(db).await? else { continue };
            let held = held(db, accounts::owner(&trip, payer), trip.currency, None).await?;
            let amount = held.advances.add(held.unapplied).unwrap_or(held.advances);
            // Its fourteen days run from the refusal, as those of a refund that is asked for.
            owed.push(OwedView { of, amount, clock: clock(day(task.created_at), RefundStage::Requested, None, today) });
        }
        Ok(owed)
    }
}
