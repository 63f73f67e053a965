//! The bank speaking Stripe, where the merchant's own tests do not reach: what it refuses, what it keeps, what its two interfaces know of each other.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Folder, House, KEY, Merchant, config, now, read};

const RETURN: &str = "https://agency.example/payments/1";
const TURN_BACK: &str = "https://agency.example/turned-back";

async fn open() -> (Folder, House) {
    let folder = Folder::new();
    let house = House::open(&folder).await;
    (folder, house)
}

fn form(order: &str) -> Vec<(String, String)> {
    let pairs = [
        ("mode", "payment"),
        ("client_reference_id", order),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", "chf"),
        ("line_items[0][price_data][unit_amount]", "12345"),
        ("line_items[0][price_data][product_data][name]", "Pérou"),
        ("metadata[order]", order),
        ("payment_intent_data[metadata][order]", order),
        ("success_url", RETURN),
        ("cancel_url", TURN_BACK),
    ];
    let mut form: Vec<(String, String)> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    form.push(("expires_at".into(), (now() + 3600).to_string()));
    form
}

async fn post(house: &House, path: &str, key: &str, form: &[(String, String)]) -> (u16, Value) {
    let request = house.client.post(format!("{}{path}", house.base)).bearer_auth(KEY).header("Idempotency-Key", key);
    read(request.form(form).send().await.unwrap()).await
}

async fn session(house: &House, order: &str) -> Value {
    let (status, session) = post(house, "/v1/checkout/sessions", order, &form(order)).await;
    assert_eq!(status, 200, "{session}");
    session
}

/// The bank's own name of a session's payment.
fn own(session: &Value) -> String {
    session["id"].as_str().unwrap().replace("cs_test_", "pay_")
}

#[tokio::test]
async fn whoever_turns_back_leaves_the_page_open() {
    let (_folder, house) = open().await;
    let session = session(&house, "R").await;
    let page = format!("/pay/{}", own(&session));
    let answer = house.form(&page, &[("do", "cancel"), ("card", "ok")]).await;
    assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (303, TURN_BACK));
    let id = session["id"].as_str().unwrap();
    assert_eq!(house.get(&format!("/v1/checkout/sessions/{id}")).await["status"], "open");
    let answer = house.form(&page, &[("do", "pay"), ("card", "ok")]).await;
    assert_eq!(answer.headers()["location"].to_str().unwrap(), RETURN);
    assert_eq!(house.get(&format!("/v1/checkout/sessions/{id}")).await["payment_status"], "paid");
}

#[tokio::test]
async fn what_stripe_would_refuse_is_refused() {
    let (_folder, house) = open().await;
    let change = |name: &str, value: &str| {
        let mut form = form("R");
        form.retain(|(known, _)| known != name);
        if !value.is_empty() {
            form.push((name.to_owned(), value.to_owned()));
        }
        form
    };
    for (name, value) in [
        ("mode", "subscription"),
        ("line_items[0][price_data][unit_amount]", "0"),
        ("line_items[0][price_data][unit_amount]", "1.5"),
        ("line_items[0][price_data][currency]", "CHF"),
        ("line_items[0][price_data][currency]", "zzz"),
        ("success_url", "/payments/1"),
        ("cancel_url", ""),
        ("expires_at", &(now() + 29 * 60).to_string()),
        ("expires_at", &(now() + 25 * 3600).to_string()),
        ("colour", "red"),
    ] {
        let (status, answer) = post(&house, "/v1/checkout/sessions", "k", &change(name, value)).await;
        assert_eq!((status, &answer["error"]["type"]), (400, &json!("invalid_request_error")), "{name} {value}: {answer}");
    }
    let made = session(&house, "R").await;
    let (status, answer) = post(&house, "/v1/checkout/sessions", "R", &change("metadata[seller]", "Claire")).await;
    assert_eq!((status, &answer["error"]["type"]), (400, &json!("idempotency_error")));
    let (status, answer) = read(house.call(Method::GET, "/v1/checkout/sessions/cs_test_0", None, None).await).await;
    assert_eq!((status, &answer["error"]["code"]), (404, &json!("resource_missing")));
    let stranger = house.client.get(format!("{}/v1/checkout/sessions", house.base)).bearer_auth("another").send().await.unwrap();
    let (status, answer) = read(stranger).await;
    assert!(status == 401 && answer["error"]["message"].is_string(), "{answer}");
    assert_eq!(house.get("/v1/checkout/sessions?limit=1").await["data"][0]["id"], made["id"]);
}

#[tokio::test]
async fn each_interface_tells_of_its_own_payments() {
    let (_folder, house) = open().await;
    let merchant = Merchant::open().await;
    let theirs = session(&house, "R").await;
    let ours = house.create("k", &crate::support::params(&merchant, "R")).await.1;
    for payment in [own(&theirs), crate::support::id(&ours)] {
        assert_eq!(house.act(&payment, "capture").await.0, 200);
    }
    let ids = |list: &Value| list.as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect::<Vec<_>>();
    for query in ["", "?reference=R"] {
        assert_eq!(ids(&house.get(&format!("/v1/payments{query}")).await["payments"]), [ours["id"].clone()], "{query}");
    }
    let totals = house.get("/v1/totals").await;
    assert_eq!((&totals["captured"], &totals["payments"]), (&json!({ "EUR": 123_456 }), &json!(1)));
    assert_eq!(ids(&house.get("/v1/checkout/sessions").await["data"]), [theirs["id"].clone()]);
    let told = house.get("/v1/events").await;
    let kinds: Vec<&str> = told["data"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["payment_intent.succeeded", "checkout.session.completed"], "two events for one fact, and none of the other payment");
}

#[tokio::test]
async fn an_event_shows_what_was_and_all_of_it_outlives_the_bank() {
    let (folder, house) = open().await;
    let made = session(&house, "R").await;
    house.act(&own(&made), "decline").await;
    house.act(&own(&made), "capture").await;
    let event = |told: &Value, kind: &str| {
        let events = told["data"].as_array().unwrap();
        events.iter().find(|event| event["type"] == kind).unwrap()["data"]["object"].clone()
    };
    let before = house.get("/v1/events").await;
    let declined = event(&before, "payment_intent.payment_failed");
    assert_eq!(declined["status"], "requires_payment_method");
    assert_eq!(declined["last_payment_error"]["decline_code"], "insufficient_funds");
    let paid = event(&before, "payment_intent.succeeded");
    assert_eq!(
        (&paid["status"], &paid["last_payment_error"], &paid["metadata"]["order"]),
        (&json!("succeeded"), &Value::Null, &json!("R"))
    );

    let path = format!("/v1/checkout/sessions/{}?expand[]=payment_intent.latest_charge.refunds", made["id"].as_str().unwrap());
    let session = house.get(&path).await;
    assert_eq!(session["payment_intent"]["latest_charge"]["amount_captured"], 12_345);
    house.close().await;
    let running = bank::spawn(config(&folder)).await.unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let house = House { base: format!("http://{}", running.addr), running, client };
    assert_eq!(house.get(&path).await, session);
    assert_eq!(house.get("/v1/events").await, before);
}

/// A session that is paid by a direct debit.
async fn debit(house: &House, reference: &str) -> String {
    let mut form = form(reference);
    for (name, value) in &mut form {
        if name.ends_with("[currency]") {
            *value = "eur".to_owned();
        }
    }
    form.push(("payment_method_types[]".to_owned(), "sepa_debit".to_owned()));
    let (status, made) = post(house, "/v1/checkout/sessions", reference, &form).await;
    assert_eq!(status, 200, "{made}");
    own(&made)
}

#[tokio::test]
async fn a_debit_takes_days_and_may_come_back_for_good() {
    let (_folder, house) = open().await;
    let id = debit(&house, "R").await;
    assert_eq!(house.act(&id, "delay").await.0, 200);
    assert_eq!(house.act(&id, "abandon").await.0, 409, "its page is over");
    let path = format!("/v1/checkout/sessions/{}?expand[]=payment_intent", id.replace("pay_", "cs_test_"));
    let under_way = house.get(&path).await;
    assert_eq!(
        (&under_way["status"], &under_way["payment_status"], &under_way["payment_intent"]["status"]),
        (&json!("complete"), &json!("unpaid"), &json!("processing"))
    );
    assert_eq!(house.post(&format!("/test/payments/{id}/return"), json!({})).await.0, 409, "nothing was taken yet");
    assert_eq!(house.act(&id, "capture").await.0, 200);
    let (status, back) = house.post(&format!("/test/payments/{id}/return"), json!({ "reason": "bank_cannot_process", "at": 1 })).await;
    assert_eq!((status, &back["state"], &back["taken"]), (201, &json!("lost"), &json!(true)));
    assert_eq!(house.post(&format!("/test/payments/{id}/return"), json!({})).await.0, 409, "once");
    let told = house.get("/v1/disputes?expand[]=data.charge").await["data"][0].clone();
    assert_eq!(
        (&told["status"], &told["reason"], &told["charge"]["payment_method_details"]["type"], &told["created"]),
        (&json!("lost"), &json!("bank_cannot_process"), &json!("sepa_debit"), &json!(1))
    );
    let events = house.get("/v1/events").await;
    let kinds: Vec<&str> = events["data"].as_array().unwrap().iter().rev().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "payment_intent.succeeded",
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.closed"
        ]
    );
}

#[tokio::test]
async fn a_debit_comes_back_in_the_bank_s_own_words_too() {
    let (_folder, house) = open().await;
    let mut merchant = Merchant::open().await;
    let mut params = crate::support::params(&merchant, "R");
    params["method"] = json!("sepa_debit");
    let id = crate::support::id(&house.create("k", &params).await.1);
    let card = crate::support::id(&house.create("card", &crate::support::params(&merchant, "S")).await.1);
    for payment in [&id, &card] {
        assert_eq!(house.act(payment, "capture").await.0, 200);
    }
    assert_eq!(house.post(&format!("/test/payments/{card}/return"), json!({})).await.0, 409, "a card is disputed, not returned");
    merchant.kinds(4).await;
    let (status, _) = house.post(&format!("/test/payments/{id}/return"), json!({ "amount": 100 })).await;
    assert_eq!(status, 201);
    let letter = merchant.letter().await;
    let capture = house.payment(&id).await["captures"][0]["id"].clone();
    assert_eq!((&letter["kind"], &letter["capture"]), (&json!("payment.returned"), &capture));
    let back = house.get(&format!("/v1/returns?capture={}", capture.as_str().unwrap())).await["returns"][0].clone();
    assert_eq!((&back["amount"], &back["fee"], &back["method"]), (&json!(100), &json!(750), &json!("sepa_debit")));
    assert_eq!(house.get("/v1/returns?since=4000000000").await["returns"], json!([]));
    assert_eq!(house.get("/v1/totals").await["returned"], json!({ "EUR": 850 }));
}
