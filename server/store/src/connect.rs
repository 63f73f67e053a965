//! Opens the database.

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::time::Duration;

/// How long a SQLite writer waits for another process, and anybody for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Database {
    /// For reading outside a transaction. On SQLite these connections refuse to write.
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a transaction that may write: immediate on SQLite, where writers queue for the only writing connection, so that what was read cannot change
    /// before it is written; ordinary on PostgreSQL, where rows are locked by [`crate::locks`] before they are judged. Dropped without
    /// `commit`, it leaves nothing behind.
    ///
    /// Never hold one across a call to a gateway or a mail server, and never begin a second one meanwhile: on SQLite it waits for the first.
    ///
    /// # Errors
    /// The database cannot be reached, or is busy beyond ten seconds.
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        self.write
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await
    }

    /// Brings the schema to the newest version.
    ///
    /// # Errors
    /// As the database says; steps that ran stay.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.write, None).await
    }

    /// The writing connection itself, for schema work.
    pub const fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.read.ping().await
    }

    /// Which database it is.
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// As the driver says.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.read.close_by_ref().await?;
        self.write.close_by_ref().await
    }
}

/// Opens `url`: `sqlite:path/to/file.db` (made when missing) or `postgres://user@host/name`.
///
/// # Errors
/// The address is of another kind, or the database cannot be reached.
pub async fn connect(url: &str) -> Result<Database, DbErr> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let mut options = ConnectOptions::new(url);
        options.max_connections(10).acquire_timeout(PATIENCE).sqlx_logging(false);
        let pool = sea_orm::Database::connect(options).await?;
        return Ok(Database { read: pool.clone(), write: pool });
    }
    if !url.starts_with("sqlite:") || url.contains(":memory:") {
        return Err(DbErr::Conn(RuntimeErr::Internal("the database must be sqlite:FILE or postgres://…".to_owned())));
    }
    // The writer first: it makes the file and turns on the write-ahead log.
    let write = sea_orm::Database::connect(sqlite(url, 1, "OFF")).await?;
    let read = sea_orm::Database::connect(sqlite(url, 4, "ON")).await?;
    Ok(Database { read, write })
}

fn sqlite(url: &str, connections: u32, query_only: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).acquire_timeout(PATIENCE).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Money: a committed transaction survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            // Without it, INSERT OR REPLACE would delete rows behind the triggers that keep them.
            .pragma("recursive_triggers", "ON")
            .pragma("query_only", query_only)
    });
    options
}
