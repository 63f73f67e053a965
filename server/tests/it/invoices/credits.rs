//! What was invoiced too much is taken back by credit notes, one invoice at a time and never beyond it.

use super::fixtures::{Office, eur};
use crate::support::{code, fields};
use desk::InvoiceDesk;
use domain::error::ErrorCode;
use domain::invoices::{CreditDraft, InvoiceKind, Invoicing};
use domain::trips::TripMove;
use futures::future::join_all;
use sea_orm::ConnectionTrait;
use store::{Database, fresh, on_both};

on_both!(
    a_credit_note_of_a_credit_note_is_refused,
    credits_at_once_never_exceed_their_invoice,
    a_price_that_rose_is_invoiced_and_one_that_fell_is_credited,
    of_a_cancelled_trip_everything_is_credited_and_nothing_invoiced,
    a_wrong_invoice_is_credited_whole_and_issued_again,
    who_pays_less_is_credited_and_who_pays_more_is_invoiced,
);

async fn a_credit_note_of_a_credit_note_is_refused(db: Database) {
    let office = Office::open(db).await;
    let invoice = office.issue(office.sold("fr").await).await.unwrap();
    let note = office.credit(invoice.id, "200,00").await.unwrap();
    assert_eq!((note.kind, note.credited_id, note.number.as_str()), (InvoiceKind::CreditNote, Some(invoice.id), "FR-F-2026-000002"));
    assert_eq!(code(office.invoices.find_credit_form(&office.administrator, note.id).await), ErrorCode::CreditOfCredit);
    assert_eq!(code(office.credit(note.id, "1").await), ErrorCode::CreditOfCredit);
    assert_eq!(office.rows().await.len(), 2);
    // The database refuses a credit note about nothing and an invoice about something, too.
    for change in ["credited_id = NULL", "kind = 'invoice'", "total_minor = 0"] {
        let tx = office.db.begin_write().await.unwrap();
        let copy = format!(
            "INSERT INTO invoice SELECT payer_id, 'X', series, kind, credited_id, trip_id, trip_id, payer_id, total_minor, currency, issued_on, issued_by, created_at, snapshot \
             FROM (SELECT * FROM invoice WHERE number = '{}') AS i",
            note.number
        );
        let (column, value) = change.split_once(" = ").unwrap();
        let copy = copy.replacen(&format!(" {column},"), &format!(" {value},"), 1);
        assert!(tx.execute_unprepared(&copy).await.unwrap_err().to_string().to_lowercase().contains("check"), "{change}");
    }
    office.assert_sound().await;
}

async fn credits_at_once_never_exceed_their_invoice(db: Database) {
    let office = Office::open(db).await;
    let invoice = office.issue(office.sold("fr").await).await.unwrap();
    // Thirty of 200.00 on 3000.00: fifteen fit.
    let answers = join_all((0..30).map(|_| office.credit(invoice.id, "200"))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 15);
    assert_eq!(code(office.credit(invoice.id, "0.01").await), ErrorCode::AllCredited);
    let numbers: Vec<_> = office.rows().await.into_iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=16).map(|number| format!("FR-F-2026-{number:06}")).collect::<Vec<_>>());
    office.assert_sound().await;

    // Two of 60 %: one is refused at its field, and says what is left.
    let invoice = office.issue(office.sold("fr").await).await.unwrap();
    let answers = join_all((0..2).map(|_| office.credit(invoice.id, "1800"))).await;
    let refused: Vec<_> = answers.into_iter().filter(Result::is_err).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(fields(refused.into_iter().next().unwrap()), [("amount".to_owned(), ErrorCode::OutsideCreditable)]);
    // One form sent forty times credits once.
    let (id, draft) = (fresh(), CreditDraft { amount: "100".into(), reason: "Geste".into() });
    let clicks = join_all((0..40).map(|_| office.invoices.credit_invoice(&office.administrator, invoice.id, id, draft.clone()))).await;
    assert!(clicks.iter().all(Result::is_ok));
    let form = office.invoices.find_credit_form(&office.administrator, invoice.id).await.unwrap();
    assert_eq!((form.left, form.invoice.taken_back), (eur(110_000), eur(190_000)));
    office.assert_sound().await;
}

async fn a_price_that_rose_is_invoiced_and_one_that_fell_is_credited(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let first = office.issue(trip).await.unwrap();
    assert_eq!(code(office.issue(trip).await), ErrorCode::NothingToInvoice);
    office.reprice(trip, "3200").await;
    let second = office.issue(trip).await.unwrap();
    assert_eq!((second.total_minor, second.number.as_str()), (20_000, "FR-F-2026-000002"));
    assert!(Office::said(&second).label.starts_with("Complément") && Office::said(&second).included.is_empty());
    office.reprice(trip, "2900").await;
    assert_eq!(code(office.issue(trip).await), ErrorCode::CreditNeeded);
    let stand = office.invoices.list_trip_invoices(&office.administrator, trip).await.unwrap();
    assert_eq!(stand.payers[0].invoicing, Invoicing::Excess(eur(30_000)));
    let form = office.invoices.find_credit_form(&office.administrator, first.id).await.unwrap();
    assert_eq!((form.left, form.amount), (eur(300_000), eur(30_000)), "what is too much stands in the field");
    office.credit(first.id, "300").await.unwrap();
    assert_eq!(code(office.issue(trip).await), ErrorCode::NothingToInvoice);
    assert!(office.invoices.list_trip_invoices(&office.administrator, trip).await.unwrap().payers.is_empty());
    office.assert_sound().await;
}

async fn of_a_cancelled_trip_everything_is_credited_and_nothing_invoiced(db: Database) {
    let office = Office::open(db).await;
    let (draft, trip, never) = (office.proposed("fr").await, office.sold("ch").await, office.sold("fr").await);
    assert_eq!(code(office.issue(draft).await), ErrorCode::NotInvoiceable, "what is not sold is not invoiced");
    let invoice = office.issue(trip).await.unwrap();
    assert_eq!(invoice.number, "CH-F-2026-000001");
    for trip in [trip, never] {
        office.move_to(trip, TripMove::Cancel).await;
    }
    assert_eq!(code(office.issue(never).await), ErrorCode::NotInvoiceable);
    assert_eq!(code(office.issue(trip).await), ErrorCode::CreditNeeded);
    let form = office.invoices.find_credit_form(&office.administrator, invoice.id).await.unwrap();
    assert_eq!(form.amount, form.left);
    office.credit(invoice.id, "3000").await.unwrap();
    assert_eq!(code(office.issue(trip).await), ErrorCode::NotInvoiceable);
    assert_eq!(code(office.credit(invoice.id, "1").await), ErrorCode::AllCredited);
    office.assert_sound().await;
}

async fn a_wrong_invoice_is_credited_whole_and_issued_again(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let wrong = office.issue(trip).await.unwrap();
    let note = office.credit(wrong.id, "3000").await.unwrap();
    let right = office.issue(trip).await.unwrap();
    assert_eq!((right.total_minor, right.number.as_str()), (300_000, "FR-F-2026-000003"));
    let said = Office::said(&note);
    let about = said.credited.unwrap();
    assert_eq!((about.number, about.issued_on, about.reason.as_str()), (wrong.number, wrong.issued_on, "Geste commercial"));
    for (amount, reason, field) in [("", "x", "amount"), ("3000.01", "x", "amount"), ("1", " ", "reason")] {
        let draft = CreditDraft { amount: amount.into(), reason: reason.into() };
        let refused = office.invoices.credit_invoice(&office.administrator, right.id, fresh(), draft).await;
        assert_eq!(fields(refused)[0].0, field);
    }
    office.assert_sound().await;
}

async fn who_pays_less_is_credited_and_who_pays_more_is_invoiced(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    office.issue(trip).await.unwrap();
    office.share(trip, &["1000", "2000"]).await;
    let [ana, zoe] = office.payers_of(trip).await[..] else { panic!("two payers") };
    let stand = office.invoices.list_trip_invoices(&office.administrator, trip).await.unwrap();
    let found: Vec<_> = stand.payers.iter().map(|one| (one.payer, one.invoicing)).collect();
    assert_eq!(found, [(ana, Invoicing::Excess(eur(200_000))), (zoe, Invoicing::Missing(eur(200_000)))]);
    let preview = office.invoices.preview_invoice(&office.administrator, trip, Some(zoe)).await.unwrap();
    assert_eq!((preview.total, preview.label.starts_with("Part d’un voyage")), (eur(200_000), true));
    assert_eq!(code(office.invoices.preview_invoice(&office.administrator, trip, Some(ana)).await), ErrorCode::CreditNeeded);
    // Nobody is named: whoever is to invoice.
    assert_eq!(office.issue(trip).await.unwrap().payer_id, zoe);
    office.credit(stand.rows[0].id, "2000").await.unwrap();
    // A payer of another trip is nobody here.
    let other = office.payers_of(office.sold("fr").await).await[0];
    let answer = office.invoices.issue_invoice(&office.administrator, trip, other, fresh(), "3000.00 EUR".into()).await;
    assert_eq!(code(answer), ErrorCode::NotFound);
    office.assert_sound().await;
}
