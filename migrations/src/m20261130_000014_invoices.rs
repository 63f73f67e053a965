//! Invoices and credit notes, in series of their own. A credit note names the one invoice that it takes back, an invoice names none.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261130_000014_invoices.sql"),
    sqlite: include_str!("m20261130_000014_invoices_sqlite.sql"),
    postgres: include_str!("m20261130_000014_invoices_postgres.sql"),
    undo: &["invoice", "invoice_series"],
    undo_postgres: "",
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
