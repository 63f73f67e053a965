//! Who travels, and what was decided on the insurance.

use super::row_buttons::{AddRow, RowButtons};
use super::state::Editor;
use crate::pieces::{afresh, typed_date};
use crate::rows::List;
use account::locale;
use domain::trips::{InsuranceDecision, TravellerDraft};
use leptos::prelude::*;
use locales::{office as t, words};
use ui::{Cell, Checkbox, Choice, Column, DataTable, DateField, ErrorFor, FieldRow, FormSection, Row, Select, TextField};

/// The travellers, one a row.
#[component]
pub(super) fn TravellersSection(
    /// The trip being typed.
    editor: Editor,
) -> impl IntoView {
    let l = locale();
    let columns = move || {
        let headings = [t::given_name(l), t::family_name(l), t::born_on(l), t::insurance(l)].into_iter().map(Column::new);
        headings.chain([Column::new(t::row_actions(l)).spoken_only()]).collect::<Vec<_>>()
    };
    view! {
        <FormSection id="travellers" title=t::travellers(l) hint=t::travellers_hint(l)>
            <ErrorFor name="travellers"/>
            {move || {
                let people = editor.travellers.get();
                let any = !people.is_empty();
                let draw = move || {
                    let rows = people.len();
                    people.iter().cloned().enumerate().map(|(row, person)| traveller(editor, row, rows, person)).collect_view()
                };
                any.then(|| view! { <DataTable fields=true caption=t::travellers(l) columns=columns()>{afresh(draw)}</DataTable> })
            }}
            <AddRow editor=editor list=List::Travellers text=t::add_traveller(l)/>
        </FormSection>
    }
}

fn traveller(editor: Editor, row: usize, rows: usize, person: TravellerDraft) -> impl IntoView {
    let l = locale();
    let name = move |field: &str| format!("travellers[{row}][{field}]");
    let label = move |text: &str| t::of_row(l, text, row + 1);
    view! {
        <Row>
            <Cell label=t::given_name(l)><TextField name=name("given_name") label=label(t::given_name(l)) hide_label=true value=person.given_name/></Cell>
            <Cell label=t::family_name(l)><TextField name=name("family_name") label=label(t::family_name(l)) hide_label=true value=person.family_name/></Cell>
            <Cell label=t::born_on(l)><DateField name=name("born_on") label=label(t::born_on(l)) hide_label=true value=typed_date(&person.born_on)/></Cell>
            <Cell label=t::insurance(l)><Checkbox name=name("insured") label=t::insured(l) value="on" checked=!person.insured.is_empty()/></Cell>
            <Cell label=t::row_actions(l)><RowButtons editor=editor list=List::Travellers row=row rows=rows/></Cell>
        </Row>
    }
}

/// The decision on the insurance, with the day of the consent.
#[component]
pub(super) fn InsuranceSection(
    /// The trip being typed.
    editor: Editor,
) -> impl IntoView {
    let l = locale();
    let insurance = editor.latest.with_untracked(|draft| draft.insurance.clone());
    let decisions = InsuranceDecision::ALL.iter().map(|word| Choice::new(word.as_str(), words::insurance_decision(l, *word))).collect();
    view! {
        <FormSection id="insurance" title=t::insurance(l) hint=t::insurance_hint(l)>
            <FieldRow>
                <Select name="insurance[decision]" label=t::decision(l) choices=decisions value=insurance.decision/>
                <DateField name="insurance[consent_on]" label=t::consent_on(l) hint=t::consent_hint(l) value=typed_date(&insurance.consent_on)/>
            </FieldRow>
        </FormSection>
    }
}
