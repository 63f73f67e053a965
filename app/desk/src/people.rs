//! Staff and clients, for staff.

use crate::{AppError, Caller, Saved, TripRow};
use async_trait::async_trait;
use domain::ids::{ClientId, StaffId};
use domain::paging::{ListQuery, Page};
use domain::people::{Client, ClientDraft, ClientKind, ErasureBar, ErasureDraft, Staff, StaffDraft, StaffRole, StaffState, Twin};
use domain::trips::Destination;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A member of staff in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// Who.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Role.
    pub role: StaffRole,
    /// Whether they can sign in.
    pub state: StaffState,
    /// Destinations they cover.
    pub destinations: Vec<Destination>,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffView {
    /// Who.
    pub id: StaffId,
    /// To save against.
    pub version: i64,
    /// Whether they can sign in.
    pub state: StaffState,
    /// Everything else.
    pub staff: Staff,
}

/// A client in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    /// Who.
    pub id: ClientId,
    /// Display name.
    pub name: String,
    /// What.
    pub kind: ClientKind,
    /// E-mail.
    pub email: String,
    /// First phone number.
    pub phone: String,
    /// Town of the first address.
    pub city: String,
    /// How many trips.
    pub trips: u64,
}

/// A client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientView {
    /// Who.
    pub id: ClientId,
    /// To save against.
    pub version: i64,
    /// Everything typed.
    pub client: Client,
    /// Whether they can open their space: `None` never invited, `Some(false)` invited, `Some(true)` active.
    pub account: Option<bool>,
    /// Their trips, the next departure first.
    pub trips: Vec<TripRow>,
    /// When they were forgotten at their own wish.
    pub erased_at: Option<OffsetDateTime>,
}

/// What forgetting a client would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureView {
    /// Who.
    pub id: ClientId,
    /// Display name, to be typed once more.
    pub name: String,
    /// What stands in the way, each with the reference of its trip.
    pub bars: Vec<(ErasureBar, String)>,
    /// Trips they contracted or pay a share of.
    pub trips: u64,
    /// Travellers whose names and days of birth go.
    pub travellers: u64,
    /// Receipts, invoices and credit notes that stay, with name and address.
    pub papers: u64,
    /// The last day on which the newest of them has to be kept.
    pub kept_until: Option<Date>,
    /// When it was done.
    pub erased_at: Option<OffsetDateTime>,
}

/// A client that looks like the one being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinView {
    /// Who.
    pub id: ClientId,
    /// Display name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Town.
    pub city: String,
    /// Why they look alike.
    pub why: Twin,
}

/// Staff and clients.
#[async_trait]
pub trait PeopleDesk: Send + Sync {
    /// Columns: name, email, role, state. Filters: role, state, destination.
    async fn list_staff(&self, caller: &Caller, query: ListQuery) -> Result<Page<StaffRow>, AppError>;
    /// One member of staff. **Errors**: `NotFound`.
    async fn find_staff(&self, caller: &Caller, id: StaffId) -> Result<StaffView, AppError>;
    /// Active staff who sell, for choices: (id, name).
    async fn list_sellers(&self, caller: &Caller) -> Result<Vec<(StaffId, String)>, AppError>;
    /// Creates a member of staff and mails an invitation. **Errors**: fields, `EmailTaken`.
    async fn invite_staff(&self, caller: &Caller, draft: StaffDraft) -> Result<StaffId, AppError>;
    /// Changes one. **Errors**: fields, `Changed`, `LastAdministrator`.
    async fn update_staff(&self, caller: &Caller, id: StaffId, version: i64, draft: StaffDraft) -> Result<Saved, AppError>;
    /// Disables one (open sessions lose their rights at the next action) or enables one again. **Errors**: `LastAdministrator`.
    async fn set_staff_state(&self, caller: &Caller, id: StaffId, state: StaffState) -> Result<(), AppError>;
    /// Mails the invitation again.
    async fn renew_invitation(&self, caller: &Caller, id: StaffId) -> Result<(), AppError>;
    /// Columns: name, email, city, trips. Filters: kind.
    async fn list_clients(&self, caller: &Caller, query: ListQuery) -> Result<Page<ClientRow>, AppError>;
    /// One client with their trips. **Errors**: `NotFound`.
    async fn find_client(&self, caller: &Caller, id: ClientId) -> Result<ClientView, AppError>;
    /// Clients that look like the one being typed; at most five.
    async fn find_twins(&self, caller: &Caller, name: &str, email: &str) -> Result<Vec<TwinView>, AppError>;
    /// Creates a client. **Errors**: fields; `LikelyTwin` at `email` or `family_name` until `twins_seen`.
    async fn create_client(&self, caller: &Caller, draft: ClientDraft) -> Result<ClientId, AppError>;
    /// Changes one. **Errors**: fields, `Changed`, `ClientErased`.
    async fn update_client(&self, caller: &Caller, id: ClientId, version: i64, draft: ClientDraft) -> Result<Saved, AppError>;
    /// Mails an activation link (again). **Errors**: `NotFound`, `ClientErased`.
    async fn invite_client(&self, caller: &Caller, id: ClientId) -> Result<(), AppError>;
    /// What forgetting a client would do, and what stands in the way. **Errors**: `NotFound`.
    async fn find_erasure(&self, caller: &Caller, id: ClientId) -> Result<ErasureView, AppError>;
    /// Forgets a client: who they were is replaced everywhere but on papers that have to be kept. Again: nothing. **Errors**: field `name`; `ErasureBarred`,
    /// `NotFound`.
    async fn erase_client(&self, caller: &Caller, id: ClientId, draft: ErasureDraft) -> Result<(), AppError>;
}
