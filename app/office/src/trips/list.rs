//! The list of trips: search, filters, order and pages live in the address.

use super::calls::list_trips;
use crate::lists::ListPage;
use crate::pieces::{TripStateLabel, destination_words, sums, table_date, trip_path, typed_date};
use crate::staff::calls::list_sellers;
use account::{PageTitle, locale, show, use_viewer};
use desk::{AppError, Side, TripRow};
use domain::ids::StaffId;
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, Actor, may};
use domain::trips::{Destination, Entity, TripState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::{
    Cell, Choice, Column, DataTable, DateField, FilterChips, IconName, LinkButton, PageHead, Row, Select, Stack, TextField, TextKind,
    TextLink, Toolbar, Totals,
};

const LIST: ListPage = ListPage { path: "/office/trips", filters: &["state", "entity", "seller", "destination", "from", "to", "overdue"] };

type Sellers = Vec<(StaffId, String)>;

/// The page at `/office/trips`.
#[component]
pub(crate) fn TripList() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(
        move || LIST.query(&params.read()),
        |query| async move {
            let (page, sellers) = (list_trips(query).await?, list_sellers().await?);
            Ok::<_, AppError>((page, sellers))
        },
    );
    view! {
        <PageTitle parts=vec![t::trips(l).to_owned()]/>
        {show(Side::Office, found, move |(page, sellers)| whole(&LIST.query(&params.read_untracked()), page, &sellers).into_any())}
    }
}

pub(super) fn whole(query: &ListQuery, page: Page<TripRow>, sellers: &Sellers) -> impl IntoView + use<> {
    let viewer = use_viewer();
    let (l, actor) = (viewer.locale, viewer.actor);
    let may_create = matches!(actor, Actor::Staff { id, .. } if may(actor, Action::CreateTrip { seller: id }));
    let actions =
        move || may_create.then(|| view! { <LinkButton href="/office/trips/new" icon=IconName::Plus>{t::new_trip(l)}</LinkButton> });
    let chips = LIST.chips(l, query, |name, value| filter_words(l, sellers, name, value));
    let pagination = LIST.pagination(query, &page);
    let cleared = LIST.cleared(query);
    let total = format::count(l, page.total);
    let toolbar = toolbar(l, query, sellers);
    let rows = if page.rows.is_empty() {
        LIST.nothing(l, query, t::no_trip_found(l), t::no_trip_yet(l)).into_any()
    } else {
        table(l, query, page.rows).into_any()
    };
    view! {
        <PageHead title=t::trips(l) count=total actions=actions/>
        <Stack>
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {rows}
            {pagination}
        </Stack>
    }
}

fn toolbar(l: Locale, query: &ListQuery, sellers: &Sellers) -> impl IntoView + use<> {
    let value = |name: &str| query.filter(name).unwrap_or_default().to_owned();
    let (state, entity, seller, destination, from, to) =
        (value("state"), value("entity"), value("seller"), value("destination"), typed_date(&value("from")), typed_date(&value("to")));
    let choice = |word: &str, text: &str| Choice::new(word, text);
    let states = TripState::ALL.iter().map(|word| choice(word.as_str(), words::trip_state(l, *word))).collect();
    let entities = Entity::ALL.iter().map(|word| choice(word.as_str(), words::entity(l, *word))).collect();
    let destinations = Destination::ALL.iter().map(|word| choice(word.as_str(), words::destination(l, *word))).collect();
    let people = sellers.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let overdue = vec![choice("yes", t::overdue_only(l))];
    let overdue_value = value("overdue");
    let search = query.q.clone();
    let filters = move || {
        view! {
            <Select name="state" label=t::state(l) choices=states value=state blank=t::any(l)/>
            <Select name="destination" label=t::destination(l) choices=destinations value=destination blank=t::any(l)/>
            <Select name="seller" label=t::seller(l) choices=people value=seller blank=t::any(l)/>
            <Select name="entity" label=t::entity(l) choices=entities value=entity blank=t::any(l)/>
            <DateField name="from" label=t::departure_from(l) value=from/>
            <DateField name="to" label=t::departure_to(l) value=to/>
            <Select name="overdue" label=t::payments(l) choices=overdue value=overdue_value blank=t::any(l)/>
        }
    };
    let search = move || view! { <TextField name="q" label=t::search_trips(l) value=search kind=TextKind::Search/> };
    let hidden = vec![("sort".to_owned(), query.sort.clone())];
    view! {
        <Toolbar action="/office/trips" label=t::search_trips(l) button=t::search(l) hidden=hidden filters_text=t::filters_button(l, query.filters.len()) apply=t::apply_filters(l)
            search=search filters=filters/>
    }
}

/// What a filter is called, and what it holds.
fn filter_words(l: Locale, sellers: &Sellers, name: &str, value: &str) -> (&'static str, String) {
    let plain = value.to_owned();
    match name {
        "state" => (t::state(l), value.parse().map_or(plain, |word| words::trip_state(l, word).to_owned())),
        "entity" => (t::entity(l), value.parse().map_or(plain, |word| words::entity(l, word).to_owned())),
        "destination" => (t::destination(l), value.parse().map_or(plain, |word| words::destination(l, word).to_owned())),
        "seller" => (t::seller(l), sellers.iter().find(|(id, _)| id.to_string() == value).map_or(plain, |(_, name)| name.clone())),
        "from" => (t::departure_from(l), typed_date(value)),
        "to" => (t::departure_to(l), typed_date(value)),
        _ => (t::payments(l), t::overdue_only(l).to_owned()),
    }
}

fn table(l: Locale, query: &ListQuery, rows: Vec<TripRow>) -> impl IntoView + use<> {
    let sorted = |column: &str, text: &str| LIST.sorted(query, column, text);
    let columns = vec![
        sorted("reference", t::reference(l)),
        sorted("title", t::trip_title(l)),
        sorted("client", t::client(l)),
        Column::new(t::destination(l)),
        sorted("starts_on", t::departure(l)),
        sorted("price", t::price(l)).number(),
        sorted("remaining", t::remaining(l)).number(),
        sorted("state", t::state(l)),
    ];
    let price = sums(l, rows.iter().map(|row| row.price));
    let remaining = sums(l, rows.iter().map(|row| row.remaining));
    view! {
        <DataTable caption=t::trips(l) columns=columns>
            {rows.into_iter().map(|row| view! {
                <Row>
                    <Cell label=t::reference(l) head=true whole=true><TextLink href=trip_path(row.id)>{row.reference}</TextLink></Cell>
                    <Cell label=t::trip_title(l)>{row.title}</Cell>
                    <Cell label=t::client(l)>{row.client_name}</Cell>
                    <Cell label=t::destination(l)>{destination_words(l, &row.destinations)}</Cell>
                    <Cell label=t::departure(l) whole=true>{table_date(row.starts_on)}</Cell>
                    <Cell label=t::price(l) number=true>{format::money(l, row.price)}</Cell>
                    <Cell label=t::remaining(l) number=true>{format::money(l, row.remaining)}</Cell>
                    <Cell label=t::state(l)><TripStateLabel state=row.state overdue=row.overdue/></Cell>
                </Row>
            }).collect_view()}
        </DataTable>
        <Totals>{t::page_totals(l, price, remaining)}</Totals>
    }
}
