//! Settings of Monetico: one terminal (TPE) of Crédit Mutuel, CIC or another bank of Euro-Information.

use super::up2pay::digits;
use super::{GatewayMode, Secret};
use serde::{Deserialize, Deserializer, Serialize};

/// A terminal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Monetico {
    /// The terminal's number, seven digits; empty when this house does not use it.
    #[serde(deserialize_with = "seven_digits")]
    pub tpe: String,
    /// The company's code at the bank, which chooses the page's look.
    pub company: String,
    /// Test or production. Terminal and key are the same in both: a notification of the other one is refused by its word.
    pub mode: GatewayMode,
    /// Where the form is posted. The test page lies below `/test/`.
    pub form_url: String,
    /// The forty characters of the security key.
    pub key: Secret,
    /// Another key whose notifications are still believed, while `key` is being replaced.
    pub old_key: Secret,
}

fn seven_digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    digits(deserializer, 7..=7, "a terminal has a number of seven digits")
}

impl Default for Monetico {
    fn default() -> Self {
        Self {
            tpe: String::new(),
            company: String::new(),
            mode: GatewayMode::Test,
            form_url: "https://p.monetico-services.com/test/paiement.cgi".into(),
            key: Secret::default(),
            old_key: Secret::default(),
        }
    }
}

impl Monetico {
    /// What production does not allow.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.tpe.is_empty() {
            return Ok(());
        }
        if self.mode != GatewayMode::Production {
            return Err("monetico.mode: production takes real cards only; test cards would count as money".into());
        }
        if !self.form_url.starts_with("https://") {
            return Err("monetico.form_url: production needs an https:// address".into());
        }
        if self.form_url.contains("/test/") {
            return Err("monetico.form_url: is the test page, which takes no money".into());
        }
        Ok(())
    }
}
