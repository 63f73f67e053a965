//! How things lie beside and under each other.

use crate::slot;
use leptos::prelude::*;

/// Space between the things of a stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Within one thing.
    Small,
    /// Between things.
    #[default]
    Medium,
    /// Between parts of a page.
    Large,
}

impl Gap {
    const fn class(self) -> &'static str {
        match self {
            Self::Small => "ui-stack ui-gap-small",
            Self::Medium => "ui-stack",
            Self::Large => "ui-stack ui-gap-large",
        }
    }
}

/// Things under each other.
#[component]
pub fn Stack(
    /// Space between them.
    #[prop(optional)]
    gap: Gap,
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <div class=gap.class()>{children()}</div> }
}

/// Things beside each other, wrapping.
#[component]
pub fn Cluster(
    /// First things left, last thing right.
    #[prop(optional)]
    spread: bool,
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <div class=if spread { "ui-cluster ui-cluster-spread" } else { "ui-cluster" }>{children()}</div> }
}

/// A wide column and a narrow one; the narrow one comes after on small screens.
#[component]
pub fn Columns(
    /// The narrow column.
    #[prop(into)]
    aside: ViewFnOnce,
    /// Keeps the narrow column in sight.
    #[prop(optional)]
    sticky: bool,
    /// The wide column.
    children: Children,
) -> impl IntoView {
    let class = if sticky { "ui-columns-aside ui-sticky" } else { "ui-columns-aside" };
    view! {
        <div class="ui-columns">
            <div class="ui-stack">{children()}</div>
            <div class=class><div class="ui-stack">{aside.run()}</div></div>
        </div>
    }
}

/// A page that asks one thing, with what it is about beside or below.
#[component]
pub fn QuestionPage(
    /// What it is about.
    #[prop(optional, into)]
    aside: Option<ViewFnOnce>,
    /// The question.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ui-question-page">
            <div class="ui-stack">{children()}</div>
            {slot(aside).map(|aside| view! { <aside class="ui-sticky"><div class="ui-stack">{aside}</div></aside> })}
        </div>
    }
}

/// As many equal columns as there is room for.
#[component]
pub fn Tiles(
    /// Cards.
    children: Children,
) -> impl IntoView {
    view! { <div class="ui-tiles">{children()}</div> }
}

/// Running text, in lines that are not too long.
#[component]
pub fn Prose(
    /// Paragraphs, lists, headings.
    children: Children,
) -> impl IntoView {
    view! { <div class="pf-v6-c-content ui-prose">{children()}</div> }
}

/// Less important words.
#[component]
pub fn Muted(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class="ui-muted">{children()}</span> }
}

/// Words that are only spoken.
#[component]
pub fn SpokenOnly(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class="pf-v6-screen-reader">{children()}</span> }
}

/// Something that unfolds.
#[component]
pub fn Details(
    /// What it is about.
    #[prop(into)]
    summary: String,
    /// Unfolded from the start.
    #[prop(optional)]
    open: bool,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! { <details class="ui-details" open=open><summary>{summary}</summary><div>{children()}</div></details> }
}

/// A panel for a glance at something, beside a list. Its address opens it; a link closes it.
#[component]
pub fn Drawer(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Address of the page without it.
    #[prop(into)]
    close_href: String,
    /// Words of the link that closes it.
    #[prop(into)]
    close_text: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let label = title.clone();
    view! {
        <aside class="ui-drawer" aria-label=label>
            <div class="ui-drawer-head">
                <h2 class="ui-h2">{title}</h2>
                <a class="pf-v6-c-button pf-m-secondary pf-m-small" href=close_href><span class="pf-v6-c-button__text">{close_text}</span></a>
            </div>
            <div class="ui-stack">{children()}</div>
        </aside>
    }
}
