//! The books in Stripe's shapes. A reference is an id, or the object itself where that was asked for.

use serde_json::{Value, json};

use super::form::Expand;
use crate::{
    model::{Capture, Checkout, Dispute, DisputeState, Outcome, Payment, Reason, Refund, RefundState},
    states::State,
};

/// How many refunds a charge brings along.
const BROUGHT: usize = 10;

/// The part of a name that is the same in all translations.
pub(super) fn core(id: &str) -> &str {
    id.split_once('_').map_or(id, |(_, core)| core)
}

pub(super) fn session_id(payment: &Payment) -> String {
    format!("cs_test_{}", core(&payment.id))
}

pub(super) fn intent_id(payment: &Payment) -> String {
    format!("pi_{}", core(&payment.id))
}

pub(super) fn charge_id(capture: &Capture) -> String {
    format!("ch_{}", core(&capture.id))
}

pub(super) fn dispute_id(dispute: &Dispute) -> String {
    format!("dp_{}", core(&dispute.id))
}

pub(super) fn refund_id(refund: &Refund) -> String {
    format!("re_{}", core(&refund.id))
}

/// The bank's own name of what Stripe would call a session or a payment.
pub(super) fn payment_id(id: &str) -> Option<String> {
    id.strip_prefix("cs_test_").or_else(|| id.strip_prefix("pi_")).map(|core| format!("pay_{core}"))
}

/// Whether `payment` took money under this name.
pub(super) fn took(payment: &Payment, charge: &str) -> bool {
    payment.captures.first().is_some_and(|capture| charge_id(capture) == charge)
}

/// One payment with what was asked in Stripe's words, as it is or was in `state`.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) payment: &'a Payment,
    pub(super) checkout: &'a Checkout,
    pub(super) state: State,
}

impl<'a> View<'a> {
    /// As it is now; nothing when it was asked for in the bank's own words.
    pub(super) fn now(payment: &'a Payment) -> Option<Self> {
        payment.checkout().map(|checkout| Self { payment, checkout, state: payment.state })
    }

    fn capture(&self) -> Option<&'a Capture> {
        self.payment.captures.first().filter(|_| self.state == State::Captured)
    }

    fn currency(&self) -> String {
        self.payment.params.currency.to_ascii_lowercase()
    }

    pub(super) fn session(&self, base: &str, expand: &Expand) -> Value {
        let payment = self.payment;
        let open = self.state.is_live();
        let tried = !payment.attempts.is_empty() || matches!(self.state, State::ActionRequired | State::Processing);
        let intent = match (tried, expand.has("payment_intent")) {
            (false, _) => Value::Null,
            (true, false) => json!(intent_id(payment)),
            (true, true) => self.intent(&expand.below("payment_intent")),
        };
        let status = match self.state {
            State::Open | State::ActionRequired => "open",
            State::Processing | State::Captured => "complete",
            // Stripe's page knows neither of giving up nor of a last try.
            State::Failed | State::Abandoned | State::Expired => "expired",
        };
        json!({
            "id": session_id(payment),
            "object": "checkout.session",
            "amount_total": payment.params.amount,
            "cancel_url": self.checkout.cancel_url,
            "client_reference_id": payment.params.reference,
            "created": payment.created_at,
            "currency": self.currency(),
            "expires_at": payment.params.expires_at,
            "livemode": false,
            "metadata": self.checkout.metadata,
            "mode": "payment",
            "payment_intent": intent,
            "payment_status": if self.state == State::Captured { "paid" } else { "unpaid" },
            "status": status,
            "success_url": payment.params.return_url,
            "url": if open { json!(format!("{base}/pay/{}", payment.id)) } else { Value::Null },
        })
    }

    pub(super) fn intent(&self, expand: &Expand) -> Value {
        let payment = self.payment;
        let status = match self.state {
            State::Open => "requires_payment_method",
            State::ActionRequired => "requires_action",
            State::Processing => "processing",
            State::Captured => "succeeded",
            State::Failed | State::Abandoned | State::Expired => "canceled",
        };
        let charge = self.charge(&expand.below("latest_charge"));
        let charge = if expand.has("latest_charge") { charge } else { charge["id"].clone() };
        json!({
            "id": intent_id(payment),
            "object": "payment_intent",
            "amount": payment.params.amount,
            "amount_received": self.capture().map_or(0, |capture| capture.amount),
            "created": payment.created_at,
            "currency": self.currency(),
            "last_payment_error": self.decline(),
            "latest_charge": charge,
            "livemode": false,
            "metadata": self.checkout.payment_metadata,
            "status": status,
        })
    }

    fn decline(&self) -> Value {
        let last = self.payment.attempts.iter().rfind(|attempt| attempt.outcome == Outcome::Declined);
        match last.filter(|_| self.state != State::Captured).map(|attempt| attempt.reason) {
            None => Value::Null,
            Some(Some(Reason::AuthenticationRefused)) => {
                json!({ "type": "invalid_request_error", "code": "payment_intent_authentication_failure" })
            }
            Some(reason) => {
                let word = match reason {
                    Some(Reason::InsufficientFunds) => "insufficient_funds",
                    Some(Reason::LostCard) => "lost_card",
                    Some(Reason::AuthenticationRefused) | None => "generic_decline",
                };
                json!({ "type": "card_error", "code": "card_declined", "decline_code": word })
            }
        }
    }

    /// The last charge, be it a refused one; null when no card was charged.
    pub(super) fn charge(&self, expand: &Expand) -> Value {
        let (payment, capture) = (self.payment, self.capture());
        let declines = payment.declines();
        let (id, at) = match capture {
            Some(capture) => (charge_id(capture), capture.at),
            None if declines > 0 => (format!("ch_{}f{declines}", core(&payment.id)), payment.changed_at),
            None => return Value::Null,
        };
        let refunded = if capture.is_some() { payment.refunded() } else { 0 };
        let taken = capture.map_or(0, |capture| capture.amount);
        let mut charge = json!({
            "id": id,
            "object": "charge",
            "amount": capture.map_or(payment.params.amount, |capture| capture.amount),
            "amount_captured": taken,
            "amount_refunded": refunded,
            "captured": capture.is_some(),
            "created": at,
            "currency": capture.map_or_else(|| self.currency(), |capture| capture.currency.to_ascii_lowercase()),
            "disputed": !payment.disputes.is_empty(),
            "livemode": false,
            "metadata": self.checkout.payment_metadata,
            "payment_intent": intent_id(payment),
            "payment_method_details": { "type": payment.params.method.as_deref().unwrap_or("card") },
            "refunded": taken > 0 && refunded == taken,
            "status": if capture.is_some() { "succeeded" } else { "failed" },
        });
        if expand.has("refunds") {
            let all = self.refunds();
            charge["refunds"] = json!({
                "object": "list",
                "url": format!("/v1/charges/{id}/refunds"),
                "has_more": all.len() > BROUGHT,
                "data": all.into_iter().take(BROUGHT).collect::<Vec<_>>(),
            });
        }
        charge
    }

    /// The newest first.
    pub(super) fn refunds(&self) -> Vec<Value> {
        self.payment.refunds.iter().rev().map(|refund| self.refund(refund)).collect()
    }

    /// The newest first.
    pub(super) fn disputes(&self, expand: &Expand) -> Vec<Value> {
        self.payment.disputes.iter().rev().map(|dispute| self.expanded(dispute, expand)).collect()
    }

    /// A dispute with its charge, where that was asked for.
    fn expanded(&self, dispute: &Dispute, expand: &Expand) -> Value {
        let mut told = self.dispute(dispute);
        if expand.has("charge") {
            told["charge"] = View { state: State::Captured, ..*self }.charge(&expand.below("charge"));
        }
        told
    }

    pub(super) fn dispute(&self, dispute: &Dispute) -> Value {
        let status = match dispute.state {
            DisputeState::Opened | DisputeState::Withdrawn => "needs_response",
            DisputeState::Won => "won",
            DisputeState::Lost => "lost",
        };
        let id = dispute_id(dispute);
        let moved = |amount: i64, fee: i64, category: &str| json!({ "id": format!("txn_{}", core(&dispute.id)), "object": "balance_transaction", "amount": amount, "fee": fee, "net": amount - fee, "reporting_category": category });
        let mut moves = Vec::new();
        if dispute.taken {
            moves.push(moved(-dispute.amount, dispute.fee, "dispute"));
        }
        if dispute.taken && dispute.state == DisputeState::Won {
            moves.push(moved(dispute.amount, 0, "dispute_reversal"));
        }
        json!({
            "id": id,
            "object": "dispute",
            "amount": dispute.amount,
            "balance_transactions": moves,
            "charge": self.payment.captures.first().map(charge_id),
            "created": dispute.at,
            "currency": dispute.currency.to_ascii_lowercase(),
            "evidence_details": { "due_by": dispute.at + 7 * 86_400 },
            "is_charge_refundable": false,
            "livemode": false,
            "metadata": {},
            "payment_intent": intent_id(self.payment),
            "reason": dispute.reason,
            "status": status,
        })
    }

    pub(super) fn refund(&self, refund: &Refund) -> Value {
        let status = match refund.state {
            RefundState::Pending => "pending",
            RefundState::Succeeded => "succeeded",
            RefundState::Failed => "failed",
        };
        json!({
            "id": refund_id(refund),
            "object": "refund",
            "amount": refund.amount,
            "charge": self.payment.captures.first().map(charge_id),
            "created": refund.at,
            "currency": refund.currency.to_ascii_lowercase(),
            "metadata": {},
            "payment_intent": intent_id(self.payment),
            "status": status,
        })
    }
}
