//! What happened to a trip, from the audit, with the names of those who did it.

use super::Trips;
use crate::desks::fault::Fault;
use desk::{Caller, HistoryLine};
use domain::ids::{AccountId, PayerId, StaffId, TripId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{account, client, payer, staff};

impl Trips {
    pub(super) async fn history(&self, caller: &Caller, id: TripId) -> Result<Vec<HistoryLine>, Fault> {
        self.find(caller, id).await?;
        let db = self.counter.db.read();
        let lines = store::audit::of_trip(db, id).await?;
        // Payers are noted by their ids: a name in the audit could never be taken back.
        let mentioned: Vec<String> =
            lines.iter().flat_map(|line| words(&line.detail)).filter(|word| word.parse::<PayerId>().is_ok()).collect();
        let names = names(db, lines.iter().map(|line| line.actor.as_str()).chain(mentioned.iter().map(String::as_str))).await?;
        let line = |line: store::entities::audit::Model| HistoryLine {
            at: line.at,
            who: names.get(&line.actor).cloned().unwrap_or_default(),
            detail: detail(&line.verb, &line.detail, &names),
            what: line.verb,
        };
        Ok(lines.into_iter().map(line).collect())
    }
}

/// The name of one actor, as the audit prints them; empty for the house itself.
pub(super) async fn name_of(db: &impl ConnectionTrait, actor: &str) -> Result<String, DbErr> {
    Ok(names(db, [actor].into_iter()).await?.remove(actor).unwrap_or_default())
}

pub(crate) async fn names(db: &impl ConnectionTrait, actors: impl Iterator<Item = &str> + Send) -> Result<BTreeMap<String, String>, DbErr> {
    let actors: BTreeSet<&str> = actors.collect();
    let sellers: Vec<StaffId> = actors.iter().filter_map(|actor| actor.parse().ok()).collect();
    let accounts: Vec<AccountId> = actors.iter().filter_map(|actor| actor.parse().ok()).collect();
    let payers: Vec<PayerId> = actors.iter().filter_map(|actor| actor.parse().ok()).collect();
    let mut names = BTreeMap::new();
    if !payers.is_empty() {
        let found = payer::Entity::find().filter(payer::Column::Id.is_in(payers)).all(db).await?;
        names.extend(found.into_iter().map(|row| (row.id.to_string(), row.label)));
    }
    if !sellers.is_empty() {
        let found = staff::Entity::find().filter(staff::Column::Id.is_in(sellers)).all(db).await?;
        names.extend(found.into_iter().map(|row| (row.id.to_string(), [row.given_name, row.family_name].join(" "))));
    }
    if !accounts.is_empty() {
        let found = account::Entity::find().filter(account::Column::Id.is_in(accounts)).all(db).await?;
        let clients = client::Entity::find().filter(client::Column::Id.is_in(found.iter().map(|row| row.client_id))).all(db).await?;
        let clients: BTreeMap<_, String> = clients.into_iter().map(|row| (row.id, row.name)).collect();
        names.extend(found.into_iter().filter_map(|row| clients.get(&row.client_id).map(|name| (row.id.to_string(), name.clone()))));
    }
    Ok(names)
}

/// What a line mentions: the new state of a trip that moved; otherwise every word and amount of its detail.
fn detail(verb: &str, detail: &str, names: &BTreeMap<String, String>) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(detail) else { return String::new() };
    if let ("trip.moved", Some(Value::String(state))) = (verb, fields.get("to")) {
        return state.clone();
    }
    let named = |word: String| names.get(&word).cloned().unwrap_or(word);
    words_of(&fields).into_iter().map(named).collect::<Vec<_>>().join(", ")
}

/// The words of a line's detail.
fn words(detail: &str) -> Vec<String> {
    match serde_json::from_str::<Value>(detail) {
        Ok(Value::Object(fields)) => words_of(&fields),
        Ok(_) | Err(_) => Vec::new(),
    }
}

fn words_of(fields: &serde_json::Map<String, Value>) -> Vec<String> {
    let mut words = Vec::new();
    for value in fields.values() {
        match value {
            Value::String(word) => words.push(word.clone()),
            Value::Array(list) => words.extend(list.iter().filter_map(Value::as_str).map(str::to_owned)),
            Value::Number(_) | Value::Bool(_) | Value::Null | Value::Object(_) => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    fn detail(verb: &str, detail: &str) -> String {
        super::detail(verb, detail, &BTreeMap::from([("payer_1".to_owned(), "Claire Fontaine".to_owned())]))
    }

    #[test]
    fn details_are_words() {
        assert_eq!(detail("trip.moved", r#"{"from":"draft","to":"proposed"}"#), "proposed");
        assert_eq!(detail("trip.updated", r#"{"fields":["title","services"],"price":"120.00 EUR"}"#), "title, services, 120.00 EUR");
        assert_eq!(detail("schedule.saved", r#"{"lines":2,"price":"120.00 EUR"}"#), "120.00 EUR");
        assert_eq!(detail("paylink.sent", r#"{"amount":"120.00 EUR","payer":"payer_1"}"#), "120.00 EUR, Claire Fontaine");
        assert_eq!(detail("trip.created", "not JSON"), "");
    }
}
