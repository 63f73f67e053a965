//! Disputes: a payer's bank takes a capture back. What a gateway says about them is fetched like any other truth, written once and booked once.
//!
//! Of a card, the payer's account is left alone: what they paid is theirs to argue about with their bank, and the money waits on an account of the house until it
//! is decided. A direct debit that comes back is the payer's affair: [`returned`]. Nothing of either is refunded meanwhile, or the house would lose it twice.

use super::returned::{self, RETURNED};
use super::settle::{Table, Word};
use super::start::lock;
use super::ways::method_of;
use super::{Broken, Payments};
use crate::desks::fault::Fault;
use crate::desks::{accounts, payouts};
use crate::gateways::Gateway;
use domain::ids::{DisputeId, PaymentOrderId};
use domain::ledger::{AccountCode, AccountRef, GatewayAccount, Posting};
use domain::money::{Currency, Money};
use domain::payments::{CaptureKey, DisputeKind, DisputeStage, GatewayDispute, dispute_facts};
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use store::entities::{dispute, payment_capture, payment_order};
use store::tasks;
use time::OffsetDateTime;

/// Task: somebody answers the bank, or learns that the money is gone. Its subject is the dispute.
const DISPUTED: &str = "payment.disputed";

impl Payments {
    /// The order of a capture, by the gateway's name of it.
    pub(super) async fn order_of_capture(&self, gateway: &dyn Gateway, key: &str) -> Result<Option<PaymentOrderId>, DbErr> {
        let id = (gateway.name().to_owned(), gateway.account().to_owned(), key.to_owned());
        Ok(payment_capture::Entity::find_by_id(id).one(self.counter.db.read()).await?.map(|row| row.order_id))
    }

    /// Asks what is disputed of a capture, and books it.
    pub(super) async fn ask_disputes(&self, gateway: &dyn Gateway, capture: &str) -> Result<(), Fault> {
        let told = gateway.disputes(&CaptureKey(capture.to_owned())).await.map_err(|error| Fault::Broken(error.to_string()))?;
        for dispute in &told {
            self.hear_dispute(gateway, dispute).await?;
        }
        Ok(())
    }

    /// Compares the disputes opened since an instant, and those that are not decided, with the books.
    pub(super) async fn compare_disputes(&self, gateway: &dyn Gateway, since: OffsetDateTime) -> Result<(), Broken> {
        match gateway.disputes_since(since).await {
            Ok(told) => {
                for dispute in &told {
                    self.hear_dispute(gateway, dispute).await?;
                }
            }
            Err(error) => tracing::warn!(gateway = gateway.name(), %error, "disputes cannot be compared with the books"),
        }
        let open = dispute::Entity::find()
            .filter(dispute::Column::Gateway.eq(gateway.name()))
            .filter(dispute::Column::State.is_in([DisputeStage::Opened, DisputeStage::Withdrawn]))
            .all(self.counter.db.read())
            .await?;
        for row in open {
            if let Err(fault) = self.ask_disputes(gateway, &row.capture_key).await {
                tracing::warn!(dispute = %row.id, error = %Broken::from(fault), "a dispute is asked about again later");
            }
        }
        Ok(())
    }

    /// Writes down and books what a gateway says about one dispute. Doing it again changes nothing.
    async fn hear_dispute(&self, gateway: &dyn Gateway, said: &GatewayDispute) -> Result<(), Fault> {
        // Of a payment that is not ours, or not in the books yet: it is asked about again.
        let Some(order) = self.order_of_capture(gateway, &said.capture.0).await? else { return Ok(()) };
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, order).await?;
        let trip = store::locks::lock_trip(&tx, order.trip_id).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", order.trip_id)))?;
        let known = dispute::Entity::find()
            .filter(dispute::Column::Gateway.eq(&order.gateway))
            .filter(dispute::Column::GatewayAccount.eq(&order.gateway_account))
            .filter(dispute::Column::DisputeKey.eq(&said.key))
            .one(&tx)
            .await?;
        let (row, before) = match known {
            Some(row) => (row.clone(), Some(row.state)),
            None => (insert(&tx, &order, said, now).await?, None),
        };
        let stage = row.state.next(said.stage);
        // Once money was taken, the amount that was booked is what comes back or is lost.
        let taken = if row.taken_minor > 0 { row.taken_minor } else { said.taken.minor };
        if before == Some(stage) && taken == row.taken_minor {
            return Ok(());
        }
        let table = Table { tx: &tx, now, trip: &trip, order: &order, word: Word::Answer };
        if taken > 0 {
            hold(&table, row.kind, row.currency).await?;
        }
        self.book_dispute(&table, &row, said, (stage, Money::new(taken, row.currency))).await?;
        if row.taken_minor == 0 && taken > 0 && said.fee.minor > 0 {
            let at = GatewayAccount { gateway: &order.gateway, account: &order.gateway_account };
            accounts::book(&tx, now, now, &Posting::fee(trip.entity, at, &said.key, said.fee)?).await?;
        }
        let (id, kind) = (row.id, row.kind);
        let mut change = row.into_active_model();
        change.state = Set(stage);
        change.taken_minor = Set(taken);
        if taken > 0 {
            change.fee_minor = Set(said.fee.minor);
        }
        if stage.is_over() {
            change.finished_at = Set(Some(now));
        }
        change.update(&tx).await?;
        if before != Some(stage) {
            let detail = json!({ "amount": said.money.plain() });
            store::audit::append(&tx, now, Actor::System, &format!("dispute.{stage}"), id, Some(trip.id), &detail).await?;
        }
        ask_person(&tx, (id, kind), before, stage, &json!({ "amount": said.money.plain(), "trip": trip.reference, "stage": stage }), now)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Every fact that the ledger has to hold by now; those it holds already are left alone.
    async fn book_dispute(
        &self,
        table: &Table<'_>,
        row: &dispute::Model,
        said: &GatewayDispute,
        (stage, taken): (DisputeStage, Money),
    ) -> Result<(), Fault> {
        for fact in dispute_facts(row.kind, stage, taken) {
            match row.kind {
                DisputeKind::Claim => {
                    let posting = Posting::dispute(table.trip.entity, table.at(), &said.key, *fact, taken)?;
                    accounts::book(table.tx, table.now, table.now, &posting).await?;
                }
                DisputeKind::Return => returned::book(&self.counter, table, row, *fact, taken).await?,
            }
        }
        Ok(())
    }
}

/// Locks the accounts of the house that a dispute and its fee are booked on, before the first of its postings: fees and payouts lock some of them too, and
/// everybody does so in the same order. Those of the payer are nobody else's while the payer is locked.
async fn hold(table: &Table<'_>, kind: DisputeKind, currency: Currency) -> Result<(), Fault> {
    let entity = table.trip.entity;
    let codes: &[AccountCode] = match kind {
        DisputeKind::Claim => &[AccountCode::Fees, AccountCode::Disputed, AccountCode::BadDebts],
        DisputeKind::Return => &[AccountCode::Fees],
    };
    let key = |code: &AccountCode| accounts::key(entity, &AccountRef { code: *code, currency, payer: None, gateway: String::new() });
    let mut keys = vec![payouts::clearing_key(entity, table.at(), currency)];
    keys.extend(codes.iter().map(key));
    store::ledger::hold(table.tx, &keys).await?;
    Ok(())
}

async fn insert(
    tx: &DatabaseTransaction,
    order: &payment_order::Model,
    said: &GatewayDispute,
    now: OffsetDateTime,
) -> Result<dispute::Model, Fault> {
    let row = dispute::ActiveModel {
        id: Set(store::fresh()),
        trip_id: Set(order.trip_id),
        payer_id: Set(order.payer_id),
        order_id: Set(order.id),
        gateway: Set(order.gateway.clone()),
        gateway_account: Set(order.gateway_account.clone()),
        capture_key: Set(said.capture.0.clone()),
        dispute_key: Set(said.key.clone()),
        amount_minor: Set(said.money.minor),
        taken_minor: Set(0),
        fee_minor: Set(0),
        currency: Set(said.money.currency),
        kind: Set(DisputeKind::of(method_of(order), said.method)),
        state: Set(DisputeStage::Opened),
        answer_by: Set(said.answer_by),
        opened_at: Set(now),
        finished_at: Set(None),
    };
    Ok(row.insert(tx).await?)
}

/// A task while there is something to do: to answer the bank, then to look at what was lost.
async fn ask_person(
    tx: &DatabaseTransaction,
    (id, kind): (DisputeId, DisputeKind),
    before: Option<DisputeStage>,
    stage: DisputeStage,
    detail: &serde_json::Value,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    // The return of a debit is final: its own task was raised when it was booked, and there is nothing to answer.
    let lost = kind == DisputeKind::Claim && stage == DisputeStage::Lost && before != Some(stage);
    if before.is_none() && !stage.is_over() || lost {
        tasks::raise(tx, DISPUTED, id, detail, now).await?;
    }
    if stage == DisputeStage::Won && before != Some(stage) {
        tasks::close(tx, &[DISPUTED, RETURNED], vec![id.to_string()], None, now).await?;
    }
    Ok(())
}
