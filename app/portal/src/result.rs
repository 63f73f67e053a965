//! The page after a payment: one of five outcomes, each with what happens next.
//!
//! What it says comes from the server, which asks the gateway; coming back from the bank's page proves nothing.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use crate::trip::trip_href;
use account::{PageTitle, PhoneLink, locale, query, show};
use desk::{AppError, OutcomeView, Side};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use domain::payments::PaymentOutcome;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_router::hooks::use_params_map;
use locales::portal::pay as pay_texts;
use locales::portal::result as texts;
use locales::{Locale, format};
use ui::{Actions, ButtonVariant, Fact, Facts, LinkButton, Live, LookAgain, Outcome, OutcomeKind};

/// After how many seconds an open outcome is asked for again, and how many times.
pub(crate) const AGAIN: u32 = 5;
pub(crate) const TIMES: u32 = 6;

/// Counts in the address how often a browser without scripts has looked again.
pub(crate) const LOOKED: &str = "looked";

/// Where a payment of one's own stands.
///
/// **Permissions**: the client who pays. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = FindOutcome, prefix = "/api", endpoint = "find_outcome", input = GetUrl)]
pub async fn find_outcome(order: PaymentOrderId) -> Result<OutcomeView, AppError> {
    let caller = expect_context::<desk::Caller>();
    expect_context::<desk::Desks>().payments.find_outcome(&caller, order).await
}

/// Whether the answer may still change by itself.
pub(crate) const fn is_open(outcome: PaymentOutcome) -> bool {
    match outcome {
        PaymentOutcome::Pending | PaymentOutcome::Unknown => true,
        PaymentOutcome::Paid | PaymentOutcome::Declined | PaymentOutcome::Abandoned => false,
    }
}

/// The result of one payment.
#[component]
pub fn PaymentResult() -> impl IntoView {
    let params = use_params_map();
    let order = Memo::new(move |_| params.with(|params| params.get("order")).unwrap_or_default());
    let outcome = Resource::new(
        move || order.get(),
        |order| async move {
            match order.parse() {
                Ok(order) => find_outcome(order).await,
                Err(_) => Err(AppError::from(ErrorCode::NotFound)),
            }
        },
    );
    let looked = query(LOOKED).and_then(|times| times.parse().ok()).unwrap_or(0);
    let shown = show(Side::Portal, outcome, move |view| draw(view, looked));
    view! { <Live path=format!("/live/orders/{}", order.get_untracked())>{shown}</Live> }
}

/// What one outcome says and offers.
pub(crate) fn draw(view: OutcomeView, looked: u32) -> AnyView {
    let locale = locale();
    let amount = format::money(locale, view.amount);
    let title = texts::title(locale, view.outcome, &amount);
    let kind = kind(view.outcome);
    let (says, facts, ways) = (says(locale, &view), facts(locale, &view), ways(locale, &view));
    let again = (is_open(view.outcome) && looked < TIMES).then(|| refresh(view.order, looked + 1));
    let call = texts::call_us(locale, &view.seller.name);
    let phone = view.seller.phone.clone();
    view! {
        <PageTitle parts=vec![texts::page_title(locale).to_owned(), view.trip_title]/>
        <Outcome kind=kind title=title>
            {says}
            <Facts items=facts/>
            {ways}
            <p>{call}" "<PhoneLink phone=phone/></p>
        </Outcome>
        {again}
    }
    .into_any()
}

pub(crate) const fn kind(outcome: PaymentOutcome) -> OutcomeKind {
    match outcome {
        PaymentOutcome::Paid => OutcomeKind::Success,
        PaymentOutcome::Pending => OutcomeKind::Waiting,
        PaymentOutcome::Declined | PaymentOutcome::Abandoned => OutcomeKind::Failure,
        PaymentOutcome::Unknown => OutcomeKind::Unknown,
    }
}

pub(crate) fn says(locale: Locale, view: &OutcomeView) -> AnyView {
    let wait = move |text: &'static str| {
        view! {
            <p>{text}</p>
            <p><strong>{texts::not_twice(locale)}</strong></p>
            <p>{texts::we_will_write(locale)}</p>
        }
        .into_any()
    };
    match view.outcome {
        PaymentOutcome::Paid if view.receipt.is_some() => view! { <p>{texts::paid_text(locale)}</p> }.into_any(),
        PaymentOutcome::Paid => view! { <p>{texts::paid_no_receipt(locale)}</p> }.into_any(),
        PaymentOutcome::Pending => wait(texts::pending_text(locale)),
        PaymentOutcome::Unknown => wait(texts::unknown_text(locale)),
        PaymentOutcome::Declined => view! {
            <p><strong>{texts::nothing_taken(locale)}</strong></p>
            {view.reason.map(|reason| view! { <p>{texts::advice(locale, reason)}</p> })}
        }
        .into_any(),
        PaymentOutcome::Abandoned => view! {
            <p>{texts::abandoned_text(locale)}</p>
            <p><strong>{texts::nothing_taken(locale)}</strong></p>
        }
        .into_any(),
    }
}

pub(crate) fn facts(locale: Locale, view: &OutcomeView) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(texts::amount(locale), format::money(locale, view.amount)).strong(),
        Fact::new(pay_texts::trip(locale), view.trip_title.clone()),
        Fact::new(texts::reference(locale), view.reference.clone()),
    ];
    if let Some(at) = view.paid_at {
        facts.push(Fact::new(texts::paid_at(locale), format::instant(locale, at)));
    }
    facts
}

fn ways(locale: Locale, view: &OutcomeView) -> AnyView {
    let trip = trip_href(view.trip);
    let first = match (view.outcome, &view.receipt, &view.resume) {
        (PaymentOutcome::Paid, Some(receipt), _) => {
            let (href, text) = (format!("/receipts/{}", receipt.id), texts::receipt(locale));
            Some(view! { <LinkButton href=href download=true>{text}</LinkButton> }.into_any())
        }
        (PaymentOutcome::Declined | PaymentOutcome::Abandoned, _, Some(resume)) => {
            let text = if view.outcome == PaymentOutcome::Declined { texts::other_card(locale) } else { texts::resume(locale) };
            Some(view! { <LinkButton href=resume.clone() external=true>{text}</LinkButton> }.into_any())
        }
        (PaymentOutcome::Declined | PaymentOutcome::Abandoned, _, None) => {
            let href = trip.clone() + "/pay";
            Some(view! { <LinkButton href=href>{texts::retry(locale)}</LinkButton> }.into_any())
        }
        (PaymentOutcome::Pending | PaymentOutcome::Unknown, _, _) => {
            let href = format!("/payments/{}", view.order);
            Some(view! { <LinkButton href=href external=true>{texts::look_again(locale)}</LinkButton> }.into_any())
        }
        (PaymentOutcome::Paid, None, _) => None,
    };
    view! {
        <Actions>
            {first}
            <LinkButton href=trip variant=ButtonVariant::Secondary>{pay_texts::back_to_trip(locale)}</LinkButton>
        </Actions>
    }
    .into_any()
}

/// Looks again as often and as long without scripts as with them.
fn refresh(order: PaymentOrderId, looked: u32) -> AnyView {
    view! { <LookAgain href=format!("/payments/{order}?{LOOKED}={looked}") seconds=AGAIN/> }.into_any()
}
