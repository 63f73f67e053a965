//! Direct debits that come back, and contracts that pass to another person.
//!
//! `dispute.kind` says whose affair a dispute is. A payer hands over once: who takes over may hand over again.

use crate::area::{Area, execute};
use sea_orm_migration::prelude::*;

const AREA: Area =
    Area { tables: include_str!("m20261130_000016_handovers.sql"), sqlite: "", postgres: "", undo: &["handover"], undo_postgres: "" };

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.down(manager).await?;
        // The word did not exist before.
        execute(manager, "UPDATE payment_order SET state = 'succeeded' WHERE state = 'returned'").await?;
        execute(manager, "ALTER TABLE dispute DROP COLUMN kind").await
    }
}
