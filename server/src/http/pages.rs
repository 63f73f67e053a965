//! Pages: rendered whole on the server, complete without scripts.

use super::context::{self, Collected};
use super::headers::page_policy;
use super::session::Visitor;
use crate::House;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use desk::{AppError, BankForm};
use http::{HeaderValue, StatusCode, Uri, header};
use leptos::prelude::{IntoView, provide_context};
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// A policy that lets no form lead anywhere.
const NO_FORMS: &str = "'none'";

/// Renders the page of `request`'s address. `replay` is a refused form to draw again; `status` holds unless the page sets its own.
pub(super) async fn render(
    house: &Arc<House>,
    visitor: &Visitor,
    request: Request,
    replay: Option<ui::FormReplay>,
    status: StatusCode,
) -> Response {
    let reply = Collected::new(house);
    let provide = {
        let (house, visitor, reply) = (house.clone(), visitor.clone(), reply.clone());
        move || {
            context::provide(&house, &visitor, &reply);
            if let Some(mark) = house.live.mark() {
                provide_context(ui::LiveMark(mark));
            }
            if let Some(replay) = &replay {
                provide_context(replay.clone());
            }
            set_policy(|nonce| page_policy(nonce, &house.bank_origins()));
        }
    };
    let side = if request.uri().path() == "/office" || request.uri().path().starts_with("/office/") {
        app::Side::Office
    } else {
        app::Side::Portal
    };
    let parts = house.shell_parts(side, visitor.viewer.locale, visitor.viewer.theme);
    let handler = leptos_axum::render_app_async_with_context(provide, move || app::shell(side, parts.clone()));
    let mut response = handler(request).await;
    if let Some(location) = reply.destination() {
        response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
    } else if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    reply.apply(&mut response);
    response
}

/// The content policy of a page without a bundle, whose forms lead to `forms`. Inline scripts are the renderer's own list of what the page read (nothing)
/// and what the page itself carries.
fn plain_policy(nonce: &str, forms: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action {forms}; frame-ancestors 'none'"
    )
}

/// Scheme, host and port of an address, as a policy names them; `'none'` for what is no address.
fn origin(address: &str) -> String {
    let parts = address.parse::<Uri>().unwrap_or_default().into_parts();
    match (parts.scheme, parts.authority) {
        (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
        _ => NO_FORMS.to_owned(),
    }
}

/// Puts the policy on the answer under way, with the nonce of its scripts.
fn set_policy(policy: impl FnOnce(&str) -> String) {
    let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    if let (Some(options), Ok(policy)) = (leptos::prelude::use_context::<ResponseOptions>(), HeaderValue::from_str(&policy(&nonce))) {
        options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// A plain page that says why nothing can be shown.
pub(super) async fn refusal(house: &Arc<House>, visitor: &Visitor, error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let AppError::Refused(refusal) = error else { return status.into_response() };
    let sentence = locales::errors::sentence(visitor.caller.locale, &refusal);
    let parts = house.shell_parts(app::Side::Portal, visitor.viewer.locale, visitor.viewer.theme);
    plain(house, visitor, status, NO_FORMS.to_owned(), move || app::refusal_shell(parts.clone(), sentence.clone())).await
}

/// The form that leads to a bank's page.
pub(super) async fn bank_form(house: &Arc<House>, visitor: &Visitor, form: BankForm) -> Response {
    let parts = house.shell_parts(app::Side::Portal, visitor.viewer.locale, visitor.viewer.theme);
    let (agency, forms) = (visitor.viewer.agency.clone(), origin(&form.action));
    plain(house, visitor, StatusCode::OK, forms, move || app::bank_form_shell(parts.clone(), agency.clone(), form.clone())).await
}

/// The demo's mail drop.
pub(super) async fn mail_drop(house: &Arc<House>, visitor: &Visitor, mails: Vec<app::DroppedMail>) -> Response {
    let parts = house.shell_parts(app::Side::Portal, visitor.viewer.locale, visitor.viewer.theme);
    plain(house, visitor, StatusCode::OK, NO_FORMS.to_owned(), move || app::mail_drop_shell(parts.clone(), mails.clone())).await
}

/// A page without a bundle, whose forms lead to `forms`.
async fn plain<V: IntoView + 'static>(
    house: &Arc<House>,
    visitor: &Visitor,
    status: StatusCode,
    forms: String,
    shell: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let provide = {
        let (house, visitor) = (house.clone(), visitor.clone());
        let reply = Collected::new(&house);
        move || {
            context::provide(&house, &visitor, &reply);
            set_policy(|nonce| plain_policy(nonce, &forms));
        }
    };
    let handler = leptos_axum::render_app_async_with_context(provide, shell);
    let Ok(request) = Request::builder().uri("/").body(Body::empty()) else { return status.into_response() };
    let mut response = handler(request).await;
    *response.status_mut() = status;
    response
}
