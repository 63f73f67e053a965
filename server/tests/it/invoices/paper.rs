//! What an invoice says is frozen when it is issued; page, data and ledger say the same.

use super::fixtures::{Office, eur};
use crate::support::code;
use desk::{InvoiceDesk, PortalDesk, RecordedDesk};
use domain::error::ErrorCode;
use domain::ledger::AccountCode;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payments::ReversalDraft;
use papers::{InvoiceView, Regime, invoice_data};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use server::mail::{MailJob, MailKind};
use store::entities::{client, invoice, ledger_account, outbox, recorded_payment};
use store::{Database, Json, on_both};
use time::Duration;

on_both!(
    page_data_and_ledger_say_the_same,
    what_was_paid_stands_with_its_receipts,
    nothing_moves_but_what_was_invoiced,
    an_invoice_stays_as_it_was_issued,
    the_swiss_company_gives_its_own_reason,
    who_has_no_account_is_written_to_without_a_link,
    a_company_without_particulars_issues_nothing,
);

/// What stands on a payer's account, as the ledger keeps it.
async fn balance(office: &Office, row: &invoice::Model, code: AccountCode) -> i64 {
    let account = ledger_account::Entity::find()
        .filter(ledger_account::Column::PayerId.eq(row.payer_id))
        .filter(ledger_account::Column::Code.eq(code.as_str()))
        .one(office.db.read())
        .await
        .unwrap();
    account.map_or(0, |account| account.balance)
}

fn element(data: &str, name: &str) -> String {
    data.split_once(&format!("<ram:{name}>")).unwrap().1.split_once('<').unwrap().0.to_owned()
}

async fn page_data_and_ledger_say_the_same(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let invoice = office.issue(trip).await.unwrap();
    let note = office.credit(invoice.id, "123.45").await.unwrap();
    let mut net = 0;
    for (row, total, sign) in [(&invoice, eur(300_000), 1), (&note, eur(12_345), -1)] {
        let view = Office::said(row);
        assert_eq!((view.total, view.number.as_str(), row.total_minor), (total, row.number.as_str(), total.minor));
        let data = invoice_data(&view).unwrap().unwrap();
        assert_eq!(element(&data, "GrandTotalAmount"), total.to_field());
        assert_eq!(Money::parse(&element(&data, "DuePayableAmount"), Currency::EUR), Ok(view.left));
        net += sign * total.minor;
        let (name, pdf) = office.invoices.read_invoice(&office.client, row.id).await.unwrap();
        assert_eq!((name, pdf.starts_with(b"%PDF-")), (format!("{}.pdf", row.number), true));
        assert_eq!(papers::invoice(&view).unwrap(), pdf, "the same row gives the same bytes");
    }
    assert_eq!(
        (balance(&office, &invoice, AccountCode::Receivable).await, balance(&office, &invoice, AccountCode::Sales).await),
        (net, -net)
    );
    let view = Office::said(&invoice);
    assert_eq!((view.buyer.name.as_str(), view.buyer.address.len()), ("Ana Müller", 3));
    assert_eq!((view.regime, view.included.len(), view.seller.registrations.len()), (Regime::MarginScheme, 1, 5));
    office.assert_sound().await;
}

async fn what_was_paid_stands_with_its_receipts(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let payer = office.payers_of(trip).await[0];
    office.receive(trip, payer, "400", "EUR").await;
    office.receive(trip, payer, "900", "EUR").await;
    // Another currency settles nothing, and what was undone proves nothing.
    office.receive(trip, payer, "50", "CHF").await;
    let wrong = recorded_payment::Entity::find()
        .filter(recorded_payment::Column::AmountMinor.eq(40_000))
        .one(office.db.read())
        .await
        .unwrap()
        .unwrap();
    office.books.reverse_payment(&office.administrator, wrong.id, ReversalDraft { reason: "double".into() }).await.unwrap();
    let first = Office::said(&office.issue(trip).await.unwrap());
    assert_eq!((first.paid, first.left), (eur(90_000), eur(210_000)));
    assert_eq!(
        first.payments.iter().map(|line| (line.receipt.as_str(), line.amount)).collect::<Vec<_>>(),
        [("FR-2026-000002", eur(90_000))]
    );
    assert!(first.due_on.is_some(), "the schedule says by when the rest is due");
    // Later: the rest comes, and more; the price rises. Only what exceeds the first invoice is paid of the second.
    office.receive(trip, payer, "2100", "EUR").await;
    office.reprice(trip, "3200").await;
    office.receive(trip, payer, "150", "EUR").await;
    let second = Office::said(&office.issue(trip).await.unwrap());
    assert_eq!((second.total, second.paid, second.left), (eur(20_000), eur(15_000), eur(5_000)));
    assert_eq!(second.payments.iter().map(|line| line.amount).collect::<Vec<_>>(), [eur(15_000)]);
    office.assert_sound().await;
}

async fn nothing_moves_but_what_was_invoiced(db: Database) {
    use desk::FundsDesk;
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let payer = office.payers_of(trip).await[0];
    office.receive(trip, payer, "900", "EUR").await;
    let page = || office.trips.find_own_trip(&office.client, trip);
    let funds = || office.books.find_funds(&office.administrator, String::new());
    let (before, held) = (page().await.unwrap(), funds().await.unwrap());
    let invoice = office.issue(trip).await.unwrap();
    office.credit(invoice.id, "100").await.unwrap();
    assert_eq!((page().await.unwrap(), funds().await.unwrap()), (before, held), "neither what is owed, nor received, nor held");
    assert_eq!(balance(&office, &invoice, AccountCode::Advances).await, -90_000);
}

async fn an_invoice_stays_as_it_was_issued(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let row = office.issue(trip).await.unwrap();
    let (_, pdf) = office.invoices.read_invoice(&office.administrator, row.id).await.unwrap();
    let mut moved = client::Entity::find_by_id(office.client_id).one(office.db.read()).await.unwrap().unwrap().into_active_model();
    (moved.name, moved.language, moved.addresses) = (Set("Ana Martin".into()), Set(Locale::En), Set(Json(Vec::new())));
    let tx = office.db.begin_write().await.unwrap();
    moved.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    office.reprice(trip, "3100").await;
    office.pass(Duration::days(400));
    let (_, again) = office.invoices.read_invoice(&office.administrator, row.id).await.unwrap();
    assert!(pdf == again, "another name, language, address, price and year change nothing");
    // A credit note is to whom the invoice was, and speaks its language.
    let note = Office::said(&office.credit(row.id, "1").await.unwrap());
    assert_eq!((note.buyer.name.as_str(), note.locale), ("Ana Müller", Locale::Fr));
    let now: InvoiceView = Office::said(&office.issue(trip).await.unwrap());
    assert_eq!((now.buyer.name.as_str(), now.locale, now.buyer.postal.clone()), ("Ana Martin", Locale::En, None));
    assert_eq!(invoice_data(&now), Ok(None), "nobody knows in which country");
    assert!(papers::invoice(&now).is_ok());
}

async fn the_swiss_company_gives_its_own_reason(db: Database) {
    let office = Office::open(db).await;
    let row = office.issue(office.sold("ch").await).await.unwrap();
    let view = Office::said(&row);
    assert_eq!((row.number.as_str(), row.currency, view.regime), ("CH-F-2026-000001", Currency::CHF, Regime::OutsideScope));
    assert_eq!(invoice_data(&view), Ok(None));
    assert!(office.invoices.read_invoice(&office.client, row.id).await.is_ok());
    office.assert_sound().await;
}

async fn who_has_no_account_is_written_to_without_a_link(db: Database) {
    let office = Office::open(db).await;
    let trip = office.proposed("fr").await;
    office.share(trip, &["1000", "1500", "500"]).await;
    office.move_to(trip, domain::trips::TripMove::Confirm).await;
    for payer in office.payers_of(trip).await {
        let preview = office.invoices.preview_invoice(&office.administrator, trip, Some(payer)).await.unwrap();
        office.invoices.issue_invoice(&office.administrator, trip, payer, preview.id, preview.total.plain()).await.unwrap();
    }
    let mut links = Vec::new();
    for row in office.rows().await {
        let key = format!("mail:invoice:{}", row.id);
        let job = outbox::Entity::find().filter(outbox::Column::DedupeKey.eq(key)).one(office.db.read()).await.unwrap().unwrap();
        let job: MailJob = serde_json::from_str(&job.payload).unwrap();
        let letter = job.letter("Altaïr", "04");
        assert!(letter.subject.contains(&row.number) && letter.text.contains("Pérou"), "{letter:?}");
        let MailKind::Invoice { link, .. } = job.kind else { panic!("{job:?}") };
        links.push(link.map(|link| link == format!("https://agency.example/invoices/{}", row.id)));
    }
    assert_eq!(links, [Some(true), Some(true), None]);
    office.assert_sound().await;
}

async fn a_company_without_particulars_issues_nothing(db: Database) {
    let office = Office::open_changed(db, |config| config.agency.france_company.guarantor = " ".into()).await;
    let (french, swiss) = (office.sold("fr").await, office.sold("ch").await);
    assert_eq!(code(office.issue(french).await), ErrorCode::CompanyUnknown);
    let payer = office.payers_of(french).await[0];
    let issued = office.invoices.issue_invoice(&office.administrator, french, payer, store::fresh(), "3000.00 EUR".into()).await;
    assert_eq!(code(issued), ErrorCode::CompanyUnknown);
    assert!(office.issue(swiss).await.is_ok());
    office.assert_sound().await;
}
