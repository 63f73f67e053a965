//! Payments that came without a gateway; receipts may belong to no order from here on.

use crate::area::{Area, execute};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

const AREA: Area = Area {
    tables: include_str!("m20261122_000009_books.sql"),
    sqlite: include_str!("m20261122_000009_books_sqlite.sql"),
    postgres: include_str!("m20261122_000009_books_postgres.sql"),
    undo: &["recorded_reversal", "recorded_payment"],
    undo_postgres: "",
};

/// SQLite changes no column in place: the table is made anew.
const RECEIPT_ANEW: &str = include_str!("m20261122_000009_books_receipt_sqlite.sql");

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => execute(manager, "ALTER TABLE receipt ALTER COLUMN order_id DROP NOT NULL").await?,
            _ => execute(manager, RECEIPT_ANEW).await?,
        }
        AREA.up(manager).await
    }

    /// Refused by the database while there is a receipt without an order: receipts are kept.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.down(manager).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => execute(manager, "ALTER TABLE receipt ALTER COLUMN order_id SET NOT NULL").await,
            _ => execute(manager, &RECEIPT_ANEW.replace("order_id uuid REFERENCES", "order_id uuid NOT NULL REFERENCES")).await,
        }
    }
}
