//! The editor as the server draws it: a form without scripts sends back exactly the trip it shows, whatever was added or taken away.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::*;
use crate::drawn::{body, html, ids, own, refused};
use domain::dates::from_iso;
use domain::error::{FieldErrors, Refusal};
use domain::money::{Currency, Money};
use domain::people::StaffRole;
use domain::trips::{Day, Destination, Inclusion, Insurance, Service, ServiceKind, Traveller, Trip, Zone};
use ui::FormReplay;

fn trip() -> Trip {
    let service = |label: &str, cost: Money, rate: i64| Service {
        kind: ServiceKind::Stay,
        label: label.to_owned(),
        supplier: "Casa \"Sol\" & Luna".to_owned(),
        place: "Arequipa <centre>".to_owned(),
        starts_on: from_iso("2027-03-15"),
        ends_on: from_iso("2027-03-18"),
        cost,
        rate,
        price: Money::new(184_050, Currency::EUR),
        zone: Zone::Outside,
        inclusion: Inclusion::Included,
    };
    let insurance = Service {
        kind: ServiceKind::Insurance,
        inclusion: Inclusion::Taken,
        zone: Zone::Inside,
        ..service("Assurance", Money::new(0, Currency::EUR), 1_000_000)
    };
    Trip {
        client: "client_0190a0b0c0d07000800000000000000a".parse().unwrap(),
        title: "Pérou & Bolivie".to_owned(),
        destinations: vec![Destination::Peru, Destination::Bolivia, Destination::Chile, Destination::SriLanka],
        entity: Entity::France,
        seller: own(),
        starts_on: from_iso("2027-03-14"),
        ends_on: from_iso("2027-03-28"),
        notes: "\nPremière ligne\n<b>ne pas</b> & rappeler".to_owned().trim().to_owned(),
        services: vec![
            service("Hôtel", Money::new(120_000, Currency::USD), 920_500),
            insurance,
            service("Refuge", Money::new(90_000, Currency::EUR), 1_000_000),
        ],
        insurance: Insurance { decision: InsuranceDecision::Accepted, consent_on: from_iso("2026-11-20") },
        travellers: vec![
            Traveller { given_name: "Ana".to_owned(), family_name: "O'Neill".to_owned(), born_on: from_iso("1990-02-03"), insured: true },
            Traveller { given_name: "Luc".to_owned(), family_name: "Roux".to_owned(), born_on: None, insured: false },
        ],
        days: vec![Day {
            place: "Lima".to_owned(),
            length: 2,
            title_fr: "Arrivée".to_owned(),
            title_en: String::new(),
            text_fr: "Ligne 1\nLigne 2".to_owned(),
            text_en: "A & B".to_owned(),
        }],
    }
}

/// The form of a new trip as drawn, its client left out of the page.
fn drawn(first: TripDraft, replay: Option<FormReplay>) -> String {
    html(StaffRole::Seller, replay, move || {
        let replayed = replayed_draft::<CreateTrip>();
        let (mut draft, intent) = replayed.map_or((first, String::new()), |post| (post.draft, post.intent));
        redraw(&mut draft, &intent);
        let client = draft.client.clone();
        let editor = Editor::new("create_trip", draft, String::new());
        view! {
            <Form<CreateTrip> own_values=true long=true>
                <Hidden name="draft[client]" value=client/>
                {sections(editor, vec![(own(), "Ana Roux".to_owned())])}
            </Form<CreateTrip>>
        }
    })
}

fn read(body: &str) -> CreateTrip {
    serde_qs::Config::new(5, false).deserialize_str(body).unwrap()
}

fn labels(html: &str) -> Vec<String> {
    read(&body(html)).draft.services.into_iter().map(|service| service.label).collect()
}

#[test]
fn a_form_without_scripts_sends_back_the_trip_it_shows() {
    let html = drawn(TripDraft::from(&trip()), None);
    assert_eq!(read(&body(&html)).draft.check(), Ok(trip()));
    let mut ids = ids(&html);
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

#[test]
fn a_row_button_without_scripts_keeps_everything_that_was_typed() {
    let typed = body(&drawn(TripDraft::from(&trip()), None)).replace("P%C3%A9rou", "Chili");
    let after =
        |intent: &str| drawn(TripDraft::default(), Some(refused("create_trip", &format!("{typed}&intent={intent}"), &AppError::Redraw)));
    assert_eq!(labels(&after("remove-service-0")), ["Assurance", "Refuge"]);
    assert_eq!(labels(&after("up-service-2")), ["Hôtel", "Refuge", "Assurance"]);
    let html = after("add-service");
    assert_eq!(labels(&html), ["Hôtel", "Assurance", "Refuge", ""]);
    // The blank row is dropped, the title is the one that was typed, and nothing looks wrong.
    assert_eq!(read(&body(&html)).draft.check(), Ok(Trip { title: "Chili & Bolivie".to_owned(), ..trip() }));
    assert!(!html.contains("There is a problem") && !html.contains("aria-invalid=\"true\""));
}

#[test]
fn a_refusal_stands_at_its_row_and_nothing_is_lost() {
    let typed = body(&drawn(TripDraft::from(&trip()), None)).replace("1840.50", "gratuit");
    let error = read(&typed).draft.check().unwrap_err();
    assert_eq!(error.get("services[0][price]"), Some(&Refusal::new(ErrorCode::NotAnAmount)));
    let html = drawn(TripDraft::default(), Some(refused("create_trip", &typed, &AppError::Fields(error))));
    assert!(html.contains("href=\"#create_trip-services-0-price\"") && html.contains("id=\"create_trip-services-0-price\""));
    assert_eq!(body(&html), typed);
    let elsewhere = drawn(
        TripDraft::from(&trip()),
        Some(refused("update_trip", &typed, &AppError::Fields(FieldErrors::one("title", ErrorCode::Required)))),
    );
    assert!(!elsewhere.contains("There is a problem"));
}
