//! Sign-in, sessions, links and one-time codes.

use crate::{AppError, Caller};
use async_trait::async_trait;
use domain::ids::SessionId;
use domain::locale::Locale;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Which door: travellers and staff sign in apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The traveller's space.
    Portal,
    /// The back office.
    Office,
}

/// The sign-in form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInDraft {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// An account id, once several people answered to the same e-mail and password.
    pub account: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
}

/// A token for a new session cookie.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The secret; only the cookie carries it.
    pub token: String,
    /// Where to go.
    pub next: String,
}

/// What sign-in led to.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// Signed in.
    Done(NewSession),
    /// The password was right; the one-time code comes next.
    CodeNeeded(NewSession),
    /// Several people share e-mail and password: (account id, name).
    Choose(Vec<(String, String)>),
}

/// What a link in a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// A client opens their space for the first time.
    Activation,
    /// A member of staff was invited.
    Invitation,
    /// A new password.
    Reset,
}

/// A link that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// What it is for.
    pub kind: LinkKind,
    /// Whose.
    pub name: String,
    /// The address on file, masked: `c•••@example.org`.
    pub email: String,
}

/// One open session of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// To end it.
    pub id: SessionId,
    /// The one that asks.
    pub current: bool,
    /// The browser in short words: "Firefox, Linux".
    pub browser: String,
    /// When it was opened.
    pub created_at: OffsetDateTime,
    /// When it was last used.
    pub seen_at: OffsetDateTime,
}

/// What an authenticator app needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpSetup {
    /// The secret in base 32, to type.
    pub secret: String,
    /// The `otpauth://` address, to scan or to tap.
    pub uri: String,
}

/// Sign-in for both sides.
#[async_trait]
pub trait AuthDesk: Send + Sync {
    /// Checks e-mail and password. **Errors**: `WrongCredentials` (also for an unknown e-mail, in the same time), `TooManyTries`.
    async fn sign_in(&self, caller: &Caller, side: Side, draft: SignInDraft) -> Result<SignIn, AppError>;
    /// Checks the one-time code of a session that waits for it. **Errors**: `WrongCode`, `TooManyTries`, `SignInNeeded`.
    async fn confirm_code(&self, caller: &Caller, code: &str) -> Result<NewSession, AppError>;
    /// Ends the caller's session; never fails for lack of one.
    async fn sign_out(&self, caller: &Caller) -> Result<(), AppError>;
    /// Mails a reset link when the address is known; says the same when it is not. **Errors**: field `email`, `TooManyTries`.
    async fn request_link(&self, caller: &Caller, side: Side, email: &str) -> Result<(), AppError>;
    /// Reads a link without using it. **Errors**: `LinkUnknown`; `LinkUsed`, `LinkExpired` (`email`: the masked address on file).
    async fn read_link(&self, caller: &Caller, token: &str) -> Result<LinkView, AppError>;
    /// Mails a fresh link to the address on file of a used or expired one; silent for an unknown one.
    async fn renew_link(&self, caller: &Caller, token: &str) -> Result<(), AppError>;
    /// Uses a link: sets the password, ends the other sessions and opens one. **Errors**: as [`AuthDesk::read_link`]; field `password`.
    async fn set_password(&self, caller: &Caller, token: &str, password: &str) -> Result<NewSession, AppError>;
    /// Changes one's own password; other sessions end. **Errors**: fields `current`, `password`.
    async fn change_password(&self, caller: &Caller, current: &str, password: &str) -> Result<NewSession, AppError>;
    /// One's own open sessions, the latest first.
    async fn list_sessions(&self, caller: &Caller) -> Result<Vec<SessionView>, AppError>;
    /// Ends one of one's own sessions. **Errors**: `NotFound` for another's.
    async fn end_session(&self, caller: &Caller, id: SessionId) -> Result<(), AppError>;
    /// Whether one-time codes are asked of the caller (staff).
    async fn has_totp(&self, caller: &Caller) -> Result<bool, AppError>;
    /// Draws a secret for one-time codes, in force once confirmed (staff).
    async fn begin_totp(&self, caller: &Caller) -> Result<TotpSetup, AppError>;
    /// The drawn secret that no code has confirmed yet (staff).
    async fn find_totp_setup(&self, caller: &Caller) -> Result<Option<TotpSetup>, AppError>;
    /// Puts the drawn secret in force. **Errors**: field `code`.
    async fn confirm_totp(&self, caller: &Caller, code: &str) -> Result<(), AppError>;
    /// Stops asking for codes. **Errors**: field `code`.
    async fn end_totp(&self, caller: &Caller, code: &str) -> Result<(), AppError>;
    /// Remembers the language of a signed-in caller.
    async fn set_language(&self, caller: &Caller, locale: Locale) -> Result<(), AppError>;
}
