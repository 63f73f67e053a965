//! Brings in the people of the demo: staff and clients, most of them with a password already chosen.

use super::people::{CLIENTS, Customer, PASSWORD, STAFF};
use super::{broken, house_caller, refused};
use crate::desks::Counter;
use crate::passwords;
use desk::PeopleDesk;
use domain::ids::{ClientId, StaffId};
use domain::locale::Locale;
use domain::people::{AddressDraft, ClientDraft, PhoneDraft, StaffState};
use domain::policy::Actor;
use domain::text;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use serde_json::json;
use store::Json;
use store::entities::{account, client, staff};

/// Staff who are not there yet, by e-mail.
pub(super) async fn staff(counter: &Counter) -> Result<(), String> {
    for colleague in STAFF {
        let known = staff::Entity::find().filter(staff::Column::Email.eq(colleague.email)).one(counter.db.read()).await.map_err(broken)?;
        if known.is_some() {
            continue;
        }
        let hash = passwords::hash(PASSWORD).await.map_err(broken)?;
        let now = store::to_second(counter.now());
        let (given, family) = colleague.name;
        let id: StaffId = store::fresh();
        let row = staff::ActiveModel {
            id: Set(id),
            given_name: Set(given.into()),
            family_name: Set(family.into()),
            search: Set(text::fold(&[given, family, colleague.email].join(" "))),
            email: Set(colleague.email.into()),
            phone: Set(colleague.phone.into()),
            role: Set(colleague.role),
            language: Set(Locale::Fr),
            destinations: Set(Json(colleague.destinations.to_vec())),
            state: Set(StaffState::Active),
            password_hash: Set(Some(hash)),
            totp_secret: Set(None),
            totp_pending: Set(None),
            totp_last_step: Set(None),
            version: Set(1),
            created_at: Set(now),
        };
        let tx = counter.db.begin_write().await.map_err(broken)?;
        row.insert(&tx).await.map_err(broken)?;
        store::audit::append(&tx, now, Actor::System, "staff.created", id, None, &json!({ "role": colleague.role }))
            .await
            .map_err(broken)?;
        tx.commit().await.map_err(broken)?;
    }
    Ok(())
}

/// Clients who are not there yet, by e-mail and name.
pub(super) async fn clients(counter: &Counter, desk: &dyn PeopleDesk) -> Result<(), String> {
    for customer in CLIENTS {
        let id = match find_client(counter.db.read(), customer.name).await.map_err(broken)? {
            Some(known) => known.id,
            None => desk.create_client(&house_caller(), draft(customer)).await.map_err(|error| refused(customer.email, &error))?,
        };
        if customer.sees.is_some() {
            open_space(counter, id, customer.language).await?;
        }
    }
    Ok(())
}

/// The demo's client of that name, if already there.
pub(super) async fn find_client(db: &impl ConnectionTrait, name: (&str, &str)) -> Result<Option<client::Model>, DbErr> {
    let email = CLIENTS.iter().find(|customer| customer.name == name).map(|customer| customer.email).unwrap_or_default();
    client::Entity::find()
        .filter(client::Column::Email.eq(email))
        .filter(client::Column::GivenName.eq(name.0))
        .filter(client::Column::FamilyName.eq(name.1))
        .one(db)
        .await
}

fn draft(customer: &Customer) -> ClientDraft {
    let (street, postcode, city, country) = customer.address;
    ClientDraft {
        kind: customer.kind.to_string(),
        given_name: customer.name.0.into(),
        family_name: customer.name.1.into(),
        company: customer.company.into(),
        language: customer.language.to_string(),
        email: customer.email.into(),
        phones: vec![PhoneDraft { label: "mobile".into(), number: customer.phone.into() }],
        addresses: vec![AddressDraft { street: street.into(), postcode: postcode.into(), city: city.into(), country: country.into() }],
        // The Morels share an address on purpose.
        twins_seen: "yes".into(),
    }
}

/// Gives a client a sign-in, as if the activation link had been used.
async fn open_space(counter: &Counter, id: ClientId, language: Locale) -> Result<(), String> {
    let known = account::Entity::find().filter(account::Column::ClientId.eq(id)).one(counter.db.read()).await.map_err(broken)?;
    if known.is_some() {
        return Ok(());
    }
    let hash = passwords::hash(PASSWORD).await.map_err(broken)?;
    let now = store::to_second(counter.now());
    let tx = counter.db.begin_write().await.map_err(broken)?;
    let row = account::ActiveModel {
        id: Set(store::fresh()),
        client_id: Set(id),
        password_hash: Set(Some(hash)),
        language: Set(language),
        created_at: Set(now),
    };
    let row = row.insert(&tx).await.map_err(broken)?;
    store::audit::append(&tx, now, Actor::System, "account.opened", row.id, None, &json!({})).await.map_err(broken)?;
    tx.commit().await.map_err(broken)
}
