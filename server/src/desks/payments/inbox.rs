//! The inbox: notifications, kept raw before anything else and looked at afterwards.
//!
//! A notification is a hint of which order to ask about. A refused one is kept as well, up to a number a day, and never interpreted.

use super::settle::Word;
use super::{Broken, Payments};
use crate::desks::fault::Fault;
use crate::failpoint;
use crate::gateways::{Ack, Answers, Gateway, Hint, Reception};
use domain::ids::{GatewayEventId, PaymentOrderId};
use http::HeaderMap;
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use std::collections::BTreeMap;
use store::entities::gateway_event;
use store::words::{EventSource, EventState};
use time::Duration;

/// Refused notifications kept a day, at most.
const REFUSED_A_DAY: u64 = 1_000;

/// Bytes kept of a refused notification's signature, at most.
const SIGNATURE_MAX: usize = 2_000;

/// How long a worker may take before another takes its notification over.
const LEASE: Duration = Duration::minutes(1);

/// Attempts before a person has to look.
const ATTEMPTS: i64 = 20;

/// How many are taken at a time.
const BATCH: u64 = 20;

impl Payments {
    /// Takes a notification: checks who speaks, keeps it, answers. Nothing is settled here.
    pub async fn receive(&self, gateway: &str, headers: &HeaderMap, body: &[u8]) -> Ack {
        let Some(gateway) = self.gateways.find(gateway) else { return Ack { status: 404, body: String::new() } };
        let verified = gateway.verify(headers, body, self.counter.now());
        let (key, signed) = match &verified {
            Ok(hint) => (hint.dedupe_key.clone(), true),
            Err(error) => {
                tracing::warn!(gateway = gateway.name(), %error, "a notification is refused");
                metrics::counter!("gateway_notifications_refused_total", "gateway" => gateway.name()).increment(1);
                (format!("refused:{}", store::fresh::<GatewayEventId>()), false)
            }
        };
        let refusal = verified.err().map(|error| (error.to_string(), signature(gateway.as_ref(), headers)));
        let kept = self.keep((gateway.name(), gateway.account()), key, refusal, body).await;
        let reception = match (signed, kept) {
            (true, Ok(())) => Reception::Kept,
            (true, Err(error)) => {
                tracing::error!(gateway = gateway.name(), %error, "a notification cannot be kept");
                Reception::Failed
            }
            (false, _) => Reception::Refused,
        };
        if reception == Reception::Kept {
            failpoint::pass("inbox_committed");
            self.arrived.notify_one();
        }
        gateway.ack(reception)
    }

    async fn keep(
        &self,
        (gateway, account): (&str, &str),
        key: String,
        refusal: Option<(String, Option<String>)>,
        body: &[u8],
    ) -> Result<(), DbErr> {
        use gateway_event::Column as C;
        let (now, signed) = (self.counter.now(), refusal.is_none());
        let (error, signature) = refusal.map_or((None, None), |(error, signature)| (Some(error), signature));
        if !signed {
            let kept = gateway_event::Entity::find()
                .filter(C::SignatureOk.eq(false))
                .filter(C::ReceivedAt.gt(now - Duration::DAY))
                .count(self.counter.db.read())
                .await?;
            if kept >= REFUSED_A_DAY {
                return Ok(());
            }
        }
        let event = gateway_event::ActiveModel {
            id: Set(store::fresh()),
            gateway: Set(gateway.to_owned()),
            gateway_account: Set(account.to_owned()),
            dedupe_key: Set(key),
            source: Set(EventSource::Webhook),
            raw: Set(body.to_vec()),
            signature: Set(signature),
            signature_ok: Set(signed),
            state: Set(if signed { EventState::Received } else { EventState::Ignored }),
            attempts: Set(0),
            last_error: Set(error),
            received_at: Set(now),
            next_at: Set(now),
            processed_at: Set(None),
        };
        let once = OnConflict::columns([C::Gateway, C::GatewayAccount, C::DedupeKey]).do_nothing().to_owned();
        let tx = self.counter.db.begin_write().await?;
        gateway_event::Entity::insert(event).on_conflict(once).try_insert().exec_without_returning(&tx).await?;
        tx.commit().await
    }

    /// Looks at every notification that waits; answers how many there were. Several workers may do so at once.
    ///
    /// # Errors
    /// The database does not answer. A notification that fails is tried again later.
    pub async fn drain_inbox(&self) -> Result<usize, Broken> {
        let mut seen = 0;
        loop {
            let batch = self.claim().await?;
            if batch.is_empty() {
                return Ok(seen);
            }
            seen += batch.len();
            // The same payment is often notified several times in a row: it is asked about once.
            let mut outcomes: BTreeMap<String, Result<EventState, String>> = BTreeMap::new();
            for event in batch {
                let hint = self.gateways.find(&event.gateway).and_then(|gateway| gateway.read(&event.raw));
                let outcome = match hint {
                    None => Err("cannot be read, or its gateway is not configured".to_owned()),
                    Some(hint) => match outcomes.get(&hint.reference) {
                        Some(known) if self.is_hint(&event) => known.clone(),
                        Some(_) | None => {
                            let outcome = self.follow(&event, &hint).await.map_err(|fault| Broken::from(fault).to_string());
                            outcomes.insert(hint.reference, outcome.clone());
                            outcome
                        }
                    },
                };
                self.finish(event, outcome).await?;
            }
        }
    }

    /// Takes waiting notifications for a while; on PostgreSQL those another worker is taking are passed over.
    async fn claim(&self) -> Result<Vec<gateway_event::Model>, DbErr> {
        use gateway_event::Column as C;
        let now = self.counter.now();
        let waiting = gateway_event::Entity::find()
            .filter(C::State.eq(EventState::Received))
            .filter(C::SignatureOk.eq(true))
            .filter(C::NextAt.lte(now));
        // A look without a lock first: on an idle house no write transaction is opened.
        if waiting.clone().count(self.counter.db.read()).await? == 0 {
            return Ok(Vec::new());
        }
        let tx = self.counter.db.begin_write().await?;
        let taken = waiting
            .order_by_asc(C::ReceivedAt)
            .limit(BATCH)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(&tx)
            .await?;
        let mut claimed = Vec::with_capacity(taken.len());
        for event in taken {
            let attempts = event.attempts + 1;
            let mut row = event.into_active_model();
            row.attempts = Set(attempts);
            row.next_at = Set(now + LEASE);
            claimed.push(row.update(&tx).await?);
        }
        tx.commit().await?;
        Ok(claimed)
    }

    /// Whether a notification only points at a payment, so that one answer serves all that point at the same.
    fn is_hint(&self, event: &gateway_event::Model) -> bool {
        self.gateways.find(&event.gateway).is_none_or(|gateway| gateway.answers() != Answers::Nothing)
    }

    /// Asks about the payment a notification points at; where nobody can be asked, what it says is believed and marked.
    async fn follow(&self, event: &gateway_event::Model, hint: &Hint) -> Result<EventState, Fault> {
        let Ok(id) = hint.order.parse::<PaymentOrderId>() else { return self.follow_capture(event, hint).await };
        let Some(order) = self.find_order(id).await? else { return Ok(EventState::Ignored) };
        if order.gateway != event.gateway {
            return Ok(EventState::Ignored);
        }
        let gateway = self.gateway(&order)?;
        let (said, word) = match gateway.answers() {
            Answers::Everything | Answers::OnePayment => (gateway.fetch(&hint.reference).await, Word::Answer),
            Answers::Nothing => (gateway.told(&event.raw), Word::Notification),
        };
        let statement = said.map_err(|error| Fault::Broken(error.to_string()))?;
        self.apply(id, &statement, word).await?;
        Ok(EventState::Processed)
    }

    /// The same for a notification that names no order, but a capture of one: of a refund, or of a dispute. Everything about it is asked.
    async fn follow_capture(&self, event: &gateway_event::Model, hint: &Hint) -> Result<EventState, Fault> {
        let Some(gateway) = self.gateways.find(&event.gateway).filter(|_| hint.order.is_empty() && !hint.reference.is_empty()) else {
            return Ok(EventState::Ignored);
        };
        let Some(order) = self.order_of_capture(gateway.as_ref(), &hint.reference).await? else { return Ok(EventState::Ignored) };
        if self.ask(order).await?.is_none() {
            return Err(Fault::Broken("the gateway does not answer".to_owned()));
        }
        self.ask_disputes(gateway.as_ref(), &hint.reference).await?;
        Ok(EventState::Processed)
    }

    async fn finish(&self, event: gateway_event::Model, outcome: Result<EventState, String>) -> Result<(), DbErr> {
        let now = self.counter.now();
        let (id, attempts) = (event.id, event.attempts);
        let tx = self.counter.db.begin_write().await?;
        let mut row = event.into_active_model();
        match outcome {
            Ok(state) => {
                row.state = Set(state);
                row.processed_at = Set(Some(now));
                row.last_error = Set(None);
            }
            Err(error) => {
                tracing::warn!(event = %id, attempts, error, "a notification is looked at again later");
                row.last_error = Set(Some(error.clone()));
                row.next_at = Set(now + backoff(attempts));
                if attempts >= ATTEMPTS {
                    row.state = Set(EventState::Dead);
                    store::tasks::raise(&tx, "gateway_event.dead", id, &serde_json::json!({ "error": error }), now).await?;
                }
            }
        }
        row.update(&tx).await?;
        tx.commit().await
    }
}

/// The signature of a notification that carries it beside its body.
fn signature(gateway: &dyn Gateway, headers: &HeaderMap) -> Option<String> {
    let text = headers.get(gateway.signature_header()?)?.to_str().ok()?;
    (text.len() <= SIGNATURE_MAX).then(|| text.to_owned())
}

/// 2 s, doubling to 10 minutes.
fn backoff(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 9)).unwrap_or(9);
    Duration::seconds(2_i64.pow(doublings)).min(Duration::minutes(10))
}
