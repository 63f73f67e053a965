//! Runs the SQL of one area on the database at hand.
//!
//! Tables are one text for both databases: PostgreSQL reads the types, SQLite keeps whatever is bound (`uuid` and `bytea` as blobs,
//! instants and dates as text). Only triggers, and what SQLite spells differently, exist twice.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The SQL of one area, and how to undo it.
pub(crate) struct Area {
    /// Tables and indexes, for both databases.
    pub(crate) tables: &'static str,
    /// What only SQLite reads; empty when nothing.
    pub(crate) sqlite: &'static str,
    /// What only PostgreSQL reads; empty when nothing.
    pub(crate) postgres: &'static str,
    /// Tables to drop, those that refer to others first. Triggers and indexes go with their table.
    pub(crate) undo: &'static [&'static str],
    /// Functions to drop on PostgreSQL once the tables are gone; empty when none.
    pub(crate) undo_postgres: &'static str,
}

impl Area {
    pub(crate) async fn up(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        execute(manager, self.tables).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => execute(manager, self.postgres).await,
            _ => execute(manager, self.sqlite).await,
        }
    }

    pub(crate) async fn down(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        // On SQLite, dropping a table deletes its rows first: a table that keeps its rows for ever would refuse.
        for table in self.undo {
            if manager.get_database_backend() == DbBackend::Sqlite {
                drop_triggers(manager, table).await?;
            }
            execute(manager, &format!("DROP TABLE {table}")).await?;
        }
        match manager.get_database_backend() {
            DbBackend::Postgres => execute(manager, self.undo_postgres).await,
            _ => Ok(()),
        }
    }
}

async fn drop_triggers(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let find = format!("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'");
    for row in connection.query_all_raw(sea_orm_migration::sea_orm::Statement::from_string(DbBackend::Sqlite, find)).await? {
        execute(manager, &format!("DROP TRIGGER {}", row.try_get::<String>("", "name")?)).await?;
    }
    Ok(())
}

pub(crate) async fn execute(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    if !sql.is_empty() {
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
