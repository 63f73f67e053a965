//! Bank statements, for staff: uploaded, read in the background, decided line by line.

use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::{PayerId, StatementId, StatementLineId, TripId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::payments::PayoutDraft;
use domain::transfers::{ColumnsDraft, Direction, ExplainDraft, LineState, MatchReason, StatementState};
use domain::trips::Entity;
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
    /// Whose account it is, once a person has said what its columns mean; nothing for XML, which says so itself.
    pub columns_of: Option<String>,
}

/// The latest statements, and whose they may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementList {
    /// The latest first.
    pub rows: Vec<StatementRow>,
    /// The companies' accounts, as people read them; a file that does not say its own may be of any.
    pub accounts: Vec<(Entity, String)>,
}

/// A table that a person has to explain, or has explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnsView {
    /// Which statement.
    pub statement: StatementId,
    /// What the file was called.
    pub name: String,
    /// Its header.
    pub header: Vec<String>,
    /// The first rows below it.
    pub rows: Vec<Vec<String>>,
    /// What was said, or else guessed.
    pub draft: ColumnsDraft,
    /// The companies' accounts, as people read them.
    pub accounts: Vec<(Entity, String)>,
    /// What saving does to this very file.
    pub effect: ColumnsEffect,
}

/// What saving columns does to the file that they were said for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnsEffect {
    /// It is read, for the first time or again: nothing of it was booked or decided.
    Read,
    /// Nothing: what is booked stays, and later files are read so.
    LaterOnly,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLineView {
    /// Which.
    pub id: StatementLineId,
    /// What became of it.
    pub state: LineState,
    /// Which way the money went.
    pub direction: Direction,
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
    /// Which gateway's payout it is, or probably is.
    pub payout: Option<PayoutSeen>,
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

/// A payout that a line is, or probably is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutSeen {
    /// What choosing it sends: see [`PayoutChoice::value`].
    pub value: String,
    /// Gateway and account there.
    pub gateway: String,
    /// What the gateway kept, where a person wrote it down.
    pub fee: Option<Money>,
    /// Whether a person decided so, and may undo it.
    pub undo: bool,
}

/// A payout that a person may say a line to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutChoice {
    /// An announced payout's id, or the name of a clearing account: company, gateway and account.
    pub value: String,
    /// Gateway and account there.
    pub gateway: String,
    /// In whose books.
    pub entity: Entity,
    /// What was announced, or what the clearing account holds.
    pub money: Money,
    /// When an announced one is to arrive.
    pub arrives_on: Option<Date>,
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
    async fn list_statements(&self, caller: &Caller) -> Result<StatementList, AppError>;
    /// Keeps a file, to be read in the background; a table only once its columns are known. `account` is whose it is, where somebody says so.
    /// **Errors**: `NotAStatement`, `NotAnIban`, `TooLarge`.
    async fn upload_statement(&self, caller: &Caller, name: String, content: Vec<u8>, account: String) -> Result<StatementRow, AppError>;
    /// A statement and its lines; the filter `state` shows those of one state. **Errors**: `NotFound`.
    async fn find_statement(&self, caller: &Caller, id: StatementId, query: ListQuery) -> Result<StatementView, AppError>;
    /// The columns of a table. **Errors**: `NotFound`, for XML too.
    async fn find_columns(&self, caller: &Caller, id: StatementId) -> Result<ColumnsView, AppError>;
    /// Says what the columns of a table mean, for this file and every later one of the account with the same header. **Errors**: fields, as
    /// `ColumnsDraft::check`, and `NotADate`, `NotAnAmount` at columns by which not one row can be read; `NotFound`.
    async fn save_columns(&self, caller: &Caller, id: StatementId, draft: ColumnsDraft) -> Result<(), AppError>;
    /// Books a line: money that came as the payment of a trip, named by its reference as typed, money that left as the refund of one; what is proposed
    /// when nothing is typed. Answers the statement. **Errors**: field `trip`: `Required`, `NotAChoice`, `ChoosePayer`; `NotFound`, `AlreadyDecided`,
    /// `AmountsDiffer`, `RefundOver`.
    async fn accept_line(&self, caller: &Caller, id: StatementLineId, draft: AcceptDraft) -> Result<StatementId, AppError>;
    /// Books a line as a payout: one that its gateway announced, or one of a gateway that announces none, with what it kept. Answers the statement.
    /// **Errors**: fields `gateway`: `Required`, `NotAChoice`, `AboveClearing`, and `fee`: as `PayoutDraft::check`, `AboveClearing`; `NotFound`,
    /// `AlreadyDecided`, `AmountsDiffer`.
    async fn book_payout(&self, caller: &Caller, id: StatementLineId, draft: PayoutDraft) -> Result<StatementId, AppError>;
    /// Undoes a payout that a person had decided on: the line is to be decided again. **Errors**: field `reason`; `NotFound`, also for one that its gateway
    /// told; `AlreadyReversed`.
    async fn undo_payout(&self, caller: &Caller, id: StatementLineId, draft: AsideDraft) -> Result<(), AppError>;
    /// Explains several lines of money that left at once, all or none. **Errors**: fields as
    /// `ExplainDraft::check`, and `lines`: `NotAChoice`, `AlreadyDecided`.
    async fn explain_lines(&self, caller: &Caller, id: StatementId, draft: ExplainDraft) -> Result<(), AppError>;
}

/// Whose payment a line is, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptDraft {
    /// A trip's reference; empty for the proposed one.
    pub trip: String,
}

/// Why an item is right as it is, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AsideDraft {
    /// In words.
    pub reason: String,
}
