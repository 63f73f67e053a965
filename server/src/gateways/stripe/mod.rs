//! Stripe Checkout: a page of Stripe's for one payment (`mode=payment`), on which a payer may try several cards.
//!
//! A Checkout Session is our payment and its id our reference; the charge behind it is the capture, so that however many events tell of one payment, it is
//! booked once. An event is a hint: only its names are read, and what became of the payment is asked.
//!
//! Stripe's API finds no session by the order it was made for. It does list them by the instant they were made, which our orders' ids carry: see
//! `Stripe::find`. (Its search knows payments by their metadata, but a payment exists from the first try on only, and shows there with delay.)
//!
//! The webhook endpoint is made once in Stripe's dashboard, for `…/gateways/stripe/notify` and the events named in the README. Fees and payouts are read from
//! the history of the balance and the list of payouts, and the balance itself is compared with the books: it is net of both, as our clearing account is.
//!
//! Written from Stripe's documentation and client libraries, and run against the sandbox bank, which speaks the same words. *Not verified* against Stripe
//! itself; before real money flows, rehearse with a test key: signature, notification, decline, refund, late payment, Swiss francs. Known from quotations
//! only: that events come in any order, and again for up to three days.

mod api;
mod balance;
mod model;
mod money;
mod signature;
mod truth;

use super::{Forged, Gateway, Hint, Page, RefundError, StartError, StartRequest, Started, Statement, Unanswered, forms::written_at};
use crate::config::{Config, Mode, check_key};
use api::{Api, Fields};
use async_trait::async_trait;
use domain::money::{Currency, Money};
use domain::payments::{BalanceMove, CaptureKey, ExpireAnswer, GatewayDispute, GatewayRefund, PayMethod};
use http::{HeaderMap, StatusCode};
use model::{About, Balance, BalanceEntry, Closed, Dispute, Event, Made, Payout, Refund, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

const SESSIONS: &str = "/v1/checkout/sessions";

/// How long a page stays payable after the instant we give it up. Stripe makes none that would close within thirty minutes of its making, and ours may be
/// asked for again until that instant; we close it ourselves then.
const LONGER: Duration = Duration::minutes(35);

/// How far from an order's own instant its session may have been made: starts are repeated for half an hour, and clocks differ.
const EARLIER: Duration = Duration::hours(1);
const LATER: Duration = Duration::hours(2);

/// Characters of what is paid for, at most.
const DESCRIPTION: usize = 250;

/// How much earlier than asked payouts are listed: by when they were made, and one may fail days after it was paid.
const PAYOUTS_BACK: Duration = Duration::days(21);

/// The events after which a payment is no longer what it was.
const EVENTS: [&str; 9] = [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "charge.refunded",
    "refund.updated",
    "refund.failed",
];

struct Stripe {
    api: Api,
    pages: String,
    account: &'static str,
    secrets: Vec<String>,
}

/// Stripe, when the settings hold a key of it.
///
/// # Errors
/// A sentence: a secret that cannot be read, is empty or does not fit the mode, or a client that cannot be built.
pub(super) fn open(config: &Config) -> Result<Option<Arc<dyn Gateway>>, String> {
    let stripe = &config.stripe;
    if !stripe.secret_key.is_set() {
        return Ok(None);
    }
    let key = stripe.secret_key.reveal().map_err(|error| format!("stripe.secret_key: {error}"))?;
    check_key(&key, config.mode)?;
    // Play money and real money never share an account of the ledger.
    let account = match config.mode {
        Mode::Demo => "test",
        Mode::Production => "live",
    };
    let mut secrets = Vec::new();
    for secret in &stripe.webhook_secrets {
        let secret = secret.reveal().map_err(|error| format!("stripe.webhook_secrets: {error}"))?;
        if secret.is_empty() {
            return Err("stripe.webhook_secrets: one is empty, so that anybody could notify".into());
        }
        secrets.push(secret);
    }
    let api = Api::open(&stripe.url, key).map_err(|error| format!("stripe: {error}"))?;
    Ok(Some(Arc::new(Stripe { api, pages: stripe.pages.trim_end_matches('/').to_owned(), account, secrets })))
}

/// The parts of a session that are read, at `prefix` of the answer.
fn expanded(prefix: &str) -> (&'static str, String) {
    ("expand[]", format!("{prefix}payment_intent.latest_charge.refunds"))
}

/// Nothing but a name of Stripe's may become part of an address.
fn name(reference: &str) -> Result<&str, Unanswered> {
    let plain = !reference.is_empty() && reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain { Ok(reference) } else { Err(Unanswered("no name of a payment".to_owned())) }
}

/// Stripe's word for a way to pay.
const fn method(method: PayMethod) -> &'static str {
    match method {
        PayMethod::Card => "card",
        PayMethod::Twint => "twint",
        PayMethod::SepaDebit => "sepa_debit",
    }
}

impl Stripe {
    /// The form that makes a session. The same request always gives the same form, as its key demands.
    fn form(request: &StartRequest) -> Option<Fields<'static>> {
        let amount = money::to_stripe(request.amount)?;
        let description: String = request.description.chars().take(DESCRIPTION).collect();
        let mut form = vec![
            ("mode", "payment".to_owned()),
            ("client_reference_id", request.order.clone()),
            ("line_items[0][quantity]", "1".to_owned()),
            ("line_items[0][price_data][currency]", request.amount.currency.code().to_ascii_lowercase()),
            ("line_items[0][price_data][unit_amount]", amount.to_string()),
            ("line_items[0][price_data][product_data][name]", description.clone()),
            ("payment_intent_data[description]", description),
            ("payment_intent_data[metadata][order]", request.order.clone()),
            ("metadata[order]", request.order.clone()),
            ("locale", request.locale.to_string()),
            ("success_url", request.return_url.clone()),
            ("cancel_url", request.return_url.clone()),
            ("expires_at", (request.expires_at + LONGER).unix_timestamp().to_string()),
            // Another currency than the one asked for would not settle the order.
            ("adaptive_pricing[enabled]", "false".to_owned()),
        ];
        form.extend(request.method.map(|chosen| ("payment_method_types[]", method(chosen).to_owned())));
        Some(form)
    }

    async fn session(&self, id: &str) -> Result<Session, Unanswered> {
        self.api.get(&format!("{SESSIONS}/{}", name(id)?), &vec![expanded("")]).await
    }

    async fn sessions(&self, mut query: Fields<'_>) -> Result<Vec<Session>, Unanswered> {
        query.push(expanded("data."));
        self.api.list(SESSIONS, query).await
    }

    async fn of_payment(&self, payment: &str) -> Result<Vec<Session>, Unanswered> {
        self.sessions(vec![("payment_intent", payment.to_owned())]).await
    }

    /// A statement with all its refunds: a charge brings along its last ones only.
    async fn state(&self, mut session: Session) -> Result<Statement, Unanswered> {
        let charge = session.payment_intent.as_mut().and_then(|intent| intent.latest_charge.as_mut());
        if let Some(charge) = charge.filter(|charge| charge.refunds.has_more) {
            charge.refunds.data = self.api.list("/v1/refunds", vec![("charge", charge.id.clone())]).await?;
        }
        truth::statement(session)
    }
}

#[async_trait]
impl Gateway for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    fn account(&self) -> &str {
        self.account
    }

    fn pages(&self) -> &str {
        &self.pages
    }

    fn takes(&self, _method: PayMethod) -> bool {
        true
    }

    async fn start(&self, request: &StartRequest) -> Result<Started, StartError> {
        let form = Self::form(request).ok_or_else(|| StartError::Rejected(format!("{} cannot be asked for", request.amount.plain())))?;
        let answer = self.api.post(SESSIONS, Some(&request.idempotency_key), &form).await.map_err(|error| StartError::Unknown(error.0))?;
        if answer.is_no() {
            let refusal = answer.refusal();
            return Err(if refusal.is_mismatch() {
                StartError::Mismatch(refusal.to_string())
            } else {
                StartError::Rejected(refusal.to_string())
            });
        }
        // Stripe remembers a failure of its own with the key and says it again, page or no page: then only the list knows.
        if answer.status.is_server_error() {
            let found = self.find(&request.order).await.map_err(|error| StartError::Unknown(error.0))?;
            if let Some(statement) = found.into_iter().find(|statement| !statement.pay_url.is_empty()) {
                return Ok(Started { reference: statement.truth.reference, page: Page::Address(statement.pay_url) });
            }
        }
        let made: Made = answer.read().map_err(|error| StartError::Unknown(error.0))?;
        Ok(Started { reference: made.id, page: Page::Address(made.url) })
    }

    async fn fetch(&self, reference: &str) -> Result<Statement, Unanswered> {
        if !reference.starts_with("pi_") {
            return self.state(self.session(reference).await?).await;
        }
        let session = self.of_payment(reference).await?.into_iter().next();
        self.state(session.ok_or_else(|| Unanswered(format!("{reference} has no session")))?).await
    }

    /// Looks through the sessions made around the instant that the order's id carries.
    async fn find(&self, order: &str) -> Result<Vec<Statement>, Unanswered> {
        let at = written_at(order).ok_or_else(|| Unanswered("no order of ours".to_owned()))?;
        let window = vec![
            ("created[gte]", (at - EARLIER).unix_timestamp().to_string()),
            ("created[lte]", (at + LATER).unix_timestamp().to_string()),
        ];
        let mut found = Vec::new();
        // The oldest first: it is the order's.
        for session in
            self.sessions(window).await?.into_iter().rev().filter(|session| session.client_reference_id.as_deref() == Some(order))
        {
            found.push(self.state(session).await?);
        }
        Ok(found)
    }

    async fn expire(&self, reference: &str) -> ExpireAnswer {
        let Ok(id) = name(reference) else { return ExpireAnswer::Unknown };
        // Only an open session can be closed, and the refusal does not say what this one is: the session does.
        let status = match self.api.post(&format!("{SESSIONS}/{id}/expire"), None, &Vec::new()).await {
            Ok(answer) if answer.status == StatusCode::BAD_REQUEST => self.session(id).await.map(|session| session.status),
            Ok(answer) => answer.read().map(|session: Closed| session.status),
            Err(error) => Err(error),
        };
        match status.ok().flatten().as_deref() {
            Some("expired") => ExpireAnswer::Expired,
            Some("complete") => ExpireAnswer::PaidMeanwhile,
            Some(_) | None => ExpireAnswer::Unknown,
        }
    }

    /// Of every payment that an event tells of, as it is now. Stripe keeps events for thirty days.
    async fn list_since(&self, since: OffsetDateTime) -> Result<Vec<Statement>, Unanswered> {
        let mut query = vec![("created[gte]", since.unix_timestamp().max(0).to_string())];
        query.extend(EVENTS.map(|event| ("types[]", event.to_owned())));
        let events: Vec<Event> = self.api.list("/v1/events", query).await?;
        // The account may serve other shops as well. What names no order is asked about, for a refund does not say whose it is.
        let ours = |about: &About| !about.reference.is_empty() && (about.order.is_empty() || written_at(&about.order).is_some());
        let references: BTreeSet<String> = events.iter().map(Event::about).filter(ours).map(|about| about.reference).collect();
        let (mut known, mut all) = (BTreeSet::new(), Vec::new());
        for reference in &references {
            let sessions =
                if reference.starts_with("pi_") { self.of_payment(reference).await? } else { vec![self.session(reference).await?] };
            for session in sessions.into_iter().filter(|session| known.insert(session.id.clone())) {
                if session.client_reference_id.as_deref().and_then(written_at).is_some() {
                    all.push(self.state(session).await?);
                }
            }
        }
        Ok(all)
    }

    async fn refund(
        &self,
        reference: &str,
        capture: &CaptureKey,
        money: Money,
        idempotency_key: &str,
    ) -> Result<GatewayRefund, RefundError> {
        let amount = money::to_stripe(money).ok_or_else(|| RefundError::Cannot(format!("{} cannot be given back", money.plain())))?;
        let form = vec![("charge", capture.0.clone()), ("amount", amount.to_string()), ("metadata[session]", reference.to_owned())];
        let answer = self.api.post("/v1/refunds", Some(idempotency_key), &form).await?;
        if answer.is_no() {
            return Err(RefundError::Cannot(answer.refusal().to_string()));
        }
        let made: Refund = answer.read()?;
        Ok(truth::refund_of(&made, capture)?)
    }

    fn signature_header(&self) -> Option<&'static str> {
        Some(signature::HEADER)
    }

    async fn disputes(&self, capture: &CaptureKey) -> Result<Vec<GatewayDispute>, Unanswered> {
        // The charge says with what was paid.
        let query = vec![("charge", capture.0.clone()), ("expand[]", "data.charge".to_owned())];
        let told: Vec<Dispute> = self.api.list("/v1/disputes", query).await?;
        told.iter().map(truth::dispute_of).collect()
    }

    async fn disputes_since(&self, since: OffsetDateTime) -> Result<Vec<GatewayDispute>, Unanswered> {
        let query = vec![("created[gte]", since.unix_timestamp().max(0).to_string()), ("expand[]", "data.charge".to_owned())];
        let told: Vec<Dispute> = self.api.list("/v1/disputes", query).await?;
        told.iter().map(truth::dispute_of).collect()
    }

    async fn moved_since(&self, since: OffsetDateTime) -> Result<Option<Vec<BalanceMove>>, Unanswered> {
        let from = |at: OffsetDateTime| vec![("created[gte]", at.unix_timestamp().max(0).to_string())];
        let entries: Vec<BalanceEntry> = self.api.list("/v1/balance_transactions", from(since)).await?;
        let payouts: Vec<Payout> = self.api.list("/v1/payouts", from(since - PAYOUTS_BACK)).await?;
        let mut moves = Vec::new();
        for entry in &entries {
            moves.extend(balance::fee_of(entry)?.map(BalanceMove::Fee));
        }
        for payout in &payouts {
            moves.push(BalanceMove::Payout(balance::payout_of(payout)?));
        }
        Ok(Some(moves))
    }

    async fn balance(&self) -> Result<Option<BTreeMap<Currency, i64>>, Unanswered> {
        let told: Balance = self.api.get("/v1/balance", &Vec::new()).await?;
        balance::held(&told).map(Some)
    }

    fn verify(&self, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> Result<Hint, Forged> {
        let header = headers.get(signature::HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        signature::verify(self.secrets.iter().map(String::as_str), header, body, now.unix_timestamp())
            .map_err(|error| Forged::Signature(error.to_string()))?;
        self.read(body).ok_or(Forged::Unreadable)
    }

    fn read(&self, body: &[u8]) -> Option<Hint> {
        let event: Event = serde_json::from_slice(body).ok()?;
        let About { reference, order, charge } = event.about();
        // A refund or a dispute names no order. The charge tells whose it is; what names neither is found by the comparison with Stripe's own list.
        let reference = if order.is_empty() { charge } else { reference };
        Some(Hint { dedupe_key: event.id, reference, order })
    }
}
