//! One's own invoices and credit notes for a trip, to fetch.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use account::{locale, show};
use desk::{AppError, OwnInvoice, Side};
use domain::ids::TripId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use locales::format;
use locales::portal::invoices as texts;
use ui::{Card, IconName, LinkRow, RowList};

/// One's own invoices for a trip, the latest first.
///
/// **Permissions**: whoever pays the trip or a share of it. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = ListOwnInvoices, prefix = "/api", endpoint = "list_own_invoices", input = GetUrl)]
pub async fn list_own_invoices(trip: TripId) -> Result<Vec<OwnInvoice>, AppError> {
    let caller = expect_context::<desk::Caller>();
    expect_context::<desk::Desks>().invoices.list_own_invoices(&caller, trip).await
}

/// The card of invoices of a trip; nothing when there is none.
#[component]
pub(crate) fn Invoices(
    /// Of which trip.
    trip: TripId,
) -> impl IntoView {
    let found = Resource::new(move || trip, list_own_invoices);
    show(Side::Portal, found, draw)
}

pub(crate) fn draw(rows: Vec<OwnInvoice>) -> AnyView {
    let l = locale();
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows.into_iter().map(move |row| {
        let hint = texts::issued(l, format::money(l, row.total), format::date(l, row.issued_on));
        let title = texts::title(l, row.kind, &row.number);
        view! { <LinkRow href=format!("/invoices/{}", row.id) title=title hint=hint icon=IconName::Paper download=true/> }
    });
    view! { <Card title=texts::invoices(l)><RowList>{rows.collect_view()}</RowList></Card> }.into_any()
}
