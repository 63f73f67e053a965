//! What two people changed at once, field by field, for a form that shows both values.

use desk::{AppError, Conflict, ConflictField};
use domain::ids::StaffId;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Display;
use store::audit;
use store::entities::staff;

/// The fields of a draft by their path, as forms name them: `phones[0][number]`.
fn fields(draft: &impl Serialize) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk("", &serde_json::to_value(draft).unwrap_or_default(), &mut found);
    found
}

fn walk(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                let path = if path.is_empty() { name.clone() } else { format!("{path}[{name}]") };
                walk(&path, part, found);
            }
        }
        // Ticked boxes are one field; rows are many.
        Value::Array(parts) if parts.iter().all(Value::is_string) => {
            let words: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            found.insert(path.to_owned(), words.join(", "));
        }
        Value::Array(parts) => {
            for (at, part) in parts.iter().enumerate() {
                walk(&format!("{path}[{at}]"), part, found);
            }
        }
        Value::String(text) => {
            found.insert(path.to_owned(), text.clone());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The paths at which two drafts differ, with both values.
pub(super) fn differences(mine: &impl Serialize, theirs: &impl Serialize) -> Vec<ConflictField> {
    let (mine, theirs) = (fields(mine), fields(theirs));
    let value = |of: &BTreeMap<String, String>, field: &str| of.get(field).cloned().unwrap_or_default();
    let mut names: Vec<&String> = mine.keys().chain(theirs.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|field| ConflictField { field: field.clone(), mine: value(&mine, field), theirs: value(&theirs, field) })
        .filter(|field| field.mine != field.theirs)
        .collect()
}

/// The names of the fields that a change touches, for its audit line.
pub(super) fn touched(before: &impl Serialize, after: &impl Serialize) -> Value {
    let names = differences(before, after).into_iter().map(|field| Value::String(field.field)).collect();
    Value::Object([("fields".to_owned(), Value::Array(names))].into_iter().collect())
}

/// The conflict of `mine` with what is saved as `version` of `object`.
pub(super) async fn conflict(
    db: &impl ConnectionTrait,
    object: impl Display + Send,
    version: i64,
    mine: &impl Serialize,
    theirs: &impl Serialize,
) -> Result<AppError, DbErr> {
    let fields = differences(mine, theirs);
    let by = match audit::last_of(db, object).await? {
        Some(line) => name_of(db, &line.actor).await?,
        None => String::new(),
    };
    Ok(AppError::Changed(Box::new(Conflict { version, by, fields })))
}

/// The name of the member of staff that an audit line prints; empty for anybody else.
async fn name_of(db: &impl ConnectionTrait, actor: &str) -> Result<String, DbErr> {
    let Ok(id) = actor.parse::<StaffId>() else { return Ok(String::new()) };
    let found = staff::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|row| [row.given_name, row.family_name].join(" ")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::people::{ClientDraft, PhoneDraft, StaffDraft};

    #[test]
    fn differences_carry_the_names_of_the_form() {
        let phone = |number: &str| PhoneDraft { label: "mobile".into(), number: number.into() };
        let mine = ClientDraft { email: "a@example.org".into(), phones: vec![phone("1"), phone("2")], ..Default::default() };
        let theirs = ClientDraft { email: "b@example.org".into(), phones: vec![phone("1")], ..Default::default() };
        let found: Vec<_> = differences(&mine, &theirs).into_iter().map(|field| (field.field, field.mine, field.theirs)).collect();
        let expected = [("email", "a@example.org", "b@example.org"), ("phones[1][label]", "mobile", ""), ("phones[1][number]", "2", "")];
        assert_eq!(found, expected.map(|(field, mine, theirs)| (field.to_owned(), mine.to_owned(), theirs.to_owned())));
    }

    #[test]
    fn ticked_boxes_are_one_field() {
        let ticked = |words: &[&str]| StaffDraft { destinations: words.iter().map(ToString::to_string).collect(), ..Default::default() };
        let found = differences(&ticked(&["peru", "chile"]), &ticked(&[]));
        assert_eq!(found, [ConflictField { field: "destinations".into(), mine: "peru, chile".into(), theirs: String::new() }]);
    }
}
