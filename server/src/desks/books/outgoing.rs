//! Money that left: which refund it was, or which payment that went back to its sender; and the one way either is written down.

use super::Books;
use super::lines::{lock_line, sign};
use crate::desks::fault::Fault;
use crate::desks::payments::refunds::transfer;
use crate::statements::Movement;
use domain::error::ErrorCode;
use domain::ids::{PayerId, RefundId, TripId};
use domain::money::Money;
use domain::payments::{RefundStage, RefundWay};
use domain::policy::Actor;
use domain::transfers::{Debit, DebitMatch, Direction, Iban, LineState, MatchReason, Owed, find_refund};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::entities::{payer, refund, statement_line, trip};
use time::Duration;

/// How long a transfer that a person said to have made is looked for on statements.
const LOOKED_FOR: Duration = Duration::days(60);

/// What may leave: refunds by transfer, and payments that go back to their sender.
pub(super) struct Leaving {
    owed: Vec<Owed>,
    returning: HashSet<(Money, String)>,
}

impl Leaving {
    /// What is thought of a movement out.
    pub(super) fn find(&self, movement: &Movement) -> (LineState, MatchReason, Option<RefundId>) {
        let debit = Debit {
            amount: movement.amount,
            reference: &movement.reference,
            text: &movement.text,
            name: &movement.name,
            iban: &movement.iban,
        };
        match find_refund(&self.owed, debit) {
            DebitMatch::Exact(refund, reason) => (LineState::Exact, reason, Some(refund)),
            DebitMatch::Doubtful(refund, reason) => (LineState::Proposed, reason, Some(refund)),
            DebitMatch::None(MatchReason::Nothing) if self.goes_back(movement) => (LineState::Exact, MatchReason::IbanAndAmount, None),
            DebitMatch::None(reason) => (LineState::Outgoing, reason, None),
        }
    }

    fn goes_back(&self, movement: &Movement) -> bool {
        plain(&movement.iban).is_some_and(|iban| self.returning.contains(&(movement.amount, iban)))
    }

    /// Whose a refund is.
    pub(super) fn whose(&self, refund: RefundId) -> Option<(TripId, PayerId)> {
        self.owed.iter().find(|one| one.refund == refund).map(|one| (one.trip, one.payer))
    }
}

impl Books {
    pub(super) async fn leaving(&self) -> Result<Leaving, Fault> {
        let db = self.counter.db.read();
        let owed = owed(db, self.counter.now() - LOOKED_FOR, None).await?;
        let returning = statement_line::Entity::find().filter(statement_line::Column::State.eq(LineState::Returning)).all(db).await?;
        let returning = returning.into_iter().filter_map(|row| Some((money(&row)?, plain(&row.iban)?))).collect();
        Ok(Leaving { owed, returning })
    }

    /// The only refund of a trip that such a debit can be.
    pub(super) async fn refund_of_trip(&self, tx: &DatabaseTransaction, trip: TripId, amount: Money) -> Result<Option<RefundId>, Fault> {
        let owed = owed(tx, self.counter.now() - LOOKED_FOR, Some(trip)).await?;
        let mut fitting = owed.into_iter().filter(|one| one.money == amount);
        Ok(fitting.next().filter(|_| fitting.next().is_none()).map(|one| one.refund))
    }

    /// Writes down that a debit is a refund: the refund is done by its own function, and shown by no second line. The line is locked by the caller.
    pub(super) async fn book_debit(
        &self,
        tx: &DatabaseTransaction,
        row: statement_line::Model,
        id: RefundId,
        actor: Actor,
    ) -> Result<(), Fault> {
        let money = money(&row).ok_or(ErrorCode::NotFound)?;
        let (trip, payer) = transfer::made(&self.counter, tx, id, money, actor).await?;
        // Under the trip's lock: whoever books another line for it waits, and finds this one.
        let shown = statement_line::Entity::find()
            .filter(statement_line::Column::RefundId.eq(id))
            .filter(statement_line::Column::State.eq(LineState::Booked))
            .count(tx)
            .await?;
        if shown > 0 {
            return Err(ErrorCode::RefundOver.into());
        }
        let line = row.id;
        let mut row = row.into_active_model();
        row.state = Set(LineState::Booked);
        row.refund_id = Set(Some(id));
        row.trip_id = Set(Some(trip));
        row.payer_id = Set(Some(payer));
        row.payout_id = Set(None);
        sign(&mut row, actor, self.counter.now());
        row.update(tx).await?;
        let detail = json!({ "refund": id.to_string(), "amount": money.plain() });
        store::audit::append(tx, self.counter.now(), actor, "difference.booked", line, Some(trip), &detail).await?;
        Ok(())
    }

    /// Writes down that a debit sent a payment back to where it came from: neither ever was in the books. The line is locked by the caller.
    pub(super) async fn book_return(&self, tx: &DatabaseTransaction, row: statement_line::Model) -> Result<(), Fault> {
        let (Some(amount), Some(iban)) = (money(&row), plain(&row.iban)) else { return Err(ErrorCode::NotFound.into()) };
        let waiting = statement_line::Entity::find()
            .filter(statement_line::Column::State.eq(LineState::Returning))
            .filter(statement_line::Column::AmountMinor.eq(amount.minor))
            .filter(statement_line::Column::Currency.eq(amount.currency))
            .all(tx)
            .await?;
        let found = waiting.into_iter().find(|credit| credit.account == row.account && plain(&credit.iban) == Some(iban.clone()));
        let credit = found.ok_or(ErrorCode::NotFound)?;
        let credit = lock_line(tx, credit.id).await?.filter(|credit| credit.state == LineState::Returning).ok_or(ErrorCode::NotFound)?;
        let detail = json!({ "line": credit.id.to_string(), "amount": amount.plain() });
        store::audit::append(tx, self.counter.now(), Actor::System, "difference.sent_back", row.id, None, &detail).await?;
        for row in [row, credit] {
            let mut row = row.into_active_model();
            row.state = Set(LineState::Returned);
            row.update(tx).await?;
        }
        Ok(())
    }
}

/// Refunds by transfer that wait, or were said to be done since, and that no statement has shown; of one trip, or of all.
async fn owed(db: &impl ConnectionTrait, since: time::OffsetDateTime, trip: Option<TripId>) -> Result<Vec<Owed>, Fault> {
    use refund::Column as C;
    let waiting = C::State.is_in([RefundStage::Requested]).or(C::State.eq(RefundStage::Succeeded).and(C::FinishedAt.gt(since)));
    let mut wanted = refund::Entity::find().filter(C::Way.eq(RefundWay::Transfer)).filter(waiting);
    if let Some(trip) = trip {
        wanted = wanted.filter(C::TripId.eq(trip));
    }
    let rows = wanted.all(db).await?;
    let lines = |column: statement_line::Column| {
        statement_line::Entity::find().filter(statement_line::Column::State.eq(LineState::Booked)).filter(column.is_not_null())
    };
    let shown = lines(statement_line::Column::RefundId)
        .filter(statement_line::Column::RefundId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let shown: BTreeSet<RefundId> = shown.into_iter().filter_map(|row| row.refund_id).collect();
    let payers: BTreeSet<PayerId> = rows.iter().map(|row| row.payer_id).collect();
    let names = payer::Entity::find().filter(payer::Column::Id.is_in(payers.iter().copied())).all(db).await?;
    let names: BTreeMap<_, _> = names.into_iter().map(|row| (row.id, row.label)).collect();
    let trips = trip::Entity::find().filter(trip::Column::Id.is_in(rows.iter().map(|row| row.trip_id))).all(db).await?;
    let trips: BTreeMap<_, _> = trips.into_iter().map(|row| (row.id, row.reference)).collect();
    // Accounts that they paid from: what came is more than a name.
    let paid = lines(statement_line::Column::PaymentId).filter(statement_line::Column::PayerId.is_in(payers)).all(db).await?;
    let mut ibans: BTreeMap<PayerId, Vec<String>> = BTreeMap::new();
    for row in paid.into_iter().filter(|row| row.direction == Direction::In && !row.iban.is_empty()) {
        if let Some(payer) = row.payer_id {
            ibans.entry(payer).or_default().push(row.iban);
        }
    }
    let one = |row: refund::Model| Owed {
        refund: row.id,
        trip: row.trip_id,
        trip_reference: trips.get(&row.trip_id).cloned().unwrap_or_default(),
        payer: row.payer_id,
        name: names.get(&row.payer_id).cloned().unwrap_or_default(),
        money: Money::new(row.amount_minor, row.currency),
        ibans: ibans.get(&row.payer_id).cloned().unwrap_or_default(),
    };
    Ok(rows.into_iter().filter(|row| !shown.contains(&row.id)).map(one).collect())
}

/// The amount of a line that could be read.
pub(super) fn money(row: &statement_line::Model) -> Option<Money> {
    row.amount_minor.zip(row.currency).map(|(minor, currency)| Money::new(minor, currency))
}

/// An account number as machines write it; `None` for anything else.
fn plain(iban: &str) -> Option<String> {
    iban.parse::<Iban>().ok().map(|iban| iban.as_str().to_owned())
}
