//! Events: what is told, and the list of all that was or should have been told.

use axum::{
    extract::{Query, State as Shared},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    API_VERSION, Trouble, answer,
    form::{Created, Expand, Fields, Page},
    view::View,
};
use crate::{
    api::fetch_under,
    house::Bank,
    model::{Checkout, Kind, Notice, Payment, RefundState},
    states::State,
};

/// Stripe's word for a fact of a payment.
fn word(payment: &Payment, kind: Kind) -> &'static str {
    let delayed = payment.notices.iter().any(|notice| notice.kind == Kind::Processing);
    match kind {
        // Not told in these words.
        Kind::Opened | Kind::Returned => "",
        Kind::Captured if delayed => "checkout.session.async_payment_succeeded",
        Kind::Declined if delayed => "checkout.session.async_payment_failed",
        Kind::ActionRequired => "payment_intent.requires_action",
        Kind::Declined => "payment_intent.payment_failed",
        Kind::Processing | Kind::Captured => "checkout.session.completed",
        Kind::Charged => "payment_intent.succeeded",
        Kind::Abandoned | Kind::Expired => "checkout.session.expired",
        Kind::RefundSucceeded => "charge.refunded",
        Kind::RefundFailed => "refund.failed",
        Kind::DisputeOpened => "charge.dispute.created",
        Kind::DisputeWithdrawn => "charge.dispute.funds_withdrawn",
        Kind::DisputeClosed => "charge.dispute.closed",
    }
}

/// The body of a notification: the object as it was when the fact happened, however late it is told.
pub(crate) fn event(payment: &Payment, checkout: &Checkout, notice: &Notice) -> Value {
    let at = |state| View { payment, checkout, state };
    let none = Expand::none();
    let object = match notice.kind {
        Kind::Opened | Kind::Returned => at(State::Open).session("", &none),
        Kind::ActionRequired => at(State::ActionRequired).intent(&none),
        Kind::Processing => at(State::Processing).session("", &none),
        Kind::Declined if payment.state == State::Failed => at(State::Failed).session("", &none),
        Kind::Declined => at(State::Open).intent(&none),
        Kind::Captured => at(State::Captured).session("", &none),
        Kind::Charged => at(State::Captured).intent(&none),
        Kind::Abandoned | Kind::Expired => at(State::Expired).session("", &none),
        Kind::RefundSucceeded => at(State::Captured).charge(&none),
        Kind::RefundFailed => {
            let failed = payment.refunds.iter().rfind(|refund| refund.state == RefundState::Failed);
            failed.map_or(Value::Null, |refund| at(State::Captured).refund(refund))
        }
        Kind::DisputeOpened | Kind::DisputeWithdrawn | Kind::DisputeClosed => {
            payment.disputes.last().map_or(Value::Null, |dispute| at(State::Captured).dispute(dispute))
        }
    };
    json!({
        "id": notice.id,
        "object": "event",
        "api_version": API_VERSION,
        "created": notice.created_at,
        "data": { "object": object },
        "livemode": false,
        "type": word(payment, notice.kind),
    })
}

pub(super) async fn list(Shared(bank): Shared<Bank>, Query(query): Query<Vec<(String, String)>>) -> Response {
    answer(select(&bank, Fields::new(query)).await)
}

async fn select(bank: &Bank, mut query: Fields) -> Result<Value, Trouble> {
    let (created, page, mut types) = (Created::new(&mut query)?, Page::new(&mut query)?, query.list("types"));
    types.extend(query.take("type"));
    query.done()?;
    let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
    fetch_under(bank, rules).await?;
    let told = bank
        .work(move |teller| {
            let mut told = Vec::new();
            for payment in teller.books.payments.values() {
                let Some(checkout) = payment.checkout() else { continue };
                for notice in &payment.notices {
                    let wanted = types.is_empty() || types.iter().any(|name| name == word(payment, notice.kind));
                    if wanted && created.holds(notice.created_at) {
                        told.push(((notice.created_at, payment.id.clone(), notice.rank), event(payment, checkout, notice)));
                    }
                }
            }
            told.sort_by(|(a, _), (b, _)| b.cmp(a));
            Ok(told.into_iter().map(|(_, event)| event).collect())
        })
        .await?;
    page.of("/v1/events", told)
}
