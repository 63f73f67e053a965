//! Table `task`.

use domain::ids::{StaffId, TaskId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// Something a member of staff has to look at.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub kind: String,
    /// The printed id of what it is about.
    pub subject: String,
    pub detail: String,
    pub created_at: OffsetDateTime,
    pub done_at: Option<OffsetDateTime>,
    pub done_by: Option<StaffId>,
}

impl ActiveModelBehavior for ActiveModel {}
