//! Fields that are typed into.

use super::frame::{control_class, framed};
use crate::browser::{self, hydrated};
use crate::form::{FieldState, use_field};
use crate::text::{MaybeText, use_ui_texts};
use leptos::prelude::*;

/// What is typed: decides the keyboard of a phone and what the browser offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Any text.
    #[default]
    Text,
    /// E-mail address.
    Email,
    /// Telephone number.
    Tel,
    /// Web address.
    Url,
    /// Search words.
    Search,
    /// A whole number.
    Number,
    /// A one-time code.
    Code,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            // Number boxes lose what they cannot read and scroll away; a text box with digits keeps it.
            Self::Text | Self::Number | Self::Code => "text",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Url => "url",
            Self::Search => "search",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number | Self::Code => Some("numeric"),
            Self::Text | Self::Email | Self::Tel | Self::Url | Self::Search => None,
        }
    }

    const fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Code => Some("one-time-code"),
            Self::Email => Some("email"),
            Self::Tel => Some("tel"),
            Self::Text | Self::Url | Self::Search | Self::Number => None,
        }
    }
}

/// How wide a control is; it hints at how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldWidth {
    /// As wide as the form.
    #[default]
    Full,
    /// About 30 characters.
    Long,
    /// About 16 characters.
    Medium,
    /// About 8 characters.
    Short,
}

impl FieldWidth {
    pub(super) fn class(self) -> String {
        match self {
            Self::Full => "",
            Self::Long => " ui-w-long",
            Self::Medium => " ui-w-medium",
            Self::Short => " ui-w-short",
        }
        .to_owned()
    }
}

struct Input {
    input_type: &'static str,
    mode: Option<&'static str>,
    autocomplete: Option<String>,
    value: Option<String>,
    hint: bool,
    maxlength: Option<u32>,
    list: Option<String>,
    width: FieldWidth,
}

fn input(state: &FieldState, input: Input) -> impl IntoView + use<> {
    let described = state.described_by(input.hint);
    let invalid = state.invalid();
    view! {
        <span class=control_class(state, input.width.class())>
            <input type=input.input_type id=state.id.clone() name=state.html_name.clone() value=input.value inputmode=input.mode
                autocomplete=input.autocomplete maxlength=input.maxlength.map(|n| n.to_string()) list=input.list
                aria-describedby=move || described.get() aria-invalid=move || invalid.get()/>
        </span>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What it starts with.
    #[prop(optional, into)]
    value: MaybeText,
    /// One short sentence, without a link.
    #[prop(optional, into)]
    hint: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// Token of the HTML standard, such as `given-name`; the kind brings its own.
    #[prop(optional, into)]
    autocomplete: MaybeText,
    /// The label is only spoken; for cells of tables.
    #[prop(optional)]
    hide_label: bool,
    /// What is typed.
    #[prop(optional)]
    kind: TextKind,
    /// Most characters the box takes.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Width.
    #[prop(optional)]
    width: FieldWidth,
    /// Id of a `<datalist>` with proposals.
    #[prop(optional, into)]
    list: MaybeText,
    /// Not part of the draft: the HTML name is the name as it stands.
    #[prop(optional)]
    beside_draft: bool,
) -> impl IntoView {
    let state = use_field(&name);
    let state = if beside_draft { state.beside_draft(&name) } else { state };
    let control = input(
        &state,
        Input {
            input_type: kind.input_type(),
            mode: kind.input_mode(),
            autocomplete: autocomplete.0.or_else(|| kind.autocomplete().map(str::to_owned)),
            value: state.start(value.0),
            hint: hint.0.is_some(),
            maxlength,
            list: list.0,
            width,
        },
    );
    framed(&state, label, hint, optional, hide_label, control.into_any())
}

/// A date in free typing: `14/03/2027`, `14 mars 2027`, `2027-03-14`. Reading it is the rules' work.
#[component]
pub fn DateField(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What it starts with, as people write it.
    #[prop(optional, into)]
    value: MaybeText,
    /// An example of a date.
    #[prop(optional, into)]
    hint: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// Token of the HTML standard, such as `bday`.
    #[prop(optional, into)]
    autocomplete: MaybeText,
    /// The label is only spoken; for cells of tables.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let state = use_field(&name);
    let control = input(
        &state,
        Input {
            input_type: "text",
            mode: None,
            autocomplete: Some(autocomplete.0.unwrap_or_else(|| "off".to_owned())),
            value: state.start(value.0),
            hint: hint.0.is_some(),
            maxlength: None,
            list: None,
            width: FieldWidth::Medium,
        },
    );
    framed(&state, label, hint, optional, hide_label, control.into_any())
}

/// An amount of money, with its currency after the box.
#[component]
pub fn MoneyField(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Currency as shown: `€`, `CHF`.
    #[prop(into)]
    currency: String,
    /// What it starts with, as people write it.
    #[prop(optional, into)]
    value: MaybeText,
    /// One short sentence, without a link.
    #[prop(optional, into)]
    hint: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// The label is only spoken; for cells of tables.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let state = use_field(&name);
    let control = input(
        &state,
        Input {
            input_type: "text",
            mode: Some("decimal"),
            autocomplete: Some("off".to_owned()),
            value: state.start(value.0),
            hint: hint.0.is_some(),
            maxlength: None,
            list: None,
            width: FieldWidth::Full,
        },
    );
    let control = view! {
        <div class="pf-v6-c-input-group ui-money">
            <div class="pf-v6-c-input-group__item pf-m-fill">{control}</div>
            <div class="pf-v6-c-input-group__item pf-m-box"><span class="pf-v6-c-input-group__text">{currency}</span></div>
        </div>
    };
    framed(&state, label, hint, optional, hide_label, control.into_any())
}

/// A password: it can be pasted and shown, and is never filled in again.
#[component]
pub fn PasswordField(
    /// Path of the field; keep `password` in it, so that a refused post does not carry it back.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// One short sentence, without a link.
    #[prop(optional, into)]
    hint: MaybeText,
    /// A password being chosen, not one being given.
    #[prop(optional)]
    new: bool,
) -> impl IntoView {
    let state = use_field(&name);
    let texts = use_ui_texts();
    let described = state.described_by(hint.0.is_some());
    let invalid = state.invalid();
    let control = view! {
        <div class="pf-v6-c-input-group">
            <div class="pf-v6-c-input-group__item pf-m-fill">
                <span class=control_class(&state, String::new())>
                    <input type="password" id=state.id.clone() name=state.html_name.clone()
                        autocomplete=if new { "new-password" } else { "current-password" } autocapitalize="none" spellcheck="false"
                        aria-describedby=move || described.get() aria-invalid=move || invalid.get()/>
                </span>
            </div>
            <Reveal input=state.id.clone() show=texts.show.clone() hide=texts.hide.clone()/>
        </div>
    };
    framed(&state, label, hint, false, false, control.into_any())
}

/// The button that shows a password and hides it again; there once scripts run.
#[island]
fn Reveal(
    /// Id of the field.
    input: String,
    /// Words of the button while the password is hidden.
    show: String,
    /// Words of the button while it is shown.
    hide: String,
) -> impl IntoView {
    let (shown, set_shown) = signal(false);
    let (ready, controlled) = (hydrated(), input.clone());
    let press = move |_| {
        set_shown.update(|shown| *shown = !*shown);
        browser::reveal(&input, shown.get_untracked());
    };
    view! {
        <div class="pf-v6-c-input-group__item" hidden=move || !ready.get()>
            <button type="button" class="pf-v6-c-button pf-m-control" aria-controls=controlled on:click=press>
                <span class="pf-v6-c-button__text">{move || if shown.get() { hide.clone() } else { show.clone() }}</span>
            </button>
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Path of the field as the rules name it.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What it starts with.
    #[prop(optional, into)]
    value: MaybeText,
    /// One short sentence, without a link.
    #[prop(optional, into)]
    hint: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// The label is only spoken; for cells of tables.
    #[prop(optional)]
    hide_label: bool,
    /// Lines shown.
    #[prop(default = 4)]
    rows: u32,
    /// An argument beside the draft: its HTML name is its path as it stands.
    #[prop(optional)]
    beside_draft: bool,
) -> impl IntoView {
    let found = use_field(&name);
    let state = if beside_draft { found.beside_draft(&name) } else { found };
    let described = state.described_by(hint.0.is_some());
    let invalid = state.invalid();
    let text = escaped(&state.start(value.0).unwrap_or_default());
    let control = view! {
        <span class=control_class(&state, " pf-m-textarea pf-m-resize-vertical".to_owned())>
            <textarea id=state.id.clone() name=state.html_name.clone() rows=rows.to_string() aria-describedby=move || described.get()
                aria-invalid=move || invalid.get() inner_html=text></textarea>
        </span>
    };
    framed(&state, label, hint, optional, hide_label, control.into_any())
}

/// Text for the inside of a `<textarea>`. A child node cannot be used: an empty one would become a blank, and HTML
/// drops a first line break.
fn escaped(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if safe.starts_with('\n') || safe.starts_with("\r\n") { format!("\n{safe}") } else { safe }
}
