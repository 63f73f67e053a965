//! Migrations go up, down and up again, and give every entity exactly its columns.

use migrations::{Migrator, MigratorTrait};
use sea_orm::sea_query::ColumnType;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, Statement};
use std::collections::BTreeMap;
use store::Database;
use store::entities as e;
use store::testing::TestDatabase;

store::on_both!(entities_are_what_the_migrations_make, every_table_has_an_entity);

#[tokio::test(flavor = "multi_thread")]
async fn up_down_up_on_sqlite() {
    up_down_up(TestDatabase::sqlite_empty().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn up_down_up_on_postgres() {
    up_down_up(TestDatabase::postgres_empty().await).await;
}

async fn up_down_up(base: TestDatabase) {
    let db = &base.db;
    db.migrate().await.unwrap();
    let first = tables(db).await;
    // Rows that are kept for ever must not stand in the way.
    let tx = db.begin_write().await.unwrap();
    let now = time::OffsetDateTime::UNIX_EPOCH;
    store::audit::append(&tx, now, domain::policy::Actor::System, "house.opened", "house", None, &serde_json::Value::Null).await.unwrap();
    tx.commit().await.unwrap();
    Migrator::down(db.writer(), None).await.unwrap();
    assert_eq!(tables(db).await.keys().collect::<Vec<_>>(), Vec::<&String>::new());
    db.migrate().await.unwrap();
    assert_eq!(tables(db).await, first);
    base.remove().await;
}

/// What a column is, as far as both databases can say.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Real {
    family: &'static str,
    nullable: bool,
}

type Table = BTreeMap<String, Real>;

fn family(declared: &str) -> &'static str {
    match declared {
        "uuid" => "uuid",
        "text" => "text",
        "bigint" | "integer" => "integer",
        "boolean" => "boolean",
        "bytea" => "bytes",
        "date" => "date",
        "timestamptz" | "timestamp with time zone" => "instant",
        other => panic!("a column of unknown type {other}"),
    }
}

async fn tables(db: &Database) -> BTreeMap<String, Table> {
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT table_name AS tab, column_name AS col, data_type AS kind, CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END::bigint AS nullable
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
        _ => "SELECT m.name AS tab, c.name AS col, c.type AS kind, 1 - c.\"notnull\" AS nullable FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    };
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for row in db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap() {
        let text = |name: &str| row.try_get::<String>("", name).unwrap();
        let table = text("tab");
        if !table.starts_with("seaql_") && !table.starts_with("sqlite_") {
            let nullable = row.try_get::<i64>("", "nullable").unwrap() == 1;
            tables.entry(table).or_default().insert(text("col"), Real { family: family(&text("kind").to_lowercase()), nullable });
        }
    }
    tables
}

fn table_of<E: EntityTrait>() -> (String, Table) {
    let columns = E::Column::iter().map(|column| {
        let definition = column.def();
        let family = match definition.get_column_type() {
            ColumnType::Uuid => "uuid",
            ColumnType::Text | ColumnType::String(_) => "text",
            ColumnType::BigInteger => "integer",
            ColumnType::Boolean => "boolean",
            ColumnType::VarBinary(_) | ColumnType::Blob | ColumnType::Binary(_) => "bytes",
            ColumnType::Date => "date",
            ColumnType::TimestampWithTimeZone => "instant",
            other => panic!("{}: unexpected {other:?}", column.as_str()),
        };
        (column.as_str().to_owned(), Real { family, nullable: definition.is_null() })
    });
    (E::default().as_str().to_owned(), columns.collect())
}

macro_rules! entities {
    ($($name:ident),+ $(,)?) => { BTreeMap::from([$(table_of::<e::$name::Entity>(),)+]) };
}

fn entities() -> BTreeMap<String, Table> {
    entities!(
        account,
        audit,
        client,
        dispute,
        gateway_counter,
        gateway_difference,
        gateway_event,
        gateway_mark,
        gateway_ref,
        handover,
        instalment,
        invoice,
        invoice_series,
        ledger_account,
        ledger_entry,
        ledger_tx,
        legacy_payment,
        link,
        outbox,
        pay_link,
        payer,
        payment_allocation,
        payment_capture,
        payment_order,
        payout,
        price_revision,
        receipt,
        receipt_series,
        recorded_payment,
        recorded_reversal,
        refund,
        session,
        staff,
        statement,
        statement_columns,
        statement_line,
        task,
        throttle,
        traveller,
        trip,
        trip_day,
        trip_number,
        trip_service,
    )
}

async fn entities_are_what_the_migrations_make(db: Database) {
    let real = tables(&db).await;
    for (name, columns) in entities() {
        assert_eq!(real.get(&name), Some(&columns), "table {name}");
    }
}

async fn every_table_has_an_entity(db: Database) {
    assert_eq!(tables(&db).await.keys().collect::<Vec<_>>(), entities().keys().collect::<Vec<_>>());
}
