//! Paying by link: one page for somebody without an account. It shows one amount, takes one click to the bank, and then says what became of it.
//!
//! What may be shown and paid follows from the token in the address alone; nothing else of the trip is here.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use crate::result::{AGAIN, LOOKED, TIMES, facts, is_open, kind, says};
use account::{PageTitle, PhoneLink, locale, query, show, use_viewer};
use desk::{AppError, OutcomeView, PayLinkAsk, PayLinkStand, PayLinkView, SellerView, Side};
use domain::ids::PaymentOrderId;
use domain::payments::PaymentOutcome;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_router::hooks::use_params_map;
use locales::portal::{link as texts, result as result_texts};
use locales::{Locale, format, words};
use ui::{Actions, Button, Card, Fact, Facts, Form, Hidden, IconName, LinkButton, LookAgain, Muted, Outcome, OutcomeKind, PageHead, Stack};

#[cfg(feature = "ssr")]
use desk::{Caller, Desks, ReplyHandle};

/// What a link shows.
///
/// **Permissions**: whoever holds the link. **Errors**: `LinkUnknown`.
#[server(name = FindPayLink, prefix = "/api", endpoint = "find_pay_link", input = GetUrl)]
pub async fn find_pay_link(token: String) -> Result<PayLinkView, AppError> {
    let caller = expect_context::<Caller>();
    expect_context::<Desks>().pay_links.find_pay_link(&caller, &token).await
}

/// Pays what the link asks for: leaves for the bank's page. `seen` is the amount that was shown, in plain form; another one is shown instead of paid.
///
/// **Permissions**: whoever holds the link. **Errors**: `LinkUnknown`, `LinkExpired`, `PaymentUnderWay`, `GatewayUnavailable`, `TooManyTries`.
#[server(name = PayByLink, prefix = "/api", endpoint = "pay_by_link")]
pub async fn pay_by_link(token: String, seen: String) -> Result<(), AppError> {
    let (caller, desks, ReplyHandle(reply)) = (expect_context::<Caller>(), expect_context::<Desks>(), expect_context::<ReplyHandle>());
    reply.leave(&desks.pay_links.pay_by_link(&caller, &token, &seen).await?);
    Ok(())
}

/// The page of a link.
#[component]
pub fn PayByLinkPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token")).unwrap_or_default());
    let view = Resource::new(move || token.get(), find_pay_link);
    let looked = query(LOOKED).and_then(|times| times.parse().ok()).unwrap_or(0);
    show(Side::Portal, view, move |view| draw(view, &token.get_untracked(), looked))
}

pub(crate) fn draw(view: PayLinkView, token: &str, looked: u32) -> AnyView {
    let locale = locale();
    let PayLinkView { trip_title, seller, stand, own_page } = view;
    match stand {
        PayLinkStand::Ask(ask) => asks(locale, trip_title, ask, token, seller),
        PayLinkStand::Begun(outcome, ask) => begun(locale, *outcome, ask, own_page, (token, looked)),
        PayLinkStand::Paid => over(locale, OutcomeKind::Success, (texts::paid_title(locale), texts::paid_text(locale)), trip_title, seller),
        PayLinkStand::Replaced => {
            over(locale, OutcomeKind::Waiting, (texts::replaced_title(locale), texts::replaced_text(locale)), trip_title, seller)
        }
        PayLinkStand::NotPayable => {
            over(locale, OutcomeKind::Failure, (texts::not_payable_title(locale), texts::not_payable_text(locale)), trip_title, seller)
        }
        PayLinkStand::Revoked => {
            over(locale, OutcomeKind::Failure, (texts::revoked_title(locale), texts::revoked_text(locale)), trip_title, seller)
        }
        PayLinkStand::Expired => {
            over(locale, OutcomeKind::Failure, (texts::expired_title(locale), texts::expired_text(locale)), trip_title, seller)
        }
    }
}

/// The amount, and the one button.
fn asks(locale: Locale, trip: String, ask: PayLinkAsk, token: &str, seller: SellerView) -> AnyView {
    let amount = format::money(locale, ask.amount);
    let title = texts::title(locale, &amount);
    let mut items = vec![
        Fact::new(texts::amount(locale), amount.clone()).strong(),
        Fact::new(texts::due_on(locale), format::date(locale, ask.due_on)),
        Fact::new(texts::trip(locale), trip.clone()),
        Fact::new(texts::asked_by(locale), use_viewer().agency.clone()),
    ];
    if ask.lines.len() > 1 {
        items.extend(ask.lines.iter().map(|(kind, due, open)| {
            let part = texts::part(locale, words::instalment_kind(locale, *kind), format::date(locale, *due));
            Fact::new(part, format::money(locale, *open))
        }));
    }
    let form = pay_form(&ask, token, texts::pay(locale, &amount));
    let subtitle = texts::for_trip(locale, &trip);
    view! {
        <PageTitle parts=vec![title.clone(), trip]/>
        <Stack>
            <PageHead title=title subtitle=subtitle/>
            <Card>
                <Stack>
                    <Facts items=items/>
                    {form}
                    <Muted>{texts::how(locale)}</Muted>
                </Stack>
            </Card>
            {call(locale, seller)}
        </Stack>
    }
    .into_any()
}

fn pay_form(ask: &PayLinkAsk, token: &str, words: String) -> AnyView {
    let (token, seen) = (token.to_owned(), ask.amount.plain());
    view! {
        <Form<PayByLink> prefix="">
            <Hidden name="token" value=token/>
            <Hidden name="seen" value=seen/>
            <Actions><Button large=true icon=IconName::Lock>{words}</Button></Actions>
        </Form<PayByLink>>
    }
    .into_any()
}

/// What became of the payment, its receipt, and another try where one is left. What was begun in the traveller's space (`own_page`) goes on there.
fn begun(
    locale: Locale,
    outcome: OutcomeView,
    ask: Option<PayLinkAsk>,
    own_page: Option<PaymentOrderId>,
    (token, looked): (&str, u32),
) -> AnyView {
    let title = result_texts::title(locale, outcome.outcome, &format::money(locale, outcome.amount));
    let says = match (outcome.outcome, &outcome.receipt) {
        (PaymentOutcome::Paid, None) if own_page.is_some() => view! { <p>{texts::thanks_sign_in(locale)}</p> }.into_any(),
        (PaymentOutcome::Paid, Some(_)) => view! { <p>{texts::thanks(locale)}</p> }.into_any(),
        _ => says(locale, &outcome),
    };
    let path = ["/pay/", token].concat();
    let receipt = outcome.receipt.as_ref().map(|_| {
        let href = [&path, "/receipt"].concat();
        view! { <Actions><LinkButton href=href download=true>{result_texts::receipt(locale)}</LinkButton></Actions> }
    });
    let refused = matches!(outcome.outcome, PaymentOutcome::Declined | PaymentOutcome::Abandoned | PaymentOutcome::Returned);
    let again = match ask {
        Some(ask) => Some(pay_form(&ask, token, texts::pay_again(locale, format::money(locale, ask.amount)))),
        None if own_page.is_some() => None,
        None if refused => Some(view! { <p>{texts::open_first_link(locale)}</p> }.into_any()),
        None => None,
    };
    let sign_in = own_page.map(|order| {
        let words = if refused { texts::sign_in_to_retry(locale) } else { texts::sign_in_to_see(locale) };
        view! { <Actions><LinkButton href=format!("/payments/{order}")>{words}</LinkButton></Actions> }
    });
    let open = is_open(outcome.outcome);
    let here = path.clone();
    let look = open.then(|| {
        view! { <Actions><LinkButton href=here external=true>{result_texts::look_again(locale)}</LinkButton></Actions> }
    });
    let refresh = (open && looked < TIMES).then(|| {
        let href = format!("{path}?{LOOKED}={}", looked + 1);
        view! { <LookAgain href=href seconds=AGAIN/> }
    });
    let items = facts(locale, &outcome);
    view! {
        <PageTitle parts=vec![result_texts::page_title(locale).to_owned(), outcome.trip_title.clone()]/>
        <Outcome kind=kind(outcome.outcome) title=title>
            {says}
            <Facts items=items/>
            {receipt}
            {again}
            {look}
            {sign_in}
            {call(locale, outcome.seller)}
        </Outcome>
        {refresh}
    }
    .into_any()
}

/// A link that asks for nothing, and why.
fn over(locale: Locale, kind: OutcomeKind, (title, text): (&'static str, &'static str), trip: String, seller: SellerView) -> AnyView {
    view! {
        <PageTitle parts=vec![texts::page_title(locale).to_owned(), trip.clone()]/>
        <Outcome kind=kind title=title>
            <p>{texts::for_trip(locale, trip)}</p>
            <p>{text}</p>
            {call(locale, seller)}
        </Outcome>
    }
    .into_any()
}

fn call(locale: Locale, seller: SellerView) -> AnyView {
    let (words, phone) = (texts::call(locale, &seller.name), seller.phone);
    view! { <p>{words}" "<PhoneLink phone=phone/></p> }.into_any()
}
