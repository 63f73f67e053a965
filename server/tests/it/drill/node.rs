//! A node of the house as a process of its own, which can be killed, and the people who use it.

use crate::payments::dialect::{Dialect, KEY, SECRET};
use crate::payments::fixtures::Till;
use domain::ids::{AccountId, SessionId};
use domain::locale::Locale;
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, Set};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration as Pause;
use store::entities::{account, session};
use store::fresh;
use store::testing::TestDatabase;
use store::words::{SessionState, Side};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long a program may take to open.
const PATIENCE: Pause = Pause::from_secs(20);

/// An address that nobody has yet.
pub(super) fn free_address() -> String {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}")
}

/// The settings of the house towards its bank, as an operator would write them into variables.
fn settings(till: &Till, site: &Path) -> Vec<(&'static str, String)> {
    let bank = &till.bank_url;
    match till.dialect {
        Dialect::Sandbox => vec![
            ("ALTIPORT_BANK__URL", bank.clone()),
            ("ALTIPORT_BANK__API_KEY", KEY.into()),
            ("ALTIPORT_BANK__NOTIFY_SECRET", SECRET.into()),
        ],
        Dialect::Stripe => vec![
            ("ALTIPORT_STRIPE__URL", bank.clone()),
            ("ALTIPORT_STRIPE__PAGES", bank.clone()),
            ("ALTIPORT_STRIPE__SECRET_KEY", KEY.into()),
            ("ALTIPORT_STRIPE__WEBHOOK_SECRETS", format!("[\"{SECRET}\"]")),
        ],
        Dialect::Lyra => vec![
            ("ALTIPORT_LYRA__SITE_ID", "12345678".into()),
            ("ALTIPORT_LYRA__FORM_URL", format!("{bank}/vads-payment/")),
            ("ALTIPORT_LYRA__API_URL", format!("{bank}/api-payment/V4/")),
            ("ALTIPORT_LYRA__KEY", SECRET.into()),
            ("ALTIPORT_LYRA__API_PASSWORD", KEY.into()),
        ],
        Dialect::Monetico => vec![
            ("ALTIPORT_MONETICO__TPE", bank::monetico::TPE.into()),
            ("ALTIPORT_MONETICO__COMPANY", bank::monetico::COMPANY.into()),
            ("ALTIPORT_MONETICO__FORM_URL", format!("{bank}/monetico/test/paiement.cgi")),
            ("ALTIPORT_MONETICO__KEY", file(site, "monetico.key", bank::monetico::KEY)),
        ],
        Dialect::Up2pay => vec![
            ("ALTIPORT_UP2PAY__SITE", bank::up2pay::SITE.into()),
            ("ALTIPORT_UP2PAY__RANK", bank::up2pay::RANK.into()),
            ("ALTIPORT_UP2PAY__IDENTIFIER", bank::up2pay::IDENTIFIER.into()),
            ("ALTIPORT_UP2PAY__FORM_URL", format!("{bank}/up2pay/php/")),
            ("ALTIPORT_UP2PAY__KEY", file(site, "up2pay.key", bank::up2pay::KEY)),
            ("ALTIPORT_UP2PAY__BANK_KEY", file(site, "up2pay.pem", bank::up2pay::BANK_KEY)),
        ],
    }
}

/// A secret in a file.
fn file(site: &Path, name: &str, secret: &str) -> String {
    let path = site.join(name);
    std::fs::write(&path, secret).unwrap();
    format!("file:{}", path.display())
}

/// A program that will be killed.
pub(super) struct Node(Child);

impl Node {
    /// Starts the program at `url` and waits until it serves.
    pub(super) async fn start(till: &Till, base: &TestDatabase, site: &Path, url: &str, failpoint: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_altiport"));
        // What cargo and the drill itself are told is not for the program.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ALTIPORT_")) {
            command.env_remove(name);
        }
        command
            .arg("serve")
            .current_dir(site)
            .env("ALTIPORT_LISTEN", url.trim_start_matches("http://"))
            .env("ALTIPORT_BASE_URL", url)
            .env("ALTIPORT_DATABASE", &base.url)
            .env("ALTIPORT_DATA", site.join("data"))
            .env("ALTIPORT_SITE", site)
            .env("ALTIPORT_PAYMENTS__GATEWAY", till.gateway())
            .envs(settings(till, site))
            .env("RUST_LOG", "info")
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if let Some(name) = failpoint {
            command.env("ALTIPORT_TEST_FAILPOINT", name);
        }
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (mut said, mut serves) = (Vec::new(), false);
        let wait = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                serves |= line.contains("serving");
                said.push(line);
                if serves {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the program opens");
        // A program may reach its failpoint while it opens: what the last one left is enough.
        assert!(serves || failpoint.is_some(), "the program does not open: {said:?}");
        // Read on, so that the program never waits for its log.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self(child)
    }

    /// Waits for it to die by itself; kills it otherwise. Answers whether it died by itself.
    pub(super) async fn dies(&mut self, within: Pause) -> bool {
        if tokio::time::timeout(within, self.0.wait()).await.is_err() {
            self.0.kill().await.unwrap();
            return false;
        }
        true
    }
}

/// An open session of the traveller: the value of its cookie.
pub(super) async fn sign_in(till: &Till) -> String {
    let (id, now): (AccountId, _) = (fresh(), till.counter.now());
    let token = "a-token-that-only-the-drill-knows";
    let tx = till.db.begin_write().await.unwrap();
    let opened = account::ActiveModel {
        id: Set(id),
        client_id: Set(till.client_id),
        password_hash: Set(None),
        language: Set(Locale::Fr),
        created_at: Set(now),
    };
    opened.insert(&tx).await.unwrap();
    let row = session::ActiveModel {
        id: Set(fresh::<SessionId>()),
        token_hash: Set(Sha256::digest(token.as_bytes()).to_vec()),
        side: Set(Side::Portal),
        staff_id: Set(None),
        account_id: Set(Some(id)),
        state: Set(SessionState::Open),
        created_at: Set(now),
        seen_at: Set(now),
        ip: Set(String::new()),
        user_agent: Set(String::new()),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    token.to_owned()
}

/// An open session of staff who keep the books: the value of its cookie.
pub(super) async fn sign_in_staff(till: &Till) -> String {
    let Actor::Staff { id, .. } = till.seller.actor else { panic!("the seller is staff") };
    let (now, token) = (till.counter.now(), "a-token-of-staff-that-only-the-drill-knows");
    let tx = till.db.begin_write().await.unwrap();
    let row = session::ActiveModel {
        id: Set(fresh::<SessionId>()),
        token_hash: Set(Sha256::digest(token.as_bytes()).to_vec()),
        side: Set(Side::Office),
        staff_id: Set(Some(id)),
        account_id: Set(None),
        state: Set(SessionState::Open),
        created_at: Set(now),
        seen_at: Set(now),
        ip: Set(String::new()),
        user_agent: Set(String::new()),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    token.to_owned()
}
