//! Table `payout`.

use domain::ids::{LedgerTxId, PayoutId, StaffId};
use domain::money::Currency;
use domain::payments::PayoutStage;
use domain::trips::Entity as Company;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// Money that a gateway paid out: told by it, or read from a statement by a person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PayoutId,
    pub gateway: String,
    pub gateway_account: String,
    /// The gateway's name of it; our own id for one that it did not tell.
    pub payout_key: String,
    /// In whose books.
    pub entity: Company,
    /// Below zero when the gateway drew money from our account.
    pub amount_minor: i64,
    /// What the gateway kept, where a person read it from a statement.
    pub fee_minor: i64,
    pub currency: Currency,
    pub state: PayoutStage,
    /// What statements have shown of it.
    pub shown_minor: i64,
    pub arrives_on: Date,
    /// What the line of the statement says, if the gateway tells.
    pub reference: String,
    /// Who read it from a statement; nothing for one that the gateway told.
    pub decided_by: Option<StaffId>,
    /// The transaction of that decision.
    pub tx_id: Option<LedgerTxId>,
    pub undone_by: Option<StaffId>,
    pub undone_at: Option<OffsetDateTime>,
    pub undone_why: String,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
