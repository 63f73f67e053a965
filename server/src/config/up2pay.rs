//! Settings of Up2Pay e-Transactions, the Crédit Agricole's name for Paybox: one site.

use super::{GatewayMode, Secret};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::ops::RangeInclusive;

/// A site.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Up2pay {
    /// The site's number, seven digits; empty when this house does not use it.
    #[serde(deserialize_with = "site")]
    pub site: String,
    /// Its rank, two or three digits.
    #[serde(deserialize_with = "rank")]
    pub rank: String,
    /// The identifier, up to nine digits.
    #[serde(deserialize_with = "identifier")]
    pub identifier: String,
    /// Test or production. A payment that was authorised as a test is refused in production.
    pub mode: GatewayMode,
    /// Where the form is posted; the default is the preproduction.
    pub form_url: String,
    /// The key that signs forms, in hexadecimal digits as the back office shows it.
    pub key: Secret,
    /// The bank's public key in PEM, usually `file:…`: take the one the bank publishes today. With several, one after the other, each is believed.
    pub bank_key: Secret,
}

/// A number of so many digits, written as one or as text: a variable has no quotes to tell them apart. One that begins with a zero needs quotes.
pub(super) fn digits<'de, D: Deserializer<'de>>(deserializer: D, count: RangeInclusive<usize>, wanted: &str) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(u64),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Number(number) => number.to_string(),
        Written::Text(text) => text,
    };
    if text.is_empty() || count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text)
    } else {
        Err(D::Error::custom(wanted))
    }
}

fn site<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    digits(deserializer, 7..=7, "a site has a number of seven digits")
}

fn rank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    digits(deserializer, 2..=3, "a rank has two or three digits")
}

fn identifier<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    digits(deserializer, 1..=9, "an identifier has up to nine digits")
}

impl Default for Up2pay {
    fn default() -> Self {
        Self {
            site: String::new(),
            rank: String::new(),
            identifier: String::new(),
            mode: GatewayMode::Test,
            form_url: "https://preprod-tpeweb.paybox.com/php/".into(),
            key: Secret::default(),
            bank_key: Secret::default(),
        }
    }
}

impl Up2pay {
    /// What production does not allow.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.site.is_empty() {
            return Ok(());
        }
        if self.mode != GatewayMode::Production {
            return Err("up2pay.mode: production takes real cards only; test cards would count as money".into());
        }
        if !self.form_url.starts_with("https://") {
            return Err("up2pay.form_url: production needs an https:// address".into());
        }
        if self.form_url.contains("://preprod-") {
            return Err("up2pay.form_url: is the preproduction, which takes no money".into());
        }
        Ok(())
    }
}
