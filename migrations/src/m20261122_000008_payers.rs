//! Several payers of a trip: their shares, those without an account, and the links they pay by.
//!
//! `share_minor` is NULL while one payer pays everything. `client_id` of a payer without an account is the client who answers for them.

use crate::area::{Area, execute};
use sea_orm_migration::prelude::*;

const AREA: Area =
    Area { tables: include_str!("m20261122_000008_payers.sql"), sqlite: "", postgres: "", undo: &["pay_link"], undo_postgres: "" };

const COLUMNS: &[&str] = &["kind", "email", "language", "persons", "share_minor", "state"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.down(manager).await?;
        execute(manager, "DROP INDEX payer_client_once").await?;
        for column in COLUMNS {
            execute(manager, &format!("ALTER TABLE payer DROP COLUMN {column}")).await?;
        }
        Ok(())
    }
}
