//! Adversities that belong to no other file.

use super::dialect::SECRET;
use super::fixtures::{Till, eur, next};
use super::forms::{believed, leave};
use crate::support::code;
use desk::{PaymentDesk, PortalDesk};
use domain::error::ErrorCode;
use domain::payments::{OrderState, PaymentOutcome};
use futures::future::join_all;
use http::HeaderMap;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, Set};
use serde_json::json;
use server::config::Secret;
use std::collections::BTreeSet;
use store::entities::{client, receipt};
use store::words::EventState;
use store::{Database, on_both};
use time::Duration;

with_every_gateway!(
    whatever_comes_first_ends_the_same,
    an_old_page_paid_after_the_price_rose_leaves_the_difference_due,
    what_cannot_be_kept_is_not_acknowledged,
    names_of_any_alphabet_reach_the_bank,
    receipts_issued_at_once_are_numbered_without_a_gap,
    a_commit_nobody_answered_is_harmless,
);

with_gateways!([with_forms_of_lyra Lyra, with_forms_of_monetico Monetico, with_forms_of_up2pay Up2pay] (two_forms_paid_are_a_payment_and_a_credit));

with_gateways!([with_keys_of_lyra Lyra, with_keys_of_monetico Monetico] (an_old_key_is_believed_until_it_is_taken_away));

with_both_gateways!(a_page_about_to_close_is_not_handed_out);

with_mute_gateways!(silence_is_left_for_a_person);

on_both!(a_key_that_the_bank_knows_otherwise_is_left_for_a_person);

/// Each order in which four things can be told.
fn orders_of_four() -> Vec<[usize; 4]> {
    let all = (0..256_usize).map(|n| [n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6 & 3]);
    all.filter(|told| told.iter().collect::<BTreeSet<_>>().len() == 4).collect()
}

async fn whatever_comes_first_ends_the_same(till: Till) {
    const TOLD: [&str; 4] = ["payment.opened", "payment.challenge", "payment.declined", "payment.captured"];
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    for told in orders_of_four() {
        let trip = till.trip().await;
        let (order, payment) = till.started(trip).await;
        till.act(&payment, json!({ "do": "decline" })).await;
        till.act(&payment, json!({ "do": "challenge" })).await;
        till.capture(&payment).await;
        let told: Vec<_> = told.into_iter().map(|at| TOLD[at]).collect();
        till.notify(&payment, json!({ "order": told, "duplicates": 1 })).await;
        till.payments.drain_inbox().await.unwrap();
        till.assert_paid_once(order).await;
    }
    assert_eq!(till.transactions().await, 24);
    till.assert_sound().await;
    till.close().await;
}

async fn an_old_page_paid_after_the_price_rose_leaves_the_difference_due(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.reprice(trip, "3200").await;
    till.capture(&payment).await;
    till.learn(order, &payment).await;
    till.assert_paid_once(order).await;
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit, page.card.remaining), (eur(90_000), eur(0), eur(230_000)));
    let quote = till.payments.quote_payment(&till.traveller, trip).await.unwrap();
    assert_eq!((quote.next_left, quote.all), (eur(6_000), eur(230_000)), "what the deposit rose by is the next to pay");
    till.assert_sound().await;
    till.close().await;
}

async fn what_cannot_be_kept_is_not_acknowledged(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.sql("ALTER TABLE gateway_event RENAME TO gateway_event_away").await;
    let statuses = till.notify(&payment, json!({ "order": ["payment.captured"] })).await;
    assert!(statuses.len() == 1 && statuses[0] >= 500, "{statuses:?}");
    till.sql("ALTER TABLE gateway_event_away RENAME TO gateway_event").await;
    assert_eq!((till.transactions().await, till.events(EventState::Received).await.len()), (0, 0));
    // Some banks tell again, some never do: then asking makes up for it.
    if till.dialect.answers() {
        till.pass(Duration::seconds(21));
        till.payments.poll_due().await.unwrap();
    } else {
        till.learn(order, &payment).await;
    }
    till.assert_paid_once(order).await;
    till.assert_sound().await;
    till.close().await;
}

async fn names_of_any_alphabet_reach_the_bank(till: Till) {
    let row = client::Entity::find_by_id(till.client_id).one(till.db.read()).await.unwrap().unwrap();
    for (given, family, title) in [
        ("Zoé 🏔 中", "O’Neill & *fils* + \"d'Été\" <b>;&amp;", "L’été à 中 🏔 + & * \"quotes\""),
        ("İlkay\u{200f}", "Ðorđe-Ñuñez %41+%2B", "a=1&b=2;c\\d%00"),
        ("Ὀδυσσεύς", "محمد", "</form><script>alert(1)</script>"),
    ] {
        let mut strange = row.clone().into_active_model();
        (strange.given_name, strange.family_name) = (Set(given.into()), Set(family.into()));
        let tx = till.db.begin_write().await.unwrap();
        strange.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let trip = till.trip_with(|draft| draft.title = title.into()).await;
        let (order, payment) = till.started(trip).await;
        till.capture(&payment).await;
        till.until(order, OrderState::Succeeded).await;
        till.assert_paid_once(order).await;
    }
    till.assert_sound().await;
    till.close().await;
}

async fn receipts_issued_at_once_are_numbered_without_a_gap(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let mut paid = Vec::new();
    for _ in 0..12 {
        let (order, payment) = till.started(till.trip().await).await;
        till.capture(&payment).await;
        paid.push((order, payment));
    }
    join_all(paid.iter().map(|(order, payment)| till.learn(*order, payment))).await;
    for (order, _) in &paid {
        till.assert_paid_once(*order).await;
    }
    let rows = receipt::Entity::find().order_by_asc(receipt::Column::Number).all(till.db.read()).await.unwrap();
    let numbers: Vec<_> = rows.iter().map(|row| row.number.rsplit_once('-').unwrap().1.parse::<u32>().unwrap()).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    till.assert_sound().await;
    till.close().await;
}

/// On PostgreSQL every connection of the house is cut while it books; on SQLite the file cannot be cut off, so what is left is the repetition.
async fn a_commit_nobody_answered_is_harmless(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (order, payment) = till.started(till.trip().await).await;
    till.capture(&payment).await;
    till.notify(&payment, json!({ "order": ["payment.captured"] })).await;
    if till.db.backend() == sea_orm::DbBackend::Postgres {
        for _ in 0..20 {
            let cut = till.db.read().execute_unprepared(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%payment_capture%' \
                 AND application_name = current_setting('application_name')",
            );
            let (_, _, _) = futures::join!(till.payments.drain_inbox(), cut, till.payments.settle_order(order));
        }
    }
    for _ in 0..3 {
        till.pass(Duration::minutes(11));
        till.payments.drain_inbox().await.unwrap();
    }
    till.assert_paid_once(order).await;
    assert_eq!(till.transactions().await, 1);
    till.assert_sound().await;
    till.close().await;
}

async fn a_page_about_to_close_is_not_handed_out(till: Till) {
    let trip = till.trip().await;
    let (first, _) = till.started(trip).await;
    till.pass(Duration::minutes(27));
    assert_eq!(till.started(trip).await.0, first, "there is time left to pay");
    till.pass(Duration::minutes(2));
    let (second, payment) = till.started(trip).await;
    assert_ne!(second, first);
    assert_eq!((till.order(first).await.state, till.states_at_bank(first).await), (OrderState::Expired, vec!["expired".to_owned()]));
    till.capture(&payment).await;
    till.learn(second, &payment).await;
    till.assert_paid_once(second).await;
    till.payments.drain_inbox().await.unwrap();
    till.assert_sound().await;
    till.close().await;
}

async fn two_forms_paid_are_a_payment_and_a_credit(till: Till) {
    let trip = till.trip().await;
    let (order, first) = till.started(trip).await;
    let second = leave(&till, order).await;
    for payment in [&first, &second] {
        till.capture(payment).await;
        till.learn(order, payment).await;
    }
    till.learn(order, &second).await;
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit, till.receipts(order).await.len()), (eur(90_000), eur(90_000), 1));
    let reasons: BTreeSet<_> = till.captures(order).await.into_iter().map(|row| row.reason.map(|reason| reason.as_str())).collect();
    assert_eq!(reasons, BTreeSet::from([None, Some("duplicate")]));
    till.assert_sound().await;
    till.close().await;
}

async fn silence_is_left_for_a_person(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (order, payment) = till.started(till.trip().await).await;
    till.capture(&payment).await;
    till.pass(Duration::hours(2));
    till.payments.poll_due().await.unwrap();
    till.payments.reconcile().await.unwrap();
    assert_eq!((till.order(order).await.state, till.transactions().await), (OrderState::Cancelled, 0));
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown, "nobody says that nothing was taken");
    assert_eq!(till.tasks_of("payment.compare_with_statement").await.len(), 1);
    till.learn(order, &payment).await;
    assert_eq!(till.captures(order).await.iter().map(|row| row.advances_minor).collect::<Vec<_>>(), [0], "told at last: a credit");
    till.assert_sound().await;
    till.close().await;
}

async fn a_key_that_the_bank_knows_otherwise_is_left_for_a_person(db: Database) {
    let till = Till::open(db).await;
    let (used, _) = till.started(till.trip().await).await;
    let trip = till.trip().await;
    till.behave(json!({ "scope": "all", "create": "error_before_create" })).await;
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, next()).await), ErrorCode::GatewayUnavailable);
    till.behave_well().await;
    let order = till.orders(trip).await.remove(0);
    // A fault of ours, which the program itself cannot make: the key of another order.
    let mut forced = serde_json::from_str::<serde_json::Value>(&order.request).unwrap();
    forced["idempotency_key"] = format!("po:{}", used.0).into();
    let mut row = order.clone().into_active_model();
    row.request = Set(forced.to_string());
    let tx = till.db.begin_write().await.unwrap();
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..2 {
        assert_eq!(code(till.payments.start_payment(&till.traveller, trip, next()).await), ErrorCode::GatewayUnavailable);
    }
    let left = till.order(order.id).await;
    assert_eq!((left.state, left.pay_url), (OrderState::Created, None));
    let tasks = till.tasks_of("payment.key_mismatch").await;
    assert_eq!(tasks.iter().map(|task| task.subject.clone()).collect::<Vec<_>>(), [order.id.to_string()], "once");
    assert_eq!((till.transactions().await, till.captures(used).await.len()), (0, 0));
    till.assert_sound().await;
    till.close().await;
}

async fn an_old_key_is_believed_until_it_is_taken_away(till: Till) {
    let (order, payment) = till.started(till.trip().await).await;
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    let word = believed(&till).await.remove(0);
    let (new, old) = (Secret::new("00112233445566778899AABBCCDDEEFF00112233"), Secret::new(SECRET));
    let changed = |old: Secret| {
        till.payments_with(|config| {
            (config.lyra.key, config.lyra.old_key) = (new.clone(), old.clone());
            let old = if old.is_set() { Secret::new(bank::monetico::KEY) } else { old };
            (config.monetico.key, config.monetico.old_key) = (new.clone(), old);
        })
    };
    for (old, expected) in [(old, 0), (Secret::default(), 1)] {
        let ack = changed(old).receive(till.gateway(), &HeaderMap::new(), &word).await;
        assert_eq!((ack.status, ack.body.as_str()), till.dialect.acknowledgements()[expected]);
    }
    assert_eq!(till.transactions().await, 1);
    till.close().await;
}
