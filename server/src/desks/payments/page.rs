//! The gateway's page of an order: opened, written down, found again, closed. No transaction is open while the gateway is asked.

use super::start::lock;
use super::{OTHER_PAYMENT, PAYMENT, Payments, reference_of};
use crate::desks::fault::Fault;
use crate::failpoint;
use crate::gateways::{Page, StartError, StartRequest, Started};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use domain::payments::{ExpireStep, OrderEvent, OrderState, after_expire};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use serde_json::json;
use store::entities::{gateway_ref, payment_order, task};
use time::Duration;

/// No request that was sent before a page's end is still on its way this long after it.
const GRACE: Duration = Duration::minutes(1);

impl Payments {
    /// Asks the gateway for the order's page, always with the same key and words, and records what it answers. `None` when the order is not live any more.
    pub(super) async fn open_page(&self, order: &payment_order::Model) -> Result<Option<String>, Fault> {
        let gateway = self.gateway(order)?;
        let request: StartRequest =
            serde_json::from_str(&order.request).map_err(|error| Fault::Broken(format!("{}: {error}", order.id)))?;
        let mut answer = gateway.start(&request).await;
        if let Err(StartError::Unknown(why)) = &answer {
            tracing::warn!(order = %order.id, why, "the gateway's answer to a start was lost; asked again with the same key");
            answer = gateway.start(&request).await;
        }
        match answer {
            Ok(started) => {
                failpoint::pass("page_created");
                let url = self.record(order.id, &started).await?;
                failpoint::pass("reference_recorded");
                Ok(url)
            }
            Err(StartError::Rejected(why)) => {
                tracing::error!(order = %order.id, why, "the gateway rejects an order");
                self.write_state(order.id, |state| state.next(OrderEvent::StartRejected), "payment.failed").await?;
                Err(ErrorCode::GatewayUnavailable.into())
            }
            Err(StartError::Mismatch(why)) => {
                // Our words for one key never change, so somebody has to look; the order is left as it is.
                tracing::error!(order = %order.id, why, "the gateway knows this key with other words");
                self.raise_mismatch(order, &why).await?;
                Err(ErrorCode::GatewayUnavailable.into())
            }
            Err(StartError::Unknown(why)) => {
                tracing::warn!(order = %order.id, why, "the gateway does not answer a start");
                Err(ErrorCode::GatewayUnavailable.into())
            }
        }
    }

    async fn raise_mismatch(&self, order: &payment_order::Model, why: &str) -> Result<(), Fault> {
        const KIND: &str = "payment.key_mismatch";
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, order.id).await?;
        let raised = task::Entity::find().filter(task::Column::Kind.eq(KIND)).filter(task::Column::Subject.eq(order.id.to_string()));
        if raised.count(&tx).await? == 0 {
            store::tasks::raise(&tx, KIND, order.id, &json!({ "why": why }), self.counter.now()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Writes down the page of an order; its address while the order is live.
    async fn record(&self, id: PaymentOrderId, started: &Started) -> Result<Option<String>, Fault> {
        let now = self.counter.now();
        let url = match &started.page {
            Page::Address(url) => url.clone(),
            Page::Form => self.bank_form_url(id),
        };
        let tx = self.counter.db.begin_write().await?;
        let order = lock(&tx, id).await?;
        file(&tx, &order, &started.reference).await?;
        let live = order.state.is_live();
        if order.pay_url.as_ref() != Some(&url) || order.state == OrderState::Created {
            let (state, version) = (order.state.next(OrderEvent::StartAccepted), order.version + 1);
            let mut row = order.into_active_model();
            row.state = Set(state);
            row.pay_url = Set(Some(url.clone()));
            row.version = Set(version);
            row.updated_at = Set(now);
            row.update(&tx).await?;
        }
        tx.commit().await?;
        Ok(live.then_some(url))
    }

    /// Closes a live order: at the gateway first. Answers the state it ended in; money that came meanwhile is settled.
    pub(super) async fn close_order(&self, order: &payment_order::Model) -> Result<OrderState, Fault> {
        let gateway = self.gateway(order)?;
        let Some(reference) = self.locate(order).await? else {
            // The gateway has no page, and no request for one can still be on its way.
            return self.write_state(order.id, |state| state.next(OrderEvent::Expired), "payment.expired").await;
        };
        let answer = gateway.expire(&reference).await;
        failpoint::pass("expired_at_gateway");
        match after_expire(order.state, answer) {
            ExpireStep::Close(_) => {
                let close = |state: OrderState| match after_expire(state, answer) {
                    ExpireStep::Close(next) => next,
                    ExpireStep::FetchFirst | ExpireStep::Refuse(_) => state,
                };
                self.write_state(order.id, close, "payment.expired").await
            }
            ExpireStep::FetchFirst => {
                self.ask(order.id).await?;
                Ok(self.find_order(order.id).await?.map_or(order.state, |order| order.state))
            }
            ExpireStep::Refuse(code) => Err(code.into()),
        }
    }

    /// The gateway's name of an order's payment: as recorded, as found there, or as made again with the same key. `None` once it is sure that there is none.
    async fn locate(&self, order: &payment_order::Model) -> Result<Option<String>, Fault> {
        if let Some(reference) = reference_of(self.counter.db.read(), order.id).await? {
            return Ok(Some(reference));
        }
        let found = self.gateway(order)?.find(&order.id.to_string()).await.map_err(|_| ErrorCode::GatewayUnavailable)?;
        if let Some(statement) = found.into_iter().next() {
            let page = if statement.pay_url.is_empty() { Page::Form } else { Page::Address(statement.pay_url) };
            let reference = statement.truth.reference;
            self.record(order.id, &Started { reference: reference.clone(), page }).await?;
            return Ok(Some(reference));
        }
        let now = self.counter.now();
        match order.expires_at {
            Some(end) if now > end + GRACE => Ok(None),
            Some(end) if now >= end => Err(ErrorCode::GatewayUnavailable.into()),
            // A request may be on its way: only the same key makes sure that there is one page, which can then be closed.
            Some(_) | None => {
                self.open_page(order).await?;
                Ok(reference_of(self.counter.db.read(), order.id).await?)
            }
        }
    }
}

/// Files the gateway's own name of an order's payment. The first one is the order's; whatever else claims to belong to it is kept apart.
pub(super) async fn file(tx: &DatabaseTransaction, order: &payment_order::Model, reference: &str) -> Result<(), Fault> {
    let kind = match reference_of(tx, order.id).await? {
        Some(known) if known == reference => return Ok(()),
        Some(_) => OTHER_PAYMENT,
        None => PAYMENT,
    };
    let row = gateway_ref::ActiveModel {
        gateway: Set(order.gateway.clone()),
        gateway_account: Set(order.gateway_account.clone()),
        kind: Set(kind.to_owned()),
        reference: Set(reference.to_owned()),
        order_id: Set(order.id),
    };
    use gateway_ref::Column as C;
    let once = OnConflict::columns([C::Gateway, C::GatewayAccount, C::Kind, C::Reference]).do_nothing().to_owned();
    gateway_ref::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(())
}
