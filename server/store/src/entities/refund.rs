//! Table `refund`.

use domain::ids::{PayerId, PaymentOrderId, RefundId, TripId};
use domain::money::Currency;
use domain::payments::{RefundOrigin, RefundStage, RefundWay};
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// Money to give back, once. Written before anybody is asked to pay it; amount, payer and key never change.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refund")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RefundId,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    /// Of which order's capture; none for money that came without one.
    pub order_id: Option<PaymentOrderId>,
    /// Where the money came in; empty without a capture.
    pub gateway: String,
    pub gateway_account: String,
    pub capture_key: Option<String>,
    /// The gateway's name of the refund, once it is known.
    pub refund_key: Option<String>,
    /// The same at each repetition of the call.
    pub idempotency_key: String,
    pub way: RefundWay,
    pub origin: RefundOrigin,
    pub amount_minor: i64,
    /// What of it comes out of money that counts towards nothing; the rest comes out of what counts towards the price.
    pub unapplied_minor: i64,
    pub currency: Currency,
    pub state: RefundStage,
    /// Why, for staff.
    pub reason: String,
    /// What the client reads.
    pub note: String,
    /// Why it failed, or cannot go through the gateway.
    pub failure: Option<String>,
    /// The day from which its fourteen days count.
    pub event_on: Date,
    /// Printed id of who asked for it.
    pub requested_by: String,
    pub requested_at: OffsetDateTime,
    /// When the gateway was asked for the first time.
    pub sent_at: Option<OffsetDateTime>,
    pub finished_at: Option<OffsetDateTime>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
