//! Alerts, state labels and lights.

use crate::icon::{Icon, IconName};
use leptos::prelude::*;

/// What an alert or a passing note is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertKind {
    /// To know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Needs care.
    Warning,
    /// Went wrong.
    Danger,
    /// A remark.
    Neutral,
}

impl AlertKind {
    /// Class modifier.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "pf-m-info",
            Self::Success => "pf-m-success",
            Self::Warning => "pf-m-warning",
            Self::Danger => "pf-m-danger",
            Self::Neutral => "pf-m-custom",
        }
    }

    /// Icon beside the title.
    #[must_use]
    pub const fn icon(self) -> IconName {
        match self {
            Self::Info | Self::Neutral => IconName::Info,
            Self::Success => IconName::Success,
            Self::Warning => IconName::Warning,
            Self::Danger => IconName::Danger,
        }
    }
}

/// A boxed message inside the page. It is part of the text and not announced; see `use_toasts` for what is.
#[component]
pub fn Alert(
    /// What it is about.
    #[prop(optional)]
    kind: AlertKind,
    /// The message in one line.
    #[prop(into)]
    title: String,
    /// More, if needed.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("pf-v6-c-alert pf-m-inline {}", kind.as_str())>
            <div class="pf-v6-c-alert__icon"><Icon name=kind.icon()/></div>
            <p class="pf-v6-c-alert__title">{title}</p>
            {children.map(|children| children()).map(|more| view! { <div class="pf-v6-c-alert__description">{more}</div> })}
        </div>
    }
}

/// Colour of a state label; the word in it says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelColour {
    /// Nothing special.
    #[default]
    Grey,
    /// Under way.
    Blue,
    /// Done, good.
    Green,
    /// Soon due.
    Orange,
    /// Late, wrong.
    Red,
    /// A kind.
    Teal,
    /// Another kind.
    Purple,
    /// To look at.
    Yellow,
}

impl LabelColour {
    /// Class modifier; grey has none.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grey => "pf-m-filled",
            Self::Blue => "pf-m-filled pf-m-blue",
            Self::Green => "pf-m-filled pf-m-green",
            Self::Orange => "pf-m-filled pf-m-orange",
            Self::Red => "pf-m-filled pf-m-red",
            Self::Teal => "pf-m-filled pf-m-teal",
            Self::Purple => "pf-m-filled pf-m-purple",
            Self::Yellow => "pf-m-filled pf-m-yellow",
        }
    }
}

/// A state in one or two words.
#[component]
pub fn Label(
    /// Colour.
    #[prop(optional)]
    colour: LabelColour,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=format!("pf-v6-c-label {}", colour.as_str())>
            <span class="pf-v6-c-label__content">
                {icon.map(|icon| view! { <span class="pf-v6-c-label__icon"><Icon name=icon/></span> })}
                <span class="pf-v6-c-label__text">{children()}</span>
            </span>
        </span>
    }
}

/// What a light shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightKind {
    /// All is well.
    Good,
    /// To look at.
    Attention,
    /// Wrong.
    Bad,
    /// Not checked yet.
    Unknown,
}

/// A light with words: whether something that is checked all the time holds.
#[component]
pub fn StatusLight(
    /// What it shows.
    kind: LightKind,
    /// The same in words.
    #[prop(into)]
    text: String,
    /// More, such as when it was checked.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, icon) = match kind {
        LightKind::Good => ("ui-light ui-light-good", IconName::Success),
        LightKind::Attention => ("ui-light ui-light-attention", IconName::Warning),
        LightKind::Bad => ("ui-light ui-light-bad", IconName::Danger),
        LightKind::Unknown => ("ui-light", IconName::Question),
    };
    view! {
        <div class=class>
            <span class="ui-light-lamp"><Icon name=icon/></span>
            <div><strong>{text}</strong>{children.map(|children| children()).map(|more| view! { <div class="ui-muted">{more}</div> })}</div>
        </div>
    }
}
