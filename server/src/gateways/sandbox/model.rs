//! What the sandbox bank says, in our words.

use crate::gateways::{Statement, Unanswered};
use domain::money::{Currency, Money};
use domain::payments::{
    BalanceMove, Capture, CaptureKey, DeclineReason, DisputeStage, GatewayDispute, GatewayFee, GatewayPayout, GatewayRefund, GatewayState,
    GatewayTruth, PayMethod, PayoutStage, RefundState,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use time::OffsetDateTime;

#[derive(Deserialize)]
pub(super) struct Payments {
    pub(super) payments: Vec<Payment>,
    pub(super) next: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct Payment {
    pub(super) id: String,
    pub(super) state: String,
    pub(super) pay_url: String,
    pub(super) reference: String,
    pub(super) captures: Vec<Taken>,
    pub(super) refunds: Vec<Returned>,
    pub(super) attempts: Vec<Attempt>,
}

#[derive(Deserialize)]
pub(super) struct Taken {
    pub(super) id: String,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) at: i64,
}

#[derive(Deserialize)]
pub(super) struct Returned {
    pub(super) id: String,
    pub(super) state: String,
    pub(super) amount: i64,
    pub(super) currency: String,
}

#[derive(Deserialize)]
pub(super) struct Attempt {
    pub(super) reason: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Notice {
    pub(super) id: String,
    pub(super) payment: String,
    pub(super) reference: String,
    /// What a debit that came back is told by.
    pub(super) capture: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Sums {
    pub(super) captured: BTreeMap<String, i64>,
    pub(super) refunded: BTreeMap<String, i64>,
    pub(super) returned: BTreeMap<String, i64>,
    pub(super) fees: BTreeMap<String, i64>,
    pub(super) paid_out: BTreeMap<String, i64>,
}

#[derive(Deserialize)]
pub(super) struct Returns {
    pub(super) returns: Vec<CameBack>,
}

/// A debit that the payer's bank took back.
#[derive(Deserialize)]
pub(super) struct CameBack {
    pub(super) id: String,
    pub(super) capture: String,
    pub(super) amount: i64,
    pub(super) fee: i64,
    pub(super) currency: String,
    pub(super) method: String,
}

#[derive(Deserialize)]
pub(super) struct Moves {
    pub(super) fees: Vec<Kept>,
    pub(super) payouts: Vec<PaidOut>,
}

#[derive(Deserialize)]
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) capture: String,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) at: i64,
}

#[derive(Deserialize)]
pub(super) struct PaidOut {
    pub(super) id: String,
    pub(super) state: String,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) reference: String,
    pub(super) at: i64,
    pub(super) arrives_at: i64,
}

/// Our words for the bank's. A word we do not know is an answer we do not understand, never a guess.
pub(super) fn statement(payment: Payment) -> Result<Statement, Unanswered> {
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

pub(super) fn refund_of(returned: Returned, capture: CaptureKey) -> Result<GatewayRefund, Unanswered> {
    let strange = |what: &str| Unanswered(format!("an unknown word: {what}"));
    let state: RefundState = returned.state.parse().map_err(|_| strange(&returned.state))?;
    let currency: Currency = returned.currency.parse().map_err(|_| strange(&returned.currency))?;
    Ok(GatewayRefund { key: returned.id, capture, money: Money::new(returned.amount, currency), state })
}

/// A debit that came back: there is nothing to answer, and the money is gone.
pub(super) fn return_of(back: &CameBack) -> Result<GatewayDispute, Unanswered> {
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

pub(super) fn moves(told: Moves) -> Result<Vec<BalanceMove>, Unanswered> {
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

pub(super) fn sums(sums: BTreeMap<String, i64>) -> Result<BTreeMap<Currency, i64>, Unanswered> {
    let read =
        |(code, sum): (String, i64)| Ok((code.parse::<Currency>().map_err(|_| Unanswered(format!("an unknown word: {code}")))?, sum));
    sums.into_iter().map(read).collect()
}
