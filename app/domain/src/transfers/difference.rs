//! Differences between the books and what banks and gateways say: each is an item that a person decides on, and none is too small.

use super::matching::MatchReason;
use super::statement::{Direction, LineState};
use crate::error::UnknownWord;
use crate::ids::{DifferenceId, StatementLineId};
use crate::money::Money;
use std::fmt;
use std::str::FromStr;

/// What an item is about; printed as the id of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemId {
    /// A line of a statement.
    Line(StatementLineId),
    /// A fact of a gateway.
    Gateway(DifferenceId),
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(id) => id.fmt(f),
            Self::Gateway(id) => id.fmt(f),
        }
    }
}

impl FromStr for ItemId {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::Line).or_else(|_| text.parse().map(Self::Gateway))
    }
}

impl serde::Serialize for ItemId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for ItemId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

words! {
    /// In what the two sides differ.
    DifferenceKind {
        /// The bank says that money came, and nothing here says what for.
        UnmatchedCredit = "unmatched_credit",
        /// The bank says that money left, and nothing here says what for.
        UnmatchedDebit = "unmatched_debit",
        /// Both know it, in different currencies.
        CurrencyDiff = "currency_diff",
        /// Both know it, with different amounts.
        AmountDiff = "amount_diff",
        /// A gateway took money that the books do not hold.
        MissingHere = "missing_here",
        /// The books hold money that a gateway does not know.
        MissingThere = "missing_there",
        /// What a gateway holds of ours in all is not what the books say.
        BalanceDiff = "balance_diff",
    }
}

words! {
    /// How far an item is.
    DifferenceState {
        /// A person has to decide.
        Open = "open",
        /// Booked as what it is.
        Booked = "booked",
        /// To be sent back to where it came from.
        Returning = "returning",
        /// It was sent back.
        Returned = "returned",
        /// A person wrote down why it is right as it is.
        Explained = "explained",
        /// It is not there any more: both sides agree.
        Gone = "gone",
    }
}

/// What a person may decide about a line of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineDecision {
    /// It is this payment, or this refund.
    Book,
    /// It is nobody's here: it goes back to its sender.
    Return,
    /// It is right as it is, for a reason that is written down.
    Explain,
    /// It is what a gateway paid out, or drew.
    Payout,
}

impl LineState {
    /// The state after a decision; `None` when there is nothing (left) to decide so.
    pub const fn decided(self, direction: Direction, decision: LineDecision) -> Option<Self> {
        match (self, direction, decision) {
            (Self::Proposed | Self::Unmatched, Direction::In, LineDecision::Return) => Some(Self::Returning),
            (Self::Proposed | Self::Unmatched | Self::Outgoing, _, LineDecision::Book) => Some(Self::Booked),
            (Self::Proposed | Self::Unmatched | Self::Outgoing, _, LineDecision::Payout) => Some(Self::Booked),
            (Self::Returning, Direction::In, LineDecision::Payout) => Some(Self::Booked),
            (Self::Proposed | Self::Unmatched | Self::Outgoing, _, LineDecision::Explain) => Some(Self::SetAside),
            // Whoever planned to send it back may find out what it was.
            (Self::Returning, Direction::In, LineDecision::Book) => Some(Self::Booked),
            (Self::Returning, Direction::In, LineDecision::Explain) => Some(Self::SetAside),
            (
                Self::Proposed
                | Self::Unmatched
                | Self::Outgoing
                | Self::Returning
                | Self::Returned
                | Self::Exact
                | Self::Booked
                | Self::SetAside
                | Self::Pending
                | Self::Unreadable,
                _,
                _,
            ) => None,
        }
    }

    /// The same as an item; `None` for a line that is none.
    pub const fn as_item(self) -> Option<DifferenceState> {
        match self {
            Self::Proposed | Self::Unmatched | Self::Outgoing => Some(DifferenceState::Open),
            Self::Booked => Some(DifferenceState::Booked),
            Self::Returning => Some(DifferenceState::Returning),
            Self::Returned => Some(DifferenceState::Returned),
            Self::SetAside => Some(DifferenceState::Explained),
            Self::Exact | Self::Pending | Self::Unreadable => None,
        }
    }
}

impl DifferenceKind {
    /// In what two sides differ about one fact, to the cent; `None` when they agree.
    pub fn between(theirs: Option<Money>, ours: Option<Money>) -> Option<Self> {
        match (theirs, ours) {
            (Some(theirs), Some(ours)) if theirs == ours => None,
            (Some(theirs), Some(ours)) if theirs.currency != ours.currency => Some(Self::CurrencyDiff),
            (Some(_), Some(_)) => Some(Self::AmountDiff),
            (Some(_), None) => Some(Self::MissingHere),
            (None, Some(_)) => Some(Self::MissingThere),
            (None, None) => None,
        }
    }

    /// What a line of a statement is that leaves something to decide; `None` for one that does not.
    pub const fn of_line(state: LineState, direction: Direction, reason: Option<MatchReason>) -> Option<Self> {
        match (state, direction, reason) {
            (LineState::Proposed, Direction::In, Some(MatchReason::OtherCurrency)) => Some(Self::CurrencyDiff),
            (LineState::Proposed, Direction::Out, Some(MatchReason::OtherAmount)) => Some(Self::AmountDiff),
            (LineState::Proposed | LineState::Unmatched, Direction::In, _) => Some(Self::UnmatchedCredit),
            (LineState::Proposed | LineState::Outgoing | LineState::Unmatched, Direction::Out, _) => Some(Self::UnmatchedDebit),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECISIONS: [LineDecision; 4] = [LineDecision::Book, LineDecision::Return, LineDecision::Explain, LineDecision::Payout];

    #[test]
    fn what_was_decided_stays_decided() {
        for state in LineState::ALL {
            for direction in Direction::ALL {
                assert_eq!(state.decided(*direction, LineDecision::Explain).is_some(), state.may_change(*direction), "{state}");
                for decision in DECISIONS {
                    let next = state.decided(*direction, decision);
                    assert!(next.is_none_or(|next| !next.is_open()), "{state} {decision:?}");
                    assert!(next.is_none() || decision != LineDecision::Return || *direction == Direction::In);
                }
            }
        }
        assert_eq!(LineState::Booked.decided(Direction::In, LineDecision::Explain), None);
        assert_eq!(LineState::Returned.decided(Direction::In, LineDecision::Book), None);
    }

    #[test]
    fn two_sides_agree_to_the_cent_or_not_at_all() {
        use crate::money::Currency;
        let (one, other, franc) = (Money::new(100, Currency::EUR), Money::new(101, Currency::EUR), Money::new(100, Currency::CHF));
        for (theirs, ours, kind) in [
            (Some(one), Some(one), None),
            (None, None, None),
            (Some(one), Some(other), Some(DifferenceKind::AmountDiff)),
            (Some(one), Some(franc), Some(DifferenceKind::CurrencyDiff)),
            (Some(one), None, Some(DifferenceKind::MissingHere)),
            (None, Some(one), Some(DifferenceKind::MissingThere)),
        ] {
            assert_eq!(DifferenceKind::between(theirs, ours), kind);
        }
    }

    #[test]
    fn an_item_is_named_by_what_it_is_about() {
        for text in ["line_0190a0b0c0d07000800000000000000a", "difference_0190a0b0c0d07000800000000000000a"] {
            assert_eq!(text.parse::<ItemId>().map(|id| id.to_string()).as_deref(), Ok(text));
        }
        assert!("trip_0190a0b0c0d07000800000000000000a".parse::<ItemId>().is_err());
    }

    #[test]
    fn whatever_is_open_is_an_item_of_some_kind() {
        for state in LineState::ALL.iter().filter(|state| state.is_open()) {
            assert_eq!(state.as_item(), Some(DifferenceState::Open));
            for direction in Direction::ALL {
                let fits = *state != LineState::Outgoing || *direction == Direction::Out;
                for reason in [None, Some(MatchReason::OtherCurrency), Some(MatchReason::Nothing)] {
                    assert_eq!(DifferenceKind::of_line(*state, *direction, reason).is_some(), fits, "{state} {direction}");
                }
            }
        }
    }
}
