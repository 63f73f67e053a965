//! The first page: what leaves soon, who is late, whether the books balance, and what is done most often.

use crate::books::{check_books, light};
use crate::pieces::{TripStateLabel, departure_words, trip_hint, trip_path};
use crate::trips::calls::list_trips;
use account::{PageTitle, locale, show, use_viewer};
use desk::{AppError, BooksView, Side, TripRow};
use domain::dates;
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, Actor, may};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use time::Date;
use ui::ButtonVariant::Secondary;
use ui::{Card, Cluster, IconName, LinkButton, LinkRow, Muted, PageHead, RowList, Stack, TextLink};

/// How far ahead a departure is soon.
const SOON_DAYS: i64 = 30;

fn departures_query(today: Date) -> ListQuery {
    let (from, to) = (dates::iso(today), dates::iso(dates::plus_days(today, SOON_DAYS)));
    ListQuery { sort: "starts_on".to_owned(), filters: vec!["state:confirmed".to_owned(), format!("from:{from}"), format!("to:{to}")], per: 8, ..ListQuery::default() }
}

fn overdue_query() -> ListQuery {
    ListQuery { sort: "starts_on".to_owned(), filters: vec!["overdue:yes".to_owned()], per: 8, ..ListQuery::default() }
}

/// The page at `/office`.
#[component]
pub(crate) fn Dashboard() -> impl IntoView {
    let viewer = use_viewer();
    let (l, today, actor) = (viewer.locale, viewer.today, viewer.actor);
    let departures = Resource::new(move || today, |today| list_trips(departures_query(today)));
    let late = Resource::new(|| (), |()| list_trips(overdue_query()));
    let books = may(actor, Action::ReadBooks).then(|| Resource::new(|| (), |()| check_books()));
    let from = dates::iso(today);
    let to = dates::iso(dates::plus_days(today, SOON_DAYS));
    view! {
        <PageTitle parts=vec![t::dashboard(l).to_owned()]/>
        <PageHead title=t::welcome(l, &viewer.name) subtitle=format::day(l, today) actions=move || quick_actions(l, actor)/>
        <Stack>
            {books.map(books_card)}
            {trips_card(l, t::departures_soon(l, SOON_DAYS), t::no_departures(l), format!("/office/trips?state=confirmed&from={from}&to={to}&sort=starts_on"), departures)}
            {trips_card(l, t::overdue_trips(l).to_owned(), t::no_overdue(l), "/office/trips?overdue=yes&sort=starts_on".to_owned(), late)}
        </Stack>
    }
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

fn trips_card(l: Locale, title: String, none: &'static str, href: String, trips: Resource<Result<Page<TripRow>, AppError>>) -> impl IntoView {
    view! {
        <Card title=title action=move || view! { <TextLink href=href>{t::see_all(l)}</TextLink> }>
            {show(Side::Office, trips, move |page: Page<TripRow>| {
                if page.rows.is_empty() {
                    return view! { <p><Muted>{none}</Muted></p> }.into_any();
                }
                view! { <RowList>{page.rows.into_iter().map(|row| trip_row(l, row)).collect_view()}</RowList> }.into_any()
            })}
        </Card>
    }
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
