//! Payments and refunds.

use axum::{
    Form,
    extract::{Path, Query, State as Shared},
    http::HeaderMap,
    response::Response,
};
use serde_json::Value;

use super::{
    Trouble, answer,
    form::{Expand, Fields, Page},
    sessions::key,
    view::{View, payment_id, refund_id, took},
};
use crate::{api::fetch_under, house::Bank, model::Payment, refusal::Refusal, teller::Teller};

type Pairs = Vec<(String, String)>;

pub(super) async fn intent(Shared(bank): Shared<Bank>, Path(id): Path<String>, Query(query): Query<Pairs>) -> Response {
    answer(find_intent(&bank, id, Fields::new(query)).await)
}

async fn find_intent(bank: &Bank, id: String, mut query: Fields) -> Result<Value, Trouble> {
    let expand = Expand::new(&mut query, "");
    query.done()?;
    let own = id.strip_prefix("pi_").and_then(|_| payment_id(&id)).ok_or_else(|| Trouble::missing(&id))?;
    let wanted = own.clone();
    let rules = bank.work(move |teller| Ok(teller.books.rules_of(teller.payment(&wanted)?))).await?;
    fetch_under(bank, rules).await?;
    let found = bank.work(move |teller| Ok(View::now(teller.payment(&own)?).map(|view| view.intent(&expand)))).await?;
    found.ok_or_else(|| Trouble::missing(&id))
}

/// The payment that was asked for in these words and took money as `charge`, or is called `intent`.
fn charged<'a>(teller: &'a Teller<'_>, charge: Option<&str>, intent: Option<&str>) -> Result<&'a Payment, Refusal> {
    let own = intent.and_then(payment_id);
    let mut payments = teller.books.payments.values().filter(|payment| payment.checkout().is_some());
    let fits = |payment: &Payment| charge.is_some_and(|charge| took(payment, charge)) || own.as_ref().is_some_and(|own| *own == payment.id);
    payments.find(|payment| fits(payment)).ok_or_else(Refusal::not_found)
}

pub(super) async fn create(Shared(bank): Shared<Bank>, headers: HeaderMap, Form(form): Form<Pairs>) -> Response {
    answer(make(&bank, &headers, Fields::new(form)).await)
}

async fn make(bank: &Bank, headers: &HeaderMap, mut form: Fields) -> Result<Value, Trouble> {
    let key = key(headers)?;
    let (charge, intent, amount) = (form.take("charge"), form.take("payment_intent"), form.number("amount")?);
    form.map("metadata");
    form.done()?;
    let made = bank
        .work(move |teller| {
            let payment = charged(teller, charge.as_deref(), intent.as_deref())?;
            let (id, left) = (payment.id.clone(), payment.captured() - payment.refunded());
            let (refund, _) = teller.refund_under_rules(&id, &key, amount.unwrap_or(left))?;
            Ok(View::now(teller.payment(&id)?).map(|view| view.refund(&refund)))
        })
        .await?;
    made.ok_or_else(|| Trouble::missing("refund"))
}

pub(super) async fn list(Shared(bank): Shared<Bank>, Query(query): Query<Pairs>) -> Response {
    answer(select(&bank, Fields::new(query)).await)
}

async fn select(bank: &Bank, mut query: Fields) -> Result<Value, Trouble> {
    let (page, charge, intent) = (Page::new(&mut query)?, query.take("charge"), query.take("payment_intent"));
    query.done()?;
    if charge.is_none() && intent.is_none() {
        return Err(Trouble::invalid("parameter_missing", "charge"));
    }
    let all = bank
        .work(move |teller| {
            let payment = charged(teller, charge.as_deref(), intent.as_deref())?;
            Ok(View::now(payment).map(|view| view.refunds()).unwrap_or_default())
        })
        .await?;
    page.of("/v1/refunds", all)
}

pub(super) async fn find(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    let wanted = id.clone();
    let found = bank.work(move |teller| {
        let views = teller.books.payments.values().filter_map(View::now);
        let mut refunds = views.flat_map(|view| view.payment.refunds.iter().map(move |refund| (view, refund)));
        Ok(refunds.find(|(_, refund)| refund_id(refund) == wanted).map(|(view, refund)| view.refund(refund)))
    });
    answer(found.await.map_err(Trouble::from).and_then(|found| found.ok_or_else(|| Trouble::missing(&id))))
}
