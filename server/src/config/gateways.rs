//! The settings of the gateways: which one takes new payments, and what each needs.

use super::{Mode, Secret};
use domain::payments::Way;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// Payments, whatever the gateway.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Payments {
    /// Name of the gateway that takes new payments; empty is the first one that is configured. Payments under way stay where they began.
    pub gateway: String,
    /// The ways that payers may choose from. Without any, new payments go to `gateway`, whose page decides with what they are made.
    pub ways: Vec<Way>,
}

/// Which of a contract's two worlds is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GatewayMode {
    /// Test cards, no money.
    #[default]
    Test,
    /// Real cards.
    Production,
}

/// The sandbox bank, as its client and as itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bank {
    /// Address of the bank's API and pages; empty when this house does not use it.
    pub url: String,
    /// Where `altiport bank` listens.
    pub listen: SocketAddr,
    /// Key of its API.
    pub api_key: Secret,
    /// Key its notifications are signed with.
    pub notify_secret: Secret,
}

impl Default for Bank {
    fn default() -> Self {
        Self {
            url: String::new(),
            listen: SocketAddr::from(([127, 0, 0, 1], 3001)),
            api_key: Secret::default(),
            notify_secret: Secret::default(),
        }
    }
}

/// Stripe Checkout; used when its key is set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stripe {
    /// Address of the API; another one only to rehearse against the sandbox bank.
    pub url: String,
    /// Origin of the pages payers are sent to: Stripe's own, or the account's custom domain.
    pub pages: String,
    /// Secret or restricted key of the account, of the test mode or of the live mode.
    pub secret_key: Secret,
    /// Signing secrets of the webhook endpoint: the one in force, and for a while the one it replaced.
    pub webhook_secrets: Vec<Secret>,
}

impl Default for Stripe {
    fn default() -> Self {
        Self {
            url: "https://api.stripe.com".into(),
            pages: "https://checkout.stripe.com".into(),
            secret_key: Secret::default(),
            webhook_secrets: Vec::new(),
        }
    }
}

impl Stripe {
    /// Whether the keys fit what the house is used as. A key whose file cannot be read yet is left to whoever opens the gateway.
    pub(super) fn check(&self, mode: Mode) -> Result<(), String> {
        if !self.secret_key.is_set() {
            return Ok(());
        }
        if let Ok(key) = self.secret_key.reveal() {
            check_key(&key, mode)?;
        }
        if self.webhook_secrets.is_empty() {
            return Err("stripe.webhook_secrets: is empty, so that no notification could be believed".into());
        }
        if mode == Mode::Production && !self.url.starts_with("https://") {
            return Err("stripe.url: production needs an https:// address, since the key travels there".into());
        }
        Ok(())
    }
}

/// Whether a key of Stripe's may be used: play money and real money are told apart by its prefix.
///
/// # Errors
/// A sentence that names the setting.
pub(crate) fn check_key(key: &str, mode: Mode) -> Result<(), String> {
    let of = |kind: &str| ["sk_", "rk_"].iter().any(|prefix| key.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(kind)));
    match (of("test_"), of("live_"), mode) {
        (true, _, Mode::Demo) | (_, true, Mode::Production) => Ok(()),
        (true, _, Mode::Production) => {
            Err("stripe.secret_key: is a test key, which takes no money; production needs a live one (sk_live_…)".into())
        }
        (_, true, Mode::Demo) => {
            Err("stripe.secret_key: is a live key, which takes real money; outside production use a test one (sk_test_…)".into())
        }
        (false, false, _) => Err("stripe.secret_key: is neither a test key (sk_test_…) nor a live one (sk_live_…)".into()),
    }
}
