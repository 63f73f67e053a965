//! Money that pays nothing or not all it could: of a wrong amount, of a page given up, for a cancelled trip, beyond what is owed. It is kept aside.

use super::dialect::Dialect;
use super::fixtures::{Till, eur, next, other};
use crate::support::code;
use desk::{PaymentDesk, PortalDesk, TripDesk};
use domain::error::ErrorCode;
use domain::payments::{OrderState, PaymentOutcome, UnappliedReason};
use domain::trips::{TripMove, TripState};
use serde_json::json;

with_every_gateway!(
    a_wrong_amount_or_currency_pays_nothing,
    money_for_a_cancelled_trip_is_kept_aside,
    more_than_what_is_owed_is_kept_aside,
);

// Stripe's pages can always be closed.
with_gateways!([that_stays_at_sandbox Sandbox, that_stays_at_lyra Lyra, that_stays_at_monetico Monetico, that_stays_at_up2pay Up2pay] (
    a_page_that_cannot_be_closed_pays_nothing_twice
));

async fn a_page_that_cannot_be_closed_pays_nothing_twice(till: Till) {
    let trip = till.trip().await;
    till.behave(json!({ "scope": "all", "expire": "unsupported", "notify": "never" })).await;
    let (first, payment) = till.started(trip).await;
    till.payments.start_payment(&till.traveller, trip, other("1500")).await.unwrap();
    assert_eq!(till.order(first).await.state, OrderState::Cancelled);
    // The old page is paid all the same, and nobody tells us unless nobody can be asked.
    till.capture(&payment).await;
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    if !till.dialect.answers() {
        till.learn(first, &payment).await;
    }
    let captures = till.captures(first).await;
    assert_eq!(captures.iter().map(|row| (row.advances_minor, row.reason)).collect::<Vec<_>>(), [(0, Some(UnappliedReason::Late))]);
    assert_eq!(till.order(first).await.state, OrderState::Cancelled);
    assert_eq!(till.tasks_of("payment.unapplied").await.len(), 1);
    assert!(till.receipts(first).await.is_empty());
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit), (eur(0), eur(90_000)));
    till.assert_sound().await;
    till.close().await;
}

async fn a_wrong_amount_or_currency_pays_nothing(till: Till) {
    let mut wrong = vec![(json!({ "do": "capture", "amount": 1 }), UnappliedReason::WrongAmount)];
    // Up2Pay tells no currency: the reference that we sealed carries it.
    if till.dialect != Dialect::Up2pay {
        wrong.push((json!({ "do": "capture", "currency": "CHF" }), UnappliedReason::WrongCurrency));
    }
    for (act, reason) in wrong {
        let trip = till.trip().await;
        let (order, payment) = till.started(trip).await;
        till.act(&payment, act).await;
        till.learn(order, &payment).await;
        assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Pending);
        let captures = till.captures(order).await;
        assert_eq!(captures.iter().map(|row| (row.advances_minor, row.reason)).collect::<Vec<_>>(), [(0, Some(reason))]);
        assert!(till.order(order).await.state != OrderState::Succeeded && till.receipts(order).await.is_empty());
        let task = till.tasks_of("payment.unapplied").await.pop().unwrap();
        assert_eq!(task.subject, till.order(order).await.payer_id.to_string());
        assert!(task.detail.contains(reason.as_str()), "{}", task.detail);
        let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
        assert_eq!(page.received, eur(0));
    }
    till.assert_sound().await;
    till.close().await;
}

async fn money_for_a_cancelled_trip_is_kept_aside(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.trips.move_trip(&till.seller, trip, 2, TripMove::Cancel).await.unwrap();
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, next()).await), ErrorCode::NotPayable);
    till.capture(&payment).await;
    till.learn(order, &payment).await;
    let captures = till.captures(order).await;
    assert_eq!(captures.iter().map(|row| (row.advances_minor, row.reason)).collect::<Vec<_>>(), [(0, Some(UnappliedReason::Excess))]);
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.card.state, page.received, page.credit), (TripState::Cancelled, eur(0), eur(90_000)));
    assert_eq!((till.tasks_of("payment.unapplied").await.len(), till.receipts(order).await.len()), (1, 0));
    till.assert_sound().await;
    till.close().await;
}

async fn more_than_what_is_owed_is_kept_aside(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started_with(trip, other("3000")).await;
    // The price falls while the page is open.
    till.reprice(trip, "2400").await;
    till.capture(&payment).await;
    till.learn(order, &payment).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid);
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit, page.card.remaining), (eur(240_000), eur(60_000), eur(0)));
    let receipts = till.receipts(order).await;
    assert_eq!(receipts.iter().map(|row| row.amount_minor).collect::<Vec<_>>(), [300_000]);
    assert!(till.payments.read_receipt(&till.traveller, receipts[0].id).await.is_ok(), "the lines add up to what was taken");
    assert_eq!(till.tasks_of("payment.unapplied").await.len(), 1);
    till.assert_sound().await;
    till.close().await;
}
