//! Table `link`.

use crate::words::LinkKind;
use domain::ids::{AccountId, LinkId, StaffId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A link sent by mail: works once, for a while.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LinkId,
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    pub kind: LinkKind,
    pub staff_id: Option<StaffId>,
    pub account_id: Option<AccountId>,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
