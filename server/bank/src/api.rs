//! The merchant's interface: `/v1`, JSON, one key. It reads requests and words answers; tellers decide.

mod moves;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, Request, State as Shared},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use iso_currency::Currency;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{
    house::Bank,
    model::{Dialect, Params, Payment},
    refusal::Refusal,
    rules::{Close, Create, Fetch, Rules},
    shown::{PaymentView, returned},
    states::State,
    teller::{Act, Teller},
};

pub(crate) const MOST_MINOR_UNITS: i64 = 1_000_000_000_000;
const PAGE: usize = 100;
const LARGEST_PAGE: usize = 500;

pub(crate) fn router(bank: &Bank) -> Router {
    Router::new()
        .route("/v1/payments", post(create).get(list))
        .route("/v1/payments/{id}", get(find))
        .route("/v1/payments/{id}/expire", post(expire))
        .route("/v1/payments/{id}/refunds", post(refund))
        .route("/v1/returns", get(returns))
        .route("/v1/totals", get(moves::totals))
        .route("/v1/moves", get(moves::moves))
        .route_layer(middleware::from_fn_with_state(bank.clone(), guard))
        .route("/healthz", get(health))
        .with_state(bank.clone())
}

/// Lets only the merchant's key through.
pub(crate) async fn guard(Shared(bank): Shared<Bank>, request: Request, next: Next) -> Response {
    if is_merchant(&bank, request.headers()) {
        next.run(request).await
    } else {
        Refusal::new(StatusCode::UNAUTHORIZED, "unauthorized").answer("")
    }
}

/// Whether the request carries the merchant's key.
pub(crate) fn is_merchant(bank: &Bank, headers: &HeaderMap) -> bool {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    // Digests are compared, so the time taken tells nothing about the key.
    let known = Sha256::digest(bank.0.config.api_key.as_bytes());
    sent.is_some_and(|sent| Sha256::digest(sent.as_bytes()) == known)
}

/// The address by which this caller reached the bank: pages are handed out under the same one.
pub(crate) fn base(bank: &Bank, headers: &HeaderMap) -> String {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).map_or_else(|| bank.0.base.clone(), |host| format!("http://{host}"))
}

pub(crate) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        tracing::debug!(%error, "an unreadable body");
        Refusal::bad("invalid_body")
    })
}

pub(crate) fn show(status: StatusCode, payment: &Payment, base: &str) -> Response {
    (status, Json(PaymentView::new(payment, base))).into_response()
}

fn key(headers: &HeaderMap) -> Result<String, Refusal> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    match key.len() {
        0 => Err(Refusal::bad("missing_idempotency_key")),
        1..=255 => Ok(key.to_owned()),
        _ => Err(Refusal::bad("invalid_idempotency_key")),
    }
}

/// Refuses what no payment can be made of.
pub(crate) fn check(params: Params) -> Result<Params, Refusal> {
    let is_address = |text: &str| reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let wrong = if !(1..=MOST_MINOR_UNITS).contains(&params.amount) {
        "invalid_amount"
    } else if Currency::from_code(&params.currency).is_none() {
        "invalid_currency"
    } else if params.reference.is_empty() || params.reference.len() > 64 {
        "invalid_reference"
    } else if params.description.chars().count() > 255 {
        "invalid_description"
    } else if !is_address(&params.return_url) {
        "invalid_return_url"
    } else if !is_address(&params.notify_url) {
        "invalid_notify_url"
    } else {
        return Ok(params);
    };
    Err(Refusal::bad(wrong))
}

/// How a creation went, before the rules garble the answer.
pub(crate) enum Created {
    New(Box<Payment>, Create),
    Known(Box<Payment>),
    Nothing(Create),
}

async fn create(Shared(bank): Shared<Bank>, headers: HeaderMap, body: Bytes) -> Response {
    let base = base(&bank, &headers);
    let made = async {
        let key = key(&headers)?;
        let params = check(read(&body)?)?;
        bank.work(move |teller| create_under_rules(teller, &key, params, Dialect::Own)).await
    };
    let broken = || Refusal::internal().answer("");
    match made.await {
        Err(refusal) => refusal.answer(&base),
        Ok(Created::Known(payment)) => show(StatusCode::OK, &payment, &base),
        Ok(Created::Nothing(Create::Html200)) => {
            Html("<!doctype html><html lang=\"en\"><title>Maintenance</title><p>We will be back soon.</p></html>").into_response()
        }
        Ok(Created::Nothing(_) | Created::New(_, Create::ErrorAfter)) => broken(),
        Ok(Created::New(payment, rule)) => {
            if let Create::Slow(ms) = rule {
                bank.linger(ms).await;
            }
            show(StatusCode::CREATED, &payment, &base)
        }
    }
}

pub(crate) fn create_under_rules(teller: &mut Teller<'_>, key: &str, params: Params, dialect: Dialect) -> Result<Created, Refusal> {
    let known = teller.books.keys.contains_key(key);
    let rule = teller.books.rules_of_next(&params.reference).create.unwrap_or_default();
    if !known && matches!(rule, Create::ErrorBefore | Create::Html200) {
        // Rules for the next payment are used up by the request that they spoiled.
        teller.drop_next()?;
        return Ok(Created::Nothing(rule));
    }
    let (payment, new) = teller.open(key, params, dialect)?;
    let payment = Box::new(payment);
    Ok(if new { Created::New(payment, rule) } else { Created::Known(payment) })
}

/// Does what the fetch rule says; `Err` is the spoilt answer.
pub(crate) async fn fetch_under(bank: &Bank, rules: Rules) -> Result<(), Refusal> {
    match rules.fetch.unwrap_or_default() {
        Fetch::Normal => Ok(()),
        Fetch::Slow(ms) => {
            bank.linger(ms).await;
            Ok(())
        }
        Fetch::Error => Err(Refusal::unavailable()),
    }
}

async fn find(Shared(bank): Shared<Bank>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let base = base(&bank, &headers);
    let found = async {
        let wanted = id.clone();
        let rules = bank.work(move |teller| Ok(teller.books.rules_of(teller.payment(&wanted)?))).await?;
        fetch_under(&bank, rules).await?;
        // Read after the pause: a slow answer is late, not stale.
        bank.work(move |teller| teller.payment(&id).cloned()).await
    };
    match found.await {
        Ok(payment) => show(StatusCode::OK, &payment, &base),
        Err(refusal) => refusal.answer(&base),
    }
}

#[derive(Deserialize)]
struct Wanted {
    reference: Option<String>,
    since: Option<i64>,
    cursor: Option<u64>,
    limit: Option<usize>,
}

#[derive(Serialize)]
struct List {
    payments: Vec<PaymentView>,
    /// Give it back as `cursor` for what comes after; absent on the last page.
    next: Option<u64>,
}

async fn list(
    Shared(bank): Shared<Bank>,
    headers: HeaderMap,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let base = base(&bank, &headers);
    let Ok(Query(wanted)) = wanted else {
        return Refusal::bad("invalid_query").answer(&base);
    };
    let listed = async {
        let reference = wanted.reference.clone().unwrap_or_default();
        let rules = bank.work(move |teller| Ok(teller.books.rules_for_list(&reference))).await?;
        fetch_under(&bank, rules).await?;
        bank.work(move |teller| Ok(select(teller, &wanted))).await
    };
    match listed.await {
        Ok((payments, next)) => {
            let payments = payments.iter().map(|payment| PaymentView::new(payment, &base)).collect();
            Json(List { payments, next }).into_response()
        }
        Err(refusal) => refusal.answer(&base),
    }
}

/// By reference in the order of creation, or everything by last change. Like the totals, it leaves out what was asked for in Stripe's words, which has lists of its own.
fn select(teller: &Teller<'_>, wanted: &Wanted) -> (Vec<Payment>, Option<u64>) {
    let books = &teller.books;
    if let Some(reference) = &wanted.reference {
        let ids = books.by_reference.get(reference).into_iter().flatten();
        let own = ids.filter_map(|id| books.payments.get(id)).filter(|payment| payment.checkout().is_none());
        return (own.cloned().collect(), None);
    }
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE);
    let after = wanted.cursor.map_or(0, |cursor| cursor.saturating_add(1));
    let since = wanted.since.unwrap_or(i64::MIN);
    let mut found: Vec<Payment> = books
        .changes
        .range(after..)
        .filter_map(|(_, id)| books.payments.get(id))
        .filter(|payment| payment.checkout().is_none() && payment.changed_at >= since)
        .take(limit + 1)
        .cloned()
        .collect();
    let more = found.len() > limit;
    found.truncate(limit);
    let next = if more { found.last().map(|payment| payment.change) } else { None };
    (found, next)
}

async fn expire(Shared(bank): Shared<Bank>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let base = base(&bank, &headers);
    let closed = bank
        .work(move |teller| {
            let payment = teller.payment(&id)?;
            let rule = teller.books.rules_of(payment).expire.unwrap_or_default();
            match (payment.state, rule) {
                (State::Processing | State::Captured, _) => return Err(Refusal::state(payment)),
                (State::Open | State::ActionRequired, Close::Unsupported) => {
                    return Err(Refusal::conflict("expire_unsupported"));
                }
                (State::Open | State::ActionRequired, Close::Normal) => {
                    teller.act(&id, Act::Expire)?;
                }
                // Nobody can pay these any more, which is what the merchant wants.
                (State::Expired | State::Failed | State::Abandoned, _) => {}
            }
            teller.payment(&id).cloned()
        })
        .await;
    match closed {
        Ok(payment) => show(StatusCode::OK, &payment, &base),
        Err(refusal) => refusal.answer(&base),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundBody {
    amount: i64,
}

async fn refund(Shared(bank): Shared<Bank>, headers: HeaderMap, Path(id): Path<String>, body: Bytes) -> Response {
    let made = async {
        let key = key(&headers)?;
        let RefundBody { amount } = read(&body)?;
        bank.work(move |teller| teller.refund_under_rules(&id, &key, amount)).await
    };
    match made.await {
        Ok((refund, new)) => {
            let status = if new { StatusCode::CREATED } else { StatusCode::OK };
            (status, Json(refund)).into_response()
        }
        Err(refusal) => refusal.answer(&base(&bank, &headers)),
    }
}

#[derive(Deserialize)]
struct WantedReturns {
    capture: Option<String>,
    since: Option<i64>,
}

/// Debits that came back: of one capture, or since an instant.
async fn returns(Shared(bank): Shared<Bank>, wanted: Result<Query<WantedReturns>, axum::extract::rejection::QueryRejection>) -> Response {
    let Ok(Query(WantedReturns { capture, since })) = wanted else { return Refusal::bad("invalid_query").answer("") };
    let listed = async {
        let rules = bank.work(move |teller| Ok(teller.books.rules_for_list(""))).await?;
        fetch_under(&bank, rules).await?;
        bank.work(move |teller| Ok(returned(teller, capture.as_deref(), since))).await
    };
    match listed.await {
        Ok(returns) => Json(serde_json::json!({ "returns": returns })).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

async fn health(Shared(bank): Shared<Bank>) -> Response {
    match bank.work(|_| Ok(())).await {
        Ok(()) => "ok".into_response(),
        Err(refusal) => refusal.answer(""),
    }
}
