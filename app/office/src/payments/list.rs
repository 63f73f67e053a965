//! The list of all payments: search, filters, order and pages live in the address.

use super::calls::list_payments;
use crate::lists::ListPage;
use crate::pieces::{OrderStateLabel, sums, trip_path, typed_date};
use account::{PageTitle, locale, show};
use desk::{PaymentList as Payments, PaymentRow, Side};
use domain::money::Currency;
use domain::paging::ListQuery;
use domain::payments::OrderState;
use domain::trips::Entity;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::{
    Cell, Choice, Column, DataTable, DateField, FilterChips, PageHead, Row, Select, Stack, TextField, TextKind, TextLink, Toolbar, Totals,
};

const LIST: ListPage = ListPage { path: "/office/payments", filters: &["state", "gateway", "entity", "currency", "from", "to"] };

/// The page at `/office/payments`.
#[component]
pub(crate) fn PaymentList() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(move || LIST.query(&params.read()), list_payments);
    view! {
        <PageTitle parts=vec![t::all_payments(l).to_owned()]/>
        {show(Side::Office, found, move |list| whole(&LIST.query(&params.read_untracked()), list).into_any())}
    }
}

pub(super) fn whole(query: &ListQuery, list: Payments) -> impl IntoView + use<> {
    let l = locale();
    let chips = LIST.chips(l, query, |name, value| filter_words(l, name, value));
    let (pagination, cleared) = (LIST.pagination(query, &list.page), LIST.cleared(query));
    let (total, toolbar) = (format::count(l, list.page.total), toolbar(l, query, &list.gateways));
    let received = sums(l, list.received.iter().copied());
    let rows = if list.page.rows.is_empty() {
        LIST.nothing(l, query, t::no_payment_found(l), t::no_payment_yet(l)).into_any()
    } else {
        table(l, query, list.page.rows).into_any()
    };
    view! {
        <PageHead title=t::all_payments(l) count=total/>
        <Stack>
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {rows}
            {(!received.is_empty()).then(|| view! { <Totals>{t::received_in_all(l, received)}</Totals> })}
            {pagination}
        </Stack>
    }
}

fn toolbar(l: Locale, query: &ListQuery, gateways: &[String]) -> impl IntoView + use<> {
    let value = |name: &str| query.filter(name).unwrap_or_default().to_owned();
    let (state, gateway, entity, currency) = (value("state"), value("gateway"), value("entity"), value("currency"));
    let (from, to) = (typed_date(&value("from")), typed_date(&value("to")));
    let states = OrderState::ALL.iter().map(|word| Choice::new(word.as_str(), words::order_state(l, *word))).collect();
    let entities = Entity::ALL.iter().map(|word| Choice::new(word.as_str(), words::entity(l, *word))).collect();
    let currencies = [Currency::EUR, Currency::CHF].iter().map(|code| Choice::new(code.to_string(), code.to_string())).collect();
    let gateways = gateways.iter().map(|name| Choice::new(name, name)).collect();
    let search = query.q.clone();
    let filters = move || {
        view! {
            <Select name="state" label=t::state(l) choices=states value=state blank=t::any(l)/>
            <Select name="gateway" label=t::gateway(l) choices=gateways value=gateway blank=t::any(l)/>
            <Select name="entity" label=t::entity(l) choices=entities value=entity blank=t::any(l)/>
            <Select name="currency" label=t::currency(l) choices=currencies value=currency blank=t::any(l)/>
            <DateField name="from" label=t::from_day(l) value=from/>
            <DateField name="to" label=t::to_day(l) value=to/>
        }
    };
    let search = move || view! { <TextField name="q" label=t::search_payments(l) value=search kind=TextKind::Search/> };
    let hidden = vec![("sort".to_owned(), query.sort.clone())];
    view! {
        <Toolbar action=LIST.path label=t::search_payments(l) button=t::search(l) hidden=hidden filters_text=t::filters_button(l, query.filters.len())
            apply=t::apply_filters(l) search=search filters=filters/>
    }
}

fn filter_words(l: Locale, name: &str, value: &str) -> (&'static str, String) {
    let plain = value.to_owned();
    match name {
        "state" => (t::state(l), value.parse().map_or(plain, |word| words::order_state(l, word).to_owned())),
        "entity" => (t::entity(l), value.parse().map_or(plain, |word| words::entity(l, word).to_owned())),
        "gateway" => (t::gateway(l), plain),
        "currency" => (t::currency(l), plain),
        "from" => (t::from_day(l), typed_date(value)),
        _ => (t::to_day(l), typed_date(value)),
    }
}

fn table(l: Locale, query: &ListQuery, rows: Vec<PaymentRow>) -> impl IntoView + use<> {
    let sorted = |column: &str, text: &str| LIST.sorted(query, column, text);
    let columns = vec![
        sorted("created_at", t::begun(l)),
        Column::new(t::reference(l)),
        Column::new(t::trip_title(l)),
        Column::new(t::client(l)),
        Column::new(t::gateway(l)),
        sorted("amount", t::amount(l)).number(),
        sorted("state", t::state(l)),
    ];
    view! {
        <DataTable caption=t::all_payments(l) columns=columns>
            {rows.into_iter().map(|row| view! {
                <Row>
                    <Cell label=t::begun(l) head=true whole=true>{format::instant(l, row.created_at)}</Cell>
                    <Cell label=t::reference(l) whole=true><TextLink href=trip_path(row.trip)>{row.reference}</TextLink></Cell>
                    <Cell label=t::trip_title(l)>{row.title}</Cell>
                    <Cell label=t::client(l)>{row.client_name}</Cell>
                    <Cell label=t::gateway(l)>{row.gateway}</Cell>
                    <Cell label=t::amount(l) number=true>{format::money(l, row.amount)}</Cell>
                    <Cell label=t::state(l)><OrderStateLabel state=row.state/></Cell>
                </Row>
            }).collect_view()}
        </DataTable>
    }
}
