//! Money given back through the Lyra family's REST interface, which has no keys that make a call repeatable.

use super::dialect::{Dialect, KEY};
use super::fixtures::{Till, eur};
use super::forms::{leave, mute_till, started};
use desk::PortalDesk;
use domain::money::{Currency, Money};
use domain::payments::{CaptureKey, OrderState, RefundState};
use serde_json::json;
use server::gateways::{Gateway, RefundError};
use std::sync::Arc;
use store::{Database, on_both};

on_both!(what_was_taken_is_given_back_once, without_an_interface_nothing_is_given_back, the_bank_answers_its_own_shop);

fn gateway(till: &Till) -> Arc<dyn Gateway> {
    server::gateways::open(&till.counter.config).find("lyra").unwrap().clone()
}

async fn what_was_taken_is_given_back_once(db: Database) {
    let till = Till::open_with(db, Dialect::Lyra).await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    let (lyra, reference) = (gateway(&till), order.0.simple().to_string());
    let capture = CaptureKey(till.captures(order).await[0].capture_key.clone());
    let refund = async |capture: &CaptureKey, money: Money| lyra.refund(&reference, capture, money, "refund:1").await;

    let strange = CaptureKey("cap_of_nobody".into());
    for (capture, money) in
        [(&strange, eur(100)), (&capture, eur(0)), (&capture, eur(-1)), (&capture, eur(90_001)), (&capture, Money::new(100, Currency::CHF))]
    {
        assert!(matches!(refund(capture, money).await, Err(RefundError::Cannot(_))), "{capture:?} {money:?}");
    }
    let given = refund(&capture, eur(30_000)).await.unwrap();
    assert_eq!((given.money, given.state, &given.capture), (eur(30_000), RefundState::Succeeded, &capture));
    // Asked again because the answer was lost: nobody can tell, so nothing is given twice.
    assert!(matches!(refund(&capture, eur(30_000)).await, Err(RefundError::Cannot(_))));
    assert!(refund(&capture, eur(60_000)).await.is_ok());
    assert!(matches!(refund(&capture, eur(1)).await, Err(RefundError::Cannot(_))), "nothing is left");

    // Both are found by asking, and booked once, whoever told of them.
    till.payments.drain_inbox().await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.card.remaining), (eur(0), eur(300_000)));
    assert_eq!(till.transactions().await, 3);
    till.behave(json!({ "scope": "all", "fetch": "error" })).await;
    assert!(matches!(refund(&capture, eur(1)).await, Err(RefundError::Unknown(_))), "no answer is no refusal");
    till.assert_sound().await;
    till.close().await;
}

async fn without_an_interface_nothing_is_given_back(db: Database) {
    let till = mute_till(db).await;
    let cannot = gateway(&till).refund("", &CaptureKey("cap_1".into()), eur(1), "refund:1").await;
    assert!(matches!(cannot, Err(RefundError::Cannot(_))), "{cannot:?}");
    till.close().await;
}

async fn the_bank_answers_its_own_shop(db: Database) {
    let till = Till::open_with(db, Dialect::Lyra).await;
    let order = started(&till, till.trip().await).await;
    let payment = leave(&till, order).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = async |what: &str, password: &str, question: serde_json::Value| {
        let request = http.post(format!("{}/api-payment/V4/{what}", till.bank_url)).basic_auth("12345678", Some(password));
        request.json(&question).send().await.unwrap().json::<serde_json::Value>().await.unwrap()["answer"].take()
    };
    let reference = json!({ "orderId": order.0.simple().to_string() });
    assert_eq!(ask("Order/Get", "another password", reference.clone()).await["errorCode"], "INT_905");
    assert_eq!(ask("Order/Get", KEY, reference.clone()).await["errorCode"], "PSP_010", "a page that was only shown is nothing yet");
    till.act(&payment, json!({ "do": "decline", "reason": "lost_card" })).await;
    till.capture(&payment).await;
    let tried = ask("Order/Get", KEY, reference).await["transactions"].take();
    let told: Vec<_> =
        tried.as_array().unwrap().iter().map(|told| (told["detailedStatus"].as_str().unwrap(), told["amount"].as_i64())).collect();
    assert_eq!(told, [("REFUSED", Some(90_000)), ("AUTHORISED", Some(90_000))]);
    assert_eq!(ask("Transaction/Get", KEY, json!({ "uuid": tried[0]["uuid"] })).await, tried[0]);
    assert_eq!(ask("Transaction/Get", KEY, json!({ "uuid": "nobody's" })).await["errorCode"], "PSP_010");
    till.close().await;
}
