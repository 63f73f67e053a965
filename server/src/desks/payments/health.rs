//! How the gateways do, and refused notifications given a second look once a key is corrected.

use super::Payments;
use crate::desks::fault::Fault;
use crate::gateways::Gateway;
use desk::{Caller, GatewayView};
use domain::error::ErrorCode;
use domain::ledger::AccountCode;
use domain::money::Money;
use domain::payments::{GatewayFacts, OrderState, PayoutStage};
use domain::policy::{Action, authorise};
use domain::trips::Entity as Company;
use http::{HeaderMap, HeaderName, HeaderValue};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use std::collections::BTreeSet;
use store::entities::{gateway_event, ledger_account, payment_capture, payment_order, payout};
use store::words::EventState;
use time::{Date, Duration, OffsetDateTime};

use gateway_event::Column as C;

/// How many refused notifications are verified at a time.
const BATCH: u64 = 200;

impl Payments {
    pub(super) async fn health(&self, caller: &Caller) -> Result<Vec<GatewayView>, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let used = payment_order::Entity::find()
            .select_only()
            .column(payment_order::Column::Gateway)
            .distinct()
            .into_tuple::<String>()
            .all(self.counter.db.read())
            .await?;
        let configured = self.gateways.all().iter().map(|gateway| gateway.name().to_owned());
        let names: BTreeSet<String> = configured.chain(used).collect();
        let (now, chosen) = (self.counter.now(), self.gateways.of_new_orders().map(|gateway| gateway.name()));
        let mut views = Vec::with_capacity(names.len());
        for name in names {
            let gateway = self.gateways.find(&name);
            let facts = self.facts(&name, gateway.is_some(), now).await?;
            views.push(GatewayView {
                account: gateway.map(|gateway| gateway.account().to_owned()).unwrap_or_default(),
                chosen: chosen == Some(name.as_str()),
                clearing: self.clearing(&name).await?,
                last_payout: self.last_payout(&name).await?,
                signs: facts.signs(now),
                last_refusal: self.last_refusal(&name, now).await?,
                facts,
                name,
            });
        }
        Ok(views)
    }

    /// What stands on the clearing accounts of a gateway.
    async fn clearing(&self, name: &str) -> Result<Vec<(Company, Money)>, DbErr> {
        use ledger_account::Column as A;
        let rows = ledger_account::Entity::find()
            .filter(A::Code.starts_with(format!("{}:{name}:", AccountCode::Gateway)))
            .order_by_asc(A::Entity)
            .order_by_asc(A::Currency)
            .order_by_asc(A::Code)
            .all(self.counter.db.read())
            .await?;
        Ok(rows.into_iter().map(|row| (row.entity, Money::new(row.balance, row.currency))).collect())
    }

    async fn last_payout(&self, name: &str) -> Result<Option<(Date, Money, PayoutStage)>, DbErr> {
        let last = payout::Entity::find()
            .filter(payout::Column::Gateway.eq(name))
            .filter(payout::Column::UndoneAt.is_null())
            .order_by_desc(payout::Column::ArrivesOn)
            .order_by_desc(payout::Column::Id)
            .one(self.counter.db.read())
            .await?;
        Ok(last.map(|row| (row.arrives_on, Money::new(row.amount_minor, row.currency), row.state)))
    }

    async fn facts(&self, name: &str, configured: bool, now: OffsetDateTime) -> Result<GatewayFacts, DbErr> {
        let db = self.counter.db.read();
        let of = || gateway_event::Entity::find().filter(C::Gateway.eq(name));
        let waiting = || of().filter(C::State.eq(EventState::Received));
        let instant = |column: C| async move {
            of().filter(C::SignatureOk.eq(true)).select_only().column(column).order_by_desc(column).limit(1).into_tuple().one(db).await
        };
        let last_capture = payment_capture::Entity::find()
            .filter(payment_capture::Column::Gateway.eq(name))
            .select_only()
            .column(payment_capture::Column::CapturedAt)
            .order_by_desc(payment_capture::Column::CapturedAt)
            .limit(1)
            .into_tuple()
            .one(db)
            .await?;
        let live = payment_order::Entity::find()
            .filter(payment_order::Column::Gateway.eq(name))
            .filter(payment_order::Column::State.is_in(OrderState::ALL.iter().copied().filter(|state| state.is_live())))
            .count(db)
            .await?;
        Ok(GatewayFacts {
            configured,
            last_notification: instant(C::ReceivedAt).await?,
            last_capture,
            refused: of().filter(C::SignatureOk.eq(false)).filter(C::ReceivedAt.gt(now - Duration::DAY)).count(db).await?,
            waiting: waiting().count(db).await?,
            waiting_since: waiting().select_only().column(C::ReceivedAt).order_by_asc(C::ReceivedAt).limit(1).into_tuple().one(db).await?,
            dead: of().filter(C::State.eq(EventState::Dead)).count(db).await?,
            live,
        })
    }

    async fn last_refusal(&self, name: &str, now: OffsetDateTime) -> Result<Option<String>, DbErr> {
        let last = gateway_event::Entity::find()
            .filter(C::Gateway.eq(name))
            .filter(C::SignatureOk.eq(false))
            .filter(C::ReceivedAt.gt(now - Duration::DAY))
            .order_by_desc(C::ReceivedAt)
            .one(self.counter.db.read())
            .await?;
        Ok(last.and_then(|event| event.last_error))
    }

    /// Each refused notification is verified as it would have been when it came. One that is believed now waits in the inbox, unless the same came again
    /// since and was believed then.
    pub(super) async fn verify_again(&self, caller: &Caller, name: &str) -> Result<u64, Fault> {
        authorise(caller.actor, Action::ManageGateways)?;
        let gateway = self.gateways.find(name).ok_or(ErrorCode::NotFound)?;
        let refused = gateway_event::Entity::find().filter(C::Gateway.eq(name)).filter(C::SignatureOk.eq(false)).order_by_asc(C::Id);
        let (mut believed, mut last) = (0, None);
        loop {
            let next = last.map_or_else(|| refused.clone(), |last| refused.clone().filter(C::Id.gt(last)));
            let batch = next.limit(BATCH).all(self.counter.db.read()).await?;
            let Some(end) = batch.last().map(|event| event.id) else { break };
            last = Some(end);
            for event in batch {
                believed += u64::from(self.believe(gateway.as_ref(), event).await?);
            }
        }
        let (now, detail) = (self.counter.now(), json!({ "gateway": name, "believed": believed }));
        let tx = self.counter.db.begin_write().await?;
        store::audit::append(&tx, now, caller.actor, "gateway.verified_again", name, None, &detail).await?;
        tx.commit().await?;
        self.arrived.notify_one();
        Ok(believed)
    }

    async fn believe(&self, gateway: &dyn Gateway, event: gateway_event::Model) -> Result<bool, Fault> {
        let Ok(hint) = gateway.verify(&headers(gateway, event.signature.as_deref()), &event.raw, event.received_at) else {
            return Ok(false);
        };
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let twin = gateway_event::Entity::find()
            .filter(C::Gateway.eq(event.gateway.as_str()))
            .filter(C::GatewayAccount.eq(event.gateway_account.as_str()))
            .filter(C::DedupeKey.eq(hint.dedupe_key.as_str()))
            .count(&tx)
            .await?;
        let mut row = event.into_active_model();
        row.signature_ok = Set(true);
        row.last_error = Set(None);
        if twin == 0 {
            row.dedupe_key = Set(hint.dedupe_key);
            row.state = Set(EventState::Received);
            row.next_at = Set(now);
        }
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(twin == 0)
    }
}

fn headers(gateway: &dyn Gateway, signature: Option<&str>) -> HeaderMap {
    let header = gateway.signature_header().and_then(|name| HeaderName::from_bytes(name.as_bytes()).ok());
    let value = signature.and_then(|text| HeaderValue::from_str(text).ok());
    header.zip(value).into_iter().collect()
}
