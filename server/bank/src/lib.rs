//! The sandbox bank: a payment gateway with a hosted page, in a process of its own, without real money.
//!
//! It takes test cards, keeps its own books and misbehaves on request, so that everything a real bank may do to a
//! merchant can be rehearsed; and it knows exactly what was paid, so that drills can ask it afterwards. Besides its own
//! words it speaks those of Stripe, of the Lyra family, of Monetico and of Up2Pay, so that their merchants can rehearse with it too. It must not depend on any
//! other crate of the house: the two sides meet over HTTP only.

mod api;
mod books;
mod disputes;
mod drill;
mod house;
mod journal;
mod lyra;
mod model;
pub mod monetico;
mod money;
mod notices;
mod pages;
mod payouts;
mod refusal;
mod rules;
mod shown;
pub mod signature;
mod states;
mod stripe;
mod teller;
mod texts;
pub mod up2pay;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::house::Bank;
pub use crate::journal::JournalError;

/// What the bank needs to know before it opens.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Folder of the journal, created when absent. One bank a folder.
    pub data: PathBuf,
    /// What merchants send as `Authorization: Bearer …`.
    pub api_key: String,
    /// Signs notifications, see [`signature`].
    pub notify_secret: String,
    /// Where notifications go of payments that were asked for in Stripe's words; empty sends none. Signed with the same secret.
    pub stripe_notify_url: String,
    /// Where notifications go of payments that were asked for in Monetico's words, which do not say it themselves.
    pub monetico_notify_url: String,
    /// The merchant's name on the page.
    pub merchant: String,
    /// Whether a production configuration stands beside this one; the bank then refuses to open.
    pub production: bool,
}

/// Why the bank does not open, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// A test bank beside real money is an accident.
    #[error("the sandbox bank does not start beside a production configuration: it takes test cards as if they were money")]
    Production,
    /// An empty key would let everybody in.
    #[error("the sandbox bank needs an API key and a secret for notifications; one of them is empty")]
    MissingSecret,
    /// The address is not to be had, or the server broke.
    #[error("the sandbox bank cannot serve {listen}: {source}")]
    Listen {
        /// The configured address.
        listen: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The client for notifications cannot be built.
    #[error("the sandbox bank cannot send notifications: {0}")]
    Client(#[from] reqwest::Error),
    /// The books cannot be opened.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The server's task was lost.
    #[error("the sandbox bank broke off: {0}")]
    Lost(#[from] tokio::task::JoinError),
}

/// A bank running in this process.
#[derive(Debug)]
pub struct Running {
    /// The bound address.
    pub addr: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), BankError>>,
}

impl Running {
    /// Stops the bank and waits until its journal is free for another one.
    ///
    /// # Errors
    /// Whatever ended the bank before it was asked to stop.
    pub async fn shutdown(self) -> Result<(), BankError> {
        self.stop.send_replace(true);
        self.task.await?
    }
}

/// Serves until `shutdown` resolves.
///
/// # Errors
/// See [`BankError`]; [`BankError::Production`] before anything is opened.
pub async fn serve(config: Config, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), BankError> {
    let mut running = spawn(config).await?;
    tracing::info!(addr = %running.addr, "the sandbox bank is open");
    tokio::select! {
        ended = &mut running.task => ended?,
        () = shutdown => running.shutdown().await,
    }
}

/// Opens a bank in this process and answers at once, for tests.
///
/// # Errors
/// See [`BankError`].
pub async fn spawn(config: Config) -> Result<Running, BankError> {
    if config.production {
        return Err(BankError::Production);
    }
    if config.api_key.is_empty() || config.notify_secret.is_empty() {
        return Err(BankError::MissingSecret);
    }
    let listen = config.listen;
    let unheard = move |source| BankError::Listen { listen, source };
    let listener = TcpListener::bind(listen).await.map_err(unheard)?;
    let addr = listener.local_addr().map_err(unheard)?;
    // The merchant may be slow; a redirect or a proxy of the environment would hide where a notification went.
    let client =
        reqwest::Client::builder().timeout(Duration::from_secs(10)).redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    let (stop, stopped) = watch::channel(false);
    let bank = Bank::open(config, format!("http://{addr}"), client, stopped)?;
    let router = api::router(&bank)
        .merge(stripe::router(&bank))
        .merge(lyra::router(&bank))
        .merge(monetico::router(&bank))
        .merge(up2pay::router(&bank));
    let router = router.merge(drill::router(&bank)).merge(pages::router(&bank));
    let task = tokio::spawn(async move {
        let post = tokio::spawn(notices::run(bank.clone()));
        let open = bank.clone();
        let served = axum::serve(listener, router).with_graceful_shutdown(async move { open.stopped().await }).await;
        post.abort();
        // The abort alone is what is waited for; a post office that ended before is as well.
        let _ = post.await;
        bank.close();
        served.map_err(unheard)
    });
    Ok(Running { addr, stop, task })
}
