//! What moved the merchant's balance, and what it adds up to.

use axum::{
    Json,
    extract::{Query, State as Shared},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use super::fetch_under;
use crate::{
    house::Bank,
    model::RefundState,
    payouts::{Payout, Side},
};

/// Sums in minor units by currency.
#[derive(Debug, Default, Serialize)]
struct Totals {
    captured: std::collections::BTreeMap<String, i64>,
    refunded: std::collections::BTreeMap<String, i64>,
    /// What buyers' banks took back, with what that cost.
    returned: std::collections::BTreeMap<String, i64>,
    captures: usize,
    payments: usize,
    /// What was kept of captures.
    fees: std::collections::BTreeMap<String, i64>,
    /// What was paid out and did not come back.
    paid_out: std::collections::BTreeMap<String, i64>,
}

#[derive(Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    since: i64,
}

/// What was kept of one capture.
#[derive(Serialize)]
struct FeeView {
    id: String,
    capture: String,
    amount: i64,
    currency: String,
    at: i64,
}

/// What changed the balance but payments and refunds.
#[derive(Serialize)]
struct Moves {
    fees: Vec<FeeView>,
    payouts: Vec<Payout>,
}

/// Fees taken since an instant, and payouts made or moved since.
pub(super) async fn moves(Shared(bank): Shared<Bank>, Query(Since { since }): Query<Since>) -> Response {
    let told = async {
        let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
        fetch_under(&bank, rules).await?;
        bank.work(move |teller| {
            let captures = teller.books.payments_of(Side::Own).flat_map(|payment| &payment.captures);
            let mut fees: Vec<FeeView> = captures
                .filter(|capture| capture.fee != 0 && capture.at >= since)
                .map(|capture| FeeView {
                    id: capture.id.replacen("cap", "fee", 1),
                    capture: capture.id.clone(),
                    amount: capture.fee,
                    currency: capture.currency.clone(),
                    at: capture.at,
                })
                .collect();
            fees.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
            let payouts = teller.books.payouts.iter().filter(|payout| payout.side == Side::Own && payout.changed_at >= since);
            let now = teller.now_ms;
            let payouts = payouts.flat_map(|payout| std::iter::repeat_n(payout.clone(), payout.told(now))).collect();
            Ok(Moves { fees, payouts })
        })
        .await
    };
    match told.await {
        Ok(moves) => Json(moves).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}

pub(super) async fn totals(Shared(bank): Shared<Bank>) -> Response {
    let added = bank
        .work(|teller| {
            let (fees, paid_out) = (teller.books.fees(Side::Own), teller.books.paid_out(Side::Own));
            let mut totals = Totals { fees, paid_out, ..Totals::default() };
            for payment in teller.books.payments.values().filter(|payment| payment.checkout().is_none()) {
                totals.payments += 1;
                totals.captures += payment.captures.len();
                for capture in &payment.captures {
                    *totals.captured.entry(capture.currency.clone()).or_default() += capture.amount;
                }
                if payment.returned() > 0 {
                    *totals.returned.entry(payment.params.currency.clone()).or_default() += payment.returned();
                }
                for refund in &payment.refunds {
                    if refund.state == RefundState::Succeeded {
                        *totals.refunded.entry(refund.currency.clone()).or_default() += refund.amount;
                    }
                }
            }
            Ok(totals)
        })
        .await;
    match added {
        Ok(totals) => Json(totals).into_response(),
        Err(refusal) => refusal.answer(""),
    }
}
