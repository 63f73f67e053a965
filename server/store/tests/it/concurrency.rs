//! Writers at the same time: none is lost, none waits for ever.

use crate::support::{NOW, sold};
use domain::money::Currency;
use domain::trips::Entity as House;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use std::collections::BTreeSet;
use store::Database;
use store::entities::{ledger_account, ledger_entry, payer};
use store::ledger::{AccountKey, Fact, Line, post};

store::on_both!(
    writers_of_one_row_follow_each_other,
    postings_at_once_all_count,
    numbers_drawn_at_once_differ,
    numbers_of_invoices_drawn_at_once_differ,
    readers_do_not_write_on_sqlite
);

const WRITERS: i64 = 16;

async fn writers_of_one_row_follow_each_other(db: Database) {
    let sold = sold(&db).await;
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let (db, id) = (db.clone(), sold.payer);
        writers.spawn(async move {
            let tx = db.begin_write().await.unwrap();
            let row = store::locks::lock_payer(&tx, id).await.unwrap().unwrap();
            let count = row.label.parse::<i64>().unwrap_or(0);
            let mut row = row.into_active_model();
            row.label = Set((count + 1).to_string());
            row.update(&tx).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert_eq!(payer::Entity::find_by_id(sold.payer).one(db.read()).await.unwrap().unwrap().label, WRITERS.to_string());
    assert_eq!(sold.client, payer::Entity::find_by_id(sold.payer).one(db.read()).await.unwrap().unwrap().client_id);
}

async fn postings_at_once_all_count(db: Database) {
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..WRITERS {
        let db = db.clone();
        writers.spawn(async move {
            let account =
                |code: &str| AccountKey { entity: House::France, code: code.to_owned(), currency: Currency::EUR, trip: None, payer: None };
            // Half of them name the accounts the other way round.
            let mut lines = vec![Line { account: account("511"), amount_minor: 10 }, Line { account: account("4191"), amount_minor: -10 }];
            if number % 2 == 1 {
                lines.reverse();
            }
            let id = number.to_string();
            let tx = db.begin_write().await.unwrap();
            post(&tx, NOW, Fact { kind: "capture", id: &id, memo: "", effective_at: NOW }, &lines).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    for account in ledger_account::Entity::find().all(db.read()).await.unwrap() {
        assert_eq!((account.version, account.balance.abs()), (WRITERS, 10 * WRITERS), "{}", account.code);
    }
    assert_eq!(ledger_entry::Entity::find().all(db.read()).await.unwrap().len(), 32);
}

async fn numbers_drawn_at_once_differ(db: Database) {
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let db = db.clone();
        writers.spawn(async move {
            let tx = db.begin_write().await.unwrap();
            let number = store::numbers::next_receipt(&tx, "FR-2027", House::France).await.unwrap();
            tx.commit().await.unwrap();
            number
        });
    }
    let mut drawn = BTreeSet::new();
    while let Some(number) = writers.join_next().await {
        drawn.insert(number.unwrap());
    }
    assert_eq!(drawn, (1..=WRITERS).collect());
}

async fn numbers_of_invoices_drawn_at_once_differ(db: Database) {
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let db = db.clone();
        writers.spawn(async move {
            let tx = db.begin_write().await.unwrap();
            let series = store::numbers::lock_invoices(&tx, "FR-F-2027", House::France).await.unwrap();
            let number = store::numbers::next_invoice(&tx, series, NOW.date()).await.unwrap();
            tx.commit().await.unwrap();
            number
        });
    }
    let mut drawn = BTreeSet::new();
    while let Some(number) = writers.join_next().await {
        drawn.insert(number.unwrap());
    }
    assert_eq!(drawn, (1..=WRITERS).collect());
}

async fn readers_do_not_write_on_sqlite(db: Database) {
    let written = db.read().execute_unprepared("INSERT INTO receipt_series (id, entity, next) VALUES ('x', 'fr', 1)").await;
    assert_eq!(written.is_err(), db.backend() == sea_orm::DbBackend::Sqlite);
}
