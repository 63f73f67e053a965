//! The page after a payment: what became of it, and for each outcome with what happens next.
//!
//! What it says comes from the server, which asks the gateway; coming back from the bank's page proves nothing.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use crate::pay::StartPayment;
use crate::trip::trip_href;
use account::{PageTitle, PhoneLink, locale, query, show};
use desk::{AppError, OtherWays, OutcomeView, Side};
use domain::error::ErrorCode;
use domain::ids::{PaymentOrderId, TripId};
use domain::payments::PaymentOutcome;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_router::hooks::use_params_map;
use locales::portal::pay as pay_texts;
use locales::portal::result as texts;
use locales::{Locale, format};
use ui::{Actions, Button, ButtonVariant, Fact, Facts, Form, Hidden, HiddenField, LinkButton, Live, LookAgain, Outcome, OutcomeKind};

/// After how many seconds an open outcome is asked for again, and how many times.
pub(crate) const AGAIN: u32 = 5;
pub(crate) const TIMES: u32 = 6;

/// Counts in the address how often a browser without scripts has looked again.
pub(crate) const LOOKED: &str = "looked";

/// Says in the address that one came back by the bank's way out.
const LEFT: &str = "left";

/// Where a payment of one's own stands; `left` when one came back by the bank's way out.
///
/// **Permissions**: the client who pays. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = FindOutcome, prefix = "/api", endpoint = "find_outcome", input = GetUrl)]
pub async fn find_outcome(order: PaymentOrderId, #[server(default)] left: bool) -> Result<OutcomeView, AppError> {
    let caller = expect_context::<desk::Caller>();
    let payments = expect_context::<desk::Desks>().payments;
    match left {
        true => payments.find_left_outcome(&caller, order).await,
        false => payments.find_outcome(&caller, order).await,
    }
}

/// Whether the answer may still change by itself.
pub(crate) const fn is_open(outcome: PaymentOutcome) -> bool {
    match outcome {
        PaymentOutcome::Pending | PaymentOutcome::Unknown => true,
        PaymentOutcome::Paid | PaymentOutcome::Declined | PaymentOutcome::Abandoned | PaymentOutcome::Returned => false,
    }
}

/// The result of one payment.
#[component]
pub fn PaymentResult() -> impl IntoView {
    let params = use_params_map();
    let order = Memo::new(move |_| params.with(|params| params.get("order")).unwrap_or_default());
    let left = query(LEFT).is_some();
    let outcome = Resource::new(
        move || order.get(),
        move |order| async move {
            match order.parse() {
                Ok(order) => find_outcome(order, left).await,
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
    let others = view.other_ways.clone().map(|others| other_ways(locale, view.trip, others));
    let again = (is_open(view.outcome) && looked < TIMES).then(|| refresh(view.order, looked + 1));
    let call = texts::call_us(locale, &view.seller.name);
    let phone = view.seller.phone.clone();
    view! {
        <PageTitle parts=vec![texts::page_title(locale).to_owned(), view.trip_title]/>
        <Outcome kind=kind title=title>
            {says}
            <Facts items=facts/>
            {ways}
            {others}
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
        PaymentOutcome::Declined | PaymentOutcome::Abandoned | PaymentOutcome::Returned => OutcomeKind::Failure,
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
    // Where nobody can be asked, the page that was left may still be paid.
    let nothing = match view.certain {
        true => view! { <p><strong>{texts::nothing_taken(locale)}</strong></p> }.into_any(),
        false => view! { <p>{texts::not_here(locale)}</p> }.into_any(),
    };
    match view.outcome {
        PaymentOutcome::Paid if view.receipt.is_some() => view! { <p>{texts::paid_text(locale)}</p> }.into_any(),
        PaymentOutcome::Paid => view! { <p>{texts::paid_no_receipt(locale)}</p> }.into_any(),
        PaymentOutcome::Pending => wait(texts::pending_text(locale)),
        PaymentOutcome::Unknown => wait(texts::unknown_text(locale)),
        PaymentOutcome::Returned => view! { <p>{texts::returned_text(locale)}</p> }.into_any(),
        PaymentOutcome::Declined => view! {
            {nothing}
            {view.reason.map(|reason| view! { <p>{texts::advice(locale, reason)}</p> })}
        }
        .into_any(),
        PaymentOutcome::Abandoned => view! {
            <p>{texts::abandoned_text(locale)}</p>
            {nothing}
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
        (PaymentOutcome::Returned, _, _) => {
            let href = trip.clone() + "/payments";
            Some(view! { <LinkButton href=href>{texts::see_payments(locale)}</LinkButton> }.into_any())
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

/// The same amount by another way: one button each, nothing to type.
fn other_ways(locale: Locale, trip: TripId, others: OtherWays) -> AnyView {
    let OtherWays { methods, draft, left } = others;
    let forms = methods.into_iter().map(move |way| {
        let (draft, left) = (draft.clone(), left.clone());
        view! {
            <Form<StartPayment> key=way.as_str() compact=true>
                <Hidden name="trip" value=trip.to_string()/>
                <HiddenField name="choice" value=draft.choice/>
                <HiddenField name="amount" value=draft.amount/>
                <HiddenField name="way" value=way.as_str()/>
                <Hidden name="left" value=left/>
                <Button variant=ButtonVariant::Secondary>{texts::pay_with(locale, pay_texts::way(locale, way))}</Button>
            </Form<StartPayment>>
        }
    });
    view! {
        <h2>{texts::other_ways(locale)}</h2>
        {forms.collect_view()}
    }
    .into_any()
}

/// Looks again as often and as long without scripts as with them.
fn refresh(order: PaymentOrderId, looked: u32) -> AnyView {
    view! { <LookAgain href=format!("/payments/{order}?{LOOKED}={looked}") seconds=AGAIN/> }.into_any()
}
