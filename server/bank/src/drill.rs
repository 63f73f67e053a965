//! The testers' interface: `/test`, behind the same key as the merchant's. It sets rules, acts as the buyer and sends
//! notifications again; it never writes to the books otherwise.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State as Shared},
    http::{HeaderMap, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use iso_currency::Currency;
use serde::{Deserialize, Serialize};

use crate::{
    api::{base, guard, read, show},
    books::Fact,
    disputes::Return,
    house::Bank,
    model::{DisputeState, Kind, Post, Reason, RefundState},
    notices::{Letter, Signing, send},
    payouts::{Asked, PayoutState},
    refusal::Refusal,
    rules::Rules,
    teller::Act,
};

pub(crate) fn router(bank: &Bank) -> Router {
    Router::new()
        .route("/test/behaviour", post(rule).get(ruled).delete(unrule))
        .route("/test/payments/{id}/act", post(act))
        .route("/test/payments/{id}/notices", get(notices))
        .route("/test/payments/{id}/refunds/{refund}", post(end_refund))
        .route("/test/payments/{id}/disputes", post(open_dispute))
        .route("/test/payments/{id}/disputes/{dispute}", post(move_dispute))
        .route("/test/payments/{id}/return", post(return_debit))
        .route("/test/payouts", post(pay_out))
        .route("/test/payouts/{id}", post(move_payout))
        .route("/test/notify/{id}", post(resend))
        .route("/test/prune_keys", post(prune))
        .route_layer(middleware::from_fn_with_state(bank.clone(), guard))
        .with_state(bank.clone())
}

#[derive(Deserialize)]
struct Ruling {
    scope: String,
    #[serde(flatten)]
    rules: serde_json::Map<String, serde_json::Value>,
}

async fn rule(Shared(bank): Shared<Bank>, body: Bytes) -> Response {
    let done = async {
        let Ruling { scope, rules } = read(&body)?;
        let rules: Rules = serde_json::from_value(rules.into()).map_err(|_| Refusal::bad("invalid_behaviour"))?;
        bank.work(move |teller| teller.rule(&scope, rules)).await
    };
    empty(done.await)
}

async fn ruled(Shared(bank): Shared<Bank>) -> Response {
    match bank.work(|teller| Ok(teller.books.rules.clone())).await {
        Ok(rules) => Json(rules).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

#[derive(Deserialize)]
struct Unruling {
    scope: Option<String>,
}

async fn unrule(Shared(bank): Shared<Bank>, Query(unruling): Query<Unruling>) -> Response {
    let fact = Fact::Unruled { scope: unruling.scope };
    empty(bank.work(move |teller| teller.keep(fact)).await)
}

async fn prune(Shared(bank): Shared<Bank>) -> Response {
    empty(bank.work(|teller| teller.keep(Fact::KeysPruned)).await)
}

fn empty(done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Do {
    Capture,
    Decline,
    Abandon,
    Challenge,
    Delay,
    Expire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActBody {
    r#do: Do,
    reason: Option<Reason>,
    /// A capture in error: another amount than the one asked for.
    amount: Option<i64>,
    /// A capture in error: another currency.
    currency: Option<String>,
}

async fn act(Shared(bank): Shared<Bank>, headers: HeaderMap, Path(id): Path<String>, body: Bytes) -> Response {
    let base = base(&bank, &headers);
    let done = async {
        let body: ActBody = read(&body)?;
        if body.amount.is_some_and(|amount| amount <= 0) {
            return Err(Refusal::bad("invalid_amount"));
        }
        if body.currency.as_deref().is_some_and(|code| Currency::from_code(code).is_none()) {
            return Err(Refusal::bad("invalid_currency"));
        }
        let act = match body.r#do {
            Do::Capture => Act::Capture { amount: body.amount, currency: body.currency },
            Do::Decline => Act::Decline(body.reason.unwrap_or(Reason::InsufficientFunds)),
            Do::Abandon => Act::Abandon,
            Do::Challenge => Act::Challenge,
            Do::Delay => Act::Delay,
            Do::Expire => Act::Expire,
        };
        bank.work(move |teller| {
            teller.act(&id, act)?;
            teller.payment(&id).cloned()
        })
        .await
    };
    match done.await {
        Ok(payment) => show(StatusCode::OK, &payment, &base),
        Err(refusal) => refusal.answer(&base),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundEnd {
    state: RefundState,
}

async fn end_refund(Shared(bank): Shared<Bank>, headers: HeaderMap, Path((id, refund)): Path<(String, String)>, body: Bytes) -> Response {
    let base = base(&bank, &headers);
    let done = async {
        let RefundEnd { state } = read(&body)?;
        bank.work(move |teller| {
            teller.end_refund(&id, &refund, state)?;
            teller.payment(&id).cloned()
        })
        .await
    };
    match done.await {
        Ok(payment) => show(StatusCode::OK, &payment, &base),
        Err(refusal) => refusal.answer(&base),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputeBody {
    /// Minor units; all that was not given back when absent.
    amount: Option<i64>,
}

async fn open_dispute(Shared(bank): Shared<Bank>, Path(id): Path<String>, body: Bytes) -> Response {
    let opened = async {
        let DisputeBody { amount } = read(&body)?;
        bank.work(move |teller| teller.dispute(&id, amount)).await
    };
    match opened.await {
        Ok(dispute) => (StatusCode::CREATED, Json(dispute)).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

async fn return_debit(Shared(bank): Shared<Bank>, Path(id): Path<String>, body: Bytes) -> Response {
    let returned = async {
        let wanted: Return = read(&body)?;
        bank.work(move |teller| teller.return_debit(&id, wanted)).await
    };
    match returned.await {
        Ok(dispute) => (StatusCode::CREATED, Json(dispute)).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputeEnd {
    state: DisputeState,
}

async fn move_dispute(Shared(bank): Shared<Bank>, Path((id, dispute)): Path<(String, String)>, body: Bytes) -> Response {
    let done = async {
        let DisputeEnd { state } = read(&body)?;
        bank.work(move |teller| teller.move_dispute(&id, &dispute, state)).await
    };
    empty(done.await)
}

async fn pay_out(Shared(bank): Shared<Bank>, body: Bytes) -> Response {
    let asked = if body.is_empty() { Ok(Asked::default()) } else { read(&body) };
    let made = async {
        let asked: Asked = asked?;
        bank.work(move |teller| teller.pay_out(&asked)).await
    };
    match made.await {
        Ok(payouts) => (StatusCode::CREATED, Json(payouts)).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PayoutEnd {
    state: PayoutState,
}

async fn move_payout(Shared(bank): Shared<Bank>, Path(id): Path<String>, body: Bytes) -> Response {
    let done = async {
        let PayoutEnd { state } = read(&body)?;
        bank.work(move |teller| teller.move_payout(&id, state)).await
    };
    empty(done.await)
}

#[derive(Serialize)]
struct NoticeView {
    id: String,
    kind: Kind,
    post: Post,
    created_at: i64,
}

async fn notices(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    let listed = bank
        .work(move |teller| {
            let notices = &teller.payment(&id)?.notices;
            Ok(notices
                .iter()
                .map(|notice| NoticeView { id: notice.id.clone(), kind: notice.kind, post: notice.post, created_at: notice.created_at })
                .collect::<Vec<_>>())
        })
        .await;
    match listed {
        Ok(notices) => Json(notices).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Resending {
    /// Ids or kinds in the order of sending; one that names several sends them all. Absent: all, oldest first.
    order: Option<Vec<String>>,
    /// How often each is sent again after its first sending.
    duplicates: u8,
    signature: Signing,
}

#[derive(Serialize)]
struct SendingView {
    id: String,
    kind: Kind,
    /// The merchant's HTTP status; absent when there was no answer.
    status: Option<u16>,
    /// Whether the merchant acknowledged it as the dialect wants it.
    accepted: bool,
}

async fn resend(Shared(bank): Shared<Bank>, Path(id): Path<String>, body: Bytes) -> Response {
    let resending = if body.is_empty() { Ok(Resending::default()) } else { read(&body) };
    let done = async {
        let Resending { order, duplicates, signature } = resending?;
        send_again(&bank, id, order, duplicates, signature).await
    };
    match done.await {
        Ok(sent) => Json(sent).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

/// Sends notifications of a payment once more, one after the other, whatever became of them before.
async fn send_again(
    bank: &Bank,
    id: String,
    order: Option<Vec<String>>,
    duplicates: u8,
    signing: Signing,
) -> Result<Vec<SendingView>, Refusal> {
    let letters = bank
        .work(move |teller| {
            let payment = teller.payment(&id)?;
            let told = |notice: &&crate::model::Notice| payment.tells(notice.kind);
            let chosen: Vec<_> = match order {
                None => payment.notices.iter().filter(told).collect(),
                Some(names) => names
                    .iter()
                    .flat_map(|name| payment.notices.iter().filter(move |notice| notice.id == *name || notice.kind.as_str() == name))
                    .collect(),
            };
            let letter = |notice: &&crate::model::Notice| (Letter::new(payment, notice), notice.kind);
            Ok(chosen.iter().map(letter).collect::<Vec<_>>())
        })
        .await?;
    let mut sent = Vec::new();
    for (letter, kind) in letters {
        for _ in 0..=duplicates {
            let reply = send(bank, &letter, signing).await;
            let accepted = reply.as_ref().is_some_and(|reply| reply.accepted);
            sent.push(SendingView { id: letter.notice.clone(), kind, status: reply.map(|reply| reply.status), accepted });
        }
    }
    Ok(sent)
}

/// Sends everything of a payment once more, in the order it happened, for the operators' page.
pub(crate) async fn send_all_again(bank: &Bank, id: String) -> Result<(), Refusal> {
    send_again(bank, id, None, 0, Signing::Good).await.map(drop)
}
