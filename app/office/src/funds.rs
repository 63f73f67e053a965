//! Clients' money that the house holds on a day, company by company and trip by trip.

use crate::pieces::{table_date, trip_path};
use account::{PageTitle, locale, show};
use desk::{AppError, FundsView, Side};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use server_fn::codec::GetUrl;
use ui::ButtonVariant::Secondary;
use ui::{
    Card, Cell, Column, DataTable, EmptyState, Fact, Facts, IconName, LinkButton, PageHead, Row, Stack, TextField, TextLink, Toolbar,
};

/// Clients' money held at the end of a day; today's when nothing is typed.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: field `on`; `SignInNeeded`, `NotFound`.
#[server(name = FindFunds, prefix = "/api", endpoint = "find_funds", input = GetUrl)]
pub async fn find_funds(
    #[doc = "The day, as people type it."]
    #[server(default)]
    on: String,
) -> Result<FundsView, AppError> {
    let (caller, desks, _) = crate::context::request();
    match desks.funds.find_funds(&caller, on).await {
        // A day nobody can read: today's, whose date stands in the field.
        Err(AppError::Fields(_)) => desks.funds.find_funds(&caller, String::new()).await,
        other => other,
    }
}

/// The page at `/office/funds`.
#[component]
pub(crate) fn FundsPage() -> impl IntoView {
    let l = locale();
    let address = use_query_map();
    let on = Memo::new(move |_| address.read().get("on").unwrap_or_default());
    let found = Resource::new(move || on.get(), find_funds);
    view! {
        <PageTitle parts=vec![t::funds(l).to_owned()]/>
        {show(Side::Office, found, |view| whole(view).into_any())}
    }
}

fn whole(view: FundsView) -> impl IntoView {
    let l = locale();
    let day = format::short_date(view.on);
    let download = format!("/office/funds.csv?on={}", domain::dates::iso(view.on));
    let actions = move || view! { <LinkButton href=download variant=Secondary download=true>{t::download_table(l)}</LinkButton> };
    let search = move || view! { <TextField name="on" label=t::funds_on(l) value=day hint=t::date_hint(l) autocomplete="off"/> };
    let totals: Vec<Fact> =
        view.totals.iter().map(|(entity, held)| Fact::new(words::entity(l, *entity), format::money(l, *held)).strong()).collect();
    let nothing = totals.is_empty();
    let body = if nothing {
        view! { <EmptyState title=t::no_funds(l) icon=IconName::Balance/> }.into_any()
    } else {
        view! { <Card title=t::funds_totals(l)><Facts items=totals columns=true/></Card> {table(l, view)} }.into_any()
    };
    view! {
        <PageHead title=t::funds(l) subtitle=t::funds_hint(l) actions=actions/>
        <Stack>
            <Toolbar action="/office/funds" label=t::funds_on(l) button=t::show_day(l) search=search/>
            {body}
        </Stack>
    }
}

fn table(l: Locale, view: FundsView) -> impl IntoView {
    let columns = vec![
        Column::new(t::fund_trip(l)),
        Column::new(t::entity(l)),
        Column::new(t::departure(l)),
        Column::new(t::return_date(l)),
        Column::new(t::amount(l)).number(),
    ];
    view! {
        <DataTable caption=t::funds(l) columns=columns>
            {view.rows.into_iter().map(|row| view! {
                <Row>
                    <Cell label=t::fund_trip(l) head=true><TextLink href=trip_path(row.trip)>{[row.reference.as_str(), row.title.as_str()].join(" · ")}</TextLink></Cell>
                    <Cell label=t::entity(l)>{words::entity(l, row.entity)}</Cell>
                    <Cell label=t::departure(l) whole=true>{table_date(row.starts_on)}</Cell>
                    <Cell label=t::return_date(l) whole=true>{table_date(row.ends_on)}</Cell>
                    <Cell label=t::amount(l) number=true>{format::money(l, row.held)}</Cell>
                </Row>
            }).collect_view()}
        </DataTable>
    }
}
