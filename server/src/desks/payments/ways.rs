//! With what a payer may pay: the agency's ways, the one that was chosen, and the others once it failed.

use super::outcome::is_over;
use super::{Payments, amount};
use crate::desks::fault::Fault;
use crate::gateways::{Billing, Gateway, StartRequest};
use desk::{Caller, OtherWays};
use domain::error::{ErrorCode, FieldErrors};
use domain::money::Money;
use domain::payments::{Occasion, PayDraft, PayMethod, Payable, PaymentOutcome, Way, choose_way, open_ways};
use domain::people::Country;
use domain::trips::Entity;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use std::sync::Arc;
use store::entities::{client, payer, payment_order, trip};

/// The way a new order goes.
pub(super) struct Chosen<'a> {
    pub(super) gateway: &'a Arc<dyn Gateway>,
    /// `None` in a house without ways of its own: whatever the gateway's page offers.
    pub(super) method: Option<PayMethod>,
}

impl Chosen<'_> {
    /// Whether an order went this way.
    pub(super) fn is_of(&self, order: &payment_order::Model) -> bool {
        order.gateway == self.gateway.name() && method_of(order) == self.method
    }
}

/// With what an order is paid, as it was written down.
pub(super) fn method_of(order: &payment_order::Model) -> Option<PayMethod> {
    serde_json::from_str::<StartRequest>(&order.request).ok().and_then(|request| request.method)
}

impl Payments {
    /// The ways whose gateway is there and takes them.
    fn ways(&self) -> Vec<Way> {
        let wanted = &self.counter.config.payments.ways;
        let there = |way: &&Way| self.gateways.find(&way.gateway).is_some_and(|gateway| gateway.takes(way.method));
        wanted.iter().filter(there).cloned().collect()
    }

    fn occasion(&self, trip: &trip::Model, amount: Money) -> Occasion {
        Occasion { entity: trip.entity, amount, today: self.counter.today(), starts_on: trip.starts_on, ends_on: trip.ends_on }
    }

    /// The way that `wish` names, or the first when it is empty; refuses one that is not open for this amount.
    pub(super) fn choose(&self, trip: &trip::Model, amount: Money, wish: &str) -> Result<Chosen<'_>, Fault> {
        if self.counter.config.payments.ways.is_empty() {
            let gateway = self.gateways.of_new_orders().ok_or(ErrorCode::GatewayUnavailable)?;
            return Ok(Chosen { gateway, method: None });
        }
        let ways = self.ways();
        let way = choose_way(&ways, &self.occasion(trip, amount), wish).map_err(|refusal| match refusal.code {
            ErrorCode::GatewayUnavailable => Fault::from(refusal.code),
            _ => Fault::from(FieldErrors::one("way", refusal)),
        })?;
        let gateway = self.gateways.find(&way.gateway).ok_or(ErrorCode::GatewayUnavailable)?;
        Ok(Chosen { gateway, method: Some(way.method) })
    }

    /// With what an amount can be paid; empty in a house without ways of its own.
    pub(super) fn methods(&self, trip: &trip::Model, amount: Money) -> Vec<PayMethod> {
        open_ways(&self.ways(), &self.occasion(trip, amount)).into_iter().map(|way| way.method).collect()
    }

    /// What a payer whose payment failed may try instead, when they still owe the amount.
    pub(super) async fn other_ways(
        &self,
        caller: &Caller,
        order: &payment_order::Model,
        outcome: PaymentOutcome,
    ) -> Result<Option<OtherWays>, Fault> {
        if !is_over(outcome) {
            return Ok(None);
        }
        let (trip, own) = match self.payable_trip(caller, order.trip_id).await {
            Ok(payable) => payable,
            Err(Fault::Refused(_)) => return Ok(None),
            Err(broken) => return Err(broken),
        };
        let amount = amount(order);
        let used = method_of(order).unwrap_or_default();
        let methods: Vec<PayMethod> = self.methods(&trip, amount).into_iter().filter(|method| *method != used).collect();
        let (Some(payable), Some(first)) = (Payable::of(&own.account), methods.first()) else { return Ok(None) };
        let draft = PayDraft::again(amount, payable, *first);
        let asked = draft.check(Some(payable)).is_ok_and(|wanted| wanted.amount == amount);
        Ok(asked.then(|| OtherWays { draft, methods, left: payable.all.plain() }))
    }
}

/// Who pays, as banks want to know it. Where the country cannot be read, it is that of the company that sells: a payer is never refused for it.
pub(super) async fn billing(db: &impl ConnectionTrait, payer: &payer::Model, entity: Entity) -> Result<Billing, DbErr> {
    let home = match entity {
        Entity::France => Country::FRANCE,
        Entity::Switzerland => Country::SWITZERLAND,
    };
    let mut billing = Billing {
        given_name: String::new(),
        family_name: payer.label.clone(),
        email: payer.email.clone(),
        street: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: home,
    };
    let Some(id) = payer.client() else { return Ok(billing) };
    let client = client::Entity::find_by_id(id).one(db).await?.ok_or_else(|| DbErr::RecordNotFound(id.to_string()))?;
    billing.family_name = if client.family_name.is_empty() { client.company } else { client.family_name };
    billing.given_name = client.given_name;
    billing.email = client.email;
    if let Some(address) = client.addresses.0.into_iter().next() {
        billing.country = Country::read(&address.country).unwrap_or(home);
        (billing.street, billing.postcode, billing.city) = (address.street, address.postcode, address.city);
    }
    Ok(billing)
}
