//! My trips: the next one large, then the others.

use crate::photos;
use crate::trip::{TodoBand, countdown, dates, trip_href};
use account::{PageTitle, PhoneLink, locale, photo, show, today, use_viewer};
use desk::{AppError, Side, TripCard};
use domain::trips::TripState;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use locales::{format, portal, words};
use time::Date;
use ui::{Actions, ButtonVariant, Card, EmptyState, Hero, IconName, Label, LabelColour, LinkButton, PageHead, PhotoCard, Stack, Tiles};

/// One's own trips: current, coming, past; drafts are not among them.
///
/// **Permissions**: a signed-in client, their own trips. **Errors**: `SignInNeeded`.
#[server(name = ListOwnTrips, prefix = "/api", endpoint = "list_own_trips", input = GetUrl)]
pub async fn list_own_trips() -> Result<Vec<TripCard>, AppError> {
    let caller = expect_context::<desk::Caller>();
    expect_context::<desk::Desks>().portal.list_own_trips(&caller).await
}

/// The first page.
#[component]
pub fn HomePage() -> impl IntoView {
    let trips = Resource::new(|| (), |()| list_own_trips());
    show(Side::Portal, trips, draw)
}

/// Whether a trip is behind us, or will not happen.
fn is_past(trip: &TripCard, today: Date) -> bool {
    match trip.state {
        TripState::Completed | TripState::Cancelled => true,
        TripState::Draft | TripState::Proposed | TripState::Confirmed => trip.ends_on.is_some_and(|end| end < today),
    }
}

pub(crate) fn draw(trips: Vec<TripCard>) -> AnyView {
    let (locale, today) = (locale(), today());
    let (past, mut coming): (Vec<_>, Vec<_>) = trips.into_iter().partition(|trip| is_past(trip, today));
    let next = if coming.is_empty() { None } else { Some(coming.remove(0)) };
    let first = match (next, past.is_empty()) {
        (Some(trip), _) => next_trip(trip),
        (None, true) => no_trip(),
        (None, false) => view! { <PageHead title=greeting()/> }.into_any(),
    };
    view! {
        <PageTitle parts=vec![portal::my_trips(locale).to_owned()]/>
        <Stack>{first} {cards(portal::coming_trips(locale), coming)} {cards(portal::past_trips(locale), past)}</Stack>
    }
    .into_any()
}

/// "Hello" with the name the client goes by.
fn greeting() -> String {
    let viewer = use_viewer();
    portal::hello(viewer.locale, &viewer.given_name)
}

fn next_trip(trip: TripCard) -> AnyView {
    let (locale, today) = (locale(), today());
    let (href, picture) = (trip_href(trip.id), photos::of_trip(&trip.title, &trip.destinations));
    let (title, subtitle) = (trip.title.clone(), dates(locale, &trip));
    let open = href.clone();
    let count = countdown(locale, &trip, today);
    view! {
        <PageHead title=greeting()/>
        <TodoBand card=trip named=true/>
        <Hero title=title href=href subtitle=subtitle photo=picture>{count}</Hero>
        <Actions><LinkButton href=open variant=ButtonVariant::Secondary>{portal::open_trip(locale)}</LinkButton></Actions>
    }
    .into_any()
}

fn no_trip() -> AnyView {
    let viewer = use_viewer();
    let (locale, phone) = (viewer.locale, viewer.phone.clone());
    let call = move || view! { <PhoneLink phone=phone/> };
    view! {
        <Hero title=greeting() photo=photo("evening-meadow", "")/>
        <EmptyState title=portal::no_trip_title(locale) icon=IconName::Case actions=call>{portal::no_trip_text(locale)}</EmptyState>
    }
    .into_any()
}

fn cards(title: &'static str, trips: Vec<TripCard>) -> Option<AnyView> {
    (!trips.is_empty())
        .then(|| view! { <Card title=title flat=true><Tiles>{trips.into_iter().map(card).collect_view()}</Tiles></Card> }.into_any())
}

fn card(trip: TripCard) -> AnyView {
    let locale = locale();
    let (href, picture, when) = (trip_href(trip.id), photos::of_trip(&trip.title, &trip.destinations), dates(locale, &trip));
    let money = match (trip.state, trip.remaining.is_zero()) {
        (TripState::Cancelled, _) => view! { <Label colour=LabelColour::Grey>{words::trip_state(locale, trip.state)}</Label> },
        (_, true) => view! { <Label colour=LabelColour::Green>{portal::all_paid(locale)}</Label> },
        (_, false) => {
            view! { <Label colour=LabelColour::Orange>{portal::left_to_pay(locale, format::money(locale, trip.remaining))}</Label> }
        }
    };
    view! { <PhotoCard href=href title=trip.title photo=picture text=when>{money}</PhotoCard> }.into_any()
}
