//! Table `staff`.

use crate::Json;
use domain::ids::StaffId;
use domain::locale::Locale;
use domain::people::{StaffRole, StaffState};
use domain::trips::Destination;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A member of staff.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffId,
    pub given_name: String,
    pub family_name: String,
    /// Folded names and e-mail.
    pub search: String,
    /// Lower case; one for each member of staff.
    pub email: String,
    pub phone: String,
    pub role: StaffRole,
    pub language: Locale,
    pub destinations: Json<Vec<Destination>>,
    pub state: StaffState,
    /// A PHC string; none until the invitation is used.
    pub password_hash: Option<String>,
    /// Base 32; codes are asked for once it is there.
    pub totp_secret: Option<String>,
    /// Drawn, not confirmed yet.
    pub totp_pending: Option<String>,
    /// The last step whose code was used: none before it is accepted again.
    pub totp_last_step: Option<i64>,
    pub version: i64,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
