//! A rise of the price and the money: what was paid stays, what was begun at the old price is booked, and a refusal asks for a refund without making one.

use super::fixtures::{Till, eur, next};
use crate::support::{code, edit};
use desk::{Edited, PaymentDesk, PortalDesk, RefundDesk, RevisionDesk, TripDesk};
use domain::error::ErrorCode;
use domain::ids::{RevisionId, TripId};
use domain::payments::{ClockState, PaymentOutcome, RefundDraft};
use domain::revisions::{AnswerDraft, RevisionStand};
use domain::schedules::InstalmentKind;
use domain::trips::{TripDraft, TripMove, TripState};
use futures::future::join;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use store::entities::{instalment, refund};
use store::{Database, on_both};
use time::Duration;

with_both_gateways!(a_payment_of_the_old_amount_is_booked_after_the_rise, money_that_comes_after_a_refusal_is_a_credit);

on_both!(
    an_accepted_rise_leaves_what_was_paid,
    a_refusal_ends_the_trip_and_asks_for_a_refund,
    a_trip_that_changed_meanwhile_is_proposed_again,
    two_answers_at_once_are_one,
    a_deposit_makes_a_proposed_trip_an_agreement,
    whoever_was_asked_is_told_once_that_a_proposal_is_gone,
);

fn answer(word: &str) -> AnswerDraft {
    AnswerDraft { answer: word.into(), sure: "yes".into() }
}

impl Till {
    /// A trip of 3000.00 EUR that was sold, its deposit of 900.00 paid.
    async fn sold(&self) -> TripId {
        let trip = self.trip().await;
        self.trips.move_trip(&self.seller, trip, 2, TripMove::Confirm).await.unwrap();
        let (order, payment) = self.started(trip).await;
        self.capture(&payment).await;
        self.payments.settle_order(order).await.unwrap();
        trip
    }

    async fn propose(&self, trip: TripId, price: &str) -> RevisionId {
        let mut draft = TripDraft::from(&self.trips.find_trip(&self.seller, trip).await.unwrap().trip);
        draft.services[0].price = price.into();
        match edit(&self.trips, &self.seller, trip, draft, "transport").await.unwrap() {
            Edited::Proposed(revision, _) => revision,
            Edited::Saved(_) => panic!("{price} was not asked about"),
        }
    }

    /// The mails about rises, by their keys.
    async fn told(&self, ending: &str) -> Vec<String> {
        let jobs = self.mails().await;
        jobs.into_iter()
            .filter(|job| job.dedupe_key.starts_with("mail:revision:") && job.dedupe_key.contains(ending))
            .map(|job| job.payload)
            .collect()
    }

    async fn money(&self, trip: TripId) -> (i64, i64, i64) {
        let page = self.trips.find_own_trip(&self.traveller, trip).await.unwrap();
        (page.received.minor, page.credit.minor, page.card.remaining.minor)
    }
}

async fn an_accepted_rise_leaves_what_was_paid(db: Database) {
    let till = Till::open(db).await;
    let trip = till.sold().await;
    let before = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let revision = till.propose(trip, "3600").await;
    let asked = till.told("asked").await.remove(0);
    for said in ["€3,000.00", "€3,600.00", "+20.00%", "€2,100.00 · ", "€2,700.00 · ", "/trips/", "/revision", "Kérosène"] {
        assert!(asked.contains(said), "{said}: {asked}");
    }
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.price, page.answer_by), (eur(300_000), Some(domain::revisions::answer_by(till.counter.today(), page.card.starts_on))));
    let own = till.trips.find_own_revision(&till.traveller, trip).await.unwrap();
    let amounts =
        |lines: &[desk::InstalmentView]| lines.iter().map(|line| (line.kind, line.amount.minor, line.paid.minor)).collect::<Vec<_>>();
    let change = own.change.unwrap();
    assert_eq!(amounts(&change.before), [(InstalmentKind::Deposit, 90_000, 90_000), (InstalmentKind::Balance, 210_000, 0)]);
    assert_eq!(amounts(&change.after), [(InstalmentKind::Deposit, 90_000, 90_000), (InstalmentKind::Balance, 270_000, 0)]);
    till.trips.answer_revision(&till.traveller, revision, answer("accept")).await.unwrap();
    let after = till.trips.find_trip(&till.seller, trip).await.unwrap();
    assert_eq!(amounts(&after.instalments), amounts(&change.after), "what was shown is what holds");
    assert_eq!(after.instalments[0].id, before.instalments[0].id, "the paid line is the same row");
    let rows = instalment::Entity::find().filter(instalment::Column::TripId.eq(trip)).all(till.db.read()).await.unwrap();
    let superseded: Vec<_> = rows.iter().filter(|row| row.superseded_at.is_some()).map(|row| row.id).collect();
    assert_eq!((rows.len(), superseded), (3, vec![before.instalments[1].id]), "only the open line gave way");
    assert_eq!((till.told("told").await.len(), till.told("seller").await.len()), (1, 1));
    let history = till.trips.list_history(&till.seller, trip).await.unwrap();
    assert_eq!((history[0].who.as_str(), history[0].what.as_str()), ("", "revision.accepted"));
    assert_eq!(code(till.trips.answer_revision(&till.traveller, revision, answer("decline")).await), ErrorCode::RevisionOver);
    till.assert_sound().await;
    till.close().await;
}

async fn a_payment_of_the_old_amount_is_booked_after_the_rise(till: Till) {
    let trip = till.sold().await;
    till.payments.start_payment(&till.traveller, trip, next()).await.unwrap();
    let order = till.orders(trip).await.pop().unwrap();
    assert_eq!(order.amount_minor, 210_000);
    let payment = order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned();
    let revision = till.propose(trip, "3600").await;
    till.trips.answer_revision(&till.traveller, revision, answer("accept")).await.unwrap();
    till.capture(&payment).await;
    assert_eq!(till.outcome(order.id).await.outcome, PaymentOutcome::Paid);
    assert_eq!(till.money(trip).await, (300_000, 0, 60_000), "the old amount counts, and the difference is due");
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!(
        page.instalments.iter().map(|line| (line.amount.minor, line.paid.minor)).collect::<Vec<_>>(),
        [(90_000, 90_000), (270_000, 210_000)]
    );
    assert_eq!(page.card.next_due.map(|line| line.amount.minor - line.paid.minor), Some(60_000));
    till.assert_sound().await;
    till.close().await;
}

async fn a_refusal_ends_the_trip_and_asks_for_a_refund(db: Database) {
    let till = Till::open(db).await;
    let trip = till.sold().await;
    let revision = till.propose(trip, "3600").await;
    let (transactions, today) = (till.transactions().await, till.counter.today());
    till.trips.answer_revision(&till.traveller, revision, answer("decline")).await.unwrap();
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let refund_by = domain::dates::plus_days(today, 14);
    assert_eq!((view.state, view.quote.price, view.revisions[0].refund_by), (TripState::Cancelled, eur(300_000), Some(refund_by)));
    assert_eq!(till.transactions().await, transactions, "no money moves by itself");
    assert_eq!(refund::Entity::find().count(till.db.read()).await.unwrap(), 0);
    let owed = till.payments.list_owed(&till.seller).await.unwrap();
    assert_eq!(
        owed.iter().map(|one| (one.of.trip, one.amount, one.clock.due_by, one.clock.left)).collect::<Vec<_>>(),
        [(trip, eur(90_000), refund_by, 14)]
    );
    let own = till.trips.find_own_revision(&till.traveller, trip).await.unwrap();
    assert_eq!((own.stand, own.refund_by, own.received), (RevisionStand::Declined, Some(refund_by), eur(90_000)));
    let ended = till.told("ended").await;
    assert!(ended.len() == 1 && ended[0].contains("€900.00"), "{ended:?}");
    till.pass(Duration::days(15));
    assert_eq!(till.payments.list_owed(&till.seller).await.unwrap()[0].clock.state, ClockState::Late);
    // A part that goes back leaves the task; the rest ends it. The refund's own days count from the refusal.
    let capture = till.payments.find_trip_refunds(&till.seller, trip).await.unwrap();
    assert_eq!(capture.event_on, today);
    for (amount, open) in [("100", 1), ("800", 0)] {
        let draft = RefundDraft {
            capture: capture.captures[0].name.clone(),
            way: "gateway".into(),
            amount: amount.into(),
            reason: "price declined".into(),
            event_on: domain::dates::iso(capture.event_on),
            ..RefundDraft::default()
        };
        till.payments.request_refund(&till.seller, trip, draft).await.unwrap();
        assert_eq!(till.payments.list_owed(&till.seller).await.unwrap().len(), open, "{amount}");
    }
    till.payments.send_refunds().await.unwrap();
    assert_eq!(till.money(trip).await.0, 0);
    till.payments.drain_inbox().await.unwrap();
    till.assert_sound().await;
    till.close().await;
}

async fn money_that_comes_after_a_refusal_is_a_credit(till: Till) {
    let trip = till.sold().await;
    till.payments.start_payment(&till.traveller, trip, next()).await.unwrap();
    let order = till.orders(trip).await.pop().unwrap();
    let payment = order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned();
    let revision = till.propose(trip, "3600").await;
    till.trips.answer_revision(&till.traveller, revision, answer("decline")).await.unwrap();
    till.capture(&payment).await;
    till.payments.settle_order(order.id).await.unwrap();
    assert_eq!(till.money(trip).await, (90_000, 210_000, 0), "booked, and set aside");
    assert_eq!(till.payments.list_owed(&till.seller).await.unwrap()[0].amount, eur(300_000), "all of it has to go back");
    till.assert_sound().await;
    till.close().await;
}

async fn a_trip_that_changed_meanwhile_is_proposed_again(db: Database) {
    let till = Till::open(db).await;
    let trip = till.sold().await;
    let revision = till.propose(trip, "3600").await;
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let renamed = TripDraft { title: "Pérou, autrement".into(), ..TripDraft::from(&view.trip) };
    till.trips.update_trip(&till.seller, trip, view.version, renamed, domain::revisions::RevisionDraft::default()).await.unwrap();
    for word in ["accept", "decline"] {
        assert_eq!(code(till.trips.answer_revision(&till.traveller, revision, answer(word)).await), ErrorCode::RevisionStale);
    }
    let own = till.trips.find_own_revision(&till.traveller, trip).await.unwrap();
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    assert_eq!((own.stand, own.change, view.revisions[0].stand), (RevisionStand::Stale, None, RevisionStand::Stale));
    assert_eq!((view.trip.title.as_str(), view.quote.price, view.state), ("Pérou, autrement", eur(300_000), TripState::Confirmed));
    // Money is no change of the trip: who pays an instalment meanwhile may still say yes, to the same price.
    let revision = till.propose(trip, "3600").await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    till.trips.answer_revision(&till.traveller, revision, answer("accept")).await.unwrap();
    assert_eq!(till.money(trip).await, (300_000, 0, 60_000));
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    let lines: Vec<_> = page.instalments.iter().map(|line| (line.kind, line.amount.minor, line.paid.minor)).collect();
    assert_eq!(
        lines,
        [(InstalmentKind::Deposit, 90_000, 90_000), (InstalmentKind::Balance, 210_000, 210_000), (InstalmentKind::Supplement, 60_000, 0)]
    );
    till.assert_sound().await;
    till.close().await;
}

async fn two_answers_at_once_are_one(db: Database) {
    let till = Till::open(db).await;
    for _ in 0..4 {
        let trip = till.sold().await;
        let revision = till.propose(trip, "3600").await;
        let (yes, no) = join(
            till.trips.answer_revision(&till.traveller, revision, answer("accept")),
            till.trips.answer_revision(&till.traveller, revision, answer("decline")),
        )
        .await;
        assert_ne!(yes.is_ok(), no.is_ok(), "{yes:?} {no:?}");
        let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
        let expected = if yes.is_ok() {
            (RevisionStand::Accepted, TripState::Confirmed, eur(360_000))
        } else {
            (RevisionStand::Declined, TripState::Cancelled, eur(300_000))
        };
        assert_eq!((view.revisions[0].stand, view.state, view.quote.price), expected);
        assert_eq!(code(if yes.is_ok() { no } else { yes }), ErrorCode::RevisionOver);
    }
    till.assert_sound().await;
    till.close().await;
}

async fn a_deposit_makes_a_proposed_trip_an_agreement(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    assert_eq!(till.trips.find_trip(&till.seller, trip).await.unwrap().agreed, None, "nobody has said yes");
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    assert_eq!((view.state, view.agreed), (TripState::Proposed, Some(eur(300_000))));
    let revision = till.propose(trip, "3600").await;
    till.trips.answer_revision(&till.traveller, revision, answer("decline")).await.unwrap();
    assert_eq!(till.trips.find_trip(&till.seller, trip).await.unwrap().state, TripState::Cancelled);
    assert_eq!(till.payments.list_owed(&till.seller).await.unwrap().len(), 1);
    till.close().await;
}

async fn whoever_was_asked_is_told_once_that_a_proposal_is_gone(db: Database) {
    let till = Till::open(db).await;
    let trip = till.sold().await;
    let first = till.propose(trip, "3600").await;
    till.trips.lapse_revisions().await.unwrap();
    assert_eq!(till.told(":gone").await.len(), 0, "it still holds");
    till.trips.withdraw_revision(&till.seller, first).await.unwrap();
    let told = till.told(":gone").await;
    assert!(told.len() == 1 && told[0].contains(r#""locale":"en""#) && told[0].contains(r#""stale":false"#), "{told:?}");
    // A change of the trip overtakes the next one; whoever was asked is told, even when the trip is somebody else's by then.
    let second = till.propose(trip, "3700").await;
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let renamed = TripDraft { title: "Pérou, autrement".into(), ..TripDraft::from(&view.trip) };
    till.trips.update_trip(&till.seller, trip, view.version, renamed, domain::revisions::RevisionDraft::default()).await.unwrap();
    for _ in 0..2 {
        till.trips.lapse_revisions().await.unwrap();
    }
    let told = till.told(":gone").await;
    assert!(told.len() == 2 && told[1].contains(r#""stale":true"#) && told[1].contains("Ana Müller"), "{told:?}");
    // Taken back now, it is no news.
    till.trips.withdraw_revision(&till.seller, second).await.unwrap();
    assert_eq!(till.told(":gone").await.len(), 2);
    till.close().await;
}
