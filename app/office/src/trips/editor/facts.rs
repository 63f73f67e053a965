//! The head of a trip: title, destinations, dates, entity, seller; and the notes that only staff read.

use super::Sellers;
use super::state::Editor;
use crate::pieces::typed_date;
use account::locale;
use domain::trips::{Destination, Entity};
use leptos::prelude::*;
use locales::{office as t, words};
use ui::{Choice, DateField, ErrorFor, FieldRow, FormSection, Select, TextArea, TextField};

/// Lists of destinations that are always there; one more than are chosen, at least.
const DESTINATIONS: usize = 3;

/// Title, destinations, dates, entity, seller.
#[component]
pub(super) fn FactsSection(
    /// The trip being typed.
    editor: Editor,
    /// Who may sell it.
    sellers: Sellers,
) -> impl IntoView {
    let l = locale();
    let draft = editor.latest.get_untracked();
    let entities = Entity::ALL.iter().map(|word| Choice::new(word.as_str(), words::entity(l, *word))).collect();
    let people = sellers.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    view! {
        <FormSection id="facts" title=t::facts(l)>
            <TextField name="title" label=t::trip_title(l) value=draft.title/>
            {destinations(draft.destinations)}
            <FieldRow>
                <DateField name="starts_on" label=t::departure(l) value=typed_date(&draft.starts_on) hint=t::date_hint(l)/>
                <DateField name="ends_on" label=t::return_date(l) value=typed_date(&draft.ends_on)/>
                <Select name="entity" label=t::entity(l) choices=entities value=draft.entity/>
                <Select name="seller" label=t::seller(l) choices=people value=draft.seller blank=t::choose(l)/>
            </FieldRow>
        </FormSection>
    }
}

/// Short lists that a keyboard fills by the first letters.
fn destinations(chosen: Vec<String>) -> impl IntoView {
    let l = locale();
    let chosen: Vec<String> = chosen.into_iter().filter(|word| !word.trim().is_empty()).collect();
    let places = DESTINATIONS.max(chosen.len() + 1);
    let boxes = (0..places).map(|place| {
        let choices = Destination::ALL.iter().map(|word| Choice::new(word.as_str(), words::destination(l, *word))).collect();
        let label = if place == 0 { t::destination(l).to_owned() } else { t::destination_number(l, place + 1) };
        view! { <Select name=format!("destinations[{place}]") label=label choices=choices value=chosen.get(place).cloned() blank=t::none(l)/> }
    }).collect_view();
    view! { <FieldRow>{boxes}</FieldRow> <ErrorFor name="destinations"/> }
}

/// Notes that never leave the back office.
#[component]
pub(super) fn NotesSection(
    /// The trip being typed.
    editor: Editor,
) -> impl IntoView {
    let l = locale();
    view! {
        <FormSection id="notes" title=t::notes(l)>
            <TextArea name="notes" label=t::notes_for_staff(l) hint=t::notes_hint(l) value=editor.latest.with_untracked(|draft| draft.notes.clone()) rows=4/>
        </FormSection>
    }
}
