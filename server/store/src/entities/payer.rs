//! Table `payer`.

use domain::ids::{ClientId, PayerId, TripId};
use sea_orm::entity::prelude::*;

/// Somebody who owes a share of a trip.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PayerId,
    pub trip_id: TripId,
    pub client_id: ClientId,
    pub label: String,
}

impl ActiveModelBehavior for ActiveModel {}
