//! What stands behind the counter: each desk authorises, locks, asks `domain`, stores and audits, in one transaction.
//!
//! A gateway or mail server is never called from inside a transaction: the outbox does that afterwards.

pub(crate) mod accounts;
pub mod auth;
pub(crate) mod fault;
pub mod payments;
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

    /// Today in the agency's zone. France and Switzerland share central European time; summer time runs from the last Sunday of March to the
    /// last Sunday of October, 01:00 UTC (Directive 2000/84/EC; the Swiss rule is the same).
    pub fn today(&self) -> Date {
        central_european_date(self.now())
    }

    /// A whole address of this site.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.base_url)
    }
}

/// The date in central European time.
pub fn central_european_date(at: OffsetDateTime) -> Date {
    let last_sunday = |month: u8| {
        let last = dates::from_iso(&format!("{:04}-{month:02}-31", at.year())).unwrap_or(at.date());
        dates::plus_days(last, -i64::from(last.weekday().number_days_from_sunday()))
    };
    let one = time::Time::MIDNIGHT + time::Duration::HOUR;
    let summer = last_sunday(3).with_time(one).assume_utc() <= at && at < last_sunday(10).with_time(one).assume_utc();
    (at + time::Duration::hours(if summer { 2 } else { 1 })).date()
}

/// A fault of ours: logged in full under the request's reference, told as nothing but that reference.
pub fn internal(caller: &Caller, error: &dyn Display) -> AppError {
    tracing::error!(reference = caller.request_id, %error, "internal error");
    Refusal::new(ErrorCode::Internal).with("reference", &caller.request_id).into()
}

/// Opens every desk over one counter.
pub fn open(counter: &Arc<Counter>) -> (Desks, auth::Sessions, Arc<payments::Payments>) {
    let sessions = auth::Sessions::new(counter.clone());
    let payments = Arc::new(payments::Payments::new(counter.clone()));
    let trips = Arc::new(trips::Trips::new(counter.clone()));
    let desks = Desks {
        auth: Arc::new(auth::Auth::new(counter.clone())),
        people: Arc::new(people::People::new(counter.clone())),
        portal: trips.clone(),
        trips,
        payments: payments.clone(),
        books: payments.clone(),
    };
    (desks, sessions, payments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_change_at_midnight_of_annecy() {
        let at = |text: &str| {
            let (date, hour) = text.split_once('T').unwrap();
            let (hour, minute) = hour.split_once(':').unwrap();
            let time = time::Time::from_hms(hour.parse().unwrap(), minute.parse().unwrap(), 0).unwrap();
            dates::iso(central_european_date(dates::from_iso(date).unwrap().with_time(time).assume_utc()))
        };
        assert_eq!(at("2026-12-31T22:59"), "2026-12-31");
        assert_eq!(at("2026-12-31T23:00"), "2027-01-01");
        assert_eq!(at("2027-07-01T22:00"), "2027-07-02");
        assert_eq!(at("2027-03-28T00:59"), "2027-03-28");
        assert_eq!(at("2026-10-25T22:30"), "2026-10-25");
    }
}
