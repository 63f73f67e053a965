//! The same money through a posted form: the bank speaks the Lyra family's dialect, with and without its REST interface.

use super::dialect::Dialect;
use super::fixtures::{Till, eur, other};
use super::forms::{leave, mute_till, opened, post, started};
use crate::support::{anonymous, code};
use desk::{BankForm, PaymentDesk, PortalDesk};
use domain::error::ErrorCode;
use domain::payments::{DeclineReason, OrderState, PaymentOutcome, UnappliedReason};
use futures::future::join_all;
use serde_json::json;
use std::collections::BTreeSet;
use store::{Database, on_both};
use time::Duration;

on_both!(
    a_form_leads_to_the_page_that_is_paid,
    refused_then_paid_is_paid_once,
    what_was_left_can_be_opened_again,
    a_lost_notification_is_made_up_for_by_asking,
    an_order_lives_as_long_as_the_page_it_led_to,
    however_often_it_is_told_it_is_booked_once,
    every_opening_has_a_number_of_its_own,
    a_form_is_for_its_payer_while_the_order_lives,
    the_bank_takes_a_form_once_and_unchanged,
    without_an_interface_the_signed_word_is_the_truth,
    without_an_interface_silence_is_left_for_a_person,
);

async fn till(db: Database) -> Till {
    Till::open_with(db, Dialect::Lyra).await
}

async fn a_form_leads_to_the_page_that_is_paid(db: Database) {
    let till = till(db).await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Abandoned, "nothing was tried so far");
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    till.assert_paid_once(order).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid);
    assert!(till.tasks().await.is_empty());
    till.assert_sound().await;
    till.close().await;
}

async fn refused_then_paid_is_paid_once(db: Database) {
    let till = till(db).await;
    for again_on_the_same_page in [true, false] {
        let trip = till.trip().await;
        let order = started(&till, trip).await;
        let mut payment = leave(&till, order).await;
        till.act(&payment, json!({ "do": "decline", "reason": "insufficient_funds" })).await;
        let outcome = till.outcome(order).await;
        assert_eq!((outcome.outcome, outcome.reason), (PaymentOutcome::Declined, Some(DeclineReason::InsufficientFunds)));
        assert!(outcome.resume.unwrap().ends_with("/bank"), "the form can be opened again");
        if !again_on_the_same_page {
            payment = leave(&till, order).await;
        }
        till.capture(&payment).await;
        till.until(order, OrderState::Succeeded).await;
        till.notify(&payment, json!({ "order": ["payment.captured", "payment.declined"] })).await;
        till.payments.drain_inbox().await.unwrap();
        till.assert_paid_once(order).await;
    }
    till.assert_sound().await;
    till.close().await;
}

async fn what_was_left_can_be_opened_again(db: Database) {
    let till = till(db).await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    till.act(&payment, json!({ "do": "abandon" })).await;
    let outcome = till.outcome(order).await;
    assert_eq!(
        (outcome.outcome, outcome.resume.is_some(), till.order(order).await.state),
        (PaymentOutcome::Abandoned, true, OrderState::Open)
    );
    assert_eq!(started(&till, trip).await, order, "the next click takes the same order up");
    assert_ne!(leave(&till, order).await, payment);
    till.pass(Duration::minutes(40));
    till.payments.poll_due().await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Cancelled);
    assert_eq!(till.payments.open_bank_form(&till.traveller, order).await.unwrap(), None);
    assert_eq!(till.transactions().await, 0);
    till.close().await;
}

async fn a_lost_notification_is_made_up_for_by_asking(db: Database) {
    let till = till(db).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let order = started(&till, till.trip().await).await;
    let payment = leave(&till, order).await;
    till.capture(&payment).await;
    till.pass(Duration::seconds(21));
    till.payments.poll_due().await.unwrap();
    till.assert_paid_once(order).await;

    // Paid after the order was closed: nobody tells, and the gateway has no list of what is new.
    let trip = till.trip().await;
    let late = started(&till, trip).await;
    let payment = leave(&till, late).await;
    till.pass(Duration::minutes(40));
    till.payments.poll_due().await.unwrap();
    assert_eq!(till.order(late).await.state, OrderState::Cancelled);
    till.capture(&payment).await;
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    let captures = till.captures(late).await;
    assert_eq!(captures.iter().map(|row| (row.advances_minor, row.reason)).collect::<Vec<_>>(), [(0, Some(UnappliedReason::Late))]);
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit), (eur(0), eur(90_000)));
    till.assert_sound().await;
    till.close().await;
}

async fn an_order_lives_as_long_as_the_page_it_led_to(db: Database) {
    let till = till(db).await;
    let order = started(&till, till.trip().await).await;
    till.pass(Duration::minutes(28));
    let payment = leave(&till, order).await;
    till.pass(Duration::minutes(10));
    till.payments.poll_due().await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Open, "its page may still be paid");
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    till.assert_paid_once(order).await;
    till.close().await;
}

async fn however_often_it_is_told_it_is_booked_once(db: Database) {
    let till = till(db).await;
    for notify in ["normal", "late:50", "twice", "reversed", "before_answer"] {
        till.behave(json!({ "scope": "next", "notify": notify })).await;
        let order = started(&till, till.trip().await).await;
        let payment = leave(&till, order).await;
        till.capture(&payment).await;
        till.until(order, OrderState::Succeeded).await;
        let statuses = till.notify(&payment, json!({ "duplicates": 4 })).await;
        assert!(statuses.len() == 5 && statuses.iter().all(|status| *status == 200), "{statuses:?}");
        assert_eq!(till.payments.drain_inbox().await.unwrap(), 0, "a replay is the same notification");
        let asked = join_all((0..3).map(|_| till.payments.settle_order(order))).await;
        assert!(asked.iter().all(Result::is_ok));
        till.assert_paid_once(order).await;
    }
    till.assert_sound().await;
    till.close().await;
}

async fn every_opening_has_a_number_of_its_own(db: Database) {
    let till = till(db).await;
    let orders = [started(&till, till.trip().await).await, started(&till, till.trip().await).await];
    let forms = join_all((0..30).map(|n| opened(&till, orders[n % 2]))).await;
    let name = |form: &BankForm| form.fields.iter().find(|(name, _)| name == "vads_trans_id").unwrap().1.to_uppercase();
    assert_eq!(forms.iter().map(name).collect::<BTreeSet<_>>().len(), 30);
    till.close().await;
}

async fn a_form_is_for_its_payer_while_the_order_lives(db: Database) {
    let till = till(db).await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    for (who, expected) in
        [(&till.other, ErrorCode::NotFound), (&till.seller, ErrorCode::NotFound), (&anonymous(), ErrorCode::SignInNeeded)]
    {
        assert_eq!(code(till.payments.open_bank_form(who, order).await), expected);
    }
    // Another amount gives this order up; what is paid in another window ends it as well.
    till.payments.start_payment(&till.traveller, trip, other("1500")).await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Cancelled);
    assert_eq!(till.payments.open_bank_form(&till.traveller, order).await.unwrap(), None);
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let second = till.orders(trip).await.pop().unwrap().id;
    let payment = leave(&till, second).await;
    till.capture(&payment).await;
    till.pass(Duration::seconds(3));
    assert_eq!(till.payments.open_bank_form(&till.traveller, second).await.unwrap(), None, "the bank is asked first");
    assert_eq!(till.order(second).await.state, OrderState::Succeeded);
    till.close().await;
}

async fn the_bank_takes_a_form_once_and_unchanged(db: Database) {
    let till = till(db).await;
    let order = started(&till, till.trip().await).await;
    let form = opened(&till, order).await;
    assert_eq!(post(&form).await.0, 303);
    assert_eq!(post(&form).await.0, 400, "its number is used");
    for (name, value) in [("vads_amount", "1"), ("vads_order_info", "P&eacute;rou"), ("vads_trans_id", "zzzzzz")] {
        let mut changed = opened(&till, order).await;
        changed.fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value.to_owned();
        assert_eq!(post(&changed).await.0, 400, "{name}");
    }
    // Left open over lunch: its date is too old, and the next opening has a new one.
    till.pass(-Duration::minutes(31));
    let old = opened(&till, order).await;
    till.pass(Duration::minutes(31));
    assert_eq!(post(&old).await.0, 400);
    assert_eq!(post(&opened(&till, order).await).await.0, 303);
    till.close().await;
}

async fn without_an_interface_the_signed_word_is_the_truth(db: Database) {
    let till = mute_till(db).await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown, "nobody can be asked");
    till.act(&payment, json!({ "do": "decline", "reason": "lost_card" })).await;
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    // Both notifications are read, each for itself, in whatever order and number they come.
    till.notify(&payment, json!({ "order": ["payment.captured", "payment.declined"], "duplicates": 2 })).await;
    till.payments.drain_inbox().await.unwrap();
    till.assert_paid_once(order).await;
    let tasks = till.tasks().await;
    assert_eq!(
        tasks.iter().map(|task| (task.kind.as_str(), task.subject.clone())).collect::<Vec<_>>(),
        [("payment.compare_with_statement", order.to_string())]
    );

    // A forged one says nothing here either, and a wrong amount is kept aside.
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    till.act(&payment, json!({ "do": "capture", "amount": 1 })).await;
    assert_eq!(till.notify(&payment, json!({ "order": ["payment.captured"], "signature": "wrong" })).await, [400]);
    till.payments.drain_inbox().await.unwrap();
    assert!(till.captures(order).await.is_empty());
    assert_eq!(till.notify(&payment, json!({ "order": ["payment.captured"] })).await, [200]);
    till.payments.drain_inbox().await.unwrap();
    let captures = till.captures(order).await;
    assert_eq!(captures.iter().map(|row| (row.advances_minor, row.reason)).collect::<Vec<_>>(), [(0, Some(UnappliedReason::WrongAmount))]);
    assert_eq!(till.trips.find_own_trip(&till.traveller, trip).await.unwrap().received, eur(0));
    till.assert_sound().await;
    till.close().await;
}

async fn without_an_interface_silence_is_left_for_a_person(db: Database) {
    let till = mute_till(db).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let order = started(&till, till.trip().await).await;
    let payment = leave(&till, order).await;
    till.capture(&payment).await;
    till.pass(Duration::minutes(40));
    till.payments.poll_due().await.unwrap();
    till.payments.reconcile().await.unwrap();
    assert_eq!((till.order(order).await.state, till.transactions().await), (OrderState::Cancelled, 0));
    let tasks = till.tasks().await;
    assert_eq!(tasks.iter().map(|task| task.kind.as_str()).collect::<Vec<_>>(), ["payment.compare_with_statement"]);
    // Told at last, the money is a visible credit.
    till.notify(&payment, json!({ "order": ["payment.captured"] })).await;
    till.payments.drain_inbox().await.unwrap();
    let captures = till.captures(order).await;
    assert_eq!(captures.iter().map(|row| (row.advances_minor, row.reason)).collect::<Vec<_>>(), [(0, Some(UnappliedReason::Late))]);
    till.assert_sound().await;
    till.close().await;
}
