//! What stands around the pages: the agency's name, where one can go, help in the same place everywhere.

use account::{LanguageSwitch, PhoneLink, Place, SignOutButton, ThemeChoice, path, use_viewer};
use desk::{Side, Viewer};
use domain::policy::Actor;
use leptos::prelude::*;
use locales::{portal, shared};
use ui::{Cluster, NavLink, SiteFrame, TextLink};

/// Which part of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Trips.
    Trips,
    /// One's own account.
    Account,
    /// Neither.
    Elsewhere,
}

/// The frame of ordinary pages.
#[component]
pub fn Frame(
    /// Marked as current in the navigation.
    spot: Spot,
    /// The page.
    children: Children,
) -> impl IntoView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let nav = if signed_in(&viewer) {
        vec![
            NavLink::new(path(Side::Portal, Place::Home), portal::my_trips(locale)).current(spot == Spot::Trips),
            NavLink::new(path(Side::Portal, Place::Account), portal::my_account(locale)).current(spot == Spot::Account),
        ]
    } else {
        Vec::new()
    };
    around(nav, children)
}

/// The frame of pay steps: nothing to press but the step itself, a way back, and help.
#[component]
pub fn Bare(
    /// The step.
    children: Children,
) -> impl IntoView {
    around(Vec::new(), children)
}

fn signed_in(viewer: &Viewer) -> bool {
    matches!(viewer.actor, Actor::Client { .. })
}

fn around(nav: Vec<NavLink>, children: Children) -> AnyView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let phone = viewer.phone.clone();
    let help = move || view! { {portal::help(locale)}" "<PhoneLink phone=phone/> };
    view! {
        <SiteFrame brand=viewer.agency.clone() brand_href=path(Side::Portal, Place::Home) nav=nav nav_label=shared::main_navigation(locale)
            skip_text=shared::skip_to_content(locale) tools=|| view! { <LanguageSwitch/> } help=help footer=foot>
            {children()}
        </SiteFrame>
    }
    .into_any()
}

fn foot() -> impl IntoView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let name = portal::signed_in_as(locale, &viewer.name);
    let who = signed_in(&viewer).then(|| {
        view! {
            <Cluster><span>{name}</span><SignOutButton side=Side::Portal/></Cluster>
        }
    });
    let demo = viewer.demo.then(|| {
        view! {
            <p>{portal::demo_notice(locale)}" "<TextLink href="/demo/mail" external=true>{portal::demo_mails(locale)}</TextLink></p>
        }
    });
    view! {
        {who}
        <Cluster>
            <TextLink href="/accessibility">{portal::accessibility(locale)}</TextLink>
            <TextLink href="/credits">{portal::credits(locale)}</TextLink>
        </Cluster>
        <ThemeChoice/>
        {demo}
    }
}
