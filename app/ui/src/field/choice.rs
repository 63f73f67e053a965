//! Fields that are chosen from: lists, radios, boxes.

use super::frame::{control_class, error_text, framed, hint_text, label_text};
use super::text::FieldWidth;
use crate::form::use_field;
use crate::icon::{Icon, IconName};
use crate::text::MaybeText;
use leptos::prelude::*;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    value: String,
    text: String,
    hint: Option<String>,
}

impl Choice {
    /// A choice with the value sent and the text shown.
    #[must_use]
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), hint: None }
    }

    /// What choosing it means; shown by radios only.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A drop-down list.
#[component]
pub fn Select(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Value chosen at the start.
    #[prop(optional, into)]
    value: MaybeText,
    /// A first choice that sends an empty value.
    #[prop(optional, into)]
    blank: MaybeText,
    /// One short sentence, without a link.
    #[prop(optional, into)]
    hint: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// Token of the HTML standard, such as `country`.
    #[prop(optional, into)]
    autocomplete: MaybeText,
    /// The label is only spoken; for cells of tables.
    #[prop(optional)]
    hide_label: bool,
    /// Width.
    #[prop(optional)]
    width: FieldWidth,
) -> impl IntoView {
    let state = use_field(&name);
    let chosen = state.start(value.0).unwrap_or_default();
    let described = state.described_by(hint.0.is_some());
    let invalid = state.invalid();
    let blank = blank.0.map(|text| Choice::new("", text));
    let control = view! {
        <span class=control_class(&state, width.class())>
            <select id=state.id.clone() name=state.html_name.clone() autocomplete=autocomplete.0
                aria-describedby=move || described.get() aria-invalid=move || invalid.get()>
                {blank.into_iter().chain(choices).map(|choice| {
                    let selected = choice.value == chosen;
                    view! { <option value=choice.value selected=selected>{choice.text}</option> }
                }).collect_view()}
            </select>
            <span class="pf-v6-c-form-control__utilities">
                <span class="pf-v6-c-form-control__toggle-icon"><Icon name=IconName::CaretDown/></span>
            </span>
        </span>
    };
    framed(&state, label, hint, optional, hide_label, control.into_any())
}

/// A question with one answer out of a few.
#[component]
pub fn RadioGroup(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The answers.
    choices: Vec<Choice>,
    /// Value chosen at the start.
    #[prop(optional, into)]
    value: MaybeText,
    /// One short sentence, without a link.
    #[prop(optional, into)]
    hint: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// The question is only spoken, because the page's heading asks it.
    #[prop(optional)]
    hide_label: bool,
    /// The answer that asks for more.
    #[prop(optional, into)]
    opens: MaybeText,
    /// An argument beside the draft: its HTML name is its path as it stands.
    #[prop(optional)]
    beside_draft: bool,
    /// What it asks for: hidden while another answer is chosen, shown by browsers that cannot hide it without scripts.
    #[prop(optional, into)]
    opened: Option<ViewFnOnce>,
) -> impl IntoView {
    let found = use_field(&name);
    let state = if beside_draft { found.beside_draft(&name) } else { found };
    let mut opened = opened;
    let chosen = state.start(value.0);
    let described = state.described_by(hint.0.is_some());
    let answers = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // The error summary leads to the field's id, so the first answer carries it.
            let id = if index == 0 { state.id.clone() } else { format!("{}-{index}", state.id) };
            let checked = chosen.as_ref() == Some(&choice.value);
            let (hint_id, label_for) = (format!("{id}-means"), id.clone());
            let described = choice.hint.is_some().then(|| hint_id.clone());
            let more = if opens.0.as_ref() == Some(&choice.value) { opened.take() } else { None };
            let more = more.map(|more| view! { <div class="ui-opened">{more.run()}</div> });
            view! {
                <div class="pf-v6-c-radio ui-choice">
                    <input class="pf-v6-c-radio__input" type="radio" id=id name=state.html_name.clone() value=choice.value checked=checked
                        aria-describedby=described/>
                    <label class="pf-v6-c-radio__label" for=label_for>{choice.text}</label>
                    {choice.hint.map(|hint| view! { <span class="pf-v6-c-radio__description" id=hint_id>{hint}</span> })}
                </div>
                {more}
            }
        })
        .collect_view();
    view! {
        <fieldset class="pf-v6-c-form__group ui-fieldset" aria-describedby=move || described.get()>
            <legend class="pf-v6-c-form__label ui-question">{label_text(label, optional, hide_label)}</legend>
            {hint_text(&state.id, hint)}
            <div class="pf-v6-c-form__group-control pf-m-stack">{answers}{error_text(&state)}</div>
        </fieldset>
    }
}

/// A box to tick. An unticked box sends nothing.
#[component]
pub fn Checkbox(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// What ticking it says.
    #[prop(into)]
    label: String,
    /// Ticked at the start.
    #[prop(optional)]
    checked: bool,
    /// What is sent when ticked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// What ticking it means.
    #[prop(optional, into)]
    hint: MaybeText,
) -> impl IntoView {
    let state = use_field(&name);
    let ticked = state.ticked(&value, checked);
    let described = state.described_by(hint.0.is_some());
    let invalid = state.invalid();
    let hint_id = format!("{}-hint", state.id);
    view! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-check ui-choice">
                <input class="pf-v6-c-check__input" type="checkbox" id=state.id.clone() name=state.html_name.clone() value=value checked=ticked
                    aria-describedby=move || described.get() aria-invalid=move || invalid.get()/>
                <label class="pf-v6-c-check__label" for=state.id.clone()>{label}</label>
                {hint.0.map(|hint| view! { <span class="pf-v6-c-check__description" id=hint_id>{hint}</span> })}
            </div>
            {error_text(&state)}
        </div>
    }
}
