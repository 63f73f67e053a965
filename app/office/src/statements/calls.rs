//! The server functions of statements. Files come by a plain route.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AcceptDraft, AppError, AsideDraft, StatementRow, StatementView};
use domain::ids::{StatementId, StatementLineId};
use domain::paging::ListQuery;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The latest statements.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListStatements, prefix = "/api", endpoint = "list_statements", input = GetUrl)]
pub async fn list_statements() -> Result<Vec<StatementRow>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.statements.list_statements(&caller).await
}

/// A statement and a page of its lines.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindStatement, prefix = "/api", endpoint = "find_statement", input = GetUrl)]
pub async fn find_statement(statement: Option<StatementId>, #[server(default)] query: ListQuery) -> Result<StatementView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.statements.find_statement(&caller, statement.ok_or(domain::error::ErrorCode::NotFound)?, query).await
}

/// Books a line as a payment, for the trip that is typed or else the proposed one, and comes back to its statement.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: field `trip`, `AlreadyDecided`, `AlreadyRecorded`, `SignInNeeded`, `NotFound`.
#[server(name = AcceptLine, prefix = "/api", endpoint = "accept_line")]
pub async fn accept_line(line: StatementLineId, #[server(default)] draft: AcceptDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let statement = desks.statements.accept_line(&caller, line, draft).await?;
    reply.redirect(&format!("/office/statements/{statement}?saved=line_booked"));
    Ok(())
}

/// Decides that a line is no payment, and comes back to its statement.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: field `reason`, `AlreadyDecided`, `SignInNeeded`, `NotFound`.
#[server(name = SetLineAside, prefix = "/api", endpoint = "set_line_aside")]
pub async fn set_line_aside(line: StatementLineId, #[server(default)] draft: AsideDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let statement = desks.statements.set_line_aside(&caller, line, draft).await?;
    reply.redirect(&format!("/office/statements/{statement}?saved=line_set_aside"));
    Ok(())
}
