//! What the check asks of the database itself: its guards, the shares of trips, and what waits.

use super::{breach, told};
use crate::desks::accounts::{self, PayerAccount};
use desk::BreachView;
use domain::ledger::verify::{self, PayerRow};
use domain::money::Money;
use domain::trips::TripState;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter, Statement};
use std::collections::BTreeSet;
use store::entities::{gateway_event, outbox, task, trip};
use store::words::{EventState, OutboxState};
use time::{Date, Duration, OffsetDateTime};

/// Trips whose accounts are read at a time.
const CHUNK: usize = 500;

/// How long a notification may wait.
const INBOX_PATIENCE: Duration = Duration::minutes(5);

/// How long the fate of a job may be unknown.
const OUTBOX_PATIENCE: Duration = Duration::HOUR;

/// What guards the ledger inside the database, by table: a trigger that is missing lets history be rewritten.
const GUARDS: &[(&str, &[&str], &[&str])] = &[
    (
        "ledger_tx",
        &["ledger_tx_written_once", "ledger_tx_not_emptied", "ledger_tx_seals"],
        &["ledger_tx_unchanged", "ledger_tx_kept", "ledger_tx_seals"],
    ),
    (
        "ledger_entry",
        &[
            "ledger_entry_written_once",
            "ledger_entry_not_emptied",
            "ledger_entry_check",
            "ledger_entry_moves_account",
            "ledger_entry_balances",
        ],
        &["ledger_entry_unchanged", "ledger_entry_kept", "ledger_entry_check", "ledger_entry_moves_account"],
    ),
    (
        "ledger_account",
        &["ledger_account_moves_by_entry", "ledger_account_kept", "ledger_account_not_emptied"],
        &["ledger_account_moves_by_entry", "ledger_account_kept"],
    ),
    (
        "payment_capture",
        &["payment_capture_written_once", "payment_capture_not_emptied"],
        &["payment_capture_unchanged", "payment_capture_kept"],
    ),
    (
        "recorded_payment",
        &["recorded_payment_written_once", "recorded_payment_not_emptied"],
        &["recorded_payment_unchanged", "recorded_payment_kept"],
    ),
    (
        "recorded_reversal",
        &["recorded_reversal_written_once", "recorded_reversal_not_emptied"],
        &["recorded_reversal_unchanged", "recorded_reversal_kept"],
    ),
    (
        "legacy_payment",
        &["legacy_payment_written_once", "legacy_payment_not_emptied"],
        &["legacy_payment_unchanged", "legacy_payment_kept"],
    ),
    ("refund", &["refund_amount_fixed", "refund_kept"], &["refund_amount_fixed", "refund_kept"]),
    ("dispute", &["dispute_kept"], &["dispute_kept"]),
    ("invoice", &["invoice_written_once", "invoice_not_emptied"], &["invoice_unchanged", "invoice_kept"]),
    ("receipt", &["receipt_written_once", "receipt_not_emptied"], &["receipt_unchanged", "receipt_kept"]),
];

/// I3: what refuses to rewrite history is there.
pub(super) async fn guards(tx: &DatabaseTransaction, backend: DbBackend) -> Result<Vec<BreachView>, DbErr> {
    let sql = match backend {
        DbBackend::Postgres => {
            "SELECT c.relname::text AS tab, t.tgname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled <> 'D'"
        }
        _ => "SELECT tbl_name AS tab, name AS name FROM sqlite_master WHERE type = 'trigger'",
    };
    let mut there = BTreeSet::new();
    for row in tx.query_all_raw(Statement::from_string(backend, sql)).await? {
        there.insert((row.try_get::<String>("", "tab")?, row.try_get::<String>("", "name")?));
    }
    let wanted = GUARDS.iter().flat_map(|(table, postgres, sqlite)| {
        let names = if backend == DbBackend::Postgres { postgres } else { sqlite };
        names.iter().map(move |name| ((*table).to_owned(), (*name).to_owned()))
    });
    Ok(wanted
        .filter(|guard| !there.contains(guard))
        .map(|(table, name)| breach("I3", table, format!("the trigger {name} is missing")))
        .collect())
}

/// I7 and I8, for every trip a client has seen.
pub(super) async fn shares(tx: &DatabaseTransaction, today: Date) -> Result<Vec<BreachView>, DbErr> {
    let trips = trip::Entity::find().filter(trip::Column::State.ne(TripState::Draft)).all(tx).await?;
    let mut breaches = Vec::new();
    for chunk in trips.chunks(CHUNK) {
        let mut accounts = accounts::trip_accounts(tx, chunk, today).await?;
        let mut rows = Vec::with_capacity(chunk.len());
        for trip in chunk {
            let accounts = accounts.remove(&trip.id).filter(|accounts| accounts.first().is_some());
            let Some(accounts) = accounts else {
                breaches.push(breach("I7", trip.id, "has no payer"));
                continue;
            };
            let nothing = |one: &PayerAccount| one.account.instalments.is_empty() && one.account.received.is_zero();
            if trip.state == TripState::Cancelled && accounts.all().iter().all(nothing) {
                // A draft given up before it had dates: nothing was ever planned.
                continue;
            }
            for PayerAccount { payer, account, heir: _ } in accounts.all() {
                match Money::sum(trip.currency, account.instalments.iter().map(domain::payments::Instalment::open)) {
                    Some(open) => {
                        rows.push(PayerRow { id: payer.id, trip: trip.id, share: account.price, open, received: account.received })
                    }
                    None => breaches.push(breach("I7", payer.id, "an instalment in another currency")),
                }
            }
        }
        let prices: Vec<_> = chunk.iter().map(|trip| (trip.id, Money::new(trip.price_minor, trip.currency))).collect();
        breaches.extend(told(verify::shares(&prices, &rows)));
    }
    Ok(breaches)
}

/// I13 and I14: nothing waits that nobody looks at.
pub(super) async fn waiting(tx: &DatabaseTransaction, now: OffsetDateTime) -> Result<Vec<BreachView>, DbErr> {
    let tasks = task::Entity::find().all(tx).await?;
    let seen: BTreeSet<&str> = tasks.iter().filter(|task| task.done_at.is_some()).map(|task| task.subject.as_str()).collect();
    let known: BTreeSet<&str> = tasks.iter().map(|task| task.subject.as_str()).collect();
    let mut breaches = Vec::new();
    for event in
        gateway_event::Entity::find().filter(gateway_event::Column::State.is_in([EventState::Received, EventState::Dead])).all(tx).await?
    {
        if event.state == EventState::Received && event.received_at < now - INBOX_PATIENCE {
            breaches.push(breach("I13", event.id, format!("waits since {}: {}", event.received_at, event.last_error.unwrap_or_default())));
        } else if event.state == EventState::Dead && !seen.contains(event.id.to_string().as_str()) {
            breaches.push(breach("I13", event.id, format!("was given up and nobody has looked: {}", event.last_error.unwrap_or_default())));
        }
    }
    for job in outbox::Entity::find().filter(outbox::Column::State.is_in([OutboxState::Unknown, OutboxState::Dead])).all(tx).await? {
        let due = job.state == OutboxState::Dead || job.next_at < now - OUTBOX_PATIENCE;
        if due && !known.contains(job.id.to_string().as_str()) {
            breaches.push(breach("I14", job.id, format!("{} has no task", job.dedupe_key)));
        }
    }
    Ok(breaches)
}
