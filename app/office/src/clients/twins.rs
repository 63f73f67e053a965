//! Clients who look like the one being typed, so that nobody is written down twice.

use super::calls::find_twins;
use super::client_path;
use account::locale;
use domain::people::ClientDraft;
use leptos::prelude::*;
use locales::{office as t, words};
use std::time::Duration;
use ui::{Alert, AlertKind, Checkbox, LinkRow, RowList};

/// How long a pause in typing lasts before twins are looked for.
const PAUSE: Duration = Duration::from_millis(300);

/// The name and the e-mail of which twins are looked for.
type Looked = (String, String);

/// What the form holds, followed after a pause.
#[derive(Clone, Copy)]
pub(super) struct TwinSearch {
    typed: StoredValue<Looked>,
    looked: RwSignal<Looked>,
}

fn looked(draft: &ClientDraft) -> Looked {
    let names = [draft.given_name.trim(), draft.family_name.trim(), draft.company.trim()];
    (names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" "), draft.email.trim().to_owned())
}

impl TwinSearch {
    /// Starts from what the form begins with.
    pub(super) fn new(draft: &ClientDraft) -> Self {
        let start = looked(draft);
        Self { typed: StoredValue::new(start.clone()), looked: RwSignal::new(start) }
    }

    /// Takes what the form holds now.
    pub(super) fn typed(self, draft: &ClientDraft) {
        let now = looked(draft);
        if self.typed.get_value() != now {
            self.typed.set_value(now.clone());
            let paused = move || {
                if self.typed.try_get_value().as_ref() == Some(&now) {
                    self.looked.set(now.clone());
                }
            };
            set_timeout(paused, PAUSE);
        }
    }
}

/// The likely twins with the way to each, and the box that says they were seen. Nothing while there are none.
#[component]
pub(super) fn Twins(
    /// What is looked for.
    search: TwinSearch,
) -> impl IntoView {
    let l = locale();
    let found = Resource::new(move || search.looked.get(), |(name, email)| find_twins(name, email));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                // Looking ahead is a comfort: saving asks again.
                let twins = found.await.unwrap_or_default();
                (!twins.is_empty()).then(|| view! {
                    <Alert kind=AlertKind::Warning title=t::likely_twins(l)>
                        <RowList>
                            {twins.into_iter().map(|twin| {
                                let hint = [twin.email.as_str(), &twin.city, words::twin(l, twin.why)].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
                                view! { <LinkRow href=client_path(twin.id) title=twin.name.clone() hint=hint/> }
                            }).collect_view()}
                        </RowList>
                        <Checkbox name="twins_seen" label=t::twins_seen(l)/>
                    </Alert>
                })
            })}
        </Transition>
    }
}
