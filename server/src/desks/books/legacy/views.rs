//! Payments of the former system, shown as what they are: to staff with whose they are, to a payer without what is for staff.

use crate::desks::books::Books;
use crate::desks::books::recorded::payer_names;
use crate::desks::fault::Fault;
use desk::{Caller, LegacyView, OwnLegacy};
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::money::Money;
use domain::policy::{Action, authorise};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{legacy_payment, payer, trip};

impl Books {
    pub(in crate::desks::books) async fn legacy_of(&self, caller: &Caller, id: TripId) -> Result<Vec<LegacyView>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let payers = payer::Entity::find().filter(payer::Column::TripId.eq(id)).all(db).await?;
        let names = payer_names(&payers);
        let rows = legacy_payment::Entity::find()
            .filter(legacy_payment::Column::TripId.eq(id))
            .order_by_desc(legacy_payment::Column::PaidOn)
            .order_by_asc(legacy_payment::Column::Id)
            .all(db)
            .await?;
        let view = |row: legacy_payment::Model| LegacyView {
            payer_name: names.get(&row.payer_id).cloned().unwrap_or_default(),
            own: own(&row),
            aside: Money::new(row.amount_minor - row.advances_minor, row.currency),
            id: row.id,
            note: row.note,
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

fn own(row: &legacy_payment::Model) -> OwnLegacy {
    OwnLegacy { kind: row.kind, method: row.method, amount: Money::new(row.amount_minor, row.currency), on: row.paid_on }
}

/// What the former system took from a payer and gave back, the latest first.
///
/// # Errors
/// As the database says.
pub(crate) async fn of_payer(db: &impl ConnectionTrait, payer: PayerId) -> Result<Vec<OwnLegacy>, DbErr> {
    let rows = legacy_payment::Entity::find()
        .filter(legacy_payment::Column::PayerId.eq(payer))
        .order_by_desc(legacy_payment::Column::PaidOn)
        .order_by_asc(legacy_payment::Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().map(own).collect())
}
