//! Statements: every line ends in one state, the same file twice adds nothing, only a structured reference is booked without a person.

use crate::payments::dialect::Dialect;
use crate::payments::fixtures::{Till, eur, next};
use crate::support::code;
use desk::{AcceptDraft, AsideDraft, DifferenceDesk, PaymentDesk, PortalDesk, StatementDesk, StatementView};
use domain::error::ErrorCode;
use domain::ids::{StatementId, StatementLineId, TripId};
use domain::money::Money;
use domain::paging::ListQuery;
use domain::transfers::{ItemId, LineState, MatchReason, StatementState};
use futures::future::join_all;
use sea_orm::EntityTrait;
use server::desks::books::Books;
use std::fmt::Write;
use store::entities::{statement, trip};
use store::{Database, on_both};

on_both!(
    every_line_ends_in_one_state,
    the_same_file_twice_adds_nothing,
    a_proposal_is_accepted_once,
    a_person_decides_otherwise,
    a_file_cut_off_keeps_what_was_read,
    reading_goes_on_after_a_crash,
    two_nodes_read_one_file,
    what_is_no_statement_is_refused,
    ten_thousand_lines,
);

pub(super) struct Office {
    pub(super) till: Till,
    pub(super) books: Books,
    pub(super) trip: TripId,
    /// The payer's reference, as their bank sends it.
    pub(super) reference: String,
    pub(super) trip_reference: String,
}

/// What a file says of a line.
struct Entry<'a> {
    amount: &'a str,
    currency: &'a str,
    side: &'a str,
    name: &'a str,
    reference: &'a str,
    text: &'a str,
}

const PLAIN: Entry<'static> = Entry { amount: "900.00", currency: "EUR", side: "CRDT", name: "Somebody", reference: "", text: "" };

fn file(entries: &[Entry<'_>]) -> String {
    let mut file = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></Acct>".to_owned();
    for Entry { amount, currency, side, name, reference, text } in entries {
        writeln!(
            file,
            "<Ntry><Amt Ccy=\"{currency}\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-15</Dt></BookgDt>\
             <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd><Strd><CdtrRefInf>\
             <Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )
        .unwrap();
    }
    file + "</Stmt></BkToCstmrStmt></Document>"
}

impl Office {
    pub(super) async fn open(db: Database) -> Self {
        let till = Till::open_changed(db, Dialect::Sandbox, |config| config.agency = crate::support::agency()).await;
        let trip = till.trip().await;
        let reference = till.payments.find_transfer(&till.traveller, trip, next()).await.unwrap().reference;
        let trip_reference = trip::Entity::find_by_id(trip).one(till.db.read()).await.unwrap().unwrap().reference;
        Self { books: Books::new(till.counter.clone()), till, trip, reference, trip_reference }
    }

    pub(super) async fn bring(&self, file: &str) -> StatementId {
        let id =
            self.books.upload_statement(&self.till.seller, "relevé.xml".into(), file.as_bytes().to_vec(), String::new()).await.unwrap().id;
        self.books.read_statements().await.unwrap();
        id
    }

    pub(super) async fn view(&self, id: StatementId) -> StatementView {
        self.books.find_statement(&self.till.seller, id, ListQuery::default()).await.unwrap()
    }

    pub(super) async fn received(&self) -> Money {
        self.till.trips.find_own_trip(&self.till.traveller, self.trip).await.unwrap().received
    }

    pub(super) async fn accept(&self, line: StatementLineId, trip: &str) -> Result<StatementId, desk::AppError> {
        self.books.accept_line(&self.till.seller, line, AcceptDraft { trip: trip.into() }).await
    }
}

pub(super) fn counts(view: &StatementView) -> Vec<(LineState, u64)> {
    view.row.counts.iter().copied().filter(|(_, count)| *count > 0).collect()
}

async fn every_line_ends_in_one_state(db: Database) {
    let office = Office::open(db).await;
    let text = format!("acompte {}", office.trip_reference);
    let file = file(&[
        Entry { reference: &office.reference, ..PLAIN },
        Entry { reference: &office.reference, currency: "CHF", ..PLAIN },
        Entry { text: &text, amount: "12.00", ..PLAIN },
        PLAIN,
        Entry { side: "DBIT", ..PLAIN },
        Entry { amount: "much", ..PLAIN },
    ]);
    let view = office.view(office.bring(&file).await).await;
    assert_eq!((view.row.state, view.row.lines, view.row.read), (StatementState::Read, 6, 6));
    let told: Vec<_> = view.lines.rows.iter().map(|line| (line.state, line.reason)).collect();
    assert_eq!(
        told,
        [
            (LineState::Booked, Some(MatchReason::Reference)),
            (LineState::Proposed, Some(MatchReason::OtherCurrency)),
            (LineState::Proposed, Some(MatchReason::TripInText)),
            (LineState::Unmatched, Some(MatchReason::Nothing)),
            (LineState::Outgoing, Some(MatchReason::Nothing)),
            (LineState::Unreadable, None),
        ]
    );
    assert_eq!(view.lines.rows[5].info, "amount 6:1 much");
    assert_eq!(office.received().await, eur(90_000));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn the_same_file_twice_adds_nothing(db: Database) {
    let office = Office::open(db).await;
    let paid = Entry { reference: &office.reference, amount: "100.00", ..PLAIN };
    let twice = Entry { reference: &office.reference, amount: "100.00", ..PLAIN };
    // Two transfers of the same amount on the same day are two payments; the file that comes again is none.
    let first = file(&[paid, twice, PLAIN]);
    office.bring(&first).await;
    assert_eq!(office.received().await, eur(20_000));
    let again = office.view(office.bring(&first).await).await;
    assert_eq!((again.row.lines, again.row.read, counts(&again)), (3, 3, Vec::new()));
    let paid = |amount| Entry { reference: &office.reference, amount, ..PLAIN };
    let overlapping = office.view(office.bring(&file(&[paid("100.00"), paid("100.00"), paid("50.00")])).await).await;
    assert_eq!(counts(&overlapping), [(LineState::Booked, 1)]);
    assert_eq!(office.received().await, eur(25_000));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn a_proposal_is_accepted_once(db: Database) {
    let office = Office::open(db).await;
    let text = office.trip_reference.clone();
    let view = office.view(office.bring(&file(&[Entry { text: &text, ..PLAIN }])).await).await;
    let line = view.lines.rows[0].id;
    assert_eq!(office.received().await, eur(0));
    let answers = join_all((0..6).map(|_| office.accept(line, ""))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(office.received().await, eur(90_000));
    assert_eq!(code(office.accept(line, "").await), ErrorCode::AlreadyDecided);
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn a_person_decides_otherwise(db: Database) {
    let office = Office::open(db).await;
    let salary = Entry { amount: "1.00", ..PLAIN };
    let view = office.view(office.bring(&file(&[PLAIN, salary])).await).await;
    let (line, other) = (view.lines.rows[0].id, view.lines.rows[1].id);
    assert_eq!(code(office.accept(line, "").await), ErrorCode::Required);
    assert_eq!(code(office.accept(line, "AV-1999-0001").await), ErrorCode::NotAChoice);
    office.accept(line, &format!(" {} ", office.trip_reference.to_lowercase())).await.unwrap();
    assert_eq!(office.received().await, eur(90_000));
    let aside =
        |reason: &str| office.books.explain_difference(&office.till.seller, ItemId::Line(other), AsideDraft { reason: reason.into() });
    assert_eq!(code(aside("").await), ErrorCode::Required);
    aside("apport d’un associé").await.unwrap();
    assert_eq!(code(aside("encore").await), ErrorCode::AlreadyDecided);
    assert_eq!(code(office.accept(other, &office.trip_reference).await), ErrorCode::AlreadyDecided);
    let view = office.view(view.row.id).await;
    assert_eq!(counts(&view), [(LineState::Booked, 1), (LineState::SetAside, 1)]);
    assert_eq!(view.lines.rows[1].note, "apport d’un associé");
    assert_eq!(code(office.books.find_statement(&office.till.traveller, view.row.id, ListQuery::default()).await), ErrorCode::NotFound);
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn a_file_cut_off_keeps_what_was_read(db: Database) {
    let office = Office::open(db).await;
    let whole = file(&[Entry { reference: &office.reference, ..PLAIN }, PLAIN]);
    let view = office.view(office.bring(&whole[..whole.len() - 100]).await).await;
    assert_eq!(counts(&view), [(LineState::Booked, 1), (LineState::Unreadable, 1)]);
    assert!(view.lines.rows[1].info.starts_with("broken 2:"), "{}", view.lines.rows[1].info);
    // The whole file later brings only what is missing.
    let view = office.view(office.bring(&whole).await).await;
    assert_eq!(counts(&view), [(LineState::Unmatched, 1)]);
    assert_eq!(office.received().await, eur(90_000));
    office.till.close().await;
}

async fn reading_goes_on_after_a_crash(db: Database) {
    let office = Office::open(db).await;
    let paid = |amount| Entry { reference: &office.reference, amount, ..PLAIN };
    let id = office.bring(&file(&[paid("1.00"), paid("2.00"), PLAIN])).await;
    // As if the program had ended before it said that it was done, and before it had booked the second line.
    office.till.sql("UPDATE statement SET done_at = NULL, state = 'reading', read = 1").await;
    assert_eq!(office.books.read_statements().await.unwrap(), 1);
    let view = office.view(id).await;
    assert_eq!((view.row.state, counts(&view)), (StatementState::Read, vec![(LineState::Booked, 2), (LineState::Unmatched, 1)]));
    assert_eq!(office.received().await, eur(300));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn two_nodes_read_one_file(db: Database) {
    let office = Office::open(db).await;
    let amounts: Vec<String> = (1..=20).map(|amount| format!("{amount}.00")).collect();
    let entries: Vec<_> = amounts.iter().map(|amount| Entry { reference: &office.reference, amount, ..PLAIN }).collect();
    let file = file(&entries);
    office.books.upload_statement(&office.till.seller, "a.xml".into(), file.into_bytes(), String::new()).await.unwrap();
    let other = Books::new(office.till.counter.clone());
    let (first, second) = tokio::join!(office.books.read_statements(), other.read_statements());
    first.unwrap();
    second.unwrap();
    assert_eq!(office.received().await, eur(21_000));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn what_is_no_statement_is_refused(db: Database) {
    let office = Office::open(db).await;
    let bring = |content: &[u8]| office.books.upload_statement(&office.till.seller, "relevé.xml".into(), content.to_vec(), String::new());
    for content in [&b""[..], b"bonjour\n", b"%PDF-1.7", b"\x89PNG"] {
        assert_eq!(code(bring(content).await), ErrorCode::NotAStatement);
    }
    assert_eq!(code(bring(&vec![b' '; 64 * 1024 * 1024 + 1]).await), ErrorCode::TooLarge);
    let bomb = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>";
    let id = bring(bomb).await.unwrap().id;
    office.books.read_statements().await.unwrap();
    assert_eq!(office.view(id).await.row.state, StatementState::Refused);
    let client = office.books.upload_statement(&office.till.traveller, String::new(), Vec::new(), String::new()).await;
    assert_eq!(code(client), ErrorCode::NotFound);
    assert_eq!(statement::Entity::find().all(office.till.db.read()).await.unwrap().len(), 1);
    office.till.close().await;
}

async fn ten_thousand_lines(db: Database) {
    let office = Office::open(db).await;
    let amounts: Vec<String> = (0..10_000).map(|line| format!("{}.{:02}", 1 + line / 100, line % 100)).collect();
    let entry = |(line, amount): (usize, &String)| match line % 500 {
        0 => Entry { reference: &office.reference, amount: Box::leak(amount.clone().into_boxed_str()), ..PLAIN },
        1 => Entry { text: &office.trip_reference, amount: Box::leak(amount.clone().into_boxed_str()), ..PLAIN },
        2 => Entry { side: "DBIT", ..PLAIN },
        3 => Entry { amount: "x", ..PLAIN },
        _ => Entry { amount: Box::leak(amount.clone().into_boxed_str()), ..PLAIN },
    };
    let file = file(&amounts.iter().enumerate().map(entry).collect::<Vec<_>>());
    let view = office.view(office.bring(&file).await).await;
    let expected = [
        (LineState::Booked, 20),
        (LineState::Proposed, 20),
        (LineState::Unmatched, 9_920),
        (LineState::Outgoing, 20),
        (LineState::Unreadable, 20),
    ];
    assert_eq!(counts(&view), expected);
    let received = office.received().await;
    let again = office.view(office.bring(&file).await).await;
    assert_eq!(counts(&again), []);
    assert_eq!(office.received().await, received);
    office.till.assert_sound().await;
    office.till.close().await;
}
