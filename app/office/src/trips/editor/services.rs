//! What is sold, line by line, as a dense table: every line is one row that the keyboard walks through.

use super::row_buttons::{AddRow, RowButtons};
use super::state::Editor;
use crate::pieces::{afresh, typed_date};
use crate::rows::List;
use account::locale;
use domain::trips::{Inclusion, ServiceDraft, ServiceKind, Zone};
use leptos::prelude::*;
use locales::{Locale, office as t, words};
use ui::{Cell, Choice, Column, DataTable, DateField, ErrorFor, FieldWidth, FormSection, Gap, MoneyField, Row, Select, Stack, TextField};

/// Currencies in which suppliers of our destinations are paid, the usual ones first.
const CURRENCIES: [&str; 22] = [
    "EUR", "USD", "CHF", "GBP", "ARS", "BOB", "BRL", "CLP", "CNY", "COP", "CRC", "GTQ", "IDR", "INR", "JOD", "JPY", "KHR", "LKR", "MXN", "NPR", "PEN", "THB",
];

/// The service lines of the trip.
#[component]
pub(super) fn ServicesSection(
    /// The trip being typed.
    editor: Editor,
) -> impl IntoView {
    let l = locale();
    view! {
        <FormSection id="services" title=t::services(l) hint=t::services_hint(l)>
            <ErrorFor name="services"/>
            {move || {
                let lines = editor.services.get();
                let any = !lines.is_empty();
                let draw = move || {
                    let rows = lines.len();
                    lines.iter().cloned().enumerate().map(|(row, line)| service(editor, row, rows, line)).collect_view()
                };
                any.then(|| view! { <DataTable fields=true caption=t::services(l) columns=columns(l)>{afresh(draw)}</DataTable> })
            }}
            <AddRow editor=editor list=List::Services text=t::add_service(l)/>
        </FormSection>
    }
}

fn columns(l: Locale) -> Vec<Column> {
    [t::service(l), t::supplier_and_place(l), t::dates(l), t::cost(l), t::price(l), t::price_terms(l)]
        .into_iter()
        .map(Column::new)
        .chain([Column::new(t::row_actions(l)).spoken_only()])
        .collect()
}

fn service(editor: Editor, row: usize, rows: usize, line: ServiceDraft) -> impl IntoView {
    let l = locale();
    let name = move |field: &str| format!("services[{row}][{field}]");
    let label = move |text: &str| t::of_row(l, text, row + 1);
    let kinds = ServiceKind::ALL.iter().map(|word| Choice::new(word.as_str(), words::service_kind(l, *word))).collect();
    let zones = Zone::ALL.iter().map(|word| Choice::new(word.as_str(), words::zone(l, *word))).collect();
    let inclusions = Inclusion::ALL.iter().map(|word| Choice::new(word.as_str(), words::inclusion(l, *word))).collect();
    let currency = editor.currency().to_string();
    let unlisted = Some(line.cost_currency.clone()).filter(|code| !code.is_empty() && !CURRENCIES.contains(&code.as_str()));
    let currencies = CURRENCIES.into_iter().map(str::to_owned).chain(unlisted).map(|code| Choice::new(code.clone(), code)).collect();
    let cost_currency = if line.cost_currency.is_empty() { currency.clone() } else { line.cost_currency };
    view! {
        <Row>
            <Cell label=t::service(l)>
                <Stack gap=Gap::Small>
                    <Select name=name("kind") label=label(t::kind(l)) hide_label=true choices=kinds value=line.kind/>
                    <TextField name=name("label") label=label(t::label(l)) hide_label=true value=line.label/>
                </Stack>
            </Cell>
            <Cell label=t::supplier_and_place(l)>
                <Stack gap=Gap::Small>
                    <TextField name=name("supplier") label=label(t::supplier(l)) hide_label=true value=line.supplier/>
                    <TextField name=name("place") label=label(t::place(l)) hide_label=true value=line.place/>
                </Stack>
            </Cell>
            <Cell label=t::dates(l)>
                <Stack gap=Gap::Small>
                    <DateField name=name("starts_on") label=label(t::first_day(l)) hide_label=true value=typed_date(&line.starts_on)/>
                    <DateField name=name("ends_on") label=label(t::last_day(l)) hide_label=true value=typed_date(&line.ends_on)/>
                </Stack>
            </Cell>
            <Cell label=t::cost(l)>
                <Stack gap=Gap::Small>
                    <TextField name=name("cost") label=label(t::cost(l)) hide_label=true value=line.cost/>
                    <Select name=name("cost_currency") label=label(t::cost_currency(l)) hide_label=true choices=currencies value=cost_currency/>
                    <TextField name=name("rate") label=label(t::rate(l)) hide_label=true value=line.rate width=FieldWidth::Medium/>
                </Stack>
            </Cell>
            <Cell label=t::price(l)><MoneyField name=name("price") label=label(t::price(l)) hide_label=true currency=currency value=line.price/></Cell>
            <Cell label=t::price_terms(l)>
                <Stack gap=Gap::Small>
                    <Select name=name("inclusion") label=label(t::inclusion(l)) hide_label=true choices=inclusions value=line.inclusion/>
                    <Select name=name("zone") label=label(t::zone(l)) hide_label=true choices=zones value=line.zone/>
                </Stack>
            </Cell>
            <Cell label=t::row_actions(l)><RowButtons editor=editor list=List::Services row=row rows=rows/></Cell>
        </Row>
    }
}
