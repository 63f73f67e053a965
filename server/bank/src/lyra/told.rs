//! A payment as this dialect tells it: as transactions, in a form or in JSON. No decisions here.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::words::{Fields, MODE, SITE, compact, iso, number_of};
use crate::{
    model::{Kind, Notice, Outcome, Payment, Reason, RefundState},
    states::State,
};

/// One line of the bank's own list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Transaction {
    pub(crate) uuid: String,
    credit: bool,
    status: &'static str,
    /// What moved, in minor units.
    amount: i64,
    currency: String,
    at: i64,
    parent: Option<String>,
    code: Option<&'static str>,
}

/// The code of the CB network for a refusal.
fn code(reason: Option<Reason>) -> &'static str {
    match reason {
        Some(Reason::InsufficientFunds) => "51",
        Some(Reason::LostCard) => "41",
        Some(Reason::AuthenticationRefused) => "1A",
        None => "05",
    }
}

fn refusals(payment: &Payment) -> Vec<Transaction> {
    let refused = payment.attempts.iter().enumerate().filter(|(_, attempt)| attempt.outcome == Outcome::Declined);
    let told = refused.map(|(position, attempt)| Transaction {
        uuid: format!("{}_{position}", payment.id),
        credit: false,
        status: "REFUSED",
        amount: payment.params.amount,
        currency: payment.params.currency.clone(),
        at: attempt.at,
        parent: None,
        code: Some(code(attempt.reason)),
    });
    told.collect()
}

fn captures(payment: &Payment) -> Vec<Transaction> {
    let told = payment.captures.iter().map(|capture| Transaction {
        uuid: capture.id.clone(),
        credit: false,
        status: "AUTHORISED",
        amount: capture.amount,
        currency: capture.currency.clone(),
        at: capture.at,
        parent: None,
        code: None,
    });
    told.collect()
}

fn left(payment: &Payment) -> Transaction {
    Transaction {
        uuid: format!("{}_left", payment.id),
        credit: false,
        status: "ABANDONED",
        amount: payment.params.amount,
        currency: payment.params.currency.clone(),
        at: payment.changed_at,
        parent: None,
        code: None,
    }
}

fn credits(payment: &Payment) -> Vec<Transaction> {
    let told = payment.refunds.iter().map(|refund| Transaction {
        uuid: refund.id.clone(),
        credit: true,
        status: match refund.state {
            RefundState::Pending => "WAITING_AUTHORISATION",
            RefundState::Succeeded => "CAPTURED",
            RefundState::Failed => "REFUSED",
        },
        amount: refund.amount,
        currency: refund.currency.clone(),
        at: refund.at,
        parent: payment.captures.first().map(|capture| capture.id.clone()),
        code: None,
    });
    told.collect()
}

/// Everything that was tried through one form, the oldest first of its kind. A page that was only shown is nothing yet.
pub(crate) fn transactions(payment: &Payment) -> Vec<Transaction> {
    let mut all = refusals(payment);
    all.extend(captures(payment));
    if matches!(payment.state, State::Abandoned | State::Expired) {
        all.push(left(payment));
    }
    all.extend(credits(payment));
    all
}

/// Whether this dialect tells such a fact at all.
pub(crate) fn is_told(kind: Kind) -> bool {
    match kind {
        Kind::Opened
        | Kind::ActionRequired
        | Kind::Processing
        | Kind::Charged
        | Kind::DisputeOpened
        | Kind::DisputeWithdrawn
        | Kind::DisputeClosed
        | Kind::Returned => false,
        Kind::Declined | Kind::Captured | Kind::Abandoned | Kind::Expired | Kind::RefundSucceeded | Kind::RefundFailed => true,
    }
}

/// The transaction that a notification is about: as many of its kind came before it.
fn subject(payment: &Payment, notice: &Notice) -> Option<Transaction> {
    let earlier = payment.notices.iter().take_while(|held| held.id != notice.id).filter(|held| held.kind == notice.kind).count();
    match notice.kind {
        Kind::Declined => refusals(payment).into_iter().nth(earlier),
        Kind::Captured => captures(payment).into_iter().nth(earlier),
        Kind::Abandoned | Kind::Expired => Some(left(payment)),
        Kind::RefundSucceeded | Kind::RefundFailed => credits(payment).into_iter().nth(earlier),
        Kind::Opened
        | Kind::ActionRequired
        | Kind::Processing
        | Kind::Charged
        | Kind::DisputeOpened
        | Kind::DisputeWithdrawn
        | Kind::DisputeClosed
        | Kind::Returned => None,
    }
}

/// The fields of a notification, without their signature; `None` for what this dialect does not tell.
pub(crate) fn fields(payment: &Payment, form: &Fields, notice: &Notice) -> Option<Fields> {
    let told = subject(payment, notice)?;
    let mut fields: Fields = form
        .iter()
        .filter(|(name, _)| !name.starts_with("vads_url_") && *name != "signature")
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect();
    let result = if told.code.is_some() { "05" } else { "00" };
    let added = [
        ("vads_site_id", SITE.to_owned()),
        ("vads_ctx_mode", MODE.to_owned()),
        ("vads_trans_uuid", told.uuid.clone()),
        ("vads_trans_status", told.status.to_owned()),
        ("vads_operation_type", if told.credit { "CREDIT" } else { "DEBIT" }.to_owned()),
        ("vads_effective_amount", told.amount.to_string()),
        ("vads_effective_currency", number_of(&told.currency)),
        ("vads_effective_creation_date", compact(told.at)),
        ("vads_auth_result", told.code.unwrap_or("00").to_owned()),
        ("vads_result", result.to_owned()),
        ("vads_url_check_src", if told.credit { "MERCH_BO" } else { "PAY" }.to_owned()),
        ("vads_hash", hex::encode(Sha256::digest(notice.id.as_bytes()))),
        // Sent empty by the real one as well: it is signed all the same.
        ("vads_contract_used", String::new()),
    ];
    fields.extend(added.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Some(fields)
}

/// One transaction in JSON.
pub(crate) fn json(payment: &Payment, told: &Transaction) -> Value {
    let status = match told.status {
        "AUTHORISED" | "CAPTURED" => "PAID",
        "WAITING_AUTHORISATION" => "RUNNING",
        "ABANDONED" => "ABANDONED",
        _ => "UNPAID",
    };
    json!({
        "uuid": told.uuid,
        "operationType": if told.credit { "CREDIT" } else { "DEBIT" },
        "status": status,
        "detailedStatus": told.status,
        "amount": if told.credit { told.amount } else { payment.params.amount },
        "currency": if told.credit { told.currency.clone() } else { payment.params.currency.clone() },
        "creationDate": iso(told.at),
        "errorCode": told.code.map(|_| "ACQ_001"),
        "detailedErrorCode": told.code,
        "orderDetails": { "orderId": payment.params.reference, "_type": "V4/OrderDetails" },
        "transactionDetails": {
            "effectiveAmount": told.amount,
            "effectiveCurrency": told.currency,
            "parentTransactionUuid": told.parent,
            "_type": "V4/TransactionDetails",
        },
        "_type": "V4/PaymentTransaction",
    })
}
