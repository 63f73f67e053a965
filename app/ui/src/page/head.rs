//! Heads of pages: each carries the page's one H1.

use super::photo::{Photo, PhotoSource};
use crate::chrome::{Breadcrumb, Crumb};
use crate::slot;
use crate::text::MaybeText;
use leptos::prelude::*;

/// Title of a page, the way back, and what can be done with all of it.
#[component]
pub fn PageHead(
    /// The H1.
    #[prop(into)]
    title: String,
    /// One line under it.
    #[prop(optional, into)]
    subtitle: MaybeText,
    /// How many there are, beside the title.
    #[prop(optional, into)]
    count: MaybeText,
    /// Pages above this one.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// Name of that trail for screen readers.
    #[prop(optional, into)]
    crumbs_label: MaybeText,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
) -> impl IntoView {
    let trail = (!crumbs.is_empty()).then(|| view! { <Breadcrumb label=crumbs_label.0.unwrap_or_default() items=crumbs/> });
    view! {
        <div class="ui-page-head">
            {trail}
            <div class="ui-page-head-row">
                <div>
                    <h1 class="ui-h1">{title}{count.0.map(|count| view! { " " <span class="ui-h1-count">{count}</span> })}</h1>
                    {subtitle.0.map(|text| view! { <p class="ui-subtitle">{text}</p> })}
                </div>
                {slot(actions).map(|actions| view! { <div class="ui-actions">{actions}</div> })}
            </div>
        </div>
    }
}

/// A large photograph with the page's title on it.
#[component]
pub fn Hero(
    /// The H1, or an H2 when it leads to a page of its own.
    #[prop(into)]
    title: String,
    /// Where it leads; the page then has its H1 elsewhere.
    #[prop(optional, into)]
    href: MaybeText,
    /// One line under it.
    #[prop(optional, into)]
    subtitle: MaybeText,
    /// The photograph; the title stands on a dark ground without it.
    #[prop(optional_no_strip, into)]
    photo: Option<PhotoSource>,
    /// A countdown or a button, beside the title.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title = match href.0 {
        Some(href) => view! { <h2 class="ui-hero-title"><a href=href>{title}</a></h2> }.into_any(),
        None => view! { <h1 class="ui-hero-title">{title}</h1> }.into_any(),
    };
    view! {
        <section class="ui-hero">
            {photo.map(|photo| view! { <div class="ui-hero-photo"><Photo source=photo eager=true sizes="(min-width: 72rem) 72rem, 100vw"/></div> })}
            <div class="ui-hero-text">
                <div>
                    {title}
                    {subtitle.0.map(|text| view! { <p class="ui-hero-subtitle">{text}</p> })}
                </div>
                {children.map(|children| children())}
            </div>
        </section>
    }
}

/// How many days are left, counted by the caller: it does not tick and is not announced.
#[component]
pub fn Countdown(
    /// The number.
    #[prop(into)]
    number: String,
    /// What it counts.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <p class="ui-countdown"><strong>{number}</strong>" "<span>{text}</span></p> }
}

/// Where one is in a flow of pages. The current step's name is the page's H1.
#[component]
pub fn Stepper(
    /// The current step, from 1.
    current: u32,
    /// How many there are.
    total: u32,
    /// The same in words.
    #[prop(into)]
    text: String,
    /// Name of the current step.
    #[prop(into)]
    title: String,
    /// Words about the next step.
    #[prop(optional, into)]
    next: MaybeText,
) -> impl IntoView {
    view! {
        <div class="ui-stepper">
            <p class="ui-stepper-where">{text}</p>
            <h1 class="ui-h1">{title}</h1>
            <div class="ui-stepper-bar" aria-hidden="true">
                {(1..=total).map(|step| view! { <span class:ui-stepper-done=step <= current></span> }).collect_view()}
            </div>
            {next.0.map(|next| view! { <p class="ui-muted">{next}</p> })}
        </div>
    }
}
