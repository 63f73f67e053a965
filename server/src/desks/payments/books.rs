//! The books as staff read them.

use super::{Payments, amount};
use crate::desks::fault::Fault;
use desk::{BooksView, Caller, OrderRow, TripMoney};
use domain::error::ErrorCode;
use domain::ids::{LedgerAccountId, LedgerTxId, PayerId, PaymentOrderId, TripId};
use domain::money::Money;
use domain::policy::{Action, authorise};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use store::entities::{invoice, ledger_account, ledger_entry, ledger_tx, payer, payment_order, receipt, trip};
use time::Duration;

/// How old an answer may be before everything is checked again.
const CACHE: Duration = Duration::seconds(5);

impl Payments {
    pub(super) async fn books(&self, caller: &Caller) -> Result<BooksView, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        // Held while checking: people who ask at once share one answer.
        let mut last = self.checked.lock().await;
        let now = self.counter.now();
        if let Some(view) = last.as_ref().filter(|view| now - view.checked_at < CACHE && now >= view.checked_at) {
            return Ok(view.clone());
        }
        let mut report = self.check().await.map_err(|error| Fault::Broken(error.to_string()))?;
        for breach in &mut report.breaches {
            breach.trip = self.trip_of(&breach.subject).await?;
        }
        let view = BooksView { checked_at: now, breaches: report.breaches, transactions: report.transactions };
        *last = Some(view.clone());
        Ok(view)
    }

    /// The trip that the subject of a breach belongs to, where it belongs to one.
    async fn trip_of(&self, subject: &str) -> Result<Option<TripId>, Fault> {
        let db = self.counter.db.read();
        if let Ok(id) = subject.parse::<TripId>() {
            return Ok(Some(id));
        }
        if let Ok(id) = subject.parse::<PaymentOrderId>() {
            return Ok(self.find_order(id).await?.map(|order| order.trip_id));
        }
        if let Ok(id) = subject.parse::<PayerId>() {
            return Ok(payer::Entity::find_by_id(id).one(db).await?.map(|payer| payer.trip_id));
        }
        if let Ok(id) = subject.parse::<LedgerTxId>() {
            let entries = ledger_entry::Entity::find().filter(ledger_entry::Column::TxId.eq(id)).all(db).await?;
            let accounts =
                ledger_account::Entity::find().filter(ledger_account::Column::Id.is_in(entries.iter().map(|entry| entry.account_id)));
            return Ok(accounts.all(db).await?.into_iter().find_map(|account| belongs(account.trip_id)));
        }
        if let Ok(id) = subject.parse::<LedgerAccountId>() {
            return Ok(ledger_account::Entity::find_by_id(id).one(db).await?.and_then(|account| belongs(account.trip_id)));
        }
        if let Some(row) = invoice::Entity::find().filter(invoice::Column::Number.eq(subject)).one(db).await? {
            return Ok(Some(row.trip_id));
        }
        Ok(receipt::Entity::find().filter(receipt::Column::Number.eq(subject)).one(db).await?.map(|receipt| receipt.trip_id))
    }

    pub(super) async fn trip_money(&self, caller: &Caller, id: TripId) -> Result<TripMoney, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let orders = payment_order::Entity::find()
            .filter(payment_order::Column::TripId.eq(id))
            .order_by_desc(payment_order::Column::Id)
            .all(db)
            .await?;
        let accounts = ledger_account::Entity::find().filter(ledger_account::Column::TripId.eq(id)).all(db).await?;
        let codes: BTreeMap<_, _> = accounts.into_iter().map(|account| (account.id, account.code)).collect();
        let entries = ledger_entry::Entity::find().filter(ledger_entry::Column::AccountId.is_in(codes.keys().copied())).all(db).await?;
        let sealed = ledger_tx::Entity::find().filter(ledger_tx::Column::Id.is_in(entries.iter().map(|entry| entry.tx_id))).all(db).await?;
        let sealed: BTreeMap<_, _> = sealed.into_iter().map(|tx| (tx.id, tx)).collect();
        let mut lines: Vec<_> = entries
            .into_iter()
            .filter_map(|entry| {
                let (tx, code) = (sealed.get(&entry.tx_id)?, codes.get(&entry.account_id)?);
                let memo =
                    if tx.memo.is_empty() { tx.source_kind.clone() } else { [tx.source_kind.as_str(), tx.memo.as_str()].join(" · ") };
                Some((tx.effective_at, memo, code.clone(), Money::new(entry.amount_minor, entry.currency)))
            })
            .collect();
        lines.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let orders = orders
            .iter()
            .map(|order| OrderRow { id: order.id, amount: amount(order), state: order.state, created_at: order.created_at })
            .collect();
        Ok(TripMoney { orders, recorded: Vec::new(), legacy: Vec::new(), lines })
    }
}

/// The trip of a ledger account; accounts of the house have none.
fn belongs(trip: TripId) -> Option<TripId> {
    (!trip.0.is_nil()).then_some(trip)
}
