//! Money backwards on a trip's pages, as the server draws them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::{credits, refunds};
use crate::drawn::{body, html, ids, refused};
use crate::refunds::calls::{ApplyCredit, RequestRefund};
use desk::{AppError, CaptureView, CreditView, PayerOfTrip, TripRefunds};
use domain::dates::from_iso;
use domain::error::{ErrorCode, FieldErrors, Refusal};
use domain::money::{Currency, Money};
use domain::payments::UnappliedReason;
use domain::people::StaffRole;
use time::OffsetDateTime;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn sample(cancelled: bool, may_return: bool) -> TripRefunds {
    let trip = "trip_0190a0b0c0d07000800000000000000a".parse().unwrap();
    let payer = "payer_0190a0b0c0d07000800000000000000b".parse().unwrap();
    let order = "order_0190a0b0c0d07000800000000000000c".parse().unwrap();
    let of = PayerOfTrip { trip, reference: "AV-2027-0114".into(), title: "Pérou".into(), payer, payer_name: "Claire Fontaine".into() };
    let capture = CaptureView {
        name: format!("{order}:ch_1"),
        order,
        payer,
        payer_name: "Claire Fontaine".into(),
        taken_at: OffsetDateTime::UNIX_EPOCH,
        money: eur(90_000),
        refunded: eur(30_000),
        refundable: eur(60_000),
        disputed: false,
    };
    let credit = CreditView {
        of,
        amount: eur(10_000),
        reasons: vec![UnappliedReason::Duplicate],
        since: OffsetDateTime::UNIX_EPOCH,
        days: 3,
        applicable: eur(5_000),
        capture: Some(capture.name.clone()),
    };
    TripRefunds {
        trip,
        reference: "AV-2027-0114".into(),
        title: "Pérou".into(),
        cancelled,
        event_on: from_iso("2026-11-20").unwrap(),
        captures: vec![capture],
        refunds: Vec::new(),
        credits: vec![credit],
        disputes: Vec::new(),
        may_return,
    }
}

fn read<T: serde::de::DeserializeOwned>(body: &str) -> T {
    serde_qs::Config::new(5, false).deserialize_str(body).unwrap()
}

#[test]
fn a_refund_starts_with_what_can_go_back_and_keeps_what_was_typed() {
    let drawn = html(StaffRole::Accountant, None, || refunds::page(&sample(true, true)));
    let post: RequestRefund = read(&body(&drawn));
    let draft = &post.draft;
    assert_eq!((draft.amount.as_str(), draft.left.as_str(), draft.event_on.as_str()), ("600.00", "600.00 EUR", "20/11/2026"));
    assert!(draft.capture.ends_with(":ch_1") && draft.way == "gateway");
    let ids = ids(&drawn);
    assert_eq!(ids.len(), ids.iter().collect::<std::collections::BTreeSet<_>>().len());

    let typed = body(&drawn).replace("600.00&", "601&");
    let outside = Refusal::new(ErrorCode::OutsideRefundable).with("max", "600.00 EUR");
    let replay = refused("request_refund", &typed, &AppError::Fields(FieldErrors::one("amount", outside)));
    let again = html(StaffRole::Accountant, Some(replay), || refunds::page(&sample(true, true)));
    let post: RequestRefund = read(&body(&again));
    assert_eq!(post.draft.amount, read::<RequestRefund>(&typed).draft.amount);
    assert!(again.contains("at most €600.00"));
}

#[test]
fn a_credit_starts_with_what_can_be_applied() {
    let drawn = html(StaffRole::Accountant, None, || credits::page(&sample(false, true)));
    let post: ApplyCredit = read(&body(&drawn));
    assert_eq!((post.draft.amount.as_str(), post.draft.left.as_str()), ("50.00", "50.00 EUR"));
}

#[test]
fn what_the_policy_forbids_is_not_shown_on_the_card() {
    let allowed = html(StaffRole::Accountant, None, || refunds::card(sample(true, true)));
    let reading = html(StaffRole::Manager, None, || refunds::card(sample(true, false)));
    assert!(allowed.contains("/refund?capture=") && allowed.contains("/apply?payer=") && allowed.contains("Refund everything: €600.00"));
    assert!(!reading.contains("/refund?") && !reading.contains("/apply?") && reading.contains("Paid twice"));
    let open = html(StaffRole::Accountant, None, || refunds::card(sample(false, true)));
    assert!(!open.contains("Refund everything") && open.contains("Refund…"));
}
