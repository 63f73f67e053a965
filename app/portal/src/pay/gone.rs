//! A step that one returns to after paying: what was paid, never the form again.

use crate::trip::{parts, trip_href};
use account::{PageTitle, locale};
use desk::TripPage;
use leptos::prelude::*;
use locales::format;
use locales::portal::{pay as texts, trip as trip_texts};
use ui::{Actions, ButtonVariant, LinkButton, Outcome, OutcomeKind};

/// What was paid last, its receipt, and the ways on.
pub(crate) fn gone(page: TripPage) -> AnyView {
    let locale = locale();
    let TripPage { card, receipts, price, .. } = page;
    let last = receipts.into_iter().next();
    let (kind, title, text) = match &last {
        Some(receipt) => (
            OutcomeKind::Success,
            texts::already_paid(locale, format::day_of(locale, receipt.paid_at)),
            texts::already_paid_text(locale, format::money(locale, receipt.amount)),
        ),
        None if card.remaining.is_zero() => {
            (OutcomeKind::Success, texts::already_paid_undated(locale).to_owned(), trip_texts::todo_paid_text(locale).to_owned())
        }
        None => (OutcomeKind::Waiting, texts::changed_title(locale).to_owned(), texts::changed_text(locale).to_owned()),
    };
    let href = trip_href(card.id);
    let receipt = last.map(|receipt| {
        view! {
            <LinkButton href=format!("/receipts/{}", receipt.id) download=true>{trip_texts::receipt(locale, receipt.number)}</LinkButton>
        }
    });
    let pay = href.clone() + "/pay";
    let more = parts::payable(&card, page.under_way).map(|_| {
        view! {
            <LinkButton href=pay variant=ButtonVariant::Secondary>{texts::pay_more(locale)}</LinkButton>
        }
    });
    let standing = parts::standing(locale, card.remaining, price);
    let payments = href + "/payments";
    view! {
        <PageTitle parts=vec![title.clone(), card.title]/>
        <Outcome kind=kind title=title>
            <p>{text}</p>
            <p><strong>{standing}</strong></p>
            <Actions>
                {receipt}
                <LinkButton href=payments variant=ButtonVariant::Secondary>{texts::see_payments(locale)}</LinkButton>
                {more}
            </Actions>
        </Outcome>
    }
    .into_any()
}

/// The choice in the address made no sense: back to the first step.
pub(crate) fn restart(href: String) -> AnyView {
    let locale = locale();
    let title = texts::restart_title(locale);
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <Outcome kind=OutcomeKind::Waiting title=title>
            <Actions><LinkButton href=href>{texts::go_on(locale)}</LinkButton></Actions>
        </Outcome>
    }
    .into_any()
}
