//! Table `payer`.

use domain::ids::{ClientId, PayerId, TripId};
use domain::locale::Locale;
use domain::payers::{PayerKind, PayerState};
use sea_orm::entity::prelude::*;

/// Somebody who owes a share of a trip.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PayerId,
    pub trip_id: TripId,
    /// The client who pays; of a payer without an account, the client who answers for them. Ask [`Model::client`] who may see and pay.
    pub client_id: ClientId,
    /// Their name, as staff and papers say it.
    pub label: String,
    pub kind: PayerKind,
    /// Of a payer without an account; empty for a client, whose own is read.
    pub email: String,
    /// As [`Model::email`].
    pub language: Locale,
    /// For how many people they pay; `None` when their share is an amount.
    pub persons: Option<i64>,
    /// Their share of the price; `None` while one payer pays everything.
    pub share_minor: Option<i64>,
    pub state: PayerState,
}

impl Model {
    /// The client who may see and pay this share in the traveller's space; `None` for somebody without an account.
    pub fn client(&self) -> Option<ClientId> {
        match self.kind {
            PayerKind::Client => Some(self.client_id),
            PayerKind::Person | PayerKind::Company => None,
        }
    }
}

impl ActiveModelBehavior for ActiveModel {}
