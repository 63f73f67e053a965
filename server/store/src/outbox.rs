//! The outbox: what must happen once a transaction is committed, written in that transaction.

use crate::entities::outbox;
use crate::words::OutboxState;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, Set, TryInsertResult};
use serde::Serialize;
use time::OffsetDateTime;

/// Puts a job under `topic`, to be done from `next_at` on. A key that is already there is left alone: `false`.
///
/// # Errors
/// As the database says, or `payload` cannot be written as JSON.
pub async fn put(
    tx: &DatabaseTransaction,
    topic: &str,
    dedupe_key: &str,
    payload: &(impl Serialize + Sync),
    now: OffsetDateTime,
    next_at: OffsetDateTime,
) -> Result<bool, DbErr> {
    let job = outbox::ActiveModel {
        id: Set(crate::fresh()),
        topic: Set(topic.to_owned()),
        dedupe_key: Set(dedupe_key.to_owned()),
        payload: Set(serde_json::to_string(payload).map_err(|error| DbErr::Json(error.to_string()))?),
        state: Set(OutboxState::Pending),
        attempts: Set(0),
        next_at: Set(next_at),
        last_error: Set(None),
        created_at: Set(now),
    };
    let once = OnConflict::column(outbox::Column::DedupeKey).do_nothing().to_owned();
    let written = outbox::Entity::insert(job).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(matches!(written, TryInsertResult::Inserted(rows) if rows > 0))
}
