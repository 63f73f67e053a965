//! First step: how much.

use super::{Around, ChooseAmount, Picked, around, read_step, show_step};
use crate::island::AmountAnswer;
use crate::trip::{next_of, trip_href, trip_param, words_of};
use account::{locale, today};
use desk::PayPage;
use domain::payments::{PayChoice, Payable};
use leptos::prelude::*;
use locales::portal::pay as texts;
use locales::{format, words};
use ui::{Actions, Alert, AlertKind, Button, ButtonVariant, Choice, Form, Hidden, HiddenField, LinkButton, MoneyField, RadioGroup};

/// Chooses the amount: the next instalment, everything, or another.
#[component]
pub fn PayAmount() -> impl IntoView {
    let (trip, picked) = (trip_param(), Picked::here());
    show_step(trip, read_step(trip, None), move |page, _, _| draw(page, &picked.get_untracked()))
}

pub(crate) fn draw(page: &PayPage, picked: &Picked) -> AnyView {
    let locale = locale();
    let trip = page.trip.id;
    let money = |amount| format::money(locale, amount);
    let mut choices = vec![
        Choice::new(
            PayChoice::Next.as_str(),
            texts::choose_next(locale, words::instalment_kind(locale, page.next.kind), money(page.next_left)),
        )
        .hint(words_of(locale, &page.next, today(), next_of(page.trip.state, page.next.kind))),
    ];
    if page.next_left != page.all {
        choices.push(Choice::new(PayChoice::All.as_str(), texts::choose_all(locale, money(page.all))));
    }
    let other = page.min != page.all;
    if other {
        choices.push(Choice::new(PayChoice::Other.as_str(), texts::choose_other(locale)));
    }
    let chosen = if picked.draft.choice.is_empty() { PayChoice::Next.as_str().to_owned() } else { picked.draft.choice.clone() };
    let symbol = if page.all.currency == domain::money::Currency::EUR { "€" } else { page.all.currency.code() };
    let (typed, hint) = (picked.draft.amount.clone(), texts::other_hint(locale, money(page.min), money(page.all)));
    let opened = move || view! { <MoneyField name="amount" label=texts::other_amount(locale) currency=symbol value=typed hint=hint/> };
    let whole = (!other).then(|| view! { <HiddenField name="amount" value=""/> });
    let under_way = page.under_way.map(|order| {
        view! {
            <Alert kind=AlertKind::Warning title=texts::under_way(locale)>
                <LinkButton href=format!("/payments/{order}") variant=ButtonVariant::Secondary>{texts::see_under_way(locale)}</LinkButton>
            </Alert>
        }
    });
    let payable = Payable { next: page.next_left, all: page.all, min: page.min };
    let body = view! {
        {under_way}
        <Form<ChooseAmount>>
            <Hidden name="trip" value=trip.to_string()/>
            <RadioGroup name="choice" label=texts::amount(locale) choices=choices value=chosen opens=PayChoice::Other.as_str() opened=opened/>
            {whole}
            <AmountAnswer form="choose_amount".to_owned() locale=locale payable=payable/>
            <Actions><Button large=true>{texts::go_on(locale)}</Button></Actions>
        </Form<ChooseAmount>>
    }
    .into_any();
    let step = Around {
        page,
        current: 1,
        title: texts::amount_title(locale),
        next: texts::method_title(locale),
        back: (trip_href(trip), texts::back_to_trip(locale)),
    };
    around(step, body)
}
