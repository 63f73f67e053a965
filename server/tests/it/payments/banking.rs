//! What tests do at the bank's own counter: misbehave, pay, tell again, look.

use super::dialect::{Dialect, KEY};
use super::fixtures::Till;
use domain::ids::PaymentOrderId;
use serde_json::{Value, json};

impl Till {
    pub(crate) async fn ask_bank(&self, method: http::Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self.http.request(method, format!("{}{path}", self.bank_url)).bearer_auth(KEY);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or(Value::Null))
    }

    pub(crate) async fn behave(&self, behaviour: Value) {
        let (status, _) = self.ask_bank(http::Method::POST, "/test/behaviour", Some(behaviour)).await;
        assert_eq!(status, 204);
    }

    pub(crate) async fn behave_well(&self) {
        let (status, _) = self.ask_bank(http::Method::DELETE, "/test/behaviour", None).await;
        assert_eq!(status, 204);
    }

    pub(crate) async fn act(&self, payment: &str, what: Value) {
        let (status, answer) = self.ask_bank(http::Method::POST, &format!("/test/payments/{payment}/act"), Some(what)).await;
        assert_eq!(status, 200, "{answer}");
    }

    pub(crate) async fn capture(&self, payment: &str) {
        self.act(payment, json!({ "do": "capture" })).await;
    }

    /// Gives money back at the bank's own counter.
    pub(crate) async fn refund(&self, payment: &str, amount: i64) -> Value {
        let request = self
            .http
            .post(format!("{}/v1/payments/{payment}/refunds", self.bank_url))
            .bearer_auth(KEY)
            .header("idempotency-key", "by hand");
        request.json(&json!({ "amount": amount })).send().await.unwrap().json().await.unwrap()
    }

    /// Has the bank send its notifications about a payment now: the statuses they were answered with.
    pub(crate) async fn notify(&self, payment: &str, how: Value) -> Vec<u64> {
        let (status, answer) = self.ask_bank(http::Method::POST, &format!("/test/notify/{payment}"), Some(how)).await;
        assert_eq!(status, 200, "{answer}");
        answer.as_array().unwrap().iter().map(|notice| notice["status"].as_u64().unwrap()).collect()
    }

    /// The states of the bank's payments for an order, in its words.
    pub(crate) async fn states_at_bank(&self, order: PaymentOrderId) -> Vec<String> {
        let (path, list, reference, state) = match self.dialect {
            Dialect::Stripe => ("/v1/checkout/sessions?limit=100".to_owned(), "data", "client_reference_id", "status"),
            _ => (format!("/v1/payments?reference={order}"), "payments", "reference", "state"),
        };
        let (_, all) = self.ask_bank(http::Method::GET, &path, None).await;
        let own = all[list].as_array().unwrap().iter().filter(|payment| payment[reference] == order.to_string());
        own.map(|payment| payment[state].as_str().unwrap().to_owned()).collect()
    }
}
