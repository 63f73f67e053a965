//! The rows of one trip, booked in one transaction under its lock.

use super::{Numbered, Refused, Run, file};
use crate::desks::accounts;
use crate::desks::books::Books;
use crate::desks::books::noon;
use crate::desks::fault::Fault;
use crate::desks::handovers;
use crate::desks::payments::refunds::{UNAPPLIED, stock};
use domain::ledger::Posting;
use domain::legacy::{LegacyColumn, LegacyKind, LegacyPayer, LegacyRefusal, LegacyRow, LegacyStep, decide, whose};
use domain::money::Money;
use domain::payments::{Parts, UnappliedReason};
use domain::policy::Actor;
use domain::trips::{Entity as Company, TripState};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;
use std::collections::BTreeMap;
use store::entities::{client, handover, legacy_payment, payer, trip};
use store::ledger::Posted;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is in the ledger now.
    Booked(Fact),
    /// It was before.
    There(Fact),
    /// It is not, and why: the column to blame, what the row says there.
    Refused(LegacyColumn, LegacyRefusal, String),
}

/// A row in the ledger, as far as the totals want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) company: Company,
    pub(super) kind: LegacyKind,
    pub(super) year: i32,
    pub(super) amount: Money,
    pub(super) aside: Money,
}

/// Why the rows of a trip were left.
pub(super) enum Failure {
    /// The database; perhaps because somebody else was faster.
    Database(DbErr),
    /// Somebody else was faster.
    Race,
    /// Ours.
    Fault(Fault),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Why one row was left.
enum Left {
    Refused(Refused),
    Failed(Failure),
}

impl From<DbErr> for Left {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Fault> for Left {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.into())
    }
}

impl From<Failure> for Left {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// A trip with who pays it.
struct Table<'a> {
    tx: &'a DatabaseTransaction,
    trip: trip::Model,
    payers: Vec<LegacyPayer>,
    /// Payers who were forgotten: nobody can say any more whether a row names them.
    erased: Vec<domain::ids::PayerId>,
}

impl Books {
    /// Books the rows of a trip in their order. A refund of money that stands further down waits for it.
    pub(super) async fn import_trip(&self, reference: &str, rows: &[Numbered], run: Run) -> Result<Vec<Outcome>, Failure> {
        let tx = self.counter.db.begin_write().await?;
        let Some(table) = Table::lay(&tx, reference).await? else {
            let refused = |row: &Numbered| Outcome::Refused(LegacyColumn::Trip, LegacyRefusal::NoTrip, row.row.trip.clone());
            return Ok(rows.iter().map(refused).collect());
        };
        let mut outcomes = BTreeMap::new();
        // Tried again as soon as money has come, so that it does not matter where a file was cut.
        let mut waiting: Vec<usize> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let outcome = self.try_row(&table, row).await?;
            let came = matches!(outcome, Outcome::Booked(fact) if fact.kind == LegacyKind::Payment);
            if matches!(outcome, Outcome::Refused(_, LegacyRefusal::MoreThanHeld(_), _)) {
                waiting.push(at);
            }
            outcomes.insert(at, outcome);
            for earlier in if came { std::mem::take(&mut waiting) } else { Vec::new() } {
                let Some(row) = rows.get(earlier) else { continue };
                let outcome = self.try_row(&table, row).await?;
                if !matches!(outcome, Outcome::Booked(_)) {
                    waiting.push(earlier);
                }
                outcomes.insert(earlier, outcome);
            }
        }
        match run {
            Run::Real => tx.commit().await?,
            Run::Rehearsal => tx.rollback().await?,
        }
        Ok(outcomes.into_values().collect())
    }

    async fn try_row(&self, table: &Table<'_>, Numbered { row, .. }: &Numbered) -> Result<Outcome, Failure> {
        match self.import_row(table, row).await {
            Ok(outcome) => Ok(outcome),
            Err(Left::Failed(failure)) => Err(failure),
            Err(Left::Refused((column, why))) => Ok(Outcome::Refused(column, why, file::said(row, column))),
        }
    }

    async fn import_row(&self, table: &Table<'_>, row: &LegacyRow) -> Result<Outcome, Left> {
        let (tx, trip) = (table.tx, &table.trip);
        if let Some(known) = legacy_payment::Entity::find_by_id(row.id.clone()).one(tx).await? {
            table.compare(&known, row).map_err(|what| Left::Refused((LegacyColumn::Id, LegacyRefusal::Conflict(what))))?;
            let amount = Money::new(known.amount_minor, known.currency);
            let aside = Money::new(known.amount_minor - known.advances_minor, known.currency);
            return Ok(Outcome::There(Fact { company: trip.entity, kind: known.kind, year: known.paid_on.year(), amount, aside }));
        }
        let whose = whose(&table.payers, &row.payer).map_err(|why| Left::Refused((LegacyColumn::Payer, why)))?;
        let (now, today) = (self.counter.now(), self.counter.today());
        let own = accounts::lock_account(tx, trip, whose, today).await?;
        let remaining = own.ok_or_else(|| Fault::Broken(format!("{whose} is gone")))?.account.remaining;
        let outstanding = match trip.state {
            TripState::Cancelled | TripState::Draft => Money::zero(trip.currency),
            TripState::Proposed | TripState::Confirmed | TripState::Completed => {
                // Whoever handed the contract over pays off what is open of who took over.
                let joint = handovers::joint(tx, trip, whose, today).await?;
                remaining.add(joint).unwrap_or(remaining)
            }
        };
        let owner = accounts::owner(trip, whose);
        let held = stock::pockets(tx, owner, row.amount.currency, None).await?;
        let step = decide(row, outstanding, held).map_err(|why| Left::Refused((LegacyColumn::Amount, why)))?;
        let memo = |reason: Option<UnappliedReason>| {
            [Some(row.method.as_str()), reason.map(UnappliedReason::as_str)].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        let (parts, reason, posting) = match step {
            LegacyStep::Receive(parts, reason) => (parts, reason, Posting::legacy_payment(owner, &row.id, parts, &memo(reason))),
            LegacyStep::GiveBack(parts) => (parts, None, Posting::legacy_refund(owner, &row.id, parts, &memo(None))),
        };
        if row.kind == LegacyKind::Payment && parts.advances.minor > 0 {
            let beyond = Money::new(parts.advances.minor - remaining.minor, trip.currency);
            handovers::take_back(tx, trip, whose, beyond, today, now).await?;
        }
        self.write(table, row, whose, parts, &posting.map_err(Fault::from)?).await?;
        if row.kind == LegacyKind::Refund {
            handovers::pass_on(tx, trip, whose, today, now).await?;
            stock::close_owed(tx, owner, trip.currency, None, now).await?;
            if parts.unapplied.minor > 0 {
                stock::close_credit_tasks(tx, owner, None, now).await?;
            }
        }
        if let Some(reason) = reason {
            let detail = json!({ "reason": reason, "amount": parts.unapplied.plain(), "trip": trip.reference });
            store::tasks::raise(tx, UNAPPLIED, whose, &detail, now).await?;
        }
        let year = row.on.year();
        Ok(Outcome::Booked(Fact { company: trip.entity, kind: row.kind, year, amount: row.amount, aside: parts.unapplied }))
    }

    /// Ledger, row and audit.
    async fn write(
        &self,
        table: &Table<'_>,
        row: &LegacyRow,
        whose: domain::ids::PayerId,
        parts: Parts,
        posting: &Posting,
    ) -> Result<(), Failure> {
        let (tx, now) = (table.tx, self.counter.now());
        let Posted::Now(sealed) = accounts::book(tx, now, noon(row.on), posting).await? else {
            // It was not there a moment ago.
            return Err(Failure::Race);
        };
        let written = legacy_payment::ActiveModel {
            id: Set(row.id.clone()),
            trip_id: Set(table.trip.id),
            payer_id: Set(whose),
            kind: Set(row.kind),
            method: Set(row.method),
            amount_minor: Set(row.amount.minor),
            currency: Set(row.amount.currency),
            advances_minor: Set(parts.advances.minor),
            paid_on: Set(row.on),
            note: Set(row.note.clone()),
            tx_id: Set(sealed),
            created_at: Set(now),
        };
        written.insert(tx).await?;
        let detail = json!({ "amount": row.amount.plain(), "id": row.id });
        let verb = match row.kind {
            LegacyKind::Payment => "payment.brought_over",
            LegacyKind::Refund => "refund.brought_over",
        };
        store::audit::append(tx, now, Actor::System, verb, whose, Some(table.trip.id), &detail).await?;
        Ok(())
    }
}

impl<'a> Table<'a> {
    /// Locks a trip by its reference and reads who pays it, the first to join first.
    async fn lay(tx: &'a DatabaseTransaction, reference: &str) -> Result<Option<Self>, DbErr> {
        let Some(found) = trip::Entity::find().filter(trip::Column::Reference.eq(reference)).one(tx).await? else { return Ok(None) };
        let Some(trip) = store::locks::lock_trip(tx, found.id).await? else { return Ok(None) };
        let rows = payer::Entity::find().filter(payer::Column::TripId.eq(trip.id)).order_by_asc(payer::Column::Id).all(tx).await?;
        let passed = handover::Entity::find().filter(handover::Column::TripId.eq(trip.id)).all(tx).await?;
        let clients = client::Entity::find().filter(client::Column::Id.is_in(rows.iter().map(|row| row.client_id))).all(tx).await?;
        let (mut payers, mut erased) = (Vec::new(), Vec::new());
        for row in rows {
            let client = clients.iter().find(|client| client.id == row.client_id);
            if client.is_some_and(|client| client.erased_at.is_some()) {
                erased.push(row.id);
            }
            let own = client.filter(|_| row.client().is_some());
            payers.push(LegacyPayer {
                id: row.id,
                state: row.state,
                email: own.map_or(row.email, |client| client.email.clone()),
                name: row.label,
                handed_over: passed.iter().any(|one| one.from_payer == row.id),
            });
        }
        Ok(Some(Self { tx, trip, payers, erased }))
    }

    /// What a row says otherwise than it did when it was brought over.
    fn compare(&self, known: &legacy_payment::Model, row: &LegacyRow) -> Result<(), &'static str> {
        let payer = || match whose(&self.payers, &row.payer) {
            Ok(payer) => payer == known.payer_id,
            // Who paid alone needed no name until they handed over.
            Err(_) if row.payer.is_empty() && self.payers.iter().any(|payer| payer.handed_over) => true,
            // The name that stood there was forgotten here at their wish, not in the former system.
            Err(_) => self.erased.contains(&known.payer_id),
        };
        let same = [
            (known.trip_id == self.trip.id, "trip"),
            (known.amount_minor == row.amount.minor && known.currency == row.amount.currency, "amount"),
            (known.kind == row.kind, "kind"),
            (known.paid_on == row.on, "date"),
            (known.method == row.method, "method"),
            (known.note == row.note, "note"),
            (payer(), "payer"),
        ];
        same.into_iter().find(|(same, _)| !same).map_or(Ok(()), |(_, what)| Err(what))
    }
}
