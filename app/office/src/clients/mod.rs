//! Clients: the list, one client, the form with its likely twins, and forgetting one.

pub(crate) mod calls;
mod erase;
mod form;
mod list;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod twins;
mod view;

pub(crate) use erase::ErasePage;
pub(crate) use form::{EditClient, NewClient};
pub(crate) use list::ClientList;
pub(crate) use view::ClientPage;

use domain::ids::ClientId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The client in the address, followed as the address changes.
fn client_in_address() -> Memo<Option<ClientId>> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("client").and_then(|id| id.parse().ok()))
}

/// The address of a client.
fn client_path(client: ClientId) -> String {
    format!("/office/clients/{client}")
}
