//! What staff say about a rise, and what its traveller answers, as typed.

use super::{Revision, RevisionCause, RevisionEvent, RevisionLaw, for_cause};
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::text;
use serde::{Deserialize, Serialize};

/// Characters of the explanation, at most.
pub const REASON_MAX: usize = 2_000;

/// What staff type when the price of a sold trip changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevisionDraft {
    /// The name of the change that was looked at; empty before.
    pub seen: String,
    /// A [`RevisionCause`].
    pub cause: String,
    /// How the new price was calculated; the traveller reads it.
    pub reason: String,
}

/// A rise that was explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revise {
    /// [`Revision::Apply`] or [`Revision::Ask`].
    pub revision: Revision,
    /// Why.
    pub cause: RevisionCause,
    /// How it was calculated.
    pub reason: String,
}

impl RevisionDraft {
    /// Checks what was said about a change that asks for `revision` under `law`; `None` when it asks for nothing.
    ///
    /// # Errors
    /// `cause` ([`ErrorCode::RevisionTooLate`] with the `days` of notice, when it is not the traveller's wish) and `reason`.
    pub fn check(&self, revision: Revision, law: RevisionLaw) -> Result<Option<Revise>, FieldErrors> {
        if revision == Revision::Free {
            return Ok(None);
        }
        let mut errors = FieldErrors::new();
        let cause = errors.take("revision[cause]", text::choice::<RevisionCause>(&self.cause));
        let reason = errors.take("revision[reason]", text::required(&self.reason, REASON_MAX));
        let revision = cause.map(|cause| for_cause(revision, cause));
        if revision == Some(Revision::Refuse) {
            errors.add("revision[cause]", Refusal::new(ErrorCode::RevisionTooLate).with("days", law.notice_days));
        }
        errors.finish(|| Some(Some(Revise { revision: revision?, cause: cause?, reason: reason? })))
    }
}

/// What a traveller answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerDraft {
    /// `accept` or `decline`.
    pub answer: String,
    /// Not empty when whoever declines knows that the trip ends with it.
    pub sure: String,
}

impl AnswerDraft {
    /// The answer to a change for `cause`. To refuse what the agency wants gives the trip up, which is said twice; to refuse what one asked for oneself keeps
    /// the trip as it is.
    ///
    /// # Errors
    /// `answer`, `sure`.
    pub fn check(&self, cause: RevisionCause) -> Result<RevisionEvent, FieldErrors> {
        match (self.answer.trim(), cause) {
            ("accept", _) => Ok(RevisionEvent::Accept),
            ("decline", RevisionCause::Transport | RevisionCause::Taxes | RevisionCause::Exchange) if self.sure.trim().is_empty() => {
                Err(FieldErrors::one("sure", ErrorCode::Required))
            }
            ("decline", _) => Ok(RevisionEvent::Decline),
            _ => Err(FieldErrors::one("answer", ErrorCode::NotAChoice)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trips::Entity;

    const LAW: RevisionLaw = RevisionLaw::of(Entity::France);

    fn said(cause: &str, reason: &str) -> RevisionDraft {
        RevisionDraft { cause: cause.into(), reason: reason.into(), ..RevisionDraft::default() }
    }

    fn codes(result: Result<Option<Revise>, FieldErrors>) -> Vec<(String, ErrorCode)> {
        result.unwrap_err().0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect()
    }

    #[test]
    fn a_rise_is_explained_and_a_fall_need_not_be() {
        assert_eq!(said("", "").check(Revision::Free, LAW), Ok(None));
        assert_eq!(
            codes(said("", " ").check(Revision::Apply, LAW)),
            [("revision[cause]".to_owned(), ErrorCode::Required), ("revision[reason]".to_owned(), ErrorCode::Required)]
        );
        assert_eq!(codes(said("greed", "x").check(Revision::Ask, LAW)), [("revision[cause]".to_owned(), ErrorCode::NotAChoice)]);
        let told = said("taxes", "Taxe d’aéroport").check(Revision::Apply, LAW).unwrap().unwrap();
        assert_eq!((told.revision, told.cause, told.reason.as_str()), (Revision::Apply, RevisionCause::Taxes, "Taxe d’aéroport"));
    }

    #[test]
    fn too_late_is_only_what_the_traveller_wants() {
        let refused = said("transport", "Kérosène").check(Revision::Refuse, LAW).unwrap_err();
        let refusal = refused.get("revision[cause]").unwrap();
        assert_eq!((refusal.code, refusal.args.get("days").map(String::as_str)), (ErrorCode::RevisionTooLate, Some("20")));
        for revision in [Revision::Apply, Revision::Ask, Revision::Refuse] {
            assert_eq!(said("wish", "Une nuit de plus").check(revision, LAW).unwrap().unwrap().revision, Revision::Ask);
        }
    }

    #[test]
    fn who_gives_a_trip_up_says_so_twice() {
        let answer = |answer: &str, sure: &str, cause| {
            AnswerDraft { answer: answer.into(), sure: sure.into() }
                .check(cause)
                .map_err(|errors| errors.0.into_iter().map(|(field, _)| field).collect::<Vec<_>>())
        };
        assert_eq!(answer("accept", "", RevisionCause::Taxes), Ok(RevisionEvent::Accept));
        assert_eq!(answer("decline", "", RevisionCause::Taxes), Err(vec!["sure".to_owned()]));
        assert_eq!(answer("decline", "yes", RevisionCause::Taxes), Ok(RevisionEvent::Decline));
        assert_eq!(answer("decline", "", RevisionCause::Wish), Ok(RevisionEvent::Decline));
        assert_eq!(answer("perhaps", "yes", RevisionCause::Taxes), Err(vec!["answer".to_owned()]));
    }
}
