//! Table `gateway_difference`.

use domain::ids::{DifferenceId, PaymentOrderId, StaffId, TripId};
use domain::money::Currency;
use domain::transfers::{DifferenceKind, DifferenceState};
use domain::trips::Entity as Company;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A fact of a gateway that the books tell otherwise, once for each kind of difference.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gateway_difference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DifferenceId,
    pub gateway: String,
    pub gateway_account: String,
    /// The gateway's name of the fact.
    pub fact: String,
    pub kind: DifferenceKind,
    pub state: DifferenceState,
    pub entity: Option<Company>,
    /// Of what the gateway says; of what we hold when it says nothing.
    pub currency: Currency,
    pub amount_minor: i64,
    /// What the books hold; nothing when they hold nothing.
    pub ours_minor: Option<i64>,
    pub ours_currency: Option<Currency>,
    pub happened_on: Date,
    /// The gateway's own words about it.
    pub info: String,
    pub order_id: Option<PaymentOrderId>,
    pub trip_id: Option<TripId>,
    /// Why a person decided so.
    pub note: String,
    pub decided_by: Option<StaffId>,
    pub decided_at: Option<OffsetDateTime>,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
