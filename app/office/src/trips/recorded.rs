//! Payments that came without a gateway: the form that records one, one that was recorded, and the list on a trip's page.

use super::calls::{RecordPayment, ReversePayment, find_record_form, find_recorded};
use super::trip_in_address;
use crate::pieces::{Done, SaveOrCancel, trip_path, written_number};
use account::{PageTitle, locale, show, today, use_viewer};
use desk::{LegacyView, RecordForm, RecordedView, Side};
use domain::ids::RecordedPaymentId;
use domain::legacy::LegacyKind;
use domain::money::{Currency, Money};
use domain::payments::PaymentMethod;
use domain::policy::{Action, may};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locales::{Locale, format, legacy, office as t, words};
use ui::ButtonVariant::Danger;
use ui::{
    Button, Card, Cell, Choice, Cluster, Column, Crumb, DataTable, DateField, Fact, Facts, FieldRow, Form, Hidden, HiddenField, Label,
    LabelColour, PageHead, Row, Select, Stack, TextArea, TextField, TextLink,
};

/// The page at `/office/trips/:trip/record`.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_record_form);
    show(Side::Office, found, |form| draw_form(form).into_any())
}

pub(super) fn draw_form(form: RecordForm) -> impl IntoView {
    let l = locale();
    let back = trip_path(form.trip);
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(back.clone(), form.reference.clone())];
    let first = form.payers.first();
    let amount = first.and_then(|payer| payer.next).map(|next| written_number(l, &next.to_field())).unwrap_or_default();
    let hint = match first.and_then(|payer| payer.next.map(|next| (next, payer.remaining))) {
        Some((next, all)) => t::amount_due_hint(l, format::money(l, next), format::money(l, all)),
        None => t::nothing_due_hint(l).to_owned(),
    };
    let mut currencies = vec![form.currency];
    currencies.extend([Currency::EUR, Currency::CHF].into_iter().filter(|currency| *currency != form.currency));
    let currencies = currencies.into_iter().map(|currency| Choice::new(currency.code(), currency.code())).collect();
    let methods = PaymentMethod::ALL.iter().map(|method| Choice::new(method.as_str(), words::payment_method(l, *method))).collect();
    view! {
        <PageTitle parts=vec![t::record_payment(l).to_owned(), form.title.clone()]/>
        <PageHead title=t::record_payment(l) subtitle=form.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Card>
            <p>{t::record_payment_hint(l)}</p>
            <Form<RecordPayment>>
                <Hidden name="trip" value=form.trip.to_string()/>
                <Hidden name="id" value=form.id.to_string()/>
                {payer_field(l, &form)}
                <FieldRow>
                    <TextField name="amount" label=t::amount(l) value=amount hint=hint autocomplete="off"/>
                    <Select name="currency" label=t::currency(l) choices=currencies value=form.currency.code()/>
                </FieldRow>
                <FieldRow>
                    <Select name="method" label=t::payment_method(l) choices=methods value=PaymentMethod::default().as_str()/>
                    <DateField name="received_on" label=t::received_on(l) value=format::short_date(today()) hint=t::date_hint(l)/>
                </FieldRow>
                <TextField name="note" label=t::record_note(l) hint=t::record_note_hint(l) optional=true autocomplete="off"/>
                <SaveOrCancel save=t::record(l) cancel_href=back/>
            </Form<RecordPayment>>
        </Card>
    }
}

/// A choice where there are several payers; otherwise nothing to choose.
fn payer_field(l: Locale, form: &RecordForm) -> AnyView {
    if let [only] = form.payers.as_slice() {
        return view! { <Facts items=vec![Fact::new(t::payer(l), only.name.clone())]/> <HiddenField name="payer" value=only.id.to_string()/> }
            .into_any();
    }
    let choices = form.payers.iter().map(|payer| {
        let left = t::left(l, format::money(l, payer.remaining));
        Choice::new(payer.id.to_string(), [payer.name.as_str(), left.as_str()].join(" · "))
    });
    view! { <Select name="payer" label=t::payer(l) choices=choices.collect() blank=t::choose(l)/> }.into_any()
}

/// The page at `/office/trips/:trip/recorded/:payment`.
#[component]
pub(crate) fn RecordedPage() -> impl IntoView {
    let params = use_params_map();
    let payment = Memo::new(move |_| params.read().get("payment").and_then(|id| id.parse::<RecordedPaymentId>().ok()));
    let found = Resource::new(move || payment.get(), find_recorded);
    let refetch = Callback::new(move |()| found.refetch());
    show(Side::Office, found, move |payment| draw_recorded(payment, refetch).into_any())
}

pub(super) fn draw_recorded(payment: RecordedView, refetch: Callback<()>) -> impl IntoView {
    let l = locale();
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(trip_path(payment.trip), payment.reference.clone())];
    let title = [words::payment_method(l, payment.method), &format::money(l, payment.amount)].join(" · ");
    let keeps = may(use_viewer().actor, Action::KeepBooks);
    let label = state_label(l, &payment);
    let name = payment.title.clone();
    let form = (keeps && payment.reversal.is_none()).then(|| reverse_form(l, payment.id, refetch));
    view! {
        <PageTitle parts=vec![title.clone(), name.clone()]/>
        <PageHead title=title subtitle=name crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <Done/>
            <Card title=t::recorded_payment(l)>
                <Cluster>{label}</Cluster>
                <Facts items=facts(l, payment) columns=true/>
            </Card>
            {form}
        </Stack>
    }
}

fn facts(l: Locale, payment: RecordedView) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(t::amount(l), format::money(l, payment.amount)).strong(),
        Fact::new(t::payer(l), payment.payer_name),
        Fact::new(t::payment_method(l), words::payment_method(l, payment.method)),
        Fact::new(t::received_on(l), format::date(l, payment.received_on)),
    ];
    if !payment.aside.is_zero() {
        facts.push(Fact::new(t::kept_aside(l), format::money(l, payment.aside)));
    }
    facts.push(Fact::new(t::recorded_by(l), t::reversed_by(l, who(l, payment.by), format::instant(l, payment.at))));
    if !payment.note.is_empty() {
        facts.push(Fact::new(t::record_note(l), payment.note));
    }
    facts.push(match payment.receipt {
        Some(receipt) => Fact::new(t::receipt_of_payment(l), String::new()).view(move || {
            view! { <TextLink href=format!("/receipts/{}", receipt.id) download=true>{t::receipt(l, &receipt.number)}</TextLink> }
        }),
        None => Fact::new(t::receipt_of_payment(l), t::no_receipt(l)),
    });
    if let Some(reversal) = payment.reversal {
        facts.push(Fact::new(t::record_reversed(l), t::reversed_by(l, who(l, reversal.by), format::instant(l, reversal.at))).strong());
        facts.push(Fact::new(t::reason(l), reversal.reason));
    }
    facts
}

/// A name; the house's own when nobody did it.
fn who(l: Locale, name: String) -> String {
    if name.is_empty() { t::the_house(l).to_owned() } else { name }
}

fn reverse_form(l: Locale, payment: RecordedPaymentId, refetch: Callback<()>) -> impl IntoView {
    view! {
        <Card title=t::reverse_payment(l)>
            <p>{t::reverse_payment_hint(l)}</p>
            <Form<ReversePayment> on_success=refetch>
                <Hidden name="payment" value=payment.to_string()/>
                <TextArea name="reason" label=t::reason(l) rows=2/>
                <Cluster><Button variant=Danger>{t::reverse_payment(l)}</Button></Cluster>
            </Form<ReversePayment>>
        </Card>
    }
}

fn state_label(l: Locale, payment: &RecordedView) -> impl IntoView + use<> {
    match payment.reversal {
        Some(_) => view! { <Label colour=LabelColour::Red>{t::record_reversed(l)}</Label> },
        None => view! { <Label colour=LabelColour::Green>{t::record_holds(l)}</Label> },
    }
}

/// Recorded payments, the latest first; nothing when there are none.
pub(super) fn recorded_table(l: Locale, payments: Vec<RecordedView>) -> impl IntoView {
    let columns =
        || vec![Column::new(t::date(l)), Column::new(t::payment_method(l)), Column::new(t::amount(l)).number(), Column::new(t::state(l))];
    (!payments.is_empty()).then(|| {
        view! {
            <h3>{t::recorded_payments(l)}</h3>
            <DataTable compact=true caption=t::recorded_payments(l) columns=columns()>
                {payments.into_iter().map(|payment| {
                    let amount = format::money(l, payment.amount);
                    let href = format!("{}/recorded/{}", trip_path(payment.trip), payment.id);
                    let (label, method) = (state_label(l, &payment), words::payment_method(l, payment.method));
                    let see = t::see_payment(l, method, &amount);
                    view! {
                        <Row>
                            <Cell label=t::date(l) head=true whole=true>{format::short_date(payment.received_on)}</Cell>
                            <Cell label=t::payment_method(l)>
                                <TextLink href=href label=see>{method}</TextLink>
                            </Cell>
                            <Cell label=t::amount(l) number=true>{amount}</Cell>
                            <Cell label=t::state(l)>{label}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        }
    })
}

/// What the former system took and gave back, the latest first; nothing when there is none.
pub(super) fn legacy_table(l: Locale, payments: Vec<LegacyView>) -> impl IntoView {
    let columns = || {
        vec![
            Column::new(t::date(l)),
            Column::new(t::payment_method(l)),
            Column::new(t::payer(l)),
            Column::new(legacy::former_id(l)),
            Column::new(t::amount(l)).number(),
            Column::new(t::kept_aside(l)).number(),
        ]
    };
    (!payments.is_empty()).then(|| {
        view! {
            <h3>{legacy::former_payments(l)}</h3>
            <DataTable compact=true caption=legacy::former_payments(l) columns=columns()>
                {payments.into_iter().map(|LegacyView { id, own, payer_name, aside, note }| {
                    let way = [legacy::way(l, own.kind, own.method), &note].into_iter().filter(|text| !text.is_empty());
                    let way = way.collect::<Vec<_>>().join(" · ");
                    let aside = if aside.is_zero() { String::new() } else { format::money(l, aside) };
                    view! {
                        <Row>
                            <Cell label=t::date(l) head=true whole=true>{format::short_date(own.on)}</Cell>
                            <Cell label=t::payment_method(l)>{way}</Cell>
                            <Cell label=t::payer(l)>{payer_name}</Cell>
                            <Cell label=legacy::former_id(l)>{id}</Cell>
                            <Cell label=t::amount(l) number=true>{signed(l, own.kind, own.amount)}</Cell>
                            <Cell label=t::kept_aside(l) number=true>{aside}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        }
    })
}

/// What came, or with a minus what went back.
fn signed(l: Locale, kind: LegacyKind, amount: Money) -> String {
    match kind {
        LegacyKind::Payment => format::money(l, amount),
        LegacyKind::Refund => format::money(l, Money::new(0_i64.saturating_sub(amount.minor), amount.currency)),
    }
}
