//! What is sold, line by line: every service is two lines of fields that the keyboard walks through in the order in which they are read.

use super::row_buttons::{AddRow, RowButtons};
use super::state::Editor;
use crate::pieces::{afresh, typed_date};
use crate::rows::List;
use account::locale;
use domain::trips::{Entity, Inclusion, ServiceDraft, ServiceKind, TripDraft, Zone};
use leptos::prelude::*;
use locales::{office as t, words};
use ui::{Choice, DateField, ErrorFor, FieldRow, FieldWidth, FormItem, FormSection, MoneyField, Select, TextField, hydrated};

/// Currencies in which suppliers of our destinations are paid, the usual ones first.
const CURRENCIES: [&str; 22] = [
    "EUR", "USD", "CHF", "GBP", "ARS", "BOB", "BRL", "CLP", "CNY", "COP", "CRC", "GTQ", "IDR", "INR", "JOD", "JPY", "KHR", "LKR", "MXN",
    "NPR", "PEN", "THB",
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
                afresh(move || {
                    let rows = lines.len();
                    lines.iter().cloned().enumerate().map(|(row, line)| service(editor, row, rows, line)).collect_view()
                })
            }}
            <AddRow editor=editor list=List::Services text=t::add_service(l)/>
        </FormSection>
    }
}

fn service(editor: Editor, row: usize, rows: usize, line: ServiceDraft) -> impl IntoView {
    let l = locale();
    let name = move |field: &str| format!("services[{row}][{field}]");
    let kinds = ServiceKind::ALL.iter().map(|word| Choice::new(word.as_str(), words::service_kind(l, *word))).collect();
    let zones = Zone::ALL.iter().map(|word| Choice::new(word.as_str(), words::zone(l, *word))).collect();
    let inclusions = Inclusion::ALL.iter().map(|word| Choice::new(word.as_str(), words::inclusion(l, *word))).collect();
    let currency = editor.currency().to_string();
    let unlisted = Some(line.cost_currency.clone()).filter(|code| !code.is_empty() && !CURRENCIES.contains(&code.as_str()));
    let currencies = CURRENCIES.into_iter().map(str::to_owned).chain(unlisted).map(|code| Choice::new(code.clone(), code)).collect();
    let cost_currency = if line.cost_currency.is_empty() { currency.clone() } else { line.cost_currency };
    let ready = hydrated();
    // Without scripts the rate is always there: nobody knows yet which currency will be chosen.
    let needless = move || ready.get() && editor.latest.with(|draft| at_par(draft, row));
    view! {
        <FormItem title=t::service_number(l, row + 1) label_ending=t::of_row(l, "", row + 1) actions=move || view! { <RowButtons editor=editor list=List::Services row=row rows=rows/> }>
            <FieldRow dense=true>
                <Select name=name("kind") label=t::kind(l) choices=kinds value=line.kind width=FieldWidth::Medium/>
                <TextField name=name("label") label=t::label(l) value=line.label/>
                <TextField name=name("supplier") label=t::supplier(l) value=line.supplier/>
                <TextField name=name("place") label=t::place(l) value=line.place/>
            </FieldRow>
            <FieldRow dense=true>
                <DateField name=name("starts_on") label=t::from_day(l) value=typed_date(&line.starts_on)/>
                <DateField name=name("ends_on") label=t::to_day(l) value=typed_date(&line.ends_on)/>
                <TextField name=name("cost") label=t::cost(l) value=line.cost width=FieldWidth::Medium/>
                <Select name=name("cost_currency") label=t::cost_currency(l) choices=currencies value=cost_currency width=FieldWidth::Short/>
                <div hidden=needless><TextField name=name("rate") label=t::rate(l) value=line.rate width=FieldWidth::Short/></div>
                <MoneyField name=name("price") label=t::price(l) currency=currency value=line.price/>
                <Select name=name("inclusion") label=t::inclusion(l) choices=inclusions value=line.inclusion width=FieldWidth::Medium/>
                <Select name=name("zone") label=t::zone(l) choices=zones value=line.zone width=FieldWidth::Medium/>
            </FieldRow>
        </FormItem>
    }
}

/// Whether the cost of a line is in the currency of its price, so that no rate is needed.
fn at_par(draft: &TripDraft, row: usize) -> bool {
    let price = draft.entity.parse::<Entity>().unwrap_or_default().currency();
    draft.services.get(row).is_none_or(|line| line.cost_currency.is_empty() || line.cost_currency == price.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_asked_for_a_foreign_cost_only() {
        let line = |code: &str| ServiceDraft { cost_currency: code.into(), ..ServiceDraft::default() };
        let draft = |entity: Entity| TripDraft {
            entity: entity.to_string(),
            services: vec![line(""), line("EUR"), line("USD")],
            ..TripDraft::default()
        };
        let asked = |entity| (0..4).map(|row| !at_par(&draft(entity), row)).collect::<Vec<_>>();
        assert_eq!(asked(Entity::France), [false, false, true, false]);
        assert_eq!(asked(Entity::Switzerland), [false, true, true, false]);
    }
}
