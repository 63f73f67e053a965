//! Differences between the books and what banks and gateways say, for staff: one list of items, and what a person decides about each.

use crate::{AppError, AsideDraft, Caller, LinePayer, PayoutChoice, PayoutSeen};
use async_trait::async_trait;
use domain::ids::{PaymentOrderId, StatementId, StatementLineId};
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::transfers::{DifferenceKind, DifferenceState, Direction, ItemId, MatchReason};
use domain::trips::Entity;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Where a difference was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeenAt {
    /// On a statement: which, what the file was called.
    Statement(StatementId, String),
    /// At a gateway: its name, its own name of the fact.
    Gateway(String, String),
}

/// An item: what we hold, what the other side says, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceView {
    /// Which.
    pub id: ItemId,
    /// In what the sides differ.
    pub kind: DifferenceKind,
    /// How far it is.
    pub state: DifferenceState,
    /// Whose books; nothing where that is not known.
    pub entity: Option<Entity>,
    /// When it happened.
    pub on: Option<Date>,
    /// Which way the money went.
    pub direction: Direction,
    /// What the other side says.
    pub theirs: Option<Money>,
    /// What the books hold.
    pub ours: Option<Money>,
    /// Where it was seen.
    pub seen_at: SeenAt,
    /// The other party, as the bank names it.
    pub party: String,
    /// Structured reference.
    pub reference: String,
    /// Free text.
    pub info: String,
    /// Why it is doubtful.
    pub reason: Option<MatchReason>,
    /// Whose payment or refund it is, or probably is.
    pub payer: Option<LinePayer>,
    /// Which gateway's payout it is, or probably is.
    pub payout: Option<PayoutSeen>,
    /// What a person may say that it is a payout of; only where one item is asked for.
    pub payout_choices: Vec<PayoutChoice>,
    /// The order it is about.
    pub order: Option<PaymentOrderId>,
    /// Who decided; empty for the house itself.
    pub by: String,
    /// When.
    pub at: Option<OffsetDateTime>,
    /// Why they decided so.
    pub note: String,
}

/// Items under some filters, a page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceList {
    /// The page: open ones first, then the latest.
    pub page: Page<DifferenceView>,
    /// What the open ones of every page add up to, one sum for each kind and currency.
    pub totals: Vec<(DifferenceKind, Money)>,
}

/// Differences.
#[async_trait]
pub trait DifferenceDesk: Send + Sync {
    /// Filters: kind, state (`open` when there is none), entity, currency.
    async fn list_differences(&self, caller: &Caller, query: ListQuery) -> Result<DifferenceList, AppError>;
    /// One item. **Errors**: `NotFound`.
    async fn find_difference(&self, caller: &Caller, id: ItemId) -> Result<DifferenceView, AppError>;
    /// Decides that money goes back to its sender by a transfer, which the bank's statement will show. **Errors**: field `reason`; `NotFound`, `AlreadyDecided`.
    async fn return_line(&self, caller: &Caller, id: StatementLineId, draft: AsideDraft) -> Result<(), AppError>;
    /// Writes down why an item is right as it is. **Errors**: field `reason`; `NotFound`, `AlreadyDecided`.
    async fn explain_difference(&self, caller: &Caller, id: ItemId, draft: AsideDraft) -> Result<(), AppError>;
}
