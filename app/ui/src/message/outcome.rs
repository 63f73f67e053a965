//! Whole pages or places that say one thing: nothing here, or how something ended.

use crate::icon::{Icon, IconName};
use crate::slot;
use leptos::prelude::*;

/// Says that there is nothing here, and what to do about it.
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// Icon above the title.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Why, and what comes.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="pf-v6-c-empty-state">
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    {icon.map(|icon| view! { <div class="pf-v6-c-empty-state__icon"><Icon name=icon/></div> })}
                    <div class="pf-v6-c-empty-state__title">
                        <h2 class="pf-v6-c-empty-state__title-text">{title}</h2>
                    </div>
                </div>
                {children.map(|children| children()).map(|body| view! { <div class="pf-v6-c-empty-state__body">{body}</div> })}
                {slot(actions).map(|actions| view! {
                    <div class="pf-v6-c-empty-state__footer"><div class="pf-v6-c-empty-state__actions">{actions}</div></div>
                })}
            </div>
        </div>
    }
}

/// How something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    /// It is done.
    Success,
    /// It will be done by itself.
    Waiting,
    /// It was not done.
    Failure,
    /// Nobody knows yet; do not try again.
    Unknown,
}

/// A page that tells how something ended; carries the page's H1.
#[component]
pub fn Outcome(
    /// How it ended.
    kind: OutcomeKind,
    /// The same in words.
    #[prop(into)]
    title: String,
    /// Reference, what happens next, what can be done.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match kind {
        OutcomeKind::Success => ("ui-outcome ui-outcome-success", IconName::Success),
        OutcomeKind::Waiting => ("ui-outcome ui-outcome-waiting", IconName::Clock),
        OutcomeKind::Failure => ("ui-outcome ui-outcome-failure", IconName::Danger),
        OutcomeKind::Unknown => ("ui-outcome ui-outcome-unknown", IconName::Question),
    };
    view! {
        <section class=class>
            <div class="ui-outcome-head">
                <span class="ui-outcome-icon"><Icon name=icon/></span>
                <h1 class="ui-h1">{title}</h1>
            </div>
            <div class="ui-outcome-body">{children()}</div>
        </section>
    }
}
