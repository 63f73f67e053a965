//! Checkout Sessions: making, asking, listing, closing.

use axum::{
    Form, Json,
    extract::{Path, Query, State as Shared},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use iso_currency::Currency;
use serde_json::Value;

use super::{
    Trouble, answer,
    form::{Created as Between, Expand, Fields, Page},
    view::{View, payment_id},
};
use crate::{
    api::{Created, MOST_MINOR_UNITS, base, create_under_rules, fetch_under},
    house::Bank,
    model::{Checkout, Dialect, Locale, Params},
    rules::{Close, Create},
    states::State,
    teller::Act,
};

type Pairs = Vec<(String, String)>;

/// Seconds that a page stays open, at least and at most.
const SHORTEST: i64 = 30 * 60;
const LONGEST: i64 = 24 * 3600;

/// The key that makes a request repeatable; without one, each is another.
pub(super) fn key(headers: &HeaderMap) -> Result<String, Trouble> {
    match headers.get("idempotency-key").map(|key| key.to_str().unwrap_or_default()) {
        None => Ok(format!("stripe:{}", hex::encode(rand::random::<[u8; 16]>()))),
        Some(key) if (1..=255).contains(&key.len()) => Ok(format!("stripe:{key}")),
        Some(_) => Err(Trouble::invalid("idempotency_key_invalid", "Idempotency-Key")),
    }
}

fn read(bank: &Bank, mut form: Fields) -> Result<(Params, Checkout), Trouble> {
    let address = |name: &str, text: String| {
        let good = reqwest::Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if good { Ok(text) } else { Err(Trouble::invalid("url_invalid", name)) }
    };
    let one = |form: &mut Fields, name: &str, only: &str| {
        let value = form.take(name);
        if value.as_deref() == Some(only) { Ok(()) } else { Err(Trouble::invalid("parameter_invalid", name)) }
    };
    one(&mut form, "mode", "payment")?;
    one(&mut form, "line_items[0][quantity]", "1")?;
    let price = "line_items[0][price_data]";
    let currency = form.need(&format!("{price}[currency]"))?;
    let amount = form.number(&format!("{price}[unit_amount]"))?.unwrap_or_default();
    let name = form.need(&format!("{price}[product_data][name]"))?;
    let known = Currency::from_code(&currency.to_ascii_uppercase()).is_some();
    // These Stripe counts otherwise than everybody else, and this bank does not.
    if !known || currency != currency.to_ascii_lowercase() || matches!(currency.as_str(), "isk" | "ugx" | "mga") {
        return Err(Trouble::invalid("currency_invalid", &currency));
    }
    if !(1..=MOST_MINOR_UNITS).contains(&amount) {
        return Err(Trouble::invalid("parameter_invalid_integer", "unit_amount"));
    }
    let reference = form.need("client_reference_id")?;
    if reference.len() > 200 {
        return Err(Trouble::invalid("parameter_invalid", "client_reference_id"));
    }
    let locale = match form.take("locale").as_deref() {
        Some("fr") => Locale::Fr,
        _ => Locale::En,
    };
    let params = Params {
        amount,
        currency: currency.to_ascii_uppercase(),
        reference,
        description: name,
        return_url: address("success_url", form.need("success_url")?)?,
        notify_url: bank.0.config.stripe_notify_url.clone(),
        locale,
        expires_at: form.number("expires_at")?.ok_or_else(|| Trouble::invalid("parameter_missing", "expires_at"))?,
        method: form.take("payment_method_types[]"),
    };
    let checkout = Checkout {
        cancel_url: address("cancel_url", form.need("cancel_url")?)?,
        metadata: form.map("metadata"),
        payment_metadata: form.map("payment_intent_data[metadata]"),
    };
    form.take("payment_intent_data[description]");
    form.take("adaptive_pricing[enabled]");
    // Which card, app or account pays is not played here; what a way to pay cannot do is refused.
    let possible = match params.method.as_deref() {
        None | Some("card") => true,
        Some("twint") => params.currency == "CHF" && params.amount <= 500_000,
        Some("sepa_debit") => params.currency == "EUR",
        Some(_) => false,
    };
    if !possible {
        return Err(Trouble::invalid("parameter_invalid", "payment_method_types"));
    }
    form.done()?;
    Ok((params, checkout))
}

pub(super) async fn create(Shared(bank): Shared<Bank>, headers: HeaderMap, Form(form): Form<Pairs>) -> Response {
    let base = base(&bank, &headers);
    let made = async {
        let (key, (params, checkout)) = (key(&headers)?, read(&bank, Fields::new(form))?);
        let made = bank.work(move |teller| {
            let new = !teller.books.keys.contains_key(&key);
            let open = params.expires_at - teller.now();
            if new && !(SHORTEST..=LONGEST).contains(&open) {
                return Ok(Err(Trouble::invalid("parameter_invalid", "expires_at")));
            }
            let made = create_under_rules(teller, &key, params, Dialect::Checkout(checkout))?;
            // The first answer is the answer of the key, a failure too.
            let failed = |created: &Created| match created {
                Created::Known(payment) => teller.books.rules_of(payment).create == Some(Create::ErrorAfter),
                Created::New(_, rule) | Created::Nothing(rule) => matches!(rule, Create::ErrorAfter | Create::ErrorBefore),
            };
            Ok(Ok((failed(&made), made)))
        });
        made.await?
    };
    let failure = || Trouble::new(StatusCode::INTERNAL_SERVER_ERROR, "api_error", "", "An unknown error occurred").into_response();
    let (payment, slow) = match made.await {
        Err(trouble) => return trouble.into_response(),
        Ok((true, _)) => return failure(),
        Ok((false, Created::Nothing(_))) => return Html("<!doctype html><title>Maintenance</title>").into_response(),
        Ok((false, Created::Known(payment))) => (payment, 0),
        Ok((false, Created::New(payment, Create::Slow(ms)))) => (payment, ms),
        Ok((false, Created::New(payment, _))) => (payment, 0),
    };
    bank.linger(slow).await;
    match View::now(&payment) {
        // As it was when it was made, for that is what is repeated.
        Some(view) => Json(View { state: State::Open, ..view }.session(&base, &Expand::none())).into_response(),
        None => failure(),
    }
}

pub(super) async fn find(Shared(bank): Shared<Bank>, headers: HeaderMap, Path(id): Path<String>, Query(query): Query<Pairs>) -> Response {
    answer(find_one(&bank, base(&bank, &headers), id, Fields::new(query)).await)
}

/// The bank's own name of a session.
fn own(id: &str) -> Result<String, Trouble> {
    id.strip_prefix("cs_test_").and_then(|_| payment_id(id)).ok_or_else(|| Trouble::missing(id))
}

async fn find_one(bank: &Bank, base: String, id: String, mut query: Fields) -> Result<Value, Trouble> {
    let expand = Expand::new(&mut query, "");
    query.done()?;
    let (own, wanted) = (own(&id)?, own(&id)?);
    let rules = bank.work(move |teller| Ok(teller.books.rules_of(teller.payment(&wanted)?))).await?;
    fetch_under(bank, rules).await?;
    // Read after the pause: a slow answer is late, not stale.
    let found = bank.work(move |teller| Ok(View::now(teller.payment(&own)?).map(|view| view.session(&base, &expand)))).await?;
    found.ok_or_else(|| Trouble::missing(&id))
}

pub(super) async fn list(Shared(bank): Shared<Bank>, headers: HeaderMap, Query(query): Query<Pairs>) -> Response {
    answer(select(&bank, base(&bank, &headers), Fields::new(query)).await)
}

async fn select(bank: &Bank, base: String, mut query: Fields) -> Result<Value, Trouble> {
    let (created, page, expand) = (Between::new(&mut query)?, Page::new(&mut query)?, Expand::new(&mut query, "data."));
    let of = query.take("payment_intent");
    query.done()?;
    let of = of.map(|id| id.strip_prefix("pi_").and_then(|_| payment_id(&id)).ok_or_else(|| Trouble::missing(&id))).transpose()?;
    let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
    fetch_under(bank, rules).await?;
    let all = bank
        .work(move |teller| {
            let fits = |view: &View<'_>| of.as_ref().is_none_or(|id| *id == view.payment.id) && created.holds(view.payment.created_at);
            let mut views: Vec<View<'_>> = teller.books.payments.values().filter_map(View::now).filter(fits).collect();
            views.sort_by(|a, b| (b.payment.created_at, &b.payment.id).cmp(&(a.payment.created_at, &a.payment.id)));
            Ok(views.into_iter().map(|view| view.session(&base, &expand)).collect())
        })
        .await?;
    page.of("/v1/checkout/sessions", all)
}

pub(super) async fn expire(Shared(bank): Shared<Bank>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let base = base(&bank, &headers);
    let closed = async {
        let own = own(&id)?;
        let closed = bank.work(move |teller| {
            let payment = teller.payment(&own)?;
            let closes = teller.books.rules_of(payment).expire.unwrap_or_default() == Close::Normal;
            if !payment.state.is_live() || !closes {
                return Ok(Err(Trouble::invalid("", "Only Checkout Sessions with a status in [\"open\"] can be expired.")));
            }
            teller.act(&own, Act::Expire)?;
            Ok(Ok(View::now(teller.payment(&own)?).map(|view| view.session(&base, &Expand::none()))))
        });
        closed.await??.ok_or_else(|| Trouble::missing(&id))
    };
    answer(closed.await)
}
