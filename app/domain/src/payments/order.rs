//! The life of a payment order: one intention to pay one amount.

use super::truth::{DeclineReason, GatewayState, GatewayTruth};
use serde::{Deserialize, Serialize};

words! {
    /// The state of a payment order.
    OrderState {
        /// Written down; the gateway may or may not know of it.
        Created = "created",
        /// The gateway's page can be paid.
        Open = "open",
        /// The payer is being asked to authenticate.
        ActionRequired = "action_required",
        /// The bank has not answered for good.
        Processing = "processing",
        /// Held, not taken yet.
        Authorized = "authorized",
        /// Taken, in the right amount and currency, once.
        Succeeded = "succeeded",
        /// The gateway says that no money came.
        Failed = "failed",
        /// Closed at the gateway before it was paid.
        Expired = "expired",
        /// Closed by us.
        Cancelled = "cancelled",
        /// It had succeeded, and the payer's bank took the debit back.
        Returned = "returned",
    }
}

/// What can happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderEvent {
    /// The gateway accepted the start: its page exists.
    StartAccepted,
    /// The answer to the start was lost: it is asked again with the same key.
    StartUnknown,
    /// The gateway refused the start.
    StartRejected,
    /// The gateway says how far the payment is.
    Seen(GatewayState),
    /// A capture of the right amount and currency was accepted for this order.
    CaptureAccepted,
    /// The gateway closed the page on our demand.
    Expired,
    /// We closed the order, the page being closed or impossible to close.
    Cancelled,
    /// The debit that had paid it came back.
    Returned,
}

impl OrderState {
    /// Whether the order may still lead to money by itself; a payer has at most one such order.
    pub const fn is_live(self) -> bool {
        match self {
            Self::Created | Self::Open | Self::ActionRequired | Self::Processing | Self::Authorized => true,
            Self::Succeeded | Self::Failed | Self::Expired | Self::Cancelled | Self::Returned => false,
        }
    }

    /// The state after `event`. What does not apply changes nothing, so that events may come late, twice and in any order.
    pub const fn next(self, event: OrderEvent) -> Self {
        use OrderEvent as E;
        match (self, event) {
            (Self::Succeeded, E::Returned) => Self::Returned,
            // Only we expire and cancel; after that, money is for unapplied credit and the order rests.
            (Self::Succeeded | Self::Expired | Self::Cancelled | Self::Returned, _) | (_, E::Returned) => self,
            (_, E::CaptureAccepted) => Self::Succeeded,
            // The same payment may still be captured (above), nothing else wakes a failed order.
            (Self::Failed, _) => self,
            (Self::Created, E::StartAccepted) => Self::Open,
            (Self::Created, E::StartRejected) => Self::Failed,
            (_, E::StartAccepted | E::StartUnknown | E::StartRejected) => self,
            (Self::Created | Self::Open | Self::ActionRequired, E::Expired) => Self::Expired,
            // Money may be on its way: the gateway has to say first what became of it.
            (_, E::Expired) => self,
            (_, E::Cancelled) => Self::Cancelled,
            (_, E::Seen(seen)) => self.later_of(Self::of(seen)),
        }
    }

    /// The live state a gateway's word stands for. "Captured" without an accepted capture is only on its way.
    const fn of(seen: GatewayState) -> Self {
        match seen {
            GatewayState::Open => Self::Open,
            GatewayState::ActionRequired => Self::ActionRequired,
            GatewayState::Processing => Self::Processing,
            GatewayState::Authorized | GatewayState::Captured => Self::Authorized,
            GatewayState::Failed | GatewayState::Abandoned | GatewayState::Expired => Self::Failed,
        }
    }

    const fn later_of(self, other: Self) -> Self {
        if other.step() > self.step() { other } else { self }
    }

    const fn step(self) -> u8 {
        match self {
            Self::Created => 0,
            Self::Open => 1,
            Self::ActionRequired => 2,
            Self::Processing => 3,
            Self::Authorized => 4,
            Self::Failed | Self::Expired | Self::Cancelled | Self::Succeeded | Self::Returned => 5,
        }
    }
}

words! {
    /// What the page after the payment says.
    PaymentOutcome {
        /// The money is here.
        Paid = "paid",
        /// The money is on its way, or came and is being looked at.
        Pending = "pending",
        /// The bank said no; nothing was taken.
        Declined = "declined",
        /// Nothing was tried, or the payer left; nothing was taken.
        Abandoned = "abandoned",
        /// The gateway could not be asked.
        Unknown = "unknown",
        /// It was here, and the payer's bank took it back.
        Returned = "returned",
    }
}

/// What to tell the payer: from the order and the last truth about it. Never says that nothing was taken without proof.
pub fn outcome(state: OrderState, last: Option<&GatewayTruth>) -> PaymentOutcome {
    use PaymentOutcome as P;
    let captured = last.is_some_and(|truth| !truth.captures.is_empty() || truth.state == GatewayState::Captured);
    let declined = last.and_then(|truth| truth.decline).is_some_and(|reason| reason != DeclineReason::GivenUp);
    match (state, last.map(|truth| truth.state)) {
        (OrderState::Succeeded, _) => P::Paid,
        (OrderState::Returned, _) => P::Returned,
        // Money that does not fit its order (late, twice, another amount): never "nothing was taken".
        _ if captured => P::Pending,
        (OrderState::Processing | OrderState::Authorized, _) => P::Pending,
        (OrderState::Failed, Some(GatewayState::Abandoned | GatewayState::Expired)) => P::Abandoned,
        (OrderState::Failed, _) => P::Declined,
        (OrderState::Expired, _) => P::Abandoned,
        // Given up without an answer: its page may have been paid.
        (OrderState::Cancelled | OrderState::Created | OrderState::Open | OrderState::ActionRequired, None) => P::Unknown,
        (OrderState::Cancelled, Some(_)) => P::Abandoned,
        (OrderState::Created | OrderState::Open | OrderState::ActionRequired, Some(GatewayState::Open)) if declined => P::Declined,
        (OrderState::Created | OrderState::Open, Some(GatewayState::Open)) => P::Abandoned,
        (OrderState::Created | OrderState::Open | OrderState::ActionRequired, Some(_)) => P::Pending,
    }
}
