//! The life of a refund.

use crate::payments::truth::RefundState;
use serde::{Deserialize, Serialize};

words! {
    /// How far a refund is.
    RefundStage {
        /// Written down; nobody outside knows of it.
        Requested = "requested",
        /// The gateway was asked; its answer is not known.
        Sent = "sent",
        /// The gateway has it; the money is on its way.
        Pending = "pending",
        /// The money went back.
        Succeeded = "succeeded",
        /// It did not go back, or came back to us.
        Failed = "failed",
    }
}

words! {
    /// How the money goes back.
    #[derive(Default)]
    RefundWay {
        /// Through the gateway, to where it came from.
        #[default]
        Gateway = "gateway",
        /// By a transfer that a person makes at the bank.
        Transfer = "transfer",
    }
}

words! {
    /// Who began it.
    RefundOrigin {
        /// Staff, here.
        House = "house",
        /// Somebody in the gateway's own back office: never sent by us.
        Gateway = "gateway",
    }
}

impl RefundStage {
    /// Whether nothing is expected any more; one that succeeded may still come back.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Requested | Self::Sent | Self::Pending => false,
            Self::Succeeded | Self::Failed => true,
        }
    }

    /// Whether its amount is spoken for: everything that did not fail.
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Failed)
    }
}

/// How far a refund is, and on which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundStand {
    /// How far.
    pub stage: RefundStage,
    /// On which way.
    pub way: RefundWay,
}

/// What can happen to a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefundEvent {
    /// The gateway is about to be asked.
    Sent,
    /// The gateway says how far it is.
    Seen(RefundState),
    /// The gateway cannot: a person makes a transfer.
    Impossible,
    /// A person made the transfer.
    Paid,
    /// A person decided against the transfer.
    GivenUp,
}

/// What a change of state writes into the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefundBooking {
    /// The money left.
    Left,
    /// It had left, and came back.
    CameBack,
}

impl RefundStand {
    /// One that was just written down.
    pub const fn new(way: RefundWay) -> Self {
        Self { stage: RefundStage::Requested, way }
    }

    /// The state after `event`. What does not apply changes nothing, so that news may come late, twice and in any order.
    pub const fn next(self, event: RefundEvent) -> Self {
        use RefundEvent as E;
        use RefundStage as S;
        let Self { stage, way } = self;
        match (way, stage, event) {
            (_, S::Failed, _) => self,
            (RefundWay::Gateway, _, E::Seen(RefundState::Failed)) => Self { stage: S::Failed, way },
            (_, S::Succeeded, _) => self,
            (RefundWay::Gateway, S::Requested, E::Sent) => Self { stage: S::Sent, way },
            (RefundWay::Gateway, S::Requested | S::Sent, E::Impossible) => Self::new(RefundWay::Transfer),
            (RefundWay::Gateway, _, E::Seen(RefundState::Pending)) => Self { stage: S::Pending, way },
            (RefundWay::Gateway, _, E::Seen(RefundState::Succeeded)) => Self { stage: S::Succeeded, way },
            (RefundWay::Gateway, _, E::Sent | E::Impossible | E::Paid | E::GivenUp) => self,
            (RefundWay::Transfer, _, E::Paid) => Self { stage: S::Succeeded, way },
            (RefundWay::Transfer, _, E::GivenUp) => Self { stage: S::Failed, way },
            (RefundWay::Transfer, _, E::Sent | E::Seen(_) | E::Impossible) => self,
        }
    }

    /// What the ledger has to hear of a move from here to `next`.
    pub const fn booking(self, next: Self) -> Option<RefundBooking> {
        match (self.stage, next.stage) {
            (RefundStage::Requested | RefundStage::Sent | RefundStage::Pending, RefundStage::Succeeded) => Some(RefundBooking::Left),
            (RefundStage::Succeeded, RefundStage::Failed) => Some(RefundBooking::CameBack),
            _ => None,
        }
    }
}
