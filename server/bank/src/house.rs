//! The running bank: books, journal and the lock around both, shared by every handler.
//!
//! An operation is decided, kept in memory and written under one lock, so no reader ever sees what a crash could
//! still forget.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::sync::{Notify, broadcast, watch};

use crate::{
    Config,
    books::{Books, Fact},
    journal::{Journal, JournalError},
    refusal::Refusal,
    teller::Teller,
};

/// How long an answer waits for a notification that must arrive before it.
const AWAIT: Duration = Duration::from_secs(5);

struct Core {
    books: Books,
    journal: Journal,
}

/// The parts that live as long as the process.
pub(crate) struct House {
    core: Mutex<Core>,
    pub(crate) config: Config,
    /// The bound address, for requests without a `Host`.
    pub(crate) base: String,
    /// Guards the forms of the operators' page.
    pub(crate) console_token: String,
    pub(crate) client: reqwest::Client,
    /// Rung when there may be something to send.
    pub(crate) bell: Notify,
    /// Tells the id of each notification that was tried.
    pub(crate) tried: broadcast::Sender<String>,
    /// True once the bank stops.
    pub(crate) stop: watch::Receiver<bool>,
}

/// A handle on the running bank.
#[derive(Clone)]
pub(crate) struct Bank(pub(crate) Arc<House>);

impl Bank {
    /// Opens the books in the configured folder.
    pub(crate) fn open(config: Config, base: String, client: reqwest::Client, stop: watch::Receiver<bool>) -> Result<Self, JournalError> {
        let (journal, books) = Journal::open(&config.data)?;
        Ok(Self(Arc::new(House {
            core: Mutex::new(Core { books, journal }),
            config,
            base,
            console_token: hex::encode(rand::random::<[u8; 16]>()),
            client,
            bell: Notify::new(),
            tried: broadcast::channel(4096).0,
            stop,
        })))
    }

    /// Runs one operation and answers once its facts are on the disk, and once those notifications were tried that
    /// must come before the answer.
    ///
    /// # Errors
    /// The operation's own refusal; 503 when the journal no longer works.
    pub(crate) async fn work<T, F>(&self, operation: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&mut Teller<'_>) -> Result<T, Refusal> + Send + 'static,
    {
        let mut tried = self.0.tried.subscribe();
        let (answer, mut awaited) = self.commit(operation).await?;
        let all_tried = async {
            while !awaited.is_empty() {
                match tried.recv().await {
                    Ok(id) => awaited.retain(|wanted| *wanted != id),
                    Err(_) => break,
                }
            }
        };
        if tokio::time::timeout(AWAIT, all_tried).await.is_err() {
            tracing::warn!("answered before a notification that should have come first");
        }
        answer
    }

    /// Like [`Bank::work`], without waiting for any notification: for those who send them.
    pub(crate) async fn commit<T, F>(&self, operation: F) -> Result<(Result<T, Refusal>, Vec<String>), Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&mut Teller<'_>) -> Result<T, Refusal> + Send + 'static,
    {
        let bank = self.clone();
        let done = tokio::task::spawn_blocking(move || bank.commit_now(operation)).await;
        done.map_err(|error| {
            tracing::error!(%error, "an operation did not end");
            Refusal::internal()
        })?
    }

    fn commit_now<T, F>(&self, operation: F) -> Result<(Result<T, Refusal>, Vec<String>), Refusal>
    where
        F: FnOnce(&mut Teller<'_>) -> Result<T, Refusal>,
    {
        // A lock poisoned by a panic guards books that may be ahead of the journal: only a restart is exact.
        let mut core = self.0.core.lock().map_err(|_| Refusal::unavailable())?;
        let Core { books, journal } = &mut *core;
        if !journal.works() {
            return Err(Refusal::unavailable());
        }
        let mut teller = Teller::new(books, now_ms());
        let answer = match teller.expire_due() {
            Ok(()) => operation(&mut teller),
            Err(refusal) => Err(refusal),
        };
        let (at, facts, awaited) = (teller.now(), teller.facts, teller.awaited);
        if !facts.is_empty() {
            // A forgotten delivery is only delivered once more, which the merchant must bear anyway.
            let durable = !facts.iter().all(|fact| matches!(fact, Fact::Delivered { .. }));
            journal.append(at, facts, durable).map_err(|error| {
                tracing::error!(%error, "the journal failed; the bank answers nothing until it is started again");
                Refusal::unavailable()
            })?;
            self.0.bell.notify_one();
        }
        Ok((answer, awaited))
    }

    /// Gives the journal up; what comes later is refused.
    pub(crate) fn close(&self) {
        if let Ok(mut core) = self.0.core.lock() {
            core.journal.close();
        }
    }

    /// Resolves once the bank stops.
    pub(crate) async fn stopped(&self) {
        let mut stop = self.0.stop.clone();
        // An error means that nobody is left to ask for a stop, which is one.
        let _ = stop.wait_for(|stopped| *stopped).await;
    }

    /// Waits, or less when the bank stops.
    pub(crate) async fn linger(&self, ms: u64) {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(ms)) => {}
            () = self.stopped() => {}
        }
    }
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0)
}
