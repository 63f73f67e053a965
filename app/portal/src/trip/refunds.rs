//! What goes back to the traveller: how much, how far it is, when it should arrive.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use account::{locale, show};
use desk::{AppError, OwnRefund, Side};
use domain::dates;
use domain::ids::TripId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use locales::format;
use locales::portal::refunds as texts;
use ui::{Card, PlainRow, RowList};

/// One's own refunds for a trip, the latest first.
///
/// **Permissions**: whoever pays the trip or a share of it. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = ListOwnRefunds, prefix = "/api", endpoint = "list_own_refunds", input = GetUrl)]
pub async fn list_own_refunds(trip: TripId) -> Result<Vec<OwnRefund>, AppError> {
    let caller = expect_context::<desk::Caller>();
    expect_context::<desk::Desks>().refunds.list_own_refunds(&caller, trip).await
}

/// The card of refunds of a trip; nothing when there is none.
#[component]
pub(crate) fn Refunds(
    /// Of which trip.
    trip: TripId,
) -> impl IntoView {
    let found = Resource::new(move || trip, list_own_refunds);
    show(Side::Portal, found, draw)
}

pub(crate) fn draw(rows: Vec<OwnRefund>) -> AnyView {
    let l = locale();
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows.into_iter().map(move |row| {
        let by = format::date(l, row.due_by);
        let asked = format::date(l, dates::central_european(row.requested_at).date());
        let title = texts::of_amount(l, format::money(l, row.amount));
        let note = [texts::standing(l, row.stage, row.way, by), row.note].into_iter().filter(|text| !text.is_empty());
        let hint = [asked].into_iter().chain(note).collect::<Vec<_>>().join(" · ");
        view! { <PlainRow title=title hint=hint/> }
    });
    view! { <Card title=texts::refunds(l)><RowList>{rows.collect_view()}</RowList></Card> }.into_any()
}
