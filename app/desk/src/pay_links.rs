//! Paying by link: one payer, one amount, no account. Whoever holds the token may see and pay just that.

use crate::{AppError, BankForm, Caller, OutcomeView, SellerView};
use async_trait::async_trait;
use domain::ids::PaymentOrderId;
use domain::money::Money;
use domain::schedules::InstalmentKind;
use serde::{Deserialize, Serialize};
use time::Date;

/// What a link asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayLinkAsk {
    /// All of it.
    pub amount: Money,
    /// When it is due.
    pub due_on: Date,
    /// What it is made of: kind, due date, what is open.
    pub lines: Vec<(InstalmentKind, Date, Money)>,
}

/// Where a link stands for whoever opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayLinkStand {
    /// To pay now.
    Ask(PayLinkAsk),
    /// A payment was begun by it: what became of it, and what could be paid (again) when nothing is under way.
    Begun(Box<OutcomeView>, Option<PayLinkAsk>),
    /// Everything it asked for is paid.
    Paid,
    /// The amount or date it was made for no longer holds.
    Replaced,
    /// The trip cannot be paid (any more).
    NotPayable,
    /// Called back by the agency.
    Revoked,
    /// Too old.
    Expired,
}

/// A link, as whoever opens it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayLinkView {
    /// Title of the trip.
    pub trip_title: String,
    /// Whom to call.
    pub seller: SellerView,
    /// Where it stands.
    pub stand: PayLinkStand,
    /// The payment, when it was begun in the traveller's space: everything else about it is there.
    pub own_page: Option<PaymentOrderId>,
}

/// Paying by link.
#[async_trait]
pub trait PayLinkDesk: Send + Sync {
    /// What a link shows. **Errors**: `LinkUnknown`.
    async fn find_pay_link(&self, caller: &Caller, token: &str) -> Result<PayLinkView, AppError>;
    /// The path to which somebody who comes back from the bank by this link is led: the payment's own page while its payer is signed in, else the link's.
    /// **Errors**: `LinkUnknown`.
    async fn find_way_back(&self, caller: &Caller, token: &str) -> Result<String, AppError>;
    /// Commits a payment order of the amount that the link asks for (or takes up the live one): where to leave to. `seen` is the amount that was shown, in
    /// plain form: anything else leads back to the link. **Errors**: `LinkUnknown`, `LinkUsed`, `LinkExpired`, `NotPayable`, `PaymentUnderWay`,
    /// `GatewayUnavailable`, `TooManyTries`.
    async fn pay_by_link(&self, caller: &Caller, token: &str, seen: &str) -> Result<String, AppError>;
    /// The form that leads to the bank's page, for the order the link began. **Errors**: `LinkUnknown`, `NotFound`.
    async fn open_link_form(&self, caller: &Caller, token: &str) -> Result<Option<BankForm>, AppError>;
    /// The receipt of the payment the link began, as PDF. **Errors**: `LinkUnknown`, `NotFound`.
    async fn read_link_receipt(&self, caller: &Caller, token: &str) -> Result<(String, Vec<u8>), AppError>;
}
