//! What pages and server functions find in their context, and what they may do to the answer.

use super::session::{COOKIE, Visitor};
use crate::House;
use axum::body::Body;
use desk::{Reply, ReplyHandle};
use http::{HeaderValue, Response, StatusCode, header};
use leptos::prelude::provide_context;
use std::sync::{Arc, Mutex, PoisonError};

const YEAR: u32 = 365 * 24 * 3600;

#[derive(Default)]
struct Wanted {
    redirect: Option<String>,
    status: Option<u16>,
    cookies: Vec<String>,
}

/// Collects what a server function or page wants of its answer, until the answer is there.
pub(super) struct Collected {
    wanted: Mutex<Wanted>,
    origin: String,
    banks: Vec<String>,
}

impl Collected {
    pub(super) fn new(house: &House) -> Arc<Self> {
        Arc::new(Self { wanted: Mutex::default(), origin: house.config.origin().to_owned(), banks: house.bank_origins() })
    }

    fn with<T>(&self, change: impl FnOnce(&mut Wanted) -> T) -> T {
        change(&mut self.wanted.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where to send the browser, if anywhere.
    pub(super) fn destination(&self) -> Option<String> {
        self.with(|wanted| wanted.redirect.clone())
    }

    /// Puts cookies and status on the answer.
    pub(super) fn apply(&self, response: &mut Response<Body>) {
        self.with(|wanted| {
            for cookie in wanted.cookies.drain(..) {
                if let Ok(value) = HeaderValue::from_str(&cookie) {
                    response.headers_mut().append(header::SET_COOKIE, value);
                }
            }
            if let Some(status) = wanted.status.and_then(|status| StatusCode::from_u16(status).ok()) {
                *response.status_mut() = status;
            }
        });
    }
}

impl Reply for Collected {
    fn redirect(&self, path: &str) {
        // Only a path of this site: never `//other.example` or `/\other.example`.
        let safe = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
        self.with(|wanted| wanted.redirect = Some(if safe { path.to_owned() } else { "/".to_owned() }));
    }

    fn leave(&self, url: &str) {
        // A payment that turned out to be made leads back to our own page of it.
        if let Some(path) = url.strip_prefix(self.origin.as_str()).filter(|rest| rest.starts_with('/')) {
            self.redirect(path);
        } else if self.banks.iter().any(|origin| url.strip_prefix(origin.as_str()).is_some_and(|rest| rest.starts_with('/'))) {
            self.with(|wanted| wanted.redirect = Some(url.to_owned()));
        } else {
            tracing::error!("refused to leave for an address that is no bank of ours");
            self.with(|wanted| wanted.redirect = Some("/".to_owned()));
        }
    }

    fn set_session(&self, token: Option<&str>) {
        let cookie = match token {
            Some(token) => format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax"),
            None => format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"),
        };
        self.with(|wanted| wanted.cookies.push(cookie));
    }

    fn set_preference(&self, name: &'static str, value: &str) {
        if value.chars().all(|c| c.is_ascii_alphanumeric()) {
            self.with(|wanted| wanted.cookies.push(format!("{name}={value}; Path=/; Secure; SameSite=Lax; Max-Age={YEAR}")));
        }
    }

    fn set_status(&self, status: u16) {
        self.with(|wanted| wanted.status = Some(status));
    }
}

/// Provides the context of one request.
pub(super) fn provide(house: &House, visitor: &Visitor, reply: &Arc<Collected>) {
    provide_context(house.desks.clone());
    provide_context(visitor.caller.clone());
    provide_context(visitor.viewer.clone());
    provide_context(ReplyHandle(reply.clone()));
    provide_context(account::Assets(house.asset_urls.clone()));
}
