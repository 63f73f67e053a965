//! Table `statement_line`.

use domain::ids::{PayerId, PayoutId, RecordedPaymentId, RefundId, StaffId, StatementId, StatementLineId, TripId};
use domain::money::Currency;
use domain::transfers::{DifferenceKind, Direction, LineState, MatchReason};
use domain::trips::Entity as Company;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A line of a statement, once for each account and entry, and what became of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StatementLineId,
    /// The file that brought it first.
    pub statement_id: StatementId,
    pub position: i64,
    /// The account's number.
    pub account: String,
    /// The bank's name of the entry, or one made of its content.
    pub entry_ref: String,
    pub state: LineState,
    pub reason: Option<MatchReason>,
    pub direction: Direction,
    /// In what it differs from the books, or did before somebody decided; nothing for a line that never was an item.
    pub difference: Option<DifferenceKind>,
    /// Whose account it is; nothing for an account that the settings do not know.
    pub entity: Option<Company>,
    /// Nothing for a line that cannot be read.
    pub booked_on: Option<Date>,
    pub amount_minor: Option<i64>,
    pub currency: Option<Currency>,
    /// The other side.
    pub name: String,
    pub iban: String,
    /// Structured reference.
    pub reference: String,
    /// Free text; for a line that cannot be read, where and why.
    pub info: String,
    /// Whose it is, or probably is.
    pub trip_id: Option<TripId>,
    pub payer_id: Option<PayerId>,
    pub payment_id: Option<RecordedPaymentId>,
    /// The refund that left by it, or probably did.
    pub refund_id: Option<RefundId>,
    /// The payout that it shows, or probably does.
    pub payout_id: Option<PayoutId>,
    /// The clearing account that it probably empties: company, gateway and account.
    pub clearing: Option<String>,
    /// Why a person decided so.
    pub note: String,
    pub decided_by: Option<StaffId>,
    pub decided_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
