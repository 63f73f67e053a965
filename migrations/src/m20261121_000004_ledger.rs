//! The ledger and its receipts, with everything the database itself refuses.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261121_000004_ledger.sql"),
    sqlite: include_str!("m20261121_000004_ledger_sqlite.sql"),
    postgres: include_str!("m20261121_000004_ledger_postgres.sql"),
    undo: &["receipt", "receipt_series", "payment_capture", "ledger_entry", "ledger_tx", "ledger_account"],
    undo_postgres: "DROP FUNCTION ledger_account_opens_empty, ledger_account_moves_by_entry, ledger_account_kept, ledger_entry_check, ledger_entry_moves_account, ledger_tx_seals, ledger_entry_balances, written_once",
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.down(manager).await
    }
}
