//! Bank statements as they were uploaded, and their lines.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261122_000010_statements.sql"),
    sqlite: "",
    postgres: "",
    undo: &["statement_line", "statement"],
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
