//! Where the focus goes: past the navigation, and to the heading after a change of page.

use crate::browser;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// First link of a page: past everything that repeats.
#[component]
pub fn SkipLink(
    /// Its words.
    #[prop(into)]
    text: String,
    /// Id of the main part.
    #[prop(default = "main".to_owned(), into)]
    target: String,
) -> impl IntoView {
    let href = format!("#{target}");
    view! {
        <div class="pf-v6-c-skip-to-content">
            <a class="pf-v6-c-button pf-m-primary" href=href on:click=move |event| {
                if browser::focus_id(&target) {
                    event.prevent_default();
                }
            }><span class="pf-v6-c-button__text">{text}</span></a>
        </div>
    }
}

/// Moves the focus to the H1 after a change of page in the browser. Put it once inside the router.
#[component]
pub fn RouteFocus() -> impl IntoView {
    let pathname = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let here = pathname.get();
        if before.is_some_and(|before| before != here) {
            browser::focus_heading();
        }
        here
    });
}
