//! Signing in: e-mail and password, then the one-time code of staff who have one.

use super::person::{self, Person};
use super::throttle::{self, ADDRESS, CODES, PASSWORDS};
use super::{Auth, codes, links, sessions};
use crate::desks::fault::Fault;
use crate::passwords;
use desk::{Caller, NewSession, Side, SignIn, SignInDraft};
use domain::error::{ErrorCode, FieldErrors};
use domain::people::check_password;
use sea_orm::EntityTrait;
use serde_json::json;
use store::audit;
use store::entities::session;
use store::words::SessionState;

/// Passwords are compared with the accounts of one address, up to this many.
const SHARED: usize = 5;

impl Auth {
    pub(super) async fn check_in(&self, caller: &Caller, side: Side, draft: SignInDraft) -> Result<SignIn, Fault> {
        let SignInDraft { email, password, account, next } = draft;
        let email = email.trim().to_lowercase();
        let mut missing = FieldErrors::new();
        for (field, value) in [("email", &email), ("password", &password)] {
            if value.is_empty() {
                missing.add(field, ErrorCode::Required);
            }
        }
        missing.finish(|| Some(()))?;
        let (db, now) = (&self.counter.db, self.counter.now());
        let (from_address, for_email) = (format!("sign-in:{}", caller.ip), format!("sign-in:{email}|{}", caller.ip));
        throttle::count(db, now, &from_address, ADDRESS).await?;
        throttle::count(db, now, &for_email, PASSWORDS).await?;
        let right = self.with_password(side, &email, &password).await?;
        if right.is_empty() {
            return Err(ErrorCode::WrongCredentials.into());
        }
        throttle::forget(db, &for_email).await?;
        throttle::give_back(db, &from_address).await?;
        let printed = |person: &Person| person.ids().1.map(|id| id.to_string()).unwrap_or_default();
        let person = match (right.as_slice(), account.trim()) {
            ([person], "") => person,
            (people, "") => return Ok(SignIn::Choose(people.iter().map(|person| (printed(person), person.name())).collect())),
            (people, wanted) => people.iter().find(|person| printed(person) == wanted).ok_or(ErrorCode::WrongCredentials)?,
        };
        let tx = db.begin_write().await?;
        // Whoever changed the password meanwhile has ended every session: none may be opened with the old one.
        let (staff, account) = person.ids();
        let known = person::find(&tx, staff, account)
            .await?
            .filter(|known| known.password_hash() == person.password_hash())
            .ok_or(ErrorCode::WrongCredentials)?;
        let signed_in = match &known {
            Person::Staff(staff) if staff.totp_secret.is_some() => {
                SignIn::CodeNeeded(sessions::open(&tx, now, caller, &known, SessionState::AwaitingCode, &next).await?)
            }
            Person::Staff(_) | Person::Client(..) => {
                SignIn::Done(sessions::open(&tx, now, caller, &known, SessionState::Open, &next).await?)
            }
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Those of `side` with this e-mail who have this password. Checks at least one hash, so that an unknown e-mail takes as long as a known one.
    async fn with_password(&self, side: Side, email: &str, password: &str) -> Result<Vec<Person>, Fault> {
        let mut people = person::with_email(self.counter.db.read(), side, email).await?;
        people.truncate(SHARED);
        if people.is_empty() {
            passwords::verify(password, None).await?;
        }
        let mut right = Vec::new();
        for person in people {
            if passwords::verify(password, person.password_hash()).await? {
                right.push(person);
            }
        }
        Ok(right)
    }

    pub(super) async fn check_code(&self, caller: &Caller, typed: &str) -> Result<NewSession, Fault> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let id = caller.session.ok_or(ErrorCode::SignInNeeded)?;
        let waiting = session::Entity::find_by_id(id).one(db.read()).await?;
        let waiting =
            waiting.filter(|row| row.state == SessionState::AwaitingCode && sessions::is_alive(row, now)).ok_or(ErrorCode::SignInNeeded)?;
        let staff_id = waiting.staff_id.ok_or(ErrorCode::SignInNeeded)?;
        let key = format!("code:{staff_id}");
        throttle::count(db, now, &key, CODES).await?;
        let tx = db.begin_write().await?;
        let staff = store::locks::lock_staff(&tx, staff_id).await?.ok_or(ErrorCode::SignInNeeded)?;
        let person = Person::Staff(staff.clone());
        if person.password_hash().is_none() {
            return Err(ErrorCode::SignInNeeded.into());
        }
        // The same code, or the same waiting session, from two tabs at once: the row is locked, only one finds it.
        if session::Entity::find_by_id(id).one(&tx).await?.is_none() {
            return Err(ErrorCode::SignInNeeded.into());
        }
        codes::accept(&tx, now, staff, typed).await?;
        let session = sessions::open(&tx, now, caller, &person, SessionState::Open, "").await?;
        tx.commit().await?;
        throttle::forget(db, &key).await?;
        Ok(session)
    }

    pub(super) async fn replace_password(&self, caller: &Caller, current: &str, password: &str) -> Result<NewSession, Fault> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let person = self.signed_in(caller).await?;
        let key = format!("password:{}", caller.actor);
        throttle::count(db, now, &key, PASSWORDS).await?;
        if !passwords::verify(current, person.password_hash()).await? {
            return Err(FieldErrors::one("current", ErrorCode::WrongCredentials).into());
        }
        throttle::forget(db, &key).await?;
        check_password(password, person.email()).map_err(|refusal| FieldErrors::one("password", refusal))?;
        let hash = passwords::hash(password).await?;
        let tx = db.begin_write().await?;
        let person = links::store_password(&tx, person, hash).await?;
        sessions::end_all(&tx, &person).await?;
        let session = sessions::open(&tx, now, caller, &person, SessionState::Open, "").await?;
        let (verb, object) = match &person {
            Person::Staff(staff) => ("staff.password_changed", staff.id.to_string()),
            Person::Client(_, client) => ("client.password_changed", client.id.to_string()),
        };
        audit::append(&tx, now, caller.actor, verb, object, None, &json!({})).await?;
        tx.commit().await?;
        Ok(session)
    }
}
