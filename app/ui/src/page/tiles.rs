//! Lists whose rows lead somewhere.

use super::photo::{Photo, PhotoSource};
use crate::icon::{Icon, IconName};
use crate::text::MaybeText;
use leptos::prelude::*;

/// A list of numbered or dated rows.
#[component]
pub fn TileList(
    /// `TileRow`s.
    children: Children,
) -> impl IntoView {
    view! { <ol class="ui-tile-list" role="list">{children()}</ol> }
}

/// A row that starts with a small tile.
#[component]
pub fn TileRow(
    /// Small word in the tile.
    #[prop(into)]
    top: String,
    /// Number in the tile.
    #[prop(into)]
    main: String,
    /// What the row is.
    #[prop(into)]
    title: String,
    /// Where it leads.
    #[prop(optional, into)]
    href: MaybeText,
    /// When it is.
    #[prop(optional, into)]
    when: MaybeText,
    /// A small photograph at the end.
    #[prop(optional_no_strip, into)]
    photo: Option<PhotoSource>,
    /// One line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title = match href.0 {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <li class="ui-tile-row">
            <div class="ui-tile"><span>{top}</span>" "<strong>{main}</strong></div>
            <div class="ui-tile-text">
                <h3 class="ui-h3">{title}</h3>
                {when.0.map(|when| view! { <p class="ui-muted">{when}</p> })}
                {children.map(|children| view! { <div>{children()}</div> })}
            </div>
            {photo.map(|photo| view! { <div class="ui-tile-photo"><Photo source=photo sizes="7rem"/></div> })}
        </li>
    }
}

/// A list of rows with a line between them.
#[component]
pub fn RowList(
    /// `LinkRow`s and `PlainRow`s.
    children: Children,
) -> impl IntoView {
    view! { <ul class="ui-rows" role="list">{children()}</ul> }
}

/// A row that is one link.
#[component]
pub fn LinkRow(
    /// Address.
    #[prop(into)]
    href: String,
    /// What it is; with type and size for a file.
    #[prop(into)]
    title: String,
    /// One line under it.
    #[prop(optional, into)]
    hint: MaybeText,
    /// Icon before it.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The address gives a file.
    #[prop(optional)]
    download: bool,
    /// At the end: a label, an amount.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="ui-row ui-row-link">
            {icon.map(|icon| view! { <span class="ui-row-icon"><Icon name=icon/></span> })}
            <div class="ui-row-text">
                <a href=href rel=download.then_some("external") download=download.then_some("")>{title}</a>
                {hint.0.map(|hint| view! { <p class="ui-muted">{hint}</p> })}
            </div>
            {children.map(|children| view! { <div class="ui-row-end">{children()}</div> })}
        </li>
    }
}

/// A row that leads nowhere as a whole; it may hold links or buttons.
#[component]
pub fn PlainRow(
    /// What it is.
    #[prop(into)]
    title: String,
    /// One line under it.
    #[prop(optional, into)]
    hint: MaybeText,
    /// Icon before it.
    #[prop(optional)]
    icon: Option<IconName>,
    /// At the end: a label, a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="ui-row">
            {icon.map(|icon| view! { <span class="ui-row-icon"><Icon name=icon/></span> })}
            <div class="ui-row-text">
                <span>{title}</span>
                {hint.0.map(|hint| view! { <p class="ui-muted">{hint}</p> })}
            </div>
            {children.map(|children| view! { <div class="ui-row-end">{children()}</div> })}
        </li>
    }
}
