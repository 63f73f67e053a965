//! What the pages of invoices show, drawn on the server.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::list::whole;
use crate::drawn::{body, html, refused, sent};
use crate::trips::invoices::{card, draw_credit, draw_preview};
use desk::{AppError, CreditForm, InvoiceList, InvoicePreview, InvoiceRow, ListedInvoice, PayerInvoicing, TripInvoices};
use domain::dates::from_iso;
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{InvoiceId, TripId};
use domain::invoices::{InvoiceKind, Invoicing};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::people::StaffRole;
use domain::trips::Entity;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn id(number: u32) -> InvoiceId {
    format!("invoice_{number:032x}").parse().unwrap()
}

fn trip() -> TripId {
    "trip_0190a0b0c0d07000800000000000000a".parse().unwrap()
}

fn payer() -> domain::ids::PayerId {
    "payer_0190a0b0c0d07000800000000000000b".parse().unwrap()
}

fn row(number: u32, kind: InvoiceKind, minor: i64) -> InvoiceRow {
    InvoiceRow {
        id: id(number),
        number: format!("FR-F-2026-{number:06}"),
        kind,
        credited: (kind == InvoiceKind::CreditNote).then(|| id(1)),
        payer_name: "Ana Müller".to_owned(),
        issued_on: from_iso("2026-11-30").unwrap(),
        total: eur(minor),
        taken_back: eur(0),
    }
}

fn preview() -> InvoicePreview {
    InvoicePreview {
        id: id(7),
        trip: trip(),
        reference: "AV-2027-0114".to_owned(),
        title: "Peru".to_owned(),
        payer: payer(),
        invoiced_to: vec!["Ana Müller".to_owned(), "74000 Annecy".to_owned()],
        entity: Entity::France,
        company: "Altaïr Voyages SARL".to_owned(),
        issued_on: from_iso("2026-11-30").unwrap(),
        label: "Package tour".to_owned(),
        total: eur(300_000),
        paid: eur(90_000),
        left: eur(210_000),
    }
}

#[test]
fn the_list_shows_credit_notes_below_zero_and_a_sum_for_each_currency() {
    let listed = |row| ListedInvoice { row, trip: trip(), reference: "AV-2027-0114".to_owned(), title: "Peru".to_owned() };
    let rows = vec![listed(row(1, InvoiceKind::Invoice, 300_000)), listed(row(2, InvoiceKind::CreditNote, 20_000))];
    let list = InvoiceList { page: Page { rows, total: 2, page: 1, per: 50 }, sums: vec![Money::new(1_205, Currency::CHF), eur(280_000)] };
    let query = ListQuery { filters: vec!["kind:credit_note".to_owned()], ..ListQuery::default() };
    let page = html(StaffRole::Accountant, None, move || whole(&query, list)).replace('\u{a0}', " ");
    assert!(page.contains("€3,000.00") && page.contains("−€200.00") || page.contains("-€200.00"), "{page}");
    assert!(page.contains("CHF 12.05 · €2,800.00") && page.contains("Credit note"), "{page}");
}

#[test]
fn an_invoice_is_looked_at_before_it_is_issued() {
    let page = html(StaffRole::Manager, None, || draw_preview(preview())).replace('\u{a0}', " ");
    for shown in ["Ana Müller, 74000 Annecy", "30 November 2026", "Package tour", "€3,000.00", "€2,100.00", "do=issue_invoice"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(sent(&page).contains(&("seen".to_owned(), "3000.00 EUR".to_owned())), "what was looked at is what is issued");
    let nowhere = InvoicePreview { invoiced_to: vec!["Odile".to_owned()], ..preview() };
    assert!(html(StaffRole::Manager, None, || draw_preview(nowhere)).contains("address of this payer is unknown"));
    let moved = AppError::from(ErrorCode::MoneyMoved);
    let replay = refused("issue_invoice", &body(&page), &moved);
    assert!(html(StaffRole::Manager, Some(replay), || draw_preview(preview())).contains("The amounts changed meanwhile"));
}

#[test]
fn a_refused_credit_note_keeps_what_was_typed() {
    let form = || CreditForm {
        id: id(7),
        trip: trip(),
        reference: "AV-2027-0114".to_owned(),
        title: "Peru".to_owned(),
        invoice: row(1, InvoiceKind::Invoice, 300_000),
        issued_on: from_iso("2026-11-30").unwrap(),
        left: eur(300_000),
        amount: eur(20_000),
    };
    let page = html(StaffRole::Accountant, None, move || draw_credit(form()));
    assert!(sent(&page).contains(&("draft[amount]".to_owned(), "200.00".to_owned())), "{:?}", sent(&page));
    let body = body(&page).replace("200.00", "200%2C00");
    let error = AppError::from(FieldErrors::one("reason", ErrorCode::Required));
    let replay = refused("credit_invoice", &body, &error);
    let again = html(StaffRole::Accountant, Some(replay), move || draw_credit(form()));
    assert!(
        again.contains("This field is needed.") && sent(&again).contains(&("draft[amount]".to_owned(), "200,00".to_owned())),
        "{again}"
    );
}

#[test]
fn the_card_offers_what_is_to_do_and_nothing_else() {
    let missing = PayerInvoicing { payer: payer(), name: "Ana".to_owned(), invoicing: Invoicing::Missing(eur(5_000)) };
    let excess = PayerInvoicing { payer: payer(), name: "Zoé".to_owned(), invoicing: Invoicing::Excess(eur(700)) };
    let mut credited = row(1, InvoiceKind::Invoice, 300_000);
    credited.taken_back = eur(300_000);
    let rows = vec![row(2, InvoiceKind::CreditNote, 300_000), credited, row(3, InvoiceKind::Invoice, 100)];
    let view = |may_issue| TripInvoices { trip: trip(), rows: rows.clone(), payers: vec![missing.clone(), excess.clone()], may_issue };
    let (own, other) = (view(true), view(false));
    let page = html(StaffRole::Manager, None, move || card(own)).replace('\u{a0}', " ");
    assert_eq!(page.matches("/credit-note?invoice=").count(), 1, "neither a credit note nor what is credited in full: {page}");
    assert!(page.contains("Invoice €50.00 to Ana") && page.contains("Zoé was invoiced €7.00 too much"), "{page}");
    let page = html(StaffRole::Manager, None, move || card(other));
    assert!(!page.contains("/credit-note?invoice=") && !page.contains("/invoice?payer="), "{page}");
    let empty = TripInvoices { trip: trip(), rows: Vec::new(), payers: Vec::new(), may_issue: true };
    assert!(!html(StaffRole::Manager, None, move || card(empty)).contains("No invoice"));
}
