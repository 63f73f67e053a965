//! Up2Pay e-Transactions of the Crédit Agricole, formerly Paybox: the hosted page.
//!
//! The payer's browser posts a sealed form; nothing is asked of the bank, before or after. Its signed notification is all there is: it is believed, and each
//! payment is left for a person to compare with the bank's statement. What the browser brings back is signed as well and not even read: it settles nothing.
//! A page once posted cannot be called back, and can be paid for fifteen minutes.
//!
//! We seal with a secret of ours (HMAC, SHA-512); the bank signs with a key of its own (RSA, SHA-1), whose public half stands in the settings. The bank's number
//! of the transaction is the key of the capture. A notification tells no currency, so the reference carries it, and the core compares both with the order.
//!
//! Money cannot be given back from here: that is another interface (PPPS) with a key of its own, opened by contract, whose code for refunds is not known for
//! certain. Refunds are made in the bank's back office.
//!
//! **Not verified against a site of the bank** (a pilot in test mode has to): whether and how often a notification is sent again, and what the bank reads of our
//! answer (an empty page with status 200, as far as is known); that it posts when asked to (`PBX_RUF1`); how it escapes what it signs; that a test is
//! authorised as `XXXXXX`; the order of a date's parts, and that it is Paris time; that PBX_BILLING may hold any alphabet.

mod form;
mod notice;
mod signature;

use super::{
    Ack, Answers, Forged, Gateway, Hint, Opening, Page, Reception, RefundError, SignedForm, StartError, StartRequest, Started, Statement,
    Unanswered, forms,
};
use crate::config::{Config, GatewayMode};
use async_trait::async_trait;
use domain::money::Money;
use domain::payments::{CaptureKey, ExpireAnswer, GatewayRefund};
use http::HeaderMap;
use signature::{BankKey, Key};
use std::sync::Arc;
use time::OffsetDateTime;

/// One site, as forms and notifications know it.
#[derive(Clone)]
struct Shop {
    site: String,
    rank: String,
    identifier: String,
    mode: GatewayMode,
    form_url: String,
    key: Key,
    bank_keys: Vec<BankKey>,
    /// Play money and real money never share an account of the ledger.
    account: String,
}

/// Up2Pay, when the settings name a site.
///
/// # Errors
/// A sentence: a secret that cannot be read, is no key, or a number that is missing.
pub(super) fn open(config: &Config) -> Result<Option<Arc<dyn Gateway>>, String> {
    let up2pay = &config.up2pay;
    if up2pay.site.is_empty() {
        return Ok(None);
    }
    if up2pay.rank.is_empty() || up2pay.identifier.is_empty() {
        return Err("up2pay: a site needs its rank and its identifier".into());
    }
    let reveal = |name: &str, secret: &crate::config::Secret| secret.reveal().map_err(|error| format!("up2pay.{name}: {error}"));
    let key = Key::new(&reveal("key", &up2pay.key)?).ok_or("up2pay.key: is no key in hexadecimal digits")?;
    let bank_keys = BankKey::read(&reveal("bank_key", &up2pay.bank_key)?).ok_or("up2pay.bank_key: holds no RSA public key in PEM")?;
    let test = match up2pay.mode {
        GatewayMode::Test => "-test",
        GatewayMode::Production => "",
    };
    Ok(Some(Arc::new(Shop {
        site: up2pay.site.clone(),
        rank: up2pay.rank.clone(),
        identifier: up2pay.identifier.clone(),
        mode: up2pay.mode,
        form_url: up2pay.form_url.clone(),
        key,
        bank_keys,
        account: [&up2pay.site, "-", &up2pay.rank, test].concat(),
    })))
}

/// Nobody can be asked.
fn unanswered() -> Unanswered {
    Unanswered("this bank answers no questions".to_owned())
}

#[async_trait]
impl Gateway for Shop {
    fn name(&self) -> &'static str {
        "up2pay"
    }

    fn account(&self) -> &str {
        &self.account
    }

    fn pages(&self) -> &str {
        forms::origin(&self.form_url)
    }

    async fn start(&self, request: &StartRequest) -> Result<Started, StartError> {
        match forms::reference_of(&request.order).filter(|_| form::can_be_paid(request)) {
            Some(reference) => Ok(Started { reference, page: Page::Form }),
            None => Err(StartError::Rejected("an amount, an order or a payer that the form cannot carry".to_owned())),
        }
    }

    fn form(&self, request: &StartRequest, opening: &Opening) -> Option<SignedForm> {
        form::build(self, request, opening)
    }

    fn answers(&self) -> Answers {
        Answers::Nothing
    }

    async fn fetch(&self, _reference: &str) -> Result<Statement, Unanswered> {
        Err(unanswered())
    }

    async fn find(&self, _order: &str) -> Result<Vec<Statement>, Unanswered> {
        Ok(Vec::new())
    }

    async fn expire(&self, _reference: &str) -> ExpireAnswer {
        ExpireAnswer::Unsupported
    }

    async fn list_since(&self, _since: OffsetDateTime) -> Result<Vec<Statement>, Unanswered> {
        Err(unanswered())
    }

    async fn refund(
        &self,
        _reference: &str,
        _capture: &CaptureKey,
        _money: Money,
        _idempotency_key: &str,
    ) -> Result<GatewayRefund, RefundError> {
        Err(RefundError::Cannot("use the bank's back office".to_owned()))
    }

    fn verify(&self, _headers: &HeaderMap, body: &[u8], _now: OffsetDateTime) -> Result<Hint, Forged> {
        notice::verify(self, body)
    }

    fn read(&self, body: &[u8]) -> Option<Hint> {
        notice::read(body)
    }

    fn told(&self, body: &[u8]) -> Result<Statement, Unanswered> {
        notice::told(self, body)
    }

    /// An empty page.
    fn ack(&self, reception: Reception) -> Ack {
        let status = match reception {
            Reception::Kept => 200,
            Reception::Refused => 400,
            Reception::Failed => 503,
        };
        Ack { status, body: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Secret, Up2pay};
    use crate::gateways::Billing;
    use domain::locale::Locale;
    use domain::money::Currency;

    pub(super) const KEY: &str =
        "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

    pub(super) fn shop() -> Shop {
        Shop {
            site: "1999888".into(),
            rank: "32".into(),
            identifier: "107904482".into(),
            mode: GatewayMode::Test,
            form_url: "https://bank.example/php/".into(),
            key: Key::new(KEY).unwrap(),
            bank_keys: BankKey::read(signature::tests::PEM).unwrap(),
            account: "1999888-32-test".into(),
        }
    }

    pub(super) fn live() -> Shop {
        Shop { mode: GatewayMode::Production, ..shop() }
    }

    pub(super) fn request(minor: i64) -> StartRequest {
        StartRequest {
            order: "order_0190a0b0c0d07000800000000000000a".into(),
            idempotency_key: "po:1".into(),
            amount: Money::new(minor, Currency::EUR),
            description: "Pérou".into(),
            locale: Locale::Fr,
            return_url: "https://a.example/payments/1".into(),
            notify_url: "https://a.example/gateways/up2pay/notify".into(),
            expires_at: OffsetDateTime::UNIX_EPOCH,
            billing: Some(Billing::tester()),
            method: None,
        }
    }

    #[test]
    fn a_site_without_its_keys_is_not_opened() {
        let with = |key: &str, bank_key: &str, mode| {
            let up2pay = Up2pay {
                site: "1999888".into(),
                rank: "32".into(),
                identifier: "107904482".into(),
                mode,
                key: Secret::new(key),
                bank_key: Secret::new(bank_key),
                ..Up2pay::default()
            };
            open(&Config { up2pay, ..Config::default() })
        };
        assert!(open(&Config::default()).is_ok_and(|gateway| gateway.is_none()));
        assert!(with("", signature::tests::PEM, GatewayMode::Test).is_err() && with(KEY, "", GatewayMode::Test).is_err());
        for (mode, account) in [(GatewayMode::Test, "1999888-32-test"), (GatewayMode::Production, "1999888-32")] {
            let opened = with(KEY, signature::tests::PEM, mode).unwrap().unwrap();
            assert_eq!((opened.name(), opened.account(), opened.answers()), ("up2pay", account, Answers::Nothing));
        }
    }

    #[test]
    fn the_bank_is_answered_with_an_empty_page() {
        assert_eq!([Reception::Kept, Reception::Refused, Reception::Failed].map(|reception| shop().ack(reception).status), [200, 400, 503]);
        assert!(shop().ack(Reception::Kept).body.is_empty());
    }
}
