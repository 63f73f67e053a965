//! Invoices as the check of the books sees them, and the list of all of them.

use super::fixtures::{Office, eur};
use desk::{BooksDesk, InvoiceDesk};
use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use domain::paging::ListQuery;
use sea_orm::DbBackend;
use store::{Database, on_both};

on_both!(what_was_tampered_with_is_found, an_invoice_is_written_once, all_invoices_are_listed_with_their_sums);

/// Lets a test rewrite history.
async fn unguard(office: &Office) {
    match office.db.backend() {
        DbBackend::Postgres => office.sql("DROP TRIGGER invoice_written_once ON invoice").await,
        _ => office.sql("DROP TRIGGER invoice_unchanged; DROP TRIGGER invoice_kept").await,
    }
}

async fn what_was_tampered_with_is_found(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let invoice = office.issue(trip).await.unwrap();
    office.credit(invoice.id, "100").await.unwrap();
    office.assert_sound().await;
    let found = |invariant: &str, subject: &str| {
        let (office, wanted) = (&office, (invariant.to_owned(), subject.to_owned()));
        async move {
            let breaches = office.breaches().await;
            assert!(breaches.contains(&wanted), "{wanted:?} is not in {breaches:?}");
        }
    };
    for (there, back) in [("next = 5", "next = 3"), ("last_issued_on = '2026-11-29'", "last_issued_on = '2026-11-30'")] {
        office.sql(&format!("UPDATE invoice_series SET {there}")).await;
        found("I15", "FR-F-2026").await;
        office.sql(&format!("UPDATE invoice_series SET {back}")).await;
    }
    office.assert_sound().await;
    unguard(&office).await;
    found("I3", "invoice").await;
    let (first, second) = ("FR-F-2026-000001", "FR-F-2026-000002");
    for (there, back, which, invariant, subject) in [
        ("number = 'FR-F-2026-000003'", "number = 'FR-F-2026-000002'", "kind = 'credit_note'", "I15", "FR-F-2026-000003"),
        ("issued_on = '2026-11-29'", "issued_on = '2026-11-30'", "kind = 'credit_note'", "I15", second),
        ("total_minor = 300001", "total_minor = 10000", "kind = 'credit_note'", "I15", first),
        ("total_minor = 300001", "total_minor = 300000", "kind = 'invoice'", "I16", first),
        ("credited_id = id", "credited_id = (SELECT id FROM invoice WHERE kind = 'invoice')", "kind = 'credit_note'", "I15", second),
    ] {
        office.sql(&format!("UPDATE invoice SET {there} WHERE {which}")).await;
        found(invariant, subject).await;
        office.sql(&format!("UPDATE invoice SET {back} WHERE {which}")).await;
        let left: Vec<_> = office.breaches().await.into_iter().filter(|(invariant, _)| invariant != "I3").collect();
        assert_eq!(left, [], "{there}");
    }
    office.sql("DELETE FROM outbox WHERE dedupe_key LIKE 'mail:invoice:%'").await;
    found("I16", first).await;
    let tx = store::ledger::find(office.db.read(), "credit_note", second).await.unwrap().unwrap().id;
    office.sql("DELETE FROM invoice WHERE kind = 'credit_note'").await;
    found("I16", &tx.to_string()).await;
    let books = office.payments.check_books(&office.administrator).await.unwrap();
    let of_invoice = books.breaches.iter().find(|breach| breach.subject == first).unwrap();
    assert_eq!(of_invoice.trip, Some(trip), "a breach leads to its trip");
}

async fn an_invoice_is_written_once(db: Database) {
    let office = Office::open(db).await;
    office.issue(office.sold("fr").await).await.unwrap();
    for statement in ["UPDATE invoice SET snapshot = 'x'", "DELETE FROM invoice"] {
        use sea_orm::ConnectionTrait;
        let tx = office.db.begin_write().await.unwrap();
        let error = tx.execute_unprepared(statement).await.unwrap_err().to_string();
        assert!(error.contains("is written once"), "{statement}: {error}");
    }
}

async fn all_invoices_are_listed_with_their_sums(db: Database) {
    let office = Office::open(db).await;
    let (french, swiss) = (office.sold("fr").await, office.sold("ch").await);
    let first = office.issue(french).await.unwrap().id;
    office.set_clock("2026-12-02T12:00:00");
    let note = office.credit(first, "200").await.unwrap().id;
    let second = office.issue(swiss).await.unwrap().id;
    let list = |q: &str, filters: &[&str]| {
        let filters = filters.iter().map(|&filter| filter.to_owned()).collect();
        let query = ListQuery { q: q.to_owned(), filters, ..ListQuery::default() };
        let office = &office;
        async move { office.invoices.list_invoices(&office.administrator, query).await.unwrap() }
    };
    let all = list("", &[]).await;
    let chf = Money::new(300_000, Currency::CHF);
    assert_eq!((all.page.total, all.sums), (3, vec![chf, eur(280_000)]), "credit notes deducted, currencies apart");
    assert_eq!(all.page.rows.iter().map(|one| one.row.id).collect::<Vec<_>>(), [second, note, first]);
    assert_eq!(all.page.rows[2].row.taken_back, eur(20_000));
    let none: [InvoiceId; 0] = [];
    for (q, filters, expected) in [
        ("", vec!["kind:credit_note"], vec![note]),
        ("", vec!["entity:ch"], vec![second]),
        ("", vec!["currency:EUR"], vec![note, first]),
        ("", vec!["from:2026-12-01"], vec![second, note]),
        ("", vec!["to:30/11/2026"], vec![first]),
        ("", vec!["kind:nonsense"], none.to_vec()),
        ("FR-F-2026-000001", vec![], vec![first]),
        ("muller perou", vec!["kind:invoice"], vec![second, first]),
        ("personne", vec![], none.to_vec()),
    ] {
        let found = list(q, &filters).await;
        assert_eq!(found.page.rows.iter().map(|one| one.row.id).collect::<Vec<_>>(), expected, "{q} {filters:?}");
    }
    let query = ListQuery { sort: "total".into(), per: 1, page: 2, ..ListQuery::default() };
    let page = office.invoices.list_invoices(&office.administrator, query).await.unwrap().page;
    assert_eq!((page.total, page.rows.len()), (3, 1));
    // As they are shown: what was taken back is below zero.
    let whole = office.credit(second, "3000").await.unwrap().id;
    for (sort, expected) in [("total", [whole, note, first, second]), ("-total", [second, first, note, whole])] {
        let query = ListQuery { sort: sort.into(), ..ListQuery::default() };
        let page = office.invoices.list_invoices(&office.administrator, query).await.unwrap().page;
        assert_eq!(page.rows.iter().map(|one| one.row.id).collect::<Vec<_>>(), expected, "{sort}");
    }
}
