//! A trip of the demo that two friends pay: one is a client, the other has no account and pays by link.

use super::{broken, house_caller, refused};
use crate::desks::Counter;
use crate::desks::payers::Payers;
use desk::PayerDesk;
use domain::payers::{PayerDraft, PayerKind, PayersDraft, ShareBy};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::sync::Arc;
use store::entities::trip;

/// The trip, as it is called among those that were sold.
const TITLE: &str = "Odisha, le char du Soleil";

/// Shares the trip in two halves, unless it is shared already.
pub(super) async fn trip(counter: &Arc<Counter>) -> Result<(), String> {
    let found = trip::Entity::find().filter(trip::Column::Title.eq(TITLE)).one(counter.db.read()).await.map_err(broken)?;
    let Some(trip) = found else { return Ok(()) };
    let (desk, caller) = (Payers::new(counter.clone()), house_caller());
    let told = |error| refused(TITLE, &error);
    let view = desk.find_payers(&caller, trip.id).await.map_err(told)?;
    let [client] = view.payers.as_slice() else { return Ok(()) };
    let half = PayerDraft { persons: "1".into(), ..PayerDraft::default() };
    let first = PayerDraft {
        id: client.id.to_string(),
        kind: PayerKind::Client.to_string(),
        client: client.client.map(|client| client.to_string()).unwrap_or_default(),
        ..half.clone()
    };
    let second = PayerDraft {
        kind: PayerKind::Person.to_string(),
        name: "Louise Favre".into(),
        email: "louise.favre@courriel.example".into(),
        language: "fr".into(),
        ..half
    };
    let draft = PayersDraft { by: ShareBy::Persons.to_string(), payers: vec![first, second], release: String::new() };
    let seen = desk.preview_payers(&caller, trip.id, draft.clone()).await.map_err(told)?.seen;
    desk.save_payers(&caller, trip.id, view.version, draft, seen).await.map_err(told)?;
    Ok(())
}
