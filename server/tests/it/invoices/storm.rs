//! Many at once, and the turn of the year: numbers without a gap, days that never go back.

use super::fixtures::{Office, eur};
use crate::support::{code, until_somebody_waits};
use desk::{AppError, InvoiceDesk};
use domain::dates::iso;
use domain::error::ErrorCode;
use domain::ids::{InvoiceId, PayerId, TripId};
use domain::money::Money;
use futures::future::join_all;
use sea_orm::{DbBackend, EntityTrait};
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{invoice_series, ledger_account};
use store::{Database, fresh, on_both};
use time::Duration;
use tokio::task::JoinSet;

on_both!(
    two_hundred_invoices_at_once_leave_no_gap,
    the_year_turns_at_midnight_in_paris_whatever_the_server_s_clock_says,
    whoever_waited_over_new_year_issues_in_the_new_year,
    days_of_a_series_never_go_back,
    forty_clicks_on_one_form_issue_once,
);

/// Trips, each of 3000.00, and who pays how much of each.
const TRIPS: usize = 25;
const SHARES: [&str; 8] = ["375"; 8];

/// Has the database refuse the invoices of some payers, which it does once their number is drawn and their fact is booked.
async fn doom(office: &Office, payers: &[PayerId]) {
    office.sql("CREATE TABLE doomed (payer text)").await;
    for payer in payers {
        office.sql(&format!("INSERT INTO doomed VALUES ('{}')", payer.0.simple())).await;
    }
    office
        .sql(match office.db.backend() {
            DbBackend::Postgres => {
                "CREATE FUNCTION doom() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'doomed'; END $$;
                 CREATE FUNCTION is_doomed(p uuid) RETURNS boolean LANGUAGE sql AS $$ SELECT EXISTS (SELECT 1 FROM doomed WHERE payer = replace(p::text, '-', '')) $$;
                 CREATE TRIGGER doom AFTER INSERT ON invoice FOR EACH ROW WHEN (is_doomed(NEW.payer_id)) EXECUTE FUNCTION doom()"
            }
            _ => {
                "CREATE TRIGGER doom AFTER INSERT ON invoice WHEN EXISTS (SELECT 1 FROM doomed WHERE payer = lower(hex(NEW.payer_id)))
                 BEGIN SELECT RAISE(ABORT, 'doomed'); END"
            }
        })
        .await;
}

/// Everybody presses at once; those who were refused.
async fn press(office: &Office, forms: &[(TripId, PayerId, Money)]) -> BTreeMap<PayerId, AppError> {
    let mut pressed = JoinSet::new();
    for (trip, payer, amount) in forms.iter().copied() {
        let (invoices, caller) = (office.invoices.clone(), office.administrator.clone());
        pressed.spawn(async move { (payer, invoices.issue_invoice(&caller, trip, payer, fresh(), amount.plain()).await) });
    }
    let mut refused = BTreeMap::new();
    while let Some(answer) = pressed.join_next().await {
        if let (payer, Err(error)) = answer.unwrap() {
            refused.insert(payer, error);
        }
    }
    refused
}

async fn two_hundred_invoices_at_once_leave_no_gap(db: Database) {
    let office = Office::open(db).await;
    let mut forms = Vec::new();
    for number in 0..TRIPS {
        let company = if number.is_multiple_of(2) { "fr" } else { "ch" };
        let trip = office.proposed(company).await;
        office.share(trip, &SHARES).await;
        office.move_to(trip, domain::trips::TripMove::Confirm).await;
        let currency = if company == "fr" { domain::money::Currency::EUR } else { domain::money::Currency::CHF };
        forms.extend(office.payers_of(trip).await.into_iter().map(|payer| (trip, payer, Money::new(37_500, currency))));
    }
    assert_eq!(forms.len(), 200);
    // The end of a fresh id is random: about a third.
    let doomed: Vec<PayerId> = forms.iter().map(|(_, payer, _)| *payer).filter(|payer| payer.0.as_u128().is_multiple_of(3)).collect();
    assert!((30..=110).contains(&doomed.len()), "{}", doomed.len());
    doom(&office, &doomed).await;

    let refused = press(&office, &forms).await;
    assert!(doomed.iter().all(|payer| refused.contains_key(payer)), "the database refused every one of them");
    assert_eq!(office.rows().await.len(), 200 - refused.len(), "what was rolled back left nothing");
    office.sql("DELETE FROM doomed").await;
    let mut left: Vec<_> = forms.iter().copied().filter(|(_, payer, _)| refused.contains_key(payer)).collect();
    // A busy machine may let somebody wait too long for a connection: they press again.
    while !left.is_empty() {
        let refused = press(&office, &left).await;
        assert!(refused.len() < left.len(), "{refused:?}");
        left.retain(|(_, payer, _)| refused.contains_key(payer));
    }

    let rows = office.rows().await;
    for (series, count) in [("FR-F-2026", 104), ("CH-F-2026", 96)] {
        let numbers: Vec<_> = rows.iter().filter(|row| row.series == series).map(|row| row.number.clone()).collect();
        assert_eq!(numbers, (1..=count).map(|number| format!("{series}-{number:06}")).collect::<Vec<_>>());
    }
    assert_eq!(rows.iter().map(|row| row.payer_id).collect::<BTreeSet<_>>().len(), 200, "everybody was invoiced once");
    assert!(rows.iter().all(|row| row.total_minor == 37_500 && iso(row.issued_on) == "2026-11-30"));
    for account in ledger_account::Entity::find().all(office.db.read()).await.unwrap() {
        let expected = match account.code.as_str() {
            "411" => 37_500,
            "706" => -37_500,
            other => panic!("nothing was booked on {other}"),
        };
        assert_eq!((account.balance, account.version), (expected, 1));
    }
    office.assert_sound().await;
}

async fn the_year_turns_at_midnight_in_paris_whatever_the_server_s_clock_says(db: Database) {
    let office = Office::open(db).await;
    let (first, second, swiss) = (office.sold("fr").await, office.sold("fr").await, office.sold("ch").await);
    office.set_clock("2026-12-31T22:59:59");
    let old = office.issue(first).await.unwrap();
    assert_eq!((old.number.as_str(), iso(old.issued_on).as_str()), ("FR-F-2026-000001", "2026-12-31"));
    office.pass(Duration::SECOND);
    // In UTC it is still the old year for an hour.
    for (trip, number) in [(second, "FR-F-2027-000001"), (swiss, "CH-F-2027-000001")] {
        let new = office.issue(trip).await.unwrap();
        assert_eq!((new.number.as_str(), iso(new.issued_on).as_str()), (number, "2027-01-01"));
        assert_eq!(Office::said(&new).issued_on, new.issued_on);
    }
    // A credit note is of its own day, whenever its invoice was.
    let note = office.credit(old.id, "1").await.unwrap();
    assert_eq!((note.number.as_str(), iso(note.issued_on).as_str()), ("FR-F-2027-000002", "2027-01-01"));
    office.assert_sound().await;
}

async fn whoever_waited_over_new_year_issues_in_the_new_year(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    office.set_clock("2026-12-31T22:59:59");
    let preview = office.invoices.preview_invoice(&office.administrator, trip, None).await.unwrap();
    let before = office.db.begin_write().await.unwrap();
    store::numbers::lock_invoices(&before, "FR-F-2026", domain::trips::Entity::France).await.unwrap();
    let (invoices, caller) = (office.invoices.clone(), office.administrator.clone());
    let waits = tokio::spawn(async move { invoices.issue_invoice(&caller, trip, preview.payer, preview.id, preview.total.plain()).await });
    until_somebody_waits(&office.db).await;
    office.pass(Duration::SECOND);
    before.commit().await.unwrap();
    waits.await.unwrap().unwrap();
    let row = office.row(preview.id).await;
    assert_eq!((row.number.as_str(), iso(row.issued_on).as_str()), ("FR-F-2027-000001", "2027-01-01"));
    office.assert_sound().await;
}

async fn days_of_a_series_never_go_back(db: Database) {
    let office = Office::open(db).await;
    let (first, second) = (office.sold("fr").await, office.sold("fr").await);
    office.issue(first).await.unwrap();
    // Somebody sets the server's clock back.
    office.set_clock("2026-11-29T12:00:00");
    assert_eq!(code(office.issue(second).await), ErrorCode::DateGoesBack);
    let about = office.rows().await[0].id;
    assert_eq!(code(office.credit(about, "1").await), ErrorCode::DateGoesBack);
    office.set_clock("2026-11-30T00:30:00");
    assert_eq!(office.issue(second).await.unwrap().number, "FR-F-2026-000002", "what was refused took no number");
    let series = invoice_series::Entity::find_by_id("FR-F-2026").one(office.db.read()).await.unwrap().unwrap();
    assert_eq!((series.next, series.last_issued_on.map(iso).as_deref()), (3, Some("2026-11-30")));
    office.assert_sound().await;
}

async fn forty_clicks_on_one_form_issue_once(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let preview = office.invoices.preview_invoice(&office.administrator, trip, None).await.unwrap();
    assert_eq!((preview.total, preview.paid, preview.left), (eur(300_000), eur(0), eur(300_000)));
    let issue = |id: InvoiceId, seen: &str| office.invoices.issue_invoice(&office.administrator, trip, preview.payer, id, seen.to_owned());
    assert_eq!(code(issue(fresh(), "2999.99 EUR").await), ErrorCode::MoneyMoved, "only what was looked at");
    assert_eq!(code(issue(fresh(), "").await), ErrorCode::MoneyMoved);
    assert!(join_all((0..40).map(|_| issue(preview.id, "3000.00 EUR"))).await.iter().all(Result::is_ok));
    assert_eq!(code(issue(fresh(), "3000.00 EUR").await), ErrorCode::NothingToInvoice, "another form finds nothing left");
    let rows = office.rows().await;
    assert_eq!(rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["FR-F-2026-000001"]);
    // The name of this form is taken: it issues nothing for anybody else.
    let other = office.sold("fr").await;
    let payer = office.payers_of(other).await[0];
    let taken = office.invoices.issue_invoice(&office.administrator, other, payer, preview.id, "3000.00 EUR".into()).await;
    assert_eq!(code(taken), ErrorCode::AlreadyIssued);
    office.assert_sound().await;
}
