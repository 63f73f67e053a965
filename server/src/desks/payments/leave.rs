//! Leaving for a bank's page that is reached by a posted form: signed when it is opened, from the stored request alone.
//!
//! Opening the form decides nothing and books nothing. It draws a number, because banks want every form to have its own (one that nobody uses is lost), and sees
//! to it that the order lives as long as the bank's page.

use super::payer::{check_own, check_payable};
use super::start::lock;
use super::{Payments, amount};
use crate::desks::fault::Fault;
use crate::gateways::{Opening, StartRequest};
use desk::{BankForm, Caller};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use domain::payments::OrderState;
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use store::entities::{payment_order, trip};

impl Payments {
    /// Our own page that carries the form.
    pub(super) fn bank_form_url(&self, order: PaymentOrderId) -> String {
        self.counter.url(&format!("/payments/{order}/bank"))
    }

    pub(super) async fn bank_form(&self, caller: &Caller, id: PaymentOrderId) -> Result<Option<BankForm>, Fault> {
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let order = self.find_order(id).await?.ok_or(ErrorCode::NotFound)?;
        let trip = trip::Entity::find_by_id(order.trip_id).one(self.counter.db.read()).await?.ok_or(ErrorCode::NotFound)?;
        check_own(self.counter.db.read(), caller, order.payer_id).await?;
        // It may be paid already, in another window: the bank is asked before its page is opened once more.
        if let Err(fault) = self.refresh(&order).await {
            tracing::error!(order = %id, error = %super::Broken::from(fault), "an order cannot be settled now");
        }
        if check_payable(&trip).is_err() {
            return Ok(None);
        }
        let Some((order, opening)) = self.draw(id).await? else { return Ok(None) };
        let request: StartRequest = serde_json::from_str(&order.request).map_err(|error| Fault::Broken(format!("{id}: {error}")))?;
        let form = self.gateway(&order)?.form(&request, &opening);
        Ok(form.map(|form| BankForm {
            order: id,
            trip_title: trip.title,
            amount: amount(&order),
            action: form.action,
            fields: form.fields,
        }))
    }

    /// Draws a number for an order that can still be paid, under its lock, so that nobody closes it meanwhile.
    async fn draw(&self, id: PaymentOrderId) -> Result<Option<(payment_order::Model, Opening)>, Fault> {
        let at = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let mut order = lock(&tx, id).await?;
        if !self.is_open(&order) {
            return Ok(None);
        }
        let gateway = self.gateway(&order)?;
        // The page can be paid from now on: an order that ends before it would turn good money into a credit.
        let end = at + gateway.page_life();
        let short = order.expires_at.is_some_and(|own| own < end);
        if short || order.decline_reason.is_some() {
            let version = order.version + 1;
            let expires_at = if short { Some(end) } else { order.expires_at };
            let mut row = order.into_active_model();
            row.expires_at = Set(expires_at);
            // What became of the try before says nothing about this one.
            row.decline_reason = Set(None);
            row.version = Set(version);
            row.updated_at = Set(at);
            order = row.update(&tx).await?;
        }
        let number = store::numbers::next_opening(&tx, gateway.name(), gateway.account()).await?;
        tx.commit().await?;
        Ok(Some((order, Opening { number, at })))
    }

    /// Whether the page of an order can be paid, as far as we know.
    pub(super) fn is_open(&self, order: &payment_order::Model) -> bool {
        matches!(order.state, OrderState::Open | OrderState::ActionRequired) && order.expires_at.is_none_or(|end| self.counter.now() < end)
    }
}
