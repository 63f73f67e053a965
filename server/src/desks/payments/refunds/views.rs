//! Money backwards as staff read it.

use super::credit::applicable;
use super::stock::{claimed, held, left_of, pockets};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::payments::Payments;
use crate::desks::trips::history;
use desk::{Caller, CaptureView, CreditView, DisputeView, PayerOfTrip, RefundView, TripRefunds};
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::{LedgerAccountId, PayerId, TripId};
use domain::ledger::AccountCode;
use domain::money::Money;
use domain::paging::{ListQuery, Page};
use domain::payments::{RefundStage, RefundWay, UnappliedReason, clock, refundable};
use domain::policy::{Action, authorise, may};
use domain::trips::TripState;
use sea_orm::sea_query::{Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{audit, dispute, ledger_account, ledger_entry, ledger_tx, payer, payment_capture, payment_order, refund, trip};
use time::{Date, OffsetDateTime};

/// Trips and payers by their ids, as rows name them.
pub(super) struct Names(BTreeMap<PayerId, PayerOfTrip>);

impl Names {
    pub(super) async fn read(db: &impl ConnectionTrait, payers: impl Iterator<Item = PayerId>) -> Result<Self, DbErr> {
        let ids: BTreeSet<PayerId> = payers.collect();
        let payers = payer::Entity::find().filter(payer::Column::Id.is_in(ids)).all(db).await?;
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(payers.iter().map(|row| row.trip_id))).all(db).await?;
        let trips: BTreeMap<_, _> = trips.into_iter().map(|row| (row.id, row)).collect();
        let name = |row: payer::Model| {
            let trip = trips.get(&row.trip_id)?;
            let (reference, title) = (trip.reference.clone(), trip.title.clone());
            let of = PayerOfTrip { trip: trip.id, reference, title, payer: row.id, payer_name: row.label };
            Some((row.id, of))
        };
        Ok(Self(payers.into_iter().filter_map(name).collect()))
    }

    pub(super) fn of(&self, payer: PayerId) -> Result<PayerOfTrip, Fault> {
        self.0.get(&payer).cloned().ok_or_else(|| Fault::Broken(format!("{payer} is gone")))
    }
}

pub(super) fn day(at: OffsetDateTime) -> Date {
    dates::central_european(at).date()
}

impl Payments {
    pub(super) async fn trip_refunds(&self, caller: &Caller, id: TripId) -> Result<TripRefunds, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let trip = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let rows = refund::Entity::find().filter(refund::Column::TripId.eq(id)).order_by_desc(refund::Column::Id).all(db).await?;
        let disputes = dispute::Entity::find().filter(dispute::Column::TripId.eq(id)).order_by_desc(dispute::Column::Id).all(db).await?;
        let captures = self.capture_views(db, &trip, &rows, &disputes).await?;
        let disputes = disputes.into_iter().map(|row| DisputeView {
            amount: Money::new(row.amount_minor, row.currency),
            kind: row.kind,
            stage: row.state,
            opened_at: row.opened_at,
            answer_by: row.answer_by,
        });
        let cancelled = trip.state == TripState::Cancelled;
        Ok(TripRefunds {
            trip: id,
            reference: trip.reference.clone(),
            title: trip.title.clone(),
            cancelled,
            event_on: if cancelled { cancelled_on(db, id).await?.unwrap_or(today) } else { today },
            captures,
            refunds: self.refund_views(caller, db, rows).await?,
            credits: self.credit_views(db, Some(id)).await?,
            disputes: disputes.collect(),
            may_return: may(caller.actor, Action::ReturnMoney),
        })
    }

    async fn capture_views(
        &self,
        db: &impl ConnectionTrait,
        trip: &trip::Model,
        refunds: &[refund::Model],
        disputes: &[dispute::Model],
    ) -> Result<Vec<CaptureView>, Fault> {
        let orders = payment_order::Entity::find().filter(payment_order::Column::TripId.eq(trip.id)).all(db).await?;
        let taken = payment_capture::Entity::find()
            .filter(payment_capture::Column::OrderId.is_in(orders.iter().map(|order| order.id)))
            .order_by_desc(payment_capture::Column::CapturedAt)
            .all(db)
            .await?;
        let names = Names::read(db, orders.iter().map(|order| order.payer_id)).await?;
        let payers: BTreeMap<_, _> = orders.iter().map(|order| (order.id, order.payer_id)).collect();
        let mut views = Vec::with_capacity(taken.len());
        for row in taken {
            let Some(payer) = payers.get(&row.order_id).copied() else { continue };
            let money = Money::new(row.amount_minor, row.currency);
            let left = left_of(&row, refunds, None);
            let held = held(db, accounts::owner(trip, payer), row.currency, None).await?;
            let of_capture = |dispute: &&dispute::Model| dispute.order_id == row.order_id && dispute.capture_key == row.capture_key;
            let disputed = disputes.iter().filter(of_capture).any(|dispute| dispute.state.blocks_refunds());
            let refundable = if disputed { Money::zero(row.currency) } else { refundable(Some(left), held) };
            views.push(CaptureView {
                name: format!("{}:{}", row.order_id, row.capture_key),
                order: row.order_id,
                payer,
                payer_name: names.of(payer)?.payer_name,
                taken_at: row.captured_at,
                money,
                refunded: money.sub(left).unwrap_or(money),
                refundable,
                disputed,
            });
        }
        Ok(views)
    }

    async fn refund_views(&self, caller: &Caller, db: &impl ConnectionTrait, rows: Vec<refund::Model>) -> Result<Vec<RefundView>, Fault> {
        let today = self.counter.today();
        let names = Names::read(db, rows.iter().map(|row| row.payer_id)).await?;
        let people = history::names(db, rows.iter().map(|row| row.requested_by.as_str())).await?;
        let returns = may(caller.actor, Action::ReturnMoney);
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(RefundView {
                id: row.id,
                of: names.of(row.payer_id)?,
                amount: Money::new(row.amount_minor, row.currency),
                stage: row.state,
                way: row.way,
                origin: row.origin,
                reason: row.reason,
                note: row.note,
                failure: row.failure.unwrap_or_default(),
                by: people.get(&row.requested_by).cloned().unwrap_or_default(),
                requested_at: row.requested_at,
                clock: clock(row.event_on, row.state, row.finished_at.map(day), today),
                settles: returns && row.way == RefundWay::Transfer && row.state == RefundStage::Requested,
            });
        }
        Ok(views)
    }

    pub(super) async fn all_refunds(&self, caller: &Caller, query: &ListQuery) -> Result<Page<RefundView>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        let mut wanted = refund::Entity::find();
        if let Some(word) = query.filter("state") {
            // A filter nobody can read finds nothing: it must not look as if it held.
            wanted = match word.parse::<RefundStage>() {
                Ok(stage) => wanted.filter(refund::Column::State.eq(stage)),
                Err(_) => wanted.filter(Expr::value(1).eq(0)),
            };
        }
        let total = wanted.clone().count(db).await?;
        let running = || refund::Column::State.is_in([RefundStage::Requested, RefundStage::Sent, RefundStage::Pending]);
        let rank: SimpleExpr = Expr::case(running(), 0).case(refund::Column::State.eq(RefundStage::Failed), 1).finally(2).into();
        // Days that run are ordered by their last one, hence late ones first.
        let due: SimpleExpr = Expr::case(running(), Expr::col(refund::Column::EventOn)).into();
        let rows = wanted
            .order_by(rank, Order::Asc)
            .order_by(due, Order::Asc)
            .order_by_desc(refund::Column::Id)
            .offset(query.offset())
            .limit(u64::from(query.per()))
            .all(db)
            .await?;
        Ok(Page { rows: self.refund_views(caller, db, rows).await?, total, page: query.page(), per: query.per() })
    }

    pub(super) async fn all_credits(&self, caller: &Caller) -> Result<Vec<CreditView>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let mut credits = self.credit_views(self.counter.db.read(), None).await?;
        credits.sort_by_key(|credit| credit.since);
        Ok(credits)
    }

    /// The credits of one trip, or of all.
    async fn credit_views(&self, db: &impl ConnectionTrait, trip: Option<TripId>) -> Result<Vec<CreditView>, Fault> {
        let today = self.counter.today();
        let mut accounts = ledger_account::Entity::find()
            .filter(ledger_account::Column::Code.eq(AccountCode::Unapplied.as_str()))
            .filter(ledger_account::Column::Balance.lt(0));
        if let Some(trip) = trip {
            accounts = accounts.filter(ledger_account::Column::TripId.eq(trip));
        }
        let accounts = accounts.order_by_asc(ledger_account::Column::Id).all(db).await?;
        let names = Names::read(db, accounts.iter().map(|account| account.payer_id)).await?;
        let trips = trip::Entity::find().filter(trip::Column::Id.is_in(accounts.iter().map(|account| account.trip_id))).all(db).await?;
        let trips: BTreeMap<_, _> = trips.into_iter().map(|row| (row.id, row)).collect();
        let origins = Origins::read(db, accounts.iter().map(|account| account.id)).await?;
        let mut credits = Vec::with_capacity(accounts.len());
        for account in accounts {
            let Some(trip) = trips.get(&account.trip_id) else { continue };
            let owner = accounts::owner(trip, account.payer_id);
            let amount = pockets(db, owner, account.currency, None).await?.unapplied;
            // All of it is on its way back.
            if amount.minor <= 0 {
                continue;
            }
            let Some(payer) = accounts::payer_account(db, trip, account.payer_id, today).await? else { continue };
            let claim = claimed(db, owner, account.currency).await?;
            let (since, reasons) = origins.of(account.id, self.counter.now());
            credits.push(CreditView {
                of: names.of(account.payer_id)?,
                amount,
                reasons,
                since,
                days: dates::days_between(day(since), today),
                applicable: applicable(db, trip, &payer, (amount, claim), today).await?,
                capture: capture_of_credit(db, trip.id, account.payer_id, amount).await?,
            });
        }
        Ok(credits)
    }
}

/// Where credits come from: the entries since their account was last empty.
struct Origins {
    entries: BTreeMap<LedgerAccountId, Vec<ledger_entry::Model>>,
    txs: BTreeMap<domain::ids::LedgerTxId, ledger_tx::Model>,
}

impl Origins {
    async fn read(db: &impl ConnectionTrait, accounts: impl Iterator<Item = LedgerAccountId>) -> Result<Self, DbErr> {
        let rows = ledger_entry::Entity::find()
            .filter(ledger_entry::Column::AccountId.is_in(accounts))
            .order_by_asc(ledger_entry::Column::AccountVersion)
            .all(db)
            .await?;
        let txs = ledger_tx::Entity::find().filter(ledger_tx::Column::Id.is_in(rows.iter().map(|row| row.tx_id))).all(db).await?;
        let mut entries: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in rows {
            entries.entry(row.account_id).or_default().push(row);
        }
        Ok(Self { entries, txs: txs.into_iter().map(|tx| (tx.id, tx)).collect() })
    }

    /// Since when there is a credit, and why, the first reason first.
    fn of(&self, account: LedgerAccountId, now: OffsetDateTime) -> (OffsetDateTime, Vec<UnappliedReason>) {
        let rows = self.entries.get(&account).map_or(&[][..], Vec::as_slice);
        let start = rows.iter().rposition(|row| row.balance_after >= 0).map_or(0, |at| at + 1);
        let credits = rows.iter().skip(start).filter(|row| row.amount_minor < 0).filter_map(|row| self.txs.get(&row.tx_id));
        let mut reasons = Vec::new();
        let mut since = None;
        for tx in credits {
            since = since.or(Some(tx.effective_at));
            if let Some(reason) = tx.memo.parse().ok().filter(|reason| !reasons.contains(reason)) {
                reasons.push(reason);
            }
        }
        (since.unwrap_or(now), reasons)
    }
}

/// The payment a credit can be given back by: the latest that was set aside, or else the latest of which enough is left.
async fn capture_of_credit(db: &impl ConnectionTrait, trip: TripId, payer: PayerId, amount: Money) -> Result<Option<String>, DbErr> {
    let orders = payment_order::Entity::find()
        .filter(payment_order::Column::TripId.eq(trip))
        .filter(payment_order::Column::PayerId.eq(payer))
        .all(db)
        .await?;
    let mut taken = payment_capture::Entity::find()
        .filter(payment_capture::Column::OrderId.is_in(orders.iter().map(|order| order.id)))
        .filter(payment_capture::Column::Currency.eq(amount.currency))
        .order_by_desc(payment_capture::Column::CapturedAt)
        .all(db)
        .await?;
    let refunds = refund::Entity::find().filter(refund::Column::TripId.eq(trip)).all(db).await?;
    taken.retain(|row| left_of(row, &refunds, None).minor > 0);
    taken.sort_by_key(|row| (row.reason.is_none(), left_of(row, &refunds, None).minor < amount.minor));
    Ok(taken.first().map(|row| format!("{}:{}", row.order_id, row.capture_key)))
}

/// The day on which a trip was cancelled.
async fn cancelled_on(db: &impl ConnectionTrait, trip: TripId) -> Result<Option<Date>, DbErr> {
    let moves = audit::Entity::find()
        .filter(audit::Column::TripId.eq(trip))
        .filter(audit::Column::Verb.eq("trip.moved"))
        .order_by_desc(audit::Column::Seq)
        .all(db)
        .await?;
    let to = |line: &audit::Model| {
        let detail: serde_json::Value = serde_json::from_str(&line.detail).unwrap_or_default();
        detail["to"] == TripState::Cancelled.as_str()
    };
    Ok(moves.iter().find(|line| to(line)).map(|line| day(line.at)))
}
