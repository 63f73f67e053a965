//! Tasks: what the house leaves for a person. Whoever does what one asks for closes it, in the same transaction.

use crate::entities::task;
use domain::ids::StaffId;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::Value;
use std::fmt::Display;
use time::OffsetDateTime;

/// Raises a task of `kind` about `subject` (its printed id). `detail` says what a reader needs, never a secret.
///
/// # Errors
/// As the database says.
pub async fn raise(
    tx: &DatabaseTransaction,
    kind: &str,
    subject: impl Display + Send,
    detail: &Value,
    now: OffsetDateTime,
) -> Result<(), DbErr> {
    let row = task::ActiveModel {
        id: Set(crate::fresh()),
        kind: Set(kind.to_owned()),
        subject: Set(subject.to_string()),
        detail: Set(detail.to_string()),
        created_at: Set(now),
        done_at: Set(None),
        done_by: Set(None),
    };
    row.insert(tx).await.map(drop)
}

/// Closes the open tasks of these kinds about `subjects`; `by` is who did what they asked for, the house itself when `None`.
///
/// # Errors
/// As the database says.
pub async fn close(
    tx: &DatabaseTransaction,
    kinds: &[&str],
    subjects: Vec<String>,
    by: Option<StaffId>,
    now: OffsetDateTime,
) -> Result<(), DbErr> {
    let open = task::Entity::find()
        .filter(task::Column::DoneAt.is_null())
        .filter(task::Column::Kind.is_in(kinds.iter().copied()))
        .filter(task::Column::Subject.is_in(subjects))
        .all(tx)
        .await?;
    for row in open {
        let mut row = row.into_active_model();
        row.done_at = Set(Some(now));
        row.done_by = Set(by);
        row.update(tx).await?;
    }
    Ok(())
}
