//! Several ways to pay beside each other: what is offered, what is refused, and changing one's mind.

use super::dialect::{Dialect, KEY, SECRET};
use super::fixtures::{Till, other};
use crate::support::code;
use desk::PaymentDesk;
use domain::error::ErrorCode;
use domain::ids::{PaymentOrderId, TripId};
use domain::payments::{OrderState, PayDraft, PayMethod, PaymentOutcome, Way};
use domain::trips::{Entity, TripDraft};
use serde_json::{Value, json};
use server::config::{Secret, Stripe};
use store::entities::payment_order;
use store::{Database, on_both};

on_both!(
    a_house_without_ways_leaves_it_to_the_bank_s_page,
    twint_is_hidden_above_its_limit_and_cannot_be_chosen_either,
    each_company_s_trips_go_to_its_own_gateway,
    another_way_closes_the_page_of_the_first,
    what_was_declined_is_offered_another_way_for_the_same_amount,
);

/// A till with two gateways: the bank's own words, and Stripe's.
async fn till(db: Database, ways: Vec<Way>) -> Till {
    Till::open_changed(db, Dialect::Sandbox, move |config| {
        let bank = config.bank.url.clone();
        config.stripe = Stripe { url: bank.clone(), pages: bank, secret_key: Secret::new(KEY), webhook_secrets: vec![Secret::new(SECRET)] };
        config.payments.ways = ways;
        Dialect::Monetico.speak(config, &config.stripe.url.clone());
    })
    .await
}

/// Monetico's page takes cards only, and nobody is not there.
fn all() -> Vec<Way> {
    use PayMethod::{Card, SepaDebit, Twint};
    [("monetico", Twint), ("stripe", Twint), ("stripe", Card), ("nobody", SepaDebit)]
        .map(|(name, method)| Way::plain(name, method))
        .to_vec()
}

/// A trip of the Swiss company for 6000.00 CHF, two months from now.
fn swiss(draft: &mut TripDraft) {
    draft.entity = "ch".into();
    draft.services[0].price = "6000".into();
}

fn by(amount: &str, way: &str) -> PayDraft {
    PayDraft { way: way.into(), ..other(amount) }
}

/// Starts a payment: its order and the bank's name of it.
async fn start(till: &Till, trip: TripId, draft: PayDraft) -> (payment_order::Model, String) {
    let url = till.payments.start_payment(&till.traveller, trip, draft).await.unwrap();
    (till.orders(trip).await.pop().unwrap(), url.rsplit('/').next().unwrap().to_owned())
}

fn method(order: &payment_order::Model) -> Value {
    serde_json::from_str::<Value>(&order.request).unwrap()["method"].clone()
}

async fn a_house_without_ways_leaves_it_to_the_bank_s_page(db: Database) {
    let till = till(db, Vec::new()).await;
    let trip = till.trip_with(swiss).await;
    // The first gateway that is configured takes new payments, as it does without any ways.
    assert_eq!(till.payments.list_ways(&till.traveller, trip, other("100")).await.unwrap(), []);
    let (order, _) = start(&till, trip, other("100")).await;
    assert_eq!((order.gateway.as_str(), method(&order)), ("monetico", Value::Null));
    till.close().await;
}

async fn twint_is_hidden_above_its_limit_and_cannot_be_chosen_either(db: Database) {
    let till = till(db, all()).await;
    let trip = till.trip_with(swiss).await;
    let ways = async |amount: &str| till.payments.list_ways(&till.traveller, trip, other(amount)).await.unwrap();
    assert_eq!(ways("5000").await, [PayMethod::Card, PayMethod::Twint]);
    assert_eq!(ways("5000.01").await, [PayMethod::Card]);
    for wrong in [by("5000.01", "twint"), by("5000", "sepa_debit"), by("5000", "gold")] {
        assert_eq!(code(till.payments.check_payment(&till.traveller, trip, wrong.clone()).await), ErrorCode::NotAChoice);
        assert_eq!(code(till.payments.start_payment(&till.traveller, trip, wrong).await), ErrorCode::NotAChoice);
    }
    assert!(till.orders(trip).await.is_empty());
    let (order, payment) = start(&till, trip, by("5000", "twint")).await;
    assert_eq!((order.gateway.as_str(), method(&order)), ("stripe", json!("twint")));
    till.capture(&payment).await;
    assert_eq!(till.outcome(order.id).await.outcome, PaymentOutcome::Paid);
    let snapshot = till.receipts(order.id).await.remove(0).snapshot;
    assert_eq!(serde_json::from_str::<Value>(&snapshot).unwrap()["way"], "twint", "the receipt says with what");
    // A trip that ends after its refund window.
    let far = till
        .trip_with(|draft| {
            swiss(draft);
            let day = |days: i64| domain::dates::iso(domain::dates::plus_days(till.counter.today(), days));
            (draft.starts_on, draft.ends_on) = (day(175), day(181));
        })
        .await;
    assert_eq!(till.payments.list_ways(&till.traveller, far, other("100")).await.unwrap(), [PayMethod::Card]);
    till.assert_sound().await;
    till.close().await;
}

async fn each_company_s_trips_go_to_its_own_gateway(db: Database) {
    let of = |gateway: &str, entity| Way { entities: vec![entity], ..Way::plain(gateway, PayMethod::Card) };
    let till = till(db, vec![of("sandbox", Entity::France), of("stripe", Entity::Switzerland)]).await;
    for (trip, gateway) in [(till.trip().await, "sandbox"), (till.trip_with(swiss).await, "stripe")] {
        let (order, payment) = start(&till, trip, other("100")).await;
        assert_eq!(order.gateway, gateway);
        till.capture(&payment).await;
        assert_eq!(till.outcome(order.id).await.outcome, PaymentOutcome::Paid);
    }
    till.assert_sound().await;
    till.close().await;
}

async fn another_way_closes_the_page_of_the_first(db: Database) {
    let till = till(db, all()).await;
    let trip = till.trip_with(swiss).await;
    let (first, payment) = start(&till, trip, by("100", "twint")).await;
    assert_eq!(start(&till, trip, by("100", "twint")).await.0.id, first.id, "the same way again is the same page");
    let (second, _) = start(&till, trip, by("100", "card")).await;
    assert_eq!((till.order(first.id).await.state, method(&second)), (OrderState::Expired, json!("card")));
    let (status, _) = till.ask_bank(http::Method::POST, &format!("/test/payments/{payment}/act"), Some(json!({ "do": "capture" }))).await;
    assert_eq!(status, 409, "nobody can pay the first page any more");
    assert_eq!(start(&till, trip, by("100", "")).await.0.id, second.id, "nothing chosen is the card");
    till.close().await;
}

async fn what_was_declined_is_offered_another_way_for_the_same_amount(db: Database) {
    let till = till(db, all()).await;
    let trip = till.trip_with(swiss).await;
    let others = async |order: PaymentOrderId| till.outcome(order).await.other_ways;
    let (order, payment) = start(&till, trip, by("123.45", "card")).await;
    till.act(&payment, json!({ "do": "decline", "reason": "insufficient_funds" })).await;
    let offered = others(order.id).await.unwrap();
    assert_eq!(
        (offered.methods.as_slice(), offered.draft.way.as_str(), offered.left.as_str()),
        ([PayMethod::Twint].as_slice(), "twint", "6000.00 CHF")
    );
    let (again, payment) = start(&till, trip, offered.draft).await;
    assert_eq!((again.amount_minor, method(&again)), (12_345, json!("twint")));
    till.capture(&payment).await;
    assert_eq!(others(again.id).await, None, "nothing is offered once it is paid");
    assert_eq!(till.order(order.id).await.state, OrderState::Expired);
    // An amount that only a card can pay.
    let (order, payment) = start(&till, trip, by("5500", "card")).await;
    till.act(&payment, json!({ "do": "decline", "reason": "insufficient_funds" })).await;
    assert_eq!(others(order.id).await, None);
    till.assert_sound().await;
    till.close().await;
}
