//! The words in which a till and the bank speak: one for each gateway there is, with what can be asked in it.

use server::Config;
use server::config::{Bank, GatewayMode, Lyra, Monetico, Secret, Stripe, Up2pay};

pub(crate) const KEY: &str = "sk_test_till";
pub(crate) const SECRET: &str = "whsec_till";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The sandbox bank's own.
    Sandbox,
    Stripe,
    Lyra,
    Monetico,
    Up2pay,
}

impl Dialect {
    /// The gateway's name in addresses and rows.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Stripe => "stripe",
            Self::Lyra => "lyra",
            Self::Monetico => "monetico",
            Self::Up2pay => "up2pay",
        }
    }

    /// Its account in the ledger.
    pub(crate) fn clearing(self) -> &'static str {
        match self {
            Self::Sandbox => "511-gw:sandbox:acct",
            Self::Stripe => "511-gw:stripe:test",
            Self::Lyra => "511-gw:lyra:12345678",
            Self::Monetico => "511-gw:monetico:1234567-test",
            Self::Up2pay => "511-gw:up2pay:1999888-32-test",
        }
    }

    /// Whether its page is reached by a form that is signed at the moment of leaving, and can never be closed from here.
    pub(crate) fn has_forms(self) -> bool {
        matches!(self, Self::Lyra | Self::Monetico | Self::Up2pay)
    }

    /// Whether it can be asked what became of a payment; otherwise its signed notification is all there is.
    pub(crate) fn answers(self) -> bool {
        !matches!(self, Self::Monetico | Self::Up2pay)
    }

    /// Turns the settings of a till towards the bank at `url`.
    pub(crate) fn speak(self, config: &mut Config, url: &str) {
        match self {
            Self::Sandbox => {
                config.bank =
                    Bank { url: url.to_owned(), api_key: Secret::new(KEY), notify_secret: Secret::new(SECRET), ..Bank::default() };
            }
            Self::Stripe => {
                config.stripe = Stripe {
                    url: url.to_owned(),
                    pages: url.to_owned(),
                    secret_key: Secret::new(KEY),
                    webhook_secrets: vec![Secret::new("whsec_of_later"), Secret::new(SECRET)],
                };
            }
            Self::Lyra => {
                config.lyra = Lyra {
                    site_id: "12345678".into(),
                    form_url: format!("{url}/vads-payment/"),
                    api_url: format!("{url}/api-payment/V4/"),
                    key: Secret::new(SECRET),
                    api_password: Secret::new(KEY),
                    ..Lyra::default()
                };
            }
            Self::Monetico => {
                config.monetico = Monetico {
                    tpe: bank::monetico::TPE.into(),
                    company: bank::monetico::COMPANY.into(),
                    mode: GatewayMode::Test,
                    form_url: format!("{url}/monetico/test/paiement.cgi"),
                    key: Secret::new(bank::monetico::KEY),
                    ..Monetico::default()
                };
            }
            Self::Up2pay => {
                config.up2pay = Up2pay {
                    site: bank::up2pay::SITE.into(),
                    rank: bank::up2pay::RANK.into(),
                    identifier: bank::up2pay::IDENTIFIER.into(),
                    mode: GatewayMode::Test,
                    form_url: format!("{url}/up2pay/php/"),
                    key: Secret::new(bank::up2pay::KEY),
                    bank_key: Secret::new(bank::up2pay::BANK_KEY),
                };
            }
        }
    }

    /// What the bank is answered when its notification is taken, and when it is not.
    pub(crate) fn acknowledgements(self) -> [(u16, &'static str); 2] {
        match self {
            Self::Monetico => [(200, "version=2\ncdr=0\n"), (200, "version=2\ncdr=1\n")],
            Self::Up2pay => [(200, ""), (400, "")],
            Self::Lyra => [(200, "kept"), (400, "refused")],
            Self::Sandbox | Self::Stripe => [(200, "ok"), (400, "refused")],
        }
    }
}
