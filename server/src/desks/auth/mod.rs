//! Signing in, for both sides: passwords, sessions, links by mail, one-time codes.
//!
//! Never tells whether an e-mail is known, never keeps a secret it could keep the hash of, and calls no mail server: mails wait in the outbox.

mod browser;
mod codes;
pub(crate) mod links;
pub(crate) mod person;
pub(crate) mod sessions;
mod sign_in;
pub(crate) mod throttle;
pub(crate) mod tokens;

pub use sessions::{Found, Sessions};

use super::Counter;
use super::fault::Fault;
use async_trait::async_trait;
use desk::{AppError, AuthDesk, Caller, LinkView, NewSession, SessionView, Side, SignIn, SignInDraft, TotpSetup};
use domain::error::ErrorCode;
use domain::ids::SessionId;
use domain::locale::Locale;
use domain::policy::{Action, Actor, authorise};
use person::Person;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use std::sync::Arc;
use store::entities::session;
use store::words::SessionState;

/// The desk of sign-in.
pub struct Auth {
    counter: Arc<Counter>,
}

impl Auth {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }

    /// The signed-in person, read afresh.
    async fn signed_in(&self, caller: &Caller) -> Result<Person, Fault> {
        authorise(caller.actor, Action::ManageOwnAccount)?;
        Ok(person::of_actor(self.counter.db.read(), caller.actor).await?.ok_or(ErrorCode::SignInNeeded)?)
    }

    async fn sessions_of(&self, caller: &Caller) -> Result<Vec<SessionView>, Fault> {
        let (person, now) = (self.signed_in(caller).await?, self.counter.now());
        let rows = session::Entity::find()
            .filter(sessions::of(&person))
            .order_by_desc(session::Column::SeenAt)
            .order_by_desc(session::Column::Id)
            .all(self.counter.db.read())
            .await?;
        let open = rows.into_iter().filter(|row| row.state == SessionState::Open && sessions::is_alive(row, now));
        let view = |row: session::Model| SessionView {
            id: row.id,
            current: caller.session == Some(row.id),
            browser: browser::short(&row.user_agent),
            created_at: row.created_at,
            seen_at: row.seen_at,
        };
        Ok(open.map(view).collect())
    }

    async fn close(&self, caller: &Caller, id: SessionId) -> Result<(), Fault> {
        let person = self.signed_in(caller).await?;
        let tx = self.counter.db.begin_write().await?;
        let ended = session::Entity::delete_by_id(id).filter(sessions::of(&person)).exec(&tx).await?;
        if ended.rows_affected == 0 {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(tx.commit().await?)
    }

    async fn close_own(&self, caller: &Caller) -> Result<(), Fault> {
        let Some(id) = caller.session else { return Ok(()) };
        let tx = self.counter.db.begin_write().await?;
        session::Entity::delete_by_id(id).exec(&tx).await?;
        Ok(tx.commit().await?)
    }

    async fn remember_language(&self, caller: &Caller, locale: Locale) -> Result<(), Fault> {
        if caller.actor == Actor::Anonymous {
            // Between password and code nobody is signed in yet: the cookie remembers.
            return Ok(());
        }
        let person = self.signed_in(caller).await?;
        let tx = self.counter.db.begin_write().await?;
        match person {
            Person::Staff(staff) => {
                let mut row = staff.into_active_model();
                row.language = Set(locale);
                row.update(&tx).await?;
            }
            Person::Client(account, _) => {
                let mut row = account.into_active_model();
                row.language = Set(locale);
                row.update(&tx).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}

#[async_trait]
impl AuthDesk for Auth {
    async fn sign_in(&self, caller: &Caller, side: Side, draft: SignInDraft) -> Result<SignIn, AppError> {
        self.check_in(caller, side, draft).await.map_err(|fault| fault.told(caller))
    }

    async fn confirm_code(&self, caller: &Caller, code: &str) -> Result<NewSession, AppError> {
        self.check_code(caller, code).await.map_err(|fault| fault.told(caller))
    }

    async fn sign_out(&self, caller: &Caller) -> Result<(), AppError> {
        self.close_own(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn request_link(&self, caller: &Caller, side: Side, email: &str) -> Result<(), AppError> {
        self.ask_for_link(caller, side, email).await.map_err(|fault| fault.told(caller))
    }

    async fn read_link(&self, caller: &Caller, token: &str) -> Result<LinkView, AppError> {
        self.view_link(token).await.map_err(|fault| fault.told(caller))
    }

    async fn renew_link(&self, caller: &Caller, token: &str) -> Result<(), AppError> {
        self.send_again(caller, token).await.map_err(|fault| fault.told(caller))
    }

    async fn set_password(&self, caller: &Caller, token: &str, password: &str) -> Result<NewSession, AppError> {
        self.use_link(caller, token, password).await.map_err(|fault| fault.told(caller))
    }

    async fn change_password(&self, caller: &Caller, current: &str, password: &str) -> Result<NewSession, AppError> {
        self.replace_password(caller, current, password).await.map_err(|fault| fault.told(caller))
    }

    async fn list_sessions(&self, caller: &Caller) -> Result<Vec<SessionView>, AppError> {
        self.sessions_of(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn end_session(&self, caller: &Caller, id: SessionId) -> Result<(), AppError> {
        self.close(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn has_totp(&self, caller: &Caller) -> Result<bool, AppError> {
        let staff = self.own_staff_row(caller).await.map_err(|fault| fault.told(caller))?;
        Ok(staff.totp_secret.is_some())
    }

    async fn begin_totp(&self, caller: &Caller) -> Result<TotpSetup, AppError> {
        self.draw_secret(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn find_totp_setup(&self, caller: &Caller) -> Result<Option<TotpSetup>, AppError> {
        let staff = self.own_staff_row(caller).await.map_err(|fault| fault.told(caller))?;
        Ok(staff.totp_pending.clone().map(|secret| self.setup(&staff, secret)))
    }

    async fn confirm_totp(&self, caller: &Caller, code: &str) -> Result<(), AppError> {
        self.enforce_secret(caller, code).await.map_err(|fault| fault.told(caller))
    }

    async fn end_totp(&self, caller: &Caller, code: &str) -> Result<(), AppError> {
        self.drop_secret(caller, code).await.map_err(|fault| fault.told(caller))
    }

    async fn set_language(&self, caller: &Caller, locale: Locale) -> Result<(), AppError> {
        self.remember_language(caller, locale).await.map_err(|fault| fault.told(caller))
    }
}
