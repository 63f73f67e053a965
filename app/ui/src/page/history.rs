//! What happened and what was said, in order of time.

use crate::slot;
use leptos::prelude::*;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryItem {
    /// When, as people read it.
    pub when: String,
    /// When, for machines.
    pub when_iso: String,
    /// Who did it.
    pub who: String,
    /// What it was.
    pub what: String,
    /// One more line.
    pub detail: Option<String>,
}

/// What happened.
#[component]
pub fn HistoryList(
    /// In the order to show.
    items: Vec<HistoryItem>,
) -> impl IntoView {
    view! {
        <ol class="ui-history" role="list">
            {items.into_iter().map(|item| view! {
                <li>
                    <p class="ui-muted"><time datetime=item.when_iso>{item.when}</time>" · "{item.who}</p>
                    <p>{item.what}</p>
                    {item.detail.map(|detail| view! { <p class="ui-muted">{detail}</p> })}
                </li>
            }).collect_view()}
        </ol>
    }
}

/// A conversation, oldest first.
#[component]
pub fn Thread(
    /// Name of the conversation for screen readers.
    #[prop(into)]
    label: String,
    /// `ThreadMessage`s.
    children: Children,
) -> impl IntoView {
    view! { <ol class="ui-thread" role="list" aria-label=label>{children()}</ol> }
}

/// One message of a conversation.
#[component]
pub fn ThreadMessage(
    /// Who wrote it.
    #[prop(into)]
    who: String,
    /// When, as people read it.
    #[prop(into)]
    when: String,
    /// When, for machines.
    #[prop(into)]
    when_iso: String,
    /// Written by the reader.
    #[prop(optional)]
    mine: bool,
    /// A label beside the name.
    #[prop(optional, into)]
    badge: Option<ViewFnOnce>,
    /// The text; line breaks are kept.
    children: Children,
) -> impl IntoView {
    view! {
        <li class=if mine { "ui-message ui-message-mine" } else { "ui-message" }>
            <p class="ui-message-head"><strong>{who}</strong>" "<time class="ui-muted" datetime=when_iso>{when}</time>" "{slot(badge)}</p>
            <div class="ui-message-text">{children()}</div>
        </li>
    }
}
