//! Row locks: `FOR UPDATE` on PostgreSQL; on SQLite a write transaction is alone already and they only read.
//!
//! Order, everywhere: trip → payer → payment order → ledger accounts by ascending id. Whoever keeps it meets no deadlock.

use crate::entities::{client, payer, payment_order, staff, trip};
use domain::ids::{ClientId, PayerId, PaymentOrderId, StaffId, TripId};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, QuerySelect};

macro_rules! locks {
    ($($(#[$meta:meta])* $name:ident($entity:ident, $id:ty);)+) => {$(
        $(#[$meta])*
        ///
        /// # Errors
        /// As the database says.
        pub async fn $name(tx: &DatabaseTransaction, id: $id) -> Result<Option<$entity::Model>, DbErr> {
            $entity::Entity::find_by_id(id).lock_exclusive().one(tx).await
        }
    )+};
}

locks! {
    /// Locks a trip until the transaction ends, and reads it.
    lock_trip(trip, TripId);
    /// Locks a payer until the transaction ends, and reads it.
    lock_payer(payer, PayerId);
    /// Locks a payment order until the transaction ends, and reads it.
    lock_order(payment_order, PaymentOrderId);
    /// Locks a member of staff until the transaction ends, and reads them.
    lock_staff(staff, StaffId);
    /// Locks a client until the transaction ends, and reads them.
    lock_client(client, ClientId);
}
