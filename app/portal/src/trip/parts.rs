//! The cards of the trip page.

use crate::photos;
use crate::trip::Schedule;
use account::{PhoneLink, locale};
use desk::{DayView, InstalmentView, OwnLegacy, ReceiptView, SellerView, Sharing, TripCard};
use domain::ids::{PaymentOrderId, TripId};
use domain::money::Money;
use domain::trips::TripState;
use leptos::prelude::*;
use locales::portal::trip as texts;
use locales::{Locale, format, legacy, shared};
use std::collections::BTreeSet;
use ui::{ButtonVariant, Card, Fact, Facts, IconName, LinkButton, LinkRow, PlainRow, RowList, TextLink, TileList, TileRow};

/// The trip to pay for, unless nothing can be paid now: none is due, it is cancelled, or a payment is under way.
pub(crate) fn payable(card: &TripCard, under_way: Option<PaymentOrderId>) -> Option<TripId> {
    let open = under_way.is_none() && card.next_due.is_some() && !matches!(card.state, TripState::Cancelled | TripState::Draft);
    open.then_some(card.id)
}

/// What the payments card shows.
pub(crate) struct MoneyFacts {
    pub(crate) trip: TripId,
    pub(crate) state: TripState,
    pub(crate) left: Money,
    pub(crate) price: Money,
    pub(crate) credit: Money,
    pub(crate) instalments: Vec<InstalmentView>,
    pub(crate) sharing: Sharing,
}

/// That others pay too, in a sentence.
pub(crate) fn shared(locale: Locale, sharing: Sharing) -> Option<AnyView> {
    let text = match sharing {
        Sharing::Alone => return None,
        Sharing::Share => texts::own_share(locale).to_owned(),
        Sharing::Contract(rest) => texts::others_pay(locale, format::money(locale, rest)),
    };
    Some(view! { <p>{text}</p> }.into_any())
}

/// What is left of the price, in a sentence.
pub(crate) fn standing(locale: Locale, left: Money, price: Money) -> String {
    if left.is_zero() {
        texts::paid_all_of(locale, format::money(locale, price))
    } else {
        texts::left_of(locale, format::money(locale, left), format::money(locale, price))
    }
}

pub(crate) fn money(facts: MoneyFacts) -> AnyView {
    let locale = locale();
    let MoneyFacts { trip, state, left, price, credit, instalments, sharing } = facts;
    let credit = (credit.minor > 0).then(|| view! { <p>{texts::credit(locale, format::money(locale, credit))}</p> });
    view! {
        <Card title=texts::payments(locale)>
            <Schedule instalments=instalments state=state/>
            <p><strong>{standing(locale, left, price)}</strong></p>
            {shared(locale, sharing)}
            {credit}
            <p><TextLink href=format!("/trips/{trip}/payments")>{texts::all_payments(locale)}</TextLink></p>
        </Card>
    }
    .into_any()
}

pub(crate) fn papers(receipts: Vec<ReceiptView>) -> AnyView {
    let locale = locale();
    if receipts.is_empty() {
        return view! { <Card title=texts::papers(locale)><p>{texts::no_papers(locale)}</p></Card> }.into_any();
    }
    let rows = receipts.into_iter().map(move |receipt| {
        let ReceiptView { id, number, paid_at, amount, reversed_on } = receipt;
        let hint = match reversed_on {
            Some(day) => texts::receipt_reversed_hint(locale, format::money(locale, amount), format::date(locale, day)),
            None => texts::receipt_hint(locale, format::money(locale, amount), format::day_of(locale, paid_at)),
        };
        view! { <LinkRow href=format!("/receipts/{id}") title=texts::receipt(locale, number) hint=hint icon=IconName::Paper download=true/> }
    }).collect_view();
    view! { <Card title=texts::papers(locale)><RowList>{rows.collect_view()}</RowList></Card> }.into_any()
}

/// What the former system took and gave back; nothing when there is none.
pub(crate) fn former(payments: Vec<OwnLegacy>) -> Option<AnyView> {
    let locale = locale();
    (!payments.is_empty()).then(|| {
        let rows = payments.into_iter().map(move |OwnLegacy { kind, method, amount, on }| {
            let title = [legacy::way(locale, kind, method), &format::money(locale, amount)].join(" · ");
            view! { <PlainRow title=title hint=format::date(locale, on)/> }
        });
        view! {
            <Card title=legacy::former_payments(locale)>
                <p>{legacy::former_hint(locale)}</p>
                <RowList>{rows.collect_view()}</RowList>
            </Card>
        }
        .into_any()
    })
}

pub(crate) fn seller(seller: SellerView, reference: String) -> AnyView {
    let locale = locale();
    let SellerView { name, phone, email } = seller;
    let mail = (!email.is_empty()).then(|| {
        let (href, text) = (["mailto:", &email].concat(), email.clone());
        Fact::new(shared::email(locale), String::new()).view(move || view! { <TextLink href=href external=true>{text}</TextLink> })
    });
    let call = Fact::new(texts::phone(locale), String::new()).view(move || view! { <PhoneLink phone=phone/> });
    let items: Vec<Fact> = std::iter::once(call).chain(mail).collect();
    view! {
        <Card title=texts::adviser(locale) id="adviser">
            <p><strong>{name}</strong></p>
            <Facts items=items/>
            <p>{texts::reference(locale, reference)}</p>
        </Card>
    }
    .into_any()
}

pub(crate) fn days(days: Vec<DayView>) -> AnyView {
    let locale = locale();
    if days.is_empty() {
        return view! { <Card title=texts::day_by_day(locale)><p>{texts::no_days(locale)}</p></Card> }.into_any();
    }
    let mut seen = BTreeSet::new();
    let rows = days.into_iter().map(move |day| {
        let DayView { first, last, starts_on, ends_on, place, title, text } = day;
        let number = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let when = match (starts_on, ends_on) {
            (Some(start), Some(end)) => Some(format::day_range(locale, start, end)),
            (Some(day), None) | (None, Some(day)) => Some(format::day_range(locale, day, day)),
            (None, None) => None,
        };
        // The same picture twice says nothing new.
        let picture = seen.insert(place.clone()).then(|| photos::of_place(&place)).flatten();
        let (head, lead) = match (place.is_empty(), title.is_empty()) {
            (false, false) => (place, Some(title)),
            (true, _) => (title, None),
            (false, true) => (place, None),
        };
        let lead = lead.map(|lead| view! { <p><strong>{lead}</strong></p> });
        let text = (!text.is_empty()).then(|| view! { <p>{text}</p> });
        view! { <TileRow top=texts::day(locale) main=number title=head when=when photo=picture>{lead} {text}</TileRow> }
    });
    view! { <Card title=texts::day_by_day(locale)><TileList>{rows.collect_view()}</TileList></Card> }.into_any()
}

pub(crate) fn included(services: Vec<(String, String)>) -> Option<AnyView> {
    let locale = locale();
    (!services.is_empty()).then(|| {
        let rows = services.into_iter().map(move |(label, place)| {
            let place = (!place.is_empty() && !label.contains(&place)).then_some(place);
            view! { <PlainRow title=label hint=place icon=IconName::Check/> }
        });
        view! { <Card title=texts::included(locale)><RowList>{rows.collect_view()}</RowList></Card> }.into_any()
    })
}

/// The link to pay another amount.
pub(crate) fn pay_other(payable: Option<TripId>) -> Option<AnyView> {
    let locale = locale();
    payable.map(|trip| {
        view! { <LinkButton href=format!("/trips/{trip}/pay") variant=ButtonVariant::Secondary>{texts::pay_other(locale)}</LinkButton> }
            .into_any()
    })
}
