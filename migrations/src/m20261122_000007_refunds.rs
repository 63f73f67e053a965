//! Money backwards: refunds, and disputes of captures.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261122_000007_refunds.sql"),
    sqlite: include_str!("m20261122_000007_refunds_sqlite.sql"),
    postgres: include_str!("m20261122_000007_refunds_postgres.sql"),
    undo: &["dispute", "refund"],
    undo_postgres: "DROP FUNCTION refund_amount_fixed, refund_kept",
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
