//! Clients: found, written, invited to their space.

use super::People;
use super::conflict::{conflict, touched};
use crate::desks::auth::links;
use crate::desks::auth::person::Person;
use crate::desks::fault::Fault;
use crate::desks::trips::trip_rows;
use desk::{Caller, ClientView, Saved, TwinView};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::ClientId;
use domain::people::{Client, ClientDraft, Twin, likely_twin};
use domain::policy::{Action, authorise};
use domain::text;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Order,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use store::entities::{account, client, trip};
use store::{Json, audit};

/// Twins shown, at most.
const TWINS: usize = 5;
/// Rows whose names are compared letter by letter, at most.
const COMPARED: u64 = 1_000;

/// A client who may contract a trip or pay a share: there, and not forgotten.
pub(crate) async fn joinable(db: &impl ConnectionTrait, id: ClientId) -> Result<Result<client::Model, ErrorCode>, DbErr> {
    Ok(match client::Entity::find_by_id(id).one(db).await? {
        Some(client) if client.erased_at.is_none() => Ok(client),
        Some(_) => Err(ErrorCode::ClientErased),
        None => Err(ErrorCode::NotAChoice),
    })
}

/// The same, held until the transaction ends, so that nobody forgets them meanwhile. Trips and payers are locked before.
pub(crate) async fn hold_joinable(tx: &DatabaseTransaction, id: ClientId) -> Result<Result<(), ErrorCode>, DbErr> {
    store::locks::lock_client(tx, id).await?;
    Ok(joinable(tx, id).await?.map(drop))
}

impl People {
    pub(super) async fn client_view(&self, caller: &Caller, id: ClientId) -> Result<ClientView, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let db = self.counter.db.read();
        let row = client::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let account = account::Entity::find().filter(account::Column::ClientId.eq(id)).one(db).await?;
        let trips = trip::Entity::find()
            .filter(trip::Column::ClientId.eq(id))
            .order_by_with_nulls(trip::Column::StartsOn, Order::Asc, NullOrdering::Last)
            .all(db)
            .await?;
        let today = self.counter.today();
        // What is to come first, in the order of departure; then what is over, the latest first.
        let (coming, mut over): (Vec<_>, Vec<_>) = trips.into_iter().partition(|trip| trip.ends_on.is_none_or(|end| end >= today));
        over.reverse();
        let ordered: Vec<trip::Model> = coming.into_iter().chain(over).collect();
        let trips = trip_rows(db, &ordered, today).await?;
        Ok(ClientView {
            id,
            version: row.version,
            account: account.map(|account| account.password_hash.is_some()),
            erased_at: row.erased_at,
            client: content(&row),
            trips,
        })
    }

    pub(super) async fn twins(&self, caller: &Caller, name: &str, email: &str) -> Result<Vec<TwinView>, Fault> {
        authorise(caller.actor, Action::EditClients)?;
        Ok(twins(self.counter.db.read(), name, email).await?)
    }

    pub(super) async fn add_client(&self, caller: &Caller, draft: &ClientDraft) -> Result<ClientId, Fault> {
        authorise(caller.actor, Action::EditClients)?;
        let client = draft.check()?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        if draft.twins_seen.trim().is_empty() {
            let found = twins(&tx, &client.display_name(), &client.email).await?;
            if let Some(twin) = found.first() {
                let field = match twin.why {
                    Twin::SameEmail => "email",
                    Twin::NearName => "family_name",
                };
                return Err(FieldErrors::one(field, ErrorCode::LikelyTwin).into());
            }
        }
        let id: ClientId = store::fresh();
        let (name, search, city) = derived(&client);
        let Client { kind, given_name, family_name, company, language, email, phones, addresses } = client;
        let row = client::ActiveModel {
            id: Set(id),
            kind: Set(kind),
            given_name: Set(given_name),
            family_name: Set(family_name),
            company: Set(company),
            name: Set(name),
            search: Set(search),
            language: Set(language),
            email: Set(email),
            city: Set(city),
            phones: Set(Json(phones)),
            addresses: Set(Json(addresses)),
            version: Set(1),
            created_at: Set(now),
            erased_at: Set(None),
        };
        row.insert(&tx).await?;
        audit::append(&tx, now, caller.actor, "client.created", id, None, &json!({ "kind": kind })).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub(super) async fn change_client(&self, caller: &Caller, id: ClientId, version: i64, draft: &ClientDraft) -> Result<Saved, Fault> {
        authorise(caller.actor, Action::EditClients)?;
        let wanted = draft.check()?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let row = present(store::locks::lock_client(&tx, id).await?)?;
        let before = ClientDraft::from(&content(&row));
        let after = ClientDraft::from(&wanted);
        if row.version != version {
            return Err(conflict(&tx, id, row.version, &after, &before).await?.into());
        }
        let (name, search, city) = derived(&wanted);
        let Client { kind, given_name, family_name, company, language, email, phones, addresses } = wanted;
        let mut row = row.into_active_model();
        row.kind = Set(kind);
        row.given_name = Set(given_name);
        row.family_name = Set(family_name);
        row.company = Set(company);
        row.name = Set(name);
        row.search = Set(search);
        row.language = Set(language);
        row.email = Set(email);
        row.city = Set(city);
        row.phones = Set(Json(phones));
        row.addresses = Set(Json(addresses));
        row.version = Set(version + 1);
        row.update(&tx).await?;
        audit::append(&tx, now, caller.actor, "client.updated", id, None, &touched(&before, &after)).await?;
        tx.commit().await?;
        Ok(Saved { version: version + 1 })
    }

    pub(super) async fn send_activation(&self, caller: &Caller, id: ClientId) -> Result<(), Fault> {
        authorise(caller.actor, Action::EditClients)?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let client = present(store::locks::lock_client(&tx, id).await?)?;
        let known = account::Entity::find().filter(account::Column::ClientId.eq(id)).one(&tx).await?;
        let account = match known {
            Some(account) => account,
            None => {
                let row = account::ActiveModel {
                    id: Set(store::fresh()),
                    client_id: Set(id),
                    password_hash: Set(None),
                    language: Set(client.language),
                    created_at: Set(now),
                };
                row.insert(&tx).await?
            }
        };
        links::send(&tx, &self.counter, &Person::Client(account, client)).await?;
        audit::append(&tx, now, caller.actor, "client.invited", id, None, &json!({})).await?;
        Ok(tx.commit().await?)
    }
}

/// A client who can still be written to.
fn present(row: Option<client::Model>) -> Result<client::Model, ErrorCode> {
    let row = row.ok_or(ErrorCode::NotFound)?;
    if row.erased_at.is_some() { Err(ErrorCode::ClientErased) } else { Ok(row) }
}

fn content(row: &client::Model) -> Client {
    Client {
        kind: row.kind,
        given_name: row.given_name.clone(),
        family_name: row.family_name.clone(),
        company: row.company.clone(),
        language: row.language,
        email: row.email.clone(),
        phones: row.phones.0.clone(),
        addresses: row.addresses.0.clone(),
    }
}

/// Display name, folded words to search and sort by (what lists sort by comes first), town.
fn derived(client: &Client) -> (String, String, String) {
    let city = client.addresses.first().map(|address| address.city.clone()).unwrap_or_default();
    let words = [client.company.as_str(), &client.family_name, &client.given_name, &client.email, &city].join(" ");
    (client.display_name(), text::fold(&words), city)
}

/// Known clients that look like this one, those with the same address first.
async fn twins(db: &impl ConnectionTrait, name: &str, email: &str) -> Result<Vec<TwinView>, DbErr> {
    let email = email.trim().to_lowercase();
    // A slip of the pen leaves the beginning or the end of a word as it was.
    let folded = text::fold(name);
    let mut looks_alike = Condition::any();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let letters: Vec<char> = word.chars().collect();
        let (begins, ends): (String, String) = (letters.iter().take(3).collect(), letters.iter().rev().take(3).rev().collect());
        looks_alike = looks_alike.add(client::Column::Search.contains(begins)).add(client::Column::Search.contains(ends));
    }
    let mut candidates = Vec::new();
    if !email.is_empty() {
        candidates = client::Entity::find()
            .filter(client::Column::Email.eq(&email))
            .order_by_desc(client::Column::Id)
            .limit(COMPARED)
            .all(db)
            .await?;
    }
    if !looks_alike.is_empty() {
        let named = client::Entity::find()
            .filter(looks_alike)
            .filter(client::Column::Email.ne(&email))
            .order_by_desc(client::Column::Id)
            .limit(COMPARED)
            .all(db)
            .await?;
        candidates.extend(named);
    }
    let view = |row: client::Model| {
        likely_twin(name, &email, &row.name, &row.email).map(|why| TwinView {
            id: row.id,
            name: row.name,
            email: row.email,
            city: row.city,
            why,
        })
    };
    let mut found: Vec<TwinView> = candidates.into_iter().filter_map(view).collect();
    found.sort_by_key(|twin| twin.why);
    found.truncate(TWINS);
    Ok(found)
}
