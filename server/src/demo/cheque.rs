//! One payment that staff recorded by hand: a cheque towards a trip that is not paid in full.

use super::{broken, house_caller, refused};
use crate::desks::Counter;
use crate::desks::books::Books;
use desk::RecordedDesk;
use domain::dates;
use domain::payments::RecordDraft;
use domain::trips::{Entity as Company, TripState};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::sync::Arc;
use store::entities::{recorded_payment, trip};

/// Records the cheque, once.
pub(super) async fn record(counter: &Arc<Counter>) -> Result<(), String> {
    let db = counter.db.read();
    if recorded_payment::Entity::find().count(db).await.map_err(broken)? > 0 {
        return Ok(());
    }
    let (books, caller) = (Books::new(counter.clone()), house_caller());
    let sold = trip::Entity::find()
        .filter(trip::Column::State.eq(TripState::Confirmed))
        .filter(trip::Column::Entity.eq(Company::France))
        .order_by_asc(trip::Column::Reference)
        .all(db)
        .await
        .map_err(broken)?;
    for trip in sold {
        let told = |error| refused(&trip.title, &error);
        let form = books.find_record_form(&caller, trip.id).await.map_err(told)?;
        let Some(payer) = form.payers.iter().find(|payer| payer.remaining.minor > 50_000) else { continue };
        let draft = RecordDraft {
            payer: payer.id.to_string(),
            method: "cheque".into(),
            amount: "500".into(),
            currency: form.currency.to_string(),
            received_on: dates::iso(dates::plus_days(counter.today(), -2)),
            note: "Banque de démonstration, n° 0004711".into(),
        };
        return books.record_payment(&caller, trip.id, form.id, draft).await.map_err(told);
    }
    Ok(())
}
