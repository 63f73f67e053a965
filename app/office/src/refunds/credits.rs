//! Every credit that counts towards nothing yet, with what can be done about it. Currencies are never added up.

use super::calls::list_unmatched;
use crate::trips::credits::{actions, reasons};
use account::{PageTitle, locale, show, use_viewer};
use desk::{CreditView, Side};
use domain::policy::{Action, may};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::{Cell, Column, DataTable, EmptyState, IconName, Muted, PageHead, Row, TextLink};

/// The page at `/office/credits`.
#[component]
pub(crate) fn CreditList() -> impl IntoView {
    let viewer = use_viewer();
    let (l, may_return) = (viewer.locale, may(viewer.actor, Action::ReturnMoney));
    let found = Resource::new(|| (), |()| list_unmatched());
    view! {
        <PageTitle parts=vec![t::unmatched_credits(l).to_owned()]/>
        {show(Side::Office, found, move |rows| {
            let count = format::count(locale(), rows.len() as u64);
            let body = if rows.is_empty() {
                view! { <EmptyState title=t::no_unmatched_credits(l) icon=IconName::Balance/> }.into_any()
            } else {
                table(l, rows, may_return).into_any()
            };
            view! { <PageHead title=t::unmatched_credits(l) count=count subtitle=t::credits_subtitle(l)/> {body} }.into_any()
        })}
    }
}

fn table(l: Locale, rows: Vec<CreditView>, may_return: bool) -> impl IntoView {
    let columns = vec![
        Column::new(t::trip_and_payer(l)),
        Column::new(t::amount(l)).number(),
        Column::new(t::waiting(l)),
        Column::new(t::reason(l)),
        Column::new(t::to_do(l)).spoken_only(),
    ];
    view! {
        <DataTable caption=t::credit_list(l) columns=columns>
            {rows.into_iter().map(|row| {
                let href = crate::pieces::trip_path(row.of.trip);
                let name = [row.of.reference.as_str(), row.of.title.as_str()].join(" · ");
                let (amount, waits, why) = (format::money(l, row.amount), t::waits_since(l, row.days), reasons(l, &row));
                let payer = row.of.payer_name.clone();
                let buttons = may_return.then(|| actions(l, &row));
                view! {
                    <Row>
                        <Cell label=t::trip_and_payer(l) head=true><TextLink href=href>{name}</TextLink> <p><Muted>{payer}</Muted></p></Cell>
                        <Cell label=t::amount(l) number=true>{amount}</Cell>
                        <Cell label=t::waiting(l)>{waits}</Cell>
                        <Cell label=t::reason(l)>{why}</Cell>
                        <Cell label=t::to_do(l)>{buttons}</Cell>
                    </Row>
                }
            }).collect_view()}
        </DataTable>
    }
}
