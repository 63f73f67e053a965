//! The list of payments and the page on gateways as the server draws them, for different readers.

use super::{gateways, list};
use crate::drawn::html;
use desk::{GatewayView, PaidBy, PaymentList, PaymentRow, PaymentStanding};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::payments::{GatewayFacts, HealthSign, OrderState, PaymentMethod, PayoutStage};
use domain::people::StaffRole;
use domain::trips::Entity;
use time::OffsetDateTime;

fn gateway(refused: u64, signs: Vec<HealthSign>) -> GatewayView {
    let facts = GatewayFacts { configured: true, refused, ..GatewayFacts::default() };
    GatewayView {
        name: "sandbox".to_owned(),
        account: "demo".to_owned(),
        chosen: true,
        facts,
        clearing: vec![(Entity::France, Money::new(183_000, Currency::EUR)), (Entity::Switzerland, Money::new(-1_205, Currency::CHF))],
        last_payout: Some((time::macros::date!(2027 - 03 - 14), Money::new(90_000, Currency::EUR), PayoutStage::Failed)),
        signs,
        last_refusal: None,
    }
}

#[test]
fn totals_are_apart_for_each_currency() {
    let row = PaymentRow {
        created_at: OffsetDateTime::UNIX_EPOCH,
        received_on: None,
        recorded: None,
        trip: "trip_0190a0b0c0d07000800000000000000a".parse().unwrap(),
        reference: "AV-2027-0114".to_owned(),
        title: "Peru".to_owned(),
        client_name: "Claire Fontaine".to_owned(),
        by: PaidBy::Gateway("sandbox".to_owned()),
        amount: Money::new(183_000, Currency::EUR),
        standing: PaymentStanding::Order(OrderState::Succeeded),
    };
    let recorded = Some("recorded_0190a0b0c0d07000800000000000000a".parse().unwrap());
    let by = PaidBy::Method(PaymentMethod::Cheque);
    let undone = PaymentRow { recorded, by, standing: PaymentStanding::Reversed, amount: Money::new(500, Currency::EUR), ..row.clone() };
    let list = PaymentList {
        page: Page { rows: vec![row, undone], total: 2, page: 1, per: 50 },
        received: vec![Money::new(1_205, Currency::CHF), Money::new(183_000, Currency::EUR)],
        gateways: vec!["sandbox".to_owned()],
    };
    let query = ListQuery { filters: vec!["state:succeeded".to_owned(), "from:2027-03-14".to_owned()], ..ListQuery::default() };
    let page = html(StaffRole::Accountant, None, move || list::whole(&query, list)).replace('\u{a0}', " ");
    assert!(page.contains("CHF 12.05 · €1,830.00") && page.contains("14/03/2027"), "{page}");
    assert!(page.contains("/office/trips/trip_0190a0b0c0d07000800000000000000a"));
    assert!(page.contains("/recorded/recorded_0190a0b0c0d07000800000000000000a") && page.contains("Online, sandbox"), "{page}");
    assert!(page.contains(locales::office::record_reversed(locales::Locale::En)), "{page}");
}

#[test]
fn what_a_gateway_holds_is_said_currency_by_currency() {
    let page = html(StaffRole::Manager, None, || gateways::whole(vec![gateway(0, Vec::new())])).replace('\u{a0}', " ");
    assert!(page.contains("France (EUR) €1,830.00 · ") && page.contains("Switzerland (CHF) −CHF 12.05"), "{page}");
    assert!(page.contains("€900.00, ") && page.contains("(failed)"), "{page}");
}

#[test]
fn a_second_look_is_offered_to_who_may_and_where_something_was_refused() {
    let offered = |role, refused| html(role, None, move || gateways::whole(vec![gateway(refused, Vec::new())])).contains("verify_refused");
    assert!(offered(StaffRole::Accountant, 2) && offered(StaffRole::Administrator, 1));
    assert!(!offered(StaffRole::Manager, 2) && !offered(StaffRole::Accountant, 0));
}

#[test]
fn every_sign_says_what_to_do() {
    let page = html(StaffRole::Manager, None, || gateways::whole(vec![gateway(0, HealthSign::ALL.to_vec())]));
    for sign in HealthSign::ALL {
        assert!(page.contains(locales::office::health_sign(locales::Locale::En, *sign)), "{sign}");
    }
}
