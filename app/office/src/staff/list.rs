//! The list of staff.

use super::calls::list_staff;
use crate::lists::ListPage;
use crate::pieces::{MailLink, StaffStateLabel, destination_words};
use account::{PageTitle, locale, show, use_viewer};
use desk::{Side, StaffRow};
use domain::paging::{ListQuery, Page};
use domain::people::{StaffRole, StaffState};
use domain::policy::{Action, may};
use domain::trips::Destination;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::ButtonVariant::Secondary;
use ui::{
    Cell, Chip, Choice, Column, DataTable, EmptyState, FilterChips, IconName, LinkButton, PageHead, Row, Select, Stack, TextField,
    TextKind, TextLink, Toolbar,
};

const LIST: ListPage = ListPage { path: "/office/staff", filters: &["role", "state", "destination"] };

/// The page at `/office/staff`.
#[component]
pub(crate) fn StaffList() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(move || LIST.query(&params.read()), list_staff);
    view! {
        <PageTitle parts=vec![t::staff(l).to_owned()]/>
        {show(Side::Office, found, move |page| whole(&LIST.query(&params.read_untracked()), page).into_any())}
    }
}

fn whole(query: &ListQuery, page: Page<StaffRow>) -> impl IntoView + use<> {
    let viewer = use_viewer();
    let l = viewer.locale;
    let may_invite = may(viewer.actor, Action::ManageStaff);
    let actions =
        move || may_invite.then(|| view! { <LinkButton href="/office/staff/new" icon=IconName::Plus>{t::new_staff(l)}</LinkButton> });
    let (pagination, cleared, chips) = (LIST.pagination(query, &page), LIST.cleared(query), chips(l, query));
    let clear = cleared.clone();
    let nothing = move || view! { <LinkButton href=clear variant=Secondary>{t::clear_filters(l)}</LinkButton> };
    let total = format::count(l, page.total);
    let toolbar = toolbar(l, query);
    let rows = if page.rows.is_empty() {
        view! { <EmptyState title=t::no_staff_found(l) icon=IconName::People actions=nothing/> }.into_any()
    } else {
        table(l, query, page.rows).into_any()
    };
    view! {
        <PageHead title=t::staff(l) count=total actions=actions/>
        <Stack>
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {rows}
            {pagination}
        </Stack>
    }
}

fn toolbar(l: Locale, query: &ListQuery) -> impl IntoView + use<> {
    let value = |name: &str| query.filter(name).unwrap_or_default().to_owned();
    let (role, state, destination) = (value("role"), value("state"), value("destination"));
    let roles = StaffRole::ALL.iter().map(|word| Choice::new(word.as_str(), words::staff_role(l, *word))).collect();
    let states = StaffState::ALL.iter().map(|word| Choice::new(word.as_str(), words::staff_state(l, *word))).collect();
    let destinations = Destination::ALL.iter().map(|word| Choice::new(word.as_str(), words::destination(l, *word))).collect();
    let text = query.q.clone();
    let search = move || view! { <TextField name="q" label=t::search_staff(l) value=text kind=TextKind::Search/> };
    let filters = move || {
        view! {
            <Select name="role" label=t::role(l) choices=roles value=role blank=t::any(l)/>
            <Select name="state" label=t::state(l) choices=states value=state blank=t::any(l)/>
            <Select name="destination" label=t::destination(l) choices=destinations value=destination blank=t::any(l)/>
        }
    };
    view! {
        <Toolbar action="/office/staff" label=t::search_staff(l) button=t::search(l) hidden=vec![("sort".to_owned(), query.sort.clone())]
            filters_text=t::filters_button(l, query.filters.len()) apply=t::apply_filters(l) search=search filters=filters/>
    }
}

fn chips(l: Locale, query: &ListQuery) -> Vec<Chip> {
    let words_of = |name: &str, value: &str| match name {
        "role" => (t::role(l), value.parse().map_or_else(|_| value.to_owned(), |word| words::staff_role(l, word).to_owned())),
        "state" => (t::state(l), value.parse().map_or_else(|_| value.to_owned(), |word| words::staff_state(l, word).to_owned())),
        _ => (t::destination(l), value.parse().map_or_else(|_| value.to_owned(), |word| words::destination(l, word).to_owned())),
    };
    let search = (!query.q.is_empty()).then(|| ("q", (t::search(l), query.q.clone())));
    let filters = LIST.filters.iter().filter_map(|name| query.filter(name).map(|value| (*name, words_of(name, value))));
    search
        .into_iter()
        .chain(filters)
        .map(|(name, (group, text))| {
            let remove = t::remove_filter(l, group, &text);
            Chip::new(group, text, LIST.without(query, name), remove)
        })
        .collect()
}

fn table(l: Locale, query: &ListQuery, rows: Vec<StaffRow>) -> impl IntoView + use<> {
    let sorted = |column: &str, text: &str| LIST.sorted(query, column, text);
    let columns = vec![
        sorted("name", t::name(l)),
        sorted("email", t::email(l)),
        sorted("role", t::role(l)),
        Column::new(t::destination(l)),
        sorted("state", t::state(l)),
    ];
    view! {
        <DataTable caption=t::staff(l) columns=columns>
            {rows.into_iter().map(|row| view! {
                <Row>
                    <Cell label=t::name(l) head=true whole=true><TextLink href=format!("/office/staff/{}", row.id)>{row.name}</TextLink></Cell>
                    <Cell label=t::email(l)><MailLink email=row.email/></Cell>
                    <Cell label=t::role(l)>{words::staff_role(l, row.role)}</Cell>
                    <Cell label=t::destination(l)>{destination_words(l, &row.destinations)}</Cell>
                    <Cell label=t::state(l)><StaffStateLabel state=row.state/></Cell>
                </Row>
            }).collect_view()}
        </DataTable>
    }
}
