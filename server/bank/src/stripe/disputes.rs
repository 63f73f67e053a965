//! Disputes, as they are now.

use axum::{
    extract::{Path, Query, State as Shared},
    response::Response,
};
use serde_json::Value;

use super::{
    Trouble, answer,
    form::{Created, Expand, Fields, Page},
    view::{View, dispute_id},
};
use crate::{api::fetch_under, house::Bank};

pub(super) async fn list(Shared(bank): Shared<Bank>, Query(query): Query<Vec<(String, String)>>) -> Response {
    answer(select(&bank, Fields::new(query)).await)
}

async fn select(bank: &Bank, mut query: Fields) -> Result<Value, Trouble> {
    let (created, page, expand) = (Created::new(&mut query)?, Page::new(&mut query)?, Expand::new(&mut query, "data."));
    let (charge, intent) = (query.take("charge"), query.take("payment_intent"));
    query.done()?;
    let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
    fetch_under(bank, rules).await?;
    let mut all = bank
        .work(move |teller| {
            let views = teller.books.payments.values().filter_map(View::now);
            Ok(views.flat_map(|view| view.disputes(&expand)).collect::<Vec<_>>())
        })
        .await?;
    let is = |dispute: &Value, name: &str, wanted: &Option<String>| {
        let named = if dispute[name].is_object() { &dispute[name]["id"] } else { &dispute[name] };
        wanted.as_ref().is_none_or(|wanted| *named == wanted.as_str())
    };
    all.retain(|dispute| {
        let at = dispute["created"].as_i64().unwrap_or_default();
        created.holds(at) && is(dispute, "charge", &charge) && is(dispute, "payment_intent", &intent)
    });
    all.sort_by_key(|dispute| std::cmp::Reverse((dispute["created"].as_i64(), dispute["id"].to_string())));
    page.of("/v1/disputes", all)
}

pub(super) async fn find(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    let wanted = id.clone();
    let found = bank.work(move |teller| {
        let views = teller.books.payments.values().filter_map(View::now);
        let mut disputes = views.flat_map(|view| view.payment.disputes.iter().map(move |dispute| (view, dispute)));
        Ok(disputes.find(|(_, dispute)| dispute_id(dispute) == wanted).map(|(view, dispute)| view.dispute(dispute)))
    });
    answer(found.await.map_err(Trouble::from).and_then(|found| found.ok_or_else(|| Trouble::missing(&id))))
}
