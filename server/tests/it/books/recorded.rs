//! Payments that staff record: once for each form, what is too much kept aside, a wrong one undone and seen.

use crate::payments::fixtures::{Till, eur};
use crate::support::code;
use desk::{Caller, PaymentDesk, PortalDesk, RecordedDesk, TripDesk};
use domain::dates::iso;
use domain::error::ErrorCode;
use domain::ids::{RecordedPaymentId, TripId};
use domain::money::{Currency, Money};
use domain::payments::{RecordDraft, ReversalDraft};
use domain::trips::TripMove;
use futures::future::join_all;
use sea_orm::EntityTrait;
use server::desks::books::Books;
use store::entities::{payer, recorded_payment};
use store::{Database, fresh, on_both};
use time::Duration;

on_both!(
    a_form_records_once,
    forty_clicks_and_two_accountants,
    what_exceeds_the_debt_becomes_a_credit,
    another_currency_settles_nothing,
    money_for_a_cancelled_trip_settles_nothing,
    a_wrong_record_is_undone_and_stays_visible,
    money_that_was_given_back_cannot_be_undone,
    records_are_written_once,
    a_record_beside_the_ledger_is_found,
    nobody_records_into_the_future_or_for_somebody_else,
);

struct Office {
    till: Till,
    books: Books,
    trip: TripId,
}

impl Office {
    async fn open(db: Database) -> Self {
        let till = Till::open(db).await;
        let trip = till.trip().await;
        Self { books: Books::new(till.counter.clone()), till, trip }
    }

    fn keeper(&self) -> &Caller {
        &self.till.seller
    }

    async fn draft(&self, amount: &str) -> RecordDraft {
        let payer = payer::Entity::find().one(self.till.db.read()).await.unwrap().unwrap();
        RecordDraft {
            payer: payer.id.to_string(),
            method: "cheque".into(),
            amount: amount.into(),
            currency: "EUR".into(),
            received_on: iso(self.till.counter.today()),
            note: "BNP 4711".into(),
        }
    }

    async fn record(&self, draft: RecordDraft) -> RecordedPaymentId {
        let id = fresh();
        self.books.record_payment(self.keeper(), self.trip, id, draft).await.unwrap();
        id
    }

    /// Received, credit, left to pay, as the client sees them.
    async fn standing(&self) -> (Money, Money, Money) {
        let page = self.till.trips.find_own_trip(&self.till.traveller, self.trip).await.unwrap();
        (page.received, page.credit, page.card.remaining)
    }

    async fn undo(&self, id: RecordedPaymentId, reason: &str) -> Result<TripId, desk::AppError> {
        self.books.reverse_payment(self.keeper(), id, ReversalDraft { reason: reason.into() }).await
    }
}

async fn a_form_records_once(db: Database) {
    let office = Office::open(db).await;
    let form = office.books.find_record_form(office.keeper(), office.trip).await.unwrap();
    assert_eq!((form.payers[0].next, form.payers[0].remaining), (Some(eur(90_000)), eur(300_000)));
    let draft = office.draft("900").await;
    for _ in 0..3 {
        office.books.record_payment(office.keeper(), office.trip, form.id, draft.clone()).await.unwrap();
    }
    assert_eq!(office.standing().await, (eur(90_000), eur(0), eur(210_000)));
    // The page was kept open, the amount changed: that is another payment, which this form cannot record.
    let other = RecordDraft { amount: "901".into(), ..draft };
    let again = office.books.record_payment(office.keeper(), office.trip, form.id, other).await;
    assert_eq!(code(again), ErrorCode::AlreadyRecorded);
    let page = office.till.trips.find_own_trip(&office.till.traveller, office.trip).await.unwrap();
    assert_eq!(page.receipts.iter().map(|receipt| (receipt.amount, receipt.reversed_on)).collect::<Vec<_>>(), [(eur(90_000), None)]);
    let (name, pdf) = office.till.payments.read_receipt(&office.till.traveller, page.receipts[0].id).await.unwrap();
    assert!(name.ends_with("-000001.pdf") && pdf.starts_with(b"%PDF"));
    assert_eq!(office.till.mails().await.len(), 1);
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn forty_clicks_and_two_accountants(db: Database) {
    let office = Office::open(db).await;
    let draft = office.draft("900").await;
    let (first, second): (RecordedPaymentId, RecordedPaymentId) = (fresh(), fresh());
    let clicks = (0..40)
        .map(|click| office.books.record_payment(office.keeper(), office.trip, if click % 2 == 0 { first } else { second }, draft.clone()));
    assert!(join_all(clicks).await.iter().all(Result::is_ok));
    // Two forms are two payments, however often each is sent.
    assert_eq!(office.standing().await, (eur(180_000), eur(0), eur(120_000)));
    assert_eq!(recorded_payment::Entity::find().all(office.till.db.read()).await.unwrap().len(), 2);
    // Both undo the same one: it is undone once.
    let undone = join_all((0..4).map(|_| office.undo(first, "double saisie"))).await;
    assert_eq!(undone.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(office.standing().await, (eur(90_000), eur(0), eur(210_000)));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn what_exceeds_the_debt_becomes_a_credit(db: Database) {
    let office = Office::open(db).await;
    let first = office.record(office.draft("3100").await).await;
    assert_eq!(office.standing().await, (eur(300_000), eur(10_000), eur(0)));
    let seen = office.books.find_recorded(office.keeper(), first).await.unwrap();
    assert_eq!((seen.amount, seen.aside, seen.receipt.is_some()), (eur(310_000), eur(10_000), true));
    // Nothing is owed any more: all of it is kept aside, and there is no receipt.
    let id = office.record(office.draft("5").await).await;
    assert_eq!(office.books.find_recorded(office.keeper(), id).await.unwrap().receipt, None);
    assert_eq!(office.standing().await, (eur(300_000), eur(10_500), eur(0)));
    let open = async || office.till.tasks_of("payment.unapplied").await.iter().filter(|task| task.done_at.is_none()).count();
    assert_eq!(open().await, 2);
    office.till.assert_sound().await;
    // Once nothing is kept aside any more there is nothing to decide.
    office.undo(id, "doublon").await.unwrap();
    assert_eq!(open().await, 2);
    office.undo(first, "doublon").await.unwrap();
    assert_eq!((office.standing().await, open().await), ((eur(0), eur(0), eur(300_000)), 0));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn another_currency_settles_nothing(db: Database) {
    let office = Office::open(db).await;
    let id = office.record(RecordDraft { currency: "CHF".into(), ..office.draft("900").await }).await;
    assert_eq!(office.standing().await, (eur(0), eur(0), eur(300_000)));
    let seen = office.books.find_recorded(office.keeper(), id).await.unwrap();
    assert_eq!(seen.aside, Money::new(90_000, Currency::CHF));
    office.undo(id, "erreur de devise").await.unwrap();
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn money_for_a_cancelled_trip_settles_nothing(db: Database) {
    let office = Office::open(db).await;
    office.till.trips.move_trip(office.keeper(), office.trip, 2, TripMove::Cancel).await.unwrap();
    let id = office.record(office.draft("900").await).await;
    assert_eq!(office.books.find_recorded(office.keeper(), id).await.unwrap().aside, eur(90_000));
    office.till.close().await;
}

async fn a_wrong_record_is_undone_and_stays_visible(db: Database) {
    let office = Office::open(db).await;
    let wrong = office.record(office.draft("900").await).await;
    let right = office.record(office.draft("100").await).await;
    assert_eq!(code(office.undo(wrong, " ").await), ErrorCode::Required);
    assert_eq!(office.undo(wrong, "chèque d’un autre client").await.unwrap(), office.trip);
    assert_eq!(code(office.undo(wrong, "encore").await), ErrorCode::AlreadyReversed);
    assert_eq!(office.standing().await, (eur(10_000), eur(0), eur(290_000)));
    let list = office.books.list_recorded(office.keeper(), office.trip).await.unwrap();
    assert_eq!(list.len(), 2);
    let seen = list.iter().find(|seen| seen.id == wrong).unwrap();
    assert_eq!(seen.reversal.as_ref().map(|reversal| reversal.reason.as_str()), Some("chèque d’un autre client"));
    assert_eq!(list.iter().find(|seen| seen.id == right).and_then(|seen| seen.reversal.clone()), None);
    let page = office.till.trips.find_own_trip(&office.till.traveller, office.trip).await.unwrap();
    let reversed: Vec<_> = page.receipts.iter().filter(|receipt| receipt.reversed_on.is_some()).collect();
    assert_eq!(reversed.iter().map(|receipt| receipt.amount).collect::<Vec<_>>(), [eur(90_000)]);
    assert!(office.till.payments.read_receipt(&office.till.traveller, reversed[0].id).await.is_ok());
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn money_that_was_given_back_cannot_be_undone(db: Database) {
    let office = Office::open(db).await;
    let id = office.record(office.draft("900").await).await;
    // Somebody empties the pocket: only the ledger knows.
    let row = recorded_payment::Entity::find_by_id(id).one(office.till.db.read()).await.unwrap().unwrap();
    let account = store::ledger::AccountKey {
        entity: domain::trips::Entity::France,
        code: "4191".into(),
        currency: Currency::EUR,
        trip: Some(office.trip),
        payer: Some(row.payer_id),
    };
    let bank = store::ledger::AccountKey { code: "512".into(), trip: None, payer: None, ..account.clone() };
    let now = office.till.counter.now();
    let tx = office.till.db.begin_write().await.unwrap();
    let fact = store::ledger::Fact { kind: "refund", id: "by hand", memo: "", effective_at: now };
    let lines = [store::ledger::Line { account, amount_minor: 1 }, store::ledger::Line { account: bank, amount_minor: -1 }];
    store::ledger::post(&tx, now, fact, &lines).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(code(office.undo(id, "erreur").await), ErrorCode::MoneyGone);
    assert_eq!(office.standing().await.0, eur(89_999));
    office.till.close().await;
}

async fn records_are_written_once(db: Database) {
    let office = Office::open(db).await;
    let id = office.record(office.draft("900").await).await;
    office.undo(id, "erreur").await.unwrap();
    for table in ["recorded_payment", "recorded_reversal"] {
        let column = if table == "recorded_payment" { "note" } else { "reason" };
        for sql in [format!("UPDATE {table} SET {column} = 'x'"), format!("DELETE FROM {table}")] {
            use sea_orm::ConnectionTrait;
            let tx = office.till.db.begin_write().await.unwrap();
            let error = tx.execute_unprepared(&sql).await.unwrap_err().to_string();
            assert!(error.contains("is written once"), "{sql}: {error}");
        }
    }
    office.till.close().await;
}

async fn a_record_beside_the_ledger_is_found(db: Database) {
    let office = Office::open(db).await;
    office.record(office.draft("900").await).await;
    let sqlite = office.till.db.backend() == sea_orm::DbBackend::Sqlite;
    office
        .till
        .sql(if sqlite {
            "DROP TRIGGER recorded_payment_unchanged"
        } else {
            "DROP TRIGGER recorded_payment_written_once ON recorded_payment"
        })
        .await;
    assert!(office.till.breaches().await.contains(&("I3".to_owned(), "recorded_payment".to_owned())));
    office.till.sql("UPDATE recorded_payment SET advances_minor = advances_minor - 1").await;
    assert!(office.till.breaches().await.iter().any(|(invariant, _)| invariant == "I12"));
    office.till.close().await;
}

async fn nobody_records_into_the_future_or_for_somebody_else(db: Database) {
    let office = Office::open(db).await;
    let draft = office.draft("900").await;
    let tomorrow = iso(office.till.counter.today() + Duration::days(1));
    let future = RecordDraft { received_on: tomorrow, ..draft.clone() };
    let record = |draft: RecordDraft| office.books.record_payment(office.keeper(), office.trip, fresh(), draft);
    assert_eq!(code(record(future).await), ErrorCode::InFuture);
    // A payer of another trip.
    let other = Office { trip: office.till.trip().await, ..office };
    let answer = other.books.record_payment(other.keeper(), other.trip, fresh(), draft.clone()).await;
    assert_eq!(code(answer), ErrorCode::NotFound);
    let client = other.books.record_payment(&other.till.traveller, other.trip, fresh(), draft).await;
    assert_eq!(code(client), ErrorCode::NotFound);
    assert_eq!(other.till.transactions().await, 0);
    other.till.close().await;
}
