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
use locales::office as t;
use ui::{Alert, AlertKind, Crumb, PageHead, Stack};

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
    view! {
        <PageTitle parts=vec![t::payers(l).to_owned(), view.title.clone()]/>
        <PageHead title=t::payers(l) subtitle=view.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <Done/>
            {made}
            {people::cards(&view)}
            {form}
        </Stack>
    }
}
