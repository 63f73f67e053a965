//! Our words for Stripe's. A word we do not know is an answer we do not understand, never a guess.

use super::model::{Charge, Dispute, Disputed, Intent, PaymentError, Refund, Session};
use super::money::from_stripe;
use crate::gateways::{Statement, Unanswered};
use domain::money::Money;
use domain::payments::{
    Capture, CaptureKey, DeclineReason, DisputeStage, GatewayDispute, GatewayRefund, GatewayState, GatewayTruth, PayMethod, RefundState,
};
use time::OffsetDateTime;

fn strange(what: &str) -> Unanswered {
    Unanswered(format!("an unknown word: {what}"))
}

/// What a session and its payment say.
pub(super) fn statement(session: Session) -> Result<Statement, Unanswered> {
    let intent = session.payment_intent.as_ref();
    let charge = intent.and_then(|intent| intent.latest_charge.as_ref());
    let decline = intent.and_then(|intent| intent.last_payment_error.as_ref()).map(reason);
    let taken = charge.filter(|charge| charge.captured && charge.status == "succeeded");
    let captures: Vec<Capture> = taken.map(capture).transpose()?.into_iter().collect();
    let state = if captures.is_empty() { untaken(&session, intent, decline.is_some())? } else { GatewayState::Captured };
    let mut refunds = Vec::new();
    if let Some(charge) = taken {
        for refund in &charge.refunds.data {
            refunds.push(refund_of(refund, &CaptureKey(charge.id.clone()))?);
        }
    }
    Ok(Statement {
        order: session.client_reference_id.unwrap_or_default(),
        pay_url: session.url.unwrap_or_default(),
        truth: GatewayTruth { reference: session.id, state, captures, refunds, decline },
    })
}

/// How far a payment is of which nothing was taken.
fn untaken(session: &Session, intent: Option<&Intent>, declined: bool) -> Result<GatewayState, Unanswered> {
    use GatewayState as S;
    let payment = intent.map(|intent| intent.status.as_str());
    match (session.status.as_deref().unwrap_or_default(), session.payment_status.as_str(), payment) {
        // Money was taken, and what was taken is not there to be read.
        (_, "paid", _) | (_, _, Some("succeeded")) => Err(Unanswered("paid, and no charge is told".to_owned())),
        // We never ask for nothing.
        (_, "no_payment_required", _) => Err(strange("no_payment_required")),
        (_, _, Some("requires_capture")) => Ok(S::Authorized),
        (_, _, Some("processing")) => Ok(S::Processing),
        ("open", "unpaid", None | Some("requires_payment_method" | "requires_confirmation")) => Ok(S::Open),
        ("open", "unpaid", Some("requires_action")) => Ok(S::ActionRequired),
        // The payer is done with the page and has still to pay, by a transfer for instance.
        ("complete", "unpaid", Some("requires_action" | "requires_confirmation") | None) => Ok(S::Processing),
        // A delayed method failed in the end.
        ("complete", "unpaid", Some("requires_payment_method")) => Ok(S::Failed),
        ("open" | "complete", "unpaid", Some("canceled")) => Ok(S::Failed),
        // What was refused before the time ran out is what the payer should hear.
        ("expired", "unpaid", _) if declined => Ok(S::Failed),
        ("expired", "unpaid", _) => Ok(S::Expired),
        (status, paid, payment) => Err(strange(&format!("{status} {paid} {}", payment.unwrap_or_default()))),
    }
}

fn capture(charge: &Charge) -> Result<Capture, Unanswered> {
    let money = from_stripe(charge.amount_captured, &charge.currency).ok_or_else(|| strange(&charge.currency))?;
    let at = OffsetDateTime::from_unix_timestamp(charge.created).map_err(|_| strange("created"))?;
    Ok(Capture { key: CaptureKey(charge.id.clone()), money, at })
}

/// One refund of a capture.
pub(super) fn refund_of(refund: &Refund, capture: &CaptureKey) -> Result<GatewayRefund, Unanswered> {
    let state = match refund.status.as_str() {
        "pending" | "requires_action" => RefundState::Pending,
        "succeeded" => RefundState::Succeeded,
        "failed" | "canceled" => RefundState::Failed,
        other => return Err(strange(other)),
    };
    let money = from_stripe(refund.amount, &refund.currency).ok_or_else(|| strange(&refund.currency))?;
    Ok(GatewayRefund { key: refund.id.clone(), capture: capture.clone(), money, state })
}

/// One dispute. What it moved on our balance says whether money was taken: the status alone does not. *Unverified*: that a fee stands beside the withdrawal.
/// What comes back of the fee is told with the history of the balance.
pub(super) fn dispute_of(dispute: &Dispute) -> Result<GatewayDispute, Unanswered> {
    let money = |minor: i64| from_stripe(minor, &dispute.currency).ok_or_else(|| strange(&dispute.currency));
    let out = || dispute.balance_transactions.iter().filter(|moved| moved.amount < 0);
    let taken = out().fold(0_i64, |sum, moved| sum.saturating_sub(moved.amount));
    let fee = out().fold(0_i64, |sum, moved| sum.saturating_add(moved.fee.max(0)));
    let stage = match dispute.status.as_str() {
        "won" | "warning_closed" | "prevented" => DisputeStage::Won,
        "lost" => DisputeStage::Lost,
        "needs_response" | "under_review" | "warning_needs_response" | "warning_under_review" if taken > 0 => DisputeStage::Withdrawn,
        "needs_response" | "under_review" | "warning_needs_response" | "warning_under_review" => DisputeStage::Opened,
        other => return Err(strange(other)),
    };
    let answer_by = dispute.evidence_details.due_by.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
    let (fee, taken): (Money, Money) = (money(fee)?, money(taken)?);
    let (charge, used) = match &dispute.charge {
        Disputed::Name(id) => (id, None),
        Disputed::Charge { id, payment_method_details } => (id, payment_method_details.as_ref()),
    };
    let (key, capture) = (dispute.id.clone(), CaptureKey(charge.clone()));
    let method = used.map(|details| method(&details.method));
    Ok(GatewayDispute { key, capture, money: money(dispute.amount)?, taken, fee, stage, method, answer_by })
}

/// Our word for what was used. Whatever else it may be, money that is disputed there is for the house to argue about, as that of a card.
fn method(word: &str) -> PayMethod {
    match word {
        "sepa_debit" => PayMethod::SepaDebit,
        "twint" => PayMethod::Twint,
        _ => PayMethod::Card,
    }
}

/// Why the last try failed: the bank's reason, or else Stripe's. Here an unknown word is no obstacle, for it decides no more than which advice is given.
fn reason(error: &PaymentError) -> DeclineReason {
    let words = [error.decline_code.as_deref(), error.code.as_deref()];
    let known = words.into_iter().flatten().map(|word| match word {
        "insufficient_funds" | "withdrawal_count_limit_exceeded" | "card_velocity_exceeded" => DeclineReason::InsufficientFunds,
        "expired_card" => DeclineReason::ExpiredCard,
        "incorrect_number"
        | "invalid_number"
        | "incorrect_cvc"
        | "invalid_cvc"
        | "invalid_expiry_month"
        | "invalid_expiry_year"
        | "incorrect_zip"
        | "incorrect_pin" => DeclineReason::WrongDetails,
        "authentication_required" | "authentication_not_handled" | "payment_intent_authentication_failure" => {
            DeclineReason::AuthenticationFailed
        }
        "call_issuer" => DeclineReason::CallBank,
        "card_not_supported" | "currency_not_supported" | "transaction_not_allowed" | "service_not_allowed" => DeclineReason::NotSupported,
        "lost_card" | "stolen_card" | "pickup_card" | "restricted_card" | "fraudulent" | "merchant_blacklist" | "security_violation" => {
            DeclineReason::Blocked
        }
        _ => DeclineReason::Other,
    });
    known.into_iter().find(|reason| *reason != DeclineReason::Other).unwrap_or(DeclineReason::Other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Currency, Money};
    use serde_json::{Value, json};

    fn read(status: &str, paid: &str, intent: Value) -> Result<Statement, Unanswered> {
        let session = json!({
            "id": "cs_1", "object": "checkout.session", "url": null, "status": status, "payment_status": paid,
            "client_reference_id": "order_1", "payment_intent": intent,
        });
        statement(serde_json::from_value(session).unwrap())
    }

    fn state(status: &str, paid: &str, intent: Value) -> Option<GatewayState> {
        read(status, paid, intent).ok().map(|statement| statement.truth.state)
    }

    fn intent(status: &str) -> Value {
        json!({ "id": "pi_1", "status": status, "last_payment_error": null, "latest_charge": null })
    }

    fn charged(status: &str, captured: bool) -> Value {
        let refund = |id: &str, status: &str| json!({ "id": id, "amount": 100, "currency": "eur", "status": status });
        let refunds = [refund("re_1", "succeeded"), refund("re_2", "requires_action"), refund("re_3", "canceled")];
        json!({
            "id": "pi_1", "status": "succeeded", "last_payment_error": null,
            "latest_charge": {
                "id": "ch_1", "amount": 90_000, "amount_captured": 90_000, "currency": "eur", "created": 1_700_000_000, "captured": captured,
                "status": status, "refunds": { "object": "list", "data": refunds, "has_more": false },
            },
        })
    }

    #[test]
    fn every_state_has_our_word() {
        use GatewayState as S;
        assert_eq!(state("open", "unpaid", Value::Null), Some(S::Open));
        for (payment, open, complete, expired) in [
            ("requires_payment_method", S::Open, S::Failed, S::Expired),
            ("requires_confirmation", S::Open, S::Processing, S::Expired),
            ("requires_action", S::ActionRequired, S::Processing, S::Expired),
            ("processing", S::Processing, S::Processing, S::Processing),
            ("requires_capture", S::Authorized, S::Authorized, S::Authorized),
            ("canceled", S::Failed, S::Failed, S::Expired),
        ] {
            assert_eq!(state("open", "unpaid", intent(payment)), Some(open), "{payment}");
            assert_eq!(state("complete", "unpaid", intent(payment)), Some(complete), "{payment}");
            assert_eq!(state("expired", "unpaid", intent(payment)), Some(expired), "{payment}");
        }
        assert_eq!(state("expired", "unpaid", Value::Null), Some(S::Expired));
    }

    #[test]
    fn what_is_not_understood_is_no_answer() {
        for (status, paid, payment) in [
            ("complete", "paid", intent("succeeded")),
            ("complete", "paid", Value::Null),
            ("open", "unpaid", intent("succeeded")),
            ("complete", "no_payment_required", Value::Null),
            ("sleeping", "unpaid", Value::Null),
            ("open", "perhaps", Value::Null),
            ("open", "unpaid", intent("dreaming")),
            ("complete", "paid", charged("pending", true)),
            ("complete", "paid", charged("succeeded", false)),
        ] {
            assert!(read(status, paid, payment.clone()).is_err(), "{status} {paid} {payment}");
        }
    }

    #[test]
    fn money_and_refunds_are_those_of_the_charge() {
        let told = read("complete", "paid", charged("succeeded", true)).unwrap();
        let eur = |minor| Money::new(minor, Currency::EUR);
        assert_eq!((told.order.as_str(), told.truth.state), ("order_1", GatewayState::Captured));
        assert_eq!(
            told.truth.captures.iter().map(|capture| (capture.key.0.as_str(), capture.money)).collect::<Vec<_>>(),
            [("ch_1", eur(90_000))]
        );
        assert_eq!(
            told.truth.refunds.iter().map(|refund| (refund.key.as_str(), refund.money, refund.state)).collect::<Vec<_>>(),
            [("re_1", eur(100), RefundState::Succeeded), ("re_2", eur(100), RefundState::Pending), ("re_3", eur(100), RefundState::Failed)]
        );
        // Money that was taken counts, whatever became of the page.
        assert_eq!(state("expired", "unpaid", charged("succeeded", true)), Some(GatewayState::Captured));
    }

    #[test]
    fn a_dispute_has_taken_what_left_our_balance() {
        let told = |status: &str, moves: Value| {
            let dispute = json!({ "id": "dp_1", "charge": "ch_1", "amount": 900, "currency": "eur", "status": status, "balance_transactions": moves });
            dispute_of(&serde_json::from_value(dispute).unwrap()).map(|told| (told.stage, told.taken.minor, told.fee.minor)).ok()
        };
        let taken = json!([{ "amount": -900, "fee": 1500 }]);
        let reversed = json!([{ "amount": -900, "fee": 1500 }, { "amount": 900, "fee": 0 }]);
        assert_eq!(told("needs_response", json!([])), Some((DisputeStage::Opened, 0, 0)));
        assert_eq!(told("under_review", taken.clone()), Some((DisputeStage::Withdrawn, 900, 1_500)));
        assert_eq!(told("won", reversed), Some((DisputeStage::Won, 900, 1_500)));
        assert_eq!(told("warning_closed", json!([])), Some((DisputeStage::Won, 0, 0)));
        assert_eq!(told("lost", taken), Some((DisputeStage::Lost, 900, 1_500)));
        assert_eq!(told("sleeping", json!([])), None);
    }

    #[test]
    fn a_dispute_says_with_what_was_paid_where_the_charge_is_told() {
        let told = |charge: Value| {
            let dispute = json!({ "id": "dp_1", "charge": charge, "amount": 900, "currency": "eur", "status": "lost" });
            dispute_of(&serde_json::from_value(dispute).unwrap()).map(|told| (told.capture.0, told.method)).unwrap()
        };
        let charge = |method: &str| json!({ "id": "ch_1", "object": "charge", "payment_method_details": { "type": method } });
        assert_eq!(told(json!("ch_1")), ("ch_1".into(), None));
        assert_eq!(told(charge("sepa_debit")), ("ch_1".into(), Some(PayMethod::SepaDebit)));
        assert_eq!(told(charge("card")), ("ch_1".into(), Some(PayMethod::Card)));
        assert_eq!(told(charge("klarna")), ("ch_1".into(), Some(PayMethod::Card)));
        assert_eq!(told(json!({ "id": "ch_1", "payment_method_details": null })), ("ch_1".into(), None));
    }

    #[test]
    fn a_decline_says_why_as_far_as_it_is_told() {
        let declined = |code: &str, decline: Value| {
            let mut intent = intent("requires_payment_method");
            intent["last_payment_error"] = json!({ "code": code, "decline_code": decline });
            intent
        };
        for (code, decline, reason) in [
            ("card_declined", json!("insufficient_funds"), DeclineReason::InsufficientFunds),
            ("card_declined", json!("lost_card"), DeclineReason::Blocked),
            ("card_declined", json!("a new word"), DeclineReason::Other),
            ("expired_card", Value::Null, DeclineReason::ExpiredCard),
            ("incorrect_cvc", json!("incorrect_cvc"), DeclineReason::WrongDetails),
            ("payment_intent_authentication_failure", Value::Null, DeclineReason::AuthenticationFailed),
        ] {
            let told = read("open", "unpaid", declined(code, decline.clone())).unwrap().truth;
            assert_eq!((told.state, told.decline), (GatewayState::Open, Some(reason)), "{code} {decline}");
        }
        assert_eq!(state("expired", "unpaid", declined("card_declined", Value::Null)), Some(GatewayState::Failed));
    }
}
