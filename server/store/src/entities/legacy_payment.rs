//! Table `legacy_payment`.

use domain::ids::{LedgerTxId, PayerId, TripId};
use domain::legacy::{LegacyKind, LegacyMethod};
use domain::money::Currency;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// Money that the system before this one took or gave back. Written once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legacy_payment")]
pub struct Model {
    /// Its name in the former system.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    pub kind: LegacyKind,
    pub method: LegacyMethod,
    /// Above zero, whichever way it went.
    pub amount_minor: i64,
    pub currency: Currency,
    /// What of it was added to what counts towards the price, or taken out of it.
    pub advances_minor: i64,
    pub paid_on: Date,
    /// For staff only.
    pub note: String,
    pub tx_id: LedgerTxId,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
