//! Table `statement_columns`.

use domain::ids::StaffId;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// What the columns of an account's tables mean: said once, used for every later file with the same header.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_columns")]
pub struct Model {
    /// The account's number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Fingerprint of the header.
    #[sea_orm(primary_key, auto_increment = false)]
    pub header: String,
    /// `domain::transfers::Columns`, as JSON.
    pub columns: String,
    pub saved_by: StaffId,
    pub saved_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
