//! Who pays what of a trip, for staff: the payers, their shares and schedules, and the links they pay by.
//!
//! Shares are written with the schedules that follow from them, in one transaction under the locks of the trip and of every payer.

mod change;
pub(crate) mod handover;
mod links;
mod view;

use super::Counter;
use async_trait::async_trait;
use desk::{AppError, Caller, HandoverPreview, HandoverView, PayerDesk, PayersPreview, PayersView, Saved};
use domain::ids::{InstalmentId, PayLinkId, PayerId, TripId};
use domain::payers::{HandoverDraft, PayersDraft};
use std::sync::Arc;

/// The desk of payers.
pub struct Payers {
    counter: Arc<Counter>,
}

impl Payers {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }
}

#[async_trait]
impl PayerDesk for Payers {
    async fn find_payers(&self, caller: &Caller, trip: TripId) -> Result<PayersView, AppError> {
        self.view(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn preview_payers(&self, caller: &Caller, trip: TripId, draft: PayersDraft) -> Result<PayersPreview, AppError> {
        self.preview(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn save_payers(&self, caller: &Caller, trip: TripId, version: i64, draft: PayersDraft, seen: String) -> Result<Saved, AppError> {
        self.save(caller, trip, version, &draft, &seen).await.map_err(|fault| fault.told(caller))
    }

    async fn find_handover(&self, caller: &Caller, trip: TripId) -> Result<HandoverView, AppError> {
        self.handover_view(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn preview_handover(&self, caller: &Caller, trip: TripId, draft: HandoverDraft) -> Result<HandoverPreview, AppError> {
        self.look_at_handover(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn hand_over(&self, caller: &Caller, trip: TripId, version: i64, draft: HandoverDraft, seen: String) -> Result<Saved, AppError> {
        self.make_handover(caller, trip, version, &draft, &seen).await.map_err(|fault| fault.told(caller))
    }

    async fn send_pay_link(&self, caller: &Caller, payer: PayerId, instalment: Option<InstalmentId>) -> Result<TripId, AppError> {
        self.send_link(caller, payer, instalment).await.map_err(|fault| fault.told(caller))
    }

    async fn make_pay_link(&self, caller: &Caller, payer: PayerId, instalment: Option<InstalmentId>) -> Result<(TripId, String), AppError> {
        self.make_link(caller, payer, instalment).await.map_err(|fault| fault.told(caller))
    }

    async fn revoke_pay_link(&self, caller: &Caller, link: PayLinkId) -> Result<TripId, AppError> {
        self.revoke_link(caller, link).await.map_err(|fault| fault.told(caller))
    }
}
