//! What stands behind the counter: each desk authorises, locks, asks `domain`, stores and audits, in one transaction.
//!
//! A gateway or mail server is never called from inside a transaction: the outbox does that afterwards.

pub(crate) mod accounts;
pub mod auth;
pub mod books;
pub(crate) mod fault;
pub(crate) mod handovers;
pub mod invoices;
pub mod payers;
pub mod payments;
pub(crate) mod payouts;
pub mod people;
pub mod trips;

use crate::config::Config;
use desk::{AppError, Caller, Desks};
use domain::dates;
use domain::error::{ErrorCode, Refusal};
use std::fmt::Display;
use std::sync::Arc;
use store::Database;
use time::{Date, OffsetDateTime};

/// Tells the time. Tests set their own.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// What every desk stands on.
pub struct Counter {
    /// The database.
    pub db: Database,
    /// The settings.
    pub config: Config,
    clock: Arc<dyn Clock>,
}

impl Counter {
    /// A counter over an open, migrated database.
    pub fn new(db: Database, clock: Arc<dyn Clock>, config: &Config) -> Arc<Self> {
        Arc::new(Self { db, config: config.clone(), clock })
    }

    /// Now, in UTC and whole seconds: what both databases keep and compare alike.
    pub fn now(&self) -> OffsetDateTime {
        store::to_second(self.clock.now())
    }

    /// Today in the agency's zone.
    pub fn today(&self) -> Date {
        dates::central_european(self.now()).date()
    }

    /// A whole address of this site.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.base_url)
    }
}

/// A fault of ours: logged in full under the request's reference, told as nothing but that reference.
pub fn internal(caller: &Caller, error: &dyn Display) -> AppError {
    tracing::error!(reference = caller.request_id, %error, "internal error");
    Refusal::new(ErrorCode::Internal).with("reference", &caller.request_id).into()
}

/// Opens every desk over one counter.
pub fn open(counter: &Arc<Counter>) -> (Desks, auth::Sessions, Arc<payments::Payments>, Arc<books::Books>, Arc<trips::Trips>) {
    let sessions = auth::Sessions::new(counter.clone());
    let payments = Arc::new(payments::Payments::new(counter.clone()));
    let trips = Arc::new(trips::Trips::new(counter.clone()));
    let books = Arc::new(books::Books::new(counter.clone()));
    let desks = Desks {
        auth: Arc::new(auth::Auth::new(counter.clone())),
        people: Arc::new(people::People::new(counter.clone())),
        portal: trips.clone(),
        revisions: trips.clone(),
        trips: trips.clone(),
        payments: payments.clone(),
        pay_links: payments.clone(),
        payers: Arc::new(payers::Payers::new(counter.clone())),
        books: payments.clone(),
        recorded: books.clone(),
        statements: books.clone(),
        differences: books.clone(),
        funds: books.clone(),
        refunds: payments.clone(),
        invoices: Arc::new(invoices::Invoices::new(counter.clone())),
    };
    (desks, sessions, payments, books, trips)
}
