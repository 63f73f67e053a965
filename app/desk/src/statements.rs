//! Bank statements, for staff: uploaded, read in the background, decided line by line.

use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::{PayerId, StatementId, StatementLineId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::transfers::{LineState, MatchReason, StatementState};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A statement in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// Which.
    pub id: StatementId,
    /// What the file was called.
    pub name: String,
    /// When it came.
    pub at: OffsetDateTime,
    /// Who brought it.
    pub by: String,
    /// How far it has been read.
    pub state: StatementState,
    /// Lines in the file.
    pub lines: u64,
    /// Lines dealt with so far.
    pub read: u64,
    /// How many of its lines are in which state; lines that an earlier file had brought are in none.
    pub counts: Vec<(LineState, u64)>,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLineView {
    /// Which.
    pub id: StatementLineId,
    /// What became of it.
    pub state: LineState,
    /// Why.
    pub reason: Option<MatchReason>,
    /// The day it was booked; nothing for a line that cannot be read.
    pub booked_on: Option<Date>,
    /// How much.
    pub amount: Option<Money>,
    /// The other side.
    pub name: String,
    /// Structured reference.
    pub reference: String,
    /// Free text, or what could not be read.
    pub info: String,
    /// Whose it is, or probably is: trip, its reference, the payer and their name.
    pub payer: Option<LinePayer>,
    /// Who decided; empty for the house itself.
    pub by: String,
    /// Why they decided so.
    pub note: String,
}

/// Whose payment a line is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePayer {
    /// Trip.
    pub trip: TripId,
    /// Its reference.
    pub reference: String,
    /// Payer.
    pub payer: PayerId,
    /// Their name.
    pub name: String,
}

/// A statement with a page of its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    /// The statement.
    pub row: StatementRow,
    /// Some of its lines.
    pub lines: Page<StatementLineView>,
}

/// Bank statements.
#[async_trait]
pub trait StatementDesk: Send + Sync {
    /// The latest statements.
    async fn list_statements(&self, caller: &Caller) -> Result<Vec<StatementRow>, AppError>;
    /// Keeps a file, to be read in the background. **Errors**: `NotAStatement`, `TooLarge`.
    async fn upload_statement(&self, caller: &Caller, name: String, content: Vec<u8>) -> Result<StatementId, AppError>;
    /// A statement and its lines; the filter `state` shows those of one state. **Errors**: `NotFound`.
    async fn find_statement(&self, caller: &Caller, id: StatementId, query: ListQuery) -> Result<StatementView, AppError>;
    /// Books a line as the payment of a trip, named by its reference as typed; the proposed one when nothing is typed. Answers the statement.
    /// **Errors**: field `trip`: `Required`, `NotAChoice`; `NotFound`, `AlreadyDecided`.
    async fn accept_line(&self, caller: &Caller, id: StatementLineId, draft: AcceptDraft) -> Result<StatementId, AppError>;
    /// Decides that a line is no payment. Answers the statement. **Errors**: field `reason`; `NotFound`, `AlreadyDecided`.
    async fn set_line_aside(&self, caller: &Caller, id: StatementLineId, draft: AsideDraft) -> Result<StatementId, AppError>;
}

/// Whose payment a line is, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptDraft {
    /// A trip's reference; empty for the proposed one.
    pub trip: String,
}

/// Why a line is no payment, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AsideDraft {
    /// In words.
    pub reason: String,
}
