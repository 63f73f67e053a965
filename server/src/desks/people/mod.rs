//! Staff and clients: found, written, invited. Signing in is the next desk's.

pub(crate) mod clients;
mod conflict;
mod erasure;
mod lists;
mod staff;

use super::Counter;
use super::fault::Fault;
use async_trait::async_trait;
use desk::{AppError, Caller, ClientRow, ClientView, ErasureView, PeopleDesk, Saved, StaffRow, StaffView, TwinView};
use domain::ids::{ClientId, StaffId};
use domain::paging::{ListQuery, Page};
use domain::people::{ClientDraft, ErasureDraft, StaffDraft, StaffState};
use domain::text;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait};
use std::sync::Arc;

/// The desk of people.
pub struct People {
    counter: Arc<Counter>,
}

impl People {
    /// Stands on `counter`.
    pub fn new(counter: Arc<Counter>) -> Self {
        Self { counter }
    }
}

/// Every typed word must be found in the column of folded words: these hold letters and digits only, so nothing needs escaping.
fn searched<C: sea_orm::ColumnTrait>(column: C, words: &str) -> Condition {
    text::fold(words).split(' ').filter(|word| !word.is_empty()).fold(Condition::all(), |all, word| all.add(column.contains(word)))
}

/// What a filter that nobody can read finds: it must not look as if it held.
fn nothing() -> Expr {
    Expr::value(1).eq(0)
}

#[async_trait]
impl PeopleDesk for People {
    async fn list_staff(&self, caller: &Caller, query: ListQuery) -> Result<Page<StaffRow>, AppError> {
        self.staff_page(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn find_staff(&self, caller: &Caller, id: StaffId) -> Result<StaffView, AppError> {
        self.staff_view(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn list_sellers(&self, caller: &Caller) -> Result<Vec<(StaffId, String)>, AppError> {
        self.sellers(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn invite_staff(&self, caller: &Caller, draft: StaffDraft) -> Result<StaffId, AppError> {
        self.add_staff(caller, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn update_staff(&self, caller: &Caller, id: StaffId, version: i64, draft: StaffDraft) -> Result<Saved, AppError> {
        self.change_staff(caller, id, version, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn set_staff_state(&self, caller: &Caller, id: StaffId, state: StaffState) -> Result<(), AppError> {
        self.switch_staff(caller, id, state).await.map_err(|fault| fault.told(caller))
    }

    async fn renew_invitation(&self, caller: &Caller, id: StaffId) -> Result<(), AppError> {
        self.invite_again(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn list_clients(&self, caller: &Caller, query: ListQuery) -> Result<Page<ClientRow>, AppError> {
        self.client_page(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn find_client(&self, caller: &Caller, id: ClientId) -> Result<ClientView, AppError> {
        self.client_view(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn find_twins(&self, caller: &Caller, name: &str, email: &str) -> Result<Vec<TwinView>, AppError> {
        self.twins(caller, name, email).await.map_err(|fault| fault.told(caller))
    }

    async fn create_client(&self, caller: &Caller, draft: ClientDraft) -> Result<ClientId, AppError> {
        self.add_client(caller, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn update_client(&self, caller: &Caller, id: ClientId, version: i64, draft: ClientDraft) -> Result<Saved, AppError> {
        self.change_client(caller, id, version, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn find_erasure(&self, caller: &Caller, id: ClientId) -> Result<ErasureView, AppError> {
        self.erasure_view(caller, id).await.map_err(|fault| fault.told(caller))
    }

    async fn erase_client(&self, caller: &Caller, id: ClientId, draft: ErasureDraft) -> Result<(), AppError> {
        self.erase(caller, id, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn invite_client(&self, caller: &Caller, id: ClientId) -> Result<(), AppError> {
        self.send_activation(caller, id).await.map_err(|fault: Fault| fault.told(caller))
    }
}
