//! Who is asking: the session cookie becomes a [`Caller`], with rights read afresh at every request.

use crate::House;
use crate::desks::auth::Found;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use desk::{Caller, Theme, Viewer};
use domain::locale::Locale;
use domain::policy::Actor;
use http::{HeaderMap, header};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Name of the session cookie. The prefix makes browsers refuse it without `Secure`, with a `Domain`, or for a part of the site.
pub(super) const COOKIE: &str = "__Host-session";

/// A caller and what pages may know of them.
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    pub(super) caller: Caller,
    pub(super) viewer: Viewer,
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// The address of the browser: the last one that a trusted proxy names, else the peer.
pub(super) fn client_ip(house: &House, request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())?;
    if !house.config.proxies.contains(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
    forwarded.rsplit(',').filter_map(|part| part.trim().parse().ok()).find(|ip| !house.config.proxies.contains(ip)).or(Some(peer))
}

/// The layer.
pub(super) async fn resolve(State(house): State<Arc<House>>, mut request: Request, next: Next) -> Response {
    let found = match cookie(request.headers(), COOKIE) {
        Some(token) => house.sessions.resolve(token).await,
        None => None,
    };
    let visitor = visitor(&house, &request, found);
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// Whoever asks, before anybody looked who they are: enough to answer in their language.
pub(super) fn stranger(house: &House, request: &Request) -> Visitor {
    visitor(house, request, None)
}

fn visitor(house: &House, request: &Request, found: Option<Found>) -> Visitor {
    let ip = client_ip(house, request).map(|ip| ip.to_string()).unwrap_or_default();
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let user_agent: String = text(header::USER_AGENT).chars().take(200).collect();
    let chosen = cookie(headers, "lang").and_then(|value| value.parse::<Locale>().ok());
    let locale = chosen.or(found.as_ref().map(|known| known.locale)).unwrap_or_else(|| Locale::negotiate(text(header::ACCEPT_LANGUAGE)));
    let theme = match cookie(headers, "theme") {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Auto,
    };
    let request_id = request.extensions().get::<super::observe::RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let actor = found.as_ref().map_or(Actor::Anonymous, |known| known.actor);
    let viewer = Viewer {
        actor,
        name: found.as_ref().map(|known| known.name.clone()).unwrap_or_default(),
        given_name: found.as_ref().map(|known| known.given_name.clone()).unwrap_or_default(),
        locale,
        theme,
        today: house.counter.today(),
        agency: house.config.agency.name.clone(),
        phone: house.config.agency.phone.clone(),
        demo: house.config.mode == crate::config::Mode::Demo,
    };
    let caller = Caller { actor, session: found.map(|known| known.session), locale, ip, user_agent, request_id };
    Visitor { caller, viewer }
}
