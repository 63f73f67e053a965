//! Starting a payment: at most one live order for a payer, and never more than what is due.

use super::order::{OrderEvent, OrderState};
use crate::error::ErrorCode;
use crate::ids::PaymentOrderId;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// The order of a payer that may still lead to money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveOrder {
    /// Which.
    pub id: PaymentOrderId,
    /// Its amount, fixed for ever.
    pub amount: Money,
    /// How far it is.
    pub state: OrderState,
}

/// What to do when a payer wants to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StartDecision {
    /// Show the page of the order that is already there.
    Reuse(PaymentOrderId),
    /// Close this order at the gateway first, then decide again.
    Expire(PaymentOrderId),
    /// Write a new order.
    Create,
    /// Say why not.
    Refuse(ErrorCode),
}

/// Decides under the payer's lock, with `outstanding` read under the same lock.
pub fn start(live: Option<LiveOrder>, outstanding: Money, wanted: Money) -> StartDecision {
    match live.filter(|order| order.state.is_live()) {
        _ if outstanding.minor <= 0 => StartDecision::Refuse(ErrorCode::NothingDue),
        _ if wanted.currency != outstanding.currency || wanted.minor <= 0 || wanted.minor > outstanding.minor => {
            StartDecision::Refuse(ErrorCode::OutsidePayable)
        }
        None => StartDecision::Create,
        Some(order) => match order.state {
            OrderState::Created | OrderState::Open | OrderState::ActionRequired if order.amount == wanted => StartDecision::Reuse(order.id),
            OrderState::Created | OrderState::Open | OrderState::ActionRequired => StartDecision::Expire(order.id),
            // Money is on its way: a second page could take it twice.
            _ => StartDecision::Refuse(ErrorCode::PaymentUnderWay),
        },
    }
}

words! {
    /// What a gateway answers when it is asked to close a page.
    ExpireAnswer {
        /// It is closed, now or already.
        Expired = "expired",
        /// It was paid meanwhile.
        PaidMeanwhile = "paid_meanwhile",
        /// This gateway cannot close a page that was shown.
        Unsupported = "unsupported",
        /// No answer.
        Unknown = "unknown",
    }
}

/// What follows from the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExpireStep {
    /// Write this state, then decide the start again.
    Close(OrderState),
    /// Ask for the truth and settle it, then decide the start again.
    FetchFirst,
    /// Nothing can be started now.
    Refuse(ErrorCode),
}

/// What to do after `answer`, for an order in `state`.
///
/// A page that cannot be closed is given up: should it be paid all the same, the money becomes unapplied credit with a task.
pub fn after_expire(state: OrderState, answer: ExpireAnswer) -> ExpireStep {
    let event = match answer {
        ExpireAnswer::Expired => OrderEvent::Expired,
        ExpireAnswer::Unsupported => OrderEvent::Cancelled,
        ExpireAnswer::PaidMeanwhile => return ExpireStep::FetchFirst,
        ExpireAnswer::Unknown => return ExpireStep::Refuse(ErrorCode::GatewayUnavailable),
    };
    match (state, state.next(event)) {
        (OrderState::Processing | OrderState::Authorized, _) => ExpireStep::FetchFirst,
        (_, next) if next.is_live() => ExpireStep::FetchFirst,
        (_, next) => ExpireStep::Close(next),
    }
}
