//! Databases for tests: each test gets a SQLite file or a PostgreSQL schema of its own, migrated.
//!
//! PostgreSQL is the one that `ALTIPORT_TEST_POSTGRES` names, or a private one started on the spot; a machine that has neither fails its tests.
//! Never part of the server.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a test that cannot have its database must fail, loudly")]

mod cluster;

use crate::{Database, connect};
use sea_orm::ConnectionTrait;
use std::path::PathBuf;

/// A database of one test's own.
#[derive(Debug)]
pub struct TestDatabase {
    /// The open database, migrated.
    pub db: Database,
    /// What opens it again.
    pub url: String,
    owned: Owned,
}

#[derive(Debug)]
enum Owned {
    Folder(PathBuf),
    Schema { server: String, name: String },
}

impl TestDatabase {
    /// A SQLite file of its own, migrated.
    pub async fn sqlite() -> Self {
        let base = Self::sqlite_empty().await;
        base.db.migrate().await.expect("the migrations run on SQLite");
        base
    }

    /// A PostgreSQL schema of its own, migrated.
    pub async fn postgres() -> Self {
        let base = Self::postgres_empty().await;
        base.db.migrate().await.expect("the migrations run on PostgreSQL");
        base
    }

    /// A SQLite file of its own, without tables.
    pub async fn sqlite_empty() -> Self {
        let folder = std::env::temp_dir().join(format!("altiport-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let url = format!("sqlite:{}", folder.join("test.db").display());
        let db = connect(&url).await.expect("SQLite opens");
        Self { db, url, owned: Owned::Folder(folder) }
    }

    /// A PostgreSQL schema of its own, without tables.
    pub async fn postgres_empty() -> Self {
        let server = cluster::url();
        let name = format!("t{}", uuid::Uuid::now_v7().simple());
        run(&server, &format!("CREATE SCHEMA {name}")).await;
        let mark = if server.contains('?') { '&' } else { '?' };
        // The name tells whose connection it is, among all that the tests of one cluster have open.
        let url = format!("{server}{mark}application_name={name}&options=-csearch_path%3D{name}");
        let db = connect(&url).await.expect("PostgreSQL opens");
        Self { db, url, owned: Owned::Schema { server, name } }
    }

    /// Closes the database and removes it. A test that failed leaves its database behind, to be looked at.
    pub async fn remove(self) {
        self.db.close().await.expect("the database closes");
        match self.owned {
            Owned::Folder(folder) => std::fs::remove_dir_all(folder).expect("the temporary folder goes"),
            Owned::Schema { server, name } => run(&server, &format!("DROP SCHEMA {name} CASCADE")).await,
        }
    }
}

async fn run(server: &str, sql: &str) {
    let db = connect(server).await.unwrap_or_else(|error| panic!("PostgreSQL at {server} does not answer: {error}"));
    db.writer().execute_unprepared(sql).await.expect("the schema is made or dropped");
    db.close().await.expect("the connection closes");
}

/// Declares each `async fn name(db: Database)` as a test on SQLite and a test on PostgreSQL: `on_both!(name, other_name);`.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let base = $crate::testing::TestDatabase::sqlite().await;
                super::$name(base.db.clone()).await;
                base.remove().await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let base = $crate::testing::TestDatabase::postgres().await;
                super::$name(base.db.clone()).await;
                base.remove().await;
            }
        )+}
    };
}
