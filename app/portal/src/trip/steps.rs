//! The schedule as steps: what was paid, what is next, what comes later.

use crate::trip::left_of;
use account::{WhyAmount, locale, today};
use desk::InstalmentView;
use domain::dates::days_between;
use domain::ids::TripId;
use domain::payments::InstalmentState;
use domain::schedules::InstalmentKind;
use domain::trips::TripState;
use leptos::prelude::*;
use locales::portal::trip as texts;
use locales::{Locale, format, words};
use time::Date;
use ui::{LinkButton, ProgressItem, ProgressSteps, StepState, TextLink};

/// The schedule of a trip. Only the first step to pay carries a button.
#[component]
pub fn Schedule(
    /// In order of payment.
    instalments: Vec<InstalmentView>,
    /// State of the trip: the deposit of a proposal confirms it.
    state: TripState,
    /// The trip to pay for, when it can be paid now.
    #[prop(optional_no_strip)]
    pay: Option<TripId>,
) -> impl IntoView {
    let (locale, today) = (locale(), today());
    if instalments.is_empty() {
        return view! { <p>{texts::no_schedule(locale)}</p> }.into_any();
    }
    let next = instalments.iter().position(|line| line.state != InstalmentState::Paid);
    let items: Vec<ProgressItem> = instalments
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let turn = if next == Some(index) { next_of(state, line.kind) } else { Turn::Other };
            step(locale, today, line, turn, pay)
        })
        .collect();
    view! { <ProgressSteps label=texts::payments(locale) items=items/> }.into_any()
}

/// Where a line stands among those still to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The next to pay.
    Next,
    /// The next to pay: the deposit, with which a client accepts a proposal.
    Confirms,
    /// Not its turn.
    Other,
}

/// What the next payment of a trip in `state` does.
pub(crate) const fn next_of(state: TripState, kind: InstalmentKind) -> Turn {
    match (state, kind) {
        (TripState::Proposed, InstalmentKind::Deposit) => Turn::Confirms,
        (TripState::Draft | TripState::Proposed | TripState::Confirmed | TripState::Completed | TripState::Cancelled, _) => Turn::Next,
    }
}

/// What a line says about itself, in words: never by colour alone, and never with a day that has passed as if it were still to come.
pub(crate) fn words_of(locale: Locale, line: &InstalmentView, today: Date, turn: Turn) -> String {
    let due = format::date(locale, line.due_on);
    match line.state {
        InstalmentState::Paid => match &line.receipt {
            Some(receipt) => texts::paid_on(locale, format::day_of(locale, receipt.paid_at)),
            None => words::instalment_state(locale, line.state).to_owned(),
        },
        InstalmentState::Overdue => texts::late(locale, due, texts::days(locale, days_between(line.due_on, today))),
        InstalmentState::PartPaid => texts::part_paid(locale, format::money(locale, line.paid), format::money(locale, left_of(line)), due),
        InstalmentState::Due | InstalmentState::Later => match (turn, line.due_on > today) {
            (Turn::Confirms, true) => texts::confirms_by(locale, due),
            (Turn::Confirms, false) => texts::confirms(locale).to_owned(),
            (Turn::Next | Turn::Other, true) => texts::due_by(locale, due),
            (Turn::Next | Turn::Other, false) => texts::due_now(locale).to_owned(),
        },
    }
}

fn step(locale: Locale, today: Date, line: InstalmentView, turn: Turn, pay: Option<TripId>) -> ProgressItem {
    let next = turn != Turn::Other;
    let state = match (line.state, next) {
        (InstalmentState::Paid, _) => StepState::Done,
        (InstalmentState::Overdue, _) => StepState::Late,
        (_, true) => StepState::Current,
        (_, false) => StepState::Pending,
    };
    let title = texts::instalment(locale, words::instalment_kind(locale, line.kind), format::money(locale, line.amount));
    let item = ProgressItem::new(state, title, words_of(locale, &line, today, turn));
    let (left, why) = (left_of(&line), line.why);
    let action = match (line.receipt, pay) {
        (Some(receipt), _) if line.state == InstalmentState::Paid => Some(
            view! { <TextLink href=format!("/receipts/{}", receipt.id) download=true>{texts::receipt(locale, receipt.number)}</TextLink> }
                .into_any(),
        ),
        (_, Some(trip)) if next => Some(
            view! { <LinkButton href=format!("/trips/{trip}/pay")>{texts::pay(locale, format::money(locale, left))}</LinkButton> }.into_any(),
        ),
        _ => None,
    };
    item.view(move || view! { {action} {why.map(|why| view! { <WhyAmount why=why/> })} })
}
