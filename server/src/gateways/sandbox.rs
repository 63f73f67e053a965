//! The sandbox bank (`altiport bank`): hosted pages and play money.

mod model;

use super::{Forged, Gateway, Hint, Page, RefundError, StartError, StartRequest, Started, Statement, Totals, Unanswered};
use crate::config::Config;
use async_trait::async_trait;
use domain::money::{Currency, Money};
use domain::payments::{BalanceMove, CaptureKey, ExpireAnswer, GatewayDispute, GatewayRefund, PayMethod};
use http::{HeaderMap, Method, StatusCode};
use model::{Notice, Payment, Payments, Returns, Sums, moves, refund_of, return_of, statement, sums};
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many payments a page of a list holds.
const PAGE: usize = 500;

struct Sandbox {
    client: Client,
    url: String,
    api_key: String,
    notify_secret: String,
}

/// The sandbox bank, when the settings name one.
///
/// # Errors
/// A sentence: a secret that cannot be read, or a client that cannot be built.
pub(super) fn open(config: &Config) -> Result<Option<Arc<dyn Gateway>>, String> {
    let bank = &config.bank;
    if bank.url.is_empty() {
        return Ok(None);
    }
    let notify_secret = bank.notify_secret.reveal().map_err(|error| format!("bank.notify_secret: {error}"))?;
    if notify_secret.is_empty() {
        return Err("bank.notify_secret: is empty, so that anybody could notify".into());
    }
    // An address that answers with a redirect is not the bank's, and a proxy of the environment would stand between.
    let client =
        Client::builder().timeout(PATIENCE).connect_timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).no_proxy().build();
    Ok(Some(Arc::new(Sandbox {
        client: client.map_err(|error| format!("bank: {error}"))?,
        url: bank.url.trim_end_matches('/').to_owned(),
        api_key: bank.api_key.reveal().map_err(|error| format!("bank.api_key: {error}"))?,
        notify_secret,
    })))
}

/// An answer in JSON, whatever its status.
struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    /// The bank's word for what is wrong.
    fn error(&self) -> String {
        self.body.get("error").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, Unanswered> {
        if !self.status.is_success() {
            return Err(Unanswered(format!("{} {}", self.status.as_u16(), self.error())));
        }
        serde_json::from_value(self.body).map_err(|error| Unanswered(error.to_string()))
    }
}

impl Sandbox {
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url)).bearer_auth(&self.api_key)
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Answer, Unanswered> {
        let told = |error: reqwest::Error| Unanswered(error.without_url().to_string());
        let response = request.send().await.map_err(told)?;
        let status = response.status();
        let body = response.bytes().await.map_err(told)?;
        // A page in place of an answer says nothing about the payment.
        let body = serde_json::from_slice(&body).map_err(|_| Unanswered(format!("{} without JSON", status.as_u16())))?;
        Ok(Answer { status, body })
    }

    async fn returns(&self, query: &str) -> Result<Vec<GatewayDispute>, Unanswered> {
        let told: Returns = self.ask(self.request(Method::GET, &format!("/v1/returns?{query}"))).await?.read()?;
        told.returns.iter().map(return_of).collect()
    }

    async fn payments(&self, query: &[(&str, String)]) -> Result<Payments, Unanswered> {
        let query: BTreeMap<&str, &String> = query.iter().map(|(name, value)| (*name, value)).collect();
        let query = serde_qs::to_string(&query).map_err(|error| Unanswered(error.to_string()))?;
        self.ask(self.request(Method::GET, &format!("/v1/payments?{query}"))).await?.read()
    }
}

#[async_trait]
impl Gateway for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn account(&self) -> &str {
        "acct"
    }

    fn pages(&self) -> &str {
        &self.url
    }

    /// It plays whatever is asked for.
    fn takes(&self, _method: PayMethod) -> bool {
        true
    }

    async fn start(&self, request: &StartRequest) -> Result<Started, StartError> {
        let mut body = json!({
            "amount": request.amount.minor,
            "currency": request.amount.currency.code(),
            "reference": request.order,
            "description": request.description.chars().take(255).collect::<String>(),
            "return_url": request.return_url,
            "notify_url": request.notify_url,
            "locale": request.locale.to_string(),
            "expires_at": request.expires_at.unix_timestamp(),
        });
        if let Some(method) = request.method {
            body["method"] = method.to_string().into();
        }
        let asked = self.request(Method::POST, "/v1/payments").header("idempotency-key", &request.idempotency_key).json(&body);
        let answer = self.ask(asked).await.map_err(|error| StartError::Unknown(error.0))?;
        match answer.status {
            StatusCode::CONFLICT => Err(StartError::Mismatch(answer.error())),
            // Not understood as a payment at all: nothing was made.
            StatusCode::BAD_REQUEST => Err(StartError::Rejected(answer.error())),
            _ => {
                let payment: Payment = answer.read().map_err(|error| StartError::Unknown(error.0))?;
                Ok(Started { reference: payment.id, page: Page::Address(payment.pay_url) })
            }
        }
    }

    async fn fetch(&self, reference: &str) -> Result<Statement, Unanswered> {
        statement(self.ask(self.request(Method::GET, &format!("/v1/payments/{reference}"))).await?.read()?)
    }

    async fn find(&self, order: &str) -> Result<Vec<Statement>, Unanswered> {
        self.payments(&[("reference", order.to_owned())]).await?.payments.into_iter().map(statement).collect()
    }

    async fn expire(&self, reference: &str) -> ExpireAnswer {
        match self.ask(self.request(Method::POST, &format!("/v1/payments/{reference}/expire"))).await {
            Ok(answer) if answer.status.is_success() && answer.body.get("id").is_some() => ExpireAnswer::Expired,
            Ok(answer) if answer.status == StatusCode::CONFLICT => match answer.error().as_str() {
                "captured" => ExpireAnswer::PaidMeanwhile,
                "expire_unsupported" => ExpireAnswer::Unsupported,
                _ => ExpireAnswer::Unknown,
            },
            Ok(_) | Err(_) => ExpireAnswer::Unknown,
        }
    }

    async fn list_since(&self, since: OffsetDateTime) -> Result<Vec<Statement>, Unanswered> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let mut query = vec![("since", since.unix_timestamp().to_string()), ("limit", PAGE.to_string())];
            query.extend(cursor.map(|cursor: u64| ("cursor", cursor.to_string())));
            let page = self.payments(&query).await?;
            for payment in page.payments {
                all.push(statement(payment)?);
            }
            match page.next {
                Some(next) if cursor.is_none_or(|last| next > last) => cursor = Some(next),
                Some(_) | None => return Ok(all),
            }
        }
    }

    async fn totals(&self) -> Result<Option<Totals>, Unanswered> {
        let totals: Sums = self.ask(self.request(Method::GET, "/v1/totals")).await?.read()?;
        let (captured, refunded, returned) = (sums(totals.captured)?, sums(totals.refunded)?, sums(totals.returned)?);
        Ok(Some(Totals { captured, refunded, returned, fees: sums(totals.fees)?, paid_out: sums(totals.paid_out)? }))
    }

    async fn moved_since(&self, since: OffsetDateTime) -> Result<Option<Vec<BalanceMove>>, Unanswered> {
        let path = format!("/v1/moves?since={}", since.unix_timestamp());
        moves(self.ask(self.request(Method::GET, &path)).await?.read()?).map(Some)
    }

    async fn balance(&self) -> Result<Option<BTreeMap<Currency, i64>>, Unanswered> {
        Ok(self.totals().await?.map(|totals| totals.held()))
    }

    async fn refund(
        &self,
        reference: &str,
        capture: &CaptureKey,
        money: Money,
        idempotency_key: &str,
    ) -> Result<GatewayRefund, RefundError> {
        let asked = self
            .request(Method::POST, &format!("/v1/payments/{reference}/refunds"))
            .header("idempotency-key", idempotency_key)
            .json(&json!({ "amount": money.minor }));
        let answer = self.ask(asked).await?;
        match answer.status {
            StatusCode::CONFLICT | StatusCode::BAD_REQUEST => Err(RefundError::Cannot(answer.error())),
            _ => Ok(refund_of(answer.read()?, capture.clone())?),
        }
    }

    async fn disputes(&self, capture: &CaptureKey) -> Result<Vec<GatewayDispute>, Unanswered> {
        self.returns(&format!("capture={}", capture.0)).await
    }

    async fn disputes_since(&self, since: OffsetDateTime) -> Result<Vec<GatewayDispute>, Unanswered> {
        self.returns(&format!("since={}", since.unix_timestamp())).await
    }

    fn signature_header(&self) -> Option<&'static str> {
        Some(bank::signature::HEADER)
    }

    fn verify(&self, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> Result<Hint, Forged> {
        let header = headers.get(bank::signature::HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        bank::signature::verify(self.notify_secret.as_bytes(), header, body, now.unix_timestamp())
            .map_err(|error| Forged::Signature(error.to_string()))?;
        self.read(body).ok_or(Forged::Unreadable)
    }

    fn read(&self, body: &[u8]) -> Option<Hint> {
        let notice: Notice = serde_json::from_slice(body).ok()?;
        // What was taken back names its capture, and everything about that is asked.
        Some(match notice.capture {
            Some(capture) => Hint { dedupe_key: notice.id, reference: capture, order: String::new() },
            None => Hint { dedupe_key: notice.id, reference: notice.payment, order: notice.reference },
        })
    }
}
