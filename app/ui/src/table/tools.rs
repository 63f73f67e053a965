//! What stands around a table: search and filters, what is filtered, pages, sums.

use crate::icon::{Icon, IconName};
use crate::slot;
use crate::text::MaybeText;
use leptos::prelude::*;

/// Search and filters of a table, as one GET form: the address then holds them.
#[component]
pub fn Toolbar(
    /// Address of the table.
    #[prop(into)]
    action: String,
    /// Name of the form for screen readers.
    #[prop(into)]
    label: String,
    /// Words of the button.
    #[prop(into)]
    button: String,
    /// Parameters of the address to keep, such as the order.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Fields that are always shown.
    #[prop(optional, into)]
    search: Option<ViewFnOnce>,
    /// Fields folded behind one button.
    #[prop(optional, into)]
    filters: Option<ViewFnOnce>,
    /// Words of that button, with how many filters hold.
    #[prop(optional, into)]
    filters_text: MaybeText,
    /// Unfolded from the start.
    #[prop(optional)]
    filters_open: bool,
    /// Words of the button under the filters, which sends the same form.
    #[prop(optional, into)]
    apply: MaybeText,
) -> impl IntoView {
    view! {
        <form class="ui-toolbar" method="get" action=action role="search" aria-label=label>
            {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <div class="ui-toolbar-search">
                {slot(search)}
                <button type="submit" class="pf-v6-c-button pf-m-secondary">
                    <span class="pf-v6-c-button__icon pf-m-start"><Icon name=IconName::Search/></span>
                    <span class="pf-v6-c-button__text">{button}</span>
                </button>
            </div>
            {slot(filters).map(|filters| view! {
                <details class="ui-toolbar-filters" open=filters_open>
                    <summary><Icon name=IconName::Filter/><span>{filters_text.0}</span></summary>
                    <div class="ui-toolbar-fields">
                        {filters}
                        {apply.0.map(|apply| view! {
                            <button type="submit" class="pf-v6-c-button pf-m-primary"><span class="pf-v6-c-button__text">{apply}</span></button>
                        })}
                    </div>
                </details>
            })}
        </form>
    }
}

/// A filter that holds, and the way to drop it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    group: String,
    text: String,
    href: String,
    remove: String,
}

impl Chip {
    /// What is filtered (`group`: `text`), the address without it, and what dropping it is called for screen readers.
    #[must_use]
    pub fn new(group: impl Into<String>, text: impl Into<String>, href: impl Into<String>, remove: impl Into<String>) -> Self {
        Self { group: group.into(), text: text.into(), href: href.into(), remove: remove.into() }
    }
}

/// The filters that hold.
#[component]
pub fn FilterChips(
    /// Name of the list for screen readers.
    #[prop(into)]
    label: String,
    /// The filters; nothing is drawn without any.
    chips: Vec<Chip>,
    /// Address without any filter.
    #[prop(optional, into)]
    clear_href: MaybeText,
    /// Words of that link.
    #[prop(optional, into)]
    clear_text: MaybeText,
) -> impl IntoView {
    (!chips.is_empty()).then(|| {
        view! {
            <div class="ui-chips">
                <ul role="list" aria-label=label>
                    {chips.into_iter().map(|chip| view! {
                        <li class="ui-chip">
                            <span>{chip.group}" : "<strong>{chip.text}</strong></span>
                            <a href=chip.href aria-label=chip.remove><Icon name=IconName::Close/></a>
                        </li>
                    }).collect_view()}
                </ul>
                {clear_href.0.map(|href| view! { <a href=href>{clear_text.0}</a> })}
            </div>
        }
    })
}

/// The way to the pages before and after.
#[component]
pub fn Pagination(
    /// Name of the navigation for screen readers.
    #[prop(into)]
    label: String,
    /// Which rows are shown, of how many.
    #[prop(into)]
    summary: String,
    /// Address of the page before, if there is one, and its words.
    previous: (Option<String>, String),
    /// Address of the page after, if there is one, and its words.
    next: (Option<String>, String),
) -> impl IntoView {
    let step = |(href, text): (Option<String>, String), rel: &'static str| {
        href.map(|href| {
            view! {
                <a class="pf-v6-c-button pf-m-secondary" href=href rel=rel><span class="pf-v6-c-button__text">{text}</span></a>
            }
        })
    };
    view! {
        <div class="ui-pages">
            <p class="ui-muted">{summary}</p>
            <nav class="ui-actions" aria-label=label>{step(previous, "prev")}{step(next, "next")}</nav>
        </div>
    }
}

/// Sums under a table.
#[component]
pub fn Totals(
    /// The sums.
    children: Children,
) -> impl IntoView {
    view! { <p class="ui-totals">{children()}</p> }
}

/// What can be done with the chosen rows; inside the form around the table.
#[component]
pub fn BulkBar(
    /// What the buttons work on.
    #[prop(into)]
    text: String,
    /// Buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="ui-bulk"><span>{text}</span>{children()}</div> }
}
