//! The pages of trips as the server draws them, for different readers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::calls::{FindTrip, ListTrips, SaveSchedule};
use super::{list, schedule, view};
use crate::drawn::{body, html, ids, own, refused};
use desk::{AppError, Conflict, ConflictField, InstalmentView, PayerSchedule, TripRow, TripView, TripWhy};
use domain::dates::from_iso;
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::payments::InstalmentState;
use domain::people::StaffRole;
use domain::schedules::{InstalmentKind, ScheduleDraft};
use domain::trips::{Destination, Entity, Insurance, Quote, Trip, TripMove, TripState};
use domain::why::{Term, Why};
use leptos::prelude::*;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn sample(state: TripState, moves: Vec<TripMove>, editable: bool) -> TripView {
    let line = |id: &str, kind, day: &str, amount, paid, state| InstalmentView {
        id: format!("instalment_{id:0>32}").parse().unwrap(),
        kind,
        due_on: from_iso(day).unwrap(),
        amount: eur(amount),
        paid: eur(paid),
        state,
        receipt: None,
        why: None,
    };
    TripView {
        id: "trip_0190a0b0c0d07000800000000000000a".parse().unwrap(),
        reference: "AV-2027-0114".to_owned(),
        version: 7,
        state,
        trip: Trip {
            client: "client_0190a0b0c0d07000800000000000000b".parse().unwrap(),
            title: "Pérou en altitude".to_owned(),
            destinations: vec![Destination::Peru],
            entity: Entity::France,
            seller: own(),
            starts_on: from_iso("2027-03-14"),
            ends_on: from_iso("2027-03-28"),
            notes: String::new(),
            services: Vec::new(),
            insurance: Insurance::default(),
            travellers: Vec::new(),
            days: Vec::new(),
        },
        quote: Quote {
            price: eur(610_000),
            insurance: eur(0),
            cost: eur(480_000),
            margin: eur(130_000),
            margin_bp: 2_131,
            options: eur(0),
        },
        client_name: "Claire Fontaine".to_owned(),
        seller_name: "Ana Roux".to_owned(),
        instalments: vec![
            line("1", InstalmentKind::Deposit, "2026-11-01", 183_000, 183_000, InstalmentState::Paid),
            line("2", InstalmentKind::Balance, "2027-02-12", 427_000, 0, InstalmentState::Later),
        ],
        payers: Vec::new(),
        received: eur(183_000),
        credit: eur(0),
        why: TripWhy {
            price: Why::given(Term::Price, eur(610_000)),
            margin: Why::given(Term::Margin, eur(130_000)),
            received: Why::given(Term::Received, eur(183_000)),
        },
        agreed: None,
        revisions: Vec::new(),
        moves,
        editable,
        schedulable: editable,
    }
}

/// The only payer of the sample, who owes everything.
fn payer() -> PayerSchedule {
    let TripView { quote, instalments, .. } = sample(TripState::Confirmed, Vec::new(), true);
    let id = "payer_0190a0b0c0d07000800000000000000c".parse().unwrap();
    PayerSchedule { id, name: "Claire Fontaine".to_owned(), share: quote.price, instalments }
}

fn read(body: &str) -> SaveSchedule {
    serde_qs::Config::new(5, false).deserialize_str(body).unwrap()
}

#[test]
fn a_schedule_comes_back_with_its_paid_lines_untouched() {
    let drawn = html(StaffRole::Seller, None, || schedule::form(&sample(TripState::Confirmed, Vec::new(), true), &payer()));
    let post = read(&body(&drawn));
    let lines: Vec<_> = post.draft.lines.iter().map(|line| (line.kind.as_str(), line.due_on.as_str(), line.amount.as_str())).collect();
    assert_eq!(lines, [("deposit", "2026-11-01", "1830.00"), ("balance", "12/02/2027", "4270.00")]);
    assert_eq!((post.version, post.intent.as_str()), (7, ""));
    assert!(
        !drawn.contains("save_schedule-lines-0-amount\"") && drawn.contains("id=\"save_schedule-lines-1-amount\""),
        "a paid line has no field"
    );
}

#[test]
fn a_conflict_offers_the_newer_version_and_keeps_what_was_typed() {
    let typed = body(&html(StaffRole::Seller, None, || schedule::form(&sample(TripState::Confirmed, Vec::new(), true), &payer())))
        .replace("4270.00", "4000");
    let field = ConflictField { field: "lines[1][amount]".to_owned(), mine: "4000".to_owned(), theirs: "4270.00".to_owned() };
    let error = AppError::Changed(Box::new(Conflict { version: 9, by: "Luc Perret".to_owned(), fields: vec![field] }));
    let replay = refused("save_schedule", &typed, &error);
    let drawn = html(StaffRole::Seller, Some(replay), || schedule::form(&sample(TripState::Confirmed, Vec::new(), true), &payer()));
    let post = read(&body(&drawn));
    assert_eq!((post.version, post.draft.lines[1].amount.as_str()), (9, "4000"));
    assert!(drawn.contains("Luc Perret") && drawn.contains("Keep mine") && drawn.contains("/schedule?payer="));
}

#[test]
fn what_the_policy_forbids_is_not_shown() {
    let moves = vec![TripMove::Propose, TripMove::Cancel];
    let own = html(StaffRole::Seller, None, move || view::whole(sample(TripState::Draft, moves, true), Callback::new(|()| ())));
    let read_only = html(StaffRole::Accountant, None, || view::whole(sample(TripState::Draft, Vec::new(), false), Callback::new(|()| ())));
    assert_eq!((own.matches("<h1").count(), read_only.matches("<h1").count()), (1, 1));
    for shown_to_sellers in ["/edit\"", "do=move_trip", "do=invite_client", "id=\"cancel-trip\""] {
        assert!(own.contains(shown_to_sellers) && !read_only.contains(shown_to_sellers), "{shown_to_sellers}");
    }
    let mut ids = ids(&own);
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

#[test]
fn the_list_says_each_state_in_words_and_keeps_its_address() {
    let row = TripRow {
        id: "trip_0190a0b0c0d07000800000000000000a".parse().unwrap(),
        reference: "AV-2027-0114".to_owned(),
        title: "Pérou en altitude".to_owned(),
        client: "client_0190a0b0c0d07000800000000000000b".parse().unwrap(),
        client_name: "Claire Fontaine".to_owned(),
        seller_name: "Ana Roux".to_owned(),
        destinations: vec![Destination::Peru],
        starts_on: from_iso("2027-03-14"),
        ends_on: None,
        price: eur(610_000),
        remaining: eur(427_000),
        state: TripState::Confirmed,
        overdue: true,
    };
    let query = ListQuery { filters: vec!["state:confirmed".to_owned()], page: 2, ..ListQuery::default() };
    let draw = |role| {
        let (row, query) = (row.clone(), query.clone());
        html(role, None, move || {
            list::whole(&query, Page { rows: vec![row], total: 51, page: 2, per: 50 }, &vec![(own(), "Ana Roux".to_owned())])
        })
    };
    let seller = draw(StaffRole::Seller);
    assert!(seller.contains("Confirmed") && seller.contains("Overdue") && seller.contains("51 – 51 of 51"));
    assert!(
        seller.contains("href=\"/office/trips?state=confirmed&amp;sort=price\""),
        "sorting keeps the filter and goes back to the first page"
    );
    assert!(seller.contains("/office/trips/new") && !draw(StaffRole::Accountant).contains("/office/trips/new"));
}

#[test]
fn reads_travel_in_the_address() {
    let config = || serde_qs::Config::new(5, false);
    let find = FindTrip { trip: None };
    assert_eq!(config().deserialize_str::<FindTrip>(&serde_qs::to_string(&find).unwrap()).unwrap().trip, None);
    let find = FindTrip { trip: Some("trip_0190a0b0c0d07000800000000000000a".parse().unwrap()) };
    assert_eq!(config().deserialize_str::<FindTrip>(&serde_qs::to_string(&find).unwrap()).unwrap().trip, find.trip);
    for query in [
        ListQuery::default(),
        ListQuery { q: "a b".to_owned(), filters: vec!["from:2027-01-01".to_owned()], per: 8, ..ListQuery::default() },
    ] {
        let sent = serde_qs::to_string(&ListTrips { query: query.clone() }).unwrap();
        assert_eq!(config().deserialize_str::<ListTrips>(&sent).unwrap().query, query);
    }
    assert_eq!(
        config().deserialize_str::<SaveSchedule>("trip=trip_0190a0b0c0d07000800000000000000a&version=1").unwrap().draft,
        ScheduleDraft::default()
    );
}
