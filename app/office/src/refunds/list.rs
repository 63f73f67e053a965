//! Every refund, with its fourteen days: late ones first.

use super::calls::{list_owed, list_refunds};
use super::owed::owed;
use super::table::refunds;
use account::{PageTitle, locale, show};
use desk::{AppError, Side};
use leptos::prelude::*;
use locales::{format, office as t};
use ui::{EmptyState, IconName, PageHead, Stack};

/// The page at `/office/refunds`.
#[component]
pub(crate) fn RefundList() -> impl IntoView {
    let l = locale();
    let found = Resource::new(|| (), |()| async { Ok::<_, AppError>((list_refunds().await?, list_owed().await?)) });
    view! {
        <PageTitle parts=vec![t::refunds(l).to_owned()]/>
        {show(Side::Office, found, move |(rows, waiting)| {
            let count = format::count(l, rows.len() as u64);
            let body = if rows.is_empty() && waiting.is_empty() {
                view! { <EmptyState title=t::no_refunds(l) icon=IconName::Balance/> }.into_any()
            } else {
                let table = (!rows.is_empty()).then(|| refunds(l, rows, true));
                view! { <Stack>{owed(l, waiting)} {table}</Stack> }.into_any()
            };
            view! { <PageHead title=t::refunds(l) count=count subtitle=t::refunds_subtitle(l)/> {body} }.into_any()
        })}
    }
}
