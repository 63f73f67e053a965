//! The outbox: what must happen once a transaction is committed, done topic by topic. Mails leave here and nowhere else.
//!
//! A worker that dies leaves its job to the next one after a while; a mail then leaves again with the same message id, and a gateway is asked again with the
//! same key. A job whose answer was lost is not one that failed: it is asked again, and a person is told when that goes on.

use crate::desks::Counter;
use crate::failpoint;
use crate::jobs::reminders::{self, ReminderJob};
use crate::mail::{MailError, MailJob, Mailer};
use async_trait::async_trait;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use store::entities::{outbox, task};
use store::words::OutboxState;
use time::{Duration, OffsetDateTime};

/// How long a worker may take before another takes its job over.
const LEASE: Duration = Duration::minutes(2);

/// Attempts before a person has to look.
const ATTEMPTS: i64 = 20;

/// How many jobs are looked at in a round.
const BATCH: u64 = 50;

/// How long answers may stay lost before a person is told.
const PATIENCE: Duration = Duration::HOUR;

/// Why a job was not done.
#[derive(Debug)]
pub enum Failure {
    /// Worth another try.
    Later(String),
    /// Perhaps done: the answer was lost.
    Unknown(String),
    /// Will fail for ever.
    Never(String),
}

/// Who does the jobs of one topic.
#[async_trait]
pub trait Topic: Send + Sync {
    /// What its jobs are filed under. Never renamed.
    fn name(&self) -> &'static str;
    /// Does a job, for the first time or again. **Errors**: [`Failure`].
    async fn perform(&self, job: &outbox::Model) -> Result<(), Failure>;
}

/// Mails.
struct Letters<'a> {
    counter: &'a Counter,
    mailer: &'a Mailer,
}

#[async_trait]
impl Topic for Letters<'_> {
    fn name(&self) -> &'static str {
        "mail"
    }

    async fn perform(&self, job: &outbox::Model) -> Result<(), Failure> {
        let mail: MailJob = serde_json::from_str(&job.payload).map_err(|error| Failure::Never(error.to_string()))?;
        // Whoever has no address any more is not written to; that there was something to say stays on record.
        if mail.to.is_empty() { Ok(()) } else { self.send(&job.dedupe_key, &mail).await }
    }
}

impl Letters<'_> {
    async fn send(&self, key: &str, mail: &MailJob) -> Result<(), Failure> {
        let agency = &self.counter.config.agency;
        let letter = mail.letter(&agency.name, &agency.phone);
        self.mailer.send(key, &mail.to, &letter).await.map_err(|error| match error {
            MailError::Letter(why) => Failure::Never(why),
            MailError::Smtp(error) if error.is_permanent() => Failure::Never(error.to_string()),
            MailError::Smtp(error) => Failure::Later(error.to_string()),
        })?;
        failpoint::pass("mail_sent");
        Ok(())
    }
}

/// Reminders: mails that are only sent while there is still reason for them.
struct Reminders<'a>(Letters<'a>);

#[async_trait]
impl Topic for Reminders<'_> {
    fn name(&self) -> &'static str {
        reminders::TOPIC
    }

    async fn perform(&self, job: &outbox::Model) -> Result<(), Failure> {
        let waiting: ReminderJob = serde_json::from_str(&job.payload).map_err(|error| Failure::Never(error.to_string()))?;
        let mail = reminders::still_due(self.0.counter, waiting).await.map_err(|error| Failure::Later(error.to_string()))?;
        match mail {
            Some(mail) => self.0.send(&job.dedupe_key, &mail).await,
            None => Ok(()),
        }
    }
}

/// Sends every mail whose time has come; answers how many left. Several workers may do so at once.
///
/// # Errors
/// The database does not answer. A mail that fails is tried again later.
pub async fn drain(counter: &Counter, mailer: &Mailer) -> Result<usize, DbErr> {
    let letters = drain_topic(counter, &Letters { counter, mailer }).await?;
    Ok(letters + drain_topic(counter, &Reminders(Letters { counter, mailer })).await?)
}

/// Does every job of a topic whose time has come; answers how many were done. Several workers may do so at once.
///
/// # Errors
/// The database does not answer. A job that fails is tried again later.
pub async fn drain_topic(counter: &Counter, topic: &dyn Topic) -> Result<usize, DbErr> {
    let mut done = 0;
    loop {
        let now = counter.now();
        let due = outbox::Entity::find()
            .filter(outbox::Column::Topic.eq(topic.name()))
            .filter(outbox::Column::State.is_in([OutboxState::Pending, OutboxState::InFlight, OutboxState::Unknown]))
            .filter(outbox::Column::NextAt.lte(now))
            .order_by_asc(outbox::Column::NextAt)
            .limit(BATCH)
            .all(counter.db.read())
            .await?;
        if due.is_empty() {
            return Ok(done);
        }
        for job in due {
            if !take(counter, &job, now).await? {
                continue;
            }
            let outcome = topic.perform(&job).await;
            done += usize::from(outcome.is_ok());
            finish(counter, job, outcome).await?;
        }
    }
}

/// Takes a job, unless somebody else just did.
async fn take(counter: &Counter, job: &outbox::Model, now: OffsetDateTime) -> Result<bool, DbErr> {
    let tx = counter.db.begin_write().await?;
    let taken = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value(OutboxState::InFlight))
        .col_expr(outbox::Column::Attempts, Expr::value(job.attempts + 1))
        .col_expr(outbox::Column::NextAt, Expr::value(now + LEASE))
        .filter(outbox::Column::Id.eq(job.id))
        .filter(outbox::Column::State.eq(job.state))
        .filter(outbox::Column::Attempts.eq(job.attempts))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(taken.rows_affected == 1)
}

async fn finish(counter: &Counter, job: outbox::Model, outcome: Result<(), Failure>) -> Result<(), DbErr> {
    let now = counter.now();
    let (id, attempts, age) = (job.id, job.attempts + 1, now - job.created_at);
    let tx = counter.db.begin_write().await?;
    let mut row = job.into_active_model();
    match outcome {
        Ok(()) => {
            row.state = Set(OutboxState::Done);
            row.last_error = Set(None);
            // A mail may hold a link that opens an account: once it has left, only its reader has it.
            row.payload = Set("{}".to_owned());
        }
        Err(Failure::Later(why)) if attempts < ATTEMPTS => {
            tracing::warn!(job = %id, attempts, error = why, "a job is done again later");
            row.state = Set(OutboxState::Pending);
            row.next_at = Set(now + backoff(attempts));
            row.last_error = Set(Some(why));
        }
        Err(Failure::Unknown(why)) if attempts < ATTEMPTS => {
            tracing::warn!(job = %id, attempts, error = why, "the answer to a job was lost; asked again with the same key");
            row.state = Set(OutboxState::Unknown);
            row.next_at = Set(now + backoff(attempts));
            let told = task::Entity::find().filter(task::Column::Subject.eq(id.to_string())).count(&tx).await? > 0;
            if age >= PATIENCE && !told {
                store::tasks::raise(&tx, "outbox.unknown", id, &serde_json::json!({ "error": why }), now).await?;
            }
            row.last_error = Set(Some(why));
        }
        Err(Failure::Later(why) | Failure::Unknown(why) | Failure::Never(why)) => {
            tracing::error!(job = %id, attempts, error = why, "a job is given up");
            row.state = Set(OutboxState::Dead);
            store::tasks::raise(&tx, "outbox.dead", id, &serde_json::json!({ "error": why }), now).await?;
            row.last_error = Set(Some(why));
        }
    }
    row.update(&tx).await?;
    tx.commit().await
}

/// 10 s, doubling to an hour.
fn backoff(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(9);
    Duration::seconds(10 * 2_i64.pow(doublings)).min(Duration::HOUR)
}
