//! Server functions, called in two ways that end in the same function.
//!
//! Hydrated pages call `/api/NAME` and get the value or the [`AppError`] as JSON. Elsewhere a form posts to its own page with `?do=NAME`: on success the
//! browser is sent on (303); on a refusal the same page is drawn again around what was typed.

use super::context::{self, Collected};
use super::pages;
use super::session::Visitor;
use crate::House;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use desk::AppError;
use domain::error::{ErrorCode, Refusal};
use futures::StreamExt;
use http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use std::sync::Arc;

/// A form sent by a script, which cannot follow a redirect to a bank: it is told where to go.
const SENT_BY_SCRIPT: HeaderName = HeaderName::from_static("x-form");

const REDIRECT_HEADER: HeaderName = HeaderName::from_static("serverfnredirect");

/// Bytes of a body that are listened to before the connection is closed.
const HEARD: usize = 32 * 1024 * 1024;

/// What a server function answered.
enum Answer {
    /// Its value, ready to send.
    Done(Response),
    /// Its refusal, with the reference of the request where it is ours to find.
    Refused(AppError),
}

async fn call(house: &Arc<House>, visitor: &Visitor, reply: &Arc<Collected>, request: Request) -> Answer {
    let provide = {
        let (house, visitor, reply) = (house.clone(), visitor.clone(), reply.clone());
        move || context::provide(&house, &visitor, &reply)
    };
    let response = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if response.status().is_success() {
        return Answer::Done(response);
    }
    let body = to_bytes(response.into_body(), super::FORM_LIMIT).await.unwrap_or_default();
    Answer::Refused(with_reference(serde_json::from_slice(&body).unwrap_or_else(|_| ErrorCode::BadForm.into()), visitor))
}

/// An internal error says under which reference the log knows it.
fn with_reference(error: AppError, visitor: &Visitor) -> AppError {
    match error {
        AppError::Refused(refusal) if refusal.code == ErrorCode::Internal => {
            Refusal::new(ErrorCode::Internal).with("reference", &visitor.caller.request_id).into()
        }
        other => other,
    }
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Reads a body of at most [`super::FORM_LIMIT`] bytes; `None` for a larger one. That one is taken in all the same, and forgotten, up to [`HEARD`]: a browser
/// that is cut off in the middle of a sentence shows an error of its own instead of our answer.
async fn read(body: Body) -> Option<Vec<u8>> {
    let (mut bytes, mut heard) = (Vec::new(), 0_usize);
    let mut chunks = body.into_data_stream();
    while let Some(Ok(chunk)) = chunks.next().await {
        heard = heard.saturating_add(chunk.len());
        if heard <= super::FORM_LIMIT {
            bytes.extend_from_slice(&chunk);
        } else if heard > HEARD {
            break;
        }
    }
    (heard <= super::FORM_LIMIT).then_some(bytes)
}

/// `/api/NAME`, called by scripts.
pub(super) async fn server_function(State(house): State<Arc<House>>, Extension(visitor): Extension<Visitor>, request: Request) -> Response {
    let refuse = |error: AppError| {
        // Nothing is wrong, but nothing was done either: a script reads every 2xx as done.
        let status = if error == AppError::Redraw { StatusCode::UNPROCESSABLE_ENTITY } else { status(&error) };
        (status, axum::Json(error)).into_response()
    };
    if server_fn_is_unknown(request.uri().path(), request.method()) {
        return refuse(ErrorCode::NotFound.into());
    }
    let (parts, body) = request.into_parts();
    let Some(bytes) = read(body).await else { return refuse(ErrorCode::TooLarge.into()) };
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // Redirects are ours to make: the library must not send the browser back to the referrer.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let reply = Collected::new(&house);
    let mut response = match call(&house, &visitor, &reply, request).await {
        Answer::Done(response) => response,
        Answer::Refused(error) => refuse(error),
    };
    reply.apply(&mut response);
    if let Some(location) = reply.destination().and_then(|path| HeaderValue::from_str(&path).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
        response.headers_mut().insert(REDIRECT_HEADER, HeaderValue::from_static(""));
    }
    response
}

fn server_fn_is_unknown(path: &str, method: &Method) -> bool {
    leptos::server_fn::axum::get_server_fn_service(path, method.clone()).is_none()
}

/// Everything that is no known route: a page, or a form posted to one.
pub(super) async fn page_or_form(State(house): State<Arc<House>>, Extension(visitor): Extension<Visitor>, request: Request) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => pages::render(&house, &visitor, request, None, StatusCode::OK).await,
        Method::POST => form(&house, &visitor, request).await,
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// The function that a form posts to, from `?do=NAME`.
fn function_of(uri: &Uri) -> Option<String> {
    let name = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("do="))?;
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'))
        .then(|| name.to_owned())
}

/// The page's own address, without the function.
fn page_of(uri: &Uri) -> String {
    let rest: Vec<&str> = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("do=")).collect();
    if rest.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), rest.join("&")) }
}

async fn form(house: &Arc<House>, visitor: &Visitor, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (page, scripted) = (page_of(&parts.uri), parts.headers.contains_key(SENT_BY_SCRIPT));
    let refuse = |error: AppError| pages::refusal(house, visitor, error);
    let Some(function) = function_of(&parts.uri).filter(|name| !server_fn_is_unknown(&format!("/api/{name}"), &Method::POST)) else {
        return refuse(ErrorCode::NotFound.into()).await;
    };
    let Some(bytes) = read(body).await else {
        return refuse(ErrorCode::TooLarge.into()).await;
    };
    let Ok(typed) = String::from_utf8(bytes.clone()) else {
        return refuse(ErrorCode::BadForm.into()).await;
    };
    let inner = Request::builder().method(Method::POST).uri(format!("/api/{function}"));
    let inner = inner.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").header(header::ACCEPT, "application/json");
    let Ok(inner) = inner.body(Body::from(bytes)) else {
        return refuse(ErrorCode::BadForm.into()).await;
    };
    let reply = Collected::new(house);
    match call(house, visitor, &reply, inner).await {
        Answer::Done(_) => {
            let location = reply.destination().unwrap_or(page);
            let status = if scripted { StatusCode::NO_CONTENT } else { StatusCode::SEE_OTHER };
            let mut response = (status, [(header::LOCATION, location)]).into_response();
            reply.apply(&mut response);
            response
        }
        Answer::Refused(error) => {
            let status = status(&error);
            let serialised = serde_json::to_string(&error).unwrap_or_default();
            let replay = ui::FormReplay::new(function, &typed, serialised);
            // The address stays as posted, so that the browser's router reads the same page when scripts take over.
            let Ok(request) = Request::builder().method(Method::GET).uri(parts.uri).body(Body::empty()) else {
                return refuse(ErrorCode::BadForm.into()).await;
            };
            pages::render(house, visitor, request, Some(replay), status).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_names_its_function_and_keeps_its_page() {
        let uri: Uri = "/office/trips?q=a&do=create_trip&page=2".parse().unwrap();
        assert_eq!(function_of(&uri).as_deref(), Some("create_trip"));
        assert_eq!(page_of(&uri), "/office/trips?q=a&page=2");
        for wrong in ["/x", "/x?do=", "/x?do=../y", "/x?undo=y"] {
            assert_eq!(function_of(&wrong.parse().unwrap()), None, "{wrong}");
        }
    }
}
