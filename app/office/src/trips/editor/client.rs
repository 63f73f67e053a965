//! Who contracts: found by a few letters, or created and brought back.

use super::state::Editor;
use crate::trips::client_search::{ClientChoices, ClientSearchField};
use account::locale;
use leptos::prelude::*;
use locales::office as t;
use ui::ButtonVariant::Secondary;
use ui::{FormSection, IconName, LinkButton};

/// The client of the trip.
#[component]
pub(super) fn ClientSection(
    /// The trip being typed.
    editor: Editor,
    /// The page of the form, to come back to from a new client.
    here: String,
) -> impl IntoView {
    let l = locale();
    let chosen = Callback::new(move |()| editor.latest.with_untracked(|draft| draft.client.clone()));
    let choose = Callback::new(move |client| editor.latest.update(|draft| draft.client = client));
    let new_client = ["/office/clients/new?back=", &here].concat();
    view! {
        <FormSection id="client" title=t::client(l)>
            <ClientSearchField search=editor.search label=t::search_clients(l) hint=t::search_clients_hint(l)>
                <LinkButton href=new_client variant=Secondary icon=IconName::Plus>{t::new_client(l)}</LinkButton>
            </ClientSearchField>
            <ClientChoices search=editor.search chosen=chosen choose=choose/>
        </FormSection>
    }
}
