//! Monetico, the payment page of Crédit Mutuel, CIC and the other banks of Euro-Information. (Monetico Retail is another one: see the Lyra form.)
//!
//! The payer's browser posts a sealed form; nothing is asked of the bank, before or after. Its sealed notification is all there is: it is believed, and each
//! payment is left for a person to compare with the bank's statement. A page once posted cannot be called back.
//!
//! The bank takes a reference for one payment only, so each opening of the form has its own, and that name is the key of the capture. Terminal and key are the
//! same for test cards and real ones, with two pages and two words (`payetest`, `paiement`): a word of the other mode is refused like a forgery.
//!
//! Money cannot be given back from here: the bank's refund service takes references of twelve characters, needs the authorisation's own data and has to be
//! opened by contract, and no description of its answers is at hand. Refunds are made in the bank's back office.
//!
//! **Not verified against a terminal of the bank** (a pilot in test mode has to): that a reference may hold a hyphen; the lengths and the duty of the parts of
//! `contexte_commande`; that an instant without a zone is Paris time; the words of `motifrefus`; how often a notification is sent again that was not acknowledged.

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
use signature::Key;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// One terminal, as forms and notifications know it.
#[derive(Clone)]
struct Shop {
    tpe: String,
    company: String,
    mode: GatewayMode,
    form_url: String,
    key: Key,
    old_key: Option<Key>,
    /// Play money and real money never share an account of the ledger.
    account: String,
}

/// Monetico, when the settings name a terminal.
///
/// # Errors
/// A sentence: a secret that cannot be read or is no key.
pub(super) fn open(config: &Config) -> Result<Option<Arc<dyn Gateway>>, String> {
    let monetico = &config.monetico;
    if monetico.tpe.is_empty() {
        return Ok(None);
    }
    let reveal = |name: &str, secret: &crate::config::Secret| secret.reveal().map_err(|error| format!("monetico.{name}: {error}"));
    let key = Key::new(&reveal("key", &monetico.key)?).ok_or("monetico.key: is no key of forty characters")?;
    let old_key = match reveal("old_key", &monetico.old_key)? {
        none if none.is_empty() => None,
        text => Some(Key::new(&text).ok_or("monetico.old_key: is no key of forty characters")?),
    };
    if !monetico.company.is_ascii() {
        return Err("monetico.company: is not ASCII, so that its seal would depend on an alphabet".into());
    }
    let account = match monetico.mode {
        GatewayMode::Test => [&monetico.tpe, "-test"].concat(),
        GatewayMode::Production => monetico.tpe.clone(),
    };
    Ok(Some(Arc::new(Shop {
        tpe: monetico.tpe.clone(),
        company: monetico.company.clone(),
        mode: monetico.mode,
        form_url: monetico.form_url.clone(),
        key,
        old_key,
        account,
    })))
}

/// Nobody can be asked.
fn unanswered() -> Unanswered {
    Unanswered("this bank answers no questions".to_owned())
}

#[async_trait]
impl Gateway for Shop {
    fn name(&self) -> &'static str {
        "monetico"
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

    /// The payer has forty-five minutes and four cards.
    fn page_life(&self) -> Duration {
        Duration::minutes(45)
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

    /// The two texts that the bank knows, to the byte: the seal is right, or it is not. After the second one the bank writes to the agency, which is what should
    /// happen when a notification could not be kept.
    fn ack(&self, reception: Reception) -> Ack {
        let (status, body) = match reception {
            Reception::Kept => (200, "version=2\ncdr=0\n"),
            Reception::Refused => (200, "version=2\ncdr=1\n"),
            Reception::Failed => (503, "version=2\ncdr=1\n"),
        };
        Ack { status, body: body.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Monetico, Secret};
    use crate::gateways::Billing;
    use domain::locale::Locale;
    use domain::money::Currency;

    pub(super) const KEY: &str = "12345678901234567890123456789012345678P0";
    pub(super) const OTHER_KEY: &str = "0000000000000000000000000000000000000000";
    pub(super) const ORDER: &str = "order_0190a0b0c0d07000800000000000000a";

    pub(super) fn key(text: &str) -> Key {
        Key::new(text).unwrap()
    }

    pub(super) fn shop() -> Shop {
        Shop {
            tpe: "1234567".into(),
            company: "agency".into(),
            mode: GatewayMode::Test,
            form_url: "https://bank.example/test/paiement.cgi".into(),
            key: key(KEY),
            old_key: None,
            account: "1234567-test".into(),
        }
    }

    pub(super) fn request(minor: i64) -> StartRequest {
        StartRequest {
            order: ORDER.into(),
            idempotency_key: "po:1".into(),
            amount: Money::new(minor, Currency::EUR),
            description: "Pérou".into(),
            locale: Locale::Fr,
            return_url: "https://a.example/payments/1".into(),
            notify_url: "https://a.example/gateways/monetico/notify".into(),
            expires_at: OffsetDateTime::UNIX_EPOCH,
            billing: Some(Billing::tester()),
            method: None,
        }
    }

    #[test]
    fn a_terminal_without_a_key_is_not_opened() {
        let config = |monetico: Monetico| Config { monetico, ..Config::default() };
        let with = |key: &str, mode| config(Monetico { tpe: "1234567".into(), mode, key: Secret::new(key), ..Monetico::default() });
        assert!(open(&Config::default()).is_ok_and(|gateway| gateway.is_none()));
        assert!(open(&with("", GatewayMode::Test)).is_err() && open(&with("1234", GatewayMode::Test)).is_err());
        for (mode, account) in [(GatewayMode::Test, "1234567-test"), (GatewayMode::Production, "1234567")] {
            let opened = open(&with(KEY, mode)).unwrap().unwrap();
            assert_eq!((opened.name(), opened.account(), opened.answers()), ("monetico", account, Answers::Nothing));
            assert_eq!(opened.pages(), "https://p.monetico-services.com");
        }
    }

    #[test]
    fn the_bank_is_answered_in_its_own_two_texts() {
        let ack = |reception| shop().ack(reception);
        assert_eq!(ack(Reception::Kept), Ack { status: 200, body: "version=2\ncdr=0\n".into() });
        assert_eq!(ack(Reception::Refused), Ack { status: 200, body: "version=2\ncdr=1\n".into() });
        assert_eq!(ack(Reception::Failed), Ack { status: 503, body: "version=2\ncdr=1\n".into() });
    }
}
