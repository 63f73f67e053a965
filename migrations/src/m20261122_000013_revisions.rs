//! Rises of the price of sold trips: told, proposed, answered.
//!
//! `draft` is the trip as it will be once its traveller accepts. A trip has one proposal at most that waits for an answer.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area =
    Area { tables: include_str!("m20261122_000013_revisions.sql"), sqlite: "", postgres: "", undo: &["price_revision"], undo_postgres: "" };

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
