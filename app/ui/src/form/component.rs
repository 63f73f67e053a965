//! The form itself, and its relatives for uploads and hidden values.

use super::summary::error_summary;
use super::{FormContext, FormErrors, function_name, render_error, render_serialised, replay_for, use_field};
use crate::browser;
use crate::text::{MaybeText, use_ui_texts};
use leptos::context::Provider;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::form::FromFormData;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Tells apart several forms of one server function on one page.
pub(crate) const KEY: &str = "_form";

/// A form that calls the server function `S`.
///
/// It posts to the page's own address with `do=` and the function's name, keeping the other query parameters. Where
/// scripts run, the same post becomes a call; a second submit is ignored while one is under way. Errors appear at
/// their fields and in a summary, and what was typed stays.
#[component]
pub fn Form<S>(
    /// The action to use, for a caller that wants to watch it; the form makes its own otherwise.
    #[prop(optional)]
    action: Option<ServerAction<S>>,
    /// Name of the server function's argument that the fields fill; empty for flat arguments.
    #[prop(default = "draft".to_owned(), into)]
    prefix: String,
    /// Runs in the browser after a success; a redirect by the server function is followed without it.
    #[prop(optional)]
    on_success: Option<Callback<()>>,
    /// Tells this form apart from others of the same `S` on the page, such as one a row.
    #[prop(optional, into)]
    key: MaybeText,
    /// Name of the form for screen readers.
    #[prop(optional, into)]
    label: MaybeText,
    /// A form of one button or one line: no room of its own.
    #[prop(optional)]
    compact: bool,
    /// Always posted by the browser itself, for what changes the whole page: sign-in, language, theme.
    #[prop(optional)]
    plain: bool,
    /// Runs in the browser with the form as typed, at the start and after each change; a form that cannot be read is passed over.
    #[prop(optional)]
    on_typed: Option<Callback<S>>,
    /// The caller fills the fields from [`super::replayed_draft`] itself, because rows may have moved since they were posted.
    #[prop(optional)]
    own_values: bool,
    /// A long form full of buttons: Enter in a line sends it (and presses none of them), Ctrl+Enter sends it from anywhere.
    #[prop(optional)]
    long: bool,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView
where
    S: ServerFn + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
    S::Error: Send + Sync + 'static,
{
    let action = action.unwrap_or_default();
    let (pending, version, value) = (action.pending(), action.version(), action.value());
    let words = render_error::<S::Error>();
    let replay = replay_for::<S>(key.0.as_deref());
    let replayed = replay.as_ref().map(|replay| render_serialised::<S::Error>(&replay.error, &words)).unwrap_or_default();
    let errors = Memo::new(move |_| {
        value.with(|value| match value {
            None => replayed.clone(),
            Some(Ok(_)) => FormErrors::default(),
            Some(Err(error)) => words(error),
        })
    });
    let name = function_name::<S>();
    let context = FormContext {
        id: key.0.as_ref().map_or_else(|| name.to_owned(), |key| format!("{name}-{}", super::context::slug(key))),
        prefix,
        errors,
        replayed: replay.is_some(),
        typed: replay.filter(|_| !own_values).map(|replay| Arc::new(replay.pairs())),
        pending: pending.into(),
    };

    let id = context.id.clone();
    let (summary, texts) = (NodeRef::<html::Div>::new(), use_ui_texts());
    Effect::new(move |before: Option<usize>| {
        let now = version.get();
        if before.is_some_and(|before| before != now) {
            value.with_untracked(|value| match value {
                Some(Ok(_)) => {
                    if let Some(done) = on_success {
                        done.run(());
                    }
                }
                Some(Err(_)) => {
                    // A form that only asked to be drawn again has nothing wrong.
                    if errors.with_untracked(|errors| !errors.is_empty()) {
                        browser::mark_title(&texts.error_prefix);
                    }
                    browser::focus_soon(summary);
                }
                None => {}
            });
        }
        now
    });

    let submit = move |event: SubmitEvent| {
        if plain || event.default_prevented() {
            return;
        }
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        match S::from_event(&event) {
            Ok(input) => {
                action.dispatch(input);
            }
            Err(error) => {
                value.set(Some(Err(S::Error::from_server_fn_error(ServerFnErrorErr::Args(error.to_string())))));
                version.update(|version| *version += 1);
            }
        }
    };

    let form = NodeRef::<html::Form>::new();
    let typed = move || {
        let read = on_typed.zip(form.get_untracked().and_then(|form| browser::form_data(&form)));
        if let Some((on_typed, draft)) = read.and_then(|(on_typed, data)| Some((on_typed, S::from_form_data(&data).ok()?))) {
            on_typed.run(draft);
        }
    };
    if on_typed.is_some() {
        // What was typed before scripts ran counts too.
        Effect::new(move |_| typed());
    }
    let shortcut = move |event: KeyboardEvent| {
        if long && event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            if let Some(form) = form.get_untracked() {
                browser::send(&form);
            }
        }
    };

    let search = use_location().search;
    let texts = use_ui_texts();
    let (busy, said) = (texts.busy.clone(), texts.busy.clone());
    let class = if compact { "ui-form-compact" } else { "pf-v6-c-form ui-form" };
    view! {
        <form class=class id=id method="post" action=move || search.with(|search| address(search, name))
            novalidate=true aria-label=label.0 data-unsent=texts.unsent.clone() node_ref=form on:submit=submit on:input=move |_| typed() on:keydown=shortcut>
            {long.then(|| view! { <button type="submit" class="pf-v6-screen-reader" tabindex="-1" aria-hidden="true"></button> })}
            {key.0.map(|key| view! { <input type="hidden" name=KEY value=key/> })}
            {error_summary(context.clone(), summary)}
            <Provider value=context>{children()}</Provider>
            <span class="pf-v6-screen-reader" role="status" data-busy=said>{move || pending.get().then(|| busy.clone())}</span>
        </form>
    }
}

/// The page's own address with its query, asking for `name` to be run.
fn address(search: &str, name: &str) -> String {
    let kept = search.trim_start_matches('?').split('&').filter(|part| !part.is_empty() && !part.starts_with("do="));
    let mut address = String::from("?");
    for part in kept {
        address.push_str(part);
        address.push('&');
    }
    address.push_str("do=");
    address.push_str(name);
    address
}

/// A form that sends files to a plain route; it is never intercepted.
#[component]
pub fn UploadForm(
    /// Address of the route.
    #[prop(into)]
    action: String,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form class="pf-v6-c-form ui-form" method="post" action=action enctype="multipart/form-data">{children()}</form>
    }
}

/// A form of hidden values that the browser posts to another site, exactly as they are; it is never intercepted.
#[component]
pub fn PostForm(
    /// Where to.
    #[prop(into)]
    action: String,
    /// Names and values.
    fields: Vec<(String, String)>,
    /// Its buttons.
    children: Children,
) -> impl IntoView {
    let fields = fields.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view();
    view! { <form class="pf-v6-c-form ui-form" method="post" action=action accept-charset="utf-8">{fields}{children()}</form> }
}

/// A hidden value under an exact HTML name.
#[component]
pub fn Hidden(
    /// The HTML name, used as it is.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// A hidden value of the draft, named like any other field.
#[component]
pub fn HiddenField(
    /// Path of the field in the draft.
    #[prop(into)]
    name: String,
    /// The value, unless a refused post brought one.
    #[prop(optional, into)]
    value: MaybeText,
) -> impl IntoView {
    let state = use_field(&name);
    let value = state.start(value.0);
    view! { <input type="hidden" name=state.html_name value=value/> }
}

#[cfg(test)]
mod address_tests {
    use super::address;

    #[test]
    fn the_query_is_kept_and_an_older_do_is_replaced() {
        assert_eq!(address("", "create_trip"), "?do=create_trip");
        assert_eq!(address("?page=2&do=old&sort=name", "create_trip"), "?page=2&sort=name&do=create_trip");
    }
}
