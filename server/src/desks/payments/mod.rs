//! Payments: orders, what gateways say about them, and what of it reaches the ledger.
//!
//! A gateway is asked outside of every transaction; what it says is written in one transaction under the payer's lock. Notifications, the return page and the
//! poller all end in the same [`Payments::settle_order`]: none of them settles anything by itself. No gateway has a name here.

mod backwards;
mod balances;
mod books;
mod check;
mod compare;
mod differences;
mod disputes;
mod health;
mod inbox;
mod leave;
pub(crate) mod links;
mod list;
mod moves;
pub(crate) mod outcome;
mod page;
pub(crate) mod payer;
mod poll;
pub(crate) mod receipts;
pub(crate) mod refunds;
pub(crate) mod returned;
mod settle;
mod start;
pub(crate) mod transfer;
mod ways;

pub use check::Report;
pub use poll::Polled;

use super::Counter;
use super::fault::Fault;
use crate::gateways::{self, Gateway, Gateways};
use async_trait::async_trait;
use desk::{
    AppError, BankForm, BooksDesk, BooksView, Caller, GatewayView, OutcomeView, PayPage, PaymentDesk, PaymentList, TransferView, TripMoney,
};
use domain::ids::{PaymentOrderId, ReceiptId, TripId};
use domain::money::Money;
use domain::paging::ListQuery;
use domain::payments::{PayDraft, PayMethod};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use start::Wish;
use std::sync::Arc;
use store::entities::{gateway_ref, payment_order};
use tokio::sync::Notify;

/// What a gateway's own name of a payment is filed under.
const PAYMENT: &str = "payment";

/// As [`PAYMENT`], for one that claims an order which has another.
const OTHER_PAYMENT: &str = "other_payment";

/// The desk of payments and of the books.
pub struct Payments {
    counter: Arc<Counter>,
    gateways: Gateways,
    asked: outcome::Asked,
    checked: tokio::sync::Mutex<Option<BooksView>>,
    arrived: Notify,
}

/// Something of ours that failed, for the log.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Broken(String);

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(error) => Self(error.to_string()),
            Fault::Broken(why) => Self(why),
        }
    }
}

impl From<DbErr> for Broken {
    fn from(error: DbErr) -> Self {
        Self(error.to_string())
    }
}

impl Payments {
    /// Stands on `counter`, with the gateways of its settings.
    pub fn new(counter: Arc<Counter>) -> Self {
        let gateways = gateways::open(&counter.config);
        Self { counter, gateways, asked: outcome::Asked::default(), checked: tokio::sync::Mutex::default(), arrived: Notify::new() }
    }

    /// Origins of the gateways' pages.
    pub fn pages(&self) -> Vec<String> {
        self.gateways.all().iter().map(|gateway| gateway.pages().to_owned()).collect()
    }

    /// Resolves when a notification was kept; at once when one was kept since the last call.
    pub async fn arrived(&self) {
        self.arrived.notified().await;
    }

    /// The gateway an order went to.
    fn gateway(&self, order: &payment_order::Model) -> Result<&Arc<dyn Gateway>, Fault> {
        self.gateways
            .find(&order.gateway)
            .ok_or_else(|| Fault::Broken(format!("{} is not configured, and {} went to it", order.gateway, order.id)))
    }

    async fn find_order(&self, id: PaymentOrderId) -> Result<Option<payment_order::Model>, DbErr> {
        payment_order::Entity::find_by_id(id).one(self.counter.db.read()).await
    }
}

/// The amount of an order.
const fn amount(order: &payment_order::Model) -> Money {
    Money::new(order.amount_minor, order.currency)
}

/// The gateway's own name of an order's payment, once it is recorded.
async fn reference_of(db: &impl ConnectionTrait, order: PaymentOrderId) -> Result<Option<String>, DbErr> {
    let found = gateway_ref::Entity::find()
        .filter(gateway_ref::Column::OrderId.eq(order))
        .filter(gateway_ref::Column::Kind.eq(PAYMENT))
        .one(db)
        .await?;
    Ok(found.map(|row| row.reference))
}

#[async_trait]
impl PaymentDesk for Payments {
    async fn quote_payment(&self, caller: &Caller, trip: TripId) -> Result<PayPage, AppError> {
        self.quote(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn check_payment(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<Money, AppError> {
        self.check_draft(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn list_ways(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<Vec<PayMethod>, AppError> {
        self.ways_of_draft(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn start_payment(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<String, AppError> {
        self.start(caller, trip, &Wish::Form(&draft)).await.map_err(|fault| fault.told(caller))
    }

    async fn find_transfer(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<TransferView, AppError> {
        self.transfer_view(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn read_transfer_slip(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<(String, Vec<u8>), AppError> {
        self.transfer_slip(caller, trip, &draft).await.map_err(|fault| fault.told(caller))
    }

    async fn open_bank_form(&self, caller: &Caller, order: PaymentOrderId) -> Result<Option<BankForm>, AppError> {
        self.bank_form(caller, order).await.map_err(|fault| fault.told(caller))
    }

    async fn find_outcome(&self, caller: &Caller, order: PaymentOrderId) -> Result<OutcomeView, AppError> {
        self.outcome(caller, order, false).await.map_err(|fault| fault.told(caller))
    }

    async fn find_left_outcome(&self, caller: &Caller, order: PaymentOrderId) -> Result<OutcomeView, AppError> {
        self.outcome(caller, order, true).await.map_err(|fault| fault.told(caller))
    }

    async fn read_receipt(&self, caller: &Caller, receipt: ReceiptId) -> Result<(String, Vec<u8>), AppError> {
        self.render(caller, receipt).await.map_err(|fault| fault.told(caller))
    }
}

#[async_trait]
impl BooksDesk for Payments {
    async fn check_books(&self, caller: &Caller) -> Result<BooksView, AppError> {
        self.books(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn find_trip_money(&self, caller: &Caller, trip: TripId) -> Result<TripMoney, AppError> {
        self.trip_money(caller, trip).await.map_err(|fault| fault.told(caller))
    }

    async fn list_payments(&self, caller: &Caller, query: ListQuery) -> Result<PaymentList, AppError> {
        self.list(caller, &query).await.map_err(|fault| fault.told(caller))
    }

    async fn list_gateways(&self, caller: &Caller) -> Result<Vec<GatewayView>, AppError> {
        self.health(caller).await.map_err(|fault| fault.told(caller))
    }

    async fn verify_refused(&self, caller: &Caller, gateway: String) -> Result<u64, AppError> {
        self.verify_again(caller, &gateway).await.map_err(|fault| fault.told(caller))
    }
}
