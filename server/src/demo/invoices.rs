//! An invoice of the demo: a trip that is over and paid.

use super::{broken, house_caller, refused};
use crate::desks::Counter;
use crate::desks::invoices::Invoices;
use desk::InvoiceDesk;
use domain::trips::{Entity as Company, TripState};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::sync::Arc;
use store::entities::{invoice, trip};

/// Issues it, once, where the company's particulars are set.
pub(super) async fn issue(counter: &Arc<Counter>) -> Result<(), String> {
    let db = counter.db.read();
    let known = invoice::Entity::find().count(db).await.map_err(broken)? > 0;
    if known || !counter.config.agency.company(Company::France).is_complete(Company::France) {
        return Ok(());
    }
    let over = trip::Entity::find()
        .filter(trip::Column::State.eq(TripState::Completed))
        .filter(trip::Column::Entity.eq(Company::France))
        .order_by_asc(trip::Column::Reference)
        .one(db)
        .await
        .map_err(broken)?;
    let Some(trip) = over else { return Ok(()) };
    let (desk, caller) = (Invoices::new(counter.clone()), house_caller());
    let told = |error| refused(&trip.title, &error);
    let preview = desk.preview_invoice(&caller, trip.id, None).await.map_err(told)?;
    desk.issue_invoice(&caller, trip.id, preview.payer, preview.id, preview.total.plain()).await.map_err(told)
}
