//! A payer's credit: shown on the trip, applied to its price by a form of its own, or given back.

use super::trip_in_address;
use crate::pieces::{SaveOrCancel, trip_path, written_number};
use crate::refunds::calls::{ApplyCredit, find_trip_refunds};
use account::{PageTitle, Refused, locale, show};
use desk::{AppError, CreditView, Side, TripRefunds};
use domain::error::ErrorCode;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t};
use ui::{
    Card, Cell, Cluster, Column, Crumb, DataTable, Fact, Facts, Form, Hidden, HiddenField, MoneyField, Muted, PageHead, Row, Stack,
    TextLink, replayed_draft,
};

/// The credits of a trip, with what can be done about them.
pub(super) fn credits(l: Locale, rows: Vec<CreditView>, may_return: bool) -> impl IntoView {
    let columns = || {
        vec![
            Column::new(t::paid_by(l)),
            Column::new(t::amount(l)).number(),
            Column::new(t::waiting(l)),
            Column::new(t::reason(l)),
            Column::new(t::to_do(l)).spoken_only(),
        ]
    };
    (!rows.is_empty()).then(|| {
        view! {
            <DataTable compact=true caption=t::credit_list(l) columns=columns()>
                {rows.into_iter().map(|row| {
                    let (amount, waits, why) = (format::money(l, row.amount), t::waits_since(l, row.days), reasons(l, &row));
                    let buttons = may_return.then(|| actions(l, &row));
                    view! {
                        <Row>
                            <Cell label=t::paid_by(l) head=true>{row.of.payer_name}</Cell>
                            <Cell label=t::amount(l) number=true>{amount}</Cell>
                            <Cell label=t::waiting(l)>{waits}</Cell>
                            <Cell label=t::reason(l)>{why}</Cell>
                            <Cell label=t::to_do(l)>{buttons}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        }
    })
}

/// Why a credit is one, in words.
pub(crate) fn reasons(l: Locale, credit: &CreditView) -> String {
    credit.reasons.iter().map(|reason| t::unapplied_reason(l, *reason)).collect::<Vec<_>>().join(", ")
}

/// The two ways out of a credit.
pub(crate) fn actions(l: Locale, credit: &CreditView) -> impl IntoView + use<> {
    let path = trip_path(credit.of.trip);
    let apply = (credit.applicable.minor > 0).then(|| {
        let href = format!("{path}/apply?payer={}", credit.of.payer);
        view! { <TextLink href=href>{t::apply_this(l)}</TextLink> }
    });
    let from = match &credit.capture {
        Some(capture) => format!("capture={capture}"),
        None => format!("payer={}", credit.of.payer),
    };
    let href = format!("{path}/refund?{from}&amount={}", credit.amount.plain().replace(' ', "+"));
    view! { <Cluster>{apply} <TextLink href=href>{t::return_this(l)}</TextLink></Cluster> }
}

/// The page at `/office/trips/:trip/apply`.
#[component]
pub(crate) fn ApplyPage() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_trip_refunds);
    show(Side::Office, found, move |view| {
        if !view.may_return {
            return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
        }
        page(&view).into_any()
    })
}

pub(super) fn page(view: &TripRefunds) -> impl IntoView + use<> {
    let (l, path) = (locale(), trip_path(view.trip));
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(path.clone(), view.reference.clone())];
    // A refused form has lost its query: what it was about is in the form.
    let wanted = replayed_draft::<ApplyCredit>()
        .map(|post| post.payer.to_string())
        .or_else(|| use_query_map().read_untracked().get("payer"))
        .unwrap_or_default();
    let can = |credit: &&CreditView| credit.applicable.minor > 0 && (wanted.is_empty() || credit.of.payer.to_string() == wanted);
    let form = view.credits.iter().find(can).map(|credit| form(l, view, credit));
    let none = form.is_none().then(|| view! { <p><Muted>{t::nothing_applicable(l)}</Muted></p> });
    view! {
        <PageTitle parts=vec![t::apply_form(l).to_owned(), view.title.clone()]/>
        <PageHead title=t::apply_form(l) subtitle=view.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>{none} {form}</Stack>
    }
}

fn form(l: Locale, view: &TripRefunds, credit: &CreditView) -> impl IntoView + use<> {
    let facts = vec![
        Fact::new(t::paid_by(l), credit.of.payer_name.clone()),
        Fact::new(t::this_credit(l), format::money(l, credit.amount)),
        Fact::new(t::reason(l), reasons(l, credit)),
        Fact::new(t::can_be_applied(l), format::money(l, credit.applicable)).strong(),
    ];
    let (trip, back, payer, left) = (view.trip.to_string(), trip_path(view.trip), credit.of.payer.to_string(), credit.applicable);
    let amount = written_number(l, &left.to_field());
    view! {
        <Card title=t::this_credit(l)><Facts items=facts/> <p><Muted>{t::apply_hint(l)}</Muted></p></Card>
        <Form<ApplyCredit>>
            <Hidden name="trip" value=trip/>
            <Hidden name="payer" value=payer/>
            <HiddenField name="left" value=left.plain()/>
            <MoneyField name="amount" label=t::amount(l) currency=left.currency.code() value=amount hint=t::amount_hint(l, format::money(l, left))/>
            <SaveOrCancel save=t::apply_button(l) cancel_href=back/>
        </Form<ApplyCredit>>
    }
}
