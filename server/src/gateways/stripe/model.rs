//! The few fields we read of Stripe's objects. What else they hold, and what newer versions add, is passed over.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The name under which everything we make there carries our order.
const ORDER: &str = "order";

type Metadata = Option<BTreeMap<String, String>>;

/// One page of a list.
#[derive(Deserialize)]
pub(super) struct List<T> {
    pub(super) data: Vec<T>,
    pub(super) has_more: bool,
}

/// Has a name of Stripe's, by which the next page of a list is asked for.
pub(super) trait Named {
    fn id(&self) -> &str;
}

/// A page just made.
#[derive(Deserialize)]
pub(super) struct Made {
    pub(super) id: String,
    pub(super) url: String,
}

/// A Checkout Session, its payment expanded.
#[derive(Deserialize)]
pub(super) struct Session {
    pub(super) id: String,
    /// While it can be paid.
    pub(super) url: Option<String>,
    pub(super) status: Option<String>,
    pub(super) payment_status: String,
    pub(super) client_reference_id: Option<String>,
    /// Made by the first try to pay.
    pub(super) payment_intent: Option<Intent>,
}

/// A session just closed, its payment not expanded.
#[derive(Deserialize)]
pub(super) struct Closed {
    pub(super) status: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Intent {
    pub(super) status: String,
    pub(super) last_payment_error: Option<PaymentError>,
    pub(super) latest_charge: Option<Charge>,
}

#[derive(Deserialize)]
pub(super) struct PaymentError {
    pub(super) code: Option<String>,
    pub(super) decline_code: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Charge {
    pub(super) id: String,
    pub(super) amount_captured: i64,
    pub(super) currency: String,
    pub(super) created: i64,
    pub(super) captured: bool,
    pub(super) status: String,
    pub(super) refunds: List<Refund>,
}

#[derive(Deserialize)]
pub(super) struct Refund {
    pub(super) id: String,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) status: String,
}

/// A charge that the payer's bank disputes.
#[derive(Deserialize)]
pub(super) struct Dispute {
    pub(super) id: String,
    pub(super) charge: Disputed,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) status: String,
    #[serde(default)]
    pub(super) balance_transactions: Vec<Movement>,
    #[serde(default)]
    pub(super) evidence_details: Evidence,
}

/// The charge that is disputed: its name, or more of it where that was asked for.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Disputed {
    Name(String),
    Charge { id: String, payment_method_details: Option<Details> },
}

/// With what a charge was paid.
#[derive(Deserialize)]
pub(super) struct Details {
    #[serde(rename = "type")]
    pub(super) method: String,
}

/// What a dispute moved on our balance there.
#[derive(Deserialize)]
pub(super) struct Movement {
    pub(super) amount: i64,
    pub(super) fee: i64,
}

/// An entry of the history of our balance.
#[derive(Deserialize)]
pub(super) struct BalanceEntry {
    pub(super) id: String,
    pub(super) amount: i64,
    pub(super) fee: i64,
    pub(super) currency: String,
    pub(super) created: i64,
    /// What it is about, by its name.
    pub(super) source: Option<String>,
    /// What kind of entry it is, in words that stay the same for accountants.
    pub(super) reporting_category: String,
}

#[derive(Deserialize)]
pub(super) struct Payout {
    pub(super) id: String,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) status: String,
    pub(super) created: i64,
    pub(super) arrival_date: i64,
    #[serde(default)]
    pub(super) trace_id: Option<Trace>,
}

/// By what a payout is known at our bank.
#[derive(Deserialize)]
pub(super) struct Trace {
    pub(super) status: Option<String>,
    pub(super) value: Option<String>,
}

/// What Stripe holds of ours: what it would pay out, and what it does not pay out yet.
#[derive(Deserialize)]
pub(super) struct Balance {
    pub(super) available: Vec<Held>,
    pub(super) pending: Vec<Held>,
}

#[derive(Deserialize)]
pub(super) struct Held {
    pub(super) amount: i64,
    pub(super) currency: String,
}

#[derive(Default, Deserialize)]
pub(super) struct Evidence {
    pub(super) due_by: Option<i64>,
}

/// A notification, and an entry of the list of events.
#[derive(Deserialize)]
pub(super) struct Event {
    pub(super) id: String,
    data: EventData,
}

#[derive(Deserialize)]
struct EventData {
    object: serde_json::Value,
}

/// The object of an event as it was then. Only its names are read: what became of it is asked.
#[derive(Deserialize)]
struct Subject {
    object: String,
    id: String,
    client_reference_id: Option<String>,
    payment_intent: Option<String>,
    charge: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

/// What an event is about.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// The session, or the payment behind it; empty when it is about neither.
    pub(super) reference: String,
    /// The order it was made for; empty when the object does not say.
    pub(super) order: String,
    /// The charge that a refund or a dispute is of; empty for anything else.
    pub(super) charge: String,
}

impl Event {
    pub(super) fn about(&self) -> About {
        let Ok(subject) = Subject::deserialize(&self.data.object) else { return About::default() };
        let Subject { object, id, client_reference_id, payment_intent, charge, metadata } = subject;
        let (reference, charge) = match object.as_str() {
            "checkout.session" | "payment_intent" => (id, String::new()),
            "charge" => (payment_intent.unwrap_or_default(), String::new()),
            "refund" | "dispute" => (payment_intent.unwrap_or_default(), charge.unwrap_or_default()),
            _ => return About::default(),
        };
        let order = client_reference_id.or_else(|| metadata?.remove(ORDER)).unwrap_or_default();
        About { reference, order, charge }
    }
}

impl Named for Session {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Named for Refund {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Named for Dispute {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Named for BalanceEntry {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Named for Payout {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Named for Event {
    fn id(&self) -> &str {
        &self.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn about(object: Value) -> (String, String) {
        let event: Event = serde_json::from_value(json!({ "id": "evt_1", "type": "x", "data": { "object": object } })).unwrap();
        let About { reference, order, .. } = event.about();
        (reference, order)
    }

    #[test]
    fn an_event_is_about_a_session_a_payment_or_nothing_of_ours() {
        let of = |reference: &str, order: &str| (reference.to_owned(), order.to_owned());
        let session = json!({ "object": "checkout.session", "id": "cs_1", "client_reference_id": "order_1", "payment_intent": "pi_1", "metadata": {} });
        assert_eq!(about(session), of("cs_1", "order_1"));
        let intent = json!({ "object": "payment_intent", "id": "pi_1", "metadata": { "order": "order_1", "seller": "é" } });
        assert_eq!(about(intent), of("pi_1", "order_1"));
        let charge = json!({ "object": "charge", "id": "ch_1", "payment_intent": "pi_1", "metadata": { "order": "order_1" } });
        assert_eq!(about(charge), of("pi_1", "order_1"));
        assert_eq!(about(json!({ "object": "refund", "id": "re_1", "payment_intent": "pi_1", "metadata": null })), of("pi_1", ""));
        assert_eq!(about(json!({ "object": "charge", "id": "ch_1", "payment_intent": null })), of("", ""));
        let dispute = json!({ "object": "dispute", "id": "dp_1", "charge": "ch_1", "payment_intent": "pi_1", "metadata": {} });
        assert_eq!(about(dispute.clone()), of("pi_1", ""));
        let event: Event = serde_json::from_value(json!({ "id": "evt_1", "data": { "object": dispute } })).unwrap();
        assert_eq!(event.about().charge, "ch_1");
        for other in [json!({ "object": "customer", "id": "cus_1" }), json!({ "object": "balance" }), json!([1]), Value::Null] {
            assert_eq!(about(other), of("", ""));
        }
    }
}
