//! What stands around every page for signed-in staff: navigation, who is signed in, language, the way out.

use account::{LanguageSwitch, Place, Refused, SignOutButton, path, use_viewer};
use desk::{AppError, Side};
use domain::error::ErrorCode;
use domain::policy::{Action, may};
use leptos::prelude::*;
use locales::{office as t, shared};
use ui::{Cluster, IconName, NavLink, OfficeFrame, SkipLink, TextLink};

/// A part of the back office, as the navigation names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The first page.
    Dashboard,
    /// Trips.
    Trips,
    /// Clients.
    Clients,
    /// Staff.
    Staff,
    /// Bank statements.
    Statements,
    /// Clients' money.
    Funds,
    /// All payments.
    Payments,
    /// The gateways.
    Gateways,
    /// Money given back.
    Refunds,
    /// Money that counts towards nothing yet.
    Credits,
    /// The books.
    Books,
    /// One's own account; not in the navigation.
    OwnAccount,
}

/// What stands around a page for who is not signed in: the main part, and the way to it.
pub(crate) fn bare(page: impl IntoView + 'static) -> AnyView {
    let page = page.into_any();
    view! {
        <SkipLink text=shared::skip_to_content(use_viewer().locale)/>
        <main id="main" tabindex="-1">{page}</main>
    }
    .into_any()
}

/// Puts the frame around a page. Who may not read the back office is sent to sign in.
pub(crate) fn framed<V: IntoView + 'static>(section: Section, page: fn() -> V) -> AnyView {
    let viewer = use_viewer();
    if !may(viewer.actor, Action::ReadOffice) {
        return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::SignInNeeded)/> }.into_any();
    }
    let l = viewer.locale;
    let link = |here: Section, href: &str, text: &str, icon: IconName| NavLink::new(href, text).icon(icon).current(here == section);
    let mut nav = vec![
        link(Section::Dashboard, "/office", t::dashboard(l), IconName::Home),
        link(Section::Trips, "/office/trips", t::trips(l), IconName::Case),
        link(Section::Clients, "/office/clients", t::clients(l), IconName::Person),
        link(Section::Staff, "/office/staff", t::staff(l), IconName::People),
    ];
    if may(viewer.actor, Action::ReadBooks) {
        nav.push(link(Section::Statements, "/office/statements", t::statements(l), IconName::Paper));
        nav.push(link(Section::Funds, "/office/funds", t::funds(l), IconName::Lock));
        nav.push(link(Section::Payments, "/office/payments", t::all_payments(l), IconName::Payment));
        nav.push(link(Section::Gateways, "/office/gateways", t::gateways(l), IconName::Bank));
        nav.push(link(Section::Refunds, "/office/refunds", t::refunds(l), IconName::Balance));
        nav.push(link(Section::Credits, "/office/credits", t::unmatched_credits(l), IconName::Balance));
        nav.push(link(Section::Books, "/office/books", t::books(l), IconName::Balance));
    }
    let name = viewer.name.clone();
    let tools = move || {
        view! {
            <Cluster>
                <TextLink href=path(Side::Office, Place::Account) label=t::account_of(l, &name)>{name.clone()}</TextLink>
                <LanguageSwitch/>
                <SignOutButton side=Side::Office/>
            </Cluster>
        }
    };
    view! {
        <OfficeFrame brand=t::brand(l, &viewer.agency) brand_href="/office" nav=nav nav_label=t::main_nav(l) menu_text=t::menu(l)
            skip_text=shared::skip_to_content(l) tools=tools>
            {page().into_any()}
        </OfficeFrame>
    }
    .into_any()
}
