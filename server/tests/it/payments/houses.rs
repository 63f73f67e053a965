//! The tills of the banks that answer no questions, and the way to their pages.

use super::fixtures::Till;
use super::lyra::post;
use desk::{BankForm, PaymentDesk};
use domain::ids::{PaymentOrderId, TripId};
use domain::payments::OrderState;
use server::Config;
use server::config::{GatewayMode, Monetico, Secret, Up2pay};
use store::Database;
use store::words::EventState;

/// Which bank a till has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum House {
    Monetico,
    Up2pay,
}

impl House {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Monetico => "monetico",
            Self::Up2pay => "up2pay",
        }
    }

    /// Turns the settings of a till towards this bank.
    pub(crate) fn speak(self, config: &mut Config, mode: GatewayMode) {
        let bank = std::mem::take(&mut config.bank.url);
        match self {
            Self::Monetico => {
                config.monetico = Monetico {
                    tpe: bank::monetico::TPE.into(),
                    company: bank::monetico::COMPANY.into(),
                    mode,
                    form_url: format!("{bank}/monetico/test/paiement.cgi"),
                    key: Secret::new(bank::monetico::KEY),
                    ..Monetico::default()
                }
            }
            Self::Up2pay => {
                config.up2pay = Up2pay {
                    site: bank::up2pay::SITE.into(),
                    rank: bank::up2pay::RANK.into(),
                    identifier: bank::up2pay::IDENTIFIER.into(),
                    mode,
                    form_url: format!("{bank}/up2pay/php/"),
                    key: Secret::new(bank::up2pay::KEY),
                    bank_key: Secret::new(bank::up2pay::BANK_KEY),
                }
            }
        }
    }

    pub(crate) async fn till(self, db: Database) -> Till {
        Till::open_with(db, |config| self.speak(config, GatewayMode::Test)).await
    }

    /// What the bank is answered when its notification is taken, and when it is not.
    pub(crate) fn answers(self) -> [(u16, &'static str); 2] {
        match self {
            Self::Monetico => [(200, "version=2\ncdr=0\n"), (200, "version=2\ncdr=1\n")],
            Self::Up2pay => [(200, ""), (400, "")],
        }
    }

    /// Posts a notification as it is.
    pub(crate) async fn tell(self, till: &Till, body: Vec<u8>) -> (u16, String) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}/gateways/{}/notify", till.counter.config.base_url, self.name());
        let answer = http.post(url).body(body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    pub(crate) async fn assert_refused(self, till: &Till, what: &str, body: Vec<u8>) {
        let (status, text) = self.tell(till, body).await;
        assert_eq!((status, text.as_str()), self.answers()[1], "{what}");
    }
}

/// Starts a payment of the next instalment: its order.
pub(crate) async fn started(house: House, till: &Till, trip: TripId) -> PaymentOrderId {
    let url = till.start(trip).await;
    let order = till.orders(trip).await.pop().unwrap();
    assert!(url.ends_with(&format!("/payments/{}/bank", order.id)), "{url}");
    assert_eq!((order.gateway.as_str(), order.state), (house.name(), OrderState::Open));
    assert!(order.gateway_account.ends_with("-test"), "play money has an account of its own");
    order.id
}

pub(crate) async fn opened(till: &Till, order: PaymentOrderId) -> BankForm {
    till.payments.open_bank_form(&till.traveller, order).await.unwrap().unwrap()
}

/// Opens the form and posts it: the bank's name of the page.
pub(crate) async fn leave(till: &Till, order: PaymentOrderId) -> String {
    let (status, location) = post(&opened(till, order).await).await;
    assert_eq!(status, 303);
    location.rsplit('/').next().unwrap().to_owned()
}

pub(crate) fn field<'a>(form: &'a BankForm, name: &str) -> &'a str {
    form.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// What the bank posted to us and we believed, as it came.
pub(crate) async fn believed(till: &Till) -> Vec<Vec<u8>> {
    till.events(EventState::Processed).await.into_iter().map(|event| event.raw).collect()
}
