//! Table `outbox`.

use crate::words::OutboxState;
use domain::ids::OutboxId;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A job to do once its transaction is committed: a mail, a gateway command, a paper.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutboxId,
    pub topic: String,
    pub dedupe_key: String,
    /// JSON.
    pub payload: String,
    pub state: OutboxState,
    pub attempts: i64,
    pub next_at: OffsetDateTime,
    pub last_error: Option<String>,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
