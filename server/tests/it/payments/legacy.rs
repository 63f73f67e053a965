//! Payments of the former system, brought over from its export: once, whoever brings them and however often, and shown as what they are.

use super::fixtures::{Till, eur};
use super::handovers::{confirm, hand_over, stands, to_other};
use super::shares::{payers, shared};
use desk::{Caller, PayerDesk, PortalDesk, RecordedDesk, TripDesk};
use domain::dates::from_iso;
use domain::ids::TripId;
use domain::legacy::{LegacyColumn, LegacyKind, LegacyMethod, LegacyRefusal};
use domain::money::{Currency, Money};
use domain::trips::{Entity as Company, TripMove};
use sea_orm::{ConnectionTrait, EntityTrait};
use server::desks::books::Books;
use server::desks::books::legacy::{ImportError, LegacyReport, LegacyTotal, Run};
use std::collections::BTreeMap;
use store::entities::{ledger_account, ledger_entry, ledger_tx, legacy_payment, receipt};
use store::{Database, on_both};
use time::Duration;

on_both!(
    an_export_brought_twice_is_in_the_ledger_once,
    a_file_cut_in_the_middle_is_brought_to_its_end,
    two_programs_at_once_bring_it_once,
    a_rehearsal_says_what_will_happen_and_changes_nothing,
    an_old_id_with_another_content_is_refused,
    what_cannot_be_read_or_placed_costs_only_itself,
    excess_and_other_currencies_wait_for_a_person,
    a_refund_waits_for_its_payment_further_down,
    a_trip_that_several_pay_needs_a_name,
    a_former_payer_pays_off_what_is_open_and_what_goes_back_to_them_is_open_again,
    what_was_brought_over_is_shown_as_what_it_is,
    a_row_beside_the_ledger_is_found_by_the_check,
    a_file_without_its_columns_is_not_begun,
);

const HEADER: &str = "Identifiant;Dossier;Montant;Devise;Date;Moyen de paiement;Remarque;Type\n";

struct Office {
    till: Till,
    books: Books,
}

impl Office {
    async fn open(db: Database) -> Self {
        let till = Till::open(db).await;
        Self { books: Books::new(till.counter.clone()), till }
    }

    fn keeper(&self) -> &Caller {
        &self.till.seller
    }

    async fn reference(&self, trip: TripId) -> String {
        self.till.trips.find_trip(self.keeper(), trip).await.unwrap().reference
    }

    async fn bring(&self, file: &str) -> LegacyReport {
        self.books.import_payments(file.as_bytes(), Run::Real).await.unwrap()
    }

    /// A deposit of 900.00 by card, 1 234.50 by transfer, and 34.50 of it given back; the last two of a second trip are in francs.
    async fn export(&self) -> (TripId, TripId, String) {
        let (first, second) = (self.till.trip().await, self.till.trip_of("ch").await);
        let (french, swiss) = (self.reference(first).await, self.reference(second).await);
        let rows = [
            format!("P-1;{french};900,00;EUR;05/02/2024;CB;acompte;"),
            format!("P-2;{swiss};1’200.00;CHF;2024-03-14;Virement;;"),
            format!("P-3;{french};1 234,50;EUR;14/03/2025;Virement;\"solde; reçu\";paiement"),
            format!("R-1;{french};-34,50;EUR;20/03/2025;Virement;;remboursement"),
            format!("P-4;{swiss};300;CHF;15/03/2025;;;"),
        ];
        (first, second, [HEADER, &rows.join("\n"), "\n"].concat())
    }

    /// The whole ledger, without the names that the database drew.
    async fn ledger(&self) -> Vec<String> {
        let db = self.till.db.read();
        let accounts: BTreeMap<_, _> =
            ledger_account::Entity::find().all(db).await.unwrap().into_iter().map(|account| (account.id, account)).collect();
        let txs: BTreeMap<_, _> = ledger_tx::Entity::find().all(db).await.unwrap().into_iter().map(|tx| (tx.id, tx)).collect();
        let entries = ledger_entry::Entity::find().all(db).await.unwrap();
        let mut lines: Vec<_> = entries
            .into_iter()
            .map(|entry| {
                let (tx, account) = (&txs[&entry.tx_id], &accounts[&entry.account_id]);
                let of = (account.trip_id, account.payer_id);
                format!("{}:{} {} {of:?} {} {} {}", tx.source_kind, tx.source_id, account.code, entry.amount_minor, entry.currency, tx.memo)
            })
            .collect();
        lines.sort();
        lines
    }

    /// Received, credit, left to pay, as the client sees them.
    async fn standing(&self, trip: TripId) -> (Money, Money, Money) {
        let page = self.till.trips.find_own_trip(&self.till.traveller, trip).await.unwrap();
        (page.received, page.credit, page.card.remaining)
    }

    async fn close(self) {
        self.till.assert_sound().await;
        self.till.close().await;
    }
}

fn counts(report: &LegacyReport) -> (u64, u64, usize) {
    (report.booked, report.there, report.refused.len())
}

fn refusals(report: &LegacyReport) -> Vec<(u32, u32, LegacyRefusal)> {
    report.refused.iter().map(|row| (row.line, row.column, row.why.clone())).collect()
}

async fn an_export_brought_twice_is_in_the_ledger_once(db: Database) {
    let office = Office::open(db).await;
    let (first, second, file) = office.export().await;
    let report = office.bring(&file).await;
    assert_eq!((counts(&report), report.rows()), ((5, 0, 0), 5));
    assert_eq!(office.standing(first).await, (eur(210_000), eur(0), eur(90_000)));
    let chf = |minor| Money::new(minor, Currency::CHF);
    assert_eq!(office.standing(second).await, (chf(150_000), chf(0), chf(150_000)));
    let total = |payments, received, refunds, given_back| LegacyTotal { payments, received, refunds, given_back, aside: 0 };
    let totals = BTreeMap::from([
        ((Company::France, Currency::EUR, 2024), total(1, 90_000, 0, 0)),
        ((Company::France, Currency::EUR, 2025), total(1, 123_450, 1, 3_450)),
        ((Company::Switzerland, Currency::CHF, 2024), total(1, 120_000, 0, 0)),
        ((Company::Switzerland, Currency::CHF, 2025), total(1, 30_000, 0, 0)),
    ]);
    assert_eq!(report.totals, totals);
    let ledger = office.ledger().await;
    // Windows-1252, other delimiters and another order of columns say the same.
    let western: Vec<u8> = file.chars().map(|c| if c == '’' { 0x92 } else { u8::try_from(u32::from(c)).unwrap() }).collect();
    let again = office.books.import_payments(&western, Run::Real).await.unwrap();
    assert_eq!((counts(&again), &again.totals), ((0, 5, 0), &report.totals));
    assert_eq!(office.ledger().await, ledger);
    assert_eq!(report.to_string().lines().last(), Some("5 booked + 0 already there + 0 refused = 5 rows"));
    // The former system issued the receipts, and nobody is written to.
    assert!(receipt::Entity::find().all(office.till.db.read()).await.unwrap().is_empty() && office.till.mails().await.is_empty());
    office.close().await;
}

async fn a_file_cut_in_the_middle_is_brought_to_its_end(db: Database) {
    let whole = Office::open(db).await;
    let (first, _, file) = whole.export().await;
    // Wherever it is cut, even where half an amount looks like a whole one.
    let third: usize = file.lines().take(3).map(|line| line.len() + 1).sum();
    let cut = file.get(..third + "P-3;AV-2027-0001;1 234".len()).unwrap();
    let lone = [cut, ";EUR;14/03/2025;;;"].concat();
    let report = whole.bring(&lone).await;
    assert_eq!((report.booked, refusals(&report)), (2, vec![(4, 1, LegacyRefusal::Cut)]), "{report}");
    let report = whole.bring(cut).await;
    assert_eq!((counts(&report), report.refused[0].why.clone()), ((0, 2, 1), LegacyRefusal::Broken));
    let report = whole.bring(&file).await;
    assert_eq!(counts(&report), (3, 2, 0));
    assert_eq!(whole.standing(first).await, (eur(210_000), eur(0), eur(90_000)));
    let names: Vec<String> = whole.ledger().await.into_iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), 5, "a fact for each row");
    assert_eq!(names.len(), 10);
    whole.close().await;
}

async fn two_programs_at_once_bring_it_once(db: Database) {
    let office = Office::open(db).await;
    let (_, _, file) = office.export().await;
    let other = Books::new(office.till.counter.clone());
    let (one, two) = futures::join!(office.bring(&file), async { other.import_payments(file.as_bytes(), Run::Real).await.unwrap() });
    assert_eq!((one.booked + two.booked, one.there + two.there), (5, 5), "{one}\n{two}");
    assert!(one.refused.is_empty() && two.refused.is_empty());
    assert_eq!((office.till.transactions().await, one.totals), (5, two.totals));
    office.close().await;
}

async fn a_rehearsal_says_what_will_happen_and_changes_nothing(db: Database) {
    let office = Office::open(db).await;
    let (first, _, file) = office.export().await;
    let reference = office.reference(first).await;
    let file = format!(
        "{file}P-5;{reference};5000;EUR;2025-04-01;;;\nP-6;{reference};abc;EUR;2025-04-01;;;\nP-7;AV-1999-0001;1;EUR;2025-04-01;;;\n"
    );
    let rehearsed = office.books.import_payments(file.as_bytes(), Run::Rehearsal).await.unwrap();
    assert_eq!((office.till.transactions().await, office.till.tasks().await.len(), office.ledger().await.len()), (0, 0, 0));
    assert!(legacy_payment::Entity::find().all(office.till.db.read()).await.unwrap().is_empty());
    let real = office.bring(&file).await;
    assert_eq!(counts(&real), (6, 0, 2));
    assert_eq!(rehearsed, real, "the same in every word");
    assert_eq!(rehearsed.to_string(), real.to_string());
    office.close().await;
}

async fn an_old_id_with_another_content_is_refused(db: Database) {
    let office = Office::open(db).await;
    let (first, second, file) = office.export().await;
    office.bring(&file).await;
    let (ledger, reference, other) = (office.ledger().await, office.reference(first).await, office.reference(second).await);
    for (row, what) in [
        (format!("P-1;{reference};901;EUR;05/02/2024;CB;acompte;"), "amount"),
        (format!("P-1;{reference};900;CHF;05/02/2024;CB;acompte;"), "amount"),
        (format!("P-1;{other};900;EUR;05/02/2024;CB;acompte;"), "trip"),
        (format!("P-1;{reference};900;EUR;06/02/2024;CB;acompte;"), "date"),
        (format!("P-1;{reference};900;EUR;05/02/2024;Chèque;acompte;"), "method"),
        (format!("P-1;{reference};900;EUR;05/02/2024;CB;solde;"), "note"),
        (format!("P-1;{reference};900;EUR;05/02/2024;CB;acompte;remboursement"), "kind"),
    ] {
        let report = office.bring(&format!("{HEADER}{row}\n")).await;
        assert_eq!(refusals(&report), [(2, 1, LegacyRefusal::Conflict(what))]);
    }
    // Within one file the first row holds, and the other is refused before anything is asked.
    let twice =
        format!("{HEADER}N-1;{reference};1;EUR;05/02/2024;;;\nN-1;{reference};2;EUR;05/02/2024;;;\nN-1;{reference};1;EUR;05/02/2024;;;\n");
    let report = office.bring(&twice).await;
    assert_eq!((counts(&report), refusals(&report)), ((1, 1, 1), vec![(3, 1, LegacyRefusal::Twice(2))]));
    let left: Vec<_> = office.ledger().await.into_iter().filter(|line| !line.starts_with("legacy:N-1")).collect();
    assert_eq!(left, ledger, "nothing was overwritten");
    office.close().await;
}

async fn what_cannot_be_read_or_placed_costs_only_itself(db: Database) {
    let office = Office::open(db).await;
    let trip = office.till.trip().await;
    let reference = office.reference(trip).await;
    let file = format!(
        "{HEADER}A;{reference};100;EUR;2024-01-02;;;\nB;{reference};1,500;EUR;2024-01-02;;;\nC;{reference};100;EUR;31/02/2024;;;\n\
         D;{reference};100;XXZ;2024-01-02;;;\nE;AV-1999-0001;100;EUR;2024-01-02;;;\nF;{reference}\n;{reference};100;EUR;2024-01-02;;;\n\
         G;{reference};100;EUR;2024-01-02;bitcoin;;\nH;{reference};100;EUR;2024-01-03;;;\n"
    );
    let report = office.bring(&file).await;
    assert_eq!((counts(&report), report.rows()), ((2, 0, 7), 9));
    assert_eq!(
        refusals(&report),
        [
            (3, 3, LegacyRefusal::Amount),
            (4, 5, LegacyRefusal::Date),
            (5, 4, LegacyRefusal::Currency),
            (6, 2, LegacyRefusal::NoTrip),
            (7, 3, LegacyRefusal::Broken),
            (8, 1, LegacyRefusal::Missing),
            (9, 6, LegacyRefusal::Method),
        ]
    );
    let said = report.to_string();
    assert!(said.contains("line 3, column 3 (amount): no amount that can be read in one way only: 1,500"), "{said}");
    assert!(said.contains("line 6, column 2 (trip): no trip has this reference: AV-1999-0001"), "{said}");
    assert!(said.contains("fr  2024  2 payments 200.00 EUR, 0 refunds 0.00 EUR, net 200.00 EUR"), "{said}");
    assert!(said.ends_with("2 booked + 0 already there + 7 refused = 9 rows"), "{said}");
    assert_eq!(office.standing(trip).await.0, eur(20_000));
    office.close().await;
}

async fn excess_and_other_currencies_wait_for_a_person(db: Database) {
    let office = Office::open(db).await;
    let trip = office.till.trip().await;
    let cancelled = office.till.trip().await;
    office.till.trips.move_trip(office.keeper(), cancelled, 2, TripMove::Cancel).await.unwrap();
    let (reference, given_up) = (office.reference(trip).await, office.reference(cancelled).await);
    let rows = [
        format!("P-1;{reference};3100;EUR;2024-01-02;;;"),
        format!("P-2;{reference};50;CHF;2024-01-02;;;"),
        format!("P-3;{given_up};900;EUR;2024-01-02;;;"),
    ];
    let report = office.bring(&format!("{HEADER}{}\n", rows.join("\n"))).await;
    assert_eq!(counts(&report), (3, 0, 0));
    assert_eq!(report.totals[&(Company::France, Currency::EUR, 2024)].aside, 100_000);
    assert_eq!(office.standing(trip).await, (eur(300_000), eur(10_000), eur(0)));
    assert_eq!(office.standing(cancelled).await, (eur(0), eur(90_000), eur(0)));
    let tasks = office.till.tasks_of("payment.unapplied").await;
    let told: Vec<_> = tasks.iter().map(|task| (task.subject.clone(), task.detail.contains("wrong_currency"))).collect();
    let payer = async |trip| payers(&office.till).find_payers(&office.till.seller, trip).await.unwrap().payers[0].id.to_string();
    let (one, two) = (payer(trip).await, payer(cancelled).await);
    assert_eq!(told, [(one.clone(), false), (one, true), (two, false)]);
    office.close().await;
}

async fn a_refund_waits_for_its_payment_further_down(db: Database) {
    let office = Office::open(db).await;
    let trip = office.till.trip().await;
    let reference = office.reference(trip).await;
    let file = format!(
        "{HEADER}R-1;{reference};100;EUR;2024-02-01;;;refund\nP-1;{reference};900;EUR;2024-01-02;;;\nR-2;{reference};801;EUR;2024-02-01;;;refund\nR-3;{reference};800;EUR;2024-02-01;;;refund\n"
    );
    let report = office.bring(&file).await;
    assert_eq!((counts(&report), refusals(&report)), ((3, 0, 1), vec![(4, 3, LegacyRefusal::MoreThanHeld("800.00 EUR".into()))]));
    assert_eq!(office.standing(trip).await, (eur(0), eur(0), eur(300_000)));
    // Brought again, nothing changes: what was refused is refused.
    let (ledger, again) = (office.ledger().await, office.bring(&file).await);
    assert_eq!((counts(&again), office.ledger().await == ledger), ((0, 3, 1), true));
    office.close().await;
}

async fn a_trip_that_several_pay_needs_a_name(db: Database) {
    let office = Office::open(db).await;
    let (trip, payers) = shared(&office.till).await;
    let reference = office.reference(trip).await;
    let odile = payers[2].name.clone();
    let file = format!(
        "payer,id,trip,amount,currency,date\n,P-1,{reference},10,EUR,2024-01-02\nNobody,P-2,{reference},10,EUR,2024-01-02\n\
         ana@example.org,P-3,{reference},10,EUR,2024-01-02\nODILE@example.org,P-4,{reference},10.50,EUR,2024-01-02\n{odile},P-5,{reference},900,EUR,2024-01-03\n"
    );
    let report = office.bring(&file).await;
    assert_eq!(
        refusals(&report),
        // Two clients share an address.
        [(2, 1, LegacyRefusal::WhichPayer), (3, 1, LegacyRefusal::UnknownPayer), (4, 1, LegacyRefusal::TwoPayers)]
    );
    assert_eq!((report.booked, report.refused[0].name), (2, Some(LegacyColumn::Payer)));
    let rows = legacy_payment::Entity::find().all(office.till.db.read()).await.unwrap();
    let counted: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.payer_id, row.advances_minor)).collect();
    assert_eq!(counted, [("P-4", payers[2].id, 1_050), ("P-5", payers[2].id, 78_950)]);
    office.close().await;
}

async fn a_former_payer_pays_off_what_is_open_and_what_goes_back_to_them_is_open_again(db: Database) {
    const COLUMNS: &str = "payer,id,trip,amount,currency,date,kind\n";
    let office = Office::open(db).await;
    let trip = office.till.trip().await;
    let reference = office.reference(trip).await;
    confirm(&office.till, trip).await;
    let first = format!("{COLUMNS},P-1,{reference},900,EUR,2024-01-02,\n");
    assert_eq!(counts(&office.bring(&first).await), (1, 0, 0));
    hand_over(&office.till, trip, to_other(&office.till)).await.unwrap();
    assert_eq!(stands(&office.till, trip).await, [(90_000, 90_000, 0, 0), (210_000, 0, 0, 210_000)]);
    // Who paid, and who owes now: from here on a row has to say which.
    assert_eq!(counts(&office.bring(&first).await), (0, 1, 0), "it is there");
    let file = format!(
        "{COLUMNS},P-2,{reference},100,EUR,2024-01-03,\n,R-0,{reference},100,EUR,2024-01-03,refund\n\
         Ana Müller,P-3,{reference},500,EUR,2024-01-04,\nAna Müller,R-1,{reference},300,EUR,2024-01-05,refund\n"
    );
    let (report, which) = (office.bring(&file).await, LegacyRefusal::WhichPayer);
    assert_eq!((report.booked, refusals(&report)), (2, vec![(2, 1, which.clone()), (3, 1, which)]));
    assert_eq!(stands(&office.till, trip).await, [(110_000, 110_000, 0, 0), (190_000, 0, 0, 190_000)]);
    // More than what is open is a credit, and giving that back leaves nothing to look at.
    let open = async || office.till.tasks_of("payment.unapplied").await.into_iter().filter(|task| task.done_at.is_none()).count();
    office.bring(&format!("{COLUMNS}Ana Müller,P-4,{reference},2000,EUR,2024-01-06,\n")).await;
    assert_eq!((stands(&office.till, trip).await, open().await), (vec![(300_000, 300_000, 10_000, 0), (0, 0, 0, 0)], 1));
    office.till.assert_sound().await;
    office.bring(&format!("{COLUMNS}Ana Müller,R-2,{reference},100,EUR,2024-01-07,refund\n")).await;
    assert_eq!((stands(&office.till, trip).await, open().await), (vec![(300_000, 300_000, 0, 0), (0, 0, 0, 0)], 0));
    office.close().await;
}

async fn what_was_brought_over_is_shown_as_what_it_is(db: Database) {
    let office = Office::open(db).await;
    let (first, second, file) = office.export().await;
    office.bring(&file).await;
    let views = office.books.list_legacy(office.keeper(), first).await.unwrap();
    let shown: Vec<_> =
        views.iter().map(|view| (view.id.as_str(), view.own.kind, view.own.method, view.own.amount, view.note.as_str())).collect();
    assert_eq!(
        shown,
        [
            ("R-1", LegacyKind::Refund, LegacyMethod::Transfer, eur(3_450), ""),
            ("P-3", LegacyKind::Payment, LegacyMethod::Transfer, eur(123_450), "solde; reçu"),
            ("P-1", LegacyKind::Payment, LegacyMethod::Card, eur(90_000), "acompte"),
        ]
    );
    let page = office.till.trips.find_own_trip(&office.till.traveller, first).await.unwrap();
    assert_eq!(page.former, views.into_iter().map(|view| view.own).collect::<Vec<_>>());
    assert_eq!((page.former[2].on, page.receipts.len()), (from_iso("2024-02-05").unwrap(), 0));
    assert!(page.why.holds(), "what is left follows from what was brought over");
    let history = office.till.trips.list_history(office.keeper(), second).await.unwrap();
    assert_eq!(history.iter().filter(|line| line.what == "payment.brought_over").count(), 2);
    for caller in [&office.till.traveller, &office.till.other] {
        assert_eq!(crate::support::code(office.books.list_legacy(caller, first).await), domain::error::ErrorCode::NotFound);
    }
    // What is left is paid as ever: the next instalment knows what came before.
    office.till.pass(Duration::seconds(1));
    let (order, payment) = office.till.started(first).await;
    assert_eq!(office.till.order(order).await.amount_minor, 90_000);
    office.till.capture(&payment).await;
    office.till.learn(order, &payment).await;
    assert_eq!(office.standing(first).await.2, eur(0));
    office.close().await;
}

async fn a_row_beside_the_ledger_is_found_by_the_check(db: Database) {
    let office = Office::open(db).await;
    let (_, _, file) = office.export().await;
    office.bring(&file).await;
    // A bug of ours, which the guards of the database would refuse.
    let drop = match office.till.db.backend() {
        sea_orm::DbBackend::Postgres => "DROP TRIGGER legacy_payment_written_once ON legacy_payment",
        _ => "DROP TRIGGER legacy_payment_unchanged",
    };
    let refused = office.till.db.begin_write().await.unwrap();
    assert!(refused.execute_unprepared("UPDATE legacy_payment SET note = ''").await.is_err(), "written once");
    refused.rollback().await.unwrap();
    office.till.sql(drop).await;
    office.till.sql("UPDATE legacy_payment SET advances_minor = advances_minor - 1 WHERE id = 'P-1'").await;
    let found: Vec<_> = office.till.breaches().await.into_iter().map(|(invariant, _)| invariant).collect();
    assert_eq!(found, ["I12", "I3"]);
    office.till.close().await;
}

async fn a_file_without_its_columns_is_not_begun(db: Database) {
    let office = Office::open(db).await;
    let bring = |file: &'static str| office.books.import_payments(file.as_bytes(), Run::Real);
    let missing = |columns: &str| Err(ImportError::Columns(columns.into()));
    assert_eq!(bring("").await, missing("id, trip, amount, currency, date"));
    assert_eq!(bring("id;trip;date\n1;2;3\n").await, missing("amount, currency"));
    assert_eq!(bring("id;trip;amount;montant;currency;date\n").await, Err(ImportError::Twice(LegacyColumn::Amount)));
    assert_eq!(bring("id;trip;amount;currency;date\n").await.map(|report| report.rows()), Ok(0));
    office.close().await;
}
