//! The life of a payment at the bank, as one table. No clock, no storage, no money.

use serde::{Deserialize, Serialize};

/// Declines after which the page gives up.
pub(crate) const LAST_DECLINE: usize = 4;

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// The page may be paid.
    Open,
    /// The 3-D Secure page was shown and not answered.
    ActionRequired,
    /// The buyer is done, and their bank has not answered for good: a direct debit.
    Processing,
    /// Money was taken.
    Captured,
    /// Too many declines.
    Failed,
    /// The buyer pressed cancel.
    Abandoned,
    /// Its time ran out, or the merchant closed it.
    Expired,
}

impl State {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::ActionRequired => "action_required",
            Self::Processing => "processing",
            Self::Captured => "captured",
            Self::Failed => "failed",
            Self::Abandoned => "abandoned",
            Self::Expired => "expired",
        }
    }

    /// Whether the buyer can still do something.
    pub(crate) fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::ActionRequired)
    }
}

/// What happens to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The card wants 3-D Secure.
    Challenge,
    /// The answer takes days.
    Delay,
    /// The card pays.
    Capture,
    /// The card is refused; `earlier` declines came before.
    Decline {
        /// Declines already recorded.
        earlier: usize,
    },
    /// The buyer presses cancel.
    Abandon,
    /// The page closes.
    Expire,
}

/// The state after a deed; `None` when the state does not allow it and nothing may change.
pub(crate) fn step(state: State, deed: Deed) -> Option<State> {
    match (state, deed) {
        (State::Open | State::ActionRequired, Deed::Challenge) => Some(State::ActionRequired),
        (State::Open | State::ActionRequired, Deed::Capture) => Some(State::Captured),
        (State::Open | State::ActionRequired, Deed::Decline { earlier }) => {
            if earlier + 1 >= LAST_DECLINE {
                Some(State::Failed)
            } else {
                Some(State::Open)
            }
        }
        (State::Open | State::ActionRequired, Deed::Delay) => Some(State::Processing),
        (State::Processing, Deed::Capture) => Some(State::Captured),
        (State::Processing, Deed::Decline { .. }) => Some(State::Failed),
        (State::Processing, Deed::Challenge | Deed::Delay | Deed::Abandon | Deed::Expire) => None,
        (State::Open | State::ActionRequired, Deed::Abandon) => Some(State::Abandoned),
        (State::Open | State::ActionRequired, Deed::Expire) => Some(State::Expired),
        (State::Captured | State::Failed | State::Abandoned | State::Expired, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEEDS: [Deed; 6] = [Deed::Challenge, Deed::Delay, Deed::Capture, Deed::Decline { earlier: 0 }, Deed::Abandon, Deed::Expire];

    #[test]
    fn ended_payments_stay_ended() {
        for state in [State::Captured, State::Failed, State::Abandoned, State::Expired] {
            for deed in DEEDS {
                assert_eq!(step(state, deed), None, "{state:?} {deed:?}");
            }
        }
    }

    #[test]
    fn the_fourth_decline_ends_it() {
        let after: Vec<_> = (0..4).map(|earlier| step(State::Open, Deed::Decline { earlier })).collect();
        assert_eq!(after, [Some(State::Open), Some(State::Open), Some(State::Open), Some(State::Failed)]);
    }

    #[test]
    fn a_debit_under_way_is_taken_or_refused_and_nothing_else() {
        assert_eq!(step(State::Open, Deed::Delay), Some(State::Processing));
        let after: Vec<_> = DEEDS.into_iter().filter_map(|deed| step(State::Processing, deed)).collect();
        assert_eq!(after, [State::Captured, State::Failed]);
        assert!(!State::Processing.is_live(), "its page is over");
    }

    #[test]
    fn a_refused_challenge_reopens() {
        assert_eq!(step(State::ActionRequired, Deed::Decline { earlier: 1 }), Some(State::Open));
        assert_eq!(step(State::ActionRequired, Deed::Capture), Some(State::Captured));
    }
}
