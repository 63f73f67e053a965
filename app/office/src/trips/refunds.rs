//! Money backwards on a trip: a card of what was taken, what went back and what waits, and a page of its own for the form.

use super::credits::credits;
use super::trip_in_address;
use crate::pieces::{SaveOrCancel, trip_path, typed_date, written_number};
use crate::refunds::calls::{RequestRefund, find_trip_refunds};
use crate::refunds::table::refunds;
use account::{PageTitle, Refused, locale, show};
use desk::{AppError, CaptureView, DisputeView, Side, TripRefunds};
use domain::dates;
use domain::error::ErrorCode;
use domain::money::Money;
use domain::payments::{DisputeKind, DisputeStage, RefundDraft, RefundWay};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t};
use ui::{
    Alert, AlertKind, Card, Cell, Choice, Column, Crumb, DataTable, DateField, Fact, Facts, Form, Hidden, HiddenField, Label, LabelColour,
    MoneyField, Muted, PageHead, Row, Select, Stack, TextArea, TextField, TextLink, replayed_draft,
};

/// The card on the trip's page; nothing while no money ever came.
pub(super) fn card(view: TripRefunds) -> impl IntoView {
    let l = locale();
    let any = !view.captures.is_empty() || !view.refunds.is_empty() || !view.credits.is_empty();
    let held = view.cancelled && view.captures.iter().any(|capture| capture.refundable.minor > 0);
    let warning = (held && view.may_return).then(|| view! { <Alert kind=AlertKind::Warning title=t::cancelled_with_money(l)/> });
    any.then(|| {
        let taken = captures(l, &view);
        let list = (!view.refunds.is_empty()).then(|| refunds(l, view.refunds, false));
        view! {
            <Card title=t::money_back(l)>
                <Stack>{warning} {taken} {credits(l, view.credits, view.may_return)} {list} {disputes(l, view.disputes)}</Stack>
            </Card>
        }
    })
}

fn captures(l: Locale, view: &TripRefunds) -> impl IntoView + use<> {
    let columns = || {
        vec![
            Column::new(t::taken_on(l)),
            Column::new(t::paid_by(l)),
            Column::new(t::amount(l)).number(),
            Column::new(t::given_back(l)).number(),
            Column::new(t::to_do(l)).spoken_only(),
        ]
    };
    let (path, cancelled, may_return) = (trip_path(view.trip), view.cancelled, view.may_return);
    let rows = view.captures.clone();
    (!rows.is_empty()).then(|| {
        view! {
            <DataTable compact=true caption=t::captures(l) columns=columns()>
                {rows.into_iter().map(|row| {
                    let href = format!("{path}/refund?capture={}", row.name);
                    let text = if cancelled { t::refund_everything(l, format::money(l, row.refundable)) } else { t::refund_this(l).to_owned() };
                    let link = (may_return && row.refundable.minor > 0).then(|| view! { <TextLink href=href>{text}</TextLink> });
                    let taken = taken_on(&row);
                    let disputed = row.disputed.then(|| view! { " " <Label colour=LabelColour::Red>{t::disputed(l)}</Label> });
                    view! {
                        <Row>
                            <Cell label=t::taken_on(l) head=true>{taken} {disputed}</Cell>
                            <Cell label=t::paid_by(l)>{row.payer_name}</Cell>
                            <Cell label=t::amount(l) number=true>{format::money(l, row.money)}</Cell>
                            <Cell label=t::given_back(l) number=true>{format::money(l, row.refunded)}</Cell>
                            <Cell label=t::to_do(l)>{link}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        }
    })
}

fn taken_on(row: &CaptureView) -> String {
    format::short_date(dates::central_european(row.taken_at).date())
}

fn disputes(l: Locale, rows: Vec<DisputeView>) -> impl IntoView {
    let columns =
        || vec![Column::new(t::date(l)), Column::new(t::amount(l)).number(), Column::new(t::state(l)), Column::new(t::answer_by(l))];
    (!rows.is_empty()).then(|| {
        view! {
            <DataTable compact=true caption=t::dispute_list(l) columns=columns()>
                {rows.into_iter().map(|row| {
                    let colour = match row.stage {
                        DisputeStage::Opened | DisputeStage::Withdrawn => LabelColour::Orange,
                        DisputeStage::Won => LabelColour::Green,
                        DisputeStage::Lost => LabelColour::Red,
                    };
                    let stage = match (row.kind, row.stage) {
                        (DisputeKind::Return, DisputeStage::Withdrawn | DisputeStage::Lost) => t::debit_returned(l),
                        (DisputeKind::Claim | DisputeKind::Return, stage) => t::dispute_stage(l, stage),
                    };
                    let day = |at| format::short_date(dates::central_european(at).date());
                    let answer = row.answer_by.filter(|_| !row.stage.is_over()).map(day);
                    view! {
                        <Row>
                            <Cell label=t::date(l) head=true>{day(row.opened_at)}</Cell>
                            <Cell label=t::amount(l) number=true>{format::money(l, row.amount)}</Cell>
                            <Cell label=t::state(l)><Label colour=colour>{stage}</Label></Cell>
                            <Cell label=t::answer_by(l)>{answer}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        }
    })
}

/// The page at `/office/trips/:trip/refund`.
#[component]
pub(crate) fn RefundPage() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_trip_refunds);
    show(Side::Office, found, move |view| {
        if !view.may_return {
            return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
        }
        page(&view).into_any()
    })
}

/// What a form is about: a capture, or a payer's money that came without one.
struct About {
    draft: RefundDraft,
    facts: Vec<Fact>,
    /// What can go back; `None` when only the desk knows.
    left: Option<Money>,
    currency: &'static str,
    ways: &'static [RefundWay],
}

pub(super) fn page(view: &TripRefunds) -> impl IntoView + use<> {
    let (l, path) = (locale(), trip_path(view.trip));
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(path.clone(), view.reference.clone())];
    let form = about(l, view).map(|about| form(l, view, about));
    let none = form.is_none().then(|| view! { <p><Muted>{t::nothing_refundable(l)}</Muted></p> });
    view! {
        <PageTitle parts=vec![t::refund_form(l).to_owned(), view.title.clone()]/>
        <PageHead title=t::refund_form(l) subtitle=view.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>{none} {form}</Stack>
    }
}

/// What the address asks for, or a refused form, whose query is lost; the first payment that can go back otherwise.
fn about(l: Locale, view: &TripRefunds) -> Option<About> {
    let query = use_query_map();
    let asked = |name: &str| query.read_untracked().get(name).unwrap_or_default();
    let posted = replayed_draft::<RequestRefund>().map(|post| post.draft);
    let (capture, payer) = posted.map_or_else(|| (asked("capture"), asked("payer")), |draft| (draft.capture, draft.payer));
    let wanted = Money::from_plain(&asked("amount"));
    let amount = |most: Option<Money>| {
        let wanted = wanted.filter(|wanted| most.is_none_or(|most| wanted.currency == most.currency && wanted.minor <= most.minor));
        wanted.or(most).map(|money| written_number(l, &money.to_field())).unwrap_or_default()
    };
    let event_on = typed_date(&dates::iso(view.event_on));
    if capture.is_empty()
        && let Some(credit) = view.credits.iter().find(|credit| credit.of.payer.to_string() == payer)
    {
        let facts =
            vec![Fact::new(t::paid_by(l), credit.of.payer_name.clone()), Fact::new(t::this_credit(l), format::money(l, credit.amount))];
        let draft = RefundDraft { payer, amount: amount(None), event_on, way: RefundWay::Transfer.to_string(), ..RefundDraft::default() };
        return Some(About { draft, facts, left: None, currency: credit.amount.currency.code(), ways: &[RefundWay::Transfer] });
    }
    let fits = |row: &&CaptureView| row.refundable.minor > 0 && (capture.is_empty() || row.name == capture);
    let row = view.captures.iter().find(fits)?;
    let facts = vec![
        Fact::new(t::taken_on(l), taken_on(row)),
        Fact::new(t::paid_by(l), row.payer_name.clone()),
        Fact::new(t::amount(l), format::money(l, row.money)),
        Fact::new(t::given_back(l), format::money(l, row.refunded)),
        Fact::new(t::can_go_back(l), format::money(l, row.refundable)).strong(),
    ];
    let draft = RefundDraft {
        capture: row.name.clone(),
        way: RefundWay::Gateway.to_string(),
        amount: amount(Some(row.refundable)),
        event_on,
        left: row.refundable.plain(),
        ..RefundDraft::default()
    };
    Some(About { draft, facts, left: Some(row.refundable), currency: row.money.currency.code(), ways: RefundWay::ALL })
}

fn form(l: Locale, view: &TripRefunds, about: About) -> impl IntoView + use<> {
    let About { draft, facts, left, currency, ways } = about;
    let (trip, back) = (view.trip.to_string(), trip_path(view.trip));
    let ways = ways.iter().map(|way| Choice::new(way.as_str(), t::refund_way(l, *way))).collect();
    let hint = left.map(|left| t::amount_hint(l, format::money(l, left))).unwrap_or_default();
    view! {
        <Card title=t::this_payment(l)><Facts items=facts/></Card>
        <Form<RequestRefund>>
            <Hidden name="trip" value=trip/>
            <HiddenField name="capture" value=draft.capture/>
            <HiddenField name="payer" value=draft.payer/>
            <HiddenField name="left" value=draft.left/>
            <MoneyField name="amount" label=t::amount(l) currency=currency value=draft.amount hint=hint/>
            <Select name="way" label=t::way_field(l) choices=ways value=draft.way hint=t::way_hint(l)/>
            <TextField name="reason" label=t::reason_field(l) value=draft.reason/>
            <TextArea name="note" label=t::note_field(l) value=draft.note hint=t::note_hint(l) optional=true rows=3/>
            <DateField name="event_on" label=t::event_field(l) value=draft.event_on hint=t::event_hint(l)/>
            <SaveOrCancel save=t::refund_button(l) cancel_href=back/>
        </Form<RequestRefund>>
    }
}
