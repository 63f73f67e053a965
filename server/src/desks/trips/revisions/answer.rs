//! What becomes of a proposal: accepted or declined by its client, taken back by staff, lapsed by itself.

use super::super::edit::{self, Becoming};
use super::super::{Trips, life, rows, shares};
use super::{decide, mails, offer};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::payments::refunds::{OWED, stock};
use desk::Caller;
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::{RevisionId, TripId};
use domain::payments::refund_due_by;
use domain::policy::{Action, Actor, authorise};
use domain::revisions::{AnswerDraft, RevisionCause, RevisionEvent, RevisionState, next};
use domain::trips::{Readiness, Trip, TripMove};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;
use store::entities::{client, outbox, price_revision, trip};
use time::OffsetDateTime;

impl Trips {
    pub(super) async fn answer(&self, caller: &Caller, id: RevisionId, draft: &AnswerDraft) -> Result<TripId, Fault> {
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let (now, today) = (self.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let (row, revision) = self.locked(&tx, id).await?;
        authorise(caller.actor, Action::AnswerRevision { client: row.client_id })?;
        let event = draft.check(revision.cause)?;
        let state = next(revision.state, event, revision.answer_by, today)?;
        if revision.trip_version != row.version {
            return Err(ErrorCode::RevisionStale.into());
        }
        let trip = row.id;
        match (state, revision.cause) {
            (RevisionState::Accepted, _) => self.accept(&tx, caller, &row, revision, now).await?,
            // Who asked for a change and does not want it any more keeps the trip as it is.
            (_, RevisionCause::Wish) => {
                let revision = decide(&tx, revision, state, caller.actor, now).await?;
                mails::tell_seller(&self.counter, &tx, &row, &revision, now).await?;
            }
            (_, RevisionCause::Transport | RevisionCause::Taxes | RevisionCause::Exchange) => {
                let revision = decide(&tx, revision, state, caller.actor, now).await?;
                self.give_back(&tx, caller, &row, &revision, now).await?;
            }
        }
        tx.commit().await?;
        Ok(trip)
    }

    /// The trip of a proposal, locked, and the proposal as it stands under that lock.
    async fn locked(&self, tx: &DatabaseTransaction, id: RevisionId) -> Result<(trip::Model, price_revision::Model), Fault> {
        let found = price_revision::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
        let row = store::locks::lock_trip(tx, found.trip_id).await?.ok_or(ErrorCode::NotFound)?;
        let revision = price_revision::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
        Ok((row, revision))
    }

    /// Makes the trip what was proposed: only what is open of the schedules gives way.
    async fn accept(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        row: &trip::Model,
        revision: price_revision::Model,
        now: OffsetDateTime,
    ) -> Result<(), Fault> {
        let today = self.counter.today();
        let trip: Trip = revision.draft.0.check()?;
        let quote = edit::worth(&trip)?;
        let client = client::Entity::find_by_id(trip.client).one(tx).await?.ok_or(ErrorCode::RevisionStale)?;
        let accounts = accounts::lock_accounts(tx, row, today).await?;
        let saved = rows::read(tx, row).await?;
        let money = life::has_money(tx, row.id, &accounts).await?;
        // Money that came meanwhile keeps the client and the company it was paid to.
        if edit::check_paid(&saved, &trip, money).is_err() || !Readiness::of(&trip, true, money, today).complete {
            return Err(ErrorCode::RevisionStale.into());
        }
        let becoming = Becoming { trip, quote, client };
        let plan = shares::plan(row, &accounts, (&becoming.quote, &becoming.trip), today);
        edit::write(tx, row.clone(), &accounts, &plan, &becoming, now).await?;
        let revision = decide(tx, revision, RevisionState::Accepted, caller.actor, now).await?;
        offer::tell(&self.counter, tx, row, &revision, &plan, today, now).await?;
        mails::tell_seller(&self.counter, tx, row, &revision, now).await
    }

    /// Ends the trip without fees, and asks the people who keep the books to give back what was paid. Moves no money.
    async fn give_back(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        row: &trip::Model,
        revision: &price_revision::Model,
        now: OffsetDateTime,
    ) -> Result<(), Fault> {
        let today = self.counter.today();
        let accounts = accounts::lock_accounts(tx, row, today).await?;
        let trip = rows::read(tx, row).await?;
        let ready = life::readiness(tx, row, &trip, &accounts, today).await?;
        let state = domain::trips::next(row.state, TripMove::Cancel, ready)?;
        let due_by = refund_due_by(today);
        for one in accounts.all() {
            let held = stock::held(tx, accounts::owner(row, one.payer.id), row.currency, None).await?;
            let amount = held.advances.add(held.unapplied).unwrap_or(held.advances);
            if amount.minor > 0 {
                let detail = json!({ "amount": amount.plain(), "trip": row.reference, "due_by": dates::iso(due_by) });
                store::tasks::raise(tx, OWED, one.payer.id, &detail, now).await?;
            }
            if amount.minor > 0 || one.payer.client() == Some(row.client_id) {
                mails::ended(&self.counter, tx, (row, revision), &one.payer, (amount, due_by), now).await?;
            }
        }
        mails::tell_seller(&self.counter, tx, row, revision, now).await?;
        let from = row.state;
        life::save(tx, row.clone(), now, |trip| trip.state = Set(state)).await?;
        store::audit::append(tx, now, caller.actor, "trip.moved", row.id, Some(row.id), &json!({ "from": from, "to": state })).await?;
        Ok(())
    }

    pub(super) async fn withdraw(&self, caller: &Caller, id: RevisionId) -> Result<TripId, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (now, today) = (self.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let (row, revision) = self.locked(&tx, id).await?;
        authorise(caller.actor, Action::EditTrip { seller: row.seller_id })?;
        let state = next(revision.state, RevisionEvent::Withdraw, revision.answer_by, today)?;
        let revision = decide(&tx, revision, state, caller.actor, now).await?;
        mails::gone(&self.counter, &tx, &row, &revision, false, now).await?;
        tx.commit().await?;
        Ok(row.id)
    }

    /// Ends every proposal that nobody answered in time; how many there were. Nothing else changes: the old price holds, and staff are told. Whoever holds a
    /// proposal that a change of the trip has overtaken is told so.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn lapse_revisions(&self) -> Result<usize, String> {
        self.lapse().await.map_err(|fault| format!("{fault:?}"))
    }

    /// Tells whoever was asked to accept a new price that it no longer holds, once the trip has changed. Whichever change that was: all of them end here.
    async fn tell_stale(&self) -> Result<(), Fault> {
        let now = self.now();
        let open = price_revision::Entity::find()
            .filter(price_revision::Column::State.eq(RevisionState::Proposed))
            .all(self.counter.db.read())
            .await?;
        for found in open {
            let key = mails::gone_key(&found);
            let db = self.counter.db.read();
            let changed = trip::Entity::find_by_id(found.trip_id).one(db).await?.is_some_and(|row| row.version != found.trip_version);
            // A look without a lock first: most were told long ago.
            if !changed || outbox::Entity::find().filter(outbox::Column::DedupeKey.eq(key)).one(db).await?.is_some() {
                continue;
            }
            let tx = self.counter.db.begin_write().await?;
            let (row, revision) = self.locked(&tx, found.id).await?;
            if revision.state == RevisionState::Proposed && row.version != revision.trip_version {
                mails::gone(&self.counter, &tx, &row, &revision, true, now).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    async fn lapse(&self) -> Result<usize, Fault> {
        self.tell_stale().await?;
        let (now, today) = (self.now(), self.counter.today());
        let late = price_revision::Entity::find()
            .filter(price_revision::Column::State.eq(RevisionState::Proposed))
            .filter(price_revision::Column::AnswerBy.lt(today))
            .all(self.counter.db.read())
            .await?;
        let mut lapsed = 0;
        for found in late {
            let tx = self.counter.db.begin_write().await?;
            let (row, revision) = self.locked(&tx, found.id).await?;
            // Another node may have been faster, or the traveller in the last second.
            let Ok(state) = next(revision.state, RevisionEvent::Lapse, revision.answer_by, today) else { continue };
            let revision = decide(&tx, revision, state, Actor::System, now).await?;
            if row.state.is_open() {
                mails::tell_seller(&self.counter, &tx, &row, &revision, now).await?;
            }
            tx.commit().await?;
            lapsed += 1;
        }
        Ok(lapsed)
    }
}
