//! Table `payment_order`.

use domain::ids::{PayerId, PaymentOrderId, TripId};
use domain::money::Currency;
use domain::payments::{DeclineReason, OrderState};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// One attempt to pay one amount. At most one live order a trip and payer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_order")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentOrderId,
    pub trip_id: TripId,
    pub payer_id: PayerId,
    /// Above zero, fixed for ever.
    pub amount_minor: i64,
    pub currency: Currency,
    /// What the payer owed when it was created.
    pub outstanding_minor: i64,
    pub gateway: String,
    pub gateway_account: String,
    pub idempotency_key: String,
    /// JSON of what the gateway was asked: a repetition must say the same.
    pub request: String,
    pub state: OrderState,
    pub decline_reason: Option<DeclineReason>,
    /// The bank's page, while it is open.
    pub pay_url: Option<String>,
    pub version: i64,
    pub expires_at: Option<OffsetDateTime>,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    /// When the gateway is asked again; none once nothing is left to ask.
    pub next_poll_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
