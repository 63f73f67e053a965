//! Contracts that pass to another person while money is here, on its way, or comes back: both stay liable, and every cent stays who it came from.

use super::fixtures::{Till, eur, next, other};
use super::refund_fixtures::draft;
use super::returned::{balance, debit, give_back, mails_of, paid, with_debits};
use super::shares::{other_client, payers};
use crate::support::{caller, code};
use desk::{AppError, PayerDesk, PayerView, PaymentDesk, PortalDesk, RecordedDesk, RefundDesk, Sharing, TripDesk};
use domain::error::ErrorCode;
use domain::ids::{StaffId, TripId};
use domain::payers::{HandoverDraft, Notice};
use domain::payments::{ApplyDraft, OrderState, RecordDraft, RefundDraft, ReversalDraft};
use domain::people::StaffRole;
use domain::policy::Actor;
use domain::trips::{TripDraft, TripMove};
use sea_orm::EntityTrait;
use serde_json::json;
use server::desks::books::Books;
use store::entities::{client, handover};
use store::{Database, on_both};
use time::Duration;

with_debits!([at_sandbox Sandbox, at_stripe Stripe] (
    a_debit_of_the_old_payer_pays_off_the_joint_debt,
    a_debit_returned_after_the_handover_is_owed_by_both,
));

on_both!(
    seven_days_before_the_start_a_contract_passes_and_six_days_before_it_does_not,
    what_was_paid_stays_who_it_came_from,
    more_than_the_joint_debt_is_the_old_payers_credit,
    a_contract_without_money_passes_whole,
    a_refund_to_the_old_payer_opens_the_debt_of_the_new_one,
    a_refund_that_comes_back_pays_off_the_joint_debt_again,
    a_refund_that_comes_back_after_the_debt_was_paid_is_a_credit,
    a_refund_that_comes_back_pays_off_what_is_left_and_no_more,
    a_new_price_leaves_what_the_old_payer_has_paid,
    a_transfer_of_the_old_payer_pays_off_the_joint_debt_until_it_is_reversed,
    nothing_is_handed_over_that_was_not_looked_at,
);

pub(super) fn to_other(till: &Till) -> HandoverDraft {
    HandoverDraft { client: other_client(till).to_string(), reason: "Jambe cassée".into(), late: String::new() }
}

pub(super) async fn hand_over(till: &Till, trip: TripId, draft: HandoverDraft) -> Result<(), AppError> {
    let desk = payers(till);
    let version = desk.find_handover(&till.seller, trip).await?.version;
    let seen = desk.preview_handover(&till.seller, trip, draft.clone()).await?.seen;
    desk.hand_over(&till.seller, trip, version, draft, seen).await.map(drop)
}

/// Payers in the order in which they joined: share, received, credit, remaining.
pub(super) async fn stands(till: &Till, trip: TripId) -> Vec<(i64, i64, i64, i64)> {
    let views: Vec<PayerView> = payers(till).find_payers(&till.seller, trip).await.unwrap().payers;
    views.iter().map(|one| (one.share.minor, one.received.minor, one.credit.minor, one.remaining.minor)).collect()
}

pub(super) async fn confirm(till: &Till, trip: TripId) {
    let version = till.trips.find_trip(&till.seller, trip).await.unwrap().version;
    till.trips.move_trip(&till.seller, trip, version, TripMove::Confirm).await.unwrap();
}

/// A sold trip of which `amount` was paid by card, and starts in so many days.
async fn sold(till: &Till, days: i64, amount: &str) -> TripId {
    let day = |days: i64| domain::dates::iso(domain::dates::plus_days(till.counter.today(), days));
    let trip = till.trip_with(|draft| (draft.starts_on, draft.ends_on) = (day(days), day(days + 9))).await;
    let (order, payment) = till.started_with(trip, other(amount)).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    confirm(till, trip).await;
    trip
}

async fn seven_days_before_the_start_a_contract_passes_and_six_days_before_it_does_not(db: Database) {
    let till = Till::open(db).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let too_late = |refused: AppError| matches!(&refused, AppError::Fields(fields) if fields.get("late").is_some_and(|why| why.code == ErrorCode::HandoverTooLate));
    let trip = sold(&till, 6, "900").await;
    assert_eq!(payers(&till).find_handover(&till.seller, trip).await.unwrap().notice, Notice::Late);
    assert!(too_late(hand_over(&till, trip, to_other(&till)).await.unwrap_err()));
    // Its own seller cannot lift that, whoever leads the house can, with the reason on record.
    let late = HandoverDraft { late: "yes".into(), ..to_other(&till) };
    let seller = till.trips.find_trip(&till.seller, trip).await.unwrap().trip.seller;
    let own = caller(Actor::Staff { id: seller, role: StaffRole::Seller });
    assert!(too_late(payers(&till).preview_handover(&own, trip, late.clone()).await.unwrap_err()));
    let stranger = caller(Actor::Staff { id: store::fresh::<StaffId>(), role: StaffRole::Seller });
    assert_eq!(code(payers(&till).preview_handover(&stranger, trip, late.clone()).await), ErrorCode::NotFound);
    hand_over(&till, trip, late).await.unwrap();
    let rows = handover::Entity::find().all(till.db.read()).await.unwrap();
    assert_eq!((rows.len(), rows[0].late, rows[0].reason.as_str()), (1, true, "Jambe cassée"));

    let trip = sold(&till, 7, "900").await;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(90_000, 90_000, 0, 0), (210_000, 0, 0, 210_000)]);
    // Once it has begun nobody can.
    let trip = sold(&till, 1, "3000").await;
    till.pass(Duration::days(1));
    let late = HandoverDraft { late: "yes".into(), ..to_other(&till) };
    assert!(too_late(hand_over(&till, trip, late).await.unwrap_err()));
    till.assert_sound().await;
    till.close().await;
}

async fn what_was_paid_stays_who_it_came_from(db: Database) {
    let till = Till::open(db).await;
    let trip = sold(&till, 40, "1000").await;
    let order = till.orders(trip).await[0].id;
    let receipt = till.receipts(order).await[0].id;
    let entries = till.transactions().await;
    let view = payers(&till).find_payers(&till.seller, trip).await.unwrap();
    let old = view.payers[0].id;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    assert_eq!(till.transactions().await, entries, "nothing is moved in the books");
    assert_eq!(stands(&till, trip).await, [(100_000, 100_000, 0, 0), (200_000, 0, 0, 200_000)]);
    // The new client sees the trip and owes what is open; the old one keeps payments and receipts, and nothing of the trip.
    let new = till.trips.find_own_trip(&till.other, trip).await.unwrap();
    assert_eq!((new.card.remaining, new.received, new.sharing), (eur(200_000), eur(0), Sharing::Contract(eur(100_000))));
    assert!(!new.travellers.is_empty() && new.receipts.is_empty());
    let former = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((former.received, former.card.remaining, former.receipts.len()), (eur(100_000), eur(0), 1));
    assert!(former.travellers.is_empty() && former.days.is_empty() && former.services.is_empty());
    assert!(till.payments.read_receipt(&till.traveller, receipt).await.is_ok());
    assert_eq!(code(till.payments.read_receipt(&till.other, receipt).await), ErrorCode::NotFound);
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, next()).await), ErrorCode::NothingDue);
    // Both are told, and staff see who is liable.
    let mails = mails_of(&till, "mail:handover:").await;
    assert!(mails.len() == 2 && mails.iter().all(|mail| mail.contains("Ana Müller") && mail.contains("Zoé Blanc")), "{mails:?}");
    let view = payers(&till).find_payers(&till.seller, trip).await.unwrap();
    assert_eq!(view.joint.iter().map(|one| (one.from, one.to)).collect::<Vec<_>>(), [(old, view.payers[1].id)]);
    assert_eq!(till.trips.find_trip(&till.seller, trip).await.unwrap().trip.client, other_client(&till));
    let history = till.trips.list_history(&till.seller, trip).await.unwrap();
    assert!(
        serde_json::to_string(&history).unwrap().contains("Contrat") || serde_json::to_string(&history).unwrap().contains("handed_over")
    );
    // Whoever took over pays the rest.
    till.payments.start_payment(&till.other, trip, other("2000")).await.unwrap();
    let order = till.orders(trip).await.pop().unwrap();
    till.capture(order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(order.id).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(100_000, 100_000, 0, 0), (200_000, 200_000, 0, 0)]);
    // It is not handed back by the same form, nor by an ordinary edit.
    let back = HandoverDraft { client: till.client_id.to_string(), ..to_other(&till) };
    assert!(matches!(hand_over(&till, trip, back).await, Err(AppError::Fields(fields)) if fields.get("client").is_some()));
    till.assert_sound().await;
    till.close().await;
}

async fn a_debit_of_the_old_payer_pays_off_the_joint_debt(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started_with(trip, debit()).await;
    till.act(&payment, json!({ "do": "delay" })).await;
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Processing);
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(0, 0, 0, 0), (300_000, 0, 0, 300_000)]);
    till.assert_sound().await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    till.payments.settle_order(order).await.unwrap();
    // It is theirs, with its receipt, and what is open is less by as much.
    assert_eq!(stands(&till, trip).await, [(90_000, 90_000, 0, 0), (210_000, 0, 0, 210_000)]);
    assert_eq!((till.receipts(order).await.len(), till.order(order).await.state), (1, OrderState::Succeeded));
    till.assert_sound().await;
    till.close().await;
}

async fn a_debit_returned_after_the_handover_is_owed_by_both(till: Till) {
    let (trip, order, payment) = paid(&till).await;
    till.pass(Duration::days(30));
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    till.pass(Duration::days(26));
    give_back(&till, &payment, json!({})).await;
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Returned);
    // Who took over owes all of it; who handed over is liable with them, and both are told so once.
    assert_eq!(stands(&till, trip).await.last(), Some(&(300_000, 0, 0, 300_000)));
    assert_eq!(till.trips.find_own_trip(&till.other, trip).await.unwrap().card.remaining, eur(300_000));
    let mails = mails_of(&till, "mail:returned:").await;
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().any(|mail| mail.contains("handed_over")) && mails.iter().any(|mail| mail.contains("taken_over")));
    assert_eq!((balance(&till, "4191").await, balance(&till, "511").await, till.tasks_of("payment.returned").await.len()), (0, -750, 1));
    till.assert_sound().await;
    till.close().await;
}

async fn more_than_the_joint_debt_is_the_old_payers_credit(db: Database) {
    let till = Till::open(db).await;
    let trip = sold(&till, 40, "1000").await;
    let (order, payment) = till.started_with(trip, other("1500")).await;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    // The new payer pays 1200 of the 2000 while the old one's page is still open.
    till.payments.start_payment(&till.other, trip, other("1200")).await.unwrap();
    let theirs = till.orders(trip).await.into_iter().find(|row| row.amount_minor == 120_000).unwrap();
    till.capture(theirs.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(theirs.id).await.unwrap();
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(180_000, 180_000, 70_000, 0), (120_000, 120_000, 0, 0)]);
    till.assert_sound().await;
    // Should the debt grow again, the old payer's credit may pay it off.
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let mut draft = TripDraft::from(&view.trip);
    draft.services[0].price = "3100".into();
    crate::support::edit(&till.trips, &till.seller, trip, draft, "taxes").await.unwrap();
    assert_eq!(stands(&till, trip).await, [(180_000, 180_000, 70_000, 0), (130_000, 120_000, 0, 10_000)]);
    let old = payers(&till).find_payers(&till.seller, trip).await.unwrap().payers[0].id;
    let offered = till.payments.list_credits(&till.seller).await.unwrap().remove(0);
    assert_eq!((offered.of.payer, offered.amount, offered.applicable), (old, eur(70_000), eur(10_000)));
    let apply = ApplyDraft { amount: "100".into(), left: String::new() };
    till.payments.apply_credit(&till.seller, trip, old, apply).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(190_000, 190_000, 60_000, 0), (120_000, 120_000, 0, 0)]);
    till.assert_sound().await;
    till.close().await;
}

async fn a_contract_without_money_passes_whole(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    assert_eq!(code(hand_over(&till, trip, to_other(&till)).await), ErrorCode::MoveRefused, "nobody has agreed to it yet");
    confirm(&till, trip).await;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(300_000, 0, 0, 300_000)]);
    assert_eq!(code(till.trips.find_own_trip(&till.traveller, trip).await), ErrorCode::NotFound);
    let page = till.trips.find_own_trip(&till.other, trip).await.unwrap();
    assert_eq!((page.card.remaining, page.sharing), (eur(300_000), Sharing::Alone));
    till.assert_sound().await;
    till.close().await;
}

async fn a_refund_to_the_old_payer_opens_the_debt_of_the_new_one(db: Database) {
    let till = Till::open(db).await;
    let trip = sold(&till, 40, "1000").await;
    let order = till.orders(trip).await[0].id;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    let capture = format!("{order}:{}", till.captures(order).await[0].capture_key);
    let draft = RefundDraft { capture, way: "gateway".into(), amount: "400".into(), reason: "accord".into(), ..RefundDraft::default() };
    till.payments.request_refund(&till.seller, trip, draft).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert_eq!(stands(&till, trip).await, [(60_000, 60_000, 0, 0), (240_000, 0, 0, 240_000)]);
    till.assert_sound().await;
    till.close().await;
}

async fn a_refund_that_comes_back_pays_off_the_joint_debt_again(db: Database) {
    comes_back(db, None, [(90_000, 90_000, 0, 0), (210_000, 0, 0, 210_000)], false).await;
}

async fn a_refund_that_comes_back_after_the_debt_was_paid_is_a_credit(db: Database) {
    comes_back(db, Some("3000"), [(0, 0, 90_000, 0), (300_000, 300_000, 0, 0)], true).await;
}

async fn a_refund_that_comes_back_pays_off_what_is_left_and_no_more(db: Database) {
    comes_back(db, Some("2500"), [(50_000, 50_000, 40_000, 0), (250_000, 250_000, 0, 0)], true).await;
}

/// All of the old payer's money goes back after the handover; the new one pays `meanwhile`; then the refund fails after all.
async fn comes_back(db: Database, meanwhile: Option<&str>, expected: [(i64, i64, i64, i64); 2], aside: bool) {
    let till = Till::open(db).await;
    till.behave(json!({ "scope": "all", "refund": "pending" })).await;
    let trip = sold(&till, 40, "900").await;
    let order = till.orders(trip).await.remove(0);
    let payment = order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap();
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    let capture = format!("{}:{}", order.id, till.captures(order.id).await[0].capture_key);
    let refund = till.ask(trip, draft(&capture, "900")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let key = till.row(refund).await.refund_key.unwrap();
    till.end_refund(payment, &key, "succeeded").await;
    till.payments.settle_order(order.id).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(0, 0, 0, 0), (300_000, 0, 0, 300_000)]);
    till.sound().await;
    if let Some(amount) = meanwhile {
        till.payments.start_payment(&till.other, trip, other(amount)).await.unwrap();
        let theirs = till.orders(trip).await.pop().unwrap();
        till.capture(theirs.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
        till.payments.settle_order(theirs.id).await.unwrap();
    }
    till.pass(Duration::days(5));
    till.end_refund(payment, &key, "failed").await;
    till.payments.settle_order(order.id).await.unwrap();
    till.payments.settle_order(order.id).await.unwrap();
    assert_eq!(stands(&till, trip).await, expected);
    let tasks = till.open_tasks().await;
    assert_eq!((tasks.contains(&"refund.failed".to_owned()), tasks.contains(&"payment.unapplied".to_owned())), (true, aside), "{tasks:?}");
    till.sound().await;
    till.close().await;
}

async fn a_new_price_leaves_what_the_old_payer_has_paid(db: Database) {
    let till = Till::open(db).await;
    let trip = sold(&till, 40, "1000").await;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    for (price, expected) in
        [("3100", [(100_000, 100_000, 0, 0), (210_000, 0, 0, 210_000)]), ("1500", [(100_000, 100_000, 0, 0), (50_000, 0, 0, 50_000)])]
    {
        let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
        let mut draft = TripDraft::from(&view.trip);
        draft.services[0].price = price.into();
        crate::support::edit(&till.trips, &till.seller, trip, draft, "taxes").await.unwrap();
        assert_eq!(stands(&till, trip).await, expected, "{price}");
        till.assert_sound().await;
    }
    till.close().await;
}

async fn a_transfer_of_the_old_payer_pays_off_the_joint_debt_until_it_is_reversed(db: Database) {
    let till = Till::open(db).await;
    let trip = sold(&till, 40, "1000").await;
    hand_over(&till, trip, to_other(&till)).await.unwrap();
    let old = payers(&till).find_payers(&till.seller, trip).await.unwrap().payers[0].id;
    let books = Books::new(till.counter.clone());
    let form = books.find_record_form(&till.seller, trip).await.unwrap();
    let draft = RecordDraft {
        payer: old.to_string(),
        method: "transfer".into(),
        amount: "500".into(),
        currency: "EUR".into(),
        received_on: domain::dates::iso(till.counter.today()),
        note: String::new(),
    };
    books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(150_000, 150_000, 0, 0), (150_000, 0, 0, 150_000)]);
    till.assert_sound().await;
    let reason = ReversalDraft { reason: "Autre client".into() };
    books.reverse_payment(&till.seller, form.id, reason).await.unwrap();
    assert_eq!(stands(&till, trip).await, [(100_000, 100_000, 0, 0), (200_000, 0, 0, 200_000)]);
    till.assert_sound().await;
    till.close().await;
}

async fn nothing_is_handed_over_that_was_not_looked_at(db: Database) {
    let till = Till::open(db).await;
    let trip = sold(&till, 40, "1000").await;
    let desk = payers(&till);
    let before = desk.find_handover(&till.seller, trip).await.unwrap();
    let draft = to_other(&till);
    let unseen = desk.hand_over(&till.seller, trip, before.version, draft.clone(), String::new()).await;
    assert_eq!(unseen.unwrap_err(), AppError::Redraw);
    let preview = desk.preview_handover(&till.seller, trip, draft.clone()).await.unwrap();
    let [from, to] = preview.changes.as_slice() else { panic!("two sides") };
    assert_eq!((from.share, to.share, preview.moved), ((Some(eur(300_000)), Some(eur(100_000))), (None, Some(eur(200_000))), eur(200_000)));
    assert!(from.after.iter().all(|line| line.paid == line.amount), "{:?}", from.after);
    // Money that comes meanwhile is looked at anew.
    let (order, payment) = till.started_with(trip, other("500")).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let stale = desk.hand_over(&till.seller, trip, before.version, draft.clone(), preview.seen).await;
    assert_eq!(stale.unwrap_err(), AppError::Redraw);
    // An ordinary edit still cannot.
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let mut edited = TripDraft::from(&view.trip);
    edited.client = other_client(&till).to_string();
    assert!(till.trips.update_trip(&till.seller, trip, view.version, edited, Default::default()).await.is_err());
    assert!(client::Entity::find_by_id(view.trip.client).one(till.db.read()).await.unwrap().is_some());
    for who in [&till.traveller, &till.other] {
        assert_eq!(code(desk.preview_handover(who, trip, draft.clone()).await), ErrorCode::NotFound);
    }
    till.assert_sound().await;
    till.close().await;
}
