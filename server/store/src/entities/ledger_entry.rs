//! Table `ledger_entry`.

use domain::ids::{LedgerAccountId, LedgerEntryId, LedgerTxId};
use domain::money::Currency;
use sea_orm::entity::prelude::*;

/// One side of a transaction: debit above zero, credit below.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerEntryId,
    pub tx_id: LedgerTxId,
    pub account_id: LedgerAccountId,
    pub amount_minor: i64,
    pub currency: Currency,
    pub account_version: i64,
    pub balance_after: i64,
}

impl ActiveModelBehavior for ActiveModel {}
