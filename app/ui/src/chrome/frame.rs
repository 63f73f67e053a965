//! The frames of both sites: head, navigation, main part, foot.

use super::focus::SkipLink;
use super::nav::NavLink;
use crate::icon::{Icon, IconName};
use crate::message::ToastRegion;
use crate::page::{Photo, PhotoSource};
use crate::slot;
use leptos::prelude::*;

fn words(link: &NavLink) -> impl IntoView + use<> {
    view! {
        {link.icon.map(|icon| view! { <Icon name=icon/> })}
        <span>{link.text.clone()}</span>
        {link.count.map(|count| view! { <span class="ui-count">{count}</span> })}
    }
}

/// Frame of the public site.
#[component]
pub fn SiteFrame(
    /// Name of the house.
    #[prop(into)]
    brand: String,
    /// Where the name leads.
    #[prop(into)]
    brand_href: String,
    /// Main navigation; none on pages that should not be left.
    nav: Vec<NavLink>,
    /// Its name for screen readers.
    #[prop(into)]
    nav_label: String,
    /// Words of the skip link.
    #[prop(into)]
    skip_text: String,
    /// Right of the name: language, account.
    #[prop(optional, into)]
    tools: Option<ViewFnOnce>,
    /// How to get help; in the same place on every page.
    #[prop(optional, into)]
    help: Option<ViewFnOnce>,
    /// Foot of the page.
    #[prop(optional, into)]
    footer: Option<ViewFnOnce>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let nav = (!nav.is_empty()).then(|| {
        view! {
            <nav class="ui-site-nav" aria-label=nav_label>
                <ul role="list">
                    {nav.into_iter().map(|link| view! {
                        <li><a href=link.href.clone() aria-current=link.aria_current()>{words(&link)}</a></li>
                    }).collect_view()}
                </ul>
            </nav>
        }
    });
    view! {
        <SkipLink text=skip_text/>
        <div class="ui-site">
            <header class="ui-site-head">
                <div class="ui-site-bar">
                    <a class="ui-brand" href=brand_href>{brand}</a>
                    <div class="ui-site-tools">
                        {slot(tools)}
                        {slot(help).map(|help| view! { <div class="ui-help">{help}</div> })}
                    </div>
                </div>
                {nav}
            </header>
            <main id="main" class="ui-site-main" tabindex="-1">{children()}</main>
            <footer class="ui-site-foot">{slot(footer)}</footer>
        </div>
        <ToastRegion/>
    }
}

/// Frame of the back office: navigation on the left, folded behind one button on small screens.
#[component]
pub fn OfficeFrame(
    /// Name of the house.
    #[prop(into)]
    brand: String,
    /// Where the name leads.
    #[prop(into)]
    brand_href: String,
    /// Main navigation.
    nav: Vec<NavLink>,
    /// Its name for screen readers.
    #[prop(into)]
    nav_label: String,
    /// Words of the button that unfolds it.
    #[prop(into)]
    menu_text: String,
    /// Words of the skip link.
    #[prop(into)]
    skip_text: String,
    /// Right of the name: search, account.
    #[prop(optional, into)]
    tools: Option<ViewFnOnce>,
    /// The page.
    children: Children,
) -> impl IntoView {
    // Two lists, one shown: a folded menu must open without scripts, an unfolded one must not depend on it.
    let items = |nav: &[NavLink]| {
        nav.iter()
            .map(|link| {
                let class = if link.current { "pf-v6-c-nav__link pf-m-current" } else { "pf-v6-c-nav__link" };
                view! {
                    <li class="pf-v6-c-nav__item">
                        <a class=class href=link.href.clone() aria-current=link.aria_current()>{words(link)}</a>
                    </li>
                }
            })
            .collect_view()
    };
    let (small, wide) = (items(&nav), items(&nav));
    view! {
        <SkipLink text=skip_text/>
        <div class="ui-office">
            <header class="ui-office-head">
                <details class="ui-office-menu">
                    <summary><Icon name=IconName::Menu/><span>{menu_text}</span></summary>
                    <nav class="pf-v6-c-nav" aria-label=nav_label.clone()><ul class="pf-v6-c-nav__list" role="list">{small}</ul></nav>
                </details>
                <a class="ui-brand" href=brand_href>{brand}</a>
                <div class="ui-office-tools">{slot(tools)}</div>
            </header>
            <div class="ui-office-side">
                <nav class="pf-v6-c-nav" aria-label=nav_label><ul class="pf-v6-c-nav__list" role="list">{wide}</ul></nav>
            </div>
            <main id="main" class="ui-office-main" tabindex="-1">{children()}</main>
        </div>
        <ToastRegion/>
    }
}

/// A page of one form beside a photograph that small screens leave out.
#[component]
pub fn SplitPage(
    /// The photograph; decoration, so without words.
    #[prop(optional_no_strip, into)]
    photo: Option<PhotoSource>,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ui-split">
            <div class="ui-split-photo">{photo.map(|photo| view! { <Photo source=photo eager=true/> })}</div>
            <div class="ui-split-form">{children()}</div>
        </div>
    }
}
