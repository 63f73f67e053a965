//! Who contracts: found by a few letters, or created and brought back.

use super::state::Editor;
use crate::clients::calls::find_client_choices;
use crate::pieces::afresh;
use account::locale;
use leptos::prelude::*;
use locales::office as t;
use ui::ButtonVariant::Secondary;
use ui::{
    Button, Choice, Cluster, ErrorFor, FieldRow, FormSection, IconName, LinkButton, Muted, RadioGroup, TextField, TextKind, hydrated,
};

/// The client of the trip. Matches appear while typing; without scripts a button asks for them.
#[component]
pub(super) fn ClientSection(
    /// The trip being typed.
    editor: Editor,
    /// The page of the form, to come back to from a new client.
    here: String,
) -> impl IntoView {
    let l = locale();
    let chosen = move || editor.latest.with_untracked(|draft| draft.client.clone());
    let found = Resource::new(move || editor.search.get(), move |words| find_client_choices(words, chosen()));
    let ready = hydrated();
    let start = editor.search.get_untracked();
    let new_client = ["/office/clients/new?back=", &here].concat();
    view! {
        <FormSection id="client" title=t::client(l)>
            <FieldRow>
                <TextField name="client_search" label=t::search_clients(l) hint=t::search_clients_hint(l) value=start kind=TextKind::Search beside_draft=true/>
                <Cluster>
                    {move || (!ready.get()).then(|| view! { <Button variant=Secondary icon=IconName::Search name="intent" value="find-client">{t::search(l)}</Button> })}
                    <LinkButton href=new_client variant=Secondary icon=IconName::Plus>{t::new_client(l)}</LinkButton>
                </Cluster>
            </FieldRow>
            <Transition>
                {move || Suspend::new(async move {
                    let Ok(clients) = found.await else { return view! { <Muted>{t::search_failed(l)}</Muted> }.into_any() };
                    let mut picked = chosen();
                    if let ([only], true) = (clients.as_slice(), picked.is_empty()) {
                        picked = only.id.to_string();
                    }
                    let choices: Vec<_> = clients.into_iter().map(|client| Choice::new(client.id.to_string(), client.name).hint(client.hint)).collect();
                    if choices.is_empty() {
                        let text = if editor.search.with_untracked(|words| words.trim().is_empty()) { t::type_to_search(l) } else { t::no_client_found(l) };
                        return view! { <Muted>{text}</Muted> <ErrorFor name="client"/> }.into_any();
                    }
                    afresh(move || view! { <RadioGroup name="client" label=t::choose_client(l) choices=choices.clone() value=picked.clone()/> }).into_any()
                })}
            </Transition>
        </FormSection>
    }
}
