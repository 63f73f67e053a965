//! Every refund, with its fourteen days: late ones first.

use super::calls::list_refunds;
use super::table::refunds;
use account::{PageTitle, locale, show};
use desk::Side;
use leptos::prelude::*;
use locales::{format, office as t};
use ui::{EmptyState, IconName, PageHead};

/// The page at `/office/refunds`.
#[component]
pub(crate) fn RefundList() -> impl IntoView {
    let l = locale();
    let found = Resource::new(|| (), |()| list_refunds());
    view! {
        <PageTitle parts=vec![t::refunds(l).to_owned()]/>
        {show(Side::Office, found, move |rows| {
            let count = format::count(l, rows.len() as u64);
            let body = if rows.is_empty() {
                view! { <EmptyState title=t::no_refunds(l) icon=IconName::Balance/> }.into_any()
            } else {
                refunds(l, rows, true).into_any()
            };
            view! { <PageHead title=t::refunds(l) count=count subtitle=t::refunds_subtitle(l)/> {body} }.into_any()
        })}
    }
}
