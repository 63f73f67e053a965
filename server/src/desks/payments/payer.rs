//! Who pays: which share of a trip a caller may pay, whose an order is, and how a payer is addressed.

use crate::desks::accounts::{PayerAccount, TripAccounts};
use crate::desks::fault::Fault;
use desk::Caller;
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::locale::Locale;
use domain::people::Address;
use domain::policy::{Action, Actor, authorise};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use store::entities::{client, payer, trip};

/// The share of a trip that the caller may pay now. Refuses whoever pays none, and a trip nobody may pay.
pub(super) fn own_share<'a>(caller: &Caller, trip: &trip::Model, accounts: &'a TripAccounts) -> Result<&'a PayerAccount, Fault> {
    let own = match caller.actor {
        Actor::Client { client, .. } => accounts.of_client(client),
        Actor::Payer { payer } => accounts.active().find(|one| one.payer.id == payer),
        Actor::Anonymous | Actor::Staff { .. } | Actor::System => None,
    };
    match own {
        Some(own) => authorise(caller.actor, Action::PayShare { payer: own.payer.id, client: own.payer.client() })?,
        None => authorise(caller.actor, Action::ReadOwnTrip { client: trip.client_id })?,
    }
    check_payable(trip)?;
    // Who contracted need not pay: then nothing is due from them.
    Ok(own.ok_or(ErrorCode::NothingDue)?)
}

/// Refuses a trip that nobody may pay.
pub(crate) fn check_payable(trip: &trip::Model) -> Result<(), ErrorCode> {
    if !trip.state.is_visible_to_client() {
        return Err(ErrorCode::NotFound);
    }
    if !trip.state.is_payable() {
        return Err(ErrorCode::NotPayable);
    }
    Ok(())
}

/// Refuses whoever is not this payer: their orders and receipts are nobody else's.
pub(crate) async fn check_own(db: &impl ConnectionTrait, caller: &Caller, id: PayerId) -> Result<(), Fault> {
    let row = payer::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
    Ok(authorise(caller.actor, Action::PayShare { payer: id, client: row.client() })?)
}

/// As which payers of a trip a client of it pays; somebody who pays a share sees what is theirs, and nothing else. Refuses whoever has nothing to do with it.
pub(crate) async fn own_of_trip(db: &impl ConnectionTrait, caller: &Caller, id: TripId) -> Result<Vec<PayerId>, Fault> {
    let client = match caller.actor {
        Actor::Client { client, .. } => client,
        Actor::Anonymous => return Err(ErrorCode::SignInNeeded.into()),
        Actor::Staff { .. } | Actor::Payer { .. } | Actor::System => return Err(ErrorCode::NotFound.into()),
    };
    let trip = trip::Entity::find_by_id(id).one(db).await?.filter(|trip| trip.state.is_visible_to_client()).ok_or(ErrorCode::NotFound)?;
    let payers = payer::Entity::find().filter(payer::Column::TripId.eq(id)).all(db).await?;
    let own: Vec<PayerId> = payers.into_iter().filter(|row| row.client() == Some(client)).map(|row| row.id).collect();
    if own.is_empty() {
        authorise(caller.actor, Action::ReadOwnTrip { client: trip.client_id })?;
    }
    Ok(own)
}

/// The language a payer reads.
pub(super) async fn language(db: &impl ConnectionTrait, payer: &payer::Model) -> Result<Locale, DbErr> {
    Ok(addressee(db, payer).await?.language)
}

/// How a payer is written to.
pub(crate) struct Addressee {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) language: Locale,
    /// Lines below the name; none of somebody without an account.
    pub(crate) address: Vec<String>,
    /// The same, part by part.
    pub(crate) postal: Option<Address>,
}

/// How `payer` is written to: a client as their own page says.
pub(crate) async fn addressee(db: &impl ConnectionTrait, payer: &payer::Model) -> Result<Addressee, DbErr> {
    let Some(client) = payer.client() else {
        let payer::Model { label, email, language, .. } = payer.clone();
        return Ok(Addressee { name: label, email, language, address: Vec::new(), postal: None });
    };
    let row = client::Entity::find_by_id(client).one(db).await?.ok_or_else(|| DbErr::RecordNotFound(client.to_string()))?;
    let postal = row.addresses.0.first().cloned();
    Ok(Addressee { address: address(&row), name: row.name, email: row.email, language: row.language, postal })
}

fn address(client: &client::Model) -> Vec<String> {
    let Some(first) = client.addresses.0.first() else { return Vec::new() };
    let town = [first.postcode.as_str(), first.city.as_str()].join(" ").trim().to_owned();
    first.street.lines().map(str::to_owned).chain([town, first.country.clone()]).filter(|line| !line.is_empty()).collect()
}
