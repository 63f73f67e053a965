//! Links sent by mail: an activation for a client, an invitation for staff, a reset for either. Each works once, for a while.

use super::person::{self, Person};
use super::throttle::{self, MAILS, MAILS_ADDRESS};
use super::{Auth, sessions, tokens};
use crate::desks::Counter;
use crate::desks::fault::Fault;
use crate::mail::{MailJob, MailKind};
use crate::passwords;
use desk::{Caller, LinkView, NewSession, Side};
use domain::error::{ErrorCode, FieldErrors, Refusal};
use domain::people::{StaffState, check_password};
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Set,
};
use serde_json::json;
use store::audit;
use store::entities::link;
use store::words::{LinkKind, SessionState};
use time::{Duration, OffsetDateTime};

/// People who share an address get a mail each, up to this many.
const SHARED: usize = 5;

const fn lifetime(kind: LinkKind) -> Duration {
    match kind {
        LinkKind::Activation => Duration::days(14),
        LinkKind::Invitation => Duration::days(7),
        LinkKind::Reset => Duration::hours(1),
    }
}

/// The link that fits a person: a first one until they have a password, a reset afterwards.
pub(crate) fn fitting(person: &Person) -> LinkKind {
    match person {
        Person::Staff(staff) if staff.password_hash.is_none() => LinkKind::Invitation,
        Person::Client(account, _) if account.password_hash.is_none() => LinkKind::Activation,
        Person::Staff(_) | Person::Client(..) => LinkKind::Reset,
    }
}

/// Draws a link for `person` and puts its mail in the outbox. Only the mail ever holds the token.
pub(crate) async fn send(tx: &DatabaseTransaction, counter: &Counter, person: &Person) -> Result<LinkKind, DbErr> {
    let (now, kind, token) = (counter.now(), fitting(person), tokens::draw());
    let (staff_id, account_id) = person.ids();
    let row = link::ActiveModel {
        id: Set(store::fresh()),
        token_hash: Set(tokens::hash(&token)),
        kind: Set(kind),
        staff_id: Set(staff_id),
        account_id: Set(account_id),
        created_at: Set(now),
        expires_at: Set(now + lifetime(kind)),
        used_at: Set(None),
    };
    let row = row.insert(tx).await?;
    let (name, link) = (person.given_name(), counter.url(&address(person.side(), &token)));
    let kind_of_mail = match kind {
        LinkKind::Activation => MailKind::Activation { name, link },
        LinkKind::Invitation => MailKind::Invitation { name, link },
        LinkKind::Reset => MailKind::Reset { name, link },
    };
    let job = MailJob { to: person.email().to_owned(), locale: person.locale(), kind: kind_of_mail };
    store::outbox::put(tx, "mail", &format!("mail:{}", row.id), &job, now, now).await?;
    Ok(kind)
}

fn address(side: Side, token: &str) -> String {
    match side {
        Side::Portal => format!("/link/{token}"),
        Side::Office => format!("/office/link/{token}"),
    }
}

/// `c•••@example.org`.
fn masked(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    format!("{}•••@{domain}", local.chars().take(1).collect::<String>())
}

async fn find(db: &impl ConnectionTrait, token: &str, lock: bool) -> Result<Option<(link::Model, Person)>, DbErr> {
    let wanted = link::Entity::find().filter(link::Column::TokenHash.eq(tokens::hash(token)));
    let Some(row) = (if lock { wanted.lock_exclusive() } else { wanted }).one(db).await? else { return Ok(None) };
    let person = person::find(db, row.staff_id, row.account_id).await?;
    Ok(person.filter(Person::is_welcome).map(|person| (row, person)))
}

/// The link and its person, when it still works.
async fn usable(db: &impl ConnectionTrait, now: OffsetDateTime, token: &str, lock: bool) -> Result<(link::Model, Person), Fault> {
    let (row, person) = find(db, token, lock).await?.ok_or(ErrorCode::LinkUnknown)?;
    // Says where a fresh link would go, to whoever holds the old one.
    let refused = |code| Refusal::new(code).with("email", masked(person.email()));
    match (row.used_at, row.expires_at > now) {
        (Some(_), _) => Err(refused(ErrorCode::LinkUsed).into()),
        (None, false) => Err(refused(ErrorCode::LinkExpired).into()),
        (None, true) => Ok((row, person)),
    }
}

impl Auth {
    pub(super) async fn ask_for_link(&self, caller: &Caller, side: Side, typed: &str) -> Result<(), Fault> {
        let email = text::email(typed).map_err(|refusal| FieldErrors::one("email", refusal))?;
        let (db, now) = (&self.counter.db, self.counter.now());
        throttle::count(db, now, &format!("mail:{}", caller.ip), MAILS_ADDRESS).await?;
        throttle::count(db, now, &format!("mail:{email}"), MAILS).await?;
        let tx = db.begin_write().await?;
        for person in person::with_email(&tx, side, &email).await?.iter().filter(|person| person.is_welcome()).take(SHARED) {
            send(&tx, &self.counter, person).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn view_link(&self, token: &str) -> Result<LinkView, Fault> {
        let (row, person) = usable(self.counter.db.read(), self.counter.now(), token, false).await?;
        let kind = match row.kind {
            LinkKind::Activation => desk::LinkKind::Activation,
            LinkKind::Invitation => desk::LinkKind::Invitation,
            LinkKind::Reset => desk::LinkKind::Reset,
        };
        Ok(LinkView { kind, name: person.given_name(), email: masked(person.email()) })
    }

    pub(super) async fn send_again(&self, caller: &Caller, token: &str) -> Result<(), Fault> {
        let (db, now) = (&self.counter.db, self.counter.now());
        throttle::count(db, now, &format!("mail:{}", caller.ip), MAILS_ADDRESS).await?;
        let Some((_, person)) = find(db.read(), token, false).await? else { return Ok(()) };
        throttle::count(db, now, &format!("mail:{}", person.email()), MAILS).await?;
        let tx = db.begin_write().await?;
        send(&tx, &self.counter, &person).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn use_link(&self, caller: &Caller, token: &str, password: &str) -> Result<NewSession, Fault> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let (_, person) = usable(db.read(), now, token, false).await?;
        check_password(password, person.email()).map_err(|refusal| FieldErrors::one("password", refusal))?;
        // Hashing is slow: done before the transaction, which looks at the link again.
        let hash = passwords::hash(password).await?;
        let tx = db.begin_write().await?;
        let (row, person) = usable(&tx, now, token, true).await?;
        use_up(&tx, now, &row).await?;
        let person = store_password(&tx, person, hash).await?;
        sessions::end_all(&tx, &person).await?;
        let (verb, object) = match &person {
            Person::Staff(staff) => ("staff.password_set", staff.id.to_string()),
            Person::Client(_, client) => ("client.password_set", client.id.to_string()),
        };
        audit::append(&tx, now, person.actor(), verb, object, None, &json!({})).await?;
        // A reset proves the mailbox, not the second factor.
        let (state, next) = match &person {
            Person::Staff(staff) if staff.totp_secret.is_some() => (SessionState::AwaitingCode, "/office/code"),
            Person::Staff(_) | Person::Client(..) => (SessionState::Open, ""),
        };
        let session = sessions::open(&tx, now, caller, &person, state, next).await?;
        tx.commit().await?;
        Ok(session)
    }
}

/// Marks a link as used, and with it every other open link of its person.
async fn use_up(tx: &DatabaseTransaction, now: OffsetDateTime, row: &link::Model) -> Result<(), DbErr> {
    let theirs = match (row.staff_id, row.account_id) {
        (Some(staff), _) => Condition::all().add(link::Column::StaffId.eq(staff)),
        (None, account) => Condition::all().add(link::Column::AccountId.eq(account)),
    };
    link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(now))
        .filter(theirs)
        .filter(link::Column::UsedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// Puts a password in force; an invited member of staff becomes active with it.
pub(super) async fn store_password(tx: &DatabaseTransaction, person: Person, hash: String) -> Result<Person, DbErr> {
    match person {
        Person::Staff(staff) => {
            let (state, version) = (staff.state, staff.version);
            let mut row = staff.into_active_model();
            row.password_hash = Set(Some(hash));
            if state == StaffState::Invited {
                row.state = Set(StaffState::Active);
                row.version = Set(version + 1);
            }
            row.update(tx).await.map(Person::Staff)
        }
        Person::Client(account, client) => {
            let mut row = account.into_active_model();
            row.password_hash = Set(Some(hash));
            row.update(tx).await.map(|account| Person::Client(account, client))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn an_address_is_masked() {
        assert_eq!(masked("claire.fontaine@example.org"), "c•••@example.org");
        assert_eq!(masked("é@example.org"), "é•••@example.org");
    }
}
