//! Sessions: a random token in a cookie, its hash in the database, rights read afresh at every request.

use super::person::{self, Person};
use super::tokens;
use crate::desks::Counter;
use desk::{Caller, NewSession};
use domain::ids::SessionId;
use domain::locale::Locale;
use domain::people::StaffState;
use domain::policy::Actor;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set};
use std::sync::Arc;
use store::entities::{link, session};
use store::words::{SessionState, Side};
use time::{Duration, OffsetDateTime};

/// A session is written to at most this often for having been used.
const TOUCH: Duration = Duration::minutes(1);
/// Used and expired links are kept this long, to tell their holders what became of them.
const OLD_LINKS: Duration = Duration::days(90);

/// Who a session token belongs to.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who, with today's rights; nobody while the one-time code is still to come.
    pub actor: Actor,
    /// Which session.
    pub session: SessionId,
    /// Their name; empty while the one-time code is still to come.
    pub name: String,
    /// What they are called in a greeting; empty as well until then.
    pub given_name: String,
    /// The language they read.
    pub locale: Locale,
}

/// The sessions of both sides.
#[derive(Clone)]
pub struct Sessions {
    counter: Arc<Counter>,
}

impl Sessions {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }

    /// Whose `token` is. `None` for a token that is unknown or too old, for staff who may no longer sign in, and (with a line in the log) when the
    /// database does not answer.
    pub async fn resolve(&self, token: &str) -> Option<Found> {
        let found = self.find(token).await;
        found.unwrap_or_else(|error| {
            tracing::error!(%error, "a session could not be read");
            None
        })
    }

    async fn find(&self, token: &str) -> Result<Option<Found>, DbErr> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let row = session::Entity::find().filter(session::Column::TokenHash.eq(tokens::hash(token))).one(db.read()).await?;
        let Some(row) = row.filter(|row| is_alive(row, now)) else { return Ok(None) };
        let Some(person) = person::find(db.read(), row.staff_id, row.account_id).await?.filter(may_be_here) else { return Ok(None) };
        if now - row.seen_at >= TOUCH {
            self.touch(row.id, now).await?;
        }
        Ok(Some(match row.state {
            SessionState::Open => Found {
                actor: person.actor(),
                session: row.id,
                name: person.name(),
                given_name: person.given_name(),
                locale: person.locale(),
            },
            SessionState::AwaitingCode => {
                Found { actor: Actor::Anonymous, session: row.id, name: String::new(), given_name: String::new(), locale: person.locale() }
            }
        }))
    }

    async fn touch(&self, id: SessionId, now: OffsetDateTime) -> Result<(), DbErr> {
        let tx = self.counter.db.begin_write().await?;
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(now))
            .filter(session::Column::Id.eq(id))
            .exec(&tx)
            .await?;
        tx.commit().await
    }

    /// Removes sessions, links and throttles that have long ended. Any node may do so at any time.
    ///
    /// # Errors
    /// As the database says.
    pub async fn sweep(&self) -> Result<(), DbErr> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let tx = db.begin_write().await?;
        let mut over = Condition::any();
        for side in [Side::Portal, Side::Office] {
            let (idle, whole) = lifetime(side, SessionState::Open);
            let ended = Condition::any().add(session::Column::SeenAt.lt(now - idle)).add(session::Column::CreatedAt.lt(now - whole));
            over = over.add(Condition::all().add(session::Column::Side.eq(side)).add(ended));
        }
        session::Entity::delete_many().filter(over).exec(&tx).await?;
        link::Entity::delete_many().filter(link::Column::ExpiresAt.lt(now - OLD_LINKS)).exec(&tx).await?;
        tx.commit().await?;
        super::throttle::sweep(db, now).await
    }
}

/// How long a session lasts unused, and at all.
const fn lifetime(side: Side, state: SessionState) -> (Duration, Duration) {
    match (side, state) {
        (_, SessionState::AwaitingCode) => (Duration::minutes(10), Duration::minutes(10)),
        (Side::Office, SessionState::Open) => (Duration::minutes(60), Duration::hours(12)),
        (Side::Portal, SessionState::Open) => (Duration::hours(24), Duration::days(30)),
    }
}

/// Whether a session still counts at `now`.
pub(super) fn is_alive(row: &session::Model, now: OffsetDateTime) -> bool {
    let (idle, whole) = lifetime(row.side, row.state);
    now - row.seen_at < idle && now - row.created_at < whole
}

fn may_be_here(person: &Person) -> bool {
    match person {
        Person::Staff(staff) => staff.state == StaffState::Active,
        Person::Client(..) => true,
    }
}

/// Opens a session for `person`, in place of the browser's own: a token never outlives a change of rights.
pub(super) async fn open(
    tx: &DatabaseTransaction,
    now: OffsetDateTime,
    caller: &Caller,
    person: &Person,
    state: SessionState,
    next: &str,
) -> Result<NewSession, DbErr> {
    if let Some(old) = caller.session {
        session::Entity::delete_by_id(old).exec(tx).await?;
    }
    let token = tokens::draw();
    let (staff_id, account_id) = person.ids();
    let row = session::ActiveModel {
        id: Set(store::fresh()),
        token_hash: Set(tokens::hash(&token)),
        side: Set(match person {
            Person::Staff(_) => Side::Office,
            Person::Client(..) => Side::Portal,
        }),
        staff_id: Set(staff_id),
        account_id: Set(account_id),
        state: Set(state),
        created_at: Set(now),
        seen_at: Set(now),
        ip: Set(caller.ip.clone()),
        user_agent: Set(caller.user_agent.clone()),
    };
    row.insert(tx).await?;
    Ok(NewSession { token, next: next.to_owned() })
}

/// Ends every session of a person.
pub(crate) async fn end_all(tx: &DatabaseTransaction, person: &Person) -> Result<(), DbErr> {
    session::Entity::delete_many().filter(of(person)).exec(tx).await.map(drop)
}

/// The sessions of a person.
pub(super) fn of(person: &Person) -> Condition {
    match person.ids() {
        (Some(staff), _) => Condition::all().add(session::Column::StaffId.eq(staff)),
        (None, account) => Condition::all().add(session::Column::AccountId.eq(account)),
    }
}
