//! Trips, for staff and for their client: writing them, moving them through their life, planning what is owed, and showing them.
//!
//! Books nothing but what a lower price sets free; paying is the next desk's.

mod edit;
pub(crate) mod history;
pub(crate) mod life;
mod list;
mod own;
pub(crate) mod revisions;
pub(crate) mod rows;
pub(crate) mod schedule;
pub(crate) mod shares;
mod view;
pub(crate) mod views;
mod why;

pub(crate) use list::rows_of as trip_rows;
pub(crate) use own::services;

use super::Counter;
use super::fault::Fault;
use async_trait::async_trait;
use desk::{AppError, Caller, Edited, HistoryLine, PortalDesk, Saved, TripCard, TripDesk, TripPage, TripRow, TripView};
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::paging::{ListQuery, Page};
use domain::policy::{Action, authorise};
use domain::revisions::RevisionDraft;
use domain::schedules::ScheduleDraft;
use domain::trips::{TripDraft, TripMove};
use sea_orm::{DatabaseTransaction, EntityTrait};
use std::sync::Arc;
use store::entities::trip;
use time::OffsetDateTime;

/// The desk of trips.
pub struct Trips {
    counter: Arc<Counter>,
}

impl Trips {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }

    /// Now, as both databases keep it.
    fn now(&self) -> OffsetDateTime {
        store::to_second(self.counter.now())
    }

    /// Reads a trip for a member of staff.
    async fn find(&self, caller: &Caller, id: TripId) -> Result<trip::Model, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        Ok(trip::Entity::find_by_id(id).one(self.counter.db.read()).await?.ok_or(ErrorCode::NotFound)?)
    }
}

/// Locks a trip of which the caller may do `action`.
async fn lock(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: TripId,
    action: impl Fn(&trip::Model) -> Action + Send,
) -> Result<trip::Model, Fault> {
    authorise(caller.actor, Action::ReadOffice)?;
    let trip = store::locks::lock_trip(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    authorise(caller.actor, action(&trip))?;
    Ok(trip)
}

#[async_trait]
impl TripDesk for Trips {
    async fn list_trips(&self, caller: &Caller, query: ListQuery) -> Result<Page<TripRow>, AppError> {
        self.list(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn find_trip(&self, caller: &Caller, id: TripId) -> Result<TripView, AppError> {
        self.view(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn create_trip(&self, caller: &Caller, draft: TripDraft) -> Result<TripId, AppError> {
        self.create(caller, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn update_trip(
        &self,
        caller: &Caller,
        id: TripId,
        version: i64,
        draft: TripDraft,
        revision: RevisionDraft,
    ) -> Result<Edited, AppError> {
        self.update(caller, id, version, &draft, &revision).await.map_err(|fault| fault.told(caller))
    }

    async fn move_trip(&self, caller: &Caller, id: TripId, version: i64, wanted: TripMove) -> Result<Saved, AppError> {
        self.make_move(caller, id, version, wanted).await.map_err(|fault| fault.told(caller))
    }

    async fn save_schedule(
        &self,
        caller: &Caller,
        id: TripId,
        payer: Option<PayerId>,
        version: i64,
        draft: ScheduleDraft,
    ) -> Result<Saved, AppError> {
        self.write_schedule(caller, (id, payer), version, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn reset_schedule(&self, caller: &Caller, id: TripId, payer: Option<PayerId>, version: i64) -> Result<Saved, AppError> {
        self.rebuild_schedule(caller, (id, payer), version).await.map_err(|fault| fault.told(caller))
    }

    async fn list_history(&self, caller: &Caller, id: TripId) -> Result<Vec<HistoryLine>, AppError> {
        self.history(caller, id).await.map_err(|fault| fault.told(caller))
    }
}

#[async_trait]
impl PortalDesk for Trips {
    async fn list_own_trips(&self, caller: &Caller) -> Result<Vec<TripCard>, AppError> {
        self.own_list(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn find_own_trip(&self, caller: &Caller, id: TripId) -> Result<TripPage, AppError> {
        self.own_page(caller, id).await.map_err(|fault| fault.told(caller))
    }
}
