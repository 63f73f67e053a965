//! The server functions of statements. Files come by a plain route.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AcceptDraft, AppError, AsideDraft, ColumnsView, StatementList, StatementView};
use domain::ids::{StatementId, StatementLineId};
use domain::paging::ListQuery;
use domain::payments::PayoutDraft;
use domain::transfers::{ColumnsDraft, ExplainDraft};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The latest statements, and whose they may be.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListStatements, prefix = "/api", endpoint = "list_statements", input = GetUrl)]
pub async fn list_statements() -> Result<StatementList, AppError> {
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

/// The columns of a table, as guessed or as said before.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindColumns, prefix = "/api", endpoint = "find_columns", input = GetUrl)]
pub async fn find_columns(statement: Option<StatementId>) -> Result<ColumnsView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.statements.find_columns(&caller, statement.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Says what the columns of a table mean, and leads to its statement.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: fields, `SignInNeeded`, `NotFound`.
#[server(name = SaveColumns, prefix = "/api", endpoint = "save_columns")]
pub async fn save_columns(statement: StatementId, #[server(default)] draft: ColumnsDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.statements.save_columns(&caller, statement, draft).await?;
    reply.redirect(&format!("/office/statements/{statement}?saved=columns"));
    Ok(())
}

/// Books a line as a payment or as a refund, for the trip that is typed or else the proposed one, and comes back to its statement; to the list of
/// differences when nothing says that it was decided on the statement's page.
///
/// **Permissions**: managers, accountants, administrators; for money that left, no managers. **Errors**: field `trip`, `AlreadyDecided`, `AlreadyRecorded`,
/// `AmountsDiffer`, `RefundOver`, `SignInNeeded`, `NotFound`.
#[server(name = AcceptLine, prefix = "/api", endpoint = "accept_line")]
pub async fn accept_line(
    line: StatementLineId,
    #[server(default)] draft: AcceptDraft,
    #[server(default)] from: String,
) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let statement = desks.statements.accept_line(&caller, line, draft).await?;
    match from.as_str() {
        "statement" => reply.redirect(&format!("/office/statements/{statement}?saved=line_booked")),
        _ => reply.redirect("/office/reconciliation?state=open&saved=line_booked"),
    }
    Ok(())
}

/// Books a line as a payout of a gateway, and comes back as [`accept_line`] does.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: fields `gateway` and `fee`, `AlreadyDecided`, `AmountsDiffer`, `SignInNeeded`, `NotFound`.
#[server(name = BookPayout, prefix = "/api", endpoint = "book_payout")]
pub async fn book_payout(
    line: StatementLineId,
    #[server(default)] draft: PayoutDraft,
    #[server(default)] from: String,
) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let statement = desks.statements.book_payout(&caller, line, draft).await?;
    match from.as_str() {
        "statement" => reply.redirect(&format!("/office/statements/{statement}?saved=payout")),
        _ => reply.redirect("/office/reconciliation?state=open&saved=payout"),
    }
    Ok(())
}

/// Undoes a payout that a person decided on, and leads to its line, which is to be decided again.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: field `reason`, `AlreadyReversed`, `SignInNeeded`, `NotFound`.
#[server(name = UndoPayout, prefix = "/api", endpoint = "undo_payout")]
pub async fn undo_payout(line: StatementLineId, #[server(default)] draft: AsideDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.statements.undo_payout(&caller, line, draft).await?;
    reply.redirect(&format!("{}?saved=payout_undone", crate::reconciliation::item_path(domain::transfers::ItemId::Line(line))));
    Ok(())
}

/// Explains the ticked lines of a statement, all or none, and comes back to it.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: fields `lines` and `reason`, `SignInNeeded`, `NotFound`.
#[server(name = ExplainLines, prefix = "/api", endpoint = "explain_lines")]
pub async fn explain_lines(statement: StatementId, #[server(default)] draft: ExplainDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.statements.explain_lines(&caller, statement, draft).await?;
    reply.redirect(&format!("/office/statements/{statement}?state=outgoing&saved=lines_explained"));
    Ok(())
}
