//! The invoices of a trip: a card on its page, and a page of its own for each form that issues.

use super::trip_in_address;
use crate::invoices::calls::{CreditInvoice, IssueInvoice, find_credit_form, preview_invoice};
use crate::pieces::{SaveOrCancel, trip_path, written_number};
use account::{PageTitle, locale, show};
use desk::{CreditForm, InvoicePreview, InvoiceRow, PayerInvoicing, Side, TripInvoices};
use domain::ids::{InvoiceId, PayerId};
use domain::invoices::{InvoiceKind, Invoicing};
use domain::money::Money;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::{
    Alert, AlertKind, Card, Cell, Column, Crumb, DataTable, Fact, Facts, Form, Hidden, Label, LabelColour, MoneyField, Muted, PageHead,
    Row, Stack, TextArea, TextLink, replayed_draft,
};

/// Invoice or credit note, in a word and a colour.
pub(crate) fn kind_label(l: Locale, kind: InvoiceKind) -> impl IntoView {
    let colour = match kind {
        InvoiceKind::Invoice => LabelColour::Blue,
        InvoiceKind::CreditNote => LabelColour::Orange,
    };
    view! { <Label colour=colour>{t::invoice_kind(l, kind)}</Label> }
}

/// What a row adds to what was invoiced: below zero for a credit note.
pub(crate) const fn signed(row: &InvoiceRow) -> Money {
    row.kind.signed(row.total)
}

/// The card on the trip's page; nothing while nothing was issued and nothing is to do.
pub(crate) fn card(view: TripInvoices) -> impl IntoView {
    let l = locale();
    let any = !view.rows.is_empty() || !view.payers.is_empty();
    any.then(|| {
        let to_do = to_do(l, &view);
        view! { <Card title=t::invoices(l)><Stack>{table(l, view)} {to_do}</Stack></Card> }
    })
}

/// What to do, payer by payer.
fn to_do(l: Locale, view: &TripInvoices) -> impl IntoView + use<> {
    let (path, may_issue) = (trip_path(view.trip), view.may_issue);
    let line = move |one: PayerInvoicing| match one.invoicing {
        Invoicing::Missing(amount) => {
            let href = format!("{path}/invoice?payer={}", one.payer);
            let text = t::issue_invoice_to(l, one.name, format::money(l, amount));
            may_issue.then(|| view! { <p><TextLink href=href>{text}</TextLink></p> }.into_any())
        }
        Invoicing::Excess(amount) => {
            let text = t::credit_note_due(l, one.name, format::money(l, amount));
            Some(view! { <Alert kind=AlertKind::Warning title=text/> }.into_any())
        }
        Invoicing::Even => None,
    };
    view.payers.clone().into_iter().map(line).collect_view()
}

fn table(l: Locale, view: TripInvoices) -> impl IntoView {
    let columns = || {
        vec![
            Column::new(t::invoice_number(l)),
            Column::new(t::kind(l)),
            Column::new(t::issue_date(l)),
            Column::new(t::invoiced_payer(l)),
            Column::new(t::amount(l)).number(),
            Column::new(t::credited_part(l)).number(),
            Column::new(t::to_do(l)).spoken_only(),
        ]
    };
    if view.rows.is_empty() {
        return view! { <p><Muted>{t::no_invoices(l)}</Muted></p> }.into_any();
    }
    let (path, may_issue) = (trip_path(view.trip), view.may_issue);
    view! {
        <DataTable compact=true caption=t::invoices(l) columns=columns()>
            {view.rows.into_iter().map(|row| {
                let (href, open) = (format!("/invoices/{}", row.id), t::open_invoice(l, &row.number));
                let creditable = row.kind == InvoiceKind::Invoice && row.taken_back.minor < row.total.minor;
                let (credit, label) = (format!("{path}/credit-note?invoice={}", row.id), t::credit_this(l, &row.number));
                let link = (may_issue && creditable).then(|| view! { <TextLink href=credit label=label>{t::issue_credit_note(l)}</TextLink> });
                let (amount, back) = (format::money(l, signed(&row)), (!row.taken_back.is_zero()).then(|| format::money(l, row.taken_back)));
                view! {
                    <Row>
                        <Cell label=t::invoice_number(l) head=true whole=true><TextLink href=href label=open download=true>{row.number}</TextLink></Cell>
                        <Cell label=t::kind(l)>{kind_label(l, row.kind)}</Cell>
                        <Cell label=t::issue_date(l) whole=true>{format::short_date(row.issued_on)}</Cell>
                        <Cell label=t::invoiced_payer(l)>{row.payer_name}</Cell>
                        <Cell label=t::amount(l) number=true>{amount}</Cell>
                        <Cell label=t::credited_part(l) number=true>{back}</Cell>
                        <Cell label=t::to_do(l)>{link}</Cell>
                    </Row>
                }
            }).collect_view()}
        </DataTable>
    }
    .into_any()
}

/// The page at `/office/trips/:trip/invoice`.
#[component]
pub(crate) fn InvoicePage() -> impl IntoView {
    let trip = trip_in_address();
    let query = use_query_map();
    // A refused form has lost its query: whom it was about is in the form.
    let posted = replayed_draft::<IssueInvoice>().map(|post| post.payer);
    let payer = move || query.read().get("payer").and_then(|id| id.parse::<PayerId>().ok()).or(posted);
    let found = Resource::new(move || (trip.get(), payer()), |(trip, payer)| preview_invoice(trip, payer));
    show(Side::Office, found, |preview| draw_preview(preview).into_any())
}

pub(crate) fn draw_preview(preview: InvoicePreview) -> impl IntoView {
    let l = locale();
    let back = trip_path(preview.trip);
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(back.clone(), preview.reference.clone())];
    let mut facts = vec![
        Fact::new(t::invoicing_company(l), [preview.company.as_str(), words::entity(l, preview.entity)].join(" · ")),
        Fact::new(t::issue_date(l), format::date(l, preview.issued_on)),
        Fact::new(t::invoiced_payer(l), preview.invoiced_to.join(", ")),
        Fact::new(t::invoice_line(l), preview.label),
        Fact::new(t::invoice_total(l), format::money(l, preview.total)).strong(),
    ];
    if !preview.paid.is_zero() {
        facts.push(Fact::new(t::invoice_paid(l), format::money(l, preview.paid)));
        facts.push(Fact::new(t::invoice_left(l), format::money(l, preview.left)));
    }
    let unknown = (preview.invoiced_to.len() < 2).then(|| view! { <Alert kind=AlertKind::Warning title=t::address_missing(l)/> });
    view! {
        <PageTitle parts=vec![t::issue_invoice(l).to_owned(), preview.title.clone()]/>
        <PageHead title=t::issue_invoice(l) subtitle=preview.title crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            {unknown}
            <Card>
                <Facts items=facts/>
                <p><Muted>{t::issue_hint(l)}</Muted></p>
                <Form<IssueInvoice> prefix="">
                    <Hidden name="trip" value=preview.trip.to_string()/>
                    <Hidden name="payer" value=preview.payer.to_string()/>
                    <Hidden name="id" value=preview.id.to_string()/>
                    <Hidden name="seen" value=preview.total.plain()/>
                    <SaveOrCancel save=t::issue_invoice(l) cancel_href=back/>
                </Form<IssueInvoice>>
            </Card>
        </Stack>
    }
}

/// The page at `/office/trips/:trip/credit-note`.
#[component]
pub(crate) fn CreditNotePage() -> impl IntoView {
    let query = use_query_map();
    let posted = replayed_draft::<CreditInvoice>().map(|post| post.invoice);
    let invoice = move || query.read().get("invoice").and_then(|id| id.parse::<InvoiceId>().ok()).or(posted);
    let found = Resource::new(invoice, find_credit_form);
    show(Side::Office, found, |form| draw_credit(form).into_any())
}

pub(crate) fn draw_credit(form: CreditForm) -> impl IntoView {
    let l = locale();
    let back = trip_path(form.trip);
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(back.clone(), form.reference.clone())];
    let row = form.invoice;
    let about = [row.number.as_str(), &format::date(l, row.issued_on), &format::money(l, row.total)].join(" · ");
    let facts = vec![
        Fact::new(t::credited_invoice(l), about),
        Fact::new(t::invoiced_payer(l), row.payer_name),
        Fact::new(t::issue_date(l), format::date(l, form.issued_on)),
        Fact::new(t::credit_left(l), format::money(l, form.left)).strong(),
    ];
    let amount = written_number(l, &form.amount.to_field());
    view! {
        <PageTitle parts=vec![t::issue_credit_note(l).to_owned(), form.title.clone()]/>
        <PageHead title=t::issue_credit_note(l) subtitle=form.title crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Card>
            <Facts items=facts/>
            <p><Muted>{t::credit_note_hint(l)}</Muted></p>
            <Form<CreditInvoice>>
                <Hidden name="invoice" value=row.id.to_string()/>
                <Hidden name="id" value=form.id.to_string()/>
                <MoneyField name="amount" label=t::amount(l) currency=form.left.currency.code() value=amount/>
                <TextArea name="reason" label=t::credit_reason(l) rows=2/>
                <SaveOrCancel save=t::issue_credit_note(l) cancel_href=back/>
            </Form<CreditInvoice>>
        </Card>
    }
}
