//! Table `gateway_event`.

use crate::words::{EventSource, EventState};
use domain::ids::GatewayEventId;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A raw notification, as it came.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gateway_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GatewayEventId,
    pub gateway: String,
    pub gateway_account: String,
    /// Unique with gateway and account.
    pub dedupe_key: String,
    pub source: EventSource,
    pub raw: Vec<u8>,
    /// Of a refused one: the signature that came beside the body, so that it can be verified again.
    pub signature: Option<String>,
    pub signature_ok: bool,
    pub state: EventState,
    pub attempts: i64,
    pub last_error: Option<String>,
    pub received_at: OffsetDateTime,
    /// When it is looked at, again or for the first time.
    pub next_at: OffsetDateTime,
    pub processed_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
