//! The list of clients.

use super::calls::list_clients;
use super::client_path;
use crate::lists::ListPage;
use crate::pieces::MailLink;
use account::{PageTitle, locale, show, use_viewer};
use desk::{ClientRow, Side};
use domain::paging::{ListQuery, Page};
use domain::people::ClientKind;
use domain::policy::{Action, may};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::ButtonVariant::Secondary;
use ui::{
    Cell, Chip, Choice, Column, DataTable, EmptyState, FilterChips, IconName, LinkButton, PageHead, Row, Select, Stack, TextField,
    TextKind, TextLink, Toolbar,
};

const LIST: ListPage = ListPage { path: "/office/clients", filters: &["kind"] };

/// The page at `/office/clients`.
#[component]
pub(crate) fn ClientList() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(move || LIST.query(&params.read()), list_clients);
    view! {
        <PageTitle parts=vec![t::clients(l).to_owned()]/>
        {show(Side::Office, found, move |page| whole(&LIST.query(&params.read_untracked()), page).into_any())}
    }
}

fn whole(query: &ListQuery, page: Page<ClientRow>) -> impl IntoView + use<> {
    let viewer = use_viewer();
    let l = viewer.locale;
    let may_create = may(viewer.actor, Action::EditClients);
    let actions =
        move || may_create.then(|| view! { <LinkButton href="/office/clients/new" icon=IconName::Plus>{t::new_client(l)}</LinkButton> });
    let (pagination, cleared, chips) = (LIST.pagination(query, &page), LIST.cleared(query), chips(l, query));
    let clear = cleared.clone();
    let filtered = !query.q.is_empty() || !query.filters.is_empty();
    let nothing = move || filtered.then(|| view! { <LinkButton href=clear variant=Secondary>{t::clear_filters(l)}</LinkButton> });
    let total = format::count(l, page.total);
    let toolbar = toolbar(l, query);
    let rows = if page.rows.is_empty() {
        view! { <EmptyState title=t::no_client_found(l) icon=IconName::Person actions=nothing/> }.into_any()
    } else {
        table(l, query, page.rows).into_any()
    };
    view! {
        <PageHead title=t::clients(l) count=total actions=actions/>
        <Stack>
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {rows}
            {pagination}
        </Stack>
    }
}

fn toolbar(l: Locale, query: &ListQuery) -> impl IntoView + use<> {
    let kind = query.filter("kind").unwrap_or_default().to_owned();
    let kinds = ClientKind::ALL.iter().map(|word| Choice::new(word.as_str(), words::client_kind(l, *word))).collect();
    let text = query.q.clone();
    let search = move || view! { <TextField name="q" label=t::search_clients(l) value=text kind=TextKind::Search/> };
    let filters = move || view! { <Select name="kind" label=t::kind(l) choices=kinds value=kind blank=t::any(l)/> };
    view! {
        <Toolbar action="/office/clients" label=t::search_clients(l) button=t::search(l) hidden=vec![("sort".to_owned(), query.sort.clone())]
            filters_text=t::filters_button(l, query.filters.len()) apply=t::apply_filters(l) search=search filters=filters/>
    }
}

fn chips(l: Locale, query: &ListQuery) -> Vec<Chip> {
    let search = (!query.q.is_empty()).then(|| ("q", t::search(l), query.q.clone()));
    let kind = query
        .filter("kind")
        .map(|value| ("kind", t::kind(l), value.parse().map_or_else(|_| value.to_owned(), |word| words::client_kind(l, word).to_owned())));
    search
        .into_iter()
        .chain(kind)
        .map(|(name, group, text)| {
            let remove = t::remove_filter(l, group, &text);
            Chip::new(group, text, LIST.without(query, name), remove)
        })
        .collect()
}

fn table(l: Locale, query: &ListQuery, rows: Vec<ClientRow>) -> impl IntoView + use<> {
    let sorted = |column: &str, text: &str| LIST.sorted(query, column, text);
    let columns = vec![
        sorted("name", t::name(l)),
        Column::new(t::kind(l)),
        sorted("email", t::email(l)),
        Column::new(t::phone(l)),
        sorted("city", t::city(l)),
        sorted("trips", t::trips(l)).number(),
    ];
    view! {
        <DataTable caption=t::clients(l) columns=columns>
            {rows.into_iter().map(|row| view! {
                <Row>
                    <Cell label=t::name(l) head=true whole=true><TextLink href=client_path(row.id)>{row.name}</TextLink></Cell>
                    <Cell label=t::kind(l)>{words::client_kind(l, row.kind)}</Cell>
                    <Cell label=t::email(l)><MailLink email=row.email/></Cell>
                    <Cell label=t::phone(l) whole=true>{row.phone}</Cell>
                    <Cell label=t::city(l)>{row.city}</Cell>
                    <Cell label=t::trips(l) number=true>{format::count(l, row.trips)}</Cell>
                </Row>
            }).collect_view()}
        </DataTable>
    }
}
