//! Our words for what moves the balance at Stripe. A word we do not know is an answer we do not understand, never a guess.
//!
//! *Unverified*: that a negative payout is told with an amount below zero; that `available` and `pending` together are what the history adds up to; that the
//! fee of a dispute stands on its own entry, which is read with the dispute; what `trace_id` says of payouts in euros and Swiss francs.

use super::model::{Balance, BalanceEntry, Payout};
use super::money::from_stripe;
use crate::gateways::Unanswered;
use domain::money::{Currency, Money};
use domain::payments::{GatewayFee, GatewayPayout, PayoutStage};
use std::collections::BTreeMap;
use time::OffsetDateTime;

fn strange(what: &str) -> Unanswered {
    Unanswered(format!("an unknown word: {what}"))
}

fn money(amount: i64, currency: &str) -> Result<Money, Unanswered> {
    from_stripe(amount, currency).ok_or_else(|| strange(currency))
}

fn instant(at: i64) -> Result<OffsetDateTime, Unanswered> {
    OffsetDateTime::from_unix_timestamp(at).map_err(|_| strange("an instant"))
}

/// The fee of an entry: beside what was taken or given back, or the entry itself; beside a payout it is about nothing. Nothing where none was taken. A
/// dispute's is told with the dispute, but for what comes back of it. *Unverified*: that it comes back as a fee below zero on `dispute_reversal`.
pub(super) fn fee_of(entry: &BalanceEntry) -> Result<Option<GatewayFee>, Unanswered> {
    let about = || entry.source.clone().unwrap_or_default();
    let (minor, about) = match entry.reporting_category.as_str() {
        "dispute" => (0, String::new()),
        "dispute_reversal" => (entry.fee.min(0), about()),
        "payout" | "payout_reversal" => (entry.fee, String::new()),
        "fee" | "network_cost" | "tax" => (entry.fee.saturating_sub(entry.amount), String::new()),
        _ => (entry.fee, about()),
    };
    if minor == 0 {
        return Ok(None);
    }
    let (money, at) = (money(minor, &entry.currency)?, instant(entry.created)?);
    Ok(Some(GatewayFee { key: entry.id.clone(), about, money, at }))
}

/// One payout.
pub(super) fn payout_of(payout: &Payout) -> Result<GatewayPayout, Unanswered> {
    let stage = match payout.status.as_str() {
        "pending" | "in_transit" => PayoutStage::UnderWay,
        "paid" => PayoutStage::Paid,
        "failed" => PayoutStage::Failed,
        "canceled" => PayoutStage::Cancelled,
        other => return Err(strange(other)),
    };
    let trace = payout.trace_id.as_ref().filter(|trace| trace.status.as_deref() == Some("supported"));
    Ok(GatewayPayout {
        key: payout.id.clone(),
        money: money(payout.amount, &payout.currency)?,
        stage,
        at: instant(payout.created)?,
        arrives_on: instant(payout.arrival_date)?.date(),
        reference: trace.and_then(|trace| trace.value.clone()).unwrap_or_default(),
    })
}

/// What Stripe holds of ours, without currencies of which it holds nothing.
pub(super) fn held(balance: &Balance) -> Result<BTreeMap<Currency, i64>, Unanswered> {
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    for part in balance.available.iter().chain(&balance.pending) {
        let part = money(part.amount, &part.currency)?;
        let sum = sums.entry(part.currency).or_default();
        *sum = sum.checked_add(part.minor).ok_or_else(|| strange("a sum"))?;
    }
    sums.retain(|_, sum| *sum != 0);
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fee(category: &str, amount: i64, fee: i64) -> Option<(i64, String)> {
        let entry = json!({
            "id": "txn_1", "amount": amount, "fee": fee, "currency": "eur", "created": 1_700_000_000, "source": "ch_1", "reporting_category": category,
            "type": "whatever",
        });
        fee_of(&serde_json::from_value(entry).unwrap()).unwrap().map(|fee| (fee.money.minor, fee.about))
    }

    #[test]
    fn fees_stand_beside_what_was_taken_or_alone() {
        assert_eq!(fee("charge", 10_000, 165), Some((165, "ch_1".into())));
        assert_eq!(fee("charge", 10_000, 0), None);
        assert_eq!(fee("refund", -5_000, -70), Some((-70, "ch_1".into())), "given back");
        assert_eq!(fee("fee", -200, 0), Some((200, String::new())), "an entry of its own");
        assert_eq!(fee("dispute", -900, 1_500), None, "told with the dispute");
        assert_eq!(fee("dispute_reversal", 900, -1_500), Some((-1_500, "ch_1".into())), "given back with the money");
        assert_eq!(fee("dispute_reversal", 900, 0), None);
        assert_eq!(fee("dispute_reversal", 900, 1_500), None, "told with the dispute");
        assert_eq!(fee("payout", -10_000, 0), None);
        for category in ["payout", "payout_reversal"] {
            assert_eq!(fee(category, -10_000, 25), Some((25, String::new())), "about no payment");
        }
    }

    #[test]
    fn a_payout_is_told_in_our_words() {
        let told = |status: &str, amount: i64, trace: serde_json::Value| {
            let payout = json!({
                "id": "po_1", "amount": amount, "currency": "chf", "status": status, "created": 1_700_000_000, "arrival_date": 1_700_092_800,
                "trace_id": trace,
            });
            payout_of(&serde_json::from_value(payout).unwrap()).map(|one| (one.stage, one.money.minor, one.reference)).ok()
        };
        assert_eq!(told("in_transit", 5, json!(null)), Some((PayoutStage::UnderWay, 5, String::new())));
        assert_eq!(told("paid", -5, json!({ "status": "supported", "value": "T1" })), Some((PayoutStage::Paid, -5, "T1".into())));
        assert_eq!(told("failed", 5, json!({ "status": "pending", "value": null })), Some((PayoutStage::Failed, 5, String::new())));
        assert_eq!(told("canceled", 5, json!(null)).map(|one| one.0), Some(PayoutStage::Cancelled));
        assert_eq!(told("lost in the mail", 5, json!(null)), None);
    }

    #[test]
    fn the_balance_is_what_is_available_and_what_is_not_yet() {
        let balance = json!({
            "available": [{ "amount": 100, "currency": "eur" }, { "amount": -7, "currency": "chf" }],
            "pending": [{ "amount": 23, "currency": "eur" }, { "amount": 7, "currency": "chf" }],
        });
        assert_eq!(held(&serde_json::from_value(balance).unwrap()).unwrap(), BTreeMap::from([(Currency::EUR, 123)]));
    }
}
