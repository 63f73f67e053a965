//! The one thing to do now, decided from the trip's facts.

use crate::trip::{Turn, next_of, trip_href};
use account::{locale, today};
use desk::{InstalmentView, TripCard};
use domain::dates::days_between;
use domain::ids::PaymentOrderId;
use domain::money::Money;
use domain::payments::InstalmentState;
use domain::schedules::InstalmentKind;
use domain::trips::TripState;
use leptos::prelude::*;
use locales::portal::trip as texts;
use locales::{Locale, format};
use time::Date;
use ui::{Band, ButtonVariant, LinkButton, Tone};

/// How long before its date a payment becomes the thing to do.
const SOON_DAYS: i64 = 30;

/// What to do now about a trip. Exactly one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Todo {
    /// A payment is under way: wait for it.
    Wait(PaymentOrderId),
    /// Pay something that is late.
    PayLate(Due),
    /// Pay something soon.
    Pay(Due),
    /// Nothing until this payment.
    PayLater(Due),
    /// Everything is paid.
    Paid,
    /// The trip will not happen.
    Cancelled,
    /// The trip is over and paid.
    Over,
}

/// What is open on the next instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// What for.
    pub kind: InstalmentKind,
    /// By when.
    pub due_on: Date,
    /// How much is left of it.
    pub left: Money,
}

/// What is still to be paid on an instalment.
pub(crate) fn left_of(instalment: &InstalmentView) -> Money {
    instalment.amount.sub(instalment.paid).unwrap_or(instalment.amount)
}

/// The one thing to do. A payment under way goes before everything else, so that nobody pays twice.
pub fn todo(card: &TripCard, under_way: Option<PaymentOrderId>, today: Date) -> Todo {
    let due = card.next_due.as_ref().map(|next| (next.state, Due { kind: next.kind, due_on: next.due_on, left: left_of(next) }));
    match (under_way, card.state, due) {
        (Some(order), _, _) => Todo::Wait(order),
        (None, TripState::Cancelled, _) => Todo::Cancelled,
        (None, _, Some((InstalmentState::Overdue, due))) => Todo::PayLate(due),
        (None, _, Some((InstalmentState::Later, due))) if days_between(today, due.due_on) > SOON_DAYS => Todo::PayLater(due),
        (None, _, Some((_, due))) => Todo::Pay(due),
        (None, TripState::Completed, None) => Todo::Over,
        (None, TripState::Draft | TripState::Proposed | TripState::Confirmed, None) if card.ends_on.is_some_and(|end| end < today) => {
            Todo::Over
        }
        (None, TripState::Draft | TripState::Proposed | TripState::Confirmed, None) => Todo::Paid,
    }
}

/// Says the one thing to do, with its button.
#[component]
pub fn TodoBand(
    /// The trip.
    card: TripCard,
    /// A payment under way.
    #[prop(optional_no_strip)]
    under_way: Option<PaymentOrderId>,
    /// Says which trip it is, where the page does not.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let (locale, today) = (locale(), today());
    let href = trip_href(card.id) + "/pay";
    let name = named.then(|| card.title.clone());
    let quiet = |title: &'static str, text: String| {
        let body = said(name.clone(), text);
        view! { <Band title=title tone=Tone::Calm>{body}</Band> }.into_any()
    };
    match todo(&card, under_way, today) {
        Todo::Wait(order) => {
            let link = move || view! { <LinkButton href=format!("/payments/{order}") variant=ButtonVariant::Secondary>{texts::follow_payment(locale)}</LinkButton> };
            view! { <Band title=texts::todo_under_way(locale) tone=Tone::Calm action=link>{said(name, texts::todo_under_way_text(locale).to_owned())}</Band> }
                .into_any()
        }
        Todo::PayLate(due) => {
            let late = texts::days(locale, days_between(due.due_on, today));
            let text = texts::todo_late_text(locale, format::money(locale, due.left), late);
            to_pay(locale, texts::todo_late(locale, texts::pay_what(locale, due.kind)), said(name, text), Tone::Danger, due, href)
        }
        Todo::Pay(due) => {
            let text = pay_text(locale, card.state, due, today);
            to_pay(locale, texts::todo_pay(locale, texts::pay_what(locale, due.kind)), said(name, text), Tone::Todo, due, href)
        }
        Todo::PayLater(due) => {
            let text = texts::todo_later_text(locale, format::money(locale, due.left), format::date(locale, due.due_on));
            quiet(texts::todo_nothing(locale), text)
        }
        Todo::Paid => quiet(texts::todo_paid(locale), texts::todo_paid_text(locale).to_owned()),
        Todo::Cancelled => quiet(texts::todo_cancelled(locale), texts::todo_cancelled_text(locale).to_owned()),
        Todo::Over => quiet(texts::todo_over(locale), texts::todo_over_text(locale).to_owned()),
    }
}

/// By when, and what for; a day that has passed is never named as if it were still to come.
fn pay_text(locale: Locale, state: TripState, due: Due, today: Date) -> String {
    let (amount, date) = (format::money(locale, due.left), format::date(locale, due.due_on));
    match (next_of(state, due.kind), days_between(today, due.due_on)) {
        (Turn::Confirms, 1..) => texts::todo_confirm_text(locale, amount, date),
        (Turn::Confirms, _) => texts::todo_confirm_now_text(locale, amount),
        (Turn::Next | Turn::Other, 1..) => texts::todo_pay_text(locale, amount, date),
        (Turn::Next | Turn::Other, _) => texts::todo_pay_now_text(locale, amount),
    }
}

/// The sentence, under the name of the trip.
fn said(name: Option<String>, text: String) -> AnyView {
    view! {
        {name.map(|name| view! { <p><strong>{name}</strong></p> })}
        <p>{text}</p>
    }
    .into_any()
}

fn to_pay(locale: Locale, title: String, text: AnyView, tone: Tone, due: Due, href: String) -> AnyView {
    let button = move || view! { <LinkButton href=href large=true>{texts::pay(locale, format::money(locale, due.left))}</LinkButton> };
    view! { <Band title=title tone=tone action=button>{text}</Band> }.into_any()
}
