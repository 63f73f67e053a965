//! Settling: what one truth of a gateway changes in an order and in the ledger.
//!
//! Truths arrive late, twice and in any order. Whatever the order of arrival, the state and the sums booked are the same: a capture is
//! booked once, under its own name; an order succeeds on one capture of its exact amount; all other money is kept aside for a person.

use super::order::{OrderEvent, OrderState};
use super::truth::{Capture, CaptureKey, GatewayState, GatewayTruth};
use crate::ids::PaymentOrderId;
use crate::money::Money;
use serde::{Deserialize, Serialize};

words! {
    /// Why money received does not count towards the price.
    UnappliedReason {
        /// It came after the order was closed.
        Late = "late",
        /// The order was already paid.
        Duplicate = "duplicate",
        /// It came through another payment of the gateway than the order's.
        OtherPayment = "other_payment",
        /// Not the order's currency.
        WrongCurrency = "wrong_currency",
        /// Not the order's amount.
        WrongAmount = "wrong_amount",
        /// More than what was due when it came.
        Excess = "excess",
        /// The price fell below what was paid.
        PriceDecrease = "price_decrease",
    }
}

impl UnappliedReason {
    /// Whether the capture is nevertheless the one its order asked for.
    pub const fn is_of_order(self) -> bool {
        matches!(self, Self::Excess)
    }
}

/// An order, read under the payer's lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Which.
    pub id: PaymentOrderId,
    /// How far it is.
    pub state: OrderState,
    /// Its amount, fixed for ever.
    pub amount: Money,
    /// The gateway's name of its payment; `None` while the answer to the start is not recorded.
    pub reference: Option<String>,
    /// What the payer still owes, read under the same lock; zero when the trip is not open for payment.
    pub outstanding: Money,
}

/// A capture that the ledger already holds for this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedCapture {
    /// The gateway's name of it.
    pub key: CaptureKey,
    /// Why not all of it counts; `None` when all of it does.
    pub reason: Option<UnappliedReason>,
}

/// A capture to write into the ledger: one transaction, named after the capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Which, how much, when.
    pub capture: Capture,
    /// What of it counts towards the price.
    pub advances: Money,
    /// What of it is kept aside.
    pub unapplied: Money,
    /// Why something is kept aside; there exactly when `unapplied` is not zero.
    pub reason: Option<UnappliedReason>,
}

/// What else follows, each at most once for a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// A receipt for money that counts.
    Receipt(CaptureKey),
    /// A person has to look at money that does not.
    Task(CaptureKey, UnappliedReason),
}

/// What one truth changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The order's state afterwards.
    pub state: OrderState,
    /// What to book; empty when everything is booked.
    pub bookings: Vec<Booking>,
    /// What else follows.
    pub effects: Vec<Effect>,
}

/// What `truth` changes for `order`, of which `booked` captures are already in the ledger. Refunds are compared apart: [`super::compare_refunds`].
pub fn settle(order: &OrderView, truth: &GatewayTruth, booked: &[BookedCapture]) -> Settlement {
    let own = order.reference.as_ref().is_none_or(|reference| *reference == truth.reference);
    let mut state = order.state;
    // An order holds its capture exactly when it succeeded; rows are asked too, in case a state was lost.
    let mut paid = booked.iter().any(|capture| capture.reason.is_none_or(UnappliedReason::is_of_order));
    let outstanding = if order.outstanding.currency == order.amount.currency { order.outstanding.minor.max(0) } else { 0 };
    let (mut bookings, mut effects) = (Vec::<Booking>::new(), Vec::new());
    if paid {
        state = state.next(OrderEvent::CaptureAccepted);
    }

    // Two readings of the same captures must book the same one first, however the gateway lists them.
    let mut captures: Vec<&Capture> = truth.captures.iter().filter(|capture| capture.money.minor > 0).collect();
    captures.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.key.cmp(&b.key)));
    for capture in captures {
        if booked.iter().any(|known| known.key == capture.key) || bookings.iter().any(|new| new.capture.key == capture.key) {
            continue;
        }
        let zero = Money::zero(capture.money.currency);
        let (advances, unapplied, reason) = match refused(order.amount, state, paid, own, capture.money) {
            Some(reason) => (zero, capture.money, Some(reason)),
            None => {
                paid = true;
                state = state.next(OrderEvent::CaptureAccepted);
                let part = capture.money.minor.min(outstanding);
                let excess = capture.money.minor - part;
                let reason = (excess > 0).then_some(UnappliedReason::Excess);
                (Money::new(part, capture.money.currency), Money::new(excess, capture.money.currency), reason)
            }
        };
        if !advances.is_zero() {
            effects.push(Effect::Receipt(capture.key.clone()));
        }
        if let Some(reason) = reason {
            effects.push(Effect::Task(capture.key.clone(), reason));
        }
        bookings.push(Booking { capture: capture.clone(), advances, unapplied, reason });
    }
    // Money that came and does not fit is a matter for a person; it does not make the order look as if more were on its way.
    if own && (truth.state != GatewayState::Captured || truth.captures.is_empty()) {
        state = state.next(OrderEvent::Seen(truth.state));
    }
    Settlement { state, bookings, effects }
}

/// Why a capture is not the one the order asked for; `None` when it is.
fn refused(amount: Money, state: OrderState, paid: bool, own: bool, money: Money) -> Option<UnappliedReason> {
    match state {
        _ if money.currency != amount.currency => Some(UnappliedReason::WrongCurrency),
        OrderState::Expired | OrderState::Cancelled => Some(UnappliedReason::Late),
        _ if !own => Some(UnappliedReason::OtherPayment),
        _ if money != amount => Some(UnappliedReason::WrongAmount),
        OrderState::Succeeded | OrderState::Returned => Some(UnappliedReason::Duplicate),
        _ if paid => Some(UnappliedReason::Duplicate),
        OrderState::Created
        | OrderState::Open
        | OrderState::ActionRequired
        | OrderState::Processing
        | OrderState::Authorized
        | OrderState::Failed => None,
    }
}

impl GatewayTruth {
    /// A truth without captures, refunds or reasons.
    pub fn bare(reference: &str, state: GatewayState) -> Self {
        Self { reference: reference.to_owned(), state, captures: Vec::new(), refunds: Vec::new(), decline: None }
    }
}
