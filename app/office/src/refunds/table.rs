//! Refunds as a table, on a trip's page and among all: how far each is, its fourteen days, and what a person still has to do.

use super::calls::SettleTransfer;
use crate::pieces::trip_path;
use desk::{RefundView, TransferEnd};
use domain::dates;
use domain::payments::{Clock, ClockState, RefundOrigin, RefundStage};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::ButtonVariant::{Link, Secondary};
use ui::{Button, Cell, Cluster, Column, DataTable, Form, Hidden, Label, LabelColour, Muted, Row, Stack, TextLink};

/// The table; `with_trip` says whose each is.
pub(crate) fn refunds(l: Locale, rows: Vec<RefundView>, with_trip: bool) -> impl IntoView {
    let first = if with_trip { t::trip_and_payer(l) } else { t::asked_on(l) };
    let columns = vec![
        Column::new(first),
        Column::new(t::amount(l)).number(),
        Column::new(t::state(l)),
        Column::new(t::fourteen_days(l)),
        Column::new(t::reason(l)),
        Column::new(t::to_do(l)).spoken_only(),
    ];
    view! {
        <DataTable caption=t::refunds(l) columns=columns>
            {rows.into_iter().map(|row| one(l, row, with_trip, first)).collect_view()}
        </DataTable>
    }
}

fn one(l: Locale, row: RefundView, with_trip: bool, first: &'static str) -> impl IntoView {
    let asked = format::short_date(dates::central_european(row.requested_at).date());
    let (amount, clock) = (format::money(l, row.amount), clock(l, row.clock));
    let stage = view! {
        <Label colour=colour(row.stage)>{t::refund_stage(l, row.stage)}</Label>
        " " <Muted>{t::refund_way(l, row.way)}</Muted>
    };
    let why = match row.origin {
        RefundOrigin::House if row.by.is_empty() => row.reason.clone(),
        RefundOrigin::House => [row.reason.as_str(), row.by.as_str()].join(" · "),
        RefundOrigin::Gateway => t::made_at_gateway(l).to_owned(),
    };
    let buttons = row.settles.then(|| ends(l, &row));
    let cause = (!row.failure.is_empty()).then(|| t::failed_because(l, &row.failure));
    let failure = cause.map(|cause| view! { <p><Muted>{cause}</Muted></p> });
    let whose = if with_trip {
        let href = trip_path(row.of.trip);
        view! {
            <TextLink href=href>{[row.of.reference.as_str(), row.of.title.as_str()].join(" · ")}</TextLink>
            <p><Muted>{[row.of.payer_name.as_str(), asked.as_str()].join(" · ")}</Muted></p>
        }
        .into_any()
    } else {
        view! { {asked} }.into_any()
    };
    view! {
        <Row>
            <Cell label=first head=true>{whose}</Cell>
            <Cell label=t::amount(l) number=true>{amount}</Cell>
            <Cell label=t::state(l)>{stage}</Cell>
            <Cell label=t::fourteen_days(l)>{clock}</Cell>
            <Cell label=t::reason(l)><Stack><p>{why}</p> {failure}</Stack></Cell>
            <Cell label=t::to_do(l)>{buttons}</Cell>
        </Row>
    }
}

/// What became of a transfer.
fn ends(l: Locale, row: &RefundView) -> impl IntoView + use<> {
    let id = row.id.to_string();
    let form = move |end: TransferEnd, text: &'static str, variant: ui::ButtonVariant| {
        let word = match end {
            TransferEnd::Paid => "paid",
            TransferEnd::GivenUp => "given_up",
        };
        let (id, key) = (id.clone(), [&id, "-", word].concat());
        view! {
            <Form<SettleTransfer> prefix="" compact=true key=key>
                <Hidden name="refund" value=id/>
                <Hidden name="end" value=word/>
                <Button variant=variant>{text}</Button>
            </Form<SettleTransfer>>
        }
    };
    view! {
        <Cluster>
            {form(TransferEnd::Paid, t::transfer_made(l), Secondary)}
            {form(TransferEnd::GivenUp, t::transfer_given_up(l), Link)}
        </Cluster>
    }
}

const fn colour(stage: RefundStage) -> LabelColour {
    match stage {
        RefundStage::Requested | RefundStage::Sent => LabelColour::Blue,
        RefundStage::Pending => LabelColour::Teal,
        RefundStage::Succeeded => LabelColour::Green,
        RefundStage::Failed => LabelColour::Red,
    }
}

/// The fourteen days in words.
pub(super) fn clock(l: Locale, clock: Clock) -> impl IntoView + use<> {
    let words = t::clock_words(l, clock.state, clock.left);
    let due = t::due_on(l, format::date(l, clock.due_by));
    let alarm = match clock.state {
        ClockState::Late => Some(LabelColour::Red),
        ClockState::Running if clock.left <= 3 => Some(LabelColour::Orange),
        ClockState::Running | ClockState::Met | ClockState::MetLate | ClockState::Stopped => None,
    };
    match alarm {
        Some(colour) => view! { <Label colour=colour>{words}</Label> " " <Muted>{due}</Muted> }.into_any(),
        None => view! { {words} " " <Muted>{due}</Muted> }.into_any(),
    }
}
