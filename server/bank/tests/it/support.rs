//! A bank on a folder of its own, a merchant that receives notifications, and the calls between them.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use bank::{Config, Running, signature};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc;

pub(crate) const KEY: &str = "test-key";
pub(crate) const SECRET: &str = "notify-secret";
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

/// A folder that goes away with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = format!("bank-{}", hex::encode(rand::random::<[u8; 8]>()));
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Clone)]
struct Inbox {
    letters: mpsc::UnboundedSender<Value>,
    status: Arc<AtomicU16>,
    spoilt: Arc<Mutex<Vec<signature::SignatureError>>>,
}

/// The merchant's end: keeps what arrives with a good signature and answers as told.
pub(crate) struct Merchant {
    pub(crate) url: String,
    letters: mpsc::UnboundedReceiver<Value>,
    pub(crate) status: Arc<AtomicU16>,
    pub(crate) spoilt: Arc<Mutex<Vec<signature::SignatureError>>>,
}

async fn receive(State(to): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = headers.get(signature::HEADER).map_or("", |value| value.to_str().unwrap());
    match signature::verify(SECRET.as_bytes(), header, &body, now()) {
        Ok(_) => {
            to.letters.send(serde_json::from_slice(&body).unwrap()).unwrap();
            StatusCode::from_u16(to.status.load(Ordering::SeqCst)).unwrap()
        }
        Err(error) => {
            to.spoilt.lock().unwrap().push(error);
            StatusCode::BAD_REQUEST
        }
    }
}

impl Merchant {
    pub(crate) async fn open() -> Self {
        let (sender, letters) = mpsc::unbounded_channel();
        let status = Arc::new(AtomicU16::new(200));
        let spoilt = Arc::new(Mutex::new(Vec::new()));
        let state = Inbox { letters: sender, status: status.clone(), spoilt: spoilt.clone() };
        let router = Router::new().route("/notify", post(receive)).with_state(state);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, letters, status, spoilt }
    }

    pub(crate) async fn letter(&mut self) -> Value {
        tokio::time::timeout(PATIENCE, self.letters.recv()).await.unwrap().unwrap()
    }

    pub(crate) async fn kinds(&mut self, count: usize) -> Vec<String> {
        let mut kinds = Vec::new();
        for _ in 0..count {
            kinds.push(self.letter().await["kind"].as_str().unwrap().to_owned());
        }
        kinds
    }

    /// What has arrived by now, without waiting.
    pub(crate) fn arrived(&mut self) -> Vec<Value> {
        std::iter::from_fn(|| self.letters.try_recv().ok()).collect()
    }
}

pub(crate) struct House {
    pub(crate) running: Running,
    pub(crate) client: Client,
    pub(crate) base: String,
}

pub(crate) fn config(folder: &Folder) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        data: folder.0.clone(),
        api_key: KEY.to_owned(),
        notify_secret: SECRET.to_owned(),
        stripe_notify_url: String::new(),
        monetico_notify_url: String::new(),
        merchant: "Agence <Léman> & fils".to_owned(),
        production: false,
    }
}

impl House {
    pub(crate) async fn open(folder: &Folder) -> Self {
        let running = bank::spawn(config(folder)).await.unwrap();
        let base = format!("http://{}", running.addr);
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().timeout(PATIENCE).build().unwrap();
        Self { running, client, base }
    }

    pub(crate) async fn close(self) {
        drop(self.client);
        self.running.shutdown().await.unwrap();
    }

    pub(crate) async fn call(&self, method: Method, path: &str, key: Option<&str>, body: Option<&Value>) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.base)).bearer_auth(KEY);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.unwrap()
    }

    pub(crate) async fn create(&self, key: &str, params: &Value) -> (u16, Value) {
        read(self.call(Method::POST, "/v1/payments", Some(key), Some(params)).await).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = read(self.call(Method::GET, path, None, None).await).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        read(self.call(Method::POST, path, None, Some(&body)).await).await
    }

    pub(crate) async fn payment(&self, id: &str) -> Value {
        self.get(&format!("/v1/payments/{id}")).await
    }

    pub(crate) async fn act(&self, id: &str, act: &str) -> (u16, Value) {
        self.post(&format!("/test/payments/{id}/act"), json!({ "do": act })).await
    }

    pub(crate) async fn refund(&self, id: &str, key: &str, amount: i64) -> (u16, Value) {
        let path = format!("/v1/payments/{id}/refunds");
        read(self.call(Method::POST, &path, Some(key), Some(&json!({ "amount": amount }))).await).await
    }

    pub(crate) async fn rule(&self, rule: Value) {
        assert_eq!(self.post("/test/behaviour", rule).await.0, 204);
    }

    /// Posts a form of the hosted page as a browser does: with the token of the page it came from.
    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let page = self.client.get(format!("{}{path}", self.base)).send().await.unwrap().text().await.unwrap();
        let token = token(&page);
        let mut all = vec![("token", token.as_str())];
        all.extend_from_slice(fields);
        self.client.post(format!("{}{path}", self.base)).form(&all).send().await.unwrap()
    }
}

/// The token in the first form of a page; empty when it has none.
pub(crate) fn token(page: &str) -> String {
    let start = page.split_once("name=\"token\" value=\"");
    start.and_then(|(_, rest)| rest.split_once('"')).map_or_else(String::new, |(token, _)| token.to_owned())
}

pub(crate) async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

pub(crate) fn params(merchant: &Merchant, reference: &str) -> Value {
    json!({
        "amount": 123_456, "currency": "EUR", "reference": reference, "description": "Acompte « Pérou »",
        "return_url": format!("{}/return?order={reference}", merchant.url),
        "notify_url": format!("{}/notify", merchant.url),
        "locale": "fr", "expires_at": now() + 3600,
    })
}

pub(crate) fn id(payment: &Value) -> String {
    payment["id"].as_str().unwrap().to_owned()
}
