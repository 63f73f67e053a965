//! Refunds with their fourteen days, late ones first: what has to go back stands above them, filter and pages live in the address.

use super::calls::{list_owed, list_refunds};
use super::owed::owed;
use super::table::refunds;
use crate::lists::ListPage;
use account::{PageTitle, locale, show};
use desk::{AppError, OwedView, RefundView, Side};
use domain::paging::{ListQuery, Page};
use domain::payments::RefundStage;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t};
use ui::{Choice, FilterChips, PageHead, Select, Stack, Toolbar};

const LIST: ListPage = ListPage { path: "/office/refunds", filters: &["state"] };

/// The page at `/office/refunds`.
#[component]
pub(crate) fn RefundList() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(
        move || LIST.query(&params.read()),
        |query| async { Ok::<_, AppError>((list_refunds(query).await?, list_owed().await?)) },
    );
    view! {
        <PageTitle parts=vec![t::refunds(l).to_owned()]/>
        {show(Side::Office, found, move |(page, waiting)| whole(&LIST.query(&params.read_untracked()), page, waiting).into_any())}
    }
}

pub(super) fn whole(query: &ListQuery, page: Page<RefundView>, waiting: Vec<OwedView>) -> impl IntoView + use<> {
    let l = locale();
    let words = |value: &str| value.parse().map_or_else(|_| value.to_owned(), |stage| t::refund_stage(l, stage).to_owned());
    let chips = LIST.chips(l, query, |_, value| (t::state(l), words(value)));
    let (pagination, cleared, toolbar) = (LIST.pagination(query, &page), LIST.cleared(query), toolbar(l, query));
    let count = format::count(l, page.total);
    let rows = if page.rows.is_empty() {
        LIST.nothing(l, query, t::no_refund_found(l), t::no_refunds(l)).into_any()
    } else {
        refunds(l, page.rows, true).into_any()
    };
    view! {
        <PageHead title=t::refunds(l) count=count subtitle=t::refunds_subtitle(l)/>
        <Stack>
            {owed(l, waiting)}
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {rows}
            {pagination}
        </Stack>
    }
}

fn toolbar(l: Locale, query: &ListQuery) -> impl IntoView + use<> {
    let state = query.filter("state").unwrap_or_default().to_owned();
    let states = RefundStage::ALL.iter().map(|stage| Choice::new(stage.as_str(), t::refund_stage(l, *stage))).collect();
    let choice = move || view! { <Select name="state" label=t::state(l) choices=states value=state blank=t::any(l)/> };
    view! { <Toolbar action=LIST.path label=t::refunds(l) button=t::apply_filters(l) search=choice/> }
}
