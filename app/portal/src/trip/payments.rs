//! The money of one trip: what is left, every instalment, every receipt.

use crate::trip::invoices::Invoices;
use crate::trip::refunds::Refunds;
use crate::trip::{Schedule, parts, revision, show_trip, tabs};
use account::{PageTitle, PhoneLink, WhyAmount, locale};
use desk::PaymentsPage;
use leptos::prelude::*;
use locales::portal::trip as texts;
use ui::{Actions, Alert, AlertKind, Card, Columns, LinkButton, Meter, PageHead, Stack};

/// The payments page of a trip.
#[component]
pub fn TripPayments() -> impl IntoView {
    show_trip(|page| {
        let refunds = view! { <Invoices trip=page.card.id/> <Refunds trip=page.card.id/> }.into_any();
        draw(page, refunds)
    })
}

pub(crate) fn draw(page: PaymentsPage, refunds: AnyView) -> AnyView {
    let locale = locale();
    let title = texts::payments(locale);
    let payable = parts::payable(&page.card, page.under_way);
    let paid = page.price.sub(page.card.remaining).unwrap_or(page.received);
    let (done, whole) = (paid.minor.max(0).unsigned_abs(), page.price.minor.max(0).unsigned_abs());
    let under_way = page.under_way.map(|order| {
        view! {
            <Alert kind=AlertKind::Info title=texts::todo_under_way(locale)>
                <p>{texts::todo_under_way_text(locale)}</p>
                <LinkButton href=format!("/payments/{order}")>{texts::follow_payment(locale)}</LinkButton>
            </Alert>
        }
    });
    let asked = revision::band(page.card.id, page.answer_by);
    let former = parts::former(page.former);
    let (receipts, seller, phone) = (page.receipts, page.seller.name, page.seller.phone);
    let (name, left, price, instalments) = (page.card.title.clone(), page.card.remaining, page.price, page.instalments);
    let (links, state, sharing, why) = (tabs(&page.card, true), page.card.state, page.sharing, page.why);
    let aside = move || {
        view! {
            {parts::papers(receipts)}
            <Card title=texts::payment_question(locale)><p>{texts::payment_call(locale, seller)}" "<PhoneLink phone=phone/></p></Card>
        }
    };
    view! {
        <PageTitle parts=vec![title.to_owned(), name.clone()]/>
        <Stack>
            <PageHead title=title subtitle=name/>
            {links}
            {asked}
            {under_way}
            <Columns aside=aside>
                <Card>
                    <Meter value=done max=whole text=parts::standing(locale, left, price)/>
                    {(!left.is_zero()).then(|| view! { <WhyAmount why=why/> })}
                    {parts::shared(locale, sharing)}
                    <Schedule instalments=instalments state=state pay=payable/>
                    <Actions>{parts::pay_other(payable)}</Actions>
                </Card>
                {refunds}
                {former}
            </Columns>
        </Stack>
    }
    .into_any()
}
