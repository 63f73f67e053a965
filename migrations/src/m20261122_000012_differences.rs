//! Tables as statements, with what their columns mean; and differences: lines of statements and facts of gateways that a person decides on.

use crate::area::{Area, execute};
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261122_000012_differences.sql"),
    sqlite: "",
    postgres: "",
    undo: &["gateway_difference", "statement_columns"],
    undo_postgres: "",
};

/// What older programs know a line by.
const BACK: &[&str] = &[
    "DROP INDEX statement_line_alike",
    "DROP INDEX statement_line_differs",
    "DELETE FROM statement WHERE state = 'asking'",
    "UPDATE statement_line SET state = 'outgoing' WHERE state IN ('pending', 'returned')",
    "UPDATE statement_line SET state = 'set_aside' WHERE state = 'returning'",
    "ALTER TABLE statement_line DROP COLUMN refund_id",
    "ALTER TABLE statement_line DROP COLUMN entity",
    "ALTER TABLE statement_line DROP COLUMN difference",
    "ALTER TABLE statement_line DROP COLUMN direction",
    "ALTER TABLE statement DROP COLUMN reading",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.down(manager).await?;
        for statement in BACK {
            execute(manager, statement).await?;
        }
        Ok(())
    }
}
