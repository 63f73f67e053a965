//! Payments against the real bank: whatever it does, each order is paid at most once, and every cent it took is in the books.

/// Declares each `async fn name(till: Till)` as a test with each of these gateways, on SQLite and on PostgreSQL.
macro_rules! with_gateways {
    ([$($module:ident $dialect:ident),+] $names:tt) => {
        $(with_gateways!(@ $module $dialect $names);)+
    };
    (@ $module:ident $dialect:ident ($($name:ident),+)) => {
        mod $module {
            use $crate::payments::dialect::Dialect;
            use $crate::payments::fixtures::Till;
            $(async fn $name(db: store::Database) {
                super::$name(Till::open_with(db, Dialect::$dialect).await).await;
            })+
            store::on_both!($($name),+);
        }
    };
}

/// With every gateway there is.
macro_rules! with_every_gateway {
    ($($name:ident),+ $(,)?) => {
        with_gateways!([at_sandbox Sandbox, at_stripe Stripe, at_lyra Lyra, at_monetico Monetico, at_up2pay Up2pay] ($($name),+));
    };
}

/// With those whose pages have addresses: they can be closed from here, and money goes back by a key.
macro_rules! with_both_gateways {
    ($($name:ident),+ $(,)?) => {
        with_gateways!([with_sandbox Sandbox, with_stripe Stripe] ($($name),+));
    };
}

/// With those that answer no questions.
macro_rules! with_mute_gateways {
    ($($name:ident),+ $(,)?) => {
        with_gateways!([with_monetico Monetico, with_up2pay Up2pay] ($($name),+));
    };
}

mod adversities;
mod aside;
mod banking;
mod books;
mod credits;
pub(crate) mod dialect;
mod disputes;
mod erasure;
pub(crate) mod fixtures;
pub(crate) mod forms;
mod handovers;
pub(crate) mod inbox;
mod legacy;
mod letters;
mod lyra;
mod lyra_page;
mod lyra_refund;
mod pay_links;
pub(crate) mod payouts;
mod people;
mod refund_fixtures;
mod refund_lists;
pub(crate) mod refunds;
mod reminders;
mod returned;
mod revisions;
mod scenarios;
mod second_opinion;
mod shares;
mod signed_forms;
mod staff;
mod stripe;
mod verify;
mod way_back;
mod ways;

use crate::support::{anonymous, code};
use desk::{PaymentDesk, PortalDesk};
use domain::error::ErrorCode;
use domain::payments::{DeclineReason, OrderState, PaymentOutcome};
use domain::trips::TripState;
use fixtures::{Till, eur, next, other};
use futures::future::join_all;
use serde_json::json;
use std::collections::BTreeSet;
use store::{Database, on_both};
use time::Duration;

with_every_gateway!(fifty_clicks_open_one_page, a_proposed_trip_is_paid_and_stays_proposed);

with_both_gateways!(
    a_decline_says_why_and_can_be_tried_again,
    a_page_that_was_left_is_abandoned,
    a_lost_answer_opens_the_same_page,
    a_bank_that_is_down_leaves_the_order_for_the_poller,
    another_amount_closes_the_first_page,
    what_was_paid_meanwhile_is_shown_not_paid_again,
    an_order_past_its_end_is_asked_about_before_it_is_closed,
);

on_both!(what_is_somebody_elses_is_not_there, nothing_is_said_without_the_bank, a_receipt_is_a_pdf_for_its_client_and_for_staff);

async fn fifty_clicks_open_one_page(till: Till) {
    let trip = till.trip().await;
    let pages: BTreeSet<String> = join_all((0..50).map(|_| till.start(trip))).await.into_iter().collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    let orders = till.orders(trip).await;
    assert_eq!(
        orders.iter().map(|order| (order.state, order.amount_minor, order.outstanding_minor)).collect::<Vec<_>>(),
        [(OrderState::Open, 90_000, 300_000)]
    );
    if !till.dialect.has_forms() {
        assert_eq!(till.states_at_bank(orders[0].id).await.len(), 1);
    }
    till.assert_sound().await;
    till.close().await;
}

async fn a_proposed_trip_is_paid_and_stays_proposed(till: Till) {
    let trip = till.trip().await;
    let quote = till.payments.quote_payment(&till.traveller, trip).await.unwrap();
    assert_eq!((quote.next_left, quote.all, quote.under_way), (eur(90_000), eur(300_000), None));
    let (order, payment) = till.started(trip).await;
    // Coming back proves nothing where nobody can be asked.
    let unpaid = if till.dialect.answers() { PaymentOutcome::Abandoned } else { PaymentOutcome::Unknown };
    assert_eq!(till.outcome(order).await.outcome, unpaid);
    till.capture(&payment).await;
    till.learn(order, &payment).await;
    let outcome = till.outcome(order).await;
    assert_eq!((outcome.outcome, outcome.resume, outcome.receipt.unwrap().amount), (PaymentOutcome::Paid, None, eur(90_000)));
    till.assert_paid_once(order).await;
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!(
        (page.card.state, page.received, page.card.remaining, page.under_way),
        (TripState::Proposed, eur(90_000), eur(210_000), None)
    );
    assert_eq!(page.instalments[0].receipt.as_ref(), page.receipts.first());
    till.assert_sound().await;
    till.close().await;
}

async fn a_decline_says_why_and_can_be_tried_again(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.act(&payment, json!({ "do": "decline", "reason": "insufficient_funds" })).await;
    let outcome = till.outcome(order).await;
    assert_eq!((outcome.outcome, outcome.reason), (PaymentOutcome::Declined, Some(DeclineReason::InsufficientFunds)));
    assert!(outcome.resume.is_some_and(|url| url.ends_with(&payment)), "the same page can be opened again");
    till.capture(&payment).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid);
    till.assert_paid_once(order).await;

    // Refused for good after four tries; the next click opens a new page.
    let (order, payment) = till.started(trip).await;
    for _ in 0..4 {
        till.act(&payment, json!({ "do": "decline", "reason": "lost_card" })).await;
    }
    let outcome = till.outcome(order).await;
    assert_eq!((outcome.outcome, outcome.reason, outcome.resume), (PaymentOutcome::Declined, Some(DeclineReason::Blocked), None));
    assert_eq!(till.order(order).await.state, OrderState::Failed);
    let (again, _) = till.started(trip).await;
    assert_ne!(again, order);
    till.assert_sound().await;
    till.close().await;
}

async fn a_page_that_was_left_is_abandoned(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.act(&payment, json!({ "do": "abandon" })).await;
    let outcome = till.outcome(order).await;
    assert_eq!(
        (outcome.outcome, outcome.reason, outcome.resume, till.order(order).await.state),
        (PaymentOutcome::Abandoned, None, None, OrderState::Failed)
    );
    assert_eq!(till.transactions().await, 0);
    till.close().await;
}

async fn a_lost_answer_opens_the_same_page(till: Till) {
    for create in ["error_after_create", "slow:300", "error_before_create", "html_200"] {
        let trip = till.trip().await;
        till.behave(json!({ "scope": "next", "create": create })).await;
        let (order, payment) = till.started(trip).await;
        assert_eq!(till.states_at_bank(order).await.len(), 1, "{create}");
        till.capture(&payment).await;
        assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid, "{create}");
        till.assert_paid_once(order).await;
    }
    till.assert_sound().await;
    till.close().await;
}

async fn a_bank_that_is_down_leaves_the_order_for_the_poller(till: Till) {
    let trip = till.trip().await;
    till.behave(json!({ "scope": "all", "create": "error_before_create" })).await;
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, next()).await), ErrorCode::GatewayUnavailable);
    let order = till.orders(trip).await.pop().unwrap();
    assert_eq!((order.state, order.pay_url.clone()), (OrderState::Created, None));
    assert_eq!(till.outcome(order.id).await.outcome, PaymentOutcome::Unknown);
    till.behave_well().await;
    till.pass(Duration::seconds(30));
    assert_eq!(till.payments.poll_due().await.unwrap().asked, 1);
    let opened = till.order(order.id).await;
    assert_eq!((opened.state, opened.pay_url.is_some()), (OrderState::Open, true));
    assert_eq!(Some(till.start(trip).await), opened.pay_url);
    till.close().await;
}

async fn another_amount_closes_the_first_page(till: Till) {
    let trip = till.trip().await;
    let (first, payment) = till.started(trip).await;
    till.payments.start_payment(&till.traveller, trip, other("1500")).await.unwrap();
    let orders = till.orders(trip).await;
    assert_eq!(
        orders.iter().map(|order| (order.state, order.amount_minor)).collect::<Vec<_>>(),
        [(OrderState::Expired, 90_000), (OrderState::Open, 150_000)]
    );
    assert_eq!(till.states_at_bank(first).await, ["expired"]);
    let (status, _) = till.ask_bank(http::Method::POST, &format!("/test/payments/{payment}/act"), Some(json!({ "do": "capture" }))).await;
    assert_eq!(status, 409);
    // The same amount, typed, is the same payment.
    till.payments.start_payment(&till.traveller, trip, other("1 500,00")).await.unwrap();
    assert_eq!(till.orders(trip).await.len(), 2);
    till.assert_sound().await;
    till.close().await;
}

async fn what_was_paid_meanwhile_is_shown_not_paid_again(till: Till) {
    for draft in [next(), other("1500")] {
        let trip = till.trip().await;
        till.behave(json!({ "scope": "next", "notify": "never" })).await;
        let (order, payment) = till.started(trip).await;
        till.capture(&payment).await;
        till.pass(Duration::seconds(3));
        let shown = till.payments.start_payment(&till.traveller, trip, draft).await.unwrap();
        assert!(shown.ends_with(&format!("/payments/{order}")), "{shown}");
        till.assert_paid_once(order).await;
        assert_eq!(till.orders(trip).await.len(), 1);
    }
    till.close().await;
}

async fn an_order_past_its_end_is_asked_about_before_it_is_closed(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (paid, left) = (till.trip().await, till.trip().await);
    let (paid, payment) = till.started(paid).await;
    let (left, _) = till.started(left).await;
    till.capture(&payment).await;
    till.pass(Duration::minutes(40));
    till.payments.poll_due().await.unwrap();
    till.assert_paid_once(paid).await;
    assert_eq!(till.order(left).await.state, OrderState::Expired);
    assert_eq!(till.states_at_bank(left).await, ["expired"]);
    assert_eq!(till.payments.poll_due().await.unwrap().asked, 0, "nothing is left to ask");
    till.assert_sound().await;
    till.close().await;
}

async fn what_is_somebody_elses_is_not_there(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.outcome(order).await;
    let receipt = till.receipts(order).await[0].id;
    for (who, expected) in [(&till.other, ErrorCode::NotFound), (&anonymous(), ErrorCode::SignInNeeded)] {
        assert_eq!(code(till.payments.find_outcome(who, order).await), expected);
        assert_eq!(code(till.payments.read_receipt(who, receipt).await), expected);
        assert_eq!(code(till.payments.quote_payment(who, trip).await), expected);
        assert_eq!(code(till.payments.check_payment(who, trip, next()).await), expected);
        assert_eq!(code(till.payments.start_payment(who, trip, next()).await), expected);
    }
    assert_eq!(code(till.payments.start_payment(&till.seller, trip, next()).await), ErrorCode::NotFound);
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, other("2100,01")).await), ErrorCode::OutsidePayable);
    assert_eq!(till.orders(trip).await.len(), 1);
    till.close().await;
}

async fn nothing_is_said_without_the_bank(db: Database) {
    let mut till = Till::open(db).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, _) = till.started(trip).await;
    till.close_bank().await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown);
    // The page that is known is still shown: whether it answers is not ours to say.
    assert!(till.payments.start_payment(&till.traveller, trip, next()).await.is_ok());
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, other("1500")).await), ErrorCode::GatewayUnavailable);
    till.pass(Duration::hours(1));
    till.payments.poll_due().await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Open, "never closed without an answer");
    till.assert_sound().await;
}

async fn a_receipt_is_a_pdf_for_its_client_and_for_staff(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let receipt = till.receipts(order).await.remove(0);
    assert!(receipt.number.starts_with("FR-") && receipt.number.ends_with("-000001"), "{}", receipt.number);
    for who in [&till.traveller, &till.seller] {
        let (name, pdf) = till.payments.read_receipt(who, receipt.id).await.unwrap();
        assert_eq!((name, pdf.starts_with(b"%PDF-")), (format!("{}.pdf", receipt.number), true));
    }
    let mail = till.mails().await.pop().unwrap();
    assert!(
        mail.payload.contains(&receipt.number) && mail.payload.contains("€900.00") && mail.payload.contains("\"locale\":\"en\""),
        "{}",
        mail.payload
    );
    till.close().await;
}
