//! Payouts of gateways, how far each gateway's moves are booked, and lines of statements that show a payout.
//!
//! `shown_minor` is what statements have shown of a payout, below zero for money that left. `clearing` names the clearing account that a line points to.

use crate::area::{Area, execute};
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261130_000015_payouts.sql"),
    sqlite: "",
    postgres: "",
    undo: &["payout", "gateway_mark"],
    undo_postgres: "",
};

/// What the way down takes off tables that stay; indexes first, for SQLite drops no column that one names.
const BACK: [&str; 7] = [
    "DROP INDEX statement_line_open_amount",
    "DROP INDEX statement_line_by_payout",
    "UPDATE statement_line SET state = CASE WHEN direction = 'out' THEN 'outgoing' ELSE 'unmatched' END WHERE state = 'proposed' AND payer_id IS NULL AND refund_id IS NULL",
    "UPDATE statement_line SET reason = 'nothing' WHERE reason IN ('payout', 'clearing_balance', 'day_captures')",
    "DELETE FROM gateway_difference WHERE kind = 'balance_diff'",
    "ALTER TABLE statement_line DROP COLUMN clearing",
    "ALTER TABLE statement_line DROP COLUMN payout_id",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in BACK {
            execute(manager, statement).await?;
        }
        AREA.down(manager).await
    }
}
