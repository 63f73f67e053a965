//! Table `client`.

use crate::Json;
use domain::ids::ClientId;
use domain::locale::Locale;
use domain::people::{Address, ClientKind, Phone};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// The person, household or company that contracts.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientId,
    pub kind: ClientKind,
    pub given_name: String,
    pub family_name: String,
    pub company: String,
    /// Display name.
    pub name: String,
    /// Folded name, e-mail and town.
    pub search: String,
    pub language: Locale,
    /// Lower case; may be shared.
    pub email: String,
    /// Town of the first address, for lists.
    pub city: String,
    pub phones: Json<Vec<Phone>>,
    pub addresses: Json<Vec<Address>>,
    pub version: i64,
    pub created_at: OffsetDateTime,
    /// When everything above was replaced, at their own wish.
    pub erased_at: Option<OffsetDateTime>,
}

impl ActiveModelBehavior for ActiveModel {}
