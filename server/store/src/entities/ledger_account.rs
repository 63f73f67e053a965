//! Table `ledger_account`.

use domain::ids::{LedgerAccountId, PayerId, TripId};
use domain::money::Currency;
use sea_orm::entity::prelude::*;

/// An account of the ledger. Balance and version move only with an entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerAccountId,
    pub entity: domain::trips::Entity,
    pub code: String,
    pub currency: Currency,
    /// The nil id when it belongs to no trip.
    pub trip_id: TripId,
    /// The nil id when it belongs to no payer.
    pub payer_id: PayerId,
    /// Debits less credits.
    pub balance: i64,
    /// How many entries it has.
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
