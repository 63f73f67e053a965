//! Cards, bands and panels: boxes with one subject each.

use super::photo::{Photo, PhotoSource};
use crate::field::LabelEnding;
use crate::slot;
use crate::text::MaybeText;
use leptos::context::Provider;
use leptos::prelude::*;

/// A heading of the given level in the given class.
fn heading(level: u8, class: &'static str, id: Option<String>, text: String) -> AnyView {
    match level {
        3 => view! { <h3 class=class id=id>{text}</h3> }.into_any(),
        4 => view! { <h4 class=class id=id>{text}</h4> }.into_any(),
        _ => view! { <h2 class=class id=id>{text}</h2> }.into_any(),
    }
}

/// A box with one subject.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(optional, into)]
    title: MaybeText,
    /// Level of the heading: 2, 3 or 4.
    #[prop(default = 2)]
    level: u8,
    /// Id, for links to it.
    #[prop(optional, into)]
    id: MaybeText,
    /// Beside the heading.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    /// Without a border, on the page's ground.
    #[prop(optional)]
    flat: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let title = title.0.map(|text| heading(level, "pf-v6-c-card__title-text", None, text));
    let action = slot(action);
    let head = (title.is_some() || action.is_some()).then(|| {
        view! {
            <div class="ui-card-head"><div class="pf-v6-c-card__title">{title}</div>{action}</div>
        }
    });
    view! {
        <section class=if flat { "pf-v6-c-card pf-m-plain ui-card" } else { "pf-v6-c-card ui-card" } id=id.0>
            {head}
            <div class="pf-v6-c-card__body">{children()}</div>
        </section>
    }
}

/// A card that is led by a photograph and leads to a page.
#[component]
pub fn PhotoCard(
    /// Address.
    #[prop(into)]
    href: String,
    /// Words of the link.
    #[prop(into)]
    title: String,
    /// The photograph.
    #[prop(optional_no_strip, into)]
    photo: Option<PhotoSource>,
    /// One line under the title.
    #[prop(optional, into)]
    text: MaybeText,
    /// Labels and links below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <article class="pf-v6-c-card ui-photo-card">
            <div class="ui-photo-card-photo">{photo.map(|photo| view! { <Photo source=photo/> })}</div>
            <div class="ui-photo-card-text">
                <h3 class="ui-h3"><a href=href>{title}</a></h3>
                {text.0.map(|text| view! { <p class="ui-muted">{text}</p> })}
                {children.map(|children| view! { <div class="ui-cluster">{children()}</div> })}
            </div>
        </article>
    }
}

/// Mood of a band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something to do.
    #[default]
    Todo,
    /// All is well.
    Calm,
    /// Something is late or wrong.
    Danger,
}

/// A band across the page with one thing to do or to know.
#[component]
pub fn Band(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Mood; the words say the same.
    #[prop(optional)]
    tone: Tone,
    /// The one button.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
    /// One or two sentences.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Todo => "ui-band",
        Tone::Calm => "ui-band ui-band-calm",
        Tone::Danger => "ui-band ui-band-danger",
    };
    view! {
        <section class=class>
            <div class="ui-stack ui-gap-small"><h2 class="ui-h2">{title}</h2><div>{children()}</div></div>
            {slot(action).map(|action| view! { <div class="ui-band-action">{action}</div> })}
        </section>
    }
}

/// A part of a long form or page, with its own address on the page.
#[component]
pub fn FormSection(
    /// Id, for links to it.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// One short sentence.
    #[prop(optional, into)]
    hint: MaybeText,
    /// Beside the heading.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <section class="ui-form-section" id=id aria-labelledby=labelled_by>
            <div class="ui-card-head">
                <div>
                    <h2 class="ui-h2" id=title_id>{title}</h2>
                    {hint.0.map(|hint| view! { <p class="ui-hint">{hint}</p> })}
                </div>
                {slot(actions).map(|actions| view! { <div class="ui-actions">{actions}</div> })}
            </div>
            <div class="ui-stack">{children()}</div>
        </section>
    }
}

/// One line of a list inside a form section: a group of fields that can be there several times.
#[component]
pub fn FormItem(
    /// What it is ("Service 2").
    #[prop(into)]
    title: String,
    /// What follows the labels of its fields when they are only heard (", row 2").
    #[prop(optional, into)]
    label_ending: MaybeText,
    /// Beside the title: remove, move.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Fields.
    children: Children,
) -> impl IntoView {
    let fields = match label_ending.0 {
        Some(ending) => view! { <Provider value=LabelEnding(ending)>{children()}</Provider> }.into_any(),
        None => children().into_any(),
    };
    // Typing comes before moving and removing, for those who walk by keyboard.
    view! {
        <fieldset class="ui-form-item">
            <legend class="ui-legend">{title}</legend>
            <div class="ui-stack">{fields}</div>
            {slot(actions).map(|actions| view! { <div class="ui-form-item-actions">{actions}</div> })}
        </fieldset>
    }
}

/// The end of a long form, which stays in sight on wide screens: sums, save, cancel.
#[component]
pub fn FormBar(
    /// What it is for; spoken only.
    #[prop(into)]
    label: String,
    /// `Facts`, then buttons.
    children: Children,
) -> impl IntoView {
    view! { <section class="ui-form-bar" aria-label=label>{children()}</section> }
}

/// One number with its meaning, for overviews.
#[component]
pub fn Figure(
    /// The number, written out.
    #[prop(into)]
    number: String,
    /// What it counts.
    #[prop(into)]
    text: String,
    /// The list behind it.
    #[prop(optional, into)]
    href: MaybeText,
) -> impl IntoView {
    let text = match href.0 {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => text.into_any(),
    };
    view! { <div class="pf-v6-c-card ui-figure-card"><strong class="ui-figure-number">{number}</strong><span>{text}</span></div> }
}
