//! A client who asks to be forgotten: not while anything is open; afterwards nobody finds them, and the books are as they were.

mod fixtures;

use super::dialect::Dialect;
use super::fixtures::other;
use super::handovers::{confirm, hand_over, to_other};
use super::refund_fixtures::draft;
use super::returned;
use super::shares::{client_row, other_client, save, shared};
use crate::support::{anonymous, caller, code};
use desk::{AppError, AuthDesk, InvoiceDesk, PayLinkDesk, PaymentDesk, PeopleDesk, RecordedDesk, RefundDesk, Side, SignInDraft, TripDesk};
use domain::dates::iso;
use domain::error::ErrorCode;
use domain::legacy::LegacyRefusal;
use domain::paging::ListQuery;
use domain::payers::PayerDraft;
use domain::payments::{RecordDraft, RefundDraft};
use domain::people::{ClientDraft, ErasureBar, ErasureDraft, StaffRole, pseudonym};
use domain::policy::Actor;
use domain::trips::{TripDraft, TripMove};
use fixtures::{House, write};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use server::desks::books::legacy::Run;
use server::mail::MailJob;
use std::collections::BTreeSet;
use store::entities::{audit, client, handover, invoice, outbox, session, traveller, trip};
use store::words::OutboxState;
use store::{Database, on_both};

on_both!(
    an_erased_client_is_nowhere_and_the_books_are_as_they_were,
    nobody_is_forgotten_while_something_is_open,
    whoever_shares_an_address_keeps_their_own,
    a_trip_that_comes_up_meanwhile_is_seen,
    an_erased_client_is_neither_written_to_nor_sold_to,
    whoever_handed_over_is_forgotten_once_nothing_is_owed,
    whoever_had_something_back_twice_is_not_forgotten,
    an_export_that_names_who_was_forgotten_still_agrees,
);

async fn an_erased_client_is_nowhere_and_the_books_are_as_they_were(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    // An account with a password and a session, a reset on its way, a trip of their own, one on which they only travel, and a mail that waits.
    house.people.invite_client(&till.seller, house.id()).await.unwrap();
    let mail = till.mails().await.into_iter().find(|job| job.payload.contains("activation")).unwrap();
    let job: MailJob = serde_json::from_str(&mail.payload).unwrap();
    let server::mail::MailKind::Activation { link, .. } = job.kind else { panic!("an activation") };
    let token = link.rsplit('/').next().unwrap().to_owned();
    house.auth.set_password(&anonymous(), &token, "lamas en altitude").await.unwrap();
    house.auth.request_link(&anonymous(), Side::Portal, "ana.m@example.org").await.unwrap();
    let (trip, pay_link) = house.paid_trip().await;
    let invoices = house.invoice(trip).await;
    let foreign = till.trip_with(|draft| draft.client = other_client(till).to_string()).await;
    let version = till.trips.find_trip(&till.seller, foreign).await.unwrap().version;
    till.trips.move_trip(&till.seller, foreign, version, TripMove::Cancel).await.unwrap();
    house.years_pass().await;
    assert_eq!(house.bars().await, []);
    let (sums, papers, transactions) = (house.sums().await, house.receipts().await, till.transactions().await);
    let view = house.people.find_erasure(&till.seller, house.id()).await.unwrap();
    assert_eq!((view.name.as_str(), view.trips, view.travellers, view.papers), ("Ana Müller", 1, 2, 2));
    assert!(house.traces().await.iter().any(|(place, _)| place == "payment_order.request"), "the bank was told");

    assert_eq!(code(house.erase("Ana").await), ErrorCode::NameDiffers);
    house.erase("ana muller").await.unwrap();
    house.erase("ana muller").await.unwrap();

    // What still says who it was: the paper that has to be kept, and what the bank said about the payment.
    let kept: BTreeSet<String> = house.traces().await.into_iter().map(|(place, _)| place).collect();
    let allowed = ["receipt.snapshot", "invoice.snapshot", "gateway_event.raw"];
    assert!(kept.iter().all(|place| allowed.contains(&place.as_str())), "{kept:?}");
    // The portal: sign-in as of an unknown address, dead links, no session, nothing to see.
    let sign_in = SignInDraft { email: "ana.m@example.org".into(), password: "lamas en altitude".into(), ..SignInDraft::default() };
    assert_eq!(code(house.auth.sign_in(&anonymous(), Side::Portal, sign_in).await.map(drop)), ErrorCode::WrongCredentials);
    assert_eq!(code(house.auth.set_password(&anonymous(), &token, "lamas en altitude").await.map(drop)), ErrorCode::LinkUnknown);
    assert_eq!(code(till.payments.find_pay_link(&anonymous(), &pay_link).await), ErrorCode::LinkUnknown);
    assert!(session::Entity::find().all(till.db.read()).await.unwrap().is_empty());
    let before = till.mails().await.len();
    house.auth.request_link(&anonymous(), Side::Portal, "ana.m@example.org").await.unwrap();
    assert_eq!(till.mails().await.len(), before, "nobody has this address");
    let waiting = outbox::Entity::find().filter(outbox::Column::State.eq(OutboxState::Pending)).all(till.db.read()).await.unwrap();
    assert!(waiting.iter().all(|job| !job.payload.contains("ana.m@")), "nothing waits for them");
    // The office: the pseudonym, and no trace under the old name.
    let name = pseudonym(house.id());
    let query = |q: &str| ListQuery { q: q.into(), ..ListQuery::default() };
    let listed = |q: &'static str| house.people.list_clients(&till.seller, query(q));
    assert_eq!(listed("muller").await.unwrap().total, 0);
    assert_eq!(listed("anonyme").await.unwrap().rows[0].name, name);
    assert!(house.people.find_twins(&till.seller, "Ana Müller", "ana.m@example.org").await.unwrap().is_empty());
    assert_eq!(till.trips.list_trips(&till.seller, query("muller")).await.unwrap().total, 0);
    let page = till.trips.find_trip(&till.seller, trip).await.unwrap();
    assert_eq!((page.client_name.as_str(), page.payers[0].name.as_str(), page.trip.notes.as_str()), (name.as_str(), name.as_str(), ""));
    let history = till.trips.list_history(&till.seller, trip).await.unwrap();
    assert!(history.iter().all(|line| !line.who.contains("Ana") && !line.detail.contains("Ana")), "{history:?}");
    // Others' trips lose the traveller's name and nothing else.
    let travellers = traveller::Entity::find().all(till.db.read()).await.unwrap();
    assert!(travellers.iter().all(|row| row.given_name == "Anonyme" && row.born_on.is_none()), "{travellers:?}");
    let row = trip::Entity::find_by_id(foreign).one(till.db.read()).await.unwrap().unwrap();
    assert_ne!(row.client_id, house.id());
    // The books: every sum, every row, every receipt, to be read by staff alone.
    assert_eq!((house.sums().await, house.receipts().await, till.transactions().await), (sums, papers.clone(), transactions));
    assert!(papers[0].snapshot.contains("Ana Müller") && papers[0].snapshot.contains("rue du Lac"), "complete");
    let (_, pdf) = till.payments.read_receipt(&till.seller, papers[0].id).await.unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let paper = invoice::Entity::find().one(till.db.read()).await.unwrap().unwrap();
    assert!(paper.snapshot.contains("Ana Müller") && paper.snapshot.contains("rue du Lac"), "complete");
    assert!(invoices.read_invoice(&till.seller, paper.id).await.unwrap().1.starts_with(b"%PDF"));
    assert_eq!(code(invoices.read_invoice(&anonymous(), paper.id).await), ErrorCode::SignInNeeded);
    assert_eq!(code(invoices.read_invoice(&till.other, paper.id).await), ErrorCode::NotFound);
    assert_eq!(code(till.payments.read_receipt(&anonymous(), papers[0].id).await), ErrorCode::SignInNeeded);
    assert_eq!(code(till.payments.read_receipt(&till.other, papers[0].id).await), ErrorCode::NotFound);
    // Who and when, without what.
    let lines = audit::Entity::find().filter(audit::Column::Verb.eq("client.erased")).all(till.db.read()).await.unwrap();
    assert_eq!(
        lines.iter().map(|line| (line.object.clone(), line.actor.clone())).collect::<Vec<_>>(),
        [(house.id().to_string(), till.seller.actor.to_string())]
    );
    till.assert_sound().await;
    house.till.close().await;
}

async fn nobody_is_forgotten_while_something_is_open(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    let (trip, _) = house.paid_trip().await;
    assert_eq!(house.bars().await, [ErasureBar::TripAhead]);
    let refused = house.erase("Ana Müller").await;
    let AppError::Refused(refusal) = refused.unwrap_err() else { panic!("refused") };
    let reference = till.trips.find_trip(&till.seller, trip).await.unwrap().reference;
    assert_eq!((refusal.code, refusal.args.get("trips")), (ErrorCode::ErasureBarred, Some(&reference)));
    // A trip that is shared counts as well.
    let (split, _) = shared(till).await;
    house.years_pass().await;
    assert_eq!(house.bars().await, []);
    // Sold and not paid, however long ago.
    till.sql(&format!(
        "UPDATE trip SET state = 'completed' WHERE reference = '{}'",
        till.trips.find_trip(&till.seller, split).await.unwrap().reference
    ))
    .await;
    assert_eq!(house.bars().await, [ErasureBar::MoneyOwed]);
    till.sql(&format!(
        "UPDATE trip SET state = 'cancelled' WHERE reference = '{}'",
        till.trips.find_trip(&till.seller, split).await.unwrap().reference
    ))
    .await;
    assert_eq!(house.bars().await, []);
    // Money beyond the price, then a refund of it.
    let record = |amount: &'static str| {
        let books = &house.books;
        async move {
            let form = books.find_record_form(&till.seller, trip).await.unwrap();
            let draft = RecordDraft {
                payer: form.payers[0].id.to_string(),
                method: "cash".into(),
                amount: amount.into(),
                currency: "EUR".into(),
                received_on: iso(till.counter.today()),
                note: String::new(),
            };
            books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
        }
    };
    record("50").await;
    assert!(house.bars().await.contains(&ErasureBar::CreditHeld));
    let payer = house.payer_of(trip).await;
    let refund = RefundDraft {
        payer: payer.id.to_string(),
        way: "transfer".into(),
        amount: "50".into(),
        reason: "trop-perçu".into(),
        ..RefundDraft::default()
    };
    let asked = till.payments.request_refund(&till.seller, trip, refund).await.unwrap();
    assert!(house.bars().await.contains(&ErasureBar::RefundOpen));
    assert_eq!(code(house.erase("Ana Müller").await), ErrorCode::ErasureBarred);
    till.payments.settle_transfer(&till.seller, asked, desk::TransferEnd::Paid).await.unwrap();
    assert!(!house.bars().await.iter().any(|bar| matches!(bar, ErasureBar::CreditHeld | ErasureBar::RefundOpen)));
    // Only administrators forget.
    for role in [StaffRole::Seller, StaffRole::Manager, StaffRole::Accountant] {
        let Actor::Staff { id, .. } = till.seller.actor else { panic!("staff") };
        let caller = caller(Actor::Staff { id, role });
        let draft = ErasureDraft { name: "Ana Müller".into() };
        assert_eq!(code(house.people.erase_client(&caller, house.id(), draft).await), ErrorCode::NotFound, "{role}");
    }
    house.till.close().await;
}

async fn whoever_shares_an_address_keeps_their_own(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    let other = other_client(till);
    let row = client::Entity::find_by_id(other).one(till.db.read()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.email = Set("ana.m@example.org".into());
    write(&till.db, row).await;
    for client in [house.id(), other] {
        house.people.invite_client(&till.seller, client).await.unwrap();
    }
    house.erase("Ana Müller").await.unwrap();
    let left: Vec<_> = till.mails().await.into_iter().map(|job| (job.state, job.payload)).collect();
    assert_eq!(left.len(), 2);
    assert_eq!(left[0], (OutboxState::Done, "{}".to_owned()));
    assert!(left[1].0 == OutboxState::Pending && left[1].1.contains("Zoé"), "{left:?}");
    let kept = client::Entity::find_by_id(other).one(till.db.read()).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.email.as_str(), kept.erased_at), ("Zoé Blanc", "ana.m@example.org", None));
    house.till.close().await;
}

async fn a_trip_that_comes_up_meanwhile_is_seen(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    let view = till.trip_with(|draft| draft.client = other_client(till).to_string()).await;
    let mut draft = TripDraft::from(&till.trips.find_trip(&till.seller, view).await.unwrap().trip);
    draft.client = house.id().to_string();
    for _ in 0..10 {
        let (erased, sold) = futures::join!(house.erase("Ana Müller"), till.trips.create_trip(&till.seller, draft.clone()));
        match (erased, sold) {
            // Either the trip stands in the way, or it is refused: never both.
            (Err(error), Ok(trip)) => {
                assert_eq!(error.code(), Some(ErrorCode::ErasureBarred));
                let version = till.trips.find_trip(&till.seller, trip).await.unwrap().version;
                till.trips.move_trip(&till.seller, trip, version, TripMove::Cancel).await.unwrap();
            }
            (Ok(()), sold) => {
                assert_eq!(code(sold), ErrorCode::ClientErased);
                break;
            }
            (Err(error), Err(other)) => panic!("{error} {other}"),
        }
    }
    house.till.close().await;
}

async fn an_erased_client_is_neither_written_to_nor_sold_to(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    house.erase("Ana Müller").await.unwrap();
    let id = house.id();
    assert_eq!(code(house.people.invite_client(&till.seller, id).await), ErrorCode::ClientErased);
    let view = house.people.find_client(&till.seller, id).await.unwrap();
    assert!(view.erased_at.is_some() && view.account.is_none());
    let draft = ClientDraft { email: "back@example.org".into(), ..ClientDraft::from(&view.client) };
    assert!(house.people.update_client(&till.seller, id, view.version, draft).await.is_err());
    let trip = till.trip_with(|draft| draft.client = other_client(till).to_string()).await;
    let mut draft = TripDraft::from(&till.trips.find_trip(&till.seller, trip).await.unwrap().trip);
    draft.client = id.to_string();
    assert_eq!(code(till.trips.create_trip(&till.seller, draft).await), ErrorCode::ClientErased);
    assert_eq!(code(house.people.find_erasure(&till.traveller, id).await), ErrorCode::NotFound);
    // Nor do they pay a share of anybody's trip.
    let trip = till.trip_with(|draft| draft.client = other_client(till).to_string()).await;
    let first = client_row(till, None, "2000");
    let erased = PayerDraft { client: id.to_string(), amount: "1000".into(), ..first.clone() };
    let rows = vec![first, erased];
    assert_eq!(code(save(till, trip, rows).await), ErrorCode::ClientErased);
    house.till.close().await;
}

async fn whoever_handed_over_is_forgotten_once_nothing_is_owed(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    let trip = till.trip().await;
    let (order, payment) = till.started_with(trip, other("1000")).await;
    till.capture(&payment).await;
    till.learn(order, &payment).await;
    confirm(till, trip).await;
    hand_over(till, trip, to_other(till)).await.unwrap();
    house.years_pass().await;
    assert_eq!(house.bars().await, [ErasureBar::MoneyOwed], "they answer for what the new payer owes");
    let form = house.books.find_record_form(&till.seller, trip).await.unwrap();
    let heir = form.payers.iter().find(|payer| payer.name == "Zoé Blanc").unwrap().id;
    let draft = RecordDraft {
        payer: heir.to_string(),
        method: "cash".into(),
        amount: "2000".into(),
        currency: "EUR".into(),
        received_on: iso(till.counter.today()),
        note: String::new(),
    };
    house.books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
    assert_eq!(house.bars().await, []);
    house.erase("Ana Müller").await.unwrap();
    let kept: BTreeSet<String> = house.traces().await.into_iter().map(|(place, _)| place).collect();
    assert!(kept.iter().all(|place| ["receipt.snapshot", "gateway_event.raw"].contains(&place.as_str())), "{kept:?}");
    let passed = handover::Entity::find().one(till.db.read()).await.unwrap().unwrap();
    assert_eq!(passed.reason, "");
    let lines = audit::Entity::find().filter(audit::Column::Verb.eq("trip.handed_over")).one(till.db.read()).await.unwrap().unwrap();
    assert!(!lines.detail.contains("Ana") && !lines.detail.contains("Jambe"), "{}", lines.detail);
    // Nobody hands a contract over to them any more.
    let trip = till.trip_with(|draft| draft.client = other_client(till).to_string()).await;
    confirm(till, trip).await;
    let back = domain::payers::HandoverDraft { client: house.id().to_string(), ..to_other(till) };
    assert_eq!(code(hand_over(till, trip, back).await), ErrorCode::ClientErased);
    till.assert_sound().await;
    house.till.close().await;
}

async fn whoever_had_something_back_twice_is_not_forgotten(db: Database) {
    let house = House::of(returned::till(db, Dialect::Sandbox).await).await;
    let till = &house.till;
    let (trip, order, payment) = returned::paid(till).await;
    let capture = format!("{order}:{}", till.captures(order).await[0].capture_key);
    till.ask(trip, draft(&capture, "300")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    returned::give_back(till, &payment, json!({ "amount": 90_000 })).await;
    till.payments.reconcile().await.unwrap();
    let version = till.trips.find_trip(&till.seller, trip).await.unwrap().version;
    till.trips.move_trip(&till.seller, trip, version, TripMove::Cancel).await.unwrap();
    house.years_pass().await;
    assert_eq!((returned::balance(till, "416").await, house.bars().await), (30_000, vec![ErasureBar::MoneyOwed]));
    house.till.close().await;
}

async fn an_export_that_names_who_was_forgotten_still_agrees(db: Database) {
    let house = House::open(db).await;
    let till = &house.till;
    let trip = till.trip().await;
    let reference = till.trips.find_trip(&till.seller, trip).await.unwrap().reference;
    let row = |name: &str| format!("payer,id,trip,amount,currency,date\n{name},P-1,{reference},3000,EUR,2024-01-02\n");
    let bring = async |name: &str| {
        let report = house.books.import_payments(row(name).as_bytes(), Run::Real).await.unwrap();
        (report.booked, report.there, report.refused.into_iter().map(|refused| refused.why).collect::<Vec<_>>())
    };
    assert_eq!(bring("Ana Müller").await, (1, 0, vec![]));
    assert_eq!(bring("Odile Martin").await, (0, 0, vec![LegacyRefusal::Conflict("payer")]));
    house.years_pass().await;
    house.erase("Ana Müller").await.unwrap();
    assert_eq!(bring("Ana Müller").await, (0, 1, vec![]), "the name is gone here, not there");
    till.assert_sound().await;
    house.till.close().await;
}
