//! The list of all invoices: search, filters, order and pages live in the address.

use super::calls::list_invoices;
use crate::lists::ListPage;
use crate::pieces::{sums, trip_path, typed_date};
use crate::trips::invoices::{kind_label, signed};
use account::{PageTitle, locale, show};
use desk::{InvoiceList as Invoices, ListedInvoice, Side};
use domain::invoices::InvoiceKind;
use domain::money::Currency;
use domain::paging::ListQuery;
use domain::trips::Entity;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::{
    Cell, Choice, Column, DataTable, DateField, FilterChips, PageHead, Row, Select, Stack, TextField, TextKind, TextLink, Toolbar, Totals,
};

const LIST: ListPage = ListPage { path: "/office/invoices", filters: &["kind", "entity", "currency", "from", "to"] };

/// The page at `/office/invoices`.
#[component]
pub(crate) fn InvoiceList() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(move || LIST.query(&params.read()), list_invoices);
    view! {
        <PageTitle parts=vec![t::invoices(l).to_owned()]/>
        {show(Side::Office, found, move |list| whole(&LIST.query(&params.read_untracked()), list).into_any())}
    }
}

pub(super) fn whole(query: &ListQuery, list: Invoices) -> impl IntoView + use<> {
    let l = locale();
    let chips = LIST.chips(l, query, |name, value| filter_words(l, name, value));
    let (pagination, cleared) = (LIST.pagination(query, &list.page), LIST.cleared(query));
    let (total, toolbar) = (format::count(l, list.page.total), toolbar(l, query));
    let invoiced = sums(l, list.sums.iter().copied());
    let rows = if list.page.rows.is_empty() {
        LIST.nothing(l, query, t::no_invoice_found(l), t::no_invoice_yet(l)).into_any()
    } else {
        table(l, query, list.page.rows).into_any()
    };
    view! {
        <PageHead title=t::invoices(l) count=total/>
        <Stack>
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {rows}
            {(!invoiced.is_empty()).then(|| view! { <Totals>{t::invoiced_in_all(l, invoiced)}</Totals> })}
            {pagination}
        </Stack>
    }
}

fn toolbar(l: Locale, query: &ListQuery) -> impl IntoView + use<> {
    let value = |name: &str| query.filter(name).unwrap_or_default().to_owned();
    let (kind, entity, currency) = (value("kind"), value("entity"), value("currency"));
    let (from, to) = (typed_date(&value("from")), typed_date(&value("to")));
    let kinds = InvoiceKind::ALL.iter().map(|word| Choice::new(word.as_str(), t::invoice_kind(l, *word))).collect();
    let entities = Entity::ALL.iter().map(|word| Choice::new(word.as_str(), words::entity(l, *word))).collect();
    let currencies = [Currency::EUR, Currency::CHF].iter().map(|code| Choice::new(code.to_string(), code.to_string())).collect();
    let search = query.q.clone();
    let filters = move || {
        view! {
            <Select name="kind" label=t::kind(l) choices=kinds value=kind blank=t::any(l)/>
            <Select name="entity" label=t::entity(l) choices=entities value=entity blank=t::any(l)/>
            <Select name="currency" label=t::currency(l) choices=currencies value=currency blank=t::any(l)/>
            <DateField name="from" label=t::from_day(l) value=from/>
            <DateField name="to" label=t::to_day(l) value=to/>
        }
    };
    let search = move || view! { <TextField name="q" label=t::search_invoices(l) value=search kind=TextKind::Search/> };
    let hidden = vec![("sort".to_owned(), query.sort.clone())];
    view! {
        <Toolbar action=LIST.path label=t::search_invoices(l) button=t::search(l) hidden=hidden filters_text=t::filters_button(l, query.filters.len())
            apply=t::apply_filters(l) search=search filters=filters/>
    }
}

fn filter_words(l: Locale, name: &str, value: &str) -> (&'static str, String) {
    let plain = value.to_owned();
    match name {
        "kind" => (t::kind(l), value.parse().map_or(plain, |word| t::invoice_kind(l, word).to_owned())),
        "entity" => (t::entity(l), value.parse().map_or(plain, |word| words::entity(l, word).to_owned())),
        "currency" => (t::currency(l), plain),
        "from" => (t::from_day(l), typed_date(value)),
        _ => (t::to_day(l), typed_date(value)),
    }
}

fn table(l: Locale, query: &ListQuery, rows: Vec<ListedInvoice>) -> impl IntoView + use<> {
    let sorted = |column: &str, text: &str| LIST.sorted(query, column, text);
    let columns = vec![
        sorted("number", t::invoice_number(l)),
        Column::new(t::kind(l)),
        sorted("issued_on", t::issue_date(l)),
        Column::new(t::invoiced_payer(l)),
        Column::new(t::reference(l)),
        Column::new(t::trip_title(l)),
        sorted("total", t::amount(l)).number(),
    ];
    view! {
        <DataTable caption=t::invoices(l) columns=columns>
            {rows.into_iter().map(|listed| {
                let ListedInvoice { row, trip, reference, title } = listed;
                let (href, label) = (format!("/invoices/{}", row.id), t::open_invoice(l, &row.number));
                let amount = format::money(l, signed(&row));
                view! {
                    <Row>
                        <Cell label=t::invoice_number(l) head=true whole=true><TextLink href=href label=label download=true>{row.number}</TextLink></Cell>
                        <Cell label=t::kind(l)>{kind_label(l, row.kind)}</Cell>
                        <Cell label=t::issue_date(l) whole=true>{format::short_date(row.issued_on)}</Cell>
                        <Cell label=t::invoiced_payer(l)>{row.payer_name}</Cell>
                        <Cell label=t::reference(l) whole=true><TextLink href=trip_path(trip)>{reference}</TextLink></Cell>
                        <Cell label=t::trip_title(l)>{title}</Cell>
                        <Cell label=t::amount(l) number=true>{amount}</Cell>
                    </Row>
                }
            }).collect_view()}
        </DataTable>
    }
}
