//! Table `ledger_tx`.

use domain::ids::LedgerTxId;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// The seal of a transaction; inserted after its entries.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_tx")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerTxId,
    pub source_kind: String,
    /// Unique within its kind: a fact is booked once.
    pub source_id: String,
    pub memo: String,
    pub effective_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
