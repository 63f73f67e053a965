//! Second step: how, with what will happen in words; a transfer leaves the steps here.

use super::{Around, Picked, around, read_step, show_step};
use crate::trip::trip_param;
use account::{PhoneLink, locale, use_viewer};
use desk::PayPage;
use leptos::prelude::*;
use locales::portal::{pay as texts, transfer};
use ui::{Actions, ButtonVariant, Card, LinkButton, Muted};

/// Shows the methods for the chosen amount.
#[component]
pub fn PayMethod() -> impl IntoView {
    let (trip, picked) = (trip_param(), Picked::here());
    show_step(trip, read_step(trip, Some(picked)), move |page, _| draw(page, &picked.get_untracked()))
}

pub(crate) fn draw(page: &PayPage, picked: &Picked) -> AnyView {
    let locale = locale();
    let trip = page.trip.id;
    let viewer = use_viewer();
    let demo = viewer.demo.then(|| view! { <p><strong>{texts::card_demo(locale)}</strong></p> });
    let next = picked.href(trip, "/check");
    let by_transfer = page.transfer_to.is_some().then(|| {
        let href = picked.href(trip, "").replacen("/pay?", "/transfer?", 1);
        view! {
            <Card title=transfer::method(locale)>
                <p>{transfer::method_text(locale)}</p>
                <Actions><LinkButton href=href variant=ButtonVariant::Secondary>{transfer::choose(locale)}</LinkButton></Actions>
            </Card>
        }
    });
    let body = view! {
        <Card title=texts::card(locale)>
            <p>{texts::card_text(locale)}</p>
            {demo}
        </Card>
        <Actions><LinkButton href=next large=true>{texts::go_on(locale)}</LinkButton></Actions>
        {by_transfer}
        <p><Muted>{texts::other_way(locale)}</Muted>" "<PhoneLink phone=viewer.phone.clone()/></p>
    }
    .into_any();
    let step = Around {
        page,
        current: 2,
        title: texts::method_title(locale),
        next: texts::check_title(locale),
        back: (picked.href(trip, ""), texts::back(locale)),
    };
    around(step, body)
}
