//! Who pays what: each payer with their schedule and links, and the form that shares the price anew.

pub(crate) mod calls;
mod form;
mod people;
mod preview;

pub(crate) use preview::comparison;

use super::trip_in_address;
use crate::pieces::{Done, trip_path};
use account::{PageTitle, locale, query, show};
use calls::find_payers;
use desk::{PayersView, Side};
use leptos::prelude::*;
use locales::{format, office as t};
use ui::{Actions, Alert, AlertKind, ButtonVariant, Crumb, LinkButton, PageHead, Stack};

/// The page at `/office/trips/:trip/payers`.
#[component]
pub(crate) fn PayersPage() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_payers);
    show(Side::Office, found, |view| page(view).into_any())
}

fn page(view: PayersView) -> impl IntoView {
    let l = locale();
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(trip_path(view.trip), view.reference.clone())];
    // The token of a link that was just made: nobody else can read it again.
    let made = query("link").filter(|_| view.editable).map(|token| {
        let address = [view.link_base.as_str(), &token].concat();
        view! {
            <Alert kind=AlertKind::Success title=t::link_made(l)>
                <p><code>{address}</code></p>
                <p>{t::link_made_hint(l)}</p>
            </Alert>
        }
    });
    let form = view.editable.then(|| form::form(&view));
    let there = [&trip_path(view.trip), "/handover"].concat();
    let hand_over = view
        .hand_over
        .then(|| view! { <Actions><LinkButton href=there variant=ButtonVariant::Secondary>{t::handover(l)}</LinkButton></Actions> });
    view! {
        <PageTitle parts=vec![t::payers(l).to_owned(), view.title.clone()]/>
        <PageHead title=t::payers(l) subtitle=view.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <Done/>
            {made}
            {joint(&view)}
            {people::cards(&view)}
            {hand_over}
            {form}
        </Stack>
    }
}

/// Who is liable beside whom, because the contract was handed over.
fn joint(view: &PayersView) -> impl IntoView + use<> {
    let l = locale();
    let one = |one: &desk::JointView| {
        let text = t::joint_debt(l, &one.from_name, &one.to_name, format::date(l, one.on));
        let late = one.late.then(|| view! { <p>{t::joint_late(l)}</p> });
        let reason = one.reason.clone();
        view! { <Alert kind=AlertKind::Info title=text><p>{reason}</p> {late}</Alert> }
    };
    view.joint.iter().map(one).collect_view()
}
