//! What the house does by itself: look at the inbox, ask about orders, remind payers, empty the outbox. Each round is safe to repeat, and several nodes may run it at once.
//!
//! A job that fails is logged and tried again at its next round; none ends before the house closes. Nothing is decided here.

pub mod outbox;
pub mod reminders;

use crate::House;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How often waiting work is looked for when nobody announces any.
const ROUND: Duration = Duration::from_secs(2);

/// How often orders are looked for whose time has come.
const POLL: Duration = Duration::from_secs(5);

/// How often everything at the gateways is compared with the books.
const RECONCILE: Duration = Duration::from_secs(3_600);

/// How often payers are looked for who are to be reminded, and proposals whose last day has passed.
const REMIND: Duration = Duration::from_secs(900);

/// How often ended sessions, old links and throttles are removed.
const SWEEP: Duration = Duration::from_secs(3_600);

/// Starts every job on the house's tasks, until it closes.
pub fn start(house: &Arc<House>) {
    let payments = house.payments.clone();
    every(house, "inbox", ROUND, Some(payments.clone()), move || {
        let payments = payments.clone();
        async move { payments.drain_inbox().await.map(drop).map_err(|error| error.to_string()) }
    });
    let payments = house.payments.clone();
    every(house, "poller", POLL, None, move || {
        let payments = payments.clone();
        async move { payments.poll_due().await.map(drop).map_err(|error| error.to_string()) }
    });
    let payments = house.payments.clone();
    every(house, "reconciliation", RECONCILE, None, move || {
        let payments = payments.clone();
        async move { payments.reconcile().await.map_err(|error| error.to_string()) }
    });
    let books = house.books.clone();
    every(house, "statements", ROUND, None, move || {
        let books = books.clone();
        async move { books.read_statements().await.map(drop).map_err(|error| error.to_string()) }
    });
    let (counter, mailer) = (house.counter.clone(), house.mailer.clone());
    every(house, "outbox", ROUND, None, move || {
        let (counter, mailer) = (counter.clone(), mailer.clone());
        async move { outbox::drain(&counter, &mailer).await.map(drop).map_err(|error| error.to_string()) }
    });
    let counter = house.counter.clone();
    every(house, "reminders", REMIND, None, move || {
        let counter = counter.clone();
        async move { reminders::queue(&counter).await.map(drop).map_err(|error| error.to_string()) }
    });
    let trips = house.trips.clone();
    every(house, "revisions", REMIND, None, move || {
        let trips = trips.clone();
        async move { trips.lapse_revisions().await.map(drop) }
    });
    let payments = house.payments.clone();
    every(house, "refunds", ROUND, None, move || {
        let payments = payments.clone();
        async move { payments.send_refunds().await.map(drop).map_err(|error| error.to_string()) }
    });
    let sessions = house.sessions.clone();
    every(house, "sweep", SWEEP, None, move || {
        let sessions = sessions.clone();
        async move { sessions.sweep().await.map_err(|error| error.to_string()) }
    });
}

/// Runs `round` now and after each pause or arrival. What is under way when the house closes is finished.
fn every<F>(
    house: &Arc<House>,
    name: &'static str,
    pause: Duration,
    arrivals: Option<Arc<crate::desks::payments::Payments>>,
    round: impl Fn() -> F + Send + 'static,
) where
    F: Future<Output = Result<(), String>> + Send,
{
    let closing = house.closing.clone();
    house.tasks.spawn(async move {
        loop {
            if let Err(error) = round().await {
                tracing::error!(job = name, error, "a round failed");
            }
            let arrival = async {
                match &arrivals {
                    Some(payments) => payments.arrived().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = closing.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
                () = arrival => {}
            }
        }
    });
}
