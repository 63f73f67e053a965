//! The check of the books finds what is wrong and names it; a refund made at the bank is booked.

use super::fixtures::{Till, eur};
use crate::support::code;
use desk::{BooksDesk, PortalDesk};
use domain::error::ErrorCode;
use serde_json::json;
use store::{Database, on_both};
use time::Duration;

on_both!(
    damage_is_found_and_named,
    money_that_the_books_do_not_know_is_named,
    a_refund_made_at_the_bank_is_booked_once,
    staff_read_the_books
);

async fn damage_is_found_and_named(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.outcome(order).await;
    till.assert_sound().await;
    let named = |invariant: &str, subject: String| (invariant.to_owned(), subject);

    till.sql("UPDATE payment_order SET state = 'failed'").await;
    assert_eq!(till.breaches().await, [named("I12", order.to_string())]);
    till.sql("UPDATE payment_order SET state = 'succeeded', outstanding_minor = 1").await;
    assert_eq!(till.breaches().await, [named("I9", order.to_string())]);
    till.sql("UPDATE payment_order SET outstanding_minor = 300000").await;

    till.sql("UPDATE payment_allocation SET amount_minor = amount_minor - 1").await;
    assert_eq!(till.breaches().await, [named("I10", order.to_string())]);
    till.sql("UPDATE payment_allocation SET amount_minor = amount_minor + 1").await;

    till.sql("UPDATE trip SET price_minor = price_minor + 1").await;
    assert!(till.breaches().await.iter().any(|(invariant, _)| invariant == "I7"));
    till.sql("UPDATE trip SET price_minor = price_minor - 1").await;

    till.sql("UPDATE receipt_series SET next = 5").await;
    assert_eq!(till.breaches().await.iter().map(|(invariant, _)| invariant.as_str()).collect::<Vec<_>>(), ["I15"]);
    till.sql("UPDATE receipt_series SET next = 2").await;

    till.sql("DELETE FROM outbox").await;
    assert_eq!(till.breaches().await.iter().map(|(invariant, _)| invariant.as_str()).collect::<Vec<_>>(), ["I16"]);

    let on = if till.db.backend() == sea_orm::DbBackend::Sqlite { "" } else { " ON ledger_account" };
    till.sql(&format!("DROP TRIGGER ledger_account_moves_by_entry{on}")).await;
    assert!(till.breaches().await.contains(&named("I3", "ledger_account".to_owned())));
    till.sql("UPDATE ledger_account SET balance = balance + 1").await;
    let breaches = till.breaches().await;
    assert_eq!(breaches.iter().filter(|(invariant, _)| invariant == "I2").count(), 2, "{breaches:?}");
    till.close().await;
}

async fn money_that_the_books_do_not_know_is_named(db: Database) {
    let till = Till::open(db).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.assert_sound().await;
    till.pass(Duration::minutes(20));
    assert_eq!(till.breaches().await, [("I5".to_owned(), order.to_string())]);
    till.payments.poll_due().await.unwrap();
    till.assert_sound().await;
    till.close().await;
}

async fn a_refund_made_at_the_bank_is_booked_once(db: Database) {
    let till = Till::open(db).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(till.refund(&payment, 30_000).await["state"], "succeeded");
    assert_eq!(till.breaches().await, [("I5".to_owned(), order.to_string())]);
    till.payments.reconcile().await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(till.transactions().await, 2);
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!(page.received, eur(60_000));
    till.assert_sound().await;
    till.close().await;
}

async fn staff_read_the_books(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let books = till.payments.check_books(&till.seller).await.unwrap();
    assert_eq!((books.transactions, books.breaches), (1, Vec::new()));
    till.sql("UPDATE payment_order SET state = 'failed'").await;
    assert_eq!(till.payments.check_books(&till.seller).await.unwrap().breaches, [], "the last answer, for a moment");
    till.pass(Duration::seconds(6));
    assert_eq!(till.payments.check_books(&till.seller).await.unwrap().breaches.len(), 1);
    let money = till.payments.find_trip_money(&till.seller, trip).await.unwrap();
    assert_eq!(money.orders.iter().map(|row| (row.id, row.amount)).collect::<Vec<_>>(), [(order, eur(90_000))]);
    assert_eq!(
        money.lines.iter().map(|(_, memo, account, amount)| (memo.as_str(), account.as_str(), *amount)).collect::<Vec<_>>(),
        [("capture", "4191", eur(-90_000))]
    );
    assert_eq!(code(till.payments.check_books(&till.traveller).await), ErrorCode::NotFound);
    assert_eq!(code(till.payments.find_trip_money(&till.traveller, trip).await), ErrorCode::NotFound);
    till.close().await;
}
