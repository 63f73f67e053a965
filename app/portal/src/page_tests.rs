//! Whole pages: through the routes for a visitor who is not signed in, in their frame for a client.

use crate::pay::Picked;
use crate::routes::PortalRoutes;
use crate::tests::{card, day, euros, id, outcome, receipt};
use account::provide_page_context;
use desk::{DayView, InstalmentView, OtherWays, OutcomeView, PayPage, Reply, ReplyHandle, SellerView, Theme, TripPage, Viewer};
use domain::legacy::{LegacyKind, LegacyMethod};
use domain::locale::Locale;
use domain::payments::{InstalmentState, PayDraft, PayMethod, PaymentOutcome};
use domain::policy::Actor;
use domain::schedules::InstalmentKind;
use domain::trips::TripState;
use domain::why::{self, Term, Why};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;
use std::sync::{Arc, Mutex};
use time::Date;

/// What a page did to the answer.
#[derive(Default)]
struct Seen(Mutex<Vec<String>>);

impl Seen {
    fn note(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }
}

impl Reply for Seen {
    fn redirect(&self, path: &str) {
        self.note(format!("to {path}"));
    }
    fn leave(&self, url: &str) {
        self.note(format!("leave {url}"));
    }
    fn set_session(&self, _: Option<&str>) {}
    fn set_preference(&self, _: &'static str, _: &str) {}
    fn set_status(&self, status: u16) {
        self.note(format!("status {status}"));
    }
}

fn visitor() -> Viewer {
    Viewer {
        actor: Actor::Anonymous,
        name: String::new(),
        given_name: String::new(),
        locale: Locale::En,
        theme: Theme::Auto,
        today: Date::MIN,
        agency: "Altiport".to_owned(),
        phone: "04 50 00 00 00".to_owned(),
        demo: false,
    }
}

/// The page at `address`, and what it did to the answer.
fn page(address: &str) -> (String, Vec<String>) {
    let (owner, seen) = (Owner::new(), Arc::new(Seen::default()));
    let html = owner.with(|| {
        provide_meta_context();
        provide_context(RequestUrl::new(address));
        provide_context(visitor());
        provide_context(ReplyHandle(seen.clone()));
        view! { <Router>{provide_page_context()} <PortalRoutes/></Router> }.into_any().to_html()
    });
    let seen = seen.0.lock().unwrap().clone();
    (html, seen)
}

#[test]
fn every_page_has_one_heading_and_help_in_its_head() {
    for address in ["/sign-in", "/forgotten", "/forgotten?saved=sent", "/accessibility", "/account", "/nowhere"] {
        let (html, _) = page(address);
        assert_eq!(html.matches("<h1").count(), 1, "{address}: {html}");
        assert!(html.contains("tel:0450000000") && html.contains("/accessibility"), "{address}: {html}");
    }
}

#[test]
fn sign_in_posts_to_its_own_page_and_keeps_where_one_was_going() {
    let (html, _) = page("/sign-in?next=/trips/trip_1");
    assert!(html.contains("do=sign_in") && html.contains(r#"method="post""#), "{html}");
    assert!(html.contains(r#"name="draft[next]" value="/trips/trip_1""#), "{html}");
    assert!(html.contains(r#"name="draft[email]""#) && html.contains(r#"name="draft[password]""#), "{html}");
}

#[test]
fn an_address_that_names_nothing_answers_404() {
    let (_, seen) = page("/nowhere");
    assert_eq!(seen, ["status 404"]);
}

#[test]
fn whoever_is_not_signed_in_is_sent_to_sign_in_and_comes_back() {
    let (_, seen) = page("/account?x=1");
    assert_eq!(seen, ["to /sign-in?next=/account%3Fx%3D1"]);
}

/// One view in the ordinary frame, for a client who is signed in.
fn framed(locale: Locale, view: impl FnOnce() -> AnyView + Send + 'static) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_meta_context();
        provide_context(RequestUrl::new("/trips/trip_1"));
        provide_context(crate::tests::viewer(locale));
        let inside = move || {
            provide_page_context();
            let page = view();
            view! { <crate::frame::Frame spot=crate::frame::Spot::Trips>{page}</crate::frame::Frame> }
        };
        view! { <Router>{inside()}</Router> }.into_any().to_html()
    });
    html.replace('\u{a0}', " ")
}

fn instalment(number: u128, kind: InstalmentKind, due_on: &str, minor: i64, paid: i64, state: InstalmentState) -> InstalmentView {
    let receipt = (state == InstalmentState::Paid).then(receipt);
    InstalmentView { id: id(number), kind, due_on: day(due_on), amount: euros(minor), paid: euros(paid), state, receipt, why: None }
}

fn trip_page() -> TripPage {
    let card = card(TripState::Confirmed, Some((InstalmentState::Later, "2026-12-15")));
    let stage = |first, last, place: &str, title: &str| DayView {
        first,
        last,
        starts_on: Some(day("2027-03-14")),
        ends_on: Some(day("2027-03-16")),
        place: place.to_owned(),
        title: title.to_owned(),
        text: String::new(),
    };
    TripPage {
        card,
        reference: "AV-2027-0114".to_owned(),
        travellers: vec!["Ana".to_owned(), "Bo".to_owned()],
        days: vec![stage(1, 1, "Lima", "Arrival"), stage(2, 3, "Paracas", "Islands")],
        services: vec![("Flight".to_owned(), "Lima".to_owned())],
        instalments: vec![
            instalment(1, InstalmentKind::Deposit, "2026-11-01", 310_000, 310_000, InstalmentState::Paid),
            instalment(6, InstalmentKind::Balance, "2026-12-15", 306_000, 6_000, InstalmentState::PartPaid),
        ],
        price: euros(616_000),
        received: euros(316_000),
        credit: euros(0),
        why: why::remaining(Why::given(Term::Price, euros(616_000)), Why::given(Term::Received, euros(316_000)), euros(300_000)),
        receipts: vec![receipt()],
        former: Vec::new(),
        seller: SellerView { name: "Luc".to_owned(), phone: "04 50 11 22 33".to_owned(), email: "luc@example.org".to_owned() },
        under_way: None,
        sharing: desk::Sharing::Alone,
        answer_by: None,
    }
}

fn pay_page() -> PayPage {
    let page = trip_page();
    let next = page.card.next_due.clone().unwrap();
    PayPage { trip: page.card, next, next_left: euros(184_000), all: euros(300_000), min: euros(5_000), under_way: None, transfer_to: None }
}

#[test]
fn the_trip_page_says_what_to_do_once_and_shows_every_part() {
    let html = framed(Locale::Fr, || crate::trip::draw(trip_page()));
    assert_eq!(html.matches("<h1").count(), 1, "{html}");
    assert_eq!(html.matches("À faire maintenant").count(), 1, "{html}");
    for part in [
        "Jour par jour",
        "Compris dans le prix",
        "Paiements",
        "Reçus",
        "Votre conseiller",
        "113",
        "tel:0450112233",
        "Ana et Bo",
        "/receipts/",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
}

#[test]
fn nobody_is_asked_to_pay_while_a_payment_is_under_way() {
    let page = TripPage { under_way: Some(id(9)), ..trip_page() };
    let (trip, payments) = (page.clone(), page);
    for html in
        [framed(Locale::En, || crate::trip::draw(trip)), framed(Locale::En, || crate::trip::payments::draw(payments, ().into_any()))]
    {
        assert!(html.contains("Follow this payment") && html.contains("/payments/order_"), "{html}");
        assert!(!html.contains("/pay\""), "{html}");
    }
}

#[test]
fn what_is_left_tells_where_it_comes_from_unless_the_sum_is_wrong() {
    let html = framed(Locale::En, || crate::trip::payments::draw(trip_page(), ().into_any()));
    assert!(html.contains("Why this amount?") && html.contains("−€3,160.00"), "{html}");
    let wrong = TripPage { why: Why::sum(Term::Remaining, euros(1), Vec::new()), ..trip_page() };
    assert!(!framed(Locale::En, || crate::trip::payments::draw(wrong, ().into_any())).contains("Why this amount?"));
}

#[test]
fn payments_of_the_former_system_are_shown_as_what_they_are() {
    let former = |kind, method, minor| desk::OwnLegacy { kind, method, amount: euros(minor), on: day("2024-05-02") };
    let former = vec![former(LegacyKind::Refund, LegacyMethod::Transfer, 5_000), former(LegacyKind::Payment, LegacyMethod::Card, 90_000)];
    let page = TripPage { former, ..trip_page() };
    let html = framed(Locale::En, || crate::trip::payments::draw(page, ().into_any()));
    for part in ["Payments from the former system", "Refund by bank transfer · €50.00", "Card · €900.00", "2 May 2024"] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    let none = framed(Locale::En, || crate::trip::payments::draw(trip_page(), ().into_any()));
    assert!(!none.contains("former system"), "{none}");
}

#[test]
fn the_button_that_pays_says_how_much_and_the_form_carries_the_choice() {
    let picked = Picked {
        draft: PayDraft { choice: "other".to_owned(), amount: "1840".to_owned(), ..PayDraft::default() },
        left: "3000.00 EUR".to_owned(),
    };
    let html = framed(Locale::Fr, move || crate::pay::check::draw(&pay_page(), euros(184_000), &[], &picked));
    assert!(html.contains("Payer 1 840,00 €") && html.contains("Étape 3 sur 4"), "{html}");
    for field in [r#"name="draft[choice]" value="other""#, r#"name="draft[amount]" value="1840""#, r#"name="left" value="3000.00 EUR""#] {
        assert!(html.contains(field), "{field} is missing: {html}");
    }
    assert!(html.contains("pay/method?choice=other&amp;amount=1840") || html.contains("pay/method?choice=other&amount=1840"), "{html}");
}

#[test]
fn amounts_that_are_the_same_are_offered_once() {
    let whole = framed(Locale::En, || crate::pay::amount::draw(&pay_page(), &Picked::default()));
    for choice in ["next", "all", "other"] {
        assert_eq!(whole.matches(&format!(r#"value="{choice}""#)).count(), 1, "{choice}: {whole}");
    }
    let last = PayPage { next_left: euros(4_000), all: euros(4_000), min: euros(4_000), ..pay_page() };
    let html = framed(Locale::En, move || crate::pay::amount::draw(&last, &Picked::default()));
    assert!(html.contains(r#"value="next""#) && !html.contains(r#"value="all""#) && !html.contains(r#"value="other""#), "{html}");
}

#[test]
fn several_ways_are_a_question_and_one_is_none() {
    let picked = || Picked { draft: PayDraft { choice: "all".to_owned(), ..PayDraft::default() }, left: "3000.00 EUR".to_owned() };
    let both = [PayMethod::Card, PayMethod::SepaDebit];
    let asked = framed(Locale::En, move || crate::pay::method::draw(&pay_page(), &both, &picked()));
    assert_eq!(asked.matches(r#"type="radio""#).count(), 2, "{asked}");
    assert!(asked.find(r#"value="card""#) < asked.find(r#"value="sepa_debit""#) && asked.contains("SEPA direct debit"), "{asked}");
    assert!(asked.contains(r#"name="draft[choice]" value="all""#) && asked.contains("checked"), "{asked}");
    for ways in [Vec::new(), vec![PayMethod::Twint]] {
        let name = if ways.is_empty() { "Payment card" } else { "TWINT" };
        let said = framed(Locale::En, move || crate::pay::method::draw(&pay_page(), &ways, &picked()));
        assert!(!said.contains("radio") && said.contains(name) && said.contains("/pay/check?choice=all"), "{said}");
    }
    let chosen = Picked { draft: PayDraft { way: "sepa_debit".to_owned(), ..picked().draft }, ..picked() };
    let check = framed(Locale::En, move || crate::pay::check::draw(&pay_page(), euros(300_000), &both, &chosen));
    assert!(check.contains(r#"name="draft[way]" value="sepa_debit""#) && check.contains("SEPA direct debit"), "{check}");
}

#[test]
fn what_was_declined_offers_the_other_ways_with_nothing_to_type() {
    let draft = PayDraft { choice: "other".to_owned(), amount: "123.45".to_owned(), way: "twint".to_owned() };
    let others = OtherWays { methods: vec![PayMethod::Twint, PayMethod::SepaDebit], draft, left: "3000.00 CHF".to_owned() };
    let declined = OutcomeView { other_ways: Some(others), ..outcome(PaymentOutcome::Declined) };
    let html = framed(Locale::En, move || crate::result::draw(declined, 0));
    assert_eq!(html.matches("do=start_payment").count(), 2, "{html}");
    for part in [
        "Pay by: TWINT",
        "Pay by: SEPA direct debit",
        r#"name="draft[way]" value="sepa_debit""#,
        r#"value="123.45""#,
        r#"value="3000.00 CHF""#,
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert!(!html.contains("type=\"text\""), "{html}");
}
