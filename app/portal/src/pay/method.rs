//! Second step: how. Where there is one way, it says what will happen; where there are several, it asks. A transfer leaves the steps here.

use super::{Around, ChooseWay, Picked, around, read_step, show_step};
use crate::trip::trip_param;
use account::{PhoneLink, locale, use_viewer};
use desk::PayPage;
use domain::payments::PayMethod;
use leptos::prelude::*;
use locales::Locale;
use locales::portal::{pay as texts, transfer};
use ui::{Actions, Button, ButtonVariant, Card, Choice, Form, Hidden, HiddenField, LinkButton, Muted, RadioGroup};

/// Shows the ways to pay the chosen amount.
#[component]
pub fn PayMethods() -> impl IntoView {
    let (trip, picked) = (trip_param(), Picked::here());
    show_step(trip, read_step(trip, Some(picked)), move |page, _, ways| draw(page, ways, &picked.get_untracked()))
}

pub(crate) fn draw(page: &PayPage, ways: &[PayMethod], picked: &Picked) -> AnyView {
    let locale = locale();
    let viewer = use_viewer();
    let demo = viewer.demo.then(|| view! { <p><strong>{texts::card_demo(locale)}</strong></p> });
    let question = match ways {
        [] | [_] => said(locale, page, ways.first().copied().unwrap_or_default(), picked, demo.into_any()),
        several => asked(locale, page, several, picked, demo.into_any()),
    };
    let by_transfer = page.transfer_to.is_some().then(|| {
        let href = picked.href(page.trip.id, "").replacen("/pay?", "/transfer?", 1);
        view! {
            <Card title=transfer::method(locale)>
                <p>{transfer::method_text(locale)}</p>
                <Actions><LinkButton href=href variant=ButtonVariant::Secondary>{transfer::choose(locale)}</LinkButton></Actions>
            </Card>
        }
    });
    let body = view! {
        {question}
        {by_transfer}
        <p><Muted>{texts::other_way(locale)}</Muted>" "<PhoneLink phone=viewer.phone.clone()/></p>
    }
    .into_any();
    let step = Around {
        page,
        current: 2,
        title: texts::method_title(locale),
        next: texts::check_title(locale),
        back: (picked.href(page.trip.id, ""), texts::back(locale)),
    };
    around(step, body)
}

/// The one way there is.
fn said(locale: Locale, page: &PayPage, way: PayMethod, picked: &Picked, demo: AnyView) -> AnyView {
    let next = picked.href(page.trip.id, "/check");
    view! {
        <Card title=texts::way(locale, way)>
            <p>{texts::way_text(locale, way)}</p>
            {demo}
        </Card>
        <Actions><LinkButton href=next large=true>{texts::go_on(locale)}</LinkButton></Actions>
    }
    .into_any()
}

/// The ways there are, the usual one first.
fn asked(locale: Locale, page: &PayPage, ways: &[PayMethod], picked: &Picked, demo: AnyView) -> AnyView {
    let choice = |way: &PayMethod| Choice::new(way.as_str(), texts::way(locale, *way)).hint(texts::way_text(locale, *way));
    let choices: Vec<Choice> = ways.iter().map(choice).collect();
    let chosen = picked.draft.way.parse().ok().filter(|way| ways.contains(way)).or_else(|| ways.first().copied()).unwrap_or_default();
    let (trip, draft, left) = (page.trip.id, picked.draft.clone(), page.all.plain());
    view! {
        <Form<ChooseWay>>
            <Hidden name="trip" value=trip.to_string()/>
            <HiddenField name="choice" value=draft.choice/>
            <HiddenField name="amount" value=draft.amount/>
            <Hidden name="left" value=left/>
            <RadioGroup name="way" label=texts::method(locale) choices=choices value=chosen.as_str() hide_label=true/>
            {demo}
            <Actions><Button large=true>{texts::go_on(locale)}</Button></Actions>
        </Form<ChooseWay>>
    }
    .into_any()
}
