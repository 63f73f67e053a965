//! Items as the server draws them, for different readers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::{list, one};
use crate::drawn::{html, refused};
use desk::{AppError, DifferenceList, DifferenceView, PayoutChoice, PayoutSeen, SeenAt};
use domain::error::{ErrorCode, FieldErrors};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::people::StaffRole;
use domain::transfers::{DifferenceKind, DifferenceState, Direction, MatchReason};

fn item() -> DifferenceView {
    DifferenceView {
        id: "line_0190a0b0c0d07000800000000000000a".parse().unwrap(),
        kind: DifferenceKind::UnmatchedCredit,
        state: DifferenceState::Open,
        entity: None,
        on: None,
        direction: Direction::In,
        theirs: Some(Money::new(1_200, Currency::EUR)),
        ours: None,
        seen_at: SeenAt::Statement("statement_0190a0b0c0d07000800000000000000a".parse().unwrap(), "march.csv".to_owned()),
        party: "Ana <b>Müller</b>".to_owned(),
        reference: String::new(),
        info: "deposit".to_owned(),
        reason: Some(MatchReason::Name),
        payer: None,
        payout: None,
        payout_choices: Vec::new(),
        order: None,
        by: String::new(),
        at: None,
        note: String::new(),
    }
}

/// Which decisions are offered.
fn offered(role: StaffRole, change: impl FnOnce(&mut DifferenceView)) -> Vec<&'static str> {
    let mut item = item();
    change(&mut item);
    let page = html(role, None, move || one::whole(item));
    let all = ["accept_line", "book_payout", "undo_payout", "return_line", "explain_difference"];
    all.into_iter().filter(|name| page.contains(&format!("do={name}"))).collect()
}

#[test]
fn decisions_are_offered_to_who_may_take_them_and_only_once() {
    let none = |_: &mut DifferenceView| ();
    let out = |item: &mut DifferenceView| item.direction = Direction::Out;
    assert_eq!(offered(StaffRole::Accountant, none), ["accept_line", "return_line", "explain_difference"]);
    assert_eq!(offered(StaffRole::Manager, none), ["accept_line", "explain_difference"]);
    assert_eq!(offered(StaffRole::Accountant, out), ["accept_line", "explain_difference"]);
    assert_eq!(offered(StaffRole::Manager, out), ["explain_difference"]);
    assert_eq!(offered(StaffRole::Accountant, |item| item.state = DifferenceState::Returning), ["accept_line", "explain_difference"]);
    for state in [DifferenceState::Booked, DifferenceState::Explained, DifferenceState::Returned, DifferenceState::Gone] {
        assert!(offered(StaffRole::Administrator, |item| item.state = state).is_empty(), "{state}");
    }
    let fact = "difference_0190a0b0c0d07000800000000000000a";
    assert_eq!(offered(StaffRole::Accountant, |item| item.id = fact.parse().unwrap()), ["explain_difference"]);
}

#[test]
fn a_payout_is_offered_where_one_can_be_meant_and_undone_by_who_may() {
    let entity = domain::trips::Entity::France;
    let choice = |value: &str, minor, arrives_on| {
        let (value, gateway, money) = (value.to_owned(), "lyra:12345678".to_owned(), Money::new(minor, Currency::EUR));
        PayoutChoice { value, gateway, entity, money, arrives_on }
    };
    let with = |item: &mut DifferenceView| item.payout_choices = vec![choice("fr:lyra:12345678", 9_900, None)];
    assert_eq!(offered(StaffRole::Manager, with), ["accept_line", "book_payout", "explain_difference"]);
    assert!(offered(StaffRole::Seller, with).is_empty());
    let seen = |undo| {
        move |item: &mut DifferenceView| {
            item.state = DifferenceState::Booked;
            item.payout = Some(PayoutSeen { value: String::new(), gateway: "lyra:12345678".into(), fee: None, undo });
        }
    };
    assert_eq!(offered(StaffRole::Manager, seen(true)), ["undo_payout"]);
    assert!(offered(StaffRole::Manager, seen(false)).is_empty() && offered(StaffRole::Seller, seen(true)).is_empty());
    let mut item = item();
    item.payout_choices = vec![choice("payout_0190a0b0c0d07000800000000000000a", 1_200, Some(time::macros::date!(2027 - 03 - 14)))];
    let error = AppError::from(FieldErrors::one("fee", ErrorCode::NotAnAmount));
    let replay = refused("book_payout", "line=line_0190a0b0c0d07000800000000000000a&draft%5Bfee%5D=much", &error);
    let page = html(StaffRole::Accountant, Some(replay), || one::whole(item)).replace('\u{a0}', " ");
    assert!(page.contains("value=\"much\"") && page.contains("announced payout of €12.00"), "{page}");
}

#[test]
fn what_was_typed_stays_with_its_refusal() {
    let error = AppError::from(FieldErrors::one("reason", ErrorCode::TooLong));
    let replay = refused("explain_difference", "item=line_0190a0b0c0d07000800000000000000a&draft%5Breason%5D=a+rent", &error);
    let page = html(StaffRole::Accountant, Some(replay), || one::whole(item()));
    assert!(page.contains(">a rent</textarea>") && page.contains("aria-invalid"), "{page}");
}

#[test]
fn sums_stay_apart_and_texts_are_no_markup() {
    let (euros, francs) = (Money::new(183_000, Currency::EUR), Money::new(1_205, Currency::CHF));
    let kind = DifferenceKind::UnmatchedCredit;
    let list =
        DifferenceList { page: Page { rows: vec![item()], total: 1, page: 1, per: 50 }, totals: vec![(kind, francs), (kind, euros)] };
    let query = ListQuery { filters: vec!["state:open".to_owned()], ..ListQuery::default() };
    let page = html(StaffRole::Manager, None, move || list::whole(&query, list)).replace('\u{a0}', " ");
    assert!(page.contains("CHF 12.05 · €1,830.00"), "{page}");
    assert!(!page.contains("<b>Müller") && page.contains("/office/reconciliation/line_0190a0b0c0d07000800000000000000a"));
}
