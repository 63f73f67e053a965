//! The audit: one line for each change, in the transaction of the change.

use crate::Database;
use crate::entities::audit;
use domain::ids::TripId;
use domain::policy::Actor;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set, Statement,
};
use serde_json::Value;
use std::fmt::Display;
use time::OffsetDateTime;

/// Writes a line: at `at`, `actor` did `verb` (`client.updated`) to `object` (its printed id). `detail` says what a reader needs to follow, never a
/// secret nor a whole record. A change of a trip names it, whatever the object.
///
/// # Errors
/// As the database says.
pub async fn append(
    tx: &DatabaseTransaction,
    at: OffsetDateTime,
    actor: Actor,
    verb: &str,
    object: impl Display + Send,
    trip: Option<TripId>,
    detail: &Value,
) -> Result<i64, DbErr> {
    let line = audit::ActiveModel {
        seq: NotSet,
        tx: NotSet,
        at: Set(at),
        actor: Set(actor.to_string()),
        verb: Set(verb.to_owned()),
        object: Set(object.to_string()),
        trip_id: Set(trip),
        detail: Set(detail.to_string()),
    };
    line.insert(tx).await.map(|line| line.seq)
}

/// Where the audit stands, for [`since`].
///
/// # Errors
/// As the database says.
pub async fn latest(db: &Database) -> Result<i64, DbErr> {
    let sql = match db.backend() {
        DbBackend::Postgres => "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS mark",
        _ => "SELECT coalesce(max(seq), 0) + 1 AS mark FROM audit",
    };
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("mark".to_owned()))?.try_get("", "mark")
}

/// The trips touched since `mark`, each once, and the next mark.
///
/// No line is ever missed, although on PostgreSQL transactions may commit in another order than they drew their line numbers: the mark is then the
/// oldest transaction still under way, and a line counts once everything older than it is over.
///
/// # Errors
/// As the database says.
pub async fn since(db: &Database, mark: i64) -> Result<(i64, Vec<TripId>), DbErr> {
    let next = latest(db).await?;
    let column = match db.backend() {
        DbBackend::Postgres => audit::Column::Tx,
        _ => audit::Column::Seq,
    };
    let touched = audit::Entity::find()
        .select_only()
        .column(audit::Column::TripId)
        .distinct()
        .filter(column.gte(mark))
        .filter(column.lt(next))
        .filter(audit::Column::TripId.is_not_null())
        .into_tuple()
        .all(db.read())
        .await?;
    Ok((next, touched))
}

/// The lines of a trip, the latest first.
///
/// # Errors
/// As the database says.
pub async fn of_trip(db: &impl ConnectionTrait, trip: TripId) -> Result<Vec<audit::Model>, DbErr> {
    audit::Entity::find().filter(audit::Column::TripId.eq(trip)).order_by_desc(audit::Column::Seq).all(db).await
}

/// The last line about `object`.
///
/// # Errors
/// As the database says.
pub async fn last_of(db: &impl ConnectionTrait, object: impl Display + Send) -> Result<Option<audit::Model>, DbErr> {
    audit::Entity::find().filter(audit::Column::Object.eq(object.to_string())).order_by_desc(audit::Column::Seq).limit(1).one(db).await
}
