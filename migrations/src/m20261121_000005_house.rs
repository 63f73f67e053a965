//! What the house itself keeps: outbox, tasks, audit.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261121_000005_house.sql"),
    sqlite: include_str!("m20261121_000005_house_sqlite.sql"),
    postgres: include_str!("m20261121_000005_house_postgres.sql"),
    undo: &["audit", "task", "outbox"],
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
