//! Table `recorded_reversal`.

use domain::ids::{LedgerTxId, RecordedPaymentId, StaffId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A recorded payment undone, and out of which pockets its money was taken. Written once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recorded_reversal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub payment_id: RecordedPaymentId,
    pub advances_minor: i64,
    pub unapplied_minor: i64,
    pub reason: String,
    pub reversed_by: StaffId,
    pub tx_id: LedgerTxId,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
