//! What the database refuses by itself, whatever the program says.

use crate::support::{NOW, Sold, entry, ledger_account, refused, seal, sold, sql};
use domain::ids::LedgerTxId;
use domain::money::Currency;
use domain::payments::OrderState;
use domain::schedules::InstalmentKind;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, Set};
use store::entities::{instalment, payment_order, receipt, receipt_series};
use store::{Database, fresh};

store::on_both!(
    unbalanced_transactions_are_refused,
    lonely_entries_are_refused,
    entries_never_sealed_are_refused,
    entries_after_the_seal_are_refused,
    entries_in_another_currency_are_refused,
    entries_out_of_turn_are_refused,
    zero_entries_are_refused,
    ledger_rows_are_written_once,
    ledger_accounts_move_only_by_entries,
    receipts_and_audit_lines_are_written_once,
    amounts_of_instalments_and_orders_are_fixed,
    a_second_live_order_is_refused,
    nothing_refers_to_a_row_that_is_not_there,
);

fn says(result: Result<(), DbErr>, why: &str) {
    let error = result.expect_err(why).to_string();
    assert!(error.contains(why), "{error}");
}

/// Books 100 from one account to another; the sealed transaction and the accounts' ids as hexadecimal.
async fn booked(db: &Database) -> LedgerTxId {
    let tx = db.begin_write().await.unwrap();
    let (from, to) = (ledger_account(&tx, "511", Currency::EUR).await, ledger_account(&tx, "4191", Currency::EUR).await);
    let id = fresh();
    entry(&tx, id, from, 100, Currency::EUR, 1, 100).await.unwrap();
    entry(&tx, id, to, -100, Currency::EUR, 1, -100).await.unwrap();
    seal(&tx, id).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn unbalanced_transactions_are_refused(db: Database) {
    let tx = db.begin_write().await.unwrap();
    let (from, to) = (ledger_account(&tx, "511", Currency::EUR).await, ledger_account(&tx, "4191", Currency::EUR).await);
    let id = fresh();
    entry(&tx, id, from, 100, Currency::EUR, 1, 100).await.unwrap();
    entry(&tx, id, to, -99, Currency::EUR, 1, -99).await.unwrap();
    says(seal(&tx, id).await, "do not add up to zero");
    drop(tx);
    // Zero over two currencies together is not zero in each.
    let tx = db.begin_write().await.unwrap();
    let (from, to) = (ledger_account(&tx, "511", Currency::EUR).await, ledger_account(&tx, "511", Currency::CHF).await);
    entry(&tx, id, from, 100, Currency::EUR, 1, 100).await.unwrap();
    entry(&tx, id, to, -100, Currency::CHF, 1, -100).await.unwrap();
    says(seal(&tx, id).await, "do not add up to zero");
}

async fn lonely_entries_are_refused(db: Database) {
    let tx = db.begin_write().await.unwrap();
    let account = ledger_account(&tx, "511", Currency::EUR).await;
    let id = fresh();
    entry(&tx, id, account, 100, Currency::EUR, 1, 100).await.unwrap();
    says(seal(&tx, id).await, "fewer than two entries");
}

async fn entries_never_sealed_are_refused(db: Database) {
    let tx = db.begin_write().await.unwrap();
    let (from, to) = (ledger_account(&tx, "511", Currency::EUR).await, ledger_account(&tx, "4191", Currency::EUR).await);
    let id = fresh();
    entry(&tx, id, from, 100, Currency::EUR, 1, 100).await.unwrap();
    entry(&tx, id, to, -100, Currency::EUR, 1, -100).await.unwrap();
    let error = tx.commit().await.expect_err("entries without their transaction").to_string();
    assert!(error.to_lowercase().contains("foreign key"), "{error}");
    // The connection is free again, and nothing was kept.
    sql(&db, "UPDATE ledger_account SET code = code").await.unwrap();
    assert!(store::entities::ledger_account::Entity::find().all(db.read()).await.unwrap().is_empty());
}

async fn entries_after_the_seal_are_refused(db: Database) {
    let sealed = booked(&db).await;
    let tx = db.begin_write().await.unwrap();
    let account = ledger_account(&tx, "512", Currency::EUR).await;
    says(entry(&tx, sealed, account, 5, Currency::EUR, 1, 5).await, "already sealed");
}

async fn entries_in_another_currency_are_refused(db: Database) {
    let tx = db.begin_write().await.unwrap();
    let account = ledger_account(&tx, "511", Currency::EUR).await;
    says(entry(&tx, fresh(), account, 100, Currency::CHF, 1, 100).await, "another currency");
}

async fn entries_out_of_turn_are_refused(db: Database) {
    for (version, balance) in [(2, 100), (0, 100), (1, 99)] {
        let tx = db.begin_write().await.unwrap();
        let account = ledger_account(&tx, "511", Currency::EUR).await;
        says(entry(&tx, fresh(), account, 100, Currency::EUR, version, balance).await, "does not follow the last entry");
    }
}

async fn zero_entries_are_refused(db: Database) {
    let tx = db.begin_write().await.unwrap();
    let account = ledger_account(&tx, "511", Currency::EUR).await;
    assert!(entry(&tx, fresh(), account, 0, Currency::EUR, 1, 0).await.is_err());
}

async fn ledger_rows_are_written_once(db: Database) {
    booked(&db).await;
    refused(&db, "UPDATE ledger_entry SET amount_minor = 1", "is written once").await;
    refused(&db, "DELETE FROM ledger_entry", "is written once").await;
    refused(&db, "UPDATE ledger_tx SET memo = 'x'", "is written once").await;
    refused(&db, "DELETE FROM ledger_tx", "is written once").await;
    if db.backend() == sea_orm::DbBackend::Sqlite {
        refused(&db, "INSERT OR REPLACE INTO ledger_entry SELECT id, tx_id, account_id, 1, currency, account_version, balance_after FROM ledger_entry", "").await;
        refused(
            &db,
            "INSERT OR REPLACE INTO ledger_tx SELECT id, source_kind, source_id, 'x', effective_at, created_at FROM ledger_tx",
            "is written once",
        )
        .await;
    } else {
        refused(&db, "TRUNCATE ledger_entry CASCADE", "is written once").await;
    }
}

async fn ledger_accounts_move_only_by_entries(db: Database) {
    booked(&db).await;
    refused(&db, "UPDATE ledger_account SET balance = balance + 1", "only through an entry").await;
    refused(&db, "UPDATE ledger_account SET balance = balance + 1, version = version + 1", "only through an entry").await;
    for change in ["code = 'x'", "entity = 'ch'", "currency = 'CHF'"] {
        refused(&db, &format!("UPDATE ledger_account SET {change}"), "only through an entry").await;
    }
    refused(&db, "DELETE FROM ledger_account", "kept for ever").await;
    let nil = if db.backend() == sea_orm::DbBackend::Sqlite { "zeroblob(16)" } else { "'00000000-0000-0000-0000-000000000000'" };
    let rich = format!(
        "INSERT INTO ledger_account (id, entity, code, currency, trip_id, payer_id, balance, version) VALUES ({nil}, 'fr', '1', 'EUR', {nil}, {nil}, 5, 0)"
    );
    refused(&db, &rich, "opens with nothing").await;
}

fn order(sold: &Sold, state: OrderState) -> payment_order::ActiveModel {
    payment_order::ActiveModel {
        id: Set(fresh()),
        trip_id: Set(sold.trip),
        payer_id: Set(sold.payer),
        amount_minor: Set(100),
        currency: Set(Currency::EUR),
        outstanding_minor: Set(100_000),
        gateway: Set("sandbox".to_owned()),
        gateway_account: Set("main".to_owned()),
        idempotency_key: Set(fresh::<uuid::Uuid>().to_string()),
        request: Set("{}".to_owned()),
        state: Set(state),
        decline_reason: Set(None),
        pay_url: Set(None),
        version: Set(1),
        expires_at: Set(None),
        created_at: Set(NOW),
        updated_at: Set(NOW),
        next_poll_at: Set(None),
    }
}

async fn receipts_and_audit_lines_are_written_once(db: Database) {
    let (sealed, sold) = (booked(&db).await, sold(&db).await);
    let tx = db.begin_write().await.unwrap();
    let paid = order(&sold, OrderState::Succeeded).insert(&tx).await.unwrap();
    let series = receipt_series::ActiveModel { id: Set("FR-1970".to_owned()), entity: Set(domain::trips::Entity::France), next: Set(2) };
    series.insert(&tx).await.unwrap();
    let row = receipt::ActiveModel {
        id: Set(fresh()),
        number: Set("FR-1970-000001".to_owned()),
        series: Set("FR-1970".to_owned()),
        tx_id: Set(sealed),
        order_id: Set(Some(paid.id)),
        trip_id: Set(sold.trip),
        payer_id: Set(sold.payer),
        amount_minor: Set(100),
        currency: Set(Currency::EUR),
        paid_at: Set(NOW),
        issued_on: Set(NOW.date()),
        snapshot: Set("{}".to_owned()),
    };
    row.insert(&tx).await.unwrap();
    store::audit::append(&tx, NOW, domain::policy::Actor::System, "receipt.issued", paid.id, Some(sold.trip), &serde_json::json!({}))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for table in ["receipt", "audit"] {
        let column = if table == "receipt" { "snapshot" } else { "detail" };
        refused(&db, &format!("UPDATE {table} SET {column} = 'x'"), "is written once").await;
        refused(&db, &format!("DELETE FROM {table}"), "is written once").await;
    }
}

async fn amounts_of_instalments_and_orders_are_fixed(db: Database) {
    let sold = sold(&db).await;
    let tx = db.begin_write().await.unwrap();
    order(&sold, OrderState::Open).insert(&tx).await.unwrap();
    let due = instalment::ActiveModel {
        id: Set(fresh()),
        trip_id: Set(sold.trip),
        payer_id: Set(sold.payer),
        kind: Set(InstalmentKind::Deposit),
        due_on: Set(NOW.date()),
        amount_minor: Set(100),
        currency: Set(Currency::EUR),
        superseded_at: Set(None),
        created_at: Set(NOW),
    };
    due.clone().insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let tx = db.begin_write().await.unwrap();
    let nothing = instalment::ActiveModel { id: Set(fresh()), amount_minor: Set(0), ..due };
    assert!(nothing.insert(&tx).await.is_err(), "an instalment of nothing");
    drop(tx);
    refused(&db, "UPDATE instalment SET amount_minor = 101", "never changed").await;
    refused(&db, "UPDATE instalment SET currency = 'CHF'", "never changed").await;
    refused(&db, "UPDATE payment_order SET amount_minor = 101", "are fixed").await;
    refused(&db, "UPDATE payment_order SET idempotency_key = 'x'", "are fixed").await;
    sql(&db, "UPDATE payment_order SET state = 'processing'").await.unwrap();
    sql(&db, "UPDATE instalment SET superseded_at = created_at").await.unwrap();
}

async fn a_second_live_order_is_refused(db: Database) {
    let sold = sold(&db).await;
    for live in [OrderState::Created, OrderState::Open, OrderState::ActionRequired, OrderState::Processing, OrderState::Authorized] {
        let tx = db.begin_write().await.unwrap();
        order(&sold, live).insert(&tx).await.unwrap();
        assert!(order(&sold, OrderState::Created).insert(&tx).await.is_err(), "beside {live}");
    }
    let tx = db.begin_write().await.unwrap();
    for over in OrderState::ALL.iter().filter(|state| !state.is_live()) {
        order(&sold, *over).insert(&tx).await.unwrap();
    }
    order(&sold, OrderState::Created).insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn nothing_refers_to_a_row_that_is_not_there(db: Database) {
    let mut sold = sold(&db).await;
    sold.payer = fresh();
    let tx = db.begin_write().await.unwrap();
    assert!(order(&sold, OrderState::Open).insert(&tx).await.is_err());
}
