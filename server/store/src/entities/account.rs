//! Table `account`.

use domain::ids::{AccountId, ClientId};
use domain::locale::Locale;
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// The sign-in of a client to the traveller's space.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub client_id: ClientId,
    /// A PHC string; none until the activation link is used.
    pub password_hash: Option<String>,
    pub language: Locale,
    pub created_at: OffsetDateTime,
}

impl ActiveModelBehavior for ActiveModel {}
