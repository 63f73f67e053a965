//! Buttons, and links that look like them.

use crate::form::FormContext;
use crate::icon::{Icon, IconName};
use crate::text::MaybeText;
use leptos::prelude::*;

/// How much weight a button has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Another thing to do.
    Secondary,
    /// A lesser thing to do.
    Tertiary,
    /// Destroys something.
    Danger,
    /// Needs care.
    Warning,
    /// Looks like a link.
    Link,
    /// No border; for icons.
    Plain,
}

impl ButtonVariant {
    /// Class modifier.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "pf-m-primary",
            Self::Secondary => "pf-m-secondary",
            Self::Tertiary => "pf-m-tertiary",
            Self::Danger => "pf-m-danger",
            Self::Warning => "pf-m-warning",
            Self::Link => "pf-m-link",
            Self::Plain => "pf-m-plain",
        }
    }
}

/// What pressing a button does without scripts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Sends its form.
    #[default]
    Submit,
    /// Nothing by itself.
    Button,
}

impl ButtonKind {
    /// Value of the `type` attribute.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Button => "button",
        }
    }
}

fn classes(variant: ButtonVariant, large: bool, block: bool) -> String {
    let mut class = format!("pf-v6-c-button {}", variant.as_str());
    if large {
        class.push_str(" pf-m-display-lg");
    }
    if block {
        class.push_str(" pf-m-block");
    }
    class
}

fn inside(icon: Option<IconName>, children: Children) -> impl IntoView {
    view! {
        {icon.map(|icon| view! { <span class="pf-v6-c-button__icon pf-m-start"><Icon name=icon/></span> })}
        <span class="pf-v6-c-button__text">{children()}</span>
    }
}

/// A button. Inside a form a submit button goes busy by itself while the form is being sent.
#[component]
pub fn Button(
    /// Weight.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Submit or plain button.
    #[prop(optional)]
    kind: ButtonKind,
    /// HTML name sent along when this button submits.
    #[prop(optional, into)]
    name: MaybeText,
    /// Value sent along when this button submits.
    #[prop(optional, into)]
    value: MaybeText,
    /// Runs on a press, in the browser.
    #[prop(optional)]
    on_click: Option<Callback<()>>,
    /// Runs in the browser instead of submitting, for what the server does where scripts do not run.
    #[prop(optional)]
    instead: Option<Callback<()>>,
    /// Icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Fuller name for screen readers; must contain the visible text.
    #[prop(optional, into)]
    label: MaybeText,
    /// Bigger.
    #[prop(optional)]
    large: bool,
    /// As wide as its place.
    #[prop(optional)]
    block: bool,
    /// Shows that something is under way; found by itself inside a form.
    #[prop(optional, into)]
    busy: Option<Signal<bool>>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let busy = busy.or_else(|| match kind {
        ButtonKind::Submit => use_context::<FormContext>().map(|form| form.pending),
        ButtonKind::Button => None,
    });
    let is_busy = move || busy.is_some_and(|busy| busy.get());
    let base = classes(variant, large, block);
    // The button keeps the focus while busy, so it is not disabled; the form ignores a second press.
    view! {
        <button type=kind.as_str() name=name.0 value=value.0 aria-label=label.0
            class=move || if is_busy() { format!("{base} pf-m-progress pf-m-in-progress") } else { base.clone() }
            aria-disabled=move || is_busy().then_some("true")
            on:click=move |event| {
                if let Some(instead) = instead {
                    event.prevent_default();
                    instead.run(());
                }
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }>
            {move || is_busy().then(|| view! {
                <span class="pf-v6-c-button__progress">
                    <svg class="pf-v6-c-spinner pf-m-md" viewBox="0 0 100 100" aria-hidden="true">
                        <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none"/>
                    </svg>
                </span>
            })}
            {inside(icon, children)}
        </button>
    }
}

/// A link that looks like a button: it leads somewhere, it does nothing.
#[component]
pub fn LinkButton(
    /// Address.
    #[prop(into)]
    href: String,
    /// Weight.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Fuller name for screen readers; must contain the visible text.
    #[prop(optional, into)]
    label: MaybeText,
    /// Bigger.
    #[prop(optional)]
    large: bool,
    /// As wide as its place.
    #[prop(optional)]
    block: bool,
    /// Leaves the app: a plain page load, never a route.
    #[prop(optional)]
    external: bool,
    /// The address gives a file.
    #[prop(optional)]
    download: bool,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=classes(variant, large, block) aria-label=label.0
            rel=(external || download).then_some("external") download=download.then_some("")>
            {inside(icon, children)}
        </a>
    }
}

/// A link in running text.
#[component]
pub fn TextLink(
    /// Address.
    #[prop(into)]
    href: String,
    /// Leaves the app: a plain page load, never a route.
    #[prop(optional)]
    external: bool,
    /// The address gives a file.
    #[prop(optional)]
    download: bool,
    /// Fuller name for screen readers; must contain the visible text.
    #[prop(optional, into)]
    label: MaybeText,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class="ui-link" aria-label=label.0 rel=(external || download).then_some("external")
            download=download.then_some("")>{children()}</a>
    }
}

/// A row of buttons, under a form or a text.
#[component]
pub fn Actions(
    /// Buttons; the main one first.
    children: Children,
) -> impl IntoView {
    view! { <div class="ui-actions">{children()}</div> }
}
