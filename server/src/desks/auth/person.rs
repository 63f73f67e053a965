//! Somebody who signs in, of either side: what sessions, links and mails need to know of them.

use desk::Side;
use domain::ids::{AccountId, StaffId};
use domain::locale::Locale;
use domain::people::{ClientKind, StaffState};
use domain::policy::Actor;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use store::entities::{account, client, staff};

/// A member of staff, or a client with their account.
#[derive(Clone, Debug)]
pub(crate) enum Person {
    /// Signs in to the back office.
    Staff(staff::Model),
    /// Signs in to the traveller's space.
    Client(account::Model, client::Model),
}

impl Person {
    /// Which door is theirs.
    pub(crate) const fn side(&self) -> Side {
        match self {
            Self::Staff(_) => Side::Office,
            Self::Client(..) => Side::Portal,
        }
    }

    /// Their name.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Staff(staff) => [staff.given_name.as_str(), staff.family_name.as_str()].join(" "),
            Self::Client(_, client) => client.name.clone(),
        }
    }

    /// What they are called in a greeting. A company goes by its whole name.
    pub(crate) fn given_name(&self) -> String {
        match self {
            Self::Staff(staff) => staff.given_name.clone(),
            Self::Client(_, client) => match client.kind {
                // A household goes by the name of the person who contracts for it.
                ClientKind::Person | ClientKind::Household if !client.given_name.is_empty() => client.given_name.clone(),
                ClientKind::Person | ClientKind::Household | ClientKind::Company => client.name.clone(),
            },
        }
    }

    /// The address on file.
    pub(crate) fn email(&self) -> &str {
        match self {
            Self::Staff(staff) => &staff.email,
            Self::Client(_, client) => &client.email,
        }
    }

    /// The language they read.
    pub(crate) const fn locale(&self) -> Locale {
        match self {
            Self::Staff(staff) => staff.language,
            Self::Client(account, _) => account.language,
        }
    }

    /// As whom they act.
    pub(crate) const fn actor(&self) -> Actor {
        match self {
            Self::Staff(staff) => Actor::Staff { id: staff.id, role: staff.role },
            Self::Client(account, client) => Actor::Client { account: account.id, client: client.id },
        }
    }

    /// Their ids, as rows that belong to one or the other keep them.
    pub(crate) const fn ids(&self) -> (Option<StaffId>, Option<AccountId>) {
        match self {
            Self::Staff(staff) => (Some(staff.id), None),
            Self::Client(account, _) => (None, Some(account.id)),
        }
    }

    /// The hash to check a password against; none for who cannot sign in.
    pub(crate) fn password_hash(&self) -> Option<&str> {
        match self {
            Self::Staff(staff) => match staff.state {
                StaffState::Active => staff.password_hash.as_deref(),
                StaffState::Invited | StaffState::Disabled => None,
            },
            Self::Client(account, _) => account.password_hash.as_deref(),
        }
    }

    /// Whether they may be sent links and use them.
    pub(crate) const fn is_welcome(&self) -> bool {
        match self {
            Self::Staff(staff) => !matches!(staff.state, StaffState::Disabled),
            Self::Client(..) => true,
        }
    }
}

/// The person that a session or link belongs to.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    staff_id: Option<StaffId>,
    account_id: Option<AccountId>,
) -> Result<Option<Person>, DbErr> {
    match (staff_id, account_id) {
        (Some(id), _) => Ok(staff::Entity::find_by_id(id).one(db).await?.map(Person::Staff)),
        (None, Some(id)) => {
            let Some(account) = account::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
            let client = client::Entity::find_by_id(account.client_id).one(db).await?;
            Ok(client.map(|client| Person::Client(account, client)))
        }
        (None, None) => Ok(None),
    }
}

/// The signed-in person.
pub(crate) async fn of_actor(db: &impl ConnectionTrait, actor: Actor) -> Result<Option<Person>, DbErr> {
    match actor {
        Actor::Staff { id, .. } => find(db, Some(id), None).await,
        Actor::Client { account, .. } => find(db, None, Some(account)).await,
        Actor::Anonymous | Actor::Payer { .. } | Actor::System => Ok(None),
    }
}

/// Everybody of `side` with the address `email` (lower case), the oldest first; staff are one at most, clients may share an address.
pub(crate) async fn with_email(db: &impl ConnectionTrait, side: Side, email: &str) -> Result<Vec<Person>, DbErr> {
    match side {
        Side::Office => {
            Ok(staff::Entity::find().filter(staff::Column::Email.eq(email)).one(db).await?.map(Person::Staff).into_iter().collect())
        }
        Side::Portal => {
            let clients = client::Entity::find().filter(client::Column::Email.eq(email)).all(db).await?;
            let accounts =
                account::Entity::find().filter(account::Column::ClientId.is_in(clients.iter().map(|client| client.id))).all(db).await?;
            let mut people: Vec<Person> = Vec::new();
            for account in accounts {
                people.extend(
                    clients.iter().find(|client| client.id == account.client_id).map(|client| Person::Client(account, client.clone())),
                );
            }
            people.sort_by_key(|person| person.ids().1);
            Ok(people)
        }
    }
}
