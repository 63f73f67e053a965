//! Lines of a statement that are right as they are, several at once.

use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::ids::StatementLineId;
use crate::payments::RECORD_NOTE_MAX;
use crate::text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Lines explained at once, at most: a page of them.
const LINES: usize = 200;

/// Which lines are right as they are, and why, as ticked and typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExplainDraft {
    /// Ids of lines.
    pub lines: Vec<String>,
    /// In words, for each of them.
    pub reason: String,
}

impl ExplainDraft {
    /// The lines, each once and in ascending order, and the reason.
    ///
    /// # Errors
    /// At `lines`: [`ErrorCode::Required`], [`ErrorCode::NotAChoice`], also for more than a page of them. At `reason`: [`ErrorCode::Required`],
    /// [`ErrorCode::TooLong`].
    pub fn check(&self) -> Result<(BTreeSet<StatementLineId>, String), FieldErrors> {
        let mut errors = FieldErrors::new();
        let lines = errors.take("lines", self.ticked());
        let reason = errors.take("reason", text::required(&self.reason, RECORD_NOTE_MAX));
        errors.finish(|| Some((lines?, reason?)))
    }

    fn ticked(&self) -> Result<BTreeSet<StatementLineId>, Refusal> {
        let ids: Result<BTreeSet<StatementLineId>, _> = self.lines.iter().map(|id| id.parse::<StatementLineId>()).collect();
        match ids {
            Ok(ids) if ids.is_empty() => Err(Refusal::new(ErrorCode::Required).with("rows", 0)),
            Ok(ids) if ids.len() <= LINES => Ok(ids),
            Ok(_) | Err(_) => Err(ErrorCode::NotAChoice.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: usize) -> String {
        StatementLineId(Uuid::from_u128(number as u128)).to_string()
    }

    #[test]
    fn lines_are_explained_a_page_at_most_and_with_a_reason() {
        let check = |lines: Vec<String>, reason: &str| ExplainDraft { lines, reason: reason.into() }.check();
        let page: Vec<String> = (1..=LINES).map(id).collect();
        let told = check([page.clone(), vec![id(1)]].concat(), " loyers ").map(|(ids, reason)| (ids.len(), reason));
        assert_eq!(told, Ok((LINES, "loyers".to_owned())), "ticked twice is ticked once");
        let refused = |lines: Vec<String>, reason: &str| -> Vec<(String, ErrorCode)> {
            check(lines, reason).unwrap_err().0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect()
        };
        let at = |field: &str, code| (field.to_owned(), code);
        assert_eq!(refused(Vec::new(), "loyers"), [at("lines", ErrorCode::Required)]);
        assert_eq!(refused(vec!["x".into()], " "), [at("lines", ErrorCode::NotAChoice), at("reason", ErrorCode::Required)]);
        assert_eq!(refused([page, vec![id(LINES + 1)]].concat(), "loyers"), [at("lines", ErrorCode::NotAChoice)]);
        assert_eq!(refused(vec![id(1)], &"x".repeat(RECORD_NOTE_MAX + 1)), [at("reason", ErrorCode::TooLong)]);
    }
}
