//! What is Stripe's alone: its refunds, its closing of pages, its list of events, its signatures. The rest is tested with both gateways.

use super::dialect::{Dialect, KEY, SECRET};
use super::fixtures::{Till, eur, next};
use crate::support::code;
use crate::support::web::Served;
use desk::{PaymentDesk, PortalDesk};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use domain::locale::Locale;
use domain::money::Money;
use domain::payments::{CaptureKey, ExpireAnswer, GatewayState, OrderState, PayMethod, RefundState};
use http::{HeaderMap, HeaderValue, Method};
use serde_json::{Value, json};
use server::Config;
use server::config::{Secret, Stripe};
use server::gateways::{Gateway, Page, RefundError, StartError, StartRequest, Started, open};
use std::sync::Arc;
use store::testing::TestDatabase;
use store::words::EventState;
use store::{Database, fresh, on_both};
use time::{Duration, OffsetDateTime};

on_both!(
    a_refund_made_in_the_dashboard_is_booked_once,
    a_notification_moves_nothing_but_its_own_order,
    an_event_without_an_order_is_kept_and_passed_over,
    late_money_whose_notification_was_lost_is_found,
    a_gateway_that_was_chosen_and_is_not_there_is_not_replaced,
);

/// The bank and the adapter, without a house around them.
struct Counter {
    till: Till,
    base: TestDatabase,
    gateway: Arc<dyn Gateway>,
}

impl Counter {
    async fn open() -> Self {
        let base = TestDatabase::sqlite().await;
        let till = Till::open_with(base.db.clone(), Dialect::Stripe).await;
        let gateway = open(&till.counter.config).find("stripe").unwrap().clone();
        Self { till, base, gateway }
    }

    async fn close(self) {
        self.till.close().await;
        self.base.remove().await;
    }

    fn request(minor: i64) -> StartRequest {
        let order: PaymentOrderId = fresh();
        StartRequest {
            order: order.to_string(),
            idempotency_key: format!("po:{}", order.0),
            amount: eur(minor),
            description: "« Pérou » & ’中💶 – 50 % + 1".repeat(20),
            locale: Locale::Fr,
            return_url: "https://agency.example/payments/1?a=b&c=é".into(),
            notify_url: String::new(),
            expires_at: OffsetDateTime::now_utc() + Duration::minutes(30),
            billing: None,
            method: Some(PayMethod::Card),
        }
    }

    async fn started(&self) -> Started {
        self.gateway.start(&Self::request(90_000)).await.unwrap()
    }

    /// Started and paid: the session and what was taken.
    async fn paid(&self) -> (String, CaptureKey) {
        let started = self.started().await;
        self.till.capture(&payment(&started)).await;
        let told = self.gateway.fetch(&started.reference).await.unwrap();
        assert_eq!((told.truth.state, told.truth.captures[0].money), (GatewayState::Captured, eur(90_000)));
        (started.reference, told.truth.captures[0].key.clone())
    }

    async fn refund(
        &self,
        (session, capture): &(String, CaptureKey),
        minor: i64,
        key: &str,
    ) -> Result<(String, Money, RefundState), RefundError> {
        let made = self.gateway.refund(session, capture, eur(minor), key).await?;
        assert_eq!(made.capture, *capture);
        Ok((made.key, made.money, made.state))
    }
}

/// The address of the page that was made.
fn address(started: &Started) -> &str {
    match &started.page {
        Page::Address(address) => address,
        Page::Form => panic!("a form: {started:?}"),
    }
}

/// The bank's own name of what was started.
pub(super) fn payment(started: &Started) -> String {
    address(started).rsplit('/').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_makes_one_page_and_never_another() {
    let counter = Counter::open().await;
    let request = Counter::request(90_000);
    let first = counter.gateway.start(&request).await.unwrap();
    assert!(first.reference.starts_with("cs_test_") && address(&first).starts_with(counter.gateway.pages()), "{first:?}");
    assert_eq!(counter.gateway.start(&request).await.unwrap(), first);
    let told = counter.gateway.fetch(&first.reference).await.unwrap();
    assert_eq!((told.order.as_str(), told.pay_url.as_str(), told.truth.state), (&*request.order, address(&first), GatewayState::Open));
    for other in [
        StartRequest { amount: eur(1), ..request.clone() },
        StartRequest { return_url: "https://other.example/".into(), ..request.clone() },
    ] {
        assert!(matches!(counter.gateway.start(&other).await, Err(StartError::Mismatch(_))));
    }
    assert!(matches!(counter.gateway.start(&Counter::request(0)).await, Err(StartError::Rejected(_))));
    // Stripe takes no page that closes within thirty minutes; a start repeated at its last moment still asks for more.
    let last = StartRequest { expires_at: OffsetDateTime::now_utc(), ..Counter::request(90_000) };
    assert!(counter.gateway.start(&last).await.is_ok());
    let past = StartRequest { expires_at: OffsetDateTime::now_utc() - Duration::minutes(6), ..Counter::request(90_000) };
    assert!(matches!(counter.gateway.start(&past).await, Err(StartError::Rejected(_))));
    assert_eq!(counter.gateway.find(&request.order).await.unwrap().len(), 1);
    assert!(counter.gateway.find("order_1").await.is_err());
    counter.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_no_page_until_the_list_shows_one() {
    let counter = Counter::open().await;
    counter.till.behave(json!({ "scope": "next", "create": "error_after_create" })).await;
    let request = Counter::request(90_000);
    let made = counter.gateway.start(&request).await.unwrap();
    assert_eq!(counter.gateway.start(&request).await.unwrap(), made, "Stripe repeats its failure, and the list its page");
    counter.till.behave(json!({ "scope": "all", "create": "error_before_create" })).await;
    assert!(matches!(counter.gateway.start(&Counter::request(1)).await, Err(StartError::Unknown(_))));
    let (key, url) = (Secret::new("sk_test_wrong"), counter.till.bank_url.clone());
    let stripe = Stripe { url, secret_key: key, webhook_secrets: vec![Secret::new(SECRET)], ..Stripe::default() };
    let real = Stripe { secret_key: Secret::new("sk_live_1"), ..stripe.clone() };
    assert!(open(&Config { stripe: real, ..Config::default() }).find("stripe").is_none(), "real money has no place outside production");
    let stranger = open(&Config { stripe, ..Config::default() }).find("stripe").unwrap().clone();
    assert!(
        matches!(stranger.start(&Counter::request(1)).await, Err(StartError::Unknown(_))),
        "a wrong key of ours is no answer about a payment"
    );
    assert!(stranger.fetch(&made.reference).await.is_err());
    counter.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_closed_once_or_was_paid() {
    let counter = Counter::open().await;
    let (open, paid) = (counter.started().await, counter.paid().await.0);
    assert_eq!(counter.gateway.expire(&open.reference).await, ExpireAnswer::Expired);
    assert_eq!(counter.gateway.expire(&open.reference).await, ExpireAnswer::Expired, "already closed is closed");
    let told = counter.gateway.fetch(&open.reference).await.unwrap();
    assert_eq!((told.truth.state, told.pay_url.as_str()), (GatewayState::Expired, ""));
    assert_eq!(counter.gateway.expire(&paid).await, ExpireAnswer::PaidMeanwhile);
    // Closing and paying at once: whatever is answered is what the session says afterwards.
    for _ in 0..10 {
        let started = counter.started().await;
        let pay = format!("/test/payments/{}/act", payment(&started));
        let pay = counter.till.ask_bank(Method::POST, &pay, Some(json!({ "do": "capture" })));
        let (answer, (paid, _)) = futures::join!(counter.gateway.expire(&started.reference), pay);
        let state = counter.gateway.fetch(&started.reference).await.unwrap().truth.state;
        let expected = if paid == 200 {
            (ExpireAnswer::PaidMeanwhile, GatewayState::Captured)
        } else {
            (ExpireAnswer::Expired, GatewayState::Expired)
        };
        assert_eq!((answer, state), expected);
    }
    let held = counter.started().await;
    counter.till.behave(json!({ "scope": "all", "expire": "unsupported" })).await;
    assert_eq!(counter.gateway.expire(&held.reference).await, ExpireAnswer::Unknown);
    for nonsense in ["", "../totals", "cs_test_é", "cs_test_nobody"] {
        assert_eq!(counter.gateway.expire(nonsense).await, ExpireAnswer::Unknown, "{nonsense}");
        assert!(counter.gateway.fetch(nonsense).await.is_err(), "{nonsense}");
    }
    counter.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refunds_are_made_once_and_all_of_them_are_told() {
    let counter = Counter::open().await;
    let paid = counter.paid().await;
    let first = counter.refund(&paid, 30_000, "refund:1").await.unwrap();
    assert_eq!((first.1, first.2), (eur(30_000), RefundState::Succeeded));
    assert_eq!(counter.refund(&paid, 30_000, "refund:1").await.unwrap(), first);
    assert!(matches!(counter.refund(&paid, 1, "refund:1").await, Err(RefundError::Cannot(_))), "the key was used otherwise");
    assert!(matches!(counter.refund(&paid, 60_001, "refund:2").await, Err(RefundError::Cannot(_))), "more than was taken");
    assert!(matches!(counter.refund(&paid, 0, "refund:3").await, Err(RefundError::Cannot(_))));
    let nobody = (paid.0.clone(), CaptureKey("ch_nobody".into()));
    assert!(matches!(counter.refund(&nobody, 1, "refund:4").await, Err(RefundError::Cannot(_))));

    counter.till.behave(json!({ "scope": "all", "refund": "pending" })).await;
    let waits = counter.refund(&paid, 100, "refund:5").await.unwrap();
    assert_eq!(waits.2, RefundState::Pending);
    let own = (paid.0.replace("cs_test_", "pay_"), waits.0.replace("re_", "ref_"));
    for state in [RefundState::Succeeded, RefundState::Failed] {
        let end = format!("/test/payments/{}/refunds/{}", own.0, own.1);
        assert_eq!(counter.till.ask_bank(Method::POST, &end, Some(json!({ "state": state }))).await.0, 200);
        let told = counter.gateway.fetch(&paid.0).await.unwrap().truth;
        assert_eq!(told.refunds.iter().find(|refund| refund.key == waits.0).unwrap().state, state, "succeeded, and failed afterwards");
    }

    // More than Stripe tells with a charge.
    for n in 0..15 {
        counter.refund(&paid, 10, &format!("many:{n}")).await.unwrap();
    }
    let told = counter.gateway.fetch(&paid.0).await.unwrap().truth;
    assert_eq!((told.captures.len(), told.refunds.len()), (1, 17));
    counter.till.behave(json!({ "scope": "all", "fetch": "error" })).await;
    assert!(counter.gateway.fetch(&paid.0).await.is_err());
    counter.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_changed_is_listed_page_after_page() {
    let counter = Counter::open().await;
    counter.till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let before = OffsetDateTime::now_utc();
    let mut sessions = Vec::new();
    for _ in 0..52 {
        sessions.push(counter.paid().await.0);
    }
    let closed = counter.started().await.reference;
    counter.gateway.expire(&closed).await;
    sessions.push(closed);
    counter.started().await;
    sessions.sort();
    let mut listed: Vec<String> =
        counter.gateway.list_since(before).await.unwrap().into_iter().map(|statement| statement.truth.reference).collect();
    listed.sort();
    assert_eq!(listed, sessions, "each once, and not the one to which nothing happened");
    assert!(counter.gateway.list_since(OffsetDateTime::now_utc() + Duration::MINUTE).await.unwrap().is_empty());
    assert_eq!(counter.gateway.totals().await.unwrap(), None);
    counter.close().await;
}

async fn a_refund_made_in_the_dashboard_is_booked_once(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let capture = till.captures(order).await[0].capture_key.clone();
    assert!(capture.starts_with("ch_"), "{capture}");
    let gateway = open(&till.counter.config).find("stripe").unwrap().clone();
    gateway.refund("", &CaptureKey(capture), eur(30_000), "by hand").await.unwrap();
    assert_eq!(till.notify(&payment, json!({ "order": ["refund.succeeded"] })).await, [200]);
    till.payments.drain_inbox().await.unwrap();
    assert_eq!(till.transactions().await, 2, "told by its event");
    till.payments.reconcile().await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(till.transactions().await, 2);
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!(page.received, eur(60_000));
    till.assert_sound().await;
    till.close().await;
}

/// An event as Stripe would send it, signed with `secret` at `at`.
fn signed(secret: &str, at: OffsetDateTime, id: &str, object: &Value) -> (HeaderMap, String) {
    let body = json!({ "id": id, "object": "event", "type": "checkout.session.completed", "data": { "object": object } }).to_string();
    let signature = bank::signature::sign(secret.as_bytes(), at.unix_timestamp(), body.as_bytes());
    (HeaderMap::from_iter([("stripe-signature".parse().unwrap(), HeaderValue::from_str(&signature).unwrap())]), body)
}

async fn a_notification_moves_nothing_but_its_own_order(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (paid, open) = (till.trip().await, till.trip().await);
    let ((paid, payment), (open, _)) = (till.started(paid).await, till.started(open).await);
    till.capture(&payment).await;
    let session = payment.replace("pay_", "cs_test_");
    let now = till.counter.now();
    let receive = async |(headers, body): (HeaderMap, String)| till.payments.receive("stripe", &headers, body.as_bytes()).await.status;

    // Forged: another secret, the bank's other header, too old, not yet, a body that was changed.
    let object = json!({ "object": "checkout.session", "id": session, "client_reference_id": paid.to_string(), "payment_status": "paid" });
    assert_eq!(receive(signed("whsec_other", now, "evt_1", &object)).await, 400);
    assert_eq!(receive(signed(SECRET, now - Duration::seconds(302), "evt_1", &object)).await, 400);
    assert_eq!(receive(signed(SECRET, now + Duration::seconds(330), "evt_1", &object)).await, 400);
    let (headers, body) = signed(SECRET, now, "evt_1", &object);
    assert_eq!(receive((headers.clone(), body.replace("paid", "free"))).await, 400);
    let other = HeaderMap::from_iter([(bank::signature::HEADER.parse().unwrap(), headers["stripe-signature"].clone())]);
    assert_eq!(receive((other, body)).await, 400);
    till.payments.drain_inbox().await.unwrap();
    assert_eq!(till.transactions().await, 0);

    // Well signed: the session of one order under the name of another, and one that says of itself that it was paid.
    let stolen = json!({ "object": "checkout.session", "id": session, "client_reference_id": open.to_string(), "payment_status": "paid" });
    assert_eq!(receive(signed(SECRET, now, "evt_2", &stolen)).await, 200);
    till.payments.drain_inbox().await.unwrap();
    assert_eq!((till.transactions().await, till.order(open).await.state), (0, OrderState::Open));
    let boast = till.order(open).await.pay_url.unwrap().rsplit('/').next().unwrap().replace("pay_", "cs_test_");
    let boast = json!({ "object": "checkout.session", "id": boast, "client_reference_id": open.to_string(), "payment_status": "paid" });
    assert_eq!(receive(signed(SECRET, now, "evt_3", &boast)).await, 200);
    till.payments.drain_inbox().await.unwrap();
    assert_eq!((till.transactions().await, till.order(open).await.state), (0, OrderState::Open));

    // The true one, under both of our secrets, twice and again: one event, one booking.
    for secret in [SECRET, "whsec_of_later", SECRET] {
        assert_eq!(receive(signed(secret, now, "evt_4", &object)).await, 200);
    }
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 1);
    let intent = json!({ "object": "payment_intent", "id": payment.replace("pay_", "pi_"), "metadata": { "order": paid.to_string() } });
    assert_eq!(receive(signed(SECRET, now, "evt_5", &intent)).await, 200);
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 1);
    till.assert_paid_once(paid).await;
    assert_eq!((till.transactions().await, till.order(open).await.state), (1, OrderState::Open));
    till.assert_sound().await;
    till.close().await;
}

async fn an_event_without_an_order_is_kept_and_passed_over(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    for (n, object) in [
        json!({ "object": "customer", "id": "cus_1" }),
        json!({ "object": "refund", "id": "re_1", "payment_intent": "pi_1", "metadata": {} }),
        json!({ "object": "checkout.session", "id": "../totals", "client_reference_id": "another shop's" }),
        Value::Null,
    ]
    .iter()
    .enumerate()
    {
        let (headers, body) = signed(SECRET, till.counter.now(), &format!("evt_{n}"), object);
        assert_eq!(till.payments.receive("stripe", &headers, body.as_bytes()).await.status, 200);
    }
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 4);
    assert_eq!((till.events(EventState::Ignored).await.len(), till.tasks().await.len()), (4, 0));
    till.close().await;
}

async fn late_money_whose_notification_was_lost_is_found(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    // Our clock says that it is over while Stripe's page is being paid, and closing it comes too late.
    till.sql("UPDATE payment_order SET state = 'expired', next_poll_at = NULL").await;
    till.capture(&payment).await;
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit), (eur(0), eur(90_000)));
    assert_eq!((till.order(order).await.state, till.tasks().await.len()), (OrderState::Expired, 1));
    till.assert_sound().await;
    till.close().await;
}

async fn a_gateway_that_was_chosen_and_is_not_there_is_not_replaced(db: Database) {
    let till = Till::open_with(db, Dialect::Stripe).await;
    let trip = till.trip().await;
    for (chosen, expected) in [("", Ok(())), ("stripe", Ok(())), ("sandbox", Err(ErrorCode::GatewayUnavailable))] {
        let mut config = Config::clone(&till.counter.config);
        config.payments.gateway = chosen.into();
        let counter = server::desks::Counter::new(till.db.clone(), Arc::new(server::desks::SystemClock), &config);
        let started = server::desks::payments::Payments::new(counter).start_payment(&till.traveller, trip, next()).await;
        assert_eq!(started.map(drop).map_err(|error| code::<()>(Err(error))), expected, "{chosen}");
    }
    till.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_may_lead_to_the_pages_of_every_gateway() {
    let served = Served::open_with(TestDatabase::sqlite().await, |config| {
        let (secret_key, webhook_secrets) = (Secret::new(KEY), vec![Secret::new(SECRET)]);
        config.stripe = Stripe { secret_key, webhook_secrets, ..Stripe::default() };
    })
    .await;
    assert_eq!(served.house.bank_origins(), ["https://checkout.stripe.com".into(), served.bank_url.clone()]);
    let page = served.browser().get("/sign-in").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("form-action 'self' https://checkout.stripe.com {};", served.bank_url)), "{policy}");
    served.close().await;
}
