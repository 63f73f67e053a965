//! Third step: everything once more, and the button that says what it does.

use super::{Around, Picked, StartPayment, around, read_step, show_step};
use crate::trip::trip_param;
use account::locale;
use desk::PayPage;
use domain::money::Money;
use domain::payments::{PayChoice, PayMethod};
use leptos::prelude::*;
use locales::portal::pay as texts;
use locales::portal::trip as trip_texts;
use locales::{format, shared};
use ui::{Actions, Button, Fact, Facts, Form, Hidden, HiddenField, IconName, Muted};

/// Shows what will be paid, with a way to change each answer.
#[component]
pub fn PayCheck() -> impl IntoView {
    let (trip, picked) = (trip_param(), Picked::here());
    show_step(trip, read_step(trip, Some(picked)), move |page, amount, ways| draw(page, amount, ways, &picked.get_untracked()))
}

pub(crate) fn draw(page: &PayPage, amount: Money, ways: &[PayMethod], picked: &Picked) -> AnyView {
    let locale = locale();
    let trip = page.trip.id;
    let choice: PayChoice = picked.draft.choice.parse().unwrap_or_default();
    // Whoever chose nothing pays the usual way, which the server takes for an empty field as well.
    let way = picked.draft.way.parse().ok().or_else(|| ways.first().copied()).unwrap_or_default();
    let after = page.all.sub(amount).unwrap_or(page.all);
    let facts = vec![
        Fact::new(texts::trip(locale), page.trip.title.clone()),
        Fact::new(texts::what(locale), texts::choice(locale, choice)).change(
            picked.href(trip, ""),
            shared::change(locale),
            texts::amount(locale),
        ),
        Fact::new(texts::amount(locale), format::money(locale, amount)).strong(),
        Fact::new(texts::method(locale), texts::way(locale, way)).change(
            picked.href(trip, "/method"),
            shared::change(locale),
            texts::method(locale),
        ),
        Fact::new(texts::left_after(locale), format::money(locale, after)),
    ];
    let (other, typed, left) = (picked.draft.amount.clone(), picked.draft.way.clone(), page.all.plain());
    let body = view! {
        <Facts items=facts/>
        <p>{texts::terms(locale)}</p>
        <Form<StartPayment>>
            <Hidden name="trip" value=trip.to_string()/>
            <HiddenField name="choice" value=choice.as_str()/>
            <HiddenField name="amount" value=other/>
            <HiddenField name="way" value=typed/>
            <Hidden name="left" value=left/>
            <Actions><Button large=true icon=IconName::Lock>{trip_texts::pay(locale, format::money(locale, amount))}</Button></Actions>
            <p><Muted>{texts::stay_here(locale)}</Muted></p>
        </Form<StartPayment>>
    }
    .into_any();
    let step = Around {
        page,
        current: 3,
        title: texts::check_title(locale),
        next: texts::bank_title(locale),
        back: (picked.href(trip, "/method"), texts::back(locale)),
    };
    around(step, body)
}
