//! One trip: what there is to do, day by day, what is included, what was paid, whom to call.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

pub(crate) mod invoices;
pub(crate) mod parts;
pub(crate) mod payments;
pub(crate) mod refunds;
pub(crate) mod revision;
mod steps;
mod todo;

pub use invoices::*;
pub use payments::*;
pub use refunds::*;
pub use revision::*;
pub use steps::*;
pub use todo::*;

use crate::photos;
use account::{PageTitle, locale, show, today};
use desk::{AppError, Side, TripCard, TripPage};
use domain::dates::days_between;
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::trips::TripState;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use leptos_router::hooks::use_params_map;
use locales::portal::{self, trip};
use locales::{Locale, format};
use time::Date;
use ui::{Columns, Countdown, Hero, Live, NavLink, Stack, Tabs};

/// One of one's own trips, with its money.
///
/// **Permissions**: the client who contracts. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = FindOwnTrip, prefix = "/api", endpoint = "find_own_trip", input = GetUrl)]
pub async fn find_own_trip(trip: TripId) -> Result<TripPage, AppError> {
    let caller = expect_context::<desk::Caller>();
    expect_context::<desk::Desks>().portal.find_own_trip(&caller, trip).await
}

/// Where a trip is shown.
pub(crate) fn trip_href(trip: TripId) -> String {
    format!("/trips/{trip}")
}

/// The trip named by the address; an unreadable name is not found.
pub(crate) fn trip_param() -> Memo<Result<TripId, AppError>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.with(|params| params.get("trip")).unwrap_or_default();
        text.parse().map_err(|_| ErrorCode::NotFound.into())
    })
}

/// Shows the trip of the address by `draw`, and again whenever something happens to it.
pub(crate) fn show_trip(draw: impl Fn(TripPage) -> AnyView + Send + Sync + 'static) -> AnyView {
    let trip = trip_param();
    let page = Resource::new(
        move || trip.get(),
        |trip| async move {
            match trip {
                Ok(trip) => find_own_trip(trip).await,
                Err(error) => Err(error),
            }
        },
    );
    match trip.get_untracked() {
        Ok(trip) => view! { <Live path=format!("/live/trips/{trip}")>{show(Side::Portal, page, draw)}</Live> }.into_any(),
        Err(_) => show(Side::Portal, page, draw),
    }
}

/// Dates of a trip, in words.
pub(crate) fn dates(locale: Locale, card: &TripCard) -> String {
    match (card.starts_on, card.ends_on) {
        (Some(start), Some(end)) => format::date_range(locale, start, end),
        (Some(day), None) | (None, Some(day)) => format::date(locale, day),
        (None, None) => portal::dates_to_come(locale).to_owned(),
    }
}

/// Days left before departure, or the day of the trip; nothing afterwards, without dates, or when it is cancelled.
pub(crate) fn countdown(locale: Locale, card: &TripCard, today: Date) -> Option<AnyView> {
    let (number, text) = count(locale, card, today)?;
    Some(view! { <Countdown number=number text=text/> }.into_any())
}

fn count(locale: Locale, card: &TripCard, today: Date) -> Option<(String, String)> {
    if card.state == TripState::Cancelled {
        return None;
    }
    let start = card.starts_on?;
    let end = card.ends_on.unwrap_or(start);
    let left = days_between(today, start);
    match left {
        2.. => Some((left.to_string(), trip::days_before(locale).to_owned())),
        1 => Some((left.to_string(), trip::day_before(locale).to_owned())),
        0 => Some((trip::today(locale).to_owned(), trip::departure_day(locale).to_owned())),
        _ if today <= end => Some((trip::day_number(locale, 1 - left), trip::out_of(locale, days_between(start, end) + 1))),
        _ => None,
    }
}

/// The links between the pages of one trip.
pub(crate) fn tabs(card: &TripCard, payments: bool) -> AnyView {
    let (locale, href) = (locale(), trip_href(card.id));
    let items = vec![
        NavLink::new(href.clone(), trip::overview(locale)).current(!payments),
        NavLink::new(href.clone() + "/payments", trip::payments(locale)).current(payments),
        NavLink::new(href + "#adviser", trip::adviser(locale)),
    ];
    view! { <Tabs label=trip::parts(locale) items=items/> }.into_any()
}

/// With more stages than this, the programme is taller than what stands beside it.
const FEW_STAGES: usize = 5;

/// The trip page.
#[component]
pub fn TripOverview() -> impl IntoView {
    show_trip(draw)
}

pub(crate) fn draw(page: TripPage) -> AnyView {
    let (locale, today) = (locale(), today());
    let TripPage {
        card,
        reference,
        travellers,
        days,
        services,
        instalments,
        price,
        received: _,
        credit,
        why: _,
        receipts,
        former: _,
        seller,
        under_way,
        sharing,
        answer_by,
    } = page;
    let names = trip::names(locale, &travellers);
    let when = dates(locale, &card);
    let subtitle = if names.is_empty() { when } else { [when.as_str(), " · ", &names].concat() };
    let (title, picture) = (card.title.clone(), photos::of_trip(&card.title, &card.destinations));
    let count = countdown(locale, &card, today);
    let links = tabs(&card, false);
    let asked = revision::band(card.id, answer_by);
    let money = parts::MoneyFacts { trip: card.id, state: card.state, left: card.remaining, price, credit, instalments, sharing };
    // A long programme leaves room beside it; a short one leaves it below.
    let (beside, below) = if days.len() > FEW_STAGES { (parts::included(services), None) } else { (None, parts::included(services)) };
    let aside = move || {
        view! {
            {parts::money(money)}
            {parts::papers(receipts)}
            {beside}
            {parts::seller(seller, reference)}
        }
    };
    view! {
        <PageTitle parts=vec![title.clone()]/>
        <Stack>
            <Hero title=title subtitle=subtitle photo=picture>{count}</Hero>
            {links}
            {asked}
            <TodoBand card=card under_way=under_way/>
            <Columns aside=aside>
                {parts::days(days)}
                {below}
            </Columns>
        </Stack>
    }
    .into_any()
}
