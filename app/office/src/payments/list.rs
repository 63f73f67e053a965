//! The list of all payments, however they came: search, filters, order and pages live in the address.

use super::calls::list_payments;
use crate::lists::ListPage;
use crate::pieces::{OrderStateLabel, sums, trip_path, typed_date};
use account::{PageTitle, locale, show};
use desk::{PaidBy, PaymentList as Payments, PaymentRow, PaymentStanding, Side};
use domain::money::Currency;
use domain::paging::ListQuery;
use domain::payments::{OrderState, PaymentMethod};
use domain::trips::Entity;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::{
    Cell, Choice, Column, DataTable, DateField, FilterChips, Label, LabelColour, PageHead, Row, Select, Stack, TextField, TextKind,
    TextLink, Toolbar, Totals,
};

const LIST: ListPage = ListPage { path: "/office/payments", filters: &["state", "how", "entity", "currency", "from", "to"] };

/// The filter for payments that were recorded by mistake.
const REVERSED: &str = "reversed";

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
    let (state, how, entity, currency) = (value("state"), value("how"), value("entity"), value("currency"));
    let (from, to) = (typed_date(&value("from")), typed_date(&value("to")));
    let states = OrderState::ALL.iter().map(|word| Choice::new(word.as_str(), words::order_state(l, *word)));
    let states = states.chain([Choice::new(REVERSED, t::record_reversed(l))]).collect();
    let entities = Entity::ALL.iter().map(|word| Choice::new(word.as_str(), words::entity(l, *word))).collect();
    let currencies = [Currency::EUR, Currency::CHF].iter().map(|code| Choice::new(code.to_string(), code.to_string())).collect();
    let ways = gateways.iter().map(|name| Choice::new(name, t::online_by(l, name)));
    let ways = ways.chain(PaymentMethod::ALL.iter().map(|word| Choice::new(word.as_str(), words::payment_method(l, *word)))).collect();
    let search = query.q.clone();
    let filters = move || {
        view! {
            <Select name="state" label=t::state(l) choices=states value=state blank=t::any(l)/>
            <Select name="how" label=t::how_paid(l) choices=ways value=how blank=t::any(l)/>
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
        "state" if value == REVERSED => (t::state(l), t::record_reversed(l).to_owned()),
        "state" => (t::state(l), value.parse().map_or(plain, |word| words::order_state(l, word).to_owned())),
        "entity" => (t::entity(l), value.parse().map_or(plain, |word| words::entity(l, word).to_owned())),
        "how" => (t::how_paid(l), value.parse().map_or_else(|_| t::online_by(l, value), |word| words::payment_method(l, word).to_owned())),
        "currency" => (t::currency(l), plain),
        "from" => (t::from_day(l), typed_date(value)),
        _ => (t::to_day(l), typed_date(value)),
    }
}

fn table(l: Locale, query: &ListQuery, rows: Vec<PaymentRow>) -> impl IntoView + use<> {
    let sorted = |column: &str, text: &str| LIST.sorted(query, column, text);
    let columns = vec![
        sorted("created_at", t::paid_on_day(l)),
        Column::new(t::reference(l)),
        Column::new(t::trip_title(l)),
        Column::new(t::client(l)),
        Column::new(t::how_paid(l)),
        sorted("amount", t::amount(l)).number(),
        sorted("state", t::state(l)),
    ];
    view! {
        <DataTable caption=t::all_payments(l) columns=columns>
            {rows.into_iter().map(|row| {
                let on = row.received_on.map_or_else(|| format::instant(l, row.created_at), format::short_date);
                let (how, amount) = (way(l, &row.by), format::money(l, row.amount));
                // What came without a gateway has a page of its own, where it is reversed.
                let how = match row.recorded {
                    Some(id) => {
                        let label = t::see_payment(l, &how, &amount);
                        view! { <TextLink href=format!("{}/recorded/{id}", trip_path(row.trip)) label=label>{how}</TextLink> }.into_any()
                    }
                    None => how.into_any(),
                };
                let standing = standing(l, row.standing);
                view! {
                    <Row>
                        <Cell label=t::paid_on_day(l) head=true whole=true>{on}</Cell>
                        <Cell label=t::reference(l) whole=true><TextLink href=trip_path(row.trip)>{row.reference}</TextLink></Cell>
                        <Cell label=t::trip_title(l)>{row.title}</Cell>
                        <Cell label=t::client(l)>{row.client_name}</Cell>
                        <Cell label=t::how_paid(l)>{how}</Cell>
                        <Cell label=t::amount(l) number=true>{amount}</Cell>
                        <Cell label=t::state(l)>{standing}</Cell>
                    </Row>
                }
            }).collect_view()}
        </DataTable>
    }
}

fn way(l: Locale, by: &PaidBy) -> String {
    match by {
        PaidBy::Gateway(name) => t::online_by(l, name),
        PaidBy::Method(method) => words::payment_method(l, *method).to_owned(),
        PaidBy::Statement => t::transfer_from_statement(l).to_owned(),
    }
}

fn standing(l: Locale, standing: PaymentStanding) -> AnyView {
    match standing {
        PaymentStanding::Order(state) => view! { <OrderStateLabel state=state/> }.into_any(),
        PaymentStanding::Received => view! { <Label colour=LabelColour::Green>{t::record_holds(l)}</Label> }.into_any(),
        PaymentStanding::Reversed => view! { <Label colour=LabelColour::Red>{t::record_reversed(l)}</Label> }.into_any(),
    }
}
