//! Trips: the list, one trip, the editor, the schedule.

pub(crate) mod calls;
mod client_search;
pub(crate) mod credits;
mod editor;
mod handover;
pub(crate) mod invoices;
mod list;
mod look;
mod money;
#[cfg(all(test, feature = "ssr"))]
mod money_tests;
mod payers;
mod recorded;
mod refunds;
mod revisions;
mod schedule;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub(crate) use credits::ApplyPage;
pub(crate) use editor::{EditTrip, NewTrip};
pub(crate) use handover::HandoverPage;
pub(crate) use invoices::{CreditNotePage, InvoicePage};
pub(crate) use list::TripList;
pub(crate) use payers::PayersPage;
pub(crate) use recorded::{RecordPage, RecordedPage};
pub(crate) use refunds::RefundPage;
pub(crate) use schedule::SchedulePage;
pub(crate) use view::TripPage;

use domain::ids::TripId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The trip in the address, followed as the address changes.
fn trip_in_address() -> Memo<Option<TripId>> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("trip").and_then(|id| id.parse().ok()))
}
