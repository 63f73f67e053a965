//! The sandbox bank (`altiport bank`): hosted pages and play money.

use super::{Forged, Gateway, Hint, Page, RefundError, StartError, StartRequest, Started, Statement, Totals, Unanswered};
use crate::config::Config;
use async_trait::async_trait;
use domain::money::{Currency, Money};
use domain::payments::{
    BalanceMove, Capture, CaptureKey, DeclineReason, DisputeStage, ExpireAnswer, GatewayDispute, GatewayFee, GatewayPayout, GatewayRefund,
    GatewayState, GatewayTruth, PayMethod, PayoutStage, RefundState,
};
use http::{HeaderMap, Method, StatusCode};
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
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

#[derive(Deserialize)]
struct Payments {
    payments: Vec<Payment>,
    next: Option<u64>,
}

#[derive(Deserialize)]
struct Payment {
    id: String,
    state: String,
    pay_url: String,
    reference: String,
    captures: Vec<Taken>,
    refunds: Vec<Returned>,
    attempts: Vec<Attempt>,
}

#[derive(Deserialize)]
struct Taken {
    id: String,
    amount: i64,
    currency: String,
    at: i64,
}

#[derive(Deserialize)]
struct Returned {
    id: String,
    state: String,
    amount: i64,
    currency: String,
}

#[derive(Deserialize)]
struct Attempt {
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Notice {
    id: String,
    payment: String,
    reference: String,
    /// What a debit that came back is told by.
    capture: Option<String>,
}

#[derive(Deserialize)]
struct Sums {
    captured: BTreeMap<String, i64>,
    refunded: BTreeMap<String, i64>,
    returned: BTreeMap<String, i64>,
    fees: BTreeMap<String, i64>,
    paid_out: BTreeMap<String, i64>,
}

#[derive(Deserialize)]
struct Returns {
    returns: Vec<CameBack>,
}

/// A debit that the payer's bank took back.
#[derive(Deserialize)]
struct CameBack {
    id: String,
    capture: String,
    amount: i64,
    fee: i64,
    currency: String,
    method: String,
}

#[derive(Deserialize)]
struct Moves {
    fees: Vec<Kept>,
    payouts: Vec<PaidOut>,
}

#[derive(Deserialize)]
struct Kept {
    id: String,
    capture: String,
    amount: i64,
    currency: String,
    at: i64,
}

#[derive(Deserialize)]
struct PaidOut {
    id: String,
    state: String,
    amount: i64,
    currency: String,
    reference: String,
    at: i64,
    arrives_at: i64,
}

/// Our words for the bank's. A word we do not know is an answer we do not understand, never a guess.
fn statement(payment: Payment) -> Result<Statement, Unanswered> {
    let strange = |what: &str| Unanswered(format!("an unknown word: {what}"));
    let money = |amount: i64, currency: &str| Ok(Money::new(amount, currency.parse::<Currency>().map_err(|_| strange(currency))?));
    let state = match payment.state.as_str() {
        "open" => GatewayState::Open,
        "action_required" => GatewayState::ActionRequired,
        "processing" => GatewayState::Processing,
        "captured" => GatewayState::Captured,
        "failed" => GatewayState::Failed,
        "abandoned" => GatewayState::Abandoned,
        "expired" => GatewayState::Expired,
        other => return Err(strange(other)),
    };
    let mut captures = Vec::with_capacity(payment.captures.len());
    for taken in payment.captures {
        let at = OffsetDateTime::from_unix_timestamp(taken.at).map_err(|_| strange("at"))?;
        captures.push(Capture { key: CaptureKey(taken.id), money: money(taken.amount, &taken.currency)?, at });
    }
    let mut refunds = Vec::with_capacity(payment.refunds.len());
    for returned in payment.refunds {
        // A payment of the bank has one capture unless it misbehaves; refunds are of the first.
        let capture = captures.first().map(|capture| capture.key.clone()).ok_or_else(|| strange("a refund without a capture"))?;
        refunds.push(refund_of(returned, capture)?);
    }
    let decline = payment.attempts.last().and_then(|attempt| attempt.reason.as_deref()).map(|reason| match reason {
        "insufficient_funds" => DeclineReason::InsufficientFunds,
        "lost_card" => DeclineReason::Blocked,
        "authentication_refused" => DeclineReason::AuthenticationFailed,
        _ => DeclineReason::Other,
    });
    Ok(Statement {
        order: payment.reference,
        pay_url: payment.pay_url,
        truth: GatewayTruth { reference: payment.id, state, captures, refunds, decline },
    })
}

fn refund_of(returned: Returned, capture: CaptureKey) -> Result<GatewayRefund, Unanswered> {
    let strange = |what: &str| Unanswered(format!("an unknown word: {what}"));
    let state: RefundState = returned.state.parse().map_err(|_| strange(&returned.state))?;
    let currency: Currency = returned.currency.parse().map_err(|_| strange(&returned.currency))?;
    Ok(GatewayRefund { key: returned.id, capture, money: Money::new(returned.amount, currency), state })
}

/// A debit that came back: there is nothing to answer, and the money is gone.
fn return_of(back: &CameBack) -> Result<GatewayDispute, Unanswered> {
    let strange = |what: &str| Unanswered(format!("an unknown word: {what}"));
    let currency: Currency = back.currency.parse().map_err(|_| strange(&back.currency))?;
    let method: PayMethod = back.method.parse().map_err(|_| strange(&back.method))?;
    let money = |minor: i64| Money::new(minor, currency);
    Ok(GatewayDispute {
        key: back.id.clone(),
        capture: CaptureKey(back.capture.clone()),
        money: money(back.amount),
        taken: money(back.amount),
        fee: money(back.fee),
        stage: DisputeStage::Lost,
        method: Some(method),
        answer_by: None,
    })
}

fn moves(told: Moves) -> Result<Vec<BalanceMove>, Unanswered> {
    let strange = |what: &str| Unanswered(format!("an unknown word: {what}"));
    let money = |amount: i64, currency: &str| Ok(Money::new(amount, currency.parse::<Currency>().map_err(|_| strange(currency))?));
    let instant = |at: i64| OffsetDateTime::from_unix_timestamp(at).map_err(|_| strange("at"));
    let fees = told.fees.into_iter().map(|fee| {
        let (money, at) = (money(fee.amount, &fee.currency)?, instant(fee.at)?);
        Ok(BalanceMove::Fee(GatewayFee { key: fee.id, about: fee.capture, money, at }))
    });
    let payouts = told.payouts.into_iter().map(|payout| {
        let stage = match payout.state.as_str() {
            "pending" => PayoutStage::UnderWay,
            "paid" => PayoutStage::Paid,
            "failed" => PayoutStage::Failed,
            "cancelled" => PayoutStage::Cancelled,
            other => return Err(strange(other)),
        };
        let (at, arrives_on) = (instant(payout.at)?, instant(payout.arrives_at)?.date());
        let money = money(payout.amount, &payout.currency)?;
        Ok(BalanceMove::Payout(GatewayPayout { key: payout.id, money, stage, at, arrives_on, reference: payout.reference }))
    });
    fees.chain(payouts).collect()
}

fn sums(sums: BTreeMap<String, i64>) -> Result<BTreeMap<Currency, i64>, Unanswered> {
    let read =
        |(code, sum): (String, i64)| Ok((code.parse::<Currency>().map_err(|_| Unanswered(format!("an unknown word: {code}")))?, sum));
    sums.into_iter().map(read).collect()
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
