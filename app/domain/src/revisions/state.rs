//! The life of a change of price that somebody was told of, or asked about: proposed → accepted, declined, withdrawn or lapsed.

use crate::error::{ErrorCode, Refusal};
use time::Date;

words! {
    /// Where a change of price is in its life.
    RevisionState {
        /// Within what the law allows without asking: it held at once, and people were told.
        Applied = "applied",
        /// Its traveller is asked.
        Proposed = "proposed",
        /// They said yes: it holds.
        Accepted = "accepted",
        /// They said no.
        Declined = "declined",
        /// The agency took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time: nothing changes.
        Lapsed = "lapsed",
    }
}

/// What can happen to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionEvent {
    /// Its traveller says yes.
    Accept,
    /// They say no.
    Decline,
    /// The agency takes it back.
    Withdraw,
    /// Its last day has passed.
    Lapse,
}

/// The state after an event on `today`, for a proposal that can be answered until `answer_by`, that day included.
///
/// # Errors
/// [`ErrorCode::RevisionLapsed`] for an answer that comes too late, [`ErrorCode::RevisionOver`] when it was decided before, [`ErrorCode::MoveRefused`] for one
/// that can still be answered and therefore does not lapse.
pub fn next(state: RevisionState, event: RevisionEvent, answer_by: Date, today: Date) -> Result<RevisionState, Refusal> {
    let late = today > answer_by;
    match (state, event) {
        (RevisionState::Proposed, RevisionEvent::Withdraw) => Ok(RevisionState::Withdrawn),
        (RevisionState::Proposed, RevisionEvent::Accept | RevisionEvent::Decline) if late => Err(ErrorCode::RevisionLapsed.into()),
        (RevisionState::Proposed, RevisionEvent::Accept) => Ok(RevisionState::Accepted),
        (RevisionState::Proposed, RevisionEvent::Decline) => Ok(RevisionState::Declined),
        (RevisionState::Proposed, RevisionEvent::Lapse) if late => Ok(RevisionState::Lapsed),
        (RevisionState::Proposed, RevisionEvent::Lapse) => Err(ErrorCode::MoveRefused.into()),
        (
            RevisionState::Applied | RevisionState::Accepted | RevisionState::Declined | RevisionState::Withdrawn | RevisionState::Lapsed,
            RevisionEvent::Accept | RevisionEvent::Decline | RevisionEvent::Withdraw | RevisionEvent::Lapse,
        ) => Err(ErrorCode::RevisionOver.into()),
    }
}

words! {
    /// How a change of price stands, as people see it.
    RevisionStand {
        /// It can be answered.
        Open = "open",
        /// The trip has changed since it was proposed: it can no longer be accepted, and the agency proposes again.
        Stale = "stale",
        /// See [`RevisionState::Applied`].
        Applied = "applied",
        /// See [`RevisionState::Accepted`].
        Accepted = "accepted",
        /// See [`RevisionState::Declined`].
        Declined = "declined",
        /// See [`RevisionState::Withdrawn`].
        Withdrawn = "withdrawn",
        /// See [`RevisionState::Lapsed`].
        Lapsed = "lapsed",
    }
}

/// How a change stands on `today`. `proposed_on` is the version of the trip it was proposed against, `version` the present one.
pub fn stand(state: RevisionState, answer_by: Date, today: Date, proposed_on: i64, version: i64) -> RevisionStand {
    match state {
        RevisionState::Proposed if today > answer_by => RevisionStand::Lapsed,
        RevisionState::Proposed if proposed_on != version => RevisionStand::Stale,
        RevisionState::Proposed => RevisionStand::Open,
        RevisionState::Applied => RevisionStand::Applied,
        RevisionState::Accepted => RevisionStand::Accepted,
        RevisionState::Declined => RevisionStand::Declined,
        RevisionState::Withdrawn => RevisionStand::Withdrawn,
        RevisionState::Lapsed => RevisionStand::Lapsed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::from_iso;

    const EVENTS: [RevisionEvent; 4] = [RevisionEvent::Accept, RevisionEvent::Decline, RevisionEvent::Withdraw, RevisionEvent::Lapse];

    fn after(state: RevisionState, event: RevisionEvent, today: &str) -> Result<RevisionState, ErrorCode> {
        next(state, event, from_iso("2027-03-10").unwrap(), from_iso(today).unwrap()).map_err(|refusal| refusal.code)
    }

    #[test]
    fn only_a_proposal_is_decided_and_only_once() {
        for state in RevisionState::ALL.iter().copied().filter(|state| *state != RevisionState::Proposed) {
            for event in EVENTS {
                assert_eq!(after(state, event, "2027-03-01"), Err(ErrorCode::RevisionOver), "{state} {event:?}");
            }
        }
        for (event, state) in [
            (RevisionEvent::Accept, RevisionState::Accepted),
            (RevisionEvent::Decline, RevisionState::Declined),
            (RevisionEvent::Withdraw, RevisionState::Withdrawn),
        ] {
            assert_eq!(after(RevisionState::Proposed, event, "2027-03-10"), Ok(state), "on the last day");
        }
    }

    #[test]
    fn silence_is_no_consent() {
        assert_eq!(after(RevisionState::Proposed, RevisionEvent::Lapse, "2027-03-10"), Err(ErrorCode::MoveRefused));
        assert_eq!(after(RevisionState::Proposed, RevisionEvent::Lapse, "2027-03-11"), Ok(RevisionState::Lapsed));
        for answer in [RevisionEvent::Accept, RevisionEvent::Decline] {
            assert_eq!(after(RevisionState::Proposed, answer, "2027-03-11"), Err(ErrorCode::RevisionLapsed));
        }
        assert_eq!(after(RevisionState::Proposed, RevisionEvent::Withdraw, "2027-03-11"), Ok(RevisionState::Withdrawn));
    }

    #[test]
    fn what_people_see_follows_the_day_and_the_trip() {
        let seen = |state, today: &str, version| stand(state, from_iso("2027-03-10").unwrap(), from_iso(today).unwrap(), 4, version);
        assert_eq!(seen(RevisionState::Proposed, "2027-03-10", 4), RevisionStand::Open);
        assert_eq!(seen(RevisionState::Proposed, "2027-03-10", 5), RevisionStand::Stale);
        assert_eq!(seen(RevisionState::Proposed, "2027-03-11", 5), RevisionStand::Lapsed);
        assert_eq!(seen(RevisionState::Declined, "2027-03-11", 5), RevisionStand::Declined);
    }
}
