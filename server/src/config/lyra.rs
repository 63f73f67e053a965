//! Settings of the Lyra hosted form: one shop of PayZen, Systempay, Sogecommerce, Scellius or another brand of the family.

use super::{GatewayMode, Secret};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lyra {
    /// The shop's number, eight digits; empty when this house does not use it.
    #[serde(deserialize_with = "eight_digits")]
    pub site_id: String,
    /// Test or production. A notification of the other one is refused.
    pub mode: GatewayMode,
    /// Where the form is posted: the brand's host, such as `https://paiement.systempay.fr/vads-payment/`.
    pub form_url: String,
    /// Its REST interface of version 4, such as `https://api.systempay.fr/api-payment/V4/`.
    pub api_url: String,
    /// The key of `mode`, which signs forms and notifications.
    pub key: Secret,
    /// Another key whose notifications are still believed, while `key` is being replaced.
    pub old_key: Secret,
    /// The password of the REST interface; empty when the contract has none. Without it nobody can be asked what became of a payment: signed notifications are
    /// believed, and each is left for a person to compare with the bank's statement.
    pub api_password: Secret,
}

/// A number of eight digits, written as one or as text: a variable has no quotes to tell them apart.
fn eight_digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(u32),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Number(number) => format!("{number:08}"),
        Written::Text(text) => text,
    };
    if text.is_empty() || text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text)
    } else {
        Err(D::Error::custom("a shop has a number of eight digits"))
    }
}

impl Default for Lyra {
    fn default() -> Self {
        Self {
            site_id: String::new(),
            mode: GatewayMode::Test,
            form_url: "https://secure.payzen.eu/vads-payment/".into(),
            api_url: "https://api.payzen.eu/api-payment/V4/".into(),
            key: Secret::default(),
            old_key: Secret::default(),
            api_password: Secret::default(),
        }
    }
}

impl Lyra {
    /// What production does not allow.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.site_id.is_empty() {
            return Ok(());
        }
        if self.mode != GatewayMode::Production {
            return Err("lyra.mode: production takes real cards only; test cards would count as money".into());
        }
        for (name, url) in [("form_url", &self.form_url), ("api_url", &self.api_url)] {
            if !url.starts_with("https://") {
                return Err(format!("lyra.{name}: production needs an https:// address"));
            }
        }
        Ok(())
    }
}
