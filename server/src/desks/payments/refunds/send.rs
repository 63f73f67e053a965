//! Sending a refund to its gateway: a job of the outbox, repeated with the same key until there is an answer.
//!
//! Before each call the gateway is asked what it has: an earlier call whose answer was lost, however long ago, is found there instead of being made again.
//! Gateways forget keys after a day, and some have none.

use super::stock::{held, is_disputed, left_of};
use super::{FAILED, TOPIC, TRANSFER, find, stock, write};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use crate::desks::payments::settle::{Table, Word};
use crate::desks::payments::start::lock;
use crate::desks::payments::{Broken, PAYMENT, Payments};
use crate::failpoint;
use crate::gateways::{Answers, Gateway, RefundError};
use crate::jobs::outbox::{Failure, Topic, drain_topic};
use async_trait::async_trait;
use domain::ids::RefundId;
use domain::money::Money;
use domain::payments::{CaptureKey, GatewayRefund, RefundEvent, RefundOrigin, RefundStage, RefundStand, RefundWay, refundable};
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use store::entities::{gateway_ref, outbox, payment_order, refund};
use store::tasks;

#[derive(Deserialize)]
struct Job {
    refund: RefundId,
}

#[async_trait]
impl Topic for Payments {
    fn name(&self) -> &'static str {
        TOPIC
    }

    async fn perform(&self, job: &outbox::Model) -> Result<(), Failure> {
        let Job { refund } = serde_json::from_str(&job.payload).map_err(|error| Failure::Never(error.to_string()))?;
        self.send_refund(refund).await
    }
}

fn broken(fault: Fault) -> Failure {
    Failure::Later(Broken::from(fault).to_string())
}

fn broken_db(error: sea_orm::DbErr) -> Failure {
    Failure::Later(error.to_string())
}

/// Whether the gateway is still to be asked.
fn waits(row: &refund::Model) -> bool {
    row.way == RefundWay::Gateway && row.refund_key.is_none() && matches!(row.state, RefundStage::Requested | RefundStage::Sent)
}

/// Whether a refund of ours could be mistaken for `id`, when the gateway says `said`.
fn is_twin(row: &refund::Model, id: RefundId, said: &GatewayRefund) -> bool {
    row.id != id && row.origin == RefundOrigin::House && Money::new(row.amount_minor, row.currency) == said.money
}

impl Payments {
    /// Sends every refund whose time has come; answers how many were dealt with. Several workers may do so at once.
    ///
    /// # Errors
    /// The database does not answer. A refund that has no answer is asked for again later, with the same key.
    pub async fn send_refunds(&self) -> Result<usize, Broken> {
        Ok(drain_topic(&self.counter, self).await?)
    }

    async fn find_refund(&self, id: RefundId) -> Result<refund::Model, Failure> {
        let found = refund::Entity::find_by_id(id).one(self.counter.db.read()).await.map_err(broken_db)?;
        found.ok_or_else(|| Failure::Never(format!("{id} is gone")))
    }

    async fn send_refund(&self, id: RefundId) -> Result<(), Failure> {
        let row = self.find_refund(id).await?;
        let (Some(order), Some(capture)) = (row.order_id, row.capture_key.clone()) else { return Ok(()) };
        if !waits(&row) {
            return Ok(());
        }
        let order = self.find_order(order).await.map_err(broken_db)?.ok_or_else(|| Failure::Never(format!("the order of {id} is gone")))?;
        let gateway = self.gateway(&order).map_err(broken)?.clone();
        let capture = CaptureKey(capture);
        let reference = match self.look_first(&gateway, &order, &capture).await? {
            Some(reference) => reference,
            None => return self.turn_into_transfer(id, &order, "the gateway does not know this payment any more").await.map_err(broken),
        };
        // What was found may have been this refund.
        let Some(row) = self.mark_sent(id, &order).await.map_err(broken)? else { return Ok(()) };
        let money = Money::new(row.amount_minor, row.currency);
        let mut key = row.idempotency_key;
        loop {
            let said = match gateway.refund(&reference, &capture, money, &key).await {
                Ok(said) => said,
                Err(RefundError::Cannot(why)) => return self.turn_into_transfer(id, &order, &why).await.map_err(broken),
                Err(RefundError::Unknown(why)) => return Err(Failure::Unknown(why.to_string())),
            };
            failpoint::pass("refund_sent");
            self.hear(&order, &said).await.map_err(broken)?;
            if !waits(&self.find_refund(id).await?) {
                return Ok(());
            }
            // What this key made was taken for a twin of the same amount, whose own key made nothing: that one is ours to use.
            let twin =
                self.known_as(&said).await.map_err(broken_db)?.filter(|twin| is_twin(twin, id, &said) && twin.idempotency_key != key);
            key = twin.ok_or_else(|| Failure::Later(format!("{} is known as another refund", said.key)))?.idempotency_key;
        }
    }

    /// The refund that has the name of what the gateway says.
    async fn known_as(&self, said: &GatewayRefund) -> Result<Option<refund::Model>, sea_orm::DbErr> {
        let named =
            refund::Entity::find().filter(refund::Column::RefundKey.eq(&*said.key)).filter(refund::Column::CaptureKey.eq(&*said.capture.0));
        named.one(self.counter.db.read()).await
    }

    /// Asks about every payment of the order and books what is said; the gateway's name of the one that holds the capture.
    async fn look_first(
        &self,
        gateway: &Arc<dyn Gateway>,
        order: &payment_order::Model,
        capture: &CaptureKey,
    ) -> Result<Option<String>, Failure> {
        let references = gateway_ref::Entity::find()
            .filter(gateway_ref::Column::OrderId.eq(order.id))
            .all(self.counter.db.read())
            .await
            .map_err(broken_db)?;
        if gateway.answers() == Answers::Nothing {
            return Ok(references.into_iter().find(|row| row.kind == PAYMENT).map(|row| row.reference));
        }
        let mut found = None;
        for row in references {
            let statement = gateway.fetch(&row.reference).await.map_err(|error| Failure::Unknown(error.to_string()))?;
            self.apply(order.id, &statement, Word::Answer).await.map_err(broken)?;
            if statement.truth.captures.iter().any(|told| told.key == *capture) {
                found = Some(row.reference);
            }
        }
        Ok(found)
    }

    /// Notes that the gateway is about to be asked, and looks once more under the lock whether it may be: `None` when there is nothing to ask.
    async fn mark_sent(&self, id: RefundId, order: &payment_order::Model) -> Result<Option<refund::Model>, Fault> {
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, order.id).await?;
        let trip = store::locks::lock_trip(&tx, order.trip_id).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", order.trip_id)))?;
        let rows = stock::of_captures(&tx, order.id).await?;
        let Some(row) = rows.iter().find(|row| row.id == id && waits(row)).cloned() else { return Ok(None) };
        let money = Money::new(row.amount_minor, row.currency);
        let key = row.capture_key.clone().unwrap_or_default();
        let captures = stock::captured_of(&tx, order.id).await?;
        let capture = captures.iter().find(|capture| capture.capture_key == key);
        let left = capture.map(|capture| left_of(capture, &rows, Some(id)));
        let room = refundable(left, held(&tx, accounts::owner(&trip, row.payer_id), row.currency, Some(id)).await?);
        let why = match is_disputed(&tx, &order, &key).await? {
            true => Some("the payer's bank disputes the payment"),
            false if room.minor < money.minor => Some("less is left than was asked for: something went back meanwhile"),
            false => None,
        };
        let stand = RefundStand { stage: row.state, way: row.way };
        let version = row.version + 1;
        let mut change = row.into_active_model();
        change.version = Set(version);
        if let Some(why) = why {
            change.state = Set(RefundStage::Failed);
            change.failure = Set(Some(why.to_owned()));
            change.finished_at = Set(Some(now));
            change.update(&tx).await?;
            tasks::raise(&tx, FAILED, id, &json!({ "amount": money.plain(), "trip": trip.reference, "error": why }), now).await?;
            store::audit::append(&tx, now, Actor::System, "refund.failed", id, Some(trip.id), &json!({ "amount": money.plain() })).await?;
            tx.commit().await?;
            return Ok(None);
        }
        change.state = Set(stand.next(RefundEvent::Sent).stage);
        if stand.stage == RefundStage::Requested {
            change.sent_at = Set(Some(now));
        }
        let row = change.update(&tx).await?;
        tx.commit().await?;
        Ok(Some(row))
    }

    /// Books what the gateway answered.
    async fn hear(&self, order: &payment_order::Model, said: &GatewayRefund) -> Result<(), Fault> {
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, order.id).await?;
        let trip = store::locks::lock_trip(&tx, order.trip_id).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", order.trip_id)))?;
        let table = Table { tx: &tx, now, trip: &trip, order: &order, word: Word::Answer };
        let captures: Vec<CaptureKey> =
            stock::captured_of(&tx, order.id).await?.into_iter().map(|row| CaptureKey(row.capture_key)).collect();
        let found = find(&table, &captures, std::slice::from_ref(said)).await?;
        write(&self.counter, &table, found).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The gateway cannot: a person makes a transfer.
    async fn turn_into_transfer(&self, id: RefundId, order: &payment_order::Model, why: &str) -> Result<(), Fault> {
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, order.id).await?;
        let rows = stock::of_captures(&tx, order.id).await?;
        let Some(row) = rows.into_iter().find(|row| row.id == id && waits(row)) else { return Ok(()) };
        let stand = RefundStand { stage: row.state, way: row.way }.next(RefundEvent::Impossible);
        let (money, version) = (Money::new(row.amount_minor, row.currency), row.version + 1);
        let mut change = row.into_active_model();
        change.state = Set(stand.stage);
        change.way = Set(stand.way);
        change.failure = Set(Some(why.chars().take(500).collect()));
        change.version = Set(version);
        change.update(&tx).await?;
        tasks::raise(&tx, TRANSFER, id, &json!({ "amount": money.plain(), "error": why }), now).await?;
        let detail = json!({ "amount": money.plain() });
        store::audit::append(&tx, now, Actor::System, "refund.by_transfer", id, Some(order.trip_id), &detail).await?;
        tx.commit().await?;
        Ok(())
    }
}
