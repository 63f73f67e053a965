//! Passing notes: said aloud, shown in a corner until they are closed. They never take the focus and never vanish alone.

use super::alert::AlertKind;
use crate::icon::{Icon, IconName};
use crate::text::use_ui_texts;
use leptos::prelude::*;

/// Most notes shown at once; an older one gives way.
const MOST: usize = 3;

#[derive(Clone)]
struct Toast {
    id: u64,
    kind: AlertKind,
    text: String,
}

/// Handle on the notes of this page.
#[derive(Clone, Copy)]
pub struct Toasts {
    notes: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// Says `text`.
    pub fn push(self, kind: AlertKind, text: impl Into<String>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.notes.update(|notes| {
            notes.push(Toast { id, kind, text: text.into() });
            let surplus = notes.len().saturating_sub(MOST);
            notes.drain(..surplus);
        });
    }

    fn close(self, id: u64) {
        self.notes.update(|notes| notes.retain(|note| note.id != id));
    }
}

/// Makes notes possible below. Call it once at the root of the app.
pub fn provide_toasts() {
    provide_context(fresh());
}

fn fresh() -> Toasts {
    Toasts { notes: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
}

/// The notes of this page.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(fresh)
}

/// Where the notes appear; once a page, and there before the first note so that it is announced.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let close = use_ui_texts().close.clone();
    view! {
        <div class="ui-toasts" role="status" aria-live="polite">
            <For each=move || toasts.notes.get() key=|note| note.id let:note>
                <div class=format!("pf-v6-c-alert {}", note.kind.as_str())>
                    <div class="pf-v6-c-alert__icon"><Icon name=note.kind.icon()/></div>
                    <p class="pf-v6-c-alert__title">{note.text}</p>
                    <div class="pf-v6-c-alert__action">
                        <button type="button" class="pf-v6-c-button pf-m-plain" aria-label=close.clone()
                            on:click=move |_| toasts.close(note.id)>
                            <span class="pf-v6-c-button__icon"><Icon name=IconName::Close/></span>
                        </button>
                    </div>
                </div>
            </For>
        </div>
    }
}
