//! Clients found by a few letters. Matches appear while typing; without scripts a button asks for them.

use crate::clients::calls::find_client_choices;
use crate::pieces::afresh;
use account::locale;
use leptos::prelude::*;
use locales::office as t;
use std::time::Duration;
use ui::ButtonVariant::Secondary;
use ui::{Button, Choice, Cluster, ErrorFor, FieldRow, IconName, Muted, RadioGroup, TextField, TextKind, hydrated};

/// How long a pause in typing lasts before clients are looked for.
const PAUSE: Duration = Duration::from_millis(250);

/// The words by which a client is looked for.
#[derive(Clone, Copy)]
pub(super) struct ClientSearch {
    /// After a pause.
    pub(super) words: RwSignal<String>,
    typed: StoredValue<String>,
}

impl ClientSearch {
    /// Starts from what was typed before.
    pub(super) fn new(words: String) -> Self {
        Self { typed: StoredValue::new(words.clone()), words: RwSignal::new(words) }
    }

    /// Takes what the field holds now.
    pub(super) fn typed(self, words: String) {
        if self.typed.get_value() == words {
            return;
        }
        self.typed.set_value(words.clone());
        let paused = move || {
            if self.typed.try_get_value().as_ref() == Some(&words) {
                self.words.set(words.clone());
            }
        };
        set_timeout(paused, PAUSE);
    }
}

/// The field for the words.
#[component]
pub(super) fn ClientSearchField(
    /// The words.
    search: ClientSearch,
    /// Words above it.
    label: &'static str,
    /// Words below it.
    hint: &'static str,
    /// What else can be done beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (l, ready) = (locale(), hydrated());
    let start = search.words.get_untracked();
    view! {
        <FieldRow>
            <TextField name="client_search" label=label hint=hint value=start kind=TextKind::Search beside_draft=true/>
            <Cluster>
                {move || (!ready.get()).then(|| view! { <Button variant=Secondary icon=IconName::Search name="intent" value="find-client">{t::search(l)}</Button> })}
                {children.map(|children| children())}
            </Cluster>
        </FieldRow>
    }
}

/// The clients found, one to be chosen.
#[component]
pub(super) fn ClientChoices(
    /// The words.
    search: ClientSearch,
    /// The id of who is chosen so far; empty for nobody.
    chosen: Callback<(), String>,
    /// Takes the id of the only one found: nobody has to choose among one.
    choose: Callback<String>,
) -> impl IntoView {
    let l = locale();
    let found = Resource::new(move || search.words.get(), move |words| find_client_choices(words, chosen.run(())));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let Ok(clients) = found.await else { return view! { <Muted>{t::search_failed(l)}</Muted> }.into_any() };
                let mut picked = chosen.run(());
                if let ([only], true) = (clients.as_slice(), picked.is_empty()) {
                    picked = only.id.to_string();
                    choose.run(picked.clone());
                }
                let choices: Vec<_> = clients.into_iter().map(|client| Choice::new(client.id.to_string(), client.name).hint(client.hint)).collect();
                if choices.is_empty() {
                    let text = if search.words.with_untracked(|words| words.trim().is_empty()) { t::type_to_search(l) } else { t::no_client_found(l) };
                    return view! { <Muted>{text}</Muted> <ErrorFor name="client"/> }.into_any();
                }
                afresh(move || view! { <RadioGroup name="client" label=t::choose_client(l) choices=choices.clone() value=picked.clone()/> }).into_any()
            })}
        </Transition>
    }
}
