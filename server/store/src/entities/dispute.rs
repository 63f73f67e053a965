//! Table `dispute`.

use domain::ids::{DisputeId, PayerId, PaymentOrderId, TripId};
use domain::money::Currency;
use domain::payments::{DisputeKind, DisputeStage};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A capture that a payer's bank takes back until it is decided.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisputeId,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    pub order_id: PaymentOrderId,
    pub gateway: String,
    pub gateway_account: String,
    pub capture_key: String,
    /// The gateway's name of it.
    pub dispute_key: String,
    pub amount_minor: i64,
    /// What was taken from us, as it is in the ledger.
    pub taken_minor: i64,
    pub fee_minor: i64,
    pub currency: Currency,
    /// Whose affair it is; never changes.
    pub kind: DisputeKind,
    pub state: DisputeStage,
    /// Until when we may answer.
    pub answer_by: Option<OffsetDateTime>,
    pub opened_at: OffsetDateTime,
    pub finished_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
