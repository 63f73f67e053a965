//! Money that came without a gateway: recorded by staff or found on bank statements, undone when the record was wrong.
//!
//! Everything ends in `receive::receive`: one transaction under the payer's lock, one fact of the ledger, one receipt. Nothing here talks to a gateway.

mod columns;
mod decide;
mod differences;
mod funds;
mod intake;
pub mod legacy;
pub(crate) mod lines;
mod outgoing;
mod payouts;
mod receive;
mod recorded;
mod rows;
pub(crate) mod upload;

use super::Counter;
use async_trait::async_trait;
use desk::{
    AcceptDraft, AppError, AsideDraft, Caller, ColumnsView, DifferenceDesk, DifferenceList, DifferenceView, FundsDesk, FundsView,
    LegacyView, RecordForm, RecordedDesk, RecordedView, StatementDesk, StatementList, StatementRow, StatementView,
};
use domain::ids::{RecordedPaymentId, StatementId, StatementLineId, TripId};
use domain::paging::ListQuery;
use domain::payments::{PayoutDraft, RecordDraft, ReversalDraft};
use domain::transfers::{ColumnsDraft, ExplainDraft, ItemId};
use std::sync::Arc;
use time::{Date, OffsetDateTime, Time};

/// What has a day and no hour stands at noon: the same day in every zone of ours.
pub(crate) fn noon(day: Date) -> OffsetDateTime {
    day.with_time(Time::MIDNIGHT).assume_utc() + time::Duration::hours(12)
}

/// The desk of the books.
pub struct Books {
    counter: Arc<Counter>,
}

impl Books {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }
}

#[async_trait]
impl RecordedDesk for Books {
    async fn find_record_form(&self, caller: &Caller, trip: TripId) -> Result<RecordForm, AppError> {
        self.record_form(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn record_payment(&self, caller: &Caller, trip: TripId, id: RecordedPaymentId, draft: RecordDraft) -> Result<(), AppError> {
        self.record(caller, trip, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn find_recorded(&self, caller: &Caller, id: RecordedPaymentId) -> Result<RecordedView, AppError> {
        self.recorded(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn list_recorded(&self, caller: &Caller, trip: TripId) -> Result<Vec<RecordedView>, AppError> {
        self.recorded_of(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn list_legacy(&self, caller: &Caller, trip: TripId) -> Result<Vec<LegacyView>, AppError> {
        self.legacy_of(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn reverse_payment(&self, caller: &Caller, id: RecordedPaymentId, draft: ReversalDraft) -> Result<TripId, AppError> {
        self.reverse(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }
}

#[async_trait]
impl StatementDesk for Books {
    async fn list_statements(&self, caller: &Caller) -> Result<StatementList, AppError> {
        self.statements(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn upload_statement(&self, caller: &Caller, name: String, content: Vec<u8>, account: String) -> Result<StatementRow, AppError> {
        self.upload(caller, &name, content, &account).await.map_err(|fault| fault.told(caller))
    }

    async fn find_statement(&self, caller: &Caller, id: StatementId, query: ListQuery) -> Result<StatementView, AppError> {
        self.statement(caller, id, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn find_columns(&self, caller: &Caller, id: StatementId) -> Result<ColumnsView, AppError> {
        self.columns(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn save_columns(&self, caller: &Caller, id: StatementId, draft: ColumnsDraft) -> Result<(), AppError> {
        self.set_columns(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn accept_line(&self, caller: &Caller, id: StatementLineId, draft: AcceptDraft) -> Result<StatementId, AppError> {
        self.accept(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn book_payout(&self, caller: &Caller, id: StatementLineId, draft: PayoutDraft) -> Result<StatementId, AppError> {
        self.take_payout(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn undo_payout(&self, caller: &Caller, id: StatementLineId, draft: AsideDraft) -> Result<(), AppError> {
        self.give_payout_back(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn explain_lines(&self, caller: &Caller, id: StatementId, draft: ExplainDraft) -> Result<(), AppError> {
        self.explain_ticked(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }
}

#[async_trait]
impl DifferenceDesk for Books {
    async fn list_differences(&self, caller: &Caller, query: ListQuery) -> Result<DifferenceList, AppError> {
        self.differences(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn find_difference(&self, caller: &Caller, id: ItemId) -> Result<DifferenceView, AppError> {
        self.difference(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn return_line(&self, caller: &Caller, id: StatementLineId, draft: AsideDraft) -> Result<(), AppError> {
        self.send_back(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn explain_difference(&self, caller: &Caller, id: ItemId, draft: AsideDraft) -> Result<(), AppError> {
        self.explain(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }
}

#[async_trait]
impl FundsDesk for Books {
    async fn find_funds(&self, caller: &Caller, on: String) -> Result<FundsView, AppError> {
        self.funds(caller, &on).await.map_err(|fault| fault.told(caller))
    }

    async fn read_funds(&self, caller: &Caller, on: String) -> Result<(String, String), AppError> {
        self.funds_table(caller, &on).await.map_err(|fault| fault.told(caller))
    }
}
