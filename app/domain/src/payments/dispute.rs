//! Disputes: a payer's bank takes a capture back, until it is decided whose the money is.
//!
//! A dispute changes nothing of what the payer has paid: it is between the house and the bank. The money is withdrawn once, and then comes back or
//! is lost once, in whatever order the news comes; a fee stays the house's, whoever wins.

use super::truth::CaptureKey;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

words! {
    /// How far a dispute is.
    DisputeStage {
        /// The payer's bank asks; nothing was taken yet.
        Opened = "opened",
        /// The money was taken from us.
        Withdrawn = "funds_withdrawn",
        /// Decided for us: what was taken came back.
        Won = "won",
        /// Decided against us: it is gone.
        Lost = "lost",
    }
}

impl DisputeStage {
    /// The stage after a gateway said `seen`: never back, and a decision stands.
    pub const fn next(self, seen: Self) -> Self {
        match (self, seen) {
            (Self::Won | Self::Lost, _) => self,
            (_, Self::Won | Self::Lost) => seen,
            (Self::Withdrawn, _) | (_, Self::Withdrawn) => Self::Withdrawn,
            (Self::Opened, Self::Opened) => Self::Opened,
        }
    }

    /// Whether it is decided.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Won | Self::Lost)
    }

    /// Whether money of the capture may go back to the payer: not while the bank may take it, or has.
    pub const fn blocks_refunds(self) -> bool {
        !matches!(self, Self::Won)
    }
}

/// A dispute as a gateway tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayDispute {
    /// The gateway's name of it.
    pub key: String,
    /// Of which capture.
    pub capture: CaptureKey,
    /// How much is disputed.
    pub money: Money,
    /// What was taken from us; zero until then.
    pub taken: Money,
    /// What the gateway charges for it; zero until then.
    pub fee: Money,
    /// How far it is.
    pub stage: DisputeStage,
    /// Until when we may answer.
    #[serde(with = "time::serde::timestamp::option")]
    pub answer_by: Option<OffsetDateTime>,
}

words! {
    /// A fact of a dispute that the ledger holds at most once.
    DisputeFact {
        /// The money was taken.
        Withdrawn = "withdrawn",
        /// It came back.
        Won = "won",
        /// It is gone.
        Lost = "lost",
    }
}

/// The facts that the ledger has to hold of a dispute at `stage`, of which `taken` was taken, in the order of booking.
pub fn dispute_facts(stage: DisputeStage, taken: Money) -> &'static [DisputeFact] {
    match (stage, taken.minor > 0) {
        (_, false) | (DisputeStage::Opened, true) => &[],
        (DisputeStage::Withdrawn, true) => &[DisputeFact::Withdrawn],
        (DisputeStage::Won, true) => &[DisputeFact::Withdrawn, DisputeFact::Won],
        (DisputeStage::Lost, true) => &[DisputeFact::Withdrawn, DisputeFact::Lost],
    }
}
