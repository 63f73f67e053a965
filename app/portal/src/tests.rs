//! What the pages say, drawn on the server.

use crate::result::draw as draw_result;
use crate::trip::{Todo, TodoBand, Turn, next_of, todo, words_of};
use desk::{InstalmentView, OutcomeView, ReceiptView, SellerView, Theme, TripCard, Viewer};
use domain::dates::from_iso;
use domain::ids::{AccountId, ClientId, InstalmentId, PaymentOrderId, ReceiptId, TripId};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payments::{DeclineReason, InstalmentState, PaymentOutcome};
use domain::policy::Actor;
use domain::schedules::InstalmentKind;
use domain::trips::{Destination, TripState};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use std::sync::Arc;
use time::{Date, OffsetDateTime};

pub(crate) fn day(iso: &str) -> Date {
    from_iso(iso).unwrap()
}

pub(crate) fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(crate) fn id<T: From<uuid::Uuid>>(number: u128) -> T {
    uuid::Uuid::from_u128(number).into()
}

pub(crate) fn viewer(locale: Locale) -> Viewer {
    Viewer {
        actor: Actor::Client { account: id::<AccountId>(1), client: id::<ClientId>(2) },
        name: "Ana Ruiz".to_owned(),
        given_name: "Ana".to_owned(),
        locale,
        theme: Theme::Auto,
        today: day("2026-11-21"),
        agency: "Altiport".to_owned(),
        phone: "04 50 00 00 00".to_owned(),
        demo: true,
    }
}

fn drawn(locale: Locale, view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_meta_context();
        provide_context(Arc::new(viewer(locale)));
        view().to_html().replace('\u{a0}', " ")
    })
}

pub(crate) fn receipt() -> ReceiptView {
    ReceiptView {
        id: id::<ReceiptId>(5),
        number: "FR-2026-000012".to_owned(),
        paid_at: OffsetDateTime::UNIX_EPOCH,
        amount: euros(184_000),
        reversed_on: None,
    }
}

pub(crate) fn outcome(outcome: PaymentOutcome) -> OutcomeView {
    let paid = outcome == PaymentOutcome::Paid;
    OutcomeView {
        order: id::<PaymentOrderId>(3),
        reference: "P-7K2M".to_owned(),
        trip: id::<TripId>(4),
        trip_title: "Peru".to_owned(),
        amount: euros(184_000),
        outcome,
        certain: true,
        reason: (outcome == PaymentOutcome::Declined).then_some(DeclineReason::InsufficientFunds),
        receipt: paid.then(receipt),
        paid_at: paid.then_some(OffsetDateTime::UNIX_EPOCH),
        resume: None,
        other_ways: None,
        seller: SellerView { name: "Luc".to_owned(), phone: "04 50 11 22 33".to_owned(), email: String::new() },
    }
}

const NOT_TWICE: [(Locale, &str); 2] = [(Locale::Fr, "Ne payez pas une seconde fois."), (Locale::En, "Do not pay a second time.")];

#[test]
fn open_outcomes_forbid_a_second_payment_and_look_again_without_scripts() {
    for (locale, words) in NOT_TWICE {
        for open in [PaymentOutcome::Pending, PaymentOutcome::Unknown] {
            let html = drawn(locale, || draw_result(outcome(open), 0));
            assert!(html.contains(words), "{html}");
            assert!(html.contains("http-equiv"), "{html}");
            assert!(!html.contains("/pay\""), "an open outcome offers to pay: {html}");
        }
        for closed in [PaymentOutcome::Paid, PaymentOutcome::Declined, PaymentOutcome::Abandoned, PaymentOutcome::Returned] {
            let html = drawn(locale, || draw_result(outcome(closed), 0));
            assert!(!html.contains(words) && !html.contains("http-equiv"), "{html}");
        }
    }
}

#[test]
fn a_browser_without_scripts_stops_looking_after_half_a_minute() {
    assert!(drawn(Locale::En, || draw_result(outcome(PaymentOutcome::Unknown), 5)).contains("looked=6"));
    let html = drawn(Locale::En, || draw_result(outcome(PaymentOutcome::Unknown), 6));
    assert!(!html.contains("http-equiv") && html.contains("we will write to you"), "{html}");
}

#[test]
fn every_outcome_has_one_heading_its_reference_and_a_phone_number() {
    let mut titles = std::collections::BTreeSet::new();
    for word in PaymentOutcome::ALL {
        let html = drawn(Locale::En, || draw_result(outcome(*word), 0));
        assert_eq!(html.matches("<h1").count(), 1, "{html}");
        assert!(html.contains("P-7K2M") && html.contains("tel:0450112233"), "{html}");
        titles.insert(locales::portal::result::title(Locale::En, *word, ""));
    }
    assert_eq!(titles.len(), PaymentOutcome::ALL.len());
}

#[test]
fn only_outcomes_without_money_say_that_nothing_was_taken() {
    for word in PaymentOutcome::ALL {
        let html = drawn(Locale::En, || draw_result(outcome(*word), 0));
        let without_money = matches!(word, PaymentOutcome::Declined | PaymentOutcome::Abandoned);
        assert_eq!(html.contains("Nothing was taken."), without_money, "{html}");
        assert_eq!(html.contains("Start the payment again"), without_money, "{html}");
        assert_eq!(html.contains("/receipts/receipt_"), *word == PaymentOutcome::Paid, "{html}");
    }
}

#[test]
fn what_a_bank_cannot_be_asked_about_is_never_said_to_have_taken_nothing() {
    for word in [PaymentOutcome::Declined, PaymentOutcome::Abandoned] {
        let view = OutcomeView { certain: false, resume: Some("/payments/order_1/bank".to_owned()), ..outcome(word) };
        let html = drawn(Locale::En, || draw_result(view, 0));
        assert!(!html.contains("Nothing was taken.") && html.contains("the money remains yours"), "{html}");
        assert!(html.contains("/payments/order_1/bank"), "another try without typing anything: {html}");
    }
}

#[test]
fn a_page_of_the_bank_that_is_still_open_is_offered_again() {
    let mut view = outcome(PaymentOutcome::Declined);
    view.resume = Some("https://bank.example/pay/1".to_owned());
    let html = drawn(Locale::En, || draw_result(view, 0));
    assert!(
        html.contains("https://bank.example/pay/1") && html.contains("Try another card") && !html.contains("Start the payment again"),
        "{html}"
    );
}

pub(crate) fn card(state: TripState, due: Option<(InstalmentState, &str)>) -> TripCard {
    let next_due = due.map(|(state, due_on)| InstalmentView {
        id: id::<InstalmentId>(6),
        kind: InstalmentKind::Balance,
        due_on: day(due_on),
        amount: euros(306_000),
        paid: euros(6_000),
        state,
        receipt: None,
        why: None,
    });
    TripCard {
        id: id::<TripId>(4),
        title: "Peru".to_owned(),
        destinations: vec![Destination::Peru],
        starts_on: Some(day("2027-03-14")),
        ends_on: Some(day("2027-03-28")),
        state,
        remaining: euros(if next_due.is_some() { 300_000 } else { 0 }),
        next_due,
    }
}

#[test]
fn there_is_exactly_one_thing_to_do() {
    use InstalmentState as S;
    let today = day("2026-11-21");
    let what = |card: &TripCard| todo(card, None, today);
    assert!(
        matches!(what(&card(TripState::Confirmed, Some((S::Overdue, "2026-11-15")))), Todo::PayLate(due) if due.left == euros(300_000))
    );
    assert!(matches!(what(&card(TripState::Proposed, Some((S::Due, "2026-11-21")))), Todo::Pay(_)));
    assert!(matches!(what(&card(TripState::Confirmed, Some((S::Later, "2026-12-21")))), Todo::Pay(_)));
    assert!(matches!(what(&card(TripState::Confirmed, Some((S::Later, "2026-12-22")))), Todo::PayLater(_)));
    assert_eq!(what(&card(TripState::Confirmed, None)), Todo::Paid);
    assert_eq!(what(&card(TripState::Completed, None)), Todo::Over);
    assert_eq!(todo(&card(TripState::Confirmed, None), None, day("2027-03-29")), Todo::Over);
    // Nobody is asked for money for a trip that will not happen, and nobody is asked twice.
    assert_eq!(what(&card(TripState::Cancelled, Some((S::Overdue, "2026-11-15")))), Todo::Cancelled);
    let order = id::<PaymentOrderId>(3);
    assert_eq!(todo(&card(TripState::Confirmed, Some((S::Overdue, "2026-11-15"))), Some(order), today), Todo::Wait(order));
}

#[test]
fn the_countdown_follows_the_trip() {
    let count = |today: &str| {
        let html = drawn(Locale::Fr, || crate::trip::countdown(Locale::Fr, &card(TripState::Confirmed, None), day(today)).into_any());
        html.split('<').map(|part| part.split('>').nth(1).unwrap_or_default()).collect::<String>()
    };
    assert!(count("2026-11-21").contains("113 jours avant le départ"));
    assert!(count("2027-03-13").contains("1 jour avant le départ"));
    assert!(count("2027-03-14").contains("Aujourd’hui"));
    assert!(count("2027-03-16").contains("Jour 3 sur 15"));
    assert!(!count("2027-03-29").contains("jour"));
    assert!(crate::trip::countdown(Locale::Fr, &card(TripState::Cancelled, None), day("2026-11-21")).is_none());
}

#[test]
fn a_late_instalment_says_so_in_words_and_by_how_much() {
    let late = card(TripState::Confirmed, Some((InstalmentState::Overdue, "2026-11-15"))).next_due.unwrap();
    let words = crate::trip::words_of(Locale::Fr, &late, day("2026-11-21"), Turn::Next).replace('\u{a0}', " ");
    assert_eq!(words, "En retard de 6 jours : à payer depuis le 15 novembre 2026");
}

#[test]
fn a_proposal_says_what_paying_does_and_never_names_a_day_that_has_passed() {
    let today = day("2026-11-21");
    for (due_on, state) in
        [("2026-11-19", InstalmentState::Due), ("2026-11-21", InstalmentState::Due), ("2026-11-30", InstalmentState::Later)]
    {
        let mut proposal = card(TripState::Proposed, Some((state, due_on)));
        proposal.next_due.as_mut().unwrap().kind = InstalmentKind::Deposit;
        let line = proposal.next_due.clone().unwrap();
        let words = words_of(Locale::Fr, &line, today, next_of(proposal.state, line.kind)).replace('\u{a0}', " ");
        let band = drawn(Locale::Fr, || view! { <TodoBand card=proposal named=true/> }.into_any());
        assert!(words.contains("pour confirmer votre voyage") && band.contains("pour confirmer votre voyage"), "{words} {band}");
        assert!(band.contains("Peru"), "the band does not say which trip: {band}");
        for said in [&words, &band] {
            assert_eq!(said.contains("novembre"), due_on > "2026-11-21", "{due_on}: {said}");
        }
    }
    // What follows the deposit confirms nothing more.
    assert_eq!(next_of(TripState::Proposed, InstalmentKind::Balance), Turn::Next);
    assert_eq!(next_of(TripState::Confirmed, InstalmentKind::Deposit), Turn::Next);
}

#[test]
fn people_are_greeted_by_their_given_name() {
    let html = drawn(Locale::Fr, || crate::home::draw(Vec::new()));
    assert!(html.contains("Bonjour Ana<") && !html.contains("Ruiz"), "{html}");
}

#[test]
fn coming_back_to_a_paid_step_shows_the_payment_and_no_form() {
    let page = desk::TripPage {
        card: card(TripState::Confirmed, None),
        reference: "AV-2027-0114".to_owned(),
        travellers: Vec::new(),
        days: Vec::new(),
        services: Vec::new(),
        instalments: Vec::new(),
        price: euros(610_000),
        received: euros(610_000),
        credit: euros(0),
        why: domain::why::Why::given(domain::why::Term::Remaining, euros(0)),
        receipts: vec![receipt()],
        former: Vec::new(),
        seller: SellerView { name: String::new(), phone: String::new(), email: String::new() },
        under_way: None,
        sharing: desk::Sharing::Alone,
        answer_by: None,
    };
    let html = drawn(Locale::Fr, || crate::pay::gone(page));
    assert!(html.contains("Déjà payé le 1er janvier 1970") && html.contains("1 840,00 €"), "{html}");
    assert!(!html.contains("<form") && !html.contains("/pay\""), "{html}");
}

#[test]
fn every_photograph_is_credited() {
    let credits = crate::about::credits().unwrap();
    assert!(credits.len() >= 19 && credits.iter().all(|credit| !credit.author.is_empty() && !credit.licence.is_empty()));
}
