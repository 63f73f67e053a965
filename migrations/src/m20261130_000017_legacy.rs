//! Payments of the system before this one; and when a client was forgotten.

use crate::area::{Area, execute};
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261130_000017_legacy.sql"),
    sqlite: include_str!("m20261130_000017_legacy_sqlite.sql"),
    postgres: include_str!("m20261130_000017_legacy_postgres.sql"),
    undo: &["legacy_payment"],
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
        AREA.down(manager).await?;
        execute(manager, "ALTER TABLE client DROP COLUMN erased_at").await
    }
}
