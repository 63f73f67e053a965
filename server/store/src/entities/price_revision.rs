//! Table `price_revision`.

use crate::Json;
use domain::ids::{RevisionId, TripId};
use domain::money::Currency;
use domain::revisions::{RevisionCause, RevisionState};
use domain::trips::TripDraft;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A rise of the price of a sold trip. Its figures never change; a base is a price without insurance.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "price_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevisionId,
    pub trip_id: TripId,
    pub state: RevisionState,
    pub cause: RevisionCause,
    /// How the price was calculated, as people are told.
    pub reason: String,
    /// The version of the trip it was made against.
    pub trip_version: i64,
    /// The trip as it becomes.
    pub draft: Json<TripDraft>,
    pub currency: Currency,
    pub old_minor: i64,
    pub old_base_minor: i64,
    pub new_currency: Currency,
    pub new_minor: i64,
    pub new_base_minor: i64,
    /// The base that the traveller agreed to at first.
    pub agreed_minor: i64,
    /// The last day to answer.
    pub answer_by: Date,
    /// Printed id of who made it.
    pub proposed_by: String,
    pub proposed_at: OffsetDateTime,
    /// Printed id of who answered or took it back.
    pub decided_by: Option<String>,
    pub decided_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
