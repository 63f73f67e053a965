//! A rise of a sold trip's price: which branch the law takes, on which day, and that nothing is saved that was not looked at.

use super::fixtures::{Stage, eur};
use crate::support::{anonymous, caller, code, edit, fields};
use desk::{AppError, Edited, RevisionDesk, TripDesk};
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::policy::Actor;
use domain::revisions::{AnswerDraft, Revision, RevisionDraft, RevisionStand};
use domain::trips::{TripDraft, TripMove};
use store::{Database, on_both};

on_both!(
    the_law_decides_by_country_day_and_cent,
    an_edit_is_looked_at_before_it_is_saved,
    small_rises_add_up_until_the_traveller_agrees,
    what_the_traveller_wants_is_always_asked,
    who_may_propose_and_answer,
    a_proposal_gives_way_to_the_next,
);

impl Stage {
    /// A trip of 3000.00 that was sold on `booked`, leaving on `departure`.
    async fn sold(&self, entity: &str, booked: &str, departure: &str) -> TripId {
        self.set_clock(booked);
        let mut draft = self.draft();
        (draft.entity, draft.starts_on, draft.days) = (entity.into(), departure.into(), Vec::new());
        draft.ends_on = domain::dates::iso(domain::dates::plus_days(domain::dates::from_iso(departure).unwrap(), 8));
        let id = self.create(&draft).await;
        self.trips.move_trip(&self.seller, id, 1, TripMove::Propose).await.unwrap();
        self.trips.move_trip(&self.seller, id, 2, TripMove::Confirm).await.unwrap();
        id
    }

    /// The trip as it is, at another price.
    async fn priced(&self, id: TripId, price: &str) -> TripDraft {
        let mut draft = TripDraft::from(&self.find(id).await.trip);
        draft.services[0].price = price.into();
        draft
    }

    async fn raise(&self, id: TripId, price: &str, cause: &str) -> Result<Edited, AppError> {
        edit(&self.trips, &self.seller, id, self.priced(id, price).await, cause).await
    }
}

fn accept() -> AnswerDraft {
    AnswerDraft { answer: "accept".into(), sure: String::new() }
}

async fn the_law_decides_by_country_day_and_cent(db: Database) {
    let stage = Stage::new(db).await;
    // 8 % of 3000.00 is 240.00, 10 % is 300.00. A leap day, both changes of the clock, and a plain day.
    for departure in ["2028-02-29", "2027-03-28", "2027-10-31", "2027-07-14"] {
        for (entity, notice, within, above) in [("fr", 20, "3240", "3240.01"), ("ch", 21, "3300", "3300.01")] {
            let day = |left: i64| domain::dates::iso(domain::dates::plus_days(domain::dates::from_iso(departure).unwrap(), -left));
            for (price, expected) in [(within, RevisionStand::Applied), (above, RevisionStand::Open)] {
                let id = stage.sold(entity, "2026-11-21", departure).await;
                stage.set_clock(&day(notice - 1));
                let late = fields(stage.raise(id, price, "transport").await);
                assert_eq!(late, [("revision[cause]".to_owned(), ErrorCode::RevisionTooLate)], "{departure} {entity} {price}");
                assert_eq!(stage.find(id).await.quote.price.minor, 300_000);
                stage.set_clock(&day(notice));
                let edited = stage.raise(id, price, "transport").await.unwrap();
                let view = stage.find(id).await;
                assert_eq!(view.revisions[0].stand, expected, "{departure} {entity} {price}");
                let held = matches!(edited, Edited::Saved(_));
                assert_eq!(held, expected == RevisionStand::Applied);
                assert_eq!(view.quote.price.minor == 300_000, !held, "a proposal changes nothing");
            }
        }
    }
}

async fn an_edit_is_looked_at_before_it_is_saved(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.sold("fr", "2026-11-21", "2027-07-14").await;
    stage.receive(id, 90_000).await;
    let draft = stage.priced(id, "3400").await;
    let preview = stage.trips.preview_revision(&stage.seller, id, draft.clone()).await.unwrap();
    assert_eq!(
        (preview.revision, preview.price.old, preview.price.new, preview.price.bp),
        (Revision::Ask, eur(300_000), eur(340_000), Some(1_334))
    );
    let change = &preview.changes[0];
    let amounts = |lines: &[desk::InstalmentView]| lines.iter().map(|line| (line.amount.minor, line.paid.minor)).collect::<Vec<_>>();
    assert_eq!(amounts(&change.before), [(90_000, 90_000), (210_000, 0)]);
    assert_eq!(amounts(&change.after), [(90_000, 90_000), (250_000, 0)], "what was paid stays as it is");
    let save = async |said: RevisionDraft| stage.trips.update_trip(&stage.seller, id, 3, draft.clone(), said).await;
    let said = |seen: &str, cause: &str, reason: &str| RevisionDraft { seen: seen.into(), cause: cause.into(), reason: reason.into() };
    assert_eq!(save(said("", "taxes", "Taxe")).await, Err(AppError::Redraw), "not looked at");
    assert_eq!(
        save(said("0123456789abcdef0123456789abcdef", "taxes", "Taxe")).await,
        Err(AppError::Redraw),
        "something else was looked at"
    );
    assert_eq!(
        fields(save(said(&preview.seen, "", " ")).await),
        [("revision[cause]".to_owned(), ErrorCode::Required), ("revision[reason]".to_owned(), ErrorCode::Required)]
    );
    // Money that comes meanwhile changes what would happen: it is looked at again.
    stage.receive(id, 10_000).await;
    assert_eq!(save(said(&preview.seen, "taxes", "Taxe")).await, Err(AppError::Redraw));
    let view = stage.find(id).await;
    assert_eq!((view.version, view.revisions.len(), stage.count_instalments(id).await), (3, 0, 2), "nothing was written");
    // What changes neither price nor schedule is simply saved, and a fall needs no reason.
    let titled = TripDraft { title: "Pérou, autrement".into(), ..TripDraft::from(&view.trip) };
    stage.trips.update_trip(&stage.seller, id, 3, titled, RevisionDraft::default()).await.unwrap();
    let cheaper = stage.priced(id, "2900").await;
    let preview = stage.trips.preview_revision(&stage.seller, id, cheaper.clone()).await.unwrap();
    assert_eq!((preview.revision, preview.price.bp), (Revision::Free, Some(-334)));
    stage.trips.update_trip(&stage.seller, id, 4, cheaper, said(&preview.seen, "", "")).await.unwrap();
    let view = stage.find(id).await;
    assert_eq!((view.quote.price, view.revisions.len()), (eur(290_000), 0));
}

async fn small_rises_add_up_until_the_traveller_agrees(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.sold("fr", "2026-11-21", "2027-07-14").await;
    assert!(matches!(stage.raise(id, "3150", "taxes").await, Ok(Edited::Saved(_))), "5 %");
    assert!(matches!(stage.raise(id, "3240", "taxes").await, Ok(Edited::Saved(_))), "8 % in all");
    assert_eq!(stage.find(id).await.agreed, Some(eur(300_000)));
    let asked = stage.raise(id, "3240.01", "taxes").await.unwrap();
    let Edited::Proposed(revision, _) = asked else { panic!("a cent above 8 % of what was agreed: {asked:?}") };
    assert_eq!(stage.find(id).await.revisions[0].price.bp, Some(801), "never reads as the limit");
    stage.trips.answer_revision(&stage.client, revision, accept()).await.unwrap();
    let view = stage.find(id).await;
    assert_eq!((view.quote.price.minor, view.agreed), (324_001, Some(eur(324_001))), "what was accepted is agreed");
    assert!(matches!(stage.raise(id, "3499.21", "taxes").await, Ok(Edited::Saved(_))), "8 % of that");
    // A fall is what the next rise is measured by.
    stage.raise(id, "1000", "").await.unwrap();
    assert!(matches!(stage.raise(id, "1080.01", "taxes").await, Ok(Edited::Proposed(..))));
}

async fn what_the_traveller_wants_is_always_asked(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.sold("fr", "2026-11-21", "2027-07-14").await;
    stage.set_clock("2027-07-11");
    let Edited::Proposed(revision, _) = stage.raise(id, "3000.01", "wish").await.unwrap() else { panic!("nobody agreed yet") };
    let own = stage.trips.find_own_revision(&stage.client, id).await.unwrap();
    assert_eq!((own.stand, domain::dates::iso(own.answer_by).as_str(), own.refund_by), (RevisionStand::Open, "2027-07-13", None));
    let decline = AnswerDraft { answer: "decline".into(), sure: String::new() };
    stage.trips.answer_revision(&stage.client, revision, decline).await.unwrap();
    let view = stage.find(id).await;
    assert_eq!(
        (view.state, view.quote.price, view.revisions[0].stand),
        (domain::trips::TripState::Confirmed, eur(300_000), RevisionStand::Declined)
    );
}

async fn who_may_propose_and_answer(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.sold("fr", "2026-11-21", "2027-07-14").await;
    let draft = stage.priced(id, "3400").await;
    for (who, expected) in [
        (&stage.other_seller, ErrorCode::NotFound),
        (&stage.accountant, ErrorCode::NotFound),
        (&stage.client, ErrorCode::NotFound),
        (&anonymous(), ErrorCode::SignInNeeded),
    ] {
        assert_eq!(code(stage.trips.preview_revision(who, id, draft.clone()).await), expected);
    }
    assert_eq!(code(stage.trips.find_own_revision(&stage.client, id).await), ErrorCode::NotFound, "nothing was proposed");
    let Edited::Proposed(revision, _) = stage.raise(id, "3400", "exchange").await.unwrap() else { panic!("13 %") };
    let link = caller(Actor::Payer { payer: stage.find(id).await.payers[0].id });
    for (who, expected) in [
        (&stage.other_client, ErrorCode::NotFound),
        (&stage.seller, ErrorCode::NotFound),
        (&stage.manager, ErrorCode::NotFound),
        (&link, ErrorCode::NotFound),
        (&anonymous(), ErrorCode::SignInNeeded),
    ] {
        assert_eq!(code(stage.trips.answer_revision(who, revision, accept()).await), expected, "{:?}", who.actor);
        assert_eq!(code(stage.trips.find_own_revision(who, id).await), expected, "{:?}", who.actor);
    }
    for who in [&stage.other_seller, &stage.accountant, &stage.client] {
        assert_eq!(code(stage.trips.withdraw_revision(who, revision).await), ErrorCode::NotFound, "{:?}", who.actor);
    }
    assert_eq!(stage.find(id).await.revisions[0].stand, RevisionStand::Open);
    let sure =
        stage.trips.answer_revision(&stage.client, revision, AnswerDraft { answer: "decline".into(), ..AnswerDraft::default() }).await;
    assert_eq!(fields(sure), [("sure".to_owned(), ErrorCode::Required)], "the trip is not given up by one click");
    stage.trips.withdraw_revision(&stage.manager, revision).await.unwrap();
    assert_eq!(code(stage.trips.answer_revision(&stage.client, revision, accept()).await), ErrorCode::RevisionOver);
    let history = stage.trips.list_history(&stage.accountant, id).await.unwrap();
    let lines: Vec<(&str, &str)> = history.iter().take(2).map(|line| (line.who.as_str(), line.what.as_str())).collect();
    assert_eq!(lines, [("Hélène Manager", "revision.withdrawn"), ("Claire Seller", "revision.proposed")]);
}

async fn a_proposal_gives_way_to_the_next(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.sold("fr", "2026-11-21", "2027-07-14").await;
    let Edited::Proposed(first, _) = stage.raise(id, "3400", "taxes").await.unwrap() else { panic!("13 %") };
    let Edited::Proposed(second, _) = stage.raise(id, "3500", "taxes").await.unwrap() else { panic!("17 %") };
    assert_eq!(code(stage.trips.answer_revision(&stage.client, first, accept()).await), ErrorCode::RevisionOver);
    stage.set_clock("2026-11-28");
    assert_eq!(stage.trips.lapse_revisions().await, Ok(0), "the last day is one to answer on");
    stage.set_clock("2026-11-29");
    assert_eq!(code(stage.trips.answer_revision(&stage.client, second, accept()).await), ErrorCode::RevisionLapsed);
    assert_eq!((stage.trips.lapse_revisions().await, stage.trips.lapse_revisions().await), (Ok(1), Ok(0)));
    let view = stage.find(id).await;
    let stands: Vec<RevisionStand> = view.revisions.iter().map(|one| one.stand).collect();
    assert_eq!((stands.as_slice(), view.quote.price), (&[RevisionStand::Lapsed, RevisionStand::Withdrawn][..], eur(300_000)));
}
