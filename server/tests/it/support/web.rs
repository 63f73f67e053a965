//! The whole house, served on a port of its own over a database of its own, with its bank beside it.

use crate::support::browser::Browser;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::{Router, serve};
use server::config::{Bank, Secret};
use server::desks::SystemClock;
use server::{Config, House};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use store::testing::TestDatabase;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Opens `/metrics`.
pub(crate) const METRICS_TOKEN: &str = "figures for the test";
/// Opens the bank's API.
pub(crate) const BANK_KEY: &str = "key of the test";
/// Signs its notifications.
pub(crate) const NOTIFY_SECRET: &str = "secret of the test";
/// The one file of the test's site, as it is written and as it is served.
pub(crate) const STYLES: (&str, &str) = ("portal.css", "portal-0123456789.css");

/// A house that answers.
pub(crate) struct Served {
    pub(crate) house: Arc<House>,
    pub(crate) base: TestDatabase,
    pub(crate) url: String,
    pub(crate) bank_url: String,
    bank: bank::Running,
    folder: PathBuf,
    server: JoinHandle<()>,
    http: reqwest::Client,
}

impl Served {
    /// Opens the house of `base`, without its jobs: nothing happens but what a request asks for.
    pub(crate) async fn open(base: TestDatabase) -> Self {
        Self::open_with(base, |_| ()).await
    }

    /// The same with other settings.
    pub(crate) async fn open_with(base: TestDatabase, change: impl FnOnce(&mut Config)) -> Self {
        let folder = std::env::temp_dir().join(format!("altiport-web-{}", uuid::Uuid::now_v7().simple()));
        let (site, data) = (folder.join("site"), folder.join("data"));
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(site.join("manifest.json"), serde_json::json!({ STYLES.0: STYLES.1 }).to_string()).unwrap();
        std::fs::write(site.join(STYLES.1), "body { margin: 0 }").unwrap();
        let bank = bank::spawn(bank::Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data: folder.join("bank"),
            api_key: BANK_KEY.into(),
            notify_secret: NOTIFY_SECRET.into(),
            stripe_notify_url: String::new(),
            monetico_notify_url: String::new(),
            merchant: "Altaïr".into(),
            production: false,
        });
        let bank = bank.await.unwrap();
        let bank_url = format!("http://{}", bank.addr);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let url = format!("http://{address}");
        let mut config = Config {
            listen: address,
            base_url: url.clone(),
            database: Secret::new(&base.url),
            data,
            site,
            // Each browser of a test says where it comes from, as behind a proxy.
            proxies: vec![address.ip()],
            metrics_token: Secret::new(METRICS_TOKEN),
            agency: super::agency(),
            bank: Bank {
                url: bank_url.clone(),
                api_key: Secret::new(BANK_KEY),
                notify_secret: Secret::new(NOTIFY_SECRET),
                ..Bank::default()
            },
            ..Config::default()
        };
        change(&mut config);
        let house = House::open(config, Arc::new(SystemClock)).await.unwrap();
        let app: IntoMakeServiceWithConnectInfo<Router, SocketAddr> =
            server::http::router(house.clone()).into_make_service_with_connect_info();
        let server = tokio::spawn(async move { serve(listener, app).await.unwrap() });
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
        Self { house, base, url, bank_url, bank, folder, server, http }
    }

    /// A browser that was never here, at an address of its own.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.http.clone(), self.url.clone())
    }

    /// How many rows each table has, by name, and the last line of the audit: the same before and after when nothing was written.
    pub(crate) async fn rows(&self) -> Vec<(String, i64)> {
        use sea_orm::{ConnectionTrait, DbBackend, Statement};
        let db = self.base.db.read();
        let names = match self.base.db.backend() {
            DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
            _ => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name",
        };
        let select = |sql: String| Statement::from_string(self.base.db.backend(), sql);
        let mut rows = Vec::new();
        for table in db.query_all_raw(select(names.to_owned())).await.unwrap() {
            let name: String = table.try_get("", "name").unwrap();
            let count = db.query_one_raw(select(format!("SELECT COUNT(*) AS n FROM {name}"))).await.unwrap().unwrap();
            rows.push((name, count.try_get("", "n").unwrap()));
        }
        assert!(rows.len() > 20, "the tables are not found: {rows:?}");
        let last = db.query_one_raw(select("SELECT COALESCE(MAX(seq), 0) AS n FROM audit".to_owned())).await.unwrap().unwrap();
        rows.push(("the last line of the audit".to_owned(), last.try_get("", "n").unwrap()));
        rows
    }

    /// Ends everything and leaves nothing behind.
    pub(crate) async fn close(self) {
        self.house.close().await;
        self.server.abort();
        self.bank.shutdown().await.unwrap();
        self.house.counter.db.close().await.unwrap();
        self.base.remove().await;
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}
