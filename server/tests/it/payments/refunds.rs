//! Money backwards with each gateway: refunded once whatever happens, booked when it left and when it came back, never more than came in.

use super::fixtures::{Till, eur};
use super::refund_fixtures::draft;
use crate::support::code;
use desk::{PaymentDesk, RefundDesk, TransferEnd};
use domain::error::ErrorCode;
use domain::paging::ListQuery;
use domain::payments::{ClockState, RefundDraft, RefundOrigin, RefundStage, RefundWay};
use futures::future::join_all;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::entities::refund;
use store::words::OutboxState;
use store::{Database, on_both};
use time::Duration;

with_both_gateways!(
    a_refund_is_asked_for_sent_and_booked_once,
    two_refunds_at_once_never_give_back_more_than_came,
    what_cannot_be_given_back_is_refused,
    neither_a_capture_nor_the_payer_gives_more_than_there_is,
    a_refund_that_fails_after_days_is_not_repeated,
    a_refund_that_had_succeeded_comes_back,
    a_refund_made_in_the_back_office_is_booked_once_and_never_sent,
    a_lost_answer_is_asked_for_again_and_refunds_once,
    twins_are_both_given_back_whoever_is_taken_for_whom,
    what_the_gateway_cannot_becomes_a_transfer,
);

on_both!(a_day_later_the_refund_is_found_not_repeated);

async fn a_refund_is_asked_for_sent_and_booked_once(till: Till) {
    let (trip, order, payment, capture) = till.paid().await;
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    assert_eq!((till.row(id).await.state, till.transactions().await), (RefundStage::Requested, 1), "written, and nobody asked");
    assert!(till.refunds_at_bank(&payment).await.is_empty());
    till.sound().await;

    assert_eq!(till.payments.send_refunds().await.unwrap(), 1);
    assert_eq!(till.payments.send_refunds().await.unwrap(), 0, "the job is done");
    till.payments.settle_order(order).await.unwrap();
    till.payments.reconcile().await.unwrap();
    assert_eq!(till.refunds_at_bank(&payment).await, [("succeeded".to_owned(), 30_000)]);
    let row = till.row(id).await;
    assert_eq!((row.state, row.way, row.origin), (RefundStage::Succeeded, RefundWay::Gateway, RefundOrigin::House));
    assert_eq!((till.transactions().await, till.received(trip).await), (2, (60_000, 0)));
    assert_eq!(till.mails_of_refund(id).await, ["succeeded"]);
    let seen = till.payments.list_own_refunds(&till.traveller, trip).await.unwrap();
    assert_eq!(
        seen.iter().map(|row| (row.amount, row.stage, row.note.as_str())).collect::<Vec<_>>(),
        [(eur(30_000), RefundStage::Succeeded, "À bientôt")]
    );
    let listed = till.payments.list_refunds(&till.seller, ListQuery::default()).await.unwrap().rows;
    assert_eq!(listed.iter().map(|row| (row.id, row.clock.state)).collect::<Vec<_>>(), [(id, ClockState::Met)]);
    till.sound().await;
    till.close().await;
}

async fn two_refunds_at_once_never_give_back_more_than_came(till: Till) {
    let (trip, _, payment, capture) = till.paid().await;
    let asked = join_all((0..2).map(|_| till.ask(trip, draft(&capture, "540")))).await;
    assert_eq!(asked.iter().filter(|answer| answer.is_ok()).count(), 1, "{asked:?}");
    let refused = asked.into_iter().find_map(Result::err).unwrap();
    let desk::AppError::Fields(fields) = refused else { panic!("{refused:?}") };
    assert_eq!(fields.get("amount").unwrap().code, ErrorCode::OutsideRefundable);
    till.payments.send_refunds().await.unwrap();
    assert_eq!(till.refunds_at_bank(&payment).await, [("succeeded".to_owned(), 54_000)]);
    assert_eq!(till.received(trip).await, (36_000, 0));
    till.sound().await;
    till.close().await;
}

async fn what_cannot_be_given_back_is_refused(till: Till) {
    let (trip, _, _, capture) = till.paid().await;
    let (other, ..) = till.paid().await;
    let refused = async |trip, draft: RefundDraft| match till.ask(trip, draft).await {
        Err(desk::AppError::Fields(fields)) => fields.0.iter().map(|(field, refusal)| (field.clone(), refusal.code)).collect::<Vec<_>>(),
        answer => panic!("{answer:?}"),
    };
    let at = |field: &str, code| vec![(field.to_owned(), code)];
    for amount in ["0", "-1", "900.01"] {
        assert_eq!(refused(trip, draft(&capture, amount)).await, at("amount", ErrorCode::OutsideRefundable), "{amount}");
    }
    assert_eq!(refused(trip, draft(&capture, "100 CHF")).await, at("amount", ErrorCode::NotAnAmount));
    assert_eq!(refused(trip, RefundDraft { reason: " ".into(), ..draft(&capture, "1") }).await, at("reason", ErrorCode::Required));
    assert_eq!(refused(other, draft(&capture, "1")).await, at("capture", ErrorCode::NotAChoice), "another trip's payment");
    // Only captures can be given back: neither a refund, nor what nobody took.
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let key = till.row(id).await.refund_key.unwrap();
    let order = capture.split_once(':').unwrap().0;
    assert_eq!(refused(trip, draft(&format!("{order}:{key}"), "1")).await, at("capture", ErrorCode::NotAChoice));
    // A form that was drawn over other figures is looked at again: so a double click refunds once.
    let stale = RefundDraft { left: "900.00 EUR".into(), ..draft(&capture, "300") };
    assert_eq!(refused(trip, stale).await, at("", ErrorCode::MoneyMoved));
    assert_eq!(refund::Entity::find().all(till.db.read()).await.unwrap().len(), 1);
    till.sound().await;
    till.close().await;
}

async fn neither_a_capture_nor_the_payer_gives_more_than_there_is(till: Till) {
    let (trip, _, _, first) = till.paid().await;
    till.payments.start_payment(&till.traveller, trip, super::fixtures::other("1000")).await.unwrap();
    let order = till.orders(trip).await.pop().unwrap();
    till.capture(order.pay_url.unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(order.id).await.unwrap();
    assert_eq!(till.received(trip).await, (190_000, 0));
    assert!(till.ask(trip, draft(&first, "900.01")).await.is_err(), "the house holds more, and this payment brought less");
    till.ask(trip, draft(&first, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert!(till.ask(trip, draft(&first, "600.01")).await.is_err(), "what went back of it counts");
    // Money goes back without a capture as well: then less is held than the captures brought.
    let by_hand = RefundDraft { way: "transfer".into(), payer: order.payer_id.to_string(), ..draft("", "1200") };
    let gateway = RefundDraft { way: "gateway".into(), ..by_hand.clone() };
    assert!(till.ask(trip, gateway).await.is_err(), "no gateway brought it");
    let id = till.ask(trip, by_hand).await.unwrap();
    assert!(till.ask(trip, draft(&first, "400.01")).await.is_err());
    till.payments.settle_transfer(&till.seller, id, TransferEnd::Paid).await.unwrap();
    assert!(till.ask(trip, draft(&first, "400.01")).await.is_err());
    till.ask(trip, draft(&first, "400")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert_eq!(till.received(trip).await, (0, 0));
    till.sound().await;
    till.close().await;
}

async fn a_refund_that_fails_after_days_is_not_repeated(till: Till) {
    fails_after_days(till, false).await;
}

async fn a_refund_that_had_succeeded_comes_back(till: Till) {
    fails_after_days(till, true).await;
}

async fn fails_after_days(till: Till, succeeds_first: bool) {
    till.behave(json!({ "scope": "all", "refund": "pending" })).await;
    let (trip, order, payment, capture) = till.paid().await;
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let row = till.row(id).await;
    assert_eq!((row.state, till.transactions().await, till.received(trip).await), (RefundStage::Pending, 1, (90_000, 0)));
    let key = row.refund_key.unwrap();
    if succeeds_first {
        till.end_refund(&payment, &key, "succeeded").await;
        till.payments.settle_order(order).await.unwrap();
        assert_eq!((till.row(id).await.state, till.received(trip).await), (RefundStage::Succeeded, (60_000, 0)));
    }
    till.sound().await;
    till.pass(Duration::days(5));
    till.end_refund(&payment, &key, "failed").await;
    // Its notification may be lost: whoever compares finds it.
    till.payments.reconcile().await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    assert_eq!((till.row(id).await.state, till.received(trip).await), (RefundStage::Failed, (90_000, 0)));
    assert_eq!(till.transactions().await, if succeeds_first { 3 } else { 1 });
    let told: &[&str] = if succeeds_first { &["failed", "staff", "succeeded"] } else { &["failed", "staff"] };
    assert_eq!(till.mails_of_refund(id).await, told, "customer and staff are told");
    assert_eq!(till.open_tasks().await, ["refund.failed"]);
    till.pass(Duration::days(2));
    assert_eq!(till.payments.send_refunds().await.unwrap(), 0, "no second try by itself");
    assert_eq!(till.refunds_at_bank(&payment).await.len(), 1);
    // A person may: all of it can go back again.
    till.behave_well().await;
    till.ask(trip, draft(&capture, "900")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert_eq!(till.received(trip).await, (0, 0));
    till.sound().await;
    till.close().await;
}

async fn a_refund_made_in_the_back_office_is_booked_once_and_never_sent(till: Till) {
    let (trip, order, payment, capture) = till.paid().await;
    // Ours waits; the same amount is given back by hand meanwhile.
    let ours = till.ask(trip, draft(&capture, "300")).await.unwrap();
    by_hand(&till, &payment, &capture, 30_000).await;
    till.payments.settle_order(order).await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    let rows = refund::Entity::find().all(till.db.read()).await.unwrap();
    let foreign = rows.iter().find(|row| row.origin == RefundOrigin::Gateway).unwrap();
    assert_eq!((foreign.state, foreign.amount_minor, till.row(ours).await.state), (RefundStage::Succeeded, 30_000, RefundStage::Requested));
    assert_eq!((till.transactions().await, till.received(trip).await), (2, (60_000, 0)));
    assert_eq!(till.open_tasks().await, ["refund.foreign"], "staff see it");
    till.payments.send_refunds().await.unwrap();
    assert_eq!(till.refunds_at_bank(&payment).await.len(), 2, "ours is one of its own");
    assert_eq!((till.row(ours).await.state, till.received(trip).await), (RefundStage::Succeeded, (30_000, 0)));
    // What went back by hand may leave too little for one that waits: it is not sent.
    let last = till.ask(trip, draft(&capture, "300")).await.unwrap();
    by_hand(&till, &payment, &capture, 20_000).await;
    till.payments.send_refunds().await.unwrap();
    assert_eq!((till.row(last).await.state, till.received(trip).await), (RefundStage::Failed, (10_000, 0)));
    assert_eq!(till.refunds_at_bank(&payment).await.len(), 3);
    till.sound().await;
    till.close().await;
}

/// Gives money back in the gateway's own back office.
async fn by_hand(till: &Till, payment: &str, capture: &str, minor: i64) {
    let key = format!("by hand {}", uuid::Uuid::now_v7());
    let gateway = server::gateways::open(&till.counter.config).find(till.gateway()).unwrap().clone();
    let capture = domain::payments::CaptureKey(capture.split_once(':').unwrap().1.to_owned());
    gateway.refund(payment, &capture, eur(minor), &key).await.unwrap();
}

async fn a_lost_answer_is_asked_for_again_and_refunds_once(till: Till) {
    let (trip, _, payment, capture) = till.paid().await;
    till.behave(json!({ "scope": "all", "refund": "error_after", "notify": "never" })).await;
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    assert_eq!(till.payments.send_refunds().await.unwrap(), 0);
    assert_eq!((till.row(id).await.state, till.transactions().await), (RefundStage::Sent, 1), "perhaps done, and not believed");
    let job = till.mails().await.into_iter().find(|job| job.topic == "refund").unwrap();
    assert_eq!(job.state, OutboxState::Unknown);
    // The bank does not answer at all for a while: nothing is concluded, and after an hour a person knows.
    till.behave(json!({ "scope": "all", "fetch": "error" })).await;
    for _ in 0..9 {
        till.pass(Duration::minutes(45));
        till.payments.send_refunds().await.unwrap();
    }
    assert_eq!(till.row(id).await.state, RefundStage::Sent);
    assert_eq!(till.open_tasks().await, ["outbox.unknown"]);
    till.behave_well().await;
    till.pass(Duration::hours(2));
    assert_eq!(till.payments.send_refunds().await.unwrap(), 1);
    assert_eq!(till.refunds_at_bank(&payment).await, [("succeeded".to_owned(), 30_000)]);
    assert_eq!((till.row(id).await.state, till.received(trip).await), (RefundStage::Succeeded, (60_000, 0)));
    till.sound().await;
    till.close().await;
}

/// Three of one amount: the first two are about to be sent when the house dies, the third is made and its answer lost.
async fn twins_are_both_given_back_whoever_is_taken_for_whom(till: Till) {
    let (trip, _, payment, capture) = till.paid().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(till.ask(trip, draft(&capture, "100")).await.unwrap());
    }
    till.sql("UPDATE refund SET state = 'sent'").await;
    let jobs: Vec<_> = till.mails().await.into_iter().filter(|job| job.topic == "refund").collect();
    let tx = till.db.begin_write().await.unwrap();
    for job in jobs.iter().filter(|job| !job.payload.contains(&ids[2].to_string())) {
        let mut later = job.clone().into_active_model();
        later.next_at = Set(till.counter.now() + Duration::hours(1));
        later.update(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    till.behave(json!({ "scope": "all", "refund": "error_after" })).await;
    till.payments.send_refunds().await.unwrap();
    till.behave_well().await;
    for _ in 0..3 {
        till.pass(Duration::minutes(40));
        till.payments.send_refunds().await.unwrap();
    }
    for id in ids {
        assert_eq!(till.row(id).await.state, RefundStage::Succeeded);
    }
    assert_eq!(till.refunds_at_bank(&payment).await, vec![("succeeded".to_owned(), 10_000); 3]);
    assert_eq!(till.received(trip).await, (60_000, 0));
    till.sound().await;
    till.close().await;
}

async fn a_day_later_the_refund_is_found_not_repeated(db: Database) {
    let till = Till::open(db).await;
    let (trip, _, payment, capture) = till.paid().await;
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    // The program died between the answer and the books, and the gateway has forgotten the key since.
    by_hand(&till, &payment, &capture, 30_000).await;
    till.sql("UPDATE refund SET state = 'sent'").await;
    till.pass(Duration::days(2));
    till.payments.send_refunds().await.unwrap();
    assert_eq!(till.refunds_at_bank(&payment).await.len(), 1);
    assert_eq!((till.row(id).await.state, till.received(trip).await), (RefundStage::Succeeded, (60_000, 0)));
    till.sound().await;
    till.close().await;
}

async fn what_the_gateway_cannot_becomes_a_transfer(till: Till) {
    let (trip, _, payment, capture) = till.paid().await;
    till.behave(json!({ "scope": "all", "refund": "refused" })).await;
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let row = till.row(id).await;
    assert_eq!((row.state, row.way, row.failure.is_some()), (RefundStage::Requested, RefundWay::Transfer, true));
    assert_eq!((till.open_tasks().await, till.received(trip).await), (vec!["refund.transfer".to_owned()], (90_000, 0)));
    till.sound().await;
    // It still counts: what is left is less.
    assert!(till.ask(trip, draft(&capture, "601")).await.is_err());
    assert_eq!(till.payments.settle_transfer(&till.seller, id, TransferEnd::Paid).await.unwrap(), trip);
    assert_eq!(code(till.payments.settle_transfer(&till.seller, id, TransferEnd::Paid).await), ErrorCode::RefundOver);
    assert_eq!(code(till.payments.settle_transfer(&till.seller, id, TransferEnd::GivenUp).await), ErrorCode::RefundOver);
    assert_eq!((till.row(id).await.state, till.received(trip).await), (RefundStage::Succeeded, (60_000, 0)));
    assert_eq!((till.mails_of_refund(id).await, till.open_tasks().await), (vec!["succeeded".to_owned()], Vec::<String>::new()));
    assert!(till.refunds_at_bank(&payment).await.is_empty());

    // One that is given up leaves everything as it was.
    let given_up = till.ask(trip, RefundDraft { way: "transfer".into(), ..draft(&capture, "600") }).await.unwrap();
    till.payments.settle_transfer(&till.seller, given_up, TransferEnd::GivenUp).await.unwrap();
    assert_eq!((till.row(given_up).await.state, till.received(trip).await), (RefundStage::Failed, (60_000, 0)));
    // A transfer that was noted too late is not booked over what is there.
    let late = till.ask(trip, RefundDraft { way: "transfer".into(), ..draft(&capture, "600") }).await.unwrap();
    till.behave_well().await;
    by_hand(&till, &payment, &capture, 10_000).await;
    till.payments.reconcile().await.unwrap();
    assert_eq!(code(till.payments.settle_transfer(&till.seller, late, TransferEnd::Paid).await), ErrorCode::OutsideRefundable);
    till.payments.settle_transfer(&till.seller, late, TransferEnd::GivenUp).await.unwrap();
    till.sound().await;
    till.close().await;
}

/// Damage to the tables of money backwards is found and named.
#[tokio::test(flavor = "multi_thread")]
async fn damage_to_refunds_is_found_and_named() {
    let base = store::testing::TestDatabase::sqlite().await;
    let till = Till::open(base.db.clone()).await;
    let (trip, _, _, capture) = till.paid().await;
    let id = till.ask(trip, draft(&capture, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    till.sound().await;
    let named = vec![("I11".to_owned(), id.to_string())];
    for (damage, mend) in [
        ("UPDATE refund SET state = 'pending'", "UPDATE refund SET state = 'succeeded'"),
        ("UPDATE refund SET state = 'failed'", "UPDATE refund SET state = 'succeeded'"),
    ] {
        till.sql(damage).await;
        assert_eq!(till.breaches().await, named, "{damage}");
        till.sql(mend).await;
    }
    till.sql("DROP TRIGGER refund_amount_fixed").await;
    till.sql("UPDATE refund SET amount_minor = 90001").await;
    let breaches = till.breaches().await;
    assert!(
        breaches.iter().any(|(invariant, _)| invariant == "I3") && breaches.iter().filter(|(invariant, _)| invariant == "I11").count() == 2
    );
    till.close().await;
    base.remove().await;
}
