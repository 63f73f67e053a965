//! Money that is not owed: kept aside, applied to the price or sent back by a person.

use super::fixtures::{Till, eur};
use super::refund_fixtures::draft;
use crate::support::{code, edit};
use desk::{RefundDesk, TripDesk};
use domain::error::ErrorCode;
use domain::payments::{ApplyDraft, UnappliedReason};
use domain::trips::TripMove;
use futures::future::join_all;
use serde_json::json;

with_both_gateways!(
    late_money_of_a_cancelled_trip_goes_back_whole,
    money_of_another_currency_is_returned_not_applied,
    a_credit_is_applied_under_the_lock,
    a_price_that_falls_leaves_a_credit_to_apply_or_return,
);

async fn late_money_of_a_cancelled_trip_goes_back_whole(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.trips.move_trip(&till.seller, trip, 2, TripMove::Cancel).await.unwrap();
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(till.received(trip).await, (0, 90_000));
    let view = till.payments.find_trip_refunds(&till.seller, trip).await.unwrap();
    assert!(view.cancelled && view.may_return && view.event_on == till.counter.today());
    assert_eq!(view.captures.iter().map(|row| row.refundable).collect::<Vec<_>>(), [eur(90_000)]);
    let credit = &till.payments.list_credits(&till.seller).await.unwrap()[0];
    assert_eq!((credit.amount, credit.reasons.as_slice(), credit.applicable), (eur(90_000), &[UnappliedReason::Excess][..], eur(0)));
    assert_eq!(credit.capture.as_ref(), Some(&view.captures[0].name));
    let payer = credit.of.payer;
    let apply = till.payments.apply_credit(&till.seller, trip, payer, ApplyDraft { amount: "1".into(), left: String::new() }).await;
    assert!(matches!(apply, Err(desk::AppError::Fields(_))), "nobody pays a cancelled trip");
    assert_eq!(till.open_tasks().await, ["payment.unapplied"]);
    till.ask(trip, draft(&view.captures[0].name, "900")).await.unwrap();
    assert!(till.payments.list_credits(&till.seller).await.unwrap().is_empty(), "it is on its way");
    till.payments.send_refunds().await.unwrap();
    assert_eq!((till.received(trip).await, till.open_tasks().await), ((0, 0), Vec::new()));
    till.sound().await;
    till.close().await;
}

async fn money_of_another_currency_is_returned_not_applied(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.act(&payment, json!({ "do": "capture", "currency": "CHF" })).await;
    till.payments.settle_order(order).await.unwrap();
    let credit = till.payments.list_credits(&till.seller).await.unwrap().remove(0);
    assert_eq!((credit.amount.plain().as_str(), credit.applicable.minor), ("900.00 CHF", 0));
    assert_eq!(credit.reasons, [UnappliedReason::WrongCurrency]);
    let apply = ApplyDraft { amount: "1".into(), left: String::new() };
    assert!(till.payments.apply_credit(&till.seller, trip, credit.of.payer, apply).await.is_err());
    till.ask(trip, draft(&credit.capture.unwrap(), "900")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert!(till.payments.list_credits(&till.seller).await.unwrap().is_empty());
    assert_eq!(till.refunds_at_bank(&payment).await, [("succeeded".to_owned(), 90_000)]);
    till.sound().await;
    till.close().await;
}

async fn a_credit_is_applied_under_the_lock(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.act(&payment, json!({ "do": "capture", "amount": 100_000 })).await;
    till.payments.settle_order(order).await.unwrap();
    let credit = till.payments.list_credits(&till.seller).await.unwrap().remove(0);
    assert_eq!((credit.amount, credit.applicable, till.received(trip).await), (eur(100_000), eur(100_000), (0, 100_000)));
    let apply = |amount: &str, left: &str| ApplyDraft { amount: amount.into(), left: left.into() };
    let payer = credit.of.payer;
    let at_once = join_all((0..2).map(|_| till.payments.apply_credit(&till.seller, trip, payer, apply("600", "1000.00 EUR")))).await;
    assert_eq!(at_once.iter().filter(|answer| answer.is_ok()).count(), 1, "a double click applies once: {at_once:?}");
    assert_eq!(till.received(trip).await, (60_000, 40_000));
    assert!(till.payments.apply_credit(&till.seller, trip, payer, apply("400.01", "")).await.is_err());
    // What is on its way back cannot be applied as well.
    let capture = credit.capture.unwrap();
    till.behave(json!({ "scope": "all", "refund": "pending" })).await;
    till.ask(trip, draft(&capture, "100")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert!(till.payments.apply_credit(&till.seller, trip, payer, apply("400", "")).await.is_err());
    assert_eq!(till.open_tasks().await, ["payment.unapplied"]);
    till.payments.apply_credit(&till.seller, trip, payer, apply("300", "300.00 EUR")).await.unwrap();
    assert_eq!(till.received(trip).await, (90_000, 10_000));
    assert!(code(till.payments.apply_credit(&till.seller, till.trip().await, payer, apply("1", "")).await) == ErrorCode::NotFound);
    till.sound().await;
    till.close().await;
}

async fn a_price_that_falls_leaves_a_credit_to_apply_or_return(till: Till) {
    let (trip, _, payment, capture) = till.paid().await;
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let mut draft_of_trip = domain::trips::TripDraft::from(&view.trip);
    draft_of_trip.services[0].price = "500".into();
    edit(&till.trips, &till.seller, trip, draft_of_trip, "").await.unwrap();
    assert_eq!(till.received(trip).await, (50_000, 40_000));
    let credit = till.payments.list_credits(&till.seller).await.unwrap().remove(0);
    assert_eq!((credit.reasons.as_slice(), credit.capture.as_deref()), (&[UnappliedReason::PriceDecrease][..], Some(capture.as_str())));
    assert_eq!(till.open_tasks().await, ["price_decrease"]);
    till.ask(trip, draft(&capture, "400")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert_eq!(
        (till.received(trip).await, till.open_tasks().await),
        ((50_000, 0), Vec::new()),
        "the credit goes first, the price stays paid"
    );
    assert_eq!(till.refunds_at_bank(&payment).await, [("succeeded".to_owned(), 40_000)]);
    till.sound().await;
    till.close().await;
}
