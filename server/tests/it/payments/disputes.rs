//! Disputes, which only Stripe tells of: the money waits apart, comes back or is lost once, and nothing is given back twice meanwhile.

use super::dialect::Dialect;
use super::fixtures::{Till, eur};
use super::refund_fixtures::draft;
use crate::support::{code, until_somebody_waits};
use desk::{PortalDesk, RefundDesk};
use domain::error::ErrorCode;
use domain::money::Currency;
use domain::payments::{DisputeStage, RefundStage};
use domain::trips::Entity as Company;
use futures::future::join;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use store::entities::{dispute, ledger_account, refund};
use store::ledger::{AccountKey, hold};
use store::{Database, on_both};
use time::Duration;

on_both!(
    a_dispute_is_booked_once_however_it_is_told,
    a_dispute_won_brings_the_money_back,
    a_dispute_during_a_refund_loses_nothing_twice,
    a_dispute_that_nobody_told_of_is_found,
    a_dispute_waits_for_the_accounts_of_fees_without_holding_one
);

async fn open_dispute(till: &Till, payment: &str) -> String {
    let (status, answer) = till.ask_bank(http::Method::POST, &format!("/test/payments/{payment}/disputes"), Some(json!({}))).await;
    assert_eq!(status, 201, "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

async fn move_dispute(till: &Till, payment: &str, dispute: &str, state: &str) -> Value {
    let path = format!("/test/payments/{payment}/disputes/{dispute}");
    let (status, answer) = till.ask_bank(http::Method::POST, &path, Some(json!({ "state": state }))).await;
    assert_eq!(status, 204, "{answer}");
    answer
}

/// Balances by the number of the account, in cents of the euro.
async fn balance(till: &Till, code: &str) -> i64 {
    let rows = ledger_account::Entity::find().filter(ledger_account::Column::Code.starts_with(code)).all(till.db.read()).await.unwrap();
    rows.iter().map(|row| row.balance).sum()
}

async fn stage(till: &Till) -> Vec<DisputeStage> {
    dispute::Entity::find().all(till.db.read()).await.unwrap().into_iter().map(|row| row.state).collect()
}

async fn a_dispute_is_booked_once_however_it_is_told(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (trip, _, payment, capture) = till.paid().await;
    let told = async |kind: &str, times: u8| {
        assert!(till.notify(&payment, json!({ "order": [kind], "duplicates": times })).await.iter().all(|status| *status == 200));
        till.payments.drain_inbox().await.unwrap();
    };
    let id = open_dispute(&till, &payment).await;
    told("dispute.opened", 2).await;
    assert_eq!((stage(&till).await, till.transactions().await, till.tasks().await.len()), (vec![DisputeStage::Opened], 1, 1));
    assert_eq!(code(till.payments.request_refund(&till.seller, trip, draft(&capture, "1")).await), ErrorCode::CaptureDisputed);
    move_dispute(&till, &payment, &id, "withdrawn").await;
    told("dispute.withdrawn", 1).await;
    till.payments.reconcile().await.unwrap();
    assert_eq!((balance(&till, "4671").await, balance(&till, "627").await, balance(&till, "511").await), (90_000, 1_500, -1_500));
    till.assert_sound().await;
    move_dispute(&till, &payment, &id, "lost").await;
    // The last first, then all of them again.
    told("dispute.closed", 0).await;
    told("dispute.opened", 0).await;
    till.payments.reconcile().await.unwrap();
    assert_eq!((stage(&till).await, till.transactions().await), (vec![DisputeStage::Lost], 4));
    assert_eq!((balance(&till, "4671").await, balance(&till, "654").await, balance(&till, "627").await), (0, 90_000, 1_500));
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!(page.received, eur(90_000), "what the payer has paid is between them and their bank");
    let view = till.payments.find_trip_refunds(&till.seller, trip).await.unwrap();
    assert_eq!((view.disputes[0].stage, view.captures[0].disputed, view.captures[0].refundable), (DisputeStage::Lost, true, eur(0)));
    assert_eq!(till.tasks().await.len(), 2, "to answer, then what was lost");
    till.assert_sound().await;
    till.close().await;
}

async fn a_dispute_won_brings_the_money_back(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    let (trip, _, payment, capture) = till.paid().await;
    let id = open_dispute(&till, &payment).await;
    move_dispute(&till, &payment, &id, "withdrawn").await;
    move_dispute(&till, &payment, &id, "won").await;
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    // Capture, withdrawal, fee, return: the fee stays the house's.
    assert_eq!((stage(&till).await, till.transactions().await), (vec![DisputeStage::Won], 4));
    assert_eq!((balance(&till, "4671").await, balance(&till, "654").await, balance(&till, "511").await), (0, 0, 88_500));
    till.payments.request_refund(&till.seller, trip, draft(&capture, "900")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!(page.received, eur(0));
    till.assert_sound().await;
    till.close().await;
}

async fn a_dispute_during_a_refund_loses_nothing_twice(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "refund": "pending" })).await;
    let (trip, order, payment, capture) = till.paid().await;
    let pending = till.payments.request_refund(&till.seller, trip, draft(&capture, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    // Another one is written, and the dispute comes before it is sent.
    let waiting = till.payments.request_refund(&till.seller, trip, draft(&capture, "100")).await.unwrap();
    let id = open_dispute(&till, &payment).await;
    move_dispute(&till, &payment, &id, "withdrawn").await;
    till.payments.reconcile().await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let state = async |id| refund::Entity::find_by_id(id).one(till.db.read()).await.unwrap().unwrap().state;
    assert_eq!((state(pending).await, state(waiting).await), (RefundStage::Pending, RefundStage::Failed));
    assert_eq!(balance(&till, "4671").await, 60_000, "what is on its way back is not taken as well");
    // The refund ends as the gateway says, and the dispute is lost: each once.
    let key = refund::Entity::find_by_id(pending).one(till.db.read()).await.unwrap().unwrap().refund_key.unwrap();
    let own = key.replace("re_", "ref_");
    let end = format!("/test/payments/{payment}/refunds/{own}");
    assert_eq!(till.ask_bank(http::Method::POST, &end, Some(json!({ "state": "succeeded" }))).await.0, 200);
    move_dispute(&till, &payment, &id, "lost").await;
    till.payments.reconcile().await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    assert_eq!((state(pending).await, stage(&till).await), (RefundStage::Succeeded, vec![DisputeStage::Lost]));
    // 900 came, 300 went back, 600 are lost, and the fee: nothing is left at the gateway but what the fee took.
    assert_eq!((balance(&till, "654").await, balance(&till, "4671").await, balance(&till, "511").await), (60_000, 0, -1_500));
    till.assert_sound().await;
    till.close().await;
}

async fn a_dispute_that_nobody_told_of_is_found(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (_, _, payment, _) = till.paid().await;
    let id = open_dispute(&till, &payment).await;
    till.payments.reconcile().await.unwrap();
    assert_eq!(stage(&till).await, [DisputeStage::Opened]);
    // Weeks later it is decided without having taken anything before we looked.
    till.pass(Duration::days(30));
    move_dispute(&till, &payment, &id, "lost").await;
    till.payments.reconcile().await.unwrap();
    assert_eq!((stage(&till).await, balance(&till, "654").await, balance(&till, "4671").await), (vec![DisputeStage::Lost], 90_000, 0));
    till.assert_sound().await;
    till.close().await;
}

async fn a_dispute_waits_for_the_accounts_of_fees_without_holding_one(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let key = |code: &str| AccountKey { entity: Company::France, code: code.into(), currency: Currency::EUR, trip: None, payer: None };
    let (fees, clearing) = ([key("627")], [key(till.dialect.clearing())]);
    // The account of fees is older than that of the gateway: everybody locks it first.
    let tx = till.db.begin_write().await.unwrap();
    hold(&tx, &fees).await.unwrap();
    tx.commit().await.unwrap();
    let (_, _, payment, _) = till.paid().await;
    let id = open_dispute(&till, &payment).await;
    move_dispute(&till, &payment, &id, "withdrawn").await;
    // Somebody books a fee at the pace of a test.
    let tx = till.db.begin_write().await.unwrap();
    hold(&tx, &fees).await.unwrap();
    let slow = async {
        until_somebody_waits(&till.db).await;
        hold(&tx, &clearing).await.unwrap();
        tx.commit().await.unwrap();
    };
    let (heard, ()) = join(till.payments.reconcile(), slow).await;
    heard.unwrap();
    assert_eq!((balance(&till, "4671").await, balance(&till, "627").await, balance(&till, "511").await), (90_000, 1_500, -1_500));
    till.assert_sound().await;
    till.close().await;
}
