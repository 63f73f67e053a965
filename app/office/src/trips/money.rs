//! How the money of a trip is shown to staff: schedule, payment orders, ledger lines. Facts only; nothing here changes them.

use crate::pieces::OrderStateLabel;
use account::WhyAmount;
use desk::{InstalmentView, OrderRow};
use domain::dates;
use domain::money::Money;
use domain::payments::InstalmentState;
use leptos::prelude::*;
use locales::{Locale, format, office as t, words};
use time::OffsetDateTime;
use ui::{Cell, Column, DataTable, Muted, ProgressItem, ProgressSteps, Row, StepState, TextLink};

/// The schedule as steps, with what was paid of each.
pub(super) fn schedule_steps(l: Locale, instalments: Vec<InstalmentView>) -> AnyView {
    if instalments.is_empty() {
        return view! { <Muted>{t::no_schedule(l)}</Muted> }.into_any();
    }
    let items = instalments.into_iter().map(|line| {
        let state = match line.state {
            InstalmentState::Paid => StepState::Done,
            InstalmentState::PartPaid | InstalmentState::Due => StepState::Current,
            InstalmentState::Overdue => StepState::Late,
            InstalmentState::Later => StepState::Pending,
        };
        let title = [words::instalment_kind(l, line.kind), &format::money(l, line.amount)].join(" · ");
        let due = t::due_on(l, format::date(l, line.due_on));
        let part_paid = !line.paid.is_zero() && line.paid != line.amount;
        let detail = if part_paid { [due, t::paid_part(l, format::money(l, line.paid))].join(" · ") } else { due };
        let item = ProgressItem::new(state, title, words::instalment_state(l, line.state)).detail(detail);
        let (receipt, why) = (line.receipt, line.why);
        item.view(move || {
            view! {
                {receipt.map(|receipt| view! {
                    <TextLink href=format!("/receipts/{}", receipt.id) download=true>{t::receipt(l, &receipt.number)}</TextLink>
                })}
                {why.map(|why| view! { <WhyAmount why=why/> })}
            }
        })
    });
    view! { <ProgressSteps label=t::schedule(l) items=items.collect()/> }.into_any()
}

/// Payment orders, the latest first.
pub(super) fn orders(l: Locale, orders: Vec<OrderRow>) -> AnyView {
    if orders.is_empty() {
        return view! { <p><Muted>{t::no_payments(l)}</Muted></p> }.into_any();
    }
    let columns = vec![Column::new(t::date(l)), Column::new(t::amount(l)).number(), Column::new(t::state(l))];
    view! {
        <DataTable compact=true caption=t::payments(l) columns=columns>
            {orders.into_iter().map(|order| view! {
                <Row>
                    <Cell label=t::date(l) head=true whole=true>{format::instant(l, order.created_at)}</Cell>
                    <Cell label=t::amount(l) number=true>{format::money(l, order.amount)}</Cell>
                    <Cell label=t::state(l)><OrderStateLabel state=order.state/></Cell>
                </Row>
            }).collect_view()}
        </DataTable>
    }
    .into_any()
}

/// Ledger lines as they were written.
pub(super) fn ledger(l: Locale, lines: Vec<(OffsetDateTime, String, String, Money)>) -> impl IntoView {
    let columns =
        || vec![Column::new(t::date(l)), Column::new(t::memo(l)), Column::new(t::ledger_account(l)), Column::new(t::amount(l)).number()];
    (!lines.is_empty()).then(|| {
        view! {
            <h3>{t::ledger(l)}</h3>
            <DataTable compact=true caption=t::ledger(l) columns=columns()>
                {lines.into_iter().map(|(at, memo, account, amount)| view! {
                    <Row>
                        <Cell label=t::date(l) whole=true>{format::short_date(dates::central_european(at).date())}</Cell>
                        <Cell label=t::memo(l)>{memo}</Cell>
                        <Cell label=t::ledger_account(l)>{account}</Cell>
                        <Cell label=t::amount(l) number=true>{format::money(l, amount)}</Cell>
                    </Row>
                }).collect_view()}
            </DataTable>
        }
    })
}
