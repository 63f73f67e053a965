//! Files that staff bring: bank statements, by content and not by name. What is refused is said on the page that the form stands on.

use super::pages;
use super::session::Visitor;
use crate::House;
use axum::Extension;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::{IntoResponse, Response};
use desk::AppError;
use domain::error::ErrorCode;
use domain::policy::{Action, authorise};
use domain::transfers::StatementState;
use http::{StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// The page with the form.
const PAGE: &str = "/office/statements";

/// A statement. **Permissions**: managers, accountants, administrators.
pub(super) async fn statement(State(house): State<Arc<House>>, Extension(visitor): Extension<Visitor>, request: Request) -> Response {
    // Nobody else may have a file of that size taken in.
    if let Err(refusal) = authorise(visitor.caller.actor, Action::KeepBooks) {
        return pages::refusal(&house, &visitor, refusal.into()).await;
    }
    let to = match take(&house, &visitor, request).await {
        Ok(to) => to,
        Err(AppError::Refused(refusal)) => format!("{PAGE}?refused={}", refusal.code),
        Err(other) => return pages::refusal(&house, &visitor, other).await,
    };
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

async fn take(house: &Arc<House>, visitor: &Visitor, request: Request) -> Result<String, AppError> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| ErrorCode::BadForm)?;
    let (mut file, mut account) = (None, String::new());
    while let Some(part) = parts.next_field().await.map_err(|_| ErrorCode::TooLarge)? {
        match part.name() {
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                file = Some((name, part.bytes().await.map_err(|_| ErrorCode::TooLarge)?));
            }
            Some("account") => account = part.text().await.map_err(|_| ErrorCode::BadForm)?,
            Some(_) | None => {}
        }
    }
    let (name, content) = file.filter(|(_, content)| !content.is_empty()).ok_or(ErrorCode::Required)?;
    let row = house.desks.statements.upload_statement(&visitor.caller, name, content.into(), account.clone()).await?;
    Ok(match row.state {
        // Whose it is was said once and need not be said again.
        StatementState::Asking => format!("{PAGE}/{}/columns?account={}", row.id, utf8_percent_encode(&account, NON_ALPHANUMERIC)),
        StatementState::Reading | StatementState::Read | StatementState::Refused => format!("{PAGE}/{}", row.id),
    })
}
