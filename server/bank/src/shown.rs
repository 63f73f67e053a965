//! What the merchant sees, in the bank's own words.

use serde::Serialize;

use crate::{
    model::{Attempt, Capture, Payment, Refund},
    states::State,
    teller::Teller,
};

/// What the merchant sees of a payment.
#[derive(Serialize)]
pub(crate) struct PaymentView {
    id: String,
    state: State,
    pay_url: String,
    amount: i64,
    currency: String,
    reference: String,
    description: String,
    expires_at: i64,
    created_at: i64,
    captures: Vec<Capture>,
    refunds: Vec<Refund>,
    attempts: Vec<Attempt>,
}

impl PaymentView {
    /// `base` is the address by which the merchant reached the bank, without a slash at its end.
    pub(crate) fn new(payment: &Payment, base: &str) -> Self {
        Self {
            id: payment.id.clone(),
            state: payment.state,
            pay_url: format!("{base}/pay/{}", payment.id),
            amount: payment.params.amount,
            currency: payment.params.currency.clone(),
            reference: payment.params.reference.clone(),
            description: payment.params.description.clone(),
            expires_at: payment.params.expires_at,
            created_at: payment.created_at,
            captures: payment.captures.clone(),
            refunds: payment.refunds.clone(),
            attempts: payment.attempts.clone(),
        }
    }
}

/// A debit that a buyer's bank took back, for good.
#[derive(Serialize)]
pub(crate) struct ReturnView {
    id: String,
    capture: String,
    amount: i64,
    fee: i64,
    currency: String,
    reason: String,
    method: &'static str,
    at: i64,
}

/// The debits of the bank's own payments that came back: of one capture, or since an instant.
pub(crate) fn returned(teller: &Teller<'_>, capture: Option<&str>, since: Option<i64>) -> Vec<ReturnView> {
    let own = teller.books.payments.values().filter(|payment| payment.checkout().is_none());
    let mut found = Vec::new();
    for payment in own {
        let Some(taken) = payment.captures.first().filter(|taken| capture.is_none_or(|wanted| wanted == taken.id)) else { continue };
        for dispute in payment.disputes.iter().filter(|dispute| since.is_none_or(|since| dispute.at >= since)) {
            found.push(ReturnView {
                id: dispute.id.clone(),
                capture: taken.id.clone(),
                amount: dispute.amount,
                fee: dispute.fee,
                currency: dispute.currency.clone(),
                reason: dispute.reason.clone(),
                method: "sepa_debit",
                at: dispute.at,
            });
        }
    }
    found.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    found
}
