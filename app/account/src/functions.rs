//! The server functions of accounts: each hands its arguments to the desk and turns the answer into a cookie or an address.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, LinkView, SessionView, Side, SignInDraft, TotpSetup};
use domain::ids::SessionId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::place::{Place, local, path},
    desk::{Caller, Desks, NewSession, Reply, ReplyHandle, SignIn},
    domain::error::{ErrorCode, FieldErrors, Refusal},
    domain::locale::Locale,
    std::sync::Arc,
};

#[cfg(feature = "ssr")]
fn counter() -> (Caller, Arc<dyn desk::AuthDesk>, Arc<dyn Reply>) {
    (expect_context::<Caller>(), expect_context::<Desks>().auth, expect_context::<ReplyHandle>().0)
}

#[cfg(feature = "ssr")]
fn open(reply: &dyn Reply, session: &NewSession, place: &str) {
    reply.set_session(Some(&session.token));
    reply.redirect(&local(&session.next, place));
}

/// One refused field that carries the names to choose from: account id → name.
#[cfg(feature = "ssr")]
fn choose(accounts: Vec<(String, String)>) -> AppError {
    let refusal = accounts.into_iter().fold(Refusal::new(ErrorCode::ChooseAccount), |refusal, (id, name)| refusal.with(&id, name));
    FieldErrors::one("account", refusal).into()
}

/// Opens a session, or the door to the one-time code.
///
/// **Permissions**: anybody. **Errors**: `WrongCredentials`, `TooManyTries`, `ChooseAccount` at `account`.
#[server(name = SignInCall, prefix = "/api", endpoint = "sign_in")]
pub async fn sign_in(side: Side, draft: SignInDraft) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    let next = draft.next.clone();
    match desk.sign_in(&caller, side, draft).await? {
        SignIn::Done(session) => open(&*reply, &session, path(side, Place::Home)),
        SignIn::CodeNeeded(session) => {
            reply.set_session(Some(&session.token));
            reply.redirect(&[path(side, Place::Code), "?next=", &crate::page::escape(&next)].concat());
        }
        SignIn::Choose(accounts) => return Err(choose(accounts)),
    }
    Ok(())
}

/// Checks the one-time code of a session that waits for it, and goes on to `next`, the page that asked for the sign-in.
///
/// **Permissions**: staff whose password was right. **Errors**: `WrongCode`, `TooManyTries`, `SignInNeeded`.
#[server(name = ConfirmCode, prefix = "/api", endpoint = "confirm_code")]
pub async fn confirm_code(code: String, #[server(default)] next: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    let session = NewSession { next, ..desk.confirm_code(&caller, &code).await? };
    open(&*reply, &session, path(Side::Office, Place::Home));
    Ok(())
}

/// Ends the session of this browser.
///
/// **Permissions**: anybody. **Errors**: none of its own.
#[server(name = SignOut, prefix = "/api", endpoint = "sign_out")]
pub async fn sign_out(side: Side) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.sign_out(&caller).await?;
    reply.set_session(None);
    reply.redirect(path(side, Place::SignIn));
    Ok(())
}

/// Mails a link to choose a new password; answers the same for an unknown address.
///
/// **Permissions**: anybody. **Errors**: field `email`, `TooManyTries`.
#[server(name = RequestLink, prefix = "/api", endpoint = "request_link")]
pub async fn request_link(side: Side, email: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.request_link(&caller, side, &email).await?;
    reply.redirect(&[path(side, Place::Forgotten), "?saved=sent"].concat());
    Ok(())
}

/// Reads a link without using it.
///
/// **Permissions**: whoever holds the link. **Errors**: `LinkUnknown`, `LinkUsed`, `LinkExpired`.
#[server(name = ReadLink, prefix = "/api", endpoint = "read_link", input = GetUrl)]
pub async fn read_link(token: String) -> Result<LinkView, AppError> {
    let (caller, desk, _) = counter();
    desk.read_link(&caller, &token).await
}

/// Mails a fresh link to the address on file of a used or expired one; silent for an unknown one.
///
/// **Permissions**: whoever holds the old link. **Errors**: `TooManyTries`.
#[server(name = RenewLink, prefix = "/api", endpoint = "renew_link")]
pub async fn renew_link(side: Side, token: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.renew_link(&caller, &token).await?;
    reply.redirect(&[path(side, Place::Forgotten), "?saved=sent"].concat());
    Ok(())
}

/// Uses a link: sets the password and opens a session.
///
/// **Permissions**: whoever holds the link. **Errors**: as [`read_link`]; field `password`.
#[server(name = SetPassword, prefix = "/api", endpoint = "set_password")]
pub async fn set_password(side: Side, token: String, password: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    open(&*reply, &desk.set_password(&caller, &token, &password).await?, path(side, Place::Home));
    Ok(())
}

/// Changes one's own password; the other sessions end.
///
/// **Permissions**: signed in. **Errors**: fields `current_password`, `password`; `SignInNeeded`, `TooManyTries`.
#[server(name = ChangePassword, prefix = "/api", endpoint = "change_password")]
pub async fn change_password(side: Side, current_password: String, password: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    let session = desk.change_password(&caller, &current_password, &password).await.map_err(name_current)?;
    reply.set_session(Some(&session.token));
    reply.redirect(&[path(side, Place::Account), "?saved=password"].concat());
    Ok(())
}

/// The field is named so that a refused post never carries its value back.
#[cfg(feature = "ssr")]
fn name_current(error: AppError) -> AppError {
    match error {
        AppError::Fields(mut fields) => {
            for (field, _) in fields.0.iter_mut().filter(|(field, _)| field == "current") {
                "current_password".clone_into(field);
            }
            AppError::Fields(fields)
        }
        other => other,
    }
}

/// One's own open sessions, the latest first.
///
/// **Permissions**: signed in. **Errors**: `SignInNeeded`.
#[server(name = ListSessions, prefix = "/api", endpoint = "list_sessions", input = GetUrl)]
pub async fn list_sessions() -> Result<Vec<SessionView>, AppError> {
    let (caller, desk, _) = counter();
    desk.list_sessions(&caller).await
}

/// Ends one of one's own sessions.
///
/// **Permissions**: signed in, one's own. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = EndSession, prefix = "/api", endpoint = "end_session")]
pub async fn end_session(side: Side, session: SessionId) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.end_session(&caller, session).await?;
    reply.redirect(&[path(side, Place::Account), "?saved=session"].concat());
    Ok(())
}

/// How far one-time codes are set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TotpView {
    /// None is asked.
    Off,
    /// A secret was drawn; a code has to confirm it.
    Drawn(TotpSetup),
    /// One is asked at every sign-in.
    On,
}

/// How far one-time codes of the caller are set up.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindTotp, prefix = "/api", endpoint = "find_totp", input = GetUrl)]
pub async fn find_totp() -> Result<TotpView, AppError> {
    let (caller, desk, _) = counter();
    if desk.has_totp(&caller).await? {
        return Ok(TotpView::On);
    }
    Ok(desk.find_totp_setup(&caller).await?.map_or(TotpView::Off, TotpView::Drawn))
}

/// Draws a secret for one-time codes; in force once a code confirmed it.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = BeginTotp, prefix = "/api", endpoint = "begin_totp")]
pub async fn begin_totp(side: Side) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.begin_totp(&caller).await?;
    reply.redirect(path(side, Place::Account));
    Ok(())
}

/// Puts the drawn secret in force.
///
/// **Permissions**: staff. **Errors**: field `code`; `SignInNeeded`.
#[server(name = ConfirmTotp, prefix = "/api", endpoint = "confirm_totp")]
pub async fn confirm_totp(side: Side, code: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.confirm_totp(&caller, &code).await?;
    reply.redirect(&[path(side, Place::Account), "?saved=totp"].concat());
    Ok(())
}

/// Stops asking for one-time codes.
///
/// **Permissions**: staff. **Errors**: field `code`; `SignInNeeded`.
#[server(name = EndTotp, prefix = "/api", endpoint = "end_totp")]
pub async fn end_totp(side: Side, code: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    desk.end_totp(&caller, &code).await?;
    reply.redirect(&[path(side, Place::Account), "?saved=no-totp"].concat());
    Ok(())
}

/// Chooses the language of pages, and of mails for those signed in. `back` is the page to return to.
///
/// **Permissions**: anybody. **Errors**: `NotAChoice` at `locale`.
#[server(name = SetLanguage, prefix = "/api", endpoint = "set_language")]
pub async fn set_language(locale: String, back: String) -> Result<(), AppError> {
    let (caller, desk, reply) = counter();
    let chosen: Locale = locale.parse().map_err(|_| FieldErrors::one("locale", ErrorCode::NotAChoice))?;
    if caller.session.is_some() {
        desk.set_language(&caller, chosen).await?;
    }
    reply.set_preference("lang", chosen.as_str());
    reply.redirect(&local(&back, "/"));
    Ok(())
}

/// Chooses light, dark or the system's colours. `back` is the page to return to.
///
/// **Permissions**: anybody. **Errors**: none; an unknown word means the system's.
#[server(name = SetTheme, prefix = "/api", endpoint = "set_theme")]
pub async fn set_theme(theme: String, back: String) -> Result<(), AppError> {
    let (_, _, reply) = counter();
    reply.set_preference("theme", ui::Theme::from_cookie(Some(&theme)).as_str());
    reply.redirect(&local(&back, "/"));
    Ok(())
}
