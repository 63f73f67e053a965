//! The first page: what leaves soon, who is late, what waits for an answer, whether the books balance, and what is done most often.

use crate::books::{check_books, light};
use crate::pieces::{TripStateLabel, departure_words, trip_hint, trip_path};
use crate::trips::calls::list_trips;
use account::{PageTitle, locale, show, use_viewer};
use desk::{AppError, BooksView, Side, TripRow};
use domain::dates;
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, Actor, may};
use domain::trips::TripState;
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use time::Date;
use ui::ButtonVariant::Secondary;
use ui::{Card, Cluster, Columns, Figure, IconName, LinkButton, LinkRow, Muted, PageHead, RowList, Stack, TextLink, Tiles};

const OVERDUE: &str = "/office/trips?overdue=yes&sort=starts_on";
const PROPOSALS: &str = "/office/trips?state=proposed&sort=starts_on";

/// How far ahead a departure is soon.
const SOON_DAYS: i64 = 30;

fn departures_query(today: Date) -> ListQuery {
    let (from, to) = (dates::iso(today), dates::iso(dates::plus_days(today, SOON_DAYS)));
    ListQuery {
        sort: "starts_on".to_owned(),
        filters: vec!["state:confirmed".to_owned(), format!("from:{from}"), format!("to:{to}")],
        per: 8,
        ..ListQuery::default()
    }
}

fn overdue_query() -> ListQuery {
    ListQuery { sort: "starts_on".to_owned(), filters: vec!["overdue:yes".to_owned()], per: 8, ..ListQuery::default() }
}

fn state_query(state: TripState) -> ListQuery {
    ListQuery { sort: "starts_on".to_owned(), filters: vec![format!("state:{state}")], per: 8, ..ListQuery::default() }
}

type Trips = Resource<Result<Page<TripRow>, AppError>>;

/// The page at `/office`.
#[component]
pub(crate) fn Dashboard() -> impl IntoView {
    let viewer = use_viewer();
    let (l, today, actor) = (viewer.locale, viewer.today, viewer.actor);
    let departures = Resource::new(move || today, |today| list_trips(departures_query(today)));
    let late = Resource::new(|| (), |()| list_trips(overdue_query()));
    let proposals = Resource::new(|| (), |()| list_trips(state_query(TripState::Proposed)));
    let drafts = Resource::new(|| (), |()| list_trips(state_query(TripState::Draft)));
    let books = may(actor, Action::ReadBooks).then(|| Resource::new(|| (), |()| check_books()));
    let from = dates::iso(today);
    let to = dates::iso(dates::plus_days(today, SOON_DAYS));
    let departures_path = format!("/office/trips?state=confirmed&from={from}&to={to}&sort=starts_on");
    let leaving = figure(t::figure_departures(l, SOON_DAYS), departures_path.clone(), departures);
    let aside = move || {
        view! {
            {trips_card(t::overdue_trips(l).to_owned(), t::no_overdue(l), OVERDUE.to_owned(), late, move |row| late_row(l, row).into_any())}
            {books.map(books_card)}
        }
    };
    view! {
        <PageTitle parts=vec![t::dashboard(l).to_owned()]/>
        <PageHead title=t::welcome(l, &viewer.name) subtitle=format::day(l, today) actions=move || quick_actions(l, actor)/>
        <Stack>
            <Tiles>
                {leaving}
                {figure(t::figure_overdue(l).to_owned(), OVERDUE.to_owned(), late)}
                {figure(t::figure_proposals(l).to_owned(), PROPOSALS.to_owned(), proposals)}
                {figure(t::figure_drafts(l).to_owned(), "/office/trips?state=draft".to_owned(), drafts)}
            </Tiles>
            <Columns aside=aside>
                {trips_card(t::departures_soon(l, SOON_DAYS), t::no_departures(l), departures_path, departures, move |row| departure_row(l, row).into_any())}
                {trips_card(t::open_proposals(l).to_owned(), t::no_proposals(l), PROPOSALS.to_owned(), proposals, move |row| proposal_row(l, row).into_any())}
            </Columns>
        </Stack>
    }
}

/// How many trips a list holds, leading to it.
fn figure(text: String, href: String, trips: Trips) -> impl IntoView {
    show(Side::Office, trips, move |page| {
        view! { <Figure number=format::count(locale(), page.total) text=text.clone() href=href.clone()/> }.into_any()
    })
}

fn quick_actions(l: Locale, actor: Actor) -> impl IntoView {
    let own = matches!(actor, Actor::Staff { id, .. } if may(actor, Action::CreateTrip { seller: id }));
    view! {
        {own.then(|| view! { <LinkButton href="/office/trips/new" icon=IconName::Plus>{t::new_trip(l)}</LinkButton> })}
        {may(actor, Action::EditClients).then(|| view! { <LinkButton href="/office/clients/new" variant=Secondary>{t::new_client(l)}</LinkButton> })}
    }
}

fn books_card(books: Resource<Result<BooksView, AppError>>) -> impl IntoView {
    let l = locale();
    view! {
        <Card title=t::books(l) action=move || view! { <TextLink href="/office/books">{t::see_books(l)}</TextLink> }>
            {show(Side::Office, books, |books| light(&books).into_any())}
        </Card>
    }
}

fn trips_card(
    title: String,
    none: &'static str,
    href: String,
    trips: Trips,
    row: impl Fn(TripRow) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let l = locale();
    view! {
        <Card title=title action=move || view! { <TextLink href=href>{t::see_all(l)}</TextLink> }>
            {show(Side::Office, trips, move |page: Page<TripRow>| {
                if page.rows.is_empty() {
                    return view! { <p><Muted>{none}</Muted></p> }.into_any();
                }
                view! { <RowList>{page.rows.into_iter().map(row).collect_view()}</RowList> }.into_any()
            })}
        </Card>
    }
}

/// A trip that leaves soon: when.
fn departure_row(l: Locale, row: TripRow) -> impl IntoView {
    let hint = trip_hint(l, &row);
    view! { <LinkRow href=trip_path(row.id) title=row.title hint=hint>{departure_words(l, row.starts_on)}</LinkRow> }
}

/// A trip with an overdue instalment: what is left to pay.
fn late_row(l: Locale, row: TripRow) -> impl IntoView {
    let hint = [row.reference, row.client_name, t::left(l, format::money(l, row.remaining))].join(" · ");
    view! { <LinkRow href=trip_path(row.id) title=row.title hint=hint/> }
}

/// A proposal: its price.
fn proposal_row(l: Locale, row: TripRow) -> impl IntoView {
    view! { <LinkRow href=trip_path(row.id) title=row.title.clone() hint=trip_hint(l, &row)>{format::money(l, row.price)}</LinkRow> }
}

/// A trip as one line that leads to it.
pub(crate) fn trip_row(l: Locale, row: TripRow) -> impl IntoView {
    let departure = departure_words(l, row.starts_on);
    view! {
        <LinkRow href=trip_path(row.id) title=row.title.clone() hint=trip_hint(l, &row)>
            <Cluster>
                {departure.map(|text| view! { <Muted>{text}</Muted> })}
                <TripStateLabel state=row.state overdue=row.overdue/>
            </Cluster>
        </LinkRow>
    }
}
