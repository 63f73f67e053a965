//! Reminders: mails before and after a due date, each with a link to pay by.
//!
//! What is due is decided by `domain::reminders` twice: when the mail is put into the outbox, and again when it is about to leave, since money may have come
//! in between. The outbox's key makes each step of an instalment one mail, whoever runs this and however often.

use crate::desks::Counter;
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::payments::links;
use crate::desks::payments::payer::addressee;
use crate::desks::trips::views::{self, is_sold};
use crate::mail::{MailJob, MailKind};
use domain::dates;
use domain::ids::{InstalmentId, PayerId};
use domain::payments::OrderState;
use domain::policy::Actor;
use domain::reminders::{PlannedLine, Reminder, ReminderStep, due};
use domain::trips::TripState;
use locales::format;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use store::entities::{instalment, outbox, payer, trip};
use time::{Date, Duration};

/// What reminders are filed under in the outbox.
pub(crate) const TOPIC: &str = "reminder";

/// Trips looked at in one go.
const CHUNK: u64 = 200;

/// Due dates further away than this are nobody's business today: beyond the longest step before, and the last after.
const NEAR: Duration = Duration::days(120);

/// A reminder in the outbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ReminderJob {
    payer: PayerId,
    instalment: InstalmentId,
    step: ReminderStep,
    pub(crate) mail: MailJob,
}

/// Puts every reminder whose day has come into the outbox, once; answers how many were new. Several nodes may do so at once.
///
/// # Errors
/// The database does not answer.
pub async fn queue(counter: &Counter) -> Result<usize, DbErr> {
    let (db, today) = (counter.db.read(), counter.today());
    let near = Query::select()
        .column(instalment::Column::TripId)
        .from(instalment::Entity)
        .and_where(instalment::Column::SupersededAt.is_null())
        .and_where(instalment::Column::DueOn.between(today - NEAR, today + NEAR))
        .to_owned();
    let mut queued = 0;
    let mut last = None;
    loop {
        let mut wanted = trip::Entity::find()
            .filter(trip::Column::State.is_in(TripState::ALL.iter().copied().filter(|state| is_sold(*state))))
            .filter(trip::Column::Id.in_subquery(near.clone()));
        if let Some(last) = last {
            wanted = wanted.filter(trip::Column::Id.gt(last));
        }
        let trips = wanted.order_by_asc(trip::Column::Id).limit(CHUNK).all(db).await?;
        let Some(end) = trips.last() else { return Ok(queued) };
        last = Some(end.id);
        let accounts = accounts::trip_accounts(db, &trips, today).await?;
        for trip in &trips {
            for one in accounts.get(&trip.id).into_iter().flat_map(accounts::TripAccounts::active) {
                for reminder in reminders_of(counter, db, trip, one, today).await? {
                    // A look without a lock first: most were sent long ago.
                    if outbox::Entity::find().filter(outbox::Column::DedupeKey.eq(key(&reminder))).one(db).await?.is_none() {
                        queued += usize::from(put(counter, trip.id, one.payer.id, &reminder).await?);
                    }
                }
            }
        }
    }
}

fn key(reminder: &Reminder) -> String {
    format!("mail:reminder:{}:{}", reminder.instalment, reminder.step)
}

/// The reminders that a payer is due on `today`.
async fn reminders_of(
    counter: &Counter,
    db: &impl ConnectionTrait,
    trip: &trip::Model,
    PayerAccount { payer, account, heir: _ }: &PayerAccount,
    today: Date,
) -> Result<Vec<Reminder>, DbErr> {
    let planned: BTreeMap<InstalmentId, Date> = instalment::Entity::find()
        .filter(instalment::Column::PayerId.eq(payer.id))
        .filter(instalment::Column::SupersededAt.is_null())
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, dates::central_european(row.created_at).date()))
        .collect();
    let line =
        |line: &domain::payments::Instalment| PlannedLine { line: *line, planned_on: planned.get(&line.id).copied().unwrap_or(today) };
    let lines: Vec<PlannedLine> = account.instalments.iter().map(line).collect();
    let on_its_way =
        views::live_order(db, payer.id).await?.is_some_and(|order| matches!(order.state, OrderState::Processing | OrderState::Authorized));
    Ok(due(counter.config.reminders, &lines, is_sold(trip.state), on_its_way, today))
}

/// What is due now, under the payer's lock: nothing that was decided without it may have changed.
async fn under_lock(
    counter: &Counter,
    tx: &DatabaseTransaction,
    trip: domain::ids::TripId,
    payer: PayerId,
) -> Result<Option<(trip::Model, PayerAccount, Vec<Reminder>)>, DbErr> {
    let today = counter.today();
    let Some(trip) = store::locks::lock_trip(tx, trip).await? else { return Ok(None) };
    let Some(own) = accounts::lock_account(tx, &trip, payer, today).await? else { return Ok(None) };
    let reminders = reminders_of(counter, tx, &trip, &own, today).await?;
    Ok(Some((trip, own, reminders)))
}

async fn put(counter: &Counter, trip: domain::ids::TripId, payer: PayerId, reminder: &Reminder) -> Result<bool, DbErr> {
    let now = counter.now();
    let tx = counter.db.begin_write().await?;
    let Some((trip, own, reminders)) = under_lock(counter, &tx, trip, payer).await? else { return Ok(false) };
    if !reminders.contains(reminder) {
        return Ok(false);
    }
    let to = addressee(&tx, &own.payer).await?;
    if to.email.is_empty() {
        return Ok(false);
    }
    let (_, token) = links::make(&tx, payer, Some(reminder.instalment), Actor::System, now).await?;
    let kind = MailKind::Reminder {
        step: reminder.step,
        name: to.name,
        amount: format::money(to.language, reminder.amount),
        due: format::date(to.language, reminder.due_on),
        trip: trip.title.clone(),
        link: links::address(counter, &token),
    };
    let mail = MailJob { to: to.email, locale: to.language, kind };
    let job = ReminderJob { payer, instalment: reminder.instalment, step: reminder.step, mail };
    if !store::outbox::put(&tx, TOPIC, &key(reminder), &job, now, now).await? {
        return Ok(false);
    }
    let detail = json!({ "payer": own.payer.id, "amount": reminder.amount.plain() });
    store::audit::append(&tx, now, Actor::System, "reminder.queued", payer, Some(trip.id), &detail).await?;
    tx.commit().await?;
    Ok(true)
}

/// The mail of a reminder that waits in the outbox, asking for what is open by now; `None` when nothing is to be sent any more: it was paid, replaced or
/// given up, money is on its way, or its step has passed.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn still_due(counter: &Counter, job: ReminderJob) -> Result<Option<MailJob>, DbErr> {
    let (db, today) = (counter.db.read(), counter.today());
    let Some(found) = payer::Entity::find_by_id(job.payer).one(db).await? else { return Ok(None) };
    let Some(trip) = trip::Entity::find_by_id(found.trip_id).one(db).await? else { return Ok(None) };
    let Some(own) = accounts::payer_account(db, &trip, job.payer, today).await? else { return Ok(None) };
    let reminders = reminders_of(counter, db, &trip, &own, today).await?;
    // One whose day has passed meanwhile gives way to the next.
    let now = reminders.iter().find(|reminder| reminder.instalment == job.instalment && reminder.step == job.step);
    let mut mail = job.mail;
    if let (Some(now), MailKind::Reminder { amount, .. }) = (now, &mut mail.kind) {
        *amount = format::money(mail.locale, now.amount);
    }
    Ok(now.map(|_| mail))
}
