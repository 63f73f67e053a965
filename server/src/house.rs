//! The house, built once from its configuration: database, desks, site, mail, jobs.

use crate::config::{Config, Mode};
use crate::desks::{Clock, Counter};
use crate::http::assets::Site;
use crate::live::Live;
use crate::mail::{Drop, Mailer};
use desk::{Desks, Theme};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Everything a request may need.
pub struct House {
    /// The settings.
    pub config: Config,
    /// What every desk stands on.
    pub counter: Arc<Counter>,
    /// The desks.
    pub desks: Desks,
    /// Sessions, resolved at every request.
    pub sessions: crate::desks::auth::Sessions,
    /// Payments, for notifications and jobs.
    pub payments: Arc<crate::desks::payments::Payments>,
    /// The books, for the job that reads statements.
    pub books: Arc<crate::desks::books::Books>,
    /// Trips, for the job that ends proposals nobody answered.
    pub trips: Arc<crate::desks::trips::Trips>,
    /// The built site.
    pub site: Site,
    /// Addresses of the site's files by name.
    pub asset_urls: BTreeMap<String, String>,
    /// How often one address may ask.
    pub throttle: crate::http::Throttle,
    /// What open pages follow.
    pub live: Live,
    /// The demo's mails.
    pub mail_drop: Option<Drop>,
    /// Sends mails.
    pub mailer: Mailer,
    /// Figures.
    pub metrics: PrometheusHandle,
    /// Cancelled once the house closes.
    pub closing: CancellationToken,
    /// The jobs under way, waited for when the house closes.
    pub tasks: TaskTracker,
}

/// Figures belong to the process: the recorder is installed once, however many houses a test builds.
fn recorder() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| PrometheusBuilder::new().install_recorder().unwrap_or_else(|_| PrometheusBuilder::new().build_recorder().handle()))
        .clone()
}

impl House {
    /// Opens the database (which must be migrated), the site and the mail drop.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub async fn open(config: Config, clock: Arc<dyn Clock>) -> Result<Arc<Self>, String> {
        let closing = CancellationToken::new();
        let db = store::connect(&config.database_url()?).await.map_err(|error| format!("database: {error}"))?;
        let site = Site::open(&config.site)?;
        let mail_drop = if config.mode == Mode::Demo && config.mail.host.is_empty() {
            Some(Drop::open(config.data_path("mail-drop")?, closing.clone()).await.map_err(|error| format!("mail drop: {error}"))?)
        } else {
            None
        };
        let mailer = Mailer::new(&config, mail_drop.as_ref().map(Drop::port))?;
        let counter = Counter::new(db, clock, &config);
        let (desks, sessions, payments, books, trips) = crate::desks::open(&counter);
        Ok(Arc::new(Self {
            asset_urls: site.urls(),
            config,
            counter,
            desks,
            sessions,
            payments,
            books,
            trips,
            site,
            throttle: crate::http::Throttle::default(),
            live: Live::default(),
            mail_drop,
            mailer,
            metrics: recorder(),
            closing,
            tasks: TaskTracker::new(),
        }))
    }

    /// Starts following the audit table and running the jobs; several nodes may do so on one database.
    pub fn start(self: &Arc<Self>) {
        self.tasks.spawn(self.live.clone().follow(self.counter.db.clone(), self.closing.clone()));
        crate::jobs::start(self);
    }

    /// Ends the jobs after what is under way.
    pub async fn close(&self) {
        self.closing.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Origins that a form may lead to: the banks' pages.
    pub fn bank_origins(&self) -> Vec<String> {
        self.payments.pages()
    }

    /// What the document of a page needs.
    pub(crate) fn shell_parts(&self, side: app::Side, locale: locales::Locale, theme: Theme) -> app::ShellParts {
        // The headings of the portal have a face of their own; fetching it for the office would be in vain.
        let (bundle, fonts): (_, &[&str]) = match side {
            app::Side::Portal => ("portal", &["fonts/fraunces-latin-wght-normal.woff2", "fonts/source-sans-3-latin-wght-normal.woff2"]),
            app::Side::Office => ("office", &["fonts/source-sans-3-latin-wght-normal.woff2"]),
        };
        app::ShellParts {
            locale,
            theme_class: match theme {
                Theme::Auto => ui::Theme::Auto,
                Theme::Light => ui::Theme::Light,
                Theme::Dark => ui::Theme::Dark,
            }
            .html_class(),
            css: self.site.url(&format!("{bundle}.css")),
            script: self.site.url(&format!("{bundle}.js")),
            wasm: self.site.url(&format!("{bundle}.wasm")),
            fonts: fonts.iter().map(|name| self.site.url(name)).collect(),
            reload: !self.config.site.as_os_str().is_empty(),
        }
    }
}
