//! The server functions of clients. Each hands over to the desk, which authorises, and says where to go next.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use desk::{AppError, ClientRow, ClientView, ErasureView, TwinView};
use domain::ids::ClientId;
use domain::paging::{ListQuery, Page};
use domain::people::{ClientDraft, ErasureDraft};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

/// A client to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientChoice {
    /// Who.
    pub id: ClientId,
    /// Display name.
    pub name: String,
    /// What tells namesakes apart: e-mail and town.
    pub hint: String,
}

impl ClientChoice {
    #[cfg(feature = "ssr")]
    fn new(id: ClientId, name: String, email: &str, city: &str) -> Self {
        let hint = [email, city].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        Self { id, name, hint }
    }

    #[cfg(feature = "ssr")]
    fn of(view: &ClientView) -> Self {
        let city = view.client.addresses.first().map(|address| address.city.as_str());
        Self::new(view.id, view.client.display_name(), &view.client.email, city.unwrap_or_default())
    }
}

/// Where a new client leads: back to the form it was created from, else to its own page. Only pages of the back office count.
#[cfg(feature = "ssr")]
fn after_client(back: &str, client: ClientId, word: &str) -> String {
    if back.starts_with("/office/") && !back.contains(['?', '#', '\\']) && !back.contains(char::is_control) {
        format!("{back}?client={client}&saved={word}")
    } else {
        format!("/office/clients/{client}?saved={word}")
    }
}

/// Clients, a page of them.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`.
#[server(name = ListClients, prefix = "/api", endpoint = "list_clients", input = GetUrl)]
pub async fn list_clients(#[server(default)] query: ListQuery) -> Result<Page<ClientRow>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.list_clients(&caller, query).await
}

/// One client with their trips.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindClient, prefix = "/api", endpoint = "find_client", input = GetUrl)]
pub async fn find_client(client: Option<ClientId>) -> Result<ClientView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.find_client(&caller, client.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// The `chosen` client, if it is one, then those that match `words`; without words nobody matches.
///
/// **Permissions**: staff. **Errors**: `SignInNeeded`.
#[server(name = FindClientChoices, prefix = "/api", endpoint = "find_client_choices", input = GetUrl)]
pub async fn find_client_choices(
    #[server(default)] words: String,
    #[server(default)] chosen: String,
) -> Result<Vec<ClientChoice>, AppError> {
    let (caller, desks, _) = crate::context::request();
    let page = desks.people.list_clients(&caller, ListQuery { q: words.clone(), per: 8, ..ListQuery::default() }).await?;
    let mut choices = Vec::new();
    if let Ok(id) = chosen.parse() {
        choices.extend(desks.people.find_client(&caller, id).await.iter().map(ClientChoice::of));
    }
    let matches = page.rows.into_iter().filter(|row| !words.trim().is_empty() && row.id.to_string() != chosen);
    choices.extend(matches.map(|row| ClientChoice::new(row.id, row.name, &row.email, &row.city)));
    Ok(choices)
}

/// Clients that look like the one being typed; at most five.
///
/// **Permissions**: sellers, managers, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindTwins, prefix = "/api", endpoint = "find_twins", input = GetUrl)]
pub async fn find_twins(#[server(default)] name: String, #[server(default)] email: String) -> Result<Vec<TwinView>, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.find_twins(&caller, &name, &email).await
}

/// Creates a client, and leads to it or, with `back`, to the form that waits for it.
///
/// **Permissions**: sellers, managers, administrators. **Errors**: fields, `LikelyTwin`, `SignInNeeded`, `NotFound`.
#[server(name = CreateClient, prefix = "/api", endpoint = "create_client")]
pub async fn create_client(#[server(default)] draft: ClientDraft, #[server(default)] back: String) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    let client = desks.people.create_client(&caller, draft).await?;
    reply.redirect(&after_client(&back, client, "client"));
    Ok(())
}

/// Changes a client against the `version` that was seen, and leads to it.
///
/// **Permissions**: sellers, managers, administrators. **Errors**: fields, `Changed`, `SignInNeeded`, `NotFound`.
#[server(name = UpdateClient, prefix = "/api", endpoint = "update_client")]
pub async fn update_client(client: ClientId, version: i64, #[server(default)] draft: ClientDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.people.update_client(&caller, client, version, draft).await?;
    reply.redirect(&format!("/office/clients/{client}?saved=updated"));
    Ok(())
}

/// Mails an activation link (again), and comes back.
///
/// **Permissions**: sellers, managers, administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = InviteClient, prefix = "/api", endpoint = "invite_client")]
pub async fn invite_client(client: ClientId, #[server(default)] back: String) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.people.invite_client(&caller, client).await?;
    reply.redirect(&after_client(&back, client, "invited"));
    Ok(())
}

/// What forgetting a client would do, and what stands in the way.
///
/// **Permissions**: administrators. **Errors**: `SignInNeeded`, `NotFound`.
#[server(name = FindErasure, prefix = "/api", endpoint = "find_erasure", input = GetUrl)]
pub async fn find_erasure(client: Option<ClientId>) -> Result<ErasureView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.people.find_erasure(&caller, client.ok_or(domain::error::ErrorCode::NotFound)?).await
}

/// Forgets a client whose name was typed once more, and leads to what is left of them.
///
/// **Permissions**: administrators. **Errors**: field `name`, `ErasureBarred`, `SignInNeeded`, `NotFound`.
#[server(name = EraseClient, prefix = "/api", endpoint = "erase_client")]
pub async fn erase_client(client: ClientId, #[server(default)] draft: ErasureDraft) -> Result<(), AppError> {
    let (caller, desks, reply) = crate::context::request();
    desks.people.erase_client(&caller, client, draft).await?;
    reply.redirect(&format!("/office/clients/{client}?saved=erased"));
    Ok(())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_new_client_leads_back_to_the_form_but_never_outside() {
        let client: ClientId = "client_0190a0b0c0d07000800000000000000a".parse().unwrap();
        let own = format!("/office/clients/{client}?saved=client");
        assert_eq!(after_client("/office/trips/new", client, "client"), format!("/office/trips/new?client={client}&saved=client"));
        for outside in ["", "https://example.com", "//example.com/office/", "/office/a\r\nb", "/office/trips?x=1", "/account"] {
            assert_eq!(after_client(outside, client, "client"), own, "{outside:?}");
        }
    }
}
