//! The balance: what it is, what moved it, and what was paid out of it.

use axum::{
    extract::{Path, Query, State as Shared},
    response::Response,
};
use serde_json::{Value, json};

use super::{
    Trouble, answer,
    form::{Created, Fields, Page},
    view::{charge_id, core, dispute_id, refund_id},
};
use crate::{
    api::fetch_under,
    house::Bank,
    model::{DisputeState, RefundState},
    payouts::{Payout, PayoutState, Side},
    teller::Teller,
};

/// How long what was taken is not yet available, in seconds.
const PENDING: i64 = 2 * 86_400;

type Pairs = Vec<(String, String)>;

fn payout_id(payout: &Payout) -> String {
    format!("po_{}", core(&payout.id))
}

pub(super) async fn balance(Shared(bank): Shared<Bank>) -> Response {
    answer(told(&bank).await)
}

async fn told(bank: &Bank) -> Result<Value, Trouble> {
    let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
    fetch_under(bank, rules).await?;
    let balance = bank.work(|teller| {
        let now = teller.now();
        let fresh = |code: &str| -> i64 {
            let captures = teller.books.payments_of(Side::Stripe).flat_map(|payment| &payment.captures);
            captures.filter(|one| one.currency == code && one.at > now - PENDING).map(|one| one.amount - one.fee).sum()
        };
        let of = |code: &str, amount: i64| json!({ "amount": amount, "currency": code.to_ascii_lowercase(), "source_types": { "card": amount } });
        let sums = teller.books.balance(Side::Stripe);
        let available: Vec<Value> = sums.iter().map(|(code, sum)| of(code, sum - fresh(code))).collect();
        let pending: Vec<Value> = sums.keys().map(|code| of(code, fresh(code))).collect();
        Ok(json!({ "object": "balance", "available": available, "pending": pending, "livemode": false }))
    });
    Ok(balance.await?)
}

/// One entry of the balance's history.
struct Move<'a> {
    id: String,
    kind: &'a str,
    category: &'a str,
    source: String,
    amount: i64,
    fee: i64,
    currency: &'a str,
    at: i64,
}

impl Move<'_> {
    fn view(&self) -> Value {
        let currency = self.currency.to_ascii_lowercase();
        let details = if self.fee == 0 {
            json!([])
        } else {
            json!([{ "amount": self.fee, "application": null, "currency": currency, "description": "Processing fees", "type": "stripe_fee" }])
        };
        json!({
            "id": self.id,
            "object": "balance_transaction",
            "amount": self.amount,
            "available_on": self.at,
            "created": self.at,
            "currency": currency,
            "description": null,
            "exchange_rate": null,
            "fee": self.fee,
            "fee_details": details,
            "net": self.amount - self.fee,
            "reporting_category": self.category,
            "source": self.source,
            "status": "available",
            "type": self.kind,
        })
    }
}

/// Everything that moved the balance, the newest first.
fn history(teller: &Teller<'_>) -> Vec<Value> {
    let mut moves: Vec<Move<'_>> = Vec::new();
    for payment in teller.books.payments_of(Side::Stripe) {
        for capture in &payment.captures {
            let (id, source) = (format!("txn_{}", core(&capture.id)), charge_id(capture));
            let (amount, fee, currency, at) = (capture.amount, capture.fee, &capture.currency, capture.at);
            moves.push(Move { id, kind: "charge", category: "charge", source, amount, fee, currency, at });
        }
        for refund in payment.refunds.iter().filter(|refund| refund.state == RefundState::Succeeded) {
            let (id, source) = (format!("txn_{}", core(&refund.id)), refund_id(refund));
            let (amount, currency, at) = (-refund.amount, &refund.currency, refund.at);
            moves.push(Move { id, kind: "refund", category: "refund", source, amount, fee: 0, currency, at });
        }
        for dispute in payment.disputes.iter().filter(|dispute| dispute.taken) {
            let (id, source, currency, at) = (format!("txn_{}", core(&dispute.id)), dispute_id(dispute), &dispute.currency, dispute.at);
            let (amount, fee) = (-dispute.amount, dispute.fee);
            moves.push(Move { id: id.clone(), kind: "adjustment", category: "dispute", source: source.clone(), amount, fee, currency, at });
            if dispute.state == DisputeState::Won {
                let (id, amount) = (format!("{id}r"), dispute.amount);
                moves.push(Move { id, kind: "adjustment", category: "dispute_reversal", source, amount, fee: 0, currency, at });
            }
        }
    }
    for payout in teller.books.payouts.iter().filter(|payout| payout.side == Side::Stripe && payout.told(teller.now_ms) > 0) {
        let (id, source, currency, at) = (format!("txn_{}", core(&payout.id)), payout_id(payout), &payout.currency, payout.at);
        let amount = -payout.amount;
        moves.push(Move { id: id.clone(), kind: "payout", category: "payout", source: source.clone(), amount, fee: 0, currency, at });
        let back = match payout.state {
            PayoutState::Failed => "payout_failure",
            PayoutState::Cancelled => "payout_cancel",
            PayoutState::Pending | PayoutState::Paid => continue,
        };
        let (id, amount, at) = (format!("{id}f"), payout.amount, payout.changed_at);
        moves.push(Move { id, kind: back, category: "payout_reversal", source, amount, fee: 0, currency, at });
    }
    moves.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
    moves.iter().map(Move::view).collect()
}

pub(super) async fn moves(Shared(bank): Shared<Bank>, Query(query): Query<Pairs>) -> Response {
    answer(select(&bank, Fields::new(query)).await)
}

async fn select(bank: &Bank, mut query: Fields) -> Result<Value, Trouble> {
    let (created, page) = (Created::new(&mut query)?, Page::new(&mut query)?);
    let filters = ["type", "currency", "source"].map(|name| (name, query.take(name)));
    query.done()?;
    let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
    fetch_under(bank, rules).await?;
    let mut all = bank.work(|teller| Ok(history(teller))).await?;
    all.retain(|one| {
        let wanted = |(name, wanted): &(&str, Option<String>)| wanted.as_ref().is_none_or(|wanted| one[*name] == wanted.as_str());
        created.holds(one["created"].as_i64().unwrap_or_default()) && filters.iter().all(wanted)
    });
    page.of("/v1/balance_transactions", all)
}

pub(super) async fn find_move(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    let all = bank.work(|teller| Ok(history(teller))).await.map_err(Trouble::from);
    answer(all.and_then(|all| all.into_iter().find(|one| one["id"] == id.as_str()).ok_or_else(|| Trouble::missing(&id))))
}

fn payout(payout: &Payout) -> Value {
    let transaction = format!("txn_{}", core(&payout.id));
    let status = match payout.state {
        PayoutState::Pending => "in_transit",
        PayoutState::Paid => "paid",
        PayoutState::Failed => "failed",
        PayoutState::Cancelled => "canceled",
    };
    let reference = (!payout.reference.is_empty()).then_some(&payout.reference);
    let trace = match reference {
        Some(reference) => json!({ "status": "supported", "value": reference }),
        None => json!({ "status": "pending", "value": null }),
    };
    json!({
        "id": payout_id(payout),
        "object": "payout",
        "amount": payout.amount,
        "arrival_date": payout.arrives_at - payout.arrives_at.rem_euclid(86_400),
        "automatic": true,
        "balance_transaction": transaction,
        "created": payout.at,
        "currency": payout.currency.to_ascii_lowercase(),
        "description": null,
        "failure_balance_transaction": payout.state.came_back().then(|| format!("{transaction}f")),
        "failure_code": (payout.state == PayoutState::Failed).then_some("account_closed"),
        "livemode": false,
        "metadata": {},
        "method": "standard",
        "source_type": "card",
        "statement_descriptor": null,
        "status": status,
        "trace_id": trace,
        "type": "bank_account",
    })
}

pub(super) async fn payouts(Shared(bank): Shared<Bank>, Query(query): Query<Pairs>) -> Response {
    answer(select_payouts(&bank, Fields::new(query)).await)
}

async fn select_payouts(bank: &Bank, mut query: Fields) -> Result<Value, Trouble> {
    let (created, page, status) = (Created::new(&mut query)?, Page::new(&mut query)?, query.take("status"));
    query.done()?;
    let rules = bank.work(|teller| Ok(teller.books.rules_for_list(""))).await?;
    fetch_under(bank, rules).await?;
    let told = bank.work(move |teller| {
        let own = teller.books.payouts.iter().rev().filter(|payout| payout.side == Side::Stripe && created.holds(payout.at));
        let told = own.flat_map(|one| std::iter::repeat_n(payout(one), one.told(teller.now_ms)));
        Ok(told.filter(|one| status.as_ref().is_none_or(|status| one["status"] == status.as_str())).collect::<Vec<_>>())
    });
    page.of("/v1/payouts", told.await?)
}

pub(super) async fn find_payout(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    let wanted = id.clone();
    let found = bank.work(move |teller| {
        let mut own = teller.books.payouts.iter().filter(|payout| payout.side == Side::Stripe);
        Ok(own.find(|one| payout_id(one) == wanted).map(payout))
    });
    answer(found.await.map_err(Trouble::from).and_then(|found| found.ok_or_else(|| Trouble::missing(&id))))
}
