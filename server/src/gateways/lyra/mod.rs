//! The Lyra hosted form: PayZen, Systempay, Sogecommerce, Scellius and the other brands of one protocol. The brand is an address in the settings.
//!
//! Nothing is asked of the gateway to open a page: the payer's browser posts a signed form. A page once posted cannot be called back, so an order that is given up
//! may still be paid: such money becomes a visible credit. Notifications are signed like the form, and never sent again once they were answered with 4xx or 5xx.
//!
//! What became of an order is asked of the REST interface when the contract has one. Otherwise the signed notification is all there is: it is believed, and each
//! payment is left for a person to compare with the bank's statement.
//!
//! **Not verified against a shop of the bank** (a pilot in test mode has to): which characters `vads_order_info` accepts beyond ASCII; that one order id may carry
//! several tries; what `CancelOrRefund` answers for each contract; the meaning of the bank's refusal codes outside the CB network.

mod form;
mod notice;
mod rest;
mod signature;
mod truth;

use super::{
    Ack, Answers, Forged, Gateway, Hint, Opening, Page, Reception, RefundError, SignedForm, StartError, StartRequest, Started, Statement,
    Unanswered, forms,
};
use crate::config::{Config, GatewayMode};
use async_trait::async_trait;
use domain::money::Money;
use domain::payments::{CaptureKey, ExpireAnswer, GatewayRefund};
use http::HeaderMap;
use rest::Rest;
use signature::Key;
use std::sync::Arc;
use time::OffsetDateTime;

/// One shop, as forms and notifications know it.
struct Shop {
    site_id: String,
    mode: GatewayMode,
    form_url: String,
    key: Key,
    old_key: Option<Key>,
}

impl Shop {
    /// The mode, as the fields say it.
    const fn mode_word(&self) -> &'static str {
        match self.mode {
            GatewayMode::Test => "TEST",
            GatewayMode::Production => "PRODUCTION",
        }
    }
}

struct Lyra {
    shop: Shop,
    rest: Option<Rest>,
}

/// The Lyra hosted form, when the settings name a shop.
///
/// # Errors
/// A sentence: a secret that cannot be read or cannot be a key, or a client that cannot be built.
pub(super) fn open(config: &Config) -> Result<Option<Arc<dyn Gateway>>, String> {
    let lyra = &config.lyra;
    if lyra.site_id.is_empty() {
        return Ok(None);
    }
    let reveal = |name: &str, secret: &crate::config::Secret| secret.reveal().map_err(|error| format!("lyra.{name}: {error}"));
    let key = Key::new(&reveal("key", &lyra.key)?).ok_or("lyra.key: is empty or too long, so that anybody could notify")?;
    let old_key = match reveal("old_key", &lyra.old_key)? {
        none if none.is_empty() => None,
        text => Some(Key::new(&text).ok_or("lyra.old_key: is too long")?),
    };
    let rest = match reveal("api_password", &lyra.api_password)? {
        none if none.is_empty() => None,
        password => Some(Rest::open(&lyra.api_url, password)?),
    };
    let shop = Shop { site_id: lyra.site_id.clone(), mode: lyra.mode, form_url: lyra.form_url.clone(), key, old_key };
    Ok(Some(Arc::new(Lyra { shop, rest })))
}

impl Lyra {
    fn rest(&self) -> Result<&Rest, Unanswered> {
        self.rest.as_ref().ok_or_else(|| Unanswered("the contract has no interface to ask".to_owned()))
    }
}

#[async_trait]
impl Gateway for Lyra {
    fn name(&self) -> &'static str {
        "lyra"
    }

    fn account(&self) -> &str {
        &self.shop.site_id
    }

    fn pages(&self) -> &str {
        forms::origin(&self.shop.form_url)
    }

    async fn start(&self, request: &StartRequest) -> Result<Started, StartError> {
        match form::reference_of(&request.order).filter(|_| form::can_be_paid(request)) {
            Some(reference) => Ok(Started { reference, page: Page::Form }),
            None => Err(StartError::Rejected("an amount or an order that the form cannot carry".to_owned())),
        }
    }

    fn form(&self, request: &StartRequest, opening: &Opening) -> Option<SignedForm> {
        form::build(&self.shop, request, opening)
    }

    fn answers(&self) -> Answers {
        if self.rest.is_some() { Answers::OnePayment } else { Answers::Nothing }
    }

    async fn fetch(&self, reference: &str) -> Result<Statement, Unanswered> {
        truth::statement(reference, &self.rest()?.transactions(&self.shop, reference).await?)
    }

    async fn find(&self, order: &str) -> Result<Vec<Statement>, Unanswered> {
        let (Some(reference), Some(rest)) = (form::reference_of(order), &self.rest) else { return Ok(Vec::new()) };
        let transactions = rest.transactions(&self.shop, &reference).await?;
        if transactions.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![truth::statement(&reference, &transactions)?])
    }

    async fn expire(&self, _reference: &str) -> ExpireAnswer {
        ExpireAnswer::Unsupported
    }

    async fn list_since(&self, _since: OffsetDateTime) -> Result<Vec<Statement>, Unanswered> {
        Err(Unanswered("there are no lists, only single orders".to_owned()))
    }

    async fn refund(
        &self,
        reference: &str,
        capture: &CaptureKey,
        money: Money,
        _idempotency_key: &str,
    ) -> Result<GatewayRefund, RefundError> {
        match &self.rest {
            Some(rest) => rest.refund(&self.shop, reference, capture, money).await,
            None => Err(RefundError::Cannot("the contract has no interface for it: use the bank's back office".to_owned())),
        }
    }

    fn verify(&self, _headers: &HeaderMap, body: &[u8], _now: OffsetDateTime) -> Result<Hint, Forged> {
        notice::verify(&self.shop, body)
    }

    fn read(&self, body: &[u8]) -> Option<Hint> {
        notice::read(body)
    }

    fn told(&self, body: &[u8]) -> Result<Statement, Unanswered> {
        notice::told(body)
    }

    fn ack(&self, reception: Reception) -> Ack {
        let (status, body) = match reception {
            Reception::Kept => (200, "kept"),
            Reception::Refused => (400, "refused"),
            // It is not sent again; the poller asks instead, and the bank's back office shows that we failed.
            Reception::Failed => (500, "not kept"),
        };
        Ack { status, body: body.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const KEY: &str = "1122334455667788";
    pub(super) const OLD_KEY: &str = "8877665544332211";

    /// The shop of the tests; with an old key unless it is empty.
    pub(super) fn shop(old_key: &str) -> Shop {
        Shop {
            site_id: "12345678".into(),
            mode: GatewayMode::Test,
            form_url: "https://bank.example/vads-payment/".into(),
            key: Key::new(KEY).unwrap(),
            old_key: Key::new(old_key),
        }
    }

    #[test]
    fn a_shop_without_a_key_is_not_opened() {
        use crate::config::{Lyra, Secret};
        let config =
            |key: &str| Config { lyra: Lyra { site_id: "12345678".into(), key: Secret::new(key), ..Lyra::default() }, ..Config::default() };
        assert!(open(&Config::default()).is_ok_and(|gateway| gateway.is_none()));
        assert!(open(&config("")).is_err());
        let opened = open(&config(KEY)).unwrap().unwrap();
        assert_eq!((opened.name(), opened.account(), opened.answers()), ("lyra", "12345678", Answers::Nothing));
    }
}
