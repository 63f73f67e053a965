//! What a gateway says when it is asked about one of its payments. Its answer is the only thing that settles an order.

use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

words! {
    /// The state of a payment at the gateway, in our words.
    GatewayState {
        /// Its page can be paid; nothing was tried, or the last try was declined and another is allowed.
        Open = "open",
        /// The payer is being asked to authenticate.
        ActionRequired = "action_required",
        /// The answer is not known yet (delayed methods).
        Processing = "processing",
        /// Held, not taken yet.
        Authorized = "authorized",
        /// Taken. Only the captures tell how much.
        Captured = "captured",
        /// Ended without money: refused.
        Failed = "failed",
        /// Ended without money: the payer gave up.
        Abandoned = "abandoned",
        /// Ended without money: its time ran out.
        Expired = "expired",
    }
}

words! {
    /// Why a bank declined, as far as it says so; decides which advice the payer gets.
    DeclineReason {
        /// Not enough money, or a ceiling reached.
        InsufficientFunds = "insufficient_funds",
        /// The card is too old.
        ExpiredCard = "expired_card",
        /// A number, date or code that was mistyped.
        WrongDetails = "wrong_details",
        /// The payer could not be authenticated (3-D Secure).
        AuthenticationFailed = "authentication_failed",
        /// The bank asks the payer to call.
        CallBank = "call_bank",
        /// The method cannot pay this.
        NotSupported = "not_supported",
        /// Lost, stolen or suspected of fraud: the payer is told no more than for [`DeclineReason::Other`].
        Blocked = "blocked",
        /// No reason was given.
        Other = "other",
        /// Nobody declined: the payer left the page, or took longer than it allows.
        GivenUp = "given_up",
    }
}

words! {
    /// The state of a refund at the gateway.
    RefundState {
        /// On its way.
        Pending = "pending",
        /// Money went back.
        Succeeded = "succeeded",
        /// It did not go back.
        Failed = "failed",
    }
}

/// The gateway's own name of a capture, unique together with the gateway account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaptureKey(pub String);

/// Money a gateway says it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The gateway's name of it.
    pub key: CaptureKey,
    /// How much.
    pub money: Money,
    /// When.
    #[serde(with = "time::serde::timestamp")]
    pub at: OffsetDateTime,
}

/// Money a gateway says it gave back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayRefund {
    /// The gateway's name of it, unique together with the gateway account.
    pub key: String,
    /// Of which capture.
    pub capture: CaptureKey,
    /// How much.
    pub money: Money,
    /// How far it is.
    pub state: RefundState,
}

/// The answer about one payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayTruth {
    /// The gateway's name of the payment.
    pub reference: String,
    /// How far it is.
    pub state: GatewayState,
    /// What was taken: all of it, not only what is new.
    pub captures: Vec<Capture>,
    /// What was given back: all of it.
    pub refunds: Vec<GatewayRefund>,
    /// Why the last try was declined.
    pub decline: Option<DeclineReason>,
}
