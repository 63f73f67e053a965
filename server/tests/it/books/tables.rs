//! Tables of any bank: explained once, read like XML from then on, and every line of them ends in one state.

use super::statements::{Office, counts};
use crate::payments::fixtures::eur;
use crate::support::code;
use desk::{AcceptDraft, ColumnsEffect, StatementDesk, StatementRow};
use domain::error::ErrorCode;
use domain::transfers::{ColumnsDraft, LineState, MatchReason, StatementState};
use std::fmt::Write;
use store::{Database, on_both};

on_both!(
    a_table_is_explained_once,
    columns_by_which_nothing_can_be_read_are_refused,
    whose_account_it_is_is_never_guessed,
    identical_lines_are_all_booked_and_the_file_again_adds_nothing,
    other_columns_read_the_file_again_while_nothing_is_settled,
    the_same_money_in_two_kinds_of_file_is_booked_once,
    ten_thousand_rows_twice,
    a_hundred_thousand_rows_in_one_go,
);

const FRANCE: &str = "FR1420041010050500013M02606";
const SWITZERLAND: &str = "CH5800791123000889012";

const HEADER: &str = "Date comptable;Libellé;Débit;Crédit;Référence;Contrepartie\r\n";

impl Office {
    async fn table(&self, content: &[u8], account: &str) -> StatementRow {
        self.books.upload_statement(&self.till.seller, "relevé.csv".into(), content.to_vec(), account.into()).await.unwrap()
    }

    /// Says what is guessed, for an account.
    async fn explain(&self, row: &StatementRow, change: impl FnOnce(&mut ColumnsDraft)) -> Result<(), desk::AppError> {
        let mut draft = self.books.find_columns(&self.till.seller, row.id).await.unwrap().draft;
        change(&mut draft);
        self.books.save_columns(&self.till.seller, row.id, draft).await
    }

    async fn read(&self) {
        self.books.read_statements().await.unwrap();
    }
}

fn france(draft: &mut ColumnsDraft) {
    draft.account = FRANCE.into();
    draft.currency = "EUR".into();
    draft.date_form = "dmy".into();
    draft.decimal = "comma".into();
}

async fn a_table_is_explained_once(db: Database) {
    let office = Office::open(db).await;
    let text = format!(
        "{HEADER}15.01.2026;VIR MÜLLER;;900,00;{};Ana Müller\r\n15.01.26;Acompte {};;1 012,50;;\r\n16.01.2026;Loyer;1'200,00;;;Régie\r\n\
         32.01.2026;Faux;;1,00;;\r\n16.01.2026;Autre;;12;;Personne\r\n",
        office.reference, office.trip_reference
    );
    let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let row = office.table(&windows, "").await;
    assert_eq!((row.state, row.columns_of.as_deref()), (StatementState::Asking, None));
    office.read().await;
    assert_eq!(office.view(row.id).await.row.state, StatementState::Asking, "nobody has said what it is");
    let seen = office.books.find_columns(&office.till.seller, row.id).await.unwrap();
    assert_eq!((seen.header[1].as_str(), seen.rows[0][1].as_str(), seen.effect), ("Libellé", "VIR MÜLLER", ColumnsEffect::Read));
    assert_eq!((seen.draft.debit.as_str(), seen.draft.credit.as_str(), seen.draft.amount.as_str()), ("2", "3", ""));
    office.explain(&row, france).await.unwrap();
    office.read().await;
    let view = office.view(row.id).await;
    assert_eq!((view.row.state, view.row.lines, view.row.read), (StatementState::Read, 5, 5));
    let told: Vec<_> = view.lines.rows.iter().map(|line| (line.state, line.reason)).collect();
    assert_eq!(
        told,
        [
            (LineState::Booked, Some(MatchReason::Reference)),
            (LineState::Proposed, Some(MatchReason::TripInText)),
            (LineState::Outgoing, Some(MatchReason::Nothing)),
            (LineState::Unreadable, None),
            (LineState::Unmatched, Some(MatchReason::Nothing)),
        ]
    );
    assert_eq!(view.lines.rows[3].info, "date 5:1 32.01.2026");
    assert_eq!((view.lines.rows[1].amount, view.lines.rows[0].name.as_str()), (Some(eur(101_250)), "Ana Müller"));
    assert_eq!(office.received().await, eur(90_000));
    // The next one of the account is not asked about, whatever encoding it comes in.
    let next = office.table(format!("\u{feff}{HEADER}17.01.2026;Suite;;5,00;{};\r\n", office.reference).as_bytes(), "").await;
    assert_eq!((next.state, next.columns_of.as_deref()), (StatementState::Reading, Some(FRANCE)));
    office.read().await;
    assert_eq!(counts(&office.view(next.id).await), [(LineState::Booked, 1)]);
    assert_eq!(office.received().await, eur(90_500));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn columns_by_which_nothing_can_be_read_are_refused(db: Database) {
    let office = Office::open(db).await;
    let row = office.table(format!("{HEADER}15.01.2026;a;;900,00;;\r\n").as_bytes(), "").await;
    let wrong = |draft: &mut ColumnsDraft| {
        france(draft);
        draft.date_form = "ymd".into();
    };
    assert_eq!(code(office.explain(&row, wrong).await), ErrorCode::NotADate);
    let wrong = |draft: &mut ColumnsDraft| {
        france(draft);
        draft.decimal = "point".into();
    };
    assert_eq!(code(office.explain(&row, wrong).await), ErrorCode::NotAnAmount);
    assert_eq!(code(office.explain(&row, |draft| draft.account = "FR12".into()).await), ErrorCode::NotAnIban);
    office.read().await;
    assert_eq!(office.view(row.id).await.row.state, StatementState::Asking);
    let other = office.books.save_columns(&office.till.traveller, row.id, ColumnsDraft::default()).await;
    assert_eq!(code(other), ErrorCode::NotFound);
    let xml = office.bring("<Document><BkToCstmrStmt></BkToCstmrStmt></Document>").await;
    assert_eq!(code(office.books.find_columns(&office.till.seller, xml).await), ErrorCode::NotFound);
    office.till.close().await;
}

async fn whose_account_it_is_is_never_guessed(db: Database) {
    let office = Office::open(db).await;
    let file = format!("{HEADER}15.01.2026;a;;900,00;;\r\n");
    let first = office.table(file.as_bytes(), "").await;
    office.explain(&first, france).await.unwrap();
    // Another account of the same bank writes alike: it is said at the upload, or in the file, and asked otherwise.
    let second = office.table(file.as_bytes(), "CH58 0079 1123 0008 8901 2").await;
    assert_eq!(second.state, StatementState::Asking);
    let swiss = |draft: &mut ColumnsDraft| {
        france(draft);
        draft.account = SWITZERLAND.into();
        draft.currency = "CHF".into();
    };
    office.explain(&second, swiss).await.unwrap();
    assert_eq!(office.table(file.as_bytes(), "").await.state, StatementState::Asking);
    assert_eq!(office.table(file.as_bytes(), FRANCE).await.columns_of.as_deref(), Some(FRANCE));
    let named = office.table(format!("Compte: CH58 0079 1123 0008 8901 2\r\n{file}").as_bytes(), "").await;
    assert_eq!(named.columns_of.as_deref(), Some(SWITZERLAND));
    let wrong = office.books.upload_statement(&office.till.seller, "a.csv".into(), file.into_bytes(), "FR12".into()).await;
    assert_eq!(code(wrong), ErrorCode::NotAnIban);
    office.till.close().await;
}

async fn identical_lines_are_all_booked_and_the_file_again_adds_nothing(db: Database) {
    let office = Office::open(db).await;
    let line = format!("15.01.2026;Virement;;100,00;{};Ana\r\n", office.reference);
    let file = [HEADER, &line, &line].concat();
    let first = office.table(file.as_bytes(), FRANCE).await;
    office.explain(&first, france).await.unwrap();
    office.read().await;
    assert_eq!(office.received().await, eur(20_000), "two transfers of one day are two payments");
    let again = office.table(file.as_bytes(), FRANCE).await;
    office.read().await;
    let view = office.view(again.id).await;
    assert_eq!((view.row.lines, view.row.read, counts(&view)), (2, 2, Vec::new()));
    // An export that overlaps brings what is new, in whatever order.
    let third = office.table([HEADER, "16.01.2026;Autre;;5,00;;\r\n", &line, &line, &line].concat().as_bytes(), FRANCE).await;
    office.read().await;
    assert_eq!(counts(&office.view(third.id).await), [(LineState::Booked, 1), (LineState::Unmatched, 1)]);
    assert_eq!(office.received().await, eur(30_000));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn other_columns_read_the_file_again_while_nothing_is_settled(db: Database) {
    let office = Office::open(db).await;
    let file = format!("{HEADER}15.01.2026;{};;100,00;;Ana\r\n", office.reference);
    let row = office.table(file.as_bytes(), FRANCE).await;
    let wrong = |draft: &mut ColumnsDraft| {
        france(draft);
        draft.text = "5".into();
    };
    office.explain(&row, wrong).await.unwrap();
    office.read().await;
    assert_eq!(counts(&office.view(row.id).await), [(LineState::Unmatched, 1)]);
    let right = |draft: &mut ColumnsDraft| {
        france(draft);
        draft.text = String::new();
        draft.reference = "1".into();
    };
    office.explain(&row, right).await.unwrap();
    office.read().await;
    assert_eq!(counts(&office.view(row.id).await), [(LineState::Booked, 1)]);
    assert_eq!(office.received().await, eur(10_000));
    // What is booked stays, whatever is said now; and the money of the file is not booked again under other names.
    assert_eq!(office.books.find_columns(&office.till.seller, row.id).await.unwrap().effect, ColumnsEffect::LaterOnly);
    office.explain(&row, |draft| draft.name = String::new()).await.unwrap();
    office.read().await;
    let again = office.table(file.as_bytes(), FRANCE).await;
    office.read().await;
    let view = office.view(again.id).await;
    assert_eq!((counts(&view), view.lines.rows[0].reason), (vec![(LineState::Proposed, 1)], Some(MatchReason::MaybeTwice)));
    assert_eq!(office.received().await, eur(10_000));
    office.till.close().await;
}

async fn the_same_money_in_two_kinds_of_file_is_booked_once(db: Database) {
    let office = Office::open(db).await;
    let xml = format!(
        "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>{FRANCE}</IBAN></Id></Acct><Ntry><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
         <BookgDt><Dt>2026-01-15</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf><Ref>{}</Ref></CdtrRefInf>\
         </Strd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
        office.reference
    );
    office.bring(&xml).await;
    assert_eq!(office.received().await, eur(10_000));
    let row = office.table(format!("{HEADER}15.01.2026;Virement;;100,00;{};Ana\r\n", office.reference).as_bytes(), FRANCE).await;
    office.explain(&row, france).await.unwrap();
    office.read().await;
    let line = office.view(row.id).await.lines.rows[0].clone();
    assert_eq!((line.state, line.reason), (LineState::Proposed, Some(MatchReason::MaybeTwice)));
    assert_eq!(office.received().await, eur(10_000));
    // A person who knows better may still book it.
    office.books.accept_line(&office.till.seller, line.id, AcceptDraft::default()).await.unwrap();
    assert_eq!(office.received().await, eur(20_000));
    office.till.assert_sound().await;
    office.till.close().await;
}

/// Many rows, of which every five hundredth pays, leaves, or cannot be read; half of the others are identical to another.
fn many(rows: usize, reference: &str) -> String {
    let mut file = HEADER.to_owned();
    for row in 0..rows {
        let amount = row / 2;
        match row % 500 {
            0 => writeln!(file, "15.01.2026;Virement;;1,{:02};{reference};Ana\r", row % 100).unwrap(),
            1 => writeln!(file, "15.01.2026;Loyer;{amount},50;;;Régie\r").unwrap(),
            2 => writeln!(file, "15.13.2026;Faux;;1,00;;\r").unwrap(),
            _ => writeln!(file, "15.01.2026;Vente {};;{amount},05;;Personne\r", row / 2).unwrap(),
        }
    }
    file
}

async fn ten_thousand_rows_twice(db: Database) {
    let office = Office::open(db).await;
    let file = many(10_000, &office.reference);
    let row = office.table(file.as_bytes(), FRANCE).await;
    office.explain(&row, france).await.unwrap();
    office.read().await;
    let view = office.view(row.id).await;
    let expected = [(LineState::Booked, 20), (LineState::Unmatched, 9_940), (LineState::Outgoing, 20), (LineState::Unreadable, 20)];
    assert_eq!(counts(&view), expected);
    let received = office.received().await;
    let again = office.table(file.as_bytes(), FRANCE).await;
    office.read().await;
    let view = office.view(again.id).await;
    assert_eq!((view.row.lines, view.row.read, counts(&view)), (10_000, 10_000, Vec::new()));
    assert_eq!(office.received().await, received);
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn a_hundred_thousand_rows_in_one_go(db: Database) {
    let office = Office::open(db).await;
    let row = office.table(many(100_000, &office.reference).as_bytes(), FRANCE).await;
    office.explain(&row, france).await.unwrap();
    office.read().await;
    let view = office.view(row.id).await;
    let ended: u64 = counts(&view).iter().map(|(_, count)| count).sum();
    assert_eq!((view.row.state, view.row.lines, ended), (StatementState::Read, 100_000, 100_000));
    assert_eq!(counts(&view)[0], (LineState::Booked, 200));
    office.till.assert_sound().await;
    office.till.close().await;
}
