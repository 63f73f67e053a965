//! What stands around every control: label, hint, error; and groups of fields.

use crate::form::{FieldState, use_field};
use crate::icon::{Icon, IconName};
use crate::text::{MaybeText, use_ui_texts};
use leptos::prelude::*;

/// What follows every label inside for those who hear it alone, such as which row it belongs to.
#[derive(Clone)]
pub(crate) struct LabelEnding(pub(crate) String);

/// The label's text, with "(optional)" where a field may stay empty.
pub(super) fn label_text(label: String, optional: bool, hide: bool) -> impl IntoView {
    let mark = optional.then(|| {
        let word = use_ui_texts().optional.clone();
        view! { <span class="ui-optional">{format!(" ({word})")}</span> }
    });
    let class = if hide { "pf-v6-screen-reader" } else { "pf-v6-c-form__label-text" };
    let ending = use_context::<LabelEnding>().map(|ending| view! { <span class="pf-v6-screen-reader">{ending.0}</span> });
    view! { <span class=class>{label}{ending}{mark}</span> }
}

/// The hint under a label.
pub(super) fn hint_text(id: &str, hint: MaybeText) -> impl IntoView + use<> {
    let id = format!("{id}-hint");
    hint.0.map(|hint| view! { <div class="ui-hint" id=id>{hint}</div> })
}

/// The error under a control.
pub(super) fn error_text(state: &FieldState) -> impl IntoView + use<> {
    let (id, error) = (format!("{}-error", state.id), state.error);
    let prefix = use_ui_texts().error_prefix.clone();
    move || {
        error.get().map(|error| {
            view! {
                <div class="pf-v6-c-form__helper-text" id=id.clone()>
                    <div class="pf-v6-c-helper-text">
                        <div class="pf-v6-c-helper-text__item pf-m-error">
                            <span class="pf-v6-c-helper-text__item-icon"><Icon name=IconName::Danger/></span>
                            <span class="pf-v6-c-helper-text__item-text">
                                <span class="pf-v6-screen-reader">{prefix.clone()}" "</span>{error}
                            </span>
                        </div>
                    </div>
                </div>
            }
        })
    }
}

/// Puts label, hint and error around `control`.
pub(super) fn framed(
    state: &FieldState,
    label: String,
    hint: MaybeText,
    optional: bool,
    hide_label: bool,
    control: AnyView,
) -> impl IntoView + use<> {
    view! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label" class:ui-unseen=hide_label>
                <label class="pf-v6-c-form__label" for=state.id.clone()>{label_text(label, optional, hide_label)}</label>
                {hint_text(&state.id, hint)}
            </div>
            <div class="pf-v6-c-form__group-control">{control}{error_text(state)}</div>
        </div>
    }
}

/// The control's box; red while there is an error.
pub(super) fn control_class(state: &FieldState, extra: String) -> impl Fn() -> String + Send + Sync + Clone + use<> {
    let error = state.error;
    move || {
        let wrong = if error.with(Option::is_some) { " pf-m-error" } else { "" };
        format!("pf-v6-c-form-control{extra}{wrong}")
    }
}

/// The error of a path that has no field of its own, such as a whole list.
#[component]
pub fn ErrorFor(
    /// Path as the rules name it.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let state = use_field(&name);
    view! { <div id=state.id.clone() tabindex="-1">{error_text(&state)}</div> }
}

/// Fields that belong together, under one heading.
#[component]
pub fn Fieldset(
    /// The heading.
    #[prop(into)]
    legend: String,
    /// One short sentence.
    #[prop(optional, into)]
    hint: MaybeText,
    /// Fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="ui-fieldset">
            <legend class="ui-legend">{legend}</legend>
            {hint.0.map(|hint| view! { <p class="ui-hint">{hint}</p> })}
            {children()}
        </fieldset>
    }
}

/// Fields side by side where the page is wide enough.
#[component]
pub fn FieldRow(
    /// Each field is as wide as what is expected in it, and as many stand on a line as there is room for.
    #[prop(optional)]
    dense: bool,
    /// Fields.
    children: Children,
) -> impl IntoView {
    view! { <div class=if dense { "ui-field-line" } else { "ui-field-row" }>{children()}</div> }
}
