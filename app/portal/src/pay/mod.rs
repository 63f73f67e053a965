//! Paying, in four short pages: how much, how, check, then the bank's own page.
//!
//! What was chosen travels in the address, and the server checks it at every step; so each step is a page that can be reloaded, left
//! and come back to. With it travels what was left to pay when the choice was made: once that has changed, a step that one
//! returns to says what was already paid, and nothing can be paid by mistake.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

pub(crate) mod amount;
pub(crate) mod check;
mod gone;
pub(crate) mod method;
pub(crate) mod transfer;

pub use amount::*;
pub use check::*;
pub use method::*;
pub use transfer::*;

pub(crate) use gone::{gone, restart};

use crate::trip::{dates, trip_href};
use account::{PageTitle, escape, locale, show};
use desk::{AppError, PayPage, Side, TripPage};
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::{PayDraft, PayMethod};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_router::hooks::use_query_map;
use locales::format;
use locales::portal::pay as texts;
use serde::{Deserialize, Serialize};
use ui::{BackLink, Card, Fact, Facts, QuestionPage, Stepper};

#[cfg(feature = "ssr")]
use {
    desk::{Caller, Desks, Reply, ReplyHandle},
    domain::error::ErrorCode,
    std::sync::Arc,
};

/// Pages of a payment, the bank's included.
const STEPS: u32 = 4;

/// What a step has to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayStep {
    /// Go on: what can be paid, the amount that was chosen, and with what it can be paid.
    Ready(Box<PayPage>, Money, Vec<PayMethod>),
    /// What was to be paid is paid, or changed since the choice.
    Gone(Box<TripPage>),
    /// The choice in the address cannot be read: choose again.
    Restart,
}

/// What was chosen so far, as the address carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picked {
    pub(crate) draft: PayDraft,
    /// What was left to pay when the choice was made, in plain form.
    pub(crate) left: String,
}

impl Picked {
    /// From the page's address.
    pub(crate) fn here() -> Memo<Self> {
        let map = use_query_map();
        Memo::new(move |_| {
            map.with(|map| {
                let word = |name| map.get(name).unwrap_or_default();
                Self { draft: PayDraft { choice: word("choice"), amount: word("amount"), way: word("way") }, left: word("left") }
            })
        })
    }

    /// The address of a step with this choice; `step` is `""`, `"/method"` or `"/check"`.
    pub(crate) fn href(&self, trip: TripId, step: &str) -> String {
        let Self { draft: PayDraft { choice, amount, way }, left } = self;
        let mut href = format!("/trips/{trip}/pay{step}?choice={}", escape(choice));
        for (name, value) in [("amount", amount), ("way", way), ("left", left)] {
            if !value.is_empty() {
                href.extend(["&", name, "=", &escape(value)]);
            }
        }
        href
    }
}

#[cfg(feature = "ssr")]
fn counter() -> (Caller, Desks, Arc<dyn Reply>) {
    (expect_context::<Caller>(), expect_context::<Desks>(), expect_context::<ReplyHandle>().0)
}

/// Whether money moved since the choice was made: `left` is what was left then, in plain form.
#[cfg(any(feature = "ssr", test))]
fn is_stale(left: &str, now: Money) -> bool {
    left != now.plain()
}

/// What can be paid now. With a choice in `draft`, also the amount it comes to; `left` is what was left when it was made.
///
/// **Permissions**: the client who contracts. **Errors**: `NotFound`, `NotPayable`, `SignInNeeded`.
#[server(name = FindPayStep, prefix = "/api", endpoint = "find_pay_step", input = GetUrl)]
pub async fn find_pay_step(trip: TripId, draft: PayDraft, left: String) -> Result<PayStep, AppError> {
    let (caller, desks, reply) = counter();
    let page = match desks.payments.quote_payment(&caller, trip).await {
        Ok(page) if left.is_empty() || !is_stale(&left, page.all) => page,
        Err(error) if error.code() != Some(ErrorCode::NothingDue) => return Err(error),
        Ok(_) | Err(_) => return Ok(PayStep::Gone(Box::new(desks.portal.find_own_trip(&caller, trip).await?))),
    };
    if draft.choice.is_empty() {
        let amount = page.next_left;
        return Ok(PayStep::Ready(Box::new(page), amount, Vec::new()));
    }
    match desks.payments.check_payment(&caller, trip, draft.clone()).await {
        Ok(amount) => Ok(PayStep::Ready(Box::new(page), amount, desks.payments.list_ways(&caller, trip, draft).await?)),
        Err(AppError::Fields(_)) => {
            reply.redirect(&format!("/trips/{trip}/pay"));
            Ok(PayStep::Restart)
        }
        Err(error) => Err(error),
    }
}

/// Checks the chosen amount and goes on to the methods. Takes no money.
///
/// **Permissions**: the client who contracts. **Errors**: fields `choice`, `amount`; `NotFound`, `NotPayable`, `NothingDue`, `SignInNeeded`.
#[server(name = ChooseAmount, prefix = "/api", endpoint = "choose_amount")]
pub async fn choose_amount(trip: TripId, draft: PayDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = counter();
    desks.payments.check_payment(&caller, trip, draft.clone()).await?;
    let left = desks.payments.quote_payment(&caller, trip).await?.all.plain();
    reply.redirect(&Picked { draft, left }.href(trip, "/method"));
    Ok(())
}

/// Checks the chosen way to pay and goes on to the last look. Takes no money.
///
/// **Permissions**: the client who contracts. **Errors**: fields `choice`, `amount`, `way`; `NotFound`, `NotPayable`, `NothingDue`, `SignInNeeded`.
#[server(name = ChooseWay, prefix = "/api", endpoint = "choose_way")]
pub async fn choose_way(trip: TripId, draft: PayDraft, left: String) -> Result<(), AppError> {
    let (caller, desks, reply) = counter();
    desks.payments.check_payment(&caller, trip, draft.clone()).await?;
    reply.redirect(&Picked { draft, left }.href(trip, "/check"));
    Ok(())
}

/// Writes the payment order down (or takes up the one that is under way) and leaves for the bank's page.
///
/// A form that is older than the last payment starts nothing: it shows what was paid instead.
///
/// **Permissions**: the client who contracts. **Errors**: fields `choice`, `amount`, `way`; `NotFound`, `NotPayable`, `NothingDue`,
/// `PaymentUnderWay`, `GatewayUnavailable`, `SignInNeeded`.
#[server(name = StartPayment, prefix = "/api", endpoint = "start_payment")]
pub async fn start_payment(trip: TripId, draft: PayDraft, left: String) -> Result<(), AppError> {
    let (caller, desks, reply) = counter();
    if is_stale(&left, desks.payments.quote_payment(&caller, trip).await?.all) {
        reply.redirect(&Picked { draft, left }.href(trip, "/check"));
    } else {
        reply.leave(&desks.payments.start_payment(&caller, trip, draft).await?);
    }
    Ok(())
}

/// What the server says of the step in the address; without what was picked, of the first step.
fn read_step(trip: Memo<Result<TripId, AppError>>, picked: Option<Memo<Picked>>) -> Resource<Result<PayStep, AppError>> {
    Resource::new(
        move || (trip.get(), picked.map(|picked| picked.get()).unwrap_or_default()),
        |(trip, Picked { draft, left })| async move {
            match trip {
                Ok(trip) => find_pay_step(trip, draft, left).await,
                Err(error) => Err(error),
            }
        },
    )
}

/// Draws a step once it is ready; otherwise what was paid, or the way back to the first step.
fn show_step(
    trip: Memo<Result<TripId, AppError>>,
    step: Resource<Result<PayStep, AppError>>,
    ready: impl Fn(&PayPage, Money, &[PayMethod]) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    show(Side::Portal, step, move |step| match step {
        PayStep::Ready(page, amount, ways) => ready(&page, amount, &ways),
        PayStep::Gone(page) => gone(*page),
        PayStep::Restart => restart(trip.get_untracked().map_or_else(|_| "/".to_owned(), |trip| trip_href(trip) + "/pay")),
    })
}

/// What one step looks like: way back, stepper, the step, and the trip beside it.
pub(crate) struct Around<'a> {
    pub(crate) page: &'a PayPage,
    /// From 1.
    pub(crate) current: u32,
    pub(crate) title: &'static str,
    pub(crate) next: &'static str,
    /// Where "back" leads, and its words.
    pub(crate) back: (String, &'static str),
}

pub(crate) fn around(around: Around<'_>, body: AnyView) -> AnyView {
    let locale = locale();
    let Around { page, current, title, next, back: (back, back_text) } = around;
    let facts = vec![
        Fact::new(texts::trip(locale), page.trip.title.clone()),
        Fact::new(texts::dates(locale), dates(locale, &page.trip)),
        Fact::new(texts::left(locale), format::money(locale, page.all)),
    ];
    let aside = move || view! { <Card title=texts::summary(locale)><Facts items=facts/></Card> };
    view! {
        <PageTitle parts=vec![title.to_owned(), page.trip.title.clone()]/>
        <QuestionPage aside=aside>
            <BackLink href=back text=back_text/>
            <Stepper current=current total=STEPS text=texts::step(locale, current, STEPS) title=title next=texts::next_step(locale, next)/>
            {body}
        </QuestionPage>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn a_choice_survives_the_address() {
        let trip: TripId = "trip_0190a0b0c0d07000800000000000000a".parse().unwrap();
        let draft = PayDraft { choice: "other".to_owned(), amount: "1 840,50 & more".to_owned(), way: "twint".to_owned() };
        let href = Picked { draft, left: "4900.00 EUR".to_owned() }.href(trip, "/method");
        assert_eq!(href, format!("/trips/{trip}/pay/method?choice=other&amount=1%20840%2C50%20%26%20more&way=twint&left=4900.00%20EUR"));
    }

    #[test]
    fn a_form_older_than_the_last_payment_is_stale() {
        let left = Money::new(490_000, Currency::EUR);
        assert!(!is_stale(&left.plain(), left));
        assert!(is_stale(&left.plain(), Money::new(306_000, Currency::EUR)));
        assert!(is_stale("", left) && is_stale(&left.plain(), Money::new(490_000, Currency::CHF)));
    }
}
