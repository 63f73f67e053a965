//! Table `session`.

use crate::words::{SessionState, Side};
use domain::ids::{AccountId, SessionId, StaffId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// An open session of a browser. Belongs to a member of staff or to an account, never both.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// SHA-256 of the cookie's token.
    pub token_hash: Vec<u8>,
    pub side: Side,
    pub staff_id: Option<StaffId>,
    pub account_id: Option<AccountId>,
    pub state: SessionState,
    pub created_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
    pub ip: String,
    pub user_agent: String,
}

impl ActiveModelBehavior for ActiveModel {}
