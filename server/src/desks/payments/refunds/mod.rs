//! Refunds: asked for by staff, sent to the gateway by the outbox, moved by what gateways say; and credits, applied or given back.
//!
//! A refund is committed, with the key that makes its call repeatable, before anybody outside hears of it. It is booked when it succeeded, by the same
//! settling that books captures, and booked back when it came back. Nothing here tries a second time by itself.

mod credit;
mod owed;
mod own;
mod request;
mod seen;
mod send;
pub(crate) mod stock;
pub(crate) mod transfer;
mod views;

pub(super) use seen::{find, write};

use super::Payments;
use async_trait::async_trait;
use desk::{AppError, Caller, CreditView, OwedView, OwnRefund, RefundDesk, RefundView, TransferEnd, TripRefunds};
use domain::ids::{PayerId, RefundId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::payments::{ApplyDraft, RefundDraft};

/// What the jobs of refunds are filed under in the outbox.
const TOPIC: &str = "refund";

/// Task: a person makes a transfer. Its subject is the refund.
const TRANSFER: &str = "refund.transfer";

/// Task: a refund failed, and a person decides what to do. Its subject is the refund.
const FAILED: &str = "refund.failed";

/// Task: somebody gave money back at the gateway. Its subject is the refund.
const FOREIGN: &str = "refund.foreign";

/// Task: a payer's money goes back, because their trip was given up after a rise of its price. Its subject is the payer.
pub(crate) const OWED: &str = "refund.owed";

/// The kind of the task that says: somebody has to decide about money that counts towards nothing. Its subject is the payer.
pub(crate) const UNAPPLIED: &str = "payment.unapplied";

#[async_trait]
impl RefundDesk for Payments {
    async fn find_trip_refunds(&self, caller: &Caller, trip: TripId) -> Result<TripRefunds, AppError> {
        self.trip_refunds(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn request_refund(&self, caller: &Caller, trip: TripId, draft: RefundDraft) -> Result<RefundId, AppError> {
        self.ask_refund(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn apply_credit(&self, caller: &Caller, trip: TripId, payer: PayerId, draft: ApplyDraft) -> Result<Money, AppError> {
        self.apply_to_price(caller, trip, payer, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn settle_transfer(&self, caller: &Caller, refund: RefundId, end: TransferEnd) -> Result<TripId, AppError> {
        self.end_transfer(caller, refund, end).await.map_err(|fault| fault.told(caller))
    }

    async fn list_refunds(&self, caller: &Caller, query: ListQuery) -> Result<Page<RefundView>, AppError> {
        self.all_refunds(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn list_owed(&self, caller: &Caller) -> Result<Vec<OwedView>, AppError> {
        self.all_owed(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn list_credits(&self, caller: &Caller) -> Result<Vec<CreditView>, AppError> {
        self.all_credits(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn list_own_refunds(&self, caller: &Caller, trip: TripId) -> Result<Vec<OwnRefund>, AppError> {
        self.own_refunds(caller, trip).await.map_err(|fault| fault.told(caller))
    }
}
