//! The life of a trip: draft → proposed → confirmed → completed, cancelled from any open state.

use super::content::Trip;
use super::quote::quote;
use crate::error::{ErrorCode, Refusal};
use time::Date;

words! {
    /// Where a trip is in its life.
    #[derive(Default)]
    TripState {
        /// Being written; its client does not see it.
        #[default]
        Draft = "draft",
        /// Shown to its client, who may accept it by paying the deposit.
        Proposed = "proposed",
        /// Sold.
        Confirmed = "confirmed",
        /// Travelled.
        Completed = "completed",
        /// Given up; money paid stays in the books.
        Cancelled = "cancelled",
    }
}

impl TripState {
    /// Whether its client sees it.
    pub const fn is_visible_to_client(self) -> bool {
        match self {
            Self::Draft => false,
            Self::Proposed | Self::Confirmed | Self::Completed | Self::Cancelled => true,
        }
    }

    /// Whether its content may change.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Draft | Self::Proposed | Self::Confirmed => true,
            Self::Completed | Self::Cancelled => false,
        }
    }

    /// Whether its client may pay.
    pub const fn is_payable(self) -> bool {
        match self {
            Self::Proposed | Self::Confirmed => true,
            Self::Draft | Self::Completed | Self::Cancelled => false,
        }
    }
}

words! {
    /// A move from one state to another.
    TripMove {
        /// Show it to the client.
        Propose = "propose",
        /// Take a proposal back to draft.
        Withdraw = "withdraw",
        /// It is sold.
        Confirm = "confirm",
        /// It was travelled.
        Complete = "complete",
        /// It will not take place.
        Cancel = "cancel",
    }
}

/// What the guards of a move look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Dates, at least one traveller, at least one line that counts, a price above zero.
    pub complete: bool,
    /// The instalments add up to the price.
    pub scheduled: bool,
    /// Money was received or a payment is under way.
    pub paid: bool,
    /// The last day of the trip is behind us.
    pub over: bool,
}

impl Readiness {
    /// Looks at a trip on the day `today`.
    pub fn of(trip: &Trip, scheduled: bool, paid: bool, today: Date) -> Self {
        let priced = quote(trip).is_some_and(|quote| quote.price.minor > 0);
        Self {
            complete: trip.starts_on.is_some() && trip.ends_on.is_some() && !trip.travellers.is_empty() && priced,
            scheduled,
            paid,
            over: trip.ends_on.is_some_and(|end| end < today),
        }
    }
}

/// The state after a move.
///
/// # Errors
/// [`ErrorCode::TripIncomplete`], [`ErrorCode::SumDiffers`], [`ErrorCode::TripClosed`] or [`ErrorCode::MoveRefused`].
pub fn next(state: TripState, wanted: TripMove, ready: Readiness) -> Result<TripState, Refusal> {
    match (state, wanted) {
        (TripState::Draft, TripMove::Propose) | (TripState::Proposed, TripMove::Confirm) => match (ready.complete, ready.scheduled) {
            (false, _) => Err(ErrorCode::TripIncomplete.into()),
            (true, false) => Err(ErrorCode::SumDiffers.into()),
            (true, true) => Ok(if state == TripState::Draft { TripState::Proposed } else { TripState::Confirmed }),
        },
        (TripState::Proposed, TripMove::Withdraw) if !ready.paid => Ok(TripState::Draft),
        (TripState::Confirmed, TripMove::Complete) if ready.over => Ok(TripState::Completed),
        (TripState::Draft | TripState::Proposed | TripState::Confirmed, TripMove::Cancel) => Ok(TripState::Cancelled),
        (TripState::Completed | TripState::Cancelled, _) => Err(ErrorCode::TripClosed.into()),
        (TripState::Draft, TripMove::Withdraw | TripMove::Confirm | TripMove::Complete)
        | (TripState::Proposed, TripMove::Propose | TripMove::Withdraw | TripMove::Complete)
        | (TripState::Confirmed, TripMove::Propose | TripMove::Withdraw | TripMove::Confirm | TripMove::Complete) => {
            Err(Refusal::new(ErrorCode::MoveRefused).with("state", state))
        }
    }
}

/// The moves that a state offers, whether or not their guards hold today.
pub fn moves_from(state: TripState) -> &'static [TripMove] {
    match state {
        TripState::Draft => &[TripMove::Propose, TripMove::Cancel],
        TripState::Proposed => &[TripMove::Confirm, TripMove::Withdraw, TripMove::Cancel],
        TripState::Confirmed => &[TripMove::Complete, TripMove::Cancel],
        TripState::Completed | TripState::Cancelled => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Readiness = Readiness { complete: true, scheduled: true, paid: false, over: false };

    #[test]
    fn only_offered_moves_can_succeed() {
        for state in TripState::ALL {
            for wanted in TripMove::ALL {
                let anything = Readiness { over: true, ..READY };
                assert_eq!(next(*state, *wanted, anything).is_ok(), moves_from(*state).contains(wanted), "{state} {wanted}");
            }
        }
    }

    #[test]
    fn guards_hold() {
        let code = |state, wanted, ready| next(state, wanted, ready).map_err(|refusal| refusal.code);
        assert_eq!(code(TripState::Draft, TripMove::Propose, Readiness { complete: false, ..READY }), Err(ErrorCode::TripIncomplete));
        assert_eq!(code(TripState::Draft, TripMove::Propose, Readiness { scheduled: false, ..READY }), Err(ErrorCode::SumDiffers));
        assert_eq!(code(TripState::Proposed, TripMove::Withdraw, Readiness { paid: true, ..READY }), Err(ErrorCode::MoveRefused));
        assert_eq!(code(TripState::Confirmed, TripMove::Complete, READY), Err(ErrorCode::MoveRefused));
        assert_eq!(code(TripState::Cancelled, TripMove::Confirm, READY), Err(ErrorCode::TripClosed));
    }
}
