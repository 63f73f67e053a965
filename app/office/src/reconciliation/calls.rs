//! The server functions of differences.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, AsideDraft, DifferenceList, DifferenceView};
use domain::ids::StatementLineId;
use domain::paging::ListQuery;
use domain::transfers::ItemId;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Items under some filters.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = ListDifferences, prefix = "/api", endpoint = "list_differences", input = GetUrl)]
pub async fn list_differences(#[server(default)] query: ListQuery) -> Result<DifferenceList, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.differences.list_differences(&caller, query).await
}

/// One item.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindDifference, prefix = "/api", endpoint = "find_difference", input = GetUrl)]
pub async fn find_difference(item: Option<ItemId>) -> Result<DifferenceView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.differences.find_difference(&caller, item.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Decides that money goes back to its sender, and leads to what else is to be decided.
///
/// **Permissions**: accountants, administrators. **Errors**: field `reason`, `AlreadyDecided`, `SignInNeeded`, `NotFound`.
#[server(name = ReturnLine, prefix = "/api", endpoint = "return_line")]
pub async fn return_line(line: StatementLineId, #[server(default)] draft: AsideDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.differences.return_line(&caller, line, draft).await?;
    reply.redirect("/office/reconciliation?state=open&saved=returning");
    Ok(())
}

/// Writes down why an item is right as it is, and leads to what else is to be decided.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: field `reason`, `AlreadyDecided`, `SignInNeeded`, `NotFound`.
#[server(name = ExplainDifference, prefix = "/api", endpoint = "explain_difference")]
pub async fn explain_difference(item: ItemId, #[server(default)] draft: AsideDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.differences.explain_difference(&caller, item, draft).await?;
    reply.redirect("/office/reconciliation?state=open&saved=explained");
    Ok(())
}
