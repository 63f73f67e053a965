//! Table `statement`.

use domain::ids::{StaffId, StatementId};
use domain::transfers::StatementState;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A bank's file as it was uploaded, and how far it has been read.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StatementId,
    /// What the file was called.
    pub name: String,
    pub content: Vec<u8>,
    /// How a table is read, as JSON; nothing for XML, nor before somebody has said it.
    pub reading: Option<String>,
    pub state: StatementState,
    /// Lines in the file; 0 until they are counted.
    pub lines: i64,
    /// Lines dealt with so far.
    pub read: i64,
    pub uploaded_by: StaffId,
    pub created_at: OffsetDateTime,
    pub done_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
