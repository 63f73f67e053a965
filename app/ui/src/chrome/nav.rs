//! Ways through the pages: lists of links, trails, tabs.

use crate::icon::{Icon, IconName};
use leptos::prelude::*;

/// One link of a navigation, of tabs or of a list of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavLink {
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) current: bool,
    pub(crate) count: Option<u64>,
    pub(crate) icon: Option<IconName>,
    pub(crate) lang: Option<String>,
}

impl NavLink {
    /// A link with its words.
    #[must_use]
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into(), current: false, count: None, icon: None, lang: None }
    }

    /// Marks the page one is on.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// A number after the words, such as unread ones; zero shows nothing.
    #[must_use]
    pub fn count(mut self, count: impl Into<Option<u64>>) -> Self {
        self.count = count.into().filter(|count| *count > 0);
        self
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Language of the words, when it is not the page's: a language's own name.
    #[must_use]
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = Some(lang.into());
        self
    }

    pub(crate) fn aria_current(&self) -> Option<&'static str> {
        self.current.then_some("page")
    }
}

/// A step of a trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    href: String,
    text: String,
}

impl Crumb {
    /// A page above this one.
    #[must_use]
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into() }
    }
}

/// The pages above this one. The page itself is named by its H1.
#[component]
pub fn Breadcrumb(
    /// Name of the trail for screen readers.
    #[prop(into)]
    label: String,
    /// From the top down.
    items: Vec<Crumb>,
) -> impl IntoView {
    view! {
        <nav class="pf-v6-c-breadcrumb" aria-label=label>
            <ol class="pf-v6-c-breadcrumb__list" role="list">
                {items.into_iter().map(|item| view! {
                    <li class="pf-v6-c-breadcrumb__item">
                        <span class="pf-v6-c-breadcrumb__item-divider"><Icon name=IconName::CaretRight/></span>
                        <a class="pf-v6-c-breadcrumb__link" href=item.href>{item.text}</a>
                    </li>
                }).collect_view()}
            </ol>
        </nav>
    }
}

/// A link to the page before.
#[component]
pub fn BackLink(
    /// Address.
    #[prop(into)]
    href: String,
    /// Words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <a class="ui-back" href=href><Icon name=IconName::ArrowLeft/><span>{text}</span></a> }
}

/// Pages that belong together, as tabs. They are links: each tab has its address.
#[component]
pub fn Tabs(
    /// Name of the group for screen readers.
    #[prop(into)]
    label: String,
    /// The pages.
    items: Vec<NavLink>,
) -> impl IntoView {
    view! {
        <nav class="ui-tabs" aria-label=label>
            <ul role="list">
                {items.into_iter().map(|item| {
                    let current = item.aria_current();
                    view! {
                        <li>
                            <a href=item.href aria-current=current>
                                <span>{item.text}</span>
                                {item.count.map(|count| view! { <span class="ui-count">{count}</span> })}
                            </a>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </nav>
    }
}

/// A few choices as links in one line: languages, currencies.
#[component]
pub fn ChoiceLinks(
    /// Name of the group for screen readers.
    #[prop(into)]
    label: String,
    /// The choices. They reload the page, because the whole page changes.
    items: Vec<NavLink>,
) -> impl IntoView {
    view! {
        <nav class="ui-choices" aria-label=label>
            {items.into_iter().map(|item| {
                let current = item.current.then_some("true");
                view! { <a href=item.href rel="external" lang=item.lang.clone() hreflang=item.lang aria-current=current>{item.text}</a> }
            }).collect_view()}
        </nav>
    }
}
