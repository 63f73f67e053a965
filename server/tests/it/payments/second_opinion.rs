//! A second opinion on Stripe's words: its own Python client believes what our bank signs and understands what it answers, and we believe what the client
//! signs. `make opinion` installs the client and says where in `ALTIPORT_TEST_PYTHON`.

use super::dialect::{KEY, SECRET};
use axum::Router;
use axum::extract::State;
use axum::routing::post;
use http::HeaderMap;
use serde_json::{Value, json};
use server::Config;
use server::config::{Secret, Stripe};
use server::gateways::{Forged, StartRequest, open};
use std::process::Stdio;
use time::{Duration, OffsetDateTime};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

/// A notification as it arrives.
type Letter = (String, String);

async fn take(State(letters): State<mpsc::UnboundedSender<Letter>>, headers: HeaderMap, body: String) {
    letters.send((headers["stripe-signature"].to_str().unwrap().to_owned(), body)).unwrap();
}

/// What the client answers to `given`.
async fn ask_client(given: &Value) -> Value {
    let client = std::env::var("ALTIPORT_TEST_PYTHON").expect("the folder of Stripe's Python client: `make opinion`");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/payments/second_opinion.py");
    let mut python = tokio::process::Command::new("python3");
    let python = python.arg(script).env("PYTHONPATH", client).env("PYTHONUTF8", "1").env("NO_PROXY", "127.0.0.1");
    let mut python = python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).kill_on_drop(true).spawn().unwrap();
    let mut stdin = python.stdin.take().unwrap();
    stdin.write_all(given.to_string().as_bytes()).await.unwrap();
    drop(stdin);
    let said = python.wait_with_output().await.unwrap();
    assert!(said.status.success(), "the client disagrees");
    serde_json::from_slice(&said.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Stripe's Python client: make opinion"]
async fn stripe_s_own_client_agrees() {
    let (sender, mut letters) = mpsc::unbounded_channel();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let door = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(take)).with_state(sender)).await.unwrap() });
    let folder = std::env::temp_dir().join(format!("altiport-opinion-{}", uuid::Uuid::now_v7().simple()));
    let bank = bank::spawn(bank::Config {
        listen: ([127, 0, 0, 1], 0).into(),
        data: folder.clone(),
        api_key: KEY.into(),
        notify_secret: SECRET.into(),
        stripe_notify_url: door,
        monetico_notify_url: String::new(),
        merchant: "Altaïr".into(),
        production: false,
    })
    .await
    .unwrap();
    let url = format!("http://{}", bank.addr);
    let stripe = Stripe { url: url.clone(), pages: url.clone(), secret_key: Secret::new(KEY), webhook_secrets: vec![Secret::new(SECRET)] };
    let gateway = open(&Config { stripe, ..Config::default() }).find("stripe").unwrap().clone();
    let request = StartRequest {
        order: store::fresh::<domain::ids::PaymentOrderId>().to_string(),
        idempotency_key: "po:opinion".into(),
        amount: super::fixtures::eur(90_000),
        description: "Pérou".into(),
        locale: domain::locale::Locale::Fr,
        return_url: "https://agency.example/payments/1".into(),
        notify_url: String::new(),
        expires_at: OffsetDateTime::now_utc() + Duration::minutes(30),
        billing: None,
        method: Some(domain::payments::PayMethod::Card),
    };
    let started = gateway.start(&request).await.unwrap();
    let payment = super::stripe::payment(&started);
    let tester = reqwest::Client::builder().no_proxy().build().unwrap();
    for (path, what, status) in [
        ("behaviour".to_owned(), json!({ "scope": "all", "fee": "1.4%+25" }), 204),
        (format!("payments/{payment}/act"), json!({ "do": "capture" }), 200),
        ("payouts".to_owned(), json!({ "side": "stripe", "amount": 50_000, "currency": "EUR", "reference": "PO-1" }), 201),
    ] {
        let asked = tester.post(format!("{url}/test/{path}")).bearer_auth(KEY).json(&what);
        assert_eq!(asked.send().await.unwrap().status(), status, "{path}");
    }
    let (header, body) = letters.recv().await.unwrap();

    let signed = ask_client(&json!({ "bank": url, "key": KEY, "secret": SECRET, "header": header, "body": body })).await;
    let body = signed["body"].as_str().unwrap().as_bytes();
    let headers = HeaderMap::from_iter([("stripe-signature".parse().unwrap(), signed["header"].as_str().unwrap().parse().unwrap())]);
    let now = OffsetDateTime::now_utc();
    assert_eq!(gateway.verify(&headers, body, now).unwrap().dedupe_key, "evt_opinion");
    assert!(matches!(gateway.verify(&headers, &body[1..], now), Err(Forged::Signature(_))));
    assert!(matches!(gateway.verify(&headers, body, now + Duration::minutes(6)), Err(Forged::Signature(_))));
    assert!(matches!(gateway.verify(&headers, body, now - Duration::minutes(6)), Err(Forged::Signature(_))));
    bank.shutdown().await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}
