//! Numbers without gaps: drawn in the transaction that uses them, so that a rollback gives them back.

use crate::entities::{gateway_counter, invoice_series, receipt_series, trip_number};
use domain::trips::Entity as House;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QuerySelect, Set};
use time::Date;

/// The next number of a trip of `entity` in `year`, from 1. Others wait until the transaction ends.
///
/// # Errors
/// As the database says.
pub async fn next_trip(tx: &DatabaseTransaction, year: i32, entity: House) -> Result<i64, DbErr> {
    let key = (i64::from(year), entity.to_string());
    let first = trip_number::ActiveModel { year: Set(key.0), entity: Set(key.1.clone()), next: Set(1) };
    let once = OnConflict::columns([trip_number::Column::Year, trip_number::Column::Entity]).do_nothing().to_owned();
    trip_number::Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    let row = trip_number::Entity::find_by_id(key)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("trip_number".to_owned()))?;
    let number = row.next;
    let mut row = row.into_active_model();
    row.next = Set(number + 1);
    row.update(tx).await?;
    Ok(number)
}

/// The next number of the series `id` (`FR-2026`) of `entity`, from 1. Others wait until the transaction ends.
///
/// # Errors
/// As the database says.
pub async fn next_receipt(tx: &DatabaseTransaction, id: &str, entity: House) -> Result<i64, DbErr> {
    let first = receipt_series::ActiveModel { id: Set(id.to_owned()), entity: Set(entity), next: Set(1) };
    let once = OnConflict::column(receipt_series::Column::Id).do_nothing().to_owned();
    receipt_series::Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    let row = receipt_series::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("receipt_series".to_owned()))?;
    let number = row.next;
    let mut row = row.into_active_model();
    row.next = Set(number + 1);
    row.update(tx).await?;
    Ok(number)
}

/// The series of invoices `id` (`FR-F-2026`) of `entity`, locked: its next number, from 1, and the day of its last one. Others wait until the transaction ends.
///
/// # Errors
/// As the database says.
pub async fn lock_invoices(tx: &DatabaseTransaction, id: &str, entity: House) -> Result<invoice_series::Model, DbErr> {
    let first = invoice_series::ActiveModel { id: Set(id.to_owned()), entity: Set(entity), next: Set(1), last_issued_on: Set(None) };
    let once = OnConflict::column(invoice_series::Column::Id).do_nothing().to_owned();
    invoice_series::Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    invoice_series::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or_else(|| DbErr::RecordNotFound("invoice_series".to_owned()))
}

/// Takes the next number of a series that [`lock_invoices`] has locked, for an invoice of the day `on`.
///
/// # Errors
/// As the database says.
pub async fn next_invoice(tx: &DatabaseTransaction, series: invoice_series::Model, on: Date) -> Result<i64, DbErr> {
    let number = series.next;
    let mut row = series.into_active_model();
    row.next = Set(number + 1);
    row.last_issued_on = Set(Some(on));
    row.update(tx).await?;
    Ok(number)
}

/// The next number of a form for `account` at `gateway`, from 1, never the same twice. Others wait until the transaction ends.
///
/// # Errors
/// As the database says.
pub async fn next_opening(tx: &DatabaseTransaction, gateway: &str, account: &str) -> Result<i64, DbErr> {
    use gateway_counter::Column as C;
    let key = (gateway.to_owned(), account.to_owned());
    let first = gateway_counter::ActiveModel { gateway: Set(key.0.clone()), gateway_account: Set(key.1.clone()), next: Set(1) };
    let once = OnConflict::columns([C::Gateway, C::GatewayAccount]).do_nothing().to_owned();
    gateway_counter::Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    let row = gateway_counter::Entity::find_by_id(key)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("gateway_counter".to_owned()))?;
    let number = row.next;
    let mut row = row.into_active_model();
    row.next = Set(number + 1);
    row.update(tx).await?;
    Ok(number)
}
