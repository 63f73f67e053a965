//! How often somebody may try, counted in the database: every node counts together, and a restart forgets nothing.

use crate::desks::fault::Fault;
use domain::error::{ErrorCode, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set, TryInsertResult};
use store::Database;
use store::entities::throttle;
use time::{Duration, OffsetDateTime};

/// Tries within a window that begins with the first of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    tries: i64,
    window: Duration,
}

/// Passwords for one e-mail from one address.
pub(super) const PASSWORDS: Limit = Limit { tries: 5, window: Duration::minutes(15) };
/// Passwords from one address: a whole office may share it.
pub(super) const ADDRESS: Limit = Limit { tries: 50, window: Duration::minutes(15) };
/// One-time codes of one person, wherever they come from.
pub(super) const CODES: Limit = Limit { tries: 5, window: Duration::minutes(15) };
/// Mails to one e-mail, whoever asks.
pub(super) const MAILS: Limit = Limit { tries: 5, window: Duration::hours(1) };
/// Mails asked for from one address.
pub(super) const MAILS_ADDRESS: Limit = Limit { tries: 20, window: Duration::minutes(15) };
/// Payments begun by link, and mails with one, from one address.
pub(crate) const PAY_LINKS: Limit = Limit { tries: 60, window: Duration::minutes(15) };
/// The longest window there is: older rows count for nothing.
const LONGEST: Duration = Duration::hours(1);

/// Counts a try under `key` before it is made, so that tries at the same moment are counted too.
///
/// # Errors
/// [`ErrorCode::TooManyTries`] with `seconds` to wait.
pub(crate) async fn count(db: &Database, now: OffsetDateTime, key: &str, limit: Limit) -> Result<(), Fault> {
    let tx = db.begin_write().await?;
    let first = throttle::ActiveModel { key: Set(key.to_owned()), window_start: Set(now), count: Set(1) };
    let once = OnConflict::column(throttle::Column::Key).do_nothing().to_owned();
    let inserted = throttle::Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(&tx).await?;
    if matches!(inserted, TryInsertResult::Inserted(rows) if rows > 0) {
        return Ok(tx.commit().await?);
    }
    let row =
        throttle::Entity::find_by_id(key).lock_exclusive().one(&tx).await?.ok_or_else(|| DbErr::RecordNotFound("throttle".to_owned()))?;
    let (over, count) = (row.window_start + limit.window, row.count);
    let mut row = row.into_active_model();
    if over <= now {
        row.window_start = Set(now);
        row.count = Set(1);
    } else if count < limit.tries {
        row.count = Set(count + 1);
    } else {
        return Err(Refusal::new(ErrorCode::TooManyTries).with("seconds", (over - now).whole_seconds()).into());
    }
    row.update(&tx).await?;
    Ok(tx.commit().await?)
}

/// Forgets the tries under `key`: the last one was right.
pub(super) async fn forget(db: &Database, key: &str) -> Result<(), Fault> {
    let tx = db.begin_write().await?;
    throttle::Entity::delete_by_id(key).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Takes one try back under `key`: it was right, and says nothing on the others.
pub(super) async fn give_back(db: &Database, key: &str) -> Result<(), Fault> {
    let tx = db.begin_write().await?;
    let less = Expr::col(throttle::Column::Count).sub(1);
    throttle::Entity::update_many()
        .col_expr(throttle::Column::Count, less)
        .filter(throttle::Column::Key.eq(key))
        .filter(throttle::Column::Count.gt(1))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Removes rows whose window is over, whatever their limit.
pub(super) async fn sweep(db: &Database, now: OffsetDateTime) -> Result<(), DbErr> {
    let tx = db.begin_write().await?;
    throttle::Entity::delete_many().filter(throttle::Column::WindowStart.lt(now - LONGEST)).exec(&tx).await?;
    tx.commit().await
}
