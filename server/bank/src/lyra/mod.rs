//! A second dialect: the hosted form of the Lyra family, posted by the buyer's browser, and the merchant's REST questions.
//!
//! Only the way in and the way of telling differ: a posted form becomes a payment like any other, with the same page, books and misbehaviour. The shop's key is the
//! secret for notifications, the password of the REST interface is the API key. What a real shop says beyond what our merchants read is left out.

mod told;
mod words;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State as Shared},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) use told::{fields, is_told};
pub(crate) use words::{Fields, parse, sign, unix, write};

use crate::{
    api,
    house::Bank,
    model::{Dialect, Locale, Params, Payment},
    pages,
    refusal::Refusal,
    rules::{Create, Fetch},
    teller::Teller,
};
use told::Transaction;

/// Seconds that a page can be paid.
const LIFETIME: i64 = 15 * 60;

pub(crate) fn router(bank: &Bank) -> Router {
    Router::new().route("/vads-payment/", post(open)).route("/api-payment/V4/{group}/{verb}", post(answer)).with_state(bank.clone())
}

/// The form, posted by the buyer's browser.
async fn open(Shared(bank): Shared<Bank>, body: Bytes) -> Response {
    let key = bank.0.config.notify_secret.clone();
    let opened = bank.work(move |teller| open_under_rules(teller, &key, &body)).await;
    match opened {
        Ok((payment, rule)) => {
            if let Create::Slow(ms) = rule {
                bank.linger(ms).await;
            }
            Redirect::to(&format!("/pay/{}", payment.id)).into_response()
        }
        Err(refusal) => pages::refused_form(&refusal),
    }
}

fn open_under_rules(teller: &mut Teller<'_>, key: &str, body: &[u8]) -> Result<(Payment, Create), Refusal> {
    let form = words::parse(body).ok_or_else(|| Refusal::bad("a field comes twice"))?;
    let asked = words::check(key, &form, teller.now()).map_err(Refusal::bad)?;
    // Lost for good, even when its buyer pressed cancel.
    if teller.books.keys.contains_key(&asked.key) {
        return Err(Refusal::bad("vads_trans_id"));
    }
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    let params = api::check(Params {
        amount: asked.amount,
        currency: asked.currency.to_owned(),
        reference: text("vads_order_id"),
        description: text("vads_order_info"),
        return_url: text("vads_url_return"),
        notify_url: text("vads_url_check"),
        locale: if text("vads_language") == "fr" { Locale::Fr } else { Locale::En },
        expires_at: teller.now() + LIFETIME,
        method: None,
    })?;
    let rule = teller.books.rules_of_next(&params.reference).create.unwrap_or_default();
    if matches!(rule, Create::ErrorBefore | Create::Html200) {
        teller.drop_next()?;
        return Err(Refusal::internal());
    }
    let (payment, _) = teller.open(&asked.key, params, Dialect::Form(form))?;
    if rule == Create::ErrorAfter { Err(Refusal::internal()) } else { Ok((payment, rule)) }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Question {
    order_id: String,
    uuid: String,
    amount: i64,
    currency: String,
    resolution_mode: String,
}

/// The merchant's questions: always 200, with what is wrong inside.
async fn answer(Shared(bank): Shared<Bank>, headers: HeaderMap, Path((group, verb)): Path<(String, String)>, body: Bytes) -> Response {
    let said = |status: &str, answer: Value| Json(json!({ "version": "V4", "status": status, "answer": answer })).into_response();
    let wrong = |code: &str| said("ERROR", json!({ "errorCode": code, "_type": "V4/WebService/WebServiceError" }));
    if !is_merchant(&bank, &headers) {
        return wrong("INT_905");
    }
    let Ok(question) = api::read::<Question>(&body) else { return wrong("INT_009") };
    let reference = question.order_id.clone();
    let rules = match bank.work(move |teller| Ok(teller.books.rules_for_list(&reference))).await {
        Ok(rules) => rules,
        Err(refusal) => return refusal.answer(""),
    };
    match rules.fetch.unwrap_or_default() {
        Fetch::Normal => {}
        Fetch::Slow(ms) => bank.linger(ms).await,
        Fetch::Error => return Refusal::unavailable().answer(""),
    }
    let done = bank.work(move |teller| match (group.as_str(), verb.as_str()) {
        ("Order", "Get") => Ok(order(teller, &question.order_id)),
        ("Transaction", "Get") => Ok(find(teller, &question.uuid).map(|(payment, told)| told::json(&payment, &told))),
        ("Transaction", "CancelOrRefund") => refund(teller, &question),
        _ => Err(Refusal::bad("INT_001")),
    });
    match done.await {
        Ok(Some(answer)) => said("SUCCESS", answer),
        Ok(None) => wrong("PSP_010"),
        Err(refusal) => wrong(refusal.code),
    }
}

fn is_merchant(bank: &Bank, headers: &HeaderMap) -> bool {
    let known = [words::SITE, ":", &bank.0.config.api_key].concat();
    let known = ["Basic ", &base64::Engine::encode(&base64::engine::general_purpose::STANDARD, known)].concat();
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Digests are compared, so the time taken tells nothing about the key.
    Sha256::digest(sent.as_bytes()) == Sha256::digest(known.as_bytes())
}

/// Everything that was tried for an order; nothing while its pages were only shown.
fn order(teller: &Teller<'_>, reference: &str) -> Option<Value> {
    let books = &teller.books;
    let payments = books.by_reference.get(reference).into_iter().flatten().filter_map(|id| books.payments.get(id));
    let tried: Vec<Value> = payments
        .filter(|payment| payment.form().is_some())
        .flat_map(|payment| told::transactions(payment).into_iter().map(|told| told::json(payment, &told)))
        .collect();
    let details = json!({ "orderId": reference, "_type": "V4/OrderDetails" });
    (!tried.is_empty()).then(|| json!({ "orderDetails": details, "transactions": tried, "_type": "V4/Payment" }))
}

fn find(teller: &Teller<'_>, uuid: &str) -> Option<(Payment, Transaction)> {
    let all = teller.books.payments.values().filter(|payment| payment.form().is_some());
    all.flat_map(|payment| told::transactions(payment).into_iter().map(move |told| (payment, told)))
        .find(|(_, told)| told.uuid == uuid)
        .map(|(payment, told)| (payment.clone(), told))
}

/// Money given back as a credit of its own; this bank calls nothing off.
fn refund(teller: &mut Teller<'_>, question: &Question) -> Result<Option<Value>, Refusal> {
    let Some((payment, _)) = find(teller, &question.uuid) else { return Ok(None) };
    if question.resolution_mode == "CANCELLATION_ONLY" || payment.params.currency != question.currency {
        return Err(Refusal::bad("PSP_100"));
    }
    // The real one has no keys for this either: asked twice, it gives twice.
    let key = format!("credit:{}:{}", question.uuid, payment.refunds.len());
    let (made, _) = teller.refund_under_rules(&payment.id, &key, question.amount)?;
    Ok(find(teller, &made.id).map(|(payment, told)| told::json(&payment, &told)))
}
