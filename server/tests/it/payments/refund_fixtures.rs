//! What tests of money backwards need: a trip that was paid, the form that asks for a refund, and what house and bank then say of it.

use super::dialect::Dialect;
use super::fixtures::Till;
use desk::{PortalDesk, RefundDesk};
use domain::ids::{PaymentOrderId, RefundId, TripId};
use domain::payments::RefundDraft;
use sea_orm::EntityTrait;
use serde_json::json;
use store::entities::refund;

pub(super) fn draft(capture: &str, amount: &str) -> RefundDraft {
    RefundDraft {
        capture: capture.into(),
        way: "gateway".into(),
        amount: amount.into(),
        reason: "the client gave the trip up".into(),
        note: "À bientôt".into(),
        ..RefundDraft::default()
    }
}

impl Till {
    /// A trip of which 900.00 EUR were paid: order, the bank's name of the payment, how a form names the capture.
    pub(crate) async fn paid(&self) -> (TripId, PaymentOrderId, String, String) {
        let trip = self.trip().await;
        let (order, payment) = self.started(trip).await;
        self.capture(&payment).await;
        self.payments.settle_order(order).await.unwrap();
        let capture = format!("{order}:{}", self.captures(order).await[0].capture_key);
        (trip, order, payment, capture)
    }

    pub(super) async fn ask(&self, trip: TripId, draft: RefundDraft) -> Result<RefundId, desk::AppError> {
        self.payments.request_refund(&self.seller, trip, draft).await
    }

    pub(super) async fn row(&self, id: RefundId) -> refund::Model {
        refund::Entity::find_by_id(id).one(self.db.read()).await.unwrap().unwrap()
    }

    pub(super) async fn received(&self, trip: TripId) -> (i64, i64) {
        let page = self.trips.find_own_trip(&self.traveller, trip).await.unwrap();
        (page.received.minor, page.credit.minor)
    }

    /// The refunds that the bank holds of a payment: state and amount, in its own words.
    pub(super) async fn refunds_at_bank(&self, payment: &str) -> Vec<(String, i64)> {
        let (path, list, state) = match self.dialect {
            Dialect::Stripe => (format!("/v1/refunds?payment_intent={}", payment.replace("pay_", "pi_")), "data", "status"),
            _ => (format!("/v1/payments/{payment}"), "refunds", "state"),
        };
        let (_, answer) = self.ask_bank(http::Method::GET, &path, None).await;
        let refunds = answer[list].as_array().unwrap();
        refunds.iter().map(|refund| (refund[state].as_str().unwrap().to_owned(), refund["amount"].as_i64().unwrap())).collect()
    }

    /// Has the bank end the only refund of a payment.
    pub(super) async fn end_refund(&self, payment: &str, key: &str, state: &str) {
        let own = key.replace("re_", "ref_");
        let path = format!("/test/payments/{payment}/refunds/{own}");
        let (status, answer) = self.ask_bank(http::Method::POST, &path, Some(json!({ "state": state }))).await;
        assert_eq!(status, 200, "{answer}");
    }

    pub(super) async fn mails_of_refund(&self, id: RefundId) -> Vec<String> {
        let key = format!("mail:refund:{id}:");
        let mails = self.mails().await;
        let mut kinds: Vec<String> = mails.iter().filter_map(|job| job.dedupe_key.strip_prefix(&key).map(str::to_owned)).collect();
        kinds.sort();
        kinds
    }

    /// Nothing waits, and the books balance.
    pub(super) async fn sound(&self) {
        self.payments.drain_inbox().await.unwrap();
        self.assert_sound().await;
    }

    pub(super) async fn open_tasks(&self) -> Vec<String> {
        self.tasks().await.into_iter().filter(|task| task.done_at.is_none()).map(|task| task.kind).collect()
    }
}
