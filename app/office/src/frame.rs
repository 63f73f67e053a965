//! What stands around every page for signed-in staff: navigation, who is signed in, language, the way out.

use account::{LanguageSwitch, Place, Refused, SignOutButton, path, use_viewer};
use desk::{AppError, Side};
use domain::error::ErrorCode;
use domain::policy::{Action, may};
use leptos::prelude::*;
use locales::{Locale, office as t, shared};
use ui::{Cluster, IconName, NavLink, OfficeFrame, SkipLink, Tabs, TextLink};

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
    /// Money: a page of it.
    Money(MoneyPage),
    /// One's own account; not in the navigation.
    OwnAccount,
}

/// A page on money. They share one entry of the navigation and stand as tabs above each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MoneyPage {
    /// All payments.
    Payments,
    /// Invoices and credit notes.
    Invoices,
    /// Money that counts towards nothing yet.
    Credits,
    /// Money given back.
    Refunds,
    /// Bank statements.
    Statements,
    /// Clients' money.
    Funds,
    /// Differences.
    Reconciliation,
    /// The gateways.
    Gateways,
    /// The books.
    Books,
}

impl MoneyPage {
    /// In the order of a working day.
    const ALL: [Self; 9] = [
        Self::Payments,
        Self::Invoices,
        Self::Credits,
        Self::Refunds,
        Self::Statements,
        Self::Reconciliation,
        Self::Funds,
        Self::Gateways,
        Self::Books,
    ];

    fn tab(self, l: Locale) -> NavLink {
        let (href, text) = match self {
            Self::Payments => ("/office/payments", t::all_payments(l)),
            Self::Invoices => ("/office/invoices", t::invoices(l)),
            Self::Credits => ("/office/credits", t::unmatched_credits(l)),
            Self::Refunds => ("/office/refunds", t::refunds(l)),
            Self::Statements => ("/office/statements", t::statements(l)),
            Self::Reconciliation => ("/office/reconciliation?state=open", t::reconciliation(l)),
            Self::Funds => ("/office/funds", t::funds(l)),
            Self::Gateways => ("/office/gateways", t::gateways(l)),
            Self::Books => ("/office/books", t::books(l)),
        };
        NavLink::new(href, text)
    }
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
        let here = matches!(section, Section::Money(_));
        nav.push(NavLink::new("/office/payments", t::money(l)).icon(IconName::Balance).current(here));
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
    let tabs = match section {
        Section::Money(page) => {
            let items = MoneyPage::ALL.iter().map(|other| other.tab(l).current(*other == page)).collect();
            Some(view! { <Tabs label=t::money(l) items=items/> })
        }
        Section::Dashboard | Section::Trips | Section::Clients | Section::Staff | Section::OwnAccount => None,
    };
    view! {
        <OfficeFrame brand=t::brand(l, &viewer.agency) brand_href="/office" nav=nav nav_label=t::main_nav(l) menu_text=t::menu(l)
            skip_text=shared::skip_to_content(l) tools=tools>
            {tabs}
            {page().into_any()}
        </OfficeFrame>
    }
    .into_any()
}
