//! Table `pay_link`.

use crate::words::PayLinkKind;
use domain::ids::{InstalmentId, PayLinkId, PayerId, PaymentOrderId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A link by which a payer pays without signing in. Its amount is never in it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pay_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PayLinkId,
    /// SHA-256 of the token; the token itself is never stored here.
    pub token_hash: Vec<u8>,
    pub kind: PayLinkKind,
    pub payer_id: PayerId,
    /// The one instalment it pays; `None` for whatever is next.
    pub instalment_id: Option<InstalmentId>,
    /// The last order that was started by it; of a link back, the order it leads back to.
    pub order_id: Option<PaymentOrderId>,
    /// Who made it, as the audit prints them.
    pub made_by: String,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
